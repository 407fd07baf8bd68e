"""Which claims are alive: what each voice said last, unless the party itself has spoken since.

A claim holds from its day until its own speaker says otherwise, or the party that it is about does. So two
words of one speaker are a change, the word of the party after that of another is a change as well; only
words that are alive at once can contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pledgebook.model import BookedRow

OWN = "own word"
"""The voice of whoever speaks for the party itself."""


def voice_of(claim: BookedRow) -> str:
    """Who says it: the party itself, a speaker by name, or the outlet where nobody is named."""
    if claim.own_word:
        return OWN
    speaker = claim.row.speaker
    if speaker is not None:
        return f"speaker {' '.join(speaker.casefold().split())}"
    return f"outlet {(claim.report.publisher or claim.report.report).casefold()}"


def alive(claims: Iterable[BookedRow]) -> list[BookedRow]:
    """Of claims about one thing those that nobody entitled has overtaken, the latest first.

    Of one voice only what it said in its last report counts. What the party said on a day ends what
    others had said on earlier days. What a reviewer rejected or an outlet took back does not count.
    """
    voices: dict[str, list[BookedRow]] = {}
    for claim in claims:
        if not claim.rejected and claim.retracted is None:
            voices.setdefault(voice_of(claim), []).append(claim)
    last = {voice: _last(said) for voice, said in voices.items()}
    spoken = last[OWN][0].report.said_by if OWN in last else date.min
    found = [
        claim
        for voice, said in last.items()
        for claim in said
        if voice == OWN or claim.report.said_by >= spoken
    ]
    return sorted(found, key=lambda claim: (claim.report.said_by, claim.report.entry, claim.id), reverse=True)


def _last(said: list[BookedRow]) -> list[BookedRow]:
    """What one voice said in its last report: of the last day, then the last that the book learned."""
    day, entry = max((claim.report.said_by, claim.report.entry) for claim in said)
    return [claim for claim in said if (claim.report.said_by, claim.report.entry) == (day, entry)]
