"""The answer of a check for the eye: on one screen, and with `--explain` all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich import box
from rich.console import Console, RenderableType
from rich.console import Group as RenderGroup
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pledgebook.cli.printing import console
from pledgebook.cli.safe import safe
from pledgebook.cli.tables import quoted
from pledgebook.model import Pledge, Position, Tally
from pledgebook.reckoning.tallies import Apart, Check, Claim, Conflict, Group, Statement, Sum
from pledgebook.reckoning.tallies.wording import in_words, label, name_of

_SHORT = {Group.PARTICIPANTS: "take part", Group.UNDECIDED: "undecided", Group.REFUSED: "refuse"}

_NAMES = 9
"""Members that a cell of the table names; `--explain` names all."""

_ENTRIES = 4
"""Entries that a cell of the table names."""

_WORDS = 7
"""Statements that one contradiction shows: of 27 names against 26, the rest is alike."""


def show_check(check: Check, *, explain: bool) -> None:
    """Prints one check."""
    screen = console()
    screen.print(Rule(Text(safe(f"{check.framework.title}, as of {check.day}"), style="bold"), align="left"))
    for line in _notes(check):
        screen.print(Text(safe(line), style="dim"))
    screen.print(_verdict(check))
    screen.print(_who(check))
    screen.print(_sums(check, whole=explain))
    _conflicts(screen, check)
    if explain:
        _explained(screen, check)
    else:
        for line in _apart_lines(check):
            screen.print(_indented(line, "dim"))


def _notes(check: Check) -> Iterable[str]:
    frame = check.framework
    if check.day < frame.since:
        yield f"The framework is in force from {frame.since} only."
    elif frame.until is not None and check.day > frame.until:
        yield f"The framework was in force until {frame.until}; what was said later counts too."
    elif check.left_out:
        many = _many(check.left_out, "pledge")
        yield f"The framework's last day; {many} of later days left out, --as-of DAY takes them in."
    if not check.proved:
        yield "Not proved: the time was over. No number lies beyond these bounds; --seconds N takes longer."


def _verdict(check: Check) -> Text:
    many = sum(len(one.claims) for one in check.kept)
    aside = sum(len(one.statement.claims) for one in check.set_aside)
    if check.consistent:
        return Text(f"The claims can all hold: {many:,}.", style="bold green")
    if check.consistent is None:
        return Text("Whether the claims can all hold is not known in this time.", style="bold yellow")
    best = "" if check.best_proved else " (not proved to be the fewest)"
    of = f"{aside:,} of {aside + many:,}"
    words = f"The claims cannot all hold: {of} set aside{best}, the others reckoned with."
    return Text(words, style="bold red")


def _who(check: Check) -> RenderableType:
    taking, members = check.sum_of("participants"), check.sum_of("members")
    least, most = check.nameless
    names = ", ".join(one.actor for one in check.named) or "none"
    offers = ", ".join(one.actor for one in check.offering)
    lines = [
        (
            "take part",
            f"{_span(taking)} of {_span(members)} members, {len(check.members):,} of them known by name",
        ),
        ("named", f"{len(check.named):,} commit themselves by name: {names}"),
        ("without a name", f"{_range(least, most)} of the {_span(taking)} are not named in the book"),
        ("only offer", f"{offers}; whether they were counted is open" if offers else ""),
    ]
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for name, value in lines:
        if value:
            grid.add_row(Text(name, style="dim"), Text(safe(value)))
    return grid


def _sums(check: Check, *, whole: bool) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="dim", padding=(0, 1, 0, 0), expand=True)
    table.add_column("who", no_wrap=True)
    for name in ("least", "most"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("must be", ratio=3)
    table.add_column("may be", justify="right", no_wrap=True)
    table.add_column("cannot be", ratio=3)
    table.add_column("rests on", ratio=2)
    rest: dict[str, list[str]] = {}
    for one in check.sums:
        if one.of.group is Group.MEMBERS:
            continue
        if not whole and not _tells(one):
            rest.setdefault(_span(one), []).append(label(one.of.contribution))
            continue
        table.add_row(
            Text(safe(label(one.of.contribution) or _SHORT[one.of.group])),
            f"{one.least:,}",
            _limit(one.most),
            _members(check, one.must, whole=whole),
            f"{len(one.may):,}",
            _members(check, one.cannot, whole=whole),
            Text(_entries(one), style="dim"),
        )
    lines = [f"{span}, and anybody may be among them: {', '.join(names)}" for span, names in rest.items()]
    return RenderGroup(table, *(Text(safe(line), style="dim") for line in lines), Text())


def _tells(one: Sum) -> bool:
    """Whether the line says more than that anybody may be among them."""
    return bool(one.least or one.must or one.cannot or not one.of.contribution)


def _conflicts(screen: Console, check: Check) -> None:
    if check.consistent is not False:
        return
    known = "" if check.smallest_proved else " found so far"
    more = "" if check.all_conflicts else "; there may be others, --conflicts N looks for more"
    title = f"Cannot all hold ({len(check.conflicts):,}, the smallest{known} first{more})"
    screen.print(Text(title, style="bold"))
    aside = {one.statement.id for one in check.set_aside}
    for number, one in enumerate(check.conflicts, 1):
        first = number == 1
        screen.print(Text(f" {number}  {_in_short(one)}", style="" if first else "dim"))
        if first:
            _print_conflict(screen, one, aside)
    left = [one for one in check.set_aside if one.because not in check.conflicts[:1]]
    for aside_one in left[:_WORDS]:
        words = safe(in_words(aside_one.statement.meaning))
        because = f": {_in_short(aside_one.because)}" if aside_one.because else ""
        screen.print(Text(f" Set aside  {words}{because}", style="dim"))
    if len(left) > _WORDS:
        screen.print(Text(f" and {len(left) - _WORDS:,} more set aside, see --explain", style="dim"))


def _print_conflict(screen: Console, conflict: Conflict, aside: Iterable[int]) -> None:
    for one in conflict.statements[:_WORDS]:
        mark = "  (set aside)" if one.id in set(aside) else ""
        screen.print(Padding(Text.assemble(safe(in_words(one.meaning)), (mark, "red")), (0, 0, 0, 4)))
        screen.print(Padding(_said(one.claims[0], len(one.claims) - 1), (0, 0, 0, 4)))
    if len(conflict.statements) > _WORDS:
        screen.print(_indented(f"  and {len(conflict.statements) - _WORDS:,} statements more", "dim"))


def _in_short(conflict: Conflict) -> str:
    words = [in_words(one.meaning) for one in conflict.statements[:_WORDS]]
    more = len(conflict.statements) - len(words)
    return safe("; ".join(words) + (f"; and {more:,} more" if more else ""))


def _said(claim: Claim, others: int = 0) -> RenderableType:
    """The sentence of a claim, whose word it is, when it was said, where it stands."""
    grid = Table.grid(expand=True)
    grid.add_row(quoted(claim.quote, claim.speaker))
    parts = [claim.day.isoformat() if claim.day else "no date"]
    if claim.row is not None and claim.row.report.publisher:
        parts.append(claim.row.report.publisher)
    parts.append(f"entry {claim.entry}" if claim.entry else "the framework")
    if claim.own_word:
        parts.append("own word")
    if others > 0:
        parts.append(f"{_many(others, 'other claim')} the same")
    grid.add_row(_indented(", ".join(parts), "dim"))
    return grid


def _explained(screen: Console, check: Check) -> None:
    for number, one in enumerate(check.conflicts[1:], 2):
        screen.print(Text(f"Cannot all hold ({number})", style="bold"))
        _print_conflict(screen, one, {aside.statement.id for aside in check.set_aside})
    for aside in check.set_aside:
        screen.print(Text(safe(f"Set aside: {in_words(aside.statement.meaning)}"), style="bold"))
        for claim in aside.statement.claims:
            screen.print(_said(claim))
        if aside.because:
            screen.print(_indented(f"because not all of this can hold: {_in_short(aside.because)}", "dim"))
    for total in check.sums:
        _explained_sum(screen, total)
    screen.print(Text(f"Claims reckoned with ({len(check.kept):,} statements)", style="bold"))
    for kept in check.kept:
        screen.print(_indented(_named(kept), ""))
        for claim in kept.claims:
            screen.print(Padding(_said(claim), (0, 0, 0, 2)))
    screen.print(Text(f"Overtaken by a later word ({len(check.replaced):,})", style="bold"))
    for old in check.replaced:
        words = f"{in_words(old.claim.meaning)} (entry {old.claim.entry}), since {in_words(old.by.meaning)}"
        screen.print(_indented(f"{words} (entry {old.by.entry})", ""))
    screen.print(Text(f"Not reckoned with ({len(check.apart):,})", style="bold"))
    for apart in check.apart:
        row = apart.row
        screen.print(_indented(f"{_about(apart)}: {apart.why.value}, entry {row.entry}", ""))
        screen.print(Padding(quoted(row.row.evidence.quote, row.row.speaker), (0, 0, 0, 2)))


def _explained_sum(screen: Console, one: Sum) -> None:
    if not one.rests_on:
        return
    screen.print(Text(safe(name_of(one.of).capitalize()), style="bold"))
    names = {"least": f"{one.least:,} at least", "most": f"{_limit(one.most)} at most"}
    reasons: dict[tuple[int, ...], list[str]] = {}
    for name, because in one.rests_on.items():
        reasons.setdefault(tuple(said.id for said in because), []).append(name)
    by_id = {said.id: said for because in one.rests_on.values() for said in because}
    for ids, what in reasons.items():
        lines = [names[name] for name in what if name in names]
        for members, how in ((one.must, "must be among them"), (one.cannot, "cannot be among them")):
            if here := [actor for actor in members if actor in what]:
                lines.append(f"{', '.join(here)} {how}")
        screen.print(_indented(f"{'; '.join(lines)}, because", ""))
        for id in ids[:_WORDS]:
            screen.print(Padding(Text(safe(f"– {_named(by_id[id])}"), style="dim"), (0, 0, 0, 4)))
        if len(ids) > _WORDS:
            screen.print(_indented(f"  – and {len(ids) - _WORDS:,} statements more", "dim"))


def _named(one: Statement) -> str:
    """A statement with the entries that say so."""
    entries = sorted({claim.entry or 0 for claim in one.claims})
    places = ", ".join(f"entry {entry}" if entry else "the framework" for entry in entries[:_ENTRIES])
    return f"{in_words(one.meaning)} ({places}{', …' if len(entries) > _ENTRIES else ''})"


def _entries(one: Sum) -> str:
    """The entries on which the bounds of a sum rest."""
    statements = (*one.rests_on.get("least", ()), *one.rests_on.get("most", ()))
    entries = sorted({said.claims[0].entry or 0 for said in statements})
    shown = " ".join(f"@{entry}" if entry else "framework" for entry in entries[:_ENTRIES])
    return shown + (f" +{len(entries) - _ENTRIES}" if len(entries) > _ENTRIES else "")


def _apart_lines(check: Check) -> Iterable[str]:
    """What is not reckoned with, in a few lines: who and how many."""
    for why, several in groupby(sorted(check.apart, key=lambda one: one.why.name), key=lambda one: one.why):
        counts: dict[str, int] = {}
        for one in several:
            counts[_about(one)] = counts.get(_about(one), 0) + 1
        listed = ", ".join(f"{name} {count}" if count > 1 else name for name, count in counts.items())
        yield f"not reckoned with, {why.value}: {listed}"
    if check.replaced:
        yield f"overtaken by a later word: {_many(len(check.replaced), 'claim')}"


def _about(one: Apart) -> str:
    match one.row.row:
        case Pledge(guarantor=guarantor):
            return guarantor
        case Tally(count=count, set=counted):
            return f"{count:,} {counted}"
        case Position(actor=actor):
            return actor


def _members(check: Check, actors: Sequence[str], *, whole: bool) -> Text:
    if not actors:
        return Text("–", style="dim")
    if len(actors) == len(check.members) and not whole:
        return Text(f"all {len(actors):,}")
    shown = actors if whole else actors[:_NAMES]
    more = f" +{len(actors) - len(shown):,}" if len(actors) > len(shown) else ""
    return Text(safe(" ".join(shown) + more))


def _span(one: Sum) -> str:
    return _range(one.least, one.most)


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"{least:,} or more"
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _limit(most: int | None) -> str:
    return "–" if most is None else f"{most:,}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _indented(text: str, style: str) -> RenderableType:
    return Padding(Text(safe(text), style=style), (0, 0, 0, 2))
