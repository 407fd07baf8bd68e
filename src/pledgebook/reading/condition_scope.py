"""Whether an event lies ahead, and of what a condition is said: helpers of conditions.py."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pledgebook.reading.condition_topics import condition_words
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tokens import Doc, Token

SUBJECTS_AND_THERE = frozenset({"nsubj", "nsubjpass", "expl"})
"""Subjects of a clause, the "there" of "there is a truce" among them."""
_STEPS = 6
# Modals that do not shift into the past with who reports them.
_FUTURE = frozenset({"will", "'ll", "wo", "may", "shall"})


def ahead(doc: Doc, first: int, last: int, head: Token | None, anchor: Token) -> bool:
    """Whether the event of tokens `first` to `last` is still to come, seen from `anchor`.

    "once there is a truce" is, whatever stands above it; "after last month's ceasefire" is not;
    "once the fighting was over" is where the anchor is not a plain past ("could be stationed").
    """
    words = condition_words()
    stretch = doc[first : last + 1]
    if any(t.lower_ in words.past_marks for t in stretch):
        return False
    if head is not None and head.pos_ in VERBAL and is_present(head):
        return True
    if settled(anchor) or (head is not None and _is_over(head, anchor)):
        return False
    return not is_dated(doc, first, last) or is_future(anchor)


def _is_over(event: Token, anchor: Token) -> bool:
    """Whether an event is told as past of a plain future: "will go after the two *signed* a truce".

    Not so beside "would", where the past is one of reported speech.
    """
    if event.tag_ != "VBD" or event.lemma_ == "be" or any(t.tag_ == "MD" for t in event.children):
        return False
    verb = verb_of(anchor)
    helpers = () if verb is None else [t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")]
    return not _FUTURE.isdisjoint(helpers)


def is_dated(doc: Doc, first: int, last: int) -> bool:
    """Whether a stretch names a day, a month or a year: "after Tuesday's vote", "signed in June 2024"."""
    words = condition_words()
    return any(
        t.text in words.months or t.text in words.weekdays or (t.is_digit and len(t.text) == 4)
        for t in doc[first : last + 1]
    )


def is_present(verb: Token | None) -> bool:
    """Whether a verb stands in the present or with a modal; None does not."""
    if verb is None:
        return False
    group = [verb, *_auxiliaries(verb)]
    # "once the bombs stop": the tagger takes many a plural for an infinitive
    plain = len(group) == 1 and verb.tag_ == "VB" and any(t.dep_ in SUBJECTS_AND_THERE for t in verb.children)
    return plain or any(t.tag_ in ("VBZ", "VBP", "MD") for t in group)


def _auxiliaries(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ in ("aux", "auxpass")]


def _helpers(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, with those that the parse hangs on one of them: "*could* be patrolling"."""
    helpers = _auxiliaries(verb)
    return helpers + [t for helper in helpers for t in _auxiliaries(helper)]


def settled(token: Token) -> bool:
    """Whether a predicate tells of something done: a plain past or perfect that undertakes nothing."""
    verb = verb_of(token)
    for _ in range(_STEPS):
        if verb is None:
            return False
        helpers = _helpers(verb)
        if any(t.tag_ in ("MD", "TO") for t in helpers) or verb.tag_ in ("VB", "VBZ", "VBP", "MD"):
            return False
        if any(t.dep_ == "auxpass" and t.tag_ in ("VBZ", "VBP") for t in helpers):
            return False  # "is regarded as an attack on all" is a rule, "was regarded" a story
        if verb.tag_ == "VBG" and any(t.tag_ == "VBD" for t in helpers):
            return False  # "at their request it was sending instructors"
        if verb.tag_ in ("VBN", "VBD") and (helpers or verb.tag_ == "VBD"):
            return verb.lemma_.lower() not in condition_words().undertaking and not _looks_ahead(verb)
        verb = governing_verb(verb)
    return False


def is_reported(token: Token) -> bool:
    """Whether a past tense is one of reported speech: "the troops were ready, he said, if …"."""
    return token.dep_ == "ccomp" and token.head.lemma_.lower() in condition_words().reporting


