"""The vocabulary of speech, as `codebook/data/attribution.yaml` gives it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml
from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.tokens import Token


class Kind(StrEnum):
    """What a verb of speech does; the vocabulary file says what each covers."""

    SAYING = "saying"
    ANNOUNCING = "announcing"
    PERFORMING = "performing"
    JUDGING = "judging"
    QUOTING = "quoting"
    DIRECTING = "directing"


class Role(StrEnum):
    """What kind of source a noun names."""

    PEOPLE = "people"
    BODY = "bodies"
    PARTY = "parties"
    PRESS = "press"
    OUTLET = "outlets"
    DOCUMENT = "documents"


Words = frozenset[str]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: dict[Kind, tuple[str, ...]]
    clause_only: Words
    addressing: Words
    calling: Words
    speech_prepositions: Words
    according: tuple[tuple[str, ...], ...]
    views: Words
    quote_nouns: Words
    view_nouns: Words
    quote_links: Words
    told: Words
    through: Words
    known: Words
    makers: Words
    documents: Words
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    parties: tuple[str, ...]
    press: tuple[str, ...]
    questions: Words
    answers: Words
    press_labels: Words
    outlets: tuple[str, ...]
    citing: Words
    contrast: Words
    handing: Words
    titles: Words
    statement_verbs: Words
    factual: Words
    attributable: Words
    backshift: Words
    earlier: Words
    silent: Words
    times: Words
    occasions: Words


class SpeechWords:
    """Look-ups over the vocabulary of speech, by the word as printed, in lower case."""

    def __init__(self, file: _File) -> None:
        self.file = file
        self.kinds: dict[str, frozenset[Kind]] = _by_form(file.verbs)
        self.according = frozenset(form[0] for form in file.according)
        self._roles: dict[str, Role] = dict.fromkeys(file.documents, Role.DOCUMENT)
        for role in (Role.PEOPLE, Role.BODY, Role.PARTY, Role.PRESS, Role.OUTLET):
            for line in getattr(file, role.value):
                self._roles.update(dict.fromkeys(line.split(), role))

    def role(self, noun: str) -> Role | None:
        """What kind of source a noun names, None if the vocabulary does not say."""
        return self._roles.get(noun.lower())

    def of(self, form: str) -> frozenset[Kind]:
        """What a verb form of speech does, nothing if it is none."""
        return self.kinds.get(form, frozenset())

    def is_speech(self, form: str) -> bool:
        """Whether a verb form speaks with no quotation mark beside it."""
        return bool(self.of(form) - {Kind.DIRECTING, Kind.QUOTING})


def _by_form(verbs: dict[Kind, tuple[str, ...]]) -> dict[str, frozenset[Kind]]:
    forms: dict[str, set[Kind]] = {}
    for kind, lines in verbs.items():
        for line in lines:
            for form in line.split():
                forms.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in forms.items()}


@cache
def speech_words() -> SpeechWords:
    """The packaged vocabulary of speech, read once.

    >>> speech_words().role("Spokesman").value
    'people'
    """
    return SpeechWords(read_yaml("attribution.yaml", _File))


def is_one_person(mention: Mention, head: Token) -> bool:
    """Whether a mention is one person: by name, or by an office that one holds ("Ghana's minister")."""
    if mention.kind is MentionKind.PERSON:
        return True
    singular = head.tag_ in ("NN", "NNP")
    return mention.kind is MentionKind.OFFICE and singular and speech_words().role(head.lower_) is Role.PEOPLE
