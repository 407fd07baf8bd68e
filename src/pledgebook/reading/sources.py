"""Whose word it is: from the noun that stands beside a verb of speech to a named source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.speech_words import Role, SpeechWords
from pledgebook.reading.tokens import Token, printed

_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_PLURAL = frozenset({"they", "them", "their"})
_NEUTER = frozenset({"it", "its"})
_FIRST = frozenset({"we", "i", "us", "you", "my", "our", "your"})
_MODIFIERS = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "case"})
_CLAUSAL = frozenset({"WP", "WDT", "WP$", "WRB", "VBD", "VBZ", "VBP", "MD"})
_MEMORY = 40  # clauses of speech in which "the official" is looked for
_NEAR = 12  # tokens from an office to the name in apposition
_LONGEST_NAME = 14  # tokens: a source as printed is a phrase, never a clause
_BODIES = (Role.PARTY, Role.BODY, Role.OUTLET)
_KIND_ROLES = {
    MentionKind.PERSON: Role.PEOPLE,
    MentionKind.OFFICE: Role.PEOPLE,
    MentionKind.SEAT: Role.BODY,
}


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who says something.

    `name` is the codebook's speaker; `noun` its head word in lower case, `role` what kind of
    source that is (None where the vocabulary does not say), `plural` whether "they" may follow;
    `first` and `last` are the tokens of its noun phrase. `parts` holds the name and the codes of
    each of several ("Erdoğan and Meloni"), empty for one.
    """

    name: str
    codes: tuple[str, ...]
    role: Role | None
    noun: str
    first: int
    last: int
    plural: bool = False
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def voice(self) -> bool:
        """Whether this is a person or a body that speaks, not a state or an organisation."""
        return self.role in (Role.PEOPLE, Role.BODY)


