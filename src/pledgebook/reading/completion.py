"""What completes a verdict: who provides or takes the position, and what makes a pledge formal or void."""

from __future__ import annotations

from dataclasses import replace

from pledgebook.reading.cues import Cue
from pledgebook.reading.givers import (
    Item,
    are_opponents,
    by_others,
    in_passing,
    of_a_stranger,
    of_the_clause_before,
    of_things_counted,
    owns,
)
from pledgebook.reading.grammar import Mood, word_of_leaving
from pledgebook.reading.judgement import Codes, Verdict
from pledgebook.reading.scene import Scene
from pledgebook.reading.steps import Chain
from pledgebook.reading.tokens import Token

BROKEN = "promised, and will not come"
"""The rule of what its giver had promised and will not give."""
_FIRST_PERSON = ("we", "i")
# What opens a clause that has yet to come true.
_AHEAD = frozenset({"once", "when", "provided", "until", "before"})
# What stands behind a thing that is there.
_THERE = frozenset(
    {("in", "place"), ("in", "service"), ("in", "theatre"), ("on", "alert"), ("on", "station")}
)
# What stands behind "sailing" or "flying" of those who have yet to get there.
_BOUND = ("to", "for", "towards", "in", "on", "off")
# Attributions that move what is said into the past: "would" in them is a future.
_BACKSHIFTED = ("indirect", "continued", "trailing", "according_to")


def completed(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene, item: Item) -> Verdict:
    """Fills in what the item's label or the speaker gives, and drops what stays open."""
    verdict = _provided(cue, chain, _labelled(cue, chain, verdict, scene, item), scene)
    if verdict.status == "refused" and _was_promised(cue, verdict, scene):
        verdict = replace(verdict, status="withdrawn", rule=BROKEN)
    if verdict.status == "refused" and are_opponents(verdict.provider, scene):
        return replace(
            verdict,
            status=None,
            stance="opposes",
            holder=verdict.provider,
            holder_token=verdict.provider_token,
        )
    if verdict.status is None and (chain.negated or chain.contrasted) and not _acts(chain):
        codes = verdict.provider or scene.speaker_codes(cue.first, cue.last)
        verdict = replace(verdict, status="refused", provider=codes, rule="none of it, said alone")
    if verdict.status == "pledged" and _is_law(chain, verdict.provider, scene):
        verdict = replace(verdict, status="formalised", rule="its legislature has consented")
    if verdict.status == "pledged" and _by_instrument(chain, scene):
        verdict = replace(verdict, status="formalised", rule="by a signed instrument")
    reason = _why_open(cue, chain, verdict, scene)
    return replace(verdict, dropped=reason) if reason is not None else verdict


def held(cue: Cue, verdict: Verdict, scene: Scene) -> Verdict:
    """Fills in who takes a position, and makes a refusal of one that is towards what is one's own."""
    codes = verdict.holder or scene.speaker_codes(cue.first, cue.last)
    if not codes:
        return replace(verdict, dropped="nobody named who takes the position")
    if verdict.stance == "opposes" and owns(codes, cue, scene):
        return replace(
            verdict, status="refused", stance=None, holder=(), provider=codes, rule="none of its own"
        )
    if verdict.rule == "says that it must" and not set(codes).isdisjoint(verdict.provider):
        return replace(verdict, dropped="one's own duty")
    return replace(verdict, holder=codes)


def _labelled(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene, item: Item) -> Verdict:
    """The verdict with the party of the item's label, which gives what nobody else in it does."""
    if not item.codes or cue.first <= item.end:
        return verdict
    if verdict.provider and (verdict.provider_token or 0) >= item.end and _has_subject(chain):
        return verdict
    verdict = replace(verdict, provider=item.codes, provider_token=0)
    if verdict.status is not None:
        return verdict
    given = "delivered" if item.in_place or _is_done(cue, scene) else "pledged"
    refused = chain.negated or chain.contrasted
    return replace(verdict, status="refused" if refused else given, rule="item")


