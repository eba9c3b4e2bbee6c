"""Generic frames by codebook: per sentence and per article, each score the sum of what its terms contribute.

The codebook is a CSV of indicator terms (schema FrameEntry); `policy_frames` holds the dimensions of the Policy Frames
Codebook (Boydstun, Card, Gross, Resnik and Smith 2014).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis import lexicons
from analysis.framing.matching import compiled, hits
from analysis.tables import ArticleFrames, Articles, SentenceFrames, Sentences, Watch, per_article
from analysis.text import fold

# Weighted terms per hundred words at which a frame is as likely there as not, and how steep that is.
_HALF, _STEEP = 2.0, 1.0
_PRESENT = 0.5


class ArticleFrame(NamedTuple):
    """A frame of the codebook in one article."""

    frame: str
    score: float
    present: bool
    primary: bool


class SentenceFrame(NamedTuple):
    """A frame found in one sentence, with the spans of its terms."""

    sentence_id: str
    frame: str
    score: float
    evidence: list[dict[str, int]]


class _Codebook(NamedTuple):
    frames: list[str]
    weights: dict[str, dict[str, float]]
    table: Any


@functools.cache
def _codebook(name: str) -> _Codebook:
    rows = lexicons.read("policy_frames", None if name == "policy_frames" else name)
    weights: dict[str, dict[str, float]] = {}
    for frame, term, weight in zip(rows["frame"], rows["term"], rows["weight"], strict=True):
        weights.setdefault(term, {})[frame] = float(weight)
    return _Codebook(sorted(set(rows["frame"])), weights, compiled(weights))


def frames(
    articles: Articles,
    sentences: Sentences,
    *,
    codebook: str | Path = "policy_frames",
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> tuple[ArticleFrames, SentenceFrames]:
    """Every frame of the codebook in every article, and the frames found in every sentence with their evidence.

    `codebook` is the name of ours or the path of a CSV with its columns.
    """
    book = _codebook(str(codebook))
    found_articles = per_article(articles, lambda text: article_frames(text, book), "article_frames", watch=watch)
    found_sentences = per_article(
        articles, lambda text, rows: sentence_frames(text, rows, book), "sentence_frames", sentences, watch=watch
    )
    return ArticleFrames(found_articles), SentenceFrames(found_sentences)


def probability(weight: float, words: int) -> float:
    """The score of a frame whose terms weigh so much in so many words: logistic in the weight per hundred words."""
    rate = 100 * weight / max(words, 60)
    return 1 / (1 + math.exp(-_STEEP * (rate - _HALF))) if weight > 0 else 0.0


def article_frames(text: str, book: _Codebook) -> list[ArticleFrame]:
    """All frames of the codebook in one article; the one of highest score, where there is any, is primary."""
    form = fold(text)
    words = len(form.text.split())
    sums = dict.fromkeys(book.frames, 0.0)
    for hit in hits(form, book.table):
        for frame, weight in book.weights[hit.key].items():
            sums[frame] += weight
    best = max(sums, key=lambda frame: sums[frame])
    return [
        ArticleFrame(
            frame, probability(total, words), probability(total, words) >= _PRESENT, total > 0 and frame == best
        )
        for frame, total in sums.items()
    ]


def sentence_frames(text: str, sentences: Sequence[Any], book: _Codebook) -> Iterator[SentenceFrame]:
    """The frames found in each sentence."""
    form = fold(text)
    spans = [(form.span(hit.start, hit.end), hit) for hit in hits(form, book.table)]
    for row in sentences:
        inside = [(span, hit) for span, hit in spans if row.start <= span.start < row.end]
        words = len(text[row.start : row.end].split())
        for frame in book.frames:
            own = [(span, hit) for span, hit in inside if frame in book.weights[hit.key]]
            if own:
                total = sum(book.weights[hit.key][frame] for _, hit in own)
                evidence = [{"start": span.start, "end": span.end} for span, _ in own]
                yield SentenceFrame(row.sentence_id, frame, probability(total, words), evidence)
