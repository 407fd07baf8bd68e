"""One sentence at a time through the first steps of reading, with the real parser."""

from __future__ import annotations

import pytest

from pledgebook.codebook.actors import actor_table
from pledgebook.model import Report
from pledgebook.reading.attribution import attributed, speaker_at
from pledgebook.reading.clauses import Climber
from pledgebook.reading.cues import find_cues, normal_words
from pledgebook.reading.mentions import MentionFinder
from pledgebook.reading.parse import Parser, load_model
from pledgebook.reading.quantities import quantities
from pledgebook.reading.sentences import split
from pledgebook.reading.tallies import tallies
from pledgebook.reading.tokens import printed
from pledgebook.reading.vocabulary import vocabulary


class Steps:
    """What each early step makes of a text."""

    def __init__(self):
        self.nlp = load_model()
        self.parser = Parser(self.nlp)
        self.finder = MentionFinder(self.nlp.vocab, actor_table())
        self.vocabulary = vocabulary()

    def parse(self, text):
        sentences = split(Report("r", text))
        return self.parser.parse(sentences, {s.index for s in sentences})

    def mentions(self, text):
        return self.finder.find(self.parse(text), Report("r", text))

    def cues(self, text):
        """Each cue of a text of one sentence, with its words."""
        [parsed], [mentions] = self.parse(text), self.mentions(text)
        words = normal_words(parsed.doc, self.vocabulary)
        money = [a.head for a in quantities(parsed) if a.kind == "money"]
        return [
            (c, printed(parsed.doc[c.first : c.last + 1]))
            for c in find_cues(parsed, words, mentions, money, self.vocabulary)
        ]

    def chain(self, text, word):
        """The chain above the cue that is written `word`."""
        [parsed] = self.parse(text)
        words = normal_words(parsed.doc, self.vocabulary)
        climber = Climber(parsed.doc, words, self.vocabulary.operators, self.vocabulary.events)
        found = {written: cue for cue, written in self.cues(text)}
        return climber.climb(found[word].head, found[word].verb)


@pytest.fixture(scope="session")
def steps():
    return Steps()


@pytest.fixture(scope="session")
def attributions(steps):
    """Who says which stretch of a text; with `parse` false of sentences that are only tokenized."""

    def found(text, *, parse=True):
        report = Report("r", text)
        sentences = split(report)
        parsed = steps.parser.parse(sentences, {s.index for s in sentences} if parse else set())
        return attributed(report, parsed, steps.finder.find(parsed, report))[0]

    return found


@pytest.fixture(scope="session")
def says(attributions):
    """Who says some words of a text."""

    def who(text, words):
        start = text.index(words)
        sentence = next(s for s in split(Report("r", text)) if s.start <= start < s.end)
        said = speaker_at(attributions(text), sentence.index, start, start + len(words))
        return said.speaker if said else None

    return who


@pytest.fixture(scope="session")
def tallied(steps):
    """The tallies of a text in which nobody is named."""

    def found(text):
        parsed = steps.parse(text)
        return tallies(Report("r", text), parsed, [[] for _ in parsed], [])

    return found
