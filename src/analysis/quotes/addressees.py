"""Whom it is told: لرويترز، للصحفيين، في مقابلة مع الصحيفة."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.kinds import names_media
from analysis.quotes.marks import OPENING
from analysis.quotes.report import Report
from analysis.text import Span

_ADDRESSED = re.compile(
    r"ل(?:ل?(?:صحف|صحيف|صحاف|وكال|قنا|برنامج|شبك|موقع|مجل[هت]|جريد|تلفزيون|اذاع|مراسل|راديو|اعلام|وسائل|نواب|برلمان|كونغرس|مشرع|ناخب|"
    r"جمهور|مشاهد|انصار|حشد|محكم|قاض|سي ان|بي بي|هسبريس|اكسيوس|رويترز|فرانس|اسوشيتد|زملا|عامل|موظف)\w*|ه|ها|هم|ي|نا)$"
)
ADDRESS = re.compile(
    r"(?:في|خلال)\s(?:مقابل[هت]\w*|حوار\w*|حديث\w*|لقاء\w*|تصريح\w*|اتصال\w*)\s(?:\w+\s)?(?:مع|ل|الي)\s?|\bامام\s"
)
LONGEST = 12  # words
_CALLS = {"verb+الي", "verb+علي", "verb+ب"}
_WORDS = 10  # of whom somebody calls on
_NOBODY = re.compile(r"(?:مره|و\w+|ال\w+يه?)$")  # an adjective of what is before it: الرئيس الأميركي مواطنيه
_TO = re.compile(r"[\s»”\"]*(?:(?:الي|علي)\s|ب)?")
# What ends an addressee; the letters of agencies are no complementizer: سي إن إن، إن بي سي
_STOP = re.compile(
    r"[،:(\n]|\s(?:في|خلال|امس|اليوم|يوم|(?<!\bسي\s)(?<!\bسي\sان\s)ان(?!\sبي\b)|انه|انها|بان|قبل|بعد|علي|قائلا|عقب)\b"
)


def is_told(text: str, at: int, word: str, names: Sequence[Any]) -> bool:
    """Whether a word with ل names whom something is told: لرويترز، للصحفيين."""
    if not word.startswith("ل"):
        return False
    if word == "ل" and text[at + 1 : at + 3].lstrip()[:1] in OPENING:  # لـ«بي بي سي»
        return True
    return bool(_ADDRESSED.match(word)) or any(m.start == at + 1 and names_media(text[m.start : m.end]) for m in names)


# What stands between the source and whom it calls on: دعا فلان خلال مؤتمر صحافي كل الدول إلى …
_MEANWHILE = re.compile(
    r"(?:في|خلال)\s(?:مؤتمر|لقاء|كلم[هت]|خطاب|تصريح|بيان|اجتماع|مقابل[هت])\w*\s(?:(?:صح[اف]\w*|له|لها|الاسبوعي\w*|اليوم|امس)\s)*"
)
_CIRCUMSTANCE = re.compile(r"(?:في|خلال|علي|عبر|من|عقب|قبل|بعد|لدي|الي|مع)\s")


def called_on(text: str, phrase: Span | None) -> Span | None:
    """Whom a verb calls on, of the phrase behind its source: no circumstance, which stays out of it."""
    if phrase is None:
        return None
    meanwhile = _MEANWHILE.match(text, *phrase)
    start = meanwhile.end() if meanwhile else phrase.start
    none = start >= phrase.end or _CIRCUMSTANCE.match(text, start, phrase.end)
    return None if none else Span(start, phrase.end)


def with_addressee(text: str, report: Report, addressee: Span | None) -> Report:
    """The report with whom it calls on in what it calls for: دعا فلان [المجتمع الدولي إلى العمل]."""
    first = report.segments[0]
    if addressee is None or report.rule not in _CALLS or report.kind == "direct" or addressee.end > first.start:
        return report
    bare = text[addressee.start - 1 : addressee.start] == " " and not text.endswith(" من ", 0, addressee.start)
    words = text[addressee.start : addressee.end].split()
    # Who is warned or asked for something is none of it: أنذر الرئيس مواطنيه بخسائر، طالبت المنظمة الحكومات بالدعم
    apart = report.cue is not None and (report.cue.cue_class == "warning" or report.cue.lemma == "طالب")
    known = not apart and len(words) <= _WORDS and not _NOBODY.match(words[0])
    if not bare or not known or not _TO.fullmatch(text, addressee.end, first.start):
        return report
    return report._replace(segments=[Span(addressee.start, first.end), *report.segments[1:]])


def phrase_stop(text: str, start: int, end: int) -> int:
    """Where an addressee that begins at `start` ends."""
    stop = _STOP.search(text, start, end)
    return stop.start() if stop else end
