"""What a stance is about: the contributions that the object of a frame names, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import is_receiver
from pledgebook.reading.judgement import Codes
from pledgebook.reading.position_words import PositionWords
from pledgebook.reading.records import MentionKind
from pledgebook.reading.scene import Scene
from pledgebook.reading.tokens import Token

# Clauses beside the object that say something else of it, and circumstances.
_ASIDE = frozenset({"relcl", "advcl", "parataxis", "punct", "cc", "mark", "det"})
_CIRCUMSTANCE = frozenset(
    ["after", "before", "since", "until", "till", "during", "despite", "amid", "following", "because", "than"]
)


@dataclass(frozen=True, slots=True)
class Object:
    """What a stance is about. `topic` where it only takes up what was told before ("the plan").

    `foreign` tells whether its words make it the act of others; `owners` whose it is, where they say so;
    `taken_up` those of them that are told only by "its" or "their"; `otherwise` the contribution where
    nothing was told before.
    """

    contribution: str | None
    token: int
    foreign: bool
    owners: Codes
    topic: bool = False
    plan: bool = False
    taken_up: Codes = ()
    otherwise: str | None = None


def reach(root: Token) -> Iterator[Token]:
    """The tokens of an object without the clauses beside it and its circumstances."""
    yield root
    for child in root.children:
        if child.dep_ in _ASIDE or (child.dep_ == "prep" and child.lower_ in _CIRCUMSTANCE):
            continue
        yield from reach(child)


def objects_of(
    roots: Sequence[Token],
    scene: Scene,
    cues: Sequence[Cue],
    words: PositionWords,
    plans: bool = True,
    undone: bool = False,
) -> list[Object]:
    """The objects among the tokens of some phrases: contributions, persons of a force, or "the plan".

    `plans` tells whether a plan told before may be meant, and not only a force; `undone` whether it is to
    end, so that "it" means a force as well.
    """
    tokens = {t.i: t for root in roots for t in reach(root)}
    named = [cue for cue in cues if cue.head in tokens and _leads(scene.doc[cue.head], roots, scene, words)]
    named = [cue for cue in named if not _trained(scene.doc[cue.head], named)]
    named = [cue for cue in named if not _holds(cue, named, scene)]
    strong = [cue for cue in named if not cue.weak] or named
    covered = {t for cue in cues for t in range(cue.first, cue.last + 1)}
    plain = [t for t in roots if t.i not in covered and _is_presence(t, scene, words, False)]
    if strong and not plain:
        return [_bound(_named(cue, scene, words), tokens.values(), scene, words) for cue in strong]
    for token in tokens.values():
        if _is_presence(token, scene, words, token in roots or token.head in roots):
            return [_presence(token, scene, words)]
    known = words.again | words.plans if plans else words.again
    asked: frozenset[str] = frozenset() if plans else words.asked
    meant: frozenset[str] = words.asked | {"they"} if undone else frozenset()
    for token in tokens.values():
        near = token in roots or (token.head in roots and token.dep_ == "dobj")
        told = (token.dep_ == "pobj" and token.lower_ in asked) or token.lower_ in meant
        told = told or any(w in known for w in scene.words[token.i])
        if near and told and not _is_relative(token) and not _says_what(token, scene, words, known):
            return [_told_before(token, scene, words)]
    return []


def _presence(token: Token, scene: Scene, words: PositionWords) -> Object:
    """Persons of a force: "the Dutch" and "foreigners" may be airmen, of the kind that was told before."""
    forms = scene.words[token.i]
    afloat = any(w in words.afloat for w in forms)
    found = _object("naval_forces" if afloat else "ground_troops", token, scene, words)
    if token.i in scene.by_token or any(w in words.outsiders for w in forms):
        return replace(found, contribution=None, foreign=True, topic=True)
    return found


def _told_before(token: Token, scene: Scene, words: PositionWords) -> Object:
    """What "it", "the plan" or "the resolution" takes up of the sentences before."""
    forms = scene.words[token.i]
    text = any(w in words.texts for w in forms)
    plan = any(w in words.plans for w in forms)
    found = _object("", token, scene, words)
    return replace(found, contribution="force_unspecified" if text else None, topic=True, plan=plan)


def _is_relative(token: Token) -> bool:
    """Whether a word opens a clause, as in "that it had asked for": what it stands for is named before it."""
    clause = token.head.dep_ in ("relcl", "acl") and token.i < token.head.i
    return token.tag_ in ("WDT", "WP") or (clause and token.lower_ == "that")


def _says_what(plan: Token, scene: Scene, words: PositionWords, known: frozenset[str]) -> bool:
    """Whether a plan has its own words for what it is, and is not one that was told before.

    As in "a proposal to shorten the term of service"; "the proposal of Paris" and "the plan for it" are.
    """
    if not any(w in words.plans for w in scene.words[plan.i]):
        return False
    for child in plan.children:
        if child.dep_ == "acl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
            return True
        if child.dep_ == "prep" and child.lower_ in ("for", "on", "about"):
            return not any(
                p.i in scene.by_token or any(w in known for w in scene.words[p.i]) for p in child.children
            )
    return False


def _bound(thing: Object, near: Iterable[Token], scene: Scene, words: PositionWords) -> Object:
    """A guarantee that is to bind, or to be ratified, is a commitment to defend."""
    if thing.contribution != "security_guarantee":
        return thing
    told = (*near, *scene.doc[thing.token].subtree)
    if any(w in words.binding for t in told for w in scene.words[t.i]):
        return replace(thing, contribution="defence_commitment")
    return thing


def _named(cue: Cue, scene: Scene, words: PositionWords) -> Object:
    """The object that a cue names; "the force" is of the kind that was told before."""
    found = _object(cue.contribution, scene.doc[cue.head], scene, words)
    if cue.weak and cue.contribution == "force_unspecified":
        return replace(found, contribution=None, topic=True, otherwise="force_unspecified")
    return found


def _leads(token: Token, roots: Sequence[Token], scene: Scene, words: PositionWords) -> bool:
    """Whether the nouns from an object down to a cue only hold it: "plans for", not "detention of"."""
    known = scene.vocabulary
    while token not in roots and token.head.i != token.i:
        token = token.head
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("conj", "appos"):
            continue
        forms = scene.words[token.i]
        if token.i in scene.by_token:
            continue  # "sounded out Baku about soldiers"
        if not any(
            w in known.containers
            or w in words.doings
            or w in known.operators.nouns
            or w in known.nouns
            or w in known.events
            for w in forms
        ):
            return False
    return True


def _trained(token: Token, cues: Sequence[Cue]) -> bool:
    """Whether a cue only says who gets what another one names: "to train its police"."""
    above = token.head.head if token.head.pos_ == "ADP" else token.head
    return any(
        cue.head == above.i and above.i != token.i and (cue.verb or cue.contribution == "training")
        for cue in cues
    )


def _holds(cue: Cue, named: Sequence[Cue], scene: Scene) -> bool:
    """Whether a vague verb only leads to what another cue names: "participate in the guarantees"."""
    inside = {t.i for t in scene.doc[cue.head].subtree}
    vague = cue.verb and cue.contribution == "force_unspecified"
    return vague and any(other is not cue and other.head in inside for other in named)


def _is_presence(token: Token, scene: Scene, words: PositionWords, near: bool) -> bool:
    """Whether a word means the persons of a force: "foreigners", "the Turks", "Japanese uniforms"."""
    known = words.presence | words.afloat | words.outsiders
    if any(w in known for w in scene.words[token.i]) and token.pos_ in ("NOUN", "PROPN"):
        return True
    mention = scene.by_token.get(token.i)
    people = mention is not None and mention.kind is MentionKind.PEOPLE
    return people and near and token.pos_ != "ADJ" and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")


def _object(contribution: str, token: Token, scene: Scene, words: PositionWords) -> Object:
    owners: list[str] = []
    taken_up: list[str] = []
    near = [token]
    while near[-1].dep_ in ("pobj", "prep", "conj", "compound") and near[-1].head.pos_ in ("NOUN", "ADP"):
        if any(w in words.nouns for w in scene.words[near[-1].head.i]):
            break  # whose objection it is, is not whose troops
        near.append(near[-1].head)
    if near[-1].head.dep_ == "acl" and near[-1].dep_ == "dobj":
        near.append(near[-1].head.head)  # "Jordan's promise to train its police"
    elif near[-1].dep_ == "acl":
        near.append(near[-1].head)
    for noun in near:
        for child in noun.children:
            ends = [child]
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by"):
                ends = [c for c in child.children if c.dep_ == "pobj"]
            elif child.dep_ not in ("amod", "poss", "compound", "nmod"):
                continue
            elif is_receiver(child, scene.vocabulary.operators):
                continue  # "refused Ukraine tanks": who would get them
            for end in ends:
                mention = scene.by_token.get(end.i)
                if mention is not None and mention.via != "place":
                    owners += mention.codes
                    taken_up += mention.codes if end.pos_ == "PRON" else ()
    mention = scene.by_token.get(token.i)
    if mention is not None and mention.kind is MentionKind.PEOPLE:
        owners += mention.codes
    foreign = any(_is_foreign(noun, words) for noun in near)
    return Object(
        contribution, token.i, foreign, tuple(dict.fromkeys(owners)), taken_up=tuple(dict.fromkeys(taken_up))
    )


def _is_foreign(noun: Token, words: PositionWords) -> bool:
    """Whether a noun's own words make it the act of others: "Western soldiers", "ships from outside"."""
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.lower_ in words.foreign:
            return True
        if child.dep_ == "prep" and child.lower_ == "from":
            behind = noun.doc[child.i + 1].lower_ if child.i + 1 < len(noun.doc) else ""
            if behind in ("outside", "abroad", "elsewhere", "overseas"):
                return True
    return False
