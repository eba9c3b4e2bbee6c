"""The forms of the reporting verbs of `lexicons/reporting.csv`, with participles and nouns that bear a pronoun."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis import lexicons
from analysis.tables import records

OBJECTS = ("ه", "ها", "هم", "هما", "ني", "نا")
PRESENT = ("ي", "ت", "ن")
_PAST = ("", "ت", "وا", "ا", "تا", "ن")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا")
_PARTICIPLE = ("ا", "ه", "ين", "تين", "ات")
_DUAL = frozenset({"قال", "اكد"})
_TIGHT = 3  # other stems of so few letters take no dual, which would be another word (ردا، نصا)


class Entry(NamedTuple):
    """What a form is; `takes`: what may follow it."""

    lemma: str
    cue_class: str
    kind: str
    takes: frozenset[str]


def rows(kind: str) -> Iterator[Any]:
    """The rows of the lexicon of this kind: verb or preposition."""
    table = lexicons.read("reporting").rename(columns={"class": "cue_class"})
    return records(table[table["kind"] == kind])


def _past(stem: str) -> Iterator[str]:
    yield stem
    if stem.endswith(("ي", "ا")) and len(stem) > 2:
        yield from (stem[:-1] + after for after in ("ت", "وا", "تا"))
        return
    for after in _PAST:
        if after not in ("ا", "تا") or len(stem) > _TIGHT or stem in _DUAL:
            yield stem + after


def _present(stem: str) -> Iterator[str]:
    for before in PRESENT:
        yield before + stem
        weak = stem[:-1] if stem.endswith(("ي", "و")) and len(stem) > 1 else stem
        yield from (before + weak + after for after in ("ون", "وا"))
        if len(stem) > 2:
            yield before + stem + "ان"


def _participles(stem: str) -> Iterator[str]:
    yield from (stem + after for after in _PARTICIPLE)
    if stem.endswith("ي"):  # داعين
        yield f"{stem[:-1]}ين"


@functools.cache
def forms() -> dict[str, Entry]:
    """Every folded one-word form with what it is; the first row that has a form counts."""
    found: dict[str, Entry] = {}
    participles = {form for row in rows("verb") if row.participle for form in _participles(row.participle)}
    for row in rows("verb"):
        verb = Entry(row.lemma, row.cue_class, "verb", frozenset(lexicons.forms(row.takes)))
        finite = [*_past(row.past), *(_present(row.present) if row.present else ())]
        for form in finite:
            if form == row.past or form not in participles:  # مازحا is a participle, no dual
                found.setdefault(form, verb)
        if "addressee" in verb.takes:
            bare = [form.removesuffix("ا") if form.endswith("وا") else form for form in finite]
            bare += [form[:-1] + "ا" for form in bare if form.endswith("ي")]  # سمى with a pronoun is سماه
            for form in (form + after for form in bare for after in OBJECTS):
                found.setdefault(form, verb)
        for form in _participles(row.participle) if row.participle else ():
            found.setdefault(form, verb._replace(kind="participle"))
    for row in rows("verb"):
        if row.noun:
            noun = Entry(row.lemma, row.cue_class, "noun", frozenset(lexicons.forms(row.takes)) - {"addressee"})
            stem = row.noun[:-1] + "ت" if row.noun.endswith("ه") else row.noun
            for after in _PRONOUNS:
                found.setdefault(stem + after, noun)
    return found
