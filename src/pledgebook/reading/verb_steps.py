"""The steps of verbs above a cue: class, mood, negation, subject, and who is to act below."""

from __future__ import annotations

from pledgebook.reading.clefts import leaves_open
from pledgebook.reading.grammar import REFLEXIVE, Grammar
from pledgebook.reading.steps import Start, Step
from pledgebook.reading.tokens import Token
from pledgebook.reading.verb_classes import VerbClasses
from pledgebook.reading.vocabulary import Operators


class VerbSteps:
    """Makes the steps of the verbs of one parsed document."""

    def __init__(self, operators: Operators, grammar: Grammar, classes: VerbClasses) -> None:
        self.operators = operators
        self.grammar = grammar
        self.classes = classes

    def step(self, verb: Token, below: Token | None, role: str, start: Start) -> Step:
        """The step of a verb that stands above `below` by `role`; `start` is the cue of the climb."""
        subject, own = self.grammar.subject(self._helper(verb) or verb)
        kind, word = self.classes.class_over(verb, role)
        if kind == "other" and self.grammar.passive(verb) and role != "nsubjpass":
            stated = self.operators.adjectives.get(verb.lower_)
            holder = next((c.i for c in verb.children if c.dep_ == "nsubjpass"), None)
            if stated is not None and holder is not None:
                kind, subject, own = stated, holder, True  # "is split over sending": a state, no act
        if start.keeps is not None and start.head == verb.i and kind not in start.keeps:
            kind, word = "give", verb.lemma_
        if kind in ("commit", "formal", "support") and verb.lemma_ in self.operators.approving:
            kind = self.classes.consent(subject, kind)
        kind, word = self.classes.in_company(verb, below, role, (kind, word))
        return Step(
            verb.i,
            kind,
            word,
            self.grammar.mood(verb, below),
            self.grammar.negated(verb) or self._negated_object(verb, below),
            subject,
            own,
            self.grammar.passive(verb),
            role,
            target=self._target(verb, below),
            whether=leaves_open(below),
            unreal=self.grammar.unreal(verb),
            dated=self.grammar.dated_ahead(verb),
        )

    def _helper(self, verb: Token) -> Token | None:
        """The verb of helping over what a party does for itself: "will help Jordan defend itself"."""
        for_itself = any(c.dep_ == "dobj" and c.lower_.endswith(REFLEXIVE) for c in verb.children)
        helped = verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in self.operators.helping
        return verb.head if for_itself and helped else None

    def _target(self, verb: Token, below: Token | None) -> int | None:
        """The object that does the act below a verb: "urged Berlin to send"."""
        if below is None or verb.lemma_ not in self.operators.object_control:
            return None
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and child.i != below.i:
                return child.i
        return next(
            (
                p.i
                for c in verb.children
                if c.dep_ in ("prep", "dative") and c.lower_ in ("on", "to", "upon", "for", "from")
                for p in c.children
                if p.dep_ == "pobj" and p.i != below.i
            ),
            None,
        )

    def _negated_object(self, verb: Token, below: Token | None) -> bool:
        """Whether an object beside the part below is denied: "will take no part in it"."""
        return any(
            c.dep_ in ("dobj", "attr")
            and c != below
            and (self.grammar.noun_negated(c) or c.lower_ in self.operators.negations)
            for c in verb.children
        )
