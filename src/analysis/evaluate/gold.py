"""Gold annotations: `NAME.txt`, the article as read, beside `NAME.json`, its stand-off annotation by line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import InputError, SchemaError
from analysis.tables import Articles, frame
from analysis.text import Span


class GoldQuote(NamedTuple):
    """A gold quotation; spans are offsets into the article."""

    kind: str
    segments: list[Span]
    quoted: list[Span]
    cue: Span | None
    source: Span | None
    addressee: Span | None
    speakers: list[str]
    source_type: str


class GoldMention(NamedTuple):
    """A gold named mention and the canonical name of its referent."""

    start: int
    end: int
    type: str
    name: str


class GoldArticle(NamedTuple):
    """One annotated article; `mentions` is None where the file has no entities.

    `annotators`: the frames that each annotator gave, where the file keeps them apart.
    """

    article_id: str
    text: str
    quotes: list[GoldQuote]
    frames: list[str]
    primary: str | None
    mentions: list[GoldMention] | None
    annotators: Sequence[Sequence[str]] = ()


def articles_of(gold: Sequence[GoldArticle]) -> Articles:
    """The gold articles as an articles table, to be annotated."""
    rows = [
        {
            "article_id": article.article_id,
            "text": article.text,
            "sha256": hashlib.sha256(article.text.encode()).hexdigest(),
            "source": f"{article.article_id}.txt",
        }
        for article in gold
    ]
    return Articles(frame("articles", rows))


def read_gold(folder: str | Path) -> list[GoldArticle]:
    """All annotated articles of a folder, by name.

    Raises InputError when there is none, SchemaError, naming file and annotation, when a substring is not in its line.
    """
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise InputError(f"{folder}: no gold annotation (NAME.json beside NAME.txt) there")
    return [_read_article(path) for path in paths]


def _read_article(path: Path) -> GoldArticle:
    text = path.with_suffix(".txt").read_bytes().decode("utf-8-sig")
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    lines = _lines(text)

    def span(place: list[Any] | None, nth: int = 0) -> Span | None:
        if place is None:
            return None
        line, part = place
        start, end = lines[line]
        at = start - 1
        for _ in range(nth + 1):
            at = text.find(part, at + 1, end)
            if at < 0:
                raise SchemaError(f"{path}: line {line} does not hold {part!r} (occurrence {nth})")
        return Span(at, at + len(part))

    def spans(places: list[list[Any]]) -> list[Span]:
        return [found for place in places if (found := span(place)) is not None]

    quotes = [
        GoldQuote(
            kind=quote["kind"],
            segments=spans(quote["content"]),
            quoted=spans(quote.get("quoted") or []),
            cue=span(quote.get("cue")),
            source=span(quote.get("source")),
            addressee=span(quote.get("addressee")),
            speakers=list(quote["speaker"]),
            source_type=quote["source_type"],
        )
        for quote in gold["quotes"]
    ]
    mentions = None
    if gold.get("entities"):
        mentions = []
        for entity in gold["entities"]:
            found = span([entity["line"], entity["text"]], entity.get("n", 0))
            assert found is not None
            mentions.append(GoldMention(*found, entity["type"], entity["name"]))
    frames = list(gold.get("frames", []))
    return GoldArticle(path.stem, text, quotes, frames, gold.get("primary"), mentions, gold.get("annotators", ()))


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans
