"""Events to a program: its arguments are those of the list of feeds, the event is on its standard input."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence

from pledgebook.model import WatchError
from pledgebook.model.plain import Plain

SECONDS = 60.0
"""How long a program may take for one event."""
_SHOWN = 200


def refuse_missing(command: Sequence[str]) -> None:
    """Raises WatchError where there is no such program."""
    if command and shutil.which(command[0]) is None:
        raise WatchError(f"no program {command[0]!r}", remedy="give its path under tell: command:")


def run(command: Sequence[str], event: Plain, *, seconds: float = SECONDS) -> None:
    """Runs a program, without a shell, with one event as a line of JSON on its standard input.

    Raises WatchError where it cannot be started, takes too long (it and what it started are ended then)
    or ends with another code than 0.
    """
    line = json.dumps(event, ensure_ascii=True, allow_nan=False).encode("ascii") + b"\n"
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        except OSError as error:
            reason = (error.strerror or "cannot be started").lower()
            raise WatchError(f"{command[0]}: {reason}", remedy="check tell: command:") from error
        try:
            process.communicate(line, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise WatchError(f"{command[0]} takes longer than {seconds:.0f} seconds") from error
        finally:
            _end(process)
        if process.returncode != 0:
            raise WatchError(f"{command[0]} ends with code {process.returncode}{_last(said.fileno())}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and what it started, where it still runs."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _last(said: int) -> str:
    size = os.fstat(said).st_size
    text = os.pread(said, _SHOWN, max(0, size - _SHOWN)).decode("utf-8", "replace")
    line = " ".join(text.split())
    return f" ({line})" if line else ""
