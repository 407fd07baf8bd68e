"""Conditions that a clause of its own states: what must come first, what is still missing, named terms.

"Barracks must be there first", "the Bundestag has yet to vote", "the mandate is outstanding",
"he attached strings: an invitation, a resolution". Helpers of conditions.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pledgebook.reading.condition_extent import boundary
from pledgebook.reading.condition_scope import (
    SUBJECTS_AND_THERE,
    governing_verb,
    is_future,
    negated_before,
    predicate_of,
    settled,
)
from pledgebook.reading.condition_topics import Kind, Stretch, condition_words, topics_of
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tokens import Doc, Token, printed

_MUST = frozenset({"must", "have", "need", "should", "shall"})
_LONGEST = 40
_NOTHING = frozenset({"nothing", "none", "neither", "nobody"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition with its tokens, its codes, the predicate or noun it restricts, and its construction."""

    first: int
    last: int
    codes: tuple[str, ...]
    anchor: Token
    rule: str


@cache
def _houses() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Words for legislatures and the like; and the phrases for them, by each of their words."""
    entries = {w for topic in condition_words().topics["parliament_approval"][:1] for w in topic.all[0]}
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase in (e.lower() for e in entries if " " in e):
        for word in phrase.split():
            phrases[word] = (*phrases.get(word, ()), phrase)
    return frozenset(e for e in entries if " " not in e), phrases


def legislature(doc: Doc) -> Iterator[Stated]:
    """A legislature, cabinet or electorate that has yet to act: "parliament must vote first"."""
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or not is_house(doc, token):
            continue
        if token.dep_ == "compound" and token.head.tag_ == "NNS" and token.head.dep_ == "ROOT":
            votes = token.head  # "The Sejm votes on Friday": the tagger takes it for a noun
            if votes.lemma_.lower() in condition_words().approval and _is_to_come(votes):
                yield Stated(token.i, votes.i, ("parliament_approval",), votes, "legislature")
            continue
        told = (t for t in token.children if t.dep_ == "relcl")  # "a parliament that has to be asked first"
        for verb in (predicate_of(token), *told):
            if verb is not None and yet_to_act(doc, token, verb):
                first, last = min(token.i, verb.i), max(token.i, verb.i)
                yield Stated(first, last, ("parliament_approval",), verb, "legislature")
                break
            if verb is not None and _is_petitioned(token, verb):
                yield Stated(verb.i, token.i, ("parliament_approval",), verb, "petition")
                break


def yet_to_act(doc: Doc, house: Token, verb: Token) -> bool:
    """Whether a body has still to act, by the clause of a verb: "parliament must vote first"."""
    words = condition_words()
    clause = Stretch.of_tokens(sorted(verb.subtree, key=lambda t: t.i)[:_LONGEST])
    approves = bool(clause.words & words.approval) or clause.any(words.approval_phrases)
    if approves and _has_not_acted(house, verb):
        return True
    if _lies_before(house):
        return True
    if not approves or settled(verb) or negated_before(doc, verb.i, since=house.i):
        return False
    if verb.tag_ in ("VBZ", "VBP") and (verb.lemma_.lower() in words.approval or house.i < verb.i):
        return is_future(verb) or clause.any(words.coming_days)
    return is_future(verb)


def _is_to_come(verb: Token) -> bool:
    clause = Stretch.of_tokens(sorted(verb.subtree, key=lambda t: t.i)[:_LONGEST])
    return clause.any(condition_words().coming_days)


def _is_petitioned(house: Token, verb: Token) -> bool:
    """Whether a house is being asked for something: "is asking Congress for the money", "has asked"."""
    if house.i < verb.i or verb.lemma_.lower() not in condition_words().petitioning:
        return False
    helpers = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    if any(t.dep_ == "neg" for t in verb.children) or "been" in helpers:
        return False
    asks = verb.tag_ == "VBG" and not helpers.isdisjoint({"is", "are", "'s", "'re", "am", "'m"})
    return asks or (verb.tag_ == "VBN" and not helpers.isdisjoint({"has", "have", "'s", "'ve"}))


def _lies_before(house: Token) -> bool:
    """Whether something is before a house or goes to it: "a bill is before the Sejm"."""
    prep = house.head
    left = (
        prep.dep_ == "prep" and prep.lower_ == "for" and prep.head.lemma_.lower() in condition_words().left_to
    )
    if prep.dep_ != "prep" or (prep.head.pos_ not in VERBAL and not left):
        return False
    verb = prep.head.head if left else prep.head
    if any(t.dep_ == "neg" or (t.dep_ in SUBJECTS_AND_THERE and t.lower_ in _NOTHING) for t in verb.children):
        return False
    if prep.lower_ == "for":
        return verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP", "VBD")
    if prep.lower_ == "to" and verb.tag_ == "VBN" and verb.lemma_.lower() in condition_words().petitioning:
        return any(t.dep_ == "auxpass" for t in verb.children)
    if prep.lower_ == "before":
        return verb.lemma_ in ("be", "lie", "stand") or (verb.lemma_ == "come" and verb.tag_ != "VBD")
    if verb.lemma_ in ("look", "turn"):
        return prep.lower_ == "to" and is_future(verb)  # "they would look to their parliaments"
    return prep.lower_ == "to" and verb.lemma_ == "go" and verb.tag_ in ("VBZ", "VBP")


def _has_not_acted(house: Token, verb: Token) -> bool:
    """Whether a house has not acted by now: "the Diet has not voted", "it won't vote until Friday"."""
    if not any(t.dep_ == "neg" for t in verb.children) or house.i > verb.i:
        return False
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    if any(t.tag_ in ("VBZ", "VBP") and t.lemma_.lower() == "have" for t in helpers):
        return True
    will = any(t.tag_ == "MD" for t in helpers)
    return will and any(t.lower_ in ("until", "till", "before") for t in verb.children)


def is_house(doc: Doc, token: Token) -> bool:
    """Whether a noun names a legislature, a cabinet or an electorate."""
    names, phrases = _houses()
    if token.text in names or token.lemma_.lower() in names:
        return not (token.text == "House" and token.i and token.nbor(-1).text in ("White", "Blue"))
    if token.lower_ not in phrases:
        return False
    around = f" {printed(doc[max(0, token.i - 2) : token.i + 3]).lower()} "
    return any(f" {phrase} " in around for phrase in phrases[token.lower_])


def required(doc: Doc) -> Iterator[Stated]:
    """What must be there before: "barracks must be there first", "a mandate is needed before it begins"."""
    for verb in doc:
        if verb.pos_ not in VERBAL or settled(verb):
            continue
        subject = next((t for t in verb.children if t.dep_ in SUBJECTS_AND_THERE), None)
        if subject is None or subject.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        yield from _first(doc, verb, subject)
        yield from _duty(doc, verb, subject)
        yield from _missing(doc, verb, subject)


def _first(doc: Doc, verb: Token, subject: Token) -> Iterator[Stated]:
    """A clause of duty with "first", or with "before" and what has to wait for it."""
    if not _is_duty(verb):
        return
    below = (*verb.children, *(t for child in verb.children if child.dep_ == "xcomp" for t in child.children))
    things = (t for thing in below if thing.dep_ in ("attr", "dobj") for t in thing.children)
    early = any(t.lower_ in condition_words().first for t in (*below, *things))
    waiting = next((t for t in below if t.dep_ == "advcl" and _opened_by(t, "before")), None)
    if subject.dep_ == "expl":
        yield from _there(doc, verb, below, waiting, early)
        return
    if not early and waiting is None:
        return
    start = min(t.i for t in subject.subtree)
    last = verb.i if waiting is None else max(verb.i, min(t.i for t in waiting.subtree) - 1)
    if waiting is None and (to_come := next((t for t in verb.children if t.dep_ == "xcomp"), None)):
        last = boundary(doc, to_come.i)  # "the guns have to fall silent first"
    codes = _codes(doc, start, last, "temporal")
    if not codes and subject.pos_ != "PRON":
        codes = ("other",)
    if codes and start < last:
        yield Stated(start, last, codes, waiting or verb, "required")


def _there(
    doc: Doc, verb: Token, below: Sequence[Token], waiting: Token | None, early: bool
) -> Iterator[Stated]:
    """What there has to be: "there must be a request from Bangui", "there has to be a deal first"."""
    thing = next((t for t in below if t.dep_ in ("attr", "dobj") and t.i > verb.i), None)
    if thing is None or any(t.dep_ == "neg" for t in below):
        return
    last = boundary(doc, thing.i)
    if waiting is not None:
        last = min(last, min(t.i for t in waiting.subtree) - 1)
    first = max(0, verb.i - 1)
    codes = _codes(doc, first, last, "temporal")
    if not early and waiting is None:
        codes = tuple(c for c in codes if c in condition_words().duties)
    if codes and thing.i <= last:
        yield Stated(first, last, codes, waiting or verb, "required")


def _duty(doc: Doc, verb: Token, subject: Token) -> Iterator[Stated]:
    """What a force must have: "it would have to have a mandate", "any mission must be asked for by them"."""
    words = condition_words()
    force = subject.lower_ in ("it", "this", "that") or subject.lemma_.lower() in words.force_nouns
    supposed = _would_have_to(verb)
    if not (force or supposed) or not _is_duty(verb):
        return
    first, last = verb.i, boundary(doc, verb.i)
    if not force:
        first = subject.left_edge.i
    codes = _codes(doc, first, last, "temporal")
    if not supposed:
        codes = tuple(c for c in codes if c in words.duties)
    elif "parliament_approval" in codes:
        codes = ("parliament_approval",)  # it decides on the nature of what is given
    if codes:
        yield Stated(first, last, codes, verb, "duty" if force else "supposed duty")


def _would_have_to(verb: Token) -> bool:
    """Whether somebody else's duty is only supposed: "the Americans would have to back it"."""
    have = verb.lemma_ == "have" and any(t.lower_ in ("would", "'d") for t in verb.children)
    return have and any(t.dep_ == "xcomp" for t in verb.children)


