"""Which conditions hold for a row: of its own sentence, of the whole force, of the sentences behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from pledgebook.model import Pledge, Reason
from pledgebook.reading.candidates import Candidate
from pledgebook.reading.condition_codes import OF_ANOTHER, codes_for, house_owners
from pledgebook.reading.condition_scope import continuing, governing_verb, subject_of
from pledgebook.reading.condition_shares import BY_THE_FORCE, OF_THE_FORCE, PROMISES, UNCONDITIONAL, shared
from pledgebook.reading.condition_topics import condition_words
from pledgebook.reading.conditions import SHARED, ConditionSpan
from pledgebook.reading.context import COLLECTIVES, Context
from pledgebook.reading.gapping import GAPPED
from pledgebook.reading.links import BY_NETWORK
from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.tokens import Doc, Token

# Rules whose condition needs no subject of its own to be said of what stands before.
_STANDING_ALONE = (
    "required",
    "duty",
    "supposed duty",
    "amid",
    "outstanding",
    "terms",
    "legislature",
    "fragment",
    "barred",
    "anaphora",
)
# Openers that often suppose something of others: behind them only a code of its own is carried.
_SUPPOSING = ("opener: if", "opener: when", "opener: in case", "inversion")
# Rules whose words may close a clause behind any noun of it.
_CLOSING = (
    "tie",
    *(f"opener: {w}" for w in ("if", "once", "when", "provided", "subject to", "pending", "as soon as")),
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Who speaks for a party without its name.
_SPEAKING = ("we", "i", "it", "they", "he", "she")
# How many sentences back a condition may reach.
_BACK = 3
# And how many where it names of whom it is said, over paragraphs.
_BACK_NAMED = 6


def conditions_of(
    candidate: Candidate, context: Context, guarantor: str, status: str, beneficiary: str
) -> tuple[str, ...]:
    """The codes that hold for one guarantor's row of a candidate, sorted."""
    if status in UNCONDITIONAL:
        return ()
    doc = candidate.parsed.doc
    mentions = context.mentions[candidate.parsed.sentence.index]
    path = {candidate.cue.head, *candidate.chain.nouns, *(s.token for s in candidate.chain.steps)}
    codes: list[str] = []
    for span in context.conditions[candidate.parsed.sentence.index]:
        anchor = doc[span.anchor]
        joined = [t for t in anchor.conjuncts if t.i in path]
        inside = (
            anchor.i in path or any(_shares(doc, t, span) for t in joined) or _lies_behind(anchor, span, path)
        )
        if joined and not inside and span.scope != "force":
            continue
        if span.rule == "petition" and not _below(doc[candidate.cue.head], anchor):
            continue
        if _is_of_another_item(doc, span, candidate, guarantor, mentions):
            continue
        above = anchor.is_ancestor(doc[candidate.cue.head])
        if (
            inside
            or above
            or span.scope == "force"
            or guarantor in house_owners(doc, span, mentions)
            or _acts_on(doc, span, candidate, guarantor, mentions)
            or _alone(doc, span, candidate, guarantor, context)
        ):
            codes += codes_for(span, candidate.parsed, context, guarantor, beneficiary)
    of_the_force = candidate.cue.contribution in OF_THE_FORCE or (
        guarantor in COLLECTIVES and candidate.cue.contribution in BY_THE_FORCE
    )
    if (
        of_the_force
        and beneficiary == context.setting.beneficiary
        and not any(continuing(doc[s.token]) for s in candidate.chain.steps)
    ):
        codes += (c for c in context.force_conditions(guarantor) if _binds(c, candidate.cue.contribution))
    if candidate.cue.contribution == "monitoring" and _tells_of_a_truce(context.report.text):
        codes.append("ceasefire")
    if candidate.cue.contribution == "defence_commitment":  # it is one for the case of an attack
        codes.append("renewed_attack")
    return tuple(sorted(set(codes)))


@lru_cache(maxsize=1)
def _tells_of_a_truce(text: str) -> bool:
    """Whether a report tells of fighting that ends: observers at a frontier watch no truce."""
    printed = text.lower()
    return any(sign in printed for sign in condition_words().truce_signs)


