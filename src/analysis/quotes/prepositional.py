"""What is said as a noun phrase under a preposition of its verb: دعا إلى, طالب ب, حذر من."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.quotes.between import NO_OBJECT, SAID_AGAIN, asides, can_speak, words_between
from analysis.quotes.cues import Cue
from analysis.quotes.kinds import begins_with, is_role
from analysis.quotes.verbal_nouns import is_masdar

_PARTITIVE = frozenset(["كل", "كلا", "عدد", "العديد", "اكثر", "احد", "واحد", "الكثير", "بعض", "مزيد", "اي"])
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
_UNVEILED = re.compile(r"\s(?:احدث صيحات|مجموع[هت] من|تشكيل[هت]|مفهوم|حجر|تمثال|لوح[هت]|نصب|هوي[هت]|هويات|وجه)\w*\s")
_WITH = re.compile(r"بما (?:في|[يت]\w+)\s")  # بما في ذلك، بما يتماشى مع
_PREPOSITIONS = frozenset({"الي", "علي", "من", "عن", "في", "ب", "ل", "حول"})
# A circumstance between a verb and its preposition: تعهد في وقت سابق بسحق المتمردين
_CIRCUMSTANCE = re.compile(r"\s(?:في|خلال|امس|اليوم|يوم|مساء|صباح|امام|قبل|بعد|مؤخرا|مجددا)\b[^،.:؛]{0,40}")
_TOLD_FIRST = re.compile(r"\sال\w{2,}(?:ين|ات)\s")  # ينذر الأميركيين بخسائر
_MEANWHILE = re.compile(r"\sبالوقت (?:نفسه|ذاته)\s")
# Classes of verbs whose ب opens what is said whatever noun it governs: أشاد بجهود، هدد بالرد.
_STANCES = frozenset({"agreeing", "criticising", "demanding", "promising", "warning"})
# What opens a circumstance behind a verb without a subject: أعلنت مؤخرا عبر منصتها عن نظام
_CIRCUMSTANCES = frozenset(["ايضا", "كذلك", "مؤخرا", "امس", "اليوم", "عبر", "خلال", "اخيرا", "رسميا", "سابقا", "لاحقا"])
_URGES = frozenset({"حث", "حض"})
_TOLD = 8  # words of whom a verb urges
_KEPT = frozenset({"التزم", "تمسك"})  # whose ب governs what somebody is bound to, or commits himself to do

# What somebody says again, and its preposition: جدد السفير الدعوة إلى وقف إطلاق النار
_AGAIN = re.compile(
    rf"\s(?:[^،.:؛\n]{{1,60}}\s)?ال(?:{SAID_AGAIN}|اعراب|تعبير)\s(?:(?P<word>علي|الي|من|عن)\s|(?P<letter>ب)(?!ان))"
)


def said_again(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what is said again under the preposition of its noun: جدد السفير الدعوة إلى وقف القتال."""
    again = _AGAIN.match(text, cue.end, limit) if cue.lemma == "جدد" and cue.kind == "verb" else None
    if again:
        yield again.end(), f"verb+{again['word'] or again['letter']}"


def prepositional(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what is said as a noun phrase under a preposition of the cue: دعا إلى، طالب ب، حذر من."""
    wanted = cue.takes & _PREPOSITIONS
    left_out = asides(text, cue, limit) if wanted else []
    previous = last = ""
    for at, word in words_between(text, cue.end, limit if wanted else cue.end):
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
            told = _urged(text, cue, at, names) if cue.lemma in _URGES else None
            yield (at + 1 if told is None else told), f"verb+{letter}"
            return


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
    kept = cue.lemma in _KEPT and not _commits(cue, word)
    if (
        word == "بذلك"
        or begins_with("ب", word)
        or kept
        or _WITH.match(text, at)
        or (word[0] == "ب" and _welcomes(text, cue, at, names))
    ):
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


def _commits(cue: Cue, word: str) -> bool:
    """Whether somebody commits himself to a deed, and does not keep what he is bound to: التزمت الحكومة بدعم العمل."""
    deed = is_masdar(word[1:]) or is_masdar(word.removeprefix("بال"))
    return deed and (cue.form[0] not in "يت" or cue.lemma == "تمسك") and _NO_PREPOSITION.match(word) is None


def _by_its_stance(text: str, cue: Cue, at: int, names: Sequence[Any]) -> bool:
    """Whether only a subject or a circumstance stands between a verb of stance and its ب: أشاد الوزير أمس بجهود …"""
    if _MEANWHILE.fullmatch(text, cue.end, at):
        return True
    between = "addressee" in cue.takes and _TOLD_FIRST.fullmatch(text, cue.end, at) is not None
    between = between or can_speak(text, cue.end, at, names) or _CIRCUMSTANCE.fullmatch(text, cue.end, at) is not None
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
