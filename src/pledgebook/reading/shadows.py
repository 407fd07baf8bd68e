"""Cues that stand in the shadow of another: soldiers who are trained, the force that is joined."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.amounts import Amount
from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import Grammar
from pledgebook.reading.steps import Chain
from pledgebook.reading.vocabulary import MONEY, VAGUE, Vocabulary

# Why a sum is dropped beside what it is spent on.
_SUM = "the sum of something else"
# Prepositions before the place or purpose that something goes to.
_WHERE_TO = frozenset({"to", "for", "in", "into", "as", "about", "on", "within", "of"})


class Shadows:
    """Finds the cues of one sentence that are part of what another cue says."""

    def __init__(self, grammar: Grammar, amounts: Sequence[Amount], vocabulary: Vocabulary) -> None:
        self.grammar = grammar
        self.doc = grammar.doc
        self.amounts = amounts
        self.vocabulary = vocabulary

    def find(self, cues: Sequence[Cue], chains: dict[Cue, Chain]) -> dict[Cue, str]:
        """Cues that are part of another: soldiers who are trained, the force that is joined."""
        dropped: dict[Cue, str] = {}
        by_head = {c.head: c for c in cues}
        for cue in cues:
            chain = chains[cue]
            if cue.verb:
                dropped |= self._of_act(cue, cues, chains, by_head)
            elif not chain.contrasted and not cue.entry.startswith("land, sea"):
                dropped |= self._of_nouns(cue, cues, chains, by_head)
                why = self._of_verb(cue, chain, cues, by_head)
                dropped |= {} if why is None else {cue: why}
        return dropped

    def _of_act(
        self, act: Cue, cues: Sequence[Cue], chains: dict[Cue, Chain], by_head: dict[int, Cue]
    ) -> dict[Cue, str]:
        """What an act makes part of itself, or is itself a part of: the act of a force that is named."""
        dropped: dict[Cue, str] = {}
        if act.contribution == "humanitarian":
            spent = [c for c in cues if c.entry == MONEY and self._serves(chains[c], chains[act])]
            dropped = dict.fromkeys(spent, _SUM)
        subject = self.grammar.subject(self.doc[act.head])[0]
        doer = by_head.get(subject) if subject is not None else None
        if doer is not None and doer is not act and not doer.weak and act.contribution in VAGUE:
            dropped[act] = f"the act of {doer.contribution}"
        return dropped

    def _of_nouns(
        self, cue: Cue, cues: Sequence[Cue], chains: dict[Cue, Chain], by_head: dict[int, Cue]
    ) -> dict[Cue, str]:
        """Which of a noun and the nouns and sums above it is part of the other."""
        dropped: dict[Cue, str] = {}
        chain = chains[cue]
        above = [by_head[n] for n in chain.nouns if n in by_head and by_head[n] is not cue]
        if cue.contribution == "humanitarian":
            above += [c for c in cues if c.entry == MONEY and self._beside(chains[c], chain)]
        above += [c for c in cues if c.entry == MONEY and c is not cue and self._sum_of(c, chain)]
        for other in above:
            if other.entry == MONEY and not self._for_purchase(cue):
                dropped[other] = _SUM
            elif self._coordinated(cue, other):
                continue
            elif (other.weak or other.contribution in VAGUE) and not cue.weak:
                dropped[other] = f"made up of {cue.contribution}"
            elif other.contribution != "ground_troops" or other.weak:
                dropped[cue] = f"part of {other.contribution}"
        return dropped

    def _of_verb(self, cue: Cue, chain: Chain, cues: Sequence[Cue], by_head: dict[int, Cue]) -> str | None:
        """Why a noun is part of what the verb above it says, None where it is not."""
        first = next((s for s in chain.steps if not s.nominal), None)
        if first is None:
            return None
        act = by_head.get(first.token)
        if act is not None and act.verb:
            if self.grammar.subject(self.doc[act.head])[0] == cue.head or self._is_means(cue, act):
                return None
            if act.contribution != cue.contribution or cue.weak:
                return f"object of {act.entry}"
            return None
        beside = cue.contribution == "force_unspecified" or self._object_beside(cue, first.token, cues)
        return "where the contribution goes" if self._destination(cue) and beside else None

    def _is_means(self, cue: Cue, act: Cue) -> bool:
        """Whether a vague act is told by what it is done with: "will take part with ground troops"."""
        noun = self.doc[cue.head]
        first = next((t for t in [noun, *noun.conjuncts] if t.dep_ == "pobj"), noun)
        return act.contribution in VAGUE and first.head.lower_ == "with" and not cue.weak

    def _object_beside(self, cue: Cue, verb: int, cues: Sequence[Cue]) -> bool:
        """Whether the verb has an object that is a contribution: "frigates to the peacekeeping force"."""
        if self.doc[cue.head].head.lower_ not in ("to", "into", "for", "within"):
            return False
        return any(
            c.entry != MONEY and self.doc[c.head].dep_ == "dobj" and self.doc[c.head].head.i == verb
            for c in cues
        )

    def _beside(self, one: Chain, other: Chain) -> bool:
        return bool(one.steps and other.steps) and one.steps[0].token == other.steps[0].token

    def _serves(self, money: Chain, act: Chain) -> bool:
        """Whether an act is what a sum is for: "$230m for rebuilding bridges"."""
        return bool(money.steps) and any(s.token == money.steps[0].token for s in act.steps[1:])

    def _sum_of(self, money: Cue, chain: Chain) -> bool:
        """Whether a chain runs through the words of a sum: "1 billion euros in military aid"."""
        amount = next((a for a in self.amounts if a.head == money.head), None)
        return amount is not None and any(amount.first <= n <= amount.last for n in chain.nouns)

    def _coordinated(self, cue: Cue, other: Cue) -> bool:
        head, above = self.doc[cue.head], self.doc[other.head]
        if head.dep_ in ("compound", "nmod") and any(c.dep_ == "cc" for c in head.children):
            return True  # "intelligence and air support": tied to the noun of its neighbour
        return head in above.conjuncts

    def _for_purchase(self, cue: Cue) -> bool:
        head = self.doc[cue.head].head
        above = {t.lemma_ for t in self.doc[cue.head].ancestors}
        if head.lower_ in ("for", "on") and above & self.vocabulary.payment:
            return True
        return head.lower_ in ("for", "of") and head.head.lemma_ in ("purchase", "buy", "procurement")

    def _destination(self, cue: Cue) -> bool:
        head = self.doc[cue.head]
        if head.head.lower_ == "of" and head.head.head.pos_ in ("ADP", "SCONJ"):
            return False  # "dropped out of the force"
        return head.dep_ == "pobj" and head.head.lower_ in _WHERE_TO
