"""The Python examples of the documentation, each page run in order in an empty folder."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FENCED = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["python.md", "scenarios.md"])
def test_the_examples_of_the_page_are_so(name, tmp_path, monkeypatch):
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    blocks = FENCED.findall(page)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, None, None)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert result.failed == 0, "".join(said)
    assert result.attempted == len(test.examples)
