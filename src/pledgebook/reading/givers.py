"""Who gives what a cue names, where its own words or the label of its item tell."""

from __future__ import annotations

from dataclasses import dataclass

from pledgebook.reading.cues import NATIONALS, Cue
from pledgebook.reading.grammar import is_receiver
from pledgebook.reading.judgement import Codes, Verdict
from pledgebook.reading.records import MentionKind, SentenceKind
from pledgebook.reading.scene import Scene
from pledgebook.reading.steps import Chain
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import VAGUE

_LABEL_MARKS = (":", "-", "–", "—")
_LABEL_TOKENS = 14
# How sets of parties are named, of which a number alone may count some.
_SETS = (MentionKind.GROUP, MentionKind.DESCRIPTION)
_COUNTABLE = (("GROUP",), ("COALITION",))
# Prepositions of place: a base "at" which something happens is not lent.
_PLACING = frozenset({"at", "in", "on", "to", "from", "near", "around"})


@dataclass(frozen=True, slots=True)
class Item:
    """What an item of a list says by its place: whose it is by its label, and what the list tells.

    `codes` are the actors of the label, none where there is none; `end` is the token of the colon or
    dash behind it; `in_place` tells whether the list is of what is in place.
    """

    codes: Codes = ()
    end: int = 0
    in_place: bool = False


def item_of(scene: Scene, in_place: bool) -> Item:
    """The actors before the colon or dash that opens an item: "Italy, Poland - no troops"."""
    unlabelled = Item(in_place=in_place)
    if scene.parsed.sentence.kind is SentenceKind.HEADING:
        return unlabelled
    for token in scene.doc[1:_LABEL_TOKENS]:
        if token.text in _LABEL_MARKS and (
            token.text != "-" or (token.whitespace_ and scene.doc[token.i - 1].whitespace_)
        ):
            named = [
                m
                for m in scene.mentions
                if m.last < token.i and m.via != "place" or m.last < token.i and m.first == 0
            ]
            covered = {t for m in named for t in range(m.first, m.last + 1)}
            rest = [
                t
                for t in scene.doc[: token.i]
                if t.i not in covered and t.pos_ not in ("PUNCT", "CCONJ", "DET", "SPACE")
            ]
            if named and not rest:
                return Item(tuple(dict.fromkeys(c for m in named for c in m.codes)), token.i, in_place)
            return unlabelled
    return unlabelled


def giver_of(cue: Cue, chain: Chain, scene: Scene) -> tuple[Codes, int | None]:
    """The actors that modify the cue or the nouns above it: "French troops", "jets from Spain"."""
    if cue.verb:
        return (), None
    if cue.entry == NATIONALS:
        return scene.codes_at(cue.head), cue.head
    leaving = any(s.kind == "withdraw" for s in chain.steps)
    for noun in dict.fromkeys((cue.head, *chain.nouns)):
        if any(scene.vocabulary.operators.nouns.get(w) == "request" for w in scene.words[noun]):
            break  # whose request it is gives nothing
        for child in scene.doc[noun].children:
            near = []
            if leaving and child.lower_ == "from":
                continue  # "withdrew its soldiers from Mali": a place
            if child.dep_ in ("poss", "amod", "compound", "nmod"):
                if is_receiver(child, scene.vocabulary.operators):
                    continue
                near = [child, *child.conjuncts]
            elif child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by"):
                near = [p for c in child.children if c.dep_ == "pobj" for p in (c, *c.conjuncts)]
            codes: list[str] = []
            for t in near:
                mention = scene.by_token.get(t.i)
                if mention is not None and mention.codes and mention.via != "place":
                    codes += mention.codes
            if noun == cue.head and (child.dep_ == "relcl" or _is_promised(child, scene)):
                subject, own = scene.climber.grammar.subject(child)
                if own and subject != noun:
                    codes += scene.codes_at(subject)
                    near = [scene.doc[subject]] if subject is not None else []
            if codes and scene.setting.beneficiary not in codes:
                return tuple(dict.fromkeys(codes)), near[0].i
    return _received_from(chain, scene)


def _received_from(chain: Chain, scene: Scene) -> tuple[Codes, int | None]:
    """Whom something is received from: "will get two ships from Tokyo"."""
    for step in chain.steps:
        if step.kind != "receive":
            continue
        froms = (c for c in scene.doc[step.token].children if c.dep_ == "prep" and c.lower_ == "from")
        near = next((p for c in froms for p in c.children if p.dep_ == "pobj"), None)
        if near is not None and (given := scene.codes_at(near.i)):
            return given, near.i
    return (), None


