"""What is said as a noun phrase: under a preposition (دعا إلى, طالب ب, حذر من) or as an object (أعلن إطلاق)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.quotes.cues import Cue
from analysis.quotes.kinds import is_role, kind_of

_PARTITIVE = frozenset(["كل", "كلا", "عدد", "العديد", "اكثر", "احد", "واحد", "الكثير", "بعض", "مزيد", "اي"])


# Verbal nouns without the article, as they begin what is announced, denied or demanded.
_MASDAR = re.compile(
    r"(?!ال)(?:ت\w{2,3}ي\w(?:ه|ها|هم|هما)?|[ا]\w{2,4}ا\w(?:ه|ها|هم|هما)?|م\w{1,2}ا\w\wه|است\w{2}ا\w(?:ه|ها|هم)?|"
    r"(?:ضرور|اهمي|مشارك|مواصل|متابع|وفا|اصاب|عود|زياد|اقام|ادان|اعاد|اقال|اصاله|احال|اتاح|اضاف|صح|جاهزي|مسؤولي|قدر|رغب"
    r"|حاج|نجا|ني)[هت]\w{0,2}|"
    r"توقف|تقدم|تحسن|تراجع|تواصل|تزايد|تفشي|تعاون|تحمل|تجاوز|تاخر|تضامن|معانا\w{0,3}|عدم|وجود|رفض\w{0,2}|دعم\w{0,2}|مقتل|حرص\w{0,2}|قيام\w{0,2}|بدء|فتح|وقف|وصول\w{0,2}|سقوط|منع|حق|نجاح\w{0,2}|صدور|"
    r"فوز\w{0,2}|ترشح\w{0,2}|ثقت\w{1,2}|موقف\w{0,2}|عزم\w{0,2}|سعي\w{0,2}|نيت\w{1,2}|تضامن\w{0,2}|تمسك\w{0,2}|مسؤولي\w{2,4}|ان|"
    r"تعرض\w{0,2}|تورط\w{0,2}|تاييد\w{0,2}|حدوث|ظهور|ضلوع\w{0,2}|علاقت\w{1,2}|صلت\w{1,2}|اي)$"
)


_NOT_MASDAR = frozenset(
    [
        "امام",
        "اثناء",
        "ايام",
        "ازاء",
        "اعضاء",
        "ابناء",
        "انحاء",
        "اعوام",
        "ارقام",
        "افراد",
        "اسعار",
        "اخبار",
        "اثار",
        "اهداف",
        "احداث",
    ]
)


# Words that begin with the letter ب without the preposition.
_NO_PREPOSITION = re.compile(
    r"ب(?:عد|ين|عض|سبب|دون|اسم|يان|لاد|يت|نك|رلمان|ريطاني|اريس|يروت|غداد|وتين|ايدن|شار|ات\b|دا|ل\b|ل[اده]|حيث|خصوص|حسب|رنامج"
    r"|شان|حضور|مناسب|صفت|رئاس|قياد|دور|احث|طل|حر|قي|كل|ه\b|ها|هم|داي|واسط|موجب|عنوان|الاضاف|المئ|نسب|جانب|التالي|المقابل|الفعل"
    r"|امكان|الطبع|التاكيد|الذات|الاشتراك|التزامن|التعاون|التنسيق|قول|شكل|صور|يوم|ثلاث|اكثر|اول|لغ|رج|حث|ناء|راي)"
)


_PREPOSITIONS = frozenset({"الي", "علي", "من", "عن", "في", "ب", "ل"})


# A participle has no subject behind it: what follows it is what is said, unless it is a circumstance.
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:الي|علي|من|عن|في|بعد|قبل|ان|انه|انها|بان|له|لها|به|فيه|امام|خلال|اليوم|امس|ب\w+|ل\w+|و\w+)\s)(?=\w{3})"
)


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in re.compile(r"\w+|[،؛:(«\"“]").finditer(text, start, end):
        yield match.start(), match.group()


def _named_until(at: int, names: Sequence[Any], limit: int) -> int:
    """Where the names that begin within some words behind the cue end: its subject reaches at least to there."""
    first = next((m for m in names if at <= m.start < min(limit, at + 60) and m.type in ("PER", "ORG")), None)
    return first.end if first else at


def prepositional(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what is said as a noun phrase under a preposition of the cue: دعا إلى، طالب ب، حذر من."""
    wanted = cue.takes & _PREPOSITIONS
    previous = last = ""
    for at, word in _words(text, cue.end, limit if wanted else cue.end):
        previous, last = last, word
        if word in "؛:":
            return
        if any(m.start < at < m.end for m in names):
            continue
        after = at + len(word)
        if word in wanted and text[after : after + 1].isspace():
            if _in_source(text, cue, at, word, names) or (word == "من" and previous in _PARTITIVE):
                continue
            if re.match(r"\s(?:طريق|كثب|قرب|بعد)\b", text[after : after + 6]):
                continue
            if word == "عن" and not _speaks(text, cue.end, at, names) and text[cue.end : at].strip():
                return
            yield after + 1, f"verb+{word}"
            return
        letter = word[0] if (len(word) > 3 or word == "بما") and word[0] in wanted & {"ب", "ل"} else ""
        if letter and _takes_letter(text, cue, at, word, names):
            yield at + 1, f"verb+{letter}"
            return