def _is_duty(verb: Token) -> bool:
    helpers = {t.lemma_.lower() for t in verb.children if t.dep_ in ("aux", "auxpass")}
    above = verb.head if verb.dep_ == "xcomp" else None
    below = verb.lemma_ in _MUST and any(
        t.dep_ == "xcomp" and t.tag_ in ("VB", "VBN") and any(c.lower_ == "to" for c in t.children)
        for t in verb.children
    )
    return below or not _MUST.isdisjoint(helpers) or (above is not None and above.lemma_.lower() in _MUST)


def _opened_by(verb: Token, word: str) -> bool:
    return any(t.dep_ in ("mark", "advmod") and t.lower_ == word for t in verb.children)


def _missing(doc: Doc, verb: Token, subject: Token) -> Iterator[Stated]:
    """What is still to come: "the Bundestag's consent is outstanding", "a mandate is needed"."""
    words = condition_words()
    predicate = [t for t in verb.children if t.dep_ in ("acomp", "attr", "prep")]
    if verb.tag_ == "VBN":
        deemed = (t for t in verb.subtree if t.i > verb.i and t.dep_ in ("oprd", "acomp", "pobj"))
        predicate = [verb, *(deemed if verb.lemma_.lower() in words.deeming else ())]
    wanting = [t for t in predicate if t.lemma_.lower() in words.wanting or t.lower_ in words.wanting]
    if not wanting and subject.lemma_.lower() in words.approval and verb.tag_ != "VBD":
        wanting = [t for t in predicate if t.lemma_.lower() in words.foreseen]
    if not wanting or any(t.dep_ == "neg" for t in verb.children):
        return
    start = min(t.i for t in subject.subtree)
    codes = _codes(doc, start, max(t.i for t in subject.subtree), "phrase")
    if codes:
        yield Stated(start, max(wanting[-1].i, subject.i), codes, verb, "outstanding")


