"""Links between an actor and a contribution, as features for the reviewer.

Rules decide which links become rows. The reviewer (`reviewer.py`) looks at all of them again: every
actor that a sentence names or that speaks in it, with every cue of that sentence. A feature is a
short string that is true of a link; what they are worth is learned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pledgebook.reading.attribution import speaker_at
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.context import COLLECTIVES, Context
from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import verb_above
from pledgebook.reading.judgement import Verdict
from pledgebook.reading.network import CONTRIBUTIONS, STANCES, STATUSES, Chances
from pledgebook.reading.records import Mention, Parsed
from pledgebook.reading.slots import ROLES, focus_of
from pledgebook.reading.steps import Chain
from pledgebook.reading.years import ages_of

# Steps above a cue that are looked at one by one, and dependencies on the way between two words.
_STEPS = 3
_PATH = 6
# From this chance on a contribution that no cue names is looked at; the least keeps chances off 0 and 1.
_LIKELY = 0.12
_LEAST = 1e-3
_SCALE = 3.0
_NO_SLOT = (("network: no slot", 1.0),)
# What the network's scores of a link are called, in their order.
_MEASURED = (
    *("network: pledge", "network: position", "network: other pledge"),
    *(f"network: status {name}" for name in STATUSES),
    *(f"network: stance {name}" for name in STANCES),
)
BY_NETWORK = "the network"
"""The entry of a cue that no word of the vocabulary names."""


@dataclass(frozen=True, slots=True)
class Link:
    """An actor with a candidate of its sentence. `mention` is None where only its speaker is meant.

    `features` are true of it; `values` are measures of it that the network gives, by their names.
    """

    candidate: Candidate
    actor: str
    mention: Mention | None
    features: tuple[str, ...]
    values: tuple[tuple[str, float], ...] = ()

    @property
    def ruled(self) -> bool:
        """Whether the rules make the actor the provider of a row."""
        verdict = self.candidate.verdict
        return verdict.dropped is None and verdict.stance is None and self.actor in verdict.provider

    @property
    def held(self) -> bool:
        """Whether the rules make the actor the holder of a position."""
        verdict = self.candidate.verdict
        return verdict.dropped is None and verdict.stance is not None and self.actor in verdict.holder


def links_of(
    candidates: Sequence[Candidate],
    sentences: Sequence[Parsed],
    context: Context,
    chances: Mapping[int, Sequence[Chances]],
) -> Iterator[Link]:
    """Every link of the candidates of one report, each actor once for each candidate.

    `chances` are those that the network gives, by the number of the sentence. Where it sees a
    contribution that no cue names, the links of a candidate of its own come after those of the cues.
    """
    by_actor = {(number, one.slot.actor): one for number, given in chances.items() for one in given}
    ages = list(ages_of((p.sentence for p in sentences), context.report.published))
    yield from _cue_links(candidates, sentences, context, by_actor, ages)
    yield from _seen_links(candidates, sentences, context, chances, ages)


def _seen_links(
    candidates: Sequence[Candidate],
    sentences: Sequence[Parsed],
    context: Context,
    chances: Mapping[int, Sequence[Chances]],
    ages: Sequence[tuple[str, ...]],
) -> Iterator[Link]:
    """Links about contributions that the network alone sees in a sentence."""
    named = {(c.parsed.sentence.index, c.cue.contribution) for c in candidates}
    for number, given in chances.items():
        parsed = sentences[number]
        for at, contribution in enumerate(CONTRIBUTIONS):
            if (parsed.sentence.index, contribution) in named:
                continue
            likely = [c for c in given if c.pledge[at] >= _LIKELY or c.position[at] >= _LIKELY]
            for one in likely:
                candidate = _seen_candidate(parsed, contribution, one.slot.mentions)
                mention = one.slot.mentions[0] if one.slot.mentions else None
                features = (
                    f"c:{contribution}",
                    BY_NETWORK,
                    f"kind:{parsed.sentence.kind.value}",
                    f"alone:{not context.mentions[number]}",
                    *(f"role:{name}" for name, true in zip(ROLES, one.slot.roles, strict=True) if true),
                    *ages[number],
                )
                yield Link(candidate, one.slot.actor, mention, features, _values(one, contribution))


def _seen_candidate(parsed: Parsed, contribution: str, mentions: Sequence[Mention]) -> Candidate:
    """A candidate without a cue: the verb above the actor, or that of the sentence, stands for it.

    Of "the Dutch say they would have to see" that is "have": what is said, not that it is said.
    """
    doc = parsed.doc
    above = verb_above(doc[mentions[0].head].head if mentions else doc[0])
    while (said := next((c for c in above.children if c.dep_ == "ccomp"), None)) is not None:
        above = said
    cue = Cue(above.i, above.i, above.i, contribution, BY_NETWORK)
    chain = Chain((), (), negated=False, contrasted=False, stop=None)
    return Candidate(parsed, cue, chain, Verdict(dropped="no word of the vocabulary"))


def _values(chances: Chances | None, contribution: str) -> tuple[tuple[str, float], ...]:
    """The network's scores of a link as log-odds and logarithms, scaled to the size of a feature."""
    if chances is None:
        return _NO_SLOT
    at = CONTRIBUTIONS.index(contribution)
    pledges = chances.pledge
    odds = pledges[at], chances.position[at], max((*pledges[:at], *pledges[at + 1 :]))
    likely = (math.log(max(chance, _LEAST)) for chance in (*chances.status[at], *chances.stance))
    scores = (*map(_log_odds, odds), *likely)
    return tuple(zip(_MEASURED, (score / _SCALE for score in scores), strict=True))


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))


