"""Positions by their frames: where a party stands on what others would do.

The judgement climbs from a contribution to what stands above it. A stance is often said the other way
round: its verb, noun or predicate first, and what it is about only by "them", "foreigners" or "the
plan". Here each word that takes a stance is read downwards: who takes it, towards what, whose that is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from pledgebook.model import Evidence, Pledge, Position, Reason
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.context import Context
from pledgebook.reading.cues import Cue
from pledgebook.reading.position_chances import TOLD_BEFORE
from pledgebook.reading.position_frames import Frames
from pledgebook.reading.position_ground import Stance
from pledgebook.reading.position_objects import Object
from pledgebook.reading.position_words import position_words
from pledgebook.reading.records import Parsed, SentenceKind
from pledgebook.reading.review import is_added
from pledgebook.reading.rows import nearness, stance_speaker
from pledgebook.reading.scene import Scene
from pledgebook.reading.shadows import Shadows
from pledgebook.reading.vocabulary import Vocabulary

# How many sentences back "the plan" may lie.
_BACK = 2
# What "the force" or "the mission" may be.
_FORCES = frozenset({"ground_troops", "naval_forces", "air_forces", "force_unspecified", "monitoring"})
# What a frame may tell more closely than the judgement: "the deployment" is of the kind that its own words
# tell, or that was told before; who "wants the guarantee to bind" wants more than one.
_CLOSER = {
    "force_unspecified": _FORCES - {"force_unspecified"},
    "security_guarantee": frozenset({"defence_commitment"}),
}
# Why a cue is dropped that tells of what kind a force is: "the deployment of ships".
_OF_A_FORCE = "part of force_unspecified"
# Bodies whose communiqués welcome everything, and sets with no name.
_COLLECTIVE = frozenset({"NATO", "EU", "UN", "AU", "COALITION", "EUROPE", "GROUP"})
# What the judgement calls a stance by a word that has many other uses: a frame must hold it too.
_ALONE = frozenset({"request", "oppose", "tolerate", "says that it must", "report", "other", "offer"})


@dataclass(frozen=True, slots=True)
class Framed:
    """A position of a frame; `sure` where its words alone make it the act of others.

    `beside` is one that only tells more of what the judgement found: "would back a force if" may be an offer.
    """

    row: Position
    sure: bool
    topic: bool
    beside: bool = False


def with_frames(
    judged: Sequence[Position], framed: Sequence[Framed], pledges: Sequence[Pledge]
) -> tuple[list[Position], list[Pledge]]:
    """The positions of the judgement and of frames, and the pledges that are none of these.

    The judgement's position stands before that of a frame which agrees with it. A pledge of the same party
    and sentence stands before a frame that leaves open whose act it is, and gives way to one that does not.
    """
    judged = _as_frames_tell(judged, framed)
    told = {(row.actor, row.object, row.evidence.start) for row in judged}
    # "Guarantees that mirror Article 5" name one thing twice, the second time for what it is.
    told |= {(row.actor, "security_guarantee", row.evidence.start) for row in judged}
    held = {(row.actor, row.stance, row.evidence.start) for row in judged}
    given = {(row.guarantor, row.contribution, row.evidence.start) for row in pledges if not is_added(row)}
    more, taken = [], set()
    for found in framed:
        row = found.row
        key = row.actor, row.object, row.evidence.start
        if key in told and found.sure and row.stance == "conditional":
            taken.add(key)  # "would back it if": no offer beside it
        vague = found.topic and (row.actor, row.stance, row.evidence.start) in held
        if key in told or vague or found.beside or (key in given and not found.sure):
            continue
        more.append(row)
        taken.add(key)
    kept = [row for row in pledges if (row.guarantor, row.contribution, row.evidence.start) not in taken]
    return [*judged, *more], kept


def _as_frames_tell(judged: Sequence[Position], framed: Sequence[Framed]) -> list[Position]:
    """The positions of the judgement that the frames bear out, or do not tell more closely."""
    framing = {(f.row.actor, f.row.stance, f.row.object, f.row.evidence.start) for f in framed}
    # Read downwards, "demanded that they leave" and "urged it not to send" keep what turns them round.
    turned = {(f.row.actor, f.row.object, f.row.evidence.start): f.row.stance for f in framed if not f.topic}
    objects: dict[tuple[str, str, int], set[str]] = {}
    for f in framed:
        objects.setdefault((f.row.actor, f.row.stance, f.row.evidence.start), set()).add(f.row.object)
    kept = []
    for row in (_as_framed(row, framing) for row in judged):
        start = row.evidence.start
        borne_out = (row.actor, row.stance, row.object, start) in framing or _stands_alone(row)
        agrees = turned.get((row.actor, row.object, start), row.stance) == row.stance
        closer = _CLOSER.get(row.object, frozenset()) & objects.get((row.actor, row.stance, start), set())
        if borne_out and agrees and not closer:
            kept.append(row)
    return kept


def _as_framed(row: Position, framing: Set[tuple[str, str, str, int]]) -> Position:
    """Support that a frame ties to a condition is conditional: "would back it as long as others do"."""
    tied = (row.actor, "conditional", row.object, row.evidence.start) in framing
    return replace(row, stance="conditional") if tied and row.stance == "supports" else row


def _stands_alone(row: Position) -> bool:
    """Whether a position of the judgement holds without a frame that finds it too.

    "Needs", "order" and "support" have too many other uses: "needs its soldiers at home".
    """
    decided = next((reason for reason in row.reasons if reason.field == "stance"), None)
    if row.stance == "supports" or decided is None:
        return False
    kind, _, wording = decided.rule.partition(": ")
    if wording in position_words().firm:
        return True
    return kind in _ALONE and wording.split(" ")[0] not in position_words().loose


@dataclass(frozen=True, slots=True)
class _Told:
    """What a report told of before a sentence: the contributions of the sentences behind it."""

    recent: tuple[str, ...]
    usual: str | None
    against: frozenset[str]

    def meant(self, pronoun: bool, force: bool = False) -> str | None:
        """What "them" or "the force" takes up. A force named as such is no more than that.

        "The force" that soldiers were promised to has other parts too; one of monitors has not.
        """
        near = next(iter(self.recent), None)
        told = (near or self.usual) if pronoun else (self.usual or near)
        return "force_unspecified" if force and told in (None, "ground_troops") else told


def positions_by_frames(
    sentences: Sequence[Parsed],
    context: Context,
    candidates: Sequence[Candidate],
    pledges: Sequence[Pledge],
    vocabulary: Vocabulary,
) -> Iterator[Framed]:
    """The positions that the frames of a report's sentences hold; `pledges` tell who gives something."""
    against = _opponents(context, pledges)
    by_sentence: dict[int, list[str]] = {}
    for candidate in candidates:
        cue = candidate.cue
        if not cue.weak and cue.contribution in vocabulary.hard:
            by_sentence.setdefault(candidate.parsed.sentence.index, []).append(cue.contribution)
    counts = Counter(c for found in by_sentence.values() for c in found)
    forces = [code for code, _ in counts.most_common() if code in _FORCES]
    usual = forces[0] if forces else None
    for parsed in sentences:
        if not parsed.parsed or parsed.sentence.kind is SentenceKind.HEADING:
            continue
        if parsed.sentence.text.rstrip("\"'”’») ").endswith("?"):
            continue
        index = parsed.sentence.index
        recent = tuple(c for back in range(1, _BACK + 1) for c in reversed(by_sentence.get(index - back, [])))
        yield from _positions(parsed, context, vocabulary, _Told(recent, usual, against))


