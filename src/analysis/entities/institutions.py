"""Institutions and sites whose names are longer than what a recogniser finds: named after persons, places, or open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.entities.countries import is_nationality
from analysis.entities.letters import PROCLITICS, name_of
from analysis.entities.recognise import Mention
from analysis.entities.spelling import given_name
from analysis.text import fold, folded

# What is named after princes, by its type, folded.
_NAMED = {
    "ORG": ("جامعه", "مستشفي", "مركز", "مؤسسه", "مدينه", "كليه", "داره", "مكتبه", "صندوق", "معهد", "مجمع"),
    "LOC": ("مطار", "جامع", "مسجد", "طريق", "شارع", "ميناء", "ملعب", "استاد", "قصر", "جسر", "قاعده"),
    "MISC": ("جائزه", "كاس", "مهرجان"),
}
_KIND = {kind: type_ for type_, kinds in _NAMED.items() for kind in kinds}
_ADJECTIVE = r"(?: ال[^\W\d_]+يه)?"
# What is named, the prince, perhaps what it is (مطار الملك خالد الدولي) and is for: مدينة الملك فهد للعلوم والتقنية.
_AFTER = re.compile(
    rf"(?<![^\W_])[{PROCLITICS}]{{0,2}}(?P<name>(?P<kind>{'|'.join(_KIND)})"
    r" (?:الملك|الملكه|الامير|الاميره|الامام|السلطان|الشيخ|الشيخه) (?P<given>(?:عبد |ابو )?[^\W\d_]+)"
    r"(?: بن (?:عبد )?[^\W\d_]+){0,2}(?P<sort> (?!الذي |التي )ال[^\W\d_]+يه?(?![^\W_]))?"
    rf"(?P<field> لل[^\W\d_]+{_ADJECTIVE}(?: وال[^\W\d_]+{_ADJECTIVE})?(?![^\W_])(?! في ))?)"
    r"(?![^\W_])"
)
_CLUBS = re.compile(rf"(?<![^\W_])[{PROCLITICS}]{{0,2}}((?:ال)?نادي |جامعة )$")
_MEDIA = re.compile(r"(?:صحيفه|جريده|مجله|قناه|موقع) [«“\"]?$")
# What a name does not end with: هيئة مكافحة المخدرات, المفوضية السامية لشؤون اللاجئين.
_OPEN = re.compile(
    r"(?<![^\W_])[لب]?(?:حقوق|شؤون|مكافحة|مقاومة|أسواق|منع|إنعاش|محترفي|اختبار|تطوير|حماية|رعاية|إدارة|تنمية|تشجيع)$"
)
# Sites that are called by their kind and a place: مطار بكين, قطاع غزة.
_SITES = (
    *("مطار", "ميناء", "مخيم", "قاعده", "قطاع", "شاطئ", "جاده", "مضيق", "استاد", "ملعب", "كورنيش", "مقبره", "جزيره"),
    *("جزر", "معبر", "قناه"),
)
_SITE = re.compile(rf"(?<![^\W_])[{PROCLITICS}]{{0,2}}(?P<kind>{'|'.join(_SITES)}) $")
_CANALS = frozenset(("السويس", "بنما"))  # others of that word are on the air
_SORT = re.compile(r" ال(?:دولي|دوليه|جويه|بحريه|عسكريه|رياضي)(?![^\W_])")
_REACH = 40


def named_after(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, and institutions named after princes, whole: مستشفى الملك فيصل, where a person or nothing is found.

    `score` of an addition is that of the mention in it, else 1: it is said by the words themselves.
    """
    form = fold(text)
    found = []
    for match in _AFTER.finditer(form.text):
        if given_name(match["given"].replace(" ", "")):
            grounds = match["kind"] == "مدينه" and not match["field"]  # مدينة الملك فهد الساحلية
            end = match.start("sort") if is_nationality(match["sort"] or "") else match.end("name")
            found.append((form.span(match.start("name"), end), "LOC" if grounds else _KIND[match["kind"]]))
    kept, at = [], 0
    for (start, end), type_ in found:
        while at < len(mentions) and mentions[at].end <= start:
            kept.append(mentions[at])
            at += 1
        inside = []
        while at < len(mentions) and mentions[at].start < end:
            inside.append(mentions[at])
            at += 1
        start, end = min([start, *(m.start for m in inside)]), max([end, *(m.end for m in inside)])  # noqa: PLW2901
        kept.append(Mention(start, end, type_, max((m.score for m in inside), default=1.0)))
    return [*kept, *mentions[at:]]


def completed(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions: clubs and universities with their kind, papers without their country, an open name to its end.

    بنادي بارما is نادي بارما; صحيفة الصباح التونسية is الصباح; اللجنة العليا لحقوق goes on with الإنسان.
    """
    end = 0
    for n, m in enumerate(mentions):
        limit = mentions[n + 1].start if n + 1 < len(mentions) else len(text)
        kind = _CLUBS.search(text, max(end, m.start - _REACH), m.start) if m.type == "LOC" else None
        if kind and not kind[1].startswith("ال"):
            m = m._replace(start=kind.start(1), type="ORG")  # noqa: PLW2901
        if m.type == "ORG":
            m = m._replace(end=_end(text, m, limit))  # noqa: PLW2901
        end = m.end
        yield m


def _end(text: str, m: Mention, limit: int) -> int:
    """Where the name of an organisation ends, at the latest at `limit`."""
    name = name_of(text, m)
    if _OPEN.search(name) and (more := re.match(r" ال[^\W\d_]+", text[m.end : min(limit, m.end + _REACH)])):
        return m.end + more.end()
    head, space, last = name.rpartition(" ")
    paper = _MEDIA.search(folded(text[max(0, m.start - _REACH) : m.start]))
    return m.start + len(head) if space and paper and is_nationality(last) and last.endswith("ية") else m.end


def sites(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; a place right behind the kind of a site is that site: مطار بكين الدولي, قناة السويس.

    What is governed stays without its kind (محافظة الطائف).
    """
    kept: list[Mention] = []
    for m in mentions:
        if m.type != "LOC":
            kept.append(m)
            continue
        begin = max(0, m.start - _REACH)
        before = fold(text[begin : m.start])
        site = _SITE.search(before.text)
        if site and (site["kind"] != "قناه" or folded(name_of(text, m)) in _CANALS):
            start = begin + before.span(*site.span("kind")).start
            after = fold(text[m.end : m.end + _REACH])
            sort = _SORT.match(after.text)
            if kept and start <= kept[-1].start < m.start:  # the kind alone was found
                kept.pop()
            if not kept or kept[-1].end <= start:
                m = m._replace(start=start, end=m.end + (after.span(*sort.span()).end if sort else 0))  # noqa: PLW2901
        kept.append(m)
    return kept
