"""How long a claim holds: from its day until its own speaker or party says otherwise.

Of two claims about the same thing (a member and a contribution, or a number of one set) the earlier ends
where the later comes from the same voice, or is the party's own word. Of a part and the whole of the force,
it ends where the two cannot both hold. On one day nothing comes later. A claim without a day is earlier than
any with one. Of one report, what a reviewer vouches for takes the place of what nobody reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.reckoning.tallies.meaning import DOMAINS, FORCE, Claim, Replaced, Says, clash


@dataclass(frozen=True, slots=True)
class Lasting:
    """The claims that hold, in their order, and those that ended."""

    claims: tuple[Claim, ...]
    replaced: tuple[Replaced, ...]


def lasting(claims: Sequence[Claim]) -> Lasting:
    """Which of the claims still hold."""
    latest = _Latest()
    for claim in claims:
        latest.learn(claim)
    kept, replaced = [], []
    for claim in claims:
        by = latest.after(claim)
        if by is None:
            kept.append(claim)
        else:
            replaced.append(Replaced(claim, by))
    return Lasting(tuple(kept), tuple(replaced))


_Key = tuple[object, ...]


class _Latest:
    """The claims by what they are about and by whose word they are, the last first."""

    def __init__(self) -> None:
        self._by_voice: dict[_Key, list[Claim]] = {}
        self._own: dict[_Key, list[Claim]] = {}
        self._vouched: dict[_Key, Claim] = {}

    def learn(self, claim: Claim) -> None:
        about = _about(claim)
        self._by_voice.setdefault((about, _voice(claim)), []).append(claim)
        if claim.own_word:
            self._own.setdefault(about, []).append(claim)
        if claim.row is not None and claim.vouched:
            self._vouched.setdefault((about, claim.row.report.entry), claim)

    def after(self, claim: Claim) -> Claim | None:
        """The claim that ended this one, the latest of them; None where it still holds."""
        if claim.row is None:
            return None
        about = _about(claim)
        if not claim.vouched and (found := self._vouched.get((about, claim.row.report.entry))):
            return found
        own = self._own.get(about, ()) if isinstance(claim.meaning, Says) else ()
        same = [*self._by_voice[about, _voice(claim)], *own]
        related = [
            other
            for key in _related(claim)
            for other in (*self._by_voice.get((key, _voice(claim)), ()), *self._own.get(key, ()))
            if isinstance(other.meaning, Says)
            and isinstance(claim.meaning, Says)
            and clash(claim.meaning, other.meaning)
        ]
        return _last(claim, (*same, *related))


def _last(claim: Claim, others: Iterable[Claim]) -> Claim | None:
    later = [other for other in others if _day(other) > _day(claim)]
    return max(later, key=lambda other: (_day(other), other.entry or 0), default=None)


def _day(claim: Claim) -> date:
    return claim.day or date.min


def _about(claim: Claim) -> _Key:
    meaning = claim.meaning
    if isinstance(meaning, Says):
        return "member", meaning.actor, meaning.contribution
    return "number", meaning.group, meaning.contribution


def _related(claim: Claim) -> list[_Key]:
    meaning = claim.meaning
    if not isinstance(meaning, Says):
        return []
    if meaning.contribution == FORCE:
        return [("member", meaning.actor, code) for code in DOMAINS]
    return [("member", meaning.actor, FORCE)] if meaning.contribution in DOMAINS else []


def _voice(claim: Claim) -> _Key:
    """Whose word it is. Who speaks for the party is the party; a source without a name ("a diplomat", "two
    officials") is one of its outlet alone; where the report names none, the outlet speaks.
    """
    row = claim.row
    if row is None:
        return ("framework",)
    if row.own_word and isinstance(claim.meaning, Says):
        return "party", claim.meaning.actor
    outlet = row.report.publisher or row.report.report
    speaker = row.row.speaker
    if speaker is None:
        return "outlet", outlet
    return (
        ("speaker", speaker.casefold()) if speaker[:1].isupper() else ("source", speaker.casefold(), outlet)
    )
