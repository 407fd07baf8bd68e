"""How fast archives go through: gate, pages, mixed news, two processes, Ray; long work, killed and resumed.

    python bench/archive.py [PART ...] [--articles 4000] [--long 200000]

The archive is made up (`pledgebook.evaluation.archive`), the same each time. Speeds of one core are measured
in seconds of the processor, those of two processes, of Ray and of long work by the clock. The part `plan`
prints what an archive needs by these figures (docs/planning.md).
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from time import process_time

from archive_work import measure_long, measure_ray, measure_two, now, told, written
from planning import ARCHIVES, Figures, plan
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pledgebook.book import Filters, Ledger
from pledgebook.evaluation.archive import Article, articles
from pledgebook.intake import Form, Raw, frames, from_html, open_raw
from pledgebook.model import Reading, Report, RowKind
from pledgebook.pipeline import Kept, readings_of
from pledgebook.pipeline_archive import add_sources, open_all
from pledgebook.reading.baseline import plain_parsers
from pledgebook.reading.gate import gate
from pledgebook.reading.sentences import split
from pledgebook.reading.sieve import may_matter

ROUNDS = 3
PARSED = 60  # texts that plain spaCy is timed on
PAGES = 200


PARTS = ("gate", "pages", "mixed", "two", "ray", "plan", "long")


def main() -> None:
    """Runs the parts and prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; without one, all")
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--long", type=int, default=200_000)
    parser.add_argument("--gold", type=Path, default=Path("gold"))
    wanted = parser.parse_args()
    if unknown := set(wanted.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; say {', '.join(PARTS)}")
    number: int = wanted.articles
    runs: dict[str, Callable[[Path], None]] = {
        "gate": lambda folder: measure_gate(list(irrelevant(number)), folder),
        "pages": lambda folder: measure_pages(list(islice(irrelevant(number), PAGES)), wanted.gold),
        "mixed": lambda folder: measure_mixed(number, folder),
        "two": lambda folder: measure_two(number, folder),
        "ray": lambda folder: measure_ray(number, folder),
        "plan": lambda folder: told_plan(measure_parts(folder)),
        "long": lambda folder: measure_long(wanted.long, folder),
    }
    for part in wanted.parts or PARTS:
        with tempfile.TemporaryDirectory() as name:
            runs[part](Path(name))


def irrelevant(number: int) -> Iterable[Article]:
    """Articles that pledge nothing."""
    return articles(number, relevant=0)


def measure_gate(made: Sequence[Article], folder: Path) -> None:
    """Lines of plain-text articles from the file to the decision."""
    path = written(made, folder / "irrelevant.jsonl")
    plain = plain_speed(made[:PARSED])
    passed = 0

    def decided(text: str) -> bool:
        nonlocal passed
        passed += may_matter(text)
        return False  # what is let through is opened in the other measure

    def decide() -> None:
        for raw in frames(path):
            for _ in open_raw(raw, sieve=decided):
                pass

    def opened() -> None:
        for raw in frames(path):
            open_all([raw], [True])

    decide()
    share = 100 * passed / len(made)
    speed, whole = len(made) / best(decide), len(made) / best(opened)
    told("irrelevant plain text through the gate", f"{speed:,.0f} articles a second of one core", "2,000")
    told(
        "  beside plain spaCy in the same run",
        f"{plain:,.1f} a second, {speed / plain:,.0f} times",
        "100 times",
    )
    told(
        f"  with the {share:.0f} % that the gate lets through made into reports",
        f"{whole:,.0f} a second, {whole / plain:,.0f} times",
    )


def measure_pages(made: Sequence[Article], gold: Path) -> None:
    """Pages that are turned away, against trafilatura on the same pages; and whether one is lost."""
    from trafilatura import bare_extraction

    pages = [page_of(article.page()) for article in made]
    away = [page for page in pages if not isinstance(next(open_raw(page, sieve=may_matter)), Report)]

    def full(some: Sequence[Raw]) -> None:
        for page in some:
            bare_extraction(page.data.decode(), with_metadata=True, include_comments=False)

    turned = len(away) / best(lambda: open_all(away, [True] * len(away)))
    whole = len(pages) / best(lambda: open_all(pages, [True] * len(pages)))
    extracted = len(away[:40]) / best(lambda: full(away[:40]))
    share = 100 * len(away) / len(pages)
    told(
        "irrelevant pages turned away",
        f"{turned:,.0f} a second, {turned / extracted:.1f} times trafilatura",
        "5 times",
    )
    told(
        f"  all irrelevant pages, {share:.0f} % of them turned away",
        f"{whole:,.0f} a second, {whole / extracted:.1f} times",
    )
    texts = [text for file in sorted(gold.glob("dev-*.jsonl")) for text in texts_of(file)]
    texts += [article.text for article in articles(300, relevant=100)]
    held = [text for text in texts if passes_the_gate(page_with(text))]
    lost = [
        text
        for text in held
        if not isinstance(next(open_raw(page_of(page_with(text)), sieve=may_matter)), Report)
    ]
    told(
        "pages that the reader's gate lets through and the sieve loses", f"{len(lost)} of {len(held):,}", "0"
    )


def measure_mixed(number: int, folder: Path) -> None:
    """An archive of which 5 in a hundred articles pledge something, into a book; one process and two."""
    made = list(articles(number))
    path = written(made, folder / "mixed.jsonl")
    relevant = {f"a{one.number}": set(one.answers) for one in made if one.answers}
    list(add_sources([written(made[:200], folder / "warm.jsonl")], folder / "warm.db", now))
    began = process_time()
    kept = sum(isinstance(one, Kept) for one in add_sources([path], folder / "one.db", now))
    one = number / (process_time() - began)
    plain = plain_speed([article.text for article in made[:PARSED]])
    told(
        "mixed archive, 5 % relevant, into a book",
        f"{one:,.0f} a second, {one / plain:.1f} times plain spaCy",
        "4 times",
    )
    found, right = answers_in(folder / "one.db"), 0
    for id, wanted in relevant.items():
        right += len(wanted & found.get(id, set()))
    total = sum(map(len, relevant.values()))
    told("  pledges sown and found", f"{right:,} of {total:,} in {len(relevant):,} reports ({kept:,} kept)")


def measure_parts(folder: Path) -> Figures:
    """What each part of the work takes of one core, for a page of a WARC.GZ or a report that is kept."""
    made = list(articles(1000))
    path = folder / "pages.warc.gz"
    write_archive(made, path)
    things = [raw for raw in frames(str(path)) if raw.form is Form.RECORD]
    cut = best(lambda: list(frames(str(path)))) / len(things)
    opened: list[Report] = []

    def opening() -> None:
        opened[:] = [
            item
            for items in open_all(things, [True] * len(things))
            for item in items
            if isinstance(item, Report)
        ]

    opens = best(opening) / len(things)
    readings: list[Reading] = []

    def reading() -> None:
        readings[:] = readings_of(None, opened)

    reads = best(reading, rounds=2) / len(opened)
    began = process_time()
    with Ledger.open(folder / "parts.db", create=True) as ledger:
        for at in range(0, len(opened), 8):
            pairs = zip(opened[at : at + 8], readings[at : at + 8], strict=True)
            ledger.add_all(pairs, now)
    adds = (process_time() - began) / len(opened)
    figures = Figures(
        cut=cut,
        open=opens,
        read=reads,
        add=adds,
        worker=memory_of("import pledgebook.pipeline as p; p.readings_of(None, [])"),
        driver=memory_of("import pledgebook.book, pledgebook.intake, pledgebook.pipeline_archive"),
        kept=len(opened) / len(things),
        report=(folder / "parts.db").stat().st_size / len(opened),
    )
    told("cutting a WARC.GZ into pages", f"{1 / figures.cut:,.0f} pages a second of one core")
    told("opening them, most turned away", f"{1 / figures.open:,.0f} pages a second of one core")
    told("reading one that is kept", f"{1 / figures.read:,.1f} reports a second of one core")
    told("adding it to the book", f"{1 / figures.add:,.0f} reports a second of one core")
    told("  its size in the book", f"{figures.report / 1000:,.1f} kB")
    told("memory", f"{figures.worker / 1e6:,.0f} MB a worker, {figures.driver / 1e6:,.0f} MB the command")
    return figures


def told_plan(figures: Figures) -> None:
    """Prints what the archives of docs/planning.md need by these figures."""
    for archive in ARCHIVES:
        for workers in (1, 8, 32):
            needs = plan(figures, archive, workers)
            told(f"{archive.name}, {workers} workers", needs.line())


def write_archive(made: Sequence[Article], path: Path) -> None:
    """The articles as pages of a web archive."""
    http = [("Content-Type", "text/html; charset=utf-8")]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for one in made:
            headers = StatusAndHeaders("200 OK", http, protocol="HTTP/1.1")
            body, address = io.BytesIO(one.page().encode()), f"https://paper.example/{one.number}"
            writer.write_record(
                writer.create_warc_record(address, "response", payload=body, http_headers=headers)
            )


def memory_of(program: str) -> int:
    """Resident bytes of a Python that has run a program."""
    show = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    ran = subprocess.run([sys.executable, "-c", f"{program}; {show}"], capture_output=True, check=True)
    return int(ran.stdout) * 1024


def plain_speed(made: Sequence[Article] | Sequence[str]) -> float:
    """Texts a second of one core by plain spaCy without its NER."""
    texts = [one if isinstance(one, str) else one.text for one in made]
    parse = next(iter(plain_parsers().values()))
    parse(texts[:5])
    return len(texts) / best(lambda: parse(texts), rounds=2)


def best(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The fewest seconds of the processor that a run takes."""
    seconds = []
    for _ in range(rounds):
        began = process_time()
        run()
        seconds.append(process_time() - began)
    return min(seconds)


def page_of(markup: str) -> Raw:
    """A page as it comes from an archive."""
    return Raw("bench", "", "a page", Form.PAGE, markup.encode(), 0)


def page_with(text: str) -> str:
    """A text as the article of a page."""
    return Article(1, text if "\n" in text.strip() else f"News\n\n{text}").page()


def passes_the_gate(page: str) -> bool:
    """Whether the reader would parse a sentence of the page's article."""
    return bool(gate().wanted(split(from_html(page))))


def texts_of(file: Path) -> list[str]:
    """The texts of a gold file."""
    return [
        json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def answers_in(book: Path) -> dict[str, set[tuple[str, str, str, str]]]:
    """The pledges of a book by report."""
    found: dict[str, set[tuple[str, str, str, str]]] = {}
    with Ledger.open(book) as ledger:
        for row in ledger.rows(Filters(kinds=(RowKind.PLEDGE,))):
            said = row.pledge
            answer = (said.guarantor, said.beneficiary, said.contribution, said.status)
            found.setdefault(row.report.report, set()).add(answer)
    return found


if __name__ == "__main__":
    main()
