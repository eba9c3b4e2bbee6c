"""What stands between a verb and what it takes: its subject, circumstances, insertions; and what is no object there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.quotes.cues import Cue
from analysis.quotes.kinds import is_role, kind_of

DAYS = r"(?:اثنين|احد|ثلاثاء|اربعاء|خميس|جمعه|سبت)"  # without the article
# A circumstance between commas: أكد الوزير، في تغريدة على حسابه، نجاح …
ASIDE = re.compile(
    r"[،,]\s*(?:(?:في|خلال|لدي|اثناء|عبر|علي هامش|عقب|بعد|ضمن|امس|اليوم|يوم|مساء|صباح|فجر)\s[^،,.:\n]{3,90}|"
    rf"(?:ال)?{DAYS}(?:\s\w+)?)\s?[،,]"
)
_AT_TIMES = re.compile(r"\s(?:خلال|لدي|اثناء|عقب)\s[^،.:\n]{3,120}،(?=\s\w)")  # انتقدت خلال هذه التظاهرة، توظيف
_HEADED = re.compile(
    r"\s(?:و?علي راس(?:ها|هم|ه)|و?من بين(?:ها|هم)|و?ابرز(?:ها|هم))\s[^،.:\n]{3,40}،?"
)  # عدة دول وعلى رأسها …
_DASHES = re.compile(r"\s[-–]\s?(?=\S)[^-–\n]{3,90}[-–](?=\s)")  # وانتقد غراندي -يوم الجمعة- نحو 20 دولة
# أكد الوزير لدى اجتماعه بالمديرين، على أهمية …
_DURING = re.compile(r"\s(?:لدي|اثناء|خلال|عقب)\s[^،.:\n]{3,90}،(?=\s(?:علي|عن|الي|ب\w+)\b)")
# Where it was said, between the subject and its object: أكدت الوزارة في بيان مقتل …
_STATED = re.compile(
    r"\s(?:في|عبر|خلال)\s(?:بيان|تصريح|تقرير|تغريد[هت]|بلاغ|منشور|مؤتمر|حديث)(?:\s(?:له|لها|صحفي|صحافي|رسمي|مقتضب|مشترك|اليوم|امس))*(?=\s\w)"
)
_WHO = re.compile(r"،\s(?:التي|الذي|الذين)\s[^،.:؛\n]{3,80}،(?=\s)")  # أعلنت الشركة، التي تتخذ من لندن مقرا، تطوير …
_IN_MARKS = re.compile(r"[«“\"][^«»“”\"\n]{2,70}[»”\"]")
# What is no object behind a name: particles, adverbs, a preposition or conjunction fused to its noun.
NO_OBJECT = re.compile(
    r"(?:الا|ان\w{0,3}|بان\w{0,3}|ما|من|عن|علي|الي|في|مع|عند|لدي|منذ|بعد|قبل|خلال|عبر|حول|حيال|ازاء|ضد|بين|لم|لن|لا|قد|كان\w?|"
    r"هو|هي|هم|ثم|او|ام|بل|لكن|اذا?|حيث|حين|عندما|بينما|فيما|كما|كذلك|هنا|هناك|نحو|حتي|دون|غير|سوي|بن|ابن|بنت|وفقا?|طبقا|حسب|"
    r"بحسب|ضمن|امام|اثر|اثناء|عقب|تحت|فوق|وراء|رغم|نقلا|ردا|مثل|يوم|مساء|صباح|زوال|ظهر|فجر|فور|جنبا|معا|جميعا|بدوره\w?|"
    r"(?:له|به|في|عن|من|علي|الي)(?:ه|ها|هم|نا)|[وبلف]\w+|(?:رسم|هاتف|نهائ|حال|شخص|علن|ضمن|مبدئ|جزئ|كل|يوم|سنو|شفه|خط|ميدان|سياس|دول|محل|عالم|اعلام|قانون)يا|مؤخرا|مجددا|مرارا|ايضا|دائما|غالبا|سابقا|لاحقا|اخيرا)"
)
# Nouns of what is said again: جدد السفير الدعوة إلى وقف إطلاق النار
SAID_AGAIN = "تاكيد|دعوه|اشاره|مطالبه|تحذير|تشديد|تذكير"
_WORDS = re.compile(r"\w+|[،؛:(«\"“]")


def words_between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The words and the marks that bear on a subject between two places, with their offsets."""
    for match in _WORDS.finditer(text, start, end):
        yield match.start(), match.group()


def asides(text: str, cue: Cue, limit: int) -> list[tuple[int, int]]:
    """Where circumstances and insertions stand behind a cue, between commas or dashes."""
    during = _AT_TIMES.match(text, cue.end, limit)
    if during:
        return [during.span()]
    return [
        m.span()
        for pattern in (ASIDE, _DASHES, _DURING, _HEADED, _STATED, _WHO)
        if (m := pattern.search(text, cue.end, limit))
    ]


def can_speak(text: str, start: int, end: int, names: Sequence[Any]) -> bool:
    """Whether the words between a cue and its object can be its subject."""
    words = text[start:end].strip()
    if _IN_MARKS.fullmatch(words):
        return True  # عبّرت «المبادرة» عن رفضها
    if any(start <= m.start < start + 8 for m in names) or kind_of(words) is not None or is_role(words):
        return True
    person = next((m for m in names if m.type == "PER" and start <= m.start < start + 36 and m.end <= end), None)
    return person is not None and all(word.startswith("ال") for word in text[start : person.start].split())