def _in_source(text: str, cue: Cue, at: int, word: str, names: Sequence[Any]) -> bool:
    """Whether the preposition belongs to the source (مبعوث الأمم المتحدة إلى الشرق الأوسط فلان) or its addressee."""
    if cue.lemma == "طلب":
        return word == "من"
    after = at + len(word)
    name_behind = any(m.type == "PER" and after < m.start < after + 40 for m in names)
    masdar = _MASDAR.match(text[after:].split(maxsplit=1)[0]) if name_behind else None
    return word in {"الي", "علي"} and name_behind and masdar is None and at - cue.end > 6


def _takes_letter(text: str, cue: Cue, at: int, word: str, names: Sequence[Any]) -> bool:
    if any(m.start == at + 1 and m.type == "LOC" for m in names):
        return False
    if word[0] == "ل":
        return bool(_MASDAR.match(word[1:])) or word[1:] in {"دعم", "وقف", "عدم"}
    if _NO_PREPOSITION.match(word):
        return False
    return (
        word.startswith("بال")
        or word == "بما"
        or bool(_MASDAR.match(word[1:]))
        or at - cue.end < 3
        or "whole" in cue.takes
    )


def whole(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what follows the subject of اتهم: the accused and the charge."""
    if "whole" not in cue.takes or cue.lemma != "اتهم":
        return
    subject = next((m for m in names if cue.end <= m.start < cue.end + 40), None)
    if subject and subject.end < limit:
        yield subject.end, "verb+whole"


def object_(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what is said as the object: a verbal noun behind its subject (أعلنت الوزارة تسجيل …)."""
    if "object" not in cue.takes:
        return
    if cue.kind == "participle":
        match = _NOUN_BEHIND.match(text, cue.end, limit)
        if match:
            yield match.end(), "participle+object"
        return
    least = _named_until(cue.end, names, limit)
    previous = ""
    for at, word in _words(text, cue.end, limit):
        if word in "؛:(،":
            return
        definite = previous.startswith(("ال", "وال")) or any(m.end in (at - 1, at) for m in names)
        # Without a subject a present form is as well passive: يتوقع مشاركة وفود.
        subject = (
            not (cue.kind == "verb" and _present(cue))
            if not previous
            else definite and _speaks(text, cue.end, at, names)
        )
        named = at < least or any(m.start <= at < m.end for m in names)
        if subject and not named and _MASDAR.fullmatch(word) and word not in _NOT_MASDAR:
            yield at, "verb+object"
            return
        previous = word


def _present(cue: Cue) -> bool:
    return cue.form.startswith("ي")


def _speaks(text: str, start: int, end: int, names: Sequence[Any]) -> bool:
    """Whether the words between a cue and its object can be its subject."""
    words = text[start:end].strip()
    return any(start <= m.start < start + 8 for m in names) or kind_of(words) is not None or is_role(words)
