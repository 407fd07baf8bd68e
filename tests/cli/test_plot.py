"""`pledgebook plot` over a book."""

import subprocess
import sys
from xml.etree import ElementTree

import pytest

KINDS = {"matrix": (), "map": (), "timeline": ("FRA",), "tally": ()}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    import pledgebook as pb

    path = tmp_path_factory.mktemp("book") / "a.db"
    said = (
        (
            "a1",
            "2025-09-04",
            "French President Emmanuel Macron said that France will send 2,000 soldiers to Ukraine.",
        ),
        ("a2", "2025-09-05", "Poland will not send troops to Ukraine, Prime Minister Donald Tusk said."),
        (
            "a3",
            "2025-09-06",
            "Norway will send jets to Ukraine, Norwegian Prime Minister Jonas Gahr Støre said. "
            "So far 26 of the 35 countries of the coalition have agreed to contribute, he said.",
        ),
    )
    pb.open(path, create=True).add(*(pb.report(text, id=id, published=day) for id, day, text in said))
    return path


def written(path):
    return "\n".join(ElementTree.fromstring(path.read_bytes()).itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_each_chart_is_written(run, book, tmp_path, kind):
    target = tmp_path / "out.svg"
    result = run("plot", kind, *KINDS[kind], "--book", book, "-o", target)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert "Source: book a.db, head " in written(target)


def test_a_framework_is_the_measure(run, book, tmp_path):
    target = tmp_path / "out.svg"
    for kind, shown in (
        ("matrix", "Japan"),
        ("tally", "26 of 35 claimed on 2025-09-06, 2 named in the book"),
    ):
        assert (
            run("plot", kind, "--book", book, "--framework", "ukraine-2025-09", "-o", target).exit_code == 0
        )
        assert shown in written(target)


def test_a_day_and_a_moment_narrow_it(run, book, tmp_path):
    target = tmp_path / "out.svg"
    assert run("plot", "matrix", "--book", book, "--as-of", "2025-09-04", "-o", target).exit_code == 0
    assert "As of 2025-09-04" in written(target) and "Poland" not in written(target)
    early = run("plot", "matrix", "--book", book, "--known-at", "2020-01-01", "-o", target)
    assert early.exit_code == 2
    assert early.stderr == (
        f"pledgebook: {book}: no pledge for 'UKR' that fits stands in this book by then; "
        "ask more widely, or of a later day\n"
    )


def test_look_and_choices(run, book, tmp_path):
    target = tmp_path / "out.svg"
    options = ("--contribution", "air_forces", "--region", "europe", "--theme", "dark", "--width", "500")
    assert run("plot", "map", "--book", book, *options, "-o", target).exit_code == 0
    assert "Air forces; dashed outline: Ukraine" in written(target)
    assert ElementTree.fromstring(target.read_bytes()).get("width").startswith("5")


FAULTS = {
    "an ending that is no form": (("matrix", "-o", "a.gif"), "a.gif: no chart can be written as .gif"),
    "standard output": (("matrix", "-o", "-"), "-: no chart can be written as a file without an ending"),
    "a folder that is not there": (("matrix", "-o", "no/such/a.svg"), "no/such/a.svg: cannot be written"),
    "a beneficiary of whom it holds nothing": (
        ("matrix", "-o", "a.svg", "--beneficiary", "FRA"),
        "no pledge for 'FRA' in this book; it holds pledges for UKR",
    ),
    "a guarantor of whom it holds nothing": (
        ("timeline", "XXX", "-o", "a.svg"),
        "no pledge of 'XXX' in this book; it holds pledges of ",
    ),
    "a framework that is not there": (("map", "-o", "a.svg", "--framework", "mars"), "'mars'"),
    "a framework and a beneficiary": (
        ("map", "-o", "a.svg", "--framework", "ukraine-2025-09", "--beneficiary", "UKR"),
        "a framework has its own beneficiary",
    ),
    "a contribution that nobody knows": (
        ("map", "-o", "a.svg", "--contribution", "tea"),
        "unknown contribution 'tea'",
    ),
    "a region that nobody knows": (("map", "-o", "a.svg", "--region", "mars"), "unknown region 'mars'"),
    "a set that nobody knows": (("tally", "-o", "a.svg", "--set", "cooks"), "unknown tally set 'cooks'"),
    "a set of which no number is given": (
        ("tally", "-o", "a.svg", "--set", "signatories"),
        "no report about UKR gives a number of signatories",
    ),
    "a theme": (("matrix", "-o", "a.svg", "--theme", "pink"), "unknown theme 'pink'; one of light, dark"),
    "a width": (("matrix", "-o", "a.svg", "--width", "9"), "9 is no width; give pixels, 100 to 3000"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_cannot_be_drawn_is_one_line_and_no_file(run, book, tmp_path, monkeypatch, case):
    arguments, said = FAULTS[case]
    monkeypatch.chdir(tmp_path)
    result = run("plot", *arguments, "--book", book)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_book_and_none_are_one_line(run, tmp_path):
    import pledgebook as pb

    pb.open(tmp_path / "empty.db", create=True)
    for kind in ("matrix", "map", "tally"):
        result = run("plot", kind, "--book", tmp_path / "empty.db", "-o", tmp_path / "a.svg")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "no pledge in this book; add reports first" in result.stderr
    result = run("plot", "timeline", "FRA", "--book", tmp_path / "empty.db", "-o", tmp_path / "a.svg")
    assert result.exit_code == 2 and "it holds no pledges yet" in result.stderr
    assert run("plot", "matrix", "--book", tmp_path / "no.db", "-o", tmp_path / "a.svg").exit_code == 2
    assert not (tmp_path / "a.svg").exists()


def test_a_book_about_several_asks_which(run, book, tmp_path):
    import shutil

    import pledgebook as pb

    both = pb.open(shutil.copy(book, tmp_path / "both.db"))
    both.add(
        pb.report("Indonesia will send 8,000 soldiers to Gaza, President Prabowo Subianto said.", id="g1")
    )
    result = run("plot", "map", "--book", tmp_path / "both.db", "-o", tmp_path / "a.svg")
    assert result.exit_code == 2
    assert "holds pledges for several; name one beneficiary (PSE, UKR) or a framework" in result.stderr


def test_help_loads_no_chart():
    code = """
import sys
from pledgebook.cli.app import app
try:
    app(["plot", "map", "--help"])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "pledgebook.cli.plot" in run.stderr.split()
    assert not {"altair", "vl_convert", "sqlalchemy", "spacy"} & set(run.stderr.split())
