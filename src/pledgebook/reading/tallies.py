"""Numbers of parties: "26 of 35 countries", "a 35-nation coalition", "seven are undecided".

A number counts parties by its noun, or by an earlier one where its own is left out. What set it
is of is read from the noun that it is part of (members), else from its predicate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml
from pledgebook.model import Evidence, Reason, Report, Tally
from pledgebook.reading.condition_scope import governing_verb
from pledgebook.reading.condition_topics import Stretch
from pledgebook.reading.numbers import Number, number_words, numbers
from pledgebook.reading.quantities import counted_noun
from pledgebook.reading.records import Mention, MentionKind, Parsed, SentenceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SpeakerOf = Callable[[int, int, int], str | None]

# Sentences on either side in which a word of the field must stand.
_NEAR = 6
_VERBAL = frozenset({"VERB", "AUX"})


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SetRule(_Frozen):
    """When a predicate puts a number of parties into a set."""

    set: str
    all: tuple[tuple[str, ...], ...] = ()
    verbs: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    none: tuple[str, ...] = ()
    negated: bool | None = None


class TallyWords(_Frozen):
    """The file `tallies.yaml`."""

    parties: frozenset[str]
    persons: frozenset[str]
    chiefs: tuple[str, ...]
    bodies: frozenset[str]
    sizes: frozenset[str]
    joined: frozenset[str]
    carried: frozenset[str]
    definite: frozenset[str]
    few: int
    most: int
    field: frozenset[str]
    rules: tuple[SetRule, ...]


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of parties in a sentence: `noun` is the counted noun, or the number's own token."""

    number: Number
    noun: Token
    named: bool
    whole: bool = False

    @property
    def value(self) -> int:
        assert isinstance(self.number.value, int)
        return self.number.value


@cache
def tally_words() -> TallyWords:
    """The vocabulary of tallies, read once."""
    return read_yaml("tallies.yaml", TallyWords)


def may_count(text: str) -> bool:
    """Whether a sentence could hold a tally: worth a parse. Looks at words only.

    >>> may_count("Some 29 nations took part."), may_count("France will send jets.")
    (True, False)
    """
    words = tally_words()
    nouns = words.parties | words.persons | words.joined
    figures = number_words()
    tokens = [w.strip(".,;:!?\"'“”‘’()").lower() for w in text.replace("-", " ").split()]
    counted = any(
        t[:1].isdigit() or t in figures.units or t in figures.tens or t in figures.groups for t in tokens
    )
    return counted and any(
        t in nouns or t[:-1] in nouns or t.removesuffix("ies") + "y" in nouns for t in tokens
    )


def tallies(
    report: Report,
    sentences: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    speaker_of: SpeakerOf,
) -> list[Tally]:
    """The tallies of a report, one for every number and set, in the order of the text.

    `mentions` holds those of each sentence: a number that stands for named parties ("the three
    Baltic states") is no tally. `speaker_of(sentence, start, end)` gives whose word a stretch is.
    """
    kept: dict[tuple[int, str], Tally] = {}
    prose = any(p.sentence.kind is not SentenceKind.HEADING for p in sentences)
    carried = False
    for at, parsed in enumerate(sentences):
        if not parsed.parsed or (prose and parsed.sentence.kind is SentenceKind.HEADING):
            carried = carried and not parsed.parsed
            continue
        counts = _counts(parsed, carried, mentions[at] if at < len(mentions) else ())
        carried = any(c.named for c in counts)
        if not counts or not _in_field(sentences, at):
            continue
        for tally in _read(report, parsed, counts, speaker_of):
            key = (tally.count, tally.set)
            if key not in kept and _repeats(parsed.doc, tally, kept):
                continue
            if key not in kept or (kept[key].of is None and tally.of is not None):
                kept[key] = tally
    return list(kept.values())


def _repeats(doc: Doc, tally: Tally, kept: dict[tuple[int, str], Tally]) -> bool:
    """Whether "the 26 countries" points back to a number that already has its set."""
    if all(count != tally.count for count, _ in kept):
        return False
    text = doc.text.lower()
    return any(f"the {form} " in text for form in (str(tally.count), tally.reasons[0].words.lower()))


def _in_field(sentences: Sequence[Parsed], at: int) -> bool:
    field = tally_words().field
    near = sentences[max(0, at - _NEAR) : at + _NEAR + 1]
    return any(t.lower_ in field for p in near for t in p.doc)


def _counts(parsed: Parsed, carried: bool, mentions: Sequence[Mention]) -> list[_Count]:
    """The numbers of a sentence that count parties, with those whose noun was said before."""
    doc = parsed.doc
    found: list[_Count] = []
    bare: list[_Count] = []
    for number in numbers(doc):
        if (
            not isinstance(number.value, int)
            or not 1 <= number.value <= tally_words().most
            or _is_named(number, mentions)
        ):
            continue
        noun = _party_noun(doc, number)
        if noun is not None:
            found.append(_Count(number, noun, True, _is_whole(doc, number)))
        elif _is_bare(doc, number):
            bare.append(_Count(number, doc[number.last], False))
    if found or carried:
        found.extend(b for b in bare if found or doc[b.number.last].dep_ in ("nsubj", "nsubjpass"))
    return sorted(found, key=lambda c: c.number.first)


