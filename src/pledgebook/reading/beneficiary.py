"""The setting of a report: whose security it is about, and who threatens it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.load import read_yaml
from pledgebook.model import Report
from pledgebook.reading.grammar import is_receiver, word_of_leaving
from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.references import is_state
from pledgebook.reading.selling import is_seller
from pledgebook.reading.tokens import Token, printed
from pledgebook.reading.vocabulary import Vocabulary, vocabulary

_COLLECTIVE = frozenset({"GROUP", "COALITION", "EUROPE", "NATO", "EU", "UN"})
# Collectives that give and are given nothing.
_NEVER = frozenset({"GROUP", "COALITION"})
_GIVING = frozenset({"give", "commit", "refuse", "offer", "undecided", "withdraw"})
# Nouns of what a party is minded to do: whose it is gives.
_MINDED = frozenset({"commit", "offer", "refuse", "undecided"})
_OWNING = ("poss", "amod", "compound")
# From so many sentences on, who is protected is told in more than passing.
_LONG = 6
# Counted beside the places, and worth nothing by itself.
_BY_OFFICE = "owner of an office"
# A name of at least so many letters is known in capitals too.
_CAPITALS = 4
# Sentences at the head of a report; names of at most so many words are looked for in its title.
_EARLY = 3
_NAMED = 3
# Nobody is the beneficiary who stands in none of these places.
_AFFECTED = frozenset(
    {
        "of a contribution",
        "of an act",
        "after a preposition",
        "owner of what is protected",
        "owner",
        "object",
        "asks",
        "subject",
        "place",
        "place in title",
        "named in title",
        "in a name",
        "unparsed",
    }
)


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    places: dict[str, tuple[str, ...]]
    rear: dict[str, tuple[str, ...]]
    prepositions: frozenset[str]
    seats: frozenset[str]
    possessed: frozenset[str]
    donors: frozenset[str]
    company: frozenset[str]
    buying: frozenset[str]
    reciprocal: tuple[str, ...]
    reciprocal_of: frozenset[str]


@cache
def beneficiary_words() -> _Data:
    """The vocabulary of beneficiaries; read once a process."""
    return read_yaml("beneficiaries.yaml", _Data)


@cache
def _places() -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = beneficiary_words()
    listed = (*words.places.items(), *words.rear.items())
    names = {form: code for code, ns in listed for n in ns for form in _forms(n)}
    return _any_of(names), names


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Finds the longest of the names at a place; by their first letters, which spares trying most."""
    rest: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        rest.setdefault(name[0], []).append(re.escape(name[1:]))
    either = "|".join(f"{re.escape(first)}(?:{'|'.join(of)})" for first, of in rest.items())
    return re.compile(rf"\b(?:{either})\b")


def _forms(name: str) -> Iterator[str]:
    """A name as it is printed: also in capitals, and an acronym as a word ("Unprofor")."""
    yield name
    if len(name) >= _CAPITALS:
        yield name.upper()
        if name.isupper():
            yield name.capitalize()


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose security a report is about, None where it names nobody, and the adversaries.

    `coalition` is the collective that "the force" stands for, where the report has one; `givers` are
    those who are held to provide something. `others` are the next likely beneficiaries, the likeliest first.
    """

    beneficiary: str | None
    adversaries: frozenset[str]
    coalition: str | None = None
    givers: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()


def places_in(text: str) -> list[tuple[int, int, str]]:
    """Places that stand for a beneficiary: start, end, code.

    >>> places_in("a force for Darfur")
    [(12, 18, 'SDN')]
    """
    pattern, names = _places()
    return [(m.start(), m.end(), names[m.group()]) for m in pattern.finditer(text)]


@cache
def _states() -> tuple[re.Pattern[str], Mapping[str, str]]:
    kinds = ("name", "demonym")
    known = [e for e in actor_table().entries if e.kind in kinds and e.primary and len(e.codes) == 1]
    names = {e.text: e.codes[0] for e in known if is_state(e.codes[0])}
    return _any_of(names), names


def states_in(text: str) -> list[str]:
    """The states that a title or a name holds: "Ukraine Defence Contact Group"."""
    pattern, names = _states()
    return [names[m.group()] for m in pattern.finditer(text)]


def setting_of(
    counted: Mapping[str, Counter[str]], mentions: Sequence[Sequence[Mention]], weights: Mapping[str, float]
) -> Setting:
    """The setting of a report, from where its actors stand (`standing_of`) and what that is worth."""
    scores = {code: weighed(features, weights) for code, features in counted.items()}
    ranked = sorted(scores, key=lambda c: (scores[c], c), reverse=True)
    best = next(iter(ranked), None)
    likely = [code for code in ranked if scores[code] > 0 and _is_affected(counted[code])]
    if best is not None and not _is_affected(counted[best]):
        # whoever stands before it, "in Paris" alone tells of no security; another must be likely by itself
        best = next(iter(likely), None)
    enemies = {c for c, features in counted.items() if features.get("hostile") and c != best}
    named = {c for found in mentions for m in found for c in m.codes}
    givers = frozenset(c for c, features in counted.items() if features.get("provides"))
    next_best = ranked if len(mentions) < _LONG else likely  # a note names few: any of them will do
    others = tuple(c for c in next_best if c != best and c not in enemies and c not in _COLLECTIVE)
    return Setting(best, frozenset(enemies), "COALITION" if "COALITION" in named else None, givers, others)


def _is_affected(features: Counter[str]) -> bool:
    """Whether an actor stands where one does whose security it is: not only as "Russia's embassy" does."""
    places = _AFFECTED & features.keys()
    by_office = places == {"owner"} and features["owner"] == features[_BY_OFFICE]
    return bool(places) and not by_office


def with_providers(counted: Mapping[str, Counter[str]], providers: Iterable[str]) -> dict[str, Counter[str]]:
    """The same with how often each actor is held to provide something: who gives is seldom given."""
    more = {code: Counter(features) for code, features in counted.items()}
    for code in providers:
        if code in more:
            more[code]["provides"] += 1
    return more


def weighed(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The score of an actor as the one whose security it is."""
    return sum(math.log1p(number) * weights.get(name, 0.0) for name, number in features.items())


