"""The built wheel holds all that the program needs; the lock files hold nothing of where they were made."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ["lock.txt", "dev.txt", "pip.txt", "ray.txt"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # From a copy of what is packed: building in place would leave files in the checkout.
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", "src"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(source)], check=True)
    for stale in source.rglob("*.egg-info"):
        subprocess.run(["rm", "-r", str(stale)], check=True)
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    subprocess.run([sys.executable, "-m", "pip", *build], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "pledgebook"
    needed = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.suffix in (".py", ".yaml", ".lp") or path.name == "py.typed"
    }
    assert "pledgebook/py.typed" in needed
    assert any(name.endswith("statuses.yaml") for name in needed)
    assert "pledgebook/plots/data/countries.json" in packed
    assert needed - packed == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in packed} == {"pledgebook", "pledgebook-0.1.0.dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in packed)


def test_the_installed_wheel_reads_a_report(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    install = ["install", "--quiet", "--no-deps", "--target", str(place), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    report = tmp_path / "report.txt"
    report.write_text("France will send 500 soldiers to Ukraine, President Emmanuel Macron said on Monday.")
    run = subprocess.run(
        [sys.executable, "-m", "pledgebook", "read", "report.txt", "--format", "csv"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(place), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ground_troops" in run.stdout
    where = [sys.executable, "-c", "import pledgebook; print(pledgebook.__file__)"]
    found = subprocess.run(
        where, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(place)}, capture_output=True, text=True
    )
    assert found.stdout.startswith(str(place))


def test_one_version() -> None:
    from pledgebook import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hash(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", "\n".join(line for line in text.splitlines() if line[:1] != "#"))
    packages = [block for block in blocks if "==" in block]
    assert packages
    assert [block.split()[0] for block in packages if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_no_path(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in lines if re.search(r"://|@ |index-url|find-links|^\s*[/.]", line)] == []


def test_the_lock_holds_every_package_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = set(
        re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / "lock.txt").read_text(), flags=re.MULTILINE)
    )
    named = {re.split(r"[<>=]", package)[0] for package in project["dependencies"]}
    assert named - locked == set()
