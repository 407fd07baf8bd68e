"""What the frames of stances stand on: who takes one, what a verb is about, and what is made of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import SUBJECTS
from pledgebook.reading.judgement import Codes
from pledgebook.reading.position_objects import Object, objects_of, reach
from pledgebook.reading.position_words import PositionWords
from pledgebook.reading.scene import Scene
from pledgebook.reading.tokens import Token

OPPOSITE = {"opposes": "supports", "supports": "opposes"}
FIRST = frozenset({"we", "i"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "oprd", "acomp", "attr"})
_TIMES = frozenset(
    {"after", "before", "since", "until", "during", "despite", "amid", "at", "by", "as", "than"}
)


@dataclass(frozen=True, slots=True)
class Stance:
    """A stance with its holders and objects.

    `doers` are those who would act, where the frame names them ("urged Berlin to"); `of_others` whether
    its word alone makes the object the act of others. `token` is the word that takes it.
    """

    stance: str
    holder: Codes
    holder_token: int | None
    objects: tuple[Object, ...]
    doers: Codes
    of_others: bool
    token: int
    rule: str


@dataclass(frozen=True, slots=True)
class By:
    """What a frame knows beside its word: who holds it, who is to act, whether the object is to end."""

    target: int | None = None
    holder: Codes | None = None
    holder_token: int | None = None
    undone: bool = False


PLAIN = By()

# What a verb has beside its subject where nothing of it is left to the noun above a relative clause.
_COMPLETING = frozenset({"dobj", "prep", "ccomp", "xcomp", "advcl", "dative", "attr", "acomp"})


class Ground:
    """Answers about the words of stances in one sentence; `scene` knows its mentions, speakers and grammar.

    `against` are the parties known to stand against what others give.
    """

    def __init__(
        self,
        scene: Scene,
        cues: Callable[[], Sequence[Cue]],
        words: PositionWords,
        against: frozenset[str],
    ) -> None:
        self.scene = scene
        self.doc = scene.doc
        self._find_cues = cues
        self.words = words
        self.against = against
        self.grammar = scene.climber.grammar

    @cached_property
    def cues(self) -> Sequence[Cue]:
        """The contributions that the sentence names; most sentences take no stance and are not asked."""
        return self._find_cues()

    def _kinds(self, verb: Token) -> frozenset[str]:
        for form in self.scene.words[verb.i]:
            for entry, kinds in self.words.verbs.get(form, ()):
                if all(self._has(verb, word) for word in entry[1:]):
                    return kinds
        return frozenset()

    def _has(self, verb: Token, word: str) -> bool:
        near = [c for c in verb.children if c.i > verb.i]
        near += [t for t in self.doc[verb.i + 1 : verb.i + 3] if t.dep_ != "prep" or t.head == verb]
        near += [m for c in near if c.dep_ == "ccomp" for m in c.children if m.dep_ == "mark"]
        return any(word in self.scene.words[c.i] for c in near if c.dep_ not in SUBJECTS)

    def _denied(self, verb: Token) -> bool:
        return self.grammar.negated(verb) or any(
            c.dep_ in ("dobj", "attr") and self.grammar.noun_negated(c) for c in verb.children
        )

    def _light(self, verb: Token) -> set[int]:
        """The nouns that belong to the wording of a verb: "sees no need"."""
        for form in self.scene.words[verb.i]:
            for entry, _ in self.words.verbs.get(form, ()):
                if len(entry) > 1 and all(self._has(verb, word) for word in entry[1:]):
                    return {
                        c.i
                        for c in verb.children
                        if c.dep_ == "dobj" and any(w in entry[1:] for w in self.scene.words[c.i])
                    }
        return set()

    def _own_preposition(self, verb: Token) -> str | None:
        """The preposition that belongs to a verb's wording: the "for" of "call for"."""
        for form in self.scene.words[verb.i]:
            for entry, _ in self.words.verbs.get(form, ()):
                if len(entry) > 1 and all(self._has(verb, word) for word in entry[1:]):
                    ends = [c for c in verb.children if c.lower_ == entry[-1] and c.dep_ == "prep"]
                    return entry[-1] if ends else None
        return None

    def _open_object(self, verb: Token) -> bool:
        """Whether a relative clause is about its head: by "which", or by a preposition left bare."""
        for child in verb.children:
            if child.dep_ == "dobj" and child.tag_ in ("WDT", "WP"):
                return True
            if child.dep_ == "prep" and child.lower_ in ("for", "to", "against", "of"):
                ends = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
                if not ends or any(c.tag_ in ("WDT", "WP") for c in ends):
                    return True
        return False

    def _holder(self, verb: Token) -> tuple[Codes, int | None]:
        """Who takes the stance of a verb: its subject, the agent of a passive, the speaker behind "we"."""
        subject, own = self.grammar.subject(verb)
        if subject is None and verb.dep_ == "ROOT" and verb.tag_ in ("VBZ", "VBP"):
            return self._speaker(verb), None  # "ENCOURAGES Member States": whose statement it is
        if (
            subject is None
            or self._participle(verb)
            or (not own and verb.tag_ in ("VBN", "VBD") and verb.dep_ not in ("conj", "xcomp", "relcl"))
        ):
            return (), None  # "the Dutch, sounded out about tanks": asked, not asking
        codes = self.scene.codes_at(subject) or self._government(self.doc[subject])
        if not codes and self.doc[subject].lower_ in FIRST:
            codes = self._speaker(verb)
        return codes, subject

    def _government(self, noun: Token) -> Codes:
        """Whom "the Bush administration" stands for: the one in front of it."""
        if noun.lemma_ not in self.scene.vocabulary.operators.executives:
            return ()
        front = (self.scene.by_token.get(c.i) for c in noun.children if c.dep_ in ("compound", "amod"))
        return next((m.codes for m in front if m is not None and m.via != "place"), ())

    def _participle(self, verb: Token) -> bool:
        """Whether a form between commas is no verb of its subject: "Hungary, asked for police, has …"."""
        if verb.tag_ not in ("VBN", "VBD") or not verb.i or self.doc[verb.i - 1].text != ",":
            return False
        before = self.doc[verb.i - 2] if verb.i > 1 else None
        return before is not None and any(
            c.dep_ in SUBJECTS and before.i <= c.right_edge.i and before.i >= c.i for c in verb.children
        )

    def _speaker(self, token: Token) -> Codes:
        """Whose word a clause is: its speaker's, or the subject's of the verb above it."""
        codes = self.scene.speaker_codes(token.i, token.i)
        above = token
        while (
            not codes and above.dep_ in ("ccomp", "acl", "conj", "xcomp", "dobj") and above.head.i != above.i
        ):
            clause = above.dep_ in ("ccomp", "acl")
            above = above.head
            if clause and above.pos_ in ("VERB", "NOUN"):
                verb = above.head if above.pos_ == "NOUN" else above
                subject, _ = self.grammar.subject(verb) if verb.pos_ == "VERB" else (None, False)
                codes = self.scene.codes_at(subject)
        if not codes:
            # "Russia, whose invasion enters its fifth year, has said that": the parser loses the subject
            opening = (
                m for m in self.scene.mentions if m.first <= 1 and m.last < token.i and m.via != "place"
            )
            codes = next((m.codes for m in opening if self.against.issuperset(m.codes)), ())
        return codes

    @staticmethod
    def _lacks_object(verb: Token) -> bool:
        """Whether the object of a relative clause is what it hangs on: "an idea (that) Russia opposes"."""
        has = (c for c in verb.children if c.dep_ in _COMPLETING)
        bare = all(c.i < verb.i and c.tag_ in ("WDT", "WP", "IN") for c in has)
        return bare and any(c.dep_ == "nsubj" for c in verb.children)

    def _restated(self, noun: Token) -> Token:
        """What a noun of a plan sums up behind a comma: "wants peacekeepers, *an idea* that Oslo opposes"."""
        first = noun.left_edge.i
        while first < noun.i and self.doc[first].tag_ != "DT":
            first += 1
        if (
            first < 2
            or self.doc[first - 1].text != ","
            or not self.words.plans & set(self.scene.words[noun.i])
        ):
            return noun
        before = (t for t in reversed(self.doc[: first - 1]) if t.pos_ in ("NOUN", "VERB"))
        return next((t for t in before if t.dep_ in ("dobj", "pobj", "xcomp", "ccomp", "pcomp")), noun)

    def _scope(self, verb: Token) -> list[Token]:
        """The heads of what a verb is about: objects, complements, those of its prepositions."""
        found: list[Token] = []
        if self.grammar.passive(verb):
            found += [c for c in verb.children if c.dep_ == "nsubjpass"]
            if verb.dep_ == "acl":
                found.append(verb.head) if not found else None
        summed = self._restated(verb.head) if verb.dep_ == "relcl" else verb.head
        if summed is not verb.head and self._lacks_object(verb):
            found.append(summed)
        elif verb.dep_ == "relcl" and self._open_object(verb):
            near = [
                t for t in self.doc[verb.head.i : verb.i] if t.pos_ == "NOUN" and t.dep_ in ("pobj", "dobj")
            ]
            # "supply Juba with weapons, for which it has asked": the noun beside it is meant
            found.append(near[-1] if near and near[-1].i < verb.left_edge.i else verb.head)
        light = self._light(verb)
        bound = self._own_preposition(verb)
        for child in verb.children:
            if child.i < verb.i and child.dep_ in ("ccomp", "prep"):
                continue
            if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "for" for c in child.children):
                found.append(child)  # "called for every guarantee to be ratified"
            elif child.dep_ == "advcl" and child.i > verb.i and self._is_act_asked(verb, child):
                found.append(child)  # "pleaded with Bangkok to keep its men there"
            if bound and child.dep_ == "prep" and child.lower_ not in (bound, "for"):
                continue
            if bound and verb.lemma_ == "call" and child.dep_ == "dobj":
                continue  # "called a summit for this afternoon"
            if child.i in light:
                found += [p for c in child.children if c.dep_ == "prep" for p in c.children]
                found += [c for c in child.children if c.dep_ == "acl"]
            elif child.dep_ in _OBJECTS:
                found.append(child)
            elif child.dep_ in ("prep", "dative") and child.lower_ not in _TIMES:
                if child.lower_ in ("with", "in", "within") and "back" in self._kinds(verb):
                    continue  # "backs the settlement with soldiers": its own
                joined = [c for c in child.children if c.dep_ == "conj" and c.pos_ == "ADP"]
                found += [p for c in (child, *joined) for p in c.children if p.dep_ in ("pobj", "pcomp")]
        return found

    def _is_act_asked(self, verb: Token, act: Token) -> bool:
        """Whether "to" joins what somebody is asked to do, which the parser takes for a purpose."""
        plain = any(c.lower_ == "to" for c in act.lefts) and not any(c.dep_ in SUBJECTS for c in act.children)
        asked = any(c.dep_ == "prep" and c.lower_ in ("with", "on", "upon", "to") for c in verb.children)
        return plain and asked and "ask" in self._kinds(verb)

    def _own_act(self, root: Token, stance: str, of_others: bool) -> bool:
        """Whether a complement is the holder's own act: "refused to send"."""
        if root.pos_ not in ("VERB", "AUX") or any(c.dep_ in SUBJECTS for c in root.children):
            return False
        return not of_others or root.dep_ == "xcomp"

    def _undoes(self, act: Token) -> bool:
        """Whether an act takes away what it is about: "that the foreigners leave"."""
        if act.pos_ not in ("VERB", "AUX") or self.grammar.negated(act) and act.dep_ != "xcomp":
            return False
        forms = set(self.scene.words[act.i])
        if self._in_cue(act):
            return False  # "to stop buying Russian oil"
        if act.lemma_ == "leave" and self._left_there(act):
            return False  # "asked them to leave their soldiers in Congo"
        return bool(forms & self.words.undoing) or "leave" in self._kinds(act) or act.lower_ == "gone"

    @staticmethod
    def _won(verb: Token) -> bool:
        """Whether who was asked has done it: "persuaded Berlin to send tanks" tells of a pledge."""
        return verb.lemma_ in ("persuade", "convince", "coax") and verb.tag_ in ("VBD", "VBN")

    @staticmethod
    def _asked_late(verb: Token) -> list[Token]:
        """What those are asked to do whom a clause describes: "urged those who had waited to send police".

        The parser hangs the act on the clause that it follows.
        """
        asked = [p for c in verb.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
        asked += [c for c in verb.children if c.dep_ == "dobj"]
        clauses = [c for t in asked if t.i > verb.i for c in t.children if c.dep_ == "relcl"]
        acts = [a for clause in clauses for a in clause.children if a.dep_ in ("advcl", "xcomp")]
        return [a for a in acts if any(c.lower_ == "to" and c.dep_ == "aux" for c in a.lefts)][:1]

    def _is_feared(self, clause: Token) -> bool:
        """Whether it is the act that somebody warns of: "warned of consequences if they sent missiles"."""
        supposed = any(c.dep_ == "mark" and c.lower_ in ("if", "should") for c in clause.children)
        return supposed and not self.grammar.negated(clause) and not self._undoes(clause)

    def _in_cue(self, token: Token) -> bool:
        return any(cue.first <= token.i <= cue.last for cue in self.cues)

    def _left_there(self, act: Token) -> bool:
        """Whether somebody is to leave something where it is, not to go away."""
        left = [c for c in act.children if c.dep_ == "dobj"]
        there = any(c.dep_ == "prep" and c.lower_ in ("in", "on", "at", "to") for c in act.children)
        return bool(left) and (there or any(self._in_cue(c) for c in left))

    def _none_of(self, token: int, scope: Sequence[Token]) -> bool:
        """Whether an object is denied on the way down to it: "asked that no battery leave"."""
        at = self.doc[token]
        while True:
            if self.grammar.noun_negated(at) or (at.pos_ == "VERB" and self.grammar.negated(at)):
                return True
            if at in scope or at.head.i == at.i:
                return False
            at = at.head

    def _made(
        self, token: Token, stance: str, scope: Sequence[Token], of_others: bool, by: By = PLAIN
    ) -> Stance | None:
        """The stance of a frame, None where nobody holds it or it is about nothing of the field."""
        target, holder, holder_token = by.target, by.holder, by.holder_token
        if holder is None:
            holder, holder_token = self._holder(token)
        if not holder or not scope:
            return None
        objects = objects_of(scope, self.scene, self.cues, self.words, stance in OPPOSITE, by.undone)
        objects = objects or self._taken_up(scope, stance)
        if stance == "demands":
            if objects and all(self.grammar.noun_negated(self.doc[thing.token]) for thing in objects):
                stance = "opposes"  # "asked for no blue helmets"
            else:
                objects = [thing for thing in objects if not self._none_of(thing.token, scope)]
        if not objects:
            return None
        plain = (
            r for r in scope if not self._in_cue(r) and not (r.lemma_ == "leave" and self._left_there(r))
        )
        heads = {w for root in plain for w in self.scene.words[root.i]}
        if heads & self.words.lacks:
            return None
        if heads & self.words.undoing:
            if stance == "demands":
                stance = "opposes"
            else:
                return None
        if target is not None:
            # "urged its allies to send their ships": theirs, whomever the pronoun was taken for
            objects = [
                replace(thing, owners=tuple(c for c in thing.owners if c not in thing.taken_up))
                for thing in objects
            ]
        return Stance(
            stance,
            holder,
            holder_token,
            tuple(objects),
            self._doers(target, scope),
            of_others,
            token.i,
            f"frame: {token.lemma_}",
        )

    def _taken_up(self, scope: Sequence[Token], stance: str) -> list[Object]:
        """A thing told before that its words leave open: "asked for the withdrawal"."""
        for root in scope:
            leaving = any(w in self.words.leavings for w in self.scene.words[root.i]) and root.pos_ == "NOUN"
            bare = not any(c.dep_ in ("prep", "acl", "poss") for c in root.children)
            if leaving and bare and stance == "demands":
                return [Object(None, root.i, False, (), topic=True)]
        return []

    def _told_givers(self, root: Token) -> Codes:
        """Who gives a thing by the clause beside it: "the observers that Oslo proposed to send"."""
        for clause in root.children:
            if clause.dep_ != "relcl" or clause.pos_ != "VERB" or self._kinds(clause):
                continue
            subject = next((c for c in clause.children if c.dep_ == "nsubj" and c.pos_ != "PRON"), None)
            if subject is not None and subject.tag_ not in ("WDT", "WP"):
                return self.scene.codes_at(subject.i)
        return ()

    def _doers(self, target: int | None, scope: Sequence[Token]) -> Codes:
        """Those who would act, where a frame names them: whom it asks, and the subjects in its object."""
        doers: list[str] = []
        if target is not None and self.doc[target].pos_ != "PRON":
            doers += self.scene.codes_at(target)
        for root in scope:
            for part in reach(root):
                acting = part.dep_ in SUBJECTS and part.head.pos_ in ("VERB", "AUX")
                if acting and part.pos_ != "PRON":
                    doers += self.scene.codes_at(part.i)
            doers += self._told_givers(root)
        return tuple(dict.fromkeys(doers))
