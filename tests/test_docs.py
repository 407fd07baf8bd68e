"""What the documentation says is so: commands, options, targets, links and the output that it shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from pledgebook.cli.app import app

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "demo/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
IDS = [page.relative_to(ROOT).as_posix() for page in PAGES]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
# A command of a group goes by both of its words: `framework show`.
ALL = COMMANDS | {
    f"{name} {inner}": command
    for name, group in COMMANDS.items()
    for inner, command in getattr(group, "commands", {}).items()
}
FENCED = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def code_of(page: Path) -> list[str]:
    """Lines of code blocks, and code within the text."""
    text = page.read_text(encoding="utf-8")
    return [line for block in FENCED.findall(text) for line in block.splitlines()] + re.findall(
        r"`([^`\n]+)`", text
    )


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_exists_with_its_options(page: Path) -> None:
    for line in code_of(page):
        words = line.removeprefix("$ ").split("#")[0].split()
        if len(words) < 2 or words[0] != "pledgebook" or words[1].startswith("-"):
            continue
        assert words[1] in COMMANDS, line
        command = ALL.get(" ".join(words[1:3]), COMMANDS[words[1]])
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert {word for word in words[2:] if re.match(r"--?[a-z]", word)} <= known, line


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = {m[1] for line in code_of(page) if (m := re.match(r"make ([a-z]+)", line))}
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link.split("#")[0]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = [
        word
        for word in re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
        if re.fullmatch(r"(?:src|docs|gold|demo|requirements|tests)/[\w./-]+", word)
    ]
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_command_has_help_and_a_place_on_the_page(name: str) -> None:
    command = ALL[name]
    assert command.help and len(command.help.split()) >= 5
    mark = "##" if name in COMMANDS else "###"
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"\n{mark} `pledgebook {name}`\n" in page
    assert all(getattr(parameter, "help", None) for parameter in command.params if parameter.name != "help")


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    pages = [page.name for page in folder.glob("*.md") if page.name != "README.md"]
    assert [name for name in pages if f"({name})" not in listed] == []


def test_every_page_that_the_source_names_exists() -> None:
    sources = [path for path in (ROOT / "src").rglob("*") if path.suffix in (".py", ".yaml")]
    named = {page for path in sources for page in re.findall(r"docs/[\w/-]+\.md", path.read_text("utf-8"))}
    assert [page for page in named if not (ROOT / page).exists()] == []


def test_the_output_that_is_shown_is_what_the_program_prints() -> None:
    check = [sys.executable, str(ROOT / "docs" / "examples.py"), "--check"]
    run = subprocess.run(check, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
