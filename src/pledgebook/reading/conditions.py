"""Conditions of a sentence: what a pledge waits for, what it restricts, and how that is said.

A condition is read from its construction: a subordinate clause or a phrase behind an opener
(if, once, not before, under a mandate), an inversion (should it be attacked), a predicate that
ties (depends on), a legislature that has yet to act, an adjective (post-war). What it is about is
read from the words inside (condition_topics.py). "After" and its like make a condition only
where the event still lies ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pledgebook.reading.condition_extent import Extent, extent_of
from pledgebook.reading.condition_frames import amid, assent, barred, council, indispensable
from pledgebook.reading.condition_order import inverted
from pledgebook.reading.condition_scope import (
    acting_in,
    ahead,
    governing_verb,
    is_dated,
    is_future,
    is_of_all,
    is_present,
    is_reported,
    negated,
    negated_before,
    owner_of,
    predicate_of,
    scope_of,
    settled,
    verb_of,
)
from pledgebook.reading.condition_terms import guarding, is_house, legislature, required, terms
from pledgebook.reading.condition_ties import tied, ties_by
from pledgebook.reading.condition_topics import Opener, Stretch, condition_words, topics_of
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.records import Parsed
from pledgebook.reading.tokens import Doc, Token, printed

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Rules whose condition is what their subject has to have: "this effort must have American backing".
_OF_ITS_SUBJECT = frozenset({"duty", "barred"})
# Tokens of a condition that may take it back themselves: "with or without a mandate".
_BACK = 3
# Words behind which an opener is none: "look at the request", "at once".
_NO_OPENER = {"at": ("look", "looks", "looking", "looked"), "once": ("at", "only", "more", "than")}
# Conditions that none moves before: "nobody goes until".
_BARRIERS = frozenset(f"opener: {word}" for word in ("before", "until", "till", "unless and until"))
# These tell of a condition that may be missing: "they will not come without an invitation".
_LACKING = ("opener: without", "opener: unless", "opener: depending", "inversion")
SHARED = frozenset({"ceasefire", "peace_agreement", "us_backstop"})
"""Conditions that are the whole force's where no party in particular waits for them."""
# What an accord already made may stand behind: "fly under an accord".
_RECALLED = frozenset({"opener: under"})
# How "within six weeks of" is read.
_WITHIN = Opener(words=("within",), kind="temporal")
# What takes up the sentence before.
_TAKING_UP = frozenset({"it", "this", "that", "then", "they"})
# What an "it" may take up.
_TAKEN_UP = ("ceasefire", "peace_agreement", "international_mandate")


@dataclass(frozen=True, slots=True)
class ConditionSpan:
    """A condition: tokens `first` to `last` (included) of one sentence and its codes, sorted.

    `anchor` is the predicate that it restricts or the noun that it modifies. `scope` is "force"
    where the sentence says it of the force or the whole undertaking, else "clause". `rule` names
    the construction. `owner` is the token that says whose soldiers wait, where it is said of soldiers.
    `acting` are the tokens that say who acts in the clause of one that may be the whole force's, else None.
    """

    first: int
    last: int
    codes: tuple[str, ...]
    anchor: int
    scope: Literal["clause", "force"]
    rule: str
    owner: int | None = None
    acting: tuple[int, ...] | None = None


@cache
def _openers() -> dict[str, tuple[tuple[tuple[str, ...], Opener], ...]]:
    """Openers by their first word, longest first."""
    by_word: dict[str, list[tuple[tuple[str, ...], Opener]]] = {}
    for opener in condition_words().openers:
        for phrase in opener.words:
            words = tuple(phrase.split())
            by_word.setdefault(words[0], []).append((words, opener))
    return {w: tuple(sorted(found, key=lambda f: -len(f[0]))) for w, found in by_word.items()}


def conditions(parsed: Parsed) -> list[ConditionSpan]:
    """The conditions of a parsed sentence, in order; none where it was not parsed."""
    if not parsed.parsed or len(parsed.doc) < 2:
        return []
    doc = parsed.doc
    found: list[ConditionSpan] = []
    for rule in (_opened, _inverted, _tied, _post, _stated, _answered, _willing):
        for span in rule(doc):
            if not _is_disregarded(doc, span.first) and not any(
                set(span.codes) <= set(f.codes) and f.first <= span.last and span.first <= f.last
                for f in found
            ):
                found.append(span)
    return sorted(found, key=lambda s: (s.first, s.last))


