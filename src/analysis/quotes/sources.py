"""Where the source phrase of a report stands, and whom it is told: spans in the folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.quotes.kinds import is_body, is_role, names_media
from analysis.quotes.report import Report
from analysis.text import Span

_DAY = r"(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)"
_TIME = re.compile(
    rf"(?:خلال|امس|اليوم|يوم|مساء|صباح|ظهر|فجر|ليل|ليله|بعد|قبل|عبر|ضمن|ردا|تعليقا|عقب|اثناء|منذ|لدي|كما|قائلا|قائله|بالقول|علي|امام|حول|بشان|"
    rf"بخصوص|وذلك|مؤخرا|انذاك|حينها|وقتها|لاحقا|سابقا|ايضا|قوله|قولها|قولهم|بدوره|بدورها|مرارا|مجددا|حتي|عندما|حين|فيما|"
    rf"بينما|ان|انه|انها|انهم|انهن|بان|بانه|بانها|بانهم|ضمنيا|رسميا|علنا|هاتفيا|حرفيا|تحديدا|صراحه|امس|اول|قد|لقد|في|تحت|ب|عن|عنه|عنها|منه|منها|فيه|فيها|به|بها|له|لها|لهم|اليه|اليها|عليه|معه|من|الي|مع|هنا|هناك|{_DAY})$"
)
_OPEN_PP = frozenset({"في", "من", "الي", "علي", "ب", "لدي"})
_EVENT = re.compile(
    r"(?:ال)?(?:مؤتمر|تصريح|بيان|مقابل|حديث|كلم[هت]|لقاء|تغريد|منشور|حوار|خطاب|رسال|جلس|اجتماع|وقت|ختام|ندو|برنامج|تقرير|حساب|"
    r"مداخل|اتصال|تدوين|مقال|شهاد|كتاب|نهاي|بداي|اشار|مستهل|معرض|اطار|هذا|ذلك|ضوء|ظل|صفح|نشر|شريط|مقطع|عام|شهر|\d|مناسب|اعقاب|سياق|"
    r"وثيق|تعليق|رد|حفل|افتتاح|بلاغ|رد|تدوين|كلام|معرض|شان\b|احدث|اخر)\w*"
)
_ADDRESSED = re.compile(
    r"ل(?:ل?(?:صحف|صحيف|صحاف|وكال|قنا|برنامج|شبك|موقع|مجل|جريد|تلفزيون|اذاع|مراسل|راديو|اعلام|وسائل|نواب|برلمان|كونغرس|مشرع|ناخب|"
    r"جمهور|مشاهد|انصار|حشد|محكم|قاض|سي ان|بي بي|رويترز|فرانس|اسوشيتد|زملا|عامل|موظف)\w*|ه|ها|هم|ي|نا)$"
)
_ADDRESS_PHRASE = re.compile(
    r"(?:في|خلال)\s(?:مقابل[هت]\w*|حوار\w*|حديث\w*|لقاء\w*|تصريح\w*|اتصال\w*)\s(?:\w+\s)?(?:مع|ل|الي)\s?|\bامام\s"
)
_RELATIVE = re.compile(r"(?:وال|ال)(?:ذي|تي|ذين|لذان|لتان|لذين|لاتي)$")
_WORD = re.compile(r"\w+|[^\w\s]")
_BARE_SUBJECT = 9
_LEADING = re.compile(
    r"^(?:(?:و?لكن\w{0,2}|كما|و?قد|ف?قد|و?بينما|و?فيما|ثم|حيث|اذ|ان|و?في حين|و?كان\w{0,2}|و?هذا|الي ذلك|و?من (?:جهت|جانب|ناحيت)\w{1,2}|بدور\w{1,2}|"
    r"(?:تصريحات?|اقوال|كلم[هت]|كلام|حديث|ما (?:قال|ذكر|اعلن|نقل|كشف|افاد|اورد|اكد|نشر)\w{0,3}(?: عن)?)(?: ل(?=\w))?|"
    r"من|عن|و?في المقابل|ايضا|كل من|كلا من|كلا)[،,]?(?:\s+|(?<=\sل)))+"
)
_EDGE = ' \t\n\r،,.؛;:-–—“"”«»'


class Source(NamedTuple):
    """The source phrase, the addressee, and the medium that relays (رويترز in "نقلت رويترز عن فلان")."""

    phrase: Span | None
    addressee: Span | None
    medium: Span | None = None


def source(text: str, report: Report, names: Sequence[Any]) -> Source:
    """Source and addressee of a report; both None for a dropped subject, a participle, a pronoun."""
    cue = report.cue
    if cue is None:
        phrase = _clean(text, report.between) if report.rule == "headline" else None
        return Source(phrase, None)
    if cue.kind == "noun":
        return _relayed(text, report)
    if cue.kind == "participle" or (cue.kind == "attribution" and cue.form.endswith("ه") and not cue.takes):
        return Source(None, _addressee(text, report.between, names))
    if cue.lemma == "نقل" or cue.lemma == "نسب":
        return _transmitted(text, report, names)
    if cue.kind == "verb" and re.search(r"\b(?:الذي|التي|الذين)\s$", text[max(cue.start - 8, 0) : cue.start]):
        return Source(_subject_before(text, report, names), _addressee(text, report.between, names))
    zone = report.between
    split = "addressee" in cue.takes and report.rule != "verb+ب"
    end, address = _phrase_end(text, zone, names, split=split, told=cue.kind != "attribution")
    phrase = _clean(text, Span(zone.start, end), names)
    if (
        phrase
        and cue.takes & {"addressee"}
        and cue.gender == "m"
        and text[phrase.start : phrase.end].split(maxsplit=1)[0].endswith("ه")
    ):
        return Source(
            _subject_before(text, report, names), phrase
        )  # a masculine verb has no feminine subject behind it
    addressee = address or _addressee(text, Span(end, zone.end), names)
    if phrase is None and cue.kind == "verb":
        phrase = _subject_before(text, report, names)
    return Source(phrase, addressee)


def _relayed(text: str, report: Report) -> Source:
    """نقلت قناة عن فلان قوله إن: the source stands between عن and the noun."""
    assert report.cue is not None
    zone = report.before
    before = text[zone.start : report.cue.start]
    match = list(re.finditer(r"\bعن\s|\bالي\s", before))
    if not match or not re.search(r"نقل|نسب|عن", before[: match[-1].start() + 3]):
        return Source(None, None)
    return Source(_clean(text, Span(zone.start + match[-1].end(), report.cue.start)), None)


def _transmitted(text: str, report: Report, names: Sequence[Any]) -> Source:
    """نقلت رويترز عن فلان أن: the outlet is the medium; without عن it is the source."""
    zone = report.between
    about = re.compile(r"\b(?:عن|الي)\s(?!لسان)|\bعلي لسان\s").search(text, zone.start, zone.end)
    if about is None:
        end, _ = _phrase_end(text, zone, names, split=False)
        return Source(_clean(text, Span(zone.start, end), names), None)
    end, _ = _phrase_end(text, Span(about.end(), zone.end), names, split=False)
    return Source(_clean(text, Span(about.end(), end), names), None, _clean(text, Span(zone.start, about.start())))


def _phrase_end(
    text: str, zone: Span, names: Sequence[Any], *, split: bool, told: bool = True
) -> tuple[int, Span | None]:
    """Where the noun phrase at the head of the zone ends, and the addressee right behind it where there is one."""
    words = list(_WORD.finditer(text, zone.start, zone.end))
    inside = [m for m in names if zone.start <= m.start < zone.end]
    persons = [m for m in inside if m.type == "PER"]
    n = 0
    while n < len(words):
        word, at = words[n].group(), words[n].start()
        seen = any(m.end <= at for m in persons)
        name = next((m for m in inside if m.start <= at < m.end), None)
        if name:
            n += 1
            while n < len(words) and words[n].start() < name.end:
                n += 1
            if split and not any(m.start >= name.end and _joins(text, name.end, m.start) for m in persons):
                rest = _clean(text, Span(name.end, zone.end))
                if rest and len(text[rest.start : rest.end].split()) <= 12 and text[name.end : name.end + 1] != "،":
                    return name.end, rest
            continue
        if told and word.startswith("ل") and _told(text, at, word, inside):
            stop = _phrase_stop(text, at + 1, zone.end)
            return at, _clean(text, Span(at + 1, stop))
        if word == "،":
            if not _apposition(text, words, n, zone, seen, persons):
                return at, None
        elif word in "؛:([":
            close = text.find(")", at, zone.end) if word == "(" else -1
            if close < 0:
                return at, None
            while n < len(words) and words[n].start() < close:
                n += 1
        elif (_TIME.match(word) or _past(words, n)) and not _continues(text, words, n, zone, seen, persons):
            return at, None
        n += 1
    return zone.end, None


def _past(words: list[re.Match[str]], n: int) -> bool:
    """العام الماضي, الشهر الجاري: a time and no office."""
    following = words[n + 1].group() if n + 1 < len(words) else ""
    return bool(re.match(r"(?:ال)?(?:عام|شهر|اسبوع|سنه)$", words[n].group())) and bool(
        re.match(r"(?:ال)?(?:ماضي|جاري|حالي|فاءت|فائت|منصرم|مقبل|فارط|\d)", following)
    )


def _told(text: str, at: int, word: str, names: Sequence[Any]) -> bool:
    return bool(_ADDRESSED.match(word)) or any(m.start == at + 1 and names_media(text[m.start : m.end]) for m in names)


def _phrase_stop(text: str, start: int, end: int) -> int:
    stop = re.compile(r"[،:(\n]|\s(?:في|خلال|امس|اليوم|يوم|ان|انه|انها|بان|قبل|بعد|علي|قائلا|عقب)\b").search(
        text, start, end
    )
    return stop.start() if stop else end


def _joins(text: str, end: int, start: int) -> bool:
    return text[end:start].strip(" ،") == "و"


def _apposition(text: str, words: list[re.Match[str]], n: int, zone: Span, seen: bool, persons: Sequence[Any]) -> bool:
    """Whether the comma at word n opens an apposition: a name behind a title, or a title behind a name."""
    at = words[n].end()
    comma = text.find("،", at, zone.end)
    part = Span(at, comma if comma >= 0 else zone.end)
    phrase = text[part.start : part.end].strip()
    if not phrase or _TIME.match(phrase.split()[0]) or phrase.split()[0] in _OPEN_PP:
        return False
    if any(part.start <= m.start <= part.start + 3 for m in persons):
        return not seen or text[part.start : part.start + 2].strip() == "و"
    first = phrase.split()[0]
    return bool(
        is_role(phrase) or first.startswith(("ال", "وال")) or first in {"وهو", "وهي", "وهم"} or (seen and comma < 0)
    )


def _continues(text: str, words: list[re.Match[str]], n: int, zone: Span, seen: bool, persons: Sequence[Any]) -> bool:
    """Whether a preposition goes on with the phrase: a role and its place (مسؤول في الإدارة), a title and its name."""
    if words[n].group() not in _OPEN_PP or n == 0 or seen or n + 1 >= len(words):
        return False
    if _EVENT.match(words[n + 1].group()) or _TIME.match(words[n + 1].group()):
        return False
    ahead = next((m for m in persons if m.start > words[n].start()), None)
    if ahead and len(text[words[n].end() : ahead.start].split()) <= 6:
        return True
    head = text[words[0].start() : words[n].start()]
    return words[n].group() in {"في", "من"} and bool(is_role(head) or is_body(head)) and not persons


def _addressee(text: str, zone: Span, names: Sequence[Any]) -> Span | None:
    for match in _WORD.finditer(text, zone.start, zone.end):
        if (
            match.group().startswith("ل")
            and _told(text, match.start(), match.group(), names)
            and len(match.group()) > 3
        ):
            return _clean(text, Span(match.start() + 1, _phrase_stop(text, match.start() + 1, zone.end)))
    phrase = _ADDRESS_PHRASE.search(text, zone.start, zone.end)
    if phrase:
        return _clean(text, Span(phrase.end(), _phrase_stop(text, phrase.end(), zone.end)))
    return None


def _subject_before(text: str, report: Report, names: Sequence[Any]) -> Span | None:
    """The noun phrase right before the cue: فلان قال, الوزير الذي أكد, كان فلان قد أعلن."""
    cue = report.cue
    assert cue is not None
    if cue.before.startswith(("و", "ف")):
        return None
    end = cue.start - len(cue.before)
    stop = max(text.rfind(c, report.before.start, end) for c in ".:؛\n»”")
    start = max(report.before.start, stop + 1)
    zone = text[start:end]
    zone = re.sub(r"\s(?:قد|ايضا|كان|كانت|سبق ان)\s*$", " ", zone)
    relative = re.search(r"\s(?:الذي|التي|الذين)\s*$", zone)
    if relative:
        zone = zone[: relative.start()]
        end = start + relative.start()
    near = [m for m in names if start <= m.start and m.end <= end and start + len(zone.rstrip(" ،")) - m.end <= 2]
    comma = zone.rstrip(" ،").rfind("،")
    if near and (comma >= 0 and near[-1].start >= start + comma):
        before = zone[:comma].rfind("،")
        title = zone[before + 1 : comma] if before >= 0 else zone[:comma]
        at = start + (before + 1 if len(title.split()) <= 8 and is_role(title) else comma + 1)
    else:
        at = start + comma + 1
    that = list(re.finditer(r"\b[وب]?ان\s", text[at:end]))
    if that:
        at += that[-1].end()
    phrase = _clean(text, Span(at, min(end, start + len(zone))), names)
    if phrase is None:
        return None
    words = text[phrase.start : phrase.end].split()
    if len(words) > _BARE_SUBJECT or words[0] in _OPEN_PP or _TIME.match(words[0]):
        if near:
            return Span(near[-1].start, near[-1].end)
        return None
    nounish = near or words[0].startswith("ال") or is_role(" ".join(words)) or is_body(" ".join(words))
    return phrase if nounish else None


def _clean(text: str, span: Span, names: Sequence[Any] = ()) -> Span | None:
    """The span without edges that are no part of a noun phrase; None when nothing is left."""
    start, end = span
    cut = re.search(
        r"\s*\bع?ما اذا\s*$|\s*\b(?:(?:الي|من|علي|عن)\s)?[وب]?ان(?:ه|ها|هم|هما|هن|ني|نا)?\s*$|\s(?:الي|علي|من|عن|ب|في)\s*$",
        text[start:end],
    )
    if cut and not any(m.end == start + len(text[start:end].rstrip()) for m in names):  # أحمد علي
        end = start + cut.start()
    while end > start and text[end - 1] in _EDGE and not (text[end - 1] in '»”"' and text[start:end].count("«") > 0):
        end -= 1
    while start < end and text[start] in _EDGE and text[start] not in '«“"':
        start += 1
    leading = _LEADING.match(text[start:end])
    if leading:
        start += leading.end()
    return Span(start, end) if end - start > 1 and any(c.isalpha() for c in text[start:end]) else None
