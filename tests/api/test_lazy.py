"""`import pledgebook` costs nothing; what is heavy is loaded when it is used."""

import subprocess
import sys

import pytest

import pledgebook

HEAVY = {
    "spacy",
    "sqlalchemy",
    "alembic",
    "trafilatura",
    "pydantic",
    "yaml",
    "numpy",
    "pandas",
    "pyarrow",
    "onnxruntime",
    "altair",
    "vl_convert",
    "clingo",
}


def loaded(script: str) -> set[str]:
    code = f"import sys\n{script}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_import_loads_nothing_of_the_project():
    modules = loaded("import pledgebook")
    assert {name for name in modules if name.startswith("pledgebook.")} == set()
    assert not HEAVY & modules


def test_the_functions_load_nothing_heavy_until_they_are_called():
    assert not HEAVY & loaded("import pledgebook as pb\npb.open, pb.read, pb.Book")


def test_a_book_is_asked_without_the_reader_and_without_pandas(made):
    script = f"import pledgebook as pb\nassert len(pb.open({str(made)!r}).standing()) == 2"
    assert not {"spacy", "onnxruntime", "trafilatura", "pandas", "pyarrow", "altair"} & loaded(script)


def test_every_name_is_there_and_no_other():
    assert {name for name in pledgebook.__all__ if not hasattr(pledgebook, name)} == set()
    assert set(pledgebook.__all__) <= set(dir(pledgebook))
    with pytest.raises(AttributeError, match="has no attribute 'close'"):
        pledgebook.close()
