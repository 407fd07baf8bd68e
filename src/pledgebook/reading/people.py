"""Persons and the actors that they speak for: what the report teaches, and the table of office holders.

"French President Emmanuel Macron" teaches that Macron speaks for FRA; the report's word goes before
the table's. The table is asked as of the report's day, so that it names the minister of that time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pledgebook.codebook.actors import ActorTable, OfficeHolder
from pledgebook.reading.names import Pieces, pieces_of, spellings
from pledgebook.reading.offices import OfficePhrase
from pledgebook.reading.places import Hit
from pledgebook.reading.reference_words import ReferenceWords
from pledgebook.reading.words import Words, plain

# Leaders speak for their state some days before they are sworn in and after they have left.
_GRACE = timedelta(days=45)
# Words before a name in which its title may stand.
_TITLE = 4
_LONGEST = 6  # tokens of a person's name
_NO_NAME = frozenset({"ADV", "CCONJ", "SCONJ", "ADP", "DET", "PRON", "AUX", "NUM"})
_KNIGHTS = ("Sir", "Dame", "SIR", "Sheikh", "Emir", "Lord")


@dataclass(slots=True, eq=False)
class Person:
    """A person of the report: `name` as printed at its fullest, and whom the person speaks for.

    `source` tells how the codes are known: text, table, guess (from the state in focus), or unknown
    (codes are empty).
    """

    name: str
    codes: tuple[str, ...] = ()
    source: str = "unknown"
    titles: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    gender: str | None = None
    former: bool = False

    def learn(self, codes: tuple[str, ...], source: str) -> None:
        """Take over codes: the text's word before the table's, and that before a guess."""
        if (
            not codes
            or self.former
            or self.source == "text"
            or (source == "guess" and self.source != "unknown")
        ):
            return
        self.codes, self.source = codes, source

    def printed(self, name: str) -> None:
        """Another printed form; the fullest is kept."""
        if len(name.split()) > len(self.name.split()):
            self.name = name


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """A person named in a sentence."""

    first: int
    last: int
    person: Person


class PersonIndex:
    """The table's office holders by their names, built once."""

    def __init__(self, table: ActorTable, vocabulary: ReferenceWords) -> None:
        self.vocabulary = vocabulary
        self.full: Pieces[OfficeHolder] = Pieces()
        self.surnames: Pieces[OfficeHolder] = Pieces()
        # of an address of both the first counts
        self.genders = {
            title: gender for gender, titles in reversed(vocabulary.gendered.items()) for title in titles
        }
        self.titles = {office.words.lower(): office.kind for office in table.offices}
        names = {plain(entry.text) for entry in table.entries}
        for holder in table.holders:
            for name in (holder.name, *holder.aliases):
                tree = self.full if " " in name.strip() else self.surnames
                for spelling in spellings(name):
                    tree.add(spelling, holder)
            whole = holder.surname == holder.name
            if holder.alone and holder.surname and not whole and plain(holder.surname) not in names:
                for spelling in spellings(holder.surname):
                    self.surnames.add(spelling, holder)
        self.names = names

    def teach(
        self,
        sentences: Sequence[Words],
        hits: Sequence[Sequence[Hit]],
        offices: Sequence[Sequence[OfficePhrase]],
        published: date | None,
    ) -> PersonBook:
        """The persons of a report."""
        book = PersonBook(self, published)
        for words, named, titled in zip(sentences, hits, offices, strict=True):
            book.from_table(words)
            for office in titled:
                book.from_office(words, office, named)
            book.from_possessor(words, named)
            book.from_address(words)
            book.from_clause(words, named)
        for words in sentences:
            book.bare_surnames(words)
        book.close()
        return book


