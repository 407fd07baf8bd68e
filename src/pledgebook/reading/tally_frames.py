"""Which set a number of parties is of: from its noun phrase, what carries it, and its predicate."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tally_bare import has_troops
from pledgebook.reading.tally_clauses import role_of, section, stretch_predicate
from pledgebook.reading.tally_labels import label_set
from pledgebook.reading.tally_parts import PartyCount
from pledgebook.reading.tally_roles import (
    Standing,
    by_carrier,
    by_possession,
    by_predicate,
    by_quality,
    by_role,
    by_verb,
)
from pledgebook.reading.tally_sizes import is_sum, is_total, sized_parties, told_of
from pledgebook.reading.tally_supposed import ends_names, is_supposed
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, Token, printed

_NEAR = 4
_COMPLETED = ("prep", "prt", "xcomp", "advcl", "acomp", "advmod")
# Donors and contributors: what they do or where they are comes first.
_GIVERS = "named givers"
# What parties do tells more than the clause that singles them out.
_ACTED = frozenset({"signatories", "undecided", "refused"})
# What all of a club do is told of each of them, but who gives is told by the club.
_ALL_OF_THEM = _ACTED | {"attendees"}


def standing_of_count(doc: Doc, count: PartyCount) -> Standing | None:
    """The set of a number of parties; None where nothing that makes a tally is said of them."""
    if count.kind == "joined":
        return _of_joined(doc, count)
    if count.kind == "strong":
        return Standing("members", "so many strong", 0.8)
    if count.whole:
        return _of_whole(doc, count)
    label = label_set(doc, count.number)
    if label is not None:
        present = label == "participants" and count.kind == "person"
        return Standing("attendees" if present else label, "label", 0.7)
    if is_supposed(doc, count) or _is_few(doc, count) or ends_names(doc, count) or _is_foretold(doc, count):
        return None
    carried = _by_persons(doc, count)
    named = _by_own_words(doc, count)
    if carried is not None:
        told = carried if not carried.rule.startswith("predicate") else _if_told(doc, count, carried)
        return told or (named if named is not None and named.rule.startswith("with") else None)
    if named is not None and named.set != "other" and named.rule != _GIVERS:
        return _by_what_they_do(doc, count) or named
    found = (
        _with_troops(doc, count)
        or _of_club(doc, count)
        or _by_size_before(doc, count)
        or _beside_body(doc, count)
        or _in_council(doc, count)
        or by_role(doc, count, doc[count.head])
        or _by_what_is_told(doc, count)
        or _by_next_verb(doc, count)
        or _by_row(doc, count)
        or _by_absolute(doc, count)
        or _of_body(doc, count)
        or (named if count.value >= tally_words().few else None)
        or _of_part(doc, count)
        or _as_persons(doc, count)
    )
    return _if_told(doc, count, found) if found is not None else None


def _if_told(doc: Doc, count: PartyCount, found: Standing) -> Standing | None:
    """A set unless it is hardly of a number told: "the 32 allies agreed", "appealed to four countries"."""
    if found.set in ("participants", "troop_contributors"):
        return None if count.kind == "party" and _is_again(doc, count) else found
    asked = found.set == "other" and found.rule.startswith(("asked", "object of"))
    return None if asked and count.value < tally_words().few else found


def _is_foretold(doc: Doc, count: PartyCount) -> bool:
    """Whether persons are only announced for a meeting: "thirty delegations were announced"."""
    role = role_of(doc[count.head])
    verb = role.governor
    if verb is None or count.kind != "person" or role.kind != "passive":
        return False
    completed = any(c.dep_ in _COMPLETED and c.lower_ not in ("for", "by", "on") for c in verb.rights)
    return verb.lemma_.lower() in tally_words().foretold and not completed


def _by_what_they_do(doc: Doc, count: PartyCount) -> Standing | None:
    """The set by the verb of parties that a clause singles out: "40 states that supply soldiers signed"."""
    noun = doc[count.head]
    role = role_of(noun)
    if role.kind != "subject" or not any(c.dep_ == "relcl" for c in noun.children):
        return None
    found = by_role(doc, count, noun)
    return found if found is not None and found.set in _ACTED else None


def _as_persons(doc: Doc, count: PartyCount) -> Standing | None:
    """So many leaders of whom nothing else is told were together: "thirty ministers, one long table"."""
    role = role_of(doc[count.head])
    verb = role.governor or _next_verb(doc, count)
    if verb is not None and verb.lemma_.lower() in tally_words().endorsing:
        return None  # "five presidents demand money": what they say, not where they are
    verbless = not any(t.pos_ in VERBAL for t in doc) and doc[count.head].dep_ == "ROOT"
    acts = (
        verbless
        or role.kind in ("subject", "passive")
        or (role.kind != "object" and _next_verb(doc, count) is not None)
    )
    return Standing("attendees", "persons", 0.5) if count.kind == "person" and acts else None


def _of_part(doc: Doc, count: PartyCount) -> Standing | None:
    """A part of a told whole that does something else: "seven of the nine have met the target"."""
    if count.of is None:
        return None
    role = role_of(doc[count.head])
    verb = role.governor if role.kind in ("subject", "passive") else _next_verb(doc, count)
    if verb is None or verb.lemma_ in ("be", "belong") or _is_origin(verb):
        return None  # "five of them are Muslim": what they are, not what they do
    came = verb.lemma_ == "come" and not any(c.dep_ in _COMPLETED for c in verb.rights)
    return Standing("attendees" if came else "other", f"part of a whole: {verb.lemma_}", 0.5)


def _is_origin(verb: Token) -> bool:
    """Whether a verb tells where persons are from: "37 of the 57 come from the north"."""
    return verb.lemma_.lower() in tally_words().sources and any(c.lower_ == "from" for c in verb.children)


def _is_definite(doc: Doc, count: PartyCount) -> bool:
    """Whether "the 32 allies" are meant: all of a club, or those told before."""
    first = count.number.first
    return first > 0 and (doc[first - 1].lower_ in tally_words().definite or doc[first - 1].tag_ == "PRP$")


def _is_again(doc: Doc, count: PartyCount) -> bool:
    """Whether "the nine states" points back: "all nine" and "the nine other states" do not."""
    first = count.number.first
    other = any(t.lower_ in tally_words().others for t in doc[first : count.last + 1])
    return _is_definite(doc, count) and doc[first - 1].lower_ != "all" and not other


def _by_persons(doc: Doc, count: PartyCount) -> Standing | None:
    """The set by what persons of the parties do: "ministers of eleven countries that contribute met"."""
    role = role_of(doc[count.head])
    noun = role.governor
    if (
        role.kind != "noun"
        or noun is None
        or {noun.lemma_.lower(), noun.lower_} & tally_words().carriers["pass"]
    ):
        return None
    return by_carrier(doc, count, role, 0)


def _by_size_before(doc: Doc, count: PartyCount) -> Standing | None:
    """The set of "its backers number 35"."""
    noun = sized_parties(doc, count.number)
    if noun is None:
        return None
    return _named(noun, noun.lefts) or Standing("members", f"number of: {noun.lower_}", 0.6)


def _by_what_is_told(doc: Doc, count: PartyCount) -> Standing | None:
    """The set of "the number of countries ready to send troops has risen to twelve"."""
    told = told_of(doc, count.number)
    return by_predicate(stretch_predicate(told), "number told", 0.6) if told else None


def _beside_body(doc: Doc, count: PartyCount) -> Standing | None:
    """The set of a size told beside a body's name: "the coalition, now 35 countries, meets"."""
    at = count.number.first - 1
    while at > 0 and doc[at].pos_ in ("ADV", "ADP") and doc[at].text not in (",", "("):
        at -= 1
    if at < 1 or count.last + 1 >= len(doc):
        return None
    opened, closed = doc[at].text, doc[count.last + 1].text
    body = doc[at - 1]
    acts = body.dep_ in ("nsubj", "nsubjpass", "ROOT", "dobj") or opened == "("
    paired = (opened, closed) in ((",", ","), ("(", ")"), ("–", "–"), ("—", "—"))
    if count.kind == "party" and acts and paired and body.lemma_.lower() in tally_words().classes["bodies"]:
        return Standing("members", f"beside: {body.lower_}", 0.7)
    return None


