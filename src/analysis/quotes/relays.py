"""Who speaks where another one relays it: نقلت رويترز عن فلان قوله، ذكر الموقع نقلا عن مسؤولين."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.edges import clean
from analysis.quotes.phrases import phrase_end
from analysis.quotes.report import Report, Source
from analysis.text import Span

_REPEATS = re.compile(r"\b[وف]?(?:جدد|كرر|وجه|اطلق|ابدي|اعلن|سجل|قدم)ت?\s(?=[^.،:؛\n]{3,60}$)")
_FROM, _RELAYS = re.compile(r"\bعن\s|\bالي\s"), re.compile(r"نقل|نسب|عن")
_FROM_WHOM = re.compile(r"\b(?:عن|الي)\s(?!لسان)|\bعلي لسان\s")
_ABOUT_HIM = re.compile(r"\bعن(?:ه|ها|هم)\s")
RELAYED_BY = re.compile(r"\s?\w+\s(?:نقل|اورد|ذكر|نشر)ت?(?:ه|ها)\s(?P<outlet>[^،.:\n]{3,40}?)\sعن\s(?=\w)")
CITING = re.compile(r"[\s،,–-]*نقلا عن\s(?=\w)")
OF_SOURCES = re.compile(r"\s?عن\s(?=(?:ال)?(?:مصدر|مصادر|مسؤول|مسؤولين|متحدث|ناطق|خبير|خبراء|محلل|محللين)\b)")


def relayed(text: str, report: Report) -> Source:
    """نقلت قناة عن فلان قوله إن: the source stands between عن and the noun."""
    assert report.cue is not None
    zone = report.before
    if report.cue.before == "ب":  # كشف المدرب عن التغييرات بقوله: its subject speaks
        return Source(None, None)
    before = text[zone.start : report.cue.start]
    match = list(_FROM.finditer(before))
    if not match or not _RELAYS.search(before[: match[-1].start() + 3]):
        again = _REPEATS.search(text, zone.start, report.cue.start)
        return Source(clean(text, Span(again.end(), report.cue.start)) if again else None, None)
    return Source(clean(text, Span(zone.start + match[-1].end(), report.cue.start)), None)


def transmitted(text: str, report: Report, names: Sequence[Any]) -> Source:
    """نقلت رويترز عن فلان أن: the outlet is the medium; without عن it is the source."""
    zone = report.between
    about = _FROM_WHOM.search(text, zone.start, zone.end)
    if about is None and _ABOUT_HIM.search(text, zone.start, zone.end):
        return Source(None, None)  # نقلت الوكالة عنه القول إن
    if about is None:
        end, _ = phrase_end(text, zone, names)
        return Source(clean(text, Span(zone.start, end), names), None)
    end, _ = phrase_end(text, Span(about.end(), zone.end), names)
    return Source(clean(text, Span(about.end(), end), names), None, clean(text, Span(zone.start, about.start())))
