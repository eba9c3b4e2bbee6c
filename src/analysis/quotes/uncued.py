"""What is said without a cue: sentences in marks, sentences that go on with the report before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.quotes.marks import Marked
from analysis.quotes.places import NOT_THAT, THAT
from analysis.quotes.report import Report, Unit, gap, lines, trimmed
from analysis.quotes.segments import content
from analysis.text import Span

_SUBHEADING = 7  # words
# Paragraphs that a quotation whose mark is never closed runs over; where they end is anybody's guess.
_RUNS_OVER = 3
I_OR_WE = (
    r"انا|نحن|اننا|انني|لدي|لدينا|لنا|لي|علينا|عندنا|معنا|كنت|كنا|سا\w{3,}|سن\w{3,}|"
    r"و?ا(?:ستطيع|ستطع|عرف|عتقد|ريد|شعر|ظن|ود|تمني)|\w{3,}(?:نني|تني)"
)
_FIRST_PERSON = re.compile(rf"\b(?:{I_OR_WE})\b")
# What a sentence of such a quotation shows: the first or second person, or a word that links it to the one before.
_SPOKEN = re.compile(
    rf"\b(?:{I_OR_WE}|انت|انتم|ان(?:ه|ها|هم|ي)|لك|لكم|علي|عندي|لقد|ن[^ا\W]\w{{2,}}|"
    r"و?ا(?:قول|حب|ري|تذكر|فكر|فهم|حتاج|كون|كن|علم|قصد)|"
    r"\w{3,}كم|(?!هنا)\w{3,}نا)\b|^\W*(?:و|ف|لكن|لان|هذا|هذه|ثم|ربما|بل)"
)
# What is in marks behind these words is their name.
_TITLE = re.compile(
    r"\b(?:عنوان\w*|بعنوان|تحت شعار|كتاب\w*|فيلم|روايه|مسلسل|ديوان|اغنيه|مجله|حمله|مبادره|برنامج|تخصصات|دورات|ندوه)\W*$"
)
_AND_THAT = re.compile(r"\W*وان(?:ه|ها|هم)?\s")
_ASKS_ON = re.compile(r"\W*و?(?:من|ما|ماذا|لماذا|كيف|متي|اين|هل|الي متي|اي)\s")
_NEAR = 60  # letters of a clause before the words in marks


def go_on(text: str, unit: Unit, row: list[Report]) -> None:
    """A sentence that begins with وإن goes on with the report before it, a second question with the first: add it."""
    match = _AND_THAT.match(text, unit.span.start, unit.span.end)
    last = row[-1]
    asked = text[last.segments[-1].end - 1 : unit.span.start].rstrip().endswith(("؟", "?"))
    asks = _ASKS_ON.match(text, *unit.span) if asked else None
    if asks and last.rule == "verb+colon" and last.kind == "indirect" and text[unit.span.end - 1] in "؟?":
        row[-1] = last._replace(segments=[*last.segments, trimmed(text, unit.span)])
        return
    if match is None or last.rule == "postposed attribution" or gap(text, last.segments[-1].end, unit.span.start) > 0:
        return
    more = content(text, Span(match.end(), unit.span.end), unit.inside, "verb+complementizer")
    if more:
        row[-1] = last.joined(more)._replace(kind=last.kind if last.kind == more.kind else "mixed")


def uncued(text: str, units: Sequence[Unit], found: list[list[Report]]) -> None:
    """Sentences in marks without a cue: they go on with the quotation before them, or are one of its speaker."""
    used = {s.start for row in found for report in row for s in [*report.segments, *report.quoted]}
    goes_on, since = -1, -1  # the unit of a quotation left open, and the last unit that it runs over
    for n, unit in enumerate(units):
        if found[n]:
            goes_on, since = (n, n) if _left_open(text, unit, found[n]) else (-1, -1)
            continue
        spoken = _spoken(text, unit)
        if goes_on >= 0 and since == n - 1 and not unit.inside and n - goes_on <= _RUNS_OVER and spoken:
            last = found[goes_on][-1]
            found[goes_on][-1] = last._replace(segments=[*last.segments, trimmed(text, unit.span)])
            since = n
            continue
        free = [m for m in unit.inside if m.inner_start not in used]
        if goes_on >= 0 and since == n - 1 > goes_on and len(free) == 1 and _whole(text, unit, free[0]):
            last = found[goes_on][-1]  # its next paragraph opens a mark again
            found[goes_on][-1] = last._replace(segments=[*last.segments, *lines(text, Span(*free[0][2:]))])
            since = n
            continue
        longest = max(free, key=lambda m: m.end - m.start, default=None)
        if longest and n and (found[n - 1] or _said_alone(text, unit, longest)):
            _quoted_alone(text, unit, longest, found, n)
            goes_on, since = (n, n) if _left_open(text, unit, found[n]) else (-1, -1)


def _spoken(text: str, unit: Unit) -> bool:
    """Whether a sentence may go on with a quotation: who names a person is the narrator, unless he says I or we."""
    words = text[unit.span.start : unit.span.end]
    named = any(m.type == "PER" for m in unit.names)
    return bool(_FIRST_PERSON.search(words) if named else _SPOKEN.search(words))


def _whole(text: str, unit: Unit, m: Marked) -> bool:
    """Whether a sentence stands in marks as a whole."""
    return gap(text, unit.span.start, m.start) + gap(text, m.end, unit.span.end) == 0


def _said_alone(text: str, unit: Unit, m: Marked) -> bool:
    """Whether a sentence far from any report stands in marks as a whole, in somebody's own voice."""
    inside = text[m.inner_start : m.inner_end]
    return _whole(text, unit, m) and len(inside.split()) >= _SUBHEADING and _SPOKEN.search(inside) is not None


