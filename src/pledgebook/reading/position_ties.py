"""Whether what a party backs or accepts is tied to a condition in its own clause."""

from __future__ import annotations

import re

from pledgebook.reading.tokens import Token, printed

_IF = frozenset({"if", "provided", "providing", "unless"})
# "For as long as it takes" is no condition.
_AS_LONG = re.compile(
    r"(?<!for )\b(?:as|so) long as (?!(?:is |it is )?(?:necessary|needed|required|possible|it takes)\b)"
    r"|\bon (?:the |one )?condition\b"
)
_ONLY = frozenset({"if", "as", "with", "under", "on", "after", "when", "in", "where"})


def is_tied(verb: Token) -> bool:
    """As in "would accept it only if", "can live with it as long as", "welcomed it provided that"."""
    behind = [t for t in verb.subtree if t.i > verb.i]
    return (
        any(c.lower_ == "only" and c.i < verb.i for c in verb.children)
        or any(t.dep_ in ("mark", "advcl", "prep") and t.lower_ in _IF for t in behind)
        or any(a.lower_ == "only" and b.lower_ in _ONLY for a, b in zip(behind, behind[1:], strict=False))
        or _AS_LONG.search(printed(behind).lower()) is not None
    )
