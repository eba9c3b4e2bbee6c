"""Quotation marks of every style met in Arabic news, also reversed, of one glyph, unbalanced or over paragraphs."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.quotes.cues import lemma_of
from analysis.quotes.kinds import is_label

_FAMILIES = ("«»", '“”„‟"″〝〞', "‹›", "‘’'")
_FAMILY = {glyph: n for n, glyphs in enumerate(_FAMILIES) for glyph in glyphs}
_SINGLE = _FAMILY["'"]
OPENING = frozenset('«“”"')  # what a quotation may begin with in folded text
_OPENS, _CLOSES = set("«“„‹‘"), set("»”‹›’″〞")
_MARK = re.compile("[" + re.escape("".join(_FAMILIES)) + "]")
_SENTENCE_END = re.compile(r"[.!؟?…](?=\s)|\n")
_PROCLITIC = re.compile(r"(?:^|\W)(?:[وفبلك]|و?[بلك]?ال|لل)ـ?$")
_BEFORE_OPENING, _AFTER_CLOSING = set("([:،,؛-–—/"), set(")].,،؛:!؟?…-–—/")
# Where the narrator takes the word again though no mark was closed: "…، مضيفا أن …
_NARRATOR = re.compile(r"[،,]\s*(?:مضيف|موضح|مشير|مؤكد|لافت|معتبر|مبين|متابع|قائل)(?:ا|ه|ين)\b")
_RESUMED = re.compile(_NARRATOR.pattern + r"\s(?:ب?[اأ]ن|[اإ]ل[يى]|عل[يى])")
_LAST_WORD = re.compile(r"(\w+)[ :]{0,3}$")
_FEW = 4  # words of a quotation before its narrator
# A colon that introduces a new quotation; behind a pronoun (قال لي:) it is told within the old one.
_INTRODUCED = re.compile(r"(?<!لي)(?<!لنا)(?<!له)(?<!لها)\s?:\s?$")
# A verb at the head of a paragraph with the complementizer of its report.
_FIRST = re.compile(r"\W*(?P<verb>\w{3,})\s[^:.\n]{0,80}?\b[وب]?[اإأ]ن(?:ه|ها|هم)?\s")
_SAID = re.compile(r"\b(?:قائل(?:ا|ه|ين)|قائلًا|قائلة|قال|قالت)$")
_DEEPEST = 20  # nested stretches that are looked through for the opening mark of a closing one
# How many paragraphs a quotation may run over before its opening mark counts as never closed.
_LINES = 8
_FEW_LINES = 4  # that it may go on for, though the first of them begins as the narrator does
_WHO_SAID = re.compile(r"\s?،?\s?(?:هذا ما|كما) (?:صرح|قال|ذكر|اضاف|اعلن|اكد|افاد|اوضح)(?:ت|وا)?\b")
_FAR = 1500  # letters behind a colon within which a quotation of several paragraphs is closed
_EDGE = ' \t\r\n"“”„‟«»‹›'


_PREDICATE = re.compile(
    r"\w{2,}(?<!ا)ت\s(?:في|علي|عن|من|الي|ب|ل|ال)|(?:لا|لم|لن|ليست|قد|كانت|سوف)\s"
)  # الحكومة "فشلت في حماية الناس"
# What bears a name that is fused to it: لـ«النهار», للمجلة «…»
_FUSED = re.compile(r"\b[وف]?[لبك]ـ?$|\bلل\w+ $")
_NAME_WORDS = 4


class Marked(NamedTuple):
    """A stretch in quotation marks: its own span and that of what stands within."""

    start: int
    end: int
    inner_start: int
    inner_end: int


class _Open(NamedTuple):
    at: int
    family: int
    line: int


def marked(text: str) -> list[Marked]:
    """The outermost stretches in quotation marks, in text order, disjoint.

    Which of a pair of glyphs is used says little in machine-translated text (”…”, “…“), so the neighbours of a mark
    decide whether it opens or closes, and its glyph only where they do not. A mark that is never closed, in its
    paragraph or at the end of one of the next, ends with its sentence.
    """
    found: list[Marked] = []
    for start, end, closed in sorted(_pairs(text)):
        if not found or start >= found[-1].end:
            found += _inner(text, start, end, closed=closed)
    return found


def in_marks(at: int, stretches: Sequence[Marked]) -> bool:
    """Whether a place lies within one of the stretches."""
    return any(m.start < at < m.end for m in stretches)


def is_name(text: str, m: Marked) -> bool:
    """Whether a quoted stretch is the name of something: short, and what bears the name stands before it.

    >>> text = "قالت صحيفة «النهار» ذلك"
    >>> is_name(text, Marked(11, 19, 12, 18))
    True
    """
    words = len(text[m.inner_start : m.inner_end].split())
    before = text[max(m.start - 30, 0) : m.start]
    clause = words > 2 and _PREDICATE.match(text, m.inner_start) and before.rstrip()[-1:] == "ه"
    return words <= _NAME_WORDS and not clause and bool(is_label(before) or _FUSED.search(before))


def _pairs(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, closed) of all stretches, nested ones too: a paragraph after the other."""
    ends = sorted(match.start() for end in (_SENTENCE_END, _NARRATOR) for match in end.finditer(text))
    pending: _Open | None = None  # the mark that an earlier paragraph left open
    at = 0
    for line, part in enumerate(text.split("\n")):
        stack: list[_Open] = []
        if pending and _narrated(part) and not _closes_later(text, at, pending):
            yield pending.at, _sentence_end(text, pending.at, ends), False
            pending = None
        for match in _MARK.finditer(text, at, at + len(part)):
            found = _read(text, match, line, stack)
            if found is None and not stack and pending is None and _never_opened(text, at, match):
                yield at, match.end(), True  # أعتقد ذلك" هذا ما صرح به فلان
            if found is None and not stack and pending and _ends(pending, match, line):
                yield pending.at, match.end(), True
                pending = None
            elif found == [] and pending and _INTRODUCED.search(text, max(match.start() - 12, 0), match.start()):
                yield pending.at, _sentence_end(text, pending.at, ends), False  # a new quotation: the old one is over
                pending = None
            for start, end in found or []:
                yield (start, end, True) if end else (start, _sentence_end(text, start, ends), False)
        if stack and pending:
            yield pending.at, _sentence_end(text, pending.at, ends), False
        yield from ((opened.at, _sentence_end(text, opened.at, ends), False) for opened in stack[:-1])
        pending = stack[-1] if stack else pending
        at += len(part) + 1
    if pending:
        yield pending.at, _sentence_end(text, pending.at, ends), False


