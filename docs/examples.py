"""The examples of the documentation are run, so that what they show is what the program prints.

A block fenced as ``console`` in README.md or docs/*.md holds commands, each after ``$ ``, and their output.
`python docs/examples.py` runs them and writes the output anew; `--check` only says which pages are stale
(exit code 1).
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Writes or checks all pages; the exit code is 1 where a check finds a stale page."""
    check = "--check" in sys.argv[1:]
    stale = []
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        written = list(pool.map(refreshed, texts))
    for page, text, fresh in zip(PAGES, texts, written, strict=True):
        if fresh != text:
            stale.append(page.relative_to(ROOT))
            if not check:
                page.write_text(fresh, encoding="utf-8")
    for name in stale:
        print(f"{name}: {'stale; run python docs/examples.py' if check else 'written anew'}")
    return int(check and bool(stale))


def refreshed(text: str) -> str:
    """The page with the output of all its examples; the commands of one page share a folder, in order."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("docs", "demo", "gold"):
            (Path(folder) / name).symlink_to(ROOT / name)
        with _served(folder) if "pledgebook watch" in text else nullcontext():
            return BLOCK.sub(lambda block: _run(block[0], folder), text)


@contextmanager
def _served(folder: str) -> Iterator[None]:
    """For pages that watch: the feed in docs/watched on a server of this machine, in served.yaml."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = partial(Quiet, directory=str(ROOT / "docs" / "watched"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/feed.xml"
    (Path(folder) / "served.yaml").write_text(f"delay: 1s\nfeeds: [{address}]\n")
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _run(block: str, folder: str) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{_output(command, folder)}" for command in commands)


def _output(command: str, folder: str) -> str:
    program, *arguments = shlex.split(command)
    if program != "pledgebook":
        raise ValueError(f"an example runs pledgebook and nothing else, not {program!r}")
    run = subprocess.run(
        [sys.executable, "-m", "pledgebook", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [line.rstrip() for line in run.stdout.strip("\n").splitlines()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