class Sources:
    """Resolves nouns and pronouns to sources; remembers who spoke, in the order of one report."""

    def __init__(self, words: SpeechWords) -> None:
        self._words = words
        self._spoke: list[Source] = []
        self._person: Source | None = None
        self._people: set[str] = set()  # last words of persons' names

    @property
    def last(self) -> Source | None:
        """The source that spoke last."""
        return self._spoke[-1] if self._spoke else None

    def remember(self, source: Source) -> None:
        """Take note that a source has spoken: "he" and "the official" may refer to it."""
        self._spoke.append(source)
        if source.role is Role.PEOPLE and not source.plural:
            self._person = source

    def meet(self, mentions: Sequence[Mention]) -> None:
        """Take note of the persons that a sentence names, for a "he" that nothing resolves."""
        for mention in mentions:
            if mention.kind is MentionKind.PERSON and mention.name:
                self._people.add(last_word(mention.name))
                self._person = Source(
                    mention.name, mention.codes, Role.PEOPLE, last_word(mention.name), -1, -1
                )

    def at(self, parsed: Parsed, mentions: Sequence[Mention], index: int) -> Source | None:
        """The source that token `index` is the head of; None where it names nobody.

        "Erdoğan and Meloni" is one source of two parts.
        """
        first = self._one(parsed, mentions, index)
        if first is None:
            return None
        joined = [first]
        for other in parsed.doc[index].conjuncts:
            if other.i > index and (more := self._one(parsed, mentions, other.i)) is not None:
                joined.append(more)
        if len(joined) == 1:
            return first
        start, end = joined[0].first, max(s.last for s in joined)
        codes = tuple(dict.fromkeys(code for s in joined for code in s.codes))
        parts = tuple((s.name, s.codes) for s in joined)
        name = printed(parsed.doc[start : end + 1])
        return Source(name, codes, first.role, first.noun, start, end, True, parts)

    def _one(self, parsed: Parsed, mentions: Sequence[Mention], index: int) -> Source | None:
        token = parsed.doc[index]
        word = token.lower_
        mention = _covering(mentions, index)
        if word in _SINGULAR | _PLURAL | _NEUTER | _FIRST:
            return self._pronoun(word, mention, index)
        if word in self._words.file.silent or _quantified(token, self._words.file.silent):
            return None
        if self._words.role(word) is Role.DOCUMENT:
            return self._owner(parsed, mentions, token)
        if mention is not None and (found := self._mentioned(parsed, mentions, mention, token)):
            return found
        return self._printed(parsed, mentions, token)

    def _pronoun(self, word: str, mention: Mention | None, index: int) -> Source | None:
        if word in _FIRST:
            return None
        if mention is not None and mention.name:
            known = next((s for s in reversed(self._spoke[-_MEMORY:]) if s.name == mention.name), None)
            role = known.role if known else (Role.PEOPLE if word in _SINGULAR else Role.PARTY)
            return Source(mention.name, mention.codes, role, last_word(mention.name), index, index,
                          word in _PLURAL)  # fmt: skip
        before: Source | None
        if word in _SINGULAR:
            before = self._person
        elif word in _PLURAL:
            before = next((s for s in reversed(self._spoke[-4:]) if s.plural), None)
        else:
            before = next((s for s in reversed(self._spoke[-3:]) if s.role in _BODIES), None)
        return _moved(before, index, index) if before else None

    def _mentioned(
        self, parsed: Parsed, mentions: Sequence[Mention], mention: Mention, token: Token
    ) -> Source | None:
        role = _KIND_ROLES.get(mention.kind)
        first, last = self._extent(parsed, token)
        first, last = min(first, mention.first), max(last, mention.last)
        if role is None:
            if mention.head != token.i and mention.kind is MentionKind.DEMONYM:
                return None
            return self._party(parsed, mentions, mention, token)
        if mention.kind is not MentionKind.PERSON and (person := _person_beside(mentions, token)):
            return Source(person.name or "", person.codes or mention.codes, Role.PEOPLE,
                          last_word(person.name or ""), first, max(last, person.last))  # fmt: skip
        noun_role = self._words.role(token.lower_)
        if mention.kind is MentionKind.OFFICE and noun_role in (Role.BODY, Role.PEOPLE, Role.PARTY):
            role = noun_role
        name = mention.name
        own = printed(parsed.doc[mention.first : mention.last + 1])
        if name and mention.kind is MentionKind.OFFICE and name.startswith(own):
            apposed = _name_beside(token) if noun_role is Role.PEOPLE else None
            if apposed is not None and apposed.i > last:
                name, last = self._untitled(parsed, token.i + 1, apposed.i), apposed.i
            elif name == own:
                name = self._known(token, name, mention.codes) or _named(parsed.doc[first : last + 1])
        if not name:
            return None
        plural = token.tag_ in ("NNS", "NNPS")
        return Source(name, mention.codes, role, token.lower_, first, last, plural)

    def _party(
        self, parsed: Parsed, mentions: Sequence[Mention], mention: Mention, token: Token
    ) -> Source | None:
        if mention.kind is MentionKind.GROUP:
            return None
        if mention.kind in (MentionKind.PEOPLE, MentionKind.DESCRIPTION):
            first, last = self._extent(parsed, token)
        else:
            first, last = mention.first, mention.last
        if mention.kind is MentionKind.DESCRIPTION:  # "the regional bloc ECOWAS"
            beside = next((m for m in mentions if m.first == last + 1 and m.kind is MentionKind.NAME), None)
            if beside is not None and beside.codes == mention.codes:
                named = self._party(parsed, mentions, beside, token)
                return replace(named, first=min(first, mention.first)) if named else None
        name = mention.name if mention.kind is not MentionKind.PEOPLE else None
        plural = mention.kind is MentionKind.PEOPLE
        return Source(name or _named(parsed.doc[first : last + 1]), mention.codes, Role.PARTY, token.lower_,
                      first, last, plural)  # fmt: skip

    def _owner(self, parsed: Parsed, mentions: Sequence[Mention], document: Token) -> Source | None:
        """Whose document it is: the ministry of "a statement from the ministry"."""
        for child in document.children:
            if child.dep_ == "poss":
                return self.at(parsed, mentions, child.i)
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by", "of"):
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return self.at(parsed, mentions, inner.i)
        return None

    def _printed(self, parsed: Parsed, mentions: Sequence[Mention], token: Token) -> Source | None:
        """A source that no mention names: "a senior official in the ministry", "Claudia Brandt"."""
        first, last = self._extent(parsed, token)
        role = self._words.role(token.lower_)
        inside = [m for m in mentions if first <= m.first and m.last <= last]
        codes = inside[0].codes if inside and role in (Role.PEOPLE, Role.BODY) else ()
        beside = _person_beside(mentions, token)
        if beside is not None and role in (Role.PEOPLE, Role.BODY, None) and beside.name:
            return Source(beside.name, beside.codes or codes, Role.PEOPLE, last_word(beside.name), first,
                          max(last, beside.last))  # fmt: skip
        if role in (Role.PEOPLE, None) and token.pos_ == "NOUN" and (apposed := _name_beside(token)):
            name = self._untitled(parsed, token.i + 1, apposed.i)
            if role is Role.PEOPLE or len(name.split()) > 1:
                return Source(name, codes, Role.PEOPLE, apposed.lower_, first, apposed.i)
        if role is None and token.pos_ == "PROPN":
            name = self._untitled(parsed, first, last)
            return Source(name, codes, self._proper_role(parsed, name, first), token.lower_, first, last)
        if token.lower_ == "one":  # "one of its delegates"
            role = next((self._words.role(n.lower_) for of in token.children for n in of.children), role)
        plural = token.tag_ in ("NNS", "NNPS")
        if token.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            return None
        if parsed.doc[first].lower_ in self._words.file.silent and role is Role.PARTY:
            return None  # "some allies say" is a sum of the report's
        if token.like_num and self._counts_parties(token):
            return None
        name = _named(parsed.doc[first : last + 1])
        if role is Role.PEOPLE and last - first < 3:
            name = self._known(token, name) or name
        return Source(name, codes, role, token.lower_, first, last, plural)

    def _counts_parties(self, number: Token) -> bool:
        """Whether a number counts states: "eleven of the members", not "one of the diplomats"."""
        counted = [noun for of in number.children if of.lower_ == "of" for noun in of.children]
        return any(self._words.role(noun.lower_) is Role.PARTY for noun in counted)

    def _known(self, token: Token, name: str, codes: tuple[str, ...] = ()) -> str | None:
        """The fuller name of "the official": the source with that noun who spoke before.

        "The representative of Jordan" is not the one of Nigeria: `codes` are whom the words name.
        """
        if not name.lower().startswith("the "):
            return None
        same = (s for s in reversed(self._spoke[-_MEMORY:]) if s.noun == token.lower_)
        return next((s.name for s in same if not codes or not s.codes or s.codes == codes), None)

    def _proper_role(self, parsed: Parsed, name: str, first: int) -> Role:
        """Person or party, for a name that no table holds: persons are printed in full once."""
        if parsed.doc[first].lower_ == "the":
            return Role.PARTY
        if len(name.split()) > 1:
            self._people.add(last_word(name))
        return Role.PEOPLE if last_word(name) in self._people else Role.PARTY

    def _untitled(self, parsed: Parsed, first: int, last: int) -> str:
        start = last
        while start > first and parsed.doc[start - 1].is_title and not self._is_title(parsed, start - 1):
            start -= 1
        return _named(parsed.doc[start : last + 1])

    def _is_title(self, parsed: Parsed, index: int) -> bool:
        return parsed.doc[index].lower_ in self._words.file.titles

    def _extent(self, parsed: Parsed, token: Token) -> tuple[int, int]:
        """The noun phrase without apposition, relative clause or coordination."""
        first = token.i
        for child in token.lefts:
            if child.dep_ in _MODIFIERS:
                first = min(first, child.left_edge.i)
        while first < token.i and parsed.doc[first].lower_ in self._words.file.times | {"whose"}:
            first += 1  # "On Friday Ukraine's minister": the day is no part of the name
        limit = min(token.right_edge.i, first + _LONGEST_NAME - 1)
        last = token.i
        for right in parsed.doc[token.i + 1 : limit + 1]:
            if right.is_punct and right.text != "-" or right.dep_ in ("cc", "appos"):
                break
            if right.tag_ in _CLAUSAL or right.dep_ in ("relcl", "npadvmod", "nsubj", "aux"):
                break
            if right.dep_ == "acl" and right.head.i == token.i and right.tag_ in ("VBG", "VBN"):
                break  # "two officials travelling with him"
            if right.lower_ in ("there", "here"):
                break  # "a newspaper there reported"
            if right.lower_ in self._words.file.occasions and right.head.i == token.i:
                break
            last = right.i
        while token.pos_ == "PROPN" and last + 1 < len(parsed.doc) and _same_name(parsed.doc[last + 1]):
            last += 1
        return first, last


