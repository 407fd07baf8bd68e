"""The second look: rules decide, the trained reviewer drops the least likely rows and adds likely ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pledgebook.model import Pledge
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.context import Context
from pledgebook.reading.crossing import acts_itself, clauses_of, is_apart
from pledgebook.reading.gapping import GAPPED
from pledgebook.reading.guards import (
    NO,
    came_to_nothing,
    denies_the_aim,
    is_grammar,
    is_left_to_others,
    is_the_other_course,
    may_be_denied,
    may_give_way,
    others_give,
    stays,
)
from pledgebook.reading.judgement import THREAT
from pledgebook.reading.links import Link
from pledgebook.reading.network import Chances
from pledgebook.reading.passed_over import is_passed_over, passed_over_for
from pledgebook.reading.receiving import is_given, is_helped
from pledgebook.reading.records import MentionKind, Parsed
from pledgebook.reading.reviewer import Features, Reviewer, report_features

NO_STANCE = "none"
REVIEWED = "reviewed"
"""The rule of a status or stance that the rules did not give."""
LONG = 6
"""From so many sentences on a report may be judged as a whole; a few sentences are a case of their own."""
COMMITTED = frozenset({"delivered", "formalised", "pledged"})
# What the rules dropped for one of these reasons is said not to be so, or not yet: never a commitment.
_DENIED = frozenset(
    {"not done", "denied", "contrasted with a refusal", "supposition", "forecast", "attitude of another"}
)
# A link that the rules dropped becomes no commitment where a refusal is as likely as this.
_DOUBT = 0.1
# A row of the rules less likely than this, link and status together, falls.
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """A link with what the reviewer makes of it."""

    link: Link
    probability: float
    status: str
    status_probability: float
    refusal: float
    stances: Mapping[str, float]

    @property
    def pair(self) -> tuple[str, str]:
        """Actor and contribution."""
        return self.link.actor, self.link.candidate.cue.contribution

    @property
    def joint(self) -> float:
        """How likely the row as a whole is right, before calibration."""
        return self.probability * self.status_probability

    @property
    def stance_probability(self) -> float:
        """How likely the actor takes any stance."""
        return 1 - self.stances[NO_STANCE]


@dataclass(frozen=True, slots=True)
class Review:
    """What is left of the candidates.

    `doubtful` were dropped; `possible` may be pledges that the rules missed. `about` tells whether
    the report is about undertakings at all, or holds one that is sure all the same.
    """

    candidates: tuple[Candidate, ...]
    doubtful: tuple[Candidate, ...]
    possible: tuple[Candidate, ...]
    about: bool


def review(
    candidates: Sequence[Candidate],
    links: Iterable[Link],
    sentences: Sequence[Parsed],
    context: Context,
    chances: Mapping[int, Sequence[Chances]],
    reviewer: Reviewer,
) -> Review:
    """Looks again at every link of a report's candidates, and at those that the network sees.

    `chances` are those that the network gives, by the number of the sentence.
    """
    every = _each_its_own([_seen(link, reviewer) for link in links])
    by_candidate: dict[int, list[Seen]] = {}
    for seen in every:
        by_candidate.setdefault(id(seen.link.candidate), []).append(seen)
    about = len(sentences) < LONG or reviewer.is_about(
        report_features(
            ((seen.pair, seen.probability, seen.link.ruled) for seen in every),
            sum(seen.link.held for seen in every),
            context,
            chances,
        )
    )
    # what is sure enough stands in a report about anything
    veto, recover = (reviewer.veto, reviewer.recover) if about else (reviewer.unlikely, reviewer.unlikely)
    weak = _weak(every, reviewer, veto)
    kept: list[Candidate] = []
    doubtful: list[Candidate] = []
    for candidate in candidates:
        good, bad = _judged(candidate, by_candidate.get(id(candidate), []), reviewer, weak)
        kept.extend(good)
        if bad is not None:
            doubtful.append(bad)
    missed = _missed(every, candidates, context, reviewer)
    recovered, possible = _added(_best(missed), _told(kept), reviewer, recover)
    found = (*kept, *recovered)
    return Review(found, tuple(doubtful), tuple(possible), about or bool(_told(found)))


def _missed(
    every: Sequence[Seen], candidates: Sequence[Candidate], context: Context, reviewer: Reviewer
) -> Iterator[Seen]:
    """The links that the rules left out and that may be pledges: none to who is given something or helped."""
    acting = _acting(every)
    clauses = clauses_of(candidates)
    for seen in every:
        if seen.link.ruled or is_given(seen.link, context):
            continue
        if seen.status not in NO and others_give(seen.link):
            continue
        if _acts_beside(seen, acting):
            continue
        # what is sure enough stands: of "Sweden followed" the parse does not tell that it acts alike
        if seen.probability < reviewer.unlikely and is_apart(seen.link, context.mentions, clauses):
            continue
        if seen.status in NO and denies_the_aim(seen.link):
            continue
        if not is_helped(seen.link, context):
            yield _as_chosen(seen, context)


def _as_chosen(seen: Seen, context: Context) -> Seen:
    """The same, where who is passed over beside the actor does not make his act a refusal.

    "The soldiers will come from Peru, not from Chile": the network holds the denial against both.
    """
    link, verdict = seen.link, seen.link.candidate.verdict
    if seen.status not in NO or verdict.status not in COMMITTED or link.mention is None:
        return seen
    parsed = link.candidate.parsed
    passed = [m for m in context.mentions[parsed.sentence.index] if is_passed_over(m, parsed.doc)]
    if passed_over_for([link.actor], [link.mention], passed, parsed.doc) is None:
        return seen
    return replace(seen, status=verdict.status, status_probability=1 - seen.refusal, refusal=0.0)


def _added(
    missed: Iterable[Seen], told: Mapping[tuple[str, str], set[str]], reviewer: Reviewer, recover: float
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates of links that the rules left out: those that are likely, and those that are possible.

    `told` are the statuses that are told already of each actor and contribution.
    """
    told = {pair: set(statuses) for pair, statuses in told.items()}
    recovered: list[Candidate] = []
    possible: list[Candidate] = []
    for seen in missed:
        if seen.probability < reviewer.possible or seen.status in told.get(seen.pair, ()):
            continue
        sure = seen.probability >= (max(reviewer.second, recover) if seen.pair in told else recover)
        denied = seen.link.candidate.verdict.dropped in _DENIED
        denied = denied or is_left_to_others(seen.link)
        safe = seen.status not in COMMITTED or (
            seen.refusal < _DOUBT and not denied and NO.isdisjoint(told.get(seen.pair, ()))
        )
        if sure and safe and seen.link.candidate.verdict.dropped != "denied":
            recovered.append(_made(seen, reviewer))
            told.setdefault(seen.pair, set()).add(seen.status)
        elif seen.pair not in told:
            possible.append(_made(seen, reviewer))
    return recovered, possible


