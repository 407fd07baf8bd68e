# ruff: noqa: E501 - events as they are
"""The webhook, the command and the Atom file, each with what can go wrong."""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import xml.etree.ElementTree as Xml
from datetime import UTC, datetime

import pytest
from tests.fetching.serving import Answer

from pledgebook.model import FetchError, WatchError
from pledgebook.watching import atom, command, webhook
from pledgebook.watching.feedlist import Webhook

NOW = datetime(2026, 1, 12, tzinfo=UTC)
EVENT = {
    "id": "0" * 32,
    "event": "report",
    "at": "2026-01-12T00:00:00+00:00",
    "feed": {"address": "https://a.example/rss", "name": None},
    "report": {"id": "w-1", "title": "<b>Jets</b> $(rm -rf) \x1b[31m\u202e\ud800", "source": "https://a.example/1"},
    "rows": [{"evidence": {"quote": "France will send jets & <ships>."}}],
    "changes": [
        {"turn": "new", "guarantor": "FRA", "beneficiary": "UKR", "contribution": "air_forces", "before": None,
         "after": "pledged"}
    ],
}  # fmt: skip


def test_a_webhook_gets_json_with_a_signature_that_fits(server):
    server.answers["/hook"] = Answer(b"", 204)
    secret = b"s" * 24
    hook = Webhook(server.address + "/hook", "HOOK")
    written = "whsec_" + base64.b64encode(secret).decode()
    assert webhook.secret_of(hook, {"HOOK": written}) == secret
    webhook.post(hook, secret, "pledgebook/1", EVENT, NOW)
    (request,) = server.requests
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert json.loads(request.body) == EVENT
    assert headers["content-type"] == "application/json" and headers["user-agent"] == "pledgebook/1"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + request.body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b"", 500), "answers 500"),
        (Answer(b"", 302, {"Location": "/hook"}), "answers 302"),
        (Answer(b"", 429, {"Retry-After": "60"}), "answers 429"),
        (Answer(b"", 200, wait=5), "does not answer in time"),
    ],
)
def test_a_webhook_that_fails(server, answer, words, monkeypatch):
    monkeypatch.setattr(webhook, "_LIMITS", webhook.Limits(seconds=1, silence=1))
    server.answers["/hook"] = answer
    with pytest.raises(FetchError, match=words):
        webhook.post(Webhook(server.address + "/hook"), None, "x", EVENT, NOW)
    assert "webhook-signature" not in {name.lower() for name in server.requests[0].headers}
    assert len(server.requests) == 1


@pytest.mark.parametrize("secret", ["", "short", "whsec_???"])
def test_a_secret_that_is_none(secret):
    with pytest.raises(WatchError) as caught:
        webhook.secret_of(Webhook("https://a.example", "HOOK"), {"HOOK": secret})
    assert "HOOK" in str(caught.value) and "???" not in str(caught.value)


def test_a_command_gets_the_event_on_its_input_and_nothing_in_its_arguments(tmp_path):
    out = tmp_path / "out"
    code = "import sys; open(sys.argv[1], 'w').write(repr(sys.argv[2:]) + '\\n' + sys.stdin.read())"
    command.run([sys.executable, "-c", code, str(out), "$(id)", "; ls"], EVENT)
    arguments, line = out.read_text().splitlines()
    assert arguments == "['$(id)', '; ls']"
    assert json.loads(line) == EVENT


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import sys; print('no disk', file=sys.stderr); sys.exit(3)", r"ends with code 3 \(no disk\)"),
        ("import time; time.sleep(60)", "takes longer than 1 second"),
        ("import sys; sys.stderr.write('x' * 10**6); sys.exit(1)", "ends with code 1"),
    ],
)
def test_a_command_that_fails(code, words):
    with pytest.raises(WatchError, match=words) as caught:
        command.run([sys.executable, "-c", code], EVENT, seconds=1 if "sleep" in code else 20)
    assert len(str(caught.value)) < 500


def test_what_a_command_started_is_ended_with_it(tmp_path):
    mark = tmp_path / "mark"
    child = f"import time; time.sleep(3); open({str(mark)!r}, 'w')"
    code = (
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    )
    with pytest.raises(WatchError):
        command.run([sys.executable, "-c", code], EVENT, seconds=1.5)
    time.sleep(3)
    assert not mark.exists()


def test_a_command_that_reads_nothing_is_no_fault():
    command.run([sys.executable, "-c", "pass"], EVENT | {"rows": [{"quote": "x" * 500_000}]})


def test_a_command_that_is_none():
    with pytest.raises(WatchError, match="no program 'no-such-program'"):
        command.refuse_missing(["no-such-program"])
    with pytest.raises(WatchError, match="no such file"):
        command.run(["/no/such/program"], EVENT)


def test_the_atom_file_is_one_that_readers_read(tmp_path):
    import feedparser

    path = tmp_path / "changes.atom"
    atom.write(str(path), [EVENT], "1" * 32, NOW)
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo and read.version == "atom10"
    (entry,) = read.entries
    assert entry.link == "https://a.example/1"
    (content,) = Xml.parse(path).getroot().iter("{http://www.w3.org/2005/Atom}content")
    assert content.text == "new: FRA → UKR air_forces: pledged\n“France will send jets & <ships>.”"
    assert "<b>" not in path.read_text()
    assert sorted(os.listdir(tmp_path)) == ["changes.atom"]
    atom.write(str(path), [], "1" * 32, NOW)
    assert feedparser.parse(path.read_bytes()).feed.id == read.feed.id


def test_an_address_that_is_none_is_no_link(tmp_path):
    event = EVENT | {"report": EVENT["report"] | {"source": "javascript:alert(1)"}}
    atom.write(str(tmp_path / "a"), [event], "1" * 32, NOW)
    assert "javascript" not in (tmp_path / "a").read_text()


def test_a_file_that_cannot_be_written(tmp_path):
    with pytest.raises(WatchError, match="cannot be written"):
        atom.write(str(tmp_path / "no" / "a.atom"), [], "1" * 32, NOW)
