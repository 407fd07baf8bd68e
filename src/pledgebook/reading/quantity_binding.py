"""Which amount of a sentence belongs to which pledge.

An amount may count the very words of a pledge ("300 soldiers"), measure them from below ("a
contingent of 400", "a brigade, 3,000 strong"), stand above them ("€1 billion in military aid") or
beside them under the same verb ("bring its contingent up to 650"). Where several parties act in a
sentence each amount has an owner ("Italy 2,100 and Spain 1,400", "the 400 British"), and what a list
of parties gives together belongs to none of them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pledgebook.model import Quantity
from pledgebook.reading.amounts import Amount, is_alone, kind_of, root_of
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.context import Context
from pledgebook.reading.grammar import VERBAL, verb_above
from pledgebook.reading.links import BY_NETWORK
from pledgebook.reading.quantity_owners import Owners
from pledgebook.reading.quantity_words import quantity_words
from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.tokens import Doc, Token, printed

# How many steps up the tree an amount may hang from what it measures.
_HIGH = 6
# "To the value of not less than EUR 48 million".
_SIZED = 6
_MODIFIERS = frozenset(
    ("appos", "npadvmod", "nummod", "quantmod", "compound", "nmod", "amod", "acl", "parataxis", "dep")
)
_ARGUMENTS = frozenset(
    ("dobj", "attr", "npadvmod", "oprd", "nsubjpass", "nsubj", "advmod", "dep", "appos", "nummod", "dative")
)
# Between the parts of a sum.
_ADDED = frozenset((",", "and", "&", "plus", "as", "well"))
# Reasons for which a cue is part of another: its amount is the other's as well.
_ABSORBED = ("part of", "made up of", "the sum of", "object of")


@dataclass(frozen=True, slots=True)
class Bound:
    """An amount with the rule that binds it to a pledge."""

    amount: Amount
    rule: str


class Binder:
    """Binds the amounts of a report to its pledges; made once for all candidates of the report."""

    def __init__(self, candidates: Iterable[Candidate], context: Context) -> None:
        self._context = context
        self._cues: dict[int, dict[int, set[str]]] = {}
        for candidate in candidates:
            if (candidate.verdict.dropped or "").startswith(_ABSORBED):
                continue
            heads = self._cues.setdefault(candidate.parsed.sentence.index, {})
            heads.setdefault(candidate.cue.head, set()).add(candidate.cue.contribution)

    def bind(self, candidate: Candidate, guarantor: str, status: str) -> Bound | None:
        """The amount of one guarantor's pledge, None where the sentence gives none of its own."""
        index = candidate.parsed.sentence.index
        parties = [m for m in self._context.mentions[index] if m.kind is MentionKind.GROUP]
        amounts = [a for a in self._context.amounts[index] if not any(_within(a, m) for m in parties)]
        if not amounts:
            return None
        owners = Owners(candidate, self._context.mentions[index], amounts, guarantor)
        pledge = _Pledge(candidate, amounts, self._cues.get(index, {}), status)
        for rule, found in pledge.rules(owners):
            if (amount := pledge.best(found)) is not None:
                kept = owners.settle(amount)
                if kept is amount:
                    kept = pledge.named(pledge.summed(amount, owners))
                return Bound(_in_own_money(kept, guarantor, pledge.doc), rule) if kept is not None else None
        return None


def _within(amount: Amount, mention: Mention) -> bool:
    """Whether a number counts the parties of a mention: "24 have offered something"."""
    return mention.first <= amount.first and amount.last <= mention.last


def _in_own_money(amount: Amount, guarantor: str, doc: Doc) -> Amount:
    """A sum of crowns in those of its giver, where no adjective says whose they are."""
    words = quantity_words()
    own = words.home_crowns.get(guarantor)
    if own is None or amount.quantity is None or amount.kind != "money":
        return amount
    tokens = doc[amount.first : amount.last + 1]
    bare = words.currency_adjectives.keys().isdisjoint(token.text for token in tokens)
    if bare and any(token.lemma_.lower() in words.crowns for token in tokens):
        return replace(amount, quantity=replace(amount.quantity, unit=own))
    return amount