def _weak(every: Sequence[Seen], reviewer: Reviewer, veto: float) -> frozenset[tuple[int, str]]:
    """The rows of the rules, as candidate and actor, that are too doubtful.

    Those whose link is unlikely, or link and status together, and of several statuses of one pair the
    unlikely ones beside the best.
    """
    ruled = [s for s in every if s.link.ruled and not is_grammar(s.link.candidate)]
    best: dict[tuple[str, str], Seen] = {}
    for seen in ruled:
        if seen.pair not in best or seen.joint > best[seen.pair].joint:
            best[seen.pair] = seen
    return frozenset(
        (id(seen.link.candidate), seen.link.actor)
        for seen in ruled
        if seen.probability < veto
        or (seen.joint < _LEAST and not stays(seen.link.candidate))
        or (seen.status != best[seen.pair].status and seen.joint < reviewer.beside)
    )


def is_added(row: Pledge) -> bool:
    """Whether the reviewer added a pledge that the rules had not made."""
    return any(reason.rule == REVIEWED for reason in row.reasons)


def _told(candidates: Iterable[Candidate]) -> dict[tuple[str, str], set[str]]:
    """The statuses that are told of each actor and contribution."""
    told: dict[tuple[str, str], set[str]] = {}
    for c in candidates:
        if c.verdict.dropped is None and c.verdict.stance is None and c.verdict.status is not None:
            for actor in c.verdict.provider:
                told.setdefault((actor, c.cue.contribution), set()).add(c.verdict.status)
    return told


