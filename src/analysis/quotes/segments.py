"""What is said, from the span in which it stands: its segments, what is quoted in them, its kind and its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.quotes.cues import is_reporting
from analysis.quotes.marks import Marked, in_marks, is_name
from analysis.quotes.report import Report, gap, lines, trimmed
from analysis.text import Span

_AND_THAT = re.compile(r"[،.؛]?\s*\bو(?:ب|من )?ان(?:ه|ها|هم|هما|ني|نا)?\s+(?!ي)")
# Where the narrator takes the word again behind a comma.
_CUTS = re.compile(
    r"[،؛]\s*(?=(?:وذلك (?:خلال|في |اثناء|علي هامش|وفق|بحسب|ردا|تعليقا|عقب|اثر|حسب|امس|اليوم|يوم|بعد)|"
    r"وقد\s|وهو ما (?P<told>\w+)|فيما\s|عندها|حينها|فضلا عن ذلك|و?لكن يبدو|ف?ي ?ما يبدو|من دون ان|دون ان|"
    r"في اشاره|و?وفقا?|و?بحسب|و?حسب|"
    r"حسبما|وفقما|كما (?:ياتي|تاتي|يذكر|تجدر)|نقلا عن|في وقت|ردا علي|تعليقا علي|جاء ذلك|علي حد(?! سواء)|معرب\w|معبر\w|"
    r"(?:بينما|فيما|في حين) (?:رفض|امتنع|تعذر)|و?لم (?:[يت]رد |يتسن|[يت]علق)|"
    r"في (?:خطوه|مشهد|بادره|سابقه|موقف)\s|علي هامش|متوجه\w|بعد ان كان|بعدما\s|"
    r"مستند[اه]\s|اخذ[اه] علي|سائل[اه] (?:الله|المولي)|مستغرب[اه]\s|بدون ان|"
    r"مختتم[اه]\s|متمني\w{1,2}\s|مستشهد[اه]\s|مستدل[اه]\s|مستعرض[اه]\s|متطرق[اه]\s|معدد[اه]\s|مهنئ\w?\s|متسائل\w{1,2}\s|"
    r"في الوقت الذي|الي ذلك|و?ياتي (?:ذلك|هذا)|و?تاتي (?:هذه|تلك)|مقدم[اه] |سرعان ما|"
    r"في (?:تصريح|مقابله|بيان|مؤتمر|حديث|تغريده|منشور|حوار|كلمه)|"
    r"خلال (?:مؤتمر|لقاء|مقابله|كلمه|تصريح|حديث|استقبال|جلسه|اجتماع|مشارك))\w*)|"
    r"\s(?=(?:(?:بحسب ما|وفق ما|حسبما|وفقا لما|كما) (?P<said>\w+)|علي حد\s(?!سواء)|في اشاره منه|"
    r"(?:ب?حسب|وفق) (?:تعبير|قول|وصف|تصريح|راي)|"
    r"(?:وفقا ل|نقلا عن |ب?حسب |وفق )ل?(?:ال)?"
    r"(?:دراس|تقرير|بيان|مصدر|مصادر|تصريح|صحيف|وكال|موقع|قنا[هت]|مجل[هت]|شبك)))|\s-\s(?=(?:بحسب|وفق|حسب))|"
    r"\s(?=(?:اثناء|خلال) (?:حديث|كلمت|خطاب|مداخلت|تصريحات)(?:ه|ها|هم)\s)|"
    r"[،\s]\s?(?=(?:من )?دون (?:الاشاره|ذكر|تحديد|الكشف|اعطاء|تقديم|توضيح|الخوض|التطرق|الافصاح)\s)|"
    r"[،؛]\s*(?=وه[يو] (?:مدينه|بلده|قريه|منطقه|محافظه|اقليم|ميناء|جزيره|ولايه|عاصمه|حي)\s)|"
    r"\s(?=(?:في ما|فيما) (?:وصف|اعتبر|سما|اسما)(?:ه|ها|ته|تها)\s)|"
    r"[،؛]\s*(?=و\w{3,} في (?:هذا|ذات|نفس) (?:السياق|الاطار|الصدد|الشان)\s)|"
    r"\s(?=وذلك (?:في|خلال) (?:رد|تصريح|حوار|مداخل|كلم|بيان|مؤتمر|لقاء))|"
    # What the speaker did not tell is the narrator's.
    r"[،\s]\s*(?=و?(?:لكن|غير ان|الا ان)(?:ه|ها|هم) (?:لم|لا) "
    r"[يت](?:حدد|ذكر|وضح|كشف|قدم|عط|شر|فصح|تطرق|علق|سم|دل|خض))"
)
# What goes on behind a reported noun with a verb or a particle of its own: أعرب عن ثقته، ولا يمكنه …
_VERBAL = re.compile(
    r"[،؛]\s*(?=(?:و(?:الذي|التي|الذين|لا|لم|لن|قد|سوف|كان|كانت|هو|هي|هم|يبدو|ياتي|تاتي|"
    r"من غير|من ال(?:مرجح|متوقع|مقرر|منتظر))|فان|مما|خلفا|"
    r"كما|حيث|اذ|الا ان|غير ان|لكن\w{0,3}|في حين|بينما|الامر الذي)\s)"
    r"|\s(?=حيث ان\s)"
)
_SECOND = re.compile(r"\sو(?:ال\w{3,}|\w{2,}(?:ه|ها|هم))\s(?=(?P<verb>ي\w{3,})\s)")
_DEPENDENT = re.compile(r"\b(?:الذي|التي|الذين|ان\w{0,2}|ما|من)\s")
# An attribution in the midst of a clause, which goes on behind it: معدل التضخم، حسب المندوبية، بلغ …
_INSERTED = re.compile(
    r"[،؛]\s*و?(?:وفقا?|بحسب|حسب|حسبما|نقلا عن)\s[^،.\n]{3,60}،\s(?!و|م\w+ا\s|لكن|فيما|بينما|كما)(?:\S+\s+){2}\S"
)
# The rules by which a noun is what is said.
_NOMINAL = {"participle+object", *(f"verb+{word}" for word in ("object", "الي", "علي", "من", "عن", "في", "ب", "ل"))}
# A quoted stretch of so many words at the head of a clause is itself what is said, whatever the narrator adds.
_LONG = 6
_LINK = 7  # letters between two quoted stretches of one utterance: و، وأنه، كما أنه
_THAT_FIRST = re.compile(r"[\s:]*\b[وبف]?ان(?:ه|ها|هم|هما|ني|نا)?\s")


def content(text: str, span: Span, inside: Sequence[Marked], rule: str) -> Report | None:
    """The content in this span: direct when it stands wholly in marks, mixed when a part does, else indirect."""
    colon = rule in {"verb+colon", "direct after cue"}
    that = (
        _THAT_FIRST.match(text, span.start, span.end) if colon or rule in {"headline", "preposed attribution"} else None
    )
    if that:
        span = Span(that.end(), span.end)
    start = trimmed(text, span).start
    first = next((m for m in inside if start <= m.start <= start + 1 and m.end > start), None)
    if rule == "verb+colon" and first is None and (said := _AS_SAID.search(text, start, span.end)):
        span = Span(start, said.start())
    span = Span(start, span.end if rule == "verb+colon" else _end(text, Span(start, span.end), inside))
    if rule in _NOMINAL:
        found = (*_VERBAL.finditer(text, *span), *_second_clauses(text, span))
        cuts = (m.start() for m in sorted(found, key=re.Match.start) if not in_marks(m.start(), inside))
        span = Span(start, next(cuts, span.end))
    nowhere = Span(start, start)
    if first and _alone(text, span, first, rule):
        return Report("direct", list(_direct(text, span, first, inside)), [], None, nowhere, nowhere, rule)
    span = trimmed(text, span)
    marks = [m for m in inside if m.start >= span.start and m.start < span.end]
    segments = [s for s in _segments(text, span, marks) if s.start < s.end]
    quoted = [Span(m.inner_start, m.inner_end) for m in marks if not _label(text, m)]
    if not segments:
        return None
    if quoted and all(any(s == q for q in quoted) for s in segments):
        return Report("direct", segments, [], None, nowhere, nowhere, rule)
    return Report("mixed" if quoted else "indirect", segments, quoted, None, nowhere, nowhere, rule)


def _second_clauses(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Where a second clause with its own subject begins in a headline: ترفض هذه المزاعم ومحاموه يرفعون دعوى."""
    for match in _SECOND.finditer(text, *span):
        verb = match["verb"]
        if (verb.endswith("ون") or is_reporting(verb)) and not _DEPENDENT.search(text, span.start, match.start()):
            yield match