def _quoted_alone(text: str, unit: Unit, m: Marked, found: list[list[Report]], n: int) -> None:
    """A sentence with a quotation and no cue: a segment of the direct quotation before it, or a report of its own."""
    last = found[n - 1][-1] if found[n - 1] else None
    whole = _whole(text, unit, m)
    words = len(text[m.inner_start : m.inner_end].split())
    # A few words in marks that stand alone are a subheading, which has no full stop.
    stopped = whole and text[m.inner_end - 1 : unit.span.end + 1].rstrip("\n ")[-1:] in ".…!؟"
    if words < (2 if whole and last and last.kind == "direct" else 3 if stopped else _SUBHEADING):
        return
    nowhere = Span(unit.span.start, unit.span.start)
    if not whole:
        start = _opened(text, unit, m)
        end = m.end if unit.span.start < start == m.start else unit.span.end
        report = None
        if not _TITLE.search(text[unit.span.start : m.start]):
            report = content(text, trimmed(text, Span(start, end)), unit.inside, "uncued quotation")
        found[n] = [report] if report and (report.quoted or report.kind == "direct") else []
        return
    segments = lines(text, Span(m.inner_start, m.inner_end))
    if last and last.kind == "direct":  # moved to this sentence, so that the next one may go on with it
        found[n - 1].pop()
        found[n] = [last._replace(segments=last.segments + segments)]
    else:
        found[n] = [Report("direct", segments, [], None, nowhere, nowhere, "uncued quotation")]


def _opened(text: str, unit: Unit, m: Marked) -> int:
    """Where what is said begins in a sentence with a quotation: behind a complementizer or at a colon before it."""
    that = [found for found in THAT.finditer(text, unit.span.start, m.start) if m.start - found.end() < _NEAR]
    that = [found for found in that if (found["before"] or "").strip() not in NOT_THAT]
    return that[-1].end() if that and not text[unit.span.start : m.start].rstrip().endswith(":") else m.start


def _left_open(text: str, unit: Unit, row: Sequence[Report]) -> bool:
    """Whether the paragraph ends in a quotation whose mark was never closed: the next one may go on with it."""
    last = row[-1] if row else None
    if last is None or last.kind != "direct" or not unit.inside:
        return False
    m = unit.inside[-1]
    ends = text[m.end - 1] not in "»”“\"›’'" and text[unit.span.end : unit.span.end + 1] == "\n"
    return ends and last.segments[-1].start == m.inner_start