def terms(doc: Doc) -> Iterator[Stated]:
    """Conditions under their name: "his condition is a ceasefire", "attached strings: an invitation"."""
    words = condition_words()
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ != "NOUN" or lemma not in words.terms:
            continue
        verb = governing_verb(token)
        told = verb is not None and settled(verb)
        if told and verb is not None and verb.lemma_.lower() not in words.attaching | words.deeming:
            continue
        stretch = _named_terms(doc, token, verb)
        if stretch is None:
            continue
        first, last = stretch
        codes = _codes(doc, first, last, "temporal")
        if not codes and lemma in words.named:
            codes = ("other",)
        if codes:
            yield Stated(min(first, token.i), max(last, token.i), codes, verb or token, f"terms: {lemma}")


def _named_terms(doc: Doc, noun: Token, verb: Token | None) -> tuple[int, int] | None:
    """Where the content of named terms stands: behind a colon, or on the other side of "is"."""
    end = boundary(doc, noun.i + 1)
    listed = end + 2 < len(doc) and doc[end + 1].text == "," and doc[end + 2].lower_ == "that"
    if listed or (end + 2 < len(doc) and doc[end + 1].text in (":", "–", "—")):
        return end + 2, min(len(doc) - 1, end + 1 + _LONGEST)
    if (thing := _made_terms(noun)) is not None:
        return thing.left_edge.i, thing.i
    if verb is None or verb.lemma_ != "be":
        return None
    if noun.dep_ == "attr":
        subject = next((t for t in verb.children if t.dep_ in ("nsubj", "csubj")), None)
        inside = [t.i for t in subject.subtree] if subject is not None else []
        return (min(inside), max(inside)) if inside else None
    if noun.dep_ == "nsubj":
        return verb.i + 1, boundary(doc, verb.i + 1)
    return None


