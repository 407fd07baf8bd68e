"""Candidates of one sentence: each cue with its chain, its parties and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pledgebook.reading.completion import completed, held
from pledgebook.reading.context import Context
from pledgebook.reading.cues import Cue
from pledgebook.reading.ellipsis import UNSAID, ellipses, elliptical_status
from pledgebook.reading.gapping import GAPPED, gapped_giver
from pledgebook.reading.givers import by_others, counted_parties, giver_of, item_of
from pledgebook.reading.judgement import Judge, Verdict
from pledgebook.reading.passed_over import OPEN, PASSED_OVER, is_passed_over, passed_over_for
from pledgebook.reading.pointless import POINTLESS, STAGED, is_of_something_staged
from pledgebook.reading.recast import recast
from pledgebook.reading.records import Mention, Parsed
from pledgebook.reading.scene import Scene
from pledgebook.reading.shadows import Shadows
from pledgebook.reading.steps import Chain
from pledgebook.reading.ungiven import why_for_itself, why_ungiven
from pledgebook.reading.unsaid import DECISION, bare_numbers, decisions, nationals
from pledgebook.reading.vocabulary import Vocabulary
from pledgebook.reading.wordings import worded


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue in its sentence with everything that was concluded of it.

    `confidence` is how likely the row of each provider is right, where the reviewer has looked.
    """

    parsed: Parsed
    cue: Cue
    chain: Chain
    verdict: Verdict
    count: int | None = None
    confidence: Mapping[str, float] = field(default_factory=dict)


