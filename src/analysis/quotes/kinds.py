"""What kind of source a phrase names: words of media, documents, institutions, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.cues import Cue
from analysis.text import Span

_START = r"(?:^|(?<=\s))[وبل]?(?:ال|ل)?"
MEDIA = re.compile(
    rf"{_START}(?:وكال\w+ (?!الفضاء|الطاق|الاستخبار|المخابر|ناسا|حماي|التنمي)|صحيف|جريد|قنا[هت]|شبك[هت]|مجل[هت]|موقع|تلفزيون|اذاع|راديو|صحف\b|وسائل|"
    r"اعلام|مراسل|رويترز|بي بي سي|سي ان ان|الجزيره|العربيه\b|فرانس برس|اسوشيتد|الاناضول|بلومبرغ|بلومبيرغ|ان بي سي|نيويورك تايمز|"
    r"واشنطن بوست|غارديان|سبوتنيك|تاس\b|شينخوا|نيوز|تايمز|ديلي|لوموند|فوكس)"
)
DOCUMENT = re.compile(
    rf"{_START}(?:تقرير|تقارير|دراس[هت]|دراسات|بيان|بيانات|استطلاع|وثيق[هت]|وثائق|قانون|دستور|معطيات|ارقام|احصا\w+|مذكر[هت]|"
    r"قرار|نص|لائح[هت]|لوائح|ماده|رسال[هت]|بحث|ابحاث|مؤشر|تقديرات|توقعات|نتائج|حصيل[هت]|سجلات|اتفاق\w*|ميثاق|كتاب|مقال|وصي[هت]|"
    r"تحقيق\w*|افاد[هت]|شهاد[هت]|مقترح|خط[هت]|عريض[هت]|دعوي|حكم|لسان|موسوع[هت]|تحليل)(?:\w{0,2})\b"
)
BODY = re.compile(
    rf"{_START}(?:حكوم|وزار|سلط[هات]|رئاس|جيش|شرط|حزب|حرك|منظم|هيئ|لجن|محكم|مجلس|شرك|بنك|مصرف|اتحاد|نادي|جامع|مؤسس|مديري|اداره|دار|"
    r"ادار[هت]|دائر|نياب|بلدي|جمعي|جماع|نقاب|مركز|معهد|قياد|قوات|تحالف|تنظيم|كتائب|امم|بيت الابيض|كرملين|برلمان|كونغرس|"
    r"بنتاغون|امان|مفوضي|خارجي|داخلي|دفاع\b|سفار|قنصلي|ديوان|صندوق|مندوبي|وكال|مكتب|فريق|ائتلاف|رابط|مستشفي|غرف|فصائل|"
    r"مجموع|معارض[هت]|فدرالي|كنيس|ازهر|جبه|تيار|عشير|دول[هت]|مملك|امار|ولاي|بلدان|دول\b)\w*"
)
ROLE = re.compile(
    rf"{_START}(?:وزير|رئيس|مدير|متحدث|ناطق|مسؤول|مسئول|مصدر|مصادر|خبير|خبراء|محلل|شهود|شاهد|عضو|اعضاء|نائب|نواب|سفير|امين|قائد|"
    r"قياد|زعيم|مبعوث|ممثل|محام|قاض|استاذ|باحث|طبيب|اطباء|كاتب|مراقب|ناشط|سكان|اهالي|ضابط|موظف|عمده|محافظ|حاكم|ملك|امير|شيخ|"
    r"والد|شقيق|زوج|اقارب|صديق|جار|مدرب|لاعب|منتقد|مؤيد|معارض|علماء|عالم|مستشار|مفوض|منسق|مشارك|متظاهر|ضحي|ناج|احد |احدي |بعض |"
    r"عدد من|كثير|العديد|مصادر|مقرب|رجل|امرا|شاب|طالب|معلم|مواطن|جنرال|عقيد|لواء|نشطاء|حقوقي|مفتي|بابا|خادم|ولي|سمو|معالي|فخامه|دكتور|عميد|مهندس|فنان|نجم|مخرج|ممثل|شاعر|سيد|سيده|مطلع)\w*"
)
_SOURCE_NOUN = re.compile(r"(?:قول|تعبير|وصف|ما|من|زعم|راي)\b")
_PEOPLE = re.compile(r"(?:المشارك|الاطراف|المراقب|الباحث|الخبراء)\w*")


def is_source(text: str, zone: Span, names: Sequence[Any], cue: Cue) -> bool:
    """Whether the phrase behind an attribution names somebody or something that speaks."""
    if cue.takes or cue.form.endswith("ه") or "قول" in cue.lemma or "تعبير" in cue.lemma:
        return True
    phrase = text[zone.start : zone.end].strip()
    head = " ".join(phrase.split()[:4])
    if any(zone.start <= m.start < zone.start + 30 for m in names):
        return True
    return any(pattern.search(head) for pattern in (MEDIA, DOCUMENT, ROLE, _SOURCE_NOUN, _PEOPLE)) or bool(
        BODY.match(head)
    )


_QUANTIFIER = re.compile(r"^(?:اخر|احدث|بعض|عده|عدد من|العديد من|احد|احدي|كل|جميع|\d+)\s")
_NEWS = re.compile(r"اخباري|صحفي|اعلامي|صحافي")


def kind_of(words: str) -> str | None:
    """media, document or organization by the first words of a source phrase; None where they show a role or nothing."""
    words = _QUANTIFIER.sub("", words)
    head = " ".join(words.split()[:2])
    if DOCUMENT.match(head):
        return "media" if _NEWS.search(words) else "document"
    if ROLE.match(head):
        return None
    if MEDIA.search(head) or (MEDIA.search(words) and len(words.split()) <= 4):
        return "media"
    return "organization" if BODY.match(head) else None
