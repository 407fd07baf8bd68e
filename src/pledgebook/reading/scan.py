"""One sentence: its names, persons, offices, sets, pronouns and descriptions, resolved in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pledgebook.reading.groups import GroupFinder, GroupPhrase
from pledgebook.reading.offices import OfficePhrase
from pledgebook.reading.people import Person, PersonSpan
from pledgebook.reading.places import Hit
from pledgebook.reading.records import MentionKind
from pledgebook.reading.reference_words import Description, Pronoun, ReferenceWords
from pledgebook.reading.references import Entity, is_state
from pledgebook.reading.resolve import Resolver
from pledgebook.reading.setting import is_coalition, label_end
from pledgebook.reading.words import Words

_KINDS = {
    "name": MentionKind.NAME,
    "set": MentionKind.NAME,
    "body": MentionKind.NAME,
    "demonym": MentionKind.DEMONYM,
    "people": MentionKind.PEOPLE,
    "capital": MentionKind.CAPITAL,
    "seat": MentionKind.SEAT,
}
_LOOSE = frozenset({"relcl", "punct", "cc", "conj", "appos"})
_EXTENT = 7  # tokens after a title that can belong to the name of a source


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention whose codes are read at the end of the report, when all persons are known."""

    first: int
    last: int
    head: int
    kind: MentionKind
    via: str
    entity: Entity
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a scan looks words up in; built once."""

    words: ReferenceWords
    groups: GroupFinder
    pronouns: Mapping[str, Pronoun]
    descriptions: Mapping[str, Description]


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to resolve: where it stands and what it is."""

    at: int
    what: Hit | PersonSpan | OfficePhrase | GroupPhrase | Pronoun | Description
    first: int
    last: int


