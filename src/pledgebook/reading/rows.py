"""From candidates to the codebook's rows, with evidence, speaker, conditions and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.model import Evidence, Nearness, Pledge, Position, Reason, Rejected
from pledgebook.reading.attribution import speaker_at
from pledgebook.reading.beneficiary import beneficiary_of, the_other_of_two
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.completion import BROKEN
from pledgebook.reading.condition_rows import conditions_of
from pledgebook.reading.context import Context
from pledgebook.reading.grammar import Mood
from pledgebook.reading.links import BY_NETWORK
from pledgebook.reading.quantity_binding import Binder
from pledgebook.reading.records import Attribution, Mention, MentionKind, Parsed
from pledgebook.reading.speech_words import Role, is_one_person, speech_words
from pledgebook.reading.tokens import printed

# Openers after which "will not" leaves a door open: the codebook's "will not unless".
_EXCEPTIONS = frozenset(
    f"opener: {word}"
    for word in ("unless", "until", "till", "before", "without", "unless and until", "except if")
)
# Openers of what has not happened yet, whatever the tense of what hangs on it.
_AHEAD = frozenset(
    f"opener: {word}"
    for word in ("if", "only if", "once", "as soon as", "provided", "provided that", "pending", "subject to")
)
_UNDER_WAY = frozenset({Mood.PRESENT, Mood.PROGRESSIVE, Mood.GERUND})
# Acts that one does by saying so: who does them is whose word it is.
_PERSONAL = frozenset(
    {"commit", "offer", "refuse", "undecided", "withdraw", "report", "hint", "request", "oppose"}
)
# Statuses that tell what a party is minded to do, or not to do.
_OPEN = frozenset({"offered", "undecided", "refused"})
# Organisations that speak as bodies, not as a party beside another.
_BODIES = frozenset({"NATO", "EU", "UN", "AU"})
# A pledge as likely as this shows that its giver is not whose security the report is about.
_SURE = 0.5


def rejected(candidate: Candidate, context: Context, rule: str | None = None) -> Rejected:
    """The record of a candidate that makes no row, and why: its verdict's reason unless `rule`."""
    verdict = candidate.verdict
    sure = [candidate.confidence[actor] for actor in verdict.provider if actor in candidate.confidence]
    return Rejected(
        guarantor=",".join(verdict.provider),
        contribution=candidate.cue.contribution,
        rule=rule or verdict.dropped or "",
        evidence=_evidence(candidate, context),
        confidence=max(sure, default=None),
    )


def pledges(candidate: Candidate, context: Context, binder: Binder) -> Iterator[Pledge | Rejected]:
    """A pledge for every guarantor of the candidate, or why there is none."""
    verdict, cue = candidate.verdict, candidate.cue
    assert verdict.status is not None
    sentence = candidate.parsed.sentence
    on_the_way = (cue.head, *candidate.chain.nouns, *(s.token for s in candidate.chain.steps))
    reach = [candidate.parsed.doc[t] for t in on_the_way]
    for guarantor in verdict.provider:
        beneficiary, named = beneficiary_of(
            reach,
            context.mentions[sentence.index],
            verdict.provider,
            context.setting,
            left=verdict.status == "withdrawn",
        )
        other = the_other_of_two(
            candidate.parsed.doc, cue.contribution, guarantor, context.mentions[sentence.index]
        )
        beneficiary = other or beneficiary
        own = other is None and guarantor in (beneficiary, context.setting.beneficiary)
        if (own or beneficiary is None) and candidate.confidence.get(guarantor, 0.0) >= _SURE:
            # who surely gives is not the one protected: that is whom the clause names, or the next likely one
            if named is None or beneficiary == guarantor:
                givers = context.setting.givers | {guarantor}
                beneficiary = next((c for c in context.setting.others if c not in givers), None)
            own = False
        if beneficiary is None:
            yield rejected(candidate, context, "nobody named whose security it is")
            continue
        if own:
            yield rejected(candidate, context, "the beneficiary's own act")
            continue
        said = _speaker(candidate, context, guarantor)
        status = _status(candidate, context, verdict.status)
        conditions = conditions_of(candidate, context, guarantor, status, beneficiary)
        bound = binder.bind(candidate, guarantor, status)
        yield Pledge(
            guarantor=guarantor,
            count=candidate.count if guarantor == "GROUP" else None,
            beneficiary=beneficiary,
            contribution=cue.contribution,
            status=status,
            conditions=conditions,
            quantity=bound.amount.quantity if bound else None,
            speaker=said.speaker if said else None,
            evidence=_evidence(candidate, context),
            reasons=_reasons(candidate, context, guarantor, said, named),
            nearness=nearness(said, guarantor, context.setting.adversaries),
            confidence=candidate.confidence.get(guarantor),
        )