def _alone(doc: Doc, span: ConditionSpan, candidate: Candidate, guarantor: str, context: Context) -> bool:
    """Whether the sentence of a condition names no party beside a guarantor, whatever the parse says.

    Not so across a semicolon, nor of an accord under which something is done already.
    """
    vague = span.codes == ("other",) and span.rule not in OF_ANOTHER
    if vague or span.rule == "opener: under":
        return False
    parties = {
        code
        for m in context.mentions[candidate.parsed.sentence.index]
        if m.via != "place" and not (span.first <= m.first and m.last <= span.last)
        for code in m.codes
    }
    return parties - {context.setting.beneficiary, *context.setting.adversaries} == {guarantor}


def _binds(code: str, contribution: str) -> bool:
    """Whether a condition of the force binds a contribution: a promise of defence waits for no truce."""
    return contribution not in PROMISES or code not in SHARED


def _lies_behind(anchor: Token, span: ConditionSpan, path: Collection[int]) -> bool:
    """Whether the parse hangs a condition on a noun of the clause that it closes.

    "Would open its airfields to a relief force subject to a vote": the opening waits, not the force.
    """
    if anchor.dep_ != "pobj" or span.first < anchor.i or not span.rule.startswith(_CLOSING):
        return False
    verb = governing_verb(anchor)
    return verb is not None and verb.i in path


def _below(token: Token, verb: Token) -> bool:
    """Whether a token stands below a verb and not below another one that is joined to it."""
    while token is not verb and token.head is not token and token not in verb.conjuncts:
        token = token.head
    return token is verb


def _are_apart(doc: Doc, one: int, other: int) -> bool:
    """Whether a semicolon parts two tokens."""
    return any(t.text == ";" for t in doc[min(one, other) : max(one, other)])


def _is_of_another_item(
    doc: Doc, span: ConditionSpan, candidate: Candidate, guarantor: str, mentions: Sequence[Mention]
) -> bool:
    """Whether a condition is told of another party of a list, each with its own item.

    "Chad will go, as soon as someone pays; Mali may"; "Peru promised ten if they are flown in, Chile forty".
    """
    named = [m for m in mentions if m.via != "place" and m.kind is not MentionKind.PRONOUN]
    mine = [m for m in named if guarantor in m.codes]
    others = [
        m for m in named if m.codes and guarantor not in m.codes and not span.first <= m.first <= span.last
    ]
    if not mine:
        return False
    if candidate.verdict.rule == GAPPED:
        return span.last < mine[0].first and any(m.last < span.first for m in others)
    return all(_are_apart(doc, m.head, span.first) for m in mine) and any(
        not _are_apart(doc, m.head, span.first) for m in others
    )


def _shares(doc: Doc, joined: Token, span: ConditionSpan) -> bool:
    """Whether a predicate joined to the one of a condition has it too.

    Not so behind it: "it could give jets only if others do, but will train pilots"; nor across
    the marks of a list: "Mali, 250 men; Togo, a company, if it is equipped".
    """
    if _are_apart(doc, joined.i, span.first):
        return False
    if joined.pos_ not in ("VERB", "AUX"):
        return True
    return not span.anchor < span.first < joined.i


def _acts_on(
    doc: Doc, span: ConditionSpan, candidate: Candidate, guarantor: str, mentions: Sequence[Mention]
) -> bool:
    """Whether a condition restricts what the guarantor does in another clause of the sentence.

    "Jamaica, which keeps 24 soldiers there, would raise that to 48 if others came": the chain ends at
    "keeps". A row that only the network saw has no chain: there "we" or nobody may be the subject too.
    """
    anchor = doc[span.anchor]
    verb = anchor if anchor.pos_ in ("VERB", "AUX") else governing_verb(anchor)
    if verb is None or verb.lemma_.lower() in condition_words().leaving:
        return False
    if _are_apart(doc, candidate.cue.head, span.first):
        return False
    subject = subject_of(anchor)
    if subject is not None:
        acting = (subject.i, *(t.i for t in subject.conjuncts))
        found = [m for m in mentions if m.codes and any(m.first <= i <= m.last for i in acting)]
        if any(guarantor in m.codes and m.kind is not MentionKind.PRONOUN for m in found):
            return True
        if found and subject.lower_ not in ("we", "i"):
            return False
    if candidate.chain.steps or candidate.cue.entry != BY_NETWORK:
        return False
    return subject is None or subject.lower_ in _SPEAKING