def _cue_links(
    candidates: Sequence[Candidate],
    sentences: Sequence[Parsed],
    context: Context,
    by_actor: Mapping[tuple[int, str], Chances],
    ages: Sequence[tuple[str, ...]],
) -> Iterator[Link]:
    """Links of the candidates that have a cue; `by_actor` has the chances of a sentence's actors."""
    focus = focus_of(sentences, context.mentions)
    told: dict[tuple[str, str], int] = {}
    for c in candidates:
        if c.verdict.dropped is None and c.verdict.stance is None:
            for actor in c.verdict.provider:
                told[actor, c.cue.contribution] = told.get((actor, c.cue.contribution), 0) + 1
    for candidate in candidates:
        index = candidate.parsed.sentence.index
        cue = candidate.cue
        speaking = _speaking(candidate, context)
        named = _named(candidate, context, speaking)
        subjects = set(focus[index])
        for code in focus[index]:
            named.setdefault(code, None)
        about = (*_about_candidate(candidate, context), *ages[index])
        for actor, found in named.items():
            speaks = actor in speaking
            own = (*_about_actor(candidate, actor, found, context, speaks), f"focus:{actor in subjects}")
            if found is None:
                own = (*own, f"alone:{not any(m.via != 'place' for m in context.mentions[index])}")
            more = told.get((actor, cue.contribution), 0)
            mine = candidate.verdict.dropped is None and actor in candidate.verdict.provider
            elsewhere = f"told:{min(2, more - mine)}"
            values = _values(by_actor.get((index, actor)), cue.contribution)
            yield Link(candidate, actor, found, (*about, *own, elsewhere), values)


def _named(candidate: Candidate, context: Context, speaking: Sequence[str]) -> dict[str, Mention | None]:
    """The actors that a candidate may mean, each by the mention nearest to the cue; a provider by its own."""
    mentions = context.mentions[candidate.parsed.sentence.index]
    named: dict[str, Mention | None] = {}
    for mention in sorted(mentions, key=lambda m: abs(m.head - candidate.cue.head)):
        for code in mention.codes:
            named.setdefault(code, mention)
    for code in speaking:
        named.setdefault(code, None)
    token = candidate.verdict.provider_token
    own = (m for m in mentions if token is not None and (m.first <= token <= m.last or m.head == token))
    at = next(own, None)
    for code in candidate.verdict.provider:
        if at is not None and code in at.codes:
            named[code] = at
        named.setdefault(code, None)
    return named


def _speaking(candidate: Candidate, context: Context) -> tuple[str, ...]:
    start, end = candidate.parsed.span(candidate.cue.first, candidate.cue.last)
    said = speaker_at(context.attributions, candidate.parsed.sentence.index, start, end)
    return said.codes if said else ()


