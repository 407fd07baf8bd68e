"""Where a sentence names a contribution: nouns (troops, air support) and verbs (train, fund)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pledgebook.reading.records import Mention, Parsed
from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.vocabulary import ACTOR, MONEY, NounEntry, VerbFrame, Vocabulary

NATIONALS = "nationals"
"""The entry of a cue that is a number of people of a country: "300 Danes"."""
_NOUN = {"NOUN", "PROPN", "NUM", "ADJ", "VERB"}
_OBJECT = {"dobj", "pobj", "attr", "oprd", "nsubjpass", "dative"}
# Prepositions that lead away from the object: a verb with these alone stands bare.
_ADJUNCT = frozenset(
    [
        "at",
        "by",
        "from",
        "since",
        "until",
        "after",
        "before",
        "without",
        "once",
        "in",
        "on",
        "during",
        "under",
    ]
)
# Verbs by which one answers an attack.
_ANSWERING = frozenset({"respond", "answer", "react"})
# Plurals that mean another thing than their singular: "in neutral waters".
_OTHER_PLURALS = frozenset({"waters"})
# Singulars that mean another thing than their plural: "the naval arm of the force".
_OTHER_SINGULARS = frozenset({"arm"})
_OTHER_NUMBER = _OTHER_PLURALS | _OTHER_SINGULARS
# A word of at most this many letters is never taken for a plural ("us", "gas").
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that name a contribution: tokens `first` to `last`, `head` their syntactic head.

    `verb` is true where the head is a verb that is the contribution itself; `weak` where the
    noun counts only beside a verb of giving. `entry` is the entry of the vocabulary.
    """

    first: int
    last: int
    head: int
    contribution: str
    entry: str
    verb: bool = False
    weak: bool = False


