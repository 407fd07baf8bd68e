"""From the steps above a cue to a status or a stance: the algebra of the codebook's statuses.

The steps are taken from the inside out. The innermost verb of giving sets a status by its mood;
every operator further out changes it: "will send" is pledged, "is ready to send" offered, "has
refused to send" refused, "has not ruled out sending" undecided. What another party wants, fears or
asks of the giver makes a position, or nothing. `docs/reading.md` has the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pledgebook.reading.grammar import Mood
from pledgebook.reading.steps import Chain, Step
from pledgebook.reading.vocabulary import Operators

Codes = tuple[str, ...]

_ACTS = frozenset({"give", "neutral", "phase", "other"})
_OPEN = frozenset({None, "pledged", "offered", "delivered"})
THREAT = "a threat to take it back"
"""The rule of what a party says that it may stop: "threatened to cut off military aid"."""
STAYING = frozenset({"not withdrawn", "will not withdraw", "no plan to withdraw"})
"""The rules of what a party says that it does not take back."""
# Relations of what is done to a thing.
_OBJECTS = ("dobj", "nsubjpass")
# Stance-making operators and their stances.
_STANCES = {
    "request": "demands",
    "oppose": "opposes",
    "support": "supports",
    "tolerate": "supports",
}


# Stances whose denial is the opposite stance: "does not support", "will not accept".
_FLIPPED = ("support", "tolerate")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the steps come to: a status of `provider`, a stance of `holder`, or neither.

    `rule` names the last rule that decided; `tokens` the words that did; `dropped` says why no
    row comes of it.
    """

    status: str | None = None
    stance: str | None = None
    provider: Codes = ()
    provider_token: int | None = None
    holder: Codes = ()
    holder_token: int | None = None
    rule: str = ""
    tokens: tuple[int, ...] = ()
    dropped: str | None = None


