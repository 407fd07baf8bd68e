"""The actors that may undertake something in a sentence: named in it, speaking in it, or carried into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.reading.beneficiary import Setting
from pledgebook.reading.context import COLLECTIVES, Context
from pledgebook.reading.records import Mention, Parsed, SentenceKind

ROLES = (
    "speaks", "carried", "named", "protected", "hostile", "group", "collective", "place", "recalled", "main",
)  # fmt: skip
"""What is true or not of an actor in a sentence, in the order of `Slot.roles`.

`carried`: the text before it in the paragraph is about the actor; `recalled`: the paragraph before ends with
it; `main`: the report as a whole is about it; `place`: it is named only as a place.
"""

_SUBJECT = ("nsubj", "nsubjpass", "ROOT")
# Sentences at the top of a report, what a name in them counts for, and one that is not the subject.
_TOP, _EARLY, _NO_SUBJECT = 4, 2.0, 0.4


@dataclass(frozen=True, slots=True)
class Slot:
    """An actor in a sentence: its mentions there (none where it only speaks or is carried), its `ROLES`."""

    actor: str
    mentions: tuple[Mention, ...]
    roles: tuple[bool, ...]


def focus_of(sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]]) -> list[tuple[str, ...]]:
    """For each sentence the actors that the text before it is about, nearest first.

    The subject of the sentence before in the same paragraph, else the actor of the heading or label
    above: "Denmark: ministers met on Monday. A patrol vessel is on its way."
    """
    focus: list[tuple[str, ...]] = []
    current: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    paragraph = -1
    for parsed, named in zip(sentences, mentions, strict=True):
        sentence = parsed.sentence
        if sentence.paragraph != paragraph:
            current, paragraph = heading, sentence.paragraph
        focus.append(current)
        acting = [m for m in named if m.via != "place"]
        subjects = [m for m in acting if parsed.doc[m.head].dep_ in _SUBJECT]
        found = (subjects or acting)[:1]
        if sentence.kind is SentenceKind.HEADING:
            heading = found[0].codes if found else ()
            current = heading
        elif found:
            current = found[0].codes
    return focus


def recalled_of(sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]]) -> list[tuple[str, ...]]:
    """For each sentence the actor on whom the paragraph before it ends."""
    recalled: list[tuple[str, ...]] = []
    last: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    paragraph = -1
    for parsed, named in zip(sentences, mentions, strict=True):
        if parsed.sentence.paragraph != paragraph:
            before, paragraph = last, parsed.sentence.paragraph
        recalled.append(before)
        acting = [m for m in named if m.via != "place" and m.codes]
        subjects = [m for m in acting if parsed.doc[m.head].dep_ in _SUBJECT]
        if acting:
            last = (subjects or acting)[0].codes
    return recalled


def main_of(sentences: Sequence[Parsed], context: Context) -> str | None:
    """The one actor that the report is mostly about, apart from who is protected or hostile.

    Who is named first counts most, and who acts more than who is acted on.
    """
    weights: Counter[str] = Counter()
    aside = {context.setting.beneficiary, *context.setting.adversaries}
    for number, (parsed, named) in enumerate(zip(sentences, context.mentions, strict=True)):
        for mention in named:
            if len(mention.codes) != 1 or mention.via == "place" or mention.codes[0] in aside:
                continue
            weight = _EARLY if number < _TOP else 1.0
            if parsed.doc[mention.head].dep_ not in _SUBJECT:
                weight *= _NO_SUBJECT
            weights[mention.codes[0]] += weight  # type: ignore[assignment]
    return weights.most_common(1)[0][0] if weights else None


def slots_of(sentences: Sequence[Parsed], context: Context) -> list[tuple[Slot, ...]]:
    """The slots of each sentence: those named from left to right, then speakers, then those it may mean."""
    focus, recalled = focus_of(sentences, context.mentions), recalled_of(sentences, context.mentions)
    main = main_of(sentences, context)
    speaking: dict[int, set[str]] = {}
    for said in context.attributions:
        speaking.setdefault(said.sentence, set()).update(said.codes)
    found: list[tuple[Slot, ...]] = []
    for number, named in enumerate(context.mentions):
        spoken = speaking.get(sentences[number].sentence.index, set())
        by_actor: dict[str, list[Mention]] = {}
        for mention in sorted(named, key=lambda m: m.first):
            for code in mention.codes:
                by_actor.setdefault(code, []).append(mention)
        meant = _Meant(frozenset(spoken), frozenset(focus[number]), frozenset(recalled[number]), main)
        for code in (*sorted(spoken), *focus[number], *recalled[number], *([main] if main else ())):
            by_actor.setdefault(code, [])
        found.append(
            tuple(
                Slot(actor, tuple(there), _roles(actor, there, meant, context.setting))
                for actor, there in by_actor.items()
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whom a sentence may mean without a name."""

    speaking: frozenset[str]
    carried: frozenset[str]
    recalled: frozenset[str]
    main: str | None


def _roles(actor: str, mentions: Sequence[Mention], meant: _Meant, setting: Setting) -> tuple[bool, ...]:
    return (
        actor in meant.speaking,
        actor in meant.carried,
        bool(mentions),
        actor == setting.beneficiary,
        actor in setting.adversaries,
        actor == "GROUP",
        actor in COLLECTIVES or actor.startswith("OTHER"),
        bool(mentions) and all(m.via == "place" for m in mentions),
        actor in meant.recalled,
        actor == meant.main,
    )