def _is_promised(verb: Token, scene: Scene) -> bool:
    """Whether a participle tells who gives what it describes: "jets promised by Sweden"."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and scene.climber.classes.verb_class(verb)[0] in ("give", "commit", "offer", "formal")
    )


def by_others(cue: Cue, chain: Chain, scene: Scene) -> bool:
    """Whether the words of a cue make it the act of others: "foreign troops"."""
    nouns = [scene.doc[n] for n in dict.fromkeys((cue.head, *chain.nouns))]
    return any(
        c.lower_ in scene.vocabulary.operators.others and c.dep_ in ("det", "amod", "compound", "nmod")
        for n in nouns
        for c in n.children
    )


def of_the_clause_before(chain: Chain, scene: Scene) -> tuple[Codes, int | None]:
    """Who acts in the clause that a denied passive follows: "will pay, but soldiers are excluded"."""
    acts = [s for s in chain.steps if not s.nominal]
    verb = scene.doc[acts[-1].token] if acts else None
    if verb is None or verb.dep_ != "conj" or not acts[-1].passive or acts[-1].subject is not None:
        return (), None
    subject, _ = scene.climber.grammar.subject(verb.head)
    return scene.codes_at(subject), subject


def of_a_stranger(cue: Cue, verdict: Verdict, scene: Scene) -> bool:
    """Whether "it" means a named speaker whom no table knows: "The airline Foo said it will"."""
    mention = scene.by_token.get(verdict.provider_token) if verdict.provider_token is not None else None
    if mention is None or mention.kind is not MentionKind.PRONOUN or mention.via == "owner":
        return False
    speaker = scene.speaker(cue.first, cue.last)
    return (
        speaker is not None
        and not speaker.codes
        and speaker.speaker[:1].isupper()
        and scene.doc[mention.head].lower_ == "it"
    )


def of_things_counted(cue: Cue, verdict: Verdict, scene: Scene) -> bool:
    """Whether what is counted is no set of parties: "seventy more are to come", "120 special forces"."""
    mention = scene.by_token.get(verdict.provider_token) if verdict.provider_token is not None else None
    if mention is None or mention.codes != ("GROUP",) or mention.kind is not MentionKind.GROUP:
        return False
    if cue.first <= mention.head <= cue.last:
        return True
    sets = (m for m in scene.mentions if m is not mention and m.kind in _SETS and m.codes[:1] in _COUNTABLE)
    return mention.via == "number" and next(sets, None) is None  # "of the 31 members 18 have agreed"


def in_passing(cue: Cue, scene: Scene) -> bool:
    """Whether a word only says where, how or under whom something is done: "in support of", "at its base"."""
    noun = scene.doc[cue.head]
    if cue.verb:
        return False
    prep = noun.head.lower_ if noun.dep_ == "pobj" else None
    if not cue.weak:
        return cue.contribution == "command" and prep == "under"
    if cue.contribution in VAGUE:
        # a force that acts is given by nobody there; an army that acts is its state
        guarantee = cue.contribution == "security_guarantee"
        acting = noun.dep_ == "nsubj" and (guarantee or cue.entry in scene.vocabulary.operators.force_nouns)
        loose = guarantee and cue.entry in scene.vocabulary.loose
        return prep is not None or acting or loose
    return prep in (_PLACING if cue.contribution == "logistics" else ("at",))


def are_opponents(codes: Codes, scene: Scene) -> bool:
    """Whether those who refuse are no givers: the beneficiary itself, or its adversary."""
    return bool(codes) and all(
        c == scene.setting.beneficiary or c in scene.setting.adversaries for c in codes
    )


def owns(codes: Codes, cue: Cue, scene: Scene) -> bool:
    """Whether the contribution is the speaker's own: the Danish minister, of Danish troops."""
    owners = [scene.by_token.get(t.i) for t in scene.doc[cue.head].children]
    return any(m is not None and m.codes == codes for m in owners)


def counted_parties(verdict: Verdict, scene: Scene) -> int | None:
    """How many parties provide, where a number stands for them: "26 countries"."""
    if "GROUP" not in verdict.provider or verdict.provider_token is None:
        return None
    head = scene.doc[verdict.provider_token]
    for t in (head, *head.conjuncts):
        mention = scene.by_token.get(t.i)
        if mention is not None and mention.kind is MentionKind.GROUP:
            return mention.count
    return None
