"""A codebook's labelled examples: read and checked, and how well they teach it (`taught`).

The file is a CSV with the columns `text` and `labels`: frames of the codebook separated by `|`, none where no frame is
in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import InputError, SchemaError
from analysis.framing.codebook import Codebook, read_codebook
from analysis.framing.frames import frames
from analysis.framing.taught import FEWEST, Examples, cross_validated, f1, present, read_texts, source, taught
from analysis.tables import Tables
from analysis.text import folded

_COLUMNS = ["measure", "f1", "lower", "upper", "codebook", "examples"]


def read_examples(path: str | Path, known: Sequence[str]) -> Examples:
    """The labelled examples in this file for a codebook with these frames.

    Raises InputError where there is no such file or it is no CSV, SchemaError, naming file and line, for a missing
    column, an empty or repeated text, a label that is no frame, and for too few examples.
    """
    rows = labelled(path, known)
    seen: dict[str, int] = {}
    truth = np.array([[frame in labels for frame in known] for _, labels in rows], dtype=bool)
    for n, (text, _) in enumerate(rows, start=1):
        words = " ".join(folded(text).split())
        if words in seen:
            raise SchemaError(f"{path}, example {n}: the same text as example {seen[words]}")
        seen[words] = n
    if len(rows) < FEWEST:
        raise SchemaError(f"{path}: {len(rows)} examples are too few; at least {FEWEST} are needed")
    if truth.all(axis=0).sum() + (~truth).all(axis=0).sum() == len(known):
        raise SchemaError(f"{path}: every example has the same labels: nothing can be learned from them")
    return Examples([text for text, _ in rows], truth)


def labelled(path: str | Path, known: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Each text of this CSV of the columns text and labels, and its labels in the order in which they stand.

    Raises as `read_examples` does for a file that cannot be read, an empty text and a label that is not known.
    """
    table = _table(Path(path))
    rows = []
    for n, (text, cell) in enumerate(zip(table["text"], table["labels"], strict=True), start=1):
        where = f"{path}, example {n}"
        if not folded(text).strip():
            raise SchemaError(f"{where}: its text is empty")
        labels = [label.strip() for label in cell.split("|") if label.strip()]
        for label in labels:
            if label not in known:
                raise SchemaError(f"{where}: {label!r} is no frame of the codebook; there are: {', '.join(known)}")
        rows.append((text, labels))
    return rows


def _table(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(f"{path}: no such file of examples")
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError(f"{path}: not a CSV in UTF-8: {error}") from error
    missing = [column for column in ("text", "labels") if column not in table]
    if missing:
        there = ", ".join(str(column)[:40] for column in table.columns[:5])
        raise SchemaError(f"{path}: no column {' and '.join(missing)}; it has: {there}")
    return table


def read_taught(codebook: str | Path, examples: str | Path | None) -> Codebook:
    """The codebook of this name or path, with what it learns from these examples where there are any."""
    book = read_codebook(str(codebook))
    return taught(book, read_examples(examples, book.frames)) if examples else book


def framed(tables: Tables, *, codebook: str = "", examples: str = "") -> Tables:
    """The tables with the frames of this codebook (ours by name, or a CSV), taught by these labelled examples (a CSV).

    Where neither is given the frames stay as they are; with examples alone the codebook is `policy_frames`.
    """
    if not (codebook or examples):
        return tables
    book = read_taught(codebook or "policy_frames", examples or None)
    article_frames, sentence_frames = frames(tables.articles, tables.sentences, codebook=book)
    return tables._replace(article_frames=article_frames, sentence_frames=sentence_frames)


def example_figures(*, codebook: str | Path = "policy_frames", examples: str | Path) -> pd.DataFrame:
    """How well frames are found with these examples, each judged by what the others teach.

    One row a measure (micro F1, macro F1 over the frames that occur, F1 of each frame with an example): measure, f1,
    lower, upper (95 % bootstrap over examples), codebook (the F1 that it reaches on the same texts without them),
    examples (with the frame), source (what all examples together teach from: "nothing", "words", "words and encoder").
    Cross-validated in five parts; each has its share of every frame, and makes its own choice of what to learn from.
    """
    book = read_codebook(str(codebook))
    given = read_examples(examples, book.frames)
    alone = present(book, read_texts(book, given.texts))
    figures = _figures(given.truth, cross_validated(book, given), alone, book.frames)
    return figures.assign(source=source(taught(book, given)))


def _figures(truth: np.ndarray, found: np.ndarray, alone: np.ndarray, known: Sequence[str]) -> pd.DataFrame:
    drawn = np.random.default_rng(0).integers(0, len(truth), size=(1000, len(truth)))
    rows = []
    counts = [truth.any(axis=1).sum()] * 2 + list(truth.sum(axis=0))
    for n, measure in enumerate(["micro F1", "macro F1", *known]):
        if not counts[n]:
            continue
        kept = [n - 2] if n > 1 else list(range(len(known)))
        values = [f1(truth[d][:, kept], found[d][:, kept], macro=n == 1) for d in drawn]
        low, high = np.quantile(values, [0.025, 0.975])
        both = [f1(truth[:, kept], side[:, kept], macro=n == 1) for side in (found, alone)]
        rows.append((measure, both[0], low, high, both[1], int(counts[n])))
    return pd.DataFrame(rows, columns=_COLUMNS)