_AS_SAID = re.compile(r"[،؛]\s(?=(?:حسبما|وفق ما|وفقا لما|بحسب ما)\s(?:ذكر|نقل|اورد|افاد|قال|نشر)\w{0,3}\s)")
_DESCRIBED = re.compile(r"(?:وصف|يصف|تصف)\w{0,3}\sب(?:ان\w{0,3}\s)?ـ?\s?$")


def _label(text: str, m: Marked) -> bool:
    """Whether a stretch in marks is the name of something or a word of a foreign script, and nobody's utterance."""
    inner = text[m.inner_start : m.inner_end]
    if _DESCRIBED.search(text, max(m.start - 16, 0), m.start):
        return False  # ما وصفه بـ«التقدم التاريخي»
    return is_name(text, m) or (inner.isascii() and len(inner.split()) < 4)


def _alone(text: str, span: Span, first: Marked, rule: str) -> bool:
    """Whether what is said is the quoted stretch at its head alone."""
    words = len(text[first.inner_start : first.inner_end].split())
    tail = text[first.end : span.end]
    if gap(text, first.end, span.end) == 0 or (rule == "verb+colon" and (words > 3 or tail[:1] in "،.؛")):
        return True
    if rule == "verb+عن" and tail.lstrip()[:1] in set("،.؛-–"):
        return True  # تحدث محللون عن «رمية تشو»، على اسم …
    if rule == "direct after cue":
        return words > 3 or tail[:1] in "،.؛!؟"
    return words >= _LONG and (tail[:1] in "،.؛" or (rule != "verb+complementizer" and words >= 2 * len(tail.split())))