# --- conditions that the next sentence states --------------------------------------------------


def carried(rows: Sequence[Pledge], sentences: Sequence[Parsed], context: Context) -> list[Pledge]:
    """Rows with the conditions that a later sentence of their paragraph says of them.

    "Germany is ready to send a brigade. However, barracks must be there first." Only what no row of
    the later sentence takes up is carried, and only to those of whom it is said.
    """
    by_sentence: dict[int, list[int]] = {}
    starts = {p.sentence.start: p.sentence.index for p in sentences}
    for number, row in enumerate(rows):
        if (index := starts.get(row.evidence.start)) is not None:
            by_sentence.setdefault(index, []).append(number)
    given = list(rows)
    for parsed in sentences:
        _repeat_terms(parsed, by_sentence, sentences, given)
        for span in context.conditions[parsed.sentence.index]:
            about = _about(parsed, span, context)
            if about is None or _taken(span, by_sentence.get(parsed.sentence.index, []), given):
                continue
            far = bool(about) and _is_named(parsed, span, context)
            reached = _reached(parsed, about, by_sentence, sentences, given, far)
            if _says_both(parsed, span):
                reached = _of_two(parsed, by_sentence, sentences, given)
            for number in reached:
                given[number] = _with(given[number], parsed, span, context)
    return shared(given)


def _repeat_terms(
    parsed: Parsed, by_sentence: dict[int, list[int]], sentences: Sequence[Parsed], rows: list[Pledge]
) -> None:
    """Gives the rows of a sentence "on the same terms" the conditions of the rows before them."""
    text = parsed.sentence.text.lower()
    mine = by_sentence.get(parsed.sentence.index, [])
    if not mine or not any(phrase in text for phrase in condition_words().same_terms):
        return
    for back in range(parsed.sentence.index - 1, max(-1, parsed.sentence.index - 1 - _BACK), -1):
        codes = {code for n in by_sentence.get(back, []) for code in rows[n].conditions}
        if sentences[back].sentence.paragraph != parsed.sentence.paragraph or not codes:
            continue
        for n in mine:
            if rows[n].status not in UNCONDITIONAL:
                rows[n] = replace(rows[n], conditions=tuple(sorted({*rows[n].conditions, *codes})))
        return


def _taken(span: ConditionSpan, numbers: Sequence[int], rows: Sequence[Pledge]) -> bool:
    """Whether a row of the condition's own sentence takes it up, or could."""
    here = [rows[n] for n in numbers]
    return any(row.status not in UNCONDITIONAL for row in here)


def _about(parsed: Parsed, span: ConditionSpan, context: Context) -> frozenset[str] | None:
    """Of whose pledges a condition is said: actors, the empty set for anybody's, None for nobody's."""
    doc, index = parsed.doc, parsed.sentence.index
    mentions = context.mentions[index]
    if span.scope == "force" or parsed.sentence.text.rstrip("\"'”’») ").endswith("?"):
        return None
    if owners := house_owners(doc, span, mentions, sure=True):
        return owners  # whose parliament it is says whose soldiers wait
    if span.rule == "supposed duty" or span.rule in OF_ANOTHER:
        return frozenset()  # what another would have to do first
    if span.anchor == span.first and span.rule.startswith("opener"):
        outside = (m for m in mentions if m.via != "place" and not span.first <= m.first <= span.last)
        return frozenset(code for m in outside for code in m.codes)  # "Not until they pay," said Oslo
    if owners := house_owners(doc, span, mentions) or _subject_codes(doc, span, mentions):
        return owners if span.rule.startswith(_STANDING_ALONE) or _speaks_of_it(doc, span, mentions) else None
    others = frozenset(
        code
        for m in mentions
        if not (span.first <= m.first and m.last <= span.last) and m.via != "place"
        for code in m.codes
        if code != context.setting.beneficiary
    )
    if span.rule.startswith(_STANDING_ALONE):
        return others
    return others if _speaks_of_it(doc, span, mentions) else None


def _subject_codes(doc: Doc, span: ConditionSpan, mentions: Sequence[Mention]) -> frozenset[str]:
    """The actors that the subject of a condition's clause stands for."""
    subject = subject_of(doc[span.anchor])
    if subject is None:
        return frozenset()
    return frozenset(code for m in mentions if m.first <= subject.i <= m.last for code in m.codes)