def _made_terms(noun: Token) -> Token | None:
    """What is made a condition: "named a truce as a condition", "made a mandate its condition"."""
    words = condition_words()
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
    elif noun.dep_ not in ("oprd", "dobj"):
        return None
    if noun.lemma_.lower() not in words.named or verb.lemma_.lower() not in words.attaching | words.deeming:
        return None
    passive = any(t.dep_ == "auxpass" for t in verb.children)
    roles = ("nsubjpass",) if passive else ("dobj", "oprd", "nsubj" if noun.dep_ == "oprd" else "dobj")
    things = (t for t in verb.children if t.dep_ in roles and t is not noun)
    return next((t for t in things if t.dep_ == "nsubjpass" or t.i > verb.i), None)


def guarding(doc: Doc) -> Iterator[Stated]:
    """A force named by the truce that it is to guard: "a force to police the truce", "a ceasefire force"."""
    words = condition_words()
    for token in doc:
        if token.lemma_.lower() not in words.undertakings or token.pos_ != "NOUN":
            continue
        for child in (*token.children, *_purpose(doc, token)):
            if child.dep_ != "compound" and not _guards(child):
                continue
            tokens = sorted(child.subtree, key=lambda t: t.i)[:12]
            if any(t.lower_ in words.past_marks for t in tokens):
                continue
            codes = topics_of(Stretch.of_tokens(tokens), "phrase")
            codes = tuple(c for c in codes if c in ("ceasefire", "peace_agreement"))
            if codes:
                yield Stated(min(tokens[0].i, token.i), max(tokens[-1].i, token.i), codes, token, "guarding")
    yield from _kept_deal(doc)


def _kept_deal(doc: Doc) -> Iterator[Stated]:
    """What a force is to do with an accord: "men to police any agreement", "help enforce a settlement"."""
    words = condition_words()
    for verb in doc:
        if verb.tag_ not in ("VB", "VBG") or verb.lemma_.lower() not in words.guards:
            continue
        deal = next((t for t in verb.children if t.dep_ == "dobj" and t.lemma_.lower() in words.deals), None)
        anchor = governing_verb(verb)
        if deal is None or anchor is None or settled(anchor):
            continue
        tokens = deal.subtree[:12]
        spoilt = any(t.lemma_.lower() in words.other_deals or t.lower_ in words.past_marks for t in tokens)
        if not spoilt and any(t.lemma_.lower() in words.force_nouns for t in doc):
            yield Stated(verb.i, deal.i, ("peace_agreement",), anchor, "guarding")


def _purpose(doc: Doc, noun: Token) -> Iterator[Token]:
    """The infinitive behind a noun where the parse hangs it on the verb: "send a force to guard"."""
    if (
        noun.i + 2 < len(doc)
        and doc[noun.i + 1].lower_ == "to"
        and doc[noun.i + 2].dep_ in ("advcl", "xcomp")
    ):
        yield doc[noun.i + 2]


def _guards(child: Token) -> bool:
    """Whether what hangs on a force says what it is to guard."""
    guards = condition_words().guards
    if child.dep_ == "prep":
        return child.lower_ in ("for", "of") and any(t.lemma_.lower() in guards for t in child.children)
    if child.dep_ not in ("relcl", "acl", "advcl", "xcomp"):
        return False
    if child.tag_ not in ("VB", "VBG"):
        future = any(t.tag_ in ("MD", "TO") for t in child.children)
        return child.lemma_.lower() in guards and future
    return child.lemma_.lower() in guards


def _codes(doc: Doc, first: int, last: int, kind: Kind) -> tuple[str, ...]:
    return topics_of(Stretch.of(doc, first, last), kind)