def positions(candidate: Candidate, context: Context) -> Iterator[Position]:
    """A position for every holder of the candidate's stance."""
    verdict = candidate.verdict
    assert verdict.stance is not None
    holder = verdict.holder[0]
    said = _speaker(candidate, context, holder) or _speaks_for(candidate.parsed, context, holder)
    for actor in verdict.holder:
        yield Position(
            actor=actor,
            stance=verdict.stance,
            object=candidate.cue.contribution,
            speaker=said.speaker if said else None,
            evidence=_evidence(candidate, context),
            reasons=_reasons(candidate, context, actor, said, None),
            nearness=nearness(said, actor, context.setting.adversaries),
            confidence=candidate.confidence.get(actor),
        )


def nearness(said: Attribution | None, actor: str, adversaries: frozenset[str]) -> Nearness:
    """How near the speaker of a row stands to its actor; see `Pledge`.

    >>> minister = Attribution(0, 0, 9, "the minister", ("FRA",), "indirect")
    >>> nearness(minister, "FRA", frozenset()).value, nearness(minister, "DEU", frozenset()).value
    ('own', 'ally')
    >>> nearness(None, "FRA", frozenset()).value
    'outlet'
    """
    if said is None:
        return Nearness.OUTLET
    if actor in said.codes:
        return Nearness.OWN
    if not adversaries.isdisjoint(said.codes):
        return Nearness.OTHER
    if said.codes:
        return Nearness.BODY if _BODIES.issuperset(said.codes) else Nearness.ALLY
    roles = [speech_words().role(word) for word in said.speaker.lower().split()]
    if Role.OUTLET in roles or Role.PRESS in roles:
        return Nearness.OUTLET
    # "a ministry spokesman" is a man, "the ministry of defence" a body
    persons = Role.PEOPLE in roles
    return Nearness.BODY if Role.BODY in roles and not persons else Nearness.OTHER


def _evidence(candidate: Candidate, context: Context) -> Evidence:
    sentence = candidate.parsed.sentence
    return Evidence.of(context.report.text, sentence.start, sentence.end)


def _speaker(candidate: Candidate, context: Context, actor: str) -> Attribution | None:
    start, end = candidate.parsed.span(candidate.cue.first, candidate.cue.last)
    index = candidate.parsed.sentence.index
    said = speaker_at(context.attributions, index, start, end, actor)
    return (
        said
        or _in_person(candidate, context.mentions[index], actor)
        or _minded(candidate, context.mentions[index], actor)
        or _voice(candidate, context.clauses, actor)
    )


def _minded(candidate: Candidate, mentions: Sequence[Mention], actor: str) -> Attribution | None:
    """The person whose mind a row tells: "Kristen Michal has a company ready", "Tusk will send nobody".

    What somebody would, would not or may do is known by his word; what he has done, by the report's.
    """
    verdict, doc = candidate.verdict, candidate.parsed.doc
    if verdict.status not in _OPEN or verdict.provider_token is None:
        return None
    meant = {verdict.provider_token}
    if doc[verdict.provider_token].dep_ == "poss":
        meant.add(doc[verdict.provider_token].head.i)  # "Germany's Boris Pistorius"
    for mention in mentions:
        his = actor in mention.codes and any(mention.first <= token <= mention.last for token in meant)
        if his and _is_person(candidate.parsed, mention) and doc[mention.head].dep_ != "poss":
            return _named(candidate.parsed, mention)
    return None


def _voice(candidate: Candidate, clauses: Sequence[Attribution], actor: str) -> Attribution | None:
    """Who speaks for a party in the sentence, of something else or in a clause that the row rests on.

    "Its ministry declined to say whether a frigate would sail": the ministry. What is done, and what was
    promised, the report may assert itself beside what is said.
    """
    told = candidate.cue.entry == BY_NETWORK or candidate.verdict.status in _OPEN
    return _own_clause(candidate.parsed, clauses, actor) if told else None


def _own_clause(parsed: Parsed, clauses: Sequence[Attribution], actor: str) -> Attribution | None:
    """The clause of speech of the only one who speaks for a party in a sentence, or else the party's own."""
    own = [c for c in clauses if c.sentence == parsed.sentence.index and actor in c.codes]
    own = [c for c in own if c.rule == "clause"] or own
    return own[0] if own and all(c.speaker == own[0].speaker for c in own) else None


def stance_speaker(parsed: Parsed, context: Context, span: tuple[int, int], actor: str) -> Attribution | None:
    """On whose word a party's stance rests that stands at report offsets `span` of a sentence."""
    said = context.speaker_at(parsed.sentence.index, *span, actor)
    return said or _speaks_for(parsed, context, actor)