def _is_named(number: Number, mentions: Sequence[Mention]) -> bool:
    """Whether a number belongs to the name of known parties: "the three Baltic states"."""
    return any(
        m.kind is not MentionKind.GROUP
        and m.codes
        and "GROUP" not in m.codes
        and m.first <= number.first
        and number.last <= m.last
        for m in mentions
    )


def _party_noun(doc: Doc, number: Number) -> Token | None:
    words = tally_words()
    after = number.last + 1
    if after + 1 < len(doc) and doc[after].text == "-":
        return doc[after + 1] if doc[after + 1].lower_ in words.joined else None
    if (near := _plural_next(doc, after)) is not None:
        return near  # headlines: "26 nations pledge troops" parses as one noun
    noun = counted_noun(doc, number, True)
    if noun is None:
        return None
    return noun if _names(noun) & (words.parties | words.persons) else None


def _plural_next(doc: Doc, at: int) -> Token | None:
    """The word behind a number where it is the plural of a party by itself."""
    if at >= len(doc) or doc[at].lower_ in tally_words().parties or not doc[at].lower_.endswith("s"):
        return None
    possessive = at + 1 < len(doc) and doc[at + 1].tag_ == "POS"
    return doc[at] if _names(doc[at]) & tally_words().parties and not possessive else None


def _names(noun: Token) -> set[str]:
    """A noun's dictionary forms; the model leaves capitalised plurals ("Member States") as they are."""
    lower = noun.lower_
    return {noun.lemma_.lower(), lower, lower.removesuffix("s"), lower.removesuffix("ies") + "y"}


def _is_bare(doc: Doc, number: Number) -> bool:
    """Whether a number stands alone as a party would: "nine have not", "26 of the 35"."""
    after = doc[number.last + 1] if number.last + 1 < len(doc) else None
    if number.first and doc[number.first - 1].lower_ in ("whom", "which"):
        return False
    if (
        after is None
        or after.text in ("%", "-", ":", "/")
        or number.first
        and doc[number.first - 1].is_currency
    ):
        return False
    if _of_follows(doc, number):
        return True
    return doc[number.last].dep_ in ("nsubj", "nsubjpass") and after.pos_ in (
        "AUX", "VERB", "PUNCT", "ADV", "PRON", "ADP", "CCONJ"
    )  # fmt: skip


def _of_follows(doc: Doc, number: Number) -> bool:
    at = number.last + 1
    if at < len(doc) and doc[at].lower_ == "out":
        at += 1
    return (
        at + 1 < len(doc)
        and doc[at].lower_ == "of"
        and (
            doc[at + 1].lower_ in tally_words().definite
            or doc[at + 1].pos_ in ("NUM", "PRON")
            or doc[at + 1].like_num
            or doc[at + 1].lower_ in ("its", "their")
        )
    )


def _is_whole(doc: Doc, number: Number) -> bool:
    """Whether a number is the whole of which another is a part: "of the coalition's 35 members"."""
    at = number.first - 1
    while at >= 0 and number.first - at <= 6:
        token = doc[at]
        if token.lower_ == "of":
            return (
                at == 0 or doc[at - 1].pos_ in ("NUM", "PUNCT") or doc[at - 1].lower_ in ("out", "and", "but")
            )
        if token.pos_ not in ("DET", "PRON", "NOUN", "PROPN", "PART", "ADJ", "ADV", "ADP"):
            return False
        at -= 1
    return False


def _read(report: Report, parsed: Parsed, counts: Sequence[_Count], speaker_of: SpeakerOf) -> Iterator[Tally]:
    whole = next((c for c in counts if c.whole), None)
    parts = [c for c in counts if not c.whole and c.value > 1]
    of = whole.value if whole is not None and any(p.value <= whole.value for p in parts) else None
    for count in counts:
        if count.whole and count.value > 1:
            decided = _members(parsed.doc, count) or (None if parts else _by_predicate(parsed.doc, count))
            part_of = None
        elif count.value > 1:
            decided = _set_of(parsed.doc, count)
            part_of = of if of is not None and count.value <= of else None
        else:
            continue
        if decided is None:
            continue
        name, rule = decided
        yield _tally(report, parsed, count, (name, rule, None if name == "members" else part_of), speaker_of)


def _tally(
    report: Report, parsed: Parsed, count: _Count, decided: tuple[str, str, int | None], speaker_of: SpeakerOf
) -> Tally:
    name, rule, of = decided
    sentence = parsed.sentence
    start, end = parsed.span(count.number.first, count.number.last)
    return Tally(
        count=count.value,
        of=of,
        set=name,
        speaker=speaker_of(sentence.index, start, end),
        evidence=Evidence.of(report.text, sentence.start, sentence.end),
        reasons=(
            Reason("count", "number of parties", start, end, report.text[start:end]),
            Reason("set", rule, *parsed.span(count.noun.i, count.noun.i), count.noun.text),
        ),
    )


