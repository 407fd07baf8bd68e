"""From a cue up the dependency tree: the operators above it, their subjects, mood and negation.

A *step* is one word above the cue that can change what is promised: a verb ("send", "refuse"), an
adjective ("ready") or a noun ("offer"). `climb` gives the steps from the inside out. The relations
are those of the CLEAR dependency scheme that spaCy's English models are trained on.
"""

from __future__ import annotations

from dataclasses import replace

from pledgebook.reading.ascent import AGENT, Ascent
from pledgebook.reading.clefts import cleft_act, relative_act
from pledgebook.reading.detours import ordered_act, perceives, raised_act, told_of
from pledgebook.reading.grammar import DEEPEST, VERBAL, Grammar, Words
from pledgebook.reading.steps import Chain, Start, Step
from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.verb_classes import VerbClasses
from pledgebook.reading.verb_steps import VerbSteps
from pledgebook.reading.vocabulary import Operators
from pledgebook.reading.word_steps import WordSteps

# Classes that a verb keeps where it is the cue itself: "signed up to the force" binds.
_BINDING = frozenset({"commit", "formal", "refuse", "undecided"})
# Those that it keeps where it is a decision that leaves its matter unsaid.
_DECIDING = _BINDING | {"withdraw"}
# Nouns that say nothing themselves: "infantry is something that we will not supply".
_EMPTY = ("something", "thing", "anything")


class Climber:
    """Climbs from cues in one sentence; made for one parsed document."""

    def __init__(self, doc: Doc, words: Words, operators: Operators, events: frozenset[str]) -> None:
        self.doc = doc
        self.operators = operators
        self.grammar = Grammar(doc, words, operators)
        self.classes = VerbClasses(doc, words, operators, self.grammar)
        self.ascent = Ascent(doc, words, operators, self.classes, events)
        self._words = WordSteps(words, operators, self.grammar)
        self._verbs = VerbSteps(operators, self.grammar, self.classes)

    def climb(self, head: int, verb: bool, decision: bool = False) -> Chain:
        """The chain above the token `head`.

        `verb` where the cue is itself a verb, `decision` where it is one that leaves its matter unsaid.
        """
        keeps = (_DECIDING if decision else _BINDING) if verb else None
        return self._climb(self.doc[head], "cue", None, Start(head, keeps))

    def climb_relative(self, head: int) -> Chain | None:
        """The chain of a relative clause that a noun is the object of: "the tanks that Greece will give"."""
        noun = self.doc[head]
        act = relative_act(noun)
        if act is None:
            return None
        chain = self._climb(act, "dobj", noun, Start(head))
        if noun.dep_ == "attr" and self.grammar.negated(noun.head):
            chain = replace(chain, negated=True)  # "it is not weapons that Hungary will send"
        return chain if chain.steps else None

    def _climb(self, token: Token, role: str, below: Token | None, start: Start) -> Chain:
        steps: list[Step] = []
        nouns: list[int] = []
        negated = contrasted = False
        stop = None
        noun_cue = start.head if start.keeps is None else None
        if role == "cue" and noun_cue is not None and (told := told_of(token, self.classes)) is not None:
            nouns, below, role, token = [token.i], token, "nsubj", told
        for _ in range(DEEPEST):
            if below is not None and role == "nsubj" and not steps and perceives(token, self.operators):
                nouns.append(token.i)  # "share what its radars see": what they see is shared
            elif token.pos_ in VERBAL and (token.dep_ not in ("aux", "auxpass")):
                more, last = self._of_clause(token, below, role, start, first=not steps)
                steps += more
                if last:
                    break
            elif token.i != noun_cue and (step := self._words.step(token, below, role)):
                steps.append(step)
                nouns.append(token.i)
            elif token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
                nouns.append(token.i)
                if steps and role == "acl" and token.dep_ == "pobj" and token.head.head.lemma_ == "be":
                    steps.append(self._words.able(token))  # "is in a position to", "is in no position to"
                if not steps:
                    beside = (
                        role == "conj" and _but(token) or role in ("conj", "appos") and _apart(token, below)
                    )
                    if not beside:  # "not a frigate but an aircraft"
                        negated |= self.grammar.noun_negated(token)
                    steps += self._words.described(token)
            if token.head.i == token.i:
                break
            if (cleft := cleft_act(token, self.classes)) is not None:
                contrasted |= any(c.dep_ == "neg" for c in token.head.children) and not (
                    nouns[1:] and _but(token)
                )
                below, role, token = token, "dobj", cleft
                continue
            contrast, above, stop = self.ascent.above(token)
            if stop == AGENT and steps:
                stop = None  # "was overtaken by its decision to send them": decided all the same
            contrasted |= contrast and not steps
            if steps and (contrast or self._is_refused(steps[-1], token)):
                steps[-1] = replace(steps[-1], negated=not steps[-1].negated)
            if above is None:
                break
            below, role, token = token, token.dep_, above
        return Chain(tuple(steps), tuple(nouns), negated, contrasted, stop)

    def _is_refused(self, last: Step, verb: Token) -> bool:
        """Whether a stance is what is refused: "has refused to accept the Turks"."""
        taken = last.token == verb.i and last.kind in ("support", "tolerate", "request")
        return taken and self.grammar.refused(verb)

    def _of_clause(
        self, verb: Token, below: Token | None, role: str, start: Start, *, first: bool
    ) -> tuple[list[Step], bool]:
        """The steps of a verb and of what is said in its clause, and whether the climb ends with them."""
        steps: list[Step] = []
        if below is not None and (
            role in ("nsubj", "nsubjpass", "dobj") or (role in ("ccomp", "csubj") and verb.lemma_ == "be")
        ):
            steps = self._words.predicated(verb, below)
        ordered = ordered_act(verb, below, self.operators) if role == "dobj" and first and not steps else None
        if ordered is not None:
            steps.append(self._verbs.step(ordered, below, "nsubj", start))
        raised = raised_act(verb, self.operators) if role in ("nsubj", "nsubjpass") else None
        if raised is not None:
            steps.append(self._verbs.step(raised, below, role, start))
            below, role = raised, "xcomp"
        said = self._something(verb) if role == "nsubj" else None
        if said is not None:
            return [*steps, *said.steps], True  # "infantry is something that we will not supply"
        return [*steps, self._verbs.step(verb, below, role, start)], False

    def _something(self, verb: Token) -> Chain | None:
        """What is said of a subject in the relative clause of an empty noun behind "be"."""
        if verb.lemma_ != "be":
            return None
        empty = (c for c in verb.children if c.dep_ == "attr" and c.lemma_ in _EMPTY)
        return next((chain for c in empty if (chain := self.climb_relative(c.i))), None)


def _but(noun: Token) -> bool:
    """Whether a noun stands against the one behind it: "not a frigate but an aircraft"."""
    return any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in noun.children)


def _apart(first: Token, second: Token | None) -> bool:
    """Whether a noun beside a denied one is not denied with it: "no ship; an aircraft instead"."""
    if second is None or any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in first.children):
        return False
    return any(
        c.dep_ in ("nummod", "quantmod", "nmod")
        or c.dep_ == "det"
        and c.lower_ in ("a", "an", "the")
        or c.lower_ in ("only", "just")
        for c in second.children
        if c.i < second.i
    )