class PersonBook:
    """The persons of one report, and the names by which it calls them."""

    def __init__(self, index: PersonIndex, published: date | None) -> None:
        self._index = index
        self._published = published
        self._by_name: dict[str, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._tree: Pieces[Person] = Pieces()
        self.taught: dict[tuple[int, int], Person] = {}

    def from_table(self, words: Words) -> None:
        """Holders whose full name is printed."""
        for first, last, holders in self._index.full.find(pieces_of(words)):
            holder = self._dated(holders, " ".join(words.lower[max(0, first - _TITLE) : first]))
            person = self._person(_own_case(words.printed(first, last)))
            if holder is not None:
                person.learn(holder.codes, "table")
                person.titles.add(holder.office.lower())
                person.kinds.add(self._index.titles.get(holder.office.lower(), "leader"))
            if holders[0].surname:
                self._alias(plain(holders[0].surname), person)

    def from_office(self, words: Words, office: OfficePhrase, hits: Sequence[Hit]) -> None:
        """A name beside a title teaches whom the person speaks for."""
        if not office.personal:
            return
        span = self._after(words, office, hits) or self._before(words, office, hits)
        if span is None:
            return
        person = self._person(_own_case(words.printed(*span)))
        if office.former or office.outside:
            person.former, person.codes, person.source = True, (), "text"
        person.learn(office.codes, "text")
        person.titles.add(office.title)
        person.kinds.add(office.kind)
        for gender, titles in self._index.vocabulary.gendered.items():
            if office.title.split()[-1] in titles or office.title in titles:
                person.gender = gender
        self.taught[words.sentence.sentence.index, office.head] = person

    def from_possessor(self, words: Words, hits: Sequence[Hit]) -> None:
        """Poland's Donald Tusk."""
        for hit in hits:
            if words.at(hit.last + 1) not in ("'s", "’s") or hit.kind not in ("name", "body"):
                continue
            last = self._name_from(words, hit.last + 2, hits)
            if last is None or last == hit.last + 2:
                continue
            if words.parsed and any(
                words.pos[i] not in ("PROPN", "PUNCT") for i in range(hit.last + 2, last + 1)
            ):
                continue
            self._person(words.printed(hit.last + 2, last)).learn(hit.codes, "text")

    def from_clause(self, words: Words, hits: Sequence[Hit]) -> None:
        """A person of whom nothing is said but what the person says: known by name, to no actor."""
        if not words.parsed:
            return
        inside = {i for hit in hits for i in range(hit.first, hit.last + 1)}
        for index, dep in enumerate(words.dep):
            if words.pos[index] != "PROPN" or index in inside or dep not in ("nsubj", "pobj"):
                continue
            above = words.head[index]
            if dep == "nsubj" and words.lemma[above] not in self._index.vocabulary.agent_verbs:
                continue
            if dep == "pobj" and words.at(above - 1) != "according":
                continue
            first = index
            while first and words.head[first - 1] == index and words.dep[first - 1] == "compound":
                first -= 1
            if first < index and first not in inside and self._name_from(words, first, hits) == index:
                self._person(words.printed(first, index))

    def from_address(self, words: Words) -> None:
        """Mr, Mrs, Sir: the person is one, and the address tells whether a woman or a man."""
        for index, word in enumerate(words.lower):
            gender = self._index.genders.get(word.rstrip("."))
            if gender is None or not words.capital(index):
                continue
            at = index + 1
            last = self._name_from(words, at, ())
            if last is not None and last > at:
                self._person(words.printed(at, last)).gender = gender
            elif last is not None:
                for person in self._by_surname.get(plain(words.text[at]), []):
                    person.gender = person.gender or gender

    def bare_surnames(self, words: Words) -> None:
        """Holders of whom the report prints the surname alone."""
        for first, last, holders in self._index.surnames.find(pieces_of(words)):
            printed = plain(_own_case(words.printed(first, last)))
            named = self._by_surname.get(printed, [])
            # "President Bush": a title alone has not told whose president that is
            if any(p.source != "unknown" or p.former or " " in p.name for p in named):
                continue
            if self._part_of_name(words, first, last):
                continue
            holder = self._dated(holders)
            if holder is not None:
                person = self._person(_own_case(words.printed(first, last)))
                person.learn(holder.codes, "table")
                person.titles.add(holder.office.lower())
                person.kinds.add(self._index.titles.get(holder.office.lower(), "leader"))

    def close(self) -> None:
        """Build the tree of all names by which the report may call its persons."""
        firsts: dict[str, list[Person]] = {}
        for name, person in self._by_name.items():
            for spelling in spellings(name):
                self._tree.add(spelling, person)
            parts = name.split()
            if len(parts) > 1:
                firsts.setdefault(parts[0], []).append(person)
                for knight in _KNIGHTS:
                    self._tree.add(f"{knight} {parts[0]}", person)
        for surname, persons in self._by_surname.items():
            for person in persons:
                for spelling in spellings(surname):
                    self._tree.add(spelling, person)
        for first, persons in firsts.items():
            if len(persons) == 1 and first not in self._by_surname and first not in self._index.names:
                self._tree.add(first, persons[0])

    def find(self, words: Words, latest: Sequence[Person]) -> list[PersonSpan]:
        """The persons named in a sentence; of two with one surname, the one named last."""
        spans = []
        for first, last, persons in self._tree.find(pieces_of(words)):
            if not words.capital(first) and not words.capital(last):
                continue
            person = next((p for p in latest if p in persons), persons[0])
            spans.append(PersonSpan(first, last, person))
        return spans

    def _person(self, printed: str) -> Person:
        """The person of that printed name, known or new."""
        name = plain(printed)
        if name in self._by_name:
            return self._by_name[name]
        parts = name.split()
        surname = _surname(parts, self._index.vocabulary.particles)
        for person in self._by_surname.get(surname, []):
            if len(parts) == 1 or len(plain(person.name).split()) == 1:
                person.printed(printed)
                self._by_name[name] = person
                return person
        person = Person(printed)
        self._by_name[name] = person
        self._alias(surname, person)
        if parts[-1] != surname:
            self._alias(parts[-1], person)
        return person

    def _alias(self, surname: str, person: Person) -> None:
        if surname in self._index.names:
            return
        persons = self._by_surname.setdefault(surname, [])
        if person not in persons:
            persons.append(person)

    def _dated(self, holders: Sequence[OfficeHolder], before: str = "") -> OfficeHolder | None:
        """Who of several is meant on the day of the report.

        Of namesakes the one whose title is printed before the name, else a leader before a minister.
        """

        def rank(holder: OfficeHolder) -> tuple[bool, bool, date]:
            office = holder.office.lower()
            return before.endswith(office), self._index.titles.get(office) == "leader", holder.since

        day = self._published
        if day is None:
            return max(holders, key=rank)
        serving = [
            h for h in holders if h.since - _GRACE <= day and (h.until is None or day <= h.until + _GRACE)
        ]
        strict = [h for h in serving if h.since <= day and (h.until is None or day <= h.until)]
        return max(strict or serving, key=rank, default=None)

    def _part_of_name(self, words: Words, first: int, last: int) -> bool:
        """Whether the surname is only a part of somebody else's name ("Robert Johnson Smith")."""
        before = words.text[first - 1] if first else ""
        if words.at(first - 2) == "-" and before.islower():
            return True  # Mazar-e Sharif
        if before.isalpha() and words.capital(first - 1) and first > 1:
            address = before.lower() in self._index.genders
            return not (
                address or before.lower() in self._index.titles or before in self._index.vocabulary.not_names
            )
        return False

    def _after(self, words: Words, office: OfficePhrase, hits: Sequence[Hit]) -> tuple[int, int] | None:
        at = office.title_last + 1
        if office.last > office.title_last:  # "the President of France, Emmanuel Macron"
            at = office.last + 1
        comma = words.at(at) == ","
        at += comma
        while words.at(at).rstrip(".") in ("sir", "dame", "lord", "mr", "mrs", "ms", "dr", "gen", "general"):
            at += 1
        last = self._name_from(words, at, hits)
        if last is None:
            return None
        if comma and words.at(last + 1) not in (
            ",",
            ".",
            ")",
            ";",
            "",
            "–",
            "—",
            "'s",
            "’s",
            "who",
            "said",
            "says",
        ):
            return None
        if not comma and at == last and words.parsed and words.pos[at] not in ("PROPN", "NOUN", "ADJ", "X"):
            return None
        return at, last

    def _before(self, words: Words, office: OfficePhrase, hits: Sequence[Hit]) -> tuple[int, int] | None:
        """Emmanuel Macron, the French president; Mark Rutte, the NATO chief; X, who advises the president."""
        at = office.first - 1
        if words.at(at - 1) == "who":
            at -= 1
        elif words.at(at - 2) == "who" and words.at(at) == "as":
            at -= 2
            at += 1
        if words.at(office.first - 2) == "who":
            at = office.first - 3
        if words.at(at) != ",":
            return None
        if at == office.first - 1 and _speaks_next(words, office.last + 1):
            return None  # "in El Fasher, a diplomat said": an apposition would be closed by a comma
        inside = {i for hit in hits for i in range(hit.first, hit.last + 1)}
        first = last = at - 1
        while first >= 0 and at - first <= _LONGEST and first not in inside and self._is_part(words, first):
            first -= 1
        first += 1
        while first <= last and not words.capital(first):
            first += 1
        return (first, last) if first <= last and words.capital(last) else None

    def _name_from(self, words: Words, at: int, hits: Sequence[Hit]) -> int | None:
        """The last token of the person's name that begins at a token, if one does."""
        inside = {i for hit in hits for i in range(hit.first, hit.last + 1)}
        end, last = at, None
        while end < len(words) and end - at < _LONGEST and self._is_part(words, end):
            if end in inside and not (end == at and words.capital(end + 1) and end + 1 not in inside):
                break
            if words.capital(end) or words.at(end - 1) == "-":
                last = end
            end += 1
        if last is None or not words.capital(at) and words.lower[at] not in self._index.vocabulary.particles:
            return None
        return last

    def _is_part(self, words: Words, index: int) -> bool:
        text = words.text[index]
        if text == "-":
            return 0 < index < len(words) - 1 and not words.sentence.doc[index - 1].whitespace_
        if words.at(index - 1) == "-" and text.isalpha():
            return index > 1 and words.capital(index - 2)
        if words.lower[index] in self._index.vocabulary.particles:
            return words.capital(index + 1) or words.at(index + 1) in self._index.vocabulary.particles
        if text in self._index.vocabulary.not_names or words.lower[index] in self._index.titles:
            return False
        if words.parsed and words.pos[index] in _NO_NAME:
            return False
        bare = text.replace("'", "").replace("’", "").replace(".", "")
        return words.capital(index) and bare.isalpha() and (len(bare) > 1 or text.endswith("."))


def _speaks_next(words: Words, at: int) -> bool:
    """Whether a finite verb stands at a token, so that what is before it is a subject."""
    if at >= len(words):
        return False
    if not words.parsed:
        return words.lower[at] in ("said", "says", "told", "tells", "has", "will")
    return words.pos[at] in ("VERB", "AUX") and words.sentence.doc[at].tag_ in ("VBD", "VBZ", "VBP", "MD")


def _surname(parts: Sequence[str], particles: frozenset[str]) -> str:
    """The last word of a name with the particles before it: von der Leyen."""
    first = len(parts) - 1
    while first > 1 and parts[first - 1].lower() in particles:
        first -= 1
    return " ".join(parts[first:])


def _own_case(printed: str) -> str:
    """A name printed in capitals as it is usually written: STARMER is Starmer."""
    return printed.title() if printed.isupper() and len(printed) > 3 else printed
