"""What a text has spoken of so far, and which of it a pronoun or a description takes up.

A salience model after Lappin and Leass ("An algorithm for pronominal anaphora resolution",
Computational Linguistics 20(4), 1994), cut down to what news reports need: an actor weighs more as
a subject than as an object, less with every sentence since, less across a paragraph; number and
animacy must agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pledgebook.reading.people import Person
from pledgebook.reading.words import Words

_WEIGHT = {"subject": 3.0, "clause": 2.4, "owner": 1.3, "object": 1.0, "other": 1.0, "modifier": 0.2}
_SENTENCE_LOSS = 1.0
_PARAGRAPH_LOSS = 0.9
_HEADING_LOSS = 1.0
_MEMORY = 160  # mentions kept: more than any rule looks back

MANY = frozenset({"people", "persons", "group", "set", "several", "office", "coalition"})


@dataclass(slots=True, eq=False)
class Entity:
    """Something spoken of. `nature` is one of state, body, person (one human), persons (officials),
    people (the French), office (a ministry, a government), group, coalition, set (several named
    together), thing (no actor: "the mission").

    A person's codes are the person's own, so that what is learnt later holds for all mentions.
    """

    nature: str
    own: tuple[str, ...] = ()
    name: str | None = None
    person: Person | None = None
    count: int | None = None
    kind: str = ""
    gender: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The actors that it stands for."""
        return self.person.codes if self.person is not None else self.own

    @property
    def state(self) -> str | None:
        """The one state that it is or speaks for."""
        codes = self.codes
        return codes[0] if len(codes) == 1 and is_state(codes[0]) else None


def is_state(code: str) -> bool:
    """Whether an actor code is that of a state or a territory.

    >>> is_state("FRA"), is_state("EU"), is_state("OTHER:ECOWAS")
    (True, False, False)
    """
    return len(code) == 3 and code.isalpha() and code.isupper()


@dataclass(slots=True, eq=False)
class Seen:
    """One mention in the memory of a report."""

    entity: Entity
    sentence: int
    paragraph: int
    token: int
    weight: float
    quoted: bool
    verb: int


Fits = Callable[[Entity], float | None]


@dataclass(slots=True)
class Discourse:
    """The memory of one report, in reading order."""

    seen: list[Seen] = field(default_factory=list)
    _chains: dict[tuple[int, int], list[Entity]] = field(default_factory=dict)

    def note(self, words: Words, head: int, entity: Entity, *, penalty: float = 0.0) -> None:
        """Remember a mention; actors joined by "and" are remembered together as well."""
        sentence = words.sentence.sentence
        weight = _WEIGHT[words.role(head)] - penalty
        if sentence.kind == "heading" and len(words) > 3:
            weight -= _HEADING_LOSS
        verb = words.head[head] if words.parsed else -1
        self._add(Seen(entity, sentence.index, sentence.paragraph, head, weight, words.quoted[head], verb))
        if not words.parsed or entity.nature in ("thing", "group") or not entity.codes:
            return
        root = head
        while words.dep[root] == "conj" and words.head[root] != root:
            root = words.head[root]
        chain = self._chains.setdefault((sentence.index, root), [])
        chain.append(entity)
        if len(chain) > 1:
            codes = tuple(dict.fromkeys(code for member in chain for code in member.codes))
            several = Entity("set", codes, count=len(chain))
            self._add(
                Seen(
                    several, sentence.index, sentence.paragraph, head, weight + 0.1, words.quoted[head], verb
                )
            )

    def _add(self, seen: Seen) -> None:
        self.seen.append(seen)
        if len(self.seen) > _MEMORY:
            del self.seen[: _MEMORY // 4]

    def best(
        self, words: Words, token: int, fits: Fits, *, reach: int, apart: int = -1, aloud: bool = True
    ) -> Entity | None:
        """The most salient entity that fits, among mentions at most `reach` sentences back.

        `fits` gives a bonus or a loss, or None where the entity cannot be meant. A mention that
        hangs on the verb `apart` in the same sentence is not meant: "Germany told it". Without
        `aloud`, what stands in quotation marks is left out.
        """
        here = words.sentence.sentence
        best: tuple[float, int] | None = None
        chosen: Entity | None = None
        for order, seen in enumerate(self.seen):
            back = here.index - seen.sentence
            if back > reach or (back == 0 and apart >= 0 and seen.verb == apart and seen.token != token):
                continue
            bonus = fits(seen.entity) if aloud or not seen.quoted else None
            if bonus is None:
                continue
            score = seen.weight + bonus - back * _SENTENCE_LOSS
            if seen.paragraph != here.paragraph:
                score -= _PARAGRAPH_LOSS
            if best is None or (score, order) > best:
                best, chosen = (score, order), seen.entity
        return chosen

    def states_before(self, words: Words, back: int) -> list[str]:
        """The states spoken of in the last sentences as actors of their own, the latest last, each once."""
        here = words.sentence.sentence.index
        codes: dict[str, None] = {}
        for seen in self.seen:
            if here - seen.sentence <= back and seen.weight >= 1.0 and seen.entity.state:
                codes.pop(seen.entity.state, None)
                codes[seen.entity.state] = None
        return list(codes)

    def sets_before(self, words: Words, back: int, size: int) -> Entity | None:
        """The latest set of just so many actors named together."""
        here = words.sentence.sentence.index
        for seen in reversed(self.seen):
            if (
                here - seen.sentence <= back
                and seen.entity.nature == "set"
                and len(seen.entity.codes) == size
            ):
                return seen.entity
        return None

    def last(self, fits: Callable[[Entity], bool]) -> Entity | None:
        """The entity mentioned last that fits."""
        return next((seen.entity for seen in reversed(self.seen) if fits(seen.entity)), None)