def _is_disregarded(doc: Doc, first: int) -> bool:
    """Whether words before a condition, or its first, take it back: "regardless of a vote in the Riksdag"."""
    before = doc[max(0, first - 6) : first]
    cut = max((t.i + 1 for t in before if t.is_punct), default=before[0].i if before else 0)
    text = f" {printed(doc[cut : first + _BACK]).lower()} "
    return any(f" {phrase} " in text for phrase in condition_words().regardless)


def _span(doc: Doc, extent: Extent, codes: tuple[str, ...], rule: str) -> ConditionSpan:
    scope = scope_of(
        extent.anchor,
        codes,
        tied=rule.startswith("tie"),
        barred=rule in _BARRIERS,
        lacking=rule.startswith(_LACKING),
        of_all=is_of_all(doc, extent.first),
    )
    owner = owner_of(extent.anchor, codes)
    held = None if owner is None else owner.i
    acting = None
    wished = rule.startswith("tie") and "us_backstop" in codes  # "it wants American cover"
    if scope == "clause" and SHARED.issuperset(codes) and rule not in _RECALLED and not wished:
        acting = acting_in(extent.anchor, extent.first)
    return ConditionSpan(extent.first, extent.last, codes, extent.anchor.i, scope, rule, held, acting)


def _opened(doc: Doc) -> Iterator[ConditionSpan]:
    openers = _openers()
    lower = [t.lower_ for t in doc]
    at = 0
    while at < len(doc):
        step = 1
        if length := _time_span(doc, at):
            step = length
            span = _read_opener(doc, at, length, _WITHIN)
            if span is not None:
                yield span
        for words, opener in openers.get(lower[at], ()):
            if tuple(lower[at : at + len(words)]) != words:
                continue
            span = _read_opener(doc, at, len(words), opener)
            step = max(step, len(words))
            if span is not None:
                yield span
                if opener.kind != "phrase":
                    break  # "with" may open several: "with a mandate and American support"
        at += step


def _time_span(doc: Doc, at: int) -> int:
    """How many tokens "within six weeks of" has that opens at a token; 0 where none does."""
    if doc[at].lower_ == "from" and at and doc[at - 1].lemma_.lower() in condition_words().time_units:
        return 1  # "sixty days from a truce"
    if doc[at].lower_ not in ("within", "inside"):
        return 0
    near = doc[at + 1 : at + 6]
    unit = next((t.i for t in near if t.lemma_.lower() in condition_words().time_units), None)
    if unit is None or unit + 2 >= len(doc) or doc[unit + 1].lower_ not in ("of", "after"):
        return 0
    return unit + 2 - at


def _read_opener(doc: Doc, at: int, length: int, opener: Opener) -> ConditionSpan | None:
    words = condition_words()
    before = doc[at - 1].lower_ if at else ""
    if before in _NO_OPENER.get(doc[at].lower_, ()) or (doc[at + length - 1].tag_ == "JJ" and length == 2):
        return None
    following = doc[at + length].lower_ if at + length < len(doc) else ""
    if not following or (before in words.not_after and opener.kind != "barrier" and before != "not"):
        return None
    if before == "not" and opener.kind in ("temporal", "phrase"):
        return None
    if opener.kind == "phrase" and ties_by(doc[at]):
        return None
    if opener.kind == "hypothetical" and following in words.idioms and not _so_asked(doc, at + length):
        return None
    extent = extent_of(doc, at, length, whole=opener.sure)
    if extent is None or not _opens(doc, extent, opener):
        return None
    codes = topics_of(Stretch.of(doc, extent.inner, extent.last), opener.kind)
    if not codes and opener.nominal and doc[at + length - 1].lower_ in ("on", "upon"):
        codes = topics_of(Stretch.of(doc, extent.inner, extent.last), "tie")
    if not codes and opener is _WITHIN:
        again = topics_of(Stretch.of(doc, extent.inner, extent.last), "hypothetical")
        codes = tuple(c for c in again if c == "renewed_attack")  # "within a day of an attack"
    if not codes and opener.kind in ("hypothetical", "temporal", "barrier"):
        extent, codes = _taken_up(doc, extent, opener)
    if doc[extent.inner - 1].lower_ == "as" and "renewed_attack" in codes:
        codes = tuple(c for c in codes if c != "renewed_attack")  # "as long as the war goes on": how long
        if not codes and not _ends_fighting(doc, extent):
            return None
    if not codes and _ends_fighting(doc, extent):
        codes = ("ceasefire",)
    if opener.sure:
        codes = tuple(sorted(opener.codes))
    elif opener.codes:
        codes = tuple(c for c in codes if c in opener.codes)
    if not codes and opener.any and _may_be_other(doc, extent, opener):
        codes = ("other",)
    rule = f"opener: {printed(doc[at : at + length]).lower()}"
    return _span(doc, extent, codes, rule) if codes else None


