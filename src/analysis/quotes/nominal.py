"""What is said as a noun phrase: under a preposition (دعا إلى, طالب ب, حذر من) or as an object (أعلن إطلاق)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis import lexicons
from analysis.quotes.cues import Cue, lemma_of
from analysis.quotes.kinds import is_body, is_label, is_role, kind_of

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
    r"|شان|حضور|مناسب|صفت|رئاس|قياد|دور|احث|طل|حر|قي|كل|ه\b|ها|هم|داي|واسط|موجب|عنوان|الاضاف|المئ|نسب|جانب|التالي|المقابل|الفعل"
    r"|امكان|الطبع|التاكيد|الذات|الاشتراك|التزامن|التعاون|التنسيق|قول|شكل|صور|يوم|ثلاث|اكثر|اول|لغ|رج|حث|ناء|راي|نود|رامج|حوث|لاغ|يئ|نات|شري)"
)


# Who is sent to a place or speaks for one: مبعوث الأمم المتحدة إلى سوريا.
_ENVOY = re.compile(r"\b(?:ال)?(?:مبعوث|سفير|مندوب|ممثل|موفد|منسق|مستشار|وفد|وافد|مسؤول|متحدث|وصول|زيار|رحل|دخول)")


_PREPOSITIONS = frozenset({"الي", "علي", "من", "عن", "في", "ب", "ل"})


# A participle has no subject behind it: what follows it is what is said, unless it is a circumstance.
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:الي|علي|من|عن|في|بعد|قبل|ان|انه|انها|بان|له|لها|به|فيه|امام|خلال|اليوم|امس|ب\w+|ل\w+|و(?!(?:جود|قوع|صول|رود|قف|ضع|فاه|ضوح|جوب|صف|لاء|حده|فاء)\b)\w+)\s)(?=\w{3})"
)


# A circumstance between commas: أكد الوزير، في تغريدة على حسابه، نجاح …
_DAY = r"(?:ال)?(?:اثنين|احد|ثلاثاء|اربعاء|خميس|جمعه|سبت)"
_ASIDE = re.compile(
    rf"[،,]\s*(?:(?:في|خلال|عبر|علي هامش|عقب|بعد|ضمن|امس|اليوم|يوم|مساء|صباح|فجر)\s[^،,.:\n]{{3,90}}|{_DAY}(?:\s\w+)?)\s?[،,]"
)
_DASHES = re.compile(r"\s[-–]\s?(?=\S)[^-–\n]{3,90}[-–](?=\s)")  # وانتقد غراندي -يوم الجمعة- نحو 20 دولة
# أكد الوزير لدى اجتماعه بالمديرين، على أهمية …
_DURING = re.compile(r"\s(?:لدي|اثناء|خلال|عقب)\s[^،.:\n]{3,90}،(?=\s(?:علي|عن|الي|ب\w+)\b)")
_APPOSED = re.compile(r"[،,]\s*(?!الي\b|الذي|التي|الا\b|[وفبيت]|ان|من\s|عن\s|علي\s|بعد|قبل|حيث|كما|م\w+ا\s)\w+(?:\s\w+){0,5}\s?[،,]")  # طيران ناس، الناقل الوطني، تحقيق …
# A circumstance between a verb and its preposition: تعهد في وقت سابق بسحق المتمردين
_CIRCUMSTANCE = re.compile(r"\s(?:في|خلال|امس|اليوم|يوم|مساء|صباح|امام|قبل|بعد|مؤخرا|مجددا)\b[^،.:؛]{0,40}")
_ADJECTIVE = re.compile(r"(?:مطلع|مقرب|رفيع|بارز|موثوق)\w{0,2}|(?!عمليه|قضيه|امكاني|اهمي|كيفي|بلدي|جمعي|مديري|كلي)\w{3,}(?:يه|ي|يين|يون|يان)")
# Classes of verbs whose ب opens what is said whatever noun it governs: أشاد بجهود، هدد بالرد.
_STANCES = frozenset({"agreeing", "criticising", "demanding", "promising", "warning"})


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in re.compile(r"\w+|[،؛:(«\"“]").finditer(text, start, end):
        yield match.start(), match.group()


def _named_until(at: int, names: Sequence[Any], limit: int) -> int:
    """Where the names that begin within some words behind the cue end: its subject reaches at least to there."""
    first = next((m for m in names if at <= m.start < min(limit, at + 60) and m.type in ("PER", "ORG")), None)
    return first.end if first else at


def _asides(text: str, cue: Cue, limit: int) -> list[tuple[int, int]]:
    """Where circumstances and insertions stand behind a cue, between commas or dashes."""
    return [m.span() for pattern in (_ASIDE, _DASHES, _DURING) if (m := pattern.search(text, cue.end, limit))]


def prepositional(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what is said as a noun phrase under a preposition of the cue: دعا إلى، طالب ب، حذر من."""
    wanted = cue.takes & _PREPOSITIONS
    asides = _asides(text, cue, limit) if wanted else []
    previous = last = ""
    for at, word in _words(text, cue.end, limit if wanted else cue.end):
        previous, last = last, word
        if word == ":":
            return
        if any(m.start < at + (m.type == "PER") <= m.end for m in names) or any(a <= at < b for a, b in asides):
            continue
        after = at + len(word)
        if word in wanted and text[after : after + 1].isspace():
            if _in_source(text, cue, at, word, names) or (word == "من" and previous in _PARTITIVE):
                continue
            if re.match(r"\s(?:طريق|كثب|قرب|بعد)\b", text[after : after + 6]):
                continue
            subject = text[cue.end : at].split()
            spoken = _speaks(text, cue.end, at, names) or (cue.kind == "verb" and _one_noun(subject))
            if word == "عن" and subject and not spoken:
                return
            told = _urged(text, cue, at, names) if word == "علي" and cue.lemma in _URGES else None
            yield (after + 1 if told is None else told), f"verb+{word}"
            return
        if word == "ب" and "ب" in wanted and text[after : after + 1] in '«"“”':
            yield after, "verb+ب"
            return
        letter = word[0] if (len(word) > 2) and word[0] in wanted & {"ب", "ل"} else ""
        if letter and _takes_letter(text, cue, at, word, names):
            yield at + 1, f"verb+{letter}"
            return