def _opponents(context: Context, pledges: Sequence[Pledge]) -> frozenset[str]:
    """Those who stand against what others give, and give nothing themselves."""
    table = position_words().opponents
    known = table["usual"] | table.get(context.setting.beneficiary or "", frozenset())
    givers = {row.guarantor for row in pledges if row.status not in ("refused", "withdrawn")}
    return context.setting.adversaries | (known - givers)


def _positions(parsed: Parsed, context: Context, vocabulary: Vocabulary, told: _Told) -> Iterator[Framed]:
    scene = Scene(parsed, context, vocabulary)
    frames = Frames(scene, partial(_cues, scene), position_words(), told.against)
    taken = list(frames.stances())
    taken += frames.blamed({c for stance in taken for c in stance.holder})
    for stance in taken:
        for thing in stance.objects:
            head = scene.doc[thing.token]
            contribution = thing.contribution or told.meant(
                head.pos_ == "PRON", head.lemma_.lower() in position_words().forces
            )
            if contribution is None and thing.foreign:
                contribution = thing.otherwise or "ground_troops"  # "foreigners", with nothing told before
            contribution = contribution or thing.otherwise
            if contribution is None:
                continue
            for actor in _holders(stance, thing, scene, told.against):
                sure = stance.of_others or thing.foreign or actor in told.against
                sure = sure or _wants_of_others(stance, thing, actor)
                sure = sure or bool(thing.owners and actor not in thing.owners)
                row = _row(stance, thing, actor, contribution, scene, context)
                beside = not sure and _may_be_an_offer(stance, thing, actor, scene)
                yield Framed(row, sure, thing.topic, beside)


