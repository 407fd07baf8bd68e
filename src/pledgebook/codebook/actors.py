"""Who can pledge: states, organisations and closed sets with all their names, and who held office.

Names of countries and their codes follow ISO 3166-1; demonyms, seats of government, bodies and
office holders are the project's own table in `data/actors/`.
"""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pledgebook.codebook.load import read_yaml
from pledgebook.model.errors import CodebookError

if TYPE_CHECKING:
    from pledgebook.codebook.schema import GroupFile, HolderFile, HolderRow, NameLists, OfficeFile


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A way to name an actor, as it is printed and without an article.

    `codes` are codebook actor codes: one, or the members of a closed set. `kind` is one of name,
    demonym (an adjective: French), people (Turks, Frenchman, the French), capital, seat (Elysee,
    Kremlin), body (Bundeswehr, European Commission), set (Baltic states). `primary` is False
    where the words alone leave open whether this actor is meant (Georgia, Jordan, Chad).
    """

    text: str
    codes: tuple[str, ...]
    kind: str
    primary: bool


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """One person's term in one office: `since` and `until` are days, both included.

    `until` is None for a term that had not ended when the table was written. Where only a month
    or a year is known, the term is taken to reach from its first to its last day. `alone` is False
    where the surname by itself names nobody: it is a word (May), or frequent (Wang).
    """

    name: str
    aliases: tuple[str, ...]
    surname: str
    codes: tuple[str, ...]
    office: str
    since: date
    until: date | None
    alone: bool = True

    def held_on(self, day: date) -> bool:
        """Whether the term covers a day.

        >>> term = OfficeHolder("A B", (), "B", ("FRA",), "president", date(2017, 5, 14), None)
        >>> term.held_on(date(2017, 5, 13)), term.held_on(date(2025, 9, 4))
        (False, True)
        """
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Office:
    """A title or body that belongs to whoever possesses or modifies it: "the French army".

    `kind` is one of leader, minister, ministry, military, parliament, government, spokesperson,
    official, diplomat, opposition. An opposition does not speak for its state.
    """

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1 (or XKX); `numeric` is None where ISO gives none."""

    code: str
    alpha2: str
    numeric: str | None
    name: str
    official: str


