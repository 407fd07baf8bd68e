"""Whose whole text it is: turns of a transcript, and statements that one person signs.

"VOGEL: A little, yes." gives its line to Vogel, unless Vogel is the correspondent; a statement
under "Antony J. Blinken, Secretary of State", or "attributable to Spokesperson Ned Price", is his.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from pledgebook.model import Report
from pledgebook.reading.interviews import answers, interviewee, titled
from pledgebook.reading.records import Mention, MentionKind, Parsed, SentenceKind
from pledgebook.reading.sources import last_word
from pledgebook.reading.speech_words import Role, SpeechWords

# The name before a colon, printed bold or not.
_LABEL = re.compile(r"\s*[*_]{0,3}([^\W\d_][^:\n!?;\"“*]{0,70}):[*_]{0,3}(?=\s)")
_LETTER = re.compile(r"\s*([QA])\.(?=\s|$)")
_TIME = re.compile(r"\s*\d{1,2}[:.]\d\d\s*(?:[ap]m|GMT|CET)?\s*[-–—|]?\s*")
_PARENTHESES = re.compile(r"\s*\([^()]{0,60}\)")
_INSIDE = re.compile(r"\(([^()]{1,60})\)")
_BY = re.compile(
    r"\b(?:statement|speech|address|remarks|intervention|keynote|lecture)\b.{0,160}?\bby\s+", re.IGNORECASE
)
# What follows the speaker in such a title: "… by the Prime Minister on Kosovo".
_BEHIND = re.compile(r"(?:[,:;(–—]|\s-|\s(?:on|at|to|in|before|after|during|following|about|regarding)\s)")
_SIGNED = re.compile(
    r"\s*((?:[A-Z][\w.'’-]*\s+){1,4}(?:(?:v[ao]n|de[lrn]?|da|di|du|la|ter|bin|al)\s+){0,2}[A-Z][\w'’-]+),"
    r"\s+([A-Z][^.!?:]{2,80})$"
)
_TRANSCRIPT = re.compile(r"\b(?:transcript|text|version|translation)\b", re.IGNORECASE)
# The line under a letter, its name without title and honours, and the greeting above it.
_NAME = re.compile(
    r"\s*(?:The Hon(?:ourable|\.)?\s+)?((?:[A-Z][\w.'’-]*\s+){1,3}?[A-Z][\w'’-]+)"
    r"(?:,?\s+(?:MP|TD|J[Rr]\.))?\s*$"
)
_GREETING = re.compile(
    r"\s*(?:Yours|Sincerely|Respectfully|Faithfully|Cordially|With (?:best|kind))\b", re.IGNORECASE
)
_FIRST_PERSON = frozenset({"i", "my", "we", "our"})
_STATESMAN = re.compile(
    r"\b(?:minister|president|chancellor|ambassador|secretary[- ]general|secretary of)\b", re.IGNORECASE
)
_ABBREVIATED = 5  # letters of an abbreviated title with its full stop: "Capt.", "Gen."
_HEADERS = 5  # paragraphs at the top in which a signature is looked for
_LEAST = 3  # sentences of a letter
_SPOKEN = 2  # sentences of "I" or "we" from which on a text is told in the first person
_VOICES = 100  # people of a transcript; what has more labels is something else
_ARTICLE = 4  # characters of an article before an office
_LONG_NAME = 5  # words of a name with no title
_NEAR = 60  # characters between "correspondent" and the name it introduces


@dataclass(frozen=True, slots=True)
class Turn:
    """Sentences `first` to `last` (included) and their speaker, None for one who only reports.

    `begin` is the report offset at which the words of the first sentence begin, after the label.
    """

    first: int
    last: int
    begin: int
    speaker: str | None
    codes: tuple[str, ...]
    rule: str


def find_turns(
    report: Report, sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], words: SpeechWords
) -> list[Turn]:
    """The turns of a transcript, or the one turn of a signed statement; else none.

    `first` and `last` count within `sentences`.
    """
    text = report.text
    labels = _labels(sentences)
    if not _is_transcript([label for _, label, _ in labels], words):
        return (
            _signed(text, sentences, mentions, words)
            or _interview(report.title, sentences, mentions)
            or _delivered(sentences, mentions, words)
            or _under_a_name(sentences, mentions)
            or _opened(labels, sentences, mentions, words)
            or _undersigned(sentences, mentions)
            or _by_title(report.title or "", sentences, mentions, words)
        )
    # Where the press only asks, whoever answers has come to be heard; a host also talks to guests.
    asked = any(_asks(label, words) for _, label, _ in labels)
    broadcast = not asked and any(_press_word(label, words) for _, label, _ in labels)
    distinct = dict.fromkeys(label for _, label, _ in labels)
    press = {label: _is_press(text, label, words) for label in islice(distinct, _VOICES)}
    known = _codes_by_name(mentions)
    offices = _named_offices(distinct, words)
    briefer = _briefer(sentences[: labels[0][0]], mentions[: labels[0][0]], distinct, words)
    turns = []
    for number, (index, label, begin) in enumerate(labels):
        last = labels[number + 1][0] - 1 if number + 1 < len(labels) else len(sentences) - 1
        speaker = None if press.get(label, True) else offices.get(label) or _untitled(label, words)
        if speaker is not None and label.lower() in words.file.answers:
            speaker = briefer
        codes = known.get(last_word(speaker), ()) if speaker else ()
        if broadcast and not codes and not _titled(label, words):
            speaker = None  # a guest or a colleague of the host: no party's voice that we know
        turns.append(Turn(index, last, begin, speaker, codes, "transcript"))
    return turns


def headline_label(number: int, parsed: Parsed, mentions: Sequence[Mention]) -> Turn | None:
    """The person named before the colon of a headline or an item: "Pistorius: brigade ready"."""
    sentence = parsed.sentence
    time = _TIME.match(sentence.text)
    found = _LABEL.match(sentence.text, time.end() if time else 0)
    if found is None:
        return None
    opening = sentence.start + found.start(1)
    for owner in mentions:  # "Norway's Tore Sandvik: …"
        first, last = parsed.span(owner.first, owner.last)
        if first == opening and sentence.text[last - sentence.start :][:2] in ("'s", "’s"):
            opening = last + 3
    for mention in mentions:
        spoken = mention.kind in (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.SEAT)
        first, last = parsed.span(mention.first, mention.last)
        if spoken and mention.name and last == sentence.start + found.end(1) and first - opening <= _ARTICLE:
            begin = sentence.start + found.end()
            return Turn(number, number, begin, mention.name, mention.codes, "transcript")
    return None


def _interview(
    title: str | None, sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]]
) -> list[Turn]:
    found = answers(sentences)
    who = interviewee(sentences, mentions, found)
    name = who.name if who is not None else titled(title, sentences, found)
    if name is None:
        return []
    codes = who.codes if who is not None else _codes_by_name(mentions).get(last_word(name), ())
    starts = ((first, last, sentences[first].sentence.start) for first, last in found)
    return [Turn(first, last, begin, name, codes, "transcript") for first, last, begin in starts]


def _delivered(
    sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], words: SpeechWords
) -> list[Turn]:
    """A speech whose heading says whose it is: "Statement to the House by the Prime Minister".

    A first line does so too that calls what follows a transcript.
    """
    for number, (parsed, named) in enumerate(islice(zip(sentences, mentions, strict=True), _HEADERS)):
        text = parsed.sentence.text
        found = _BY.search(text)
        heads = parsed.sentence.kind is SentenceKind.HEADING or (number == 0 and _TRANSCRIPT.search(text))
        if found is None or not heads or number + 1 >= len(sentences):
            continue
        for mention in named:
            first, last = (at - parsed.sentence.start for at in parsed.span(mention.first, mention.last))
            spoken = mention.kind in (MentionKind.PERSON, MentionKind.OFFICE) and mention.name
            between = text[found.end() : first].lower().split()
            titled = len(between) < _LONG_NAME and all(word in words.file.titles for word in between)
            if spoken and last > found.end() and (first <= found.end() + _ARTICLE or titled):
                begin = sentences[number + 1].sentence.start
                name = mention.name or ""
                return [Turn(number + 1, len(sentences) - 1, begin, name, mention.codes, "statement")]
    return []


def _by_title(
    title: str, sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], words: SpeechWords
) -> list[Turn]:
    """A speech in the first person whose title says whose it is: "Statement by the Prime Minister"."""
    found = _BY.search(title)
    if found is None or _first_persons(sentences) < _SPOKEN:
        return []
    printed = _BEHIND.split(title[found.end() :], maxsplit=1)[0].removeprefix("the ").strip()
    roles = [words.role(word) for word in printed.lower().split()]
    if Role.PEOPLE not in roles or Role.PRESS in roles or len(roles) > _LONG_NAME:
        return []
    return [_statement(_untitled(printed, words), sentences, mentions)]


def _under_a_name(sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]]) -> list[Turn]:
    """A speech in the first person under a line that holds the name of its speaker alone."""
    for number, (parsed, named) in enumerate(islice(zip(sentences, mentions, strict=True), _HEADERS)):
        line = parsed.sentence.text.strip()
        known = any(m.kind is MentionKind.PERSON and m.codes and m.name == line for m in named)
        if known and _first_persons(sentences[number + 1 :]) >= _SPOKEN:
            return [_statement(line, sentences, mentions, number + 1)]
    return []


def _opened(
    labels: Sequence[tuple[int, str, int]],
    sentences: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    words: SpeechWords,
) -> list[Turn]:
    """A speech whose first line alone has a label, a titled name: "Mr Robin Cook: With permission, …"."""
    if len(labels) != 1 or labels[0][0] >= _HEADERS or not _titled(labels[0][1], words):
        return []
    [(first, label, begin)] = labels
    name = _untitled(label, words)
    if not name or _press_word(label, words) or _first_persons(sentences[first:]) < _SPOKEN:
        return []
    return [_statement(name, sentences, mentions, first, begin)]


def _first_persons(sentences: Sequence[Parsed]) -> int:
    """How many sentences speak of "I" or "we"."""
    return sum(any(t.lower_ in _FIRST_PERSON for t in p.doc) for p in sentences)


def _statement(
    name: str,
    sentences: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    first: int = 0,
    begin: int | None = None,
) -> Turn:
    """The turn of one whose word all is from sentence `first` on, or from the place `begin` in it."""
    codes = _codes_by_name(mentions).get(last_word(name), ())
    start = sentences[first].sentence.start if begin is None else begin
    return Turn(first, len(sentences) - 1, start, name, codes, "statement")


def _undersigned(sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]]) -> list[Turn]:
    """A letter: its last line is the name alone, under a greeting, of one who writes in the first person."""
    if len(sentences) < _LEAST:
        return []
    *body, last = sentences
    found = _NAME.match(last.sentence.text)
    if found is None or last.sentence.paragraph == body[-1].sentence.paragraph:
        return []
    name = found.group(1)
    codes = _codes_by_name(mentions).get(last_word(name), ())
    greeted = _GREETING.match(body[-1].sentence.text) or any(
        t.lower_ == "dear" for p in body[:_LEAST] for t in p.doc
    )
    spoken = _first_persons(body)
    if not (spoken >= _SPOKEN or (spoken and name.isupper())) or not (greeted or codes):
        return []
    return [Turn(0, len(body) - 1, body[0].sentence.start, name, codes, "statement")]


def _labels(sentences: Sequence[Parsed]) -> list[tuple[int, str, int]]:
    labels = []
    paragraph = -1
    for number, parsed in enumerate(sentences):
        sentence = parsed.sentence
        if sentence.paragraph != paragraph and sentence.kind is not SentenceKind.ITEM:
            found = _LETTER.match(sentence.text) or _LABEL.match(sentence.text)
            if found and _is_label(found.group(1)):
                labels.append((number, found.group(1), sentence.start + found.end()))
        paragraph = sentence.paragraph
    return labels


def _is_label(label: str) -> bool:
    bare = _PARENTHESES.sub("", label).split()
    if any(w.endswith(".") and len(w) > _ABBREVIATED for w in bare):
        return False
    return 0 < len(bare) <= 6 and all(w[0].isupper() or not w[0].isalpha() or len(w) <= 3 for w in bare)


def _is_transcript(labels: Sequence[str], words: SpeechWords) -> bool:
    if any(_office_and_name(label, words) or _name_and_office(label, words) for label in labels):
        return True  # "The Secretary of State for Defence (Mr. Tom King):", as parliaments print it
    if len(labels) < 2:
        return False
    bare = Counter(_PARENTHESES.sub("", label).strip() for label in labels)
    repeated = [label for label, times in bare.items() if times > 1]
    asked = [label for label in labels if _press_word(label, words)]
    titled = [label for label in labels if label.isupper() and _untitled(label, words) != label]
    return bool(repeated or asked) or len(titled) > 1


def _press_word(label: str, words: SpeechWords) -> bool:
    bare = _PARENTHESES.sub("", label).lower().split()
    reports = any(words.role(w) is Role.PRESS or w in words.file.press_labels for w in bare)
    return reports or _asks(label, words)


def _asks(label: str, words: SpeechWords) -> bool:
    return _PARENTHESES.sub("", label).lower().split()[-1] in words.file.questions


def _titled(label: str, words: SpeechWords) -> bool:
    return _PARENTHESES.sub("", label).lower().split()[0] in words.file.titles


def _is_press(text: str, label: str, words: SpeechWords) -> bool:
    """Whether a label names a host, or one whom the text calls a correspondent."""
    if _press_word(label, words):
        return True
    name = _PARENTHESES.sub("", label).split()[-1]
    for found in re.finditer(re.escape(name), text, re.IGNORECASE):
        before = re.findall(r"\w+", text[max(0, found.start() - _NEAR) : found.start()].rpartition(":")[2])
        if any(words.role(word) is Role.PRESS for word in before[-4:]):
            return True
    return False


def _untitled(label: str, words: SpeechWords) -> str:
    if (both := _office_and_name(label, words)) is not None:
        label = both[1]  # "Minister for Defence (Deputy Breen)"
    parts = _PARENTHESES.sub("", label).split()
    bare = list(parts)
    while len(bare) > 1 and bare[0].lower() in words.file.titles:
        bare.pop(0)
    title = bare[0].islower() or (len(bare) == 1 and bare[0].lower() in words.file.titles)
    return " ".join(parts if title else bare)


def _named_offices(labels: Iterable[str], words: SpeechWords) -> dict[str, str]:
    """Whom an office alone stands for, by the labels with a name: "Minister for Defence (Deputy Breen):".

    "Spokesperson Ek:" does so too.
    """
    named: dict[str, str] = {}
    for label in labels:
        both, name = _office_and_name(label, words), _untitled(label, words)
        if both is not None:
            named[both[0]] = name
        elif label != name and label.endswith(name):
            named[label.removesuffix(name).strip()] = name
    return named


def _office_and_name(label: str, words: SpeechWords) -> tuple[str, str] | None:
    """The office and the name of "The Prime Minister (Mr. Ek)"; not of "Minister Pahor (in Slovene)"."""
    inner = _INSIDE.search(label)
    office = label[: inner.start()].strip() if inner else ""
    first, *rest = office.lower().split() or [""]
    if inner is None or not (first == "the" or (rest and words.role(first) is Role.PEOPLE)):
        return None
    if not any(words.role(word) is Role.PEOPLE for word in (first, *rest)):
        return None
    name = inner.group(1).split()
    titled = name[0].lower() in words.file.titles
    named = (
        len(name) > 1 and all(word[0].isupper() or len(word) <= 3 for word in name) and name[0][0].isupper()
    )
    return (office, inner.group(1)) if named and (titled or len(name) < _LONG_NAME) else None


def _name_and_office(label: str, words: SpeechWords) -> bool:
    """Whether a label is a titled name with its office behind it: "Mr RUDD (Prime Minister)"."""
    inner = _INSIDE.search(label)
    before = label[: inner.start()].lower().split() if inner else []
    if inner is None or len(before) < 2 or before[0] not in words.file.titles:
        return False
    return any(words.role(word) is Role.PEOPLE for word in inner.group(1).lower().split())


def _briefer(
    opening: Sequence[Parsed],
    mentions: Sequence[Sequence[Mention]],
    labels: Iterable[str],
    words: SpeechWords,
) -> str | None:
    """Who answers as "A.": whom the lines above name, in parentheses or else, or who opens the briefing."""
    for parsed in opening:
        for inner in _INSIDE.finditer(parsed.sentence.text):
            if any(words.role(word) is Role.PEOPLE for word in inner.group(1).split()):
                return _untitled(inner.group(1), words)
    ahead = (m.name for named in mentions for m in named if m.kind is MentionKind.PERSON and m.codes)
    others = (
        _untitled(label, words)
        for label in labels
        if not _press_word(label, words) and label.lower() not in words.file.answers
    )
    return next(ahead, None) or next(others, None)


def _codes_by_name(mentions: Sequence[Sequence[Mention]]) -> dict[str, tuple[str, ...]]:
    """The codes of each name's last word, as first given."""
    known: dict[str, tuple[str, ...]] = {}
    for sentence in mentions:
        for mention in sentence:
            if mention.codes and mention.name:
                known.setdefault(last_word(mention.name), mention.codes)
    return known


def _signed(
    text: str, sentences: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], words: SpeechWords
) -> list[Turn]:
    first = sentences[0].sentence.paragraph if sentences else 0
    for number, parsed in enumerate(sentences):
        sentence = parsed.sentence
        if sentence.paragraph - first >= _HEADERS:
            break
        name = _signature(sentence.text, words)
        if name and number + 1 < len(sentences):
            return [_statement(name, sentences, mentions, number + 1)]
    return []


def _signature(line: str, words: SpeechWords) -> str | None:
    if found := _SIGNED.match(line):
        office = [words.role(w.strip(",")) for w in found.group(2).split()]
        if Role.PEOPLE in office and Role.PRESS not in office:
            name = found.group(1)
            if not name.lower().startswith("by "):
                return _untitled(name, words)
            if _STATESMAN.search(found.group(2)):  # "By Anna Ek, minister for defence", no columnist
                return _untitled(name[3:], words)
    for word in words.file.attributable:
        _, present, rest = line.partition(f"{word} to ")
        if present and line.rstrip().endswith(":"):
            return _untitled(rest.rstrip(" :"), words)
    return None
