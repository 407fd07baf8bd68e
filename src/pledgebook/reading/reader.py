"""The reader: a report in, its coded rows out. Every step is a module of its own."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pledgebook
from pledgebook.codebook.actors import actor_table
from pledgebook.model import Pledge, Position, Reading, Rejected, Report
from pledgebook.reading import rows
from pledgebook.reading.attribution import attributed
from pledgebook.reading.beneficiary import setting_of, standing_of, with_providers
from pledgebook.reading.beside import Answer, ByNumber, beside
from pledgebook.reading.candidates import Candidate, SentenceReader
from pledgebook.reading.condition_anaphora import with_taken_up
from pledgebook.reading.condition_rows import carried
from pledgebook.reading.conditions import conditions
from pledgebook.reading.consolidate import fold_others, fold_pledges
from pledgebook.reading.context import Context
from pledgebook.reading.ellipsis import UNSAID
from pledgebook.reading.encoding import Encoded, encoded
from pledgebook.reading.gapping import GAPPED
from pledgebook.reading.gate import gate
from pledgebook.reading.links import links_of
from pledgebook.reading.lone_numbers import with_currency
from pledgebook.reading.mentions import MentionFinder
from pledgebook.reading.network import Network, network
from pledgebook.reading.parse import Parser, load_model, model_version
from pledgebook.reading.passed_over import PASSED_OVER
from pledgebook.reading.plans import planned
from pledgebook.reading.pointless import POINTLESS, is_relief_only
from pledgebook.reading.position_chances import with_chances
from pledgebook.reading.positions import positions_by_frames, with_frames
from pledgebook.reading.quantities import quantities
from pledgebook.reading.quantity_binding import Binder
from pledgebook.reading.records import Parsed, Sentence, SentenceKind
from pledgebook.reading.references import is_state
from pledgebook.reading.review import is_added, review
from pledgebook.reading.reviewer import Reviewer, reviewer
from pledgebook.reading.sentences import split
from pledgebook.reading.sieve import may_matter
from pledgebook.reading.slots import slots_of
from pledgebook.reading.tallies import tallies
from pledgebook.reading.unsaid import DECISION
from pledgebook.reading.vocabulary import VAGUE, Vocabulary, vocabulary
from pledgebook.reading.wordpieces import WordPieces

# Reports parsed in one stream: more gain no speed and cost memory. The first streams are shorter, each twice
# as long as the one before, so that the network soon has something to look at.
_FIRST, _TOGETHER = 4, 32
# Reports that the rules may be ahead of the network: enough for it to go on while the next are parsed.
_AHEAD = 24
# A row as likely as this shows by itself that its report is about security.
_SURE = 0.7


@dataclass(frozen=True, slots=True)
class Examined:
    """A report's sentences, what was found in them, and every candidate with the verdict of the rules.

    `standing` tells where each actor stands that may be the beneficiary.
    """

    sentences: Sequence[Parsed]
    context: Context
    candidates: Sequence[Candidate]
    standing: Mapping[str, Counter[str]]


def providers_of(candidates: Iterable[Candidate]) -> Iterator[str]:
    """Who provides something by the verdict of the rules, once for each time."""
    for candidate in candidates:
        verdict = candidate.verdict
        if verdict.dropped is None and verdict.stance is None:
            yield from verdict.provider


def encoded_sentences(examined: Examined, words: WordPieces) -> Iterator[tuple[int, Encoded]]:
    """The sentences of a report that the network looks at, with their numbers.

    Those that are parsed, can say something and have an actor.
    """
    sentences, report = examined.sentences, examined.context.report
    prose = any(p.sentence.kind is not SentenceKind.HEADING for p in sentences)
    before: Parsed | None = None
    slots = slots_of(sentences, examined.context)
    for number, parsed in enumerate(sentences):
        if parsed.parsed and slots[number] and _says_something(parsed.sentence, prose):
            yield number, encoded(parsed, slots[number], before, report.title, words)
        before = parsed


class Reader:
    """Reads reports with one language model; load it once and read many.

    `model` is the name of an installed spaCy pipeline; None takes the one that pledgebook
    is tested with. `review` false leaves the trained reviewer out: what rules alone find. `gate` false
    parses every sentence, which costs time and is for comparing. Raises
    ModelError where the model is not installed. A text with lone surrogates, which no intake
    lets through, raises UnicodeEncodeError.
    """

    def __init__(self, model: str | None = None, *, review: bool = True, gate: bool = True) -> None:
        self._gate = gate
        self._nlp = load_model(model)
        self._parser = Parser(self._nlp)
        self._vocabulary: Vocabulary = vocabulary()
        self._mentions = MentionFinder(self._nlp.vocab, actor_table())
        trained = reviewer()
        self._setting = trained.setting
        self._reviewer: Reviewer | None = trained if review else None
        self._network: Network | None = network() if review else None
        self.name = f"pledgebook {pledgebook.__version__}, {model_version(self._nlp)}"

    def read(self, report: Report) -> Reading:
        """The reading of one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of reports in their order; sentences of several are parsed in one stream.

        The network looks at a report while the rules are at the next ones. Where `reports` raises an error,
        it is raised behind the readings of all that came before it.
        """
        broken: list[Exception] = []
        yield from self._read_many(_until_broken(reports, broken))
        if broken:
            raise broken[0]

    def _read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        if self._network is None:
            yield from (self._read(examined, {}) for examined in self.examine_many(reports))
            return
        with beside(self._network) as ask:
            asked: deque[tuple[Examined, Answer]] = deque()
            for examined in self.examine_many(reports):
                asked.append((examined, ask(dict(encoded_sentences(examined, self._network.words)))))
                if len(asked) > _AHEAD:
                    first, answer = asked.popleft()
                    yield self._read(first, answer())
            for last, answer in asked:
                yield self._read(last, answer())

    def examine_many(self, reports: Iterable[Report]) -> Iterator[Examined]:
        """What the rules find in reports, before the reviewer looks and rows are made."""
        return (examined for batch in _batches(reports) for examined in self._examine_batch(batch))

    def _examine_batch(self, batch: Sequence[Report]) -> Iterator[Examined]:
        # most of a stream of news is turned away before it is cut into sentences
        cut = [split(report) if not self._gate or may_matter(report.text) else [] for report in batch]
        wanted = [self._wanted(sentences) for sentences in cut]
        held = [(sentences, there) for sentences, there in zip(cut, wanted, strict=True) if there]
        parsed = self._parser.parse_many(held)
        for report, there in zip(batch, wanted, strict=True):
            yield self._examined(report, next(parsed) if there else ())

    def _wanted(self, sentences: Sequence[Sentence]) -> set[int]:
        return gate().wanted(sentences) if self._gate else {s.index for s in sentences}

    def _examined(self, report: Report, sentences: Sequence[Parsed]) -> Examined:
        mentions = self._mentions.find(sentences, report) if sentences else []
        said, clauses = attributed(report, sentences, mentions)
        amounts = with_currency([quantities(p) if p.parsed else [] for p in sentences])
        found = with_taken_up(sentences, [conditions(p) if p.parsed else [] for p in sentences])
        standing = standing_of(report, sentences, mentions, self._vocabulary)
        setting = setting_of(standing, mentions, self._setting)
        context = Context(report, setting, mentions, said, clauses, amounts, found)
        candidates = tuple(self._candidates(sentences, context))
        standing = with_providers(standing, providers_of(candidates))
        second = setting_of(standing, mentions, self._setting)
        if second != setting:
            context = replace(context, setting=second)
            if replace(second, givers=setting.givers) != setting:  # who gives decides about rows only
                candidates = tuple(self._candidates(sentences, context))
        return Examined(sentences, context, candidates, standing)

    def _read(self, examined: Examined, chances: ByNumber) -> Reading:
        sentences, context = examined.sentences, examined.context
        candidates: Sequence[Candidate] = examined.candidates
        dropped: list[Rejected] = []
        about = True
        if self._reviewer is not None:
            links = [
                link
                for link in links_of(candidates, sentences, context, chances)
                # a clause without its verb, a decision without its matter and who is passed over tell of
                # their own parties only
                if (link.ruled or not _leaves_unsaid(link.candidate))
                and link.candidate.verdict.dropped not in POINTLESS
            ]
            seen = review(candidates, links, sentences, context, chances, self._reviewer)
            candidates, about = seen.candidates, seen.about
            dropped += [rows.rejected(candidate, context) for candidate in seen.doubtful]
            dropped += [rows.rejected(candidate, context, "possible pledge") for candidate in seen.possible]
        candidates = tuple(planned(candidates, self._vocabulary.operators))
        pledged, stances, more = self._rows(candidates, context, about)
        if pledged and is_relief_only(sentences, self._vocabulary):
            pledged = []  # blankets after an earthquake are no matter of security
        if any(self._is_hard(candidate, context) for candidate in examined.candidates):
            # what the network alone holds for a pledge gives way to the frame of a position
            ruled = [row for row in pledged if not is_added(row)]
            framed = list(
                positions_by_frames(sentences, context, examined.candidates, ruled, self._vocabulary)
            )
            # a report that undertakes nothing may still be about what others should do
            stances, pledged = with_frames(stances, framed, pledged)
            stances = with_chances(stances, pledged, chances, sentences, context)
        found = tallies(context.report, sentences, context.mentions, context.attributions)
        counted = found if about or stances else []
        return Reading(
            report=context.report.id,
            reader=self.name,
            pledges=tuple(fold_pledges(carried(pledged, sentences, context))),
            tallies=tuple(fold_others(counted)),
            positions=tuple(fold_others(stances)),
            rejected=(*dropped, *more),
        )

    def _rows(
        self, candidates: Sequence[Candidate], context: Context, about: bool
    ) -> tuple[list[Pledge], list[Position], list[Rejected]]:
        # A loan, a guarantee or a pledge alone is no matter of security.
        hard = about and any(self._is_hard(candidate, context) for candidate in candidates)
        binder = Binder(candidates, context)
        pledged: list[Pledge] = []
        stances: list[Position] = []
        dropped: list[Rejected] = []
        for candidate in candidates:
            if candidate.verdict.dropped:
                dropped.append(rows.rejected(candidate, context))
            elif not hard:
                dropped.append(rows.rejected(candidate, context, "no matter of security in the report"))
            elif candidate.verdict.stance:
                stances.extend(rows.positions(candidate, context))
            else:
                for row in rows.pledges(candidate, context, binder):
                    if isinstance(row, Pledge):
                        pledged.append(row)
                    else:
                        dropped.append(row)
        return pledged, stances, dropped

    def _candidates(self, sentences: Sequence[Parsed], context: Context) -> Iterator[Candidate]:
        """The candidates of a report; each sentence knows what the ones before it spoke of."""
        topic: str | None = None
        in_place = False
        staged = -1  # the paragraph that an exercise or a story is told of
        prose = any(p.sentence.kind is not SentenceKind.HEADING for p in sentences)
        for parsed in sentences:
            if parsed.sentence.kind is not SentenceKind.ITEM:
                in_place = any(t.lower_ in self._vocabulary.in_place for t in parsed.doc) or (
                    in_place and parsed.sentence.kind is SentenceKind.PROSE
                )
            if parsed.parsed and _says_something(parsed.sentence, prose):
                told = parsed.sentence.paragraph == staged
                reader = SentenceReader(parsed, context, self._vocabulary, topic, in_place, told)
                staged = parsed.sentence.paragraph if told or reader.is_staged() else -1
                for candidate in reader.candidates():
                    if candidate.cue.contribution in self._vocabulary.topics and not candidate.cue.weak:
                        topic = candidate.cue.contribution
                    yield candidate

    def _is_hard(self, candidate: Candidate, context: Context) -> bool:
        """Whether a candidate shows that the report is about security.

        A loan or a hub does where a state gives it to another in so many words, or where the report
        has a word of security beside it.
        """
        cue, verdict = candidate.cue, candidate.verdict
        if not verdict.dropped and max(candidate.confidence.values(), default=0.0) >= _SURE:
            return True
        if cue.contribution in self._vocabulary.hard:
            return not cue.weak or not verdict.dropped
        if verdict.dropped:
            return False
        sentence = candidate.parsed.sentence
        named = {c for m in context.mentions[sentence.index] for c in m.codes if is_state(c)}
        if (
            cue.contribution != "funding"
            and len(named) > 1
            and not cue.weak
            and not (cue.verb and cue.contribution in VAGUE)
        ):
            return True
        return any(
            w in self._vocabulary.security
            for token in candidate.parsed.doc
            for w in (token.lower_, token.lemma_.lower())
        )


def _leaves_unsaid(candidate: Candidate) -> bool:
    return candidate.verdict.rule in (UNSAID, GAPPED, PASSED_OVER) or candidate.cue.entry == DECISION


def _until_broken(reports: Iterable[Report], broken: list[Exception]) -> Iterator[Report]:
    """The reports up to where getting them fails; the error goes to `broken`."""
    try:
        yield from reports
    except Exception as error:
        broken.append(error)


def _batches(reports: Iterable[Report]) -> Iterator[Sequence[Report]]:
    stream, together = iter(reports), _FIRST
    while batch := list(islice(stream, together)):
        yield batch
        together = min(2 * together, _TOGETHER)


def _says_something(sentence: Sentence, prose: bool) -> bool:
    """Headings repeat the text, unless there is nothing else; questions undertake nothing."""
    if sentence.kind is SentenceKind.HEADING and prose:
        return False
    return not sentence.text.rstrip("\"'”’») ").endswith("?")
