"""Who speaks, a colon, what is said: headlines, and lines as of a script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.cues import lemma_of
from analysis.quotes.edges import title_clause
from analysis.quotes.kinds import is_body, is_role, kind_of
from analysis.quotes.report import Report, Unit
from analysis.quotes.segments import content
from analysis.quotes.uncued import I_OR_WE
from analysis.quotes.verbal_nouns import is_masdar
from analysis.text import Span

# What opens a headline with a colon and speaks not: watch, in pictures, exclusive, a score.
_RUBRIC = re.compile(
    r"(?:شاهد|شاهدوا|بالفيديو|فيديو|بالصور|صور|عاجل|حصري|خاص|تقرير|تحليل|راي|مباشر|استطلاع|هجوم|حادث|مقتل|وفاه|انفجار|زلزال|حريق)\b|.*\d"
)
_WE = re.compile(
    rf":\s*(?:(?:لا|لن|لم|قد|سوف)\s)?(?:س?ن(?!ص|قل|شر|في|حو)[^ا\W]\w{{2,}}|{I_OR_WE}|\w{{3,}}نا)\b"
)  # مياه الأحساء: لن نسمح
_LONGEST_SOURCE, _FEWEST, _LONGEST_TITLE, _NAME = 7, 3, 30, 3  # words
_SCRIPT = re.compile(r"\W*((?:\w+\s){0,3}\w+)\s?:\s?")
_OFFICE = re.compile(r"(?:مدني|صحه|تعليم|مرور|كهرباء|مياه)\s\w+")  # of a region: مدني عسير
_COLON = re.compile(r":(?!//)")
_AND = re.compile(r"\s?(?P<dots>\.\.+)\s?")


def headlines(text: str, unit: Unit, already: Sequence[Report], names: Sequence[Any]) -> list[Report]:
    """The headline form "Speaker: what is said" in the first line of a text, also twice: فلان: …‎.. وفلان: …"""
    line_end = text.find("\n", unit.span.start)
    if line_end < 0 or unit.span.end > line_end:
        return []
    found: list[Report] = []
    for colon in _COLON.finditer(text, unit.span.start, line_end):
        start = title_clause(text, colon.start(), unit.span.start)  # بعد القضايا.. «صحة الأحساء»: …
        if found and start < found[-1].segments[0].start:
            continue  # within what is said
        report = _headline(text, unit, Span(start, _title_end(text, colon.end(), line_end)), already, names)
        found += [report] if report else []
    return found


def _title_end(text: str, start: int, end: int) -> int:
    """Where what is said in a headline ends: before a second speaker (.. وفلان: …, .. والحكومة تتمسك ب…)."""
    dots = _AND.search(text, start, end)
    if dots is None:
        return end
    second = text[dots.end("dots") : end].strip()
    verb = next((word for word in second.split()[1:4] if word[0] in "يت" and lemma_of(word)), None)
    speaks = is_role(second) or is_body(second) or second.startswith("وال")
    return dots.start() if ":" in second or (verb and speaks) else end


def _headline(text: str, unit: Unit, line: Span, already: Sequence[Report], names: Sequence[Any]) -> Report | None:
    colon = text.find(":", *line)
    if any(r.cue is None or line.start <= r.cue.start < colon for r in already):
        return None
    source = text[line.start : colon].split()
    short = 1 <= len(source) <= _LONGEST_SOURCE and _FEWEST <= len(text[colon + 1 : line.end].split()) <= _LONGEST_TITLE
    if not short or text[line.end - 1] == ".":
        return None
    marked_name = any(
        m.start <= line.start + 1 and m.end in (colon, colon - 1) and text[m.start] not in "'‘’" for m in unit.inside
    )
    if any(m.start < colon < m.end or m.end == colon for m in unit.inside) and not marked_name:
        return None
    if not _speaks(text, line, colon, names, marked_name=marked_name):
        return None  # a place or a topic, which does not speak
    report = content(text, Span(colon + 1, line.end), unit.inside, "headline")
    zone = Span(line.start, colon)
    return report._replace(between=zone, before=Span(zone.start, zone.start)) if report else None


def _speaks(text: str, line: Span, colon: int, names: Sequence[Any], *, marked_name: bool) -> bool:
    """Whether what stands before the colon of a headline is somebody or something that speaks."""
    phrase = text[line.start : colon].strip(' «»“”"')
    source = phrase.split()
    if not source or _RUBRIC.match(phrase):
        return False
    kind = kind_of(phrase)
    if kind in {"document", "media"} or (marked_name and len(source) <= _NAME and not _place(line, colon, names)):
        return True
    named = any(line.start <= m.start < colon and m.type in ("PER", "ORG") for m in names)
    named = named or any(
        m.type == "PER" and {source[-1], source[0]} & set(text[m.start : m.end].split()) for m in names
    )
    place = _place(line, colon, names)
    office = place and _OFFICE.fullmatch(phrase) is not None
    we = not place and len(source) <= _NAME and _WE.match(text, colon, line.end) is not None
    return (named or is_role(phrase) or is_body(phrase) or we or office) and not is_masdar(source[0])


def _place(line: Span, colon: int, names: Sequence[Any]) -> bool:
    return any(line.start <= m.start < colon and m.type == "LOC" for m in names)


def scripted(text: str, units: Sequence[Unit], found: list[list[Report]]) -> None:
    """Lines as of a script, below the headline: who speaks, a colon, what is said in marks."""
    used = {s.start for row in found for report in row for s in report.segments}
    for n, unit in enumerate(units[1:], 1):
        lead = _SCRIPT.match(text, *unit.span) if unit.inside and not found[n] else None
        if lead is None or unit.inside[0].start != lead.end() or unit.inside[0].inner_start in used:
            continue
        zone = Span(*lead.span(1))
        named = any(zone.start <= m.start < zone.end and m.type == "PER" for m in unit.names)
        report = (
            content(text, Span(lead.end(), unit.span.end), unit.inside, "headline")
            if named or is_role(lead[1])
            else None
        )
        if report:
            found[n] = [report._replace(between=zone, before=Span(zone.start, zone.start))]
