"""Clauses of speech that close a sentence: '…, an aide in Paris insists', '…, Karol Nawrocki sniffed'.

What follows the last comma is a subject and a verb with no object, so what stands before is what the
verb says, whatever the verb is and however the small model attached it.
"""

from __future__ import annotations

from pledgebook.reading.speech_words import SpeechWords
from pledgebook.reading.tokens import Doc, Token

_FINITE = ("VBD", "VBZ", "VBP")
_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_BREAKS = (";", ":", "–", "—")
_MARKS = (",", '"', "”", "’", "'", "»", "?", "!")
_LONGEST = 12  # tokens of a subject
_TAIL_LENGTH = 8  # tokens after a verb of speech, with the comma that ends its clause
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
# What may stand between subject and verb, and after it: "has since pointed out here on Friday".
_BESIDE = ("ADV", "AUX", "PART")
_TAIL = ("prt", "advmod", "npadvmod", "punct", "prep", "tmod")


def closing_subject(verb: Token, words: SpeechWords, *, addressed: bool) -> Token | None:
    """The head of the subject between the last comma and a verb that closes its sentence.

    `addressed`: whether the verb may have an object, whom it speaks to ("told Reuters").
    """
    doc = verb.doc
    if verb.tag_ not in _FINITE and not (verb.tag_ == "VBN" and any(c.dep_ == "aux" for c in verb.lefts)):
        return None
    if not _closes(verb, words, addressed=addressed):
        return None
    end = verb.i
    while end > 1 and doc[end - 1].pos_ in _BESIDE and doc[end - 1].dep_ != "nsubj":
        end -= 1
    start = _mark_before(doc, end)
    if start is None:
        return None
    if start == end:  # an apposition: "…, Hans Meier, the army's spokesman, told Focus"
        start = _mark_before(doc, end - 1)
        if start is None or not _verbless(doc, start, end - 1):
            return None
        inner = _mark_before(doc, start - 1, _MARKS + _BREAKS)
        if inner is not None and inner < start - 1 and _verbless(doc, inner, start - 1):
            end, start = start, inner
        end -= 1
    if not _verbless(doc, start, end) or not _states_something(doc, start - 1):
        return None
    if verb.dep_ == "relcl" and start <= verb.head.i < end:
        return None  # "…, an arrangement the minister announced"
    return _head(doc, start, end)


def inserted_subject(verb: Token) -> Token | None:
    """The subject of a clause that parts another from its verb: "Paris, an aide confided, could go"."""
    doc = verb.doc
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    comma = next((t.i for t in doc[verb.i + 1 : verb.i + _TAIL_LENGTH] if t.text == ","), None)
    if comma is None or any(t.tag_ in (*_FINITE, "MD") for t in doc[verb.i + 1 : comma]):
        return None
    beside = next((t for t in doc[comma + 1 : comma + 3] if t.pos_ != "ADV"), None)
    if beside is None or beside.tag_ not in (*_FINITE, "MD"):
        return None
    end = verb.i
    while end > 1 and doc[end - 1].pos_ in _BESIDE and doc[end - 1].dep_ != "nsubj":
        end -= 1
    start = next((t.i + 1 for t in reversed(doc[max(0, end - _LONGEST - 1) : end]) if t.text == ","), None)
    if start is None or start < 2 or start == end or not _verbless(doc, start, end):
        return None
    return _head(doc, start, end)


def _mark_before(doc: Doc, end: int, marks: tuple[str, ...] = _MARKS) -> int | None:
    """The token after the last comma or closing mark before `end`."""
    for index in range(end - 1, max(0, end - _LONGEST - 2), -1):
        if doc[index].text in marks and index > 1:
            return index + 1
    return None


def _closes(verb: Token, words: SpeechWords, *, addressed: bool) -> bool:
    """Whether nothing follows a verb but its particle, an addressee, a time or an occasion."""
    if addressed and not any(c.dep_ in ("dobj", "dative", "pobj") for c in verb.rights):
        return False  # "1,100 men all told"
    for child in verb.rights:
        spoken_to = addressed and child.dep_ in ("dobj", "dative", "pobj")
        clause = child.dep_ == "advcl" and child.left_edge.lower_ in words.file.occasions | {"when"}
        opens = child.dep_ == "prep" and child.lower_ in words.file.speech_prepositions - words.file.occasions
        if opens or not (child.dep_ in _TAIL or spoken_to or clause):
            return False
    return True


def _verbless(doc: Doc, start: int, end: int) -> bool:
    inside = doc[start:end]
    if not inside or inside[0].pos_ in ("CCONJ", "SCONJ", "ADP") or inside[0].tag_ in ("WDT", "WP", "WRB"):
        return False
    return not any(t.tag_ in (*_FINITE, "MD") or t.pos_ == "CCONJ" for t in inside)


def _states_something(doc: Doc, end: int) -> bool:
    """Whether a whole clause, or a quotation, stands before the comma."""
    before = doc[:end]
    if any(t.is_quote for t in before):
        return True
    return any(t.dep_ in _SUBJECTS for t in before) and any(t.tag_ in (*_FINITE, "MD") for t in before)


def _head(doc: Doc, start: int, end: int) -> Token | None:
    """The noun among some tokens that the others hang on."""
    for token in doc[start:end]:
        if token.pos_ in _NOUNS and not start <= token.head.i < end:
            return token
        if token.pos_ in _NOUNS and token.head.i == token.i:
            return token
    return None
