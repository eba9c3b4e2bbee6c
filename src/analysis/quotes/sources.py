"""Where the source phrase of a report stands, and whom it is told: spans in the folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.addressees import ADDRESS, is_told, phrase_stop
from analysis.quotes.between import DAYS
from analysis.quotes.cues import Cue, is_passive, lemma_of, relative_before
from analysis.quotes.edges import clean, is_manner
from analysis.quotes.kinds import CROWD, HIS_WORDS, KIN, begins_with, is_plural, is_role, kind_of, speaks
from analysis.quotes.phrases import WORD, phrase_end
from analysis.quotes.preverbal import headed, in_title, preverbal_subject
from analysis.quotes.relays import CITING, OF_SOURCES, RELAYED_BY, relayed, transmitted
from analysis.quotes.report import Report, Source
from analysis.quotes.statements import owner_of_statement, stated
from analysis.text import Span

_OF_WHOM = re.compile(r"\s(?:بشان|بخصوص|حول|عن|في|ل)(?:ه|ها|هم)\s(?!ان|:)")  # الذي قال بشأنه فلان
# What may stand between a verb and its subject: أكد من جهته الوزير
_ASIDE = re.compile(
    r"\s(?:(?:بشان|بخصوص|حول)(?:ه|ها|هم)|من (?:جهت|جانب|ناحيت)\w{1,2}|بدور\w{1,2}|كذلك|ايضا|مجددا|"
    r"علي(?:ه|ها|هم)|ب(?:ه|ها|هما)|عن(?:ه|ها|هم|هما)|(?:خلال|عبر|ضمن|اثناء|عقب)(?:ه|ها|هما)|ذلك|لي|لنا)\s?،?(?=\s)"
)
# Before its subject: to whom (لـ«النهار») or when (اليوم الثلاثاء)
_FIRST = re.compile(
    r"\sلـ?\s?[«“\"](?P<told>[^«»“”\"\n]{2,30})[»”\"](?=\s)|"
    rf"\s(?:اليوم|امس|مساء|صباح|ظهر|يوم)(?:\s(?:امس|اليوم|ال{DAYS}))?(?=\s)"
)
_TOLD_FIRST = re.compile(r"\s(?P<word>لل\w{3,})(?=\s)")
# What no phrase that names somebody begins with: منهم، والذي، وهو ينظر، ما يحدث, في تقرير
_NOBODY = re.compile(
    r"(?:(?:من|علي|الي|عن|في|مع|ب|ل|خلال|عبر|ضمن|اثناء|عقب)(?:ه|ها|هم|هما|نا|كم)|و?(?:الذي|التي|الذين)|هؤلاء|"
    r"و?ما(?! (?:يقرب|يزيد|لا يقل|شاء))|و?عندما|و?لعل|و?هو|و?هي|اسم(?:ه|ها)|مره اخري|و?في)(?:\s|$)"
)
_MEANTIME = re.compile(r"\sخلال(?:ه|ها|هما)\b")
_WAS = re.compile(r"\bو?كانت?\s$")
_HAD_BEEN = re.compile(r"\bو?كانت?\s(?=ال)(?:\w+\s){1,3}$")
_SHORT = 40  # letters of a subject
_DESCRIBES = frozenset({"وصف"})
_AS_BEING = re.compile(r"[»”\"]?\sبان(ه|ها)\s")
_DEMANDS = frozenset(["دعا", "طالب", "حث", "حض", "ناشد", "نصح", "أوصى"])
_TOWARD = _DEMANDS | {"حذر", "هدد", "حمل", "اتهم", "انتقد", "وعد"}  # verbs whose object is a person or body
_EVERY = frozenset(["كل", "جميع", "كافه", "مختلف", "سائر", "عموم"])
# Countries whose names are masculine: of the others يدعو cannot say that they ask.
_MASCULINE = frozenset(["العراق", "لبنان", "المغرب", "الاردن", "السودان", "اليمن", "الصومال"])
_PLURAL_VERB = re.compile(r"\w+(?:ون|وا)")
_AS_STATED = re.compile(r"\s?ما (?:ورد|جاء)ت? (?:في|ضمن|علي لسان)\s")  # حسب ما ورد في البيان
# What is explained or shown and no subject: أرجع هذه التحركات إلى …، أبدى تخوفه من …
_OBJECT = re.compile(
    r"(?:هذ[اه]|ذلك|تلك|السبب|سؤالا?|اسئله|الامر|عدم|قول|نصا|حرفيا|تخوف\w{1,2}|قلق\w{1,2}|رغبت\w{1,2}|استعداد\w{1,2}|اسف\w{1,2}|امل\w{1,2})\b"
)
# ته at the end of a noun is of its owner; kin speak.
_POSSESSED = re.compile(rf"(?!(?:{KIN}|صديق|رفيق|محامي|عائل|اسر)ت)\w{{2,}}ت(?:ه|ها|هم)\b")
_AS_SAID = re.compile(r"(?:كما|حسبما|وفقما|مثلما)\s|.*\sما\s")  # its pronoun is what was said: حسب ما ذكرته الصحيفة
# A masculine participle of the commonest measures, alone behind a verb.
_MEASURES = re.compile(r"(?:م(?!ا)\w{3,5}|\wا\w{2})ا")
_MANNER = re.compile(r"(?:ب|ل(?!ل))\w{3,}")
_IT = re.compile(r"\b[وب]?ان(?:ه|ها|هم|هما)\s(?:قد\s)?$")  # كما أنها نصحت الركاب


def source(text: str, report: Report, names: Sequence[Any]) -> Source:
    """Source and addressee of a report; both None for a dropped subject, a participle, a pronoun."""
    found = _sought(text, report, names)
    return found._replace(phrase=_speaking(text, found.phrase, names)) if found.phrase and report.cue else found


def _speaking(text: str, phrase: Span, names: Sequence[Any]) -> Span | None:
    """The phrase but for a verb before a name in it; None where its first word is one that names nobody."""
    if _NOBODY.match(text, *phrase):
        return None
    if text[phrase.start] == "و" and _joined_role(text, phrase):
        phrase = Span(phrase.start + 1, phrase.end)
    first = WORD.match(text, *phrase)
    behind = first.end() + 1 if first and lemma_of(first.group()) else phrase.end
    return Span(behind, phrase.end) if any(m.start == behind < phrase.end for m in names) else phrase


def _joined_role(text: str, phrase: Span) -> bool:
    """Whether a phrase behind a comma begins with و and a role or institution, and is no noun with و: وزير."""
    return (
        speaks(text[phrase.start + 1 : phrase.end].split(" ", 1)[0])
        and text[max(phrase.start - 2, 0) : phrase.start].rstrip()[-1:] in "،."
        and phrase.start > 0
    )


def _sought(text: str, report: Report, names: Sequence[Any]) -> Source:
    cue = report.cue
    if cue is None:
        return Source(headed(text, report.between) if report.rule == "headline" else None, None)
    if is_passive(cue):
        return Source(None, None)
    if cue.kind == "noun":
        return relayed(text, report)
    if cue.kind == "participle" or _his_words(cue):
        return Source(None, _addressee(text, report.between, names))
    if cue.lemma.split()[-1] in {"نقل", "نسب"}:  # حسب ما نقلت رويترز عن مصادر
        return transmitted(text, report, names)
    return _beside(text, report, names)


def _his_words(cue: Cue) -> bool:
    """Whether an attribution holds its speaker as a pronoun: وفق قوله; but not حسب ما ذكرته الصحيفة."""
    return cue.kind == "attribution" and cue.form.endswith("ه") and not cue.takes and not _AS_SAID.match(cue.lemma)


def _beside(text: str, report: Report, names: Sequence[Any]) -> Source:
    """The subject behind its verb, else before it; the phrase behind an attribution."""
    cue = report.cue
    assert cue is not None
    owner = owner_of_statement(text, report, names)
    if owner:
        return Source(owner, None)
    lead = in_title(text, cue, names)
    if lead or _stands_before(text, report, names):
        return Source(lead or preverbal_subject(text, report, names), _addressee(text, report.between, names))
    zone, told = _zone_behind(text, report, names)
    if cue.lemma in {"جاء", "ورد"}:
        return Source(stated(text, zone, names), None)
    return _behind(text, report, zone, told, names)


def _stands_before(text: str, report: Report, names: Sequence[Any]) -> bool:
    """Whether the subject is what a relative clause describes (الوزير الذي أكد), or the person before the verb."""
    cue = report.cue
    assert cue is not None
    relative = relative_before(text, cue)
    own = "addressee" not in cue.takes and any(m.type == "PER" and m.start - cue.end == 1 for m in names)
    own = own or _OF_WHOM.match(text, cue.end) is not None  # الذي يرى فلان أن، الذي قال بشأنه فلان إن
    agree = relative is not None and relative.lastgroup == (cue.gender or relative.lastgroup)
    described = relative and not cue.object and not own and agree  # not السكان الذين قدرت الأمم المتحدة عددهم
    return bool(described) or (cue.lemma not in {"جاء", "ورد"} and _comes_first(text, cue, report.rule, names))


def _behind(text: str, report: Report, zone: Span, told: Span | None, names: Sequence[Any]) -> Source:
    """The noun phrase behind a cue as its source, and the one behind that as its addressee."""
    cue = report.cue
    assert cue is not None
    through = RELAYED_BY.match(text, zone.start, zone.end) if cue.kind == "attribution" else None
    if through:  # وفق معلومات نقلتها الوكالة عن مصادر
        return Source(clean(text, Span(through.end(), zone.end), names), None, Span(*through.span("outlet")))
    two = "addressee" in cue.takes
    heads = kind_of(" ".join(text[zone.start : zone.start + _SHORT].split()[:1]))
    told_too = cue.kind != "attribution" or (bool(cue.takes) and heads not in {"document", "media"})
    asked = re.compile(r"\sمن\s").search(text, zone.start, zone.end) if cue.lemma == "طلب" else None
    if asked:  # طلبت الشرطة من السكان
        zone = Span(zone.start, asked.start())
    end, address = phrase_end(
        text,
        zone,
        names,
        split=two and report.rule != "verb+ب",
        told=told_too,
        second=("thing" if cue.lemma in _DESCRIBES else "person") if two else "",
    )
    if asked:
        address = clean(text, Span(asked.end(), phrase_stop(text, asked.end(), report.between.end)), names)
    address = None if cue.lemma in _DESCRIBES else address  # وصف الناقد الفيلم: it is not told
    phrase = clean(text, Span(zone.start, end), names)
    if phrase and cue.kind == "verb" and text.startswith("لل", phrase.start):  # وقالت للجد حسين: «…»
        told, phrase = Span(phrase.start + 1, phrase.end), None
    if phrase and HIS_WORDS.fullmatch(text, *phrase):  # وفق تصريحه
        return Source(None, None)
    if phrase and cue.kind == "verb" and _no_subject(text, phrase, names):
        phrase = None
    rest = Span(end, zone.end)
    outlet = phrase and kind_of(text[slice(*phrase)]) == "media"
    whose = (CITING.match(text, *rest) or OF_SOURCES.match(text, *rest)) if outlet else None
    if whose:  # ذكر الموقع، نقلا عن مسؤولين، أن: the outlet only relays
        end, _ = phrase_end(text, Span(whose.end(), zone.end), names, told=False)
        return Source(clean(text, Span(whose.end(), end), names), None, phrase)
    if phrase and (_is_object(text, cue, phrase, names) or (address is None and _is_asked(text, cue, phrase, names))):
        address = phrase if two else address
        return Source(preverbal_subject(text, report, names), address or _addressee(text, rest, names))
    within = _MEANTIME.match(text, cue.end) and text.endswith("، ", 0, cue.start)  # تلقى اتصالا من فلان، أكد خلاله
    if (
        phrase is None and cue.kind == "verb" and not within and not relative_before(text, cue)
    ):  # البيانات التي قال إنها
        phrase = preverbal_subject(text, report, names)
    return Source(phrase, address or told or _addressee(text, rest, names))


def _no_subject(text: str, phrase: Span, names: Sequence[Any]) -> bool:
    """Whether a phrase behind a verb is what is said or how: أبدى تخوفه، أكد سعادته، أضاف بنبرة غاضبة."""
    words = text[phrase.start : phrase.end]
    if _OBJECT.match(words) or _owned(text, phrase, names):
        return True
    named = any(m.start < phrase.end and phrase.start < m.end for m in names)
    if is_manner(words) or (not named and _MEASURES.fullmatch(words) and not is_role(words)):
        return True  # رد مبتسما: «…»
    manner = _MANNER.match(words) and not any(phrase.start <= m.start < phrase.end for m in names)
    return bool(manner) and not (is_role(words) or kind_of(words) or begins_with("ل", words))


def _owned(text: str, phrase: Span, names: Sequence[Any]) -> bool:
    """Whether the phrase begins with a thing of the one who speaks, which is what he says: أكد سعادته بالفوز."""
    words = text[phrase.start : phrase.end]
    known = any(m.start <= phrase.start < m.end for m in names) or is_role(words) or kind_of(words)
    return _POSSESSED.match(words) is not None and not known


def _zone_behind(text: str, report: Report, names: Sequence[Any]) -> tuple[Span, Span | None]:
    """Where the subject behind a verb is looked for, what stands before it left out, and whom it is told there."""
    cue, zone = report.cue, report.between
    assert cue is not None
    aside = _ASIDE.match(text, zone.start, zone.end)
    zone, told = _past_addressee(text, Span(aside.end(), zone.end) if aside else zone, names)
    under = _AS_STATED.match(text, cue.end) if cue.kind == "attribution" else None
    return (Span(under.end(), zone.end) if under else zone), told  # حسب ما ورد في البيان


def _comes_first(text: str, cue: Cue, rule: str, names: Sequence[Any]) -> bool:
    """Whether the subject is the person before the verb, and what stands behind it its object: فلان نفى وجود …

    Behind كان it is whatever has a name or is definite: كان الصندوق الدولي دعا الدول إلى …
    """
    named = any(0 <= cue.start - m.end <= 1 and _WAS.search(text, max(m.start - 8, 0), m.start) for m in names)
    if named or _HAD_BEEN.search(text, max(cue.start - _SHORT, 0), cue.start):
        return cue.kind == "verb" and not cue.before
    first = any(m.type == "PER" and 0 <= cue.start - m.end <= 1 for m in names)
    follows = any(m.start - cue.end == 1 for m in names) and rule == "verb+complementizer"
    follows = follows and not {"whole", "addressee"} & cue.takes
    return first and cue.kind == "verb" and not cue.before and not follows


def _is_object(text: str, cue: Cue, phrase: Span, names: Sequence[Any]) -> bool:
    """Whether what stands behind a verb cannot be its subject: of a plural one, a feminine noun of a masculine one."""
    first = text[phrase.start : phrase.end].split(maxsplit=1)[0]
    his = (
        is_role(first)
        and not first.startswith("ال")
        and any(m.type == "PER" and phrase.start < m.start < phrase.end for m in names)
    )
    feminine = first.endswith("ه") and not his  # وهدد محاميه فلان بمقاضاة الصحيفة
    plural = cue.kind == "verb" and _PLURAL_VERB.fullmatch(cue.form) is not None
    being = _AS_BEING.match(text, phrase.end) if cue.lemma in _DESCRIBES and not cue.object else None
    if being and {"ها": "f", "ه": "m"}.get(being[1]) not in {cue.gender, None}:
        return True  # ووصف النتائج بأنها «…»: they are what is described
    pronoun = (cue.lemma in _TOWARD or "addressee" in cue.takes) and _IT.search(text, max(cue.start - 8, 0), cue.start)
    return plural or bool(pronoun) or (feminine and "addressee" in cue.takes and cue.gender == "m")


def _is_asked(text: str, cue: Cue, phrase: Span, names: Sequence[Any]) -> bool:
    """Whether the only noun behind a verb is whom it asks or tells: ودعا الفلسطينيين إلى، دعا إسرائيل إلى، حث جميع …

    A demand in the sentence of a report before it, behind و, is so of every body and group.
    """
    if cue.kind != "verb" or not (cue.lemma in _TOWARD or "addressee" in cue.takes):
        return False
    words = text[phrase.start : phrase.end]
    first = words.split(maxsplit=1)[0]
    here = [m for m in names if phrase.start <= m.start < phrase.end]
    oblique = not here and first.startswith("ال") and first.endswith("ين")
    country = any(m.type == "LOC" and m.start == phrase.start for m in here) and first not in _MASCULINE
    person = any(m.type == "PER" for m in here) or (is_role(words) and not is_plural(first))
    asks = cue.lemma in _DEMANDS
    before = text[max(cue.start - _SHORT, 0) : cue.start - 1].rstrip(" ")
    goes_on = asks and cue.before == "و" and before[-1:] not in ".\n؛" and not person
    crowd = asks and cue.gender == "f" and CROWD.match(first) is not None  # وحثت السكان على
    return oblique or crowd or (asks and first in _EVERY) or (country and cue.gender == "m") or goes_on


def _past_addressee(text: str, zone: Span, names: Sequence[Any]) -> tuple[Span, Span | None]:
    """The zone behind whom it is told or when, where its subject follows: قال لـ"الاقتصادية" الدكتور فلان …"""
    first = _FIRST.match(text, zone.start, zone.end) or _TOLD_FIRST.match(text, zone.start, zone.end)
    if first is None or (first.lastgroup == "word" and not is_told(text, first.start("word"), first["word"], names)):
        return zone, None
    rest = text[first.end() : zone.end]
    named = any(0 <= m.start - first.end() <= 2 and (m.type == "PER" or first.lastgroup != "word") for m in names)
    if not (named or is_role(rest.strip()) or kind_of(rest.strip())):
        return zone, None
    return Span(first.end(), zone.end), Span(*first.span("told")) if first.groupdict().get("told") else None


def _addressee(text: str, zone: Span, names: Sequence[Any]) -> Span | None:
    for match in WORD.finditer(text, zone.start, zone.end):
        at = match.start()
        if len(match.group()) > 3 and is_told(text, at, match.group(), names):
            return clean(text, Span(at + 1, phrase_stop(text, at + 1, zone.end)))
    phrase = ADDRESS.search(text, zone.start, zone.end)
    return clean(text, Span(phrase.end(), phrase_stop(text, phrase.end(), zone.end))) if phrase else None
