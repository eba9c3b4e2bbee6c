"""Words that stand before names: titles of persons, by the lexicon, and kinds of organisations and places."""

from __future__ import annotations

import functools

from analysis import lexicons
from analysis.entities.spelling import words
from analysis.text import folded

# First words that say what kind of thing is named, and that the next mention leaves out: حركة حماس، حماس.
HEADS = {
    "ORG": frozenset(
        [
            *("منظمه", "حركه", "تنظيم", "حزب", "جماعه", "مليشيا", "ميليشيا", "فرقه", "شركه", "مؤسسه", "نادي"),
            *("قناه", "وكاله", "صحيفه", "مجله", "شبكه", "موقع"),
        ]
    ),
    "LOC": frozenset(("مدينه", "بلده", "قريه", "دوله", "قاعده")),  # not قناة: قناة السويس is not السويس
}


@functools.cache
def titles() -> dict[str, tuple[str, str]]:
    """Kind and gender by folded title, without article."""
    found: dict[str, tuple[str, str]] = {}
    for row in lexicons.rows("titles"):
        for column, gender in (("forms", "male"), ("feminine", "female")):
            found |= {folded(form): (row["kind"], gender) for form in lexicons.forms(row[column])}
    return found


@functools.cache
def known_types() -> dict[tuple[str, ...], str]:
    """Types of the names in the lexicon of aliases by their words, but for those that are remarked to be others too."""
    found: dict[tuple[str, ...], str] = {}
    for row in lexicons.rows("aliases"):
        if not row["note"] and row["type"] != "PER":
            found |= {words(form): row["type"] for form in (row["name"], *lexicons.forms(row["forms"]))}
    return found
