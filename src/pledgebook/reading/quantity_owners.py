"""Whose an amount is where several parties act in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.amounts import Amount
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.quantity_words import quantity_words
from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.tokens import Doc, printed

# A party and its number stand this near where the verb is left out: "Spain, with just under 700 men".
_GAP = 5
_LISTED = frozenset((",", "and", "or", "&", "/", "the", "as", "well"))
_OPENS = frozenset(
    (",", ";", ":", "and", "while", "but", "(", "•", ">", "-", "–", "—", "whereas", "*", "▪", "»")
)
# Mentions inside an amount that do not say whose it is, as "Dutch" does in "150 Dutch soldiers".
_NOT_NAMING = frozenset((MentionKind.DESCRIPTION, MentionKind.OFFICE, MentionKind.PRONOUN))
# Between "from" and the parties of a list.
_FROM = frozenset(("the", ",", "and", "from"))
_OBJECTS = ("dobj", "dative")


class Owners:
    """The owners of a sentence's amounts, seen from one guarantor's pledge."""

    def __init__(
        self, candidate: Candidate, mentions: Sequence[Mention], amounts: Sequence[Amount], guarantor: str
    ) -> None:
        self.doc: Doc = candidate.parsed.doc
        self.words = quantity_words()
        self.guarantor = guarantor
        self.amounts = amounts
        self.acting = [m for m in mentions if m.codes and m.via != "place"]
        self.capitals = [
            m for m in mentions if m.codes and m.via == "place" and m.kind is MentionKind.CAPITAL
        ]
        self.provider = candidate.verdict.provider
        self.mine = self._mine(candidate)
        self.codes = {id(a): self._owner(a) for a in amounts}

    def owned(self, amount: Amount) -> bool:
        """Whether the text says that an amount is the guarantor's."""
        return self.guarantor in self.codes[id(amount)]

    def foreign(self, amount: Amount, contribution: str) -> bool:
        """Whether the text says that an amount is another party's; those trained are the other's."""
        codes = self.codes[id(amount)]
        if contribution == "training":
            return False
        return self.guarantor not in codes if codes else self.by_another(amount)

    def near(self, amount: Amount) -> bool:
        """Whether no other party stands between the guarantor and an amount."""
        if self.mine is None:
            return not self.acting
        first, last = sorted((self.mine.head, amount.head))
        return not any(
            first < m.head < last and self.guarantor not in m.codes and m.kind is not MentionKind.PRONOUN
            for m in self.acting
        )

    def settle(self, amount: Amount) -> Amount | None:
        """The amount, or its counterpart in a list, or None where several parties share it."""
        listed = self._listed()
        if self.owned(amount) or (len(listed) < 2 and len(self.provider) < 2):
            return amount
        if self._is_each(amount):
            return amount
        row = self.row_of(amount)
        if len(row) == len(listed) and len(row) > 1:  # "France and Italy have announced 7,000 and 5,000"
            at = next(n for n, m in enumerate(listed) if self.guarantor in m.codes)
            return row[at]
        return None

    def _mine(self, candidate: Candidate) -> Mention | None:
        """The mention of the guarantor that the pledge is read from."""
        named = [m for m in self.acting if self.guarantor in m.codes]
        token = candidate.verdict.provider_token
        at = candidate.cue.head if token is None else token
        return min(named, key=lambda m: abs(m.head - at), default=None)

    def _listed(self) -> list[Mention]:
        """The mentions that stand in one list with the guarantor's, itself included."""
        if self.mine is None:
            return []
        if len(self.mine.codes) > 1:
            return [self.mine, self.mine]
        tied = {t.i for t in self.doc[self.mine.head].conjuncts} | {self.mine.head}
        found = [m for m in self.acting if m is self.mine or (m.head in tied and self._are_listed(m))]
        return found

    def _are_listed(self, other: Mention) -> bool:
        """Whether nothing but a list stands between a mention and the guarantor's."""
        assert self.mine is not None
        first, second = sorted((self.mine, other), key=lambda m: m.first)
        covered = {t for m in self.acting for t in range(m.first, m.last + 1)}
        between = [t for t in self.doc[first.last + 1 : second.first] if t.i not in covered]
        return all(t.lower_ in _LISTED or t.pos_ in ("DET", "ADJ") for t in between)

    def _is_each(self, amount: Amount) -> bool:
        first = max(0, amount.first - 4)
        listed = self._listed()
        if listed:
            first = min(first, max(m.last for m in listed))
        return any(t.lower_ in self.words.distributive for t in self.doc[first : amount.last + 4])

    def row_of(self, amount: Amount, listed: frozenset[str] = _LISTED) -> list[Amount]:
        """The amounts that stand in one list with an amount: "7,000 and 5,000"."""
        row = [amount]
        for step in (-1, 1):
            at = self.amounts.index(amount) + step
            while 0 <= at < len(self.amounts):
                one, two = sorted((row[0 if step < 0 else -1], self.amounts[at]), key=lambda a: a.first)
                between = self.doc[one.last + 1 : two.first]
                if not len(between) or not all(t.lower_ in listed for t in between):
                    break
                row.insert(0 if step < 0 else len(row), self.amounts[at])
                at += step
        return row

    def _owner(self, amount: Amount) -> tuple[str, ...]:
        """The codes of the party that the words beside an amount give it to."""
        for mention in self.acting:
            inside = amount.first <= mention.head <= amount.last
            if (
                amount.kind == "count"
                and inside
                and mention.kind not in _NOT_NAMING
                and "GROUP" not in mention.codes
            ):
                return mention.codes  # in money it is but the name of a dollar
        for mention in self.capitals:
            if mention.last + 1 == amount.first and self._opened(mention) and self._is_listed(amount):
                return mention.codes  # "Washington sends 20,000, London 13,000"
        before, after = self._before(amount), self._after(amount)
        if after is not None and not (before is not None and self._owns(before)):
            return after
        if before is None:
            return ()
        each = self.doc[amount.last + 1 : amount.last + 2]
        if len(each) and each[0].lower_ in self.words.distributive:
            return tuple(c for m in self._list_of(before) for c in m.codes)
        return before.codes

    def _list_of(self, last: Mention) -> list[Mention]:
        """The mentions of the list that ends with one: "Ghana, Mali and Senegal (250 apiece)"."""
        found = [last]
        for mention in sorted(self.acting, key=lambda m: -m.last):
            if mention.last < found[-1].first:
                between = self.doc[mention.last + 1 : found[-1].first]
                if not len(between) or any(t.lower_ not in _LISTED for t in between):
                    break
                found.append(mention)
        return found

    def _owns(self, mention: Mention) -> bool:
        return self.doc[mention.head].dep_ == "poss"

    def _after(self, amount: Amount) -> tuple[str, ...] | None:
        """The party that an amount comes from: "ten from Qatar", "six each from Jordan and Morocco"."""
        at = amount.last + 1
        each = at < len(self.doc) and self.doc[at].lower_ in self.words.distributive
        at += each
        if at >= len(self.doc) or self.doc[at].lower_ != "from":
            return None
        codes: list[str] = []
        for mention in sorted(self.acting, key=lambda m: m.first):
            if mention.first <= at or any(t.lower_ not in _FROM for t in self.doc[at + 1 : mention.first]):
                continue
            if codes and not each:
                return ()  # "500 from Britain and France" are shared
            codes += mention.codes
            at = mention.last
        return tuple(codes) or None

    def _is_listed(self, amount: Amount) -> bool:
        """Whether an amount stands behind another of its sentence."""
        return self.amounts.index(amount) > 0

    def by_another(self, amount: Amount) -> bool:
        """Whether an amount is what another party gives by the verb above it."""
        token = self.doc[amount.head]
        while token.dep_ in ("nmod", "nummod", "quantmod", "compound", "amod", "conj", "appos"):
            token = token.head
        if token.dep_ != "dobj":
            return False
        verb = token.head
        while verb.dep_ in ("xcomp", "conj") and not any(c.dep_ == "nsubj" for c in verb.children):
            verb = verb.head
        subjects = {t.i for c in verb.children if c.dep_ == "nsubj" for t in (c, *c.conjuncts)}
        givers = [m for m in self.acting + self.capitals if m.head in subjects]
        if self.mine is not None and any(m.last < token.i and self._are_listed(m) for m in givers):
            return False
        codes = {c for m in givers for c in m.codes}
        return bool(codes) and not codes & {self.guarantor, "GROUP", "COALITION", *self.provider}

    def is_whole(self, amount: Amount, own: Sequence[Amount]) -> bool:
        """Whether the guarantor's own is told as a part of an amount: "3,000, among them 600 Germans"."""
        behind = (printed(self.doc[amount.last + 1 : a.first]).lower() for a in own if a.first > amount.last)
        return any(opener in between for between in behind for opener in self.words.among)

    def _before(self, amount: Amount) -> Mention | None:
        """The party whose number stands right behind it: "Spain 1,400", "Germany's 75", "its 400"."""
        nearest = max((m for m in self.acting if m.last < amount.first), key=lambda m: m.last, default=None)
        if nearest is None:
            return None
        if nearest.kind is MentionKind.PRONOUN:  # "Guatemala keeps its 150 and El Salvador its 78"
            named = next((m for m in self.acting if m.last == nearest.first - 1), None)
            nearest = named if named is not None and self._opened(named) else nearest
        between = self.doc[nearest.last + 1 : amount.first]
        if len(between) > _GAP or not all(t.lower_ in self.words.gaps for t in between):
            return None
        head = self.doc[nearest.head]
        owning = head.dep_ == "poss" or any(t.tag_ in ("POS", "WP$") for t in between)
        if owning:
            return nearest
        opens = nearest.first == 0 or self._opened(nearest)
        return nearest if opens and head.dep_ not in _OBJECTS else None

    def _opened(self, mention: Mention) -> bool:
        at = mention.first - 1
        if at > 0 and self.doc[at].lower_ == "the":
            at -= 1
        return self.doc[at].lower_ in _OPENS or at == 0