def _is_named(parsed: Parsed, span: ConditionSpan, context: Context) -> bool:
    """Whether the text says by name of whom a condition is said: a parliament's state, or a subject."""
    doc, mentions = parsed.doc, context.mentions[parsed.sentence.index]
    if house_owners(doc, span, mentions, sure=True):
        return True
    subject = subject_of(doc[span.anchor])
    return subject is not None and any(
        m.first <= subject.i <= m.last and m.codes and m.kind is not MentionKind.PRONOUN for m in mentions
    )


def _speaks_of_it(doc: Doc, span: ConditionSpan, mentions: Sequence[Mention]) -> bool:
    """Whether the clause of a condition takes up a pledge: "they would go", "it depends on"."""
    words = condition_words()
    anchor = doc[span.anchor]
    subject = subject_of(anchor)
    if span.rule.startswith("tie"):
        return subject is None or subject.pos_ in ("PRON", "DET", "NOUN", "PROPN")
    vague = span.codes == ("other",) and span.rule in _SUPPOSING
    if subject is None or vague:
        return subject is None and span.first <= anchor.i <= span.last  # a sentence without a verb
    verb = anchor.lemma_.lower()
    moves = verb in words.force_verbs or verb in words.undertaking or verb in words.deciding
    if subject.lemma_.lower() in words.force_nouns or subject.lower_ in words.wholes:
        return True
    if subject.lemma_.lower() in words.instruments and "parliament_approval" in span.codes:
        return True
    if subject.pos_ == "PRON":
        return moves
    return moves and any(m.first <= subject.i <= m.last and m.codes for m in mentions)


def _reached(
    parsed: Parsed,
    about: frozenset[str],
    by_sentence: dict[int, list[int]],
    sentences: Sequence[Parsed],
    rows: Sequence[Pledge],
    far: bool,
) -> list[int]:
    """The rows of the nearest sentence before that a condition is said of; with `far` over paragraphs."""
    index, paragraph = parsed.sentence.index, parsed.sentence.paragraph
    for back in range(index - 1, max(-1, index - 1 - (_BACK_NAMED if far else _BACK)), -1):
        if sentences[back].sentence.paragraph != paragraph and not far:
            return []
        here = by_sentence.get(back, [])
        if not here:
            continue
        found = [n for n in here if not about or rows[n].guarantor in about]
        held = [n for n in found if rows[n].status not in UNCONDITIONAL]
        if held or (not about and any(rows[n].status == "refused" for n in here)):
            return held
    return []


def _says_both(parsed: Parsed, span: ConditionSpan) -> bool:
    """Whether two parties named before are who waits: "Both insist on an invitation"."""
    subject = subject_of(parsed.doc[span.anchor])
    return subject is not None and subject.lower_ in ("both", "neither") and not list(subject.children)


def _of_two(
    parsed: Parsed, by_sentence: dict[int, list[int]], sentences: Sequence[Parsed], rows: Sequence[Pledge]
) -> list[int]:
    """The rows of the last two parties before a sentence of its paragraph, or none."""
    index, found = parsed.sentence.index, list[int]()
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        if sentences[back].sentence.paragraph != parsed.sentence.paragraph:
            break
        found += [n for n in by_sentence.get(back, []) if rows[n].status not in UNCONDITIONAL]
        if len({rows[n].guarantor for n in found}) == 2:
            return found
    return []


def _with(row: Pledge, parsed: Parsed, span: ConditionSpan, context: Context) -> Pledge:
    """A row with a carried condition among its conditions and its reasons."""
    codes = codes_for(span, parsed, context, row.guarantor, row.beneficiary)
    opened = span.rule.startswith(("opener", "inversion", "duty"))
    approved = codes == ("parliament_approval",)  # by which arms and money wait as well
    if row.contribution not in OF_THE_FORCE and (opened or codes == ("other",)) and not approved:
        return row
    if set(codes) <= set(row.conditions):
        return row
    start, end = parsed.span(span.first, span.last)
    words = context.report.text[start:end]
    reason = Reason("conditions", f"said after: {span.rule}: {', '.join(codes)}", start, end, words)
    return replace(row, conditions=tuple(sorted({*row.conditions, *codes})), reasons=(*row.reasons, reason))
