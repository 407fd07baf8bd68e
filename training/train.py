"""Trains the reviewer from coded reports: `make train` runs it, after `network.py`.

Learns from the reports of `training/` and the open half of the gold sentences; never from gold reports, nor
from what is kept away. What the network gives for a report comes from one that has not seen its topic
(`unseen.jsonl`, by `network.py`), and cross-validation by topic gives the scores for calibration, so that no
report judges itself. The same data and versions give the same file, byte by byte.

Needs scikit-learn (`pip install -r requirements/train.txt`); reading itself does not.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from forms import HOUSE, TRAINING, coded_reports, fold_of, report_from
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pledgebook.evaluation.forms import GoldForm
from pledgebook.reading import Reader
from pledgebook.reading.encoding import Encoded
from pledgebook.reading.links import Link, links_of
from pledgebook.reading.network import Chances, chances_of, vocabulary_of
from pledgebook.reading.reader import Examined, encoded_sentences
from pledgebook.reading.reviewer import report_features
from pledgebook.reading.wordpieces import WordPieces

SHIPPED = HOUSE / "src" / "pledgebook" / "reading" / "trained"
WEIGHTS = HOUSE / "src" / "pledgebook" / "reading" / "trained" / "reviewer.json"
# Inverse strength of the L2 penalty, and how often a feature must occur to get a weight.
STRENGTH = 0.4
RARE = 2
# Characters from which on a text is a report and not a case of a few sentences.
LONG = 600
# What is expected of the places where a beneficiary stands, before any report is seen; the fit moves
# away from it only as far as the reports demand (PRIOR is the strength of that pull).
PRIOR = 3.0
EXPECTED = {
    "collective": -3.0,
    "gives": -1.0,
    "hostile": -2.0,
    "mentions": 0.3,
    "of a contribution": 3.0,
    "of an act": 2.0,
    "after a preposition": 2.0,
    "owner of a contribution": -1.0,
    "owner of what is protected": 1.5,
    "provides": -2.0,
    "place": 2.0,
    "place in title": 2.0,
    "title": 1.5,
    "named in title": 1.0,
    "in a name": 0.5,
    "donor": -2.0,
    "theatre": 2.0,
}
BOUNDS = {
    "veto": 0.3,
    "recover": 0.45,
    "possible": 0.2,
    "overrule": 0.05,
    "denied": 0.5,
    "beside": 0.2,
    "second": 0.8,
    "about": 1.5,
    "unlikely": 0.9,
    "stance_veto": 0.0,
}


@dataclass(frozen=True)
class Example:
    """A link with what the gold codes say of it: `statuses` is empty where it is no pledge.

    None stands where the codes do not tell: they have the pair in another sentence of the report.
    """

    report: str
    fold: int
    pair: tuple[str, str]
    features: tuple[tuple[str, float], ...]
    statuses: tuple[str, ...] | None
    ruled: str | None
    stance: str | None
    held: bool


Unseen = Mapping[str, Mapping[int, tuple[Chances, ...]]]
"""Chances by report and sentence, from a network that has not seen the report's topic."""


