"""Quotation marks of every style met in Arabic news, also reversed, of one glyph, unbalanced or over paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

_FAMILIES = ("«»", '“”„‟"', "‹›")
_MARK = re.compile("[" + re.escape("".join(_FAMILIES)) + "]|\n")
_OPENING_BEFORE = re.compile(r"(?:^|[\s(\[:،,؛\-–—]|(?<!\w)[وفبلك]|ال)$")


class Marked(NamedTuple):
    """A stretch in quotation marks: its own span and that of what stands between the marks."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def marked(text: str) -> list[Marked]:
    """The outermost stretches in quotation marks, in text order, disjoint.

    Which of a pair of glyphs is used says nothing in machine-translated text (”…”, “…“): a mark opens when nothing of
    its family is open. One that is never closed ends with its paragraph.
    """
    found: list[Marked] = []
    start, family, depth = -1, "", 0
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if mark == "\n":
            if start >= 0:
                found += _closed(text, start, at, at)
            start, depth = -1, 0
        elif start < 0:
            if _opens(text, at, mark):
                start, family, depth = at, next(f for f in _FAMILIES if mark in f), 1
        elif mark in family:
            depth += 1 if mark == "«" or (mark == '"' and _nests(text, at)) else -1
            if depth <= 0:
                found += _closed(text, start, at, at + 1)
                start, depth = -1, 0
    if start >= 0:
        found += _closed(text, start, len(text), len(text))
    return found


def _opens(text: str, at: int, mark: str) -> bool:
    if at + 1 >= len(text) or text[at + 1] in "\n.،":
        return False
    return mark in "«“„‹" or _OPENING_BEFORE.search(text[max(at - 3, 0) : at]) is not None


def _nests(text: str, at: int) -> bool:
    """Whether a straight mark inside a quotation opens another: space before it and a letter after it."""
    return at > 0 and text[at - 1] == " " and at + 1 < len(text) and text[at + 1].isalnum() and '"' in text[at + 1 :]


def _closed(text: str, start: int, inner_end: int, end: int) -> list[Marked]:
    inner_start = start + 1
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return [Marked(start, end, inner_start, inner_end)] if inner_start < inner_end else []