def _is_done(cue: Cue, scene: Scene) -> bool:
    """Whether an item says that what it lists is there: "six Mirages, flying with the French", "in place"."""
    climber, coming = scene.climber, scene.vocabulary.operators.coming
    behind = scene.doc[cue.last + 1 : cue.last + 5]
    for verb in behind[:3]:
        if verb.tag_ not in ("VBN", "VBD", "VBG") or climber.classes.verb_class(verb)[0] != "give":
            continue
        following = scene.doc[verb.i + 1].lower_ if verb.i + 1 < len(scene.doc) else ""
        ahead = behind[0].lower_ == "to" or verb.dep_ in ("prep", "mark")  # "to be landed", "provided that"
        if verb.tag_ == "VBG":
            sets_out = verb.lemma_ in coming and following in _BOUND
            ahead = ahead or sets_out or climber.grammar.dated_ahead(verb)
        return not ahead and not climber.grammar.negated(verb)
    after = [t.lower_ for t in behind]
    return any(tuple(after[i : i + 2]) in _THERE for i in range(len(after)))


def _provided(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene) -> Verdict:
    """The verdict with whose word or which clause tells who provides, where nothing nearer did."""
    if verdict.rule == "would" and _reported(cue, scene):
        verdict = replace(verdict, status="pledged", rule="would, in reported speech")
    if not verdict.provider and verdict.status in ("pledged", "offered", "undecided", "refused"):
        codes = scene.speaker_codes(cue.first, cue.last)
        if (
            scene.setting.adversaries.isdisjoint(codes)
            and not by_others(cue, chain, scene)
            and codes
            and (not _has_subject(chain) or _in_first_person(chain, scene))
        ):
            verdict = replace(verdict, provider=codes, rule=verdict.rule + ", by the speaker")
    if not verdict.provider and verdict.status in ("refused", "withdrawn"):
        codes, token = of_the_clause_before(chain, scene)
        if codes:
            verdict = replace(verdict, provider=codes, provider_token=token)
    return verdict


def _why_open(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene) -> str | None:
    """Why no row comes of a verdict that nothing completes, None where one does."""
    if verdict.status is None:
        return "no undertaking"
    if not verdict.provider:
        return "nobody named who would provide"
    if scene.vocabulary.armed_groups.issuperset(verdict.provider):
        return "the act of an armed group"
    if of_things_counted(cue, verdict, scene):
        return "a number, and of no parties"
    if of_a_stranger(cue, verdict, scene):
        return "the act of a speaker who is no actor"
    if cue.weak and not _given(chain):
        return "weak word, nothing given"
    if in_passing(cue, scene) and not _is_left(cue, chain, verdict, scene):
        return "named in passing"
    return None


def _is_left(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene) -> bool:
    """Whether a force is what a party leaves: "will withdraw from the mission", "pulled out of the force"."""
    if verdict.status != "withdrawn" or cue.entry not in scene.vocabulary.operators.force_nouns:
        return False
    word = word_of_leaving(scene.doc[cue.head])
    if word is None or any(c.dep_ == "dobj" for c in word.head.children):
        return False  # "withdrew its support from the mission"
    return any(step.token == word.head.i for step in chain.steps)


def _was_promised(cue: Cue, verdict: Verdict, scene: Scene) -> bool:
    """Whether what will not come is what its giver had promised: "the jets promised by Sweden"."""
    if cue.verb:
        return False
    for child in scene.doc[cue.head].children:
        if child.dep_ not in ("relcl", "acl", "amod"):
            continue
        if child.tag_ not in ("VBN", "VBD") and child.lemma_ != "promise":
            continue
        if child.lemma_ not in scene.vocabulary.operators.promising:
            continue
        by = scene.codes_at(scene.climber.grammar.subject(child)[0])
        if not scene.climber.grammar.negated(child) and (not by or by == verdict.provider):
            return True
    return False