def _about_candidate(candidate: Candidate, context: Context) -> Iterator[str]:
    """Features of the cue, the steps above it, the verdict and the sentence."""
    cue, chain, verdict = candidate.cue, candidate.chain, candidate.verdict
    doc, sentence = candidate.parsed.doc, candidate.parsed.sentence
    yield f"c:{cue.contribution}"
    yield f"entry:{cue.entry}"
    yield f"cuedep:{doc[cue.head].dep_}"
    if cue.weak:
        yield "weak"
    if cue.verb:
        yield "verb"
    yield f"kind:{sentence.kind.value}"
    yield f"stop:{chain.stop}"
    yield f"neg:{chain.negated}:{chain.contrasted}"
    yield (
        f"drop:{verdict.dropped}"
        if verdict.dropped
        else f"rule:{verdict.status}:{verdict.rule.split(',')[0]}"
    )
    if verdict.stance:
        yield f"stance:{verdict.stance}"
    for at, step in enumerate(chain.steps[:_STEPS]):
        yield f"step{at}:{step.kind}:{step.mood.name}:{step.negated}"
        yield f"step{at}:{step.role}"
    for step in chain.steps:
        yield f"op:{step.kind}:{step.negated}"
        yield f"word:{step.word}"
    yield f"steps:{min(4, len(chain.steps))}"
    yield f"top:{chain.steps[-1].word if chain.steps else '-'}"
    start, end = candidate.parsed.span(cue.first, cue.last)
    said = speaker_at(context.attributions, sentence.index, start, end)
    yield f"said:{said.rule if said else '-'}"
    if context.conditions[sentence.index]:
        yield "condition"
    if any(a.head == cue.head or doc[a.head].head.i == cue.head for a in context.amounts[sentence.index]):
        yield "amount"
    for child in doc[cue.head].children:
        if child.dep_ in ("det", "amod", "compound", "neg", "nummod"):
            yield f"mod:{child.lower_ if child.dep_ != 'nummod' else '#'}"
        elif child.dep_ == "prep":
            yield f"prep:{child.lower_}"
    parent = doc[cue.head].head
    yield f"parent:{parent.lemma_}"
    yield f"parent:{parent.pos_}:{doc[cue.head].dep_}"
    for token in doc:
        if token.dep_ in ("mark", "aux", "neg") or token.tag_ == "MD" or token.pos_ == "VERB":
            yield f"has:{token.lemma_}"
    yield f"long:{min(6, len(doc) // 10)}"


def _about_actor(
    candidate: Candidate, actor: str, mention: Mention | None, context: Context, speaks: bool
) -> Iterator[str]:
    """Features of the actor's place in the sentence, seen from the cue."""
    cue, verdict = candidate.cue, candidate.verdict
    mine = actor in verdict.provider
    outcome = f"drop:{verdict.dropped}" if verdict.dropped else f"{verdict.status or verdict.stance}"
    yield f"provider:{mine}"
    yield f"provider:{mine}:{outcome}"
    if verdict.holder:
        yield f"holder:{actor in verdict.holder}"
    yield f"ruled:{mine and verdict.dropped is None and verdict.stance is None}"
    yield f"ruled:{mine and verdict.dropped is None and verdict.stance is None}:{cue.contribution}"
    yield f"someone:{bool(verdict.provider)}:{mine}"
    yield f"protected:{actor == context.setting.beneficiary}"
    yield f"hostile:{actor in context.setting.adversaries}"
    yield f"collective:{actor if actor in COLLECTIVES else actor[:6] if actor.startswith('OTHER') else '-'}"
    yield f"speaks:{speaks}"
    if mention is None:
        yield f"where:{'speaker' if speaks else 'before'}"
        yield f"where:{'speaker' if speaks else 'before'}:{outcome}"
        return
    doc = candidate.parsed.doc
    yield f"mkind:{mention.kind.value}"
    yield f"via:{mention.via}"
    yield f"many:{min(3, len(mention.codes))}"
    head = doc[mention.head]
    yield f"adep:{head.dep_}"
    yield f"adep:{head.dep_}:{head.head.lemma_}"
    yield f"aparent:{head.head.pos_}"
    yield f"before:{mention.head < cue.head}"
    between = sum(
        min(mention.head, cue.head) < m.head < max(mention.head, cue.head)
        for m in context.mentions[mention.sentence]
    )
    yield f"between:{min(3, between)}"
    yield f"far:{min(8, abs(mention.head - cue.head) // 3)}"
    relation = "none"
    for at, step in enumerate(candidate.chain.steps):
        if step.subject is not None and (step.subject == mention.head or head in doc[step.subject].conjuncts):
            relation = f"subject{min(at, 2)}:{step.kind}"
            break
        if step.target == mention.head:
            relation = f"target:{step.kind}"
            break
    else:
        if head.head.i == cue.head or head.head.head.i == cue.head:
            relation = f"of:{head.dep_}"
    yield f"rel:{relation}"
    yield f"rel:{relation}:{mine}"
    yield f"path:{_path(candidate, mention)}"


def _path(candidate: Candidate, mention: Mention) -> str:
    """The dependencies up from the cue and down to the actor, with the verb at the top."""
    doc = candidate.parsed.doc
    up = [doc[candidate.cue.head], *doc[candidate.cue.head].ancestors]
    down = [doc[mention.head], *doc[mention.head].ancestors]
    at = {t.i: n for n, t in enumerate(up)}
    for n, token in enumerate(down):
        if token.i in at:
            way = [t.dep_ for t in up[: at[token.i]]] + ["^"] + [t.dep_ for t in down[:n][::-1]]
            return " ".join(way) if len(way) <= _PATH else f"long{min(10, len(way))}"
    return "apart"
