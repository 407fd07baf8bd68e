"""Numbers of parties: "26 of 35 countries", "a 35-nation coalition", "seven are undecided".

`tally_numbers` finds the numbers that count parties, `tally_votes` the results of votes, `tally_frames`
the set of each from what the sentence says of it. Here they become rows, each told once in a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pledgebook.codebook.numbers import number_words
from pledgebook.model import Evidence, Reason, Report, Tally
from pledgebook.reading.attribution import speaker_at
from pledgebook.reading.numbers import Number
from pledgebook.reading.records import Attribution, Mention, Parsed, SentenceKind
from pledgebook.reading.rows import nearness
from pledgebook.reading.tally_context import asked_for, is_answer, is_second_helping, joins_text
from pledgebook.reading.tally_frames import gives_the_same, repeats_verb, standing_of_count
from pledgebook.reading.tally_numbers import ends_live, party_counts
from pledgebook.reading.tally_parts import PartyCount
from pledgebook.reading.tally_roles import Standing
from pledgebook.reading.tally_votes import ayes
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc

# Characters on either side in which a word of the field must stand.
_NEAR = 1200
# A number and the noun that it counts stand so many words apart at most.
_REACH = 8
_WORD = re.compile(r"[\w']+")
# Two names of one set: parties that give, and what they give.
_GIVING = frozenset({"participants", "troop_contributors"})


@cache
def _nouns() -> frozenset[str]:
    words = tally_words()
    return (
        words.parties
        | words.persons
        | words.joined
        | words.ballots
        | words.voters
        | words.others
        | words.back
        | words.inclined
        | {"names"}
    )


def may_count(text: str) -> bool:
    """Whether a sentence could hold a tally: worth a parse. Looks at words only.

    >>> may_count("Some 29 nations took part."), may_count("France will send jets.")
    (True, False)
    """
    nouns = _nouns()
    near = 0
    counted = False
    tokens = _WORD.findall(text.lower())
    for at, token in enumerate(tokens):
        if _is_figure(token):
            if counted or _acts_alone(tokens, at):
                return True
            near = _REACH
        elif token in nouns:
            if near:
                return True
            # "the number of states has risen to 22", "contributing states: 22"
            counted = counted or ":" in text or "number" in tokens
        near = max(0, near - 1)
    return False


def _acts_alone(tokens: Sequence[str], at: int) -> bool:
    """Whether a figure acts without a noun: "Nine have …", "the remaining six said", "a dozen have"."""
    words = tally_words()
    if at + 1 >= len(tokens) or tokens[at + 1] not in words.openers:
        return False
    return (
        at == 0
        or tokens[at] in number_words().groups
        or tokens[at - 1] in words.others
        or any(_is_figure(t) for t in tokens[:at])
    )


def _is_figure(word: str) -> bool:
    figures = number_words()
    return word[0].isdigit() or word in figures.units or word in figures.tens or word in figures.groups


def tallies(
    report: Report,
    sentences: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    attributions: Sequence[Attribution],
) -> list[Tally]:
    """The tallies of a report, one for every number and set, in the order of the text.

    `mentions` holds those of each sentence: a number that stands for named parties ("the three
    Baltic states") is no tally. `attributions` tell whose word each is.
    """
    return list(_Counter(report, sentences, mentions, attributions).read())


@dataclass(frozen=True, slots=True)
class _Found:
    number: Number
    value: int
    of: int | None
    standing: Standing


class _Counter:
    """Reads one report from its first sentence to its last."""

    def __init__(
        self,
        report: Report,
        sentences: Sequence[Parsed],
        mentions: Sequence[Sequence[Mention]],
        attributions: Sequence[Attribution],
    ) -> None:
        self._report = report
        self._sentences = sentences
        self._mentions = mentions
        self._attributions = attributions
        self._kept: dict[tuple[int, str], Tally] = {}
        self._last: Standing | None = None
        self._asked: Standing | None = None
        self._before: Sequence[Doc] = ()

    def read(self) -> Iterator[Tally]:
        prose = any(p.sentence.kind is not SentenceKind.HEADING for p in self._sentences)
        carried = False
        for at, parsed in enumerate(self._sentences):
            self._asked = asked_for(self._sentences[at - 1].doc) if at else None
            self._before = [p.doc for p in self._sentences[max(0, at - 2) : at]]
            if not parsed.parsed or (prose and _is_heading(parsed)):
                carried = ends_live(parsed.doc, (), carried)
                continue
            counts = party_counts(parsed.doc, self._mentions[at] if at < len(self._mentions) else (), carried)
            found = list(self._found(parsed.doc, counts))
            carried = ends_live(parsed.doc, counts, carried)
            if found and self._in_field(at):
                for one in found:
                    self._keep(parsed, one)
        return iter(self._kept.values())

    def _found(self, doc: Doc, counts: Sequence[PartyCount]) -> Iterator[_Found]:
        """The numbers of a sentence with their sets; a vote gives one."""
        votes = ayes(doc)
        if votes is not None:
            of = next((c.value for c in counts if c.whole), None)
            assert isinstance(votes.value, int)
            yield _Found(votes, votes.value, of, Standing("other", "votes", 0.8))
        last: PartyCount | None = None
        for count in counts:
            if votes is not None and (count.number == votes or not count.whole):
                continue
            standing = self._standing(doc, count, last)
            last = count
            if standing is not None:
                if self._last is not None and standing.set in _GIVING and gives_the_same(doc, count):
                    standing = self._last if self._last.set in _GIVING else standing
                self._last = standing
                of = None if count.whole or standing.set == "members" else count.of
                yield _Found(count.number, count.value, of, standing)

    def _standing(self, doc: Doc, count: PartyCount, last: PartyCount | None) -> Standing | None:
        """The set of a number, by its own sentence or by what was asked or said before it."""
        if repeats_verb(doc, count) or is_second_helping(doc, count, last):
            return self._last
        if self._asked is not None and is_answer(doc, count):
            return self._asked
        return joins_text(doc, count, self._before) or standing_of_count(doc, count)

    def _in_field(self, at: int) -> bool:
        field = tally_words().field
        here = self._sentences[at].sentence
        near = (
            p
            for p in self._sentences
            if p.sentence.end > here.start - _NEAR and p.sentence.start < here.end + _NEAR
        )
        return any(t.lower_ in field for p in near for t in p.doc)

    def _keep(self, parsed: Parsed, found: _Found) -> None:
        key = (found.value, found.standing.set)
        if key in self._kept:
            if self._kept[key].of is None and found.of is not None:
                self._kept[key] = self._tally(parsed, found)
        elif not self._repeats(parsed.doc, found):
            self._kept[key] = self._tally(parsed, found)

    def _repeats(self, doc: Doc, found: _Found) -> bool:
        """Whether a number points back to one that already has its set: "the 26 countries"."""
        told = {name for value, name in self._kept if value == found.value}
        if not told:
            return False
        if told & _GIVING and found.standing.set in _GIVING:
            return True
        first = found.number.first
        return first > 0 and doc[first - 1].lower_ in tally_words().definite

    def _tally(self, parsed: Parsed, found: _Found) -> Tally:
        number, standing, text = found.number, found.standing, self._report.text
        sentence = parsed.sentence
        start, end = parsed.span(number.first, number.last)
        said = speaker_at(self._attributions, sentence.index, start, end)
        return Tally(
            count=found.value,
            of=found.of,
            set=standing.set,
            speaker=said.speaker if said else None,
            evidence=Evidence.of(text, sentence.start, sentence.end),
            reasons=(
                Reason("count", "number of parties", start, end, text[start:end]),
                Reason("set", standing.rule, start, end, text[start:end]),
            ),
            nearness=nearness(said, "GROUP", frozenset()),
            confidence=standing.sure,
        )


def _is_heading(parsed: Parsed) -> bool:
    """Whether a sentence only repeats the text: a heading, unless it ends like a sentence."""
    sentence = parsed.sentence
    return sentence.kind is SentenceKind.HEADING and not sentence.text.rstrip().endswith(".")
