"""What stands above a token in the parse, and where the way up ends."""

from __future__ import annotations

from pledgebook.reading.clefts import is_cleft
from pledgebook.reading.grammar import SUBJECTS, VERBAL, Words, verb_above
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
# Prepositions that lead to what is attacked.
_AT = frozenset({"on", "upon", "at", "against"})
_FREE_MARKS = frozenset(["while", "although", "though", "as", "because", "since", "whereas", "so", "that"])
# Classes of verbs by which somebody says or binds himself.
_TELLING = frozenset({"report", "hint", "commit", "formal", "offer", "refuse"})
# Relations by which the parser ties a sentence to the one behind a semicolon.
_TIED = ("ccomp", "advcl", "dep")
# Why a climb ends where the cue only does what befalls another.
AGENT = "agent of another act"

# Whether contrasted, the next token upward (None to stop) and why the climb failed.
Way = tuple[bool, Token | None, str | None]


def governing(noun: Token) -> Token | None:
    """The verb above a noun, through the prepositions and nouns between."""
    above = verb_above(noun.head)
    return above if above.pos_ in VERBAL else None


class Ascent:
    """Goes up from the tokens of one parsed document."""

    def __init__(
        self, doc: Doc, words: Words, operators: Operators, classes: VerbClasses, events: frozenset[str]
    ) -> None:
        self.doc = doc
        self.words = words
        self.operators = operators
        self.classes = classes
        self.events = events
        # verbs of the sentence that are contributions themselves
        self.contributing: frozenset[int] = frozenset()

    def above(self, token: Token) -> Way:
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
        if token.pos_ == "ADJ" and self._stands_apart(token):
            return False, None, None  # "ready to train officers; will not send soldiers"
        if dep in ("compound", "nmod", "amod", "poss", "nummod", "quantmod"):
            if any(w in self.events for w in self.words[parent.i]):
                return False, None, "modifier of an event"
            return False, parent, None
        return False, parent, None

    def _above_preposition(self, prep: Token) -> Way:
        word = prep.lower_
        phrase = {
            word,
            *(c.lower_ for c in prep.children),
            *(t.lower_ for t in self.doc[max(0, prep.i - 1) : prep.i]),
        }
        if word in ("than", "of") and {"rather", "instead"} & phrase:
            return True, prep.head if prep.head.i != prep.i else None, None
        if word == "than" and any(c.lower_ in ("rather", "sooner") for c in verb_above(prep.head).children):
            return True, verb_above(prep.head), None  # "would rather send jets than soldiers"
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
        if word in _AT and prep.head.lemma_ in self.operators.hostile:
            return False, None, "what is attacked"
        if word in _CIRCUMSTANCE:
            return False, None, f"circumstance ({word})"
        if word == "by" and prep.dep_ == "agent" and not self._contributes(prep.head):
            return False, None, AGENT
        if prep.head.i == prep.i:
            return False, None, None
        return False, prep.head, None

    def _above_verb(self, verb: Token) -> Way:
        dep, parent = verb.dep_, verb.head
        if self.classes.grammar.is_led_to(verb):
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
            if self._has_modal(verb) and not self._has_modal(first):
                first = self._finite_above(first)  # "does not intend to send ships but will train"
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
        if is_cleft(verb):
            return self._above_verb(parent) if parent.head.i != parent.i else (False, None, None)
        if dep in ("ccomp", "conj") and any(t.text == ";" for t in self._between(verb, parent)):
            return False, None, None  # a sentence of its own, whatever it is tied to
        if dep in ("ccomp", "xcomp", "acl", "csubj", "dep", "oprd", "acomp"):
            return False, parent, None
        return False, parent if dep in ("nsubj", "dobj", "attr", "appos") else None, None

    def _above_adverbial(self, verb: Token) -> Way:
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
        if marks & {"rather", "instead"}:
            return True, verb.head, None
        inverted = self._inverted(verb)
        if marks & self.operators.hypothetical or inverted:
            return False, None, "supposition"
        if marks == {"after"} and self._is_told(verb):
            return False, None, None  # "the decision came hours after Greece said it would send"
        if marks & {"once", "after", "when", "provided", "where"}:
            return False, None, "circumstance (clause)"
        if verb.tag_ in ("VB", "VBG", "VBN") and not marks & _FREE_MARKS:
            return False, verb.head, None
        return False, None, None

    def _is_told(self, verb: Token) -> bool:
        """Whether a clause tells of something said or undertaken already, and not of what is awaited."""
        had = any(c.dep_ == "aux" and c.lower_ in ("had", "has", "have") for c in verb.children)
        if verb.tag_ != "VBD" and not (verb.tag_ == "VBN" and had):
            return False
        awaited = {t.lower_ for t in self.doc[max(0, verb.left_edge.i - 1) : verb.i]}
        helpers = (c for c in verb.head.children if c.dep_ == "aux")
        open_ = any(c.tag_ == "MD" for c in helpers)
        return self.classes.verb_class(verb)[0] in _TELLING and not open_ and "only" not in awaited

    @staticmethod
    def _has_modal(verb: Token) -> bool:
        """Whether a verb has a modal of its own: "will send"; not "to send"."""
        return any(c.dep_ in ("aux", "auxpass") and c.tag_ == "MD" for c in verb.children)

    @staticmethod
    def _finite_above(verb: Token) -> Token:
        """The verb that an infinitive is led to by, over the infinitives between; else the verb itself."""
        above = verb
        while above.dep_ == "xcomp" and above.head.pos_ in VERBAL:
            above = above.head
            if above.tag_ != "VB" or any(
                c.dep_ == "aux" and c.tag_ in ("MD", "VBZ", "VBP", "VBD") for c in above.children
            ):
                return above
        return verb

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

    def _passed_over(self, verb: Token) -> bool:
        """Whether a verb is what is not done of two: "will pay rather than send", "not fight but train"."""
        before = {t.lower_ for t in self.doc[max(verb.head.i + 1, verb.i - 4) : verb.i]}
        return {"rather", "than"} <= before or {"instead", "of"} <= before

    def _contrasting(self, token: Token) -> bool:
        """Whether a noun or verb is the refused side of a pair: "jets, not troops"."""
        between = {t.lower_ for t in self.doc[token.head.i + 1 : token.left_edge.i + 1]}
        return (
            bool({"not"} & between and "only" not in between)
            or {"rather", "than"} <= between
            or ({"instead", "of"} <= between)
        )

    def _between(self, one: Token, other: Token) -> list[Token]:
        return self.doc[min(one.i, other.i) : max(one.i, other.i)]

    def _stands_apart(self, adjective: Token) -> bool:
        """Whether what one is ready to do is a sentence of its own, whatever it is tied to."""
        if not any(c.dep_ == "xcomp" for c in adjective.children) or adjective.dep_ not in _TIED:
            return False
        return any(t.text == ";" for t in self._between(adjective, adjective.head))

    def _contributes(self, verb: Token) -> bool:
        """Whether a verb gives or is itself a contribution: "will be guarded by Dutch marines"."""
        return verb.i in self.contributing or self.classes.verb_class(verb)[0] == "give"

    def _is_act(self, token: Token) -> bool:
        return any(self.operators.nouns.get(w) == "give" for w in self.words[token.i])

    def _operator_noun(self, token: Token) -> bool:
        return any(w in self.operators.nouns for w in self.words[token.i])