def _is_law(chain: Chain, provider: Codes, scene: Scene) -> bool:
    """Whether the sentence says that a legislature has consented: "will go, as parliament decided"."""
    operators, grammar = scene.vocabulary.operators, scene.climber.grammar
    steps = {s.token for s in chain.steps}
    for verb in scene.doc:
        if verb.lemma_ not in operators.approving or verb.i in steps or verb.pos_ != "VERB":
            continue
        if verb.dep_ not in ("advcl", "relcl", "ROOT", "conj", "parataxis") or grammar.negated(verb):
            continue
        done = grammar.mood(verb) in (Mood.PAST, Mood.PERFECT)
        done = done or any(c.lower_ == "having" for c in verb.children)
        first = verb
        while first.dep_ == "conj" and first.head.pos_ == "VERB":
            first = first.head  # "as soon as a truce has been signed and parliament has voted"
        marks = {c.lower_ for c in first.children if c.dep_ in ("mark", "advmod") and c.i < first.i}
        awaited = "after" in marks and grammar.mood(verb) is Mood.PERFECT or first.head.lower_ == "soon"
        if not done or awaited or marks & (operators.hypothetical | _AHEAD):
            continue
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "agent")), None)
        if subject is None or not any(w in operators.legislatures for w in scene.words[subject.i]):
            continue
        whose = scene.codes_at(subject.i)
        if not whose or not set(whose).isdisjoint(provider):
            return True
    return False


def _by_instrument(chain: Chain, scene: Scene) -> bool:
    """Whether a clause says what a signed thing holds: "a treaty under which it will defend"."""
    instruments = scene.vocabulary.operators.instruments
    for step in chain.steps:
        token = scene.doc[step.token]
        if token.dep_ == "relcl" and token.head.lemma_ in instruments:
            return True
        for prep in token.children:
            under = prep.dep_ == "prep" and prep.lower_ in ("under", "by")
            under = under or (step.kind == "commit" and prep.dep_ == "prep" and prep.lower_ == "in")
            if under and any(_is_instrument(p, scene) or _is_signed(p, scene) for p in prep.children):
                return True
            if prep.lower_ == "according" and any(
                _is_signed(p, scene) for to in prep.children for p in to.children
            ):
                return True  # "will watch over it, according to a declaration that both signed"
            if under and any(_takes_up(p, prep) for p in prep.children):
                return not instruments.isdisjoint(scene.before.lower().replace(".", " ").split())
    return False


def _is_instrument(noun: Token, scene: Scene) -> bool:
    """Whether a noun is a signed thing by its own name: "the treaty", "the Mutual Defence Treaty"."""
    return not scene.vocabulary.operators.instruments.isdisjoint(scene.words[noun.i])


def _is_signed(noun: Token, scene: Scene) -> bool:
    """Whether a clause beside a noun says that it is signed: "a loan signed in May"."""
    return any(
        c.dep_ in ("acl", "relcl")
        and c.tag_ in ("VBN", "VBD")
        and scene.climber.classes.verb_class(c)[0] == "formal"
        and not scene.climber.grammar.negated(c)
        for c in noun.children
    )


def _takes_up(noun: Token, prep: Token) -> bool:
    """Whether a noun behind "under" or "by" may take up what was signed: "under it", "by that text"."""
    if prep.lower_ == "under" and noun.lower_ == "it":
        return True
    return noun.lower_ in ("text", "paper", "document") and any(
        c.lower_ in ("this", "that") for c in noun.children
    )


def _reported(cue: Cue, scene: Scene) -> bool:
    """Whether a cue stands in reported speech, which moves what is said into the past."""
    return any(a.rule in _BACKSHIFTED for a in scene.attributions_of(cue.first, cue.last))


def _in_first_person(chain: Chain, scene: Scene) -> bool:
    """Whether "we" or "I" acts, where nothing else told who that is: the speaker."""
    acting = [s.subject for s in chain.steps if not s.nominal and s.own_subject and s.subject is not None]
    return bool(acting) and all(
        scene.doc[t].lower_ in _FIRST_PERSON and t not in scene.by_token for t in acting[:1]
    )


def _has_subject(chain: Chain) -> bool:
    """Whether an act of the chain has a subject in its own clause."""
    return any(s.subject is not None and s.own_subject for s in chain.steps if not s.nominal)


def _acts(chain: Chain) -> bool:
    """Whether a verb of the chain does more than tell."""
    return any(not s.nominal and s.kind not in ("report", "hint") for s in chain.steps)


def _given(chain: Chain) -> bool:
    """Whether the innermost step says something of a contribution by itself."""
    return bool(chain.steps) and chain.steps[0].kind not in ("other", "neutral", "report", "phase")
