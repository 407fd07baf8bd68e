"""JSON lines: the fields of an item and every way in which one may be bad."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.intake import take_in
from pledgebook.intake.lines import from_document, from_line
from pledgebook.model import InputError, LineError, Report

TEXT = "France will send jets to Ukraine, its president said on Thursday."
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "text", "title", "published", "url", "other"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


def one(item: object) -> Report | InputError:
    line = item if isinstance(item, bytes) else json.dumps(item).encode()
    read = from_line(line, "a.jsonl, line 1", 1000)
    assert read is not None
    return read


def test_all_known_fields_are_kept_and_others_ignored() -> None:
    read = one(
        {
            "id": "a1", "text": TEXT, "title": "Jets", "published": "2025-09-04T10:20:00Z",
            "publisher": "Example", "url": "https://example.org/a", "pledges": [], "topic": 3,
        }
    )  # fmt: skip
    assert isinstance(read, Report)
    assert (read.id, read.text, read.title, read.published) == ("a1", TEXT, "Jets", date(2025, 9, 4))
    assert (read.publisher, read.source) == ("Example", "https://example.org/a")


def test_optional_fields_may_be_missing_or_null() -> None:
    read = one({"text": TEXT, "id": None, "title": None, "published": None, "publisher": None, "url": None})
    assert isinstance(read, Report)
    assert read.source == "a.jsonl, line 1" and read.id.startswith("r-") and read.published is None


def test_a_number_may_be_an_id() -> None:
    read = one({"id": 17, "text": TEXT})
    assert isinstance(read, Report) and read.id == "17"


def test_the_text_is_kept_as_given() -> None:
    text = "\ufeff  France will send jets,\r\n\r\n it said. \u2028\n"
    read = one({"text": text})
    assert isinstance(read, Report) and read.text == text


@pytest.mark.parametrize(
    ("item", "what"),
    [
        ({"id": "a"}, 'has no field "text"'),
        ({"id": "a", "text": None}, 'field "text" is null'),
        ({"text": 12}, 'field "text" is a number, not a string'),
        ({"text": ["a"]}, 'field "text" is a list, not a string'),
        ({"text": ""}, "is empty"),
        ({"text": " \n"}, "is empty"),
        ({"text": "12 – 13"}, "holds no words"),
        ({"text": "x" * 1001}, "has 1,001 characters, more than the 1,000"),
        ({"text": TEXT + "\x00"}, "holds null characters"),
        (b'{"text": "France \\ud800 will send jets."}', "lone surrogate"),
        (b'{"id": "a\\ud800", "text": "France will send jets."}', "lone surrogate"),
        ({"text": TEXT, "title": "a\x00b"}, "holds null characters"),
        ({"text": "Share\n\nRead more\n\nGas prices rise"}, "holds no body"),
        ({"text": TEXT, "title": 3}, 'field "title" is a number'),
        ({"text": TEXT, "id": True}, 'field "id" is true or false'),
        ({"text": TEXT, "published": "yesterday"}, 'field "published" is no day'),
        ({"text": TEXT, "published": "2025-02-30"}, 'field "published" is no day'),
        ({"text": TEXT, "published": 20250904}, 'field "published" is a number'),
        ([TEXT], "is no JSON object"),
        (b"null", "is no JSON object"),
        (b"France will send jets.", "is not JSON"),
        (b'{"text": "a\nb"}', "is not JSON"),
        (b"[" * 100_000, "is not JSON: nested too deeply"),
        (b'{"text": "a", "n": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "is not JSON: nested too deeply"),
        (b'{"text": "a", "n": ' + b"1" * 10_000 + b"}", "is not JSON: a number is too long"),
        (b'{"text": "\xe9t\xe9"}', "is not UTF-8"),
    ],
)
def test_a_bad_line_gives_one_error_that_names_it(item: object, what: str) -> None:
    read = one(item)
    assert isinstance(read, LineError)
    assert read.where == "a.jsonl, line 1" and what in read.what and read.remedy and "\n" not in str(read)


@given(JSON)
def test_any_json_gives_a_report_or_an_error(item: object) -> None:
    read = one(item)
    assert isinstance(read, Report | LineError)


def test_blank_lines_count_and_give_nothing(tmp_path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n \r\n" + json.dumps({"text": TEXT}).encode() + b"\r\n{")
    items = list(take_in(path))
    assert isinstance(items[0], Report) and ", line 4: " in str(items[1])
    assert len(items) == 2


def test_a_list_names_the_item_that_is_bad() -> None:
    items = list(from_document(json.dumps([{"text": TEXT}, {"id": "b"}]), "a.json", limit=1000))
    assert isinstance(items[0], Report) and str(items[1]).startswith("a.json, item 2: ")