class Judge:
    """Judges the chain of one cue. `codes_at` tells which actors a token stands for."""

    def __init__(self, operators: Operators, codes_at: Callable[[int | None], Codes]) -> None:
        self.operators = operators
        self.codes_at = codes_at

    def judge(self, chain: Chain, giver: Codes, giver_token: int | None, by_others: bool) -> Verdict:
        """The verdict on a chain.

        `giver` are the actors that modify the cue itself ("French troops"), who provide where no
        subject of giving is named; `by_others` that its words make it the act of others.
        """
        state = _State(giver, giver_token, by_others)
        for step in chain.steps:
            self._take(step, state)
            if state.done:
                break
        if state.duty and state.stance is None and state.dropped is None and state.status is None:
            state.stance, state.rule = "demands", "says that it must"
        if state.stance is None and state.dropped is None:
            self._negate_cue(chain, state)
        return state.verdict()

    def _take(self, step: Step, state: _State) -> None:
        if step.kind == "suffer":
            state.drop("what befell it", step)
            return
        codes = self.codes_at(step.subject)
        if step.word in self.operators.letting and codes:
            state.provider, state.provider_token = codes, step.subject
        outer = bool(codes and state.provider and set(codes).isdisjoint(state.provider))
        if step.word == "be" and step.role == "xcomp":
            outer = False  # "Gabon is to be given trucks by France": raised, nobody's act
        if step.kind == "tolerate" and not step.negated:
            if state.asked and state.status is None:
                state.set("pledged", "granted", step)
                state.provider, state.provider_token = self.codes_at(step.subject), step.subject
            return
        if step.kind == "request" and step.nominal and step.role != "predicate":
            state.asked = True  # "turned down a request": the verb above decides
        elif step.kind in _STANCES and step.nominal and step.role != "predicate":
            if step.kind != "support" and step.role != "conj":  # "air support and intelligence"
                state.drop(f"{step.kind}, as a noun", step)
        elif step.kind in _STANCES and (not step.nominal or step.role == "predicate"):
            self._stance(step, codes, state)
        elif not outer and self._is_redeemed(step, state):
            state.set("delivered", "a promise kept", step)
        elif step.kind in _ACTS or step.kind == "receive":
            self._act(step, codes, outer, state)
        elif step.kind in ("report", "hint", "forecast"):
            self._report(step, codes, outer, state)
        else:
            self._attitude(step, codes, outer, state)
        if state.provider == () and codes and step.kind != "receive" and not state.done:
            state.provider, state.provider_token = codes, step.subject

    def _is_redeemed(self, step: Step, state: _State) -> bool:
        """Whether a promise is kept, and not only to be kept: "made good on its pledge"."""
        return (
            state.committed
            and state.status == "pledged"
            and step.word in self.operators.redeeming
            and step.mood in (Mood.PAST, Mood.PERFECT)
            and not step.negated
        )

    def _act(self, step: Step, codes: Codes, outer: bool, state: _State) -> None:
        if state.asked and state.status is None:
            state.take_stance("demands", codes, step.subject, step)
            return
        if step.kind == "receive":
            if codes and codes == state.provider or not state.provider:
                state.drop("receives it", step)
            elif state.status is None and step.mood in (Mood.WILL, Mood.PAST, Mood.PERFECT):
                self._base(step, state)  # "will receive two ships from Tokyo"
            return
        if outer and state.giver and state.status is None and step.kind == "give":
            # "Washington will send British missiles": who gives is the subject of giving
            state.provider, state.provider_token, outer = codes, step.subject, False
        if outer:
            return
        state.act = step.word
        if step.whether and step.kind in ("neutral", "other") and state.status in _OPEN:
            state.set("undecided", "whether, left open", step)
            return
        if state.status is None:
            if step.role == "attr" and step.word == "be" and step.mood in (Mood.PRESENT, Mood.PAST):
                return  # "it is a fraction of the sum": described, not given
            renewed = step.word in self.operators.renewing and step.role in ("dobj", "nsubjpass")
            renewed = renewed or step.word in self.operators.relieving and step.role == "nsubjpass"
            if renewed and step.negated and step.mood not in (Mood.PAST, Mood.PERFECT):
                state.set("withdrawn", "will not go on", step)
                return
            if step.kind == "other" and step.role not in ("cue", "dobj", "nsubjpass", "xcomp", "nsubj"):
                return
            self._base(step, state)
        elif step.negated:
            inverted = {
                "pledged": "undecided" if state.committed else "refused",
                "offered": "refused",
                "refused": "undecided",
                "delivered": "refused",
            }
            state.set(inverted.get(state.status, state.status), "negated", step)
        elif (
            state.status == "pledged"
            and step.mood in (Mood.MAY, Mood.MIGHT, Mood.WOULD)
            and step.kind != "neutral"
        ):
            state.set("offered", "modal", step)

    def _base(self, step: Step, state: _State) -> None:
        mood, word = step.mood, step.word
        if step.unreal:
            state.drop("not done", step)
            return
        if step.negated:
            if mood in (Mood.PAST, Mood.PERFECT):
                state.drop("not done", step)
            else:
                state.set("refused", "will not", step)
            return
        if mood is Mood.WILL:
            state.set("pledged", "future", step)
        elif mood is Mood.WOULD:
            state.set("offered", "would", step)
            state.backshift = True
        elif mood is Mood.MAY:
            state.set("offered", "modal", step)
        elif mood is Mood.MIGHT:
            state.set("undecided", "a possibility", step)
        elif mood is Mood.MUST:
            state.duty, state.rule = True, "a duty"
            state.tokens.append(step.token)
        elif mood in (Mood.PERFECT, Mood.PAST) or mood is Mood.PARTICIPLE and step.passive:
            state.set("delivered", "done", step)
        elif mood is Mood.PROGRESSIVE:
            ahead = word in self.operators.coming or step.dated
            state.set("pledged" if ahead else "delivered", "progressive", step)
        elif mood is Mood.PRESENT:
            ahead = word in self.operators.coming and word not in self.operators.keeping and not step.passive
            ahead = ahead or (step.dated and not step.passive)
            state.set("pledged" if ahead else "delivered", "present", step)

    def _stance(self, step: Step, codes: Codes, state: _State) -> None:
        target = self.codes_at(step.target)
        if target and step.kind == "request":
            state.provider, state.provider_token = target, step.target
        if state.status == "withdrawn" and not state.provider and step.word in self.operators.ordering:
            return  # "ordered the return of its soldiers": its own
        same = bool(codes) and bool(state.provider) and not set(codes).isdisjoint(state.provider)
        if same and not state.by_others and step.kind != "request":
            if state.backshift and state.status == "offered":
                state.set("pledged", "warned of one's own act", step)
            elif state.status == "withdrawn":
                state.set("undecided", THREAT, step)
            return
        if same and step.kind == "request" and state.status is not None:
            return
        if same and step.kind == "request" and step.role == "pcomp" and not step.negated:
            # "insists on keeping its troops there": what it does itself
            kept = state.act in self.operators.keeping
            state.set("delivered" if kept else "pledged", "insists on its own act", step)
            return
        if step.kind == "request" and step.whether:
            state.drop("a question", step)  # "asked whether soldiers would be sent"
            return
        if step.passive and not codes or step.negated and step.kind not in _FLIPPED:
            state.drop(f"{step.kind}, nobody's own undertaking", step)
            return
        stance = "opposes" if step.negated and step.kind in _FLIPPED else _STANCES[step.kind]
        state.take_stance(stance, codes, step.subject, step)

    def _report(self, step: Step, codes: Codes, outer: bool, state: _State) -> None:
        if state.duty and state.status is None and step.kind == "report" and codes:
            if not outer and state.provider:
                state.drop("one's own duty", step)
                return
            state.take_stance("demands", codes, step.subject, step)
            return
        if step.whether and step.kind == "report" and state.status in _OPEN:
            state.set("undecided", "not said whether", step)
        elif step.kind == "hint" and state.status in _OPEN and not step.nominal:
            state.set("offered", "hinted", step)
        elif step.kind == "forecast" and (outer or step.nominal or not codes):
            state.drop("forecast", step)
        elif step.kind == "report" and state.backshift and state.status == "offered":
            state.set("pledged", "would, said of one's own future", step)

    def _attitude(self, step: Step, codes: Codes, outer: bool, state: _State) -> None:
        if step.kind == "offer" and outer and step.word in ("want", "wish", "like", "prefer", "propose"):
            state.take_stance("demands", codes, step.subject, step)
            return
        if step.passive and step.word in ("expect", "think", "believe", "mean"):
            state.drop("forecast", step)
            return
        if (
            outer
            and step.kind in ("refuse", "oppose")
            or (step.kind in ("refuse", "oppose") and state.by_others and codes)
        ):
            state.take_stance(None if step.negated else "opposes", codes, step.subject, step)
            return
        stranger = not codes and step.own_subject and step.subject not in (None, state.provider_token)
        stranger = stranger and step.role != "nsubj"  # "the jets promised by Sweden will stay at home"
        if (outer or (stranger and state.provider)) and step.kind not in ("commit", "formal"):
            state.drop("attitude of another", step)
            return
        change = getattr(self, f"_{step.kind}", None)
        if change is not None:
            change(step, state)

    def _commit(self, step: Step, state: _State) -> None:
        if step.whether or step.mood is Mood.MUST:
            state.set("undecided", "yet to decide", step)
        elif step.negated and self._keeps_back(step, state):
            state.set("withdrawn" if step.word in self.operators.renewing else "refused", "will not", step)
        elif step.negated:
            state.set("refused" if state.status == "refused" else "undecided", "not committed", step)
        elif state.status is None and step.mood in (Mood.MAY, Mood.MIGHT, Mood.WOULD):
            state.set("offered", "could commit", step)
        elif state.status is None or state.backshift and state.status == "offered":
            state.set("pledged", "committed", step)
        state.committed = state.committed or step.nominal
        binds_itself = step.word in self.operators.handing and step.role not in _OBJECTS
        state.bound = state.bound or (binds_itself and not step.negated)

    def _keeps_back(self, step: Step, state: _State) -> bool:
        """Whether a denied verb that binds hands over its object: "will not commit troops"."""
        ahead = step.mood in (Mood.WILL, Mood.WOULD, Mood.MAY, Mood.BARE)
        object_of = step.role in _OBJECTS
        known = self.operators.handing | self.operators.renewing
        return state.status is None and ahead and object_of and step.word in known

    def _formal(self, step: Step, state: _State) -> None:
        if state.status not in (None, "pledged", "offered"):
            return
        if step.negated:
            state.set("undecided", "not signed", step)
        elif step.nominal:
            return
        elif step.mood in (Mood.PAST, Mood.PERFECT, Mood.PARTICIPLE):
            state.set("formalised", "signed or enacted", step)
        elif step.mood is Mood.WILL:
            state.set("pledged", "to be signed", step)

    def _offer(self, step: Step, state: _State) -> None:
        if step.whether and state.status in _OPEN:
            state.set("undecided", "not said whether", step)  # "has not indicated whether it will send"
        elif step.negated and state.status == "withdrawn":
            state.set("delivered", "no plan to withdraw", step)
        elif step.negated and state.bound and state.status == "pledged":
            state.set("undecided", "not committed", step)  # "did not want to commit himself to sending"
        elif step.negated:
            state.set("undecided" if state.status == "refused" else "refused", "not willing", step)
        elif state.status in _OPEN and not self._only_planned(step, state):
            state.set("offered", "willing", step)

    def _only_planned(self, step: Step, state: _State) -> bool:
        """Whether a wish leaves the act as it is: "will carry out the plan to send", "able to keep"."""
        if state.status == "pledged":
            return step.nominal and step.word == "plan"
        return state.status == "delivered" and step.mood is Mood.BARE

    def _undecided(self, step: Step, state: _State) -> None:
        if step.negated and step.word in self.operators.talking:
            state.set("undecided", "not talked about", step)
        elif step.negated and not step.nominal and step.mood is not Mood.PERFECT:
            state.set("refused", "not considered", step)
        elif state.status != "delivered" or not step.nominal:
            state.set("undecided", "not decided", step)

    def _refuse(self, step: Step, state: _State) -> None:
        if state.status == "undecided":
            return
        if state.status == "withdrawn" and not step.negated:
            state.set("delivered", "will not withdraw", step)
        elif step.negated or state.status == "refused" or step.mood in (Mood.MAY, Mood.MIGHT):
            state.set("undecided", "not ruled out", step)
        else:
            state.set("refused", "refused", step)

    def _deny(self, step: Step, state: _State) -> None:
        if not step.negated:
            state.drop("denied", step)

    def _fail(self, step: Step, state: _State) -> None:
        if step.negated:
            return
        if state.status in ("pledged", "offered", "formalised"):
            state.set("undecided", "did not come to it", step)
        elif state.status is None:
            state.drop("not done", step)

    def _withdraw(self, step: Step, state: _State) -> None:
        if step.negated:
            if state.status is None:
                state.set("delivered", "not withdrawn", step)
        elif step.mood in (Mood.MAY, Mood.MIGHT):
            state.set("undecided", "may be withdrawn", step)
        else:
            state.set("withdrawn", "withdrawn", step)

    def _negate_cue(self, chain: Chain, state: _State) -> None:
        if not (chain.negated or chain.contrasted):
            return
        if chain.contrasted and state.status in ("withdrawn", "refused"):
            state.drop("contrasted with a refusal", None)
        elif state.status in ("delivered", "pledged", "offered", "formalised"):
            rule = "refused by contrast" if chain.contrasted else "none of it"
            if (
                chain.negated
                and not chain.contrasted
                and any(s.mood in (Mood.PAST, Mood.PERFECT) and s.kind in _ACTS for s in chain.steps[:1])
            ):
                state.drop("not done", None)
                return
            state.status, state.rule = "refused", rule


