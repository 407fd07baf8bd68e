"""The setting of a report: whose security it is about, and who threatens it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml
from pledgebook.model import Report
from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

_COLLECTIVE = frozenset({"GROUP", "COALITION", "EUROPE", "NATO", "EU", "UN"})


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    places: dict[str, tuple[str, ...]]
    prepositions: frozenset[str]
    possessed: frozenset[str]


@cache
def beneficiary_words() -> _Data:
    """The vocabulary of beneficiaries; read once a process."""
    return read_yaml("beneficiaries.yaml", _Data)


@cache
def _places() -> tuple[re.Pattern[str], Mapping[str, str]]:
    names = {name: code for code, ns in beneficiary_words().places.items() for name in ns}
    pattern = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{pattern})\b"), names


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose security a report is about, None where it names nobody, and the adversaries.

    `coalition` is the collective that "the force" stands for, where the report has one.
    """

    beneficiary: str | None
    adversaries: frozenset[str]
    coalition: str | None = None


def places_in(text: str) -> list[tuple[int, int, str]]:
    """Places that stand for a beneficiary: start, end, code.

    >>> places_in("a force for Darfur")
    [(12, 18, 'SDN')]
    """
    pattern, names = _places()
    return [(m.start(), m.end(), names[m.group()]) for m in pattern.finditer(text)]


def setting_of(
    report: Report,
    sentences: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    vocabulary: Vocabulary,
) -> Setting:
    """The setting, from how often an actor stands where a beneficiary or an adversary stands."""
    scores: Counter[str] = Counter()
    hostile: Counter[str] = Counter()
    for parsed, named in zip(sentences, mentions, strict=True):
        for mention in named:
            if len(mention.codes) != 1 or mention.codes[0] in _COLLECTIVE:
                continue
            head = parsed.doc[mention.head]
            code = mention.codes[0]
            scores[code] += _weight(parsed, head, mention, vocabulary)
            if parsed.parsed and _is_hostile(head, vocabulary):
                hostile[code] += 1
        for *_, code in places_in(parsed.sentence.text):
            scores[code] += 8
    for *_, code in places_in(report.title or ""):
        scores[code] += 16
    for code, count in hostile.items():
        scores[code] -= 16 * count
    best = max(scores, key=lambda c: (scores[c], c), default=None)
    if best is not None and scores[best] < 1:
        best = None
    enemies = {c for c, n in hostile.items() if n >= 1 and c != best}
    collective = Counter(
        c
        for named in mentions
        for m in named
        for c in m.codes
        if c in ("COALITION", "NATO", "UN", "EU", "AU")
    )
    coalition = "COALITION" if collective["COALITION"] else None
    return Setting(best, frozenset(enemies), coalition)


def _weight(parsed: Parsed, head: Token, mention: Mention, vocabulary: Vocabulary) -> int:
    """How strongly a mention's place in its sentence speaks for a beneficiary."""
    if mention.kind in (MentionKind.PERSON, MentionKind.PRONOUN, MentionKind.OFFICE):
        return 0
    if not parsed.parsed:
        return 2 if mention.via != "place" and mention.kind is MentionKind.NAME else 0
    words = beneficiary_words()
    dateline = mention.via == "place" and mention.kind is MentionKind.CAPITAL
    if head.dep_ == "pobj" and head.head.lower_ in words.prepositions and head.head.lower_ != "with":
        return 3 if dateline else 12
    if head.dep_ in ("poss", "amod", "compound") and head.head.lemma_.lower() in words.possessed:
        return 8
    if head.dep_ in ("poss", "dobj", "dative"):
        return 4
    if head.dep_ == "nsubj":
        return _subject_weight(head.head, vocabulary)
    return 1 if head.dep_ in ("amod", "compound") else 0


def _subject_weight(verb: Token, vocabulary: Vocabulary) -> int:
    """Who asks is often the one to be helped; who gives, promises or refuses is not."""
    kinds = {kind for words, kind in vocabulary.operators.verbs.get(verb.lemma_, ()) if len(words) == 1}
    if "request" in kinds or "receive" in kinds:
        return 4
    return -4 if kinds & {"give", "commit", "refuse", "offer", "undecided", "withdraw"} else 0


def _is_hostile(head: Token, vocabulary: Vocabulary) -> bool:
    above = [head.head]
    if head.dep_ == "pobj":
        above.append(head.head.head)
    if head.dep_ in ("nsubj", "poss", "amod", "compound", "pobj", "dobj"):
        return any(t.lemma_.lower() in vocabulary.operators.hostile for t in above) or (
            head.dep_ == "pobj" and head.head.lower_ == "against"
        )
    return False


def beneficiary_of(
    tokens: Iterable[Token],
    mentions: Sequence[Mention],
    taken: Sequence[str],
    setting: Setting,
) -> tuple[str | None, int | None]:
    """The beneficiary that stands in the clause of the given chain tokens, else the frame's.

    `taken` are codes that provide and so cannot be meant. Gives the token that named it, or None.
    """
    by_token = {t: m for m in mentions for t in range(m.first, m.last + 1)}
    found: list[tuple[bool, str, int]] = []
    for candidate in (c for token in tokens for c in _near(token)):
        mention = by_token.get(candidate.i)
        if mention is None or len(mention.codes) != 1 or mention.codes[0] in taken:
            continue
        code = mention.codes[0]
        if code in _COLLECTIVE or code.startswith("OTHER:") or mention.kind is MentionKind.PERSON:
            continue
        only_place = mention.via == "place" and code != setting.beneficiary
        found.append((only_place, code, candidate.i))
    expected = [f for f in found if f[1] == setting.beneficiary]
    best = min(expected or found, default=None)
    if best is None or best[0]:
        return setting.beneficiary, None
    return best[1], best[2]


def _near(token: Token) -> Iterator[Token]:
    """Words that hang on a word as its beneficiary may: object, possessor, "for …", "in …"."""
    words = beneficiary_words()
    for child in token.children:
        if child.dep_ in ("dobj", "dative", "poss", "amod", "compound", "nsubjpass"):
            yield child
        if child.dep_ == "dobj":
            yield from (g for g in child.children if g.dep_ in ("poss", "amod", "compound"))
        elif child.dep_ in ("prep", "dative") and child.lower_ in words.prepositions:
            for noun in (n for n in child.children if n.dep_ == "pobj"):
                yield noun
                yield from (g for g in noun.children if g.dep_ in ("poss", "amod", "compound", "nmod"))
                # "to the defence of Poland"
                of = (p for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")
                yield from of
