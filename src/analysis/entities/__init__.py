"""Who is named: recognition of named entities, one name per referent, and their statistics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from analysis.entities.attributes import attributes
from analysis.entities.canonical import canonical, explain, merges, read_names
from analysis.entities.clitics import with_morphology
from analysis.entities.countries import country_name
from analysis.entities.people import people, roles
from analysis.entities.prominence import cooccurrence, occurrences, prominence
from analysis.entities.recognise import recognise, recogniser
from analysis.entities.spread import by_outlet, timeline
from analysis.tables import Articles, Mentions, Watch, per_article

if TYPE_CHECKING:
    from analysis.entities.recognise import Recogniser

__all__ = [
    "attributes",
    "by_outlet",
    "canonical",
    "cooccurrence",
    "country_name",
    "explain",
    "find",
    "merges",
    "occurrences",
    "people",
    "prominence",
    "read_names",
    "recognise",
    "roles",
    "timeline",
    "with_morphology",
]


class _Row(NamedTuple):
    mention_id: str
    start: int
    end: int
    text: str
    type: str
    score: float
    entity_id: str = ""


def find(
    articles: Articles,
    *,
    backend: str | Recogniser = "embedded",
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> Mentions:
    """The named mentions of each article; `canonical` gives them their entity_id.

    Raises BackendError when there is no such backend; one that fails on an article costs that article's mentions.
    """
    run = recogniser(backend) if isinstance(backend, str) else backend

    def mentions(text: str) -> Iterator[_Row]:
        for start, end, type_, score in recognise([text], run)[0]:
            yield _Row(f"m{start}-{end}", start, end, text[start:end], type_, score)

    return Mentions(per_article(articles, mentions, "mentions", watch=watch))
