"""Whose statement a report stands in: جاء في بيان أصدره المجلس, تصريحات الرئيس فلان التي أكد فيها."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.cues import STATED, relative_before
from analysis.quotes.edges import clean
from analysis.quotes.kinds import is_body
from analysis.quotes.phrases import phrase_end
from analysis.quotes.report import Report
from analysis.text import Span

# The statement of somebody: جاء في بيان أصدره المجلس.
_ISSUED = re.compile(
    r"\s?(?:بيان|بلاغ|رسال|تغريد|كلم|تصريح|منشور|تدوين)\w*(?:\s\w+){0,2}?\s(?:اصدر|نشر|وجه|القي|بث|وزع|كتب|عمم|ارسل)ت?(?:ه|ها)\s"
)
WITHIN = re.compile(r"\s(?:في|خلال|من خلال|عبر|ضمن)(?:ه|ها|هما)\b")  # أكد خلاله
_STATEMENT = re.compile(
    r"\b\w{0,2}(?:تصريح|كلم[هت]|خطاب|مقابل[هت]|بيان|رسال[هت]|تغريد[هت]|مقال|حديث|حوار|منشور|تدوين[هت])\w{0,2}\s(?=(?:\w+\s){0,3}$)"
)
_NEAR = 40  # letters
# Whose a statement is: بيان للديوان الملكي، بيان صادر عن الوزارة، بيان وزارة الداخلية
_OF = re.compile(r"(?:بيان|بلاغ)\s(?:\w+\s)?(?:صادره?\s(?:عن|من)\s|تابعه?\sل|من\s|ل(?=\w))|(?:بيان|بلاغ)\s(?=\w)")
_GOT = re.compile(r"\s(?=(?:تلقت?|حصلت?|نشر|اصدر|وصل|اطلع|بث|نقل|وزع)\w{0,3}\s)")  # بيان للوزارة تلقت الصحيفة نسخة


def owner_of_statement(text: str, report: Report, names: Sequence[Any]) -> Span | None:
    """The person whose statement a relative clause says more of: تصريحات الرئيس فلان التي أكد فيها أن."""
    cue = report.cue
    if cue is None or not relative_before(text, cue) or not WITHIN.match(text, cue.end):
        return None
    near = [m for m in names if m.type == "PER" and report.before.start <= m.start and 0 <= cue.start - m.end < _NEAR]
    statement = _STATEMENT.search(text, max(near[-1].start - _NEAR, 0), near[-1].start) if near else None
    return Span(statement.end(), near[-1].end) if statement else None


def issuer(text: str, phrase: Span, names: Sequence[Any]) -> Span | None:
    """The institution whose statement a source phrase is, by its name or its noun."""
    of = _OF.match(text, *phrase)
    if of is None or of.end() >= phrase.end:
        return None
    got = _GOT.search(text, of.end(), phrase.end)
    whose = Span(of.end(), got.start() if got else phrase.end)
    named = any(m.type == "ORG" and whose.start <= m.start <= whose.start + 1 for m in names)
    noun = "".join(text[whose.start : whose.end].split(maxsplit=1)[:1])  # none behind two spaces
    return whose if named or is_body(noun) or is_body(noun.removeprefix("ل")) else None


def stated(text: str, zone: Span, names: Sequence[Any]) -> Span | None:
    """جاء في البيان أن, ورد على لسان فلان: what stands under the preposition."""
    under = STATED.match(text, zone.start)
    if under is None:
        return None
    issued = _ISSUED.match(text, under.end() - 1, zone.end)
    start = issued.end() if issued else under.end()
    end, _ = phrase_end(text, Span(start, zone.end), names)
    return clean(text, Span(start, end), names)
