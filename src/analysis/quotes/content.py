"""What is said: from the reporting words to the reported content, on the folded text.

A sentence end inside quotation marks is none. A cue reports when a complementizer, a colon or a quotation follows it,
or a quotation or clause stands before it. A reported clause ends with its sentence or before the next cue that reports.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.quotes.cues import Cue, cues
from analysis.quotes.marks import Marked, marked
from analysis.text import Folded, Span, sentences

# أن إن بأن with their pronouns, and what a verb may have between itself and them.
_THAT = re.compile(r"(?:(?:الي|من|علي|عن|ب)\s)?\b[وبل]?ان(?:ه|ها|هم|هما|ني|نا|ك|كم)?\b|\bما اذا\b")
_AND_THAT = re.compile(r"[،.]?\s*\bو(?:ب)?ان(?:ه|ها|هم|هما|ني|نا)?\s")
# What ends a reported clause before its sentence does: a comma and the narrator's own word.
_NARRATOR = re.compile(
    r"،\s*(?=(?:في حين|بينما|فيما|وذلك|وهو ما|وهي|فضلا عن ذلك|لكن يبدو|ولكن يبدو|فيما يبدو|في ما يبدو)\b)"
)
_TRIM = " \t\n\r،,.؛;:"
# How far behind its cue a complementizer, colon or quotation is looked for, in characters.
_REACH = 220


class Report(NamedTuple):
    """A reported content with its cue: spans in the folded text.

    segments: the content without outer marks; quoted: what stands in marks inside an indirect one; between: what stands
    between the cue and its content (source, addressee, circumstances); before: what stands before the cue in its
    clause; rule: the decision that found it.
    """

    kind: str
    segments: list[Span]
    quoted: list[Span]
    cue: Cue | None
    between: Span
    before: Span
    rule: str


def reports(text: Folded) -> list[Report]:
    """All reported contents of a folded text, in text order."""
    found: list[Report] = []
    stretches = marked(text.text)
    all_cues = list(cues(text))
    starts = [cue.start for cue in all_cues]
    for unit in _units(text.text, stretches):
        low, high = bisect.bisect_left(starts, unit.start), bisect.bisect_left(starts, unit.end)
        inside = [m for m in stretches if m.start >= unit.start and m.end <= unit.end]
        own = [cue for cue in all_cues[low:high] if not any(m.start < cue.start < m.end for m in inside)]
        found += _unit_reports(text.text, unit, own, inside)
    return sorted(found, key=lambda report: report.segments[0])


def _units(text: str, stretches: Sequence[Marked]) -> Iterator[Span]:
    """Sentences, joined where quotation marks run over their border."""
    pending: Span | None = None
    for sentence in sentences(text):
        unit = Span(pending.start if pending else sentence.start, sentence.end)
        pending = unit if any(m.start < unit.end < m.end for m in stretches) else None
        if pending is None:
            yield unit
    if pending:
        yield pending


def _unit_reports(text: str, unit: Span, own: Sequence[Cue], inside: Sequence[Marked]) -> Iterator[Report]:
    used: set[Marked] = set()
    placed = [(cue, _content_start(text, unit, cue, own, inside)) for cue in own]
    active: list[tuple[Cue, tuple[int, str] | None]] = []
    for cue, place in placed:
        if cue.kind == "preposition" or (place and (not active or _opens_clause(text, unit, cue, active[-1]))):
            active.append((cue, place))
    floor = unit.start
    for n, (cue, place) in enumerate(active):
        limit = _clause_end(text, active[n + 1][0].start, cue) if n + 1 < len(active) else unit.end
        if cue.kind == "preposition":
            yield from _attributed(text, Span(floor, unit.end), cue, inside)
            continue
        assert place is not None
        start, rule = place
        if rule == "postposed quotation":
            stretch = next(m for m in reversed(inside) if m.end <= cue.start)
            if stretch in used:
                continue
            used.add(stretch)
            inner = Span(stretch.inner_start, stretch.inner_end)
            yield Report("direct", [inner], [], cue, Span(cue.end, limit), Span(floor, floor), rule)
            continue
        limit = max(limit, next((m.end for m in inside if m.start >= start and m.start < limit), limit))
        between, before = Span(cue.end, start), Span(_clause_start(text, floor, cue.start), cue.start)
        report = _content(text, Span(start, limit), inside, rule)
        if report:
            used |= {m for m in inside if m.start >= start and m.end <= limit}
            yield report._replace(cue=cue, between=between, before=before)
        floor = limit


def _opens_clause(text: str, unit: Span, cue: Cue, last: tuple[Cue, tuple[int, str] | None]) -> bool:
    """Whether a cue behind another one reports for itself, and is no word of what the other reports."""
    if last[1] is None or last[1][1] == "postposed quotation" or cue.kind == "participle":
        return True
    before = text[unit.start : cue.start].rstrip()
    return before.endswith(("،", "و", "ف", ".", ":", "؛")) or cue.start < last[1][0]


def _content_start(
    text: str, unit: Span, cue: Cue, own: Sequence[Cue], inside: Sequence[Marked]
) -> tuple[int, str] | None:
    """Where the content of a cue begins, and by which rule; None when it reports nothing."""
    if cue.kind == "preposition" or (cue.kind == "participle" and not _follows_comma(text, cue)):
        return None
    following = min((c.start for c in own if c.start > cue.start and c.kind != "preposition"), default=unit.end)
    limit = min(unit.end, cue.end + _REACH)
    mark = next((m for m in inside if m.start >= cue.end), None)
    that = _THAT.search(text, cue.end, min(limit, following))
    colon = text.find(":", cue.end, min(limit, following))
    places = []
    if that:
        places.append((that.end(), "verb+complementizer"))
    if colon >= 0:
        places.append((colon + 1, "verb+colon"))
    if mark and mark.start < min(limit, following):
        places.append((mark.start, "direct after cue"))
    if not places and cue.nominal:
        noun = re.compile(rf"\b(?:{'|'.join(cue.nominal)})(?:(?<=ب)|\s)").search(text, cue.end, min(limit, following))
        if noun and "،" not in text[cue.end : noun.start()]:
            places.append((noun.end(), "verb+noun phrase"))
    previous = [m for m in inside if m.end <= cue.start]
    if previous and not text[previous[-1].end : cue.start].strip(" ،,.-–و"):
        return previous[-1].start, "postposed quotation"
    return min(places) if places else None


def _follows_comma(text: str, cue: Cue) -> bool:
    """Whether a participle stands where it reports (…، مضيفا أن …), not as a noun of its clause."""
    return text[max(cue.start - 6, 0) : cue.start].rstrip(" و")[-1:] in {"", "،", ",", "»", "”", '"', "."}


def _clause_start(text: str, floor: int, cue_start: int) -> int:
    return max(floor, text.rfind("،", floor, cue_start) + 1, text.rfind("\n", floor, cue_start) + 1)


def _clause_end(text: str, next_cue: int, cue: Cue) -> int:
    """Where the content of a cue must end at the latest, the next cue of the sentence being there."""
    at = next_cue
    while at > cue.end and text[at - 1] in "وفسب":
        at -= 1
    comma = text.rfind("،", cue.end, at)
    return comma if comma > 0 and len(text[comma:at].split()) <= 5 else at


def _attributed(text: str, unit: Span, cue: Cue, inside: Sequence[Marked]) -> Iterator[Report]:
    """The content of "…، بحسب فلان" and "بحسب فلان، …"."""
    head = text[unit.start : cue.start].strip(_TRIM + "و")
    comma = text.find("،", cue.end, unit.end)
    if head and len(head.split()) > 2:
        content, rule = Span(unit.start, cue.start), "postposed attribution"
        after = Span(cue.end, comma if comma >= 0 else unit.end)
    elif comma >= 0:
        content, rule, after = Span(comma + 1, unit.end), "preposed attribution", Span(cue.end, comma)
    else:
        return
    report = _content(text, content, inside, rule)
    if report:
        yield report._replace(cue=cue, between=after, before=Span(cue.start, cue.start))


def _content(text: str, span: Span, inside: Sequence[Marked], rule: str) -> Report | None:
    """The content in this span: direct when it stands wholly in marks, mixed when a part does, else indirect."""
    narrator = _NARRATOR.search(text, span.start, span.end)
    if narrator and not any(m.start < narrator.start() < m.end for m in inside):
        span = Span(span.start, narrator.start())
    span = _trimmed(text, span)
    marks = [m for m in inside if m.start >= span.start and m.end <= span.end + 1]
    if span.start >= span.end:
        return None
    nowhere = Span(span.start, span.start)
    if marks and rule in {"direct after cue", "verb+colon"} and marks[0].start <= span.start + 2:
        inner = [Span(m.inner_start, m.inner_end) for m in marks[:1]]
        return Report("direct", inner, [], None, nowhere, nowhere, rule)
    if len(marks) == 1 and marks[0].start <= span.start and marks[0].end >= span.end:
        return Report("direct", [Span(*marks[0][2:])], [], None, nowhere, nowhere, rule)
    segments = [s for s in _segments(text, span, marks) if s.start < s.end]
    quoted = [Span(m.inner_start, m.inner_end) for m in marks]
    return (
        Report("mixed" if quoted else "indirect", segments, quoted, None, nowhere, nowhere, rule) if segments else None
    )


def _segments(text: str, span: Span, marks: Sequence[Marked]) -> Iterator[Span]:
    """The clauses of "إن … وإن …"."""
    at = span.start
    for match in _AND_THAT.finditer(text, span.start, span.end):
        if not any(m.start < match.start() < m.end for m in marks):
            yield _stripped(text, _trimmed(text, Span(at, match.start())), marks)
            at = match.end()
    yield _stripped(text, _trimmed(text, Span(at, span.end)), marks)


def _stripped(text: str, span: Span, marks: Sequence[Marked]) -> Span:
    """A segment without the marks around it: whole when it is all quoted, else its last mark alone."""
    for m in marks:
        if m.start == span.start and m.end == span.end:
            return Span(m.inner_start, m.inner_end)
        if m.end == span.end:
            return Span(span.start, m.inner_end)
    return span


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Span(start, end)
