"""Stances said by a predicate or a noun: "X is unacceptable", "called X a trap", "its demand for X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.reading.grammar import SUBJECTS
from pledgebook.reading.judgement import Codes
from pledgebook.reading.position_ground import OPPOSITE, By, Ground, Stance
from pledgebook.reading.tokens import Token, printed


class Predicates(Ground):
    """Finds what is said of a thing, what a party is to it, and what it has by a noun."""

    def _judged(self, tokens: Sequence[Token]) -> str | None:
        qualities = [c for t in tokens if t.pos_ == "NOUN" for c in t.children if c.dep_ == "amod"]
        for token in (*tokens, *qualities):  # "a hostile act"
            pairs = {
                f"{a} {b}"
                for before in self.scene.words[token.i - 1 : token.i]
                for a in before
                for b in self.scene.words[token.i]
            }
            behind = printed(self.doc[token.i : token.i + 4]).lower()
            forms = {*pairs, *self.scene.words[token.i], behind}
            negated = self.grammar.noun_negated(token)
            if forms & self.words.against:
                return None if negated else "opposes"
            if forms & self.words.favour:
                return "opposes" if negated else "supports"
            if forms & self.words.needed:
                return None if negated else "demands"
        return None

    def _called(self, verb: Token) -> Stance | None:
        """As in "Called the force an occupation", "will regard foreigners as targets"."""
        labels: list[Token] = []
        things: list[Token] = []
        for child in verb.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                things.append(child)
            if child.dep_ in ("oprd", "attr", "acomp", "advcl"):
                labels.append(child)
            if child.dep_ == "prep" and child.lower_ in ("as", "to", "with"):
                labels += [p for p in child.children if p.dep_ in ("pobj", "amod", "pcomp")]
            if child.dep_ in ("ccomp", "xcomp"):
                inner = [c for c in child.children if c.dep_ in SUBJECTS]
                if inner and (child.pos_ in ("NOUN", "ADJ", "PROPN") or child.lemma_ == "be"):
                    things += inner
                    labels.append(child)
        for prep in verb.children:
            if prep.dep_ == "prep" and prep.lower_ == "in" and verb.lemma_ == "see":
                labels, things = things, [p for p in prep.children if p.dep_ == "pobj"]
        stance = self._judged(labels) if labels else self._judged(self._late_labels(things))
        if stance is None and labels and not self.grammar.negated(verb):
            codes, _ = self._holder(verb)
            stance = "opposes" if set(codes) & self.against else None
        if stance not in OPPOSITE or not things:
            return None
        if self.grammar.negated(verb):
            stance = OPPOSITE[stance]
        by_speaker = self.grammar.passive(verb) and self.grammar.subject(verb)[0] is None
        holder = self._speaker(verb) if by_speaker else None
        return self._made(verb, stance, things, True, By(holder=holder))

    @staticmethod
    def _late_labels(things: list[Token]) -> list[Token]:
        """What something is called where the parser misses it; a label is taken out of the things.

        As in "consider any soldier on the border an invader", "treat whoever stays as an occupier".
        """
        if len(things) > 1 and things[-1].dep_ == "dobj":
            return [things.pop()]
        return [
            end
            for thing in things
            for prep in thing.subtree
            if prep.dep_ == "prep" and prep.lower_ == "as"
            for end in prep.children
            if end.dep_ == "pobj"
        ]

    def _predicated(self, verb: Token) -> Stance | None:
        """As in "Western soldiers would be legitimate targets", "any force is unwelcome"."""
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
        labels = [c for c in verb.children if c.dep_ in ("attr", "acomp")]
        for prep in verb.children:
            if prep.dep_ == "prep" and prep.lower_ == "out":
                labels.append(prep)
        stance = self._judged(labels)
        if subject is None or stance is None or subject.lower_ in ("this", "that"):
            return None
        if self.grammar.negated(verb):
            if stance not in OPPOSITE:
                return None
            stance = OPPOSITE[stance]
        scope = [subject]
        if subject.lower_ == "it":
            scope = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
            if stance == "demands":
                scope += self._due(verb, labels)
        holder = self._viewer(verb, labels) or self._speaker(verb)
        return self._made(verb, stance, scope, False, By(holder=holder))

    def _boded(self, verb: Token) -> Stance | None:
        """As in "sending Western soldiers would mean war", by the word of who warns of it."""
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
        labels = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
        labels += [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for p in c.children]
        if subject is None or self._judged(labels) != "opposes":
            return None
        return self._made(verb, "opposes", [subject], False, By(holder=self._speaker(verb)))

    def _disposed(self, verb: Token, negated: bool) -> Stance | None:
        """As in "Is against any strikes", "is reluctant to have them", "is in favour of the plan"."""
        for child in verb.children:
            label = child
            if child.dep_ == "prep" and child.lower_ == "in":
                label = next((c for c in child.children if c.lower_ in self.words.adjectives), child)
            kind = self.words.adjectives.get(label.lower_)
            if kind is None or child.dep_ not in ("acomp", "prep", "attr", "amod") or child.i < verb.i:
                continue
            scope = [p for c in label.children if c.dep_ == "prep" for p in c.children]
            if label.dep_ == "prep":
                scope = [c for c in label.children if c.dep_ in ("pobj", "pcomp")]
            for act in label.children:
                if act.dep_ in ("xcomp", "ccomp") and act.lemma_ in (
                    "have",
                    "see",
                    "accept",
                    "host",
                    "let",
                    "get",
                ):
                    scope += [c for c in act.children if c.dep_ in ("dobj", "ccomp")]
            stance = {"oppose": "opposes", "back": "supports", "ask": "demands"}[kind]
            if negated and stance not in OPPOSITE:
                return None
            return self._made(verb, OPPOSITE[stance] if negated else stance, scope, label.lower_ == "against")
        return None

    @staticmethod
    def _due(verb: Token, labels: Sequence[Token]) -> list[Token]:
        """The act of others in "it is time for Europe to send", "it is vital for allies to send"."""
        acts = [c for t in (verb, *labels) for c in t.children if c.i > verb.i and c.pos_ == "VERB"]
        return [a for a in acts if any(c.dep_ == "mark" and c.lower_ == "for" for c in a.lefts)]

    def _viewer(self, verb: Token, labels: Sequence[Token]) -> Codes:
        """Who sees it so: "for Israel", "in its view", "unacceptable to Moscow"."""
        for bearer in (verb, *labels):
            for prep in bearer.children:
                if prep.dep_ != "prep" or prep.lower_ not in ("for", "to", "in"):
                    continue
                for end in prep.children:
                    if prep.lower_ == "in":
                        if end.lemma_ in self.words.views:
                            return self.scene.codes_at(self.grammar.holder(end))
                    elif codes := self.scene.codes_at(end.i):
                        return codes
        return ()

    def _by_noun(self, noun: Token) -> Iterator[Stance]:
        kind = next((self.words.nouns[w] for w in self.scene.words[noun.i] if w in self.words.nouns), None)
        if kind is None:
            return
        scope: list[Token] = []
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("for", "to", "against", "on", "over", "about", "of"):
                scope += [p for p in child.children if p.dep_ in ("pobj", "pcomp")]
            elif child.dep_ in ("acl", "ccomp"):
                scope.append(child)
        beside = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else None
        if not scope and beside is not None and beside.lower_ in ("for", "against"):
            scope = [p for p in beside.children if p.dep_ == "pobj"]  # hung on the verb by the parser
        if not scope and noun.dep_ == "dobj" and kind == "oppose":
            # "voiced alarm at the arrival", "lifted its veto on the sanctions"
            preps = [c for c in noun.head.children if c.dep_ == "prep" and c.i > noun.i]
            scope = [p for c in preps if c.lower_ in ("at", "on", "over", "about") for p in c.children]
        owner = self._noun_holder(noun)
        for child in noun.children:
            if child.dep_ in ("amod", "poss") and self.scene.codes_at(child.i):
                owner = child.i
        if owner is None or not scope or not (holder := self.scene.codes_at(owner)):
            return
        scope = [t for t in scope if t.i != owner]
        stance = {"oppose": "opposes", "ask": "demands", "back": "supports"}[kind]
        if self.grammar.noun_negated(noun) or self._dropped(noun):
            if stance == "demands":
                return
            stance = OPPOSITE[stance]
        if kind == "back" and noun.lemma_ in self.words.services and noun.dep_ != "dobj":
            return  # "German support for our air surveillance": given, not voiced
        own = noun.lemma_ in ("refusal", "resistance", "rejection")
        made = self._made(noun, stance, scope, not own, By(holder=holder, holder_token=owner))
        if made is not None:
            yield made

    def _noun_holder(self, noun: Token) -> int | None:
        """Whose a noun is: its possessor's, or the subject's of a verb that makes it so."""
        for child in noun.children:
            if child.dep_ == "poss":
                return child.i
        for child in noun.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
                for end in child.children:
                    if end.dep_ == "pobj" and self.scene.codes_at(end.i):
                        return end.i
        above = noun.head
        if noun.dep_ == "dobj" and any(w in self.words.making for w in self.scene.words[above.i]):
            return self.grammar.subject(above)[0]
        return None

    def _dropped(self, noun: Token) -> bool:
        return noun.dep_ == "dobj" and noun.head.lemma_ in (
            "drop",
            "lift",
            "withdraw",
            "abandon",
            "give",
            "overcome",
        )
