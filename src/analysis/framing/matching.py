"""Lexicon terms in a text: words, stems and phrases, with their proclitics, in one pass over the words.

A term is one or more words; alternatives are separated by `|`. A word stands for itself with the article, proclitics
and pronoun suffixes; a word that begins with the article asks for it; a word ending in `*` is a stem, so that `*`
alone, not as the first word, is any word. At one place the term of most words counts, and of most letters among
these; the words that it covers belong to it alone: a longer phrase takes a word away from a shorter term, which is
how a lexicon says where a term does not count.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.text import Folded

_WORD = re.compile(r"\w+")
# Conjunction, preposition and article, in the only order in which Arabic joins them; a verb's future س.
_PROCLITICS = re.compile(r"(?P<before>[وف]?(?:س(?=[يتنا])|[بكل])?)(?P<article>(?:(?<!ل)ال|(?<=ل)ل)?)(?=\w{2})")
_SUFFIXES = ("ها", "هم", "هما", "هن", "ه", "نا", "كم", "ي", "ا")
_ARTICLE, _CONJUNCTIONS = "ال", "وف"
# A stem of fewer letters would fit too many words, and so would what is left after a single-letter proclitic.
_SHORTEST = 3
# Words longer than this are no words, and would cost a key a letter.
_LONGEST = 40


class Hit(NamedTuple):
    """A term found: its key in the lexicon and its span in the folded text, proclitics outside."""

    key: str
    start: int
    end: int


class Lookup(NamedTuple):
    """Terms by the first word of each, and what each word met so far can begin: (offset in the word, key, words)."""

    first: dict[str, list[tuple[str, tuple[str, ...]]]]
    met: dict[str, list[tuple[int, str, tuple[str, ...]]]]


def compiled(terms: Iterable[str]) -> Lookup:
    """The lookup of these terms, for `hits`."""
    first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for term in terms:
        for form in term.split("|"):
            words = tuple(form.split())
            if words:
                first.setdefault(words[0], []).append((term, words))
    return Lookup(first, {})


def hits(text: Folded, table: Lookup) -> Iterator[Hit]:
    """Where the terms of a lookup stand, in text order and without overlap; at one place the longest counts."""
    words = list(_WORD.finditer(text.text))
    n = 0
    while n < len(words):
        best, offset, key = (0, 0, 0), 0, ""
        for at, term, parts in _candidates(words[n].group(), table):
            letters = [len(part.rstrip("*")) for part in parts]
            rank = len(parts), letters[0], sum(letters)
            if rank > best and _goes_on(parts, words, n):
                best, offset, key = rank, at, term
        size = best[0]
        if size:
            yield Hit(key, words[n].start() + offset, words[n + size - 1].end())
        n += size or 1


def _candidates(word: str, table: Lookup) -> list[tuple[int, str, tuple[str, ...]]]:
    found = table.met.get(word)
    if found is None:
        found = [
            (offset, term, parts)
            for offset, keys in readings(word)
            for key in keys
            for term, parts in table.first.get(key, ())
        ]
        table.met[word] = found
    return found


@functools.lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The word as it is, and without what may be proclitics: where each begins, and the keys under which it is found.

    >>> [offset for offset, keys in readings("وبالحرب") if "حرب" in keys]
    [4]
    """
    word = word[:_LONGEST]
    found = [(0, _keys(word))]
    for before, article in _cuts(word):
        offset = before + article
        bare = word[offset:]
        # و and ف stand before the shortest words too: وقد، ومن.
        if len(bare) < _SHORTEST - (bool(article) or (offset == 1 and word[0] in _CONJUNCTIONS)):
            continue
        keys = _keys(bare)
        found.append((offset, (*keys, *(_ARTICLE + key for key in keys)) if article else keys))
    return tuple(found)


def _cuts(word: str) -> list[tuple[int, int]]:
    """The lengths of proclitics and article that the word may begin with, the shortest cut first."""
    match = _PROCLITICS.match(word)
    if match is None or not match.end():
        return []
    before, article = len(match["before"]), len(match["article"])
    cuts = {(before, article)}
    if before and article:  # the article may be the word's own first letters
        cuts.add((before, 0))
    if not article and before == 2:  # و and a preposition, or و alone before a word that begins like one
        cuts.add((1, 0))
    return sorted(cuts)


def _keys(form: str) -> tuple[str, ...]:
    """The form, the form without pronoun suffixes, and its stems."""
    keys = [form]
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) - len(suffix) >= _SHORTEST:
            bare = form.removesuffix(suffix)
            keys.append(bare)
            if bare.endswith("ت"):
                keys.append(bare[:-1] + "ه")
    keys += [form[:length] + "*" for length in range(len(form), _SHORTEST - 1, -1)]
    return tuple(keys)


def _goes_on(parts: tuple[str, ...], words: list[re.Match[str]], at: int) -> bool:
    """Whether the further words of a term follow the word at this place."""
    if at + len(parts) > len(words):
        return False
    return all(_fits(part, words[at + n].group()) for n, part in enumerate(parts) if n)


def _fits(part: str, word: str) -> bool:
    """Whether a word is this further word of a term; its stem may be as short as a letter (قد ي*)."""
    if part.endswith("*"):
        return any(keys[0].startswith(part[:-1]) for _, keys in readings(word))
    return any(part in keys for _, keys in readings(word))
