import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.cli.flat import csv_line
from pledgebook.cli.safe import safe, safe_cell, safe_json

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_safe_text_is_one_line_that_a_terminal_does_not_obey(text):
    shown = safe(text)
    assert all(
        character.isprintable() or character in "\u200c\u200d" or character.isspace() for character in shown
    )
    assert not set(shown) & set(map(chr, [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), 0x2028]))
    shown.encode()


@pytest.mark.parametrize("text", ["26 nations", "Élysée — “non”", "Київ", "[bold]x[/bold]", "a\u200db"])
def test_ordinary_text_is_left_as_it_is(text):
    assert safe(text) == text


@given(
    st.recursive(ANY_TEXT, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)
)
def test_safe_json_is_the_same_value_in_one_line_of_utf_8(value):
    line = safe_json(value)
    assert json.loads(line.encode()) == value
    assert len(line.splitlines()) == 1


@given(st.lists(ANY_TEXT, min_size=2, max_size=4))
def test_a_row_of_csv_is_one_line_and_no_cell_is_a_formula(cells):
    columns = [f"c{n}" for n in range(len(cells))]
    line = csv_line(columns, dict(zip(columns, cells, strict=True)))
    assert line.count("\n") == 1
    (row,) = csv.reader(io.StringIO(line))
    assert len(row) == len(cells)
    assert not any(cell.lstrip()[:1] in tuple("=+-@") for cell in row if cell.lstrip())


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" +1", "' +1"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("\uff1d1", "'\uff1d1"),
        ("\t=1", "' =1"),
    ]
    + [(-3, "-3"), (None, ""), (True, "yes"), ("1 = 1", "1 = 1"), ("two\nlines", "two lines")],
)
def test_cells(value, cell):
    assert safe_cell(value) == cell
