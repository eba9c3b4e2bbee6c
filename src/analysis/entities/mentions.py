"""The table of mentions: what a recogniser finds in each article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from analysis.entities.recognise import Recogniser, recognise, recogniser
from analysis.tables import Articles, Mentions, Watch, per_article


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
