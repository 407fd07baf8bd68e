"""Elements of an XML text as they end, without entities, document types or deep nesting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from pledgebook.model import InputError

_DEEPEST = 100
_MOST = 500_000
_LONGEST = 2_000  # characters kept of the text of one element: addresses, titles and days


@dataclass(frozen=True, slots=True)
class Element:
    """An element that ended: `path` is the local names down to it, in small letters."""

    path: tuple[str, ...]
    attributes: Mapping[str, str]
    text: str

    @property
    def name(self) -> str:
        """Its local name in small letters."""
        return self.path[-1]


def elements(data: bytes, where: str) -> Iterator[Element]:
    """The elements of an XML text, inner ones first.

    Raises InputError where it is broken, after the elements that ended before that.
    """
    gatherer = _Gatherer(where)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = gatherer.start
    parser.EndElementHandler = gatherer.end
    parser.CharacterDataHandler = gatherer.characters
    parser.StartDoctypeDeclHandler = gatherer.doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        yield from gatherer.done
        what = f"is broken XML ({' '.join(str(error).split())[:100]})"
        raise InputError(what, where=where, remedy="ask its publisher, or take it out of the list") from error
    yield from gatherer.done


class _Gatherer:
    def __init__(self, where: str) -> None:
        self._where = where
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.done: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST or len(self.done) >= _MOST:
            raise InputError("is XML too deep or too long", where=self._where, remedy="give a shorter one")
        self._open.append((_local(name), {_local(key): value for key, value in attributes.items()}, []))

    def end(self, _: str) -> None:
        path = tuple(name for name, _, _ in self._open)
        _, attributes, text = self._open.pop()
        self.done.append(Element(path, attributes, "".join(text)[:_LONGEST].strip()))

    def characters(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def doctype(self, *_: object) -> None:
        raise InputError("declares a document type", where=self._where, remedy="give it without <!DOCTYPE")


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()
