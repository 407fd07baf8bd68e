"""Parts that the charts share: one claim as the fields of a mark, the scale of the statuses, tooltips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import altair as alt

from pledgebook.codebook.codes import codebook, status_letter
from pledgebook.model import BookedRow
from pledgebook.plots.style import Style, status_label
from pledgebook.plots.words import NAME, SENTENCE, amount, short

Plot = alt.Chart | alt.LayerChart | alt.VConcatChart
"""What a chart function returns. `to_dict()` of it is a Vega-Lite specification with the data in it."""

View = TypeVar("View", alt.Chart, alt.LayerChart, alt.VConcatChart)

Mark = dict[str, Any]

STATUS, SENTENCES = "status", ("sentence", "speaker", "said", "amount", "conditions", "report", "row")

_QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}"

_TITLES = {
    "who": "Guarantor",
    "whom": "Beneficiary",
    "what": "Contribution",
    "status": "Status",
    "turn": "Step",
    "sentence": "Sentence",
    "speaker": "On the word of",
    "said": "Said on",
    "amount": "Amount",
    "conditions": "On condition of",
    "report": "Report",
    "row": "Row",
    "support": "Other claims for it",
    "dispute": "Claims against it",
    "all": "All that stands",
    "set": "Set",
    "claim": "Claimed",
    "claims": "Claims of it that day",
    "named": "Named in the book",
    "names": "Who",
}


def claim_fields(claim: BookedRow) -> Mark:
    """What a tooltip says of a pledge: the sentence, on whose word, when, how much, on which conditions."""
    pledge = claim.pledge
    return {
        **word_fields(claim),
        "amount": amount(pledge.quantity),
        "conditions": conditions(pledge.conditions),
    }


def word_fields(claim: BookedRow) -> Mark:
    """What a tooltip says of any row: the sentence, on whose word, when, in which report."""
    row, card = claim.row, claim.report
    return {
        "sentence": _QUOTED.format(short(row.evidence.quote, SENTENCE)),
        "speaker": short(row.speaker, 2 * NAME) if row.speaker else "the report itself",
        "said": card.said_on.isoformat() if card.said_on else f"no day; recorded {card.said_by}",
        "report": short(
            " \N{MIDDLE DOT} ".join(filter(None, (card.title, card.publisher))) or card.report, 160
        ),
        "row": claim.id,
    }


def conditions(codes: Iterable[str]) -> str:
    """The names of conditions in a row."""
    known = codebook().conditions
    return ", ".join(known[code].label if code in known else short(code, NAME) for code in codes)


def keyed(status: str) -> str:
    """A status as it stands in data and legend, its letter first: the name says what the letter means."""
    return f"{status_letter(status)} \N{MIDDLE DOT} {status_label(status)}"


def status_fields(status: str, style: Style) -> Mark:
    """The fields that every mark of a status has."""
    return {STATUS: keyed(status), "letter": status_letter(status), "ink": style.text_on(status)}


def ladder(shown: Iterable[str]) -> list[str]:
    """The codes of the statuses from the firmest down, whichever of them a chart shows; unknown ones last."""
    known = [*codebook().statuses]
    return known + sorted(set(shown).difference(known))


def status_colour(style: Style, shown: Iterable[str], **legend: Any) -> alt.Color:
    """The encoding of the statuses: the whole ladder in order, whichever of them the chart shows.

    `shown` are the codes that occur; one that the codebook does not hold comes last.
    """
    codes = ladder(shown)
    scale = alt.Scale(domain=[keyed(code) for code in codes], range=[style.fill(code) for code in codes])
    usual = {
        "title": None,
        "orient": "bottom",
        "direction": "horizontal",
        "columns": 4,
        "symbolType": "square",
    }
    return alt.Color(
        f"{STATUS}:N",
        scale=scale,
        legend=alt.Legend(**(usual | {"symbolStrokeWidth": 0, "labelLimit": 0} | legend)),
    )


def ink() -> alt.Fill:
    """The colour of letters, which each mark brings; not as `color`, whose legend is that of the statuses."""
    return alt.Fill("ink:N", scale=None, legend=None)


def tips(*names: str) -> list[alt.Tooltip]:
    """A tooltip of these fields; all are texts that were made for it."""
    return [alt.Tooltip(f"{name}:N", title=_TITLES[name]) for name in names]


CLAIMS = "claims"
"""The name of the table that most marks of a chart are drawn from."""


def described() -> alt.Description:
    """What a screen reader says of a mark."""
    return alt.Description("told:N")


def layered(*views: alt.Chart) -> alt.LayerChart:
    """Views that lie one on the other."""
    return alt.LayerChart(layer=list(views))


def finished(view: View, style: Style, title: Mapping[str, Any], tables: Mapping[str, Any]) -> View:
    """The chart with its title, the theme's configuration and the data that its parts name.

    The data come last: Altair copies whatever is in a chart with every step.
    """
    titled: View = view.properties(title=alt.TitleParams(**title))
    titled.config = alt.Config(**style.config())
    titled.datasets = dict(tables)
    return titled
