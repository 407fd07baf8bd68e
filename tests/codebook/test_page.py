"""The documentation page and the data say the same."""

from pathlib import Path

import pytest

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.page import filled
from pledgebook.model.errors import CodebookError

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_page_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert filled(page, codebook()) == page, "run python -m pledgebook.codebook.page docs/codebook.md"


def test_a_stale_table_is_made_anew() -> None:
    page = PAGE.read_text(encoding="utf-8")
    stale = page.replace("| `pledged`", "| `promised`")
    assert stale != page
    assert filled(stale, codebook()) == page


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("<!-- codes: statuses -->", "<!-- codes: states -->", "names no kind of code"),
        ("<!-- codes: statuses -->", "", "no mark for statuses"),
        ("<!-- end of codes -->", "", "has no end"),
    ],
)
def test_a_broken_mark_is_refused(written: str, instead: str, message: str) -> None:
    page = PAGE.read_text(encoding="utf-8").replace(written, instead)
    with pytest.raises(CodebookError, match=message):
        filled(page, codebook())
