"""A made-up archive with known answers: irrelevant news of many kinds, pledges sown among it.

For benches and tests of long work. The same archive for the same seed, of any length, never held in memory.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import parse_yaml
from pledgebook.evaluation.stream import filled, news, report_of

_PARAGRAPH = 2
_BACKGROUND = (3, 6)
_PLEDGES = (1, 3)
# What stands around the article of a page, about as much as on the page of a newspaper.
_MENU = 140
_TEASERS = 40
_SCRIPT = (
    "window.dataLayer=window.dataLayer||[];function tag(){dataLayer.push(arguments)}tag('js',new Date());"
)


class Party(BaseModel):
    """A guarantor's name, and a person who speaks for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    party: str
    leader: str


class Pledged(BaseModel):
    """A sentence with open slots, and what it says."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    contribution: str
    status: str
    text: str


class Sown(BaseModel):
    """The file `sown.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    parties: Mapping[str, Party]
    beneficiaries: Mapping[str, str]
    headlines: tuple[str, ...]
    sentences: tuple[Pledged, ...]
    background: tuple[str, ...]


Answer = tuple[str, str, str, str]
"""Guarantor, beneficiary, contribution, status."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its number in the archive, its text, and what a reader should find in it."""

    number: int
    text: str
    answers: tuple[Answer, ...] = ()

    @property
    def address(self) -> str:
        """Where it would stand on the web."""
        return f"https://paper-{self.number % 40}.example/{self.number}"

    def line(self) -> str:
        """The article as a line of JSON."""
        return json.dumps({"id": f"a{self.number}", "text": self.text, "url": self.address}) + "\n"

    def page(self) -> str:
        """The article as a page with menus, scripts and teasers of other articles."""
        title, _, body = self.text.partition("\n")
        paragraphs = "".join(f"<p>{escape(part)}</p>\n" for part in body.split("\n\n") if part.strip())
        return _PAGE.format(
            title=escape(title), body=paragraphs, address=self.address, script=_SCRIPT * 60, menu=_menu(),
            teasers=_teasers(self.number),
        )  # fmt: skip


@cache
def sown() -> Sown:
    """The sentences that are sown; read once a process."""
    text = files("pledgebook.evaluation").joinpath("sown.yaml").read_text(encoding="utf-8")
    return parse_yaml(text, Sown, where="evaluation/sown.yaml")


def articles(number: int, *, relevant: float = 5.0, seed: int = 0) -> Iterator[Article]:
    """So many articles, of which about `relevant` in a hundred hold pledges.

    >>> made = list(articles(200, relevant=10))
    >>> len(made), 5 < sum(bool(one.answers) for one in made) < 40, made == list(articles(200, relevant=10))
    (200, True, True)
    """
    topics, weights = news().topics, [topic.weight for topic in news().topics]
    for at in range(number):
        chance = random.Random(f"{seed}:{at}")
        if chance.random() * 100 < relevant:
            yield _relevant(chance, at)
        else:
            yield Article(at, report_of(chance, chance.choices(topics, weights)[0]))


def _relevant(chance: random.Random, number: int) -> Article:
    """Pledges of different parties to one beneficiary, with sentences around them that pledge nothing."""
    code = chance.choice(list(sown().beneficiaries))
    parties = [party for party in sown().parties if party != code]
    beneficiary = sown().beneficiaries[code]
    sentences: list[str] = []
    answers: list[Answer] = []
    for guarantor in chance.sample(parties, chance.randint(*_PLEDGES)):
        pledge = chance.choice(sown().sentences)
        sentences.append(_said(chance, pledge.text, guarantor, beneficiary))
        answers.append((guarantor, code, pledge.contribution, pledge.status))
    for _ in range(chance.randint(*_BACKGROUND)):
        sentences.append(_said(chance, chance.choice(sown().background), answers[0][0], beneficiary))
    title = _said(chance, chance.choice(sown().headlines), answers[0][0], beneficiary)
    parts = [" ".join(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH)]
    return Article(number, "\n\n".join((title, *parts)) + "\n", tuple(sorted(answers)))


def _said(chance: random.Random, template: str, guarantor: str, beneficiary: str) -> str:
    party = sown().parties[guarantor]
    named = template.replace("{party}", party.party).replace("{leader}", party.leader)
    return filled(chance, named.replace("{beneficiary}", beneficiary))


@cache
def _menu() -> str:
    return "".join(
        f'<li class="menu__item item--{n}"><a href="/s/{n}" data-track="menu-{n}">Section {n}</a></li>\n'
        for n in range(_MENU)
    )


def _teasers(number: int) -> str:
    return "".join(
        f'<div class="teaser"><a href="/{number + n}"><img src="/img/{n}.jpg" alt="">'
        f"<h3>{escape(title)}</h3></a></div>\n"
        for n, title in enumerate(_titles())
    )


@cache
def _titles() -> tuple[str, ...]:
    chance = random.Random(0)
    topics = news().topics
    return tuple(filled(chance, chance.choice(chance.choice(topics).headlines)) for _ in range(_TEASERS))


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Paper</title>
<link rel="canonical" href="{address}"><meta property="og:site_name" content="The Paper">
<script>{script}</script><style>.teaser{{margin:0;padding:4px}}</style></head>
<body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1>
{body}</article></main>
<aside><h2>Read more</h2>{teasers}</aside>
<footer><p>All rights reserved.</p></footer></body></html>
"""
