"""Where the source phrase of a report stands, and whom it is told: spans in the folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.quotes.cues import Cue, is_passive
from analysis.quotes.kinds import begins_with_lam, is_role, kind_of
from analysis.quotes.phrases import ADDRESS, DAY, OPEN, WORD, clean, is_time, is_told, phrase_end, phrase_stop
from analysis.quotes.report import Report
from analysis.text import Span

# What may stand between a verb and its subject: أكد من جهته الوزير
_ASIDE = re.compile(
    r"\s(?:من (?:جهت|جانب|ناحيت)\w{1,2}|بدور\w{1,2}|كذلك|ايضا|مجددا|علي(?:ه|ها|هم)|ب(?:ه|ها)|عن(?:ه|ها)|ذلك)\s?،?(?=\s)"
)
_GOVERNED = re.compile(r"\W*و?(?:عن|من|مع|حول|بشان|بخصوص)\s")
# Before its subject: to whom (لـ«النهار») or when (اليوم الثلاثاء)
_FIRST = re.compile(
    r"\sلـ?\s?[«“\"](?P<told>[^«»“”\"\n]{2,30})[»”\"](?=\s)|"
    rf"\s(?:اليوم|امس|مساء|صباح|ظهر|يوم)(?:\s(?:امس|اليوم|{DAY}))?(?=\s)"
)
_PLURAL_VERB = re.compile(r"\w+(?:ون|وا)")
_TITLE = 120  # letters
_BARE_SUBJECT = 9  # words of a subject before its verb
_RELATIVE = re.compile(r"\b(?P<m>الذي)\s$|\b(?P<f>التي)\s$|\b(?P<p>الذين)\s$")
# A definite noun with what governs it (رسائل البريد الزائفة), the last before a relative clause.
_ANTECEDENT = re.compile(
    r"(?:(?<=\s)|^)(?:(?!(?:في|من|عن|علي|الي|مع|بين|ضد|حول|بعد|قبل|ان|[يت]\w+(?:ه|ها|هم)|[يت]\w{3}|\w+[^ا\W]ت)\s)\w{3,}\s)?"
    r"(?:ال\w+\s)*و?ال(?!وقت|حين|يوم)\w+\s*$"
)
_PLURAL = re.compile(r"\w+(?:ون|ين|اء|و)$")


_WHAT = frozenset({"ما", "لما", "بما", "عما", "مما", "كما"})  # رفضها لما سمته: no subject
# Verbs whose object is the verbal noun that reports: جدد الأمين العام دعوته إلى …
_REPEATS = re.compile(r"\b[وف]?(?:جدد|كرر|وجه|اطلق|ابدي|اعلن|سجل|قدم)ت?\s(?=[^.،:؛\n]{3,60}$)")
# What is explained or shown and no subject: أرجع هذه التحركات إلى …، أبدى تخوفه من …
_AS_STATED = re.compile(r"\s?ما (?:ورد|جاء)ت? (?:في|ضمن|علي لسان)\s")
_OBJECT = re.compile(
    r"(?:هذ[اه]|ذلك|تلك|السبب|سؤالا?|اسئله|الامر|عدم|تخوف\w{1,2}|قلق\w{1,2}|رغبت\w{1,2}|استعداد\w{1,2}|اسف\w{1,2}|امل\w{1,2})\b"
)
# ته at the end of a noun is of its owner; kin speak.
_POSSESSED = re.compile(r"(?!(?:زوج|والد|ابن|اخ|شقيق|حفيد|خال|عم|جد|صديق|رفيق|محامي|عائل|اسر)ت)\w{2,}ت(?:ه|ها|هم)\b")
_LABEL = re.compile(r"(?:^|\n)\s*[«“\"]([^«»“”\"\n]{2,40})[»”\"]\s$")
_HIS_WORDS = re.compile(r"(?:تصريح(?:ات)?|قول|حديث|تعبير|كلام|راي|وصف|زعم|تاكيد|روايت|شهادت|افادت)(?:ه|ها|هم)")
_MANNER = re.compile(r"(?:ب|ل(?!ل))\w{3,}")
_HAD = re.compile(r"\W*و?كانت?\s")
_CONTRAST = frozenset(["الا", "غير", "لكن"])  # إلا أنها أكدت
_ABOUT_HIM = re.compile(r"\bعن(?:ه|ها|هم)\s")
_AS_FOR = re.compile(r"\bو?اما\s(?=[^.:؛\n،]{3,60}\sف$)")


class Source(NamedTuple):
    """The source phrase, the addressee, and the medium that relays (رويترز in "نقلت رويترز عن فلان")."""

    phrase: Span | None
    addressee: Span | None
    medium: Span | None = None


def source(text: str, report: Report, names: Sequence[Any]) -> Source:
    """Source and addressee of a report; both None for a dropped subject, a participle, a pronoun."""
    cue = report.cue
    if cue is None:
        return Source(_headed(text, report.between) if report.rule == "headline" else None, None)
    if is_passive(cue):
        return Source(None, None)
    if cue.kind == "noun":
        return _relayed(text, report)
    if cue.kind == "participle" or (cue.kind == "attribution" and cue.form.endswith("ه") and not cue.takes):
        return Source(None, _addressee(text, report.between, names))
    if cue.lemma in {"نقل", "نسب"}:
        return _transmitted(text, report, names)
    return _beside(text, report, names)


def _headed(text: str, zone: Span) -> Span | None:
    """Who speaks in a headline, without the desk before it: رياضي / مدرب الهلال."""
    return clean(text, Span(max(zone.start, text.rfind("/", *zone) + 1), zone.end))


def _beside(text: str, report: Report, names: Sequence[Any]) -> Source:
    """The subject behind its verb, else before it; the phrase behind an attribution."""
    cue, zone = report.cue, report.between
    assert cue is not None
    lead = _in_title(text, cue, names)
    if lead:
        return Source(lead, _addressee(text, zone, names))
    relative = _relative(text, cue)
    if relative and not cue.object and relative.lastgroup in {cue.gender or relative.lastgroup, "p"}:
        return Source(_subject_before(text, report, names), _addressee(text, zone, names))
    zone, told = _zone_behind(text, report, names)
    if cue.lemma in {"جاء", "ورد"}:
        return Source(_stated(text, zone, names), None)
    if _comes_first(cue, report.rule, names):
        return Source(_subject_before(text, report, names), _addressee(text, zone, names))
    two = "addressee" in cue.takes
    asked = re.compile(r"\sمن\s").search(text, zone.start, zone.end) if cue.lemma == "طلب" else None
    if asked:  # طلبت الشرطة من السكان
        zone = Span(zone.start, asked.start())
    end, address = phrase_end(
        text, zone, names, split=two and report.rule != "verb+ب", told=cue.kind != "attribution", two=two
    )
    if asked:
        address = clean(text, Span(asked.end(), phrase_stop(text, asked.end(), report.between.end)), names)
    phrase = clean(text, Span(zone.start, end), names)
    if phrase and _HIS_WORDS.fullmatch(text, *phrase):  # وفق تصريحه
        return Source(None, None)
    if phrase and cue.kind == "verb" and not names and _MANNER.match(text, phrase.start) and _unknown(text, phrase):
        phrase = None  # أضاف بنبرة غاضبة
    if phrase and cue.kind == "verb" and (_OBJECT.match(text, phrase.start) or _owned(text, phrase, names)):
        phrase = None
    if phrase and _is_object(text, cue, phrase):
        address = phrase if two else address
        return Source(_subject_before(text, report, names), address or _addressee(text, Span(end, zone.end), names))
    if phrase is None and cue.kind == "verb" and not relative:  # البيانات التي قال إنها: what he speaks of
        phrase = _subject_before(text, report, names)
    return Source(phrase, address or told or _addressee(text, Span(end, zone.end), names))


def _unknown(text: str, phrase: Span) -> bool:
    words = text[phrase.start : phrase.end]
    return not (is_role(words) or kind_of(words) or begins_with_lam(words))


def _owned(text: str, phrase: Span, names: Sequence[Any]) -> bool:
    """Whether the phrase begins with a thing of the one who speaks, which is what he says: أكد سعادته بالفوز."""
    words = text[phrase.start : phrase.end]
    known = any(m.start <= phrase.start < m.end for m in names) or is_role(words) or kind_of(words)
    return _POSSESSED.match(words) is not None and not known


def _in_title(text: str, cue: Cue, names: Sequence[Any]) -> Span | None:
    """The subject that a headline puts first: بريطانيا تطالب أصحاب المطاعم ب…"""
    lead = text[: min(cue.start, _TITLE)]
    words = lead.split()
    if (
        cue.start >= _TITLE
        or "\n" in lead
        or not 1 <= len(words) <= _BARE_SUBJECT
        or cue.kind != "verb"
        or cue.before
        or cue.form[0] not in "يت"
    ):
        return None
    whole = next((m for m in names if m.start <= 1 and 0 <= cue.start - m.end <= 2), None)
    known = whole or ((is_role(lead) or kind_of(lead)) and not set(lead) & set(":،.؛"))
    return clean(text, Span(0, cue.start), names) if known else None


def _zone_behind(text: str, report: Report, names: Sequence[Any]) -> tuple[Span, Span | None]:
    """Where the subject behind a verb is looked for, what stands before it left out, and whom it is told there."""
    cue, zone = report.cue, report.between
    assert cue is not None
    aside = _ASIDE.match(text, zone.start, zone.end)
    zone, told = _past_addressee(text, Span(aside.end(), zone.end) if aside else zone, names)
    stated = _AS_STATED.match(text, cue.end) if cue.kind == "attribution" else None
    return (Span(stated.end(), zone.end) if stated else zone), told  # حسب ما ورد في البيان


def _comes_first(cue: Cue, rule: str, names: Sequence[Any]) -> bool:
    """Whether the subject is the person before the verb, and what stands behind it its object: فلان اعتبر حصيلة …"""
    first = any(m.type == "PER" and 0 <= cue.start - m.end <= 1 for m in names)
    follows = any(m.start - cue.end == 1 for m in names) and rule == "verb+complementizer" and "whole" not in cue.takes
    return first and cue.kind == "verb" and not cue.before and not follows


def _is_object(text: str, cue: Cue, phrase: Span) -> bool:
    """Whether what stands behind a verb cannot be its subject: of a plural one, a feminine noun of a masculine one."""
    feminine = text[phrase.start : phrase.end].split(maxsplit=1)[0].endswith("ه")
    plural = cue.kind == "verb" and _PLURAL_VERB.fullmatch(cue.form) is not None
    return plural or (feminine and "addressee" in cue.takes and cue.gender == "m")


def _past_addressee(text: str, zone: Span, names: Sequence[Any]) -> tuple[Span, Span | None]:
    """The zone behind whom it is told or when, where its subject follows: قال لـ"الاقتصادية" الدكتور فلان …"""
    first = _FIRST.match(text, zone.start, zone.end)
    if first is None:
        return zone, None
    rest = text[first.end() : zone.end]
    named = any(0 <= m.start - first.end() <= 2 for m in names)
    if not (named or is_role(rest.strip()) or kind_of(rest.strip())):
        return zone, None
    return Span(first.end(), zone.end), Span(*first.span("told")) if first["told"] else None


def _stated(text: str, zone: Span, names: Sequence[Any]) -> Span | None:
    """جاء في البيان أن, ورد على لسان فلان: what stands under the preposition."""
    under = re.compile(r"\s(?:في|ضمن|علي لسان|من)\s").match(text, zone.start)
    if under is None:
        return None
    end, _ = phrase_end(text, Span(under.end(), zone.end), names)
    return clean(text, Span(under.end(), end), names)


def _relayed(text: str, report: Report) -> Source:
    """نقلت قناة عن فلان قوله إن: the source stands between عن and the noun."""
    assert report.cue is not None
    zone = report.before
    if report.cue.before == "ب":  # كشف المدرب عن التغييرات بقوله: its subject speaks
        return Source(None, None)
    before = text[zone.start : report.cue.start]
    match = list(re.finditer(r"\bعن\s|\bالي\s", before))
    if not match or not re.search(r"نقل|نسب|عن", before[: match[-1].start() + 3]):
        again = _REPEATS.search(text, zone.start, report.cue.start)
        return Source(clean(text, Span(again.end(), report.cue.start)) if again else None, None)
    return Source(clean(text, Span(zone.start + match[-1].end(), report.cue.start)), None)


def _transmitted(text: str, report: Report, names: Sequence[Any]) -> Source:
    """نقلت رويترز عن فلان أن: the outlet is the medium; without عن it is the source."""
    zone = report.between
    about = re.compile(r"\b(?:عن|الي)\s(?!لسان)|\bعلي لسان\s").search(text, zone.start, zone.end)
    if about is None and _ABOUT_HIM.search(text, zone.start, zone.end):
        return Source(None, None)  # نقلت الوكالة عنه القول إن
    if about is None:
        end, _ = phrase_end(text, zone, names)
        return Source(clean(text, Span(zone.start, end), names), None)
    end, _ = phrase_end(text, Span(about.end(), zone.end), names)
    return Source(clean(text, Span(about.end(), end), names), None, clean(text, Span(zone.start, about.start())))


def _addressee(text: str, zone: Span, names: Sequence[Any]) -> Span | None:
    for match in WORD.finditer(text, zone.start, zone.end):
        at = match.start()
        if len(match.group()) > 3 and is_told(text, at, match.group(), names):
            return clean(text, Span(at + 1, phrase_stop(text, at + 1, zone.end)))
    phrase = ADDRESS.search(text, zone.start, zone.end)
    return clean(text, Span(phrase.end(), phrase_stop(text, phrase.end(), zone.end))) if phrase else None


def _subject_before(text: str, report: Report, names: Sequence[Any]) -> Span | None:
    """The noun phrase right before the cue: فلان قال, الوزير الذي أكد, كان فلان قد أعلن."""
    cue = report.cue
    assert cue is not None
    as_for = _AS_FOR.search(text, report.before.start, cue.start) if cue.before == "ف" else None
    if cue.before.startswith(("و", "ف", "ل")) and not as_for:
        return None
    if as_for:
        return clean(text, Span(as_for.end(), cue.start - 1), names)
    far = _had_named(text, report, names)
    if far:
        return far
    label = _LABEL.search(text, report.before.start, cue.start) if cue.form[0] in "يت" and not cue.before else None
    if label:  # «شركة النقل» تتوقع
        return Span(*label.span(1))
    start = max(report.before.start, 1 + max(text.rfind(c, report.before.start, cue.start) for c in ".:؛\n»”"))
    zone = text[start : cue.start - len(cue.before)]
    zone = re.sub(r"\s(?:(?:قد|فقد|ايضا|كان|كانت|سبق ان|الذي|التي|الذين)\s*)+$", " ", zone)
    if zone.split()[-1:] and zone.split()[-1] in _WHAT:
        return None
    return _noun_phrase(text, cue, Span(start, start + len(zone.rstrip(" ،"))), names)


def _had_named(text: str, report: Report, names: Sequence[Any]) -> Span | None:
    """Who opens the sentence of a verb behind قد, whatever stands between: وكانت فلانة، التي …، قد أكدت."""
    assert report.cue is not None
    at = report.cue.start
    if text[at - 3 : at] != "قد ":
        return None
    start = 1 + max(text.rfind(". ", report.before.start, at) + 1, text.rfind("\n", report.before.start, at))
    had = _HAD.match(text, start, at)
    first = next((m for m in names if had and 0 <= m.start - had.end() <= 1 and m.type in {"PER", "ORG"}), None)
    return Span(first.start, first.end) if first else None


def _noun_phrase(text: str, cue: Cue, zone: Span, names: Sequence[Any]) -> Span | None:
    """The noun phrase at the end of this zone before a cue."""
    near = next((m for m in names if zone.start <= m.start and 0 <= zone.end - m.end <= 2), None)
    had = _HAD.match(text, zone.start, zone.end)
    first = next((m for m in names if had and m.start == had.end() and m.type in {"PER", "ORG"}), None)
    if first and not near:
        return Span(first.start, zone.end)  # وكان فلان رئيس الجمعية أعلن
    at = _subject_start(text, zone.start, zone.end, near)
    named = _before_apposition(text, Span(zone.start, at), zone.end, names)
    if named:
        return Span(named.start, zone.end)
    perfect = text.find(" قد ", at, zone.end)  # وكان الشباب قد أصدروا بيانا، أعلنوا فيه
    zone = Span(at, perfect if perfect >= 0 else zone.end)
    phrase = None if _GOVERNED.match(text, at) else clean(text, zone, names)  # وعن الأحزاب المشاركة، أكدت أن …
    words = text[phrase.start : phrase.end].split() if phrase else []
    if not phrase or not words or words[-1] in _CONTRAST:
        return None
    relative = _relative(text, cue)
    if relative and not near:
        return _antecedent(text, phrase, plural=relative.lastgroup == "p")
    place = relative and near and near.type != "PER" and near.end >= phrase.end - 1  # طلبت أستراليا، التي كشفت عن …
    if place or len(words) > _BARE_SUBJECT or words[0] in OPEN or is_time(words[0]):
        return Span(near.start, near.end) if near else None
    things = not near and cue.gender == "m" and words[0].endswith("ات")  # المعطيات التي قدمها فلان قال إنها …
    nounish = near or words[0].startswith("ال") or is_role(" ".join(words)) or kind_of(" ".join(words))
    return phrase if nounish and not things else None


def _antecedent(text: str, phrase: Span, *, plural: bool) -> Span | None:
    """The noun at the end of a phrase that a relative clause describes: the last that can speak, or is definite."""
    words = list(WORD.finditer(text, phrase.start, phrase.end))
    for word, before in zip(reversed(words), [*reversed(words[:-1]), None], strict=True):
        rest = text[word.start() : phrase.end]
        if before and not before.group().startswith("ال") and is_role(before.group()):
            continue  # رئيسة الوزراء
        if (is_role(rest) or (not plural and kind_of(rest))) and (not plural or _PLURAL.match(word.group())):
            return Span(word.start(), phrase.end)
    last = _ANTECEDENT.search(text[phrase.start : phrase.end])
    return Span(phrase.start + last.start(), phrase.end) if last else None


def _subject_start(text: str, start: int, end: int, near: Any) -> int:
    """Where the subject that ends here begins: behind a comma (a title before it included) or a complementizer."""
    comma = text.rfind("،", start, end)
    at = comma + 1 if comma >= 0 else start
    if near and comma >= 0 and near.start >= comma:
        before = text.rfind("،", start, comma)
        title = text[before + 1 if before >= 0 else start : comma]
        if len(title.split()) < _BARE_SUBJECT and is_role(title.strip()):
            at = before + 1 if before >= 0 else start
    that = list(re.finditer(r"\b[وب]?ان\s", text[at:end]))
    return at + that[-1].end() if that else at


def _relative(text: str, cue: Cue) -> re.Match[str] | None:
    """The relative pronoun right before a verb; its group is the gender or number of what it describes."""
    return _RELATIVE.search(text[max(cue.start - 8, 0) : cue.start]) if cue.kind == "verb" else None


def _before_apposition(text: str, before: Span, end: int, names: Sequence[Any]) -> Any:
    """The person whose apposition stands between two commas before a verb: فلان، الناشط في الحركة، أبرز."""
    apposed = text[before.end : end].strip()
    if before.end <= before.start or not (apposed.startswith("ال") or is_role(apposed)):
        return None
    known = (m for m in names if m.type == "PER" and before.start <= m.start)
    return next((m for m in known if 0 <= before.end - 1 - m.end <= 1), None)
