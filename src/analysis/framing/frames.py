"""Frames by codebook: per sentence and per article, each score the sum of what its terms contribute.

A codebook with labelled examples also learns from them (`framing.examples`).
"""

from __future__ import annotations

import collections
import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.framing import learned, vectors
from analysis.framing.codebook import INTERCEPT, Codebook, read_codebook
from analysis.framing.matching import Hit, hits
from analysis.framing.vectors import Said
from analysis.tables import ArticleFrames, Articles, SentenceFrames, Sentences, Watch, per_article
from analysis.text import Folded, fold, folded

# Logistic regression of "the frame is there" on its evidence (its intercept: `codebook`), and the score from which F1
# is best: both fitted on 189 articles annotated apart from the gold (docs/benchmarks/framing.md).
SLOPE = 12.4
PRESENT = 0.35
# What the first words say counts twice: they hold the headline and the lead.
_LEAD_WORDS, _LEAD = 40, 2.0
# Evidence is relative to the square root of the length; shorter texts, which are headlines, count as this long. In one
# a frame is present with this part of the evidence of the primary one. Both chosen on 150 headlines.
_SHORTEST, _PART = 16, 0.4
# The log-odds of a headline count so much: one word of it is less sure than as much evidence of many words. Temperature
# (Guo, Pleiss, Sun and Weinberger 2017) of the titles of the 189 articles.
_CERTAINTY = 0.54
# Less than this is no evidence that one would show: a learned word adds a little to every frame.
_LEAST = 0.2
_ROUNDING = 1e-9


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


