"""The set of a number of parties by its part in the sentence: subject, object, carried by a noun."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pledgebook.reading.tally_clauses import Predicate, Role, predicates, role_of, stretch_predicate
from pledgebook.reading.tally_parts import PartyCount
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, Token, printed

_NEAR = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """The set of a number, with the rule that decided it and how sure that rule is, 0 to 1."""

    set: str
    rule: str
    sure: float


def by_role(doc: Doc, count: PartyCount, token: Token, depth: int = 0) -> Standing | None:
    """The set by the part that a token, the number's own or a noun that carries it, has in the sentence."""
    role = role_of(token)
    if role.governor is None or depth > 2:
        return None
    if role.kind in ("subject", "passive"):
        return by_verb(role.governor, token, passive=role.kind == "passive")
    if role.kind == "object":
        return _by_object(role.governor, token)
    if role.kind == "noun":
        return by_carrier(doc, count, role, depth)
    if (
        role.word == "in"
        and printed(doc[max(0, count.number.first - 2) : count.number.first]).lower().strip() == "in all"
    ):
        return by_verb(role.governor, token)  # "in all 45 countries were in the room"
    if role.word == "with" and token.lower_ == "members" and count.value >= tally_words().few:
        return Standing("members", "with members", 0.6)
    met = role.word in ("with", "to") and role.governor.lemma_.lower() in tally_words().conferring
    if role.kind == "verb" and met and _is_person(token):
        return Standing("attendees", f"met: {role.governor.lemma_}", 0.6)
    return _by_thing_before(doc, count, depth) or _by_preposition(role)


def _by_thing_before(doc: Doc, count: PartyCount, depth: int) -> Standing | None:
    """The set by the noun right before "from": "draws on 9,000 peacekeepers from 48 nations"."""
    for at in range(count.number.first - 1, max(0, count.number.first - _NEAR), -1):
        if doc[at].lower_ == "from":
            carriers = tally_words().carriers
            lemma = doc[at - 1].lemma_.lower()
            if lemma in carriers["stand"]:
                return by_role(doc, count, doc[at - 1], depth + 1)
            name = next((n for n in ("troop_contributors", "participants") if lemma in carriers[n]), None)
            return _carried(doc, doc[at - 1], name) if name is not None else None
    return None


def by_verb(verb: Token, subject: Token, *, passive: bool = False) -> Standing | None:
    """The set that the predicate of a number gives."""
    words = tally_words()
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "to", "would", "ll", "'ll") for c in verb.children)
    if ahead and verb.lemma_.lower() in words.casting:
        return None  # "will vote on Friday": no vote yet
    if passive and (suffered := _by_passive(verb, subject)) is not None:
        return suffered
    giving: Standing | None = None
    for predicate in predicates(verb, subject):
        if predicate.first & words.making and not predicate.clause.any(("mind",)):
            if predicate.denied or predicate.pending:
                return Standing("undecided", f"not yet in: {verb.lemma_}", 0.5) if predicate.pending else None
            before = {t.lemma_.lower() for t in verb.doc[: verb.i]}
            if "belong to" in predicate.verbs and not predicate.clause.any(words.classes["missions"]):
                return Standing("members", "belongs to", 0.6)
            for name, joint in (
                ("members", words.classes["bodies"]),
                ("participants", words.classes["missions"]),
            ):
                if predicate.clause.any(joint) or before & joint:
                    return Standing(name, f"makes up: {verb.lemma_}", 0.7)
        found = by_predicate(predicate, verb.lemma_, persons=_is_person(subject))
        if found is not None and giving is None and found.set == "participants":
            giving = _of_any_kind(found, verb)  # "joined the force and sent soldiers"
        elif found is not None and (giving is None or found.set == "troop_contributors"):
            return _of_any_kind(found, verb)
    if giving is not None:
        return giving
    plain = not any(c.dep_ in ("dobj", "xcomp", "ccomp", "prep", "neg") for c in verb.children)
    if plain and verb.lemma_.lower() in words.agreeing:
        return Standing("participants", f"says yes: {verb.lemma_}", 0.6)
    return None


