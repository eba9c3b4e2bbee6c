"""Lexicon terms in a text: whole words and stems, with their proclitics, in one pass over the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from analysis.text import Folded

_WORD = re.compile(r"\w+")
_PROCLITICS = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل|[بكلس])|[وف])(?=\w{2})")
_SUFFIXES = ("", "ها", "هم", "هما", "ه", "نا", "كم", "ي", "ا")
# A stem of fewer letters would fit too many words.
_SHORTEST_STEM = 3


class Hit(NamedTuple):
    """A term found: its key in the lexicon and its span in the folded text, proclitics outside."""

    key: str
    start: int
    end: int


def compiled(terms: Iterable[str]) -> Mapping[str, list[tuple[str, list[str]]]]:
    """Terms by the first word or stem of each, for `hits`: a word is itself, or a stem when it ends in *."""
    table: dict[str, list[tuple[str, list[str]]]] = {}
    for term in terms:
        words = term.split()
        table.setdefault(words[0], []).append((term, words))
    return table


def hits(text: Folded, table: Mapping[str, list[tuple[str, list[str]]]]) -> Iterator[Hit]:
    """Where the terms of a compiled table stand, in text order; at one place the longest term counts."""
    words = list(_WORD.finditer(text.text))
    for n, word in enumerate(words):
        for start, form in _readings(word.group()):
            found = [(term, w) for key in _keys(form) for term, w in table.get(key, []) if _goes_on(w, words, n)]
            if found:
                term, parts = max(found, key=lambda pair: len(pair[1]))
                yield Hit(term, word.start() + start, words[n + len(parts) - 1].end())
                break


def _readings(word: str) -> Iterator[tuple[int, str]]:
    """The word as it is, and without what may be proclitics, each with where it begins."""
    yield 0, word
    match = _PROCLITICS.match(word)
    if match:
        yield match.end(), word[match.end() :]


def _keys(form: str) -> Iterator[str]:
    yield form
    for suffix in _SUFFIXES[1:]:
        if form.endswith(suffix) and len(form) - len(suffix) >= _SHORTEST_STEM:
            bare = form.removesuffix(suffix)
            yield bare
            if bare.endswith("ت"):
                yield bare[:-1] + "ه"
    for length in range(len(form), _SHORTEST_STEM - 1, -1):
        yield form[:length] + "*"


def _goes_on(parts: list[str], words: list[re.Match[str]], at: int) -> bool:
    """Whether the further words of a term follow the word at this place."""
    if at + len(parts) > len(words):
        return False
    return all(
        any(part in _keys(form) for _, form in _readings(words[at + n].group())) for n, part in enumerate(parts) if n
    )
