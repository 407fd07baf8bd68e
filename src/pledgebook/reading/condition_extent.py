"""How far a condition reaches in its sentence, and what it hangs on: helpers of conditions.py."""

from __future__ import annotations

from dataclasses import dataclass

from pledgebook.reading.condition_scope import SUBJECTS_AND_THERE, settled
from pledgebook.reading.condition_topics import condition_words
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tokens import Doc, Token

# A condition is not longer than this (tokens); what a wrong parse adds behind is cut.
_LONGEST = 30
# Marks that end no clause: hyphens, apostrophes, quotation marks.
_INSIDE = frozenset("-'’\"“”‘«»")
_QUOTES = frozenset('"”’»')
_PARTICLES = frozenset({"for", "upon", "on", "to"})
# A sentence without a verb is a condition of the one before with one of these.
_RESTRICTING = frozenset({"only", "not", "but"})


@dataclass(frozen=True, slots=True)
class Extent:
    """An opener with what it opens; `head` is the verb of the clause or the noun of the phrase."""

    first: int
    inner: int
    last: int
    head: Token | None
    anchor: Token


def extent_of(doc: Doc, at: int, length: int, *, whole: bool = False) -> Extent | None:
    """What an opener opens: by the parse, or up to the next comma where the parse gives nothing.

    With `whole` the words say all themselves: "while the truce lasts, they will patrol".
    """
    end = at + length
    if whole and doc[end].is_punct:
        anchor = anchor_of(doc, at, end - 1, _last_verb(doc, at, end))
        return None if anchor is None else Extent(at, at, end - 1, None, anchor)
    if (participle := _reduced(doc, end)) is not None:
        anchor = anchor_of(doc, at, participle.i, participle)
        return None if anchor is None else Extent(at, end, participle.i, participle, anchor)
    parsed = _inner_head(doc, at, end)
    head = _clause_head(parsed, end)
    reached = boundary(doc, end) if head is None or head is not parsed else max(end, reach(doc, head, end))
    if reached < end:
        return None
    last = _joined_end(doc, at, reached) or reached
    anchor = anchor_of(doc, at, last, head)
    return None if anchor is None else Extent(at, end, last, head, anchor)


def _joined_end(doc: Doc, at: int, last: int) -> int | None:
    """Where a clause in the present ends that is joined to one up to `last` and closes the sentence.

    "Will go if the fighting stops and the UN *gives it a mandate*": the parse ties it to "will go".
    """
    joint = last if doc[last].lower_ == "and" else last + 1
    if joint + 2 >= len(doc) or doc[joint].lower_ != "and" or _last_verb(doc, 0, at) is None:
        return None
    end = boundary(doc, joint + 1)
    closes = all(t.is_punct for t in doc[end + 1 :])
    subject = next((t for t in doc[joint + 1 : end] if t.dep_ in SUBJECTS_AND_THERE), None)
    finite = next((t for t in doc[joint + 1 : end + 1] if t.tag_ in ("VBZ", "VBP", "MD", "VBD")), None)
    follows = subject is not None and subject.head.i >= subject.i
    return end if closes and follows and finite is not None and finite.tag_ in ("VBZ", "VBP") else None


def _reduced(doc: Doc, end: int) -> Token | None:
    """The last word of a clause of a bare participle: "could, *if asked*, send", "*when called for*"."""
    last = end
    if doc[end].tag_ not in ("VBN", "VBD"):
        return None
    if last + 1 < len(doc) and doc[last + 1].tag_ in ("IN", "RP") and doc[last + 1].lower_ in _PARTICLES:
        last += 1
    closed = last + 1 == len(doc) or (doc[last + 1].is_punct and doc[last + 1].text not in _INSIDE - _QUOTES)
    return doc[last] if closed else None


def _last_verb(doc: Doc, first: int, end: int) -> Token | None:
    return next((t for t in reversed(doc[first:end]) if t.pos_ in VERBAL), None)


def _clause_head(head: Token | None, end: int) -> Token | None:
    """The verb of a clause whose noun the parse takes for its head.

    For an object: "provided its costs are met"; for all that "once" opens: "once kit has been bought".
    """
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return head
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.pos_ in VERBAL and head.head.i > head.i:
        return head.head
    if head.dep_ != "dobj":
        return head
    edge = max(t.i for t in head.subtree) + 1
    doc = head.doc
    while edge < len(doc) and doc[edge].pos_ in ("AUX", "PART", "ADV"):
        edge += 1
    follows = edge < len(doc) and doc[edge].pos_ in VERBAL and edge > end
    return doc[edge] if follows else head


