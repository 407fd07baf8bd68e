"""The command line: thin, one small module for each command."""


def main() -> None:
    """Runs the command `pledgebook` with the arguments of this process, and exits."""
    from pledgebook.cli.app import run

    run()