class SentenceReader:
    """Makes the candidates of one parsed sentence.

    `topic` is the contribution that the sentences before spoke of, for those that name none;
    `in_place` whether the list that the sentence is an item of tells what is in place; `staged` whether
    the sentence before it is about an exercise or a story.
    """

    def __init__(
        self,
        parsed: Parsed,
        context: Context,
        vocabulary: Vocabulary,
        topic: str | None = None,
        in_place: bool = False,
        staged: bool = False,
    ) -> None:
        self.scene = Scene(parsed, context, vocabulary)
        self.topic = topic
        self.staged = staged
        self._judge = Judge(vocabulary.operators, self.scene.codes_at)
        self._item = item_of(self.scene, in_place)

    def is_staged(self) -> bool:
        """Whether the sentence is about an exercise or a story, so that the next tells of it too."""
        return is_of_something_staged(self.scene.doc, self.scene.words, self.scene.vocabulary)

    def candidates(self) -> list[Candidate]:
        """Every cue judged; those that cannot make a row keep the reason in their verdict."""
        scene, climber = self.scene, self.scene.climber
        cues = scene.cues()
        cues += bare_numbers(cues, self.topic, self._item, scene)
        cues += nationals(cues, self.topic, scene)
        if not any(not cue.weak for cue in cues):
            cues += decisions(self.topic, self._item, scene)
        climber.ascent.contributing = frozenset(c.head for c in cues if c.verb)
        chains = {cue: climber.climb(cue.head, cue.verb, cue.entry == DECISION) for cue in cues}
        dropped = Shadows(climber.grammar, scene.amounts, scene.vocabulary).find(cues, chains)
        made = self._gapped([self._candidate(cue, chains[cue], dropped.get(cue)) for cue in cues])
        made += list(self._elliptical(made))
        made += list(self._passed_over(made))
        if any(
            c.cue.contribution == "ground_troops"
            and c.verdict.status in ("refused", "undecided", "withdrawn")
            for c in made
        ):
            return made  # "with engineers but without soldiers"
        return made + [_as_soldiers(c) for c in made if self._is_trade(c)]

    def _gapped(self, made: list[Candidate]) -> list[Candidate]:
        """The same, with who gives what by standing before it: "will give six jets, Denmark four tanks"."""
        said = [c for c in made if c.verdict.status is not None and c.verdict.dropped is None]
        found = {id(c): gapped_giver(c.cue.first, self.scene) for c in made if said and not c.cue.verb}
        return [self._taken_up(c, mention, said) if (mention := found.get(id(c))) else c for c in made]

    def _taken_up(self, candidate: Candidate, mention: Mention, said: Sequence[Candidate]) -> Candidate:
        """A candidate whose giver takes up the act of the clause before, where there is one."""
        before = [c for c in said if c.cue.last < mention.first and c.chain.steps]
        verbs = [s.token for s in candidate.chain.steps if not s.nominal]
        if not before or any(before[-1].cue.last < verb < candidate.cue.first for verb in verbs):
            return candidate  # it has a verb of its own
        verdict = replace(
            before[-1].verdict,
            provider=mention.codes,
            provider_token=mention.head,
            rule=GAPPED,
        )
        return replace(candidate, verdict=verdict, count=None)

    def _elliptical(self, made: Sequence[Candidate]) -> Iterator[Candidate]:
        """Candidates of clauses that leave their verb unsaid: "France will send jets, but Italy won't"."""
        said = [c for c in made if c.verdict.status is not None and c.verdict.dropped is None]
        climber, operators = self.scene.climber, self.scene.vocabulary.operators
        for found in ellipses(self.scene.doc, climber.grammar) if said else ():
            codes, at = self.scene.codes_at(found.subject), found.token
            chain = climber.climb(at, True, True)
            for candidate in said if codes else ():
                verdict = candidate.verdict
                status = elliptical_status(found, self.scene.doc, verdict, operators)
                if status is None or not set(codes).isdisjoint(verdict.provider):
                    continue
                changed = replace(
                    verdict,
                    status=status,
                    provider=codes,
                    provider_token=found.subject,
                    rule=UNSAID,
                    tokens=(found.token,),
                )
                # The auxiliary stands for the cue: the parties of the clause before are none of its own.
                cue = Cue(at, at, at, candidate.cue.contribution, DECISION, verb=True)
                yield Candidate(self.scene.parsed, cue, chain, changed, counted_parties(changed, self.scene))

    def _passed_over(self, made: Sequence[Candidate]) -> Iterator[Candidate]:
        """Refusals of those who are passed over for the giver: "Norway, not Sweden, will send troops"."""
        scene = self.scene
        passed = [m for m in scene.mentions if is_passed_over(m, scene.doc)]
        for candidate in made if passed else ():
            verdict = candidate.verdict
            if verdict.status not in OPEN or verdict.dropped is not None:
                continue
            other = passed_over_for(verdict.provider, scene.mentions, passed, scene.doc)
            if other is None or not set(other.codes).isdisjoint(verdict.provider):
                continue
            changed = replace(
                verdict,
                status="refused",
                provider=other.codes,
                provider_token=other.head,
                rule=PASSED_OVER,
            )
            yield replace(candidate, verdict=changed, count=counted_parties(changed, scene))

    def _is_trade(self, candidate: Candidate) -> bool:
        """Whether soldiers of a trade are given, who count as soldiers too: "250 engineers"."""
        cue = candidate.cue
        return (
            candidate.verdict.dropped is None
            and candidate.verdict.stance is None
            and cue.contribution == "logistics"
            and any(w in self.scene.vocabulary.trades for w in self.scene.words[cue.head])
        )

    def _candidate(self, cue: Cue, chain: Chain, shadowed: str | None) -> Candidate:
        scene = self.scene
        chain, verdict = self._judged(cue, chain)
        verdict = worded(cue, chain, verdict, scene)
        ungiven = STAGED if self.staged else why_ungiven(cue, chain, scene)
        reason = ungiven if ungiven in POINTLESS else shadowed or chain.stop or ungiven
        reason = reason or why_for_itself(cue, chain, verdict, scene)
        if reason and not verdict.dropped:
            verdict = replace(verdict, dropped=reason)
        elif not verdict.dropped and verdict.stance is None:
            verdict = completed(cue, chain, verdict, scene, self._item)
        if verdict.stance:
            verdict = held(cue, verdict, scene)
        cue = recast(cue, chain, scene)
        return Candidate(scene.parsed, cue, chain, verdict, counted_parties(verdict, scene))

    def _judged(self, cue: Cue, chain: Chain) -> tuple[Chain, Verdict]:
        """The verdict on a cue, and the chain that it is of: the one above, or a clause beside the cue."""
        giver, giver_token = giver_of(cue, chain, self.scene)
        others = by_others(cue, chain, self.scene)
        verdict = self._judge.judge(chain, giver, giver_token, others)
        undecided = verdict.status is None and verdict.stance is None and verdict.dropped is None
        if undecided and not cue.verb and not chain.stop:
            # "thanked Tokyo for the pictures it sends": the clause tells who gives
            beside = self.scene.climber.climb_relative(cue.head)
            inner = self._judge.judge(beside, giver, giver_token, others) if beside else None
            if beside is not None and inner is not None and inner.status is not None:
                return beside, inner
        return chain, verdict


def _as_soldiers(candidate: Candidate) -> Candidate:
    return replace(candidate, cue=replace(candidate.cue, contribution="ground_troops"))