class _State:
    """The working state of one judgement; never leaves this module."""

    def __init__(self, giver: Codes, giver_token: int | None, by_others: bool) -> None:
        self.giver = giver
        self.provider, self.provider_token = giver, giver_token
        self.by_others = by_others
        self.status: str | None = None
        self.stance: str | None = None
        self.holder: Codes = ()
        self.holder_token: int | None = None
        self.backshift = False
        self.committed = False
        self.bound = False
        self.act = ""
        self.duty = False
        self.asked = False
        self.rule = ""
        self.tokens: list[int] = []
        self.dropped: str | None = None

    @property
    def done(self) -> bool:
        return self.dropped is not None or self.stance is not None

    def set(self, status: str, rule: str, step: Step) -> None:
        self.status, self.rule = status, rule
        self.tokens.append(step.token)

    def drop(self, reason: str, step: Step | None) -> None:
        self.dropped = reason
        if step is not None:
            self.tokens.append(step.token)

    def take_stance(self, stance: str | None, holder: Codes, token: int | None, step: Step) -> None:
        if stance is None:
            self.drop("no stance", step)
            return
        self.stance, self.holder, self.holder_token = stance, holder, token
        self.rule = f"{step.kind}: {step.word}"
        self.tokens.append(step.token)

    def verdict(self) -> Verdict:
        return Verdict(
            status=None if self.dropped or self.stance else self.status,
            stance=None if self.dropped else self.stance,
            provider=self.provider,
            provider_token=self.provider_token,
            holder=self.holder,
            holder_token=self.holder_token,
            rule=self.rule,
            tokens=tuple(self.tokens),
            dropped=self.dropped,
        )
