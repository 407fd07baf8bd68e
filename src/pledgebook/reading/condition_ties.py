"""Predicates that tie a pledge to something: "depends on a ceasefire". A helper of conditions.py."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.reading.condition_extent import Extent, boundary, reach
from pledgebook.reading.condition_scope import is_reported, settled
from pledgebook.reading.condition_topics import Stretch, condition_words, topics_of
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tokens import Doc, Token

# Verbs of a wish that has to come true first: "wants a replacement first".
_WISHES = frozenset({"want", "need", "demand", "require"})
_CONSENTS = frozenset({"host_consent", "adversary_consent"})
_NEEDS = frozenset({"need", "require", "await", "lack"})
_LEAVE = frozenset({"consent", "agreement", "approval", "permission", "assent", "invitation", "go-ahead"})
Tie = tuple[Extent, tuple[str, ...], str]
"""Where a condition stands, its codes, and the predicate that ties."""


def tied(doc: Doc) -> Iterator[Tie]:
    """Predicates: "depends on a ceasefire", "tied the offer to", "requires a mandate"."""
    ties = condition_words().ties
    for token in doc:
        lemma = token.lemma_.lower()
        predicate = token.dep_ == "ROOT" and any(t.dep_ == "nsubj" for t in token.children)
        verb = token.pos_ in VERBAL or predicate  # "the offer hinges on it": the tagger takes it for a noun
        if prepositions := (ties.verbs if verb else ties.adjectives).get(lemma):
            yield from _tied_by(doc, token, prepositions)
        elif verb and lemma in ties.objects and (not settled(token) or _is_early(token)):
            yield from _awaited(doc, token)


def ties_by(preposition: Token) -> bool:
    """Whether a preposition is the one by which its verb ties: "insist *on* an invitation"."""
    verb = preposition.head
    opens = condition_words().ties.verbs.get(verb.lemma_.lower(), ())
    return verb.pos_ in VERBAL and preposition.lower_ in opens


def _tied_by(doc: Doc, token: Token, prepositions: tuple[str, ...]) -> Iterator[Tie]:
    """What a predicate is tied to by a preposition."""
    prep = None if _is_denied(token) else _opened_at(doc, token, prepositions)
    if prep is None:
        return
    strong = condition_words().ties.strong
    lemma = token.lemma_.lower()
    last = boundary(doc, prep + 1)
    if last + 2 < len(doc) and doc[last + 1].text == ":":
        last = boundary(doc, last + 2)  # "hinges on two things: a mandate and a road"
    stretch = Stretch.of(doc, prep, last)
    codes = topics_of(stretch, "temporal") or topics_of(stretch, "tie")
    if not codes and lemma in strong and (not settled(token) or is_reported(token)):
        codes = ("other",)
    if codes:
        yield Extent(token.i, prep, last, token, _tied_thing(token)), codes, f"tie: {lemma}"


def _awaited(doc: Doc, token: Token) -> Iterator[Tie]:
    """The object of a verb of waiting: "awaits a mandate", "wants American cover"."""
    lemma = token.lemma_.lower()
    waits = lemma in condition_words().ties.awaits
    for child in token.children:
        if child.dep_ not in ("dobj", "xcomp", "ccomp", "pobj") or child.i < token.i:
            continue
        last = _without_clauses(child, reach(doc, child, min(t.i for t in child.subtree)))
        before = _has_to_come_before(token) or _has_to_come_before(child)
        if child.dep_ == "xcomp" and not (before or _is_early(child)):
            continue  # "wants to know first who commands", not "wants to know"
        stretch = Stretch.of(doc, token.i, last)
        codes = topics_of(stretch, "temporal")
        if not codes and lemma == "await":
            codes = topics_of(stretch, "tie")
        if lemma in _WISHES:  # "wants a share in the flights of both": the wish is no consent
            within = topics_of(Stretch.of(doc, token.i + 1, last), "temporal")
            codes = tuple(c for c in codes if c in within or c not in _CONSENTS)
        # "wants a ceasefire" is a demand, "awaits a ceasefire" a condition
        waits = waits or _is_early(child) or _says_first(child) or before
        if not codes and lemma in _NEEDS and child.lemma_.lower() in _LEAVE:
            codes = ("other",)  # "still needs Juba's consent": whose it is tells the codes
        if not codes and lemma in _WISHES and child.dep_ == "dobj" and _says_first(child):
            codes = ("other",)
        if codes and (waits or not {"ceasefire", "peace_agreement"} & set(codes)):
            yield Extent(token.i, token.i, last, token, token), codes, f"tie: {lemma}"


def _is_early(verb: Token) -> bool:
    """Whether a wish says that something comes first: "wished to see the rules settled first"."""
    return any(t.lower_ in condition_words().first for t in verb.subtree)


def _says_first(wish: Token) -> bool:
    """Whether "first" stands at the end or the head of a wish: "wants the rules first"."""
    verb = wish.head
    below = (*verb.children, *wish.children)
    return any(t.lower_ in condition_words().first for t in below)


def _has_to_come_before(verb: Token) -> bool:
    """Whether a wish is one for what comes before: "wants a truce before it sends anybody"."""
    return any(
        t.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "before" for c in t.children)
        for t in verb.children
    )


def _without_clauses(noun: Token, last: int) -> int:
    """Where a noun ends before a relative clause: "wants a vote, in which …"."""
    clauses = [t for t in noun.subtree if t.dep_ == "relcl"]
    return min((min(t.i for t in c.subtree) - 1 for c in clauses), default=last)


def _opened_at(doc: Doc, token: Token, prepositions: tuple[str, ...]) -> int | None:
    """Where the preposition of a tie stands: behind it, or behind its object ("tied the offer to")."""
    behind = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "by"  # "made conditional by Oslo on"
    far = token.i + (8 if token.pos_ in VERBAL or behind else 2)
    return next((t.i for t in doc[token.i + 1 : far] if t.lower_ in prepositions), None)


def _is_denied(token: Token) -> bool:
    return any(t.dep_ == "neg" for t in token.children) or token.head.lower_ == "without"


def _tied_thing(token: Token) -> Token:
    """The predicate that a tie belongs to: the verb itself, the copula of an adjective, or a noun."""
    return token if token.pos_ in ("VERB", "AUX") else token.head
