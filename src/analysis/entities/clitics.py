"""Where a name begins in its word, decided by morphological analysis where the user has a database for it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.entities.embedded import past_proclitics
from analysis.entities.recognise import Mention, Recogniser, recogniser
from analysis.morphology import Analyse, Reading, analyser
from analysis.text import surface

_NOMINAL = {"noun", "noun_prop", "adj", "noun_num", "noun_quant", "adj_comp", "adj_num"}
# A name without article, of which a letter is cut, has at least so many: what is left of an unknown name (بوبي، كريتر)
# is too easily another.
_SURE = 5


def with_morphology(backend: str | Recogniser, database: str | Path) -> Recogniser:
    """This recogniser, the proclitics of its mentions decided by this morphological database.

    A word whose readings as a proper name, or with the article, allow only other proclitics than the recogniser found
    is cut as they say: كابل is not ك and ابل, وبروكسل is و and بروكسل. Raises BackendError as `morphology.analyser`
    and `recogniser`.
    """
    run = recogniser(backend) if isinstance(backend, str) else backend
    return functools.partial(_recognise, run, analyser(database))


def _recognise(run: Recogniser, analyse: Analyse, texts: Sequence[str]) -> list[list[Mention]]:
    return [list(_bounded(text, found, analyse)) for text, found in zip(texts, run(texts), strict=True)]


def _bounded(text: str, mentions: Sequence[Mention], analyse: Analyse) -> Iterator[Mention]:
    end = 0
    for mention in mentions:
        word = _word(text, mention, end)
        letters = len(surface(text[word : mention.start]))
        stop = mention.start
        while stop < mention.end and _of_word(text[stop]):
            stop += 1
        right = proclitics(surface(text[word:stop]), analyse(text[word:stop]), letters)
        if right != letters:
            mention = mention._replace(start=word + past_proclitics(text[word:stop], right))  # noqa: PLW2901
        yield mention
        end = mention.end


def proclitics(word: str, readings: Sequence[Reading], letters: int) -> int:
    """How many letters stand before the name in this word: what the recogniser found, unless no reading allows it.

    >>> proclitics("فرنسا", [Reading("فرنسا", "فرنسا", "noun_prop", 0, False, 0.0)], 1)
    0
    """
    names = [r for r in readings if r.proper and _is_stem(word, r)]
    names = names or [r for r in readings if r.article and r.pos in _NOMINAL and len(r.stem) > 2]
    found = names[0].proclitics if names else letters
    if letters in {r.proclitics for r in names} or (
        found > letters and not names[0].article and len(names[0].stem) < _SURE
    ):
        return letters
    return found


def _is_stem(word: str, reading: Reading) -> bool:
    """Whether the word is proclitics, article and the stem as it is written: a name takes no endings."""
    article = ("ل" if word[reading.proclitics - 1 : reading.proclitics] == "ل" else "ال") if reading.article else ""
    return word[reading.proclitics :] == article + reading.stem


def _word(text: str, mention: Mention, least: int) -> int:
    """Where the word begins in which the mention begins."""
    start = mention.start
    while start > least and _of_word(text[start - 1]):
        start -= 1
    return start


def _of_word(c: str) -> bool:
    return c.isalpha() or not surface(c)
