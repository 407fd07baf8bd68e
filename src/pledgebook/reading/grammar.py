"""The grammar of one parsed sentence: mood, voice, negation, and who does an act.

The relations are those of the CLEAR dependency scheme that spaCy's English models are trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.vocabulary import Operators

Words = Sequence[tuple[str, ...]]

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
VERBAL = ("VERB", "AUX")
# Words that deny a clause, and the relations in which they stand before its verb.
_NEVER = frozenset({"never", "nor", "neither", "hardly", "scarcely", "nowhere"})
_OPENING = frozenset({"advmod", "preconj", "cc", "mark", "det"})
# Subjects of which nothing is true.
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "noone"})
# Words after which "no" and "not" compare: "no fewer than", "not only".
_COMPARED = frozenset({"later", "longer", "only", "least"})
# Verbs that take a bare infinitive with its own subject.
_BARE = frozenset({"let", "make", "have", "help", "see"})
_AMOUNTS = frozenset({"more", "less", "fewer"})
_UNTIL = frozenset({"until", "till"})
# No sentence is this deep; the bound keeps broken trees from running on.
DEEPEST = 24
# How a pronoun ends that takes up the subject of its clause: "itself", "themselves".
REFLEXIVE = ("self", "selves")


def verb_above(token: Token) -> Token:
    """The verb that a token is or hangs under, the root of the sentence where there is none."""
    while token.pos_ not in VERBAL and token.head.i != token.i:
        token = token.head
    return token


def word_of_leaving(noun: Token) -> Token | None:
    """The word before what is left: the "from" of "from Kosovo", the "out" of "out of Mali"; or None."""
    prep = noun.head
    if prep.lower_ == "of" and prep.head.lower_ == "out":
        return prep.head
    return prep if prep.lower_ == "from" else None


def is_receiver(name: Token, operators: Operators) -> bool:
    """Whether a name that the parser ties to a thing is who gets it: "promised Ukraine tanks".

    A state modifies by its adjective ("Ukrainian tanks") or in capitals ("US tanks"); its bare name at
    the head of the object of a verb with two objects is the other object.
    """
    thing = name.head
    verb = thing.head
    return (
        name.dep_ in ("compound", "nmod", "amod", "poss")
        and name.tag_ == "NNP"
        and not name.text.isupper()
        and thing.dep_ == "dobj"
        and verb.lemma_ in operators.doubles
        and thing.left_edge.i in (name.i, name.left_edge.i)
        and not any(c.dep_ == "case" for c in name.children)
        and name.i > verb.i
    )


def is_indirect_object(name: Token, thing: Token) -> bool:
    """Whether a name stands between a verb and what is given: "promised Chad and Mali 40 vehicles"."""
    name = name.first_conjunct
    return (
        name.dep_ in ("dobj", "dative")
        and thing.dep_ == "dobj"
        and thing.head.i == name.head.i
        and name.head.i < name.i < thing.i
    )


class Mood(StrEnum):
    """What the form of a verb says of the act."""

    WILL = "will"
    WOULD = "would"
    MAY = "may"
    MIGHT = "might"
    MUST = "must"
    PERFECT = "perfect"
    PAST = "past"
    PRESENT = "present"
    PROGRESSIVE = "progressive"
    BARE = "bare"
    GERUND = "gerund"
    PARTICIPLE = "participle"


class Grammar:
    """Answers about the words of one parsed document; `words` are their `normal_words`."""

    def __init__(self, doc: Doc, words: Words, operators: Operators) -> None:
        self.doc = doc
        self.words = words
        self.operators = operators

    def noun_negated(self, noun: Token) -> bool:
        """Whether a noun is negated in its own phrase: "no troops", "not one soldier", "none of them"."""
        if noun.lower_ in ("none", "neither") and any(c.lower_ == "of" for c in noun.children):
            return True
        for child in noun.children:
            near = self.doc[child.i + 1 : child.i + 3]
            word = near[0].lower_ if near else ""
            if word in _COMPARED or (word in _AMOUNTS and near[-1].lower_ == "than"):
                continue  # "no more than ten" denies nothing
            if (
                child.lower_ in self.operators.negations
                and child.i < noun.i
                and child.dep_
                in (
                    "det",
                    "neg",
                    "preconj",
                    "advmod",
                    "cc",
                    "amod",
                    "predet",
                )
            ):
                return not (child.dep_ == "cc" and child.i > noun.i)
            if child.dep_ in ("nummod", "det") and any(c.lower_ in ("not", "no") for c in child.children):
                after = self.doc[noun.i + 1 : noun.i + 2]
                return not after or after[0].lower_ not in _AMOUNTS  # "not one shell less than we said"
        before = self.doc[noun.left_edge.i - 1] if noun.left_edge.i else None
        if (
            before is not None
            and before.lower_ in ("no", "neither", "not")
            and noun.left_edge.lower_ not in _COMPARED
        ):
            return True
        if noun.dep_ == "conj":
            cc = next((c.lower_ for c in noun.head.children if c.dep_ == "cc"), "")
            return cc in ("or", "nor") and self.noun_negated(noun.head)
        return False

    def mood(self, verb: Token, below: Token | None = None) -> Mood:
        """The mood that auxiliaries and form give a verb; a paired verb borrows its first's."""
        aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        finite = [c for c in aux if c.lower_ != "to"]
        for child in finite:
            if (modal := self.operators.modals.get(child.lower_)) is not None and child.tag_ in (
                "MD",
                "VB",
                "VBP",
                "NN",
                "VBD",
            ):
                return Mood(modal)
        if any(c.lower_ == "to" for c in aux):
            return Mood.BARE
        if (
            verb.dep_ == "conj"
            and verb.head.pos_ in VERBAL
            and not finite
            and verb.tag_ in ("VB", "VBN", "VBG", "VBP")
        ):
            return self.mood(verb.head)
        if (
            below is not None
            and below.dep_ == "xcomp"
            and any(c.lower_ == "to" for c in below.children if c.dep_ == "aux")
        ):
            if verb.lemma_ == "be":
                return Mood.WILL
            if verb.lemma_ == "have":
                return Mood.MUST
            if verb.lemma_ == "go" and verb.tag_ == "VBG":
                return Mood.WILL
        return self._plain_mood(verb, finite)

    def dated_ahead(self, verb: Token) -> bool:
        """Whether a clause has a point of time to come: "in September", "next Friday", "until May"."""
        for child in verb.children:
            if child.lower_ in self.operators.ahead and child.dep_ == "advmod":
                return True
            if (
                child.i > verb.i
                and verb.lemma_ not in ("have", "be")
                and (
                    child.dep_ == "prep"
                    and child.lower_ in _UNTIL
                    or child.dep_ == "advcl"
                    and any(c.lower_ in _UNTIL for c in child.children)
                )
            ):
                return True
            times = [child] if child.dep_ == "npadvmod" else []
            if child.dep_ == "prep" and child.lower_ in ("in", "on", "from", "by"):
                times = [p for p in child.children if p.dep_ == "pobj"]
            for time in times:
                beside = {c.lower_ for c in time.children}
                if "next" in beside or (time.lower_ in self.operators.calendar and time.tag_ == "NNP"):
                    return not beside & {"last", "every", "each", "past"}
        return False

    def unreal(self, verb: Token) -> bool:
        """Whether an act would have been done and was not: "would have sent a battalion"."""
        aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
        return verb.tag_ == "VBN" and "have" in aux and bool(aux & {"would", "could", "might", "'d", "’d"})

    def _plain_mood(self, verb: Token, finite: Sequence[Token]) -> Mood:
        if verb.dep_ == "ccomp" and verb.tag_ in ("VB", "VBP") and not finite and verb.head.lemma_ in _BARE:
            return Mood.BARE  # "let 400 sailors take part"
        if any(
            c.lemma_ == "have"
            or c.lower_ in ("'s", "’s", "'ve", "’ve")
            and verb.tag_ == "VBN"
            and c.dep_ == "aux"
            for c in finite
        ):
            return Mood.PERFECT
        if verb.tag_ == "VBG":
            return Mood.PROGRESSIVE if finite else Mood.GERUND
        if verb.tag_ == "VBN" and finite:
            return Mood.PAST if any(c.lower_ in ("was", "were") for c in finite) else Mood.PRESENT
        if verb.tag_ == "VBN":
            return Mood.PARTICIPLE
        if verb.tag_ == "VBD" or any(c.lower_ == "did" for c in finite):
            return Mood.PAST
        return Mood.PRESENT if verb.tag_ in ("VBZ", "VBP") else Mood.BARE

    def refused(self, verb: Token) -> bool:
        """Whether a verb is what somebody declines to do: "refused to accept", "the refusal to accept"."""
        return verb.dep_ in ("xcomp", "acl") and self._refuses(verb.head)

    def _refuses(self, word: Token) -> bool:
        """Whether a verb, adjective or noun declines what stands below it: "refused to", "unwilling to"."""
        if word.pos_ in VERBAL:
            alone = ((word.lemma_,), "refuse")
            return alone in self.operators.verbs.get(word.lemma_, ()) and not self.negated(word)
        of_kind = self.operators.adjectives if word.pos_ == "ADJ" else self.operators.nouns
        return of_kind.get(word.lower_) == "refuse" and not self.negated(word.head)

    def negated(self, verb: Token) -> bool:
        """Whether the clause of a verb is negated by an adverb, its subject or "neither"."""
        told = (self._negates(child, verb) for child in verb.children)
        first = next((negates for negates in told if negates is not None), None)
        return self._negated_by_joining(verb) if first is None else first

    def _negates(self, child: Token, verb: Token) -> bool | None:
        """Whether a word in a clause negates its verb; None where it tells nothing of that."""
        if child.dep_ == "neg" and not any(c.lower_ == "only" for c in child.children):
            return True
        if child.dep_ in _OPENING and child.i < verb.i and child.lower_ in _NEVER:
            return True
        longer = child.lower_ == "longer"
        if child.dep_ == "advmod" and longer and self._is_measured(child):
            return None  # "for a year and not a day longer": it ends then
        if child.dep_ == "advmod" and (longer or any(c.lower_ in ("never", "not") for c in child.children)):
            return longer or child.lower_ not in _COMPARED
        if child.dep_ == "prep" and any(
            p.dep_ == "pobj" and p.lemma_ in self.operators.denials and self.noun_negated(p)
            for p in child.children
        ):
            return True
        if child.dep_ not in SUBJECTS:
            return None
        but = any(c.dep_ == "cc" and c.lower_ == "but" for c in child.children)
        nobody = child.lower_ in _NOBODY or (self.noun_negated(child) and not but)
        return True if nobody else None

    def _negated_by_joining(self, verb: Token) -> bool:
        """Whether the clause that a verb is joined to denies it, or the "nor" that opens its own does."""
        if verb.dep_ != "conj":
            return False
        if verb.head.pos_ in VERBAL and not any(c.dep_ in (*SUBJECTS, "aux") for c in verb.children):
            cc = next((c.lower_ for c in verb.head.children if c.dep_ == "cc"), "")
            return cc in ("or", "nor") and self.negated(verb.head)
        # "…, nor will it take part": the conjunction that opens the clause denies it
        return any(
            c.dep_ == "cc" and c.lower_ == "nor" and verb.head.i < c.i < verb.i for c in verb.head.children
        )

    @staticmethod
    def _is_measured(longer: Token) -> bool:
        """Whether a comparative has its measure: "a day longer", "an hour longer"."""
        return any(c.dep_ in ("npadvmod", "nmod") and c.i < longer.i for c in longer.children)

    def passive(self, verb: Token) -> bool:
        """Whether a verb form is passive, participles without auxiliary included."""
        if verb.lemma_ == "go":
            return False  # "will be gone": nobody does it to them
        if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
            return True
        return (
            verb.tag_ == "VBN"
            and verb.dep_ in ("acl", "advcl")
            and not any(c.dep_ == "aux" for c in verb.children)
        )

    def subject(self, verb: Token, depth: int = 0) -> tuple[int | None, bool]:
        """The token that does the act of a verb or holds an adjective, and whether it is its own."""
        if depth > DEEPEST:
            return None, False
        if self.passive(verb):
            agent = self._agent(verb)
            return agent, agent is not None
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                if child.lower_ in ("who", "which", "that", "whom") and verb.dep_ in ("relcl", "acl"):
                    return verb.head.i, True
                return child.i, True
        if verb.dep_ == "relcl" and not self.is_led_to(verb):
            return verb.head.i, False
        governor = verb.head
        if verb.dep_ in ("pcomp", "prep") or governor.pos_ == "ADP":
            governor = governor.head
        if governor.i == verb.i:
            return None, False
        return self._from_governor(verb, governor, depth), False

    def is_led_to(self, verb: Token) -> bool:
        """Whether a noun leads to an act that the parser took for a relative clause: "calls to send"."""
        return (
            verb.dep_ == "relcl"
            and verb.tag_ == "VB"
            and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
            and not any(c.tag_ in ("WDT", "WP", "WRB") for c in verb.children)
            and any(w in self.operators.nouns for w in self.words[verb.head.i])
        )

    def _from_governor(self, verb: Token, governor: Token, depth: int) -> int | None:
        if verb.dep_ == "conj" and governor.pos_ in VERBAL:
            return self.subject(governor, depth + 1)[0]
        if verb.dep_ in ("acl", "relcl"):
            if verb.tag_ == "VBG":
                return governor.i
            return self.holder(governor, depth + 1)
        if governor.pos_ in VERBAL:
            if governor.lemma_ in self.operators.object_control:
                objects = [c.i for c in governor.children if c.dep_ in ("dobj", "dative") and c.i < verb.i]
                if objects:
                    return objects[0]
            held = next((c.i for c in governor.children if c.dep_ == "nsubjpass"), None)
            if held is not None and verb.dep_ in ("xcomp", "pcomp"):
                return held  # "Togo is bound to keep": what is done to it makes it do
            return self.subject(governor, depth + 1)[0]
        if governor.pos_ in ("ADJ", "ADV"):
            return self.subject(governor.head, depth + 1)[0] if governor.head.pos_ in VERBAL else None
        return self.holder(governor, depth + 1)

    def _agent(self, verb: Token) -> int | None:
        for child in verb.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                return next((p.i for p in child.children if p.dep_ == "pobj"), None)
        return None

    def holder(self, noun: Token, depth: int = 0) -> int | None:
        """Who holds a noun such as "offer": its possessor, or the subject of the verb above it."""
        for child in noun.children:
            if child.dep_ == "poss":
                return child.i
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
                for p in child.children:
                    if p.dep_ == "pobj":
                        return p.i
        above = noun.head
        if noun.dep_ == "pobj":
            above = above.head
        if above.i == noun.i or depth > DEEPEST:
            return None
        if above.pos_ in VERBAL:
            if noun.dep_ in ("nsubj", "nsubjpass"):
                return self._agent(above)
            return self.subject(above, depth + 1)[0]
        return self.holder(above, depth + 1) if above.pos_ == "NOUN" else None
