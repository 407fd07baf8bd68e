"""What the words before a number make of it: "at least 26", "no more than ten", "about 30".

A row holds the number alone; its sentence has the words. They are those of `codebook/data/numbers.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pledgebook.codebook.numbers import number_words

_TENTH = 10  # "about 30" is a tenth more or less


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: dict[str, int]
    bounds: dict[str, str]
    pattern: re.Pattern[str]


def limits(count: int, quote: str) -> tuple[int, int | None]:
    """The least and the most (None: no limit) that a sentence means by the number `count` in it.

    Where the number stands several times, or not at all, the first with such words counts, else it is exact.

    >>> limits(10, "No more than ten are willing."), limits(26, "The 26 agreed."), limits(30, "Over thirty")
    ((0, 10), (26, 26), (30, None))
    >>> limits(30, "About 30 took part.")
    (27, 33)
    """
    words = _words()
    for found in words.pattern.finditer(quote.lower()):
        if _value(found["number"], words) != count:
            continue
        side = words.bounds[found["words"]]
        if side == "upper":
            return 0, count
        if side == "lower":
            return count, None
        slack = max(1, count // _TENTH)
        return max(1, count - slack), count + slack
    return count, count


def _value(text: str, words: _Words) -> int | None:
    if text.isdecimal():
        return int(text) if len(text) <= len("999999") else None
    return words.numbers.get(re.sub(r"[\s-]+", "-", text))


@cache
def _words() -> _Words:
    file = number_words()
    numbers = {**file.units, **file.tens}
    for ten, tens in file.tens.items():
        numbers |= {f"{ten}-{unit}": tens + one for unit, one in file.units.items() if 1 <= one <= 9}
    bounds = {phrase: side for side, phrases in file.bounds.items() for phrase in phrases}
    phrases = "|".join(sorted((re.escape(phrase) for phrase in bounds), key=len, reverse=True))
    spelled = "|".join(
        sorted((re.escape(name).replace(r"\-", r"[\s-]") for name in numbers), key=len, reverse=True)
    )
    # an article may stand between: "at least the 26"
    pattern = re.compile(rf"\b(?P<words>{phrases})\s+(?:(?:the|a|an)\s+)?(?P<number>\d+|{spelled})\b")
    return _Words(numbers, bounds, pattern)
