"""Whose word it is: for spans of any layer, whether they stand inside a quotation, and whose."""

from __future__ import annotations

import bisect
import itertools

import pandas as pd

from analysis.tables import Quotes


def quoted_by(table: pd.DataFrame, quotes: Quotes) -> pd.DataFrame:
    """For rows with article_id and start: quoted (bool) and speaker (joined names, ? where unknown, empty outside).

    Where quotations stand in each other the one that begins last counts.
    """
    spans: dict[str, list[tuple[int, int, str]]] = {}
    columns = zip(quotes["article_id"], quotes["segments"], quotes["speakers"], strict=True)
    for article_id, segments, speakers in columns:
        name = "، ".join(speakers) or "?"
        spans.setdefault(article_id, []).extend((s["start"], s["end"], name) for s in segments)
    ordered = {article_id: sorted(found) for article_id, found in spans.items()}
    # The furthest end so far tells where no earlier span can hold a place.
    furthest = {key: list(itertools.accumulate((end for _, end, _ in found), max)) for key, found in ordered.items()}
    speakers = [
        _speaker(start, ordered.get(article_id, []), furthest.get(article_id, []))
        for article_id, start in zip(table["article_id"], table["start"], strict=True)
    ]
    return pd.DataFrame(
        {
            "quoted": pd.Series([s != "" for s in speakers], index=table.index, dtype="bool"),
            "speaker": pd.Series(speakers, index=table.index, dtype="str"),
        }
    )


def _speaker(start: int, spans: list[tuple[int, int, str]], furthest: list[int]) -> str:
    n = bisect.bisect_right(spans, start, key=lambda span: span[0]) - 1
    while n >= 0 and furthest[n] > start:
        if spans[n][1] > start:
            return spans[n][2]
        n -= 1
    return ""
