"""Finding and reading frameworks: the shipped ones, those of a file, and what is wrong with a file."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import Phase, given, settings
from tests.frameworks.strategies import frameworks

from pledgebook.cli.safe import safe_json
from pledgebook.frameworks import framework, framework_from, shipped_ids, template
from pledgebook.model import AllOf, AnyOf, Framework, FrameworkError, Holds, Not, facts_of
from pledgebook.model.plain import plain_framework

SMALL = """\
id: small
title: A small one
beneficiary: UKR
since: 2025-09-04
members:
  named: [FRA, {actor: GBR, joined: 2025-09-04}]
components:
  - id: force
    title: A force
    contributions: [ground_troops, command]
    requirements:
      - {contribution: ground_troops, unit: troops, quantity: 800, sources: [paper]}
sources:
  - {id: paper, title: A paper, published: 2025-09-04}
"""


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def test_a_small_one_is_read_whole() -> None:
    one = framework_from(SMALL, where="a.yaml")
    assert one.since == date(2025, 9, 4) and one.until is None
    assert [member.actor for member in one.members.named] == ["FRA", "GBR"]
    assert one.members.named[1].joined == date(2025, 9, 4)
    (need,) = one.components[0].requirements
    assert (need.low, need.high, need.unit, need.sources) == (800, 800, "troops", ("paper",))


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(frameworks())
def test_what_is_written_is_read_back(one: Framework) -> None:
    plain = plain_framework(one)
    for text in (yaml.safe_dump(plain, allow_unicode=True), safe_json(plain)):
        assert framework_from(text, where="a.yaml") == one


def test_the_template_holds_a_framework() -> None:
    one = framework_from(template(), where="template")
    assert one.components[0].conditions == AllOf(
        (AnyOf((Holds("ceasefire"), Holds("peace_agreement"))), Not(Holds("renewed_attack")))
    )


def test_a_template_without_its_comment_signs_holds_every_key() -> None:
    text = template()
    for key in ("adversary", "until", "note", "conditions", "publisher", "url", "joined", "left", "sources"):
        text = text.replace(f"# {key}:", f"{key}:")
    one = framework_from(text, where="template")
    assert one.adversary == "RUS" and one.until and one.note and one.conditions
    assert one.members.named[1].left and one.members.named[1].sources


@pytest.mark.parametrize("id", shipped_ids())
def test_a_shipped_framework_is_whole(id: str) -> None:
    one = framework(id)
    assert one.id == id
    dates = [one.since, *(source.published for source in one.sources)]
    assert all(date(2025, 9, 1) <= day <= date(2026, 3, 1) for day in dates)
    cited = {id for part in one.components for id in part.sources}
    cited |= {id for part in one.components for need in part.requirements for id in need.sources}
    cited |= set(one.members.sources) | {id for member in one.members.named for id in member.sources}
    assert all(part.sources for part in one.components) and one.members.sources
    assert cited == {source.id for source in one.sources}


def test_the_guarantees_of_september() -> None:
    one = framework("ukraine-2025-09")
    assert one.members.count == 35
    armed, force = one.components
    assert armed.conditions is None
    assert force.conditions == AnyOf((Holds("ceasefire"), Holds("peace_agreement")))
    assert one.component_of("naval_forces") is force
    assert one.component_of("training") is armed
    assert one.component_of("humanitarian") is None


def test_the_guarantees_of_january() -> None:
    one = framework("ukraine-2026-01")
    assert one.members.count == 35
    monitoring = one.component_of("monitoring")
    assert monitoring is not None and monitoring.conditions == Holds("ceasefire")
    assert {fact.code for part in one.components for fact in facts_of(part.conditions)} == {
        "ceasefire",
        "parliament_approval",
        "renewed_attack",
    }


def test_the_force_for_gaza_rests_on_its_mandate() -> None:
    one = framework("gaza-2025-11")
    assert one.until == date(2027, 12, 31)
    assert all(one.conditions_of(part) == Holds("international_mandate") for part in one.components)


def test_a_file_is_found_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine.yaml", "mine", "gaza-2025-11"):
        Path(name).write_text(SMALL)
    assert framework("mine.yaml").id == framework("mine").id == framework("./gaza-2025-11").id == "small"
    assert framework("gaza-2025-11").beneficiary == "PSE"


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert framework(str(path)).id == "small"


def test_what_is_not_there_is_said_with_what_is() -> None:
    with pytest.raises(FrameworkError) as error:
        framework("ukraine")
    assert str(error.value) == f"no framework 'ukraine'; name a file, or one of {', '.join(shipped_ids())}"
    with pytest.raises(FrameworkError, match=r"^nothing\.yaml: no such file; name a file"):
        framework("nothing.yaml")


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match="cannot be read"):
        framework(str(tmp_path))
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"title: \xe9lys\xe9e")
    with pytest.raises(FrameworkError, match="latin.yaml: not UTF-8 at byte 7; save it as UTF-8"):
        framework(str(latin))
    with pytest.raises(FrameworkError, match="longer than 256 KiB"):
        framework("/dev/zero")


NO_FRAMEWORK = [
    ("", "is empty; begin with"),
    ("- a", "holds no keys; begin with"),
    ("id: [", "not YAML: "),
    ("id: a\nid: b", "line 2: key 'id' stands twice; keep one of the two"),
    ("a: &a [1]\nb: *a", "line 2: an alias; write the value out"),
    ("id: !!int x", "not YAML: "),
    ("id: !!python/name:os.system a", "not YAML: "),
    ("id: \x00", "not YAML: "),
    ("id: small\n1: 2", "unknown key 1; one of id, title, "),
    ("a: " + "[" * 60 + "]" * 60, "line 1: nested too deeply"),
]
WRONG = yaml.safe_load(Path(__file__).with_name("wrong.yaml").read_text("utf-8"))


def said_of(text: str) -> str:
    with pytest.raises(FrameworkError) as error:
        framework_from(text, where="a.yaml")
    assert error.value.remedy
    return str(error.value)


@pytest.mark.parametrize(("text", "says"), NO_FRAMEWORK)
def test_what_is_no_framework_is_one_line(text: str, says: str) -> None:
    said = said_of(text)
    assert said.startswith(f"a.yaml: {says}")
    assert "\n" not in said


@pytest.mark.parametrize("case", WRONG, ids=[case["says"][:50] for case in WRONG])
def test_what_is_wrong_is_one_line_with_its_place(case: dict[str, str]) -> None:
    said = said_of(changed(case["change"], case["into"]))
    assert said.startswith(f"a.yaml: {case['says']}")
    assert "\n" not in said


@pytest.mark.parametrize("second", ["force", "rest"])
def test_a_contribution_belongs_to_one_component(second: str) -> None:
    text = changed(
        "sources:\n  -", f"  - {{id: {second}, title: B, contributions: [command]}}\nsources:\n  -"
    )
    said = {
        "force": "a.yaml: components: component force stands twice; keep one of the two",
        "rest": "a.yaml: components[rest].contributions: command stands in force already; "
        "keep it in one place, so that no pledge counts twice",
    }
    assert said_of(text) == said[second]


def test_one_requirement_of_a_contribution_and_unit() -> None:
    line = "      - {contribution: ground_troops, unit: troops, quantity: 800, sources: [paper]}\n"
    with pytest.raises(FrameworkError, match="requirement ground_troops in troops stands twice"):
        framework_from(changed(line, line + line), where="a.yaml")
    other = framework_from(
        changed(line, line + line.replace("unit: troops", "unit: brigades")), where="a.yaml"
    )
    assert len(other.components[0].requirements) == 2


def test_a_member_that_left_leaves_its_place_to_another() -> None:
    text = changed("joined: 2025-09-04", "left: 2025-10-01").replace("  named: [", "  count: 1\n  named: [")
    assert framework_from(text, where="a.yaml").members.count == 1


def test_every_key_is_documented_and_in_the_template() -> None:
    from pledgebook.frameworks import schema

    page = (Path(__file__).parents[2] / "docs" / "frameworks.md").read_text("utf-8")
    models = {
        "The file": schema.FrameworkFile,
        "`members`": schema.MembersEntry,
        "An entry of `named`": schema.MemberEntry,
        "`components`": schema.ComponentEntry,
        "`requirements`": schema.RequirementEntry,
        "`sources`": schema.SourceEntry,
    }
    for title, model in models.items():
        table = page[page.index(f"\n### {title}" if "entry" not in title else title) :].split("\n\n| key")[1]
        rows = re.findall(r"^\| `(\w+)` \| (needed)? ?\|", table.split("\n\n")[0], flags=re.MULTILINE)
        fields = model.model_fields.items()
        assert rows == [(key, "needed" if field.is_required() else "") for key, field in fields], title
        assert [key for key in model.model_fields if f"{key}:" not in template()] == [], title
