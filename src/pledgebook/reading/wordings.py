"""What the fixed wordings of a clause make of its verdict, and what takes a promise back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pledgebook.reading.ascent import governing
from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import Mood
from pledgebook.reading.judgement import Verdict
from pledgebook.reading.scene import Scene
from pledgebook.reading.steps import Chain
from pledgebook.reading.tokens import Token

# What stands for the things spoken of.
_THINGS = frozenset({"they", "them", "it", "these", "those"})
_TOLD = (Mood.PAST, Mood.PERFECT, Mood.WILL, Mood.PRESENT)


def worded(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene) -> Verdict:
    """The verdict after the fixed wordings of the cue's clause: "has a company on offer"."""
    verdict = _handed_over(cue, chain, verdict, scene)
    if verdict.stance is not None or verdict.dropped not in (None, "not done"):
        return verdict
    if verdict.status not in (None, "delivered", "pledged", "offered", "undecided"):
        return verdict
    if (void := _void(chain, scene)) is not None:
        return replace(verdict, status="withdrawn", rule="little is left of it", tokens=(void,))
    verbs = [scene.doc[s.token] for s in chain.steps if not s.nominal] or [scene.doc[cue.head]]
    clause = sorted(t.i for t in _own_clause(verbs[0]) if t.i not in range(cue.first, cue.last + 1))
    idiom = next(_idioms(clause, scene), None)
    if idiom is not None:
        wording, status, token = idiom
        if wording[-1] == "disposal" and _is_placed(chain):
            status = "pledged"  # "put a battalion at the disposal of the force": no offer any more
        return replace(verdict, status=status, dropped=None, rule=" ".join(wording), tokens=(token,))
    if verdict.dropped is None and (gone := _called_back(verbs[-1], scene)) is not None:
        return replace(verdict, status="withdrawn", rule="called back", tokens=(gone.i,))
    open_ = verdict.status in ("pledged", "offered") and verdict.dropped is None
    taken = _taken_back(verbs[-1], scene) if open_ else None
    if taken is not None:
        return replace(verdict, status="withdrawn", rule="taken back", tokens=(taken.i,))
    return verdict


def _is_placed(chain: Chain) -> bool:
    """Whether a verb of an act done stands over what is at the disposal of another."""
    acts = [s for s in chain.steps if not s.nominal]
    return bool(acts) and acts[0].kind == "give" and acts[0].mood in (Mood.PAST, Mood.PERFECT)


def _handed_over(cue: Cue, chain: Chain, verdict: Verdict, scene: Scene) -> Verdict:
    """The verdict where a command is left to another: "hands over the leadership"."""
    act = next((s for s in chain.steps if not s.nominal), None)
    if act is None or act.negated or verdict.status not in ("delivered", "pledged"):
        return verdict
    operators = scene.vocabulary.operators
    objects = ("dobj", "nsubjpass", "pobj") if " " in act.word else ("dobj", "nsubjpass")
    over = act.role in objects and act.word in operators.handing_over
    first = chain.steps[0] is act
    if cue.contribution == "command" and over and first:
        return replace(verdict, status="withdrawn", rule="handed over", tokens=(act.token,))
    return verdict


def _void(chain: Chain, scene: Scene) -> int | None:
    """The word that says how little of a promise remains: "nothing is left of its pledge of tanks"."""
    operators = scene.vocabulary.operators
    for noun in (scene.doc[i] for i in chain.nouns):
        of = noun.head
        if noun.dep_ != "pobj" or of.lower_ != "of" or not of.i:
            continue
        if operators.remaining.isdisjoint(scene.words[of.i - 1]):
            continue
        if any(w in operators.nouns for w in scene.words[noun.i]):
            before = scene.doc[max(0, of.i - 6) : of.i - 1]
            return next((t.i for t in before if t.lower_ in operators.scant), None)
    return None


