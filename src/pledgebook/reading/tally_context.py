"""Numbers of parties whose set something before them gives: a question, a verb left unsaid, a declaration."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tally_clauses import role_of, stretch_predicate
from pledgebook.reading.tally_parts import PartyCount
from pledgebook.reading.tally_roles import Standing, by_predicate
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, Token

_ASKING = ("who", "how", "which")
# Words that may stand before a number that opens an answer.
_OPENING = ("ADV", "ADP", "DET", "ADJ", "SCONJ", "PRON")


def asked_for(doc: Doc) -> Standing | None:
    """The set that a question asks for: "Who belongs to the coalition?"; None where it asks for none."""
    if len(doc) < 3 or doc[0].lower_ not in _ASKING or doc[len(doc) - 1].text != "?":
        return None
    predicate = stretch_predicate(list(doc[1:]))
    if predicate.verbs & tally_words().making:
        return Standing("members", "answer", 0.6)
    found = by_predicate(predicate, "answer", 0.6)
    return found if found is None else Standing(found.set, "answer", found.sure)


def is_answer(doc: Doc, count: PartyCount) -> bool:
    """Whether a number opens a sentence that has no verb: "Twenty countries, so far."."""
    before = doc[: count.number.first]
    return all(t.pos_ in _OPENING for t in before) and not any(t.pos_ in VERBAL for t in doc)


def is_second_helping(doc: Doc, count: PartyCount, before: PartyCount | None) -> bool:
    """Whether a number leaves the verb of one before it unsaid: "six joined in May, four others in June"."""
    if before is None or before.whole or doc[count.head].lower_ not in tally_words().others:
        return False
    first = count.number.first
    between = doc[before.last + 1 : first]
    if not any(t.pos_ == "VERB" for t in between) or doc[first - 1].lower_ not in ("and", ",", "plus"):
        return False
    return not any(t.pos_ in VERBAL for t in _until_stop(doc, count.last + 1))


def _until_stop(doc: Doc, at: int) -> list[Token]:
    """The tokens from one on to the next stop in the sentence."""
    stop = next((t.i for t in doc[at:] if t.is_punct or t.pos_ == "CCONJ"), len(doc))
    return list(doc[at:stop])


def joins_text(doc: Doc, count: PartyCount, before: Sequence[Doc]) -> Standing | None:
    """The set of parties that join "it" where a declaration was spoken of in the sentences before."""
    role = role_of(doc[count.head])
    verb = role.governor
    if verb is None or role.kind != "subject" or verb.lemma_.lower() not in ("join", "endorse", "back"):
        return None
    if any(c.dep_ == "neg" for c in verb.children) or not any(
        c.dep_ == "dobj" and c.lower_ == "it" for c in verb.children
    ):
        return None
    words = tally_words().classes
    spoken = [t.lower_ for d in (*before, doc[: verb.i]) for t in d if t.pos_ in ("NOUN", "")]
    told = [w for w in spoken if w in words["instruments"] or w in words["missions"] or w in words["bodies"]]
    if told and told[-1] in words["instruments"]:
        return Standing("signatories", f"joins a text: {told[-1]}", 0.6)
    return None
