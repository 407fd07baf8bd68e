"""Which codes a condition has for one guarantor's row: whose consent, whose parliament, whose part it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.reading.condition_terms import is_house
from pledgebook.reading.condition_topics import condition_words
from pledgebook.reading.conditions import ConditionSpan
from pledgebook.reading.context import AT_SEA, COLLECTIVES, Context
from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.references import is_state
from pledgebook.reading.tokens import Doc, Token

# Rules that tell what another than the guarantor has to do.
OF_ANOTHER = frozenset({"assent", "left to"})
# Who is meant by all that stand against each other, the host among them.
_SIDES = frozenset({"party", "side", "belligerent"})


def codes_for(
    span: ConditionSpan, parsed: Parsed, context: Context, guarantor: str, beneficiary: str
) -> tuple[str, ...]:
    """The codes of a condition for one guarantor: whose consent it is depends on the parties named.

    Another state's parliament is no approval of one's own; the beneficiary's is the host's consent.
    """
    codes = set(span.codes)
    doc, setting, mentions = parsed.doc, context.setting, context.mentions[parsed.sentence.index]
    words = condition_words()
    if "parliament_approval" in codes:
        owners = house_owners(doc, span, mentions, sure=True)
        if owners and guarantor not in owners:
            codes.discard("parliament_approval")
            if beneficiary in owners:
                codes.add("host_consent")
    inside = doc[span.first : span.last + 1]
    # one gives leave; that somebody leaves is another thing
    lemmas = {t.lemma_.lower() for t in inside if t.pos_ != "VERB" or t.lemma_ != "leave"}
    spoken = {code for m in _within(span, mentions) for code in m.codes}
    if "host_consent" in codes and not _of_a_host(spoken, lemmas, guarantor, beneficiary):
        codes.discard("host_consent")
        if not codes and spoken - {guarantor} and span.rule.startswith(("opener: if", "inversion")):
            codes.add("other")
    of_another = span.rule in OF_ANOTHER
    agrees = bool(lemmas & (words.consent | words.assenting)) or of_another
    if codes & {"other", "adversary_consent"} and (agrees or lemmas & words.objection):
        named = spoken - {guarantor}
        opposed = not setting.adversaries.isdisjoint(named)
        objects = not opposed and "adversary_consent" not in codes  # "unless Khartoum objects"
        if beneficiary in named and (agrees or objects):
            codes = (codes - {"other"}) | {"host_consent"}
        if opposed:
            codes = (codes - {"other"}) | {"adversary_consent"}
    if of_another:
        codes.discard("other")  # one who is neither the host nor an adversary
    if "other" in codes and span.rule.startswith(("opener", "inversion")) and lemmas & words.sharing:
        ally = _ally(span, doc, mentions, guarantor, beneficiary)
        if ally is not None and ally not in setting.adversaries:
            codes = (codes - {"other"}) | {_part_of(ally)}
    if codes == {"other"} and span.rule.startswith("tie"):
        ally = _tied_to(span, doc, mentions, {guarantor, beneficiary, *setting.adversaries})
        if ally is not None:
            codes = {_part_of(ally)}
    return tuple(sorted(codes))


def _part_of(ally: str) -> str:
    """The condition that another state takes part; the part of the United States has a code of its own."""
    return "us_backstop" if ally == "USA" else "partner_participation"


def _ally(
    span: ConditionSpan, doc: Doc, mentions: Sequence[Mention], guarantor: str, beneficiary: str
) -> str | None:
    """The other party whose act a condition is: "if *Norway* goes too", "so long as *Rome* pays"."""
    sharing = condition_words().sharing
    for mention in _within(span, mentions):
        head = doc[mention.head]
        if (
            mention.via in ("place", "unowned")
            or head.dep_ != "nsubj"
            or head.head.lemma_.lower() not in sharing
        ):
            continue
        for code in mention.codes:
            if code not in (guarantor, beneficiary, "UN") and (is_state(code) or code in COLLECTIVES):
                return code
    return None


def _tied_to(span: ConditionSpan, doc: Doc, mentions: Sequence[Mention], aside: set[str]) -> str | None:
    """The other state on which a pledge depends by its bare name: "let it depend on *Britain*"."""
    for mention in _within(span, mentions):
        name = doc[mention.head]
        if mention.via == "place" or name.dep_ != "pobj" or name.head.i > span.first + 1:
            continue
        for code in mention.codes:
            if code not in aside and is_state(code):
                return code
    return None


def _of_a_host(spoken: set[str], lemmas: set[str], guarantor: str, beneficiary: str) -> bool:
    """Whether the wish of a condition may be the host's.

    Not so "if the secretary-general asks", "if he wanted to", and at sea; but so "if it is asked".
    """
    if beneficiary in spoken:
        return True
    if beneficiary == AT_SEA:
        return False
    if lemmas & _SIDES:
        return True  # "if the Council asks and all parties wish it"
    others = spoken - {guarantor}
    if others:
        return any(is_state(code) for code in others)
    return not (spoken and lemmas & {"want", "wish"} and "be" not in lemmas)


def house_owners(
    doc: Doc, span: ConditionSpan, mentions: Sequence[Mention], *, sure: bool = False
) -> frozenset[str]:
    """Whose parliaments or cabinets a condition names; with `sure` only where the text says whose."""
    if "parliament_approval" not in span.codes:
        return frozenset()
    near = doc[max(0, span.first - 3) : span.last + 1]
    houses = {t.i for t in near if t.pos_ in ("NOUN", "PROPN") and is_house(doc, t)}
    owners: set[str] = set()
    for mention in mentions:
        if mention.kind is not MentionKind.OFFICE or houses.isdisjoint(
            range(mention.first, mention.last + 1)
        ):
            continue
        placed = any(m.via == "place" and mention.first <= m.first <= mention.last for m in mentions)
        if not sure or mention.via != "unowned" or placed:
            owners |= set(mention.codes)
    for house in houses:
        owners |= _whose(doc[house], mentions)
    return frozenset(owners)


def _whose(house: Token, mentions: Sequence[Mention]) -> set[str]:
    """Whose house it is by a relative clause: "Chad, *whose* cabinet has not voted"."""
    whose = next((t for t in house.children if t.lower_ == "whose"), None)
    if whose is None:
        return set()
    before = [m for m in mentions if m.codes and whose.i - 3 <= m.last < whose.i]
    return set(before[-1].codes) if before else set()


def _within(span: ConditionSpan, mentions: Sequence[Mention]) -> Iterator[Mention]:
    return (m for m in mentions if span.first <= m.first and m.last <= span.last)
