"""Verbal nouns (masdars): those of `lexicons/verbal_nouns.csv`, and others by their measure."""

from __future__ import annotations

import functools
import re

from analysis import lexicons

# Verbal nouns by their measure, where they are not listed: تفعيل، افتعال، مفاعلة، استفعال, with a pronoun.
_MEASURE = re.compile(
    r"(?!ال)(?:ت\w{2,3}ي\w(?:ه|ها|هم|هما)?|ا\w{2,4}ا\w(?:ه|ها|هم|هما)?|م\w{1,2}ا\w\wه|است\w{2}ا\w(?:ه|ها|هم)?)"
)
_PRONOUN = re.compile(r"(?:ه|ها|هم|هما|هن|نا|ي)$")
_CLAUSES = frozenset({"اي", "ان"})  # a clause stands for the noun: دعا إلى أن
# Prepositions and broken plurals of the same measure.
_NO_MASDAR = frozenset([
    "امام", "اثناء", "ايام", "ازاء", "اعضاء", "ابناء", "انحاء", "اعوام", "ارقام", "افراد", "اسعار", "اخبار",
    "اثار", "اهداف", "احداث",
])  # fmt: skip


@functools.cache
def _verbal_nouns() -> frozenset[str]:
    return frozenset(lexicons.read("verbal_nouns")["noun"])


@functools.lru_cache(maxsize=20_000)
def is_masdar(word: str) -> bool:
    """Whether a folded word is a verbal noun without the article, a pronoun at its end allowed: اطلاق، رفضها.

    >>> is_masdar("رفضها"), is_masdar("الوزير")
    (True, False)
    """
    stem = _PRONOUN.sub("", word)
    listed = {
        word,
        stem,
        f"{stem[:-1]}ه" if stem.endswith("ت") else stem,
        f"{stem[:-1]}ي" if stem.endswith("ا") else stem,
    }
    return (
        word in _CLAUSES
        or not listed.isdisjoint(_verbal_nouns())
        or (word not in _NO_MASDAR and _MEASURE.fullmatch(word) is not None)
    )