def _with_troops(doc: Doc, count: PartyCount) -> Standing | None:
    """The set of a number that leaves its verb unsaid: "nineteen are in, eleven with land forces"."""
    with_troops = count.kind == "bare" and not count.linked and has_troops(doc, count.number)
    return Standing("troop_contributors", "with troops", 0.6) if with_troops else None


def _by_absolute(doc: Doc, count: PartyCount) -> Standing | None:
    """The set in a phrase that "with" opens: "with 17 countries on board, the force is complete"."""
    first = count.number.first
    if first < 1 or doc[first - 1].lower_ != "with":
        return None
    end = next((t.i for t in doc[count.last + 1 :] if t.is_punct), len(doc))
    row = list(doc[count.last + 1 : end])
    return by_predicate(stretch_predicate(row), "with", 0.5) if row else None


def _of_club(doc: Doc, count: PartyCount) -> Standing | None:
    """The set of a named body that acts as one: "NATO's 31 members", "the ten members of Ecowas"."""
    first, noun = count.number.first, doc[count.head]
    words = tally_words()
    if count.of is not None or count.kind != "party" or count.value < words.few or not first:
        return None
    member = noun.lower_ == "members" or (
        noun.lower_ in ("states", "countries") and doc[noun.i - 1].lower_ == "member"
    )
    if doc[first - 1].tag_ == "POS":
        named = doc[first - 2].text[0].isupper() and (member or noun.lower_ == "allies")
        owner = doc[first - 2].lower_
    else:
        behind = [t for t in doc[noun.i + 1 : noun.i + 6] if t.lower_ != "the"]
        named = member and _is_definite(doc, count) and len(behind) > 1 and behind[0].lower_ == "of"
        named = named and behind[1].text[0].isupper()
        owner = " ".join(t.lower_ for t in behind[1:])
    if not named or words.councils.intersection(owner.split()):
        return None
    acted = by_role(doc, count, noun)
    if acted is not None and acted.set in _ALL_OF_THEM:
        return acted
    return Standing("members", "all of a club", 0.6)


