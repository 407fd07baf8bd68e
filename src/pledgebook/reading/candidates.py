"""Candidates of one sentence: each cue with its chain, its parties and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pledgebook.reading.ascent import governing
from pledgebook.reading.clauses import Climber
from pledgebook.reading.context import Context
from pledgebook.reading.cues import Cue, find_cues, normal_words
from pledgebook.reading.detours import perceives
from pledgebook.reading.ellipsis import UNSAID, ellipses, elliptical_status
from pledgebook.reading.grammar import Mood, is_receiver
from pledgebook.reading.judgement import Codes, Judge, Verdict
from pledgebook.reading.pointless import (
    AT_HOME,
    OPINION,
    OWN,
    POINTLESS,
    PRICE,
    STAGED,
    is_of_something_staged,
    is_price,
    why_pointless,
)
from pledgebook.reading.records import MentionKind, Parsed, SentenceKind
from pledgebook.reading.references import is_state
from pledgebook.reading.shadows import Shadows
from pledgebook.reading.steps import Chain
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import MONEY, Vocabulary

_LABEL_MARKS = (":", "-", "–", "—")
_LABEL_TOKENS = 14
# Contributions that are forces: those of the party helped are not given to it.
_FORCES = frozenset({"ground_troops", "air_forces", "naval_forces", "force_unspecified"})
# The entry of a cue that is a decision which leaves its matter unsaid.
DECISION = "a decision"
BROKEN = "promised, and will not come"
"""The rule of what its giver had promised and will not give."""
# Where a bare number stands for what was named before: "Indonesia promised 2,700".
_COUNTED = ("dobj", "conj", "attr", "pobj")
_FIRST_PERSON = ("we", "i")
# Attributions that move what is said into the past: "would" in them is a future.
_BACKSHIFTED = ("indirect", "continued", "trailing", "according_to")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue in its sentence with everything that was concluded of it.

    `confidence` is how likely the row of each provider is right, where the reviewer has looked.
    """

    parsed: Parsed
    cue: Cue
    chain: Chain
    verdict: Verdict
    count: int | None = None
    confidence: Mapping[str, float] = field(default_factory=dict)


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


