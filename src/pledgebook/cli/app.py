"""The application: its commands, and what happens to an error that none of them handled."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pledgebook import __version__
from pledgebook.cli import (
    add,
    bench,
    code,
    decide,
    export,
    framework,
    import_,
    plot,
    quarantine,
    read,
    report,
    retract,
    row,
    serve,
    standing,
    verify,
    watch,
)
from pledgebook.cli import changes as changes_
from pledgebook.cli import check as check_
from pledgebook.cli import conflicts as conflicts_
from pledgebook.cli import coverage as coverage_
from pledgebook.cli import find as find_
from pledgebook.cli import history as history_
from pledgebook.cli import reread as reread_
from pledgebook.cli import scenario as scenario_
from pledgebook.cli import sources as sources_
from pledgebook.cli.problems import NOTHING_READ, say
from pledgebook.model import PledgebookError

EPILOG = (
    "Exit codes: 0 all was read; 1 a part of the batch could not be read; 2 nothing was read, or a "
    "command, model, book or output file that cannot be used; 70 a fault of pledgebook itself; "
    "130 interrupted; 141 nobody read the output to its end."
)

FAULT = 70


class Commands(TyperGroup):
    """The group of commands: turns the project's errors into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except PledgebookError as error:
            say(error.line())
            raise typer.Exit(NOTHING_READ) from error
        except KeyboardInterrupt as error:
            say("interrupted")
            raise typer.Exit(128 + signal.SIGINT) from error
        except BrokenPipeError as error:
            # `pledgebook read … | head`: nobody listens any more, and nothing went wrong
            _forget_output()
            raise typer.Exit(128 + signal.SIGPIPE) from error
        except OSError as error:
            if error.filename is not None:
                raise  # not the output: a file that some part should have spoken for
            _forget_output()
            reason = (error.strerror or "output error").lower()
            say(f"standard output cannot be written ({reason}); make room or write to another place")
            raise typer.Exit(NOTHING_READ) from error
        return result


def _forget_output() -> None:
    """What waits in the buffer goes nowhere: flushing it at the end would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog=EPILOG,
)
app.command("read", epilog=EPILOG)(read.read)
app.command("code", epilog=EPILOG)(code.code)
app.command("add", epilog=EPILOG)(add.add)
app.command("retry", epilog=EPILOG)(add.retry)
app.command("quarantine", epilog=EPILOG)(quarantine.quarantine)
app.command("standing", epilog=EPILOG)(standing.standing)
app.command("changes", epilog=EPILOG)(changes_.changes)
app.command("history", epilog=EPILOG)(history_.history)
app.command("sources", epilog=EPILOG)(sources_.sources)
app.command("check", epilog=EPILOG)(check_.check)
app.command("find", epilog=EPILOG)(find_.find)
app.command("scenario", epilog=EPILOG)(scenario_.scenario)
app.command("coverage", epilog=EPILOG)(coverage_.coverage)
app.command("conflicts", epilog=EPILOG)(conflicts_.conflicts)
app.command("reread", epilog=EPILOG)(reread_.reread)
app.command("report", epilog=EPILOG)(report.report)
app.command("row", epilog=EPILOG)(row.row)
app.command("decide", epilog=EPILOG)(decide.decide)
app.command("import", epilog=EPILOG)(import_.import_)
app.command("watch", epilog=EPILOG)(watch.watch)
app.command("retract", epilog=EPILOG)(retract.retract)
app.command("verify", epilog=EPILOG)(verify.verify)
app.command("export", epilog=EPILOG)(export.export)
app.command("serve", epilog=EPILOG)(serve.serve)
app.command("bench", epilog=EPILOG)(bench.bench)

frameworks = typer.Typer(no_args_is_help=True, help=framework.HELP, epilog=EPILOG)
frameworks.command("list", epilog=EPILOG)(framework.list_)
frameworks.command("show", epilog=EPILOG)(framework.show)
frameworks.command("new", epilog=EPILOG)(framework.new)
app.add_typer(frameworks, name="framework")

plots = typer.Typer(no_args_is_help=True, help=plot.HELP, epilog=EPILOG)
plots.command("matrix", epilog=EPILOG)(plot.matrix)
plots.command("map", epilog=EPILOG)(plot.map_)
plots.command("timeline", epilog=EPILOG)(plot.timeline)
plots.command("tally", epilog=EPILOG)(plot.tally)
app.add_typer(plots, name="plot")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pledgebook {__version__}")
        raise typer.Exit


@app.callback()
def pledgebook(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """The open book of security pledges: who has promised what to whom, on which condition, on whose word.

    Reads news reports, codes every pledge, tally and position with the sentence that supports it and
    the speaker, and keeps them in an append-only book.
    """


def run() -> None:
    """The console script."""
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a character shows "?", no trace
            stream.reconfigure(errors="replace")
    try:
        app(prog_name="pledgebook")
    except Exception as error:  # the one broad except: what no part foresaw must not reach a user raw
        if os.environ.get("PLEDGEBOOK_TRACE"):
            raise
        say(
            f"a fault of pledgebook itself, {type(error).__name__}: {error}; "
            "set PLEDGEBOOK_TRACE=1 and report what it shows"
        )
        sys.exit(FAULT)


def _stop(number: int, _frame: object) -> None:
    """On SIGTERM: leave by the way of an exception, so that half-written files are removed."""
    sys.exit(128 + number)
