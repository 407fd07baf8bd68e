"""Whether a report is in English, without refusing what is merely short or full of names.

English shows in its small words; only where they are rare is the language model (py3langid, a naive
Bayes classifier over byte n-grams: Lui and Baldwin, "Cross-domain Feature Selection for Language
Identification", IJCNLP 2011) loaded, which takes a second and some 100 MB.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from pledgebook.intake.vocabulary import furniture
from pledgebook.intake.words import words_of
from pledgebook.model import InputError, PassageKind, Report

# Share of small English words among all words: running English has 0.3 to 0.45, headlines 0.1 to 0.3,
# German, Dutch or French below 0.08 ("in", "a" and "of" are left out where they are theirs too).
_ENGLISH = 0.2
_FOREIGN = 0.12
# Fewer letters than this decide nothing; more than this many characters add nothing.
_LETTERS = 120
# Latin letters with all their marks stand below this character; Greek begins here.
_LATIN_ENDS = "\u0370"
_LOOKED_AT = 20_000
_SURE = 0.9


def is_plainly_english(text: str) -> bool:
    """Whether the small words of a text tell that it is English.

    >>> is_plainly_english("France said that it will send troops to the border of the country.")
    True
    """
    return _share(text) >= _ENGLISH


def refuse_foreign(report: Report, *, where: str | None = None) -> None:
    """Raise InputError where a report's body is in another language than English.

    Where the text is short or the guess is unsure, nothing is refused.
    """
    body = "\n".join(
        report.text[p.start : p.end] for p in report.passages if p.kind is not PassageKind.FURNITURE
    )[:_LOOKED_AT]
    letters = list(islice((character for character in body if character.isalpha()), _LETTERS))
    if len(letters) < _LETTERS:
        if letters and sum(character < _LATIN_ENDS for character in letters) < len(letters) / 2:
            raise _foreign("written in another script", where)
        return
    if _share(body) >= _FOREIGN:
        return
    code, probability = _identifier().classify(body)
    if code in ("en", "zxx") or probability < _SURE:
        return
    raise _foreign(f"looks like {_name(code)}", where)


def _foreign(why: str, where: str | None) -> InputError:
    return InputError(
        f"is not in English ({why})", where=where, remedy="give an English version of the report"
    )


def _share(text: str) -> float:
    words = words_of(text[:_LOOKED_AT])
    small = furniture().english
    return sum(word in small for word in words) / len(words) if words else 0.0


@cache
def _identifier() -> Any:
    # the package ships no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _name(code: str) -> str:
    from babel import Locale

    return str(Locale("en").languages.get(code, code))
