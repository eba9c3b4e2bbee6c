"""Words in their company: concordance lines and collocations."""

from __future__ import annotations

import collections
import math
import re
from collections.abc import Sequence

import pandas as pd

from analysis.framing.keyness import counted
from analysis.framing.matching import compiled, hits
from analysis.tables import Articles
from analysis.text import fold, folded

_WORD = re.compile(r"[^\W\d_]{2,}")
_SPACE = re.compile(r"\s+")
_LETTER = re.compile("[^\\W\\d_]|[\u0640\u064b-\u0652\u0670]")


def concordance(articles: Articles, term: str, *, context: int = 40) -> pd.DataFrame:
    """The lines in which a term stands, in text order: article_id, start, end, before, word (whole, as written), after.

    `term` is found as in a lexicon: with proclitics and suffixes, in any spelling; `*` ends a stem, `|` separates
    alternatives. `context` is in characters, cut at word ends; line breaks become spaces.
    """
    table = compiled([folded(term)])
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        form = fold(text)
        for hit in hits(form, table):
            start, end = form.span(hit.start, hit.end)
            begin, stop = _whole(text, start, end)
            left = _SPACE.sub(" ", text[max(0, begin - context) : begin])
            right = _SPACE.sub(" ", text[stop : stop + context])
            if begin > context:
                left = left.partition(" ")[2] or left
            if stop + context < len(text):
                right = right.rpartition(" ")[0] or right
            rows.append((article_id, start, end, left, text[begin:stop], right))
    columns = ["article_id", "start", "end", "before", "word", "after"]
    return pd.DataFrame(rows, columns=columns).astype({"start": "int64", "end": "int64"})


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The place widened to whole words: with the letters and their marks on both sides."""
    while start > 0 and _LETTER.match(text[start - 1]):
        start -= 1
    while end < len(text) and _LETTER.match(text[end]):
        end += 1
    return start, end


def collocations(texts: Sequence[str], term: str, *, window: int = 5, least: int = 2) -> pd.DataFrame:
    """The words within `window` words of a term, most strongly bound first: word, count, expected, g2, log_dice.

    A word stands as it is written most often, without article; function words are left out. log_dice: Rychly 2008,
    at most 14 and independent of corpus size; g2: Dunning 1993.
    """
    table = compiled([folded(term)])
    near: collections.Counter[str] = collections.Counter()
    everywhere: collections.Counter[str] = collections.Counter()
    written: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    nodes = 0
    for text in texts:
        form = fold(text)
        words = [(m.start(), m.end(), counted(m.group())) for m in _WORD.finditer(form.text)]
        everywhere.update(key for *_, key in words if key)
        spans = [(hit.start, hit.end) for hit in hits(form, table)]
        nodes += len(spans)
        beside: set[int] = set()
        for start, end in spans:
            inside = [n for n, (a, b, _) in enumerate(words) if a < end and b > start]
            if inside:
                beside.update(range(max(0, inside[0] - window), inside[0]))
                beside.update(range(inside[-1] + 1, min(len(words), inside[-1] + 1 + window)))
        for n in beside:
            _, stop, key = words[n]
            if key:
                near[key] += 1
                written[key][text[slice(*form.span(stop - len(key), stop))]] += 1
    size, taken = sum(everywhere.values()), sum(near.values())
    rows = []
    for word, count in near.items():
        if count >= least:
            expected = everywhere[word] * taken / size
            dice = 14 + math.log2(2 * count / (nodes + everywhere[word]))
            as_written = min(written[word], key=lambda form: (-written[word][form], form))
            rows.append((as_written, count, expected, _g2(count, taken, everywhere[word], size), dice))
    found = pd.DataFrame(rows, columns=["word", "count", "expected", "g2", "log_dice"])
    return found.sort_values(["log_dice", "word"], ascending=[False, True], ignore_index=True)


def _g2(both: float, first: float, second: float, size: float) -> float:
    """Dunning's log-likelihood ratio of a two by two table given by its first cell, margins and size."""
    cells = (both, first - both, second - both, size - first - second + both)
    margins = ((first, second), (first, size - second), (size - first, second), (size - first, size - second))
    return 2 * sum(
        cell * math.log(cell * size / (row * column))
        for cell, (row, column) in zip(cells, margins, strict=True)
        if cell > 0
    )