def _seen(link: Link, reviewer: Reviewer) -> Seen:
    """What the reviewer makes of a link: its status and stance only where they can matter."""
    features = Features(link.features, link.values)
    probability = reviewer.link_probability(features)
    stances = reviewer.stance_probabilities(features) if link.held else {NO_STANCE: 1.0}
    if not link.ruled and probability < reviewer.possible:
        return Seen(link, probability, "", 0.0, 0.0, stances)
    chances = reviewer.status_probabilities(features)
    status = link.candidate.verdict.status if link.ruled else None
    likeliest = max(chances, key=lambda name: chances[name])
    refusal = sum(chances.get(name, 0.0) for name in NO)
    other = status not in NO and refusal > 0 and is_the_other_course(link.candidate)
    if status in COMMITTED and refusal >= reviewer.denied and not other:
        denial = max(sorted(NO), key=lambda name: chances.get(name, 0.0))
        status = denial if may_be_denied(link.candidate, denial) else status
    elif status is None or (
        # who stands in a list without its verb has the status that is likeliest there
        (chances.get(status, 0.0) < reviewer.overrule or link.candidate.verdict.rule == GAPPED)
        and (status not in NO or likeliest not in COMMITTED and may_give_way(link.candidate, chances[status]))
        and link.candidate.verdict.rule != THREAT
        and not (likeliest in NO and other)
        # "failed to agree to send": what a negation leaves open is no commitment
        and not (likeliest in COMMITTED and came_to_nothing(link.candidate))
    ):
        status = likeliest
    return Seen(
        link,
        probability,
        status,
        chances.get(status, 0.0),
        refusal,
        stances,
    )


def _each_its_own(every: list[Seen]) -> list[Seen]:
    """The same, where no row has the status of another clause: "promised troops and is weighing jets".

    The network sees the sentence as a whole; what it reads otherwise than the rules is in doubt where
    it is just what the rules read in another clause of the same actor.
    """
    ruled: dict[tuple[int, str], list[Link]] = {}
    for seen in every:
        if seen.link.ruled:
            ruled.setdefault((id(seen.link.candidate.parsed), seen.link.actor), []).append(seen.link)
    return [
        replace(seen, status=status)
        if seen.link.ruled
        and (status := seen.link.candidate.verdict.status) is not None
        and status != seen.status
        and any(_tells_apart(seen, other) for other in ruled[id(seen.link.candidate.parsed), seen.link.actor])
        else seen
        for seen in every
    ]


def _tells_apart(seen: Seen, other: Link) -> bool:
    """Whether another row of the rules, in another clause or by its own words, has the status of this one."""
    mine, its = seen.link.candidate, other.candidate
    if its.verdict.status != seen.status or its.cue.contribution == mine.cue.contribution:
        return False
    if is_grammar(its) and not is_grammar(mine):
        return True  # "is sending soldiers rather than money"
    acts, its_acts = ([s.token for s in c.chain.steps] for c in (mine, its))
    return bool(acts) and bool(its_acts) and acts[0] not in its_acts and its_acts[0] not in acts


