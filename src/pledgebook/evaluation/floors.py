"""Quality that may not be lost: floors under the figures, for one gold set, that only rise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pledgebook.evaluation.bench import Quality
from pledgebook.model import InputError

Percent = Annotated[float, Field(ge=0, le=100)]


class Floors(BaseModel):
    """The floors file: the digest of the gold set that they hold for, the least value of each figure
    over all reports, and the most refusals that may be coded as commitments.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    gold: str
    floors: dict[str, Percent]
    breaches: Annotated[int, Field(ge=0)]

    @classmethod
    def load(cls, path: Path) -> Floors:
        """The floors in a JSON file. Raises InputError where it is not one."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            raise InputError(
                f"field {field!r}: {first['msg']}", where=str(path), remedy="mend the floors file"
            ) from error

    def lost(self, quality: Quality) -> list[str]:
        """What lies below its floor, a line each; empty where all is held."""
        lines = []
        for name, floor in self.floors.items():
            value = quality.everything.value(name) or 0.0
            if value < floor:
                lines.append(f"{name} {value:.2f} is below its floor of {floor:g}")
        found = len(quality.breaches)
        if found > self.breaches:
            lines.append(f"{found} refusals coded as commitments, at most {self.breaches} allowed")
        return lines
