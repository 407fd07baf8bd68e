"""Why an act gives nothing of the party's own: it keeps its goods, acts for itself, or others act."""

from __future__ import annotations

from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import Mood
from pledgebook.reading.judgement import Codes, Verdict
from pledgebook.reading.participation import joins_no_force
from pledgebook.reading.pointless import AT_HOME, LACKING, OPINION, OWN, PRICE, TASK, is_price, why_pointless
from pledgebook.reading.records import MentionKind
from pledgebook.reading.scene import Scene
from pledgebook.reading.steps import Chain
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import MONEY

# Contributions that are forces: those of the party helped are not given to it, one's own stay at home.
_FORCES = frozenset({"ground_troops", "air_forces", "naval_forces", "force_unspecified"})


def why_ungiven(cue: Cue, chain: Chain, scene: Scene) -> str | None:
    """Why an act gives nothing of the party's own: it keeps its goods, or somebody else acts."""
    pointless = why_pointless(scene.doc, scene.words, cue, chain, scene.vocabulary, scene.year)
    if pointless is not None:
        return pointless
    if cue.entry == MONEY and is_price(scene.doc, scene.words, cue, scene.vocabulary):
        return PRICE
    acts = [s for s in chain.steps if not s.nominal]
    operators = scene.vocabulary.operators
    if (
        acts
        and chain.steps[0] is acts[0]
        and cue.contribution == "weapons"
        and acts[0].word in operators.retaining
        and acts[0].role == "dobj"
    ):
        return "kept for itself"
    if acts and _lacks(cue, chain, scene):
        return LACKING
    if acts and _is_a_task(cue, chain, scene):
        return TASK
    if joins_no_force(cue, chain, scene):
        return "no force that is joined"
    if acts and _came_without(cue, chain, scene):
        return "not done"
    if any(c.lower_ in operators.taken for c in scene.doc[cue.head].children if c.dep_ == "amod"):
        return "nobody's gift"
    if any(
        s.subject is not None and scene.doc[s.subject].lower_ in operators.others_acting for s in acts[:1]
    ):
        return "the act of others"
    return None


def _came_without(cue: Cue, chain: Chain, scene: Scene) -> bool:
    """Whether an act was done, or is to be done, without a thing, or with or without it: none is refused.

    Who "will come without heavy weapons" goes unarmed; "supports the mission without soldiers" refuses them.
    """
    prep = scene.doc[cue.head].head
    if prep.lower_ != "without":
        return False
    act = chain.steps[0]
    either = prep.i > 1 and tuple(t.lower_ for t in scene.doc[prep.i - 2 : prep.i]) == ("with", "or")
    done = act.mood in (Mood.PAST, Mood.PERFECT)
    return either or done or cue.contribution == "weapons" and act.role == "pobj"


def _lacks(cue: Cue, chain: Chain, scene: Scene) -> bool:
    """Whether a party has none of a thing at all: "Iceland has no army", not "has none to spare"."""
    act = chain.steps[0]
    if not chain.negated or act.word not in scene.vocabulary.operators.possessing:
        return False
    if act.mood is not Mood.PRESENT or act.negated or act.role != "dobj":
        return False
    clauses = (*scene.doc[cue.head].children, *scene.doc[act.token].children)
    return not any(
        c.dep_ in ("acl", "relcl", "xcomp", "ccomp", "advcl") or (c.dep_ == "prep" and c.i > cue.last)
        for c in clauses
    )


def _is_a_task(cue: Cue, chain: Chain, scene: Scene) -> bool:
    """Whether forces only will not do one task: "its soldiers will not disarm Hamas"."""
    act = chain.steps[0]
    if cue.verb or cue.contribution not in _FORCES or act.role != "nsubj" or not act.negated:
        return False
    if act.kind not in ("other", "neutral") or chain.negated or act.nominal:
        return False
    return any(c.dep_ == "dobj" for c in scene.doc[act.token].children)


def why_for_itself(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene) -> str | None:
    """Why what a party does by a verdict is for itself, or is not sure to be done at all."""
    if cue.contribution in _FORCES and not cue.verb and _of_the_beneficiary(cue, verdict, scene):
        return "the beneficiary's own"
    return _at_home(cue, chain, verdict, scene) or _guessed(cue, verdict, scene)


def _of_the_beneficiary(cue: Cue, verdict: Verdict, scene: Scene) -> bool:
    """Whether forces are those of the party helped: "operated on Ukrainian soldiers"."""
    for child in scene.doc[cue.head].children:
        mention = scene.by_token.get(child.i)
        if child.dep_ in ("poss", "amod") and mention is not None and mention.via != "place":
            own = mention.codes == (scene.setting.beneficiary,) and mention.kind is not MentionKind.PRONOUN
            return own and bool(verdict.provider) and scene.setting.beneficiary not in verdict.provider
    return False


def _at_home(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene) -> str | None:
    """Why a party acts for itself: "will train its own pilots", "sends soldiers to its border"."""
    if verdict.status is None or len(verdict.provider) != 1:
        return None
    if cue.contribution == "training":
        head = scene.doc[cue.head]
        trained = [n for c in head.children if c.lower_ == "of" for n in c.children]
        trained += [c for c in head.children if c.dep_ == "dobj"]
        if any(_owned_by(n, verdict.provider, scene) for n in trained):
            return OWN
    if cue.contribution in _FORCES:
        acts = [scene.doc[s.token] for s in chain.steps if not s.nominal]
        for prep in (c for verb in acts[:1] for c in verb.children if c.dep_ == "prep"):
            for place in prep.children:
                known = any(w in scene.vocabulary.home for w in scene.words[place.i])
                if known and prep.lower_ != "from" and _owned_by(place, verdict.provider, scene):
                    return AT_HOME
    return None


def _owned_by(noun: Token, codes: Codes, scene: Scene) -> bool:
    """Whether a noun has the given party as its possessor; whose "the country's" is stays open."""
    owners = (scene.by_token.get(c.i) for c in noun.children if c.dep_ == "poss")
    return any(m is not None and m.codes == codes and m.kind is not MentionKind.DESCRIPTION for m in owners)


def _guessed(cue: Cue, verdict: Verdict, scene: Scene) -> str | None:
    """Whether what a party will do is only the opinion of somebody who speaks for none."""
    if verdict.status not in ("pledged", "offered", "undecided") or verdict.stance is not None:
        return None
    said = scene.speaker(cue.first, cue.last)
    if said is None or said.codes:
        return None
    spoken = {scene.vocabulary.norm(w.strip(".,'’")) for w in said.speaker.split()}
    spoken |= {w[:-1] for w in spoken if w.endswith("s")}
    return OPINION if spoken & scene.vocabulary.pundits else None