def _set_of(doc: Doc, count: _Count) -> tuple[str, str] | None:
    if count.named and count.value < tally_words().few and _is_definite(doc, count):
        return None
    return _members(doc, count) or _by_predicate(doc, count)


def _is_definite(doc: Doc, count: _Count) -> bool:
    first = count.number.first
    return first > 0 and doc[first - 1].lower_ in tally_words().definite


def _members(doc: Doc, count: _Count) -> tuple[str, str] | None:
    """The size of a body: "a 35-nation coalition", "the coalition's 35 members"."""
    if not count.named:
        return None
    bodies = tally_words().bodies
    noun = count.noun
    behind = [t for t in doc[noun.i + 1 : noun.i + 7] if t.lemma_.lower() in bodies]
    if doc[count.number.last + 1].text == "-":
        near = [t for t in behind if t.i <= noun.i + 3]
        return ("members", "joined to its body") if near else None
    if any(t.lemma_.lower() in bodies for t in doc[max(0, count.number.first - 3) : count.number.first]):
        before = doc[count.number.first - 1]
        if before.lower_ in ("of", "'s", "’s", "some", "about") or before.lower_ in bodies:
            return "members", "size of a body"
    verb = governing_verb(noun)
    if verb is not None and verb.lemma_.lower() in tally_words().sizes and "member" in _names(noun):
        holder = doc[max(0, verb.i - 3) : verb.i]
        if any(t.lemma_.lower() in bodies for t in holder):
            return "members", "a body has them"
    linked = noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ in ("of", "in", "within", "that", "who")
    if linked and behind and _members_only(doc, noun, behind[0]):
        return "members", "members of a body"
    return None


def _members_only(doc: Doc, noun: Token, body: Token) -> bool:
    """Whether only the way to the body stands between: "35 countries in the broader coalition"."""
    return not any(
        t.pos_ in _VERBAL and t.lemma_ not in ("make", "form", "be") for t in doc[noun.i + 1 : body.i]
    )


def _by_predicate(doc: Doc, count: _Count) -> tuple[str, str] | None:
    words = tally_words()
    verb = governing_verb(count.noun)
    tokens = _clause(doc, count, verb)
    stretch = Stretch.of_tokens(tokens)
    predicate = _predicate(verb, tokens)
    chain = {t.lemma_.lower() for t in predicate}
    denied = {t.lemma_.lower() for t in predicate if any(c.dep_ == "neg" for c in t.children)}
    negated = verb is not None and _is_negated(verb, tokens)
    for rule in words.rules:
        if rule.negated is not None and rule.negated != negated:
            continue
        if (rule.verbs and rule.verbs.isdisjoint(chain)) or (rule.denied and rule.denied.isdisjoint(denied)):
            continue
        if all(stretch.any(options) for options in rule.all) and not stretch.any(rule.none):
            return rule.set, f"predicate: {verb.lemma_ if verb is not None else 'none'}"
    if _names(count.noun) & words.persons and stretch.any(words.chiefs):
        return "attendees", "heads of state"
    return None


def _clause(doc: Doc, count: _Count, verb: Token | None) -> list[Token]:
    """The tokens that say something of the counted parties: their predicate without its neighbours."""
    first, last = _section(doc, count.number.first)
    if verb is None:
        return list(doc[first : last + 1])
    skipped: set[int] = set()
    for child in verb.children:
        own = any(t.dep_ in ("nsubj", "nsubjpass") for t in child.children)
        if (
            child.pos_ in _VERBAL
            and own
            and child.dep_ in ("conj", "ccomp", "parataxis", "advcl")
            and (child.dep_ != "ccomp" or child.i < verb.i)
        ):
            skipped.update(t.i for t in child.subtree)
    if any(t.i == count.noun.i for t in verb.subtree if t.i in skipped):
        skipped = set()
    return [t for t in verb.subtree if t.i not in skipped and first <= t.i <= last]


def _section(doc: Doc, at: int) -> tuple[int, int]:
    """The part of the sentence between semicolons around a token."""
    first = next((i + 1 for i in range(at, -1, -1) if doc[i].text == ";"), 0)
    last = next((i - 1 for i in range(at, len(doc)) if doc[i].text == ";"), len(doc) - 1)
    return first, last


def _predicate(verb: Token | None, tokens: Sequence[Token]) -> list[Token]:
    """A verb with the verbs that complete it: "have agreed to send"."""
    chain = [] if verb is None else [verb]
    for token in chain:
        chain.extend(
            t for t in token.children if t.dep_ in ("xcomp", "ccomp") and t in tokens and t.i > token.i
        )
    return chain


def _is_negated(verb: Token, tokens: Sequence[Token]) -> bool:
    """Whether a predicate, or what it says its subject will do, is denied."""
    return any(
        child.dep_ == "neg" or (child.dep_ in ("dobj", "nsubj", "attr") and _has_no(child))
        for token in _predicate(verb, tokens)
        for child in token.children
    )


def _has_no(noun: Token) -> bool:
    compared = ("more", "fewer", "less")  # "no more than ten" denies nothing
    return noun.lower_ in ("none", "nothing") or any(
        t.lower_ == "no" and noun.doc[t.i + 1].lower_ not in compared for t in noun.children
    )
