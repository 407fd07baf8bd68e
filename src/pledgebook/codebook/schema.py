"""The shape of the codebook's data files: pydantic models, used only while a file is read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True)]
Texts = tuple[Text, ...]
Alpha3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", strict=True)]
ActorCode = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}|NATO|EU|UN|AU|OTHER:\S.*)$", strict=True)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", strict=True)]
NameKind = Literal["name", "demonym", "people", "capital", "seat", "body", "set"]
OfficeKind = Literal[
    "leader",
    "minister",
    "ministry",
    "military",
    "parliament",
    "government",
    "spokesperson",
    "official",
    "diplomat",
    "opposition",
]


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CodeRow(Strict):
    """One code with its meaning."""

    code: Text
    label: Text
    definition: Text
    wording: Texts = ()


class CodeFile(Strict):
    """One kind of code, in the order in which it is shown."""

    codes: tuple[CodeRow, ...] = Field(min_length=1)


class StatusRow(CodeRow):
    """One status: its step on the ladder (the firmest highest) and its stance."""

    fold: Literal["committed", "open", "no"]
    rank: Annotated[int, Field(ge=1, strict=True)]


class ConditionRow(CodeRow):
    """One condition: whether every party has its own, and with which others one is enough."""

    own: bool = False
    either: Text | None = None


class ConditionFile(Strict):
    """The conditions."""

    codes: tuple[ConditionRow, ...] = Field(min_length=1)


class StatusFile(Strict):
    """The statuses, the firmest first."""

    codes: tuple[StatusRow, ...] = Field(min_length=1)


class NameLists(Strict):
    """The ways to name an actor. A text that ends in `*` is ambiguous alone.

    Where `people` is left out, the people's names follow from `adj` by rule.
    """

    name: Text
    names: Texts = ()
    adj: Texts = ()
    people: Texts | None = None
    capital: Texts = ()
    seats: Texts = ()
    bodies: Texts = ()


class CountryRow(NameLists):
    """A country or territory; `official` is left out where it is the same as `name`."""

    alpha2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$", strict=True)]
    numeric: Annotated[str, StringConstraints(pattern=r"^\d{3}$", strict=True)] | None
    official: Text | None = None


class CountryFile(Strict):
    """Countries and territories by alpha-3 code."""

    countries: dict[Alpha3, CountryRow]


class OrganisationFile(Strict):
    """Organisations, missions and armed groups by actor code."""

    organisations: dict[ActorCode, NameLists]


class SetRow(Strict):
    """A closed set: its members, its names, and adjectives that name it before a noun."""

    members: tuple[ActorCode, ...] = Field(min_length=2)
    names: Texts = ()
    adj: Texts = ()


class GroupFile(Strict):
    """Closed sets by label; `nouns` follow an adjective ("Baltic" states, "Baltic" leaders)."""

    nouns: Texts
    sets: dict[Text, SetRow]


class HolderRow(Strict):
    """One term of office, written as a list: name, office, since, until, aliases, surname."""

    name: Text
    office: Text
    since: Day
    until: Day | None
    aliases: Texts = ()
    surname: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        if not 4 <= len(value) <= 6:
            raise ValueError("a term is [name, office, since, until], then aliases and surname")
        return {
            key: str(item) if key in ("since", "until") and item is not None else item
            for key, item in zip(cls.model_fields, value, strict=False)
        }


class HolderFile(Strict):
    """Terms of office by the actor that the holder speaks for, and surnames that alone name nobody."""

    common: Texts = ()
    holders: dict[ActorCode, tuple[HolderRow, ...]]


class OfficeFile(Strict):
    """Words for offices and bodies by kind, titles that stand before a name, letters to fold."""

    offices: dict[OfficeKind, Texts]
    honorifics: Texts
    letters: dict[Text, Text]


class SourceRow(Strict):
    """Where figures of units come from."""

    id: Text
    title: Text


class UnitRow(Strict):
    """One unit as a range of another."""

    unit: Text
    base: Text = Field(alias="is")
    low: int = Field(gt=0, strict=True)
    high: int = Field(gt=0, strict=True)
    source: Text

    @model_validator(mode="after")
    def _ordered(self) -> UnitRow:
        if self.high < self.low:
            raise ValueError(f"{self.unit}: high is below low")
        return self


class UnitFile(Strict):
    """The units and the sources of their figures."""

    sources: tuple[SourceRow, ...]
    same: dict[Text, Texts]
    units: tuple[UnitRow, ...]