def _direct(text: str, span: Span, first: Marked, inside: Sequence[Marked]) -> Iterator[Span]:
    """The quoted stretch, a segment a line, and those that follow it with nothing or a link between."""
    last = first.start
    for m in inside:
        if m.start < first.start or m.start >= span.end:
            continue
        if m is not first and gap(text, last, m.start) > _LINK:
            return
        inner = Span(m.inner_start, m.inner_end)
        parts = lines(text, inner)
        yield from parts if text.find("\n", *inner) >= 0 else [inner][: len(parts)]
        last = m.end


def _end(text: str, span: Span, inside: Sequence[Marked]) -> int:
    """Where the narrator takes the word again, else the end of the span."""
    for match in _CUTS.finditer(text, span.start + 1, span.end):
        if in_marks(match.start(), inside) or len(text[span.start : match.start()].split()) < 2:
            continue
        word = match["said"] or match["told"]
        if word and not is_reporting(word):
            continue  # بحسب ما تقتضيه المصلحة، وهو ما يعوق تقدمهم
        if not _INSERTED.match(text, match.start(), span.end):
            return match.start()
    return span.end


def _segments(text: str, span: Span, marks: Sequence[Marked]) -> Iterator[Span]:
    """The clauses of "إن … وإن …"; one a line."""
    at = span.start
    for match in [*_AND_THAT.finditer(text, span.start, span.end), None]:
        if match and in_marks(match.start(), marks):
            continue
        end = match.start() if match else span.end
        yield from (_stripped(line, marks) for line in lines(text, Span(at, max(end, at))))
        at = match.end() if match else end


def _stripped(span: Span, marks: Sequence[Marked]) -> Span:
    """A segment without the marks around it: whole when it is all quoted, else its last mark alone."""
    for m in marks:
        if m.start == span.start and m.end == span.end:
            return Span(m.inner_start, m.inner_end)
        if m.end == span.end and m.start > span.start:
            return Span(span.start, m.inner_end)
    return span