def _may_be_an_offer(stance: Stance, thing: Object, actor: str, scene: Scene) -> bool:
    """Whether nothing tells that what a party backs on a condition is the act of others."""
    if stance.stance != "conditional" or actor == scene.setting.beneficiary:
        return False
    return not thing.plan and all(c == actor for c in (*thing.owners, *stance.doers))


def _cues(scene: Scene) -> list[Cue]:
    """The contributions that a stance may be about."""
    cues = [cue for cue in scene.cues() if not _is_voiced(cue, scene)]
    chains = {cue: scene.climber.climb(cue.head, cue.verb) for cue in cues}
    dropped = Shadows(scene.climber.grammar, scene.amounts, scene.vocabulary).find(cues, chains)
    told = [cue for cue, why in dropped.items() if why == _OF_A_FORCE and cue.contribution in _FORCES]
    holding = {noun for cue in told for noun in chains[cue].nouns}
    return [
        cue
        for cue in cues
        if cue in told
        or (cue not in dropped and not (cue.contribution == "force_unspecified" and cue.head in holding))
    ]


def _is_voiced(cue: Cue, scene: Scene) -> bool:
    """Whether "support" is what somebody says, not what he gives: "voiced support for the soldiers"."""
    words, noun = position_words(), scene.doc[cue.head]
    said = noun.dep_ == "dobj" and any(w in words.making for w in scene.words[noun.head.i])
    return said and noun.lemma_ in words.services


def _holders(stance: Stance, thing: Object, scene: Scene, against: frozenset[str]) -> Iterator[str]:
    """Those of a stance's holders whose own act it is not."""
    for actor in stance.holder:
        if actor == "GROUP" or (stance.stance == "supports" and actor in _COLLECTIVE):
            continue
        involved = actor == scene.setting.beneficiary or actor in against
        involved = involved or _wants_of_others(stance, thing, actor)
        own = actor in thing.owners or (actor in stance.doers and not involved)
        backed = thing.topic or thing.contribution in _FORCES
        backed = backed and stance.stance in ("supports", "conditional")
        others = (
            thing.foreign or thing.plan or backed or any(c != actor for c in (*thing.owners, *stance.doers))
        )
        if own and (not thing.foreign or set(thing.owners) == {actor}):
            continue  # "no Azerbaijani will set foot there", by Baku's own word
        if stance.of_others or others or involved:
            yield actor


def _wants_of_others(stance: Stance, thing: Object, actor: str) -> bool:
    """Whether an organisation, which has no soldiers, wants those of others: "the UN wants 1,250 men"."""
    return actor in _COLLECTIVE and stance.rule == "frame: want" and not thing.topic


def _row(
    stance: Stance, thing: Object, actor: str, contribution: str, scene: Scene, context: Context
) -> Position:
    parsed = scene.parsed
    sentence = parsed.sentence
    said = stance_speaker(parsed, context, parsed.span(thing.token, thing.token), actor)
    reasons = []
    for name, rule, token in (
        ("actor", "frame", stance.holder_token),
        ("object", TOLD_BEFORE if thing.topic else "frame", thing.token),
        ("stance", stance.rule, stance.token),
    ):
        if token is not None:
            first, last = parsed.span(token, token)
            reasons.append(Reason(name, rule, first, last, context.report.text[first:last]))
    return Position(
        actor=actor,
        stance=stance.stance,
        object=contribution,
        speaker=said.speaker if said else None,
        evidence=Evidence.of(context.report.text, sentence.start, sentence.end),
        reasons=tuple(reasons),
        nearness=nearness(said, actor, context.setting.adversaries),
    )
