import json
import os
import signal
import sys
import time

import pytest


def test_codes_have_the_gold_form_in_the_order_of_the_input(run, lines, tmp_path):
    result = run("code", lines, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("coded 3 in ")
    forms = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [form["id"] for form in forms] == ["a1", "a2", "a3"]
    assert all(list(form) == ["id", "pledges", "tallies", "positions"] for form in forms)
    assert set(forms[0]["pledges"][0]) == {
        "guarantor", "count", "beneficiary", "contribution", "status", "conditions", "quantity", "speaker",
        "nearness", "confidence", "evidence",
    }  # fmt: skip


def test_standard_output_gets_the_same(run, lines, tmp_path):
    run("code", lines, "-o", tmp_path / "out.jsonl")
    assert run("code", lines, "-o", "-").stdout == (tmp_path / "out.jsonl").read_text()
    assert (
        run("code", "-", "-o", "-", input=lines.read_bytes()).stdout == (tmp_path / "out.jsonl").read_text()
    )


def test_the_codes_are_the_same_whatever_the_number_of_processes(spawn, run, lines, tmp_path):
    records = [json.loads(line) for line in lines.read_text().splitlines()]
    many = [record | {"id": f"{record['id']}-{n}"} for n in range(9) for record in records]
    text = "".join(json.dumps(record) + "\n" for record in many)
    lines.write_text(text[:2000] + "\n{broken\n" + text[2000:])
    outputs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    assert run("code", lines, "-o", outputs[0]).exit_code == 1
    process = spawn("code", lines, "-o", outputs[1], "--jobs", 2)
    process.communicate(timeout=120)
    assert process.returncode == 1
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert len(outputs[0].read_text().splitlines()) >= 25


def test_where_nothing_is_read_the_old_output_stays(run, tmp_path):
    bad, out = tmp_path / "bad.jsonl", tmp_path / "out.jsonl"
    bad.write_text("{broken\n")
    out.write_text("old\n")
    assert run("code", bad, "-o", out).exit_code == 2
    assert out.read_text() == "old\n"
    assert sorted(os.listdir(tmp_path)) == ["bad.jsonl", "out.jsonl"]


def test_an_output_that_cannot_be_written_is_said_at_once(run, lines, tmp_path):
    result = run("code", lines, "-o", tmp_path / "no" / "out.jsonl")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "cannot be written" in result.stderr


def test_an_unknown_model_is_one_line_from_other_processes_too(spawn, lines, tmp_path):
    process = spawn("code", lines, "-o", tmp_path / "out.jsonl", "--jobs", 2, "--model", "no_such_model")
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2
    assert said.startswith("pledgebook: no_such_model: no such language model is installed; ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("jobs", "number", "code"), [(1, signal.SIGINT, 130), (2, signal.SIGINT, 130), (2, 15, 143)]
)
def test_an_interrupted_run_leaves_no_half_file(spawn, lines, tmp_path, jobs, number, code):
    line = lines.read_text().splitlines()[0]
    lines.write_text(f"{line}\n" * 20_000)
    process = spawn("code", lines, "-o", tmp_path / "out.jsonl", "--jobs", jobs)
    until = time.monotonic() + 60
    while not any(path.stat().st_size for path in tmp_path.glob(".out.jsonl.*")):
        assert time.monotonic() < until, "nothing was written in a minute"
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, number)  # as a terminal does: to the command and its processes
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in said
    assert os.listdir(tmp_path) == ["in.jsonl"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal as on Linux")
def test_a_terminal_sees_the_progress(lines, tmp_path):
    import pty
    import subprocess

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "pledgebook", "code", str(lines), "-o", str(tmp_path / "out.jsonl")]
    with subprocess.Popen(
        command, stderr=slave, env=os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    ) as process:
        os.close(slave)
        seen = b""
        while b"coded 3 in" not in seen:
            seen += os.read(master, 4096)
    os.close(master)
    assert process.returncode == 0
    assert b"/3" in seen
    assert b"reports/s" in seen


def test_the_input_is_never_overwritten(run, lines):
    before = lines.read_bytes()
    result = run("code", lines, "-o", lines)
    assert result.exit_code == 2
    assert "would overwrite its input" in result.stderr
    assert lines.read_bytes() == before