def _acting(every: Iterable[Seen]) -> frozenset[tuple[int, str]]:
    """The actors that do something of their own in a clause with a subject, each with its sentence."""
    return frozenset(
        (id(seen.link.candidate.parsed), seen.link.actor)
        for seen in every
        if seen.link.ruled and acts_itself(seen.link.candidate)
    )


def _acts_beside(seen: Seen, acting: frozenset[tuple[int, str]]) -> bool:
    """Whether an actor has its own clause beside that of another: "Spain sent jets, Oman promised ships"."""
    candidate = seen.link.candidate
    verdict = candidate.verdict
    others = verdict.dropped is None and verdict.stance is None and bool(verdict.provider)
    whose = others and acts_itself(candidate)
    return whose and (id(candidate.parsed), seen.link.actor) in acting


def _judged(
    candidate: Candidate, seen: Iterable[Seen], reviewer: Reviewer, too_weak: frozenset[tuple[int, str]]
) -> tuple[list[Candidate], Candidate | None]:
    """A candidate with the confidence of each provider, and one of those that are too doubtful.

    Providers whose status the reviewer reads otherwise get a candidate of their own.
    """
    verdict = candidate.verdict
    if verdict.dropped is not None:
        return [candidate], None
    if verdict.stance is not None:
        return [_held(candidate, seen, reviewer)], None
    mine = {s.link.actor: s for s in seen if s.link.ruled}
    likely = {actor: reviewer.confidence(s.probability, s.status_probability) for actor, s in mine.items()}
    weak = tuple(a for a in verdict.provider if (id(candidate), a) in too_weak)
    dropped = replace(verdict, provider=weak, dropped="too doubtful")
    bad = replace(candidate, verdict=dropped, confidence=likely) if weak else None
    by_status: dict[str | None, list[str]] = {}
    for actor in verdict.provider:
        if actor not in weak:
            by_status.setdefault(mine[actor].status if actor in mine else verdict.status, []).append(actor)
    good = []
    for status, actors in by_status.items():
        rule = verdict.rule if status == verdict.status else f"{verdict.rule}, reviewed"
        changed = replace(verdict, provider=tuple(actors), status=status, rule=rule)
        good.append(replace(candidate, verdict=changed, confidence=likely))
    if not good and bad is not None:
        return [bad], None
    return good, bad


def _held(candidate: Candidate, seen: Iterable[Seen], reviewer: Reviewer) -> Candidate:
    """A position with the confidence of each holder; without those that are too doubtful."""
    verdict = candidate.verdict
    mine = {s.link.actor: s for s in seen if s.link.held}
    weak = {a for a, s in mine.items() if s.stance_probability < reviewer.stance_veto}
    strong = tuple(a for a in verdict.holder if a not in weak)
    likely = {a: round(s.stances.get(verdict.stance or "", 0.0), 3) for a, s in mine.items()}
    changed = replace(verdict, holder=strong) if strong else replace(verdict, dropped="too doubtful")
    return replace(candidate, verdict=changed, confidence=likely)


def _best(seen: Iterable[Seen]) -> Iterator[Seen]:
    """The likeliest link of each pair and status, the likeliest status of a pair first."""
    top: dict[tuple[str, str, str], Seen] = {}
    for one in seen:
        key = (*one.pair, one.status)
        if key not in top or one.probability > top[key].probability:
            top[key] = one
    return iter(sorted(top.values(), key=lambda one: -one.joint))


def _made(seen: Seen, reviewer: Reviewer) -> Candidate:
    """The candidate of a link that the rules did not make."""
    link, mention = seen.link, seen.link.mention
    verdict = replace(
        link.candidate.verdict,
        status=seen.status,
        stance=None,
        provider=(link.actor,),
        provider_token=mention.head if mention else None,
        rule=REVIEWED,
        dropped=None,
    )
    count = mention.count if mention and mention.kind is MentionKind.GROUP else None
    sure = reviewer.confidence(seen.probability, seen.status_probability)
    return replace(link.candidate, verdict=verdict, count=count, confidence={link.actor: sure})