def frames(
    articles: Articles,
    sentences: Sentences,
    *,
    codebook: str | Path | Codebook = "policy_frames",
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> tuple[ArticleFrames, SentenceFrames]:
    """Every frame of the codebook in every article, and the frames found in every sentence with their evidence.

    `codebook` is the name of one of ours, the path of a CSV with its columns, or what `read_taught` gives. Scores are
    probabilities calibrated for `policy_frames` or on the examples; those of another codebook rank its frames on the
    same scale.
    """
    book = _book(codebook)
    said = functools.cache(functools.partial(_said, book=book))  # both tables ask for the vectors of an article
    found_articles = per_article(
        articles, lambda text: article_frames(text, book, said(text)), "article_frames", watch=watch
    )
    found_sentences = per_article(
        articles, lambda text, rows: sentence_frames(text, rows, book, said(text)), "sentence_frames", sentences,
        watch=watch,
    )  # fmt: skip
    return ArticleFrames(found_articles), SentenceFrames(found_sentences)


def _book(codebook: str | Path | Codebook) -> Codebook:
    return codebook if isinstance(codebook, Codebook) else read_codebook(str(codebook))


def contributions(articles: Articles, *, codebook: str | Path | Codebook = "policy_frames") -> pd.DataFrame:
    """What every term adds to every frame: article_id, frame, term, start, end, contribution (log-odds).

    With the frame's intercept (`intercepts`, for a headline its own) they sum to the log-odds of its score in `frames`.
    """
    book = _book(codebook)
    rows = [
        (article_id, *found)
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
        for found in article_contributions(text, book)
    ]
    return pd.DataFrame(rows, columns=["article_id", *Contribution._fields])


def intercepts(codebook: str | Path | Codebook = "policy_frames", *, headline: bool = False) -> dict[str, float]:
    """The log-odds of each frame of an article before anything is found; `headline`: of one of at most 16 words."""
    book = _book(codebook)
    start = _alone(book, _CERTAINTY if headline else 1.0)
    whole = book.learned is None and not headline
    return {frame: value + (book.shifts.get(frame, 0.0) if whole else 0.0) for frame, value in start.items()}


def _alone(book: Codebook, certainty: float = 1.0) -> dict[str, float]:
    """The log-odds of each frame before anything is found in a sentence or headline."""
    each = [certainty * book.intercept] * len(book.frames) if book.learned is None else book.learned.intercepts
    return {frame: float(value) for frame, value in zip(book.frames, each, strict=True)}


def probability(log_odds: float, intercept: float = INTERCEPT) -> float:
    """The score of a frame whose contributions sum to this.

    >>> round(probability(3.7), 2)
    0.5
    """
    return 1 / (1 + math.exp(-max(min(intercept + log_odds, 700), -700)))


def article_contributions(text: str, book: Codebook, said: Said | None = None) -> Iterator[Contribution]:
    """What each term, and with examples each word, adds to the frames of one article.

    A term that comes n times counts as the square root of n; the article's length enters by its square root. `said`
    is what is read of its words where examples taught by vectors; it is read here if it is not given.
    """
    size = certainty(book, headline=is_headline(text))
    yield from (part._replace(contribution=size * part.contribution) for part in _found(text, book, said))


def certainty(book: Codebook, *, headline: bool) -> float:
    """How much the evidence of a text counts: that of a headline less, unless examples say how much."""
    return _CERTAINTY if headline and book.learned is None else 1.0


def _said(text: str, book: Codebook) -> Said | None:
    directions = book.learned and book.learned.directions
    return vectors.read(text, directions) if directions else None


def is_headline(text: str) -> bool:
    """Whether a text is as short as a headline: at most 16 words."""
    return len(text.split()) <= _SHORTEST


def _found(text: str, book: Codebook, said: Said | None = None) -> Iterator[Contribution]:
    """What the terms and words of one article add, as if headlines were as sure as articles."""
    form = fold(text)
    found = list(hits(form, book.table))
    times = collections.Counter(hit.key for hit in found)
    lead = _lead_end(form.text)
    scale = _scale(len(form.text.split()))
    each = [scale * (_LEAD if hit.start < lead else 1.0) / math.sqrt(times[hit.key]) for hit in found]
    return _contributions(text, form, zip(found, each, strict=True), book, said or _said(text, book))


def _scale(words: int) -> float:
    return SLOPE / math.sqrt(max(words, _SHORTEST))


def _contributions(
    text: str, form: Folded, found: Iterable[tuple[Hit, float]], book: Codebook, said: Said | None
) -> Iterator[Contribution]:
    """What these terms, each counting so much, and the words add to the frames, as far as it is anything."""
    for hit, size in found:
        weights = {frame: weight * size for frame, weight in book.weights[hit.key].items()}
        place = form.span(hit.start, hit.end)
        for frame, value in _passed_on(weights, book):
            yield Contribution(frame, hit.key, *place, value)
    if book.learned is not None:
        for place, values in learned.contributions(text, form, book.learned, said):
            word = folded(text[place.start : place.end])
            for frame, value in zip(book.frames, values.tolist(), strict=True):
                yield Contribution(frame, word, *place, value)


def _passed_on(weights: dict[str, float], book: Codebook) -> Iterator[tuple[str, float]]:
    """What evidence for some frames adds to which: to themselves, or as examples taught."""
    if book.learned is None:
        yield from ((frame, value) for frame, value in weights.items() if value)
    elif any(weights.values()):
        counted = np.array([weights.get(frame, 0.0) for frame in book.frames]) @ book.learned.evidence
        yield from zip(book.frames, counted.tolist(), strict=True)


def evidence(text: str, book: Codebook) -> list[float]:
    """What the terms of the codebook alone sum to for each of its frames."""
    return list(_sums(_found(text, book._replace(learned=None)), book).values())


def _sums(found: Iterable[Contribution], book: Codebook) -> dict[str, float]:
    sums = dict.fromkeys(book.frames, 0.0)
    for part in found:
        sums[part.frame] += part.contribution
    return sums


def _scores(sums: dict[str, float], start: dict[str, float], book: Codebook) -> dict[str, float]:
    """The score of each frame from its intercept. By the codebook alone, one without evidence is not there at all."""
    return {
        frame: probability(total, start[frame]) if total > 0 or book.learned is not None else 0.0
        for frame, total in sums.items()
    }


def _lead_end(text: str) -> int:
    """Where the first words of a text end."""
    parts = text.split(maxsplit=_LEAD_WORDS)
    return len(text) - len(parts[_LEAD_WORDS]) if len(parts) > _LEAD_WORDS else len(text)


def article_frames(text: str, book: Codebook, said: Said | None = None) -> list[ArticleFrame]:
    """All frames of the codebook in one article, see `decided`; `said` as for `article_contributions`."""
    return decided(_sums(article_contributions(text, book, said), book), book, headline=is_headline(text))


def decided(sums: dict[str, float], book: Codebook, *, headline: bool) -> list[ArticleFrame]:
    """The frames of a text in which so much speaks for each; the one with the most, where there is any, is primary.

    A frame is present where its score is high enough. In a text of one headline, by the codebook alone, it also needs a
    good part of the evidence of the primary one: a single word is much there. Where every example has a frame, every
    article has one too.
    """
    start = intercepts(book, headline=headline)
    scores = _scores(sums, start, book)
    alone = _alone(book)
    best = max(sums, key=lambda frame: alone[frame] + sums[frame])
    least = _PART * sums[best] if book.learned is None and headline else -math.inf
    present = {frame for frame, score in scores.items() if score >= PRESENT and sums[frame] >= least - _ROUNDING}
    if book.learned is not None and book.learned.every:
        present.add(best)
    return [
        ArticleFrame(frame, score, frame in present, primary=score > 0 and frame == best)
        for frame, score in scores.items()
    ]


def sentence_frames(
    text: str, sentences: Sequence[Any], book: Codebook, said: Said | None = None
) -> Iterator[SentenceFrame]:
    """The frames found in each sentence, by the terms in it alone, and its words as they are read in the article."""
    start, said = _alone(book), said or _said(text, book)
    for row in sentences:
        sentence = text[row.start : row.end]
        form = fold(sentence)
        scale = _scale(len(form.text.split()))
        here = said and vectors.within(said, row.start, row.end)
        parts = list(_contributions(sentence, form, ((hit, scale) for hit in hits(form, book.table)), book, here))
        scores = _scores(_sums(parts, book), start, book)
        places: dict[str, list[dict[str, int]]] = {}
        for part in parts:
            if part.contribution > _LEAST:
                place = {"start": row.start + part.start, "end": row.start + part.end}
                places.setdefault(part.frame, []).append(place)
        yield from (
            SentenceFrame(row.sentence_id, frame, scores[frame], places[frame])
            for frame in sorted(places)
            if scores[frame] > 0
        )
