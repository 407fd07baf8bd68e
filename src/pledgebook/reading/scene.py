"""One parsed sentence with what is known of it: words, actors, amounts, speakers, grammar."""

from __future__ import annotations

from pledgebook.reading.clauses import Climber
from pledgebook.reading.context import Context
from pledgebook.reading.cues import Cue, find_cues, normal_words
from pledgebook.reading.judgement import Codes
from pledgebook.reading.records import Attribution, Parsed
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import Vocabulary

# Characters before a sentence in which what it takes up is named.
_BEFORE = 240


class Scene:
    """Answers about one parsed sentence: which contributions it names, who acts, who says it.

    `year` is that of the report, None where unknown; `by_token` has the mention that each token is part of;
    `before` are the words right before it.
    """

    def __init__(self, parsed: Parsed, context: Context, vocabulary: Vocabulary) -> None:
        index = parsed.sentence.index
        self.parsed = parsed
        self.doc = parsed.doc
        self.mentions = mentions = context.mentions[index]
        self.attributions = [a for a in context.attributions if a.sentence == index]
        self.amounts = context.amounts[index]
        self.setting = context.setting
        self.vocabulary = vocabulary
        start = parsed.sentence.start
        self.before = context.report.text[max(0, start - _BEFORE) : start]
        self.year = context.report.published.year if context.report.published else None
        self.words = normal_words(self.doc, vocabulary)
        self.by_token = {t: m for m in mentions for t in range(m.first, m.last + 1)}
        self.by_token |= {m.head: m for m in mentions}
        self.climber = Climber(self.doc, self.words, vocabulary.operators, vocabulary.events)

    def cues(self) -> list[Cue]:
        """The words of the vocabulary that name a contribution."""
        kept = self.doc.kept.get("cues")  # of a sentence that is read twice
        if kept is None or kept[0] is not self.mentions:
            money = [a.head for a in self.amounts if a.kind == "money" and not a.bare]
            found = find_cues(self.parsed, self.words, self.mentions, money, self.vocabulary)
            kept = self.doc.kept["cues"] = self.mentions, found
        return list(kept[1])

    def codes_at(self, token: int | None) -> Codes:
        """The actors that a token and those coordinated with it stand for; places do not act."""
        if token is None:
            return ()
        codes: list[str] = []
        head = self.doc[token]
        acting = [t for t in (head, *head.conjuncts) if not self._set_apart(t)] or [head]
        for t in (*acting, *self._companions(head)):
            mention = self.by_token.get(t.i)
            if mention is not None:
                if mention.via != "place":
                    codes += mention.codes
            elif t.pos_ in ("NOUN", "PROPN", "PRON", "DET"):
                owners = [c for c in self._possessed_by(t.i) if c != self.setting.beneficiary]
                if (
                    not owners
                    and self.setting.coalition
                    and any(w in self.vocabulary.operators.force_nouns for w in self.words[t.i])
                ):
                    owners = [self.setting.coalition]
                codes += owners
        return tuple(dict.fromkeys(codes))

    def attributions_of(self, first: int, last: int) -> list[Attribution]:
        """The attributions that cover some tokens: what is said inside what is said has several."""
        start, end = self.parsed.span(first, last)
        return [a for a in self.attributions if a.start <= start and end <= a.end]

    def speaker(self, first: int, last: int) -> Attribution | None:
        """Who says some tokens: the innermost attribution, None where the report itself does."""
        covering = self.attributions_of(first, last)
        return min(covering, key=lambda a: a.end - a.start, default=None)

    def speaker_codes(self, first: int, last: int) -> Codes:
        """The actors for whom the speaker of some tokens speaks."""
        said = self.speaker(first, last)
        return said.codes if said is not None else ()

    def _set_apart(self, token: Token) -> bool:
        """Whether a party is named only to be left out: "not Greece but Turkey", "Turkey, not Greece,"."""
        before = self.doc[token.left_edge.i - 1].lower_ if token.left_edge.i else ""
        return bool(token.conjuncts) and "not" in (before, token.left_edge.lower_)

    def _companions(self, head: Token) -> list[Token]:
        """Parties that do the same beside a subject: "Berlin, along with Ottawa, agreed"."""
        if head.dep_ not in ("nsubj", "nsubjpass"):
            return []
        beside = self.vocabulary.operators.companions
        found: list[Token] = []
        for prep in (*head.children, *head.head.children):
            if prep.dep_ != "prep" or prep.i > head.head.i or prep.lower_ not in beside:
                continue
            inner = [c for c in prep.children if c.dep_ == "prep" and c.lower_ == "with"]
            if prep.lower_ in ("with", "like") and not self.doc[prep.i - 1].is_punct and prep.i > head.i:
                continue  # "a country with a border": only a comma sets a companion off
            for bearer in (prep, *inner):
                near = [p for p in bearer.children if p.dep_ == "pobj"]
                found += [
                    p
                    for p in near
                    if p.pos_ != "PRON" and p.i in self.by_token and self.by_token[p.i].via != "place"
                ]
        return found

    def _possessed_by(self, token: int) -> Codes:
        """The actors that a noun belongs to: "the members of NATO", "Canada's part in it".

        An adjective makes a state only of what is a contribution itself ("French jets"): "American
        Airlines" and "German fans" are nobody's word.
        """
        own = any(w in self.vocabulary.nouns or w in self.vocabulary.containers for w in self.words[token])
        for child in self.doc[token].children:
            near = [child]
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                near = [c for c in child.children if c.dep_ == "pobj"]
            elif child.dep_ not in (("poss", "amod", "compound", "nmod") if own else ("poss",)):
                continue
            for t in near:
                mention = self.by_token.get(t.i)
                if mention is not None and mention.codes and mention.via != "place":
                    return mention.codes
        return ()
