"""Positions by the network: what it adds to those of the rules, and what it sets right in them.

The network gives for each actor of a sentence the chance of a position about every contribution
(`network.py`). Rules that read a stance well may still miss what "them" or "the plan" takes up, and there are
many more ways to take a stance than there are rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pledgebook.model import Evidence, Pledge, Position, Reason
from pledgebook.reading.context import Context
from pledgebook.reading.grammar import SUBJECTS, VERBAL
from pledgebook.reading.links import BY_NETWORK
from pledgebook.reading.network import CONTRIBUTIONS, STANCES, Chances
from pledgebook.reading.position_ties import is_tied
from pledgebook.reading.position_words import position_words
from pledgebook.reading.records import Parsed
from pledgebook.reading.review import LONG
from pledgebook.reading.rows import nearness, stance_speaker
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import VAGUE

TOLD_BEFORE = "told before"
"""The rule of an object that a stance only takes up: "it", "the plan"."""

# From this chance on a position is added: any, and a demand where the report has other rows. The lower bound
# finds a tenth more demands on reports that nothing has learned from.
_SURE, _ASKED = 0.45, 0.34
# From this chance on the network tells what "it" takes up.
_TELLS = 0.1
# Below this the network holds that an actor takes no stance on a contribution at all.
_NO_CHANCE = 0.03
# A long report with fewer pledges than this is hardly about them: there a position of the rules needs at
# least this chance.
_FEW, _LEAST = 3, 0.05

# What tells that somebody is to do a thing, by the word of another.
_DUTIES = frozenset({"should", "must", "ought"})


def with_chances(
    rows: Iterable[Position],
    pledges: Iterable[Pledge],
    chances: Mapping[int, Sequence[Chances]],
    sentences: Sequence[Parsed],
    context: Context,
) -> list[Position]:
    """The positions of the rules as the network sees them, then those that it alone sees.

    What a sentence pledges of a contribution is no position of the same party on it.
    """
    pledges = tuple(pledges)
    least = _LEAST if len(sentences) >= LONG and len(pledges) < _FEW else 0.0
    by_sentence = {
        sentences[number].sentence.start: {one.slot.actor: one for one in given}
        for number, given in chances.items()
    }
    kept = [
        changed
        for row in rows
        if (changed := _reviewed(row, by_sentence.get(row.evidence.start, {}).get(row.actor), least))
        is not None
    ]
    told = {(row.actor, row.object) for row in kept}
    given = {(row.guarantor, row.contribution, row.evidence.start) for row in pledges}
    asked = _ASKED if pledges or kept else _SURE
    more: dict[tuple[str, str], tuple[float, Position]] = {}
    for number, seen in chances.items():
        for one in seen:
            for row, chance in _seen(one, sentences[number], context, asked):
                key = row.actor, row.object
                if key in told or (*key, row.evidence.start) in given or more.get(key, (0.0,))[0] >= chance:
                    continue
                more[key] = chance, row
    return list(_specific([*kept, *(row for _, row in more.values())]))


def _specific(rows: Sequence[Position]) -> Iterator[Position]:
    """The positions without the vague ones beside which the same sentence says what is meant.

    "A guarantee that mirrors Article 5" is one thing; of 95 stances on a bare guarantee one has another
    object as well.
    """
    told = {(row.actor, row.stance, row.evidence.start) for row in rows if row.object != "security_guarantee"}
    for row in rows:
        if row.object != "security_guarantee" or (row.actor, row.stance, row.evidence.start) not in told:
            yield row


def _reviewed(row: Position, chances: Chances | None, least: float) -> Position | None:
    """A position of the rules with what the network tells of its object; None where it is too doubtful.

    `least` is the chance that any position needs.
    """
    if chances is None:
        return row
    chance = chances.position[CONTRIBUTIONS.index(row.object)]
    object_ = next((reason for reason in row.reasons if reason.field == "object"), None)
    if row.stance == "demands" and row.object in VAGUE and chance < _NO_CHANCE and not _is_assured(object_):
        return None  # "asked for help"
    best = max(chances.position)
    if (
        object_ is None
        or object_.rule != TOLD_BEFORE
        or object_.words.lower() in position_words().texts
        or best < _TELLS
        or best == chance
    ):
        return row if chance >= least else None
    reasons = tuple(
        replace(reason, rule=BY_NETWORK) if reason is object_ else reason for reason in row.reasons
    )
    return replace(row, object=CONTRIBUTIONS[chances.position.index(best)], reasons=reasons)


def _is_assured(named: Reason | None) -> bool:
    """Whether an object is by its word a matter of security, and no help at large: "a backstop"."""
    return named is not None and any(
        word.rstrip("s") in position_words().assured for word in named.words.lower().split()
    )


def _seen(
    chances: Chances, parsed: Parsed, context: Context, asked: float
) -> Iterator[tuple[Position, float]]:
    """The positions of one actor in a sentence that the network is sure of, with their chances.

    `asked` is the chance from which on a demand is taken for one.
    """
    actor, sentence = chances.slot.actor, parsed.sentence
    mention = chances.slot.mentions[0] if chances.slot.mentions else None
    span = (mention.first, mention.last) if mention else (0, len(parsed.doc) - 1)
    start, end = parsed.span(*span)
    words = context.report.text[start:end]
    likeliest = max(chances.stance)
    stance = STANCES[chances.stance.index(likeliest)]
    if stance == "supports" and any(_ties(parsed.doc[m.last]) for m in chances.slot.mentions):
        stance = "conditional"
    if stance == "demands" and mention and all(_is_asked(parsed.doc[m.last]) for m in chances.slot.mentions):
        return
    for contribution, chance in zip(CONTRIBUTIONS, chances.position, strict=True):
        if chance < (asked if stance == "demands" else _SURE):
            continue
        said = stance_speaker(parsed, context, (start, end), actor)
        row = Position(
            actor=actor,
            stance=stance,
            object=contribution,
            speaker=said.speaker if said else None,
            evidence=Evidence.of(context.report.text, sentence.start, sentence.end),
            reasons=tuple(Reason(field, BY_NETWORK, start, end, words) for field in ("object", "stance")),
            nearness=nearness(said, actor, context.setting.adversaries),
            confidence=round(chance * likeliest, 3),
        )
        yield row, chance


def _is_asked(name: Token) -> bool:
    """Whether a name stands only for whom something is asked of, or for whose neighbour somebody is.

    As in "his appeal to Washington for missiles", "Peru, Chile's neighbour, asked for ships" and "Chile
    should send ships, Peru says".
    """
    words = position_words()
    while name.dep_ == "conj" and name.head.pos_ == "PROPN":
        name = name.head  # "called on Chile and Peru to"
    if name.dep_ == "poss":
        return name.head.dep_ == "appos"
    if name.dep_ in SUBJECTS:
        return any(c.dep_ == "aux" and c.lower_ in _DUTIES for c in name.head.children)
    if name.dep_ == "pobj" and name.head.lower_ in ("to", "on", "upon", "from"):
        above = name.head.head
        said = (above, *(c for c in above.children if c.dep_ == "dobj"))  # "renewed his appeal to"
        return _asks(above) or any(words.nouns.get(t.lemma_) == "ask" for t in said)
    return name.dep_ in ("dobj", "dative") and _asks(name.head)


def _ties(name: Token) -> bool:
    """Whether what a party does in a clause is tied to a condition: "Peru would agree only if"."""
    return name.dep_ in SUBJECTS and name.head.pos_ in VERBAL and is_tied(name.head)


def _asks(verb: Token) -> bool:
    entries = position_words().verbs.get(verb.lemma_, ())
    return verb.pos_ == "VERB" and any("ask" in kinds for _, kinds in entries)
