"""Numbers of parties behind a label, as notes and tables print them: "Contributing nations: 28"."""

from __future__ import annotations

from pledgebook.reading.numbers import Number
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc

# A label opens its sentence and has so many tokens at most.
_LONGEST = 6
_BETWEEN = frozenset({"some", "about", "around", "over", "more", "than", "at", "least", "so", "far"})


def _is_listed(doc: Doc, at: int) -> bool:
    """Whether a token is of what a label lists before: "Present: 16 allies, 11 partners"."""
    return doc[at].text == "," or (at > 1 and doc[at].tag_ in ("NNS", "NNPS", "CD", "JJ"))


def label_set(doc: Doc, number: Number) -> str | None:
    """The set that the label before a number names, None where there is no label.

    >>> import spacy
    >>> from pledgebook.reading.numbers import numbers
    >>> doc = Doc(spacy.blank("en")("Signatories: 24, so far"))
    >>> label_set(doc, numbers(doc)[0])
    'signatories'
    """
    words = tally_words()
    at = number.first - 1
    while at > 0 and (doc[at].lower_ in _BETWEEN or _is_listed(doc, at)):
        at -= 1
    if not 0 < at <= _LONGEST or doc[at].text != ":":
        return None
    label = {t.lower_ for t in doc[:at]}
    for name, entries in words.labels.items():
        if label & entries:
            troops = name == "participants" and bool(label & words.classes["troops"])
            return "troop_contributors" if troops else name
    return None