class _Pledge:
    """One candidate among the amounts of its sentence."""

    def __init__(
        self, candidate: Candidate, amounts: Sequence[Amount], cues: dict[int, set[str]], status: str
    ) -> None:
        self.doc: Doc = candidate.parsed.doc
        self.cue = candidate.cue
        self.chain = candidate.chain
        self.status = status
        self.cues = cues
        self.words = quantity_words()
        self.amounts = [
            a for a in amounts if not (status == "refused" and _is_single(a)) and not self._is_lost(a)
        ]
        self.own = set(range(self.cue.first, self.cue.last + 1))
        self.above = self._containers()
        self.seen = candidate.cue.entry == BY_NETWORK
        self.anchor = candidate.cue.head
        self.verbs = [s.token for s in candidate.chain.steps if not s.nominal]
        if self.seen:
            self.verbs = [candidate.cue.head]

    def rules(self, owners: Owners) -> Iterator[tuple[str, list[Amount]]]:
        """The amounts that each rule finds, the surest rule first."""
        free = [a for a in self.amounts if not owners.foreign(a, self.cue.contribution)]
        if self.seen and owners.mine is not None:
            self.verbs.append(verb_above(self.doc[owners.mine.head]).i)
            self.anchor = owners.mine.head
        own = [a for a in free if owners.owned(a) and self._fits(a)]
        if own:
            free = [
                a for a in free if owners.owned(a) or not (owners.by_another(a) or owners.is_whole(a, own))
            ]
        free = [a for a in free if not (self._is_ground(a) and self.status != "delivered")]
        tests: tuple[tuple[str, Callable[[Amount], bool]], ...] = (
            ("total of it", self._is_total),
            ("counts it", self._counts),
            ("trained", self._is_trained),
            ("owned", lambda a: owners.owned(a) and self._fits(a)),
            ("measures it", self._measures),
            ("sum of it", self._holds),
            ("sized by it", self._is_sized),
            ("object of it", self._object),
            ("beside it", self._beside),
        )
        for rule, test in tests:
            if self.status == "refused" and rule not in ("counts it", "owned"):
                continue
            yield rule, [a for a in free if test(a)]
        if self.status == "refused":
            return
        alone = [a for a in free if self._fits(a) and self._is_near(a) and owners.near(a)]
        yield "alone in the clause", alone if len(alone) == 1 else []

    def _is_near(self, amount: Amount) -> bool:
        """Whether an amount that nothing ties to the cue stands in its clause and counts what is sent."""
        if self._is_part(amount) or (self._claimed(amount) and not self._claims(amount) and not self.seen):
            return False
        number = self.doc[amount.head].like_num
        if number and self.cue.contribution == "force_unspecified":
            return False  # of the parties, rather
        first, last = sorted((amount.first, self.anchor))
        return not any(t.text == ";" for t in self.doc[first:last])

    def _claims(self, amount: Amount) -> bool:
        return self.cue.contribution in self._claimed(amount)

    def best(self, found: Sequence[Amount]) -> Amount | None:
        """The amount of several under one rule: where a force grows the end, else the nearest."""
        if len(found) > 1:
            starts = [a for a in found if self._is_start(a)]
            results = [a for a in found if self._is_result(a)]
            if results and len(results) < len(found):
                wanted = self.status == "delivered"
                found = [a for a in found if (a in results) == wanted]
            rest = [a for a in found if a not in starts]
            found = starts if starts and self.status == "delivered" else rest or found
        return min(found, key=lambda a: self._distance(a), default=None)

    def summed(self, amount: Amount, owners: Owners) -> Amount:
        """An amount with those listed beside it: "four frigates and a tender" are five ships."""
        if self.cue.contribution not in ("naval_forces", "air_forces") or amount.kind != "count":
            return amount
        row = [a for a in owners.row_of(amount, _ADDED) if self._adds(a)]
        row = [a for a in row if not owners.foreign(a, self.cue.contribution)]
        if len(row) < 2 or amount not in row:
            return amount
        given = [a.quantity for a in row if a.quantity is not None]
        if len(given) < len(row):
            return amount
        units = {q.unit for q in given}
        # two of "a frigate" are ships: the unit of single ones does not tell of several
        unit = units.pop() if len(units) == 1 and any(q.value > 1 for q in given) else None
        unit = unit or self.words.units[self.cue.contribution]
        total = Quantity(sum(q.value for q in given), unit)
        return replace(amount, quantity=total)

    def named(self, amount: Amount) -> Amount:
        """A number alone with the unit of what the pledge is of: "promised twenty-four" aircraft."""
        unit = self.words.units.get(self.cue.contribution)
        if unit is None or amount.quantity is None or not self._counts_what_is_seen(amount):
            return amount
        return replace(amount, quantity=replace(amount.quantity, unit=unit))

    def _adds(self, amount: Amount) -> bool:
        """Whether an amount is of what the pledge is of and may be added to another."""
        kind, claimed = kind_of(self.doc, amount), self._claimed(amount)
        if claimed:
            return claimed == {self.cue.contribution} and kind in ("ship", "aircraft", "thing")
        return kind in ("ship", "aircraft")

    def _distance(self, amount: Amount) -> int:
        return min(abs(amount.head - self.cue.head), abs(amount.first - self.cue.last))

    def _containers(self) -> set[int]:
        """The nouns that hold the cue: "a package of jets", "its contingent of soldiers"."""
        found: set[int] = set()
        token = self.doc[self.cue.head]
        for _ in range(_HIGH):
            if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ not in VERBAL:
                if token.head.lower_ not in self.words.holding:
                    break
                token = token.head.head
            elif token.dep_ in ("compound", "nmod", "amod", "acl", "appos", "poss"):
                token = token.head
            else:
                break
            if token.pos_ in VERBAL and token.dep_ != "acl":
                break
            found.add(token.i)
        return found

    # --- rules ---------------------------------------------------------------------------------

    def _counts(self, amount: Amount) -> bool:
        span = range(amount.first, amount.last + 1)
        return amount.head in self.own or (self.cue.head in span and amount.kind == "count")

    def _measures(self, amount: Amount) -> bool:
        """Whether an amount hangs below the cue or its container: "a contingent of 400"."""
        if self._stands_behind(amount):
            return True
        if self._is_part(amount) or not self._could(amount):
            return False
        targets = {self.cue.head} | self.above
        token = root_of(self.doc, amount)
        for _ in range(_HIGH):
            if token.i in targets:
                return True
            above = self._up(token)
            if above is None or (above.i in self.cues and above.i not in targets):
                return False
            token = above
        return False

    def _stands_behind(self, amount: Amount) -> bool:
        """Whether a number alone stands right behind the cue, as in lists: "engineers, 400"."""
        if amount.first != self.cue.last + 2 or self.doc[self.cue.last + 1].text not in (",", "(", ":"):
            return False
        number = amount.kind == "count" and amount.like is None and self.doc[amount.head].like_num
        after = self.doc[amount.last + 1 : amount.last + 2]
        return number and (not len(after) or after[0].is_punct)

    def _up(self, token: Token) -> Token | None:
        head: Token = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "pobj" and head.dep_ in ("prep", "agent", "pcomp", "advmod"):
            if head.lower_ not in self.words.measuring_prepositions:
                return None
            verb = head.head
            return self._measured(verb) if verb.pos_ in VERBAL else verb
        if head.pos_ in VERBAL and token.dep_ in ("attr", "dobj", "npadvmod", "oprd", "acomp"):
            return self._measured(head)
        if token.dep_ in _MODIFIERS and head.pos_ not in VERBAL:
            return head
        return None

    def _measured(self, verb: Token) -> Token | None:
        """What a verb of measure is said of: "the contingent numbers 400", "aid totalling €3m"."""
        if verb.lemma_ not in self.words.measuring:
            return None
        if verb.dep_ in ("acl", "relcl", "advcl"):
            return verb.head
        subject: Token | None = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        return subject

    def _holds(self, amount: Amount) -> bool:
        """Whether the cue is what an amount is made of: "€1 billion in military aid"."""
        span = set(range(amount.first, amount.last + 1))
        if self._is_part(amount):
            return False
        return bool(span & self.above) or (amount.kind == "money" and bool(span & set(self.chain.nouns)))

    def _object(self, amount: Amount) -> bool:
        """Whether an amount is the object of a verb that is the contribution: "trains 300 men"."""
        if not self.cue.verb or self._is_part(amount):
            return False
        token = root_of(self.doc, amount)
        if token.dep_ == "pobj":
            token = token.head
        return token.head.i == self.cue.head and token.dep_ in ("dobj", "nsubjpass", "prep")

    def _is_trained(self, amount: Amount) -> bool:
        """Whether an amount is of those who are trained, not of who trains: "a company trains 300 men"."""
        whom = root_of(self.doc, amount).dep_ in ("dobj", "nsubjpass")
        return self.cue.contribution == "training" and whom and self._object(amount)

    def _beside(self, amount: Amount) -> bool:
        """Whether an amount stands under the verb that gives the cue: "will raise its force to 650"."""
        if not self.verbs or not self._fits(amount) or self._is_part(amount):
            return False
        token = root_of(self.doc, amount)
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in self.words.sizes:
            token = token.head.head  # "to the value of $300 million"
        if token.dep_ == "pobj" and token.head.lower_ in self.words.beside_prepositions:
            token = token.head
            while token.dep_ == "prep" and token.head.dep_ == "prep":
                token = token.head
        elif token.dep_ not in _ARGUMENTS:
            return False
        return token.head.i in self.verbs[:2]

    # --- amounts -------------------------------------------------------------------------------

    def _fits(self, amount: Amount) -> bool:
        """Whether an amount counts nothing else that is named, and is of a kind that the cue can have."""
        others = set() if self.seen else self._claimed(amount)
        if self.cue.contribution in self.words.served and not self._is_coordinated(amount):
            others = others - {"ground_troops"}  # "soldiers for a training mission"
        if others and self.cue.contribution not in others:
            return False
        return self._could(amount)

    def _counts_what_is_seen(self, amount: Amount) -> bool:
        """Whether a number without a noun counts what the network sees: "the Dutch promised twenty-four"."""
        return self.seen and is_alone(self.doc, amount)

    def _claimed(self, amount: Amount) -> set[str]:
        return {code for t in range(amount.first, amount.last + 1) for code in self.cues.get(t, ())}

    def _is_coordinated(self, amount: Amount) -> bool:
        """Whether the cue stands in one list with an amount: "a company of 150 and instructors"."""
        heads = {t.i for t in self.doc[self.cue.head].conjuncts}
        return bool(heads & (set(range(amount.first, amount.last + 1)) | {root_of(self.doc, amount).head.i}))

    def _could(self, amount: Amount) -> bool:
        if self.cue.contribution != "ground_troops" and self._holds_as_part(amount):
            return False
        kinds = self.words.fitting.get(self.cue.contribution, frozenset())
        kind = kind_of(self.doc, amount)
        if self._counts_what_is_seen(amount):
            # "Latvia has promised one" to a staff; "Britain leads, with 1,400" tells of its troops
            return self.cue.contribution in self.words.countable or (
                self.cue.contribution == "command" and amount.small
            )
        if amount.small:
            return False
        if self.cue.contribution == "command" and kind == "people":
            head = amount.head if amount.like is None else amount.like
            return self.doc[head].lemma_.lower() in self.words.staff
        return kind in kinds

    def _is_part(self, amount: Amount) -> bool:
        """Whether an amount is a part of another: "400 soldiers, of whom 50", "50 of them"."""
        before = printed(self.doc[max(0, amount.first - 3) : amount.first]).lower()
        after = printed(self.doc[amount.last + 1 : amount.last + 3]).lower()
        if before.endswith(self.words.part_openers):
            return True
        whole = any(a.kind == "count" and a.last < amount.first for a in self.amounts)
        return whole and after.startswith(self.words.part_closers)

    def _is_lost(self, amount: Amount) -> bool:
        """Whether an amount is of those who were killed or who speak: "seven of its men were killed"."""
        token = root_of(self.doc, amount)
        if token.dep_ in ("nsubj", "nsubjpass"):
            return token.head.lemma_ in self.words.losses | self.words.saying
        return token.dep_ == "dobj" and token.head.lemma_ == "lose"

    def _is_result(self, amount: Amount) -> bool:
        """Whether an amount is what comes of what is given: "…, bringing their number to 5,000"."""
        token = root_of(self.doc, amount)
        if token.dep_ == "pobj" and token.head.lower_ == "to":
            token = token.head
        elif token.dep_ != "dobj":
            return False
        verb = token.head
        return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.lemma_ in self.words.raising

    def _is_total(self, amount: Amount) -> bool:
        """Whether an amount sums up what was told: "some 1,200 men in all", "300 million all told"."""
        after = printed(self.doc[amount.last + 1 : amount.last + 4]).lower()
        return after.startswith(self.words.total_closers) and self._could(amount)

    def _is_ground(self, amount: Amount) -> bool:
        """Whether an amount is what others come on top of: "170 more, on top of the 500"."""
        before = printed(self.doc[max(0, amount.first - 4) : amount.first]).lower()
        return before.removesuffix(" the").removesuffix(" its").endswith(self.words.on_top)

    def _holds_as_part(self, amount: Amount) -> bool:
        """Whether the cue is but a part of what an amount counts: "400, among them deminers"."""
        if amount.last >= self.cue.first:
            return False
        between = printed(self.doc[amount.last + 1 : self.cue.first]).lower()
        return any(word in between for word in self.words.among)

    def _is_sized(self, amount: Amount) -> bool:
        """Whether an amount says behind it what the pledge comes to: "arms to the value of $300 million"."""
        if amount.first <= self.cue.last or not self._could(amount):
            return False
        before = self.doc[max(self.cue.last + 1, amount.first - _SIZED) : amount.first]
        at = next((t.i for t in reversed(before) if t.lower_ in self.words.sizes), None)
        return at is not None and [self.doc[at - 1].lower_, self.doc[at + 1].lower_] == ["the", "of"]

    def _is_start(self, amount: Amount) -> bool:
        """Whether an amount is what a force grows or shrinks from."""
        return amount.first > 0 and self.doc[amount.first - 1].lower_ == "from"


def _is_single(amount: Amount) -> bool:
    return amount.kind == "count" and amount.quantity is not None and amount.quantity.value == 1
