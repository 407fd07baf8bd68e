"""Phrases that name a source with no verb of their own: "according to X", "in X's words"."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.said import Said, Speech
from pledgebook.reading.sources import Source, Sources
from pledgebook.reading.speech_verbs import subject_of
from pledgebook.reading.speech_words import Kind, Role, SpeechWords
from pledgebook.reading.tokens import Doc, Token

_VOICES = (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.SEAT)
_LABELS = (*_VOICES, MentionKind.NAME, MentionKind.CAPITAL)
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_CITING = ("advcl", "acl", "prep", "xcomp", "conj")


class PhraseReader:
    """Reads the phrases of attribution of one parsed sentence."""

    def __init__(
        self, parsed: Parsed, mentions: Sequence[Mention], sources: Sources, words: SpeechWords
    ) -> None:
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.mentions = mentions
        self.sources = sources
        self.words = words
        self.said = Said(parsed.doc, mentions, words)

    def at(self, token: Token) -> Speech | None:
        """The phrase of attribution that this token opens or heads."""
        word, file = token.lower_, self.words.file
        if word in self.words.according:
            return self._according(token)
        if word in file.view_nouns and (line := self._line(token)) is not None:
            return line
        if word in file.views:
            return self._view(token)
        if word == "through":
            return self._through(token)
        if word in file.citing and token.dep_ in _CITING:
            return self._citing(token)
        if self.words.role(word) is Role.DOCUMENT and token.dep_ == "dobj":
            return self._following(token)
        if token.text == ":":
            return self._introduction(token)
        if word == "it" and token.dep_ == "dobj":
            return self._put(token)
        return None

    def _introduction(self, colon: Token) -> Speech | None:
        """'Merz was clear: "…"': the subject before a colon and a quotation mark.

        Without the mark the clause before must tell of speaking: "Merz was clear: no soldiers".
        """
        if colon.i + 1 >= len(self.doc):
            return None
        if not self.doc[colon.i + 1].is_quote:
            return self._opened(colon)
        label = self._label(colon)
        if label is not None:
            source = self.sources.at(self.parsed, self.mentions, label.i)  # 'Sweden: "…"'
        else:
            source = self._voice(next((t for t in self.doc[: colon.i] if t.dep_ == "nsubj"), None))
        if source is None:
            return None
        return Speech(source, colon.i, source.first, colon.i, (), "direct")

    def _opened(self, colon: Token) -> Speech | None:
        """What follows a colon after a clause of speaking: "put it plainly:", "left no doubt:"."""
        verbs = [t for t in self.doc[: colon.i] if t.tag_ in _FINITE and t.pos_ in ("VERB", "AUX")]
        verbs = [t for t in verbs if t.dep_ not in ("aux", "auxpass", "relcl")]
        if not verbs:
            return None
        verb, file = verbs[-1], self.words.file
        told = any(c.lower_ in file.told for c in verb.rights)
        spoke = self.words.is_speech(verb.lower_) or (Kind.DIRECTING in self.words.of(verb.lower_) and told)
        clear = verb.lemma_ == "be" and any(c.dep_ == "acomp" for c in verb.rights)
        subject = subject_of(verb) if spoke or told or clear else None
        source = self._voice(subject)
        if source is None or source.first < 0:
            return None
        content = ((colon.i + 1, len(self.doc) - 1),)
        return Speech(source, verb.i, source.first, colon.i, content, "indirect")

    def _put(self, pronoun: Token) -> Speech | None:
        """How somebody puts it: "…, as an official in Athens puts it"."""
        verb = pronoun.head
        opener = next((c for c in verb.lefts if c.lower_ == "as"), None)
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if opener is None or subject is None or not opener.i < subject.i:
            return None
        source = self._voice(subject)
        if source is None:
            return None
        content = self.said.around(opener.i, pronoun.i)
        return Speech(source, verb.i, opener.i, pronoun.i, content, "according_to")

    def _voice(self, subject: Token | None) -> Source | None:
        """The source that a subject is, if it is one that speaks."""
        source = self.sources.at(self.parsed, self.mentions, subject.i) if subject is not None else None
        return source if source is not None and source.voice else None

    def _label(self, colon: Token) -> Token | None:
        """The head of a name that alone stands before a colon: 'Ishaq Dar: "…"', 'Sweden: "…"'."""
        named = (m for m in self.mentions if m.first <= 1 and m.last == colon.i - 1)
        return next((self.doc[m.head] for m in named if m.kind in _LABELS), None)

    def _according(self, token: Token) -> Speech | None:
        for form in self.words.file.according:
            end = token.i + len(form)
            if tuple(t.lower_ for t in self.doc[token.i : end]) != form or end >= len(self.doc):
                continue
            if self.doc[end].lower_ == "cent":
                return None  # "per cent"
            noun = next((t for t in self.doc[end : end + 12] if t.dep_ == "pobj"), None)
            if noun is None:
                return None
            source = self.sources.at(self.parsed, self.mentions, noun.i)
            if source is None:
                return None
            last = max(source.last, end - 1)
            return Speech(source, token.i, token.i, last, self.said.around(token.i, last), "according_to")
        return None

    def _view(self, token: Token) -> Speech | None:
        """A view or words that somebody owns: "in X's view", '"…" were his words'."""
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if owner is None:
            of = next((c for c in token.children if c.lower_ == "of"), None)
            owner = next(iter(of.children), None) if of is not None else None
        if owner is None:
            return None
        inside = token.head.lower_ in ("in", "by") and token.dep_ == "pobj"
        linked = token.head.lower_ in self.words.file.quote_links
        if not inside and not (linked and token.lower_ in self.words.file.quote_nouns):
            return None
        source = self.sources.at(self.parsed, self.mentions, owner.i)
        if source is None:
            return None
        first, last = min(token.head.i, owner.i), max(token.i, source.last)
        if linked and not inside:
            return Speech(source, token.i, first, last, (), "direct")
        return Speech(source, token.i, first, last, self.said.around(first, last), "according_to")

    def _line(self, noun: Token) -> Speech | None:
        """What somebody's line is: "Merz's message was that Germany would go"."""
        verb = noun.head
        owner = next((c for c in noun.children if c.dep_ == "poss"), None)
        if owner is None or noun.dep_ != "nsubj" or verb.lemma_ != "be":
            return None
        said = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
        source = self.sources.at(self.parsed, self.mentions, owner.i) if said is not None else None
        if said is None or source is None:
            return None
        content = ((int(said.left_edge.i), self.said.end(verb.i)),)
        return Speech(source, verb.i, source.first, verb.i, content, "indirect")

    def _through(self, token: Token) -> Speech | None:
        """Through whom a party speaks: "Poland, through its minister Jan Kos, offered helicopters"."""
        voice = next((c for c in token.rights if c.dep_ == "pobj"), None)
        verb, file = token.head, self.words.file
        if voice is None or not (self.words.is_speech(verb.lower_) or verb.lower_ in file.through):
            return None
        source = self._voice(voice)
        if source is None:
            return None
        last = max(source.last, voice.i)
        subject = subject_of(verb)
        begin = min(subject.left_edge.i, verb.i) if subject is not None and subject.i < token.i else token.i
        end = self.said.end(verb.i)
        parts = ((begin, token.i - 1), (last + 1, end))
        return Speech(source, verb.i, token.i, last, tuple(p for p in parts if p[0] <= p[1]), "indirect")

    def _citing(self, token: Token) -> Speech | None:
        """The source that a report cites: "…, Reuters reported, citing three officials"."""
        cited = next((c for c in token.rights if c.dep_ in ("dobj", "pobj")), None)
        if cited is None:
            return None
        source = self.sources.at(self.parsed, self.mentions, cited.i)
        if source is None:
            return None
        content: tuple[tuple[int, int], ...] = ((0, len(self.doc) - 1),)
        return Speech(source, token.i, token.i, source.last, content, "according_to")

    def _following(self, document: Token) -> Speech | None:
        """Whose the quotes of the next paragraphs are: "X made the following statement"."""
        verb = document.head
        announced = any(c.lower_ in ("following", "this") for c in document.lefts)
        subject = subject_of(verb) if verb.lower_ in self.words.file.statement_verbs and announced else None
        if subject is None:
            return None
        source = self.sources.at(self.parsed, self.mentions, subject.i)
        if source is None:
            return None
        return Speech(source, verb.i, source.first, document.i, (), "statement")