_URGES = frozenset({"حث", "حض"})


def _urged(text: str, cue: Cue, at: int, names: Sequence[Any]) -> int | None:
    """Where whom a verb urges begins, which is part of what is said: حث الصندوق عامة الشعب على الانتظار."""
    subject = next((m for m in names if cue.kind == "verb" and 0 <= m.start - cue.end <= 1 and m.end < at), None)
    start = subject.end if subject else cue.end
    words = text[start:at].split()
    one = cue.kind == "participle" or subject or len(words) == 1
    told = words and one and "،" not in text[start:at] and len(words) <= _TOLD
    return start + 1 if told and not is_role(words[0]) and not _NO_OBJECT.fullmatch(words[0]) else None


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
    if cue.lemma == "ذكر":  # ذكر فلان بالطعون is ذكّر
        return word[0] == "ب" and (at - cue.end < 3 or any(m.end == at - 1 and m.start - cue.end < 3 for m in names))
    if word[0] == "ل":
        return is_masdar(word[1:]) or word[1:] in {"دعم", "وقف", "عدم"}
    if _NO_PREPOSITION.match(word):
        return False
    return (
        word.startswith("بال")
        or word == "بما"
        or is_masdar(word[1:])
        or at - cue.end < 3
        or "whole" in cue.takes
        or (
            cue.cue_class in _STANCES
            and cue.kind == "verb"
            and (_speaks(text, cue.end, at, names) or _CIRCUMSTANCE.fullmatch(text, cue.end, at) is not None)
        )
    )


_TOLD = 8  # words of whom a verb urges
_MARK = 3  # letters of a space and a mark behind a complementizer
_AS_BEING = re.compile(r"\sبان\w{0,3}\s?[«“\"]")  # اتهم فلانا بأنه «…»: what stands in marks is what he said


_CHARGED = re.compile(r"\sب(?!ان\w{0,3}\s?[«“\"])\w")