def standing_of(
    report: Report,
    sentences: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    vocabulary: Vocabulary,
) -> dict[str, Counter[str]]:
    """How often each actor that may be the beneficiary stands in each kind of place of a report."""
    found: dict[str, Counter[str]] = {}
    title = (report.title or "").lower()
    for number, (parsed, named) in enumerate(zip(sentences, mentions, strict=True)):
        for mention in named:
            if parsed.parsed and is_seller(parsed.doc[mention.head], beneficiary_words().buying):
                continue
            place, by_office = _place(parsed, mention, vocabulary), _has_office(parsed, mention, named)
            for code in mention.codes:
                if code in _NEVER or code.startswith("OTHER:"):
                    continue
                features = found.setdefault(code, Counter())
                features[place] += 1
                features["mentions"] += 1
                features[_BY_OFFICE] += int(by_office)
                features["collective"] = int(code in _COLLECTIVE)
                if len(mention.codes) == 1 and number < _EARLY:
                    features["early"] += 1
                if mention.last - mention.first < _NAMED and title:
                    features["title"] |= int(parsed.doc[mention.head].lower_ in title)
                if parsed.parsed and _is_hostile(parsed.doc[mention.head], vocabulary):
                    features["hostile"] += 1
            if len(mention.codes) == 1 and not is_state(mention.codes[0]) and mention.last > mention.first:
                for code in states_in(printed(parsed.doc[mention.first : mention.last + 1])):
                    found.setdefault(code, Counter())["in a name"] += 1
        for *_, code in places_in(parsed.sentence.text):
            found.setdefault(code, Counter())["place"] += 1
    for code in states_in(report.title or ""):
        found.setdefault(code, Counter())["named in title"] += 1
    for *_, code in places_in(report.title or ""):
        found.setdefault(code, Counter())["place in title"] += 1
    for code, features in found.items():
        features["donor"] = int(code in beneficiary_words().donors)
        features["theatre"] = int(code in beneficiary_words().places)
    return found


