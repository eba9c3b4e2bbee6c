"""The subject that stands before its verb: فلان قال, الوزير الذي أكد, وكان فلان قد أعلن; the object in a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.quotes.between import NO_OBJECT
from analysis.quotes.cues import Cue, relative_before
from analysis.quotes.edges import clean, title_before, title_clause
from analysis.quotes.kinds import is_role, kind_of, speaks
from analysis.quotes.phrases import OPEN, WORD, is_time
from analysis.quotes.report import Report
from analysis.quotes.verbal_nouns import is_masdar
from analysis.text import Span

_WORD_BEHIND = re.compile(r"\s(\w{2,})")
_LONGEST_LEAD = 8  # words of a subject in a headline
_BARE_SUBJECT = 9  # words of a subject before its verb
# A definite noun with what governs it (رسائل البريد الزائفة), the last before a relative clause.
_ANTECEDENT = re.compile(
    r"(?:(?<=\s)|^)(?:(?!(?:في|من|عن|علي|الي|مع|بين|ضد|حول|بعد|قبل|ان|[يت]\w+(?:ه|ها|هم)|[يت]\w{3}|\w+[^ا\W]ت)\s)\w{3,}\s)?"
    r"(?:ال\w+\s)*و?ال(?!وقت|حين|يوم)\w+\s*$"
)
_PLURAL = re.compile(r"\w+(?:ون|ين|اء|و)$")
_WHAT = frozenset({"ما", "لما", "بما", "عما", "مما", "كما"})  # رفضها لما سمته: no subject
_LABEL = re.compile(r"(?:^|\n)\s*[«“\"]([^«»“”\"\n]{2,40})[»”\"]\s$")
_PARTICLES = re.compile(r"\s(?:(?:قد|فقد|ايضا|كان|كانت|سبق ان|الذي|التي|الذين)\s*)+$")  # between subject and verb
_THAT = re.compile(r"\b[وب]?ان\s")
_HAD = re.compile(r"\W*و?كانت?\s")
_CONTRAST = frozenset(["الا", "غير", "لكن"])  # إلا أنها أكدت
_AS_FOR = re.compile(r"\bو?اما\s(?=[^.:؛\n،]{3,60}\sف$)")
_PLACE = re.compile(r"\s(?:ب(?:\w+\s)?|في\s(?:\w+\s)?|من\s|(?:منطقه|مدينه|محافظه|قريه|بلده|حي)\s)$")
_MEDIUM = re.compile(r"\s(?:علي|عبر)\s$")
_AND_SAYS = re.compile(r"و?(?P<who>\w+(?:\s\w+){0,2})\s[يت]\w{2,}")  # …، والشركة تعتذر: خطأ بشري
# «النور» تلغي ألف وظيفة واتحاد العمال يتوعد
_SECOND_CLAUSE = re.compile(r"\s[يت]\w{2,}\s[^\n]*[\s،.]و(?P<who>\w+(?:\s\w+){0,3})\s$")
_VERB_BEFORE = re.compile(r"\s[يت]\w{2,}\s")
_GOVERNS = frozenset(["مع", "من", "الي", "عن", "علي", "بين", "ضد"])
_GOVERNED = re.compile(r"\W*و?(?:عن|من|مع|حول|بشان|بخصوص)\s")


def preverbal_subject(text: str, report: Report, names: Sequence[Any]) -> Span | None:
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
    zone = _PARTICLES.sub(" ", zone)
    if zone.split()[-1:] and zone.split()[-1] in _WHAT:
        return None
    span = Span(start, start + len(zone.rstrip(" ،")))
    return (
        None
        if _in_a_place(text, cue, span, names) or _of_several(text, cue, span, names)
        else _noun_phrase(text, cue, span, names)
    )


def _at_end(zone: Span, names: Sequence[Any]) -> Any:
    """The mention with which a zone ends, None where it ends otherwise."""
    return next((m for m in names if zone.start <= m.start and 0 <= zone.end - m.end <= 2), None)


def _in_a_place(text: str, cue: Cue, zone: Span, names: Sequence[Any]) -> bool:
    """Whether the zone ends with where something was: بعد حفلها بمنصة سلا، قالت; في تغريدة على تويتر تقول."""
    last = _at_end(zone, names)
    if last is None or last.type == "PER":
        return False
    apart = last.type == "LOC" and "،" in text[zone.end : cue.start]
    before = max(last.start - 20, 0)
    return (apart and _PLACE.search(text, before, last.start) is not None) or (
        last.type == "ORG" and _MEDIUM.search(text, before, last.start) is not None
    )


def _of_several(text: str, cue: Cue, zone: Span, names: Sequence[Any]) -> bool:
    """Whether one person stands before the comma of a plural verb: معارضوها وشخصيات في حكومة فلان، يقولون إن …"""
    last = _at_end(zone, names)
    return cue.gender == "p" and last is not None and last.type == "PER" and "،" in text[last.end : cue.start]


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
    near = _at_end(zone, names)
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
    relative = relative_before(text, cue)
    if relative and near and near.type == "PER":
        phrase = Span(_title_start(text, phrase, near.start), phrase.end)
        words = text[phrase.start : phrase.end].split()
    if relative and not near:
        return _antecedent(text, phrase, plural=relative.lastgroup == "p")
    place = relative and near and near.type != "PER" and near.end >= phrase.end - 1  # طلبت أستراليا، التي كشفت عن …
    if place or len(words) > _BARE_SUBJECT or words[0] in OPEN or is_time(words[0]):
        return Span(near.start, near.end) if near else None
    things = not near and cue.gender == "m" and words[0].endswith("ات")  # المعطيات التي قدمها فلان قال إنها …
    nounish = near or words[0].startswith("ال") or is_role(" ".join(words)) or kind_of(" ".join(words))
    return phrase if nounish and not things else None


def _title_start(text: str, phrase: Span, name: int) -> int:
    """Where the title before a name begins, behind the preposition that governs it: والتقى الوفد بالوزير فلان الذي …"""
    for word in reversed(list(WORD.finditer(text, phrase.start, name))):
        form = word.group()
        if form[:1] == "ب" and is_role(form[1:]):
            return word.start() + 1
        behind = text[word.end() + 1 : name]
        if form in _GOVERNS and (not behind or is_role(behind)):
            return word.end() + 1
    return phrase.start


def _antecedent(text: str, phrase: Span, *, plural: bool) -> Span | None:
    """The noun at the end of a phrase that a relative clause describes: the last that can speak, or is definite."""
    words = list(WORD.finditer(text, phrase.start, phrase.end))
    for word, before in zip(reversed(words), [*reversed(words[:-1]), None], strict=True):
        rest = text[word.start() : phrase.end]
        if before and not before.group().startswith("ال") and is_role(before.group()):
            continue  # رئيسة الوزراء
        if (is_role(rest) or (not plural and kind_of(rest))) and (not plural or _PLURAL.match(word.group())):
            return Span(word.start() + text.startswith("لل", word.start()), phrase.end)  # وفقا للمادة التي
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
    that = list(_THAT.finditer(text[at:end]))
    return at + that[-1].end() if that else at


def _before_apposition(text: str, before: Span, end: int, names: Sequence[Any]) -> Any:
    """The person whose apposition stands between two commas before a verb: فلان، الناشط في الحركة، أبرز."""
    apposed = text[before.end : end].strip()
    if before.end <= before.start or not (apposed.startswith("ال") or is_role(apposed)):
        return None
    known = (m for m in names if m.type == "PER" and before.start <= m.start)
    return next((m for m in known if 0 <= before.end - 1 - m.end <= 1), None)


def _lead_start(text: str, cue: Cue) -> int | None:
    """Where what a headline puts before its verb of the present begins; None where the verb is no such."""
    present = cue.kind == "verb" and not cue.before and cue.form[0] in "يت"
    title = title_before(text, cue.start) if present else None
    return None if title is None else title_clause(text, cue.start, title)


def in_title(text: str, cue: Cue, names: Sequence[Any]) -> Span | None:
    """The subject that a headline puts first: بريطانيا تطالب أصحاب المطاعم ب…"""
    start = _lead_start(text, cue)
    if start is None:
        return None
    lead = text[start : cue.start]
    if not 1 <= len(lead.split()) <= _BARE_SUBJECT:
        return None
    second = _SECOND_CLAUSE.search(lead)
    if second and speaks(second["who"].split(" ", 1)[0]):
        return Span(*second.span("who"))
    named = next(
        (m for m in names if m.type == "PER" and 0 <= cue.start - m.end <= 1 and text[m.start - 1] == "و"), None
    )
    if named and _VERB_BEFORE.search(text, start, named.start):
        return Span(named.start, named.end)  # كورونا يضرب بريطانيا وترامب ينذر بخسائر
    whole = next((m for m in names if start <= m.start <= start + 1 and 0 <= cue.start - m.end <= 2), None)
    several = cue.form.endswith("ون") and lead.strip().endswith("ون") and " " not in lead.strip()
    known = whole or several or ((is_role(lead) or kind_of(lead)) and not set(lead) & set(":،.؛"))
    return clean(text, Span(start, cue.start), names) if known else None


def headed(text: str, zone: Span) -> Span | None:
    """Who speaks in a headline, without the desk before it: رياضي / مدرب الهلال."""
    phrase = clean(text, Span(max(zone.start, text.rfind("/", *zone) + 1), zone.end))
    joined = _AND_SAYS.fullmatch(text, *phrase) if phrase else None
    return Span(*joined.span("who")) if joined and speaks(joined["who"].split(" ", 1)[0]) else phrase


def headline_object(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of the object in a headline that puts its subject first: الولايات المتحدة تنفي الأنباء."""
    start = _lead_start(text, cue) if {"object", "whole"} & cue.takes else None
    if start is None:
        return
    lead = text[start : cue.start].strip(' «»“”"')
    spoken = any(start <= m.start < cue.start for m in names) or is_role(lead) or kind_of(lead)
    if not spoken or not 1 <= len(lead.split()) <= _LONGEST_LEAD or {":", "\n"} & set(lead):
        return
    word = _WORD_BEHIND.match(text, cue.end, limit)
    if word and (word[1].startswith("ال") or is_masdar(word[1]) or not NO_OBJECT.fullmatch(word[1])):
        yield word.start(1), "verb+object"
