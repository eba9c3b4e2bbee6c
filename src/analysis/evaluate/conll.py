"""Gold annotations in CoNLL form: a word and its tag a line (IOB2), an empty line after each sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError, SchemaError
from analysis.schemas import ENTITY_TYPES
from analysis.tables import Articles, Mentions, frame, rows_by_article

Name = tuple[int, int, str]  # first word, word after the last, type

_TYPES = {"PERS": "PER", "PERSON": "PER", "LOCATION": "LOC", "GPE": "LOC", "ORGANIZATION": "ORG"}


class Sentence(NamedTuple):
    """A sentence of words with its gold names, and where it starts in the text of its file."""

    words: list[str]
    names: list[Name]
    start: int


class WordGold(NamedTuple):
    """One file: its text is its words joined by spaces, a sentence a line."""

    article_id: str
    text: str
    sentences: list[Sentence]


def read_conll(path: str | Path) -> list[WordGold]:
    """A CoNLL file, or all files of a folder by name (.conll, .iob, .bio, .tsv, .txt).

    The last column of a line is the tag. Types are PER, LOC, ORG, MISC, or what others call them (PERS, GPE, MIS0).
    A line that begins with # or -DOCSTART- is no word. Raises InputError when there is no such file, SchemaError,
    naming file and line, for a tag that is none.
    """
    where = Path(path)
    endings = {".conll", ".iob", ".bio", ".tsv", ".txt"}
    paths = [where] if where.is_file() else sorted(p for p in where.glob("*") if p.suffix in endings)
    if not paths:
        raise InputError(f"{path}: no CoNLL file there")
    return [_read_file(file) for file in paths]


def _read_file(path: Path) -> WordGold:
    sentences: list[Sentence] = []
    start = 0
    for words, tags in _blocks(path):
        sentences.append(Sentence(words, names(tags), start))
        start += sum(len(word) + 1 for word in words)
    return WordGold(path.stem, "\n".join(" ".join(sentence.words) for sentence in sentences), sentences)


def _blocks(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), start=1):
        parts = line.split()
        if len(parts) > 1 and not line.startswith(("# ", "-DOCSTART-")):
            words.append(parts[0])
            tags.append(_tag(parts[-1], f"{path}, line {number}"))
        elif words and not line.startswith("#"):
            yield words, tags
            words, tags = [], []
    if words:
        yield words, tags


def _tag(written: str, where: str) -> str:
    edge, _, kind = written.upper().partition("-")
    type_ = "MISC" if kind.startswith("MIS") else _TYPES.get(kind, kind)
    if (edge, kind) == ("O", ""):
        return "O"
    if edge not in ("B", "I") or type_ not in ENTITY_TYPES:
        raise SchemaError(
            f"{where}: the tag {written!r} is none of O, B-TYPE, I-TYPE; types: {', '.join(ENTITY_TYPES)}"
        )
    return f"{edge}-{type_}"


def names(tags: Sequence[str]) -> list[Name]:
    """The names in tags of one sentence, as seqeval's strict mode reads IOB2: each begins with B and has one type.

    >>> names(["B-PER", "I-PER", "O", "I-LOC", "B-ORG", "I-LOC"])
    [(0, 2, 'PER'), (4, 5, 'ORG')]
    """
    found: list[Name] = []
    begin, kind = None, ""
    for at, tag in enumerate([*tags, "O"]):
        if begin is not None and tag != f"I-{kind}":
            found.append((begin, at, kind))
            begin = None
        if tag.startswith("B-"):
            begin, kind = at, tag[2:]
    return found


def articles_of(gold: Sequence[WordGold]) -> Articles:
    """The files as an articles table, to be annotated."""
    rows = [
        {
            "article_id": one.article_id,
            "text": one.text,
            "sha256": hashlib.sha256(one.text.encode()).hexdigest(),
            "source": one.article_id,
        }
        for one in gold
    ]
    return Articles(frame("articles", rows))


def by_sentence(gold: Sequence[WordGold], mentions: Mentions) -> list[tuple[set[Name], set[Name]]]:
    """For each sentence of all files its gold names and the found ones, these as the words that they touch."""
    rows = rows_by_article(mentions)
    pairs = []
    for one in gold:
        found = rows.get(one.article_id, [])
        at = 0
        for sentence in one.sentences:
            starts = [sentence.start]
            for word in sentence.words:
                starts.append(starts[-1] + len(word) + 1)
            while at < len(found) and found[at].end <= starts[0]:
                at += 1
            here: set[Name] = set()
            while at < len(found) and found[at].start < starts[-1]:
                touched = [
                    n
                    for n, word in enumerate(sentence.words)
                    if starts[n] < found[at].end and found[at].start < starts[n] + len(word)
                ]
                here.add((touched[0], touched[-1] + 1, found[at].type))
                at += 1
            pairs.append((set(sentence.names), here))
    return pairs
