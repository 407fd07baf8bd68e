"""Where a book is: the path of a file, or the URL of a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pledgebook.model import BookError

_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one book. `label` names it in messages, without a password."""

    label: str
    where: Path | URL

    @classmethod
    def of(cls, written: str | Path) -> Place:
        """What the user wrote as a place. Raises BookError where it is a URL of anything but PostgreSQL.

        >>> Place.of("postgres://me:secret@db/pledges").label
        'postgresql://me:***@db/pledges'
        >>> Place.of("pledges.db").label
        'pledges.db'
        """
        if isinstance(written, Path) or "://" not in written:
            return cls(str(written), Path(written))
        url = _url(written)
        if url.drivername not in _POSTGRESQL:
            raise BookError(
                f"no book can be kept in {url.drivername}",
                remedy="give the path of a file, or postgresql://USER@HOST/DATABASE",
            )
        shown = url.set(drivername="postgresql", query={})
        return cls(shown.render_as_string(hide_password=True), url.set(drivername="postgresql+psycopg"))


def _url(written: str) -> URL:
    try:
        return make_url(written)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise BookError(
            "the address of the book cannot be read",
            remedy="write it as postgresql://USER@HOST/DATABASE",
        ) from error