def _in_council(doc: Doc, count: PartyCount) -> Standing | None:
    """Who backs something in a council casts a vote: "fourteen of the council's members backed it"."""
    words = tally_words()
    behind = printed(doc[count.last + 1 : count.last + 3]).lower()
    if behind in words.approving:
        return Standing("other", f"votes: {behind}", 0.7)
    bodies = (t for t in doc if t.lower_ in words.councils and t.text[0].isupper())
    inside = any(t.lower_ in words.councils for t in doc[count.number.last : count.last + 6])
    if all(_is_of_europe(t) for t in bodies) and not inside:
        return None
    role = role_of(doc[count.head])
    verb = role.governor if role.kind == "subject" else _next_verb(doc, count)
    casting = words.endorsing - words.urging | (words.agreeing if inside else frozenset())
    if verb is None or verb.lemma_.lower() not in casting or _is_every_member(doc, count):
        return None
    return Standing("other", f"in a council: {verb.lemma_}", 0.7)


def _is_of_europe(token: Token) -> bool:
    """Whether a word ends the name of the European Union, a party among others."""
    return token.lower_ == "union" and token.i > 0 and token.nbor(-1).lower_ == "european"


def _is_every_member(doc: Doc, count: PartyCount) -> bool:
    """Whether a body acts as a whole: "the Union's 27 member states adopted" tells no vote."""
    return count.number.first > 0 and doc[count.number.first - 1].tag_ == "POS" and count.of is None


def _next_verb(doc: Doc, count: PartyCount) -> Token | None:
    """The verb that follows a noun phrase, past its auxiliaries and adverbs."""
    for token in doc[count.last + 1 : count.last + 2 + _NEAR]:
        going = token.i and doc[token.i - 1].pos_ == "AUX"  # "only seven are giving"
        if token.pos_ == "VERB" and (token.tag_ != "VBG" or going):
            return token
        if token.pos_ == "CCONJ" and any(t.pos_ in VERBAL for t in doc[token.i + 1 : token.i + 2]):
            return None
        joined = token.pos_ in ("CCONJ", "DET", "PROPN")  # "of nine states and the European Union met"
        if token.pos_ not in ("AUX", "ADV", "PART") and not joined:
            return None
    return None


