"""The records that the steps hand on (units of a text, reports, sources), and spans without their edges."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from analysis.quotes.cues import Cue
from analysis.quotes.marks import Marked
from analysis.text import Span

_LINE = re.compile("[^\n]+")
_HEADLINE = 300  # letters
_TRIM = " \N{NO-BREAK SPACE}\t\n\r،,.؛;:-–—"


class Report(NamedTuple):
    """A reported content with its cue: spans in the folded text.

    segments: the content without outer marks; quoted: what stands in marks inside an indirect one; between: where the
    source is looked for behind the cue (with addressee and circumstances); before: where it is looked for in front of
    the cue; rule: the decision that found it.
    """

    kind: str
    segments: list[Span]
    quoted: list[Span]
    cue: Cue | None
    between: Span
    before: Span
    rule: str

    def joined(self, more: Report) -> Report:
        """The report with the content of another behind its own."""
        return self._replace(segments=self.segments + more.segments, quoted=self.quoted + more.quoted)


class Source(NamedTuple):
    """The source phrase, the addressee, and the medium that relays (رويترز in "نقلت رويترز عن فلان")."""

    phrase: Span | None
    addressee: Span | None
    medium: Span | None = None


class Unit(NamedTuple):
    """A sentence, or sentences joined by quotation marks, with its cues, quoted stretches and mentions.

    surnames: the definite last names of the persons of the whole article, which are adjectives too (اليماني).
    """

    span: Span
    cues: list[Cue]
    inside: list[Marked]
    names: list[Any]
    surnames: frozenset[str]


def trimmed(text: str, span: Span) -> Span:
    """The span without white space and punctuation at its edges."""
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Span(start, end)


def lines(text: str, span: Span) -> list[Span]:
    """The lines of a span that have anything in them, trimmed."""
    found = _LINE.finditer(text, span.start, span.end)
    return [part for line in found if (part := trimmed(text, Span(*line.span()))) and part.start < part.end]


def in_headline(text: str, at: int) -> bool:
    """Whether a place stands in the first line, of an article without lines in its first letters."""
    return at < _HEADLINE and text.find("\n", 0, at) < 0


def gap(text: str, start: int, end: int) -> int:
    """How many letters and digits stand between two places."""
    return sum(c.isalnum() for c in text[start:end])