@dataclass(frozen=True, slots=True)
class ActorTable:
    """All actors that the codebook knows, with all ways to name them."""

    entries: tuple[NameEntry, ...]
    holders: tuple[OfficeHolder, ...]
    offices: tuple[Office, ...]
    honorifics: tuple[str, ...]
    countries: tuple[Country, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


@cache
def actor_table() -> ActorTable:
    """The table of actors, read from the data files once and when first asked for.

    Raises CodebookError where a data file is malformed.

    >>> sorted({entry.codes[0] for entry in actor_table().entries if entry.text == "Paris"})
    ['FRA']
    """
    from pledgebook.codebook.schema import CountryFile, GroupFile, HolderFile, OfficeFile, OrganisationFile

    countries = read_yaml("actors/countries.yaml", CountryFile).countries
    organisations = read_yaml("actors/organisations.yaml", OrganisationFile).organisations
    groups = read_yaml("actors/groups.yaml", GroupFile)
    holders = read_yaml("actors/office_holders.yaml", HolderFile)
    offices = read_yaml("actors/offices.yaml", OfficeFile)
    actors: dict[str, NameLists] = {**countries, **organisations}
    spell = _Spelling(tuple(offices.letters.items()))
    return ActorTable(
        entries=_entries(actors, groups, spell),
        holders=tuple(_holders(holders, offices, spell)),
        offices=tuple(Office(words, kind) for kind, texts in offices.offices.items() for words in texts),
        honorifics=offices.honorifics,
        countries=tuple(
            Country(code, row.alpha2, row.numeric, row.name.rstrip("*"), row.official or row.name.rstrip("*"))
            for code, row in countries.items()
        ),
        labels=tuple((code, row.name.rstrip("*")) for code, row in actors.items()),
    )


@cache
def _labels() -> dict[str, str]:
    return dict(actor_table().labels)


def actor_label(code: str) -> str:
    """The usual English name of an actor code; any other code is its own name.

    >>> actor_label("DEU"), actor_label("EU"), actor_label("OTHER:shipping"), actor_label("GROUP")
    ('Germany', 'European Union', 'shipping', 'GROUP')
    """
    return _labels().get(code, code.removeprefix("OTHER:"))


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Makes the spellings under which one name is printed."""

    letters: tuple[tuple[str, str], ...]

    def plain(self, text: str) -> str:
        """The text without accents: "Erdoğan" is printed "Erdogan" as well."""
        if text.isascii():  # nine names in ten
            return text
        for letter, plain in self.letters:
            text = text.replace(letter, plain)
        return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))

    def all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Each text as written and without accents, with both kinds of apostrophe, in order."""
        found: dict[str, None] = {}
        for text in texts:
            for form in (text, self.plain(text)):
                found[form] = None
                if "'" in form:
                    found[form.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")] = None
        return tuple(found)


def _entries(actors: dict[str, NameLists], groups: GroupFile, spell: _Spelling) -> tuple[NameEntry, ...]:
    """All names, each once for one actor and kind; a name is ambiguous if any writing says so."""
    found: dict[tuple[str, tuple[str, ...], str], bool] = {}
    for codes, kind, written in (*_actor_names(actors), *_set_names(groups)):
        for text in spell.all((written.rstrip("*"),)):
            key = (text, codes, kind)
            found[key] = found.get(key, True) and not written.endswith("*")
    return tuple(NameEntry(text, codes, kind, primary) for (text, codes, kind), primary in found.items())


def _actor_names(actors: dict[str, NameLists]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for code, row in actors.items():
        official = getattr(row, "official", None)
        lists = {
            "name": (row.name, *((official,) if official else ()), *row.names),
            "demonym": row.adj,
            "people": _peoples(row),
            "capital": row.capital,
            "seat": row.seats,
            "body": row.bodies,
        }
        for kind, texts in lists.items():
            for text in texts:
                yield (code,), kind, text


def _peoples(row: NameLists) -> tuple[str, ...]:
    """The people's names: as listed, else from the adjectives: "German" gives Germans, "Chinese" Chinese.

    An English adjective of nationality in -ese, -sh, -ch or -ss names the people as it is; any
    other takes an s.
    """
    if row.people is not None:
        return row.people
    certain = [adj for adj in row.adj if not adj.endswith("*") and adj not in row.names]
    plurals = [adj + "s" for adj in certain if not adj.endswith(("ese", "sh", "ch", "ss", "is"))]
    return (*certain, *plurals)


def _set_names(groups: GroupFile) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for row in groups.sets.values():
        for text in (*row.names, *(f"{adj} {noun}" for adj in row.adj for noun in groups.nouns)):
            yield row.members, "set", text


def _holders(file: HolderFile, offices: OfficeFile, spell: _Spelling) -> Iterator[OfficeHolder]:
    known = {words for texts in offices.offices.values() for words in texts}
    common = frozenset(file.common)
    for code, rows in file.holders.items():
        for row in rows:
            if row.office not in known:
                raise CodebookError(
                    f"{code}: {row.name} holds an unknown office {row.office!r}",
                    where="codebook/data/actors/office_holders.yaml",
                    remedy="add the office to offices.yaml or name one of those",
                )
            yield _holder(code, row, spell, common)


def _holder(code: str, row: HolderRow, spell: _Spelling, common: frozenset[str]) -> OfficeHolder:
    since, until = _first_day(row.since), _last_day(row.until) if row.until else None
    if until and until < since:
        raise CodebookError(
            f"{code}: {row.name} leaves office on {until}, before {since}",
            where="codebook/data/actors/office_holders.yaml",
            remedy="correct the dates",
        )
    aliases = spell.all((row.name, *row.aliases, *_other_surnames(row)))[1:]
    surname = row.surname or row.name.split()[-1]
    return OfficeHolder(row.name, aliases, surname, (code,), row.office, since, until, surname not in common)


def _other_surnames(row: HolderRow) -> tuple[str, ...]:
    """Spellings of a surname that the aliases show: "Zaluzhny" beside "Zaluzhnyi".

    An alias that keeps the surname ("Marcos Jr.") shows no other, nor does one that begins with
    another letter ("Abu Mazen"); where a surname is given, it is the only one.
    """
    if row.surname is not None:
        return ()
    surname = row.name.split()[-1]
    others = (alias.split()[-1] for alias in row.aliases if surname not in alias.split())
    return tuple(other for other in others if other[0] == surname[0])


def _first_day(written: str) -> date:
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(written: str) -> date:
    parts = [int(part) for part in written.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1])
