"""What is said as a noun phrase under a preposition (دعا إلى, طالب ب, حذر من), and what verbal nouns are."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis import lexicons
from analysis.quotes.cues import Cue
from analysis.quotes.kinds import is_role, kind_of

_PARTITIVE = frozenset(["كل", "كلا", "عدد", "العديد", "اكثر", "احد", "واحد", "الكثير", "بعض", "مزيد", "اي"])


# Verbal nouns by their measure, where they are not listed: تفعيل، افتعال، مفاعلة، استفعال, with a pronoun.
_MEASURE = re.compile(
    r"(?!ال)(?:ت\w{2,3}ي\w(?:ه|ها|هم|هما)?|ا\w{2,4}ا\w(?:ه|ها|هم|هما)?|م\w{1,2}ا\w\wه|است\w{2}ا\w(?:ه|ها|هم)?)"
)
_PRONOUN = re.compile(r"(?:ه|ها|هم|هما|هن|نا|ي)$")
_CLAUSES = frozenset({"اي", "ان"})
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


@functools.cache
def _verbal_nouns() -> frozenset[str]:
    return frozenset(lexicons.read("verbal_nouns")["noun"])


@functools.lru_cache(maxsize=20_000)
def is_masdar(word: str) -> bool:
    """Whether a folded word is a verbal noun without the article, a pronoun at its end allowed: اطلاق، رفضها.

    >>> is_masdar("رفضها"), is_masdar("الوزير")
    (True, False)
    """
    stem = _PRONOUN.sub("", word)
    listed = {
        word,
        stem,
        f"{stem[:-1]}ه" if stem.endswith("ت") else stem,
        f"{stem[:-1]}ي" if stem.endswith("ا") else stem,
    }
    return (
        word in _CLAUSES
        or not listed.isdisjoint(_verbal_nouns())
        or (word not in _NOT_MASDAR and _MEASURE.fullmatch(word) is not None)
    )


# Words that begin with the letter ب without the preposition.
_NO_PREPOSITION = re.compile(
    r"ب(?:عد(?:ه|ها|هم|ما)?\b|ين|عض|سبب|دون|اسم|يان|لاد|يت|نك|رلمان|ريطاني|اريس|يروت|غداد|وتين|ايدن|شار|ات\b|دا|ل\b|ل[اده]|حيث|خصوص|حسب|رنامج"
    r"|شان|حضور|الوقت|مناسب|صفت|رئاس|قياد|دور|احث|طل|حر|قي|كل|ه\b|ها|هم|داي|واسط|موجب|عنوان|الاضاف|المئ|نسب|جانب|التالي|المقابل|الفعل"
    r"|امكان|الطبع|التاكيد|الذات|الاشتراك|التزامن|التعاون|التنسيق|قول|شكل|صور|يوم|ثلاث|اكثر|اول|لغ|رج|حث|ناء|راي|نود|رامج|حوث|لاغ|يئ|نات|شري)"
)


# Who is sent to a place or speaks for one: مبعوث الأمم المتحدة إلى سوريا.
_ENVOY = re.compile(r"\b(?:ال)?(?:مبعوث|سفير|مندوب|ممثل|موفد|منسق|مستشار|وفد|وافد|مسؤول|متحدث|وصول|زيار|رحل|دخول)")


# No matter of what is said: عن طريق, عن كثب, يعبرون عن آرائهم
_NO_CONTENT = re.compile(r"\s(?:طريق|كثب|قرب|بعد|ذلك|هذا(?! ال)|(?:اراء|ارائ|راي|نفس|ذات|هويت)(?:ه|ها|هم|نا|ي)?)\b")
# What is shown and not told: كشف المصمم عن مجموعة من الأزياء
_UNVEILED = re.compile(r"\s(?:احدث صيحات|مجموع[هت] من|تشكيل[هت]|حجر|تمثال|لوح[هت]|نصب|هوي[هت]|هويات|وجه)\w*\s")
_WITH = re.compile(r"بما (?:في|[يت]\w+)\s")  # بما في ذلك، بما يتماشى مع
_PREPOSITIONS = frozenset({"الي", "علي", "من", "عن", "في", "ب", "ل"})


# A circumstance between commas: أكد الوزير، في تغريدة على حسابه، نجاح …
DAY = r"(?:ال)?(?:اثنين|احد|ثلاثاء|اربعاء|خميس|جمعه|سبت)"
ASIDE = re.compile(
    r"[،,]\s*(?:(?:في|خلال|عبر|علي هامش|عقب|بعد|ضمن|امس|اليوم|يوم|مساء|صباح|فجر)\s[^،,.:\n]{3,90}|"
    rf"{DAY}(?:\s\w+)?)\s?[،,]"
)
_AT_TIMES = re.compile(r"\s(?:خلال|لدي|اثناء|عقب)\s[^،.:\n]{3,120}،(?=\s\w)")  # انتقدت خلال هذه التظاهرة، توظيف
_HEADED = re.compile(
    r"\s(?:و?علي راس(?:ها|هم|ه)|و?من بين(?:ها|هم)|و?ابرز(?:ها|هم))\s[^،.:\n]{3,40}،?"
)  # عدة دول وعلى رأسها …
_DASHES = re.compile(r"\s[-–]\s?(?=\S)[^-–\n]{3,90}[-–](?=\s)")  # وانتقد غراندي -يوم الجمعة- نحو 20 دولة
# أكد الوزير لدى اجتماعه بالمديرين، على أهمية …
_DURING = re.compile(r"\s(?:لدي|اثناء|خلال|عقب)\s[^،.:\n]{3,90}،(?=\s(?:علي|عن|الي|ب\w+)\b)")
# A circumstance between a verb and its preposition: تعهد في وقت سابق بسحق المتمردين
_CIRCUMSTANCE = re.compile(r"\s(?:في|خلال|امس|اليوم|يوم|مساء|صباح|امام|قبل|بعد|مؤخرا|مجددا)\b[^،.:؛]{0,40}")
_IN_MARKS = re.compile(r"[«“\"][^«»“”\"\n]{2,70}[»”\"]")
_MEANWHILE = re.compile(r"\sبالوقت (?:نفسه|ذاته)\s")
# What is no object behind a name: particles, adverbs, a preposition or conjunction fused to its noun.
NO_OBJECT = re.compile(
    r"(?:الا|ان\w{0,3}|بان\w{0,3}|ما|من|عن|علي|الي|في|مع|عند|لدي|منذ|بعد|قبل|خلال|عبر|حول|حيال|ازاء|ضد|بين|لم|لن|لا|قد|كان\w?|"
    r"هو|هي|هم|ثم|او|ام|بل|لكن|اذا?|حيث|حين|عندما|بينما|فيما|كما|كذلك|هنا|هناك|نحو|حتي|دون|غير|سوي|بن|ابن|بنت|وفقا?|طبقا|حسب|"
    r"بحسب|ضمن|امام|اثر|اثناء|عقب|تحت|فوق|وراء|رغم|نقلا|ردا|مثل|يوم|مساء|صباح|زوال|ظهر|فجر|فور|جنبا|معا|جميعا|بدوره\w?|"
    r"(?:له|به|في|عن|من|علي|الي)(?:ه|ها|هم|نا)|[وبلف]\w+|(?:رسم|هاتف|نهائ|حال|شخص|علن|ضمن|مبدئ|جزئ|كل|يوم|سنو|شفه|خط|ميدان|سياس|دول|محل|عالم|اعلام|قانون)يا|مؤخرا|مجددا|مرارا|ايضا|دائما|غالبا|سابقا|لاحقا|اخيرا)"
)
# Classes of verbs whose ب opens what is said whatever noun it governs: أشاد بجهود، هدد بالرد.
_STANCES = frozenset({"agreeing", "criticising", "demanding", "promising", "warning"})


def words_behind(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The words and the marks that bear on a subject between two places, with their offsets."""
    for match in re.compile(r"\w+|[،؛:(«\"“]").finditer(text, start, end):
        yield match.start(), match.group()


