"""The mentions of one article by place, so that a look beside a report does not walk through all of them."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.quotes.kinds import is_role
from analysis.text import Span, folded

# Who reports from where, before the first sentence: عبدالله البرقاوي- سبق- الرياض:
DATELINE = re.compile(r"(?:^|\n)[^:.،\n]{0,50}[-–—/][^:.،\n]{0,30}:")
_HEAD = 400  # letters in which a dateline is looked for
# A label in marks: لجنة «متابعة قضية فلان»
_LABELLED = re.compile(r"[«“\"][^«»“”\"\n]{2,60}[»”\"]")
_APPOSED = re.compile(r"،\s([^،.\n]{3,60})،\sو")
_LOOK_BACK = 150  # mentions: more than an article of the usual length has


class Names(NamedTuple):
    """Mentions in text order (rows with folded offsets, type, entity_id and name) and their starts."""

    rows: list[Any]
    starts: list[int]

    def between(self, start: int, end: int) -> list[Any]:
        """The mentions that begin in this span."""
        return self.rows[bisect.bisect_left(self.starts, start) : bisect.bisect_left(self.starts, end)]

    def before(self, at: int) -> list[Any]:
        """The last mentions that begin before this place, in text order."""
        end = bisect.bisect_left(self.starts, at)
        return self.rows[max(end - _LOOK_BACK, 0) : end]

    def near(self, at: int) -> list[Any]:
        """The mentions around this place."""
        end = bisect.bisect_left(self.starts, at)
        return self.rows[max(end - _LOOK_BACK, 0) : end + _LOOK_BACK]


@functools.lru_cache(maxsize=10_000)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of the name of an entity."""
    return tuple(folded(name).split())


def dateline(text: str) -> Span:
    """Where the dateline stands at the head of a text, an empty span where there is none."""
    found = DATELINE.search(text, 0, _HEAD)
    return Span(*found.span()) if found else Span(0, 0)


def names_of(text: str, mentions: Sequence[Any]) -> Names:
    """The mentions, those of a second name in brackets under the entity of the first: محمود عباس (أبو مازن).

    The names in a dateline are left out: the reporter is nobody in the story.
    """
    start, end = dateline(text)
    mentions = [m for m in mentions if not start <= m.start < end]
    same: dict[str, tuple[str, str]] = {}
    for one, other in itertools.pairwise(mentions):
        between = text[one.end : other.start].strip() if other.start - one.end < 5 else ""
        if one.type == other.type == "PER" and between == "(" and text[other.end : other.end + 1] == ")":
            same[other.entity_id] = (one.entity_id, one.name)
    rows = [
        m._replace(entity_id=same[m.entity_id][0], name=same[m.entity_id][1]) if m.entity_id in same else m
        for m in mentions
    ]
    return Names(rows, [m.start for m in rows])


def coordinated(text: str, persons: Sequence[Any], other: Any) -> bool:
    """Whether another name stands in coordination: و between it and a name before it, a title allowed."""
    for first in persons:
        if first.end > other.start:
            continue
        link = text[first.end : other.start].strip(" ،")
        apposed = _APPOSED.fullmatch(text, first.end, other.start)  # فلان، وزير العدل، وفلان
        if (
            link == "و"
            or (apposed and is_role(apposed[1]))
            or (link.startswith("و") and 1 <= len(link.split()) <= 4 and is_role(link[1:]))
        ):
            return True
    return False


def unlabelled(text: str, span: Span, persons: Sequence[Any]) -> list[Any]:
    """The persons but for those within a label (لجنة «متابعة قضية فلان»), who do not speak.

    A name that is itself in marks does.
    """
    labels = [match.span() for match in _LABELLED.finditer(text, span.start, span.end)]
    return [
        m for m in persons if not any(a < m.start and m.end < b and b - a - (m.end - m.start) > 6 for a, b in labels)
    ]


def joins(text: str, end: int, start: int) -> bool:
    """Whether only و stands between two names."""
    return text[end:start].strip(" ،") == "و"
