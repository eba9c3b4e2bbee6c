"""A codebook's labelled examples: read and checked, learned from, and tested by cross-validation.

The file is a CSV with the columns `text` and `labels`: frames of the codebook separated by `|`, none where no frame is
in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError, SchemaError
from analysis.framing.frames import Codebook, article_frames, evidence, frames, read_codebook
from analysis.framing.learned import Learned, fit, shrunk
from analysis.tables import Tables
from analysis.text import folded

# Cross-validation in so many parts; with fewer examples than twice as many its figures would say nothing.
FOLDS = 5
FEWEST = 2 * FOLDS
# The shares of what was learned that are tried, and how many standard errors of its gain one has to gain (90 % sure).
_SHARES, _ERRORS = (1.0, 0.75, 0.5, 0.25), 1.28
_COLUMNS = ["measure", "f1", "lower", "upper", "codebook", "examples"]


class Examples(NamedTuple):
    """The texts and, texts x frames of the codebook, whether each frame is in each."""

    texts: list[str]
    truth: np.ndarray


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


def taught(book: Codebook, examples: Examples) -> Codebook:
    """The codebook with what it learns from these examples, or as it is where they teach nothing that holds.

    The learned correction is shrunk to the codebook: by cross-validation within the examples that share of it is taken
    whose gain in micro F1, less 1.28 standard errors over the examples, is greatest; none where none gains.
    """
    found = np.array([evidence(text, book) for text in examples.texts])
    share = _share(book, examples, found)
    return book._replace(learned=shrunk(_fitted(book, examples, found), share, book.intercept)) if share else book


def _fitted(book: Codebook, examples: Examples, found: np.ndarray, kept: np.ndarray | None = None) -> Learned:
    kept = np.ones(len(found), dtype=bool) if kept is None else kept
    texts = [text for text, keep in zip(examples.texts, kept, strict=True) if keep]
    return fit(texts, examples.truth[kept], found[kept], book.intercept)


def _share(book: Codebook, examples: Examples, found: np.ndarray) -> float:
    """The share of what is learned that gains most on examples it was not learned from; 0 for the codebook alone."""
    part = _parts(examples.truth)
    sides = {share: np.zeros_like(examples.truth) for share in _SHARES}
    for n in np.unique(part):
        learned, held = _fitted(book, examples, found, part != n), np.flatnonzero(part == n)
        for share, side in sides.items():
            side[held] = _found(
                [examples.texts[k] for k in held], book._replace(learned=shrunk(learned, share, book.intercept))
            )
    alone = _found(examples.texts, book)
    gains = {share: _sure_gain(examples.truth, side, alone) for share, side in sides.items()}
    best = max(_SHARES, key=lambda share: gains[share])
    return best if gains[best] > 0 else 0.0


def _sure_gain(truth: np.ndarray, side: np.ndarray, alone: np.ndarray) -> float:
    """By how much micro F1 is higher than that of the codebook, less the standard error (bootstrap over examples)."""
    drawn = np.random.default_rng(0).integers(0, len(truth), size=(200, len(truth)))
    values = [_f1(truth[d], side[d], macro=False) - _f1(truth[d], alone[d], macro=False) for d in drawn]
    return _f1(truth, side, macro=False) - _f1(truth, alone, macro=False) - _ERRORS * float(np.std(values))


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
    examples (with the frame). Cross-validated in five parts; each has its share of every frame.
    """
    book = read_codebook(str(codebook))
    read = read_examples(examples, book.frames)
    return _figures(read.truth, cross_validated(book, read), _found(read.texts, book), book.frames)


def cross_validated(book: Codebook, examples: Examples) -> np.ndarray:
    """Texts x frames: whether each frame is found in each example by what the examples of the other parts teach."""
    part = _parts(examples.truth)
    found = np.zeros_like(examples.truth)
    for n in range(FOLDS):
        held = np.flatnonzero(part == n)
        others = Examples([t for t, p in zip(examples.texts, part, strict=True) if p != n], examples.truth[part != n])
        found[held] = _found([examples.texts[k] for k in held], taught(book, others))
    return found


def _parts(truth: np.ndarray, seed: int = 0) -> np.ndarray:
    """The part of each example: those with the same rarest frame are dealt out evenly."""
    order = np.random.default_rng(seed).permutation(len(truth))
    size = np.where(truth.any(axis=0), truth.sum(axis=0), len(truth) + 1)
    rarest = np.where(truth, size, len(truth) + 2).argmin(axis=1)
    part = np.empty(len(truth), dtype="int64")
    part[order[np.argsort(rarest[order], kind="stable")]] = np.arange(len(truth)) % FOLDS
    return part


def _found(texts: Sequence[str], book: Codebook) -> np.ndarray:
    return np.array([[frame.present for frame in article_frames(text, book)] for text in texts])


def _figures(truth: np.ndarray, found: np.ndarray, alone: np.ndarray, known: Sequence[str]) -> pd.DataFrame:
    drawn = np.random.default_rng(0).integers(0, len(truth), size=(1000, len(truth)))
    rows = []
    counts = [truth.any(axis=1).sum()] * 2 + list(truth.sum(axis=0))
    for n, measure in enumerate(["micro F1", "macro F1", *known]):
        if not counts[n]:
            continue
        kept = [n - 2] if n > 1 else list(range(len(known)))
        values = [_f1(truth[d][:, kept], found[d][:, kept], macro=n == 1) for d in drawn]
        low, high = np.quantile(values, [0.025, 0.975])
        both = [_f1(truth[:, kept], side[:, kept], macro=n == 1) for side in (found, alone)]
        rows.append((measure, both[0], low, high, both[1], int(counts[n])))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _f1(truth: np.ndarray, found: np.ndarray, *, macro: bool) -> float:
    hit, size = (truth & found).sum(axis=0), truth.sum(axis=0) + found.sum(axis=0)
    if macro:
        return float(np.mean(2 * hit[size > 0] / size[size > 0])) if (size > 0).any() else 0.0
    return float(2 * hit.sum() / size.sum()) if size.sum() else 0.0
