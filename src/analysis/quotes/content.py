"""What is said: from the reporting words to the reported content, on the folded text.

A sentence end inside quotation marks is none. A reported clause ends with its sentence, before the next cue that
reports, or where the narrator takes the word again. Sentences that stand in marks without a cue go on with the
quotation before them.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.quotes.attribution import attributed
from analysis.quotes.cues import Cue, cues, is_passive, lemma_of
from analysis.quotes.marks import Marked, in_marks, marked
from analysis.quotes.names import DATELINE, HEAD
from analysis.quotes.places import THAT, Place, place
from analysis.quotes.report import Report, Unit, content
from analysis.quotes.uncued import go_on, headline, scripted, uncued
from analysis.text import Folded, Span, sentences

# Words between a reported clause and the next cue that belong to the cue's clause.
_LINK = re.compile(
    r"(?:^|(?<=\s))(?:و?لكن\w{0,3}|كما|و?فيما|و?بينما|اذ|حيث|ثم|و?قد|و?في حين|و?كان\w{0,2}|"
    r"(?:و?من|و)?\s?(?:جهت|جانب)\w{1,3}|و|بل|علي ان|قبل ان|بعد ان|بدور\w{1,3}|"
    r"و?(?:الا|غير) ان\w{0,3}|و?في (?:هذا|ذات|نفس) (?:الاطار|السياق|الصدد)|و?في سياق متصل|و?علاقه بذلك|"
    r"ايضا|بالمقابل|في المقابل|الي ذلك|من ناحيت\w{1,2}|وهو|وهي)\s+$"
)
_ANEW = re.compile(r"(?:الي ذلك|من (?:جهه|ناحيه) اخري|من جانب اخر|في المقابل)\s?،$")
_LAST_WORD = re.compile(r"\w+\s+$")
_RELATIVE = frozenset(["الذي", "التي", "الذين", "ما", "بما", "مما", "والذي", "والتي", "عندما", "بعدما"])
_MEANWHILE = re.compile(r"\W*و(?:بينما|فيما|في حين|في الوقت الذي)\s(?:كانت?\s|قد\s)*")  # and then a main clause
_FIRM = frozenset({"verb+complementizer", "verb+colon", "direct after cue"})
_WITHIN = re.compile(r"\b(?:في|ضمن|خلال|عبر|عقب|بعد)\s$")  # في تصريحه
_RELAYED = 45  # letters at most between a verb that is only relayed and what it reports
_SUBJECT_LETTERS = 70
_WE = re.compile(r"ن\w{3,}")
_SHORT = 3  # verbs of so few letters are also nouns
_NO_CLAUSE = 6  # words that hardly make a clause
_VERB = re.compile(r"(?:س?[يتن]\w{3,}|\w{2,}[^ا\W]ت|ليس\w?|كان\w?|هناك|لا|لم|لن|قد|هو|هي)$")


def reports(text: Folded, names: Sequence[Any] = ()) -> list[Report]:
    """All reported contents of a folded text, in text order; `names` are mentions with folded offsets."""
    form = text.text
    dateline = DATELINE.search(form, 0, HEAD)  # سبق- متابعة: reports nothing
    told = [cue for cue in cues(text) if dateline is None or not dateline.start() <= cue.start < dateline.end()]
    units = list(_split(text, told, names))
    found: list[list[Report]] = [[] for _ in units]
    for n, unit in enumerate(units):
        before = units[n - 1].inside[-1:] if n and "\n" not in form[units[n - 1].span.end : unit.span.start] else []
        found[n] = [*_told(form, unit, before)]
        found[n] += attributed(form, unit, before, found[n])
        if n and found[n - 1] and not found[n]:
            go_on(form, unit, found[n - 1])
    uncued(form, units, found)
    scripted(form, units, found)
    if units and (first := headline(form, units[0], found[0], names)):
        found[0] = [first]
        if again := _repeated(form, units):  # the title as the first line of the text
            found[again] = found[again] or [r for r in [headline(form, units[again], [], names)] if r]
    flat = [report for row in found for report in row if report.segments]
    return sorted(flat, key=lambda report: (report.segments[0], report.segments[-1].end))


def _repeated(text: str, units: Sequence[Unit]) -> int:
    """The number of the unit that says the first again, 0 where the second paragraph does not."""
    first = text[slice(*units[0].span)].strip()
    return next((n for n, unit in enumerate(units[1:3], 1) if text[slice(*unit.span)].strip() == first), 0)


def _split(text: Folded, all_cues: Sequence[Cue], names: Sequence[Any]) -> Iterator[Unit]:
    stretches = marked(text.text)
    cue_starts = [cue.start for cue in all_cues]
    mark_starts = [m.start for m in stretches]
    name_starts = [m.start for m in names]

    def between(starts: Sequence[int], span: Span) -> slice:
        return slice(bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end))

    for span in _joined(text.text, stretches):
        inside = stretches[between(mark_starts, span)]
        own, at = [], 0
        for cue in all_cues[between(cue_starts, span)]:
            while at < len(inside) and inside[at].end <= cue.start:
                at += 1
            if at == len(inside) or cue.start < inside[at].start:
                own.append(cue)
        here = list(names[between(name_starts, span)])
        own = [cue for cue in own if not any(m.start < cue.start < m.end for m in here)]  # باتون روج
        yield Unit(span, own, inside, here)


def _joined(text: str, stretches: Sequence[Marked]) -> Iterator[Span]:
    """Sentences, joined where quotation marks run over their border."""
    pending: Span | None = None
    at = 0
    for sentence in sentences(text):
        unit = Span(pending.start if pending else sentence.start, sentence.end)
        while at < len(stretches) and stretches[at].end <= unit.end:
            at += 1
        pending = unit if at < len(stretches) and stretches[at].start < unit.end else None
        if pending is None:
            yield unit
    if pending:
        yield pending


def _told(text: str, unit: Unit, before: Sequence[Marked]) -> Iterator[Report]:
    """The reports of the cues of one unit that are no attributions; `before` may hold a quotation just before it."""
    inside = [*before, *unit.inside]
    placed = _placed(text, unit, inside)
    active = _active(text, unit, placed)
    used: set[int] = set()
    for n, (cue, first) in enumerate(active):
        found = first
        sibling = next((c for c, _ in active[n + 1 :] if not _nested(text, unit, c)), None)
        limit = _before(text, found.start, sibling) if sibling else unit.span.end
        if found.rule == "postposed quotation" and found.start not in used:
            used.add(found.start)
            yield _postposed(text, cue, inside, found.start, limit)
            continue
        if found.rule == "postposed quotation":  # the quotation before is another cue's: «…»، ثم زاد أن …
            left = [m for m in inside if m.start > cue.start]
            found = place(text, unit.span, cue, limit, left, unit.names) or found
            if found is first:
                continue
        if _nested(text, unit, cue) or _MEANWHILE.fullmatch(text, unit.span.start, cue.start - len(cue.before)):
            limit = _first_comma(text, found.start, limit, inside)
        limit = max(limit, next((m.end for m in inside if found.start <= m.start < limit < m.end), found.start))
        report = content(text, Span(found.start, limit), inside, found.rule)
        if report and not any(m.start in used for m in inside if report.segments[0].start == m.inner_start):
            used |= {m.start for m in inside if m.start >= found.start and m.end <= limit}
            zone = Span(max(unit.span.start, cue.start - len(cue.before) - _SUBJECT_LETTERS), cue.start)
            yield report._replace(cue=cue, between=Span(cue.end, max(found.start, cue.end)), before=zone)


def _placed(text: str, unit: Unit, inside: Sequence[Marked]) -> list[tuple[Cue, Place]]:
    following, beyond = unit.span.end, unit.span.end
    placed = list[tuple[Cue, Place]]()
    for cue in reversed(unit.cues):
        found = place(text, unit.span, cue, following, inside, unit.names)
        if found is None and placed and cue.kind == "verb" and _aside(text, unit, *placed[-1]):
            found = place(text, unit.span, cue, beyond, inside, unit.names)
            if found == placed[-1][1]:  # قال الوزير في تصريحه إن …: what the verb reports
                placed.pop()
            else:
                found = None
        if found:
            beyond = following if placed else unit.span.end
            placed.append((cue, found))
            following = cue.start - len(cue.before)
    return placed[::-1]


def _aside(text: str, unit: Unit, cue: Cue, found: Place) -> bool:
    """Whether a placed cue is in a circumstance or relative clause of the one before: في تصريحه، والذي أعلن …، إن."""
    if found.rule not in _FIRM:
        return False
    if cue.kind == "noun":
        return _WITHIN.search(text, max(cue.start - 8, unit.span.start), cue.start - len(cue.before)) is not None
    return _nested(text, unit, cue) and "،" in text[max(found.start - 10, cue.end) : found.start]


def _active(text: str, unit: Unit, placed: Sequence[tuple[Cue, Place]]) -> list[tuple[Cue, Place]]:
    """The placed cues that report for themselves: a cue that is a word of what another reports does not."""
    active: list[tuple[Cue, Place]] = []
    for cue, found in placed:
        if active and active[-1][1].rule != "postposed quotation":
            there = active[-1][1]
            if _told_within(text, unit, cue, there):
                continue
            if cue.kind == "noun" and there.start >= cue.start - 1:
                continue  # عبر عن رفضه تبرير ذلك: the noun opens what the verb reports
            if found.rule in _FIRM and _relayed(text, there, cue, found, unit.names):
                active.pop()
            elif _nested(text, unit, cue):
                if found.rule not in _FIRM and cue.lemma != "وصف":
                    continue
            elif not _opens_clause(text, unit, cue, found, there):
                continue
        active.append((cue, found))
    return active


def _told_within(text: str, unit: Unit, cue: Cue, there: Place) -> bool:
    """Whether a cue is a word of what is said: حيث تم الإبلاغ عن …، لكننا نؤكد أن …، إن المؤشرات، تؤكد أن …"""
    if cue.kind != "verb":
        return False
    if (is_passive(cue) and there.rule in _FIRM) or (_WE.match(cue.form) and not cue.lemma.startswith("ن")):
        return True
    before = text[max(cue.start - 20, unit.span.start) : cue.start].rstrip()
    comma = before.endswith("،") and not _ANEW.search(before)
    return comma and not cue.before and _subject_of(text, there, cue)


def _relayed(text: str, there: Place, cue: Cue, found: Place, names: Sequence[Any]) -> bool:
    """Whether the report before only relays this one: أشارت المجلة إلى أن البيت الأبيض أصر على أن …"""
    subject = text[there.start : cue.start].strip()
    between = text[cue.end : found.start]
    if "،" in between or (len(between) > _RELAYED and found.rule == "verb+complementizer"):
        return False
    if len(subject.split()) > 8 or not subject or cue.before or cue.kind != "verb":
        return False
    return any(there.start <= m.start < cue.start for m in names) and "،" not in subject and cue.form[:1] not in "ن"


def _opens_clause(text: str, unit: Unit, cue: Cue, found: Place, there: Place) -> bool:
    """Whether a cue stands in a clause of its own behind what another one reports `there`.

    No verb goes on with what is reported as a noun: أعلن استقالته وتساءل عن السبب.
    """
    if found.rule == "postposed quotation" or cue.kind in {"participle", "noun"}:
        return cue.kind != "noun" or cue.before != "و"  # ضرورة تثقيف الشباب وتحذيرهم من ذلك
    before = text[unit.span.start : cue.start - len(cue.before)].rstrip()
    firm = found.rule in _FIRM
    if _ANEW.search(before[-20:]) or "؛" in text[there.start : cue.start]:
        return True
    if before.endswith(("،", ".", ":", "؛", "»", "”", '"')):
        return firm or bool(cue.before)
    if cue.before.startswith(("و", "ف")):
        return firm or (there.rule not in _FIRM and len(cue.form) > _SHORT)
    if _LINK.search(text, max(cue.start - 30, unit.span.start), cue.start - len(cue.before)):
        return True
    comma = before.rfind("،")
    subject = before[comma + 1 :].split()
    contrast = bool(subject) and subject[0] in {
        "لكن",
        "ولكن",
        "فيما",
        "بينما",
        "وفيما",
        "وبينما",
        "كما",
        "حيث",
        "اذ",
        "وقد",
        "وكان",
        "وكانت",
    }
    return firm and comma >= 0 and contrast and len(subject) <= 9


def _subject_of(text: str, there: Place, cue: Cue) -> bool:
    """Whether all that is said so far is the subject of this verb: إن جميع المؤشرات والتقارير، تؤكد أن …"""
    subject = text[there.start : cue.start].split()
    verbal = any(lemma_of(word) or _VERB.match(word) for word in subject)
    return there.rule == "verb+complementizer" and 0 < len(subject) <= _NO_CLAUSE and not verbal


def _nested(text: str, unit: Unit, cue: Cue) -> bool:
    """Whether the cue stands in a relative clause of what is reported: تصريحاته التي أكد فيها أن …"""
    words = text[max(unit.span.start, cue.start - 14) : cue.start - len(cue.before)].split()
    words = words[:-1] if words[-1:] in (["كان"], ["كانت"]) else words  # الذي كان يتحدث
    return bool(words) and words[-1] in _RELATIVE and cue.kind == "verb" and not cue.before


def _before(text: str, start: int, cue: Cue) -> int:
    """Where content that begins at `start` ends before this cue: before its proclitics, links and subject."""
    at = cue.start - len(cue.before)
    if cue.kind == "participle" and cue.lemma == "قال":  # واستطردت قائلة: both words are the next report's
        verb = _LAST_WORD.search(text, max(start, at - 30), at)
        at = verb.start() if verb and lemma_of(verb.group().strip()) else at
    while True:
        link = _LINK.search(text, max(start, at - 30), at)
        if link is None:
            break
        at = link.start()
    comma = max(text.rfind("،", start, at), text.rfind("؛", start, at), text.rfind(". ", start, at))
    near = comma > 0 and len(text[comma:at].split()) <= 7 and not text[comma + 1 : at].lstrip().startswith("و")
    return comma if near and cue.kind == "verb" else at


def _first_comma(text: str, start: int, end: int, inside: Sequence[Marked]) -> int:
    """Where a relative clause ends at the latest."""
    commas = (m.start() for m in re.compile("[،؛]").finditer(text, start + 1, end))
    return next((at for at in commas if not in_marks(at, inside)), end)


def _postposed(text: str, cue: Cue, inside: Sequence[Marked], start: int, limit: int) -> Report:
    """ "…"، قال فلان, and what goes on behind it: "…"، قال فلان، "…"."""
    first = next(m for m in inside if m.start == start)
    segments = [Span(first.inner_start, first.inner_end)]
    second = next((m for m in inside if m.start >= cue.end), None)
    end = limit
    if second and second.start < limit and len(text[cue.end : second.start].split()) <= 9:
        link = text[cue.end : second.start].rstrip()
        if link.endswith(("،", ":", ",")) and THAT.search(text, cue.end, second.start) is None:
            segments.append(Span(second.inner_start, second.inner_end))
            end = second.start
    zone = Span(cue.end, end)
    nowhere = Span(cue.start, cue.start)
    return Report("direct", segments, [], cue, zone, nowhere, "postposed quotation")
