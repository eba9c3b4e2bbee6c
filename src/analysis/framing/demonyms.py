"""Adjectives of countries, from `lexicons/countries.csv`: with a verbal noun they say who acts (قصف روسي)."""

from __future__ import annotations

import functools
import re

from analysis import lexicons
from analysis.text import folded

_ARTICLE = re.compile(r"^ال")
_ENDINGS = ("", "ه", "ا", "تين", "تان", "ين", "ان", "ات")


@functools.cache
def _adjectives() -> dict[str, str]:
    """Every singular or dual form of such an adjective, folded, without article, and its form in the lexicon."""
    found: dict[str, str] = {}
    for row in lexicons.rows("countries"):
        for demonym in lexicons.forms(row["demonyms"]):
            if demonym.endswith("ي"):
                found |= {folded(demonym) + ending: demonym for ending in _ENDINGS}
    return found


def demonym(word: str) -> str | None:
    """The adjective of a country that a folded word is, with or without article, as the lexicon has it.

    >>> demonym("الاسرائيليه")
    'إسرائيلي'
    """
    return _adjectives().get(_ARTICLE.sub("", word))
