"""What grammar holds against the network: the guards of the second look (`review.py`).

The network sees a sentence as a whole and past its end. Each question here is about the words of one
contribution or one clause, and its answer outweighs what the network makes of them.
"""

from __future__ import annotations

from pledgebook.reading.candidates import Candidate
from pledgebook.reading.gapping import GAPPED
from pledgebook.reading.judgement import STAYING
from pledgebook.reading.links import BY_NETWORK, Link
from pledgebook.reading.passed_over import PASSED_OVER, is_passed_over
from pledgebook.reading.vocabulary import vocabulary

NO = frozenset({"refused", "withdrawn"})
# A refusal of the rules that is less likely than this is none.
_HARDLY = 0.1


def is_grammar(candidate: Candidate) -> bool:
    """Whether the words of the contribution are themselves denied, or stand in a list without their verb.

    "No troops", "rather than troops", "…, Denmark four tanks": the network looks past the end of a sentence.
    """
    return (
        candidate.verdict.rule in (GAPPED, PASSED_OVER)
        or candidate.verdict.status in NO
        and (candidate.chain.negated or candidate.chain.contrasted)
    )


def stays(candidate: Candidate) -> bool:
    """Whether something is in place by what its giver will not do: "will not withdraw its soldiers"."""
    return candidate.verdict.rule in STAYING


def may_give_way(candidate: Candidate, chance: float) -> bool:
    """Whether a refusal of the rules is so unlikely that it is none: "cannot for now make good its offer".

    Where the words of the contribution are themselves denied it stands.
    """
    return chance < _HARDLY and not is_grammar(candidate)


def may_be_denied(candidate: Candidate, denial: str) -> bool:
    """Whether what the rules hold for a commitment may be a refusal, or withdrawn.

    What is in place is not refused by what else its giver will not do there, nor withdrawn where he says
    that he will not withdraw it.
    """
    verdict = candidate.verdict
    if denial == "refused":
        return verdict.status != "delivered"
    return not stays(candidate)


def is_the_other_course(candidate: Candidate) -> bool:
    """Whether an act stands in place of one that is refused: "declined, and will *instead* send"."""
    doc = candidate.parsed.doc
    acts = (doc[step.token] for step in candidate.chain.steps if not step.nominal and not step.negated)
    return any(
        c.lower_ == "instead" and not any(g.lower_ == "of" for g in c.children)
        for act in acts
        for c in act.children
    )


def came_to_nothing(candidate: Candidate) -> bool:
    """Whether grammar denies the act: a negation, or a verb over it that says it did not come to that."""
    return any(step.negated or step.kind == "fail" for step in candidate.chain.steps)


def others_give(link: Link) -> bool:
    """Whether others give in place of the actor: "Norway, not Sweden, will send troops"."""
    return link.mention is not None and is_passed_over(link.mention, link.candidate.parsed.doc)


def is_left_to_others(link: Link) -> bool:
    """Whether a clause is left to "others", in so many words: "will be sent by others".

    Who is named after them is one of them: "others have promised ships: Spain, two frigates".
    """
    others = vocabulary().operators.others_acting
    doc, chain = link.candidate.parsed.doc, link.candidate.chain
    subjects = (s.subject for s in chain.steps if not s.nominal)
    acting = [subject for subject in subjects if subject is not None and doc[subject].lower_ in others]
    named = link.mention.head if link.mention is not None else -1
    return any(subject > named for subject in acting)


def denies_the_aim(link: Link) -> bool:
    """Whether a sentence without a word of the field denies only what one goes for: "not there to fight"."""
    going = vocabulary().operators.going
    return link.candidate.cue.entry == BY_NETWORK and any(
        verb.lemma_ in going
        and any(c.dep_ == "neg" for c in verb.children)
        and any(
            c.dep_ in ("advcl", "xcomp") and any(a.lower_ == "to" for a in c.lefts) for c in verb.children
        )
        for verb in link.candidate.parsed.doc
    )