def _speaks_for(parsed: Parsed, context: Context, actor: str) -> Attribution | None:
    """Who speaks for a party beside its stance, or the one person who takes it: "Kurti wants them there"."""
    said = _own_clause(parsed, context.clauses, actor)
    if said is not None:
        return said
    persons = [
        m
        for m in context.mentions[parsed.sentence.index]
        if actor in m.codes and parsed.doc[m.head].dep_ == "nsubj" and _is_person(parsed, m)
    ]
    return _named(parsed, persons[0]) if len({m.name for m in persons}) == 1 else None


def _in_person(candidate: Candidate, mentions: Sequence[Mention], actor: str) -> Attribution | None:
    """The person who binds a party by what the sentence reports: "Macron has promised two frigates"."""
    for step in candidate.chain.steps:
        if step.kind not in _PERSONAL or step.nominal or step.subject is None:
            continue
        for mention in mentions:
            if (
                mention.head == step.subject
                and actor in mention.codes
                and _is_person(candidate.parsed, mention)
            ):
                return _named(candidate.parsed, mention)
    return None


def _named(parsed: Parsed, mention: Mention) -> Attribution:
    start, end = parsed.span(mention.first, mention.last)
    name = mention.name or printed(parsed.doc[mention.first : mention.last + 1])
    return Attribution(mention.sentence, start, end, name, mention.codes, "in_person")


def _is_person(parsed: Parsed, mention: Mention) -> bool:
    """Whether a subject is one person: by name, by "he", or by an office ("Ghana's defence minister")."""
    head = parsed.doc[mention.head]
    if mention.kind is MentionKind.PRONOUN:
        return mention.name is not None and head.lower_ in ("he", "she")
    return is_one_person(mention, head)


def _status(candidate: Candidate, context: Context, status: str) -> str:
    """The verdict's status, or the one that a condition beside it makes of it.

    "Will not go unless …" leaves the door open; "is sending jets once … has agreed" is still to come.
    """
    if _excepted(candidate, context):
        return "undecided"
    if status != "delivered" or not candidate.chain.steps or candidate.chain.steps[0].mood not in _UNDER_WAY:
        return status
    path = {candidate.cue.head, *(s.token for s in candidate.chain.steps)}
    spans = context.conditions[candidate.parsed.sentence.index]
    ahead = any(span.rule in _AHEAD and span.anchor in path for span in spans)
    return "pledged" if ahead else status


def _excepted(candidate: Candidate, context: Context) -> bool:
    """Whether a refusal stands beside its exception: "will not … unless", "not until"."""
    refused = candidate.verdict.status == "refused" or candidate.verdict.rule == BROKEN
    if not refused or not candidate.chain.steps:
        return False
    path = {s.token for s in candidate.chain.steps}
    spans = context.conditions[candidate.parsed.sentence.index]
    return any(span.rule in _EXCEPTIONS and span.anchor in path for span in spans)


def _reasons(
    candidate: Candidate, context: Context, actor: str, said: Attribution | None, named: int | None
) -> tuple[Reason, ...]:
    """Why each field of a row holds what it holds, in the codebook's order of fields."""
    verdict, cue = candidate.verdict, candidate.cue
    stance = verdict.stance is not None
    index = candidate.parsed.sentence.index

    def reason(field: str, rule: str, first: int, last: int) -> Reason:
        start, end = candidate.parsed.span(first, last)
        return Reason(field, rule, start, end, context.report.text[start:end])

    who = verdict.holder_token if stance else verdict.provider_token
    reasons = []
    if who is not None:
        mention = next((m for m in context.mentions[index] if m.first <= who <= m.last), None)
        rule = f"{mention.kind.value}: {mention.via}" if mention else "possessor"
        first, last = (mention.first, mention.last) if mention else (who, who)
        reasons.append(reason("actor" if stance else "guarantor", rule, first, last))
    if named is not None:
        reasons.append(reason("beneficiary", "named in the clause", named, named))
    field = "object" if stance else "contribution"
    named_by = BY_NETWORK if cue.entry == BY_NETWORK else f"vocabulary: {cue.entry}"
    reasons.append(reason(field, named_by, cue.first, cue.last))
    decided = verdict.tokens or (cue.head,)
    field = "stance" if stance else "status"
    reasons.append(reason(field, verdict.rule or "item", min(decided), max(decided)))
    for span in () if stance else context.conditions[index]:
        reasons.append(reason("conditions", f"{span.rule}: {', '.join(span.codes)}", span.first, span.last))
    if said is not None:
        rule = ("own:" if actor in said.codes else "other:") + said.rule
        words = context.report.text[said.start : said.end]
        reasons.append(Reason("speaker", rule, said.start, said.end, words))
    return tuple(reasons)
