"""What is said as the object of a verb: أعلنت الوزارة تسجيل حالات، توقع الخبراء ركودا، نفى فلان هذه المزاعم."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.quotes.between import DAYS, NO_OBJECT, asides, can_speak, words_between
from analysis.quotes.cues import Cue, lemma_of
from analysis.quotes.kinds import is_body, is_label, is_plural, is_role, kind_of
from analysis.quotes.verbal_nouns import is_masdar

# A participle has no subject behind it: what follows it is what is said, unless it is a circumstance.
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:الي|علي|من|عن|في|بعد|قبل|ان|انه|انها|بان|له|لها|به|فيه|امام|خلال|اليوم|امس|ب\w+|ل\w+|"
    r"و(?!(?:جود|قوع|صول|رود|قف|ضع|فاه|ضوح|جوب|صف|لاء|حده|فاء)\b)\w+)\s)(?=\w{3})"
)
# An apposition between the subject and its object: طيران ناس، الناقل الوطني، تحقيق …
_APPOSED = re.compile(
    r"[،,]\s*(?!الي\b|الذي|التي|الا\b|[وفبيت]|ان|من\s|عن\s|علي\s|بعد|قبل|حيث|كما|م\w+ا\s)\w+(?:\s\w+){0,5}\s?[،,]"
)
_ADJECTIVE = re.compile(
    r"(?:مطلع|مقرب|رفيع|بارز|موثوق|طبي|فني)\w{0,2}|"
    r"(?!عمليه|قضيه|امكاني|اهمي|كيفي|بلدي|جمعي|مديري|كلي)\w{3,}(?:يه|ي|يين|يون|يان)"
)
_ARTICLES = ("ال", "وال", "بال", "لل", "كال", "فال")
# When something was said: words between a subject and its object that belong to neither.
_ADVERB = re.compile(
    r"امس|اليوم|يوم|ايضا|كذلك|مجددا|مؤخرا|رسميا|سابقا|لاحقا|مساء|صباح|اخيرا|الاول|الماضي|"
    rf"ال{DAYS}"
)
_WHEN = re.compile(
    rf"(?:\s(?:امس|اليوم|يوم|مساء|صباح|ايضا|مجددا|مؤخرا|رسميا|سابقا|لاحقا|(?:ال)?{DAYS}|الماضي|"
    r"في وقت (?:سابق|لاحق)|(?:في|يوم)\s\d+\s\w+(?:\s\(\w+\))?(?:\s(?:الماضي|الجاري|الحالي|\d{4}))?)(?!\w)|"
    rf"\s?\([^()\n]{{1,30}}\)|\s[-–][^-–\n]{{3,60}}[-–])*"
)
# An indefinite accusative: توقع الخبراء ركودا; no participle of circumstance, no adverb.
_ACCUSATIVE = re.compile(r"(?!م|ال|و|ب|ل)\w{3,}(?<![يهن])ا")
_ADVERBIAL = re.compile(
    r"ايضا|ظهرا|ليلا|عصرا|فجرا|جميعا|دائما|غالبا|احيانا|فورا|حرفيا|ردا|تعليقا|نقلا|سابقا|اخيرا|كثيرا|تماما|جدا|قليلا|نظرا|خلافا|طبقا|استنادا|"
    r"هكذا|عندما|فيما|حينما|حيثما|كلما|طالما|انما|قائلا|غدا|صباحا|قريبا|خصوصا|عموما|اجمالا|تحديدا|تقريبا|اساسا|ثانيا|بعيدا|خارجا|داخلا"
)
_TOLL = re.compile(r"(?:\d[\d.,]*\s)?(?:حال(?:ه|ات)|وفاه|وفيات|اصابه|اصابات|ضحايا)\b")  # أعلن الوزير حالة إصابة جديدة
_HIS = re.compile(r"\w{2,}(?:ت|ؤ|ء)(?:ه|ها|هم)")  # نيته، تبرؤه
_WORD = re.compile(r"\s?(\w+)")
_COUNTED = re.compile(r"\d\s\w+$")  # أعلنت أكثر من 100 دولة رصد حالات
_GLAD = re.compile(r"سعادت(?:ه|ها|هم)")  # أكد سعادته باختيار نصه
_RELATIVES = frozenset(["الذي", "التي", "الذين"])
_TITLE_WORDS = 4  # between a verb and the institution whose officer is its subject
_PREPOSITIONS = frozenset(["عن", "من", "في", "علي", "الي", "حول", "بشان", "مع"])
_OPENING = frozenset('«"“')
_BESIDE = 3  # letters between a name and the verb behind it
_SUBJECT = 70  # letters behind a verb in which its subject is named
_LABEL = 30  # letters before a mark that show what it names
_TAKEN = re.compile(
    r"\s?[،,]?\s(?P<object>(?:(?:هذه|هذا|تلك|ذلك|اي)\s)?(?!ال)(?:\w{3,}(?=\s)|\w{3,}(?!.)(?<!ذلك))|\d+\s\w+|"
    r"(?:هذه|هذا|تلك)\s\w+)"
)
_JUDGES = frozenset({"انتقد", "استنكر", "أدان", "نفى", "رفض", "شجب", "ثمن", "أنكر", "فند", "استهجن"})
# Which states and institutions do too: أدانت مصر الهجوم; of others a second noun is as well their adjective.
_CONDEMNS = frozenset({"استنكر", "أدان", "شجب", "استهجن"})
_LOUDLY = re.compile(r"\sب(?:شده|قوه|اشد العبارات|صوره\s\w+|شكل\s\w+)(?=\s)")
# انتقد فلان السياسات; no adjective, and who declines to comment says nothing
_DEFINITE = re.compile(r"\s(?P<object>ال(?!ي\b|ذي|تي|تعليق|حديث|رد\b|افصاح|كشف|اجاب|بالغ|مولود)\w{3,}(?<!ي)(?<!يه))\s")
_IT = re.compile(r"\b(?:و?لكن|ان)(?:ه|ها|هم)\s$")
_MEANWHILE = re.compile(r"\s(?:في (?:ذات|نفس) الوقت|ايضا|كذلك|بدوره\w?|بشده)(?=\s)")
_DENIES = frozenset({"نفى", "فند", "أنكر"})
_WHAT = re.compile(r"\s[^،.:؛\n]{3,40}?\s(?=ما\s(?:ت?[يت]?\w{3,}(?:ه|ها)?|نشر\w*)\s)")
_RUMOURS = re.compile(r"\s(?=ال(?:اتهام|مزاعم|انباء|تقارير|ادعاء|شائع|اشاع|معلومات|تصريح)\w*\s)")
_THESE = re.compile(r"\s(?=(?:هذه|هذا|تلك)\sال\w)")
_THIS = re.compile(r"\s(?:ال\w+(?:\sال\w+)?|(?!ال|[وبلكف]ال)\w+(?:\s\w+){1,3})\s(?=(?:هذا|هذه|تلك)\s)")
# What verbs that also tell of deeds must have as their object to report words.
_SAID = {
    "رفض": re.compile(
        r"(?:ال)?(?:مزاعم|اتهام|ادعاء|اقتراح|مقترح|فكر|انتقاد|تصريح|دعو|شائع|اشاع|انباء|تقارير|تقرير|تلميح|وصف|تفسير|تبرير|تقدير|"
        r"تشكيك|ربط|موقف|سياس|تدخل|قول|مقول)|(?:هذا|هذه|اي)\s"
    ),
    "جدد": re.compile(
        r"(?:ال)?(?:دعو|التزام|رفض|تاكيد|مطالب|ثق|تعهد|تمسك|استعداد|موقف|شكر|تضامن|ادان|دعم|تهديد|تحذير|عزم|رغب|نفي|اتهام|انتقاد)"
    ),
}
# What is explained or brought out as a thing: أوضح الشيخ في كلمة له مدى اهتمام الرئاسة، شرحوا أسباب الانتكاسة
_EXPLAINS = frozenset({"أوضح", "شرح", "أبرز", "بين"})
_MATTER = re.compile(
    r"\s(?=(?:مدي|اهميه|اسباب|كيفيه|اليه|اليات|ملابسات|تفاصيل|عدم|وجود|تعرض|حقيقه|طبيعه|ابعاد|خطوره|ضروره|فوائد|مخاطر|مزايا|اوجه|دور|التميز|الدور|الاهميه)\s\w)"
)
_TRUTH = frozenset({"نفى", "أكد"})
_HAD = re.compile(r"\bو?كانت?\sال(?:\w+\s){1,4}(?:قد\s)?$")  # وكانت الولاية قد أعلنت إغلاق المدارس


class _Subject(NamedTuple):
    """What is known of the subject while its object is looked for.

    before: whether it stands before its verb; least: where it ends at the earliest; last: its last word so far; ended:
    where that ends.
    """

    before: bool
    least: int
    last: str
    ended: int


def object_(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what is said as the object: a verbal noun behind its subject (أعلنت الوزارة تسجيل …)."""
    if "object" not in cue.takes:
        return
    if cue.kind == "participle":
        match = _NOUN_BEHIND.match(text, cue.end, limit)
        if match:
            yield match.end(), "participle+object"
        return
    start = _behind_its_subject(text, cue, limit, names)
    if start is None:
        start = _behind_its_verb(text, cue, limit, names)
    if start is not None and _is_said(text, cue, start):
        yield start, "verb+object"