def _looks_ahead(verb: Token) -> bool:
    """A past copula with an adjective of willingness, or a verb with an infinitive: "was ready to"."""
    if verb.lemma_ == "be":
        return any(
            t.dep_ in ("acomp", "attr", "xcomp")
            or (t.dep_ == "prep" and not is_dated(t.doc, t.i, t.right_edge.i))
            for t in verb.children
        )
    return any(t.dep_ == "xcomp" and t.tag_ == "VB" for t in verb.children)


def is_future(token: Token) -> bool:
    """Whether a predicate is set in the future or only imagined: will, would, must, has to, is to."""
    verb: Token | None = verb_of(token)
    modals = condition_words().modals
    for _ in range(_STEPS):
        if verb is None:
            return False
        if any(t.dep_ in ("aux", "auxpass") and (t.tag_ in ("MD", "TO"))
               for t in verb.children):  # fmt: skip
            return True
        if _is_expected(verb):
            return True
        owns = verb.lemma_ == "have" and verb.tag_ != "VB" and not _has_to(verb)
        if verb.lemma_.lower() in modals and verb.tag_ in ("VBZ", "VBP", "VB", "MD") and not owns:
            return True  # "has to vote", not "has the permission of its parliament"
        if verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in condition_words().approval:
            return True
        if (
            verb.dep_ not in ("xcomp", "conj", "acl", "pcomp", "ccomp", "advcl")
            or verb.head.pos_ not in VERBAL
        ):
            return False
        verb = verb.head
    return False


def _is_expected(verb: Token) -> bool:
    """Whether an infinitive behind a verb is still to come: "is going to vote", "are due to"."""
    helpers = _auxiliaries(verb)
    be = verb.lemma_ == "be" and verb.tag_ == "VBD"  # "its cabinet was to decide late tonight"
    if not be and not any(t.tag_ in ("VBZ", "VBP") for t in (verb, *helpers)):
        return False
    if verb.lemma_ == "be" and any(
        t.dep_ == "xcomp" and any(a.tag_ == "TO" for a in t.children) for t in verb.children
    ):
        return True  # "is to be asked"
    words = [verb] if helpers else [t for t in verb.children if t.dep_ == "acomp"]
    return any(
        ((t.lower_ == "going" and t.tag_ == "VBG") or t.lemma_.lower() in condition_words().expecting)
        and any(c.dep_ == "xcomp" and any(a.tag_ == "TO" for a in c.children) for c in t.children)
        for t in words
    )


def _has_to(verb: Token) -> bool:
    return any(t.dep_ in ("xcomp", "ccomp", "advcl") and t.tag_ in ("VB", "VBN") for t in verb.children)


