"""What is said of a number of parties: the verb it belongs to, its part there, the words of its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pledgebook.reading.condition_topics import Stretch
from pledgebook.reading.grammar import VERBAL
from pledgebook.reading.tally_words import Frame, Lists, tally_words
from pledgebook.reading.tokens import Doc, Token

_STEPS = 8
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_COMPLETES = ("xcomp", "acomp", "oprd", "attr", "ccomp", "advcl", "prep", "pcomp")
_SAME = ("they", "we", "who", "which", "that")
_LOOSE = ("relcl", "acl", "advcl", "ccomp", "parataxis", "conj", "appos")


@dataclass(frozen=True, slots=True)
class Role:
    """The part of a number in its sentence.

    `kind`: subject, passive (the subject of a passive), object, noun (joined to another noun by a
    preposition), verb (joined to a verb by a preposition), loose (none that the parse shows).
    `governor` is that verb or noun, `word` the preposition.
    """

    kind: str
    governor: Token | None
    word: str = ""


def role_of(token: Token) -> Role:
    """The part that a noun or number plays: in "the support of 19 states" joined by "of" to "support"."""
    at = token
    for _ in range(_STEPS):
        head, dep = at.head, at.dep_
        if dep == "nsubj" and _is_aside(head, at):
            return Role("subject", head.head)
        if dep in ("nsubj", "dep") and (own := _own_verb(head, at)) is not None:
            return Role("subject", own)
        if dep == "nsubj":
            # the parser may tie a subject to the auxiliary of a verb that stands far off
            return Role("subject", head.head if head.dep_ in ("aux", "auxpass") else head)
        if dep == "nsubjpass":
            return Role("passive", head)
        if dep in ("dobj", "attr", "oprd", "dative") and head.pos_ in VERBAL:
            return Role("object", head)
        if dep == "pobj":
            return _joined(head)
        if dep == "poss" or head.i == at.i:
            break
        at = head
        if at.pos_ in VERBAL and dep in ("dep", "npadvmod", "meta"):
            return Role("subject", at) if at.i > token.i else Role("object", at)
    return Role("loose", None)


def _is_aside(verb: Token, subject: Token) -> bool:
    """Whether a verb only tells who says it: "twenty of those, said the colonel, have personnel there"."""
    said = verb.dep_ == "parataxis" and subject.i < verb.i < verb.head.i
    return said and any(c.dep_ in ("nsubj", "dobj") and c.i > verb.i for c in verb.children)


def _own_verb(verb: Token, subject: Token) -> Token | None:
    """The verb of a subject that the parser ties to one with a nearer subject; None where it has none.

    "Twenty, he said, have agreed" and "twenty, of which a dozen belong to NATO, are in line".
    """
    if not any(c.dep_ in _SUBJECTS and subject.i < c.i < verb.i for c in verb.children):
        after = (c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i)
        if verb.i < subject.i or next(after, None) is None:
            return None
    behind = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i)
    for other in (*behind, verb.head):
        finite = other.pos_ in VERBAL and other.i > verb.i
        if finite and not _has_subject(other):
            return other
    return None


def _joined(preposition: Token) -> Role:
    governor = preposition.head
    if preposition.dep_ == "agent" or (preposition.lower_ == "by" and governor.tag_ == "VBN"):
        return Role("subject", governor, "by")
    while governor.dep_ in ("prep", "prt") and governor.head.i != governor.i:
        governor = governor.head  # "out of 15", "from among 30"
    if governor.pos_ == "ADP" and governor.dep_ == "pobj":
        governor = governor.head
    kind = "verb" if governor.pos_ in VERBAL else "noun"
    return Role(kind, governor, preposition.lower_)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate: its verbs (with particle or object, "turn down"), its clause, what it denies and gives.

    `first` are the names of its first verb alone.
    """

    verbs: frozenset[str]
    clause: Stretch
    denied: frozenset[str]
    given: frozenset[str]
    first: frozenset[str] = frozenset()
    pending: bool = False
    past: bool = False

    def fits(self, frame: Frame, *, persons: bool = False) -> bool:
        """Whether a frame of the vocabulary describes this predicate; `persons`: its subject are persons."""
        if frame.persons and not persons:
            return False
        if (frame.pending and not self.pending) or (frame.past and not self.past):
            return False
        if frame.plain and (self.denied or self.pending):
            return False
        verbs = self.first if frame.strict else self.verbs
        if frame.verbs and not any(verbs & set(words) for words in frame.verbs):
            return False
        if frame.denied and not any(self.denied & set(words) for words in frame.denied):
            return False
        if frame.given and not any(self.given & set(words) for words in frame.given):
            return False
        return (not frame.words or self._says(frame.words)) and not self._says(frame.none)

    def _says(self, classes: Lists) -> bool:
        return any(self.clause.any(words) for words in classes)