def _never_opened(text: str, at: int, match: re.Match[str]) -> bool:
    """Whether a mark closes what a paragraph begins with, since who said that follows."""
    words = text[at : match.start()].split()
    return (
        len(words) >= _FEW
        and _WHO_SAID.match(text, match.end()) is not None
        and not _MARK.search(text, at, match.start())
    )


def _closes_later(text: str, at: int, pending: _Open) -> bool:
    """Whether the next mark of its kind, a few lines on, can only close it, and one of them at most is narrated."""
    for match in _MARK.finditer(text, at):
        if _FAMILY[match.group()] != pending.family:
            continue
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        between = text[at : match.start()].split("\n")
        near = len(between) <= _FEW_LINES and sum(map(_narrated, between)) <= 1
        return near and not before.isspace() and (not after or after.isspace() or after in _AFTER_CLOSING)
    return False


def _narrated(paragraph: str) -> bool:
    """Whether a paragraph begins with a reporting verb, and is so no part of what an earlier one quotes."""
    first = _FIRST.match(paragraph)
    return first is not None and lemma_of(first["verb"]) is not None and '"' not in first.group()


def _ends(pending: _Open, match: re.Match[str], line: int) -> bool:
    return _FAMILY[match.group()] == pending.family and line - pending.line <= _LINES


