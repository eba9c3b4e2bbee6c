"""Whose statement a report stands in: جاء في بيان أصدره المجلس, تصريحات الرئيس فلان التي أكد فيها."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.cues import STATED, relative_before
from analysis.quotes.edges import clean
from analysis.quotes.phrases import phrase_end
from analysis.quotes.report import Report
from analysis.text import Span

# The statement of somebody: جاء في بيان أصدره المجلس.
_ISSUED = re.compile(
    r"\s?(?:بيان|بلاغ|رسال|تغريد|كلم|تصريح|منشور|تدوين)\w*(?:\s\w+){0,2}?\s(?:اصدر|نشر|وجه|القي|بث|وزع|كتب|عمم|ارسل)ت?(?:ه|ها)\s"
)
_WITHIN = re.compile(r"\s(?:في|خلال|عبر|ضمن)(?:ه|ها|هما)\b")
_STATEMENT = re.compile(
    r"\b\w{0,2}(?:تصريح|كلم[هت]|خطاب|مقابل[هت]|بيان|رسال[هت]|تغريد[هت]|مقال|حديث|حوار|منشور|تدوين[هت])\w{0,2}\s(?=(?:\w+\s){0,3}$)"
)
_NEAR = 40  # letters


def owner_of_statement(text: str, report: Report, names: Sequence[Any]) -> Span | None:
    """The person whose statement a relative clause says more of: تصريحات الرئيس فلان التي أكد فيها أن."""
    cue = report.cue
    if cue is None or not relative_before(text, cue) or not _WITHIN.match(text, cue.end):
        return None
    near = [m for m in names if m.type == "PER" and report.before.start <= m.start and 0 <= cue.start - m.end < _NEAR]
    statement = _STATEMENT.search(text, max(near[-1].start - _NEAR, 0), near[-1].start) if near else None
    return Span(statement.end(), near[-1].end) if statement else None


def stated(text: str, zone: Span, names: Sequence[Any]) -> Span | None:
    """جاء في البيان أن, ورد على لسان فلان: what stands under the preposition."""
    under = STATED.match(text, zone.start)
    if under is None:
        return None
    issued = _ISSUED.match(text, under.end() - 1, zone.end)
    start = issued.end() if issued else under.end()
    end, _ = phrase_end(text, Span(start, zone.end), names)
    return clean(text, Span(start, end), names)