def _beside(verb: Token, scene: Scene) -> list[Token]:
    """The verbs beside another that have its subject: "had four jets and recalled them"."""
    beside = [
        c
        for c in verb.children
        if c.dep_ == "conj" and not any(g.dep_ in ("nsubj", "nsubjpass") for g in c.children)
    ]
    if verb.dep_ in ("relcl", "acl") and verb.head.dep_ == "nsubj":
        beside.append(verb.head.head)  # "which had pledged a battalion, pulled out on Monday"
    elif verb.dep_ == "relcl" and (above := governing(verb.head)) is not None:
        # "bowed out of the mission to which it had pledged a battalion"
        mine, whose = (scene.codes_at(scene.climber.grammar.subject(v)[0]) for v in (verb, above))
        beside += [above] if mine and mine == whose else []
    return beside


def _taken_back(verb: Token, scene: Scene) -> Token | None:
    """The verb beside another that takes it back: "promised a battalion but has changed its mind"."""
    for other in _beside(verb, scene):
        clause = sorted(t.i for t in _own_clause(other))
        kind, entry = scene.climber.classes.verb_class(other)
        leaving = entry in scene.vocabulary.operators.leaving or (
            kind == "withdraw" and _taken_up(other, scene)
        )
        if leaving or any(status == "withdrawn" for _, status, _ in _idioms(clause, scene)):
            return other
    return None


def _called_back(verb: Token, scene: Scene) -> Token | None:
    """The verb that takes back what is there: "had four jets; they were withdrawn", "and recalled them"."""
    behind = [c for c in verb.children if c.dep_ in ("conj", "parataxis", "ccomp") and c.i > verb.i]
    if verb.dep_ == "ccomp" and verb.head.i > verb.i:
        behind.append(verb.head)
    beside = _beside(verb, scene)
    moved = [
        *(other for other in behind if _of_things(other, "nsubjpass")),
        *(other for other in beside if _of_things(other, "dobj")),
    ]
    classes, grammar = scene.climber.classes, scene.climber.grammar
    gone = [v for v in moved if classes.homeward(v) or classes.verb_class(v)[0] == "withdraw"]
    gone += filter(_keeps_none, beside)
    return next((v for v in gone if not grammar.negated(v) and grammar.mood(v) in _TOLD), None)


def _of_things(verb: Token, role: str) -> bool:
    """Whether a verb has the things spoken of in a role: "recalled them", "they were withdrawn"."""
    return any(c.dep_ == role and c.lower_ in _THINGS for c in verb.children)


def _keeps_none(verb: Token) -> bool:
    """Whether nothing remains: "has 950 trainers there and will have none in March"."""
    none = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "none"]
    return verb.lemma_ == "have" and any(not list(c.children) for c in none)  # not "none of the debate"


def _taken_up(verb: Token, scene: Scene) -> bool:
    """Whether a verb's object is what the clause before spoke of: "axed the project"."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    known = scene.vocabulary.operators.decided
    return all(c.pos_ == "PRON" or c.lower_ in known for c in objects)


def _idioms(clause: Sequence[int], scene: Scene) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """The fixed wordings that stand among the tokens of a clause, their status, where each begins."""
    words = [scene.words[i] for i in clause]
    forms = set().union(*words)
    idioms = scene.vocabulary.operators.idioms
    for _, wording, status in sorted(one for form in forms & idioms.keys() for one in idioms[form]):
        found = _where(wording, words) if forms.issuperset(_parts(wording)) else None
        if found is not None:
            yield wording, status, clause[found]


def _where(wording: Sequence[str], words: Sequence[Sequence[str]]) -> int | None:
    """Where a fixed wording begins among the forms of some words; "~" stands for up to three of them."""
    for start in range(len(words)):
        at, gap = start, 0
        for part in wording:
            if part == "~":
                gap = 3
                continue
            reach = range(at, min(at + gap + 1, len(words)))
            hit = next((i for i in reach if part in words[i]), None)
            if hit is None:
                break
            at, gap = hit + 1, 0
        else:
            return start
    return None


@cache
def _parts(wording: tuple[str, ...]) -> frozenset[str]:
    """The words that stand wherever a fixed wording does: most sentences lack one of them."""
    return frozenset(wording) - {"~"}


def _own_clause(verb: Token) -> Iterator[Token]:
    """The tokens of a clause without the clauses inside it."""
    yield verb
    for child in verb.children:
        if child.dep_ not in ("relcl", "advcl", "ccomp", "acl", "conj", "csubj", "parataxis"):
            yield from _own_clause(child)
