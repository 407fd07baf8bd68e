"""Those who speak for an actor: "the French president", "its defence ministry", "officials in Kyiv".

A phrase is found from its title outwards: to the left over adjectives to an article, a possessor or
a demonym; to the right over "of Ukraine", "in Berlin" and "in its foreign ministry". Whose office it
is comes out as codes where the phrase says so, else as the token of the word that owns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pledgebook.codebook.actors import Office
from pledgebook.reading.names import Pieces, pieces_of
from pledgebook.reading.places import Hit
from pledgebook.reading.reference_words import OfficeWord, ReferenceWords
from pledgebook.reading.words import Words, plain

PERSONAL = frozenset({"leader", "minister", "spokesperson", "official", "diplomat", "opposition"})
_INSTITUTIONS = frozenset({"ministry", "parliament", "government", "force"})
_ARTICLES = frozenset({"the", "a", "an", "one", "another", "this", "that"})
_OWNERS = frozenset({"its", "his", "her", "their", "our", "my"})
_OPEN = frozenset({"amod", "compound", "nmod", "nummod"})
_JOINERS = frozenset({"and", "or", ",", "-", "–", "&"})
_FAR = 8  # tokens to the left of a title that can belong to it
_IRREGULAR = (("man", "men"), ("woman", "women"), ("person", "persons"), ("y", "ies"))


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """An office: tokens `first` to `last`, the title within them, and whose it is.

    `codes` are the owners that the phrase names; `owner` is the token of a pronoun, a person or
    another office that owns it; `place` holds the state of "in Berlin", a weaker hint.
    """

    first: int
    last: int
    head: int
    title: str
    title_first: int
    title_last: int
    kind: str
    plural: bool
    definite: bool
    former: bool = False
    outside: bool = False
    codes: tuple[str, ...] = ()
    owner: int | None = None
    place: tuple[str, ...] = ()
    institution: bool = False

    @property
    def personal(self) -> bool:
        """Whether one person holds it, so that a name may follow and "he" take it up."""
        return self.kind in PERSONAL and not self.plural


def plurals(word: str) -> Iterable[str]:
    """The plural of the last word of a title, or of the first one before "of".

    >>> list(plurals("chief of staff")), list(plurals("spokesman"))
    (['chiefs of staff'], ['spokesmen'])
    """
    first, of, rest = word.partition(" of ")
    for ending, many in _IRREGULAR:
        if first.endswith(ending) and not first.endswith(("ay", "ey", "oy")):
            yield first[: -len(ending)] + many + of + rest
            return
    if not first.endswith("s") or first.endswith("ss"):
        yield first + ("es" if first.endswith("ss") else "s") + of + rest


class OfficeIndex:
    """All titles of the codebook and the vocabulary, found with their owners."""

    def __init__(self, offices: Iterable[Office], vocabulary: ReferenceWords) -> None:
        self._tree: Pieces[tuple[str, str, bool]] = Pieces()
        self._vocabulary = vocabulary
        self._kinds = {office.words.lower(): office.kind for office in offices}
        known: list[Office | OfficeWord] = [*offices, *vocabulary.offices]
        known += [OfficeWord(words=word, kind="opposition") for word in sorted(vocabulary.outsiders)]
        for office in known:
            words = office.words.lower()
            for spelling in {words, words.replace("defence", "defense")}:
                kind = self._kind(words, office.kind)
                many = spelling.endswith("s") and kind in ("official", "diplomat", "asset")
                many = many or (spelling.endswith("s") and spelling[:-1] in self._kinds)
                self._tree.add(
                    plain(spelling), (words[:-1] if many and words[:-1] in self._kinds else words, kind, many)
                )
                if not many:
                    for plural in plurals(spelling):
                        if plural not in self._kinds:
                            self._tree.add(plain(plural), (words, kind, True))

    def _kind(self, title: str, kind: str) -> str:
        """The codebook's kind; of the military, who commands is an official and what is sent an asset."""
        if title in self._vocabulary.assets:
            return "asset"
        if kind != "military":
            return kind
        held = title.partition(" of ")[0].split()[-1].partition("-")[0]
        return "official" if held in self._vocabulary.commanders else "force"

    def _of_institution(self, title: str) -> bool:
        """Whether the title itself names the body: "government spokesperson", "army chief"."""
        body = title.rpartition(" ")[0]
        return self._kinds.get(body, "") in ("ministry", "parliament", "government", "military") or (
            body in ("presidential", "cabinet")
        )

    def find(self, words: Words, hits: Sequence[Hit]) -> list[OfficePhrase]:
        """The offices of a sentence, in order; one that only modifies another is part of it."""
        ends = {hit.last: hit for hit in hits}
        starts = {hit.first: hit for hit in hits}
        named = {index for hit in hits for index in range(hit.first, hit.last + 1)}
        found: list[OfficePhrase] = []
        for first, last, values in self._tree.find(pieces_of(words, small=True)):
            if first in named or self._is_verb(words, last):
                continue
            title, kind, plural = values[0]
            office = OfficePhrase(
                first, last, last, title, first, last, kind, plural,
                definite=False, outside=kind == "opposition",
                institution=kind in _INSTITUTIONS or self._of_institution(title),
            )  # fmt: skip
            office = self._leftwards(words, office, ends, found)
            found.append(self._rightwards(words, office, starts))
        return _joined(words, found)

    def _is_verb(self, words: Words, index: int) -> bool:
        if not words.parsed:
            return False
        return words.pos[index] in ("VERB", "AUX", "ADV", "ADP") or (
            words.pos[index] == "ADJ" and words.dep[index] == "amod"
        )

    def _leftwards(
        self, words: Words, office: OfficePhrase, ends: dict[int, Hit], before: list[OfficePhrase]
    ) -> OfficePhrase:
        at, stop = office.first - 1, max(-1, office.first - 1 - _FAR)
        while at > stop:
            word = words.lower[at]
            hit = ends.get(at)
            if word in _ARTICLES:
                return replace(office, first=at, definite=word in ("the", "this", "that"))
            if word in _OWNERS:
                return replace(office, first=at, owner=at if not office.codes else None, definite=True)
            if word in ("'s", "’s", "'", "’") and at:
                return self._owned(words, office, at - 1, ends)
            if before and before[-1].title_last == at and (before[-1].last <= at):
                return self._merged(office, before.pop())
            if hit is not None:
                if office.codes:
                    return office
                first, codes = _joint(words, hit, ends)
                office = replace(office, first=first, codes=codes, definite=True)
                at = first - 1
                continue
            if word in self._vocabulary.former:
                office = replace(office, first=at, former=True)
            elif word == "-" and at and office.first - 1 == at and not words.sentence.doc[at].whitespace_:
                pass
            elif self._modifies(words, at):
                office = replace(office, first=at)
            else:
                break
            at -= 1
        return office

    def _modifies(self, words: Words, at: int) -> bool:
        if words.lower[at] in self._vocabulary.modifiers or words.lower[at] in self._vocabulary.numbers:
            return True
        if not words.parsed or not words.text[at].isalpha():
            return False
        if words.capital(at) and at:
            return False
        return words.dep[at] in _OPEN and words.pos[at] in ("ADJ", "NOUN", "NUM", "PROPN", "VERB")

    def _owned(self, words: Words, office: OfficePhrase, at: int, ends: dict[int, Hit]) -> OfficePhrase:
        """The possessor ends at token `at`: a name, a person or another noun."""
        hit = ends.get(at)
        if hit is not None:
            first = hit.first - 1 if words.at(hit.first - 1) == "the" else hit.first
            return replace(office, first=first, codes=office.codes or hit.codes, definite=True)
        first = at
        while first and words.capital(first) and words.capital(first - 1) and words.text[first - 1].isalpha():
            first -= 1
        if not words.capital(at) and words.at(at - 1) in _ARTICLES | _OWNERS:
            first = at - 1
        return replace(office, first=first, owner=at, definite=True)

    @staticmethod
    def _merged(office: OfficePhrase, inner: OfficePhrase) -> OfficePhrase:
        """One phrase of two, "the foreign ministry" and "spokesman": the second word is its head."""
        institution = inner.institution and not inner.outside
        return replace(
            office, first=inner.first, definite=inner.definite, former=inner.former,
            outside=office.outside or inner.outside, codes=office.codes or inner.codes,
            owner=inner.owner, institution=institution or office.institution,
        )  # fmt: skip

    def _rightwards(self, words: Words, office: OfficePhrase, starts: dict[int, Hit]) -> OfficePhrase:
        """The owners that follow: "of Ukraine", "of France, Germany and the UK", "in Berlin"."""
        office = replace(office, head=office.title_last)
        link = words.at(office.last + 1)
        if link not in ("of", "in", "for"):
            return office
        at = office.last + 2
        at += words.at(at) == "the"
        hit = starts.get(at)
        if hit is None:
            return office
        if link == "in":
            return (
                office
                if office.codes or office.kind == "asset"
                else replace(office, last=hit.last, place=hit.codes)
            )
        codes, last = list(hit.codes), hit.last
        while link == "of" and (step := _next_in_list(words, last)) is not None and step in starts:
            if not office.plural or starts[step].kind in ("demonym",):
                break
            codes += [code for code in starts[step].codes if code not in codes]
            last = starts[step].last
        return replace(office, last=last, codes=office.codes or tuple(codes), definite=True)


