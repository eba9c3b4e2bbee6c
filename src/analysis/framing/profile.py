"""What the frames of a corpus look like: statistics over the frame tables."""

from __future__ import annotations

import pandas as pd

from analysis.framing.inside import quoted_by
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


def frames_by_voice(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: which frames come in the outlet's own words and which in whose quotations.

    One row a frame and speaker (empty: the outlet): frame, speaker, evidence (number of terms), share (of all evidence
    of this speaker), article_id and start (of the first). The evidence of a sentence counts where each term stands.
    """
    keys = ["article_id", "sentence_id", "frame"]
    long = tables.sentence_frames[[*keys, "evidence"]].explode("evidence").dropna(subset=["evidence"])
    long = long.assign(start=pd.Series([s["start"] for s in long["evidence"]], index=long.index, dtype="int64"))
    long = long.reset_index(drop=True)
    long = long.assign(speaker=quoted_by(long, tables.quotes)["speaker"])
    table = (
        long.groupby(["frame", "speaker"], sort=True)
        .agg(evidence=("start", "size"), article_id=("article_id", "first"), start=("start", "first"))
        .reset_index()
    )
    table["share"] = table["evidence"] / table.groupby("speaker")["evidence"].transform("sum")
    columns = ["frame", "speaker", "evidence", "share", "article_id", "start"]
    return table[columns].sort_values(["evidence", "frame"], ascending=[False, True], kind="stable", ignore_index=True)


def frame_strip(tables: Tables) -> pd.DataFrame:
    """Frame by paragraph: article_id, paragraph (from 1), start, frame, score (the highest of its sentences).

    A paragraph is a line of the article. Frames are in order of their score over all paragraphs, strongest first.
    """
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    found = _placed(tables)
    lines = [text[a].count("\n", 0, start) for a, start in zip(found["article_id"], found["start"], strict=True)]
    found = found.assign(line=pd.Series(lines, index=found.index, dtype="int64"))
    number = found.groupby("article_id")["line"].rank(method="dense").astype("int64")
    table = (
        found.assign(paragraph=number)
        .groupby(["article_id", "paragraph", "frame"], sort=True)
        .agg(start=("start", "min"), score=("score", "max"))
        .reset_index()
    )
    table["weight"] = table.groupby("frame")["score"].transform("sum")
    order = ["article_id", "weight", "frame", "paragraph"]
    table = table.sort_values(order, ascending=[True, False, True, True], kind="stable", ignore_index=True)
    return table[["article_id", "paragraph", "start", "frame", "score"]]