def _is_said(text: str, cue: Cue, start: int) -> bool:
    """Whether an object is a matter of words: who refuses to register a name says nothing, who rejects a claim does."""
    wanted = _SAID.get(cue.lemma)
    return wanted is None or wanted.match(text, start) is not None


def _named_before(text: str, cue: Cue, names: Sequence[Any]) -> bool:
    """Whether a name stands right before a verb, and no colon between them (سبق: كشفت تقارير …)."""
    at = cue.start - len(cue.before)
    at -= len("قد ") * text.startswith(" قد ", at - 4)  # وكان فلان قد أعلن
    return any(0 < at - m.end < _BESIDE and ":" not in text[m.end : at] for m in names)


def _behind_its_subject(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> int | None:
    """Where the object of a verb whose subject stands before it begins: الوزير نفى أمس وجود …"""
    if not _named_before(text, cue, names) and not _HAD.search(text, max(cue.start - _SUBJECT, 0), cue.start):
        return None
    when = _WHEN.match(text, cue.end, limit)
    direct = _WORD.match(text, when.end() if when else cue.end, limit)
    accusative = direct and _ACCUSATIVE.fullmatch(direct[1]) and not _ADVERBIAL.fullmatch(direct[1])
    taken = direct and (is_masdar(direct[1]) or (accusative and not lemma_of(direct[1])))
    return direct.start(1) if direct and taken else None


def _behind_its_verb(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> int | None:
    """Where the object behind a verb and its subject begins: the first noun that is no part of the subject."""
    left_out = asides(text, cue, limit) or [m.span() for m in _APPOSED.finditer(text, cue.end, limit)][:1]
    first = next((m for m in names if cue.end <= m.start < min(limit, cue.end + 60) and m.type in ("PER", "ORG")), None)
    first = None if first and _in_object(text, cue, first) else first
    before = _named_before(text, cue, names)
    subject = _Subject(before, first.end if first else cue.end, "", cue.end)
    for at, word in words_between(text, cue.end, limit):
        if any(a <= at < b for a, b in left_out) or _ADVERB.fullmatch(word):
            continue
        marked = _behind_a_mark(text, cue, at, limit, names) if not word.isalnum() and subject.last else None
        if marked is not None:
            return marked
        if word in "؛:(،":
            return None
        if _begins(text, cue, at, word, subject, names):
            return at
        subject = subject._replace(last=word, ended=at + len(word))
    return None


def _in_object(text: str, cue: Cue, name: Any) -> bool:
    """Whether a name behind a verb is no subject: مصادر في المدينة مقتل تسعة حوثيين، أعلن الرئيس دعم الفرنسي فلان."""
    words = text[cue.end : name.start].split()
    if name.type == "ORG":
        return len(words) > _TITLE_WORDS
    pairs = list(itertools.pairwise(words))[-2:]
    return any(one.startswith(_ARTICLES) and is_masdar(other) for one, other in pairs)


def _behind_a_mark(text: str, cue: Cue, at: int, limit: int, names: Sequence[Any]) -> int | None:
    """Where an object behind a comma or in marks begins: أعلن رئيس الاتحاد، دعم …; انتقد المسؤول «عدم جدية» الحكومة."""
    behind = _WORD.match(text, at + 1, limit)
    if behind is None or not can_speak(text, cue.end, at, names):
        return None
    if any(m.start == behind.start(1) for m in names):
        return None  # المتحدث الرسمي، رأفت فلان: who speaks
    if text[at] == "،" and not behind[1].startswith(("ال", "و")):
        return behind.start(1) if is_masdar(behind[1]) or _HIS.fullmatch(behind[1]) else None
    named = is_label(text[max(at - _LABEL, 0) : at])
    return at if text[at] in _OPENING and is_masdar(behind[1]) and not named else None


def _begins(text: str, cue: Cue, at: int, word: str, subject: _Subject, names: Sequence[Any]) -> bool:
    """Whether the object begins with this word: a verbal noun or an indefinite accusative behind a whole subject."""
    # Who speaks, though the noun is verbal: أعلن تنظيم داعش مسؤوليته، كشفت دراسة عن ذلك.
    if subject.last and word == "صحه" and cue.lemma in _TRUTH:
        return can_speak(text, cue.end, at, names)  # نفى المتحدث صحة المقطع
    body = is_body(word) and any(m.start == at + len(word) + 1 for m in names)
    body = body or (not subject.last and kind_of(word) == "document")
    if at < subject.least or body or any(m.start <= at < m.end for m in names):
        return False
    if word.startswith("ال") and is_masdar(word[2:]) and _asked(text, cue, at, before=subject.before):
        return True
    if not subject.last:  # without a subject a present form is as well passive: يتوقع مشاركة وفود
        return (is_masdar(word) or _GLAD.fullmatch(word) is not None) and not cue.form.startswith(("ي", "تطلب"))
    accusative = _ACCUSATIVE.fullmatch(word) and not _ADVERBIAL.fullmatch(word) and not lemma_of(word)
    accusative = accusative or (cue.lemma == "أعلن" and _TOLL.match(text, at) is not None)
    # Of an indefinite subject the adjective is its end: مصادر طبية فلسطينية استشهاد …
    if subject.last in _RELATIVES or subject.last in _PREPOSITIONS:
        return False
    ended = subject.last.startswith(_ARTICLES) or any(m.end == subject.ended for m in names)
    ended = ended or _ADJECTIVE.fullmatch(subject.last) is not None or (subject.last.endswith("ون") and accusative)
    ended = ended or _COUNTED.search(text, max(subject.ended - 20, 0), subject.ended) is not None
    return bool((is_masdar(word) or accusative) and ended and can_speak(text, cue.end, at, names))


def _asked(text: str, cue: Cue, at: int, *, before: bool) -> bool:
    """Whether a definite verbal noun is what is asked for: طلبت الشرطة من السكان البقاء، الحكومات ناشدت الإفراج."""
    between = text[cue.end : at].split()
    if cue.lemma == "طلب":  # not من قضاة الهجرة
        return "من" in between and between[-1] != "من" and (between[-1].startswith("ال") or between[-2] != "من")
    if cue.lemma == "اقترح":
        return len(between) == 1 and between[0].startswith("ال") and is_plural(between[0])
    told = len(between) > 1 and between[-1].startswith("ال")  # ناشد سكان الحي السلطات التدخل
    alone = len(between) == 1 and between[0].endswith("ين") and bool(cue.before)  # وناشدت المحلفين الرأفة به
    return cue.lemma == "ناشد" and (before or told or alone)


def named_object(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of an object that is no verbal noun, right behind a name: أعلن فلان حظرا على السفر.

    To be asked only where nothing else opens a content: of a name with roles behind it the object is not told surely.
    """
    if "object" not in cue.takes or cue.kind != "verb":
        return
    judged_at = _judged(text, cue, limit, names) if cue.lemma in _JUDGES else None
    if judged_at is not None:
        yield judged_at, "verb+object"
        return
    for subject in (m for m in names if cue.end <= m.start < cue.end + _SUBJECT and m.end < limit):
        start = _WHEN.match(text, subject.end, limit)
        at = start.end() if start else subject.end
        judged = cue.lemma in _JUDGES and (subject.type == "PER" or cue.lemma in _CONDEMNS)
        loudly = _LOUDLY.match(text, at, limit) if judged else None
        at = loudly.end() if loudly else at
        taken = _TAKEN.match(text, at, limit) or (_DEFINITE.match(text, at, limit) if judged else None)
        at_once = taken is not None and "،" in taken.group() and at == subject.end
        if taken is None or at_once or not can_speak(text, cue.end, subject.end, names):
            continue
        word = taken["object"].split()[0]
        known = any(m.start == taken.start("object") for m in names) or lemma_of(word) or is_role(word) or kind_of(word)
        if not (known or NO_OBJECT.fullmatch(word)) and _is_said(text, cue, taken.start("object")):
            yield taken.start("object"), "verb+object"
            return


def _judged(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> int | None:
    """Where what a verb denies or judges begins, though no name is its subject; None where that is not told.

    نفت الوزارة ما تداولته المواقع، نفت الوزارة الاتهامات الموجهة إليها، لكنه نفى هذه التهم، ثمن المواطنون هذا الفضاء،
    غير أنها نفت في ذات الوقت الأنباء التي ترددت
    """
    denies = cue.lemma in _DENIES
    what = _WHAT.match(text, cue.end, limit) if denies else None
    rumours = _RUMOURS.search(text, cue.end, limit) if denies else None
    rumours = rumours if rumours and "،" not in text[cue.end : rumours.start()] else None
    these = _THESE.match(text, cue.end, limit) if denies else None
    for found in (what, rumours, _THIS.match(text, cue.end, limit)):
        if found and can_speak(text, cue.end, found.end(), names):
            return found.end()
    it = _IT.search(text, max(cue.start - 10, 0), cue.start)
    mean = _MEANWHILE.match(text, cue.end, limit) if it else None
    own = _DEFINITE.match(text, mean.end() if mean else cue.end, limit) if it else None
    return these.end() if these else own.start("object") if own and "ال" in own["object"] else None


def explained_object(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of a matter that is explained or brought out: أوضح فلان في كلمة له مدى الاهتمام."""
    if cue.lemma not in _EXPLAINS or cue.kind != "verb":
        return
    what = _MATTER.search(text, cue.end, limit)
    between = text[cue.end : what.start()] if what else ""
    if between.split()[-1:] and between.split()[-1] in _PREPOSITIONS:
        return  # جوابا عن عدم حضورها
    if what is None or set(between) & set(':،.؛\n«“"'):
        return
    if can_speak(text, cue.end, what.start(), names) or (not between.strip() and cue.gender == "p"):
        yield what.end(), "verb+object"