class Scan:
    """Reads one sentence; `read` is called once."""

    def __init__(
        self,
        lexicon: Lexicon,
        resolver: Resolver,
        words: Words,
        hits: Sequence[Hit],
        offices: Sequence[OfficePhrase],
    ) -> None:
        self._lexicon = lexicon
        self._resolver = resolver
        self._words = words
        self._hits = list(hits)
        self._offices = list(offices)
        self._entities: dict[int, Entity] = {}
        self._drafts: list[Draft] = []
        self._open: set[int] = set()
        self._items: list[_Item] = []

    def read(self, latest: list[Person]) -> list[Draft]:
        """The mentions of the sentence; `latest` holds the persons named so far, the last one first."""
        people = self._resolver.people.find(self._words, latest)
        for span in people:
            if span.person in latest:
                latest.remove(span.person)
            latest.insert(0, span.person)
        self._collect(people)
        late = [item for item in self._items if self._of_speaker(item)]
        for item in self._items:
            if item not in late:
                self._resolve(item)
        self._turn()
        for item in late:
            self._resolve(item)
        self._things()
        persons = [d.entity for d in self._drafts if d.kind is MentionKind.PERSON]
        titled = any(d.kind is MentionKind.OFFICE and d.entity.person for d in self._drafts)
        self._resolver.setting.sign(self._words, persons, titled, self._lexicon.words)
        return sorted(self._drafts, key=lambda draft: (draft.first, draft.last))

    def _of_speaker(self, item: _Item) -> bool:
        if isinstance(item.what, Pronoun):
            return item.what.stands_for == "speaker"
        if isinstance(item.what, OfficePhrase) and item.what.owner is not None:
            pronoun = self._lexicon.pronouns.get(self._words.at(item.what.owner))
            return pronoun is not None and pronoun.stands_for == "speaker"
        return False

    def _collect(self, people: Sequence[PersonSpan]) -> None:
        """Everything to resolve, in order, without overlaps of two readings of the same words."""
        named = {i for span in people for i in range(span.first, span.last + 1)}
        self._hits = [hit for hit in self._hits if hit.first not in named and hit.last not in named]
        groups = [g for g in self._lexicon.groups.find(self._words, self._hits) if g.head not in named]
        counted = [o for o in self._offices if o.plural and not o.codes and o.owner is None]
        sets = {o.title_last for o in counted} & {g.head for g in groups}
        self._offices = [o for o in self._offices if o.title_last not in named | sets]
        titles = {o.title_last for o in self._offices}
        groups = [g for g in groups if g.head not in titles]
        items = [_Item(hit.last, hit, hit.first, hit.last) for hit in self._hits]
        items += [_Item(span.last, span, span.first, span.last) for span in people]
        items += [_Item(o.title_last, o, o.first, o.last) for o in self._offices]
        items += [_Item(g.head, g, g.first, g.last) for g in groups]
        taken = (
            {item.at for item in items} | named | {i for h in self._hits for i in range(h.first, h.last + 1)}
        )
        if self._words.parsed:
            items += self._references(taken)
        self._items = sorted(items, key=lambda item: item.at)

    def _references(self, taken: set[int]) -> list[_Item]:
        items = []
        words = self._words
        for index, word in enumerate(words.lower):
            pronoun = self._lexicon.pronouns.get(word)
            if pronoun is not None and words.pos[index] in ("PRON", "DET"):
                items.append(_Item(index, pronoun, index, index))
            elif index not in taken and word in self._lexicon.descriptions:
                item = self._described(index)
                if item is not None:
                    items.append(item)
        return items

    def _described(self, head: int) -> _Item | None:
        """A definite noun phrase of its own: "the country", "the transatlantic alliance", "his country"."""
        words, entry = self._words, self._lexicon.descriptions[self._words.lower[head]]
        if entry.sort == "coalition" and words.lower[head] == "coalition":
            if not is_coalition(words, head, self._lexicon.words):
                return None
        elif (
            words.at(head + 1) == "of"
            or words.pos[head] not in ("NOUN", "PROPN")
            or words.dep[head] == "compound"
        ):
            return None
        first = head - 1
        while (
            first >= 0
            and head - first <= 4
            and words.dep[first] in ("amod", "compound", "punct", "nmod", "npadvmod")
        ):
            first -= 1
        if first < 0:
            first = head - 1
        determined = words.at(first) in (
            "the",
            "this",
            "that",
            "his",
            "her",
            "their",
            "our",
            "whose",
            "'s",
            "’s",
        )
        if not determined and words.lower[head] != "coalition":
            return None
        if any(first <= hit.first < head for hit in self._hits) and entry.sort != "coalition":
            return None
        last = head
        if words.lower[head] == "coalition" and words.at(head + 1) == "of":
            last = min(head + 3, len(words) - 1)
        return _Item(head, entry, max(first, 0) if determined else head, last)

    def _resolve(self, item: _Item) -> Entity | None:
        if item.at in self._entities:
            return self._entities[item.at]
        if item.at in self._open:
            return None  # "the minister of the minister": owners never go round in a circle
        self._open.add(item.at)
        what = item.what
        if isinstance(what, Hit):
            return self._name(what)
        if isinstance(what, PersonSpan):
            return self._person(what)
        if isinstance(what, OfficePhrase):
            return self._office(what)
        if isinstance(what, GroupPhrase):
            return self._group(what)
        if isinstance(what, Pronoun):
            return self._pronoun(item.at, what)
        return self._description(item, what)

    def _keep(self, draft: Draft, *, penalty: float = 0.0, note: bool = True) -> Entity:
        self._entities[draft.head] = draft.entity
        self._drafts.append(draft)
        if note:
            self._resolver.discourse.note(self._words, draft.head, draft.entity, penalty=penalty)
        return draft.entity

    def _name(self, hit: Hit) -> Entity:
        words = self._words
        state = len(hit.codes) == 1 and is_state(hit.codes[0])
        nature = (
            "people"
            if hit.kind == "people"
            else "set"
            if len(hit.codes) > 1
            else "state"
            if state
            else "body"
        )
        kind = _KINDS[hit.kind]
        if hit.kind == "body" and state:
            kind = MentionKind.OFFICE
        article = hit.first - 1 if words.at(hit.first - 1) == "the" else hit.first
        name = None if kind is MentionKind.DEMONYM else words.printed(article, hit.last)
        entity = Entity(nature, hit.codes, name)
        if hit.kind == "capital":
            self._resolver.last_place = hit.codes
        via = "place" if hit.place else hit.kind
        head = words.root(hit.first, hit.last)
        self._entities[hit.last] = entity
        note = not hit.place and not (kind is MentionKind.DEMONYM and words.dep[head] in ("npadvmod",))
        return self._keep(Draft(hit.first, hit.last, head, kind, via, entity, name), note=note)

    def _person(self, span: PersonSpan) -> Entity:
        words, person = self._words, span.person
        entity = Entity("person", name=person.name, person=person)
        first, head = span.first, words.root(span.first, span.last)
        title = next((o for o in self._offices if o.title_last == span.first - 1 and not o.plural), None)
        if title is not None and title.title_first <= words.head[head] <= title.title_last:
            first, head = title.title_first, words.head[head]
        self._entities[span.last] = entity
        return self._keep(Draft(first, span.last, head, MentionKind.PERSON, person.source, entity))

    def _owner(self, token: int) -> Entity | None:
        if token in self._entities:
            return self._entities[token]
        for item in self._items:
            if item.first <= token <= item.last and not (
                isinstance(item.what, OfficePhrase) and item.at != token
            ):
                found = self._resolve(item)
                if found is not None:
                    return found
        return None

    def _office(self, office: OfficePhrase) -> Entity:
        words = self._words
        owner = self._owner(office.owner) if office.owner is not None else None
        printed = words.printed(self._untitled(office), self._extent(office))
        entity = self._resolver.office(words, office, owner, self._front(), printed)
        beside = any(
            isinstance(i.what, PersonSpan) and i.first == office.title_last + 1 for i in self._items
        ) and office.personal  # fmt: skip
        self._entities[office.title_last] = entity
        if not entity.codes and entity.nature not in ("person", "persons"):
            return entity  # "troops", "authority" of nobody
        if not entity.codes and office.kind == "asset":
            return entity
        if beside:
            return entity  # "Defence Minister Boris Pistorius" is one mention, the person's
        head = words.root(office.first, office.last) if words.parsed else office.title_last
        if not office.first <= head <= office.last or words.lower[head] in ("in", "of"):
            head = office.title_last
        via = (
            "owned" if office.codes or owner else "outside" if office.outside or office.former else "unowned"
        )
        return self._keep(
            Draft(office.first, office.last, head, MentionKind.OFFICE, via, entity, entity.name)
        )

    def _untitled(self, office: OfficePhrase) -> int:
        """Where an office's printed name begins: without the title in "Prime Minister Meloni's office"."""
        for item in self._items:
            if isinstance(item.what, PersonSpan) and office.first < item.first <= item.last == office.owner:
                return item.first
        return office.first

    def _extent(self, office: OfficePhrase) -> int:
        """The last token of a source's name: "a spokesman for the force", "a source close to the talks"."""
        words, last = self._words, office.last
        loose = office.kind in ("official", "diplomat", "spokesperson") and office.last == office.title_last
        if not words.parsed or not loose or words.at(last + 1) in (",", "who", "that"):
            return last
        for index in range(last + 1, min(last + 1 + _EXTENT, len(words))):
            acting = words.dep[index] == "acl" and words.pos[index] == "VERB"
            if acting or words.dep[index] in _LOOSE or not words.under(index, office.title_last):
                return self._trimmed(last, index - 1)
            if words.head[index] == office.title_last and words.dep[index] not in ("prep", "acl", "amod"):
                return self._trimmed(last, index - 1)
        return last

    def _trimmed(self, last: int, end: int) -> int:
        return end if self._words.pos[end] in ("NOUN", "PROPN", "PRON") else last

    def _front(self) -> tuple[str, ...]:
        """The state of a place that opens the sentence: "In Madrid the defence minister"."""
        for hit in self._hits:
            if hit.place and hit.first in (1, 2) and self._words.at(hit.first - 1) in ("in", "the", "at"):
                return hit.codes
        return ()

    def _group(self, group: GroupPhrase) -> Entity | None:
        owner = self._owner_before(group.first) if group.shape == "owned" else self._whole(group)
        entity = self._resolver.group(self._words, group, owner)
        if entity is None:
            return None
        kind = MentionKind.GROUP if entity.codes == ("GROUP",) else MentionKind.DESCRIPTION
        name = self._words.printed(group.first, group.last)
        return self._keep(Draft(group.first, group.last, group.head, kind, group.shape, entity, name))

    def _whole(self, group: GroupPhrase) -> Entity | None:
        """What "members of the Bundestag", "participants of the mission" belong to."""
        at = group.last + 1
        if group.count is not None or self._words.at(at) != "of":
            return None
        return self._owner(at + 1 + (self._words.at(at + 1) == "the"))

    def _owner_before(self, first: int) -> Entity | None:
        before = self._words.at(first - 1)
        return self._owner(first - 2) if before in ("'s", "’s") else self._owner(first - 1)

    def _pronoun(self, index: int, pronoun: Pronoun) -> Entity | None:
        words = self._words
        if pronoun.stands_for == "speaker":
            entity = self._resolver.speaker(words, index, self._outside_quotes())
        else:
            entity = self._resolver.pronoun(words, index, pronoun)
        if entity is None or entity.nature == "thing":
            return None
        name = entity.person.name if entity.person is not None else entity.name
        via = "speaker" if pronoun.stands_for == "speaker" else "owner" if pronoun.owns else "salience"
        draft = Draft(index, index, index, MentionKind.PRONOUN, via, entity, name)
        return self._keep(draft, penalty=0.2, note=pronoun.stands_for != "speaker")

    def _outside_quotes(self) -> dict[int, Entity]:
        return {draft.head: draft.entity for draft in self._drafts if draft.via != "place"}

    def _description(self, item: _Item, entry: Description) -> Entity | None:
        owner = self._words.at(item.first)
        entity: Entity | None
        if owner in ("his", "her", "their", "our", "whose", "its") and entry.sort == "state":
            found = self._owner(item.first) if owner != "whose" else None
            entity = Entity("state", found.codes) if found is not None else None
        else:
            entity = self._resolver.description(self._words, item.at, entry)
        if entity is None:
            return None
        name = self._words.printed(item.first, item.last)
        return self._keep(
            Draft(item.first, item.last, item.at, MentionKind.DESCRIPTION, entry.sort, entity, name)
        )

    def _turn(self) -> None:
        colon = label_end(self._words)
        spoken = (MentionKind.PERSON, MentionKind.OFFICE)
        before = [d for d in self._drafts if colon is not None and d.last < colon]
        speakers = [d.entity for d in before if d.kind in spoken]
        labelled = any(d.kind not in spoken for d in before)  # "Germany: a package" is no one's word
        self._resolver.setting.take_turn(self._words, colon, speakers, labelled)

    def _things(self) -> None:
        """Subjects that are no actors ("the mission") are remembered: "it" may take them up."""
        words = self._words
        if not words.parsed:
            return
        for index, dep in enumerate(words.dep):
            if dep not in ("nsubj", "nsubjpass") or index in self._entities:
                continue
            if words.pos[index] in ("NOUN", "PROPN") and words.lemma[index].lower() == words.lower[index]:
                self._resolver.discourse.note(words, index, Entity("thing"), penalty=0.3)
