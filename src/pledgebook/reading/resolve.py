"""Resolves what a sentence says without a name: pronouns, descriptions, offices, sets of parties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pledgebook.reading.groups import GroupPhrase
from pledgebook.reading.offices import OfficePhrase
from pledgebook.reading.people import Person, PersonBook
from pledgebook.reading.reference_words import Description, Pronoun, ReferenceWords
from pledgebook.reading.references import MANY, Discourse, Entity, is_state
from pledgebook.reading.setting import Setting, label_end
from pledgebook.reading.words import Words

_NEAR, _FAR, _WHOLE = 2, 6, 10_000  # how many sentences back a reference may reach


@dataclass(slots=True)
class Resolver:
    """Resolves the references of one report, sentence by sentence, in reading order."""

    vocabulary: ReferenceWords
    people: PersonBook
    setting: Setting
    discourse: Discourse = field(default_factory=Discourse)
    last_place: tuple[str, ...] = ()

    def pronoun(self, words: Words, index: int, pronoun: Pronoun) -> Entity | None:
        """Whom a pronoun takes up; None for nobody ("it is clear that")."""
        apart = -1 if pronoun.owns else _governor(words, index)
        if words.dep[index] in ("nsubj", "nsubjpass"):
            apart = -1  # a subject is bound by no other word of its clause
        if pronoun.stands_for == "things":
            if not pronoun.owns and self._expletive(words, index):
                return None
            return self.discourse.best(words, index, self._thing_fits(words, index), reach=_NEAR, apart=apart)
        if pronoun.stands_for == "persons":
            return self.discourse.best(
                words, index, _one_person(pronoun.gender), reach=_NEAR + 2, apart=apart
            )
        return self.discourse.best(words, index, _many, reach=_NEAR, apart=apart)

    def _thing_fits(self, words: Words, index: int) -> Callable[[Entity], float | None]:
        verb = words.head[index]
        acts = words.dep[index] == "nsubj" and words.lemma[verb] in self.vocabulary.agent_verbs

        def fits(entity: Entity) -> float | None:
            if entity.nature == "thing":
                return -1.2 if acts else 0.0
            if entity.nature in ("state", "body", "office", "coalition") and len(entity.codes) <= 1:
                return 0.0
            return None

        return fits

    @staticmethod
    def _expletive(words: Words, index: int) -> bool:
        if words.dep[index] == "expl":
            return True
        verb = words.head[index]
        if words.dep[index] not in ("nsubj", "nsubjpass") or words.lemma[verb] not in (
            "be",
            "seem",
            "appear",
            "take",
        ):
            return False
        below = [i for i in range(verb + 1, len(words)) if words.head[i] == verb]
        return any(words.dep[i] in ("ccomp", "xcomp", "csubj") for i in below)

    def description(self, words: Words, head: int, entry: Description) -> Entity | None:
        """Whom "the country", "the bloc" takes up."""

        def fits(entity: Entity) -> float | None:
            if entry.sort == "state":
                if entity.state is None or (entry.fits and entity.state not in entry.fits):
                    return None
                return 0.0 if entity.nature != "person" else -0.3
            codes = entity.codes
            if entity.nature not in ("body", "coalition") or len(codes) != 1 or is_state(codes[0]):
                return None
            return None if entry.fits and codes[0] not in entry.fits else 0.0

        if entry.sort == "coalition" and words.lower[head].startswith("coalition"):
            return Entity("coalition", entry.default)
        found = self.discourse.best(words, head, fits, reach=_FAR, apart=words.head[head])
        if found is not None:
            return Entity("state" if entry.sort == "state" else "body", found.codes)
        if entry.fits and entry.sort == "state" and self.setting.home and self.setting.home[0] in entry.fits:
            return Entity("state", self.setting.home)
        if entry.sort == "coalition" and not self.setting.coalition:
            return None
        return (
            Entity("body" if entry.sort == "body" else "coalition", entry.default) if entry.default else None
        )

    def speaker(self, words: Words, index: int, here: Mapping[int, Entity]) -> Entity | None:
        """Whom "we" means: the speaker of the quotation or of the turn, else those who issue the report."""
        if words.quoted[index]:
            outside = [
                (token, e) for token, e in here.items() if not words.quoted[token] and e.nature != "thing"
            ]
            persons = [
                e for token, e in outside if e.nature in ("person", "persons") and _speaks(words, token)
            ]
            others = [e for token, e in outside if _speaks(words, token)]
            if persons or others:
                return (persons or others)[0]
            if self.setting.in_turn:
                return self.setting.turn
            return self.discourse.best(words, index, _voice, reach=_NEAR, aloud=False)
        return self.setting.turn if self.setting.in_turn else self.setting.issuers

    def office(
        self, words: Words, phrase: OfficePhrase, owner: Entity | None, front: tuple[str, ...], printed: str
    ) -> Entity:
        """Whom an office speaks for, and the person who holds it where the report names one."""
        title = self._title(phrase.title)
        nature = "person" if phrase.personal else "persons" if phrase.plural else "office"
        if phrase.kind == "asset" and not phrase.plural:
            nature = "thing"
        if phrase.outside or phrase.former:
            return Entity(nature, (), printed, kind=phrase.kind)
        taught = self.people.taught.get((words.sentence.sentence.index, phrase.head))
        codes, sure = phrase.codes, bool(phrase.codes)
        if not codes and owner is not None:
            codes, sure = owner.codes, True
        if taught is not None:
            taught.learn(codes, "text" if sure else "guess")
            if taught.codes or taught.former:
                return Entity(nature, person=taught, name=taught.name, kind=phrase.kind)
        codes = codes or phrase.place or self._beside(words, phrase, front)
        person = self._holder(words, phrase, title, codes) if phrase.personal and phrase.definite else None
        if person is not None and taught is None:
            return Entity("person", person=person, name=person.name, kind=phrase.kind)
        if not codes and owner is None:
            same = self._same(phrase)
            if same is not None and taught is None:
                return Entity(nature, same.codes, same.name, kind=phrase.kind)
            label = phrase.first == 0 and label_end(words) is not None
            codes = self._titled_before(phrase) if label else ()
            codes = codes or self._unowned(words, phrase, named=taught is not None or label)
        if taught is not None:
            taught.learn(codes, "guess")
            return Entity(nature, person=taught, name=taught.name, kind=phrase.kind)
        return Entity(nature, codes, printed, kind=phrase.kind)

    def _title(self, title: str) -> str:
        return self.vocabulary.same_title.get(title, title)

    def _beside(self, words: Words, phrase: OfficePhrase, front: tuple[str, ...]) -> tuple[str, ...]:
        """The state that a place tells: "In Madrid the defence minister", "the foreign ministry there"."""
        if words.at(phrase.last + 1) == "there":
            return self.last_place
        return front if phrase.definite or phrase.institution or phrase.plural else ()

    def _holder(
        self, words: Words, phrase: OfficePhrase, title: str, codes: tuple[str, ...]
    ) -> Person | None:
        """The person whom "the prime minister" takes up: the one spoken of last who holds that title."""

        def holds(entity: Entity) -> float | None:
            person = entity.person
            if person is None or person.former or (codes and person.codes != codes):
                return None
            titles = {self._title(held) for held in person.titles}
            if title in titles:
                return 0.0
            general = any(held.endswith(" " + title) for held in titles)
            return -0.5 if general or (title == "leader" and "leader" in person.kinds) else None

        found = self.discourse.best(words, phrase.head, holds, reach=_WHOLE)
        if found is not None or not codes:
            return found.person if found is not None else None
        # "Its prime minister said …": the one whom a later sentence names, if there is one only.
        later = {p.name: p for p in self.people.taught.values() if p.codes == codes and not p.former}
        titled = [p for p in later.values() if title in {self._title(held) for held in p.titles}]
        return titled[0] if len(titled) == 1 else None

    def _same(self, phrase: OfficePhrase) -> Entity | None:
        """Whom "the official", "the spokesman" takes up: the one quoted last."""
        if (
            not phrase.definite
            or phrase.institution
            or phrase.kind not in ("official", "diplomat", "spokesperson")
        ):
            return None
        nature = "persons" if phrase.plural else "person"
        return self.discourse.last(lambda e: e.kind == phrase.kind and e.nature == nature)

    def _titled_before(self, phrase: OfficePhrase) -> tuple[str, ...]:
        """Whose word it is where that was told before: "a briefing by the spokesperson of Peru"."""
        found = self.discourse.last(lambda e: e.kind == phrase.kind and bool(e.codes))
        return found.codes if found is not None else ()

    def _unowned(self, words: Words, phrase: OfficePhrase, *, named: bool) -> tuple[str, ...]:
        """The state of "the defence ministry", "a government spokesperson" where nobody owns it."""
        national = self.vocabulary.national_titles.get(phrase.title)
        if national is not None and national in self.setting.named:
            return (national,)
        if bodies := self.vocabulary.body_titles.get(phrase.title):
            return self._headed(words, phrase, bodies)
        if named:
            return self._near(words, phrase.head)
        within = phrase.institution and (phrase.personal or phrase.kind == "parliament" or phrase.plural)
        if phrase.kind == "asset" or not (phrase.definite or within):
            return ()
        if phrase.kind in ("official", "diplomat") and not phrase.institution:
            return ()
        if phrase.plural and not phrase.institution:
            leaders = phrase.title == "leader" and self.setting.issuers is not None
            return self.setting.issuers.codes if leaders and self.setting.issuers else ()
        return self.focus(words, phrase.head)

    def _headed(self, words: Words, phrase: OfficePhrase, bodies: Sequence[str]) -> tuple[str, ...]:
        """The organisation of "the secretary-general": of those that have one, the one named last."""
        found = self.discourse.best(
            words, phrase.head, lambda e: 0.0 if e.codes and e.codes[0] in bodies else None, reach=_WHOLE
        )
        return found.codes[:1] if found is not None else tuple(bodies[:1])

    def _near(self, words: Words, token: int) -> tuple[str, ...]:
        """The state of a titled person of whom no more is said: only what stands close is trusted."""
        here = words.sentence.sentence
        found = self.discourse.best(
            words, token, lambda e: 0.0 if e.state else None, reach=1 if here.paragraph >= 0 else 0
        )
        return found.codes if found is not None else ()

    def focus(self, words: Words, token: int) -> tuple[str, ...]:
        """The state that the text is about at a token."""

        def fits(entity: Entity) -> float | None:
            if entity.state is None:
                return None
            return 1.0 if self.setting.home and entity.codes == self.setting.home else 0.0

        found = self.discourse.best(words, token, fits, reach=_FAR)
        return found.codes if found is not None else self.setting.home

    def group(self, words: Words, group: GroupPhrase, owner: Entity | None) -> Entity | None:
        """The parties of a counted or vague set: a named set where the text named it, else GROUP."""
        if group.shape == "pair" and not group.other:
            named = self._named_together(words, group)
            return named or Entity("group", ("GROUP",), count=group.count)
        if group.shape in ("counted", "vague", "number"):
            return Entity("group", ("GROUP",), count=group.count)
        if group.shape != "owned" and owner is not None and owner.codes:
            others = group.noun in self.vocabulary.friends  # "allies of Ukraine" are not Ukraine
            return Entity("group", ("GROUP",)) if others else Entity("set", owner.codes)
        if group.codes and all(not is_state(code) for code in group.codes):
            return Entity("set", group.codes)
        inside = group.noun in (
            "member",
            "participant",
            "member state",
            "government",
            "signatory",
            "contributor",
        )
        if group.shape == "owned":
            if owner is not None and inside and owner.codes:
                return Entity("set", owner.codes)
            return Entity("group", ("GROUP",))
        issued = self.setting.issuers is not None and self.setting.issuers.codes == ("COALITION",)
        if group.noun in ("member", "participant", "partner", "signatory", "contributor", "leader") and (
            issued or (self.setting.coalition and group.shape == "members")
        ):
            return Entity("coalition", ("COALITION",))
        if group.shape == "members":
            if group.other:
                return Entity("group", ("GROUP",))
            earlier = self.discourse.best(
                words, group.head, _several, reach=_NEAR, apart=words.head[group.head]
            )
            return (
                Entity("set", earlier.codes, count=earlier.count) if earlier else Entity("group", ("GROUP",))
            )
        return Entity("group", ("GROUP",))

    def _named_together(self, words: Words, group: GroupPhrase) -> Entity | None:
        size = group.count or 2
        for back in (0, 1, _NEAR):
            states = self.discourse.states_before(words, back)
            if len(states) == size:
                return Entity("set", tuple(states), count=size)
            found = self.discourse.sets_before(words, back, size)
            if found is not None:
                return found
        return self.discourse.sets_before(words, _FAR, size)


def _governor(words: Words, index: int) -> int:
    """The verb that a word hangs on, over its preposition."""
    above = words.head[index]
    return words.head[above] if words.pos[above] == "ADP" else above


def _one_person(gender: str | None) -> Callable[[Entity], float | None]:
    def fits(entity: Entity) -> float | None:
        if entity.nature != "person":
            return None
        known = entity.person.gender if entity.person is not None else entity.gender
        return None if known and gender and known != gender else 0.0

    return fits


def _many(entity: Entity) -> float | None:
    if entity.nature in ("set", "people", "persons", "group"):
        return 0.5
    if entity.nature in MANY:
        return -0.6
    return -1.5 if entity.nature in ("state", "body") else None


def _several(entity: Entity) -> float | None:
    return 0.0 if entity.nature in ("set", "people", "group") else None


def _voice(entity: Entity) -> float | None:
    if entity.nature in ("person", "persons"):
        return 1.0
    return 0.0 if entity.nature in ("office", "state", "body") else None


def _speaks(words: Words, token: int) -> bool:
    return words.role(token) in ("subject", "clause")
