"""What could not be read: said at once, listed at the end, and told by the exit code."""

from __future__ import annotations

import typer

from pledgebook.cli.safe import safe
from pledgebook.model import PledgebookError

ALL_READ, PART_READ, NOTHING_READ = 0, 1, 2
LISTED = 20
"""How many failures the list at the end names; each was named when it happened."""


def say(line: str) -> None:
    """One line on standard error."""
    typer.echo(f"pledgebook: {safe(line)}", err=True)


class Problems:
    """The failures of one batch."""

    def __init__(self) -> None:
        self._errors: list[PledgebookError] = []
        self._failed = 0
        self.count = 0
        """Reports that were read."""

    def read(self, number: int = 1) -> None:
        """Counts reports that were read."""
        self.count += number

    def failed(self, error: PledgebookError) -> None:
        """Says that something could not be read, as it happens."""
        say(error.line())
        self._failed += 1
        if self._failed <= LISTED:
            self._errors.append(error)

    def code(self) -> int:
        """The exit code of the batch so far."""
        if not self._errors and self.count:
            return ALL_READ
        return PART_READ if self.count else NOTHING_READ

    def finish(self) -> None:
        """Lists what failed and leaves with the batch's exit code."""
        if self._failed and self.count + self._failed > 1:
            typer.echo(f"\nNot read: {self._failed} (read: {self.count})", err=True)
            for error in self._errors:
                typer.echo(safe(f"  {error.where or 'input'}: {error.what}"), err=True)
            if self._failed > LISTED:
                typer.echo(f"  and {self._failed - LISTED} more, each named above", err=True)
        raise typer.Exit(self.code())
