"""Reading vocabulary files: strict, and with errors that name the file and the key."""

import subprocess
import sys

import pytest
from pydantic import BaseModel

from pledgebook.codebook.load import parse_yaml, read_yaml
from pledgebook.codebook.schema import CodeFile
from pledgebook.model.errors import CodebookError


class Inner(BaseModel):
    word: str


class Lenient(BaseModel):
    """A model that would let unknown keys pass if the loader did."""

    rows: list[Inner]


def test_a_good_text_becomes_the_model() -> None:
    assert parse_yaml("rows: [{word: a}, {word: b}]", Lenient, where="x.yaml").rows[1].word == "b"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("rows: []\nrow: 1", "row"),
        ("rows: [{word: a, wrod: b}]", "rows.0.wrod"),
        ("rows: [{}]", "rows.0.word"),
        ("[]", "the whole file"),
        ("", "the whole file"),
        ("rows: [", "not YAML"),
        ("rows: []\nrows: []", "line 2: key 'rows'"),
        ("rows: [{word: a, word: b}]", "key 'word' stands twice"),
        ("rows: !!python/object/apply:os.getcwd []", "not YAML"),
    ],
)
def test_an_error_names_the_file_and_the_key(text: str, key: str) -> None:
    with pytest.raises(CodebookError) as error:
        parse_yaml(text, Lenient, where="x.yaml")
    assert str(error.value).startswith("x.yaml: ")
    assert key in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CodebookError, match=r"codebook/data/nothing\.yaml: no such vocabulary file"):
        read_yaml("nothing.yaml", CodeFile)


def test_importing_the_codebook_reads_nothing() -> None:
    program = (
        "import sys, pledgebook.codebook.actors, pledgebook.codebook.codes;"
        "print([name for name in ('yaml', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
