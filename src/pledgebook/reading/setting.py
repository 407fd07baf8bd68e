"""What a report as a whole tells of its actors: who issues it, where it is at home, who is speaking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pledgebook.reading.issuers import TOP, issuers_of
from pledgebook.reading.places import Hit
from pledgebook.reading.reference_words import ReferenceWords
from pledgebook.reading.references import Entity, is_state
from pledgebook.reading.words import Words

_TITLE_WEIGHT, _FIRST_WEIGHT = 3.0, 2.0


@dataclass(slots=True)
class Setting:
    """The setting of one report; who has the word changes as it is read.

    `issuers` are those whom "we" means outside of quotations; `home` is the state that an office
    with no owner belongs to where nothing nearer tells; `named` are all actors named; `coalition`
    says whether a coalition is spoken of; `turn` is the speaker of the present turn of a
    transcript, if `in_turn`; `labels` are those who had the word before, by how they were labelled.
    """

    issuers: Entity | None = None
    home: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    coalition: bool = False
    transcript: bool = False
    turn: Entity | None = None
    in_turn: bool = False
    labels: dict[str, Entity] = field(default_factory=dict)

    def take_turn(self, words: Words, colon: int | None, speakers: Sequence[Entity], labelled: bool) -> None:
        """Who has the word from here on, if the sentence begins with a label; `labelled`: with a name."""
        if colon is None:
            self.in_turn = self.in_turn and self.transcript
            return
        if labelled and not speakers and not self.transcript:
            self.in_turn = False
            return
        self.in_turn = True
        label = " ".join(words.lower[:colon])
        # "Spokesperson Ek:", later "Spokesperson:"
        same = next((held for name, held in self.labels.items() if name.startswith(label + " ")), None)
        self.turn = same or (speakers[-1] if speakers else None)
        if self.turn is not None:
            self.labels.setdefault(label, self.turn)
        if self.issuers is not None and self.turn is not None and self.turn.person is not None:
            self.turn.person.learn(self.issuers.codes, "guess")

    def sign(self, words: Words, persons: Sequence[Entity], titled: bool, vocabulary: ReferenceWords) -> None:
        """A line such as "Antony J. Blinken, Secretary of State" at the top: "we" are his state."""
        sentence = words.sentence.sentence
        if self.issuers is not None or not 0 <= sentence.index < TOP or sentence.kind != "heading":
            return
        stated = not vocabulary.statements.isdisjoint(words.lower)
        if persons and "VERB" not in words.pos and (titled or stated):
            self.issuers = persons[0]


def setting_of(views: Sequence[Words], hits: Sequence[Sequence[Hit]], vocabulary: ReferenceWords) -> Setting:
    """The setting of a report from its title, its first lines and all names in it."""
    setting = Setting()
    setting.coalition = any(is_coalition(words, i, vocabulary) for words in views for i in range(len(words)))
    setting.issuers = issuers_of(views, hits, vocabulary)
    setting.home = _home(views, hits)
    setting.named = frozenset(code for found in hits for hit in found for code in hit.codes)
    if setting.issuers is not None and len(setting.issuers.codes) == 1 and is_state(setting.issuers.codes[0]):
        setting.home = setting.issuers.codes
    setting.transcript = sum(label_end(words) is not None for words in views) > 2
    return setting


def is_coalition(words: Words, index: int, vocabulary: ReferenceWords) -> bool:
    """Whether a token is the head of a coalition of states: not of parties, not of firms."""
    if words.lower[index] != "coalition":
        return False
    if words.at(index - 1) in vocabulary.coalition_not.before:
        return False
    after = words.at(index + 1)
    if after in vocabulary.coalition_not.after:
        return False
    if after == "of":
        rest = " ".join(words.lower[index : index + 6])
        return any(rest.startswith(phrase) for phrase in vocabulary.coalitions)
    before = words.at(index - 1)
    named = {phrase.split()[0] for phrase in vocabulary.coalitions if phrase.endswith(" coalition")}
    return before in named or before in ("the", "this", "-", "'s", "’s", "wider", "broad", "broader")


def label_end(words: Words) -> int | None:
    """The token of the colon that ends a speaker's label ("VOGEL:"), or None."""
    if words.sentence.sentence.kind == "item":
        return None
    for index in range(1, min(9, len(words))):
        if words.text[index] == ":":
            end = words.text.index("(") if "(" in words.text[:index] else index
            bare = [t for t in words.text[:end] if t.isalpha()]
            named = bool(bare) and all(t[0].isupper() for t in bare[:3])
            return index if named and index + 1 < len(words) else None
        if words.text[index] in (".", "!", "?", ";", '"', "“"):
            return None
    return None


def _home(views: Sequence[Words], hits: Sequence[Sequence[Hit]]) -> tuple[str, ...]:
    """The state that the report is mostly about: its title and its first lines weigh most."""
    weights: Counter[str] = Counter()
    for number, (words, named) in enumerate(zip(views, hits, strict=True)):
        paragraph = words.sentence.sentence.paragraph
        for hit in named:
            if len(hit.codes) != 1 or not is_state(hit.codes[0]):
                continue
            weight = _TITLE_WEIGHT if paragraph < 0 else _FIRST_WEIGHT if number < TOP else 1.0
            if hit.kind == "demonym":
                weight *= 0.7
            if words.role(words.root(hit.first, hit.last)) not in ("subject", "clause"):
                weight *= 0.4
            weights[hit.codes[0]] += weight  # type: ignore[assignment]
    return (weights.most_common(1)[0][0],) if weights else ()
