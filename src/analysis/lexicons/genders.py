"""The gender that a given name shows, by `given_names.csv`."""

from __future__ import annotations

import functools

from analysis import lexicons
from analysis.text import folded


@functools.cache
def _genders() -> dict[str, str]:
    """Gender by folded given name without spaces."""
    rows = lexicons.rows("given_names")
    return {"".join(folded(form).split()): row["gender"] for row in rows for form in lexicons.forms(row["forms"])}


def gender_of(first: str) -> str:
    """male or female as a folded first name says; "" when the lexicon does not know, or both bear it.

    >>> gender_of("هيلاري"), gender_of("عبدالستار"), gender_of("نور")
    ('female', 'male', '')
    """
    return "male" if first.startswith("عبدال") else _genders().get(first, "")