def normal_words(doc: Doc, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """For each token the forms under which it is looked up: lemma, lower case, singular."""
    return doc.once("normal words", lambda: _normal_words(doc, vocabulary))


def _normal_words(doc: Doc, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    forms = []
    for token in doc:
        lower = token.lower_
        found = [vocabulary.norm(token.lemma_ or lower), vocabulary.norm(lower)]
        if lower.endswith("s") and len(lower) > _SHORT:
            found.append(vocabulary.norm(lower[:-1]))
        if token.i > 1 and doc[token.i - 1].text == "-" and not doc[token.i - 2].whitespace_:
            found.append(vocabulary.norm(f"{doc[token.i - 2].lower_}-{lower}"))  # "its pull-out"
        forms.append(tuple(dict.fromkeys(found)))
    return forms


def find_cues(
    parsed: Parsed,
    words: Sequence[tuple[str, ...]],
    mentions: Sequence[Mention],
    money: Sequence[int],
    vocabulary: Vocabulary,
) -> list[Cue]:
    """The cues of a parsed sentence, left to right.

    `words` are the tokens' `normal_words`; `money` the head tokens of its sums of money.
    """
    doc = parsed.doc
    named = {t for m in mentions if m.kind.value in ("name", "person") for t in range(m.first, m.last + 1)}
    cues = list(_noun_cues(doc, words, named, vocabulary))
    cues += [Cue(t, t, t, "funding", MONEY) for t in money]
    cues += _domains(doc, words)
    taken = {t for cue in cues for t in range(cue.first, cue.last + 1)}
    actors = {m.head: m for m in mentions}
    for token in doc:
        if token.pos_ in ("VERB", "AUX") or token.tag_ == "VBG":
            frame = _verb_frame(token, words, actors, money, vocabulary)
            if frame is not None and token.i not in taken:
                cues.append(
                    Cue(token.i, token.i, token.i, frame.contribution, " ".join(frame.words), verb=True)
                )
    return sorted(cues, key=lambda cue: cue.first)


# What somebody is given who is treated, and not only treated as something.
_CARE = frozenset({"logistics", "humanitarian"})
# Before "general" these make the title of a civilian: "the Secretary-General".
_CIVIL = frozenset(
    ["secretary", "attorney", "director", "governor", "inspector", "consul", "solicitor", "auditor"]
)

_DOMAINS = {"land": "ground_troops", "sea": "naval_forces", "air": "air_forces"}
_DOMAIN_REACH = 10


def _domains(doc: Doc, words: Sequence[tuple[str, ...]]) -> list[Cue]:
    """The three of "on land, at sea and in the air"; with "or" one contribution, unspecified."""
    places = [
        t.i
        for t in doc
        if t.lower_ in ("land", "sea", "air", "ground") and t.dep_ in ("pobj", "conj", "npadvmod")
    ]
    named = {("land" if doc[t].lower_ == "ground" else doc[t].lower_): t for t in places}
    if len(named) < len(_DOMAINS) or max(named.values()) - min(named.values()) > _DOMAIN_REACH:
        return []
    first, last = min(named.values()), max(named.values())
    if any(t.lower_ == "or" for t in doc[first:last]):
        return [Cue(first, last, first, "force_unspecified", "land, sea or air")]
    return [Cue(t, t, t, _DOMAINS[name], "land, sea and air") for name, t in named.items()]


def _noun_cues(
    doc: Doc, words: Sequence[tuple[str, ...]], named: set[int], vocabulary: Vocabulary
) -> Iterator[Cue]:
    position = 0
    while position < len(doc):
        match = _longest(doc, words, position, vocabulary)
        if match is None or match[1] == position and doc[position].lower_ in _OTHER_NUMBER:
            position += 1
            continue
        entry, last = match
        head = _head(doc, position, last)
        # The name of an organisation ("Defence Contact Group") is no contribution.
        modifier = entry.weak and (
            _is_title(doc, position)
            or doc[head].dep_ in ("compound", "amod", "nmod")
            or doc[head].pos_ == "VERB"
        )
        if (
            doc[head].pos_ in _NOUN
            and not modifier
            and not (named & {position, last})
            and (_nominal(doc[head]) or _has_a_name(doc[head]))
        ):
            yield Cue(
                position,
                last,
                head,
                entry.contribution,
                " ".join(entry.words),
                verb=doc[head].pos_ == "VERB" and doc[head].tag_ == "VBG",
                weak=entry.weak,
            )
        position = last + 1


def _is_title(doc: Doc, token: int) -> bool:
    """Whether a word ends the title of a civilian: "the Secretary-General", no general of an army."""
    before = token - 2 if token > 1 and doc[token - 1].text == "-" else token - 1
    return before >= 0 and doc[token].lower_ == "general" and doc[before].lower_ in _CIVIL


def _has_a_name(token: Token) -> bool:
    """Whether a noun before its own name was taken for an adjective: "the frigate Hessen"."""
    name = token.head
    return token.pos_ == "ADJ" and token.dep_ == "amod" and name.pos_ == "PROPN" and name.i == token.i + 1


def _nominal(token: Token) -> bool:
    """A noun, or a verb form that stands in a noun's place."""
    if token.pos_ in ("NOUN", "PROPN"):
        return True
    return token.dep_ in _OBJECT | {
        "nsubj",
        "conj",
        "compound",
        "appos",
        "nmod",
        "ROOT",
    } and token.tag_ not in (
        "VB",
        "VBD",
        "VBP",
        "VBZ",
        "VBN",
    )


def _longest(
    doc: Doc, words: Sequence[tuple[str, ...]], position: int, vocabulary: Vocabulary
) -> tuple[NounEntry, int] | None:
    best: tuple[NounEntry, int] | None = None
    if doc[position].dep_ == "conj":
        best = _shared_modifier(doc, words, position, vocabulary)
    for form in words[position]:
        for entry in vocabulary.nouns.get(form, ()):
            last = _matches(doc, words, position, entry.words)
            if last is not None and (best is None or last > best[1]):
                best = entry, last
    return best


def _shared_modifier(
    doc: Doc, words: Sequence[tuple[str, ...]], position: int, vocabulary: Vocabulary
) -> tuple[NounEntry, int] | None:
    """A noun that shares the modifier of the one before: "military contingents and assistance"."""
    token = doc[position]
    if doc[position - 1].dep_ in ("amod", "compound"):
        return None
    for child in token.head.children:
        if child.dep_ in ("amod", "compound") and child.i < token.head.i:
            for first in words[child.i]:
                for entry in vocabulary.nouns.get(first, ()):
                    if len(entry.words) == 2 and entry.words[1] in words[position]:
                        return entry, position
    return None


def _matches(doc: Doc, words: Sequence[tuple[str, ...]], position: int, pattern: Sequence[str]) -> int | None:
    """The last token of the pattern's match from `position`, hyphens skipped."""
    at = position
    for count, word in enumerate(pattern):
        while count and at < len(doc) and doc[at].text in ("-", "–"):
            at += 1
        if at >= len(doc) or word not in words[at]:
            return None
        at += 1
    return at - 1


def _head(doc: Doc, first: int, last: int) -> int:
    roots = [
        t for t in range(last, first - 1, -1) if not first <= doc[t].head.i <= last or doc[t].head.i == t
    ]
    nouns = [t for t in roots if doc[t].pos_ in ("NOUN", "PROPN")]
    return (nouns or roots or [last])[0]


def _verb_frame(
    verb: Token,
    words: Sequence[tuple[str, ...]],
    actors: dict[int, Mention],
    money: Sequence[int],
    vocabulary: Vocabulary,
) -> VerbFrame | None:
    for form in words[verb.i]:
        for frame in vocabulary.frames.get(form, ()):
            light = _companions(verb, words, frame.words[1:])
            if light is None or (frame.contribution in _CARE and _likens(verb)):
                continue
            if not frame.objects:
                if not any(
                    c.dep_ in ("dobj", "prep") and c.i not in light and c.lower_ not in _ADJUNCT
                    for c in verb.children
                ):
                    return frame
                continue
            if any(
                _is_object(obj, frame, words, actors, money)
                for obj in (*_objects(verb, light, len(frame.words) > 1), *_occasions(verb, frame, actors))
            ):
                return frame
    return None


def _likens(verb: Token) -> bool:
    """Whether an object is only taken for something: "will treat any soldier as an invader"."""
    return verb.lemma_ == "treat" and any(
        t.dep_ == "prep" and t.lower_ == "as" and t.i > verb.i for t in verb.subtree
    )


def _companions(verb: Token, words: Sequence[tuple[str, ...]], wanted: Sequence[str]) -> set[int] | None:
    """Tokens of a verb's particle or light object ("build up", "take part"), None if missing."""
    found: set[int] = set()
    for word in wanted:
        for child in verb.children:
            if word in words[child.i] and child.dep_ in (
                "prt",
                "dobj",
                "prep",
                "advmod",
                "attr",
                "acomp",
                "xcomp",
            ):
                found.add(child.i)
                break
        else:
            return None
    return found


def _objects(verb: Token, light: set[int], through_light: bool) -> Iterator[Token]:
    """Objects of a verb: direct, passive subject, those of its prepositions, and their pairs."""
    direct = any(c.dep_ == "dobj" and c.i not in light for c in verb.children)
    if not direct and not light:
        # "will fund, train and equip a brigade": the object of the last is that of all
        after = [t for t in verb.conjuncts if t.i > verb.i] or [verb.head] * (
            verb.dep_ == "ccomp" and verb.i < verb.head.i
        )
        while after and not any(c.dep_ == "dobj" for t in after for c in t.children):
            after = [c for t in after for c in t.children if c.dep_ == "conj" and c.i > t.i]
        shared = [c for t in after for c in t.children if c.dep_ == "dobj"]
        if shared and not any(c.dep_ in ("prep", "xcomp", "dative") for c in verb.children):
            yield from shared[:1]
    bearers = [verb, *(t for t in verb.children if through_light and t.i in light)]
    for bearer in bearers:
        for child in bearer.children:
            if child.i in light:
                continue
            if child.dep_ in ("dobj", "nsubjpass"):
                yield child
                yield from child.conjuncts
            elif child.dep_ == "nsubj" and child.i > verb.i:
                yield child
            elif (
                not direct
                and child.dep_ == "prep"
                and child.lower_ not in ("at", "by", "from", "since", "until")
            ):
                for noun in child.children:
                    if noun.dep_ in ("pobj", "pcomp"):
                        yield noun
                        yield from noun.conjuncts
    # the relative clause's object: "the soldiers whom Britain trains"
    if verb.dep_ == "relcl" and any(c.dep_ == "dobj" and c.tag_ in ("WDT", "WP") for c in verb.children):
        yield verb.head


def _occasions(verb: Token, frame: VerbFrame, actors: dict[int, Mention]) -> Iterator[Token]:
    """The attack that one would answer: "will respond in the event of an attack", "if Peru is attacked"."""
    if frame.contribution != "defence_commitment" or verb.lemma_ not in _ANSWERING:
        return
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            cases = [c for c in child.children if c.lower_ in ("event", "case")]
            yield from (n for c in cases for of in c.children for n in of.children if n.dep_ == "pobj")
        elif child.dep_ == "advcl" and any(c.lower_ in ("if", "should", "when") for c in child.children):
            struck = [c for c in child.children if c.dep_ in ("nsubjpass", "dobj") and c.i in actors]
            if any(c.pos_ == "PROPN" for c in struck):
                yield child


def _is_object(
    token: Token,
    frame: VerbFrame,
    words: Sequence[tuple[str, ...]],
    actors: dict[int, Mention],
    money: Sequence[int],
) -> bool:
    if MONEY in frame.objects and token.i in money:
        return True
    if ACTOR in frame.objects and token.i in actors and token.head.lower_ != "in":  # "will fight in Mali"
        return bool(actors[token.i].codes)
    forms = words[token.i]
    before = words[token.i - 1] if token.i else ()
    return any(form in frame.objects for form in forms) or any(
        f"{a} {b}" in frame.objects for a in before for b in forms
    )