def _so_asked(doc: Doc, at: int) -> bool:
    """Whether "so" stands before a participle, as in "if so requested"."""
    return doc[at].lower_ == "so" and at + 1 < len(doc) and doc[at + 1].tag_ in ("VBN", "VBD")


def _ends_fighting(doc: Doc, extent: Extent) -> bool:
    """Whether fighting itself is what has to end: "not so long as there is fighting", "after the war"."""
    words = condition_words().fighting
    opened = doc[extent.inner : extent.last + 1]
    if doc[extent.inner - 1].lower_ == "as":
        return negated_before(doc, extent.first) and any(t.lower_ in words for t in opened)
    after = doc[extent.inner - 1].lower_ in ("after", "following")
    head = extent.head
    return after and head is not None and head.dep_ == "pobj" and head.lemma_.lower() in words


def _taken_up(doc: Doc, extent: Extent, opener: Opener) -> tuple[Extent, tuple[str, ...]]:
    """A clause whose "it" is a truce or a deal named before: "to enforce the peace once it is signed".

    The condition then hangs on what the noun hangs on.
    """
    opened = doc[extent.inner : extent.last + 1]
    if not any(t.lower_ in ("it", "one") and t.dep_ in _SUBJECTS for t in opened):
        return extent, ()
    for noun in reversed(doc[: extent.first]):
        named = noun.pos_ == "NOUN" and topics_of(Stretch.of_tokens([noun, *opened]), opener.kind)
        codes = tuple(c for c in named or () if c in _TAKEN_UP)
        if codes:
            held = extent.anchor.dep_ in ("acl", "relcl") and extent.anchor.head.i == noun.i
            above = governing_verb(noun) if held else None
            return (extent if above is None else replace(extent, anchor=above)), codes
    return extent, ()


def _opens(doc: Doc, extent: Extent, opener: Opener) -> bool:
    """Whether the words open a condition here, by their kind."""
    if opener.kind == "phrase":
        headed = opener.sure or not opener.heads.isdisjoint(_phrase_heads(doc, extent))
        return headed and (_brings_in(extent, opener) or not _of_the_past(doc, extent))
    if opener.kind == "without":
        return negated(doc, extent.first, extent.last)
    if opener.kind == "hypothetical":
        parted = any(t.text == "," for t in doc[max(0, extent.first - 2) : extent.first])
        asks = doc[extent.first].lower_ == "if" and not parted and _asks(extent)
        return not asks and not _is_predicate(doc[extent.first])
    if opener.kind == "barrier" and not (
        negated_before(doc, extent.first) or _holds(extent) or _bars_all_behind(doc, extent)
    ):
        return False
    if opener.kind == "temporal" and not opener.any and _dates_a_word(doc, extent.first):
        return False
    return ahead(doc, extent.inner, extent.last, extent.head, extent.anchor)