def _by_next_verb(doc: Doc, count: PartyCount) -> Standing | None:
    verb = _next_verb(doc, count)
    if verb is None or _is_of_things(doc, count, verb):
        return None
    return by_verb(verb, doc[count.last])


def _is_of_things(doc: Doc, count: PartyCount, verb: Token) -> bool:
    """Whether the verb is that of things which come from the parties: "eleven firms from six states sold"."""
    role = role_of(doc[count.head])
    noun = role.governor
    if role.kind != "noun" or role.word not in ("from", "of", "in", "by") or noun is None:
        return False
    words = tally_words()
    told = {noun.lemma_.lower(), noun.lower_} & (words.carriers["pass"] | words.carriers["stand"])
    joined = any(t.lower_ == role.word for t in doc[max(0, count.number.first - _NEAR) : count.number.first])
    return noun.tag_ == "NNS" and joined and not told and role_of(noun).governor == verb


def _is_few(doc: Doc, count: PartyCount) -> bool:
    """Whether a small number only names parties again ("the two governments"), or persons who talk."""
    words = tally_words()
    if count.kind == "person":
        return count.value < words.few_persons
    return count.kind == "party" and count.value < words.few and _is_definite(doc, count)


def _of_joined(doc: Doc, count: PartyCount) -> Standing | None:
    """A "35-nation coalition"."""
    bodies = tally_words().classes["bodies"]
    if doc[count.head].lower_ not in tally_words().voters | {"member"}:
        bodies |= tally_words().joint
    for token in doc[count.last + 1 : count.last + 1 + _NEAR]:
        if token.lemma_.lower() in bodies:
            return Standing("members", f"joined to: {token.lower_}", 0.9)
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "VERB"):
            break
    return None


def _of_whole(doc: Doc, count: PartyCount) -> Standing | None:
    """The whole of which parts are told: a coalition's members, or those who were in the room."""
    body = _of_body(doc, count)
    if body is not None:
        return body
    words = tally_words()
    behind = doc[count.last + 1 : count.last + 1 + _NEAR]
    verb = next((t.i for t in behind if t.pos_ == "AUX" or t.text == ","), len(doc))
    here = {t.lower_ for t in behind if t.i < verb} & words.presence
    told = doc[count.head].lower_ == "delegations" and _is_definite(doc, count)
    if here or (told and printed(behind[:1]).lower() != "invited"):
        return Standing("attendees", "a whole that is present", 0.8)
    named = _by_own_words(doc, count)
    if named is None or named.set == "other" or named.rule == _GIVERS:
        return None
    # "Of the 31 that dialled in" tells who was there; "of the 31 that travel with him" does not.
    came = (c.lemma_.lower() for c in doc[count.head].children if c.dep_ == "relcl")
    attending = words.classes["attending"] | words.partaking
    there = any(lemma in attending or f"{lemma} in" in attending for lemma in came)
    return named if named.set != "attendees" or there else None


def _of_body(doc: Doc, count: PartyCount) -> Standing | None:
    """The size of a coalition: "the coalition's 35 members", "35 countries in the broader coalition"."""
    if count.kind != "party":
        return None
    bodies = tally_words().classes["bodies"]
    first = count.number.first
    if first > 1 and doc[first - 1].tag_ == "POS" and doc[first - 2].lemma_.lower() in bodies:
        return Standing("members", f"size of: {doc[first - 2].lower_}", 0.9)
    head = doc[count.head]
    owned = doc[first - 1].lower_ in ("its", "whose") if first else False
    if owned and head.lower_ == "members" and any(t.lemma_.lower() in bodies for t in doc[: first - 1]):
        return Standing("members", "its members", 0.7)
    behind = doc[head.i + 1 : head.i + 11]
    if not behind or behind[0].lower_ not in ("of", "in", "within", "that", "who", "which", "inside"):
        return None
    for token in behind[1:]:
        if token.lemma_.lower() in bodies:
            if count.value < tally_words().few and not count.whole:
                return None  # "two members of the coalition said": not all of them
            return Standing("members", f"members of: {token.lower_}", 0.8)
        if behind[0].lower_ == "in" and token.lemma_.lower() in tally_words().classes["missions"]:
            return Standing("participants", f"part of: {token.lower_}", 0.6)
        listed = "as" in (t.lower_ for t in doc[token.i + 1 : token.i + 3])  # "lists as members of"
        if token.pos_ == "VERB" and token.lemma_.lower() not in ("make", "form") and not listed:
            return None
    return None


