"""What a verb says of the contribution below it: its operator class, and what its companions make of it."""

from __future__ import annotations

from pledgebook.reading.condition_topics import condition_words
from pledgebook.reading.grammar import SUBJECTS, VERBAL, Grammar, Mood, Words
from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.vocabulary import Operators

# Classes of a verb that may move what it has: with "home" it takes it back.
_MOVING = frozenset({"give", "commit", "request", "other", "neutral", "phase"})
# Verbs of warning, which opposes what it warns of.
_WARNING = frozenset({"warn", "caution"})


def tells_of_need(verb: Token) -> bool:
    """Whether a clause tells what something waits for or lacks: who warns of that opposes nothing."""
    ties = condition_words().ties
    return verb.lemma_ in ties.verbs or verb.lemma_ in ties.objects


class VerbClasses:
    """Classes of the verbs of one parsed document."""

    def __init__(self, doc: Doc, words: Words, operators: Operators, grammar: Grammar) -> None:
        self.doc = doc
        self.words = words
        self.operators = operators
        self.grammar = grammar
        self._known: dict[int, tuple[str, str]] = {}  # classes by verb: many cues climb the same ones

    def in_company(
        self, verb: Token, below: Token | None, role: str, said: tuple[str, str]
    ) -> tuple[str, str]:
        """What the companions of a verb make of its class and word as they stand in `said`."""
        kind, word = self._in_its_place(verb, below, role, said)
        flown = role == "nsubj" and self._carries(verb)
        moving = kind in _MOVING and (kind != "commit" or verb.lemma_ not in self.operators.promising)
        if moving and not flown and self.homeward(verb):
            kind, word = "withdraw", f"{verb.lemma_} home"
        if verb.lemma_ == "go" and role == "advmod":
            kind = "neutral"  # "went as far as to promise"
        if verb.lemma_ == "leave":
            kind, word = self.leaving(verb, below, role, (kind, word))
        if kind == "commit" and verb.lemma_ in self.operators.winning and not self.done(verb, below):
            kind = "request"  # "tried to persuade Dublin": only asked
        if kind in ("give", "tolerate") and self.grants(verb, below):
            kind = "commit"
        if (
            verb.lemma_ in ("have", "be")
            and role == "xcomp"
            and any(c.lower_ == "yet" for c in verb.children)
        ):
            kind, word = "undecided", f"{verb.lemma_} yet to"
        return kind, word

    def _of_motion(self, verb: Token, role: str, said: tuple[str, str]) -> tuple[str, str]:
        """The class of a verb that goes, comes or carries: where to and what decide."""
        kind, word = said
        if word == "go back on" and role == "nsubj" or word == "stand" and role == "nsubj":
            kind = "phase"  # "go back on patrol", "the promise stands"
        if verb.lemma_ == "go" and verb.tag_ == "VBN" and any(c.lemma_ == "be" for c in verb.children):
            kind, word = "withdraw", "be gone"  # "will be gone by June"
        if word in self.operators.returning and self._returns(verb):
            kind, word = "give", verb.lemma_  # "will send its soldiers back to Somalia": once more
        if kind == "withdraw" and word.endswith(" home") and role == "nsubj" and self._carries(verb):
            kind = "suffer"  # "the air force will fly tourists home"
        if word == "return" and role == "nsubj" and self._goes_home(verb):
            kind = "withdraw"
        if word in self.operators.setting_out and not self._comes_from(verb):
            kind = "give"  # "will fly out in May": to the mission, where no clause says from where
        if word == "depart" and self._bound_for(verb):
            kind = "give"  # "will depart for Juba in May"
        return kind, word

    def _in_its_place(
        self, verb: Token, below: Token | None, role: str, said: tuple[str, str]
    ) -> tuple[str, str]:
        """The class of a verb whose entry means something else in this place."""
        kind, word = self._of_motion(verb, role, said)
        if word == "put in for" and role == "dobj":
            kind, word = "give", "put in"  # "put in $40 million for the force"
        if word == "apply to" and role == "nsubj":
            kind = "neutral"  # "our commitments apply to attacks at sea"
        if word == "pack" and role == "dobj":
            kind = "offer"  # "has two battalions packed": ready to go
        if word == "come out" and role != "nsubj":
            kind = "other"  # "came out for it"
        if word == "recall" and (role == "ccomp" or self._is_act(below)):
            kind = "report"  # "recalled that it pays", "recalled its gift of mine detectors"
        if (
            kind == "oppose"
            and role == "ccomp"
            and word in _WARNING
            and below is not None
            and tells_of_need(below)
        ):
            kind = "report"  # "warned that the mission hinges on helicopters"
        if word == "deny" and below is not None and self._tells_fact(below, role):
            kind = "deny"  # "denied having soldiers there", "denied that it had armed them"
        if verb.lemma_ in self.operators.preventing and below is not None:
            kind, word = self._preventing(verb, below, role, (kind, word))
        if word == "be out" and self._follows(verb, ("out", "of", "the", "question")):
            kind, word = "refuse", "be out of the question"
        if (
            verb.lemma_ in self.operators.ordering
            and role in ("dobj", "nsubjpass")
            and not self.homeward(verb)
        ):
            if any(c.lower_ == "out" and c.dep_ != "pobj" for c in verb.children):
                return "withdraw", f"{verb.lemma_} out"
            return ("commit" if self._sets_out(verb, below) else "suffer"), word
        if self.gets(verb):
            kind = "receive"
        with_it = role == "pobj" and below is not None and below.head.lower_ == "with"
        if with_it and verb.lemma_ in self.operators.backing:
            kind = "give"  # "will support the mission with 300 soldiers"
        if kind == "give" and below is not None and word in self.operators.granting and role == "dobj":
            kind = "tolerate" if self.operators.nouns.get(below.lemma_) == "request" else kind
        return kind, word

    def _preventing(self, verb: Token, below: Token, role: str, said: tuple[str, str]) -> tuple[str, str]:
        """What "keep" or "prevent" says, where it holds a party from an act, or stops the act of others."""
        if below.dep_ == "pcomp" and below.head.lower_ == "from":
            others = any(c.dep_ == "dobj" and c.tag_ != "PRP" for c in verb.children)
            # "the law keeps it from sending", "Hungary kept the EU from sending"
            return "oppose" if others else "refuse", f"{verb.lemma_} from"
        if verb.lemma_ == "prevent" and role == "dobj" and self.operators.nouns.get(below.lemma_) == "give":
            return "oppose", said[1]  # "the law prevents the delivery"
        return said

    def _tells_fact(self, below: Token, role: str) -> bool:
        """Whether a clause below a verb tells what is or was, and not what is to come or was agreed."""
        if (
            self.verb_class(below)[0] in ("commit", "formal", "offer")
            or role not in ("xcomp", "ccomp", "pcomp", "dobj")
            or below.pos_ not in VERBAL
        ):
            return False
        return below.tag_ == "VBG" or self.grammar.mood(below) in (Mood.PERFECT, Mood.PAST, Mood.PRESENT)

    @staticmethod
    def _comes_from(verb: Token) -> bool:
        """Whether a clause says from where somebody goes: "flew out of Jowhar", "from Kabul"."""
        near = [*verb.children, *(g for c in verb.children if c.lower_ == "out" for g in c.children)]
        return any(c.lower_ in ("of", "from") for c in near)

    def _goes_home(self, verb: Token) -> bool:
        """Whether those who are to return come from the mission: "the troops will return in May".

        They go back to it where a clause says to which place or work, or that they are back.
        """
        again = ("to", "into", "there", "as", "again", "with", "under")
        ahead = self.grammar.mood(verb) in (Mood.WILL, Mood.PRESENT, Mood.PROGRESSIVE)
        return ahead and not any(
            c.lower_ in again or c.dep_ == "dobj" or c.tag_ == "VB" for c in verb.children
        )

    def _is_act(self, noun: Token | None) -> bool:
        """Whether a noun is what somebody undertook: "its gift", "the promise"."""
        return noun is not None and any(w in self.operators.nouns for w in self.words[noun.i])

    def _follows(self, verb: Token, wording: tuple[str, ...]) -> bool:
        """Whether a wording stands behind a verb, with a quotation mark or an adverb before it at most."""
        for start in range(verb.i + 1, verb.i + 4):
            if tuple(t.lower_ for t in self.doc[start : start + len(wording)]) == wording:
                return True
        return False

    @staticmethod
    def _carries(verb: Token) -> bool:
        """Whether a verb has an object of its own beside its subject."""
        return any(c.dep_ == "dobj" for c in verb.children)

    def _returns(self, verb: Token) -> bool:
        """Whether what is moved goes back to work or a country: "back to Somalia", "back to guard them"."""
        backs = [c for c in verb.children if c.lower_ == "back"]
        bearers = (verb, *backs)
        if any(
            act.tag_ == "VB" and act.left_edge.i == back.i + 1
            for back in backs
            for bearer in bearers
            for act in bearer.children
        ):
            return True
        for prep in (p for bearer in bearers for p in bearer.children):
            if prep.lower_ not in ("to", "into") or prep.i < verb.i:
                continue
            beside = any(prep.i == back.i + 1 for back in backs)
            for noun in (c for c in prep.children if c.dep_ == "pobj"):
                work = beside and self.operators.homes.isdisjoint(self.words[noun.i])
                if noun.pos_ == "PROPN" or work:
                    return True
        return False

    def _sets_out(self, verb: Token, below: Token | None) -> bool:
        """Whether what is ordered is an act or goes somewhere: "ordered 300 soldiers to Mali".

        What does not is bought: "ordered 26 jets".
        """
        if below is not None and any(self.operators.nouns.get(w) for w in self.words[below.i]):
            return True
        near = [*verb.children, *(below.children if below is not None else ())]
        return any(
            c.lower_ in ("to", "into", "onto", "towards", "toward", "out", "back", "off", "home", "abroad")
            or c.dep_ in ("xcomp", "ccomp")
            for c in near
            if c.i > verb.i
        )

    def class_over(self, verb: Token, role: str) -> tuple[str, str]:
        """The class of a verb; over a clause of its own it tells or expects: "assumed that it will"."""
        kind, word = self.verb_class(verb)
        if kind == "give" and role == "ccomp":
            for form in self.words[verb.i]:
                for entry, other in self.operators.verbs.get(form, ()):
                    if len(entry) == 1 and other in ("forecast", "report"):
                        return other, entry[0]
        return kind, word

    def leaving(self, verb: Token, below: Token | None, role: str, said: tuple[str, str]) -> tuple[str, str]:
        """What "leave" says: it takes back, lets things stand, or only sets out for somewhere."""
        kind, word = said
        if role == "dobj" and below is not None:
            # "left 300 men where they are", "leaves its six launchers": what is counted is no place to leave
            counted = any(c.dep_ == "nummod" for c in below.children)
            clauses = [c for c in (*verb.children, *below.children) if c.dep_ in ("advcl", "relcl")]
            where = any(g.lower_ == "where" for c in clauses for g in c.children)
            kept = any(c.dep_ == "prep" for c in verb.children) and not self._is_joined(below)
            if counted or where or kept:
                return "give", "leave in place"
        if kind == "withdraw" and role in ("xcomp", "pcomp", "advcl", "ccomp"):
            return "neutral", word  # "left to bear the cost", "left without signing"
        if role == "nsubj" and self._bound_for(verb):
            return "give", "leave for"  # "left for Mali"; those who leave "for good" are gone
        return kind, word

    def _is_joined(self, noun: Token) -> bool:
        """Whether a noun is what parties join and leave: "left the mission", not "left a force there"."""
        known = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "both") for c in noun.children)
        return noun.lemma_ in self.operators.force_nouns and known

    @staticmethod
    def _bound_for(verb: Token) -> bool:
        """Whether those who leave go somewhere: "for Mali", not "for good"."""
        return any(
            c.dep_ == "prep" and c.lower_ == "for" and any(p.pos_ in ("NOUN", "PROPN") for p in c.children)
            for c in verb.children
        )

    def done(self, verb: Token, below: Token | None) -> bool:
        """Whether what a verb says has come about: "persuaded Dublin", "let itself be persuaded"."""
        return verb.head.lemma_ == "let" or self.grammar.mood(verb, below) in (
            Mood.PAST,
            Mood.PERFECT,
            Mood.PARTICIPLE,
        )

    def grants(self, verb: Token, below: Token | None) -> bool:
        """Whether what a verb gives is a request, heard: "granted Kabul's plea for mortars"."""
        return any(
            c.dep_ == "dobj" and c != below and self.operators.nouns.get(c.lemma_) == "request"
            for c in verb.children
        )

    def homeward(self, verb: Token) -> bool:
        """Whether what is moved goes home: "ordered 1,300 soldiers home"."""
        stays = verb.lemma_ in self.operators.retaining or verb.lemma_ in ("stay", "remain", "leave", "be")
        return not stays and any(
            c.lower_ == "home" and c.dep_ in ("advmod", "oprd", "npadvmod", "prt", "advcl")
            for c in verb.children
        )

    def gets(self, verb: Token) -> bool:
        """Whether a verb says that its subject is given something: "got 30 tanks from Berlin"."""
        entries = self.operators.verbs.get(verb.lemma_, ())
        return (
            any(kind == "receive" and len(entry) == 1 for entry, kind in entries)
            and any(c.dep_ == "prep" and c.lower_ == "from" for c in verb.children)
            and any(c.dep_ == "dobj" for c in verb.children)
        )

    def consent(self, subject: int | None, kind: str) -> str:
        """What a verb of consent is by whose it is: a legislature's is a law, a government's its word."""
        forms = self.words[subject] if subject is not None else ()
        if subject:
            forms += tuple(f"{before} {w}" for before in self.words[subject - 1] for w in forms)
        if any(w in self.operators.legislatures for w in forms):
            return "formal"
        if kind == "formal" and any(w in self.operators.executives for w in forms):
            return "commit"
        return kind

    def verb_class(self, verb: Token) -> tuple[str, str]:
        """The operator class of a verb with its particle, and the entry that gave it."""
        found = self._known.get(verb.i)
        if found is None:
            found = self._known[verb.i] = self._class_of(verb)
        return found

    def _class_of(self, verb: Token) -> tuple[str, str]:
        behind = self.doc[verb.i + 1].lower_ if verb.i + 1 < len(self.doc) else ""
        for form in self.words[verb.i]:
            found: tuple[tuple[str, ...], str] | None = None
            for entry, kind in self.operators.verbs.get(form, ()):
                if found is not None and len(entry) < len(found[0]):
                    break
                if all(self._has(verb, word, len(entry) > 2) for word in entry[1:]):
                    if len(entry) != 2 or entry[1] == behind:
                        return kind, " ".join(entry)
                    # "hand over tanks in an exchange" hands over: the particle at the verb counts first
                    found = found or (entry, kind)
            if found is not None:
                return found[1], " ".join(found[0])
        return "other", verb.lemma_

    def _has(self, verb: Token, word: str, fixed: bool) -> bool:
        """Whether a verb has a particle or an object; a fixed wording may hang it lower."""
        if any(word in self.words[c.i] for c in verb.children if c.dep_ not in SUBJECTS):
            return True
        if verb.lemma_ == "let":  # "let its offer lapse": the object stands between
            return any(word in self.words[t.i] for t in self.doc[verb.i + 1 : verb.right_edge.i + 1])
        reach = 4 if fixed else 2
        after = self.doc[verb.i + 1 : verb.i + reach]
        if not fixed and len(after) and after[0].dep_ == "quantmod" and after[0].lower_ == word:
            return True  # "hand over forty tanks", which the parser takes for "more than forty"
        return any(word == t.lower_ and (fixed or t.dep_ in ("prt", "prep", "advmod")) for t in after)