def _place(parsed: Parsed, mention: Mention, vocabulary: Vocabulary) -> str:
    """In what kind of place of its sentence a mention stands."""
    head = parsed.doc[mention.head]
    if mention.kind in (MentionKind.PERSON, MentionKind.PRONOUN, MentionKind.OFFICE):
        return "person"
    if not parsed.parsed:
        return "unparsed place" if mention.via == "place" else "unparsed"
    words = beneficiary_words()
    above = head.head.head
    if head.dep_ == "pobj" and head.head.lower_ in words.prepositions and head.head.lower_ != "with":
        if mention.via == "place" and mention.kind is MentionKind.CAPITAL:
            return "in a capital"
        if _hosts(head):
            return "else"
        if _is_contribution(above, vocabulary):
            return "of a contribution"
        kinds = _kinds(above, vocabulary)
        return "of an act" if kinds & _GIVING else "after a preposition"
    if head.dep_ == "pobj" and _is_left(head, vocabulary):
        return "of an act"
    if is_receiver(head, vocabulary.operators):
        return "of an act"
    if head.dep_ in ("poss", "amod", "compound", "nmod"):
        if head.head.lemma_.lower() in words.possessed:
            return "owner of what is protected"
        return "owner of a contribution" if _is_contribution(head.head, vocabulary) else "owner"
    if head.dep_ in ("dobj", "dative"):
        # "provide Ukraine with missiles": the object of a gift that is a party receives it
        kinds = _kinds(head.head, vocabulary)
        given = kinds & _GIVING and _is_gift(head.head, vocabulary)
        left = head.dep_ == "dobj" and "withdraw" in kinds and _has_force(head.head, vocabulary)
        return "of an act" if given or left else "object"
    if head.dep_ in ("nsubj", "nsubjpass"):
        kinds = _kinds(head.head, vocabulary)
        if kinds & {"request", "receive"}:
            return "asks"
        return "gives" if kinds & _GIVING else "subject"
    return "label" if head.dep_ == "ROOT" else "else"


