"""The frames of stances in one sentence: "objects to X", "wants X gone", "no Turkish boot will touch it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from pledgebook.reading.grammar import SUBJECTS, Mood
from pledgebook.reading.position_ground import OPPOSITE, By, Stance
from pledgebook.reading.position_objects import objects_of
from pledgebook.reading.position_predicates import Predicates
from pledgebook.reading.position_ties import is_tied
from pledgebook.reading.tokens import Token
from pledgebook.reading.verb_classes import tells_of_need

_BLAMED = frozenset(
    {"ground_troops", "air_forces", "naval_forces", "force_unspecified", "weapons", "monitoring"}
)
_AWAY = frozenset({"out", "away", "gone", "home", "off"})
# Verbs of a predicate; what they and "have" say of a stance their companions tell.
_PREDICATING = frozenset({"be", "remain", "seem", "stay", "become"})
_OF_MANY_USES = _PREDICATING | {"have"}
_ASKING = frozenset({"whether", "if", "why", "how", "who", "what", "when", "where"})
_TELLING = frozenset({"will", "wo", "would", "can", "ca", "could", "have", "are", "may", "might"})


class Frames(Predicates):
    """Finds the stances of one sentence."""

    def stances(self) -> Iterator[Stance]:
        """Every stance of the sentence, in the order of the words that take them."""
        for token in self.doc:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
                if not self._supposed(token):
                    yield from self._by_verb(token)
            elif token.pos_ == "NOUN":
                yield from self._by_noun(token)
                yield from self._exclaimed(token)

    def blamed(self, told: Set[str]) -> Iterator[Stance]:
        """What an adversary says of the forces and arms of others, in words of threat or blame.

        `told` are those who already take a stance in the sentence.
        """
        adversaries = self.against - told
        if not adversaries or not any(
            w in self.words.threats for t in self.doc for w in self.scene.words[t.i]
        ):
            return
        for cue in self.cues:
            holder = tuple(c for c in self.scene.speaker_codes(cue.first, cue.last) if c in adversaries)
            if not holder or cue.weak or cue.contribution not in _BLAMED:
                continue
            things = objects_of([self.doc[cue.head]], self.scene, [cue], self.words)
            things = [t for t in things if t.foreign or (t.owners and not adversaries & set(t.owners))]
            if things:
                yield Stance("opposes", holder, None, tuple(things), (), True, cue.head, "frame: blame")

    def _supposed(self, verb: Token) -> bool:
        while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.head.dep_ == "advcl":
            verb = verb.head  # "provided that others came and that Washington stood behind them"
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
        if verb.dep_ == "advcl" and marks & {"when", "whenever", "once", "until"}:
            return True
        lasting = any(
            c.lower_ == "as" and c.i > 1 and self.doc[c.i - 1].lower_ == "long" for c in verb.children
        )
        return lasting or bool(marks & {"if", "unless", "whether", "lest", "provided"})

    def _by_verb(self, verb: Token) -> Iterator[Stance]:
        kinds = self._kinds(verb)
        if not kinds and verb.lemma_ not in _OF_MANY_USES:
            return
        negated = self.grammar.negated(verb) != self.grammar.refused(verb)
        made: Stance | None = None
        if "call" in kinds:
            made = self._called(verb)
        if made is None and "oppose" in kinds:
            made = self._of_verb(verb, "opposes", negated, True)
        if made is None and "warn" in kinds and not negated:
            made = self._warned(verb)
        if made is None and "reject" in kinds:
            made = self._rejected(verb, negated)
        if made is None and "ask" in kinds and not negated and not self._won(verb):
            made = self._asked(verb)
        if made is None and "want" in kinds:
            made = self._wanted(verb, negated)
        if made is None and "back" in kinds:
            made = self._of_verb(verb, "supports", negated, False)
        if made is None and "tolerate" in kinds:
            made = self._tolerated(verb, negated)
        if made is None and "belong" in kinds and self._denied(verb):
            made = self._misplaced(verb)
        would = made is None and verb.lemma_ == "have" and negated
        if would and self.grammar.mood(verb) in (Mood.WILL, Mood.WOULD):
            made = self._of_verb(verb, "opposes", False, False)  # "will not have the Turks"
        if made is None and "leave" in kinds:
            made = self._sent_away(verb)
        if made is None and "enter" in kinds and negated:
            made = self._barred(verb)
        if made is None and "bode" in kinds and not negated:
            made = self._boded(verb)
        if made is None and verb.lemma_ in _PREDICATING:
            made = self._disposed(verb, negated) or self._predicated(verb)
        if made is None and "send away" in kinds and not negated:
            made = self._ordered_away(verb)
        if made is None and verb.lemma_ == "be":
            made = self._unthere(verb) or self._due_there(verb)
        made = self._tied(made, verb)
        if made is not None:
            yield made

    def _exclaimed(self, noun: Token) -> Iterator[Stance]:
        """As in "'No foreign ships on that run,' said the general": a denial without a verb."""
        bare = noun.dep_ in ("ROOT", "dep", "ccomp", "intj") or (
            noun.dep_ in ("dobj", "nsubj") and noun.head.dep_ == "ROOT" and self._told_by(noun)
        )
        if not bare or not any(c.lower_ in ("no", "not") for c in noun.lefts):
            return
        if any(c.pos_ in ("VERB", "AUX") and c.dep_ not in ("relcl", "acl") for c in noun.children):
            return
        made = self._made(noun, "opposes", [noun], False, By(holder=self._speaker(noun)))
        if made is not None and not any(thing.plan for thing in made.objects):
            yield made

    def _told_by(self, noun: Token) -> bool:
        """Whether a quotation mark or comma parts a noun from the verb that hands on its words."""
        first, last = sorted((noun.i, noun.head.i))
        return any(t.text in ('"', "”", "“", "'", "’") for t in self.doc[first:last])

    def _ordered_away(self, verb: Token) -> Stance | None:
        """As in "ordered the French soldiers to leave", "told them to go home"."""
        acts = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl", "relcl") and c.i > verb.i]
        acts += [t for c in verb.children if c.dep_ == "dobj" for t in c.children if t.dep_ == "relcl"]
        gone = [t for t in acts if self._undoes(t) and any(c.lower_ == "to" for c in t.lefts)]
        if not gone or any(self.grammar.negated(t) for t in gone):
            return None
        parts = [c for c in verb.children if c.dep_ == "dobj"]
        parts += [c for t in gone for c in t.children if c.dep_ in (*SUBJECTS, "dobj")]
        return self._made(verb, "opposes", parts, True, By(undone=True))

    def _tied(self, made: Stance | None, verb: Token) -> Stance | None:
        """Support that is tied to a condition in its own clause is conditional."""
        if made is None:
            return None
        if made.stance == "opposes" and self._unless(verb):
            return replace(made, stance="conditional")
        if made.stance != "supports":
            return made
        return replace(made, stance="conditional") if is_tied(verb) else made

    def _unless(self, verb: Token) -> bool:
        """Whether somebody will not back or accept a thing unless something is done first."""
        if not self.grammar.negated(verb) or not self._kinds(verb) & {"back", "tolerate"}:
            return False
        return any(
            mark.dep_ == "mark" and mark.lower_ in ("unless", "until")
            for clause in verb.children
            if clause.dep_ == "advcl"
            for mark in clause.children
        )

    def _barred(self, verb: Token) -> Stance | None:
        """As in "No Turkish boot will touch the strip", by the word of another."""
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is None or self.grammar.mood(verb) not in (Mood.WILL, Mood.WOULD, Mood.MAY, Mood.MUST):
            return None
        if not self.grammar.noun_negated(subject) and not any(
            c.dep_ == "neg" and c.i < verb.i for c in verb.children
        ):
            return None
        return self._made(verb, "opposes", [subject], False, By(holder=self._speaker(verb)))

    def _unthere(self, verb: Token) -> Stance | None:
        """As in "There will be no Turkish boots on the ground", by the word of another."""
        none = [c for c in verb.children if c.dep_ == "attr" and self.grammar.noun_negated(c)]
        if not none or not any(c.dep_ == "expl" for c in verb.children):
            return None
        if self.grammar.mood(verb) not in (Mood.WILL, Mood.WOULD, Mood.MAY, Mood.MUST):
            return None
        return self._made(verb, "opposes", none, False, By(holder=self._speaker(verb)))

    def _due_there(self, verb: Token) -> Stance | None:
        """As in "There must be an American backstop", by the word of another."""
        if not any(c.dep_ == "expl" for c in verb.children) or self.grammar.negated(verb):
            return None
        above = verb.head.lemma_ in ("have", "need", "ought") and verb.dep_ == "xcomp"
        due = above or any(c.dep_ == "aux" and c.lower_ in ("must", "should") for c in verb.children)
        wanted = [c for c in verb.children if c.dep_ == "attr" and not self.grammar.noun_negated(c)]
        if not due or not wanted:
            return None
        return self._made(verb, "demands", wanted, False, By(holder=self._speaker(verb)))

    def _misplaced(self, verb: Token) -> Stance | None:
        """As in "Outside navies have no business in these seas": the speaker is against them."""
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is None:
            return None
        speaker, kept_out = self._speaker(verb), self.scene.codes_at(subject.i)
        holder = By(holder=speaker)
        made = self._made(verb, "opposes", [subject], True, holder)
        if made is None and kept_out and set(kept_out).isdisjoint(speaker):
            # "Ethiopia will have no place in the force"
            inside = [p for c in verb.subtree if c.dep_ == "prep" and c.lower_ == "in" for p in c.children]
            made = self._made(verb, "opposes", inside, True, holder)
        return made

    def _of_verb(self, verb: Token, stance: str, negated: bool, of_others: bool) -> Stance | None:
        if verb.lemma_ == "oppose" and self.grammar.passive(verb):
            return self._opposed(verb, stance)
        scope = [t for t in self._scope(verb) if not self._own_act(t, stance, of_others)]
        scope = [t for t in scope if not any(w in self.words.blows for w in self.scene.words[t.i])]
        subject, _ = self.grammar.subject(verb)
        if stance == "supports" and subject is not None and self._in_cue(self.doc[subject]):
            return None  # "American tankers support them": a service, no stance
        if negated:
            if stance == "opposes" and verb.lemma_ not in ("object", "oppose", "have"):
                return None  # "did not block it" says little
            stance = OPPOSITE[stance]
        return self._made(verb, stance, scope, of_others)

    def _opposed(self, verb: Token, stance: str) -> Stance | None:
        """As in "is opposed to any foreign intervention", which is no passive but for its form."""
        holder = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        scope = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for p in c.children]
        if holder is None or not scope:
            return self._made(verb, stance, self._scope(verb), True)
        who = verb.head if holder.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else holder
        codes = self.scene.codes_at(who.i)
        return self._made(verb, stance, scope, True, By(holder=codes, holder_token=who.i))

    def _rejected(self, verb: Token, negated: bool) -> Stance | None:
        asked = (self.words.nouns.get(w) == "ask" for t in self._scope(verb) for w in self.scene.words[t.i])
        involved = {self.scene.setting.beneficiary, *self.against}
        if any(asked) and not involved & set(self._holder(verb)[0]):
            return None  # "turned down Kyiv's request": a refusal of its own
        return self._of_verb(verb, "opposes", negated, False)

    def _warned(self, verb: Token) -> Stance | None:
        """As in "Warned against sending troops", "warned that a deployment would lead to a clash"."""
        scope = [
            t
            for t in self._scope(verb)
            if t.dep_ in ("pobj", "pcomp", "dobj") and t.i not in self.scene.by_token
        ]
        for clause in verb.children:
            if clause.dep_ == "ccomp" and not tells_of_need(clause):
                scope += [c for c in clause.children if c.dep_ in (*SUBJECTS, "csubj")]
            elif clause.dep_ == "advcl" and self._is_feared(clause):
                scope += [c for c in clause.children if c.dep_ in (*SUBJECTS, "dobj")]
        return self._made(verb, "opposes", scope, True)

    def _asked(self, verb: Token) -> Stance | None:
        scope = self._scope(verb)
        target = self._target(verb, scope)
        if target is not None and any(w in self.words.own_bodies for w in self.scene.words[target]):
            return None  # "asks Congress to set money aside": its own
        acts = [t for t in scope if t.pos_ in ("VERB", "AUX")]
        refused = [t for t in acts if self.grammar.negated(t) and t.dep_ == "xcomp"]
        if refused and target is not None:
            kept = any(self._undoes(c) for t in refused for c in (t, *t.children))
            stance = "demands" if kept else "opposes"
            return self._made(verb, stance, refused, True, By(target=target))
        denied = [t for t in acts if t.dep_ == "ccomp" and self._none_shall(t)]
        if denied and not any(self._undoes(t) for t in denied):
            return self._made(verb, "opposes", denied, True, By(target=target))
        if undone := [t for t in acts if self._undoes(t)]:
            parts = [c for t in undone for c in t.children if c.dep_ in (*SUBJECTS, "dobj", "xcomp", "pcomp")]
            if not parts and target is not None and self.doc[target].dep_ == "dobj" and self._leaves(undone):
                parts = [self.doc[target]]  # "asked it to go home"
            return self._made(verb, "opposes", parts, True, By(target=target, undone=True))
        scope = [t for t in scope if not self._open(t)]
        plain = [t for t in acts if not any(c.dep_ in SUBJECTS for c in t.children)]
        if plain and target is None and verb.lemma_ not in ("call", "appeal", "plead", "beg"):
            scope = [t for t in scope if t not in plain]  # "asked to send": its own act
        made = self._made(verb, "demands", scope, True, By(target=target))
        if made is None and target is not None:
            # "asked NATO in a letter for trainers": the parser may hang them lower
            scope = [
                p
                for t in verb.subtree
                if t.dep_ == "prep" and t.lower_ == "for" and t.i > verb.i and t.head.pos_ == "NOUN"
                for p in t.children
            ]
            made = self._made(verb, "demands", scope, True, By(target=target))
        if made is None and target is not None:
            # "urges those who can to fill the fund": the parser may hang the act on those asked
            scope = [self.doc[target]]
            scope += [c for t in scope for c in t.children if c.dep_ == "relcl"]
            made = self._made(verb, "demands", scope, True, By(target=target))
        if made is None and (late := self._asked_late(verb)):
            made = self._made(verb, "demands", late, True, By(target=late[0].head.head.i))
        return made

    def _none_shall(self, act: Token) -> bool:
        """Whether what is asked for is that nobody do it: "insists that no troops be stationed there"."""
        subject = next((c for c in act.children if c.dep_ in SUBJECTS), None)
        if subject is None or any(c.lower_ in _ASKING for c in act.children):
            return False
        helpers = [c for c in act.children if c.dep_ in ("aux", "auxpass")]
        if any(c.tag_ in ("VBZ", "VBD") or c.lower_ in _TELLING for c in (act, *helpers)):
            return False  # "insists that the men will not go": told, not asked for
        return self.grammar.noun_negated(subject) or self.grammar.negated(act)

    def _leaves(self, acts: Sequence[Token]) -> bool:
        """Whether somebody is to go away, not only to stop."""
        return all(t.lemma_ not in ("stop", "cease", "end", "halt") for t in acts)

    def _open(self, act: Token) -> bool:
        """Whether a complement is a question or a denial, which asks for nothing."""
        if act.pos_ not in ("VERB", "AUX"):
            return False
        return self.grammar.negated(act) or any(c.lower_ in _ASKING for c in act.children)

    def _target(self, verb: Token, scope: Sequence[Token]) -> int | None:
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and self.scene.by_token.get(child.i) is not None:
                return child.i
            if child.dep_ in ("prep", "dative") and child.lower_ in (
                "on",
                "upon",
                "to",
                "from",
                "with",
                "at",
            ):
                for end in child.children:
                    if end.dep_ == "pobj" and self.scene.by_token.get(end.i) is not None:
                        return end.i
            if self.grammar.passive(verb) and child.dep_ == "nsubjpass":
                return child.i  # "Germany has been asked by Niger to"
        return next((t.i for t in scope if t.dep_ == "dobj" or self._asked_of(t, scope)), None)

    @staticmethod
    def _asked_of(token: Token, scope: Sequence[Token]) -> bool:
        """Whether a noun behind "on" or "with" is asked for an act: "called on other democracies to sail"."""
        asked = token.dep_ == "pobj" and token.head.lower_ in ("on", "upon", "with", "to")
        return asked and any(t.dep_ in ("xcomp", "ccomp", "advcl") for t in scope)

    def _wanted(self, verb: Token, negated: bool) -> Stance | None:
        scope = self._scope(verb)
        acts = [t for t in scope if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ccomp", "xcomp")]
        for act in acts:
            subject = next((c for c in act.children if c.dep_ in SUBJECTS), None)
            if subject is None:
                if act.lemma_ == "see" and (inner := self._scope(act)):
                    return self._made(verb, "opposes" if negated else "demands", inner, True)
                scope.remove(act)
                continue
            if self._undoes(act) or act.lower_ == "out":
                parts = [c for c in act.children if c.dep_ in (*SUBJECTS, "dobj", "xcomp", "pcomp")]
                stance = "demands" if negated else "opposes"
                others = self.scene.by_token.get(subject.i) is not None and subject.pos_ != "PRON"
                return self._made(verb, stance, parts, others, By(target=subject.i, undone=True))
            if act.lemma_ in ("stay", "remain"):
                return self._made(verb, "opposes" if negated else "supports", [subject], False)
            return self._made(verb, "opposes" if negated else "demands", [act], True, By(target=subject.i))
        if verb.lemma_ in ("like", "love") and self.grammar.mood(verb) is not Mood.WOULD:
            return self._made(verb, "opposes" if negated else "supports", scope, False)  # "liked the idea"
        away = [c for t in (verb, *scope) for c in t.children if c.lower_ in _AWAY and c.i > verb.i]
        for c in away:  # "wants every warship out": hung on the particle by the parser
            scope += [t for t in c.children if t.dep_ in SUBJECTS and t not in scope]
        if away:
            return self._made(verb, "supports" if negated else "opposes", scope, False, By(undone=True))
        return self._made(verb, "opposes" if negated else "demands", scope, False)

    def _tolerated(self, verb: Token, negated: bool) -> Stance | None:
        scope = [t for t in self._scope(verb) if not self._own_act(t, "", False)]
        denied = negated or any(self.grammar.noun_negated(t) for t in scope) or self._denied(verb)
        if not denied:
            made = self._made(verb, "supports", scope, False)
            if made is None or self._tied(made, verb) is not made:
                return made
            whose = any(thing.owners or thing.foreign for thing in made.objects)
            foreign = verb.lemma_ in ("agree", "consent") and all(thing.foreign for thing in made.objects)
            return made if foreign or (whose and verb.lemma_ in ("accept", "live")) else None
        if self.grammar.passive(verb) and self.grammar.subject(verb)[0] is None:
            return self._made(verb, "opposes", scope, False, By(holder=self._speaker(verb)))
        return self._made(verb, "opposes", scope, False)

    def _sent_away(self, verb: Token) -> Stance | None:
        """As in "The foreigners must leave", "the flights had to stop": the speaker is against them."""
        duty = self.grammar.mood(verb) is Mood.MUST or (
            verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "ought", "need")
        )
        duty = duty or any(
            (c.lower_ == "better" or (c.lower_ == "to" and c.dep_ == "aux")) and verb.dep_ == "ccomp"
            for c in verb.children
        )
        subject = next((c for c in (*verb.children, *verb.head.children) if c.dep_ in SUBJECTS), None)
        if not duty or subject is None:
            return None
        return self._made(verb, "opposes", [subject], False, By(holder=self._speaker(verb)))
