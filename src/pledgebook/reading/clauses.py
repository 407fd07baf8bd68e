"""From a cue up the dependency tree: the operators above it, their subjects, mood and negation.

A *step* is one word above the cue that can change what is promised: a verb ("send", "refuse"), an
adjective ("ready") or a noun ("offer"). `climb` gives the steps from the inside out. The relations
are those of the CLEAR dependency scheme that spaCy's English models are trained on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pledgebook.reading.grammar import DEEPEST, REFLEXIVE, SUBJECTS, VERBAL, Grammar, Mood, Words
from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.verb_classes import VerbClasses
from pledgebook.reading.vocabulary import Operators

# Prepositions after which a noun is a circumstance of the clause and not what is provided.
_CIRCUMSTANCE = frozenset(
    [
        "after",
        "before",
        "since",
        "until",
        "till",
        "during",
        "despite",
        "against",
        "than",
        "without",
        "following",
        "amid",
        "like",
        "unlike",
        "throughout",
        "between",
        "behind",
    ]
)
# Prepositions that leave out what they lead to: "everything but soldiers".
_EXCEPTING = frozenset({"but", "except", "save", "barring", "excluding", "minus"})
_FREE_MARKS = frozenset(["while", "although", "though", "as", "because", "since", "whereas", "so", "that"])
# Classes that a verb keeps where it is the cue itself: "signed up to the force" binds.
_BINDING = frozenset({"commit", "formal", "refuse", "undecided"})
# Why a climb ends where the cue only does what befalls another.
_AGENT = "agent of another act"
# Relations in which a predicate says something of a subject or an object.
_PREDICATES = ("acomp", "attr", "oprd", "ccomp", "xcomp", "conj")


@dataclass(frozen=True, slots=True)
class Step:
    """One operator above a cue. `subject` is the head token of who does it, None if unsaid.

    `role` is the relation in which the part below hangs on it; `own_subject` tells whether the
    subject stands in the clause itself; `target` is the object that acts below it ("urged
    Berlin to"); `whether` tells of a clause below with "whether" or "if", `unreal` of an act that
    was not done after all, `dated` of a point of time that may lie ahead.
    """

    token: int
    kind: str
    word: str
    mood: Mood
    negated: bool
    subject: int | None
    own_subject: bool
    passive: bool
    role: str
    nominal: bool = False
    target: int | None = None
    whether: bool = False
    unreal: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps above a cue, from the inside out, and how the climb ended.

    `negated` is a negation on the cue itself ("no troops"), `contrasted` one by contrast ("rather
    than troops"); `stop` names the reason where the cue can make no row. `nouns` are the nouns
    on the way whose possessors and modifiers may name the provider.
    """

    steps: tuple[Step, ...]
    nouns: tuple[int, ...]
    negated: bool
    contrasted: bool
    stop: str | None


class Climber:
    """Climbs from cues in one sentence; made for one parsed document."""

    def __init__(self, doc: Doc, words: Words, operators: Operators, events: frozenset[str]) -> None:
        self.doc = doc
        self.words = words
        self.operators = operators
        self.grammar = Grammar(doc, words, operators)
        self.classes = VerbClasses(doc, words, operators, self.grammar)
        self.events = events
        # verbs of the sentence that are contributions themselves
        self.contributing: frozenset[int] = frozenset()
        self._cue: tuple[int, frozenset[str]] | None = None

    def climb(self, head: int, verb: bool, decision: bool = False) -> Chain:
        """The chain above the token `head`.

        `verb` where the cue is itself a verb, `decision` where it is one that leaves its matter unsaid.
        """
        self._cue = (head, _BINDING | {"withdraw"} if decision else _BINDING) if verb else None
        return self._climb(self.doc[head], "cue", None, head, verb)

    def _cleft(self, noun: Token) -> Token | None:
        """The act whose object stands behind "be": "what Paris will send is ships"."""
        if noun.dep_ != "attr" or noun.head.lemma_ != "be":
            return None
        clause = next((c for c in noun.head.children if c.i < noun.i and self._is_cleft(c)), None)
        act = self._innermost(clause) if clause is not None else None
        told = act is not None and self.classes.verb_class(act)[0] == "report"
        return None if told else act  # "what it said is: no money before there is a truce"

    def _is_cleft(self, verb: Token) -> bool:
        """Whether a clause is the subject of "be" and leaves its object open: "what Paris will send is"."""
        return (
            verb.dep_ in ("csubj", "csubjpass")
            and verb.head.lemma_ == "be"
            and self.doc[verb.left_edge.i].lower_ in ("what", "whatever")
            and any(c.dep_ == "attr" for c in verb.head.children)
        )

    @staticmethod
    def _innermost(verb: Token) -> Token:
        """The last of the acts that a verb leads to: "promised to send"."""
        for _ in range(DEEPEST):
            near = [*verb.children, *(g for c in verb.children if c.dep_ == "prep" for g in c.subtree)]
            act = next((c for c in near if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.pos_ in VERBAL), None)
            if act is None:
                break
            verb = act
        return verb

    def climb_relative(self, head: int) -> Chain | None:
        """The chain of a relative clause that a noun is the object of: "the tanks that Greece will give"."""
        noun = self.doc[head]
        clause = next((c for c in noun.children if c.dep_ == "relcl" and c.pos_ in VERBAL), None)
        if clause is None:
            return None
        own = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
        if own is None or own.lower_ in ("who", "which", "that"):
            return None  # the noun is the subject
        self._cue = None
        chain = self._climb(self._innermost(clause), "dobj", noun, head, False)
        if noun.dep_ == "attr" and self.grammar.negated(noun.head):
            chain = replace(chain, negated=True)  # "it is not weapons that Hungary will send"
        return chain if chain.steps else None

    def _climb(self, token: Token, role: str, below: Token | None, head: int, verb: bool) -> Chain:
        steps: list[Step] = []
        nouns: list[int] = []
        negated = contrasted = False
        stop = None
        if role == "cue" and not verb and (told := self._told_of(token)) is not None:
            nouns, below, role, token = [token.i], token, "nsubj", told
        for _ in range(DEEPEST):
            if below is not None and role == "nsubj" and not steps and self.perceives(token):
                nouns.append(token.i)  # "share what its radars see": what they see is shared
            elif token.pos_ in VERBAL and (token.dep_ not in ("aux", "auxpass")):
                if below is not None and (
                    role in ("nsubj", "nsubjpass", "dobj")
                    or (role in ("ccomp", "csubj") and token.lemma_ == "be")
                ):
                    steps += self._predicated(token, below)
                if role == "dobj" and not steps and (told := self._ordered(token, below)) is not None:
                    steps.append(self._verb_step(told, below, "nsubj"))
                raised = self._raised(token) if role in ("nsubj", "nsubjpass") else None
                if raised is not None:
                    steps.append(self._verb_step(raised, below, role))
                    below, role = raised, "xcomp"
                steps.append(self._verb_step(token, below, role))
                if role == "nsubj" and (said := self._something(token)):
                    steps[-1:] = said.steps  # "infantry is something that we will not supply"
                    break
            elif step := self._word_step(token, below, role, token.i == head and not verb):
                steps.append(step)
                nouns.append(token.i)
            elif token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
                nouns.append(token.i)
                if steps and role == "acl" and token.dep_ == "pobj" and token.head.head.lemma_ == "be":
                    steps.append(self._able(token))  # "is in a position to", "is in no position to"
                if not steps:
                    if role != "conj" or not self._but(token):  # "not a frigate but an aircraft"
                        negated |= self.grammar.noun_negated(token)
                    steps += self._described(token)
            if token.head.i == token.i:
                break
            if (cleft := self._cleft(token)) is not None:
                contrasted |= any(c.dep_ == "neg" for c in token.head.children) and not (
                    nouns[1:] and self._but(token)
                )
                below, role, token = token, "dobj", cleft
                continue
            contrast, above, stop = self._above(token)
            if stop == _AGENT and steps:
                stop = None  # "was overtaken by its decision to send them": decided all the same
            contrasted |= contrast and not steps
            if contrast and steps:
                steps[-1] = replace(steps[-1], negated=not steps[-1].negated)
            if above is None:
                break
            below, role, token = token, token.dep_, above
        return Chain(tuple(steps), tuple(nouns), negated, contrasted, stop)

    def _above(self, token: Token) -> tuple[bool, Token | None, str | None]:
        """Whether contrasted, the next token upward (None to stop) and why the climb failed."""
        dep, parent = token.dep_, token.head
        if token.pos_ in VERBAL:
            return self._above_verb(token)
        if dep == "pobj" or (dep in ("conj", "dobj", "pcomp") and parent.pos_ in ("ADP", "SCONJ", "CCONJ")):
            return self._above_preposition(parent)
        if dep == "conj" and parent.dep_ == "pobj" and self._is_act(token) and not self._is_act(parent):
            # "the training of its army and deployment of troops": the parser ties the second act
            # to the object of the first; it stands beside the first.
            first = parent.head.head
            return False, first.head if first.head.i != first.i else None, None
        if dep in ("conj", "appos"):
            return self._contrasting(token), parent, None
        if dep in ("compound", "nmod", "amod", "poss", "nummod", "quantmod"):
            if any(w in self.events for w in self.words[parent.i]):
                return False, None, "modifier of an event"
            return False, parent, None
        if dep in ("advmod", "npadvmod") and parent.pos_ in VERBAL:
            return False, parent, None
        return False, parent, None

    def _above_preposition(self, prep: Token) -> tuple[bool, Token | None, str | None]:
        word = prep.lower_
        phrase = {
            word,
            *(c.lower_ for c in prep.children),
            *(t.lower_ for t in self.doc[max(0, prep.i - 1) : prep.i]),
        }
        if word in ("than", "of") and {"rather", "instead"} & phrase:
            return True, prep.head if prep.head.i != prep.i else None, None
        if word == "than" and any(c.lower_ in ("rather", "sooner") for c in self._governing(prep).children):
            return True, self._governing(prep), None  # "would rather send jets than soldiers"
        if word == "without" or (prep.i and self.doc[prep.i - 1].lower_ == "not"):
            return True, prep.head, None
        if word in _EXCEPTING:
            return True, prep.head if prep.head.i != prep.i else None, None
        if word == "of" and prep.head.lower_ == "short" and prep.head.dep_ == "amod":
            return True, prep.head.head, None  # "everything short of troops"
        if word == "with" and prep.head.dep_ == "dobj":
            above = prep.head.head
            if above.pos_ in VERBAL and above.lemma_ in self.operators.backing:
                return False, above, None  # "will support the mission with soldiers"
        if word == "from" and prep.head.lower_ == "far":
            return True, prep.head, None  # "far from ready"
        if word in _CIRCUMSTANCE:
            return False, None, f"circumstance ({word})"
        if word == "by" and prep.dep_ == "agent" and not self._contributes(prep.head):
            return False, None, _AGENT
        if prep.head.i == prep.i:
            return False, None, None
        return False, prep.head, None

    def governing(self, noun: Token) -> Token | None:
        """The verb above a noun, through the prepositions and nouns between."""
        above = self._governing(noun)
        return above if above.pos_ in VERBAL else None

    def _governing(self, below: Token) -> Token:
        token = below.head
        while token.pos_ not in VERBAL and token.head.i != token.i:
            token = token.head
        return token

    def _above_verb(self, verb: Token) -> tuple[bool, Token | None, str | None]:
        dep, parent = verb.dep_, verb.head
        if self.grammar.is_led_to(verb):
            return False, parent, None
        if dep == "relcl":
            return False, None, None
        if dep == "advcl":
            return self._above_adverbial(verb)
        if dep == "conj":
            # A verb beside another: what stands above both governs it, its neighbour does not.
            first = parent
            while first.dep_ == "conj" and first.head.pos_ in VERBAL:
                first = first.head
            if parent.pos_ in VERBAL and self._passed_over(verb):
                return True, first.head if first.head.i != first.i and first.pos_ in VERBAL else None, None
            if first.head.i == first.i or first.pos_ not in VERBAL:
                return False, None, None
            if (
                first.dep_ == "ccomp"
                and any(c.dep_ in SUBJECTS for c in verb.children)
                and verb.i > first.head.i
            ):
                return False, None, None
            return self._above_verb(first)
        if dep in ("pcomp", "prep") or parent.pos_ == "ADP":
            return self._above_preposition(parent)
        if dep == "acl" and verb.tag_ in ("VBG", "VBN") and not self._operator_noun(parent):
            return False, None, None  # "nations providing aid": a clause of its own
        if self._is_cleft(verb):
            return self._above_verb(parent) if parent.head.i != parent.i else (False, None, None)
        if dep in ("ccomp", "conj") and any(t.text == ";" for t in self._between(verb, parent)):
            return False, None, None  # a sentence of its own, whatever it is tied to
        if dep in ("ccomp", "xcomp", "acl", "csubj", "dep", "oprd", "acomp"):
            return False, parent, None
        return False, parent if dep in ("nsubj", "dobj", "attr", "appos") else None, None

    def _told_of(self, noun: Token) -> Token | None:
        """The verb of a noun that the parser gave a participle for its verb: "the ship promised … is late".

        A thing makes no promise: where one is the subject of such a verb and another finite verb without
        a subject follows, that other one is told of it.
        """
        verb = noun.head
        if noun.dep_ != "nsubj" or verb.tag_ not in ("VBD", "VBN"):
            return None
        if self.classes.verb_class(verb)[0] not in ("commit", "offer") or noun.i > verb.i:
            return None
        if any(c.dep_ in ("dobj", "ccomp", "xcomp", "aux") for c in verb.children):
            return None
        beside = [*verb.head.children, *verb.children]
        # "told allies that the frigate promised … is not coming"
        return next(
            (
                t
                for t in beside
                if t.i > verb.i
                and t.pos_ in VERBAL
                and t.dep_ in ("ccomp", "conj", "ROOT", "dep")
                and not any(c.dep_ in SUBJECTS for c in t.children)
                and any(c.dep_ in ("aux", "auxpass") for c in t.children)
            ),
            None,
        )

    def _passed_over(self, verb: Token) -> bool:
        """Whether a verb is what is not done of two: "will pay rather than send", "not fight but train"."""
        before = {t.lower_ for t in self.doc[max(verb.head.i + 1, verb.i - 4) : verb.i]}
        return {"rather", "than"} <= before or {"instead", "of"} <= before

    def _between(self, one: Token, other: Token) -> list[Token]:
        return self.doc[min(one.i, other.i) : max(one.i, other.i)]

    def _contributes(self, verb: Token) -> bool:
        """Whether a verb gives or is itself a contribution: "will be guarded by Dutch marines"."""
        return verb.i in self.contributing or self.classes.verb_class(verb)[0] == "give"

    def _is_act(self, token: Token) -> bool:
        return any(self.operators.nouns.get(w) == "give" for w in self.words[token.i])

    def _operator_noun(self, token: Token) -> bool:
        return any(w in self.operators.nouns for w in self.words[token.i])

    def _above_adverbial(self, verb: Token) -> tuple[bool, Token | None, str | None]:
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
        if marks & {"rather", "instead"}:
            return True, verb.head, None
        inverted = self._inverted(verb)
        if marks & self.operators.hypothetical or inverted:
            return False, None, "supposition"
        if marks & {"once", "after", "when", "provided", "where"}:
            return False, None, "circumstance (clause)"
        if verb.tag_ in ("VB", "VBG", "VBN") and not marks & _FREE_MARKS:
            return False, verb.head, None
        return False, None, None

    def _inverted(self, verb: Token) -> bool:
        """Whether the clause supposes by inversion: "Were France to send", "Should it agree"."""
        first = min(
            (c for c in verb.children if c.dep_ in ("aux", "auxpass")), key=lambda c: c.i, default=None
        )
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        return bool(
            first is not None
            and subject is not None
            and first.lower_ in ("should", "were", "had")
            and first.i < subject.i
        )

    def _something(self, verb: Token) -> Chain | None:
        """What is said of a subject in the relative clause of an empty noun behind "be"."""
        if verb.lemma_ != "be":
            return None
        empty = (
            c for c in verb.children if c.dep_ == "attr" and c.lemma_ in ("something", "thing", "anything")
        )
        return next((chain for c in empty if (chain := self.climb_relative(c.i))), None)

    def perceives(self, verb: Token) -> bool:
        """Whether a verb says what an eye or an ear takes in: "what its satellites see"."""
        return verb.lemma_ in self.operators.seeing and any(
            c.lower_ in ("what", "whatever", "everything", "all") for c in verb.children
        )

    def _ordered(self, verb: Token, below: Token | None) -> Token | None:
        """What soldiers are ordered to do: "ordered his soldiers to leave"."""
        if verb.lemma_ not in self.operators.ordering or below is None:
            return None
        if any(c.lower_ in ("to", "into") and c.dep_ in ("prep", "dative") for c in verb.children):
            return None  # "ordered soldiers to Mali to keep a truce"
        acts = (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "VERB")
        return next((c for c in acts if c.i > below.i and any(g.lower_ == "to" for g in c.children)), None)

    def _but(self, noun: Token) -> bool:
        """Whether a noun stands against the one behind it: "not a frigate but an aircraft"."""
        return any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in noun.children)

    # --- words -------------------------------------------------------------------------------

    def _contrasting(self, token: Token) -> bool:
        """Whether a noun or verb is the refused side of a pair: "jets, not troops"."""
        between = {t.lower_ for t in self.doc[token.head.i + 1 : token.left_edge.i + 1]}
        return (
            bool({"not"} & between and "only" not in between)
            or {"rather", "than"} <= between
            or ({"instead", "of"} <= between)
        )

    def _word_step(self, token: Token, below: Token | None, role: str, is_cue: bool) -> Step | None:
        if is_cue:
            return None
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
            whether=self._whether(below),
        )

    def _gerund(self, token: Token, role: str) -> Step | None:
        """The step of a gerund that the tagger took for an adjective: "as far as promising ships"."""
        stem = token.lower_[: -len("ing")]
        entries = (e for form in (stem, stem + "e") for e in self.operators.verbs.get(form, ()))
        kind = next((kind for words, kind in entries if len(words) == 1), None)
        if kind is None:
            return None
        subject, _ = self.grammar.subject(token)
        return Step(token.i, kind, stem, Mood.GERUND, False, subject, False, False, role)

    def _from_there(self, noun: Token, below: Token | None) -> bool:
        """Whether a return is one from the mission: "the return of its soldiers from Mali"."""
        near = [*noun.children, *(below.children if below is not None else ())]
        return any(c.lower_ in ("from", "home") for c in near)

    def _able(self, noun: Token) -> Step:
        """The step of a noun that says what somebody is in a state to do."""
        denied = self.grammar.noun_negated(noun)
        return Step(noun.i, "offer", noun.lemma_, Mood.BARE, denied, None, False, False, "acl", nominal=True)

    def _word_negated(self, token: Token) -> bool:
        # "is not ready": the "not" belongs to the verb, which will count it
        if token.pos_ in ("ADJ", "ADV", "VERB"):
            return any(c.dep_ == "neg" for c in token.children)
        return self.grammar.noun_negated(token)

    def _described(self, noun: Token) -> list[Step]:
        """Adjectives behind a noun that say how far it goes: "made troops conditional on a truce"."""
        behind = [c for c in noun.children if c.dep_ == "amod" and c.pos_ == "ADJ" and c.i > noun.i]
        steps = [self._word_step(token, None, "predicate", False) for token in behind]
        return [s for s in (*self._promising(noun), *steps) if s is not None]

    def _promising(self, noun: Token) -> list[Step | None]:
        """The gerund before a noun that the parser took for its adjective: "as far as promising ships"."""
        if noun.dep_ != "pobj" or noun.head.head.pos_ not in ("ADV", "VERB"):
            return []
        first = self.doc[noun.left_edge.i]
        if first.dep_ != "amod" or first.head.i != noun.i or not first.lower_.endswith("ing"):
            return []
        step = self._gerund(first, "dobj")
        return [step] if step is not None and step.kind in ("commit", "offer") else []

    def _raised(self, verb: Token) -> Token | None:
        """The act behind a verb that only frames it: "300 soldiers are to follow"."""
        if verb.lemma_ not in self.operators.raising:
            return None
        acts = (c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in VERBAL)
        return next((c for c in acts if any(g.lower_ == "to" for g in c.children)), None)

    def _predicated(self, verb: Token, below: Token) -> list[Step]:
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
            self._word_step(token, None, "predicate", False)
            for token in found
            if token.i != below.i and token.tag_[:2] != "VB"
        ]
        return [
            s
            for s in steps
            if s is not None and s.kind in ("oppose", "undecided", "support", "offer", "deny")
        ]

    def _verb_step(self, verb: Token, below: Token | None, role: str) -> Step:
        subject, own = self.grammar.subject(self._helper(verb) or verb)
        kind, word = self.classes.class_over(verb, role)
        if kind == "other" and self.grammar.passive(verb) and role != "nsubjpass":
            stated = self.operators.adjectives.get(verb.lower_)
            holder = next((c.i for c in verb.children if c.dep_ == "nsubjpass"), None)
            if stated is not None and holder is not None:
                kind, subject, own = stated, holder, True  # "is split over sending": a state, no act
        if self._cue is not None and self._cue[0] == verb.i and kind not in self._cue[1]:
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
            whether=self._whether(below),
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

    def _whether(self, below: Token | None) -> bool:
        return below is not None and any(
            c.lower_ in ("whether", "if", "what", "how", "which") and not self._opens_cleft(c)
            for c in below.children
            if c.i < below.i
        )

    def _opens_cleft(self, word: Token) -> bool:
        """Whether a word stands for what "be" names further on: "*what* Paris will send is ships"."""
        above = word.head
        for _ in range(DEEPEST):
            if self._is_cleft(above):
                return above.left_edge.i == word.i
            above = above.head
        return False