# Verbs of two objects, which together are what is said: عزا فلان التراجع إلى الحرب، حملوا الحكومة المسؤولية
_WHOLE = frozenset({"اتهم", "اعتبر", "حمل", "عزا", "فسر", "برر"})
_ROLE = re.compile(r"\s(ال\w+)\s(?=\w)")
_NEAR_THIS = 30  # letters of a subject without a name
_EXPLAINS = frozenset({"عزا", "فسر", "برر"})


def whole(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what follows the subject of اتهم: the accused and the charge."""
    if cue.lemma not in _WHOLE or (cue.lemma == "اعتبر" and (cue.kind != "verb" or cue.form[:1] in "يتن")):
        return
    subject = next((m for m in names if cue.end <= m.start < cue.end + 40), None)
    if cue.lemma != "اتهم":
        yield from _two_objects(text, cue, limit, names)
    elif subject and _CHARGED.match(text, subject.end):  # ويتهم فلانا بالتقصير: who is accused, of a dropped subject
        yield subject.start, "verb+whole"
    elif subject and subject.end < limit and _AS_BEING.search(text, subject.end, limit + _MARK) is None:
        yield subject.end, "verb+whole"


def _two_objects(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """What follows the named subject of عزا, حمل, اعتبر, a circumstance between commas left out."""
    subject = next((m for m in names if cue.end <= m.start < cue.end + 40 and m.end < limit), None)
    this = re.compile(r"\s(?=(?:هذا|هذه|ذلك|تلك)\s)").search(text, cue.end, limit) if cue.lemma in _EXPLAINS else None
    if this and subject is None and cue.end < this.start() < cue.end + _NEAR_THIS and _speaks(text, cue.end, this.start(), names):
        yield this.end(), "verb+whole"
        return
    role = _ROLE.match(text, cue.end, limit) if subject is None and cue.lemma == "حمل" else None
    if role and is_role(role[1]):
        yield role.end(), "verb+whole"  # حمل الوزير الحكومة مسؤولية
        return
    if subject is None or "،" in text[cue.end : subject.start] or not _speaks(text, cue.end, subject.end, names):
        return
    while following := next((m for m in names if 0 <= m.start - subject.end <= 1), None):
        subject = following
    aside = _ASIDE.match(text, subject.end, limit)
    at = aside.end() if aside else subject.end
    word = re.compile(r"\s(\w+)").match(text, at, limit)
    apposed = word and cue.lemma != "حمل" and is_role(word[1])
    if word and not apposed and not (_NO_OBJECT.fullmatch(word[1]) and not word[1].startswith(("ال", "ذلك"))):
        yield word.start(1), "verb+whole"


_SUBJECT = 70  # letters behind a verb in which its subject is named
# An indefinite accusative: توقع مختصون ركودا; no participle of circumstance, no adverb.
_ACCUSATIVE = re.compile(r"(?!م|ال|و|ب|ل)\w{3,}(?<![يهن])ا")
_ADVERBIAL = frozenset(
    "ايضا جميعا دائما غالبا احيانا فورا حرفيا ردا تعليقا نقلا وفقا سابقا لاحقا اخيرا كثيرا تماما جدا قليلا نظرا خلافا طبقا "
    "استنادا شخصيا صراحه علنا هكذا عندما بينما فيما حينما حيثما كلما طالما انما قائلا غدا ليلا نهارا صباحا هنا هذا قريبا عاده خصوصا "
    "عموما اجمالا تحديدا حاليا عندنا لدينا علينا تقريبا اساسا اولا ثانيا بعيدا خارجا داخلا".split()
)
_OPENING = frozenset('«"“')
_HIS = re.compile(r"\w{2,}(?:ت|ؤ|ء)(?:ه|ها|هم)")  # نيته، تبرؤه
_BESIDE = 3  # letters between a name and the verb behind it
_ARTICLES = ("ال", "وال", "بال", "لل", "كال", "فال")
# When something was said: words between a subject and its object that belong to neither.
_ADVERBS = frozenset(
    "امس اليوم يوم ايضا مجددا مؤخرا رسميا سابقا لاحقا مساء صباح اخيرا امس الاول الماضي الاثنين الاحد الثلاثاء الاربعاء "
    "الخميس الجمعه السبت".split()
)
_WHEN = re.compile(
    rf"(?:\s(?:امس|اليوم|يوم|مساء|صباح|ايضا|مجددا|مؤخرا|رسميا|سابقا|لاحقا|{_DAY}|الماضي|في وقت (?:سابق|لاحق))|\s?\([^()\n]{1,30}\)|\s[-–][^-–\n]{3,60}[-–])*"
)
# What is no object behind a name: particles, adverbs, a preposition or conjunction fused to its noun.
_NO_OBJECT = re.compile(
    r"(?:الا|ان\w{0,3}|بان\w{0,3}|ما|من|عن|علي|الي|في|مع|عند|لدي|منذ|بعد|قبل|خلال|عبر|حول|حيال|ازاء|ضد|بين|لم|لن|لا|قد|كان\w?|"
    r"هو|هي|هم|ثم|او|ام|بل|لكن|اذا?|حيث|حين|عندما|بينما|فيما|كما|كذلك|هنا|هناك|نحو|حتي|دون|غير|سوي|بن|ابن|بنت|وفقا?|طبقا|حسب|"
    r"بحسب|ضمن|امام|اثر|اثناء|عقب|تحت|فوق|وراء|رغم|نقلا|ردا|مثل|يوم|مساء|صباح|زوال|ظهر|فجر|فور|جنبا|معا|جميعا|بدوره\w?|"
    r"(?:له|به|في|عن|من|علي|الي)(?:ه|ها|هم|نا)|[وبلف]\w+|\w+يا|مؤخرا|مجددا|مرارا|ايضا|دائما|غالبا|سابقا|لاحقا|اخيرا)"
)
_TAKEN = re.compile(
    r"\s?[،,]?\s(?P<object>(?:(?:هذه|هذا|تلك|ذلك|اي)\s)?(?!ال)(?:\w{3,}(?=\s)|\w{3,}(?!.)(?<!ذلك))|\d+\s\w+|(?:هذه|هذا|تلك)\s\w+)"
)


_JUDGES = frozenset({"انتقد", "استنكر", "أدان", "نفى", "رفض", "شجب", "ثمن", "أنكر", "فند", "استهجن"})
# انتقد فلان السياسات; no adjective, and who declines to comment says nothing
_DEFINITE = re.compile(r"\s(?P<object>ال(?!ي\b|ذي|تي|تعليق|حديث|رد\b|افصاح|كشف|اجاب|بالغ|مولود)\w{3,}(?<!ي)(?<!يه))\s")


def named_object(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of an object that is no verbal noun, right behind a name: أعلن فلان حظرا على السفر.

    To be asked only where nothing else opens a content: of a name with roles behind it the object is not told surely.
    """
    if "object" not in cue.takes or cue.kind != "verb":
        return
    for subject in (m for m in names if cue.end <= m.start < cue.end + _SUBJECT and m.end < limit):
        start = _WHEN.match(text, subject.end, limit)
        at = start.end() if start else subject.end
        judged = cue.lemma in _JUDGES and subject.type == "PER"
        taken = _TAKEN.match(text, at, limit) or (_DEFINITE.match(text, at, limit) if judged else None)
        if taken is None or ("،" in taken.group() and at == subject.end) or not _speaks(text, cue.end, subject.end, names):
            continue
        word = taken["object"].split()[0]
        known = any(m.start == taken.start("object") for m in names) or lemma_of(word) or is_role(word) or kind_of(word)
        if not (known or _NO_OBJECT.fullmatch(word)):
            yield taken.start("object"), "verb+object"
            return


_TITLE = 120  # letters
_LONGEST_LEAD = 8  # words of a subject in a headline


def headline_object(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of the object in a headline that puts its subject first: الولايات المتحدة تنفي الأنباء."""
    lead = text[: min(cue.start, _TITLE)].strip(" «»“”\"")
    if cue.start >= _TITLE or "\n" in lead or not {"object", "whole"} & cue.takes or cue.kind != "verb" or cue.before or cue.form[0] not in "يت":
        return
    spoken = any(m.start < cue.start for m in names) or is_role(lead) or kind_of(lead)
    if not spoken or not 1 <= len(lead.split()) <= _LONGEST_LEAD or ":" in lead:
        return
    word = re.compile(r"\s(\w{2,})").match(text, cue.end, limit)
    if word and not (_NO_OBJECT.fullmatch(word[1]) and not word[1].startswith("ال")):
        yield word.start(1), "verb+object"


def _asked(text: str, cue: Cue, at: int, *, before: bool) -> bool:
    """Whether a definite verbal noun is what is asked for: طلبت الشرطة من السكان البقاء، الحكومات ناشدت الإفراج."""
    if cue.lemma == "طلب":
        return " من " in text[cue.end : at]
    return cue.lemma == "ناشد" and before


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
    previous, ended = "", cue.end  # the last word of the subject, and where it ends
    before = any(0 < cue.start - len(cue.before) - m.end < _BESIDE for m in names)  # الوزير نفى وجود
    start = _WHEN.match(text, cue.end, limit).end() if before else cue.end  # type: ignore[union-attr]
    direct = re.compile(r"\s?(\w+)").match(text, start, limit)
    if direct and is_masdar(direct[1]) and before:
        yield direct.start(1), "verb+object"
        return
    asides = _asides(text, cue, limit) or [m.span() for m in _APPOSED.finditer(text, cue.end, limit)][:1]
    for at, word in _words(text, cue.end, limit):
        if any(a <= at < b for a, b in asides) or word in _ADVERBS:
            continue
        if word == "،" and previous and _speaks(text, cue.end, at, names):
            behind = re.compile(r"\s?(\w+)").match(text, at + 1, limit)
            if behind and (is_masdar(behind[1]) or _HIS.fullmatch(behind[1])) and not behind[1].startswith(("ال", "و")):
                yield behind.start(1), "verb+object"  # أعلن رئيس الاتحاد، دعم المرشح
            return
        if word in _OPENING and previous and _speaks(text, cue.end, at, names):
            behind = re.compile(r"\s?(\w+)").match(text, at + 1, limit)
            if behind and is_masdar(behind[1]) and not is_label(text[max(at - 30, 0) : at]):
                yield at, "verb+object"  # انتقد المسؤول «عدم جدية» الحكومة
                return
        if word in "؛:(،":
            return
        # Of an indefinite subject the adjective is its end: مصادر طبية فلسطينية استشهاد …
        adjective = _ADJECTIVE.fullmatch(previous) is not None
        definite = previous.startswith(_ARTICLES) or adjective or any(m.end == ended for m in names)
        # Without a subject a present form is as well passive: يتوقع مشاركة وفود.
        subject = (
            not (cue.kind == "verb" and _present(cue))
            if not previous
            else definite and _speaks(text, cue.end, at, names)
        )
        after = at + len(word) + 1
        # Who speaks, though the noun is verbal: أعلن تنظيم داعش مسؤوليته، كشفت دراسة عن ذلك.
        body = is_body(word) and any(m.start == after for m in names)
        body = body or (not previous and kind_of(word) == "document")
        named = at < least or body or any(m.start <= at < m.end for m in names)
        asked = word.startswith("ال") and is_masdar(word[2:]) and _asked(text, cue, at, before=before)
        accusative = previous and _ACCUSATIVE.fullmatch(word) and word not in _ADVERBIAL and not lemma_of(word)
        if not named and (asked or (subject and (is_masdar(word) or accusative))):
            yield at, "verb+object"
            return
        previous, ended = word, at + len(word)


def _present(cue: Cue) -> bool:
    return cue.form.startswith("ي")


def _speaks(text: str, start: int, end: int, names: Sequence[Any]) -> bool:
    """Whether the words between a cue and its object can be its subject."""
    words = text[start:end].strip()
    if any(start <= m.start < start + 8 for m in names) or kind_of(words) is not None or is_role(words):
        return True
    person = next((m for m in names if m.type == "PER" and start <= m.start < start + 36 and m.end <= end), None)
    return person is not None and all(word.startswith("ال") for word in text[start : person.start].split())
