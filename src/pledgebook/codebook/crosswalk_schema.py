"""The shape of the files that lead from our codes to those of others."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pledgebook.codebook.schema import Alpha3, Strict

PloverEvent = Literal["AGREE", "SUPPORT", "AID", "COOPERATE", "REJECT"]


class CowFile(Strict):
    """COW codes by alpha-3 code."""

    states: dict[Alpha3, Annotated[int, Field(ge=2, le=990)]]


class PloverContribution(Strict):
    """What a contribution is in PLOVER: the event once it is delivered, AID's mode, the context."""

    delivered: PloverEvent
    mode: Literal["military", "economic", "humanitarian"] | None = None
    context: Literal["military"] | None = None


class PloverFile(Strict):
    """PLOVER's events with their quad categories, and what our codes are in it."""

    events: dict[PloverEvent, Annotated[int, Field(ge=1, le=4)]]
    statuses: dict[str, PloverEvent]
    contributions: dict[str, PloverContribution]
    stances: dict[str, PloverEvent]
    organisations: dict[str, Literal["IGO"]]


class LanguageFile(Strict):
    """ISO 639-3 codes of languages by their ISO 639-1 code."""

    languages: dict[str, str]
