"""The code tables of the codebook's documentation page, made from the data files.

`python -m pledgebook.codebook.page docs/codebook.md` writes them into the page, between the
marks `<!-- codes: statuses -->` and `<!-- end of codes -->`. What stands outside the marks is
written by hand and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from pledgebook.codebook.codes import Code, Codebook, StatusCode, codebook
from pledgebook.model.errors import CodebookError

_END = "<!-- end of codes -->"
_MARK = re.compile(r"^<!-- codes: (\w+) -->$", re.MULTILINE)


def code_table(codes: Iterable[Code]) -> str:
    """A Markdown table of codes with their definitions and typical wording.

    >>> print(code_table([Code("a", "A", "The first.", ("one", "first"))]))
    | code | meaning | typical wording |
    | --- | --- | --- |
    | `a` | The first. | one; first |
    """
    rows = ["| code | meaning | typical wording |", "| --- | --- | --- |"]
    for code in codes:
        stance = f" *({code.fold})*" if isinstance(code, StatusCode) else ""
        cells = (f"`{code.code}`{stance}", code.definition, "; ".join(code.wording))
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def filled(page: str, book: Codebook) -> str:
    """The page with its code tables made anew; a page that is up to date comes back unchanged.

    Raises CodebookError where a mark names no kind of code, has no end, or a kind has no mark.
    """
    kinds = [field.name for field in fields(book) if field.name != "version"]
    parts: list[str] = []
    at = 0
    for mark in _MARK.finditer(page):
        kind, end = mark[1], page.find(_END, mark.end())
        if kind not in kinds or end < 0:
            what = "has no end" if kind in kinds else "names no kind of code"
            raise CodebookError(
                f"the mark {mark[0]} {what}", where="codebook page", remedy="correct the mark"
            )
        kinds.remove(kind)
        parts += [page[at : mark.end()], "\n\n", code_table(getattr(book, kind).values()), "\n\n"]
        at = end
    if kinds:
        raise CodebookError(f"no mark for {', '.join(kinds)}", where="codebook page", remedy="add the mark")
    return "".join(parts) + page[at:]


if __name__ == "__main__":
    import sys
    from pathlib import Path

    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(filled(path.read_text(encoding="utf-8"), codebook()), encoding="utf-8")
