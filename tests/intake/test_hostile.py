"""Hostile text: the time stays in proportion to its length."""

import time

import pytest

from pledgebook.intake import from_text

SIZE = 20_000

PIECES = {
    "lines of a letter": "a\n",
    "short sentences": "a.\n",
    "headings of blocks": "Read more\n",
    "headings and headlines": "Related\nA headline here for you\n",
    "headlines and blurbs": "A headline of news\nThe blurb of the news ends here now.\n",
    "clocks": "10:42\nabc\n",
    "dates in a line": "4 September 2025, ",
    "dated lines": "x (4 May)\n",
    "menus": "News\n",
    "bars": "a | ",
    "dots": ". ",
    "quotes": '"',
    "brackets": "(",
    "apostrophes": "a'",
    "spaces": " ",
    "blank lines": "\n",
    "capitals": "A ",
    "weekdays": "Monday ",
    "ellipses": "abc ...\n",
    "wrapped": "a" * 60 + "\n",
}


@pytest.mark.parametrize("name", PIECES)
def test_time_grows_with_the_length_and_not_with_its_square(name: str) -> None:
    def seconds(size: int) -> float:
        text = "Related news\n" + PIECES[name] * (size // len(PIECES[name])) + "\nShare"
        spent = []
        for _ in range(2):
            start = time.process_time()
            from_text(text)
            spent.append(time.process_time() - start)
        return min(spent)

    seconds(SIZE)
    # four times the text: 4 where time is linear, 16 where it is quadratic; small times are noise
    assert seconds(4 * SIZE) <= 10 * seconds(SIZE) + 0.05
