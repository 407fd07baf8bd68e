"""What a report offers to the reading of each of its sentences and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.model import Report
from pledgebook.reading.amounts import Amount
from pledgebook.reading.attribution import speaker_at
from pledgebook.reading.beneficiary import Setting
from pledgebook.reading.conditions import ConditionSpan
from pledgebook.reading.records import Attribution, Mention
from pledgebook.reading.references import is_state

# The beneficiary that has no soil and so nobody who could invite.
AT_SEA = "OTHER:shipping"
# Collectives: parties that are several, whose soldiers are a common force.
COLLECTIVES = frozenset({"NATO", "EU", "UN", "AU", "COALITION", "EUROPE", "GROUP"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the earlier steps found: lists by sentence, except attributions and clauses, which name theirs.

    `clauses` are the clauses of speech themselves: "Merz said", not what he said.
    """

    report: Report
    setting: Setting
    mentions: Sequence[Sequence[Mention]]
    attributions: Sequence[Attribution]
    clauses: Sequence[Attribution]
    amounts: Sequence[Sequence[Amount]]
    conditions: Sequence[Sequence[ConditionSpan]]

    def force_conditions(self, guarantor: str) -> tuple[str, ...]:
        """Codes of the conditions of the force as a whole in the report, as they bind one guarantor."""
        codes: set[str] = set()
        for index, found in enumerate(self.conditions):
            for span in found:
                owners = self._owners(index, span.owner)
                joint = bool(owners) and all(c in COLLECTIVES or c.startswith("OTHER:") for c in owners)
                if joint or span.scope == "force" or self._is_shared(index, span):
                    codes.update(c for c in span.codes if self._binds(c, index, span, guarantor))
        return tuple(sorted(codes))

    def _is_shared(self, sentence: int, span: ConditionSpan) -> bool:
        """Whether several wait, or nobody in particular: "It would start work when the guns fall silent".

        Where a sentence names one state only, that state may wait on its own account.
        """
        if span.acting is None:
            return False
        awaited = {"USA"} if "us_backstop" in span.codes else set()
        found = [m for m in self.mentions[sentence] if m.via != "place"]
        acting = {c for m in found for c in m.codes if any(m.first <= i <= m.last for i in span.acting)}
        if acting := acting - awaited:
            return len(acting) > 1 or not is_state(next(iter(acting)))
        aside = {self.setting.beneficiary, *self.setting.adversaries, *awaited}
        return len({c for m in found for c in m.codes if is_state(c)} - aside) != 1

    def _binds(self, code: str, sentence: int, span: ConditionSpan, guarantor: str) -> bool:
        """Whether a code binds a party: a state's parliament its own only, an invitation a host's."""
        if code == "parliament_approval":
            found = self.mentions[sentence]
            inside = {c for m in found if span.first <= m.first <= span.last for c in m.codes if is_state(c)}
            return not inside or guarantor in inside
        return code != "host_consent" or self._of_host(sentence, span)

    def _of_host(self, sentence: int, span: ConditionSpan) -> bool:
        """Whether an invitation may be the host's: the sea has none, and an organisation is none."""
        inside = (m.codes for m in self.mentions[sentence] if span.first <= m.first and m.last <= span.last)
        named = {code for codes in inside for code in codes}
        beneficiary = self.setting.beneficiary
        if beneficiary == AT_SEA:
            return False
        return not named or beneficiary in named or any(is_state(c) for c in named)

    def _owners(self, sentence: int, owner: int | None) -> frozenset[str]:
        """The actors behind "its soldiers" or "it", where a word says whose force is meant."""
        if owner is None:
            return frozenset()
        found = (m.codes for m in self.mentions[sentence] if m.first <= owner <= m.last)
        return frozenset(code for codes in found for code in codes)

    def speaker_at(self, sentence: int, start: int, end: int, actor: str) -> Attribution | None:
        """The attribution of a stretch of a sentence, the one for `actor` where several say it."""
        return speaker_at(self.attributions, sentence, start, end, actor)
