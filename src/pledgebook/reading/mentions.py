"""Who is named in a report: every mention of an actor, sentence by sentence, resolved.

The order is that of reading: names and offices first, then the persons that they teach, then one pass
over the sentences in which pronouns, descriptions and sets are resolved against what stood before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pledgebook.codebook.actors import ActorTable
from pledgebook.model import Report
from pledgebook.reading.groups import GroupFinder
from pledgebook.reading.names import NameIndex, pieces_of
from pledgebook.reading.offices import OfficeIndex
from pledgebook.reading.people import Person, PersonIndex
from pledgebook.reading.places import Hit
from pledgebook.reading.records import Mention, Parsed, Sentence, SentenceKind
from pledgebook.reading.reference_words import reference_words
from pledgebook.reading.resolve import Resolver
from pledgebook.reading.scan import Draft, Lexicon, Scan
from pledgebook.reading.setting import setting_of
from pledgebook.reading.tokens import Doc
from pledgebook.reading.words import Words, words_of

if TYPE_CHECKING:
    from spacy.vocab import Vocab

_TITLE_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_TITLE = 400


class MentionFinder:
    """Finds all mentions of actors; built once, used for any number of reports."""

    def __init__(self, vocab: Vocab, table: ActorTable) -> None:
        words = reference_words()
        self._vocab = vocab
        self._words = words
        self._names = NameIndex(table.entries, words)
        self._offices = OfficeIndex(table.offices, words)
        self._people = PersonIndex(table, words)
        self._lexicon = Lexicon(
            words,
            GroupFinder(words),
            {word: pronoun for pronoun in words.pronouns for word in pronoun.words},
            {word: entry for entry in words.descriptions for word in entry.words},
        )

    def find(self, sentences: Sequence[Parsed], report: Report) -> list[list[Mention]]:
        """The mentions of each sentence, in order of their tokens.

        Sentences that were only tokenized give names, persons and offices; pronouns, descriptions
        and sets of parties need a parse.
        """
        title = self._title(sentences, report.title)
        views = words_of([*title, *sentences])
        hits = self._all_hits(views)
        offices = [self._offices.find(words, named) for words, named in zip(views, hits, strict=True)]
        people = self._people.teach(views, hits, offices, report.published)
        resolver = Resolver(self._words, people, setting_of(views, hits, self._words))
        latest: list[Person] = []
        drafts = [
            Scan(self._lexicon, resolver, words, named, titled).read(latest)
            for words, named, titled in zip(views, hits, offices, strict=True)
        ]
        found = [
            [_mention(words, draft) for draft in kept] for words, kept in zip(views, drafts, strict=True)
        ]
        return found[len(title) :]

    def _title(self, sentences: Sequence[Parsed], title: str | None) -> list[Parsed]:
        """A title that is not in the text, as a sentence before the first: it teaches names."""
        from spacy.tokens import Doc as SpacyDoc

        text = " ".join((title or "").split())[:_LONGEST_TITLE]
        if not text or any(parsed.sentence.text.strip() == text for parsed in sentences[:3]):
            return []
        spans = [m.span() for m in _TITLE_WORD.finditer(text)]
        spaces = [end < len(text) and text[end] == " " for _, end in spans]
        doc = Doc(SpacyDoc(self._vocab, words=[text[a:b] for a, b in spans], spaces=spaces))
        return [Parsed(Sentence(-1, 0, len(text), -1, SentenceKind.HEADING, text), doc, False)]

    def _all_hits(self, views: Sequence[Words]) -> list[list[Hit]]:
        """The names of all sentences; an ambiguous one means the actor that its paragraph names."""
        pieces = [pieces_of(words) for words in views]
        known = self._names.certain(pieces)
        hits: list[list[Hit]] = []
        near: frozenset[str] = frozenset()
        paragraph = -2
        for words, split in zip(views, pieces, strict=True):
            if words.sentence.sentence.paragraph != paragraph:
                near, paragraph = frozenset(), words.sentence.sentence.paragraph
            found = self._names.find(words, split, near, known)
            near = near.union(*(hit.codes for hit in found))
            hits.append(found)
        return hits


def _mention(words: Words, draft: Draft) -> Mention:
    entity = draft.entity
    name = entity.person.name if entity.person is not None else draft.name
    count = entity.count if entity.codes == ("GROUP",) else None
    return Mention(
        words.sentence.sentence.index,
        draft.first,
        draft.last,
        draft.head,
        entity.codes,
        draft.kind,
        draft.via,
        name,
        count,
    )