class SentenceReader:
    """Makes the candidates of one parsed sentence.

    `topic` is the contribution that the sentences before spoke of, for those that name none;
    `in_place` whether the list that the sentence is an item of tells what is in place; `staged` whether
    the sentence before it is about an exercise or a story.
    """

    def __init__(
        self,
        parsed: Parsed,
        context: Context,
        vocabulary: Vocabulary,
        topic: str | None = None,
        in_place: bool = False,
        staged: bool = False,
    ) -> None:
        index = parsed.sentence.index
        self.parsed = parsed
        self.doc = parsed.doc
        self.mentions = mentions = context.mentions[index]
        self.attributions = [a for a in context.attributions if a.sentence == index]
        self.amounts = context.amounts[index]
        self.setting = context.setting
        self.vocabulary = vocabulary
        self.topic = topic
        self.in_place = in_place
        self.staged = staged
        self.year = context.report.published.year if context.report.published else None
        self.words = normal_words(self.doc, vocabulary)
        self.by_token = {t: m for m in mentions for t in range(m.first, m.last + 1)}
        self.by_token |= {m.head: m for m in mentions}
        self.climber = Climber(self.doc, self.words, vocabulary.operators, vocabulary.events)
        self.judge = Judge(vocabulary.operators, self.codes_at)
        self._beside = vocabulary.operators.companions
        self.label, self.label_end = self._label()

    def is_staged(self) -> bool:
        """Whether the sentence is about an exercise or a story, so that the next tells of it too."""
        return is_of_something_staged(self.doc, self.words, self.vocabulary)

    def cues(self) -> list[Cue]:
        """The words of the vocabulary that name a contribution."""
        kept = self.doc.kept.get("cues")  # of a sentence that is read twice
        if kept is None or kept[0] is not self.mentions:
            money = [a.head for a in self.amounts if a.kind == "money"]
            found = find_cues(self.parsed, self.words, self.mentions, money, self.vocabulary)
            kept = self.doc.kept["cues"] = self.mentions, found
        return list(kept[1])

    def candidates(self) -> list[Candidate]:
        """Every cue judged; those that cannot make a row keep the reason in their verdict."""
        cues = self.cues()
        cues += self._counted(cues)
        if not any(not cue.weak for cue in cues):
            cues += self._decisions()
        self.climber.ascent.contributing = frozenset(c.head for c in cues if c.verb)
        chains = {cue: self.climber.climb(cue.head, cue.verb, cue.entry == DECISION) for cue in cues}
        dropped = Shadows(self.climber.grammar, self.amounts, self.vocabulary).find(cues, chains)
        made = [self._candidate(cue, chains[cue], dropped.get(cue)) for cue in cues]
        made += list(self._elliptical(made))
        if any(
            c.cue.contribution == "ground_troops"
            and c.verdict.status in ("refused", "undecided", "withdrawn")
            for c in made
        ):
            return made  # "with engineers but without soldiers"
        return made + [self._as_soldiers(c) for c in made if self._is_trade(c)]

    def _elliptical(self, made: Sequence[Candidate]) -> Iterator[Candidate]:
        """Candidates of clauses that leave their verb unsaid: "France will send jets, but Italy won't"."""
        said = [c for c in made if c.verdict.status is not None and c.verdict.dropped is None]
        for found in ellipses(self.doc, self.climber.grammar) if said else ():
            codes, at = self.codes_at(found.subject), found.token
            chain = self.climber.climb(at, True, True)
            for candidate in said if codes else ():
                verdict = candidate.verdict
                status = elliptical_status(found, self.doc, verdict, self.vocabulary.operators)
                if status is None or not set(codes).isdisjoint(verdict.provider):
                    continue
                changed = replace(
                    verdict,
                    status=status,
                    provider=codes,
                    provider_token=found.subject,
                    rule=UNSAID,
                    tokens=(found.token,),
                )
                # The auxiliary stands for the cue: the parties of the clause before are none of its own.
                cue = Cue(at, at, at, candidate.cue.contribution, DECISION, verb=True)
                yield Candidate(self.parsed, cue, chain, changed, self._count(changed))

    def _is_trade(self, candidate: Candidate) -> bool:
        """Whether soldiers of a trade are given, who count as soldiers too: "250 engineers"."""
        cue = candidate.cue
        return (
            candidate.verdict.dropped is None
            and candidate.verdict.stance is None
            and cue.contribution == "logistics"
            and any(w in self.vocabulary.trades for w in self.words[cue.head])
        )

    def _as_soldiers(self, candidate: Candidate) -> Candidate:
        return replace(candidate, cue=replace(candidate.cue, contribution="ground_troops"))

    def _candidate(self, cue: Cue, chain: Chain, shadowed: str | None) -> Candidate:
        giver, giver_token = self._giver(cue, chain)
        others = self._by_others(cue, chain)
        verdict = self.judge.judge(chain, giver, giver_token, others)
        undecided = verdict.status is None and verdict.stance is None and verdict.dropped is None
        if undecided and not cue.verb and not chain.stop:
            # "thanked Tokyo for the pictures it sends": the clause tells who gives
            beside = self.climber.climb_relative(cue.head)
            inner = self.judge.judge(beside, giver, giver_token, others) if beside else None
            if beside is not None and inner is not None and inner.status is not None:
                chain, verdict = beside, inner
        verdict = self._worded(cue, chain, self._handed_over(cue, chain, verdict))
        given = self._not_given(cue, chain)
        reason = given if given in POINTLESS else shadowed or chain.stop or given
        if cue.contribution in _FORCES and not cue.verb and self._of_the_beneficiary(cue, verdict):
            reason = reason or "the beneficiary's own"
        reason = reason or self._at_home(cue, chain, verdict) or self._guessed(cue, verdict)
        if reason and not verdict.dropped:
            verdict = replace(verdict, dropped=reason)
        elif not verdict.dropped and verdict.stance is None:
            verdict = self._completed(cue, chain, verdict)
        if verdict.stance:
            verdict = self._held(verdict, cue)
        if not cue.verb and perceives(self.doc[cue.head].head, self.vocabulary.operators):
            cue = replace(cue, contribution="intelligence")
        if not cue.verb and self._handed_to_a_state(cue, chain):
            cue = replace(cue, contribution="weapons")
        if cue.contribution == "ground_troops" and self._elsewhere(chain):
            cue = replace(cue, contribution="force_unspecified")
        return Candidate(self.parsed, cue, chain, verdict, self._count(verdict))

    def _handed_over(self, cue: Cue, chain: Chain, verdict: Verdict) -> Verdict:
        """The verdict where a command is left to another: "hands over the leadership"."""
        act = next((s for s in chain.steps if not s.nominal), None)
        if act is None or act.negated or verdict.status not in ("delivered", "pledged"):
            return verdict
        operators = self.vocabulary.operators
        objects = ("dobj", "nsubjpass", "pobj") if " " in act.word else ("dobj", "nsubjpass")
        over = act.role in objects and act.word in operators.handing_over
        first = chain.steps[0] is act
        if cue.contribution == "command" and over and first:
            return replace(verdict, status="withdrawn", rule="handed over", tokens=(act.token,))
        return verdict

    def _not_given(self, cue: Cue, chain: Chain) -> str | None:
        """Why an act gives nothing of the party's own: it keeps its goods, or somebody else acts."""
        if self.staged:
            return STAGED
        pointless = why_pointless(self.doc, self.words, cue, chain, self.vocabulary, self.year)
        if pointless is not None:
            return pointless
        if cue.entry == MONEY and is_price(self.doc, self.words, cue, self.vocabulary):
            return PRICE
        acts = [s for s in chain.steps if not s.nominal]
        operators = self.vocabulary.operators
        if (
            acts
            and chain.steps[0] is acts[0]
            and cue.contribution == "weapons"
            and acts[0].word in operators.retaining
            and acts[0].role == "dobj"
        ):
            return "kept for itself"
        if any(c.lower_ in operators.taken for c in self.doc[cue.head].children if c.dep_ == "amod"):
            return "nobody's gift"
        if any(
            s.subject is not None and self.doc[s.subject].lower_ in operators.others_acting for s in acts[:1]
        ):
            return "the act of others"
        return None

    def _of_the_beneficiary(self, cue: Cue, verdict: Verdict) -> bool:
        """Whether forces are those of the party helped: "operated on Ukrainian soldiers"."""
        for child in self.doc[cue.head].children:
            mention = self.by_token.get(child.i)
            if child.dep_ in ("poss", "amod") and mention is not None and mention.via != "place":
                own = mention.codes == (self.setting.beneficiary,) and mention.kind is not MentionKind.PRONOUN
                return own and bool(verdict.provider) and self.setting.beneficiary not in verdict.provider
        return False

    def _at_home(self, cue: Cue, chain: Chain, verdict: Verdict) -> str | None:
        """Why a party acts for itself: "will train its own pilots", "sends soldiers to its border"."""
        if verdict.status is None or len(verdict.provider) != 1:
            return None
        if cue.contribution == "training":
            head = self.doc[cue.head]
            trained = [n for c in head.children if c.lower_ == "of" for n in c.children]
            trained += [c for c in head.children if c.dep_ == "dobj"]
            if any(self._owned_by(n, verdict.provider) for n in trained):
                return OWN
        if cue.contribution in _FORCES:
            acts = [self.doc[s.token] for s in chain.steps if not s.nominal]
            for prep in (c for verb in acts[:1] for c in verb.children if c.dep_ == "prep"):
                for place in prep.children:
                    known = any(w in self.vocabulary.home for w in self.words[place.i])
                    if known and prep.lower_ != "from" and self._owned_by(place, verdict.provider):
                        return AT_HOME
        return None

    def _owned_by(self, noun: Token, codes: Codes) -> bool:
        """Whether a noun has the given party as its possessor."""
        owners = (self.by_token.get(c.i) for c in noun.children if c.dep_ == "poss")
        return any(m is not None and m.codes == codes for m in owners)

    def _guessed(self, cue: Cue, verdict: Verdict) -> str | None:
        """Whether what a party will do is only the opinion of somebody who speaks for none."""
        if verdict.status not in ("pledged", "offered", "undecided") or verdict.stance is not None:
            return None
        start, end = self.parsed.span(cue.first, cue.last)
        covering = [a for a in self.attributions if a.start <= start and end <= a.end]
        said = min(covering, key=lambda a: a.end - a.start, default=None)
        if said is None or said.codes:
            return None
        spoken = {self.vocabulary.norm(w.strip(".,'’")) for w in said.speaker.split()}
        spoken |= {w[:-1] for w in spoken if w.endswith("s")}
        return OPINION if spoken & self.vocabulary.pundits else None

    def _worded(self, cue: Cue, chain: Chain, verdict: Verdict) -> Verdict:
        """The verdict after the fixed wordings of the cue's clause: "has a company on offer"."""
        if verdict.stance is not None or verdict.dropped not in (None, "not done"):
            return verdict
        if verdict.status not in (None, "delivered", "pledged", "offered", "undecided"):
            return verdict
        verbs = [self.doc[s.token] for s in chain.steps if not s.nominal] or [self.doc[cue.head]]
        clause = sorted(t.i for t in self._own_clause(verbs[0]) if t.i not in range(cue.first, cue.last + 1))
        if (void := self._void(chain)) is not None:
            return replace(verdict, status="withdrawn", rule="little is left of it", tokens=(void,))
        idiom = next(self._idioms(clause), None)
        if idiom is not None:
            wording, status, token = idiom
            return replace(verdict, status=status, dropped=None, rule=" ".join(wording), tokens=(token,))
        open_ = verdict.status in ("pledged", "offered") and verdict.dropped is None
        taken = self._taken_back(verbs[-1]) if open_ else None
        if taken is not None:
            return replace(verdict, status="withdrawn", rule="taken back", tokens=(taken.i,))
        return verdict

    def _void(self, chain: Chain) -> int | None:
        """The word that says how little of a promise remains: "nothing is left of its pledge of tanks"."""
        operators = self.vocabulary.operators
        for noun in (self.doc[i] for i in chain.nouns):
            of = noun.head
            if noun.dep_ != "pobj" or of.lower_ != "of" or not of.i:
                continue
            if operators.remaining.isdisjoint(self.words[of.i - 1]):
                continue
            if any(w in operators.nouns for w in self.words[noun.i]):
                before = self.doc[max(0, of.i - 6) : of.i - 1]
                return next((t.i for t in before if t.lower_ in operators.scant), None)
        return None

    def _taken_back(self, verb: Token) -> Token | None:
        """The verb beside another that takes it back: "promised a battalion but has changed its mind"."""
        beside = [
            c
            for c in verb.children
            if c.dep_ == "conj" and not any(g.dep_ in ("nsubj", "nsubjpass") for g in c.children)
        ]
        if verb.dep_ in ("relcl", "acl") and verb.head.dep_ == "nsubj":
            beside.append(verb.head.head)  # "which had pledged a battalion, pulled out on Monday"
        elif verb.dep_ == "relcl" and (above := governing(verb.head)) is not None:
            # "bowed out of the mission to which it had pledged a battalion"
            mine, whose = (self.codes_at(self.climber.grammar.subject(v)[0]) for v in (verb, above))
            beside += [above] if mine and mine == whose else []
        for other in beside:
            clause = sorted(t.i for t in self._own_clause(other))
            kind, entry = self.climber.classes.verb_class(other)
            leaving = entry in self.vocabulary.operators.leaving or (
                kind == "withdraw" and self._taken_up(other)
            )
            if leaving or any(status == "withdrawn" for _, status, _ in self._idioms(clause)):
                return other
        return None

    def _idioms(self, clause: Sequence[int]) -> Iterator[tuple[tuple[str, ...], str, int]]:
        """The fixed wordings that stand among the tokens of a clause, their status, where each begins."""
        words = [self.words[i] for i in clause]
        forms = set().union(*words)
        idioms = self.vocabulary.operators.idioms
        for _, wording, status in sorted(one for form in forms & idioms.keys() for one in idioms[form]):
            found = _where(wording, words) if forms.issuperset(_parts(wording)) else None
            if found is not None:
                yield wording, status, clause[found]

    def _taken_up(self, verb: Token) -> bool:
        """Whether a verb's object is what the clause before spoke of: "axed the project"."""
        objects = [c for c in verb.children if c.dep_ == "dobj"]
        known = self.vocabulary.operators.decided
        return all(c.pos_ == "PRON" or c.lower_ in known for c in objects)

    def _own_clause(self, verb: Token) -> Iterator[Token]:
        """The tokens of a clause without the clauses inside it."""
        yield verb
        for child in verb.children:
            if child.dep_ not in ("relcl", "advcl", "ccomp", "acl", "conj", "csubj", "parataxis"):
                yield from self._own_clause(child)

    def _handed_to_a_state(self, cue: Cue, chain: Chain) -> bool:
        """Whether ships or aircraft change hands: "will give Libya two patrol boats"."""
        if cue.contribution not in ("air_forces", "naval_forces"):
            return False
        act = next((s for s in chain.steps if not s.nominal), None)
        if act is None or not any(w in self.vocabulary.craft for w in self.words[cue.head]):
            return False
        operators = self.vocabulary.operators
        if act.word in operators.handovers:
            return act.role in ("dobj", "nsubjpass", "conj")
        if act.word not in operators.handovers_to_states or act.role not in ("dobj", "nsubjpass", "pobj"):
            return False
        verb, head = self.doc[act.token], self.doc[cue.head]
        near = [c for c in (*verb.children, *head.children) if c.i != cue.head]
        getting = [c for c in near if c.dep_ in ("dobj", "dative") or is_receiver(c, operators)]
        getting += [p for c in near if c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
        mentions = (self.by_token.get(t.i) for t in getting)
        return any(m is not None and m.codes and all(map(is_state, m.codes)) for m in mentions)

    def _elsewhere(self, chain: Chain) -> bool:
        """Whether the act takes place on a neighbour's soil: "stationed in a neighbouring country"."""
        places = (
            noun
            for step in chain.steps
            for prep in self.doc[step.token].children
            if prep.dep_ == "prep" and prep.lower_ in ("in", "on")
            for noun in prep.children
        )
        near = self.vocabulary.operators.elsewhere
        return any(w in near for noun in places for t in (noun, *noun.children) for w in self.words[t.i])

    # --- contributions left unsaid ---------------------------------------------------------------

    def _counted(self, cues: Sequence[Cue]) -> list[Cue]:
        """Bare numbers that count what was named before: "Indonesia promised 2,700"."""
        topic = next((c.contribution for c in cues if c.contribution in self.vocabulary.topics), self.topic)
        if topic is None:
            return []
        heads = {c.head for c in cues}
        bare = [
            a
            for a in self.amounts
            if a.kind == "count" and a.head not in heads and self.doc[a.head].pos_ == "NUM"
        ]
        return [
            Cue(a.first, a.last, a.head, topic, "a number alone")
            for a in bare
            if (self.doc[a.head].dep_ in _COUNTED or (self.label and a.first == self.label_end + 1))
            and a.head not in self.by_token
        ]

    def _decisions(self) -> list[Cue]:
        """Decisions that leave their matter unsaid: "Spain has yet to make up its mind"."""
        topic = self.topic or ("security_guarantee" if self.label else None)
        if topic is None:
            return []
        found = []
        for token in self.doc:
            adjective = self.vocabulary.operators.adjectives.get(token.lower_)
            if self.label and adjective in ("undecided", "refuse") and token.dep_ not in ("amod", "compound"):
                return [Cue(token.i, token.i, token.i, topic, DECISION, verb=True)]
            if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
                continue
            if not self._decides(token) or not self._unsaid(token):
                continue
            subject, _ = self.climber.grammar.subject(token)
            if self.codes_at(subject):
                found.append(Cue(token.i, token.i, token.i, topic, DECISION, verb=True))
        return found[:1]

    def _decides(self, verb: Token) -> bool:
        """Whether a verb may tell a decision by itself: "is sleeping on it", "has quit", "is not going"."""
        kind, entry = self.climber.classes.verb_class(verb)
        if kind in ("undecided", "refuse"):
            return True
        operators = self.vocabulary.operators
        if entry in operators.leaving or entry in operators.joining:
            return True
        negated = self.climber.grammar.negated(verb)
        if kind == "commit":
            return negated or verb.head.lemma_ == "have"
        return negated and entry in operators.going

    def _unsaid(self, verb: Token) -> bool:
        objects = [c for c in verb.children if c.dep_ in ("dobj", "pobj", "xcomp")]
        objects += [
            p
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ in ("on", "to", "about", "from", "of")
            for p in c.children
        ]
        known = self.vocabulary.operators.decided | self.vocabulary.operators.force_nouns
        return all(c.lower_ in known for c in objects)

    # --- who -----------------------------------------------------------------------------------

    def codes_at(self, token: int | None) -> Codes:
        """The actors that a token and those coordinated with it stand for; places do not act."""
        if token is None:
            return ()
        codes: list[str] = []
        head = self.doc[token]
        acting = [t for t in (head, *head.conjuncts) if not self._set_apart(t)] or [head]
        for t in (*acting, *self._companions(head)):
            mention = self.by_token.get(t.i)
            if mention is not None:
                if mention.via != "place":
                    codes += mention.codes
            elif t.pos_ in ("NOUN", "PROPN", "PRON", "DET"):
                owners = [c for c in self._possessed_by(t.i) if c != self.setting.beneficiary]
                if (
                    not owners
                    and self.setting.coalition
                    and any(w in self.vocabulary.operators.force_nouns for w in self.words[t.i])
                ):
                    owners = [self.setting.coalition]
                codes += owners
        return tuple(dict.fromkeys(codes))

    def _set_apart(self, token: Token) -> bool:
        """Whether a party is named only to be left out: "not Greece but Turkey", "Turkey, not Greece,"."""
        before = self.doc[token.left_edge.i - 1].lower_ if token.left_edge.i else ""
        return bool(token.conjuncts) and "not" in (before, token.left_edge.lower_)

    def _companions(self, head: Token) -> list[Token]:
        """Parties that do the same beside a subject: "Berlin, along with Ottawa, agreed"."""
        if head.dep_ not in ("nsubj", "nsubjpass"):
            return []
        found: list[Token] = []
        for prep in (*head.children, *head.head.children):
            if prep.dep_ != "prep" or prep.i > head.head.i or prep.lower_ not in self._beside:
                continue
            inner = [c for c in prep.children if c.dep_ == "prep" and c.lower_ == "with"]
            if prep.lower_ in ("with", "like") and not self.doc[prep.i - 1].is_punct and prep.i > head.i:
                continue  # "a country with a border": only a comma sets a companion off
            for bearer in (prep, *inner):
                near = [p for p in bearer.children if p.dep_ == "pobj"]
                found += [
                    p
                    for p in near
                    if p.pos_ != "PRON" and p.i in self.by_token and self.by_token[p.i].via != "place"
                ]
        return found

    def _possessed_by(self, token: int) -> Codes:
        """The actors that a noun belongs to: "the members of NATO", "Canada's part in it".

        An adjective makes a state only of what is a contribution itself ("French jets"): "American
        Airlines" and "German fans" are nobody's word.
        """
        own = any(w in self.vocabulary.nouns or w in self.vocabulary.containers for w in self.words[token])
        for child in self.doc[token].children:
            near = [child]
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                near = [c for c in child.children if c.dep_ == "pobj"]
            elif child.dep_ not in (("poss", "amod", "compound", "nmod") if own else ("poss",)):
                continue
            for t in near:
                mention = self.by_token.get(t.i)
                if mention is not None and mention.codes and mention.via != "place":
                    return mention.codes
        return ()

    def _giver(self, cue: Cue, chain: Chain) -> tuple[Codes, int | None]:
        """The actors that modify the cue or the nouns above it: "French troops", "jets from Spain"."""
        if cue.verb:
            return (), None
        leaving = any(s.kind == "withdraw" for s in chain.steps)
        for noun in dict.fromkeys((cue.head, *chain.nouns)):
            if any(self.vocabulary.operators.nouns.get(w) == "request" for w in self.words[noun]):
                break  # whose request it is gives nothing
            for child in self.doc[noun].children:
                near = []
                if leaving and child.lower_ == "from":
                    continue  # "withdrew its soldiers from Mali": a place
                if child.dep_ in ("poss", "amod", "compound", "nmod"):
                    if is_receiver(child, self.vocabulary.operators):
                        continue
                    near = [child, *child.conjuncts]
                elif child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by"):
                    near = [p for c in child.children if c.dep_ == "pobj" for p in (c, *c.conjuncts)]
                codes: list[str] = []
                for t in near:
                    mention = self.by_token.get(t.i)
                    if mention is not None and mention.codes and mention.via != "place":
                        codes += mention.codes
                if noun == cue.head and (child.dep_ == "relcl" or self._is_promised(child)):
                    subject, own = self.climber.grammar.subject(child)
                    if own and subject != noun:
                        codes += self.codes_at(subject)
                        near = [self.doc[subject]] if subject is not None else []
                if codes and self.setting.beneficiary not in codes:
                    return tuple(dict.fromkeys(codes)), near[0].i
        for step in chain.steps:
            if step.kind == "receive":
                near = [
                    p
                    for c in self.doc[step.token].children
                    if c.dep_ == "prep" and c.lower_ == "from"
                    for p in c.children
                    if p.dep_ == "pobj"
                ]
                if near and (given := self.codes_at(near[0].i)):
                    return given, near[0].i
        return (), None

    def _is_promised(self, verb: Token) -> bool:
        """Whether a participle tells who gives what it describes: "jets promised by Sweden"."""
        return (
            verb.dep_ == "acl"
            and verb.tag_ == "VBN"
            and self.climber.classes.verb_class(verb)[0] in ("give", "commit", "offer", "formal")
        )

    def _by_others(self, cue: Cue, chain: Chain) -> bool:
        nouns = [self.doc[n] for n in dict.fromkeys((cue.head, *chain.nouns))]
        return any(
            c.lower_ in self.vocabulary.operators.others and c.dep_ in ("det", "amod", "compound", "nmod")
            for n in nouns
            for c in n.children
        )

    def _label(self) -> tuple[Codes, int]:
        """The actors before the colon or dash that opens an item: "Italy, Poland - no troops"."""
        if self.parsed.sentence.kind is SentenceKind.HEADING:
            return (), 0
        for token in self.doc[1:_LABEL_TOKENS]:
            if token.text in _LABEL_MARKS and (
                token.text != "-" or (token.whitespace_ and self.doc[token.i - 1].whitespace_)
            ):
                named = [
                    m
                    for m in self.mentions
                    if m.last < token.i and m.via != "place" or m.last < token.i and m.first == 0
                ]
                covered = {t for m in named for t in range(m.first, m.last + 1)}
                rest = [
                    t
                    for t in self.doc[: token.i]
                    if t.i not in covered and t.pos_ not in ("PUNCT", "CCONJ", "DET", "SPACE")
                ]
                if named and not rest:
                    return tuple(dict.fromkeys(c for m in named for c in m.codes)), token.i
                return (), 0
        return (), 0

    def _completed(self, cue: Cue, chain: Chain, verdict: Verdict) -> Verdict:
        """Fills in what the item's label or the speaker gives, and drops what stays open."""
        if (
            self.label
            and cue.first > self.label_end
            and (
                not verdict.provider
                or (verdict.provider_token or 0) < self.label_end
                or not self._has_subject(chain)
            )
        ):
            verdict = replace(verdict, provider=self.label, provider_token=0)
            if verdict.status is None:
                refused = chain.negated or chain.contrasted
                given = "delivered" if self.in_place else "pledged"
                verdict = replace(verdict, status="refused" if refused else given, rule="item")
        if verdict.rule == "would" and self._reported(cue):
            verdict = replace(verdict, status="pledged", rule="would, in reported speech")
        if not verdict.provider and verdict.status in ("pledged", "offered", "undecided", "refused"):
            codes = self._speaker_codes(cue)
            if (
                self.setting.adversaries.isdisjoint(codes)
                and not self._by_others(cue, chain)
                and codes
                and (not self._has_subject(chain) or self._in_first_person(chain))
            ):
                verdict = replace(verdict, provider=codes, rule=verdict.rule + ", by the speaker")
        if not verdict.provider and verdict.status in ("refused", "withdrawn"):
            codes, token = self._of_the_clause_before(chain)
            if codes:
                verdict = replace(verdict, provider=codes, provider_token=token)
        if verdict.status == "refused" and self._was_promised(cue, verdict):
            verdict = replace(verdict, status="withdrawn", rule=BROKEN)
        if verdict.status == "refused" and self._opponents(verdict.provider):
            return replace(
                verdict,
                status=None,
                stance="opposes",
                holder=verdict.provider,
                holder_token=verdict.provider_token,
            )
        if verdict.status is None and (chain.negated or chain.contrasted) and not self._acts(chain):
            codes = verdict.provider or self._speaker_codes(cue)
            verdict = replace(verdict, status="refused", provider=codes, rule="none of it, said alone")
        if verdict.status == "pledged" and self._is_law(chain, verdict.provider):
            verdict = replace(verdict, status="formalised", rule="its legislature has consented")
        if verdict.status == "pledged" and self._by_instrument(chain):
            verdict = replace(verdict, status="formalised", rule="by a signed instrument")
        if verdict.status is None:
            return replace(verdict, dropped="no undertaking")
        if not verdict.provider:
            return replace(verdict, dropped="nobody named who would provide")
        if self._of_a_stranger(cue, verdict):
            return replace(verdict, dropped="the act of a speaker who is no actor")
        if cue.weak and not self._given(chain):
            return replace(verdict, dropped="weak word, nothing given")
        return verdict

    def _was_promised(self, cue: Cue, verdict: Verdict) -> bool:
        """Whether what will not come is what its giver had promised: "the jets promised by Sweden"."""
        if cue.verb:
            return False
        for child in self.doc[cue.head].children:
            if child.dep_ not in ("relcl", "acl", "amod"):
                continue
            if child.tag_ not in ("VBN", "VBD") and child.lemma_ != "promise":
                continue
            if child.lemma_ not in self.vocabulary.operators.promising:
                continue
            by = self.codes_at(self.climber.grammar.subject(child)[0])
            if not self.climber.grammar.negated(child) and (not by or by == verdict.provider):
                return True
        return False

    def _of_the_clause_before(self, chain: Chain) -> tuple[Codes, int | None]:
        """Who acts in the clause that a denied passive follows: "will pay, but soldiers are excluded"."""
        acts = [s for s in chain.steps if not s.nominal]
        verb = self.doc[acts[-1].token] if acts else None
        if verb is None or verb.dep_ != "conj" or not acts[-1].passive or acts[-1].subject is not None:
            return (), None
        subject, _ = self.climber.grammar.subject(verb.head)
        return self.codes_at(subject), subject

    @staticmethod
    def _acts(chain: Chain) -> bool:
        return any(not s.nominal and s.kind not in ("report", "hint") for s in chain.steps)

    def _of_a_stranger(self, cue: Cue, verdict: Verdict) -> bool:
        """Whether "it" means a named speaker whom no table knows: "The airline Foo said it will"."""
        mention = self.by_token.get(verdict.provider_token) if verdict.provider_token is not None else None
        if mention is None or mention.kind is not MentionKind.PRONOUN or mention.via == "owner":
            return False
        start, end = self.parsed.span(cue.first, cue.last)
        covering = [a for a in self.attributions if a.start <= start and end <= a.end]
        speaker = min(covering, key=lambda a: a.end - a.start, default=None)
        return (
            speaker is not None
            and not speaker.codes
            and speaker.speaker[:1].isupper()
            and self.doc[mention.head].lower_ == "it"
        )

    def _opponents(self, codes: Codes) -> bool:
        """Whether those who refuse are no givers: the beneficiary itself, or its adversary."""
        return bool(codes) and all(
            c == self.setting.beneficiary or c in self.setting.adversaries for c in codes
        )

    def _by_instrument(self, chain: Chain) -> bool:
        """Whether a clause says what a signed thing holds: "a treaty under which it will defend"."""
        instruments = self.vocabulary.operators.instruments
        for step in chain.steps:
            token = self.doc[step.token]
            if token.dep_ == "relcl" and token.head.lemma_ in instruments:
                return True
            for prep in token.children:
                under = prep.dep_ == "prep" and prep.lower_ in ("under", "by")
                under = under or (step.kind == "commit" and prep.dep_ == "prep" and prep.lower_ == "in")
                if under and any(p.lemma_ in instruments for p in prep.children):
                    return True
        return False

    def _is_law(self, chain: Chain, provider: Codes) -> bool:
        """Whether the sentence says that a legislature has consented: "will go, as parliament decided"."""
        operators, grammar = self.vocabulary.operators, self.climber.grammar
        steps = {s.token for s in chain.steps}
        for verb in self.doc:
            if verb.lemma_ not in operators.approving or verb.i in steps or verb.pos_ != "VERB":
                continue
            if verb.dep_ not in ("advcl", "relcl", "ROOT", "conj", "parataxis") or grammar.negated(verb):
                continue
            done = grammar.mood(verb) in (Mood.PAST, Mood.PERFECT)
            done = done or any(c.lower_ == "having" for c in verb.children)
            marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
            if not done or marks & (operators.hypothetical | {"once", "when", "provided"}):
                continue
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "agent")), None)
            if subject is None or not any(w in operators.legislatures for w in self.words[subject.i]):
                continue
            whose = self.codes_at(subject.i)
            if not whose or not set(whose).isdisjoint(provider):
                return True
        return False

    def _has_subject(self, chain: Chain) -> bool:
        return any(s.subject is not None and s.own_subject for s in chain.steps if not s.nominal)

    def _in_first_person(self, chain: Chain) -> bool:
        """Whether "we" or "I" acts, where nothing else told who that is: the speaker."""
        acting = [s.subject for s in chain.steps if not s.nominal and s.own_subject and s.subject is not None]
        return bool(acting) and all(
            self.doc[t].lower_ in _FIRST_PERSON and t not in self.by_token for t in acting[:1]
        )

    def _given(self, chain: Chain) -> bool:
        return bool(chain.steps) and chain.steps[0].kind not in ("other", "neutral", "report", "phase")

    def _held(self, verdict: Verdict, cue: Cue) -> Verdict:
        codes = verdict.holder or self._speaker_codes(cue)
        if not codes:
            return replace(verdict, dropped="nobody named who takes the position")
        if verdict.stance == "opposes" and self._owns(codes, cue):
            return replace(
                verdict, status="refused", stance=None, holder=(), provider=codes, rule="none of its own"
            )
        return replace(verdict, holder=codes)

    def _owns(self, codes: Codes, cue: Cue) -> bool:
        """Whether the contribution is the speaker's own: the Danish minister, of Danish troops."""
        owners = [self.by_token.get(t.i) for t in self.doc[cue.head].children]
        return any(m is not None and m.codes == codes for m in owners)

    def _reported(self, cue: Cue) -> bool:
        start, end = self.parsed.span(cue.first, cue.last)
        return any(a.start <= start and end <= a.end and a.rule in _BACKSHIFTED for a in self.attributions)

    def _speaker_codes(self, cue: Cue) -> Codes:
        return self.speaker_codes(cue.first, cue.last)

    def speaker_codes(self, first: int, last: int) -> Codes:
        """The actors for whom the speaker of some tokens speaks."""
        start, end = self.parsed.span(first, last)
        covering = [a for a in self.attributions if a.start <= start and end <= a.end]
        if not covering:
            return ()
        return min(covering, key=lambda a: a.end - a.start).codes

    def _count(self, verdict: Verdict) -> int | None:
        if "GROUP" not in verdict.provider or verdict.provider_token is None:
            return None
        head = self.doc[verdict.provider_token]
        for t in (head, *head.conjuncts):
            mention = self.by_token.get(t.i)
            if mention is not None and mention.kind is MentionKind.GROUP:
                return mention.count
        return None
