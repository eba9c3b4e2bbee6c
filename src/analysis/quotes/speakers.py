"""Who says it: the source phrase of a report, and the persons or institutions that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.quotes.content import Report
from analysis.text import Span

_STOP = re.compile(
    r"(?:^|\s)(?:في|خلال|امس|اليوم|يوم|مساء|صباح|بعد|قبل|عبر|ضمن|ردا|تعليقا|عقب|اثناء|منذ|لدي|كما|قائلا|بالقول)\b|[:(\n]"
)
_ADDRESSEE = re.compile(r"(?:^|\s)ل(?=\w{3,})")
_DUAL = re.compile(r"^ال\w+(?:ان|ين)$")
_MEDIA = re.compile(
    r"وكاله|صحيفه|قناه|شبكه|رويترز|بي بي سي|سي ان ان|الجزيره|العربيه|فرانس برس|اسوشيتد|مجله|موقع|تلفزيون|اذاعه"
)
_DOCUMENT = re.compile(r"تقرير|تقارير|دراسه|بيان|استطلاع|وثيق|قانون|معطيات|ارقام|بيانات|احصا|مذكره")
_BODY = re.compile(
    r"حكوم|وزاره|سلطات|رئاسه|جيش|شرطه|حزب|حركه|منظمه|هيئ|لجنه|محكمه|مجلس|شركه|بنك|اتحاد|نادي|جامعه|مؤسسه|"
    r"البيت الابيض|كرملين|برلمان|بلدي"
)


class Speaker(NamedTuple):
    """Who says a report: the source phrase in the folded text, names, entity ids, type, and whom it is told."""

    source: Span | None
    names: list[str]
    ids: list[str]
    source_type: str
    addressee: Span | None


def speakers(text: str, reports: Sequence[Report], mentions: Sequence[Any]) -> list[Speaker]:
    """The speaker of each report, in order: a dropped subject or a pronoun is the speaker before.

    `mentions` are rows with offsets in the folded text, type, entity_id and name.
    """
    found: list[Speaker] = []
    for report in reports:
        source, addressee = _source(text, report)
        speaker = _resolved(text, source, mentions, found)
        if source is None and speaker is None:
            speaker = _previous(found) or _subject_before(report, mentions)
        speaker = speaker or Speaker(source, [], [], "unknown", None)
        found.append(speaker._replace(source=source, addressee=addressee))
    return found


def _source(text: str, report: Report) -> tuple[Span | None, Span | None]:
    """The source phrase and the addressee: behind the cue, else the subject before it."""
    cue = report.cue
    if cue is None or cue.pronoun or cue.kind == "participle":
        return None, None
    behind = text[report.between.start : report.between.end]
    stop = _STOP.search(behind)
    to = _ADDRESSEE.search(behind)
    end = min(stop.start() if stop else len(behind), to.start() if to else len(behind))
    phrase = _phrase(text, report.between.start, report.between.start + end)
    addressee = None
    if to and (stop is None or to.start() < stop.start()):
        rest = text[report.between.start + to.end() : report.between.end]
        cut = re.search(r"[،:(\n]|\s(?:ان|انه|انها|بان|ب?قول)\b|\s[بو]?ان$|\s(?:الي|من|علي)?$", rest)
        addressee = _phrase(
            text, report.between.start + to.end(), report.between.start + to.end() + (cut.start() if cut else len(rest))
        )
    if phrase is None and report.before.end - report.before.start > 2 and cue.kind == "verb":
        phrase = _phrase(text, *report.before)
        words = text[phrase.start : phrase.end].split() if phrase else []
        if not words or len(words) > 8:
            phrase = None
    return phrase, addressee


_EDGE = ' \t\n\r،,.؛;:-–—"“”«»'
_LEADING = re.compile(r"^(?:و?لكن|كما|و?قد|ف?قد|بينما|و|ثم|حيث|اذ)\s+")
_THAT_AT_END = re.compile(r"\s*\b(?:(?:الي|من|علي|عن)\s)?[وب]?ان(?:ه|ها|هم|هما|ني|نا)?$|\s(?:الي|علي|من|عن|ب)\s?$")


def _phrase(text: str, start: int, end: int) -> Span | None:
    """The span without edges that are no part of a noun phrase; None when nothing is left."""
    cut = _THAT_AT_END.search(text[start:end])
    if cut:
        end = start + cut.start()
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while start < end and text[start] in _EDGE:
        start += 1
    leading = _LEADING.match(text[start:end])
    if leading:
        start += leading.end()
    return Span(start, end) if end - start > 1 else None


def _resolved(text: str, source: Span | None, mentions: Sequence[Any], before: Sequence[Speaker]) -> Speaker | None:
    if source is None:
        return None
    words = text[source.start : source.end]
    first = words.split()[0]
    pair = _last_pair(source.start, mentions) if _DUAL.match(words) else []
    if pair:
        return Speaker(source, [m.name for m in pair], [m.entity_id for m in pair], "person", None)
    inside = [m for m in mentions if m.start >= source.start and m.end <= source.end]
    persons = [m for m in inside if m.type == "PER"]
    if persons:
        chosen = [persons[0], *(m for m in persons[1:] if _joined(text, persons[0], m))]
        return Speaker(source, [m.name for m in chosen], [m.entity_id for m in chosen], "person", None)
    whole = next((m for m in inside if m.start == source.start and m.end == source.end), None)
    if whole:
        type_ = "media" if _MEDIA.search(words) else "organization"
        return Speaker(source, [whole.name], [whole.entity_id], type_, None)
    if first.startswith("ال") and len(words.split()) <= 2 and not _kind_of(words):
        earlier = _previous(before)
        if earlier and earlier.source_type == "person":
            return earlier
    return Speaker(source, [], [], _kind_of(words) or "unnamed", None)


def _joined(text: str, first: Any, other: Any) -> bool:
    """Whether another name stands in coordination with the first: only و between them."""
    return text[first.end : other.start].strip() in {"و", "، و", "،و"}


def _kind_of(words: str) -> str | None:
    if _MEDIA.search(words):
        return "media"
    if _DOCUMENT.search(words):
        return "document"
    return "organization" if _BODY.search(words) else None


def _last_pair(at: int, mentions: Sequence[Any]) -> list[Any]:
    """The last two different persons named before this place: whom a dual (الزعيمان) means."""
    pair: list[Any] = []
    for mention in reversed([m for m in mentions if m.type == "PER" and m.end <= at]):
        if mention.entity_id not in {m.entity_id for m in pair}:
            pair.insert(0, mention)
        if len(pair) == 2:
            return pair
    return []


def _previous(before: Sequence[Speaker]) -> Speaker | None:
    return next((speaker for speaker in reversed(before) if speaker.names), None)


def _subject_before(report: Report, mentions: Sequence[Any]) -> Speaker | None:
    at = report.cue.start if report.cue else report.segments[0].start
    persons = [m for m in mentions if m.type == "PER" and m.end <= at]
    return Speaker(None, [persons[-1].name], [persons[-1].entity_id], "person", None) if persons else None


def head_phrase(words: str) -> str:
    """An unnamed source as it is kept: the phrase without a relative clause.

    >>> head_phrase("مسؤولون روس الذين حضروا")
    'مسؤولون روس'
    """
    cut = re.search(r"\s(?:الذي|التي|الذين|اللذان|اللتان|اللاتي)\b|،", words)
    return words[: cut.start()].strip() if cut else words.strip()
