"""`pledgebook framework`: what coalitions set out to provide, shipped or in a file of one's own."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from pledgebook.model import PledgebookError

HELP = "Show the frameworks that pledges are held against, check one of your own, or begin one."


class Shape(StrEnum):
    """How a framework is printed."""

    TABLE = "table"
    JSON = "json"


Form = Annotated[Shape, typer.Option("--format", help="json: the keys of the file, as data.")]


def list_(form: Form = Shape.TABLE) -> None:
    """List the frameworks that are shipped, in the order of their first day."""
    from pledgebook.pipeline import frameworks

    if form is Shape.TABLE:
        from pledgebook.cli.framework_tables import show_frameworks

        show_frameworks(frameworks())
    else:
        from pledgebook.cli.options import Format
        from pledgebook.cli.printing import put_json
        from pledgebook.model.plain import plain_framework

        put_json(map(plain_framework, frameworks()), Format.JSON)


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="FRAMEWORK", help="The id of a shipped one, or a YAML file.", show_default=False
        ),
    ],
    form: Form = Shape.TABLE,
) -> None:
    """Show one framework: members, components, requirements, conditions and sources.

    A file is checked first; what is wrong with it is said with its place.
    """
    from pledgebook.pipeline import framework_of

    framework = framework_of(name)
    if form is Shape.TABLE:
        from pledgebook.cli.framework_tables import show_framework

        show_framework(framework)
    else:
        from pledgebook.cli.printing import put
        from pledgebook.cli.safe import safe_json
        from pledgebook.model.plain import plain_framework

        put(safe_json(plain_framework(framework)) + "\n")


def new(
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE.yaml", help="Where it goes; - is standard output."),
    ] = "-",
) -> None:
    """Write a framework file to start from, in which comments explain every key.

    A file that is there already is left alone.
    """
    from pledgebook.cli.replace import replacing
    from pledgebook.pipeline import framework_template

    if output != "-" and os.path.lexists(output):
        raise PledgebookError("is there already", where=output, remedy="name another file with -o")
    with replacing(output) as write:
        write(framework_template())