def _joint(words: Words, hit: Hit, ends: dict[int, Hit]) -> tuple[int, tuple[str, ...]]:
    """All who are joined in "British and French leaders", "Dutch, Czech and Belgian soldiers"."""
    first, codes = hit.first, hit.codes
    while first > 1 and words.lower[first - 1] in _JOINERS:
        at = first - 2
        at -= words.lower[at] == ","
        before = ends.get(at)
        if before is None or (before.kind == "demonym") != (hit.kind == "demonym"):
            break
        first, codes = before.first, (*before.codes, *codes)
    return first, codes


def _next_in_list(words: Words, last: int) -> int | None:
    at = last + 1
    if words.at(at) not in (",", "and"):
        return None
    at += 1
    at += words.at(at) == "and"
    return at + (words.at(at) == "the")


def _joined(words: Words, found: list[OfficePhrase]) -> list[OfficePhrase]:
    """A phrase whose owner follows: "a source in its foreign ministry", "an official of the ministry"."""
    joined: list[OfficePhrase] = []
    for office in reversed(found):
        after = joined[-1] if joined else None
        if (
            after is not None
            and office.kind in PERSONAL
            and not office.codes
            and after.first == office.last + 2
            and words.at(office.last + 1) in ("of", "in", "at", "from", "for", "to", "with")
            and not office.place
        ):
            office = replace(office, last=after.last, owner=after.head, institution=True)
        joined.append(office)
    return joined[::-1]
