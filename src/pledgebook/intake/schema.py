"""The form of `furniture.yaml`, checked on reading."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, PositiveInt


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LineEntry(_Strict):
    """Phrases that make a whole line furniture."""

    id: str
    where: Literal["anywhere", "head", "tail", "edges"]
    longest: PositiveInt
    exact: list[str]
    starts: list[str]
    contains: list[str]


class OpenerEntry(_Strict):
    """Headings that open a block of furniture."""

    id: str
    sure: bool
    takes: Literal["teasers", "paragraph"]
    longest: PositiveInt
    exact: list[str]
    starts: list[str]


class CaptionEntry(_Strict):
    """What begins and what ends a caption."""

    starts: list[str]
    ends: list[str]


class DatesEntry(_Strict):
    """Words of dates and times."""

    months: dict[int, list[str]]
    weekdays: list[str]
    zones: list[str]
    joiners: list[str]
    relative: list[str]
    ago: list[str]


class FurnitureFile(_Strict):
    """The whole file."""

    lines: list[LineEntry]
    writers: list[str]
    openers: list[OpenerEntry]
    labels: list[str]
    teasers: list[str]
    captions: CaptionEntry
    buttons: list[str]
    fillers: list[str]
    menu: list[str]
    stamps: list[str]
    changes: list[str]
    dates: DatesEntry
    english: list[str]