def asides(text: str, cue: Cue, limit: int) -> list[tuple[int, int]]:
    """Where circumstances and insertions stand behind a cue, between commas or dashes."""
    during = _AT_TIMES.match(text, cue.end, limit)
    if during:
        return [during.span()]
    return [m.span() for pattern in (ASIDE, _DASHES, _DURING, _HEADED) if (m := pattern.search(text, cue.end, limit))]


def prepositional(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what is said as a noun phrase under a preposition of the cue: دعا إلى، طالب ب، حذر من."""
    wanted = cue.takes & _PREPOSITIONS
    left_out = asides(text, cue, limit) if wanted else []
    previous = last = ""
    for at, word in words_behind(text, cue.end, limit if wanted else cue.end):
        previous, last = last, word
        if word == ":":
            return
        if any(m.start < at + (m.type == "PER") <= m.end for m in names) or any(a <= at < b for a, b in left_out):
            continue
        after = at + len(word)
        if word in wanted and text[after : after + 1].isspace():
            if _in_source(text, cue, at, word, names) or (word == "من" and previous in _PARTITIVE):
                continue
            if _NO_CONTENT.match(text, after) or (cue.lemma == "كشف" and _UNVEILED.match(text, after)):
                continue
            subject = text[cue.end : at].split()
            spoken = can_speak(text, cue.end, at, names) or (cue.kind == "verb" and _one_noun(subject))
            if word == "عن" and subject and not spoken and subject[0] not in _CIRCUMSTANCES:
                return
            told = _urged(text, cue, at, names) if word == "علي" and cue.lemma in _URGES else None
            yield (after + 1 if told is None else told), f"verb+{word}"
            return
        if word == "ب" and "ب" in wanted and _opens_marks(text, cue, at, names):
            yield after, "verb+ب"
            return
        letter = word[0] if (len(word) > 2) and word[0] in wanted & {"ب", "ل"} else ""
        if letter and _takes_letter(text, cue, at, word, names):
            yield at + 1, f"verb+{letter}"
            return


# What opens a circumstance behind a verb without a subject: أعلنت مؤخرا عبر منصتها عن نظام
_CIRCUMSTANCES = frozenset(["ايضا", "كذلك", "مؤخرا", "امس", "اليوم", "عبر", "خلال", "اخيرا", "رسميا", "سابقا", "لاحقا"])
_URGES = frozenset({"حث", "حض"})
_TOLD = 8  # words of whom a verb urges


def _urged(text: str, cue: Cue, at: int, names: Sequence[Any]) -> int | None:
    """Where whom a verb urges begins, which is part of what is said: حث الصندوق عامة الشعب على الانتظار."""
    subject = next((m for m in names if cue.kind == "verb" and 0 <= m.start - cue.end <= 1 and m.end < at), None)
    start = subject.end if subject else cue.end
    words = text[start:at].split()
    one = cue.kind == "participle" or subject or len(words) == 1
    told = words and one and "،" not in text[start:at] and len(words) <= _TOLD
    return start + 1 if told and not is_role(words[0]) and not NO_OBJECT.fullmatch(words[0]) else None


def _one_noun(words: Sequence[str]) -> bool:
    """Whether this is one definite noun that names no deed: الناقلة, not الرحيل."""
    return len(words) == 1 and words[0].startswith("ال") and not is_masdar(words[0][2:])


def _in_source(text: str, cue: Cue, at: int, word: str, names: Sequence[Any]) -> bool:
    """Whether the preposition belongs to the source (مبعوث الأمم المتحدة إلى الشرق الأوسط فلان) or its addressee."""
    if cue.lemma == "طلب":
        return word == "من"
    after = at + len(word)
    name_behind = any(m.type == "PER" and after < m.start < after + 40 for m in names)
    masdar = name_behind and is_masdar(text[after:].split(maxsplit=1)[0])
    envoy = _ENVOY.search(text, cue.end, at)
    return word in {"الي", "علي"} and name_behind and not masdar and bool(envoy)


def _takes_letter(text: str, cue: Cue, at: int, word: str, names: Sequence[Any]) -> bool:
    if any(m.start == at or (m.start == at + 1 and m.type == "LOC") for m in names):
        return False  # بوسطن, بباريس
    kept = cue.lemma in _BOUND and not _commits(cue, word)
    if word == "بذلك" or kept or _WITH.match(text, at) or (word[0] == "ب" and _welcomes(text, cue, at, names)):
        return False
    if cue.lemma == "ذكر":  # ذكر فلان بالطعون is ذكّر
        return word[0] == "ب" and (at - cue.end < 3 or any(m.end == at - 1 and m.start - cue.end < 3 for m in names))
    if word[0] == "ل":
        return is_masdar(word[1:]) or word[1:] in {"دعم", "وقف", "عدم"}
    if _NO_PREPOSITION.match(word):  # تعهد بحضور الجلسة is to attend it
        named = any(m.end == at - 1 for m in names)
        return word == "بحضور" and (at - cue.end < 3 or named) and cue.cue_class in {"promising", "demanding"}
    return (
        word.startswith("بال")
        or word == "بما"
        or is_masdar(word[1:])
        or at - cue.end < 3
        or "whole" in cue.takes
        or (cue.cue_class in _STANCES and _by_its_stance(text, cue, at, names))
    )


_BOUND = frozenset({"التزم", "تمسك"})


def _commits(cue: Cue, word: str) -> bool:
    """Whether somebody commits himself to a deed, and does not keep what he is bound to: التزمت الحكومة بدعم العمل."""
    deed = is_masdar(word[1:]) or is_masdar(word.removeprefix("بال"))
    return deed and (cue.form[0] not in "يت" or cue.lemma == "تمسك") and _NO_PREPOSITION.match(word) is None


def _by_its_stance(text: str, cue: Cue, at: int, names: Sequence[Any]) -> bool:
    """Whether only a subject or a circumstance stands between a verb of stance and its ب: أشاد الوزير أمس بجهود …"""
    if _MEANWHILE.fullmatch(text, cue.end, at):
        return True
    between = can_speak(text, cue.end, at, names) or _CIRCUMSTANCE.fullmatch(text, cue.end, at) is not None
    return cue.kind == "verb" and between


def _opens_marks(text: str, cue: Cue, at: int, names: Sequence[Any]) -> bool:
    """Whether ب governs a quotation: وصفه بـ«الكارثة»."""
    return text[at + 1 : at + 2] in set('«"“”') and not _welcomes(text, cue, at, names)


def _welcomes(text: str, cue: Cue, at: int, names: Sequence[Any]) -> bool:
    """Whether somebody is welcomed, and nothing said of it: رحب المدير بالوفد."""
    whom = text[at + 1 :].lstrip('ـ«“" ')[:30]
    return cue.lemma == "رحب" and (
        is_role(whom) or any(0 < m.start - at <= 4 and m.type in {"PER", "ORG"} for m in names)
    )


def can_speak(text: str, start: int, end: int, names: Sequence[Any]) -> bool:
    """Whether the words between a cue and its object can be its subject."""
    words = text[start:end].strip()
    if _IN_MARKS.fullmatch(words):
        return True  # عبّرت «المبادرة» عن رفضها
    if any(start <= m.start < start + 8 for m in names) or kind_of(words) is not None or is_role(words):
        return True
    person = next((m for m in names if m.type == "PER" and start <= m.start < start + 36 and m.end <= end), None)
    return person is not None and all(word.startswith("ال") for word in text[start : person.start].split())