def _read(text: str, match: re.Match[str], line: int, stack: list[_Open]) -> list[tuple[int, int]] | None:
    """(start, end) of the stretches that this mark ends, end 0 for those it leaves open within; None: it closes none.

    A mark that opens goes on the stack.
    """
    at, mark = match.start(), match.group()
    family = _FAMILY[mark]
    deepest = max(len(stack) - _DEEPEST, 0)
    same = next((n for n in range(len(stack) - 1, deepest - 1, -1) if stack[n].family == family), None)
    if _opening(text, at, mark, is_open=same is not None):
        stack.append(_Open(at, family, line))
        return []
    if same is None:
        return None
    found = [(stack[same].at, at + 1), *((opened.at, 0) for opened in stack[same + 1 :])]
    del stack[same:]
    return found


def _opening(text: str, at: int, mark: str, *, is_open: bool) -> bool:
    """Whether the mark opens: by what stands around it, else by its glyph, else when nothing of its kind is open."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    left = not before or before.isspace() or before in _BEFORE_OPENING or _FAMILY.get(before, _SINGLE) != _SINGLE
    right = not after or after.isspace() or after in _AFTER_CLOSING or _FAMILY.get(after, _SINGLE) != _SINGLE
    if not is_open and (not before or before == "\n"):
        return True
    spoken = _SAID.search(text, max(at - 8, 0), at) or (left and (_said(text, at) or _closed_next(text, at, mark)))
    if right and not is_open and spoken:
        return True  # قائلا" نحن هنا, في تصريح " شاهدنا ذلك ",
    if not left and _PROCLITIC.search(text, max(at - 5, 0), at):
        left = True
    if left != right or (mark == "«" and left and not is_open):  # « نحن هنا»
        return left
    if mark in "‘’'":
        return False
    if mark in _OPENS and mark not in _CLOSES and not is_open:
        return not right
    return mark in "«‹“" if mark != '"' and left == right and _FAMILY[mark] != 1 else not is_open and not right


def _closed_next(text: str, at: int, mark: str) -> bool:
    """Whether a mark between spaces opens, as the next of its family in the paragraph closes; behind a colon beyond it.

    It closes where no space stands before it, or a comma or full stop behind it.
    """
    if _FAMILY[mark] == _SINGLE or text[at + 1 : at + 2] != " ":
        return False
    end = text.find("\n", at) if text[max(at - 2, 0) : at].rstrip()[-1:] != ":" else at + _FAR
    following = next((m for m in _MARK.finditer(text, at + 1, end if end >= 0 else len(text))), None)
    if following is None or _FAMILY[following.group()] != _FAMILY[mark]:
        return False
    before, after = text[following.start() - 1 : following.start()], text[following.end() : following.end() + 1]
    return not before.isspace() or after in _AFTER_CLOSING or (not after and bool(before))


def _said(text: str, at: int) -> bool:
    """Whether the word before is a form of a reporting verb: وزاد " اللاعب مستعد"."""
    word = _LAST_WORD.search(text, max(at - 20, 0), at)
    return word is not None and lemma_of(word[1]) is not None


def _sentence_end(text: str, start: int, ends: Sequence[int]) -> int:
    following = bisect.bisect_left(ends, start + 2)
    return ends[following] if following < len(ends) else len(text)


def _inner(text: str, start: int, end: int, *, closed: bool) -> list[Marked]:
    narrator = _RESUMED.search(text, start + 1, end) if closed else None
    if narrator and len(text[start : narrator.start()].split()) >= _FEW:
        end, closed = narrator.start(), False  # a mark that closes too late: "…، مضيفا أن …"
    inner_start, inner_end = start + (text[start] in _FAMILY), end - closed
    while inner_start < inner_end and text[inner_start] in " \t\r\n":
        inner_start += 1
    edge = " \t\r\n" if closed else _EDGE
    while inner_end > inner_start and text[inner_end - 1] in edge:
        inner_end -= 1
    return [Marked(start, end, inner_start, inner_end)] if inner_start < inner_end else []