def _by_passive(verb: Token, subject: Token) -> Standing | None:
    """The set by what is done to parties: "were asked", "were listed as members"."""
    words = tally_words()
    if (told := _counted_as(verb)) is not None:
        return told
    for joined in (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"):
        own = any(c.dep_ in ("nsubj", "nsubjpass", "auxpass") for c in joined.children)
        if not own and (found := by_verb(joined, subject)) is not None:
            return found  # "were approached and turned him down"
    for name in ("other", "attendees"):
        if verb.lemma_.lower() in words.objects[name] and (not _completed(verb) or name == "other"):
            name = "attendees" if _is_person(subject) else name
            return Standing(name, f"object of: {verb.lemma_}", 0.7)
    return None


def _counted_as(verb: Token) -> Standing | None:
    """The set that others count parties in: "named ten countries as members of the force"."""
    words = tally_words()
    for noun in (n for c in verb.children if c.lower_ == "as" for n in c.children if n.dep_ == "pobj"):
        if noun.lower_ == "members":
            return Standing("members", "counted as members", 0.6)
        name = next((n for n, nouns in words.named.items() if noun.lower_ in nouns), None)
        if name is not None:
            return Standing(name, f"counted as: {noun.lower_}", 0.6)
    return None


def _of_any_kind(found: Standing, verb: Token) -> Standing:
    """Those who give troops or something else contribute in any way: "troops or money"."""
    choices = tally_words().choices
    apart = next(
        (c.i for c in verb.children if c.i > verb.i and c.lower_ in ("with", "while")), len(verb.doc)
    )
    behind = [t.lower_ for t in verb.subtree if verb.i < t.i < apart]
    chosen = any(w == "or" and choices.intersection(behind[at + 1 :]) for at, w in enumerate(behind))
    if found.set != "troop_contributors" or not chosen:
        return found
    return Standing("participants", found.rule, found.sure)


def _completed(verb: Token) -> bool:
    return any(c.dep_ in ("xcomp", "oprd", "ccomp") for c in verb.children)


def by_predicate(
    predicate: Predicate, name: str, sure: float = 0.75, *, persons: bool = False
) -> Standing | None:
    """The set of the first frame that a predicate fits."""
    for frame in tally_words().frames:
        if predicate.fits(frame, persons=persons):
            return Standing(frame.set, f"predicate: {name}", sure) if frame.set is not None else None
    return None


def _by_object(verb: Token, token: Token) -> Standing | None:
    """The set of parties that are the object of a verb: "hosted 18 leaders", "numbers 66 countries"."""
    words = tally_words()
    lemma = verb.lemma_.lower()
    if (told := _counted_as(verb)) is not None:
        return told
    subject = _subject(verb)
    if lemma in words.growing and subject is not None and (found := _by_party_in(subject)) is not None:
        return found
    if subject is None and token.i > verb.i and verb.tag_ in ("VBD", "VBZ", "VBP"):
        return by_verb(verb, token)  # "around the table sat 28 countries"
    if lemma == "be" and subject is not None:
        told = _by_party_in(subject) if subject.lower_ in words.totals else None
        return told or _by_place(verb)
    if token.lower_ == "members" and subject is not None and _is_mission(subject):
        return None  # its staff: "the mission has 138 members"
    if lemma in words.holders and subject is not None:
        named = subject.pos_ != "PRON" or lemma == "count"  # "she counts 31 members"
        held = _by_holder(verb, subject, members=token.lower_ == "members" and named)
        if held is not None:
            return held
    if lemma == "have":
        found = by_predicate(next(predicates(verb, token)), "have", 0.6)
        if found is not None and found.set in ("participants", "undecided", "attendees"):
            return found
    gathered = subject is not None and any(
        {t.lemma_.lower(), t.lower_} & words.classes["gatherings"] for t in subject.subtree
    )
    if lemma in words.drawing and (_is_person(token) or gathered):
        return Standing("attendees", f"drawn by: {lemma}", 0.6)
    paired = {lemma, *(f"{lemma} {c.lower_}" for c in verb.children)}
    for name, verbs in words.objects.items():
        if paired & verbs:
            return Standing(name, f"object of: {verb.lemma_}", 0.6)
    return None


def _is_mission(subject: Token) -> bool:
    words = tally_words().classes
    return subject.lemma_.lower() in words["missions"] and subject.lemma_.lower() not in words["bodies"]


def _by_holder(verb: Token, subject: Token, *, members: bool = False) -> Standing | None:
    """The set where a coalition, a mission or a meeting has so many: "the coalition has 44 members"."""
    words = tally_words()
    names = {t.lemma_.lower() for t in subject.subtree} | {t.lower_ for t in subject.subtree}
    if verb.lemma_ in ("have", "count", "number") and members and not names & words.classes["gatherings"]:
        return Standing("members", f"members of: {subject.lower_}", 0.7)
    relative = verb.dep_ == "relcl" and subject.pos_ == "PRON"
    if names & words.classes["bodies"] or (relative and _antecedent(verb)):
        return Standing("members", f"size of: {subject.lower_}", 0.8)
    if relative and verb.lemma_.lower() in words.sizes and verb.head.pos_ == "PROPN":
        return Standing("members", f"size of: {verb.head.lower_}", 0.6)
    if names & words.classes["missions"]:
        return Standing("participants", f"taking part in: {subject.lower_}", 0.6)
    if names & words.classes["gatherings"]:
        return Standing("attendees", f"present at: {subject.lower_}", 0.7)
    return None


def _by_place(verb: Token) -> Standing | None:
    """Where a sentence says "there are": "there are 21 nations in the coalition"."""
    predicate = next(predicates(verb, verb))
    words = tally_words()
    if predicate.clause.any(words.classes["gatherings"]):
        return Standing("attendees", "there are", 0.6)
    if predicate.clause.any(words.classes["bodies"]):
        return Standing("members", "there are", 0.6)
    return by_predicate(predicate, "be", 0.6)


def _subject(verb: Token) -> Token | None:
    at = verb
    for _ in range(3):
        found = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
        if found is not None or at.dep_ not in ("conj", "xcomp"):
            return found
        at = at.head
    return None


def _antecedent(verb: Token) -> bool:
    """Whether a relative clause is said of a coalition: "the coalition, which numbers 66"."""
    bodies = tally_words().classes["bodies"]
    return any(t.lemma_.lower() in bodies for t in (verb.head, *verb.head.lefts))


def by_carrier(doc: Doc, count: PartyCount, role: Role, depth: int) -> Standing | None:
    """The set that the noun before "of", "from" or "by" gives: "soldiers from 37 countries"."""
    noun = _carrier(role)
    carriers = tally_words().carriers
    if role.word == "from" and _is_some_of_them(noun):
        return Standing("troop_contributors", "so many from", 0.5)  # "13,000 of them from 53 countries"
    names = {noun.lemma_.lower(), noun.lower_}
    if role.word in ("from", "of") and _is_uniformed(noun):
        return _carried(doc, noun, "troop_contributors")
    stands = names & carriers["stand"] and role.word in ("of", "from", "representing")
    if stands or names & carriers["pass"]:
        return by_role(doc, count, noun, depth + 1)
    if role.word == "from" and noun.lower_ in tally_words().staff:
        return _carried(doc, noun, "participants")
    if _is_wooing(noun, role):
        return Standing("undecided", "in talks with", 0.5)
    carried = (name for name in tally_words().joins.get(role.word, ()) if names & carriers[name])
    name = next(carried, None)
    return _carried(doc, noun, name) if name is not None else None


def _carrier(role: Role) -> Token:
    """The noun that carries a number, past one between: the ministers "of the interior of nine states"."""
    noun = role.governor
    assert noun is not None
    every = {word for nouns in tally_words().carriers.values() for word in nouns}
    for _ in range(2):
        if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for"):
            break
        above = noun.head.head  # "the heads of the forces of 32 states" are persons
        if noun.lemma_.lower() in every and not _is_person(above):
            break
        noun = above
    if noun.pos_ == "PRON" and noun.dep_ == "conj":  # "our assistance and that of 40 allies"
        return noun.head
    return noun


def _is_wooing(noun: Token, role: Role) -> bool:
    """Whether a party still talks with others about what they may give: "is in talks with nine states"."""
    return role.word == "with" and noun.lower_ == "talks" and noun.head.lower_ == "in"


def _is_uniformed(noun: Token) -> bool:
    """Whether a noun is of soldiers by the word before it: "police units", "military observers"."""
    words = tally_words()
    return any(
        (c.dep_ == "compound" and c.lower_ in words.classes["troops"])
        or (c.lower_ == "military" and noun.lemma_.lower() in words.uniformed)
        for c in noun.lefts
    )


def _is_some_of_them(token: Token) -> bool:
    """Whether a token is the number or the pronoun of "13,000 of them"."""
    of = token.i - 1 if token.lower_ == "them" else token.i + 1
    words = token.doc[max(0, of - 1) : of + 2]
    return len(words) == 3 and words[0].pos_ == "NUM" and printed(words[1:]).lower() == "of them"


def _is_person(noun: Token) -> bool:
    """Whether a noun is of persons who stand for parties, not itself one of the parties."""
    words = tally_words()
    return noun.lower_ in words.persons or (
        noun.lemma_.lower() in words.carriers["stand"] and noun.lower_ not in words.parties
    )


def _carried(doc: Doc, noun: Token, name: str) -> Standing | None:
    words = tally_words()
    phrase = {t.lemma_.lower() for t in noun.subtree}
    if (
        name == "participants"
        and phrase & words.classes["troops"]
        and noun.lemma_.lower() in words.classes["offers"]
    ):
        name = "troop_contributors"
    verb = role_of(noun).governor
    sent = name == "troop_contributors" or noun.lemma_.lower() == "officer"
    if sent and verb is not None and verb.lemma_.lower() in words.conferring:
        name = "attendees"  # officers who talk are not sent anywhere
    spoiled = {t.lemma_.lower() for t in doc} & words.shows
    if name in ("troop_contributors", "participants") and (
        spoiled or (verb is not None and verb.lemma_.lower() in words.harm)
    ):
        return None
    return Standing(name, f"carried by: {noun.lower_}", 0.8)


def _by_preposition(role: Role) -> Standing | None:
    """The set where a preposition joins parties to a verb: "come from 18 nations", "grown to 38"."""
    words = tally_words()
    verb = role.governor
    assert verb is not None
    if role.word == "at" and verb.dep_ in ("acl", "relcl"):
        verb = verb.head.head  # "puts the number of states present at 49": "at" belongs to "puts"
    subject = _subject(verb)
    lemma = verb.lemma_.lower()
    names = {t.lemma_.lower() for t in subject.subtree} if subject is not None else set()
    if role.word in ("to", "at", "from") and lemma in words.growing:
        grown = _grown(verb, subject, names)
        if grown is not None:
            return grown
    if role.word in ("of", "from") and lemma in words.composing:
        return _composed(verb, names)
    if role.word == "from":
        return _come(verb, subject, names)
    names |= {c.lemma_.lower() for c in verb.children if c.dep_ in ("dobj", "nsubjpass")}
    if f"{lemma} {role.word}" in words.objects["participants"]:
        return Standing("participants", f"together: {lemma}", 0.5)
    if f"{lemma} {role.word}" in words.objects["undecided"]:
        return Standing("undecided", f"awaited: {lemma}", 0.5)
    if f"{lemma} {role.word}" in words.classes["asking"]:
        return Standing("other", f"asked: {lemma}", 0.6)
    if role.word == "to" and names & words.carriers["other"]:
        return Standing("other", f"asked: {lemma}", 0.6)
    return None


def _grown(verb: Token, subject: Token | None, names: Collection[str]) -> Standing | None:
    """The set of a number that something has grown to: "the coalition has grown to 38 states"."""
    words = tally_words()
    for told in (subject, *(c for c in verb.children if c.dep_ == "dobj")):
        if told is not None and (found := _by_party_in(told)) is not None:
            return found
    if not words.classes["bodies"].isdisjoint(names):
        return Standing("members", f"grown: {verb.lemma_}", 0.7)
    for name in ("troop_contributors", "participants", "signatories"):
        if not words.named.get(name, frozenset()).isdisjoint(names):
            return Standing(name, f"grown: {verb.lemma_}", 0.7)
    return None


def _composed(verb: Token, names: Collection[str]) -> Standing | None:
    """The set of the parties of which something is made: "the group, made up of 57 countries"."""
    words = tally_words()
    names = {*names, verb.head.lemma_.lower()} if verb.dep_ in ("acl", "relcl") else names
    for name, kinds in (("members", "bodies"), ("participants", "missions")):
        if not words.classes[kinds].isdisjoint(names):
            return Standing(name, f"made of: {verb.lemma_}", 0.7)
    return None


def _come(verb: Token, subject: Token | None, names: Collection[str]) -> Standing | None:
    """The set of parties from which something comes: "the 2,700 soldiers come from 18 nations"."""
    words = tally_words()
    lemma = verb.lemma_.lower()
    if lemma not in words.coming:
        return None
    if subject is not None and subject.lower_ in words.they and lemma in words.sources:
        return Standing("troop_contributors", f"{subject.lower_} {lemma} from", 0.5)
    if lemma in words.sizes and any(c.dep_ == "dobj" and c.like_num for c in verb.children):
        return Standing("troop_contributors", f"so many from: {lemma}", 0.6)  # "the force numbers 3,800"
    things = {*names, *(c.lemma_.lower() for c in verb.children if c.dep_ in ("dobj", "nsubjpass"))}
    if verb.dep_ in ("acl", "relcl"):
        things |= {verb.head.lemma_.lower(), verb.head.lower_}  # "peacekeepers drawn from 48 countries"
    for name in ("troop_contributors", "participants"):
        if things & words.carriers[name] and not things & words.classes["gatherings"]:
            return Standing(name, f"come from: {lemma}", 0.7)
    return None


def by_quality(child: Token, noun: Token) -> Standing | None:
    """The set by an adjective behind a noun: "countries willing to contribute"."""
    if child.dep_ != "amod" or child.i < noun.i:
        return None
    return by_predicate(stretch_predicate(list(child.subtree)), child.lower_, 0.7)


def by_possession(child: Token, noun: Token) -> Standing | None:
    """The set by what parties have somewhere: "21 states with soldiers in the force"."""
    if child.lower_ != "with" or child.i < noun.i:
        return None
    words = tally_words()
    for thing in child.children:
        placed = any(c.lower_ in ("in", "on", "at", "off") for c in thing.rights)
        if thing.dep_ == "pobj" and placed and thing.lemma_.lower() in words.classes["troops"]:
            return Standing("troop_contributors", f"with: {thing.lower_}", 0.7)
    return None


def _by_party_in(subject: Token) -> Standing | None:
    """The set of the parties whose number is told: "the number of countries that have pledged troops"."""
    words = tally_words()
    if subject.lower_ == "membership":
        return Standing("members", "membership", 0.7)
    for noun in subject.subtree:
        if noun.lower_ not in words.parties:
            continue
        before = noun.doc[noun.i - 1 : noun.i] if noun.i else ()
        said = {
            noun.lower_,
            *(c.lower_ for c in (*noun.lefts, *before)),
        }  # "the number of participating states"
        for name, names in words.named.items():
            if said & names or (name == noun.lower_ and not said & words.classes["gatherings"]):
                troops = name == "participants" and any(
                    c.lower_ in words.classes["troops"] for c in noun.lefts
                )
                return Standing("troop_contributors" if troops else name, f"number of: {noun.lower_}", 0.7)
        # "the number of states that will send troops": the parser may tie the clause to "number"
        for child in (*noun.children, *(c for c in subject.children if noun != subject)):
            if (found := by_quality(child, noun) or by_possession(child, noun)) is not None:
                return found
            if child.dep_ in ("relcl", "acl") and child.i > noun.i:
                return by_verb(child, noun, passive=child.tag_ == "VBN")
        for name, kind in (("members", "bodies"), ("participants", "missions")):
            if any(t.lemma_.lower() in words.classes[kind] for t in noun.subtree):
                return Standing(name, f"number of: {noun.lower_}", 0.7)
    return None
