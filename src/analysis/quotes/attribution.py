"""Contents with an attribution beside them: "…، بحسب فلان", "وفقا لفلان، …", "…، كما قال فلان"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.quotes.cues import Cue, is_reporting
from analysis.quotes.kinds import HIS_WORDS, QUANTIFIER, is_role, kind_of, names_media, speaks
from analysis.quotes.marks import Marked
from analysis.quotes.names import DATELINE
from analysis.quotes.report import Report, Unit, gap
from analysis.quotes.segments import content
from analysis.text import Span

# How an impersonal opening of a sentence is passed over.
_IMPERSONAL = re.compile(
    r"\W*(?:و?يذكر|و?يشار الي|و?الجدير بالذكر|و?تجدر الاشاره الي|ومن الجدير بالذكر)\s+ان(?:ه|ها)?\s"
)
# What links a sentence to the text before it and is no part of what is said.
_ADVERB = re.compile(
    r"\W*(?:الا ان|غير ان|و?لكن)\s|\W*و?(?:في (?:هذه الاثناء|هذا السياق|المقابل|غضون ذلك|سياق متصل|الوقت نفسه)|"
    r"من (?:جهه|ناحيه) اخري|(?:اضافه )?الي ذلك|علاوه علي ذلك|فضلا عن ذلك|لذلك|من جانب اخر)\s*،\s*"
)
_MORE = re.compile(
    r"[،,\-–]\s*(?!و|فيما|بينما|كما|لكن|في حين|اذ|حيث|م\w+ا\s|م\w+ين\s|داعي|لافت|قائل|الا ان|غير ان)(?=\w+\s+\w+\s+\w)"
)
# A complementizer, فقد, or the verb right behind a name in marks: بحسب وكالة «رويترز» تعني الأرقام أن …
_THAT = re.compile(
    r"(?<!\bسي)(?<!\bسي\sان)\s(?:ب|ف)?ان(?:ه|ها|هم)?\s(?!بي\s)|\s(?=فقد\s)|(?<=[»”\"])\s(?=[يت]\w{2,}\s(?:ال|هذ)|(?:قام|كان|تم|شهد|بلغ|وصل|ارتفع|انخفض|تراجع|بدا|ادي|ادت)ت?\s)"
)
# Behind a definite noun a clause: بحسب الجيش كان …، وفق الخبراء فهذا ممكن
_CLAUSE = re.compile(r"\bال\w+\s(?=كانت?\s(?!قد\s))|(?<=\w)\s(?=ف(?:هذ[اه]|هو|هي|لا|لم|لن|ليس|هناك|قد)\s)")
_FROM_THAT = re.compile(r"،\s(?:من |ب)?ان(?:ه|ها|هم)?\s")
# A subject of at most six words, closed by a comma or the end of the sentence.
_SUBJECT = re.compile(
    r"\s(?!ان\b|انه|انها|بان|الي\s|علي\s|عن\s|من\s|في\s)(?:[\w()]+\s){0,5}[\w()]+\s?(?=[،؛]|\.\s|\.?$|\.?\n)"
)
# Behind a name: وفقا لفلان، المتحدث باسم الشركة، فإن …
_APPOSED = re.compile(r"،\s([^،.:؛\n«“\"]{3,80})(?=،\s?(?:ف|قد|لقد|ان|[يت]\w{2,}|\w+[^ا\W]ت\s))")
# What else an attribution names: what somebody said (بحسب تصريحات), a crowd of people.
_SAID = re.compile(
    r"(?:تصريح\w*|اقوال|كلام|حديث|انباء|اعلان|معلوم|قول|تعبير|وصف|ما|من|زعم|مزاعم|ادعاء\w*|روايه|افاد[هت]|راي)\b|(?:المشارك|الاطراف|الخبراء)\w*"
)
# Behind an attribution what begins like this is what its source says, whatever the source is: وفق الاستمارة فقد …
_THEN = re.compile(r"\s?،?\s?ف(?:قد|ان(?:ه|ها|هم)?|هذ[اه]|هو|هي|لا|لم|لن|ليس|ليست|هناك|علي)\s")
# What an action follows and no source: بحسب الحاجة، وفقا لنوع المرض
_MEASURE = re.compile(
    r"(?:ال)?(?:ظروف|حاج[هت]|رغب|امكان|قدر[هت]|معايير|مقاييس|طبيع|نوع|حجم|ترتيب|درج|سن|عمر|طلب|مقتضي|ضوابط|شروط|هذا|ذلك|كل|مدي|وقت)"
)
_NEAR = 15  # letters of a source phrase before a name in it
_COMMA, _DASH = re.compile(r"[،؛\n]|\.(?=\s|$)|,(?=\s)"), re.compile(r"[-–\n]")  # that end an attribution
_PRESENT = 4  # letters of a verb of the present
_SUBJECT_LETTERS = 40
_ENDS = frozenset({"اختتم", "ختم", "استهل"})  # of an event
_SHORT = 15
_FEW = 2  # words of a subject before an attribution
_LINKS = frozenset(
    ["لكن", "ولكن", "كما", "ايضا", "وايضا", "الا", "غير", "وذلك", "ذلك", "حيث", "اذ", "لذلك", "اليوم", "امس"]
)


def attributed(text: str, unit: Unit, before: Sequence[Marked], told: Sequence[Report]) -> Iterator[Report]:
    """The reports of the attributions of a sentence, in order; `before` may hold a quotation just before it.

    An attribution inside or right behind what a cue of its sentence reports only names the outlet or paper that relays
    it, and is no report of its own.
    """
    floor = unit.span.start
    for cue in unit.cues:
        inserted = _inserted(text, cue) and not any(report.cue is cue for report in told)
        if cue.kind != "attribution" and not inserted:
            continue
        end = _zone_end(text, unit, cue)
        that = _complementizer(text, unit, cue, end)
        if that:
            yield from _under(text, unit, cue, that, told)
            floor = unit.span.end
            continue
        zone = Span(cue.end, end)
        floor = cue.start - 1 if cue.start > floor and _opens_clause(text, unit, cue) else floor
        if not _speaks(text, unit, cue, zone) or _only_relays(text, unit, cue, zone, told):
            continue
        span = _before_participles(text, unit, cue, zone, told)
        if inserted:
            after = [other.cue.start for other in told if other.cue and other.cue.start > zone.end]
            span = Span(span.start, min(after, default=span.end))
            before_it = [other.segments[-1].end for other in told if other.segments[0].start < cue.start]
            if any(end > cue.start for end in before_it):
                continue
            floor = max(floor, *before_it, text.rfind("؛", floor, cue.start) + 1)
        report = _report(text, span, floor, cue, zone, unit.inside)
        if report and inserted and len(report.segments) == 1 and text[zone.end : zone.end + 1] == "،":
            report = _continued(text, unit, report, Span(zone.end + 1, span.end))
        if report is None and before and gap(text, before[-1].end, cue.start) == 0:
            report = content(text, Span(before[-1].start, before[-1].end), before, "postposed attribution")
        if report:
            floor = max(end, report.segments[-1].end)
            yield report._replace(cue=cue, between=zone, before=Span(cue.start, cue.start))


def _before_participles(text: str, unit: Unit, cue: Cue, zone: Span, told: Sequence[Report]) -> Span:
    """The sentence of an attribution that opens it, up to a participle that reports more: بحسب مصدرين، …، مؤكدين."""
    more = [r.cue.start for r in told if r.cue and r.cue.kind == "participle" and r.cue.start > zone.end]
    at = min(more, default=unit.span.end)
    comma = text.rfind("،", zone.end, at) if more and _opens(text, unit, cue) else -1
    return Span(unit.span.start, comma) if comma > zone.end and not text[comma:at].strip("، و") else unit.span


def _speaks(text: str, unit: Unit, cue: Cue, zone: Span) -> bool:
    """Whether the phrase of an attribution names a source, if only by a last name: …، وفق اليماني، …"""
    words = text[slice(*zone)].strip()
    his = HIS_WORDS.fullmatch(words) is not None and _opens(text, unit, cue)  # حسب رأيه، فإن …
    concluded = (
        cue.lemma != "استنادا إلى"
        and _opens(text, unit, cue)
        and _THEN.match(text, zone.end)
        and not _MEASURE.match(words)
    )
    return his or bool(concluded) or _is_source(text, zone, unit.names, cue) or words in unit.surnames


def _complementizer(text: str, unit: Unit, cue: Cue, end: int) -> Span | None:
    """Where a complementizer stands within the phrase of an attribution or right behind it.

    وفقا للهيئة بأنه تم …، طبقا لما كشفه فلان، من أن …
    """
    that = _THAT.search(text, cue.end, unit.span.end) if _opens(text, unit, cue) else None
    if that and that.start() < end:
        return Span(*that.span())
    begun = _CLAUSE.search(text, cue.end, end) if _opens(text, unit, cue) else None
    if begun:
        return Span(begun.end(), begun.end())
    behind = _FROM_THAT.match(text, end, unit.span.end) if cue.takes else None
    return Span(end, behind.end()) if behind else None


def _opens(text: str, unit: Unit, cue: Cue) -> bool:
    """Whether an attribution opens its sentence, or a clause of it: …، ووفق الإحصاءات فقد تم تسجيل حالات."""
    return not text[unit.span.start : cue.start].strip("و ف\n") or _opens_clause(text, unit, cue)


def _opens_clause(text: str, unit: Unit, cue: Cue) -> bool:
    joined = text[max(unit.span.start, cue.start - 4) : cue.start].rstrip("و ")[-1:] in "،؛"
    end = _COMMA.search(text, cue.end, unit.span.end)
    then = _THEN.search(text, cue.end, unit.span.end) if joined else None
    return then is not None and then.start() <= (end.start() if end else unit.span.end)


def _only_relays(text: str, unit: Unit, cue: Cue, zone: Span, told: Sequence[Report]) -> bool:
    """Whether an attribution only names who relays what another cue of its sentence reports."""
    if any(_relays(text, unit.span, cue, report) for report in told):
        return True
    # بحسب الموقع، عبر المدير عن قلقه
    return _opens(text, unit, cue) and any(_says_itself(text, zone, unit.names, report) for report in told)


def _says_itself(text: str, zone: Span, names: Sequence[Any], report: Report) -> bool:
    """Whether the clause behind an outlet or document opens with a reporting verb and its subject."""
    cue = report.cue
    if cue is None or cue.kind != "verb" or text[zone.end : cue.start].strip(" ،") not in {"", "ف", "قد", "فقد"}:
        return False
    subject = text[cue.end : cue.end + _SUBJECT_LETTERS].strip()
    spoken = any(m.start - cue.end == 1 for m in names) or is_role(subject) or kind_of(subject) or subject[:1].isdigit()
    relays = kind_of(text[zone.start : zone.end].strip()) or names_media(text[zone.start : zone.end])
    outlet = any(zone.start <= m.start < zone.end and m.type == "ORG" for m in names)
    return bool(spoken and (relays or outlet))


def _inserted(text: str, cue: Cue) -> bool:
    """Whether a verb with its subject stands between commas in what it reports: هذه النقطة، يضيف المتحدث، مهمة."""
    if cue.kind != "verb" or cue.before or cue.form[0] not in "يت" or len(cue.form) < _PRESENT or cue.lemma in _ENDS:
        return False
    return (
        text[max(cue.start - 2, 0) : cue.start].strip() in {"،", "-", "–"} and _SUBJECT.match(text, cue.end) is not None
    )


def _continued(text: str, unit: Unit, report: Report, span: Span) -> Report:
    """The report with what goes on in this span, behind its inserted attribution."""
    rest = content(text, span, unit.inside, "postposed attribution")
    if rest is None or report.segments[0].start >= span.start:
        return report
    return report.joined(rest)


def _under(text: str, unit: Unit, cue: Cue, that: Span, told: Sequence[Report]) -> Iterator[Report]:
    """The clause behind a complementizer that stands where a comma should: وفقا للهيئة بأنه تم الإبلاغ عن ذلك."""
    report = content(text, Span(that.end, unit.span.end), unit.inside, "preposed attribution")
    zone = Span(cue.end, that.start)
    if any(_says_itself(text, zone, unit.names, other) for other in told):
        return  # بحسب رويترز فقد ذكر فلان أن …
    if report and _speaks(text, unit, cue, zone):
        yield report._replace(cue=cue, between=zone, before=Span(cue.start, cue.start))


def _relays(text: str, unit: Span, cue: Cue, report: Report) -> bool:
    if not report.segments or report.cue is None:
        return False
    main = gap(text, unit.start, report.cue.start) < 60 or report.cue.kind in {"participle", "noun"}
    start, end = report.segments[0].start, report.segments[-1].end
    near = start <= cue.start and gap(text, end, cue.start) < 8
    return (near and main) or report.cue.end <= cue.start <= start


def _short_clause(text: str, first: Span, rest: Span, inside: Sequence[Marked]) -> Report | None:
    """A subject, an attribution between commas, what is said of the subject: هذه النسبة، حسب خبراء، تدل على …"""
    words = text[slice(*first)].strip(" ،").split()
    if not 1 <= len(words) <= _FEW or words[0] in _LINKS or text[first.end - 2 : first.end].strip() != "،":
        return None
    second = content(text, Span(rest.start + 1, rest.end), inside, "postposed attribution")
    begun = content(text, first, inside, "postposed attribution")
    goes_on = text[rest.start : rest.start + 1] == "،" and not is_role(text[rest.start + 1 : rest.end].strip())
    goes_on = goes_on and len(text[slice(*rest)].split()) > _FEW
    return begun.joined(second) if goes_on and begun and second else None


def _zone_end(text: str, unit: Unit, cue: Cue) -> int:
    """Where the source phrase of the attribution ends: at a comma that opens no apposition, else with the sentence."""
    start, end = unit.span
    dashed = text[max(cue.start - 1, start) : cue.start] in {"-", "–"}  # -كما يقول النواب-
    comma = (_DASH if dashed else _COMMA).search(text, cue.end, end)
    apposed = _APPOSED.match(text, comma.start(), end) if comma and _opens(text, unit, cue) else None
    if apposed and is_role(apposed[1]):
        return apposed.end()
    return comma.start() if comma else end


def _report(text: str, unit: Span, floor: int, cue: Cue, zone: Span, inside: Sequence[Marked]) -> Report | None:
    opening = _IMPERSONAL.match(text, floor, cue.start) or DATELINE.match(text, floor, cue.start)
    start = opening.end() if opening else floor
    adverb = _ADVERB.match(text, start, cue.start)
    start = adverb.end() if adverb else start
    words = len(text[start : cue.start].split())
    marked = text[start : cue.start].rstrip(" ،,")[-1:] in '»”"“'  # «إنها كارثة»، حسب وصف السكان
    least = 1 if cue.kind == "verb" or marked else 2  # words before an attribution that make a clause
    if (short := _short_clause(text, Span(start, cue.start), Span(zone.end, unit.end), inside)) and cue.kind != "verb":
        return short
    if words > least and not text[cue.start - 1 : cue.start].isalnum():
        found = content(text, Span(start, cue.start), inside, "postposed attribution")
        more = _MORE.match(text, zone.end, unit.end) if words <= _SHORT else None
        rest = content(text, Span(more.end(), unit.end), inside, "postposed attribution") if found and more else None
        return found.joined(rest) if found and rest else found
    if (
        text[start : cue.start].strip() in {"", "و", "ف", "لكن", "ولكن", "كما"}
        and zone.end < unit.end
        and text[zone.end] in "،,؛"
    ):
        return content(text, Span(zone.end + 1, unit.end), inside, "preposed attribution")
    return None


def _is_source(text: str, zone: Span, names: Sequence[Any], cue: Cue) -> bool:
    """Whether the phrase behind an attribution names somebody or something that speaks."""
    if cue.takes or cue.form.endswith("ه") or "قول" in cue.lemma or "تعبير" in cue.lemma:
        return True
    head = QUANTIFIER.sub("", text[zone.start : zone.end].strip()).split()[:2]
    if any(zone.start <= m.start < zone.start + _NEAR for m in names):
        return True
    if head and head[0] in {"ما", "لما"}:  # وفق ما علمته الصحيفة, not وفقا لما يلي
        return is_reporting(head[-1])
    return bool(head) and (speaks(head[0]) or _SAID.match(head[0]) is not None)