def _by_own_words(doc: Doc, count: PartyCount) -> Standing | None:
    """What the noun phrase itself says: "19 signatories", "16 contributing countries", "11 that pledged"."""
    noun = doc[count.head]
    named = _named(noun, doc[count.number.last + 1 : noun.i])
    return named if named is not None else _by_relative(doc, count)


def _named(noun: Token, before: Sequence[Token]) -> Standing | None:
    """What a noun with the words before it says: "19 signatories", "16 contributing countries"."""
    named = {t.lower_ for t in (*before, noun)}
    for name, words in tally_words().named.items():
        if named & words:
            troops = bool(named & tally_words().classes["troops"])
            chosen = "troop_contributors" if name == "participants" and troops else name
            return Standing(chosen, _GIVERS if chosen == "participants" else "named by its noun", 0.8)
    return None


def _by_relative(doc: Doc, count: PartyCount) -> Standing | None:
    """What a clause joined to the noun says: "18 countries that pledged ships", "30 nations taking part"."""
    noun = doc[count.head]
    if count.linked and count.of is not None:
        return None  # "12 of the 30 that attended have": the clause tells of the whole
    for child in doc[count.last].children:
        if (owned := by_possession(child, noun)) is not None:
            return owned
        if (quality := by_quality(child, noun)) is not None:
            return quality
        own = all(c.pos_ == "PRON" for c in child.children if c.dep_ in ("nsubj", "nsubjpass"))
        if child.dep_ in ("relcl", "acl") and child.i > count.last and own:
            found = by_verb(child, noun, passive=child.tag_ == "VBN")
            if found is not None:
                return found
    return None


def repeats_verb(doc: Doc, count: PartyCount) -> bool:
    """Whether a number only takes up what was said of another: "26 do today", "last night there were 31"."""
    verb = role_of(doc[count.head]).governor
    if count.kind in ("bare", "party") and verb is not None and _does_so(verb):
        return True  # "fourteen partners have done so too"
    if is_sum(doc[count.head]) and doc[count.last + 1 : count.last + 2] and doc[count.last + 1].is_punct:
        return True
    if count.kind != "bare" or count.linked:
        return False
    if is_total(doc[count.head]):
        return True  # "bringing the total to 21"
    if verb is None or any(c.dep_ in ("dobj", "xcomp", "ccomp", "neg") for c in verb.children):
        return False
    return verb.lemma_.lower() == "do" or any(c.dep_ == "expl" for c in verb.children)


def _does_so(verb: Token) -> bool:
    behind = printed(verb.doc[verb.i + 1 : verb.i + 3]).lower()
    if verb.lemma_ == "follow" and any(c.lower_ == "will" for c in verb.lefts):
        return not any(c.dep_ in ("dobj", "prep", "neg", "nsubjpass") for c in verb.children)
    return verb.lemma_.lower() in ("do", "follow") and behind.split(" ")[0] in ("so", "likewise", "suit")


def gives_the_same(doc: Doc, count: PartyCount) -> bool:
    """Whether what a number of parties gives was named before: "fourteen more have promised some"."""
    role = role_of(doc[count.head])
    verbs = [role.governor] if role.kind == "subject" and role.governor is not None else []
    verbs += [c for v in verbs for c in v.children if c.dep_ == "xcomp"]
    return any(
        c.dep_ == "dobj" and c.lower_ in ("some", "them", "any", "theirs") for v in verbs for c in v.children
    )


def _by_row(doc: Doc, count: PartyCount) -> Standing | None:
    """The set by the words behind a number, where it opens its part of the sentence."""
    first, last = section(doc, count.number.first)
    before = doc[first : count.number.first]
    if any(t.pos_ in ("NOUN", "PROPN", "VERB") for t in before) or role_of(doc[count.head]).kind != "loose":
        return None
    row = doc[count.last + 1 : last + 1]
    cut = next((a.i for a, b in zip(row, row[1:], strict=False) if a.text == "," and b.like_num), last + 1)
    return by_predicate(stretch_predicate(list(doc[count.last + 1 : cut])), "in a row", 0.55)