def _covering(mentions: Sequence[Mention], index: int) -> Mention | None:
    around = [m for m in mentions if m.first <= index <= m.last]
    return min(around, key=lambda m: (m.head != index, m.last - m.first), default=None)


def _person_beside(mentions: Sequence[Mention], token: Token) -> Mention | None:
    """The person in apposition: "the caretaker premier, Dick Schoof", "spokesman Wang Wenbin"."""
    for child in token.children:
        if child.dep_ in ("appos", "compound", "nmod", "flat"):
            found = _covering(mentions, child.i)
            if found is not None and found.kind is MentionKind.PERSON and found.name:
                return found
    return None


def _name_beside(token: Token) -> Token | None:
    """The end of an apposed name that no mention covers: "the mediator, Claudia Brandt"."""
    doc = token.doc
    for child in doc[token.i + 1 : token.i + _NEAR + 1]:
        inner = child.head.i > token.i and child.head.dep_ == "pobj" and token.is_ancestor(child)
        article = any(c.dep_ == "det" for c in child.lefts)  # "its commander, a Mongolian"
        if child.dep_ == "appos" and _same_name(child) and not article and (child.head is token or inner):
            while child.i + 1 < len(doc) and _same_name(doc[child.i + 1]):
                child = doc[child.i + 1]  # "Maj. Gen. Anna Ek", which the parse cuts in two
            return child
    return None


def _same_name(token: Token) -> bool:
    return bool(token.pos_ == "PROPN" and token.is_title)


def _quantified(token: Token, silent: frozenset[str]) -> bool:
    return any(c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither") and c.lower_ in silent
               for c in token.lefts)  # fmt: skip


def _named(tokens: Sequence[Token]) -> str:
    """A source as printed, without the mark of its possession: "in Merz's words"."""
    while tokens and tokens[-1].tag_ == "POS":
        tokens = tokens[:-1]
    return printed(tokens)


def _moved(source: Source, first: int, last: int) -> Source:
    return Source(source.name, source.codes, source.role, source.noun, first, last, source.plural)


def last_word(name: str) -> str:
    """The last word of a name, by which a person is known: "macron"; empty for an empty name."""
    words = name.split()
    return words[-1].lower() if words else ""
