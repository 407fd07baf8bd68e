"""A progress bar on standard error: how many of how many, the rate, the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pledgebook.cli.printing import console

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text


@contextmanager
def progressing(what: str, total: int | None) -> Iterator[Callable[[], None]]:
    """Gives a function to call after each report. `total` is None where it cannot be known.

    Where standard error is no terminal nothing is drawn: a log should not fill with bars.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Reports a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f} reports/s" if speed else "– reports/s", style="cyan")

    screen = console(stderr=True)
    bar = Progress(
        "{task.description}", BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(),
        console=screen, transient=True, disable=not screen.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def advancing(what: str, total: int | None) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to call with how many more reports were seen, and how many bytes so far.

    `total` is the number of bytes in all, None where it cannot be known. Drawn as `progressing` is.
    """
    from rich.progress import BarColumn, Progress, ProgressColumn, TaskProgressColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Reports so far, and reports a second."""

        def render(self, task: Task) -> Text:
            seen = task.fields["seen"]
            elapsed = task.elapsed or 0.0
            rate = f"{seen / elapsed:,.0f}" if elapsed else "–"
            return Text(f"{seen:,} reports, {rate} reports/s", style="cyan")

    screen = console(stderr=True)
    bar = Progress(
        "{task.description}", BarColumn(), TaskProgressColumn(), Rate(), TimeRemainingColumn(),
        console=screen, transient=True, disable=not screen.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=total or None, seen=0)
        seen = 0

        def advance(things: int, done: int) -> None:
            nonlocal seen
            seen += things
            bar.update(task, completed=done, seen=seen)

        yield advance