def predicates(verb: Token, subject: Token) -> Iterator[Predicate]:
    """The predicate of a verb, then those that "and" joins to it without a subject of their own."""
    yield _predicate(verb, subject)
    for child in verb.children:
        own = _has_subject(child) or _has_number_before(child)
        if child.dep_ == "conj" and child.pos_ in VERBAL and not own:
            yield _predicate(child, subject)


def stretch_predicate(tokens: Sequence[Token]) -> Predicate:
    """A predicate read from words in a row, where the parse shows none (headlines, notes)."""
    verbs = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens}
    verbs |= {f"{a.lemma_.lower()} {b.lower_}" for a, b in zip(tokens, tokens[1:], strict=False)}
    denied = {
        w
        for t in tokens
        if t.dep_ == "neg" or t.lower_ in ("no", "not", "never", "none")
        for w in _after(t, tokens)
    }
    pending = any(t.lower_ == "yet" for t in tokens) or any(
        a.lower_ == "still" and b.lower_ == "to" for a, b in zip(tokens, tokens[1:], strict=False)
    )
    given = frozenset(w for t in tokens for w in (t.lemma_.lower(), t.lower_))
    return Predicate(
        frozenset(verbs), Stretch.of_tokens(tokens), frozenset(denied), given, frozenset(verbs), pending
    )


def _after(token: Token, tokens: Sequence[Token]) -> Iterator[str]:
    return (t.lemma_.lower() for t in tokens if 0 < t.i - token.i <= 3)


def _predicate(verb: Token, subject: Token) -> Predicate:
    chain = _chain(verb, subject)
    tokens = _clause(verb, subject)
    verbs: set[str] = set()
    denied: set[str] = set()
    pending = False
    for link in chain:
        names = _names(link)
        verbs |= names
        words = {c.lower_ for c in link.children}
        if any(c.dep_ == "neg" or c.lower_ in ("never", "neither", "nor") for c in link.children):
            denied |= names
            pending = pending or "yet" in words
        if "yet" in words and any(c.dep_ == "xcomp" for c in link.children):
            pending = True
        if link.head in chain and link.dep_ == "xcomp" and link.head.lemma_ in ("have", "be", "remain"):
            pending = pending or any(t.lower_ in ("yet", "still") for t in (*link.lefts, *link.head.children))
        for child in link.children:
            if child.dep_ in ("dobj", "attr", "pobj") and _has_no(child):
                denied |= {*names, child.lemma_.lower()}
    given = _given(chain, tokens)
    antecedent = verb.head if _is_mistaken(verb) else _antecedent(verb, subject)
    if antecedent is not None:
        given |= _names_of(antecedent)
        if antecedent.dep_ == "pobj" and antecedent.head.lower_ == "of":
            given |= _names_of(antecedent.head.head)  # "a meeting of the group in which 50 states take part"
    past = verb.tag_ == "VBD" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    clause = Stretch.of_tokens(tokens)
    return Predicate(
        frozenset(verbs),
        clause,
        frozenset(denied),
        given,
        frozenset(_names(verb)),
        pending,
        past,
    )


def _given(chain: Sequence[Token], tokens: Sequence[Token]) -> frozenset[str]:
    """What a predicate's verbs give or have: "thousands of soldiers", not "a force for the soldiers"."""
    found: set[str] = set()
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN") and _is_given(token, chain):
            found |= _names_of(token)
    return frozenset(found)


