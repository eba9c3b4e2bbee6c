"""The noun phrase that names a source: where it ends, and whom it says is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.quotes.addressees import LONGEST, called_on, is_told, phrase_stop
from analysis.quotes.between import DAYS, SAID_AGAIN
from analysis.quotes.cues import lemma_of
from analysis.quotes.edges import clean, is_manner
from analysis.quotes.kinds import is_body, is_role, kind_of
from analysis.quotes.names import joins, unlabelled
from analysis.quotes.verbal_nouns import is_masdar
from analysis.text import Span

_TIME = re.compile(
    rf"(?:خلال|امس|الان|اليوم|يوم|مساء|صباح|ظهر|فجر|ليل|ليله|بعد|قبل|عبر|ضمن|ردا|تعليقا|عقب|اثناء|منذ|لدي|كما|قائلا|قائله|بالقول|علي|امام|حول|بشان|"
    rf"بخصوص|وذلك|مؤخرا|انذاك|حينها|وقتها|لاحقا|سابقا|ايضا|قوله|قولها|قولهم|نقلا|استنادا|اخيرا|حاليا|راهنا|بمراره|بدوره|بدورها|مرارا|مجددا|حتي|عندما|حين|فيما|"
    rf"بينما|ان|انه|انها|انهم|انهن|بان|بانه|بانها|بانهم|ضمنيا|رسميا|علنا|هاتفيا|حرفيا|تحديدا|صراحه|امس|اول|قد|لقد|في|تحت|ب|عن|بالوقت|بشكل|بصوت|بكل|بصوره|بطريقه|بوضوح|بصراحه|بسخريه|بقوه|بشده|بالاجماع|نحن|هو|هي|هم|دائما|غالبا|مسبقا|كذلك|دون|بسبب|للتو|لهما|لك|لكم|(?:عن|من|في|ب|ل|الي|علي|مع|لدي)(?:ه|ها)|لهم|اليهم|عليهم|من|الي|مع|هنا|هناك|كيف|لماذا|متي|اين|صلي|رضي|بنبره|بلهجه|بابتسامه|بحزم|بثقه|بغضب|بانفعال|بحده|بهدوء|بحماسه?|بانجليزيه|بالانجليزيه|بالعربيه|بالفرنسيه|بلغه|حفظه|حفظها|حفظهم|و?مقره|و?مقرها|رحمه|رعاه|اطلعت?|حصلت?|ال{DAYS})$"
)
_PERIOD = re.compile(r"(?:ال)?(?:عام|شهر|اسبوع|سنه)")
_WHICH_PERIOD = re.compile(r"(?:ال)?(?:ماضي|جاري|حالي|فاءت|فائت|منصرم|مقبل|فارط|\d)")
OPEN = frozenset({"في", "من", "الي", "علي", "ب", "لدي"})
_PARTICIPLE = re.compile(r"م\w{3,}(?:ا|ين)|قائل(?:ا|ه|ين)")
# The speech that somebody goes on with or ends: وواصل الوزير حديثه قائلا
_SPEECH = re.compile(r"(?:حديث|تصريح|تصريحات|كلمت|كلام|مقال|مقالت|مداخلت|خطاب|رسالت|تدوينت|تغريدت|شهادت)(?:ه|ها|هم)$")
# What somebody utters, behind who does: ردد المحتجون هتافات، نشر اللاعب تغريدة
_UTTERED = re.compile(
    r"رسال[هت]|رسائل|تغريد(?:ه|ات)|بيانا|هتافات?ا?|سؤالا?|اسئله|كلمه|شعارات?ا?|اتهامات?ا?|انتقادات|تحذيرات?ا?|نداءا?ت?|"
    r"تساؤلا?ت?|دعوات|منشورا|تدوينه|مطا?لب(?:ه|ها|هم)"
)
_EVENT = re.compile(
    r"(?:ال)?(?:مؤتمر|تصريح|بيان|مقابل|حديث|كلم[هت]|لقاء|تغريد|منشور|حوار|خطاب|رسال|جلس|اجتماع|وقت|ختام|ندو|برنامج|تقرير|حساب|"
    r"مداخل|اتصال|تدوين|افصاح|مقال|شهاد|كتاب|نهاي|بداي|اشار|مستهل|معرض|اطار|هذا|ذلك|ضوء|ظل|صفح|نشر|شريط|مقطع|عام|شهر|\d|مناسب|اعقاب|سياق|"
    r"مجال|خصوص|وثيق|حيثيات|منطوق|تعليق|رد|حفل|افتتاح|بلاغ|رد|تدوين|كلام|معرض|تعقيب|استمار|شان\b|احدث|اخر)\w*"
)
_RELATIVE = re.compile(r"(?:وال|ال)(?:ذي|تي|ذين|لذان|لتان|لذين|لاتي)$")
WORD = re.compile(r"\w+|[^\w\s]")
_QUANTITIES = frozenset([
    "عدد", "العديد", "مجموعه", "عشرات", "مئات", "الاف", "كثير", "الكثير", "كثيرون",
    "اكثر", "ازيد", "اقل", "قليل", "جمع", "حشد", "نخبه", "ثله", "كل", "كلا",
])  # fmt: skip
_PLURAL = re.compile(r"ات(?:ه|ها|هم)?$")
_CLOSING = ("»", "”", '"')
_TITLE_GAP = 2  # letters between an institution and the person whose title it ends
_ADJECTIVE = re.compile(r"(ال\w{3,})يه?")
_NISBA = re.compile(r"\w{3,}(?:ي|يه|يون|يين|يان)|مطلع\w{0,2}|مقرب\w{0,2}")
_NO_NAME = frozenset(
    ["النظر", "النقاب", "الانتباه", "الانظار", "جميع", "كافه", "فورا", "حسبما", "زوال", "بغضب", "بحزن", "نصا"]
)
_THEIR_PEOPLE = re.compile(
    r"(?:عائل[هت]|اسر[هت]|اهالي|ذوي|اقارب|سكان|زملاء)(?:ه|ها|هم)?|"
    r"(?:مواطني|شعب|انصار|مؤيدي|جمهور|جنود|طلاب|موظفي|اعضاء)(?:ه|ها|هم)"
)
_COMMON = re.compile(
    r"ال(?:سابق|جديد|ثاني|عام|مؤقت|كبير|معروف)ه?|ال(?:اول|اعلي|اسبق|اكبر|ابرز|راحل|منتخب|مكلف|مخضرم|شهير|مقال|مستقيل|مساعد|مشارك)"
)
_THIS = frozenset(["هذا", "هذه", "هذين", "هاتين", "ذلك", "تلك"])
_SELF = frozenset(["نفسه", "نفسها", "ذاته", "ذاتها", "انفسهم"])
_MEMBER = re.compile(r"(?:ال)?(?:عضو|نائب|نواب|اعضاء|ممثل|مرشح|برلماني)")
_ISSUED = frozenset(["صادر", "صادره", "الصادر", "الصادره"])  # بيان صادر عن الوزارة
_AGAIN = re.compile(rf"ال(?:{SAID_AGAIN})\s(?:علي|الي|من|ان|ب\w)")  # جدد السفير الدعوة إلى
_UPON = re.compile(r"ال(?:حفاظ|محافظه|قضاء|رقابه|اشراف|تعرف)")


class _Zone(NamedTuple):
    """Where a phrase is read: the text, the words and marks of the zone, its end, the mentions and persons in it."""

    text: str
    words: list[re.Match[str]]
    end: int
    names: list[Any]
    persons: list[Any]

    def at(self, n: int) -> tuple[str, int]:
        """Word n and its offset."""
        return self.words[n].group(), self.words[n].start()


def phrase_end(
    text: str, zone: Span, names: Sequence[Any], *, split: bool = False, told: bool = True, second: str = ""
) -> tuple[int, Span | None]:
    """Where the noun phrase at the head of the zone ends, and the addressee right behind it where there is one.

    `split` says that a second noun phrase behind a name is whom the verb addresses (أخبر فلان البرلمان), `second` the
    same behind a noun: "person" of roles and bodies (طالبت المنظمة السلطات), "thing" of any (وصف الناقد الفيلم); `told`
    that ل may begin one.
    """
    inside = [m for m in names if zone.start <= m.start < zone.end]
    persons = unlabelled(text, zone, [m for m in inside if m.type == "PER"])
    here = _Zone(text, list(WORD.finditer(text, zone.start, zone.end)), zone.end, inside, persons)
    n = 0
    while n < len(here.words):
        word, at = here.at(n)
        name = next((m for m in inside if m.start <= at < m.end), None)
        if name:
            n = _past_offset(here, n, name.end)
            rest = _second(here, name) if split else None
            if rest:
                return name.end + (here.text[name.end : name.end + 1] in _CLOSING), rest
            continue
        to = n > 0 and word.startswith("ل") and any(m.end == at - 1 for m in persons)
        if told and to and (is_role(word[2:]) or any(m.start == at + 1 and m.type == "PER" for m in inside)):
            return at, clean(text, Span(at + 1, phrase_stop(text, at + 1, zone.end)))  # قال فلان للمحققين
        outlet = n == 0 and word.startswith("ل") and any(m.start == at + 1 and m.type == "ORG" for m in inside)
        addressed = told and (outlet or is_told(text, at, word, inside))
        if addressed and not any(_RELATIVE.match(w.group()) for w in here.words[:n]):  # أكد لهسبريس, but not التي … لها
            return at, clean(text, Span(at + 1, phrase_stop(text, at + 1, zone.end)))
        if word == "(" and (close := text.find(")", at, zone.end)) >= 0:
            n = _past_offset(here, n, close)
        elif _stops(here, n):
            return at, None
        elif second and (_other_noun(here, n) or (second == "thing" and _thing(here, n))):
            return at, called_on(text, clean(text, Span(at, phrase_stop(text, at, zone.end))))
        n += 1
    return zone.end, None


def _past_offset(here: _Zone, n: int, offset: int) -> int:
    while n < len(here.words) and here.words[n].start() < offset:
        n += 1
    return n


def _second(here: _Zone, name: Any) -> Span | None:
    """The noun phrase behind a name that is not joined to it."""
    if name.type == "ORG" and here.persons and is_role(here.text[here.at(0)[1] : name.start]):
        return None  # أستاذة سلاسل الإمداد الدكتورة فلانة
    if any(m.start >= name.end and joins(here.text, name.end, m.start) for m in here.names):
        return None
    if name.type != "PER" and any(0 <= m.start - name.end <= _TITLE_GAP for m in here.persons):
        return None  # المدير التنفيذي لشركة «النور» فلان الصحافيين
    rest = called_on(here.text, clean(here.text, Span(name.end, here.end)))
    if rest and is_role(here.text[slice(*rest)]) and not here.text.startswith("ال", rest.start):
        apart = [m for m in here.names if m.start > rest.start and any(0 < m.start - o.end <= 1 for o in here.names)]
        rest = Span(apart[-1].start, rest.end) if apart else rest  # حثت فلانة مديرة قسم أفريقيا الولايات المتحدة على
    short = rest and len(here.text[rest.start : rest.end].split()) <= LONGEST
    return rest if short and here.text[name.end : name.end + 1] != "،" else None


def _other_noun(here: _Zone, n: int) -> bool:
    """Whether a second noun stands behind a definite one, which is no adjective: المنظمة السلطات."""
    word, at = here.at(n)
    if n == 0 or not here.at(n - 1)[0].startswith("ال"):
        return False
    if _ADJECTIVE.fullmatch(word) and is_body(_ADJECTIVE.sub(r"\1", word)):
        return False  # المنظمة الدولية, of دولة
    if any(m.start == at + len(word) + 1 for m in here.persons) and is_role(here.text[here.at(0)[1] : at]):
        return False  # أستاذة الإمداد الدكتورة فلانة: her title
    told = word.startswith("ال") and (is_role(word) or is_body(word))
    end = at + len(word)
    named = any(m.type == "ORG" and 0 <= m.start - end <= _TITLE_GAP for m in here.names)
    told = told or (is_body(word) and named and not word.startswith("ل"))  # أبلغت الشركة الأميركية مجموعة «النور»
    return told or _THEIR_PEOPLE.fullmatch(word) is not None  # أبلغ المستشفى عائلة الطفل


def _thing(here: _Zone, n: int) -> bool:
    """Whether a definite noun behind another one is no adjective of it: الناقد الفيلم."""
    word, before = here.at(n)[0], here.at(n - 1)[0] if n else ""
    noun = word.startswith("ال") and not any(p.fullmatch(word) for p in (_NISBA, _COMMON, _RELATIVE))
    return noun and before.startswith("ال") and is_role(here.text[here.at(0)[1] :]) and not _named(here, n)


def _stops(here: _Zone, n: int) -> bool:
    """Whether the phrase ends before word n."""
    word, at = here.at(n)
    seen = any(m.end <= at for m in here.persons)
    if word == "،":
        return not _apposition(here, n, seen=seen)
    if word in "؛:([" or _dashed(here, n) or (_PARTICIPLE.fullmatch(word) and lemma_of(word)):
        return True  # وتابع موضحا: …
    if (n and _ends_before(here, n)) or _AGAIN.match(here.text, at):
        return True
    return bool(_TIME.match(word) or _past_time(here.words, n)) and not _continues(here, n, seen=seen)


def _dashed(here: _Zone, n: int) -> bool:
    """Whether word n is a dash that opens or closes an insertion, with a space on one side, and no hyphen of a name."""
    word, at = here.at(n)
    return n > 0 and word in "-–—" and here.text[at - 1 : at + 2].count(" ") == 1


def _ends_before(here: _Zone, n: int) -> bool:
    """Whether word n, behind a noun, is none of its phrase: what is said, whom it is told, or the speech itself.

    أبدت الهيئة تخوفها، مصدر مطلع إقرار …، دعا المتحدث نفسه المواطنين، لفت فلان النظر، اختتم المدرب تصريحاته
    """
    word, before = here.at(n)[0], here.at(n - 1)[0]
    feared = word.endswith(("ها", "هم")) and is_masdar(word) and not is_role(before)
    if word in {"ما", "ماذا"} or feared or word in _NO_NAME or _SPEECH.match(word):
        return True
    if is_manner(word) and (before.startswith("ال") or _named(here, n - 1)):
        return True  # أجاب المدرب مبتسما
    if _UTTERED.fullmatch(word) or word in _THIS:
        return before.startswith("ال") or before.endswith(("ون", "يين")) or _named(here, n - 1)
    return (n > 1 or kind_of(before) == "document") and (before in _SELF or _begins_object(here, n))


def _named(here: _Zone, n: int) -> bool:
    """Whether word n belongs to a name."""
    return any(m.start <= here.at(n)[1] < m.end for m in here.names)


def _begins_object(here: _Zone, n: int) -> bool:
    """Whether an indefinite verbal noun stands behind an adjective or definite noun: it is no part of the phrase."""
    word, before = here.at(n)[0], here.at(n - 1)[0]
    ended = before.startswith("ال") or _NISBA.fullmatch(before)
    deed = is_masdar(word) or is_masdar(_PLURAL.sub("", word))
    possible = word in {"احتماليه", "امكانيه"}
    noun = possible or (deed and not word.endswith("يه") and not word.startswith("م"))  # متابعة، تركية are adjectives
    return bool(ended) and noun and not (is_body(word) or is_role(word) or here.at(n - 1)[0] in OPEN)


def _past_time(words: list[re.Match[str]], n: int) -> bool:
    """العام الماضي, الشهر الجاري: a time and no office."""
    following = words[n + 1].group() if n + 1 < len(words) else ""
    return _PERIOD.fullmatch(words[n].group()) is not None and _WHICH_PERIOD.match(following) is not None


def is_time(word: str) -> bool:
    """Whether the word begins a circumstance and no noun phrase."""
    return _TIME.match(word) is not None


def is_speech(words: str) -> bool:
    """Whether a phrase begins with the speech of somebody, which he begins, goes on with or ends: حديثه."""
    return _SPEECH.match(words.split(" ", 1)[0]) is not None


def _apposition(here: _Zone, n: int, *, seen: bool) -> bool:
    """Whether the comma at word n opens an apposition: a name behind a title, or a title behind a name."""
    at = here.words[n].end()
    comma = here.text.find("،", at, here.end)
    part = Span(at, comma if comma >= 0 else here.end)
    phrase = here.text[part.start : part.end].strip()
    if not phrase or _TIME.match(phrase.split()[0]) or phrase.split()[0] in OPEN:
        return False
    if any(part.start <= m.start <= part.start + 3 for m in here.persons):
        return not seen or here.text[part.start : part.start + 2].strip() == "و"
    first = phrase.split()[0]
    return bool(
        is_role(phrase) or first.startswith(("ال", "وال")) or first in {"وهو", "وهي", "وهم"} or (seen and comma < 0)
    )


def _continues(here: _Zone, n: int, *, seen: bool) -> bool:
    """Whether a preposition goes on with the phrase: a role and its place (مسؤول في الإدارة), a title and its name."""
    words, persons = here.words, here.persons
    if n == 0 or n + 1 >= len(words):
        return False
    if seen:
        return _office_at(here, n)
    if _governed(here, n):
        return True
    if words[n].group() not in OPEN or _elsewhere(here, n):
        return False
    ahead = next((m for m in persons if m.start > words[n].start()), None)
    between = here.text[words[n].end() : ahead.start].split() if ahead else []
    if ahead and (len(between) <= 6 or (len(between) <= 12 and n <= 3 and "،" not in between)):
        return True
    head = here.text[words[0].start() : words[n].start()]
    return words[n].group() in {"في", "من"} and (is_role(head) or is_body(head)) and not persons


def _office_at(here: _Zone, n: int) -> bool:
    """Whether preposition n, behind a name and its office, says where that is: فلان، المحلل لدى المصرف."""
    words = here.words
    named = max(m.end for m in here.persons if m.end <= words[n].start())
    office = here.text[named : words[n].start()].strip(" ،")
    at = words[n + 1].start()
    place = words[n + 1].group().startswith("ال") or any(m.start == at for m in here.names)
    place = place or is_body(here.text[at : here.end])
    return words[n].group() in {"في", "لدي"} and is_role(office) and place and not _elsewhere(here, n)


def _governed(here: _Zone, n: int) -> bool:
    """Whether what stands before preposition n wants it: عدد كبير من الناس، منظمة الحفاظ على البيئة، عضو عن الحزب."""
    word, before, first = here.at(n)[0], here.at(n - 1)[0], here.at(0)[0]
    if word == "من":
        return bool({before, here.at(max(n - 2, 0))[0]} & _QUANTITIES)
    if word == "عن":
        return before in _ISSUED or (
            _MEMBER.match(first) is not None and any(m.start > here.at(n)[1] for m in here.persons)
        )
    upon = _UPON.fullmatch(before) is not None and is_body(first)
    return word == "علي" and (upon or before.startswith("مطلع"))


def _elsewhere(here: _Zone, n: int) -> bool:
    """Whether preposition n opens a circumstance: an event, a time, where an institution is (الائتلاف في واشنطن)."""
    word, at = here.at(n + 1)
    if _EVENT.match(word) or _TIME.match(word):
        return True
    town = any(m.type == "LOC" and m.start == at for m in here.names) and here.at(n)[0] == "في"
    return town and not is_role(here.at(0)[0]) and any(m.type == "ORG" for m in here.names)
