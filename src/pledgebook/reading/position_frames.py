"""The frames of stances in one sentence: "objects to X", "X is unacceptable", "its demand for X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pledgebook.reading.candidates import SentenceReader
from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import SUBJECTS, Mood
from pledgebook.reading.judgement import Codes
from pledgebook.reading.position_objects import Object, objects_of, reach
from pledgebook.reading.position_words import PositionWords

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPPOSITE = {"opposes": "supports", "supports": "opposes"}
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "oprd", "acomp", "attr"})
_FIRST = frozenset({"we", "i"})
_TIMES = frozenset(
    {"after", "before", "since", "until", "during", "despite", "amid", "at", "by", "as", "than"}
)
_BLAMED = frozenset(
    {"ground_troops", "air_forces", "naval_forces", "force_unspecified", "weapons", "monitoring"}
)
_AWAY = frozenset({"out", "away", "gone", "home", "off"})
_ONLY = frozenset({"if", "provided", "unless", "only", "as long as"})


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


class Frames:
    """Finds the stances of one sentence; `scene` knows its mentions, speakers and grammar.

    `against` are the parties known to stand against what others give.
    """

    def __init__(
        self, scene: SentenceReader, cues: Sequence[Cue], words: PositionWords, against: frozenset[str]
    ) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.cues = cues
        self.words = words
        self.against = against
        self.grammar = scene.climber.grammar

    def stances(self) -> Iterator[Stance]:
        """Every stance of the sentence, in the order of the words that take them."""
        for token in self.doc:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
                if not self._supposed(token):
                    yield from self._by_verb(token)
            elif token.pos_ == "NOUN":
                yield from self._by_noun(token)

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
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
        if verb.dep_ == "advcl" and marks & {"when", "whenever", "once", "until"}:
            return True
        lasting = any(
            c.lower_ == "as" and c.i > 1 and self.doc[c.i - 1].lower_ == "long" for c in verb.children
        )
        return lasting or bool(marks & {"if", "unless", "whether", "lest"})

    # --- verbs ---------------------------------------------------------------------------------

    def _by_verb(self, verb: Token) -> Iterator[Stance]:
        kinds = self._kinds(verb)
        negated = self.grammar.negated(verb)
        made: Stance | None = None
        if "call" in kinds:
            made = self._called(verb)
        if made is None and "oppose" in kinds:
            made = self._of_verb(verb, "opposes", negated, True)
        if made is None and "warn" in kinds and not negated:
            made = self._warned(verb)
        if made is None and "reject" in kinds:
            made = self._rejected(verb, negated)
        if made is None and "ask" in kinds and not negated:
            made = self._asked(verb)
        if made is None and "want" in kinds:
            made = self._wanted(verb, negated)
        if made is None and "back" in kinds:
            made = self._of_verb(verb, "supports", negated, False)
        if made is None and "tolerate" in kinds:
            made = self._tolerated(verb, negated)
        if made is None and "belong" in kinds and self._denied(verb):
            made = self._misplaced(verb)
        if made is None and verb.lemma_ == "have" and negated:
            if self.grammar.mood(verb) in (Mood.WILL, Mood.WOULD):
                made = self._of_verb(verb, "opposes", False, False)  # "will not have the Turks"
        if made is None and "leave" in kinds:
            made = self._sent_away(verb)
        if made is None and "enter" in kinds and negated:
            made = self._barred(verb)
        if made is None and verb.lemma_ in ("be", "remain", "seem", "stay", "become"):
            made = self._disposed(verb, negated) or self._predicated(verb)
        if made is not None:
            yield made

    def _barred(self, verb: Token) -> Stance | None:
        """ "No Turkish boot will touch the strip", by the word of another."""
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is None or self.grammar.mood(verb) not in (Mood.WILL, Mood.WOULD, Mood.MAY, Mood.MUST):
            return None
        if not self.grammar.noun_negated(subject) and not any(
            c.dep_ == "neg" and c.i < verb.i for c in verb.children
        ):
            return None
        return self._made(verb, "opposes", [subject], False, None, self._speaker(verb))

    def _denied(self, verb: Token) -> bool:
        return self.grammar.negated(verb) or any(
            c.dep_ in ("dobj", "attr") and self.grammar.noun_negated(c) for c in verb.children
        )

    def _misplaced(self, verb: Token) -> Stance | None:
        """ "Outside navies have no business in these seas": the speaker is against them."""
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is None:
            return None
        return self._made(verb, "opposes", [subject], True, None, self._speaker(verb))

    def _kinds(self, verb: Token) -> frozenset[str]:
        for form in self.scene.words[verb.i]:
            for entry, kinds in self.words.verbs.get(form, ()):
                if all(self._has(verb, word) for word in entry[1:]):
                    return kinds
        return frozenset()

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

    def _has(self, verb: Token, word: str) -> bool:
        near = [c for c in verb.children if c.i > verb.i]
        near += [t for t in self.doc[verb.i + 1 : verb.i + 3] if t.dep_ != "prep" or t.head == verb]
        return any(word in self.scene.words[c.i] for c in near if c.dep_ not in SUBJECTS)

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

    def _own_preposition(self, verb: Token) -> str | None:
        """The preposition that belongs to a verb's wording: the "for" of "call for"."""
        for form in self.scene.words[verb.i]:
            for entry, _ in self.words.verbs.get(form, ()):
                if len(entry) > 1 and all(self._has(verb, word) for word in entry[1:]):
                    ends = [c for c in verb.children if c.lower_ == entry[-1] and c.dep_ == "prep"]
                    return entry[-1] if ends else None
        return None

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
        if not codes and self.doc[subject].lower_ in _FIRST:
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
        return codes

    def _scope(self, verb: Token) -> list[Token]:
        """The heads of what a verb is about: objects, complements, those of its prepositions."""
        found: list[Token] = []
        if self.grammar.passive(verb):
            found += [c for c in verb.children if c.dep_ == "nsubjpass"]
            if verb.dep_ == "acl":
                found.append(verb.head) if not found else None
        if verb.dep_ == "relcl" and self._open_object(verb):
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
            if bound and child.dep_ == "prep" and child.lower_ not in (bound, "for"):
                continue
            if child.i in light:
                found += [p for c in child.children if c.dep_ == "prep" for p in c.children]
                found += [c for c in child.children if c.dep_ == "acl"]
            elif child.dep_ in _OBJECTS:
                found.append(child)
            elif child.dep_ in ("prep", "dative") and child.lower_ not in _TIMES:
                if child.lower_ in ("with", "in", "within") and "back" in self._kinds(verb):
                    continue  # "backs the settlement with soldiers": its own
                found += [p for p in child.children if p.dep_ in ("pobj", "pcomp")]
        return found

    def _of_verb(self, verb: Token, stance: str, negated: bool, of_others: bool) -> Stance | None:
        scope = [t for t in self._scope(verb) if not self._own_act(t, stance, of_others)]
        if negated:
            stance = _OPPOSITE[stance]
        return self._made(verb, stance, scope, of_others)

    def _rejected(self, verb: Token, negated: bool) -> Stance | None:
        asked = (self.words.nouns.get(w) == "ask" for t in self._scope(verb) for w in self.scene.words[t.i])
        involved = {self.scene.setting.beneficiary, *self.against}
        if any(asked) and not involved & set(self._holder(verb)[0]):
            return None  # "turned down Kyiv's request": a refusal of its own
        return self._of_verb(verb, "opposes", negated, False)

    def _warned(self, verb: Token) -> Stance | None:
        """ "Warned against sending troops", "warned that a deployment would lead to a clash"."""
        scope = [
            t
            for t in self._scope(verb)
            if t.dep_ in ("pobj", "pcomp", "dobj") and t.i not in self.scene.by_token
        ]
        for clause in verb.children:
            if clause.dep_ == "ccomp":
                scope += [c for c in clause.children if c.dep_ in SUBJECTS]
        return self._made(verb, "opposes", scope, True)

    def _own_act(self, root: Token, stance: str, of_others: bool) -> bool:
        """Whether a complement is the holder's own act: "refused to send"."""
        if root.pos_ not in ("VERB", "AUX") or any(c.dep_ in SUBJECTS for c in root.children):
            return False
        return not of_others or root.dep_ == "xcomp"

    def _asked(self, verb: Token) -> Stance | None:
        scope = self._scope(verb)
        target = self._target(verb, scope)
        acts = [t for t in scope if t.pos_ in ("VERB", "AUX")]
        refused = [t for t in acts if self.grammar.negated(t) and t.dep_ == "xcomp"]
        if refused and target is not None:
            kept = any(self._undoes(c) for t in refused for c in (t, *t.children))
            stance = "demands" if kept else "opposes"
            return self._made(verb, stance, refused, True, target)
        if undone := [t for t in acts if self._undoes(t)]:
            parts = [c for t in undone for c in t.children if c.dep_ in (*SUBJECTS, "dobj", "xcomp", "pcomp")]
            return self._made(verb, "opposes", parts, True, None, None, None, True)
        scope = [t for t in scope if not self._open(t)]
        plain = [t for t in acts if not any(c.dep_ in SUBJECTS for c in t.children)]
        if plain and target is None and verb.lemma_ not in ("call", "appeal", "plead", "beg"):
            scope = [t for t in scope if t not in plain]  # "asked to send": its own act
        made = self._made(verb, "demands", scope, True, target)
        if made is None and target is not None:
            # "asked NATO in a letter for trainers": the parser may hang them lower
            scope = [
                p
                for t in verb.subtree
                if t.dep_ == "prep" and t.lower_ == "for" and t.i > verb.i and t.head.pos_ == "NOUN"
                for p in t.children
            ]
            made = self._made(verb, "demands", scope, True, target)
        if made is None and target is not None:
            # "urges those who can to fill the fund": the parser may hang the act on those asked
            scope = [self.doc[target]]
            scope += [c for t in scope for c in t.children if c.dep_ == "relcl"]
            made = self._made(verb, "demands", scope, True, target)
        return made

    def _undoes(self, act: Token) -> bool:
        """Whether an act takes away what it is about: "that the foreigners leave"."""
        if act.pos_ not in ("VERB", "AUX") or self.grammar.negated(act) and act.dep_ != "xcomp":
            return False
        forms = set(self.scene.words[act.i])
        return bool(forms & self.words.undoing) or "leave" in self._kinds(act) or act.lower_ == "gone"

    def _open(self, act: Token) -> bool:
        """Whether a complement is a question or a denial, which asks for nothing."""
        if act.pos_ not in ("VERB", "AUX"):
            return False
        return self.grammar.negated(act) or any(
            c.lower_ in ("whether", "if", "why", "how", "who", "what", "when", "where") for c in act.children
        )

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
        return next((t.i for t in scope if t.dep_ == "dobj"), None)

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
                parts = [c for c in act.children if c.dep_ in (*SUBJECTS, "dobj")]
                stance = "demands" if negated else "opposes"
                return self._made(verb, stance, parts, False, None, None, None, True)
            if act.lemma_ in ("stay", "remain"):
                return self._made(verb, "opposes" if negated else "supports", [subject], False)
            return self._made(verb, "opposes" if negated else "demands", [act], True, subject.i)
        away = [c for t in (verb, *scope) for c in t.children if c.lower_ in _AWAY and c.i > verb.i]
        if away and not negated:
            return self._made(verb, "opposes", scope, False, None, None, None, True)
        return self._made(verb, "opposes" if negated else "demands", scope, False)

    def _tolerated(self, verb: Token, negated: bool) -> Stance | None:
        scope = [t for t in self._scope(verb) if not self._own_act(t, "", False)]
        denied = negated or any(self.grammar.noun_negated(t) for t in scope) or self._denied(verb)
        tied = any(
            c.dep_ == "advcl" and any(m.lower_ in _ONLY for m in c.children if m.dep_ in ("mark", "advmod"))
            for c in verb.children
        )
        if not denied or tied:
            stance = "conditional" if tied else "supports"
            made = self._made(verb, stance, scope, False) if tied or verb.lemma_ == "accept" else None
            whose = {c for thing in made.objects for c in thing.owners} if made else set()
            return made if tied or whose else None
        if self.grammar.passive(verb) and self.grammar.subject(verb)[0] is None:
            return self._made(verb, "opposes", scope, False, None, self._speaker(verb))
        return self._made(verb, "opposes", scope, False)

    def _sent_away(self, verb: Token) -> Stance | None:
        """ "The foreigners must leave", "the flights had to stop": the speaker is against them."""
        duty = self.grammar.mood(verb) is Mood.MUST or (
            verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "ought", "need")
        )
        duty = duty or any(c.lower_ in ("better", "to") and verb.dep_ == "ccomp" for c in verb.children)
        subject = next((c for c in (*verb.children, *verb.head.children) if c.dep_ in SUBJECTS), None)
        if not duty or subject is None:
            return None
        return self._made(verb, "opposes", [subject], False, None, self._speaker(verb))

    # --- predicates ----------------------------------------------------------------------------

    def _judged(self, tokens: Sequence[Token]) -> str | None:
        for token in tokens:
            pairs = {
                f"{a} {b}"
                for before in self.scene.words[token.i - 1 : token.i]
                for a in before
                for b in self.scene.words[token.i]
            }
            forms = pairs | set(self.scene.words[token.i])
            negated = self.grammar.noun_negated(token)
            if forms & self.words.against:
                return None if negated else "opposes"
            if forms & self.words.favour:
                return "opposes" if negated else "supports"
            if forms & self.words.needed:
                return None if negated else "demands"
        return None

    def _called(self, verb: Token) -> Stance | None:
        """ "Called the force an occupation", "will regard foreigners as targets"."""
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
        stance = self._judged(labels)
        if stance is None and labels and not self.grammar.negated(verb):
            codes, _ = self._holder(verb)
            stance = "opposes" if set(codes) & self.against else None
        if stance not in _OPPOSITE or not things:
            return None
        if self.grammar.negated(verb):
            stance = _OPPOSITE[stance]
        by_speaker = self.grammar.passive(verb) and self.grammar.subject(verb)[0] is None
        holder = self._speaker(verb) if by_speaker else None
        return self._made(verb, stance, things, True, None, holder)

    def _predicated(self, verb: Token) -> Stance | None:
        """ "Western soldiers would be legitimate targets", "any force is unwelcome"."""
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
        labels = [c for c in verb.children if c.dep_ in ("attr", "acomp")]
        for prep in verb.children:
            if prep.dep_ == "prep" and prep.lower_ == "out":
                labels.append(prep)
        stance = self._judged(labels)
        if subject is None or stance is None or subject.lower_ in ("this", "that"):
            return None
        if self.grammar.negated(verb):
            if stance not in _OPPOSITE:
                return None
            stance = _OPPOSITE[stance]
        scope = [subject]
        if subject.lower_ == "it":
            scope = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
        holder = self._viewer(verb, labels) or self._speaker(verb)
        return self._made(verb, stance, scope, False, None, holder)

    def _disposed(self, verb: Token, negated: bool) -> Stance | None:
        """ "Is against any strikes", "is reluctant to have them", "is in favour of the plan"."""
        for child in verb.children:
            label = child
            if child.dep_ == "prep" and child.lower_ == "in":
                label = next((c for c in child.children if c.lower_ in self.words.adjectives), child)
            kind = self.words.adjectives.get(label.lower_)
            if kind is None or child.dep_ not in ("acomp", "prep", "attr", "amod") or child.i < verb.i:
                continue
            scope = [p for c in label.children if c.dep_ == "prep" for p in c.children]
            if label.dep_ == "prep":
                scope = [c for c in label.children if c.dep_ == "pobj"]
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
            if negated and stance not in _OPPOSITE:
                return None
            return self._made(
                verb, _OPPOSITE[stance] if negated else stance, scope, label.lower_ == "against"
            )
        return None

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

    # --- nouns ---------------------------------------------------------------------------------

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
            stance = _OPPOSITE[stance]
        made = self._made(noun, stance, scope, True, None, holder, owner)
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

    def _none_of(self, token: int, scope: Sequence[Token]) -> bool:
        """Whether an object is denied on the way down to it: "asked that no battery leave"."""
        at = self.doc[token]
        while True:
            if self.grammar.noun_negated(at) or (at.pos_ == "VERB" and self.grammar.negated(at)):
                return True
            if at in scope or at.head.i == at.i:
                return False
            at = at.head

    def _dropped(self, noun: Token) -> bool:
        return noun.dep_ == "dobj" and noun.head.lemma_ in (
            "drop",
            "lift",
            "withdraw",
            "abandon",
            "give",
            "overcome",
        )

    # --- all -----------------------------------------------------------------------------------

    def _made(
        self,
        token: Token,
        stance: str,
        scope: Sequence[Token],
        of_others: bool,
        target: int | None = None,
        holder: Codes | None = None,
        holder_token: int | None = None,
        undone: bool = False,
    ) -> Stance | None:
        if holder is None:
            holder, holder_token = self._holder(token)
        if not holder or not scope:
            return None
        objects = objects_of(scope, self.scene, self.cues, self.words, stance in _OPPOSITE, undone)
        if stance == "demands":
            if objects and all(self.grammar.noun_negated(self.doc[thing.token]) for thing in objects):
                stance = "opposes"  # "asked for no blue helmets"
            else:
                objects = [thing for thing in objects if not self._none_of(thing.token, scope)]
        if not objects:
            return None
        heads = {w for root in scope for w in self.scene.words[root.i]}
        if heads & self.words.undoing:
            if stance == "demands":
                stance = "opposes"
            else:
                return None
        doers: list[str] = []
        if target is not None and self.doc[target].pos_ != "PRON":
            doers += self.scene.codes_at(target)
        for root in scope:
            for part in reach(root):
                acting = part.dep_ in SUBJECTS and part.head.pos_ in ("VERB", "AUX")
                if acting and part.pos_ != "PRON":
                    doers += self.scene.codes_at(part.i)
        return Stance(
            stance,
            holder,
            holder_token,
            tuple(objects),
            tuple(dict.fromkeys(doers)),
            of_others,
            token.i,
            f"frame: {token.lemma_}",
        )