def unseen_chances(
    path: Path, forms: Sequence[GoldForm], examined: Sequence[Examined], words: WordPieces
) -> Unseen:
    """The chances that `network.py` wrote, each with its slot.

    An actor that the rules have found in a sentence only since then has none.
    """
    scores: dict[tuple[str, int], Mapping[str, Any]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            scores[line["report"], line["sentence"]] = line
    found: dict[str, dict[int, tuple[Chances, ...]]] = {}
    for form, one_examined in zip(forms, examined, strict=True):
        found[form["id"]] = {
            at: _with_slots(one, scores[form["id"], at])
            for at, one in encoded_sentences(one_examined, words)
            if (form["id"], at) in scores
        }
    return found


def _with_slots(one: Encoded, line: Mapping[str, Any]) -> tuple[Chances, ...]:
    given = dict(zip(line["actors"], line["scores"], strict=True))
    slots = [slot for slot in one.slots if slot.actor in given]
    return chances_of(slots, np.array([given[slot.actor] for slot in slots])) if slots else ()


def examples_of(forms: Sequence[GoldForm], examined: Sequence[Examined], unseen: Unseen) -> list[Example]:
    """Every link of the reports, labelled. Reports of one topic share a fold."""
    found = []
    for form, one in zip(forms, examined, strict=True):
        for link in links_of(one.candidates, one.sentences, one.context, unseen[form["id"]]):
            found.append(labelled(link, form, fold_of(form)))
    return found


def labelled(link: Link, form: GoldForm, fold: int) -> Example:
    """The example of a link."""
    verdict, actor = link.candidate.verdict, link.actor.split(":")[0]
    object_ = link.candidate.cue.contribution
    pledges = {
        (row["status"], row.get("evidence") or "")
        for row in form["pledges"]
        if row["guarantor"].split(":")[0] == actor and row["contribution"] == object_
    }
    positions = {
        (row["stance"], row.get("evidence") or "")
        for row in form["positions"]
        if row["actor"].split(":")[0] == actor and row["object"] == object_
    }
    statuses, stances = here(pledges, link, form["text"]), here(positions, link, form["text"])
    told = None if pledges and not statuses else tuple(statuses)
    stance = None if positions and not stances else (stances or ["none"])[0]
    ruled = verdict.status if link.ruled else None
    features = (*((name, 1.0) for name in link.features), *link.values)
    pair = link.actor, object_
    return Example(form["id"], fold, pair, features, told, ruled, stance, link.held)


def here(rows: Iterable[tuple[str, str]], link: Link, text: str) -> list[str]:
    """The codes among the rows whose evidence meets the sentence of a link."""
    sentence = link.candidate.parsed.sentence
    found = set()
    for code, evidence in rows:
        start = text.find(evidence)
        if start < sentence.end and sentence.start < start + len(evidence):
            found.add(code)
    return sorted(found)


@dataclass
class Fitted:
    """The fitted regressions over one vocabulary of features."""

    names: DictVectorizer
    link: LogisticRegression
    status: LogisticRegression

    def chances(self, examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
        """Probabilities of a pledge, and of each status, for each example."""
        matrix = self.names.transform(map(as_dict, examples))
        return self.link.predict_proba(matrix)[:, 1], self.status.predict_proba(matrix)


def as_dict(example: Example) -> dict[str, float]:
    """The features of an example by name."""
    return dict(example.features)


def fit(examples: Sequence[Example]) -> Fitted:
    """Fits the regressions of pledges and of their statuses."""
    counts = Counter(name for example in examples for name in as_dict(example))
    kept = {name for name, number in counts.items() if number >= RARE}
    slim = [replace(e, features=tuple(f for f in e.features if f[0] in kept)) for e in examples]
    names = DictVectorizer(sort=True)
    matrix = names.fit_transform(map(as_dict, slim))
    known = [number for number, e in enumerate(slim) if e.statuses is not None]
    link = regression().fit(matrix[known], [bool(slim[number].statuses) for number in known])
    clear = [number for number in known if len(slim[number].statuses or ()) == 1]
    status = regression().fit(matrix[clear], [(slim[number].statuses or ("",))[0] for number in clear])
    return Fitted(names, link, status)


def fit_stance(names: DictVectorizer, examples: Sequence[Example]) -> LogisticRegression:
    """Fits the regression of the stances of positions."""
    placed = [e for e in examples if e.stance is not None]
    return regression().fit(names.transform(map(as_dict, placed)), [e.stance for e in placed])


def regression() -> LogisticRegression:
    """The one kind of model that is fitted."""
    return LogisticRegression(C=STRENGTH, max_iter=3000, tol=1e-6)


def out_of_fold(examples: Sequence[Example]) -> list[tuple[float, dict[str, float]]]:
    """For each example the chances given by a fit to the other topics: of a pledge, and of each status."""
    found: list[tuple[float, dict[str, float]]] = [(0.0, {})] * len(examples)
    for fold in sorted({e.fold for e in examples}):
        at = [number for number, e in enumerate(examples) if e.fold == fold]
        fitted = fit([e for e in examples if e.fold != fold])
        links, statuses = fitted.chances([examples[number] for number in at])
        for number, link, status in zip(at, links, statuses, strict=True):
            found[number] = (float(link), dict(zip(fitted.status.classes_, map(float, status), strict=True)))
    return found


def calibration(
    examples: Sequence[Example], chances: Sequence[tuple[float, dict[str, float]]]
) -> tuple[float, float]:
    """Slope and shift that turn the joint log-odds of rows into calibrated ones, across topics."""
    odds, right = [], []
    for example, (link, status) in zip(examples, chances, strict=True):
        if example.ruled is None or example.statuses is None:
            continue
        chance = min(max(link * status.get(example.ruled, 0.0), 1e-6), 1 - 1e-6)
        odds.append([math.log(chance / (1 - chance))])
        right.append(example.ruled in example.statuses)
    scale = LogisticRegression(C=1e6).fit(odds, right)
    return float(scale.coef_[0][0]), float(scale.intercept_[0])


def report_weights(
    forms: Sequence[GoldForm],
    examined: Sequence[Examined],
    unseen: Unseen,
    examples: Sequence[Example],
    chances: Sequence[tuple[float, dict[str, float]]],
) -> dict[str, float]:
    """Which long reports hold any row at all, by how likely their links are."""
    by_report: dict[str, list[tuple[Example, float]]] = {}
    for example, (link, _) in zip(examples, chances, strict=True):
        by_report.setdefault(example.report, []).append((example, link))
    table, right = [], []
    for form, one in zip(forms, examined, strict=True):
        if len(form["text"]) < LONG:
            continue
        mine = by_report.get(form["id"], [])
        links = ((example.pair, link, example.ruled is not None) for example, link in mine)
        held = sum(example.held for example, _ in mine)
        table.append(report_features(links, held, one.context, unseen[form["id"]]))
        right.append(bool(form["pledges"] or form["positions"] or form["tallies"]))
    names = sorted(table[0])
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(
        [[row[name] for name in names] for row in table], right
    )
    weights = {name: round(float(w), 3) for name, w in zip(names, fitted.coef_[0], strict=True)}
    return weights | {"": round(float(fitted.intercept_[0]), 3)}


def choices_of(
    forms: Sequence[GoldForm], examined: Sequence[Examined]
) -> list[tuple[dict[str, Counter[str]], str]]:
    """For each report that has pledges where its actors stand, and who most of them are for."""
    found = []
    for form, one in zip(forms, examined, strict=True):
        most = Counter(row.get("beneficiary") or "" for row in form["pledges"]).most_common(1)
        counted = dict(one.standing)
        if most and most[0][0] in counted:
            found.append((counted, most[0][0]))
    return found


def setting_weights(choices: Sequence[tuple[dict[str, Counter[str]], str]]) -> dict[str, float]:
    """Conditional logit (McFadden 1974): which actor of a report is the beneficiary."""
    names = sorted({name for counted, _ in choices for features in counted.values() for name in features})
    tables = [
        (
            np.array([[math.log1p(features[name]) for name in names] for features in counted.values()]),
            list(counted).index(right),
        )
        for counted, right in choices
    ]

    expected = np.array([EXPECTED.get(name, 0.0) for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        away = weights - expected
        total, slope = PRIOR * float(away @ away), 2 * PRIOR * away
        for table, right in tables:
            scores = table @ weights
            powers = np.exp(scores - scores.max())
            chances = powers / powers.sum()
            total -= math.log(max(float(chances[right]), 1e-300))
            slope = slope + chances @ table - table[right]
        return total, slope

    fitted = minimize(loss, expected, jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 3) for name, weight in zip(names, fitted.x, strict=True)}


def weights_of(
    fitted: Fitted,
    stance: LogisticRegression,
    scale: tuple[float, float],
    setting: dict[str, float],
    report: dict[str, float],
) -> dict[str, object]:
    """The weights file: features without weight are left out."""
    names = fitted.names.get_feature_names_out()
    link = {"": round(float(fitted.link.intercept_[0]), 4)}
    link |= {n: round(float(w), 4) for n, w in zip(names, fitted.link.coef_[0], strict=True) if abs(w) > 5e-3}
    return {
        "bounds": BOUNDS,
        "link": link,
        "report": report,
        "scale": [round(value, 4) for value in scale],
        "setting": setting,
        "stance": table(names, stance),
        "stances": list(stance.classes_),
        "status": table(names, fitted.status),
        "statuses": list(fitted.status.classes_),
    }


def table(names: Sequence[str], fitted: LogisticRegression) -> dict[str, list[float]]:
    """The weights of a regression over several classes, by feature."""
    weights = {"": [round(float(w), 4) for w in fitted.intercept_]}
    for at, name in enumerate(names):
        column = fitted.coef_[:, at]
        if np.abs(column).max() > 2e-2:
            weights[name] = [round(float(w), 3) for w in column]
    return weights


def main(arguments: Iterable[str] | None = None) -> int:
    """Trains and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--unseen", type=Path, default=TRAINING / "unseen.jsonl")
    parser.add_argument("--pieces", type=Path, default=SHIPPED / "pieces.txt")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    forms = coded_reports(gold_reports=False)
    examined = list(Reader(review=False).examine_many(map(report_from, forms)))
    setting = setting_weights(choices_of(forms, examined))
    words = WordPieces(vocabulary_of(options.pieces.read_text(encoding="utf-8")))
    unseen = unseen_chances(options.unseen, forms, examined, words)
    examples = examples_of(forms, examined, unseen)
    positive = sum(bool(e.statuses) for e in examples)
    print(f"{len(forms)} reports, {len(examples)} links, {positive} of them pledges", file=sys.stderr)
    chances = out_of_fold(examples)
    scale, report = calibration(examples, chances), report_weights(forms, examined, unseen, examples, chances)
    fitted = fit(examples)
    weights = weights_of(fitted, fit_stance(fitted.names, examples), scale, setting, report)
    text = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True)
    options.output.write_text(text + "\n", encoding="utf-8")
    print(f"{options.output.name}: {len(text):,} characters", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
