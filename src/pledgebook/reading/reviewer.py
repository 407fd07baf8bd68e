"""The trained reviewer: how likely a link of an actor and a contribution is a row, and which status.

Three logistic regressions over the features of `links.py`: one for "is this a pledge of its own", one
for its status, one for the stance of a position. `training/train.py` makes the weights from the
coded reports of the project. The score becomes a probability by Platt scaling (Platt 1999,
"Probabilistic outputs for support vector machines") on reports that the weights were not fitted to.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any

from pledgebook.reading.context import Context
from pledgebook.reading.network import Chances


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a link: the names of what is true of it, and what is measured, with its values."""

    true: Sequence[str]
    measured: Sequence[tuple[str, float]] = ()


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Weights by feature, and the bounds at which the reviewer interferes.

    - `veto`: a row of the rules below this probability is dropped.
    - `recover`: a link that the rules dropped becomes a row at or above this.
    - `possible`: between this and `recover` it is listed as possible.
    - `overrule`: a status that the rules gave and that is less likely than this gives way to the likeliest.
    - `denied`: a commitment of the rules becomes a refusal where refusals together are as likely as this.
    - `beside`: of several statuses of one pair those that are not the likeliest need as much as this.
    - `second`: so does a link that adds another status to a pair.
    - `about`: a long report whose score, by the weights `report`, lies below it is about something else;
      in it `unlikely` stands in place of `veto` and `recover`.
    - `stance_veto` does for positions what `veto` does for pledges.
    """

    link: Mapping[str, float]
    status: Mapping[str, Sequence[float]]
    statuses: Sequence[str]
    stance: Mapping[str, Sequence[float]]
    stances: Sequence[str]
    scale: tuple[float, float]
    setting: Mapping[str, float]
    report: Mapping[str, float]
    veto: float
    recover: float
    possible: float
    overrule: float
    denied: float
    beside: float
    second: float
    about: float
    unlikely: float
    stance_veto: float

    def link_probability(self, features: Features) -> float:
        """How likely the actor undertakes anything about the contribution here, 0 to 1."""
        true = sum(map(self.link.get, features.true, repeat(0.0)))
        return _logistic(
            self.link[""] + sum((self.link.get(f, 0.0) * value for f, value in features.measured), true)
        )

    def status_probabilities(self, features: Features) -> dict[str, float]:
        """How likely each status is if the actor undertakes something; they add up to 1."""
        return _softmax(self.status, self.statuses, features)

    def stance_probabilities(self, features: Features) -> dict[str, float]:
        """How likely the actor takes each stance on the contribution, or `none`; they add up to 1."""
        return _softmax(self.stance, self.stances, features)

    def is_about(self, features: Mapping[str, float]) -> bool:
        """Whether a report with these `report_features` is about undertakings at all."""
        score = self.report[""] + sum(self.report[name] * value for name, value in features.items())
        return score >= self.about

    def confidence(self, link: float, status: float) -> float:
        """The calibrated probability that a row is right, from those of its link and its status."""
        joint = min(max(link * status, 1e-6), 1 - 1e-6)
        slope, shift = self.scale
        return round(_logistic(slope * math.log(joint / (1 - joint)) + shift), 3)


def report_features(
    links: Iterable[tuple[tuple[str, str], float, bool]],
    held: int,
    context: Context,
    chances: Mapping[int, Sequence[Chances]],
) -> dict[str, float]:
    """What tells a report about undertakings from one about something else.

    `links` are its actors and contributions, each with its chance and whether the rules make it a pledge;
    `held` is the number of positions. `chances` are those of the network, whose sentences are ranked by the
    likeliest pledge or position in them.
    """
    pairs: dict[tuple[str, str], float] = {}
    of_rules = 0.0
    for pair, chance, ruled in links:
        pairs[pair] = max(chance, pairs.get(pair, 0.0))
        of_rules = max(chance, of_rules) if ruled else of_rules
    likely = sorted(pairs.values(), reverse=True)
    seen = [given for given in chances.values() if given]
    pledges = sorted((max(max(one.pledge) for one in given) for given in seen), reverse=True)
    stances = sorted((max(max(one.position) for one in given) for given in seen), reverse=True)
    return {
        "amounts": math.log1p(sum(a.plain for found in context.amounts for a in found)),
        "conditions": math.log1p(sum(map(len, context.conditions))),
        "density": sum(likely) / max(1, len(context.mentions)),
        "fifth pledge": _nth(pledges, 5),
        "first": _nth(likely, 1),
        "first of rules": of_rules,
        "positions": math.log1p(held),
        "second position": _nth(stances, 2),
        "third": _nth(likely, 3),
    }


def _nth(ranked: Sequence[float], place: int) -> float:
    return ranked[place - 1] if len(ranked) >= place else 0.0


def _softmax(
    weights: Mapping[str, Sequence[float]], names: Sequence[str], features: Features
) -> dict[str, float]:
    rows = [weights[""], *(row for name in features.true if (row := weights.get(name)) is not None)]
    for name, value in features.measured:
        if (row := weights.get(name)) is not None:
            rows.append([weight * value for weight in row])
    scores = [sum(column) for column in zip(*rows, strict=True)]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return {name: power / total for name, power in zip(names, powers, strict=True)}


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0


def reviewer_from(plain: Mapping[str, Any]) -> Reviewer:
    """The reviewer that a weights file holds."""
    return Reviewer(
        link=plain["link"],
        status=plain["status"],
        statuses=plain["statuses"],
        stance=plain["stance"],
        stances=plain["stances"],
        setting=plain["setting"],
        report=plain["report"],
        scale=(plain["scale"][0], plain["scale"][1]),
        **plain["bounds"],
    )


@cache
def reviewer() -> Reviewer:
    """The reviewer that the package ships; read once a process."""
    text = files("pledgebook.reading").joinpath("trained/reviewer.json").read_text(encoding="utf-8")
    return reviewer_from(json.loads(text))
