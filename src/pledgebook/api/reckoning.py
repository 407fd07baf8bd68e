"""Scenarios, coverage and conflicts of a book, from Python (docs/scenarios.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict

from typing_extensions import Unpack

from pledgebook.api.reckoned import Conflicts, Coverages, Scenarios
from pledgebook.api.times import day, moment
from pledgebook.model import Framework, PledgebookError
from pledgebook.pipeline_python import actor_code
from pledgebook.questions_scenarios import (
    LIMIT,
    SECONDS,
    Wish,
    conflicts_in,
    coverage_in,
    facts_of_scenario,
    framework_given,
    scenario_in,
)
from pledgebook.reckoning.wording import assumed

AFramework = str | Path | Framework
"""A framework: its id, the path of its file, or the record."""


class Then(TypedDict, total=False):
    """Of when an answer is: `as_of` a day, what had been said by its end; `known_at` a moment."""

    as_of: date | str | None
    known_at: datetime | date | str | None


class Asked(Then, total=False):
    """What a scenario can be asked beside its facts.

    `what_would_it_take` names a component: the smallest sets of further facts that bring it to its
    requirements, counting commitments, with `offers` offers as well; at most `limit` sets (10 unless told, 0:
    all), the best within `seconds` (10 unless told).
    """

    what_would_it_take: str | None
    offers: bool
    limit: int
    seconds: float


class Reckoning:
    """The scenarios of a book, its coverage of a framework, and its conflicts."""

    _place: str | Path

    def scenario(
        self,
        framework: AFramework,
        *,
        assume: Iterable[str] = (),
        deny: Iterable[str] = (),
        **asked: Unpack[Asked],
    ) -> Scenarios:
        """What would come into force if facts came true; what is neither assumed nor denied is not known.

        A fact is written as "ceasefire=2026-12-01", "us_backstop", "parliament_approval:DEU"; only one that
        is assumed has a day. `asked` as in `Asked`. Raises PledgebookError where a fact is written wrongly
        or the component has no requirement, FrameworkError without such a framework.

        >>> from tempfile import TemporaryDirectory
        >>> import pledgebook as pb
        >>> said = "France will send 500 soldiers to Ukraine after a ceasefire, Emmanuel Macron said."
        >>> with TemporaryDirectory() as folder:
        ...     book = pb.open(Path(folder, "a.db"), create=True)
        ...     _ = book.add(pb.report(said, published="2026-01-07"))
        ...     now = book.scenario("ukraine-2026-01", what_would_it_take="multinational-force")
        ...     then = book.scenario("ukraine-2026-01", assume=["ceasefire=2026-12-01"])
        >>> now[0].outcome.value, now.records()[0]["missing"], now.reach.needs[0].short
        ('pending', ('ceasefire',), 14500)
        >>> then[0].outcome.value, then[0].since.isoformat(), then.sums.records()[0]["low"]
        ('in force', '2026-12-01', 500.0)
        """
        facts = facts_of_scenario(_several("assume", assume), _several("deny", deny))
        component = asked.get("what_would_it_take")
        alone = [name for name in ("offers", "limit", "seconds") if name in asked]
        if alone and component is None:
            raise PledgebookError(
                f"{', '.join(alone)} without a component", remedy="name it: what_would_it_take='…'"
            )
        wish = None
        if component is not None:
            limits = asked.get("limit", LIMIT), asked.get("seconds", SECONDS)
            wish = Wish(component, asked.get("offers", False), *limits)
        frame = framework_given(framework)
        found = scenario_in(self._place, frame, facts, wish, **_then(asked))
        return Scenarios(found.prospects.lines, f"{frame.title}, if {assumed(facts)}", found)

    def coverage(self, framework: AFramework, **then: Unpack[Then]) -> Coverages:
        """What a framework's components need against what is pledged, with the gaps.

        Raises FrameworkError without such a framework.

        >>> from tempfile import TemporaryDirectory
        >>> import pledgebook as pb
        >>> said = "France will send one brigade to Ukraine after a ceasefire, Emmanuel Macron said."
        >>> with TemporaryDirectory() as folder:
        ...     book = pb.open(Path(folder, "a.db"), create=True)
        ...     _ = book.add(pb.report(said, published="2026-01-07"))
        ...     found = book.coverage("ukraine-2026-01")
        >>> need = next(one for part in found for one in part.measured)
        >>> need.committed, need.gap
        ((3000, 5000), (10000, 12000))
        """
        frame, parts = coverage_in(self._place, framework, **_then(then))
        return Coverages(parts, f"Coverage of {frame.title}", frame)

    def conflicts(
        self, framework: AFramework | None = None, *, beneficiary: str | None = None, **then: Unpack[Then]
    ) -> Conflicts:
        """Claims that cannot all be true, those first that would change an answer most.

        `unanswered` and `opposed` of the answer are demands that nothing answers and pledges that somebody
        opposes. Raises FrameworkError without such a framework, CodebookError where nobody knows the code,
        PledgebookError where the book has no pledge for it.

        >>> from tempfile import TemporaryDirectory
        >>> import pledgebook as pb
        >>> said = "France will send 500 soldiers to Ukraine, Emmanuel Macron said."
        >>> other = "France has ruled out sending ground troops to Ukraine, Friedrich Merz said."
        >>> with TemporaryDirectory() as folder:
        ...     book = pb.open(Path(folder, "a.db"), create=True)
        ...     days = {"2026-01-07": said, "2026-01-08": other}
        ...     _ = book.add(*(pb.report(text, published=day) for day, text in days.items()))
        ...     found = book.conflicts("ukraine-2026-01")
        >>> [tuple(side[0].pledge.status for side in one.sides) for one in found]
        [('pledged', 'refused')]
        """
        code = actor_code(beneficiary) if beneficiary is not None else None
        found = conflicts_in(self._place, framework, beneficiary=code, **_then(then))
        return Conflicts(found.conflicts, "Claims that cannot all be true", found)


class _Times(TypedDict):
    as_of: date | None
    known_at: datetime | None


def _then(asked: Then) -> _Times:
    return {
        "as_of": day("as_of", asked.get("as_of")),
        "known_at": moment("known_at", asked.get("known_at")),
    }


def _several(name: str, facts: Iterable[str]) -> tuple[str, ...]:
    """One text would be taken for its letters."""
    if isinstance(facts, str):
        raise PledgebookError(f"{name} is a list of facts, not one text", remedy=f"write {name}=[{facts!r}]")
    return tuple(facts)