def _has_office(parsed: Parsed, mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether a party only owns who acts for it: "Russia's embassy", "the Danish minister"."""
    head = parsed.doc[mention.head]
    owned = parsed.parsed and head.dep_ in _OWNING and head.head.i != mention.head
    return owned and any(m.head == head.head.i and m.kind is MentionKind.OFFICE for m in named)


def _hosts(noun: Token) -> bool:
    """Whether a country is only where a command sits: "the headquarters in Bahrain"."""
    seat = noun.head.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and seat.lower_ in beneficiary_words().seats


def _is_left(noun: Token, vocabulary: Vocabulary) -> bool:
    """Whether forces leave a country: "withdrew its soldiers from Kosovo", "the retreat out of Mali"."""
    word = word_of_leaving(noun)
    if word is None:
        return False
    above = word.head
    if above.pos_ == "ADV" or _is_contribution(above, vocabulary):
        above = above.head  # "brought its soldiers home from Haiti"
    if above.dep_ == "pobj":
        above = above.head
    if above.dep_ == "prep":
        above = above.head  # "the withdrawal of its soldiers from Mali"
    kinds = _kinds(above, vocabulary) | {vocabulary.operators.nouns.get(above.lemma_, "")}
    home = any(c.lower_ == "home" for c in above.children)
    back = "withdraw" in kinds or above.lemma_ in vocabulary.operators.coming_back
    return (back or home) and _has_force(above, vocabulary)


def _has_force(word: Token, vocabulary: Vocabulary) -> bool:
    """Whether what moves is a contribution: "its soldiers are leaving", "the withdrawal of its jets"."""
    return any(
        _is_contribution(t, vocabulary)
        for c in word.children
        for t in ((c,) if c.dep_ != "prep" else c.children)
    )


def _is_gift(verb: Token, vocabulary: Vocabulary) -> bool:
    """Whether a verb gives something to its object: "with missiles", a second object, or by itself."""
    beside = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    beside += [n for c in verb.rights if c.lower_ == "with" for n in c.children if n.dep_ == "pobj"]
    return any(_is_contribution(noun, vocabulary) for noun in beside)


def _is_contribution(token: Token, vocabulary: Vocabulary) -> bool:
    return vocabulary.norm(token.lemma_ or token.lower_) in vocabulary.nouns


def _kinds(verb: Token, vocabulary: Vocabulary) -> set[str]:
    return {kind for words, kind in vocabulary.operators.verbs.get(verb.lemma_, ()) if len(words) == 1}


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
    *,
    left: bool = False,
) -> tuple[str | None, int | None]:
    """The beneficiary that stands in the clause of the given chain tokens, else the frame's.

    `taken` are codes that provide and so cannot be meant; `left` tells that forces leave the place, so
    that "from Kosovo" names it too. Gives the token that named it, or None.
    """
    words = beneficiary_words()
    by_token = {t: m for m in mentions for t in range(m.first, m.last + 1)}
    found: list[tuple[bool, str, int]] = []  # the nearest first
    for candidate, sure in (c for token in tokens for c in _near(token, left)):
        if _hosts(candidate) or is_seller(candidate, words.buying):
            continue
        if (place := _place_at(candidate)) is not None and place not in taken and sure:
            found.append((False, place, candidate.i))
            continue
        mention = by_token.get(candidate.i)
        if mention is None or len(mention.codes) != 1 or mention.codes[0] in taken:
            continue
        code = mention.codes[0]
        if code in _COLLECTIVE or code.startswith("OTHER:") or mention.kind is MentionKind.PERSON:
            continue
        named = mention.kind not in (MentionKind.PRONOUN, MentionKind.DESCRIPTION)
        if code != setting.beneficiary and not named:
            continue
        if code != setting.beneficiary and _gives_beside(mention, code, setting, sure=sure):
            continue
        only_place = mention.via == "place" and code != setting.beneficiary
        found.append((only_place, code, candidate.i))
    # where one speaks is not who is given: "in Baghdad the minister promised Jordan's army lorries"
    seats = {t for t, m in by_token.items() if m.kind is MentionKind.CAPITAL and m.via == "place"}
    found = [f for f in found if f[2] not in seats] or found
    expected = [f for f in found if f[1] == setting.beneficiary]
    best = min(expected or found, key=lambda f: f[0], default=None)
    if best is None or best[0]:
        return setting.beneficiary, None
    return best[1], best[2]


def _gives_beside(mention: Mention, code: str, setting: Setting, *, sure: bool) -> bool:
    """Whether a party near a gift is not the one protected, but gives or acts as well.

    "A Dutch battalion will relieve them" protects neither, nor does "waited for Bonn" where Germany
    gives; an adjective tells whose a thing is ("an American request"), unless missions go to that state.
    """
    if code in setting.givers:
        return not sure or mention.kind in (MentionKind.CAPITAL, MentionKind.SEAT)
    return not sure and mention.kind is MentionKind.DEMONYM and code not in beneficiary_words().places


def the_other_of_two(
    doc: Iterable[Token], contribution: str, guarantor: str, mentions: Sequence[Mention]
) -> str | None:
    """Whom a party defends by a promise that two make to each other: the other one.

    None where the sentence does not tell of two who are bound alike, or names more than two states.
    """
    words = beneficiary_words()
    if contribution not in words.reciprocal_of:
        return None
    text = f" {' '.join(token.lower_ for token in doc)} "
    if not any(f" {phrase} " in text for phrase in words.reciprocal):
        return None
    states = {c for m in mentions if m.via != "place" for c in m.codes if is_state(c)}
    others = states - {guarantor}
    return next(iter(others)) if len(states) == 2 and len(others) == 1 else None


def _near(token: Token, left: bool = False) -> Iterator[tuple[Token, bool]]:
    """Words that hang on a word as its beneficiary may: object, possessor, "for …", "in …".

    With each whether it may be one who gives as well: the owner of a contribution may not.
    """
    words = beneficiary_words()
    for child in token.children:
        if left and (child.lower_ in ("from", "out") or child.lower_ == "home"):
            yield from ((n, True) for n in child.subtree if n.dep_ == "pobj")
        if child.dep_ in ("dobj", "dative", "nsubjpass") and token.lemma_ not in words.company:
            yield child, True
        if child.dep_ in _OWNING:
            gets = is_receiver(child, vocabulary().operators)
            yield child, gets or token.lemma_.lower() in words.possessed
        if child.dep_ == "dobj":
            # "commands the battlegroup in Slovakia"
            at = (p for p in child.children if p.dep_ == "prep" and p.lower_ in words.prepositions)
            yield from ((n, True) for p in at for n in p.children if n.dep_ == "pobj")
            yield from (
                (g, child.lemma_.lower() in words.possessed) for g in child.children if g.dep_ in _OWNING
            )
        elif child.lower_ == "of" and vocabulary().operators.nouns.get(token.lemma_) in _MINDED:
            continue  # "the commitment of Togo": who commits itself
        elif child.lower_ == "with" and child.i and token.doc[child.i - 1].lower_ in words.company:
            continue  # "together with Germany"
        elif child.dep_ in ("prep", "dative") and child.lower_ in words.prepositions:
            for noun in (n for n in child.children if n.dep_ == "pobj"):
                yield noun, True
                yield from ((g, True) for g in noun.children if g.dep_ in (*_OWNING, "nmod"))
                # "to the defence of Poland"
                of = (p for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")
                yield from ((p, True) for p in of)


def _place_at(token: Token) -> str | None:
    """Whose place a name is: "put eight jets into Siauliai"."""
    if token.pos_ != "PROPN":
        return None
    first = min(token.left_edge.i, max(0, token.i - _NAMED))  # "the Gulf of Aden" is not Aden
    text = printed(token.doc[first : token.i + 1])
    return next((code for _, end, code in places_in(text) if end == len(text)), None)