def _names_of(noun: Token) -> set[str]:
    """A noun alone and with the word before it: "unit", "police unit"."""
    found = {noun.lemma_.lower(), noun.lower_}
    for child in noun.lefts:
        if child.dep_ == "amod":
            found.add(child.lower_)
        if child.dep_ in ("compound", "amod"):
            found |= {f"{child.lower_} {noun.lemma_.lower()}", f"{child.lower_} {noun.lower_}"}
    return found


def _is_given(token: Token, chain: Sequence[Token]) -> bool:
    words = tally_words()
    at = token
    for _ in range(_STEPS):
        dep, head = at.dep_, at.head
        if at.lemma_.lower() in words.classes["offers"] and at.i != token.i:
            return True
        if head in chain and dep in ("dobj", "attr", "nsubjpass", "oprd", "dative"):
            return head.lemma_.lower() not in words.schooling
        if dep == "pobj" and head.lower_ in ("of", "with", "to"):
            if head.head in chain:
                return bool({head.lower_, head.head.lemma_.lower()} & words.handing)
            at = head.head
            if at.dep_ == "intj" and at.head in chain:
                return True
        elif dep in ("conj", "appos", "compound", "nmod") and head.pos_ in ("NOUN", "PROPN"):
            at = head
        else:
            return False
    return False


def _names(link: Token) -> set[str]:
    """A verb alone and with each of its particles, objects and prepositions: "turn", "turn down"."""
    lemma = link.lemma_.lower()
    names = {lemma}
    if link.i + 1 < len(link.doc):
        names.add(f"{lemma} {link.doc[link.i + 1].lower_}")  # "said no", whatever "no" hangs on
    if lemma == "have":
        # the parser may take the verb behind it for an adjective: "four have [nominated officers]"
        given = (c for c in link.rights if c.dep_ == "dobj")
        names |= {c.lemma_.lower() for g in given for c in g.lefts if c.tag_ == "VBN" and c.dep_ == "amod"}
    for child in link.children:
        if child.i < link.i and child.dep_ == "prep" and any(c.tag_ in ("WDT", "WP") for c in child.children):
            names.add(f"{lemma} {child.lower_}")  # "the pact to which 20 states belong"
        if child.i > link.i:
            names |= {f"{lemma} {child.lower_}", f"{lemma} {child.lemma_.lower()}"}
            if child.pos_ in ("ADP", "ADV", "ADJ") and not any(True for _ in child.children):
                names.add(f"{lemma} {child.lower_} alone")  # "eleven are in"
            if child.dep_ == "prep":
                names |= {f"{lemma} {child.lower_} {c.lower_}" for c in child.children}
    return names


def _has_no(noun: Token) -> bool:
    compared = ("more", "fewer", "less")  # "no more than ten" denies nothing
    doc = noun.doc
    return noun.lower_ in ("none", "nothing", "neither") or any(
        t.lower_ in ("no", "neither") and doc[t.i + 1].lower_ not in compared for t in noun.children
    )


def _chain(verb: Token, subject: Token) -> list[Token]:
    """A verb with what completes it: "have agreed to send", "are ready to join"."""
    chain = [verb]
    resolved = tally_words().resolved
    for token in chain:
        for child in token.children:
            if child.i <= token.i or len(chain) > _STEPS or child in chain:
                continue
            if child.dep_ == "dobj" and child.lemma_.lower() in resolved:
                chain.extend(c for c in child.children if c.dep_ == "acl" and c.tag_ == "VB")
            if child.dep_ == "ccomp" and not _same_subject(child, subject):
                continue
            if child.dep_ == "xcomp" and _is_asked_of_others(token):
                continue
            if child.dep_ == "pcomp" and _has_subject(child):
                continue  # "with six still to decide": another's act
            if child.dep_ == "advcl" and (not _is_purpose(child) or _is_absolute(child)):
                continue
            if child.dep_ in ("xcomp", "acomp", "oprd", "ccomp", "advcl", "pcomp") or (
                child.dep_ == "prep"
                and any(c.dep_ == "pcomp" and not _has_subject(c) for c in child.children)
            ):
                chain.append(child)
    return chain


