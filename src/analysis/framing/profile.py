"""What the frames of a corpus look like: statistics over the frame tables."""

from __future__ import annotations

import pandas as pd

from analysis.tables import Tables


def frame_profile(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: one row a frame that is found at all, highest mean score first.

    Columns frame, score (mean over articles), present and primary (numbers of articles), article_id and start (of the
    sentence where it is strongest).
    """
    profile = (
        tables.article_frames.groupby("frame", sort=True)
        .agg(score=("score", "mean"), present=("present", "sum"), primary=("primary", "sum"))
        .reset_index()
    )
    strongest = _placed(tables).sort_values("score", ascending=False, kind="stable").drop_duplicates("frame")
    profile = profile.merge(strongest[["frame", "article_id", "start"]], on="frame")
    return profile.sort_values(["score", "frame"], ascending=[False, True], ignore_index=True)


def frame_evidence(tables: Tables) -> pd.DataFrame:
    """One row a sentence and frame found in it, in text order: article_id, start, frame, score, terms (as written)."""
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    found = _placed(tables)
    places = zip(found["article_id"], found["evidence"], strict=True)
    terms = [[text[article_id][s["start"] : s["end"]] for s in evidence] for article_id, evidence in places]
    return found.assign(terms=pd.Series(terms, index=found.index, dtype="object"))[
        ["article_id", "start", "frame", "score", "terms"]
    ]


def _placed(tables: Tables) -> pd.DataFrame:
    """The frames of sentences with where their sentence begins."""
    keys = ["article_id", "sentence_id"]
    placed = tables.sentence_frames.merge(tables.sentences, on=keys, how="left")
    return placed.sort_values(["article_id", "start", "frame"], kind="stable", ignore_index=True)