def _brings_in(extent: Extent, opener: Opener) -> bool:
    """Whether a force has been called in by its host: "was set up at the request of the government"."""
    if opener.codes != {"host_consent"}:
        return False
    words = condition_words()
    verb = verb_of(extent.anchor)
    if verb is None:
        return False
    below = [t for t in verb.children if t.dep_ in (*_SUBJECTS, "dobj")]
    below += [
        t for child in verb.children if child.dep_ == "xcomp" for t in child.children if t.dep_ == "dobj"
    ]
    return any(t.lemma_.lower() in words.undertakings for t in below)


def _bars_all_behind(doc: Doc, extent: Extent) -> bool:
    """Whether a barrier opens a sentence that denies what it is about: "Until a truce holds, nobody goes"."""
    if doc[extent.inner].lower_ in _TAKING_UP:
        return False  # "before it does": what the sentence before names
    opens = extent.first <= 1 and extent.last + 1 < len(doc) and doc[extent.last + 1].text == ","
    return opens and negated(doc, extent.first, extent.last)


def _holds(extent: Extent) -> bool:
    """Whether what waits is said to wait: "will wait at sea until the road is open"."""
    return extent.anchor.lemma_.lower() in condition_words().holding


def _dates_a_word(doc: Doc, at: int) -> bool:
    """Whether what opens at a token says when something was said: "announced after a cabinet meeting"."""
    words = condition_words()
    before = at - 1
    while before > 0 and (doc[before].text in words.weekdays or doc[before].lower_ == "on"):
        before -= 1
    return before >= 0 and doc[before].tag_ == "VBD" and doc[before].lemma_.lower() in words.reporting


def _of_the_past(doc: Doc, extent: Extent) -> bool:
    """Whether a phrase tells how something was done, or of something dated or numbered.

    "Left with US support", "authorised by resolution 2803".
    """
    opened = doc[extent.inner : extent.last + 1]
    numbered = any(
        t.lemma_.lower() == "resolution" and t.i + 1 < len(doc) and doc[t.i + 1].like_num for t in opened
    )
    return numbered or settled(extent.anchor) or is_dated(doc, extent.inner, extent.last)


def _phrase_heads(doc: Doc, extent: Extent) -> tuple[str, ...]:
    """The nouns of a phrase (their lemmas): "with the *support* of the United States and a *mandate*"."""
    head = extent.head
    if head is not None and head.pos_ in ("NOUN", "PROPN"):
        joined = (t for t in head.conjuncts if t.pos_ in ("NOUN", "PROPN") and t.i <= extent.last)
        return (head.lemma_.lower(), *(t.lemma_.lower() for t in joined))
    nouns = [t for t in doc[extent.inner : extent.last + 1] if t.pos_ in ("NOUN", "PROPN")]
    return (nouns[0].lemma_.lower(),) if nouns else ()


def _asks(extent: Extent) -> bool:
    """Whether "if" means whether: "asked if France would send troops"."""
    head = extent.head
    if head is None or head.dep_ not in ("ccomp", "pcomp", "advcl", "acl"):
        return False
    governor = head.head
    near = governor.i < extent.first <= governor.i + 3
    return governor.lemma_.lower() in condition_words().asking and (head.dep_ == "ccomp" or near)


def _is_predicate(token: Token) -> bool:
    """Whether "provided" is a verb of its own: "France provided jets"."""
    if token.tag_ not in ("VBD", "VBN", "VBG", "JJ"):
        return False
    if any(t.dep_ in ("nsubj", "nsubjpass", "dobj", "auxpass") for t in token.children):
        return any(t.i < token.i and t.dep_ in ("nsubj", "nsubjpass", "auxpass") for t in token.children) or (
            token.tag_ == "VBG" and token.dep_ in ("pcomp", "ROOT")
        )
    return token.tag_ == "JJ" and token.dep_ == "amod" and token.head.i > token.i


def _may_be_other(doc: Doc, extent: Extent, opener: Opener) -> bool:
    """Whether a condition with an unlisted topic is one: a clause that restricts something to come."""
    if doc[-1].text == "?" or extent.head is None:
        return False
    if extent.head.pos_ not in ("VERB", "AUX") and not (
        opener.nominal and extent.head.pos_ in ("NOUN", "PROPN", "PRON")
    ):
        return False
    if any(t.lemma_ == "believe" for t in (extent.head, *extent.head.children)):
        return False  # "if the minister is to be believed"
    if opener.kind == "temporal":
        return is_future(extent.anchor) or is_present(extent.head)
    if doc[extent.inner - 1].lower_ == "as" and extent.anchor.lemma_.lower() in condition_words().lasting:
        return False  # "will keep it up as long as it can": how long, not on what condition
    return not settled(extent.anchor) or is_reported(extent.anchor)


