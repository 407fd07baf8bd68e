"""The steps of nouns and adjectives above a cue, and of what is said of the part below."""

from __future__ import annotations

from pledgebook.reading.clefts import leaves_open
from pledgebook.reading.grammar import SUBJECTS, Grammar, Mood, Words
from pledgebook.reading.steps import Step
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import Operators

# Relations in which a predicate says something of a subject or an object.
_PREDICATES = ("acomp", "attr", "oprd", "ccomp", "xcomp", "conj")


class WordSteps:
    """Makes the steps of the words of one parsed document that are no verbs."""

    def __init__(self, words: Words, operators: Operators, grammar: Grammar) -> None:
        self.words = words
        self.operators = operators
        self.grammar = grammar

    def step(self, token: Token, below: Token | None, role: str) -> Step | None:
        """The step of a word that stands above `below` by `role`, None where it changes nothing."""
        if token.dep_ == "pcomp" and token.tag_ == "JJ" and token.lower_.endswith("ing"):
            return self._gerund(token, role)
        table = self.operators.adjectives if token.pos_ in ("ADJ", "VERB", "ADV") else self.operators.nouns
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "VERB", "INTJ"):
            return None
        kind = next((table[w] for w in self.words[token.i] if w in table), None)
        if kind is None or (token.dep_ in ("amod", "compound") and token.i < token.head.i):
            return None
        if token.lemma_ in self.operators.coming_back and not self._from_there(token, below):
            return None
        return Step(
            token.i,
            kind,
            token.lemma_,
            Mood.BARE,
            self._word_negated(token),
            None,
            False,
            False,
            role,
            nominal=True,
            whether=leaves_open(below),
        )

    def described(self, noun: Token) -> list[Step]:
        """Adjectives behind a noun that say how far it goes: "made troops conditional on a truce"."""
        behind = [c for c in noun.children if c.dep_ == "amod" and c.pos_ == "ADJ" and c.i > noun.i]
        steps = [self.step(token, None, "predicate") for token in behind]
        return [s for s in (*self._promising(noun), *steps) if s is not None]

    def predicated(self, verb: Token, below: Token) -> list[Step]:
        """What is said of the part below: "troops are a possibility", "finds the idea premature"."""
        found = [
            c
            for c in verb.children
            if c.dep_ in _PREDICATES and c.i > verb.i and c.pos_ in ("ADJ", "NOUN", "VERB")
        ]
        for prep in verb.children:
            if prep.dep_ == "prep" and prep.lower_ == "as":
                found += [c for c in prep.children if c.dep_ in ("pobj", "amod")]
        if below.dep_ == "ccomp":
            # "the betting is that …": what the clause is, as the subject names it
            for noun in (c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i):
                kind = next(
                    (self.operators.nouns[w] for w in self.words[noun.i] if w in self.operators.nouns), None
                )
                if kind == "forecast":
                    return [
                        Step(
                            noun.i, kind, noun.lemma_, Mood.BARE, False, None, False, False, "predicate", True
                        )
                    ]
        steps = [
            self.step(token, None, "predicate")
            for token in found
            if token.i != below.i and token.tag_[:2] != "VB"
        ]
        return [
            s
            for s in steps
            if s is not None and s.kind in ("oppose", "undecided", "support", "offer", "deny")
        ]

    def able(self, noun: Token) -> Step:
        """The step of a noun that says what somebody is in a state to do."""
        denied = self.grammar.noun_negated(noun)
        return Step(noun.i, "offer", noun.lemma_, Mood.BARE, denied, None, False, False, "acl", nominal=True)

    def _gerund(self, token: Token, role: str) -> Step | None:
        """The step of a gerund that the tagger took for an adjective: "as far as promising ships"."""
        stem = token.lower_[: -len("ing")]
        entries = (e for form in (stem, stem + "e") for e in self.operators.verbs.get(form, ()))
        kind = next((kind for words, kind in entries if len(words) == 1), None)
        if kind is None:
            return None
        subject, _ = self.grammar.subject(token)
        return Step(token.i, kind, stem, Mood.GERUND, False, subject, False, False, role)

    def _promising(self, noun: Token) -> list[Step | None]:
        """The gerund before a noun that the parser took for its adjective: "as far as promising ships"."""
        if noun.dep_ != "pobj" or noun.head.head.pos_ not in ("ADV", "VERB"):
            return []
        first = noun.left_edge
        if first.dep_ != "amod" or first.head.i != noun.i or not first.lower_.endswith("ing"):
            return []
        step = self._gerund(first, "dobj")
        return [step] if step is not None and step.kind in ("commit", "offer") else []

    def _from_there(self, noun: Token, below: Token | None) -> bool:
        """Whether a return is one from the mission: "the return of its soldiers from Mali"."""
        near = [*noun.children, *(below.children if below is not None else ())]
        return any(c.lower_ in ("from", "home") for c in near)

    def _word_negated(self, token: Token) -> bool:
        # "is not ready": the "not" belongs to the verb, which will count it
        if token.pos_ in ("ADJ", "ADV", "VERB"):
            return any(c.dep_ == "neg" for c in token.children)
        return self.grammar.noun_negated(token)
