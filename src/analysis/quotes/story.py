"""What is known while the speakers of a text are found one after the other: its mentions, the speakers before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis.quotes.names import Names
from analysis.quotes.report import in_headline
from analysis.text import Span

_LOOK_BACK = 60  # speakers: whom a description or a dropped subject may still mean


class Speaker(NamedTuple):
    """Who says a report: the source phrase in the folded text, names, entity ids, type, and whom it is told.

    Where `names` is None the name is `phrase` as written, and `second` another joined to it. `gender` is that of the
    cue, m, f, p or "".
    """

    source: Span | None
    names: list[str] | None
    ids: list[str]
    source_type: str
    addressee: Span | None = None
    phrase: Span | None = None
    gender: str = ""
    second: Span | None = None


class Story(NamedTuple):
    """The folded text, its mentions, the speakers so far, where their reports end, genders by entity id.

    titles: the stems of the titles beside the mention that begins at an offset, kept once they are read; begins: where
    the first sentence begins, behind a dateline.
    """

    text: str
    names: Names
    before: list[Speaker]
    ends: list[int]
    genders: dict[str, str]
    titles: dict[int, frozenset[str]]
    begins: int

    @property
    def since(self) -> int:
        """Where the last report ends, 0 before the first."""
        return self.ends[-1] if self.ends else 0

    def lately(self) -> Iterator[Speaker]:
        """The speakers before, the last first."""
        return reversed(self.before[-_LOOK_BACK:])

    def recent(self, gender: str) -> Iterator[Speaker]:
        """The speakers before who agree with this gender, the last first."""
        return (s for s in self.lately() if (s.names or s.phrase) and agrees(gender, s.gender))

    def last(self, gender: str = "") -> Speaker | None:
        """The last speaker who agrees with this gender."""
        return next(self.recent(gender), None)

    def heads(self, span: Span) -> bool:
        """Whether the span stands in the headline, which names whom the text will name."""
        return in_headline(self.text, span.start)

    def words(self, span: Span) -> list[str]:
        """The words of a span."""
        return self.text[span.start : span.end].split()


def agrees(gender: str, other: str) -> bool:
    """Whether two genders can be of one referent; an unknown one agrees with each.

    >>> agrees("f", "m"), agrees("f", ""), agrees("p", "m")
    (False, True, True)
    """
    return not gender or not other or gender == other or "p" in (gender, other)


def of(mentions: list[Any], source_type: str, source: Span | None = None) -> Speaker:
    """The entities of these mentions as the speaker."""
    return Speaker(source, [m.name for m in mentions], [m.entity_id for m in mentions], source_type)


def as_written(phrase: Span, source_type: str, name: Span | None = None) -> Speaker:
    """The phrase, or the name within it, as written."""
    return Speaker(phrase, None, [], source_type, phrase=name or phrase)