def _is_asked_of_others(verb: Token) -> bool:
    """Whether what completes a verb is another's act: "urged the Council to send observers"."""
    asks = verb.lemma_.lower() in tally_words().classes["asking"]
    return asks and any(c.dep_ == "dobj" for c in verb.children)


def _is_purpose(verb: Token) -> bool:
    return not _has_subject(verb) and any(c.lower_ == "to" for c in verb.lefts)


def _is_absolute(verb: Token) -> bool:
    """Whether an act is that of others behind "with": "with nine still to make up their minds"."""
    before = verb.left_edge.i - 1
    return before > 0 and verb.doc[before].dep_ == "pobj" and verb.doc[before].head.lower_ == "with"


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _same_subject(verb: Token, subject: Token) -> bool:
    """Whether a clause has the subject of the one above: "said that they would"."""
    own = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if not own and _has_number_before(verb):
        return False
    return all(c.lower_ in _SAME or c.i == subject.i for c in own)


def _has_number_before(verb: Token) -> bool:
    """Whether another number acts that the parser ties elsewhere: "four have said no and two have yet to"."""
    first = next((c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg")), verb.i)
    if first < 2 or verb.tag_ in ("VB", "VBG", "VBN"):
        return False
    before = verb.doc[first - 1]
    return before.like_num and verb.doc[first - 2].lower_ in (",", "and", "but", "while")


def _clause(verb: Token, subject: Token) -> list[Token]:
    """The tokens of a predicate: without its subject and without clauses that have another."""
    skipped: set[int] = set()
    for child in verb.children:
        inside = [t.i for t in child.subtree]
        if subject.i in inside or (child.dep_ == "prep" and child.lower_ == "of" and child.i < verb.i):
            skipped.update(inside)
    for token in verb.subtree:
        if token.i == verb.i or token.i in skipped:
            continue
        if _is_apart(token, subject):
            skipped.update(t.i for t in token.subtree)
    first, last = section(verb.doc, verb.i)
    said = [t for t in verb.subtree if t.i not in skipped and first <= t.i <= last]
    if _is_mistaken(verb):
        return [*said, *(t for t in verb.head.subtree if t.i > verb.i and t not in said)]
    antecedent = _antecedent(verb, subject)
    if antecedent is None:
        return said
    return [*(c for c in antecedent.lefts if c.dep_ in ("amod", "compound")), antecedent, *said]


def _antecedent(verb: Token, subject: Token) -> Token | None:
    """The noun before a clause that its verb is done to: "the pact that 20 states have signed"."""
    if verb.dep_ == "acl":
        return verb.head if verb.tag_ == "VBN" else None
    if verb.dep_ == "relcl" and verb.head.i < subject.i and subject.lower_ not in _SAME:
        return verb.head
    before = verb.doc[verb.i - 1] if verb.i else verb
    by = verb.dep_ == "advcl" and verb.tag_ == "VBN" and subject.head.dep_ == "agent"
    return before if by and before.tag_ == "NNS" else None  # "soldiers contributed by 28 nations"


def _is_mistaken(verb: Token) -> bool:
    """Whether the parser took a verb for an adjective: "twelve offered soldiers"."""
    return verb.dep_ == "amod" and verb.i < verb.head.i and _has_subject(verb)


def _is_apart(token: Token, subject: Token) -> bool:
    dep = token.dep_
    if dep == "pcomp":
        return _has_subject(token)
    if dep not in _LOOSE:
        return False
    if dep in ("relcl", "appos"):
        return token.i > subject.i and dep == "relcl"
    if dep == "ccomp":
        return not _same_subject(token, subject)
    if dep == "advcl":
        return not _is_purpose(token) or _is_absolute(token)
    if dep in ("conj", "parataxis"):
        return token.pos_ in VERBAL and _has_subject(token)
    return False


def section(doc: Doc, at: int) -> tuple[int, int]:
    """The first and last token of the part of a sentence between semicolons."""
    first = next((i + 1 for i in range(at, -1, -1) if doc[i].text == ";"), 0)
    last = next((i - 1 for i in range(at, len(doc)) if doc[i].text == ";"), len(doc) - 1)
    return first, last
