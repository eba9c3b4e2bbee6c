"""Whom it is told: لرويترز، للصحفيين، في مقابلة مع الصحيفة."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.kinds import names_media

_ADDRESSED = re.compile(
    r"ل(?:ل?(?:صحف|صحيف|صحاف|وكال|قنا|برنامج|شبك|موقع|مجل[هت]|جريد|تلفزيون|اذاع|مراسل|راديو|اعلام|وسائل|نواب|برلمان|كونغرس|مشرع|ناخب|"
    r"جمهور|مشاهد|انصار|حشد|محكم|قاض|سي ان|بي بي|هسبريس|اكسيوس|رويترز|فرانس|اسوشيتد|زملا|عامل|موظف)\w*|ه|ها|هم|ي|نا)$"
)
ADDRESS = re.compile(
    r"(?:في|خلال)\s(?:مقابل[هت]\w*|حوار\w*|حديث\w*|لقاء\w*|تصريح\w*|اتصال\w*)\s(?:\w+\s)?(?:مع|ل|الي)\s?|\bامام\s"
)
LONGEST = 12  # words
# What ends an addressee; the letters of agencies are no complementizer: سي إن إن، إن بي سي
_STOP = re.compile(
    r"[،:(\n]|\s(?:في|خلال|امس|اليوم|يوم|(?<!\bسي\s)(?<!\bسي\sان\s)ان(?!\sبي\b)|انه|انها|بان|قبل|بعد|علي|قائلا|عقب)\b"
)


def is_told(text: str, at: int, word: str, names: Sequence[Any]) -> bool:
    """Whether a word with ل names whom something is told: لرويترز، للصحفيين."""
    if not word.startswith("ل"):
        return False
    if word == "ل" and text[at + 1 : at + 3].lstrip()[:1] in set('«“”"'):  # لـ«بي بي سي»
        return True
    return bool(_ADDRESSED.match(word)) or any(m.start == at + 1 and names_media(text[m.start : m.end]) for m in names)


def phrase_stop(text: str, start: int, end: int) -> int:
    """Where an addressee that begins at `start` ends."""
    stop = _STOP.search(text, start, end)
    return stop.start() if stop else end
