"""Cues that stand in the shadow of another: soldiers who are trained, the force that is joined."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.amounts import Amount
from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import Grammar
from pledgebook.reading.steps import Chain
from pledgebook.reading.vocabulary import MONEY, VAGUE, Vocabulary


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
                if cue.contribution == "humanitarian":
                    spent = [c for c in cues if c.entry == MONEY and self._serves(chains[c], chain)]
                    dropped |= dict.fromkeys(spent, "the sum of something else")
                subject = self.grammar.subject(self.doc[cue.head])[0]
                doer = by_head.get(subject) if subject is not None else None
                if doer is not None and doer is not cue and not doer.weak and cue.contribution in VAGUE:
                    dropped[cue] = f"the act of {doer.contribution}"
                continue
            if chain.contrasted or cue.entry.startswith("land, sea"):
                continue
            above = [by_head[n] for n in chain.nouns if n in by_head and by_head[n] is not cue]
            if cue.contribution == "humanitarian":
                above += [c for c in cues if c.entry == MONEY and self._beside(chains[c], chain)]
            sums = [c for c in cues if c.entry == MONEY and c is not cue and self._sum_of(c, chain)]
            for other in (*above, *sums):
                if other.entry == MONEY and not self._for_purchase(cue):
                    dropped[other] = "the sum of something else"
                elif (other.weak or other.contribution in VAGUE) and not cue.weak:
                    if not self._coordinated(cue, other):
                        dropped[other] = f"made up of {cue.contribution}"
                elif not self._coordinated(cue, other) and not (
                    other.contribution == "ground_troops" and not other.weak
                ):
                    dropped[cue] = f"part of {other.contribution}"
            first = next((s for s in chain.steps if not s.nominal), None)
            if first is not None and first.token in by_head and by_head[first.token].verb:
                frame = by_head[first.token]
                if self.grammar.subject(self.doc[frame.head])[0] == cue.head or self._is_means(cue, frame):
                    continue
                if frame.contribution != cue.contribution or cue.weak:
                    dropped[cue] = f"object of {frame.entry}"
            elif (
                first is not None
                and self._destination(cue)
                and (cue.contribution == "force_unspecified" or self._object_beside(cue, first.token, cues))
            ):
                dropped[cue] = "where the contribution goes"
        return dropped

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
        return head.dep_ == "pobj" and head.head.lower_ in (
            "to",
            "for",
            "in",
            "into",
            "as",
            "about",
            "on",
            "within",
            "of",
        )