def _inverted(doc: Doc) -> Iterator[ConditionSpan]:
    return (_span(doc, extent, codes, "inversion") for extent, codes in inverted(doc))


def _tied(doc: Doc) -> Iterator[ConditionSpan]:
    return (_span(doc, extent, codes, rule) for extent, codes, rule in tied(doc))


def _post(doc: Doc) -> Iterator[ConditionSpan]:
    """Adjectives: "a post-war force", "post-ceasefire arrangements"."""
    words = condition_words()
    for token in doc:
        code = words.post_words.get(token.lower_)
        last = token.i
        if token.lower_ == "post" and token.i + 2 < len(doc) and doc[token.i + 1].text in ("-", "–", "‑"):
            last = token.i + 2
            code = next((c for c, ws in words.post.items() if doc[last].lower_ in ws), None)
        elif token.lower_.startswith(("post-", "post‑")):
            code = next((c for c, ws in words.post.items() if token.lower_[5:] in ws), None)
        if code is None:
            continue
        noun = doc[last]
        while noun.i <= last or (noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i):
            if noun.head.i <= last:
                break
            noun = noun.head
        if noun.i > last and noun.lemma_.lower() in words.force_nouns:
            extent = Extent(token.i, token.i, last, noun, noun)
            yield _span(doc, extent, (code,), "adjective")


def _stated(doc: Doc) -> Iterator[ConditionSpan]:
    """Conditions in a clause of their own: "parliament must vote first", "a mandate is missing"."""
    for rule in (legislature, council, required, terms, guarding, barred, indispensable, amid, assent):
        for s in rule(doc):
            own = s.rule in _OF_ITS_SUBJECT or s.rule == "required"
            scope = (
                "force"
                if s.rule == "barred"
                else scope_of(s.anchor, s.codes, tied=own, barred=s.rule == "amid")
            )
            yield ConditionSpan(s.first, s.last, s.codes, s.anchor.i, scope, s.rule)


def _willing(doc: Doc) -> Iterator[ConditionSpan]:
    """A noun with a bare participle between marks: "350 men, parliament willing", "funds permitting"."""
    for token in doc[1:]:
        if token.lower_ not in condition_words().willing or token.i < 2:
            continue
        closed = token.i + 1 == len(doc) or doc[token.i + 1].is_punct
        start = next((t.i for t in reversed(doc[max(0, token.i - 5) : token.i]) if t.is_punct), None)
        if not closed or start is None or start + 1 == token.i:
            continue
        before = doc[start + 1 : token.i]
        if any(t.pos_ in VERBAL or t.tag_ in ("CC", "IN") for t in before) or before[-1].pos_ not in (
            "NOUN",
            "PROPN",
        ):
            continue
        codes = topics_of(Stretch.of_tokens([*before, *token.children]), "hypothetical")
        houses = any(is_house(doc, t) for t in before)
        codes = ("parliament_approval",) if houses else codes or ("other",)
        anchor = doc[0] if start == 0 else doc[start - 1]
        verb = verb_of(anchor)
        extent = Extent(start + 1, start + 1, token.i, token, verb or anchor)
        yield _span(doc, extent, codes, "willing")


def _answered(doc: Doc) -> Iterator[ConditionSpan]:
    """An attack that would be answered: "treat an attack on either as an attack on both"."""
    words = condition_words()
    for token in doc:
        if token.lemma_.lower() not in words.attacks or token.pos_ != "NOUN":
            continue
        verb = predicate_of(token)
        if verb is None or verb.lemma_.lower() not in words.answers or settled(verb):
            continue
        first, last = min(token.i, verb.i), max(token.i, verb.i)
        yield ConditionSpan(first, last, ("renewed_attack",), verb.i, "clause", "answered attack")
