"""Counted and vague sets of parties: "26 countries", "several European allies", "the remaining nine".

From the head noun leftwards: the words of a quantity, with adjectives between. A bare number that is
the subject of a verb of parties counts parties as well ("Fifty-nine committed themselves").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.reading.places import Hit
from pledgebook.reading.reference_words import ReferenceWords
from pledgebook.reading.words import Words

_MOST = 250  # no set of parties is larger: "3,000 members" are people
_REACH = 8
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"})
_SUBJECTS = ("nsubj", "nsubjpass", "agent")


@dataclass(frozen=True, slots=True)
class GroupPhrase:
    """A set of parties: its tokens, its number (None if vague), and what shape the phrase has.

    `shape` is counted, vague, bare (a plural alone), number (no noun), pair ("the two countries",
    "both"), or members (a definite plural: "the participants"). `codes` are actors that modify it.
    """

    first: int
    last: int
    head: int
    count: int | None
    shape: str
    noun: str
    codes: tuple[str, ...] = ()
    other: bool = False


class GroupFinder:
    """Finds counted sets; needs tags and dependencies."""

    def __init__(self, vocabulary: ReferenceWords) -> None:
        self._vocabulary = vocabulary
        self._heads: dict[str, str] = {}
        for noun in vocabulary.group_heads:
            last = noun.split()[-1] if " of " not in noun else noun.split(" of ")[0].split()[-1]
            self._heads[_plural(last)] = last
        self._verbs = vocabulary.party_verbs | vocabulary.agent_verbs
        self._singular = vocabulary.bare_heads | {"member"}

    def find(self, words: Words, hits: Sequence[Hit]) -> list[GroupPhrase]:
        """The sets of parties of a parsed sentence, in order."""
        if not words.parsed:
            return []
        found: list[GroupPhrase] = []
        ends = {hit.last: hit for hit in hits}
        used: set[int] = set()
        for index, word in enumerate(words.lower):
            group = None
            if word in self._heads and words.pos[index] in ("NOUN", "PROPN"):
                group = self._around(words, index, ends)
            elif word in self._singular and words.at(index - 1) in ("every", "each"):
                group = GroupPhrase(index - 1, index, index, None, "vague", word)
            elif word in self._singular and self._is_one(words, index):
                group = GroupPhrase(index - 1, index, index, 1, "counted", word)
            elif word in self._vocabulary.pairs:
                group = self._pair(words, index)
            if group is not None and used.isdisjoint(range(group.first, group.last + 1)):
                found.append(group)
                used.update(range(group.first, group.last + 1))
        for index in range(len(words)):
            number = self._bare(words, index) if index not in used else None
            if number is not None and used.isdisjoint(range(number.first, number.last + 1)):
                found.append(number)
                used.update(range(number.first, number.last + 1))
        return sorted(found, key=lambda group: group.first)

    @staticmethod
    def _is_one(words: Words, head: int) -> bool:
        """Whether one unnamed party acts: "one ally", "a fourth country"; not "one country, Kenya"."""
        before = words.at(head - 1)
        ordinal = words.pos[head - 1] == "ADJ" and before in _ORDINALS and words.at(head - 2) in ("a", "one")
        named = (
            words.at(head + 1) in (",", "(", "–", "—") and words.pos[min(head + 2, len(words) - 1)] == "PROPN"
        )
        acts = words.dep[head] in ("nsubj", "nsubjpass")
        return head > 0 and acts and not named and (before in ("one", "another") or ordinal)

    def _around(self, words: Words, head: int, ends: dict[int, Hit]) -> GroupPhrase | None:
        """The phrase that ends in a head noun, read leftwards."""
        codes: tuple[str, ...] = ()
        at, first, other = head - 1, head, False
        while at >= max(0, head - _REACH):
            word = words.lower[at]
            hit = ends.get(at)
            if word in ("other", "remaining", "additional", "further"):
                other, first, at = True, at, at - 1
                continue
            if self._is_number(words, at) or word in self._vocabulary.vague:
                return self._counted(words, at, head, codes)
            if hit is not None:
                codes, first, at = hit.codes, hit.first, hit.first - 1
                continue
            if word in ("'s", "’s", "the", "its", "their", "our", "these", "those"):
                break
            if not self._modifies(words, at):
                break
            first, at = at, at - 1
        return self._uncounted(words, first, head, codes, other)

    def _modifies(self, words: Words, at: int) -> bool:
        if words.lower[at] == "-":
            return True
        return words.pos[at] in ("ADJ", "NOUN", "PROPN", "VERB") and words.dep[at] in (
            "amod", "compound", "nmod", "npadvmod", "punct", "conj",
        )  # fmt: skip

    def _counted(self, words: Words, at: int, head: int, codes: tuple[str, ...]) -> GroupPhrase | None:
        """A quantity ends at token `at`; what stands before it belongs to it."""
        first, count = self._number(words, at)
        vague = words.lower[at]
        if count is not None and (count > _MOST or count < 1):
            return None
        if count == 1 and words.lower[head].endswith("s"):
            count = None
        definite = False
        while first and words.lower[first - 1] in self._vocabulary.approximate | self._vocabulary.vague:
            first -= 1
            definite = definite or words.lower[first] in ("the", "these", "those", "all")
        while first < at and words.lower[first] in ("of", "to"):
            first += 1
        if count is not None and not definite and words.at(first - 1) == "of":
            first, count = self._part(words, first, count)
        shape = "counted" if count is not None else "vague"
        before = words.lower[first:at]
        if (
            count is not None
            and count <= 4
            and definite
            and "other" not in before
            and "remaining" not in before
        ):
            between = words.lower[at + 1 : head]
            shape = "pair" if "other" not in between and "remaining" not in between else shape
        if count is None and vague in ("these", "those"):
            shape = "members"
        noun = self._heads[words.lower[head]]
        if noun in self._vocabulary.person_heads and noun != "leader" and count is None and not codes:
            return None
        return GroupPhrase(first, head, head, count, shape, noun, codes, "other" in words.lower[first:head])

    def _part(self, words: Words, first: int, count: int) -> tuple[int, int | None]:
        """A number before "of" is the number of those who act: "fourteen of 30 countries"."""
        last = first - (3 if words.at(first - 2) == "out" else 2)
        return self._number(words, last) if last >= 0 and self._is_number(words, last) else (first, count)

    def _uncounted(
        self, words: Words, first: int, head: int, codes: tuple[str, ...], other: bool
    ) -> GroupPhrase | None:
        noun = self._heads[words.lower[head]]
        before = words.at(first - 1)
        if before in ("the", "these", "those"):
            shape, first = "members", first - 1
        elif before in ("'s", "’s", "its", "their", "our", "his", "her", "your"):
            shape = "owned"
        else:
            shape = "bare"
        if other and shape == "bare":
            shape = "vague"
        if noun not in self._vocabulary.bare_heads and not (
            noun == "member" and shape in ("members", "bare")
        ):
            return None
        if (
            shape == "bare"
            and noun in ("country", "state", "nation")
            and first == head
            and not _acts(words, head)
        ):
            return None
        return GroupPhrase(first, head, head, None, shape, noun, codes, other)

    def _pair(self, words: Words, index: int) -> GroupPhrase | None:
        """The words "both" and "neither" alone; "both countries" comes with its noun."""
        after = words.lower[index + 1 : index + 3]
        if after and (after[0] in self._heads or after[-1] in self._heads):
            return None
        if words.dep[index] in ("preconj", "cc", "det", "predet"):
            return None
        if words.dep[index] not in ("nsubj", "nsubjpass", "appos", "dep", "dobj", "pobj", "conj"):
            return None
        if words.dep[index] != "nsubj" and words.at(index + 1) == "of":
            return None
        return GroupPhrase(index, index, index, 2, "pair", words.lower[index])

    def _bare(self, words: Words, index: int) -> GroupPhrase | None:
        """A number that acts: "nine have not yet decided", "the three have committed themselves"."""
        if words.dep[index] not in _SUBJECTS and not (
            words.dep[index] == "appos" and words.at(index - 1) == "all"
        ):
            return None
        word = words.lower[index]
        vague = word in ("several", "many", "some", "most", "others", "dozens", "few")
        if not self._is_number(words, index) and not vague:
            return None
        if words.lemma[words.head[index]] not in self._verbs:
            return None
        if words.at(index + 1) in ("%", "percent", "per") or words.at(index - 1) in ("$", "€", "£"):
            return None
        first, count = self._number(words, index) if not vague else (index, None)
        if count is not None and not 2 <= count <= _MOST:
            return None
        definite = False
        while first and words.lower[first - 1] in self._vocabulary.approximate:
            first -= 1
            definite = definite or words.lower[first] in ("the", "all")
        if words.at(index + 1) == "of" and not self._of_parties(words, index):
            return None
        other = "other" in words.lower[first:index] or "remaining" in words.lower[first:index]
        shape = "pair" if definite and not other and count is not None and count <= 5 else "number"
        return GroupPhrase(first, index, index, count, shape, word, (), other)

    def _of_parties(self, words: Words, index: int) -> bool:
        """Whether "of the 35 countries", "of them" follows: the number is a part of a set of parties."""
        window = words.lower[index + 2 : index + 9]
        return any(word in self._heads or word in ("them", "these", "those", "which") for word in window)

    def _is_number(self, words: Words, index: int) -> bool:
        word = words.lower[index]
        if word in self._vocabulary.numbers or word in self._vocabulary.dozens:
            return True
        return word.isdecimal() and len(word) <= 3 and words.pos[index] == "NUM"

    def _number(self, words: Words, last: int) -> tuple[int, int | None]:
        """The number that ends at a token, in words or digits, and where it begins."""
        numbers, word = self._vocabulary.numbers, words.lower[last]
        if word.isdecimal():
            return last, int(word)
        if word in self._vocabulary.dozens:
            times = numbers.get(words.at(last - 1), 1)
            begins = last - 1 if words.at(last - 1) in numbers else last
            if words.at(last - 1) == "half":
                return last - 1, self._vocabulary.dozens[word] // 2
            return begins, times * self._vocabulary.dozens[word]
        value = numbers.get(word)
        if value is None:
            return last, None
        first = last
        if value < 10 and words.at(last - 1) == "-" and numbers.get(words.at(last - 2), 0) >= 20:
            first, value = last - 2, value + numbers[words.lower[last - 2]]
        elif value < 10 and 20 <= numbers.get(words.at(last - 1), 0) < 100:
            first, value = last - 1, value + numbers[words.lower[last - 1]]
        return first, value


def _acts(words: Words, head: int) -> bool:
    return words.dep[head] in ("nsubj", "nsubjpass")


def _plural(word: str) -> str:
    if word.endswith("y") and not word.endswith(("ay", "ey", "oy")):
        return word[:-1] + "ies"
    return word + "s"
