"""Scores of quotations against gold: content, speaker, kind, source type and cue.

Contents are matched one to one by intersection over union of their non-space characters, outer marks and punctuation
trimmed; a pair counts at overlap 0.5 and at 0.9. Speakers are right when the sets of names are the same after folding
spelling, a name form contained in the other counting as the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from analysis.evaluate.gold import GoldArticle, GoldQuote
from analysis.tables import Quotes, rows_by_article
from analysis.text import folded

_PUNCTUATION = set(" \t\r\n.,،؛;:!؟?…\"'“”„«»‹›()[]-–—")
_SERVANT = re.compile(r"\bعبد(?=ال\w)")
_MATCH, _CLOSE = 0.5, 0.9


class Counts(NamedTuple):
    """What one article adds to the sums; all are numbers of quotations."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    close: int = 0
    speaker: int = 0
    kind: int = 0
    source_type: int = 0
    cue: int = 0
    direct_gold: int = 0
    direct_matched: int = 0


def right_rows(gold: GoldArticle, found: Sequence[Any]) -> list[bool]:
    """Of each found quotation, whether the gold has its content (at overlap 0.5) and its speakers."""
    pairs = {f: gold.quotes[g] for g, f, _ in _matched(gold, found)}
    return [n in pairs and same_speakers(pairs[n].speakers, row.speakers) for n, row in enumerate(found)]


def _matched(article: GoldArticle, found: Sequence[Any]) -> list[tuple[int, int, float]]:
    """The pairs of `match` between the article's quotations and rows of the quotes table."""
    truth = [characters(article.text, quote.segments) for quote in article.quotes]
    said = [characters(article.text, [(s["start"], s["end"]) for s in row.segments]) for row in found]
    return match(truth, said)


def score(gold: Sequence[GoldArticle], quotes: Quotes, *, times: int = 1000, seed: int = 0) -> pd.DataFrame:
    """One row a measure: measure, value, low, high (95 % bootstrap over articles), articles, quotations.

    An article without found quotations counts with all its gold ones as missed.
    """
    by_article = rows_by_article(quotes)
    counts = np.array([article_counts(article, by_article.get(article.article_id, [])) for article in gold])
    drawn = np.random.default_rng(seed).integers(0, len(counts), size=(times, len(counts)))
    samples = [Counts(*row) for row in counts[drawn].sum(axis=1).tolist()]
    total = Counts(*counts.sum(axis=0).tolist())
    rows = []
    for name, measure in MEASURES.items():
        low, high = np.quantile([measure(sample) for sample in samples], [0.025, 0.975])
        rows.append((name, measure(total), low, high, len(gold), total.gold))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "articles", "quotations"])


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(right: float, counts: Counts) -> float:
    return _ratio(2 * right, counts.gold + counts.found)


MEASURES: dict[str, Callable[[Counts], float]] = {
    "precision@0.5": lambda c: _ratio(c.matched, c.found),
    "recall@0.5": lambda c: _ratio(c.matched, c.gold),
    "F1@0.5": lambda c: _f1(c.matched, c),
    "precision@0.9": lambda c: _ratio(c.close, c.found),
    "recall@0.9": lambda c: _ratio(c.close, c.gold),
    "F1@0.9": lambda c: _f1(c.close, c),
    "speaker accuracy": lambda c: _ratio(c.speaker, c.matched),
    "attributed F1": lambda c: _f1(c.speaker, c),
    "direct recall": lambda c: _ratio(c.direct_matched, c.direct_gold),
    "kind accuracy": lambda c: _ratio(c.kind, c.matched),
    "source type accuracy": lambda c: _ratio(c.source_type, c.matched),
    "cue accuracy": lambda c: _ratio(c.cue, c.matched),
}


def article_counts(article: GoldArticle, found: Sequence[Any]) -> Counts:
    """The counts of one article; `found` are rows of the quotes table."""
    pairs = [(article.quotes[g], found[f], overlap) for g, f, overlap in _matched(article, found)]
    direct = [quote for quote in article.quotes if quote.kind == "direct"]
    return Counts(
        gold=len(article.quotes),
        found=len(found),
        matched=len(pairs),
        close=sum(overlap >= _CLOSE for _, _, overlap in pairs),
        speaker=sum(same_speakers(quote.speakers, row.speakers) for quote, row, _ in pairs),
        kind=sum(quote.kind == row.kind for quote, row, _ in pairs),
        source_type=sum(quote.source_type == row.source_type for quote, row, _ in pairs),
        cue=sum(_same_cue(quote, row) for quote, row, _ in pairs),
        direct_gold=len(direct),
        direct_matched=sum(quote.kind == "direct" for quote, _, _ in pairs),
    )


def characters(text: str, segments: Iterable[tuple[int, int]]) -> set[int]:
    """The offsets of the non-space characters of these segments, each trimmed of marks and punctuation."""
    found: set[int] = set()
    for start, end in segments:
        while start < end and text[start] in _PUNCTUATION:
            start += 1  # noqa: PLW2901 -- the segment is being trimmed
        while end > start and text[end - 1] in _PUNCTUATION:
            end -= 1  # noqa: PLW2901
        found.update(i for i in range(start, end) if not text[i].isspace())
    return found


def match(gold: Sequence[set[int]], found: Sequence[set[int]]) -> list[tuple[int, int, float]]:
    """Pairs (gold, found, overlap) of the one-to-one matching with the largest sum of overlaps of 0.5 or more."""
    if not gold or not found:
        return []
    overlaps = np.array([[len(g & f) / max(len(g | f), 1) for f in found] for g in gold])
    rows, columns = linear_sum_assignment(np.where(overlaps >= _MATCH, -overlaps, 0))
    return [
        (int(g), int(f), float(overlaps[g, f])) for g, f in zip(rows, columns, strict=True) if overlaps[g, f] >= _MATCH
    ]


def same_speakers(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Whether each gold name has its own found name that is the same or contains it or is contained in it."""
    if len(gold) != len(found):
        return False
    left = [_name(name) for name in found]
    for name in map(_name, gold):
        same = next((other for other in left if _contained(name, other)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _name(name: str) -> str:
    """A name in one spelling: عبدالفتاح is عبد الفتاح."""
    return f" {_SERVANT.sub('عبد ', folded(name))} "


def _contained(one: str, other: str) -> bool:
    return one in other or other in one


def _same_cue(gold: GoldQuote, row: Any) -> bool:
    if gold.cue is None:
        return bool(pd.isna(row.cue_start))
    return bool(pd.notna(row.cue_start)) and row.cue_start < gold.cue.end and row.cue_end > gold.cue.start
