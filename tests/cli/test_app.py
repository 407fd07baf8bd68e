import subprocess
import sys
from pathlib import Path

import pytest

import pledgebook

HEAVY = {"spacy", "sqlalchemy", "trafilatura", "pydantic", "yaml", "numpy"}
COMMANDS = ["read", "code", "add", "standing", "framework", "bench"]


def test_the_version_is_the_packages(run):
    assert run("--version").stdout == f"pledgebook {pledgebook.__version__}\n"


def test_help_names_every_command_and_the_exit_codes(run):
    shown = run("--help").stdout
    assert all(command in shown for command in COMMANDS)
    assert "Exit codes: 0 all was read" in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Exit codes" in result.stdout


def test_help_loads_nothing_heavy():
    script = (
        "import sys\n"
        "from pledgebook.cli import main\n"
        "sys.argv = ['pledgebook', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Usage" in done.stdout
    assert not HEAVY & set(done.stderr.split())


def test_a_reader_that_goes_away_is_quiet(spawn, lines):
    for form in ("table", "jsonl", "csv"):
        process = spawn("read", lines, "--format", form)
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(60) == 141, form
        assert said == "", form


def test_a_terminal_without_unicode_still_shows_tables(spawn, article):
    process = spawn("read", article, env={"PYTHONIOENCODING": "ascii"})
    shown, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "ground_troops" in shown
    assert said == ""


def test_data_is_utf_8_whatever_the_terminal(spawn, article):
    article.write_text("The Élysée said on Thursday that France will send 2,000 soldiers to Ukraine.\n")
    process = spawn("read", article, "--format", "jsonl", env={"PYTHONIOENCODING": "ascii"})
    shown, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Élysée" in shown


def test_a_fault_of_our_own_is_one_line(spawn, tmp_path):
    script = (
        "import sys\nfrom pledgebook.cli import app\n"
        "@app.app.command('fail')\ndef fail() -> None:\n    raise KeyError('x')\n"
        "sys.argv = ['pledgebook', 'fail']\napp.run()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 70
    assert done.stderr.startswith("pledgebook: a fault of pledgebook itself, KeyError")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_output_is_one_line(article):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pledgebook", "read", str(article)],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "standard output cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_standard_input_is_one_line():
    script = f"exec {sys.executable} -m pledgebook read - <&-"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert "standard input: is closed" in done.stderr