def verb_of(token: Token) -> Token | None:
    """A predicate itself where it is a verb, else the verb above it."""
    return token if token.pos_ in VERBAL else governing_verb(token)


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token, or None."""
    current = token
    for _ in range(_STEPS):
        if current.head.i == current.i:
            return None
        current = current.head
        if current.pos_ in VERBAL:
            return current
    return None


def predicate_of(noun: Token) -> Token | None:
    """The verb above a noun; the one behind it where the parse takes a subject for an apposition.

    "As the sea is its own, *an attack* there *will trigger* the treaty".
    """
    if noun.dep_ == "appos":
        for token in noun.doc[noun.right_edge.i + 1 :]:
            if token.pos_ in VERBAL and token.dep_ not in ("aux", "auxpass"):
                has_subject = any(t.dep_ in SUBJECTS_AND_THERE for t in token.children)
                free = token.left_edge.i > noun.i and not has_subject
                return token if free else governing_verb(noun)
            if token.is_punct:
                break
    return governing_verb(noun)


def negated(doc: Doc, first: int, last: int) -> bool:
    """Whether a negation stands in the sentence outside tokens `first` to `last`."""
    words = condition_words().negations
    return any(t.lower_ in words or t.lemma_.lower() in words for t in doc if not first <= t.i <= last)


def negated_before(doc: Doc, at: int, *, since: int = 0) -> bool:
    """Whether a negation stands before a token in its part of the sentence."""
    words = condition_words().negations
    for token in reversed(doc[since:at]):
        if token.text in (";", ":"):
            return False
        if token.lower_ in words or token.lemma_.lower() in words:
            return True
    return False


def scope_of(
    anchor: Token,
    codes: Collection[str],
    *,
    tied: bool = False,
    barred: bool = False,
    lacking: bool = False,
    of_all: bool = False,
) -> Literal["clause", "force"]:
    """Of what a condition with these codes is said: of the whole undertaking, or of one clause.

    `tied`: the predicate itself says what its subject waits for ("the guarantees hinge on it"); `barred`:
    nothing comes before it ("nobody moves until the road is open"); `lacking`: it is told what becomes where
    it is missing ("not without an invitation"); `of_all`: what was listed is taken together ("all of it").
    """
    words = condition_words()
    if words.single.issuperset(codes) or (lacking and words.assured.issuperset(codes)):
        return "clause"
    if of_all:
        return "force"
    subject = subject_of(anchor)
    if subject is not None and subject.dep_ == "expl" and tied and words.common.issuperset(codes):
        return "force"
    if subject is not None and _is_whole(subject, words.common.issuperset(codes)):
        return "force"
    if (
        subject is not None
        and (tied or _is_the_force(subject))
        and words.tied_common.issuperset(codes)
        and subject.lemma_.lower() in words.force_nouns
        and not _is_owned(subject)
    ):
        return "force"
    if not words.common.issuperset(codes):
        return "clause"
    timed = {"ceasefire", "peace_agreement"}.issuperset(codes)
    if subject is not None and subject.lower_ in words.pronouns and (timed or barred or tied):
        verb = verb_of(anchor)
        if verb is not None and _moves(verb):
            return "force"
    if subject is not None and subject.lemma_.lower() in words.force_nouns and not _is_owned(subject):
        return "force"
    return "force" if timed and _names_undertaking(anchor) else "clause"


def is_of_all(doc: Doc, first: int) -> bool:
    """Whether a condition is said of all that was listed: "ships, jets, *all of it* after a truce"."""
    at = first - 1
    while at > 0 and doc[at].lower_ in ("only", "not", "but", ","):
        at -= 1
    if at > 1 and doc[at].lower_ in ("it", "this", "that", "which", "them") and doc[at - 1].lower_ == "of":
        return doc[at - 2].lower_ in condition_words().wholes
    return at > 0 and doc[at].lower_ == "everything"


def _is_the_force(subject: Token) -> bool:
    """As in "the force comes into being only with American support"."""
    named = subject.tag_ == "NN" and subject.lemma_.lower() in condition_words().undertakings
    return named and any(t.lower_ in ("the", "any", "no", "such") for t in subject.children)


def _is_whole(subject: Token, parties: bool) -> bool:
    """As in "All of it", "nothing", "any deployment"; with `parties` "none of the countries" as well."""
    words = condition_words()
    if subject.lower_ in words.wholes:
        return parties or not _counts_parties(subject)
    determined = any(t.lower_ in words.whole_determiners for t in subject.children)
    return determined and (subject.lower_ == "one" or subject.lemma_.lower() in words.force_nouns)


def _names_undertaking(anchor: Token) -> bool:
    """Whether the clause of a condition names the common force: "to form the spine of the force"."""
    verb = verb_of(anchor)
    scope = list(anchor.subtree) if verb is None else list(verb.subtree)
    return any(
        t.lemma_.lower() in condition_words().undertakings
        and t.tag_ == "NN"
        and t.dep_ != "compound"
        and not _is_owned(t)
        for t in scope
    )


def subject_of(anchor: Token) -> Token | None:
    """The subject of a predicate, its own or the one of the clause it belongs to."""
    if anchor.pos_ not in VERBAL:
        if anchor.pos_ in ("NOUN", "PRON", "PROPN"):
            return anchor
        verb = governing_verb(anchor)
        return None if verb is None else subject_of(verb)
    verb = anchor
    for _ in range(_STEPS):
        for child in verb.children:
            if child.dep_ in SUBJECTS_AND_THERE:
                if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                    return verb.head
                return child
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ not in VERBAL:
            return verb.head
        if verb.dep_ not in ("xcomp", "conj", "pcomp", "advcl", "prep", "acomp") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def acting_in(anchor: Token, first: int) -> tuple[int, ...] | None:
    """The words that say who acts in a clause: its subject, what is joined to it, whose soldiers it is.

    None where the clause tells nothing to come, or ends something: "will leave once the guns are silent".
    A condition from `first` on without a clause is an answer: "Not before there is a truce."
    """
    if anchor.i == first:
        return ()
    verb = verb_of(anchor)
    if verb is None or verb.lemma_.lower() in condition_words().leaving:
        return None
    if not (is_future(anchor) or is_present(verb)):
        return None
    subject = subject_of(anchor)
    if subject is None:
        return ()
    if subject.dep_ == "expl":  # "there will be no Turkish soldiers"
        return tuple(t.i for noun in subject.head.children if noun.dep_ == "attr" for t in noun.subtree)
    owned = subject.lemma_.lower() in condition_words().force_nouns
    return tuple(t.i for t in (subject.subtree if owned else (subject, *subject.conjuncts)))


def owner_of(anchor: Token, codes: Collection[str]) -> Token | None:
    """Whose soldiers wait for what may bind a whole force: "its 3,500 men will not march before …"."""
    subject = subject_of(anchor)
    words = condition_words()
    if subject is None or not words.common.issuperset(codes):
        return None
    if subject.lemma_.lower() not in words.force_nouns:
        return subject if subject.pos_ in ("PROPN", "NOUN") and _undertakes(anchor) else None
    return next((t for t in subject.children if t.dep_ == "poss"), None)


def _undertakes(anchor: Token) -> bool:
    """Whether a predicate sends soldiers or sets a force going, so that its subject may be the force."""
    words = condition_words()
    verb = verb_of(anchor)
    if verb is None:
        return False
    named = words.force_nouns | words.undertakings
    return _moves(verb) or any(t.lemma_.lower() in named and t.i > verb.i for t in verb.subtree)


def continuing(token: Token) -> bool:
    """Whether a verb tells of what goes on already: "will continue to instruct"."""
    lemma = token.lemma_.lower()
    on = lemma == "go" and any(t.lower_ == "on" and t.dep_ == "prt" for t in token.children)
    return on or lemma in condition_words().continuing


def _counts_parties(subject: Token) -> bool:
    """As in "None of the countries": a whole of parties, not of the undertaking."""
    return any(t.dep_ == "prep" and any(c.tag_ == "NNS" for c in t.children) for t in subject.children)


def _moves(verb: Token) -> bool:
    if verb.lemma_.lower() not in condition_words().force_verbs:
        return False
    passive = any(t.dep_ in ("auxpass", "nsubjpass") for t in verb.children)
    objects = [
        t
        for t in verb.children
        if t.dep_ in ("dobj", "xcomp", "attr", "acomp", "ccomp") and t.lower_ != "long" and t.i > verb.i
    ]
    return passive or not objects or verb.lemma_.lower() in condition_words().crossing


def _is_owned(noun: Token) -> bool:
    """Whether a force is one party's: "French troops", "Kenya's contingent", "its soldiers"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return True
        if (
            child.dep_ in ("amod", "compound", "nmod")
            and child.text[0].isupper()
            and not child.text.isupper()
        ):
            return True
        if child.dep_ == "relcl" and (maker := _maker(child)) is not None:
            return maker.i != noun.i
    return False


def _maker(clause: Token) -> Token | None:
    """Who made what a relative clause tells of: "the guarantee that *his country* initialled"."""
    subject = next((t for t in clause.children if t.dep_ == "nsubj" and t.tag_ not in ("WDT", "WP")), None)
    if subject is None or clause.tag_ not in ("VBD", "VBN"):
        return None
    owned = any(t.dep_ == "poss" for t in subject.children)
    return subject if owned or subject.pos_ == "PROPN" else None
