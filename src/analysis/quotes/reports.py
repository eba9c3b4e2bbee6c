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
from analysis.quotes.clauses import FIRM, LINK, has_verb, is_relayed, nested, of_the_teller, opens_clause, told_within
from analysis.quotes.cues import Cue, cues, lemma_of
from analysis.quotes.headlines import headlines, scripted
from analysis.quotes.marks import Marked, in_marks, marked
from analysis.quotes.names import dateline
from analysis.quotes.places import THAT, Place, place
from analysis.quotes.report import Report, Unit
from analysis.quotes.segments import content
from analysis.quotes.uncued import go_on, uncued
from analysis.text import Folded, Span, sentences

_COMMA = re.compile("[،؛]")
_LAST_WORD = re.compile(r"\w+\s+$")
_MEANWHILE = re.compile(r"\W*[وف](?:بينما|فيما|في حين|في الوقت الذي)\s(?:كانت?\s|قد\s)*")  # and then a main clause
_RELAYED = re.compile(r"[،؛]?\s(?:و|كما\s)?(?:ت|ي)?نقل(?:ت|وا)?\s(?:\w+\s){0,3}?عن\s[^.:؛]*$")
_WITHIN_TOO = frozenset({"وصف", "اتهم"})  # that report in a relative clause too: الذي اتهم المملكة بدعم الإرهاب
_WITHIN = re.compile(r"\b(?:في|ضمن|خلال|عبر|عقب|بعد)\s$")  # في تصريحه
_SUBJECT_LETTERS = 70
# The clause of another speaker, with its subject and an apposition: …، لكن عمدة البلدة، فلانة، ذكرت أن …
_OTHER_CLAUSE = re.compile(r"[،؛]\s*(?=(?:و?لكن|و?فيما|و?بينما|و?في حين|غير ان|الا ان)\s)")
_SUBJECT_WORDS = 10
_CHANTED = frozenset({"ردد", "هتف", "صرخ", "صاح"})  # behind the mark the narrator tells how: «ارحل» لأكثر من ساعة
_GOES_ON = 4  # words in marks that go on with a quotation though no comma stands before them


def reports(text: Folded, names: Sequence[Any], raw: str) -> list[Report]:
    """All reported contents of a folded text, in text order; `names` are mentions with folded offsets.

    `raw` is the text as written, see `cues`.
    """
    form = text.text
    start, end = dateline(form)  # سبق- متابعة: reports nothing
    told = [cue for cue in cues(text, raw) if not start <= cue.start < end]
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
    titles = headlines(form, units[0], found[0], names) if units else []
    if titles:
        found[0] = [*titles, *(r for r in found[0] if r.cue and r.cue.start > titles[-1].segments[-1].end)]
        if again := _repeated(form, units):  # the title as the first line of the text
            found[again] = found[again] or headlines(form, units[again], [], names)
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
    persons = [text.text[m.start : m.end].split() for m in names if m.type == "PER"]
    surnames = frozenset(words[-1] for words in persons if len(words) > 1 and words[-1].startswith("ال"))

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
        yield Unit(span, own, inside, here, surnames)


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
        sibling = next((c for c, _ in active[n + 1 :] if not nested(text, unit, c)), None)
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
        if nested(text, unit, cue) or _MEANWHILE.fullmatch(text, unit.span.start, cue.start - len(cue.before)):
            limit = _first_comma(text, found.start, limit, inside)
        chant = next((m for m in inside if m.start == found.start), None) if cue.lemma in _CHANTED else None
        limit = chant.end if chant else limit
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
    if found.rule not in FIRM:
        return False
    if cue.kind == "noun":
        return _WITHIN.search(text, max(cue.start - 8, unit.span.start), cue.start - len(cue.before)) is not None
    return nested(text, unit, cue) and "،" in text[max(found.start - 10, cue.end) : found.start]


def _active(text: str, unit: Unit, placed: Sequence[tuple[Cue, Place]]) -> list[tuple[Cue, Place]]:
    """The placed cues that report for themselves: a cue that is a word of what another reports does not."""
    active: list[tuple[Cue, Place]] = []
    for cue, found in placed:
        if active and active[-1][1].rule != "postposed quotation":
            there = active[-1][1]
            teller = active[-1][0]
            if told_within(text, unit, cue, found, there) or of_the_teller(text, teller, there, cue, unit.names):
                continue
            if cue.kind == "noun" and there.start >= cue.start - 1:
                continue  # عبر عن رفضه تبرير ذلك: the noun opens what the verb reports
            if found.rule in FIRM and is_relayed(text, teller, there, cue, found, unit.names):
                active.pop()
            elif nested(text, unit, cue):
                if found.rule not in FIRM and cue.lemma not in _WITHIN_TOO:
                    continue
            elif not opens_clause(text, unit, cue, found, there):
                continue
        active.append((cue, found))
    return active


def _before(text: str, start: int, cue: Cue) -> int:
    """Where content that begins at `start` ends before this cue: before its proclitics, links and subject."""
    at = cue.start - len(cue.before)
    if cue.lemma == "قال" and cue.kind in {
        "participle",
        "noun",
    }:  # واستطردت قائلة، مضيفة قولها: both are the next one's
        relayed = _RELAYED.search(text, max(start, at - 90), at)
        if relayed:
            return relayed.start()  # …، ونقلت عن علماء قولهم إن
        verb = _LAST_WORD.search(text, max(start, at - 30), at)
        at = verb.start() if verb and lemma_of(verb.group().strip()) else at
    while True:
        link = LINK.search(text, max(start, at - 30), at)
        if link is None:
            break
        at = link.start()
    other = list(_OTHER_CLAUSE.finditer(text, start, at))
    subject = text[other[-1].end() : at].split()[1:] if other else []
    if other and cue.kind == "verb" and len(subject) <= _SUBJECT_WORDS and not has_verb(subject[:2]):
        return other[-1].start()
    comma = max(text.rfind("،", start, at), text.rfind("؛", start, at), text.rfind(". ", start, at))
    own = text[comma + 1 : at].lstrip()
    near = comma > 0 and len(text[comma:at].split()) <= 7 and (not own.startswith("و") or own.startswith("وفي "))
    return comma if near and cue.kind == "verb" else at


def _first_comma(text: str, start: int, end: int, inside: Sequence[Marked]) -> int:
    """Where a relative clause ends at the latest."""
    commas = (m.start() for m in _COMMA.finditer(text, start + 1, end))
    return next((at for at in commas if not in_marks(at, inside)), end)


def _postposed(text: str, cue: Cue, inside: Sequence[Marked], start: int, limit: int) -> Report:
    """ "…"، قال فلان, and what goes on behind it: "…"، قال فلان، "…"."""
    first = next(m for m in inside if m.start == start)
    segments = [Span(first.inner_start, first.inner_end)]
    second = next((m for m in inside if m.start >= cue.end), None)
    end = limit
    if second and second.start < limit and len(text[cue.end : second.start].split()) <= 9:
        link = text[cue.end : second.start].rstrip()
        long = len(text[second.inner_start : second.inner_end].split()) >= _GOES_ON
        if (link.endswith(("،", ":", ",")) or long) and THAT.search(text, cue.end, second.start) is None:
            segments.append(Span(second.inner_start, second.inner_end))
            end = second.start
    zone = Span(cue.end, end)
    nowhere = Span(cue.start, cue.start)
    return Report("direct", segments, [], cue, zone, nowhere, "postposed quotation")
