"""Frames by codebook: per sentence and per article, each score the sum of what its terms contribute.

A codebook is a CSV of indicator terms (schema FrameEntry). Ours: `policy_frames`, the dimensions of the Policy Frames
Codebook (Boydstun, Card, Gross, Resnik and Smith 2014); `news_frames`, the five of Semetko and Valkenburg 2000;
`entman_functions`, the four functions of a frame (Entman 1993).
"""

from __future__ import annotations

import collections
import functools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import lexicons
from analysis.framing.matching import Hit, Lookup, compiled, hits
from analysis.tables import ArticleFrames, Articles, SentenceFrames, Sentences, Watch, per_article
from analysis.text import Span, fold

CODEBOOKS = ("policy_frames", "news_frames", "entman_functions")
# Logistic regression of "the frame is there" on its evidence, and the score from which F1 is best: both fitted on 189
# articles annotated apart from the gold (docs/benchmarks/framing.md).
INTERCEPT, SLOPE = -3.7, 12.4
_PRESENT = 0.35
# What the first words say counts twice: they hold the headline and the lead.
_LEAD_WORDS, _LEAD = 40, 2.0
# Evidence is relative to the square root of the length; shorter texts count as this long.
_SHORTEST = 40


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


class Contribution(NamedTuple):
    """What one term at one place adds to the log-odds of a frame."""

    frame: str
    term: str
    start: int
    end: int
    contribution: float


class Codebook(NamedTuple):
    """The frames, the weights of each form by frame, the lookup of the forms."""

    frames: list[str]
    weights: dict[str, dict[str, float]]
    table: Lookup


@functools.cache
def read_codebook(name: str) -> Codebook:
    """The codebook of this name, or of the CSV at this path."""
    rows = lexicons.read(name) if name in CODEBOOKS else lexicons.read("policy_frames", name)
    weights: dict[str, dict[str, float]] = {}
    for frame, term, weight in zip(rows["frame"], rows["term"], rows["weight"], strict=True):
        for form in lexicons.forms(term):
            weights.setdefault(form, {})[frame] = float(weight)
    return Codebook(sorted(set(rows["frame"])), weights, compiled(weights))


def frames(
    articles: Articles,
    sentences: Sentences,
    *,
    codebook: str | Path = "policy_frames",
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> tuple[ArticleFrames, SentenceFrames]:
    """Every frame of the codebook in every article, and the frames found in every sentence with their evidence.

    `codebook` is the name of one of ours or the path of a CSV with its columns. Scores are probabilities calibrated for
    `policy_frames`; those of another codebook rank its frames on the same scale.
    """
    book = read_codebook(str(codebook))
    found_articles = per_article(articles, lambda text: article_frames(text, book), "article_frames", watch=watch)
    found_sentences = per_article(
        articles, lambda text, rows: sentence_frames(text, rows, book), "sentence_frames", sentences, watch=watch
    )
    return ArticleFrames(found_articles), SentenceFrames(found_sentences)


def contributions(articles: Articles, *, codebook: str | Path = "policy_frames") -> pd.DataFrame:
    """What every term adds to every frame: article_id, frame, term, start, end, contribution (log-odds).

    With `INTERCEPT` the contributions of a frame sum to the log-odds of its score in `frames`.
    """
    book = read_codebook(str(codebook))
    rows = [
        (article_id, *found)
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
        for found in article_contributions(text, book)
    ]
    return pd.DataFrame(rows, columns=["article_id", *Contribution._fields])


def probability(log_odds: float) -> float:
    """The score of a frame whose contributions sum to this; one without evidence is not there at all.

    >>> round(probability(3.7), 2), probability(0)
    (0.5, 0.0)
    """
    return 1 / (1 + math.exp(-min(INTERCEPT + log_odds, 700))) if log_odds > 0 else 0.0


def article_contributions(text: str, book: Codebook) -> Iterator[Contribution]:
    """What each term adds to the frames of one article, in text order.

    A term that comes n times counts as the square root of n; the article's length enters by its square root.
    """
    form = fold(text)
    found = list(hits(form, book.table))
    times = collections.Counter(hit.key for hit in found)
    words = form.text.split()
    lead = _lead_end(form.text)
    scale = SLOPE / math.sqrt(max(len(words), _SHORTEST))
    for hit in found:
        each = scale * (_LEAD if hit.start < lead else 1.0) / math.sqrt(times[hit.key])
        start, end = form.span(hit.start, hit.end)
        for frame, weight in book.weights[hit.key].items():
            if weight:
                yield Contribution(frame, hit.key, start, end, weight * each)


def _lead_end(text: str) -> int:
    """Where the first words of a text end."""
    parts = text.split(maxsplit=_LEAD_WORDS)
    return len(text) - len(parts[_LEAD_WORDS]) if len(parts) > _LEAD_WORDS else len(text)


def article_frames(text: str, book: Codebook) -> list[ArticleFrame]:
    """All frames of the codebook in one article; the one of highest score, where there is any, is primary."""
    sums = dict.fromkeys(book.frames, 0.0)
    for found in article_contributions(text, book):
        sums[found.frame] += found.contribution
    best = max(sums, key=lambda frame: sums[frame])
    scores = {frame: probability(total) for frame, total in sums.items()}
    return [
        ArticleFrame(frame, score, score >= _PRESENT, score > 0 and frame == best) for frame, score in scores.items()
    ]


def sentence_frames(text: str, sentences: Sequence[Any], book: Codebook) -> Iterator[SentenceFrame]:
    """The frames found in each sentence, by the terms in it alone."""
    form = fold(text)
    spans = [(form.span(hit.start, hit.end), hit) for hit in hits(form, book.table)]
    at = 0
    for row in sentences:
        while at < len(spans) and spans[at][0].start < row.start:
            at += 1
        inside = []
        while at < len(spans) and spans[at][0].start < row.end:
            inside.append(spans[at])
            at += 1
        yield from _in_sentence(row.sentence_id, inside, len(text[row.start : row.end].split()), book)


def _in_sentence(
    sentence_id: str, inside: list[tuple[Span, Hit]], words: int, book: Codebook
) -> Iterator[SentenceFrame]:
    scale = SLOPE / math.sqrt(max(words, _SHORTEST))
    sums: dict[str, float] = {}
    evidence: dict[str, list[dict[str, int]]] = {}
    for span, hit in inside:
        for frame, weight in book.weights[hit.key].items():
            if weight:
                sums[frame] = sums.get(frame, 0.0) + weight * scale
                evidence.setdefault(frame, []).append({"start": span.start, "end": span.end})
    for frame in sorted(sums):
        if sums[frame] > 0:
            yield SentenceFrame(sentence_id, frame, probability(sums[frame]), evidence[frame])