def _inner_head(doc: Doc, at: int, end: int) -> Token | None:
    for token in reversed(doc[at:end]):
        if token.dep_ in ("mark", "advmod") and token.head.i >= end:
            helps = token.head.dep_ in ("aux", "auxpass") and token.head.head.i > token.head.i
            return token.head.head if helps else token.head  # "as there *is* shooting"
        for child in token.children:
            if child.i >= end and child.dep_ in ("pobj", "pcomp", "advcl", "ccomp", "acl", "relcl", "dobj"):
                return child
        if (
            token.dep_ in ("nmod", "npadvmod", "dep", "det")
            and token.head.i >= end
            and token.head.pos_ in VERBAL
        ):
            return token.head
    return None


def reach(doc: Doc, head: Token, end: int) -> int:
    """The last token of the stretch that hangs on a head, cut at marks that end a clause."""
    inside = {t.i for t in head.subtree}
    last = end - 1
    for i in range(end, min(len(doc), end + _LONGEST)):
        if i not in inside or doc[i].text in (";", ":", "–", "—") or _goes_on(doc, i):
            break
        last = i
    if last + 2 < len(doc) and doc[last + 1].lower_ == "or" and doc[last + 2].pos_ in ("DET", "ADJ", "NOUN"):
        return boundary(doc, last + 2)  # "a truce or a settlement is in place": the parse splits such pairs
    return last


def _goes_on(doc: Doc, at: int) -> bool:
    """Whether a comma closes the clause before another predicate of the sentence: "if asked, and would …"."""
    joins = doc[at].text == "," and at + 2 < len(doc) and doc[at + 1].lower_ in ("and", "but")
    return joins and doc[at + 2].tag_ == "MD"


def boundary(doc: Doc, end: int) -> int:
    """The last token before the next mark of punctuation, from `end` on."""
    last = end - 1
    for i in range(end, min(len(doc), end + _LONGEST)):
        if doc[i].is_punct and doc[i].text not in _INSIDE:
            break
        last = i
    return last


def anchor_of(doc: Doc, first: int, last: int, head: Token | None) -> Token | None:
    """The predicate or noun outside the stretch that the condition restricts."""
    start = head if head is not None else doc[first]
    for token in (start, *start.ancestors):
        if not first <= token.i <= last:
            if token.pos_ in ("ADP", "SCONJ", "ADV", "PUNCT", "CCONJ", "PART"):
                continue
            if (
                token.pos_ in VERBAL
                and token.dep_ in ("advcl", "conj")
                and token.i > last
                and any(t.dep_ == "mark" and t.i > last for t in token.children)
            ):
                continue  # "after a ceasefire and once the mission is defined": the pair hangs on one verb
            told = _past_reporting(token)
            if not first <= told.i <= last:
                return _nearest_of(told, first)
            break  # "Not until we know who leads," she said
    verbs = [t for t in doc if t.pos_ in ("VERB", "AUX") and not first <= t.i <= last]
    before = [t for t in verbs if t.i < first]
    if verbs:
        return before[-1] if before else verbs[0]
    restricts = any(t.lower_ in _RESTRICTING for t in doc[: first + 1])
    return doc[first] if restricts else None  # "Only after a ceasefire, though."


def _nearest_of(token: Token, first: int) -> Token:
    """The last of joined predicates before a condition that the parse hangs on an earlier, past one.

    "It trained fifteen and would teach more, if Tokyo pays": the teaching waits, not the training.
    """
    if token.pos_ not in VERBAL or not settled(token):
        return token
    joined = [t for t in token.children if t.dep_ == "conj" and t.pos_ in VERBAL and t.i < first]
    return joined[-1] if joined and not settled(joined[-1]) else token


def _past_reporting(token: Token) -> Token:
    """The reported predicate where the parse stopped at "he wrote" between it and the condition."""
    if token.lemma_.lower() not in condition_words().reporting:
        return token
    if token.dep_ == "parataxis" and token.head.i < token.i:
        return token.head
    reported = [t for t in token.children if t.dep_ == "ccomp" and t.i < token.i]
    return reported[-1] if reported else token
