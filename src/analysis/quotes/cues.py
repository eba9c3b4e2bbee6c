"""Reporting words and phrases: the forms of every row of `lexicons/reporting.csv`, found in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis import lexicons
from analysis.tables import records
from analysis.text import Folded, folded

_PAST = ("", "ت", "ا", "تا", "وا", "ن", "نا")
_PRESENT_BEFORE, _PRESENT_AFTER = "يتنا", ("", "ان", "ون", "وا")
_PARTICIPLE_AFTER = ("ا", "ه", "ين", "تين", "ات")
_PRONOUNS = ("ه", "ها", "هم", "هما")
_WORD = re.compile(r"\w+")


class Cue(NamedTuple):
    """A reporting word: its span in the folded text without fused و or ف, its lemma, class and kind.

    kind is verb, participle, noun (with a pronoun: قوله) or preposition; `pronoun` says that its speaker is fused;
    `nominal` holds the prepositions under which it takes what is said as a noun phrase.
    """

    start: int
    end: int
    lemma: str
    cue_class: str
    kind: str
    pronoun: bool = False
    nominal: tuple[str, ...] = ()


class _Entry(NamedTuple):
    lemma: str
    cue_class: str
    kind: str
    pronoun: bool = False
    nominal: tuple[str, ...] = ()


def _rows(kind: str) -> Iterator[Any]:
    table = lexicons.read("reporting").rename(columns={"class": "cue_class"})
    return records(table[table["kind"] == kind])


@functools.cache
def _forms() -> dict[str, _Entry]:
    """Every folded one-word form with what it is; the first row that has a form counts."""
    found: dict[str, _Entry] = {}
    for row in _rows("verb"):
        verb = _Entry(row.lemma, row.cue_class, "verb", nominal=tuple(lexicons.forms(row.nominal)))
        past = row.past
        stems = {past, past[:-1] + "ا" if past.endswith("ي") else past}
        for form in (stem + after for stem in stems for after in _PAST):
            found.setdefault(form, verb)
        if row.present:
            for before in _PRESENT_BEFORE:
                for after in _PRESENT_AFTER:
                    found.setdefault(before + row.present + after, verb)
        if row.participle:
            for after in _PARTICIPLE_AFTER:
                found.setdefault(row.participle + after, verb._replace(kind="participle"))
        if row.noun:
            for after in _PRONOUNS:
                found.setdefault(row.noun.removesuffix("ه") + after, verb._replace(kind="noun", pronoun=True))
    return found


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, _Entry]]:
    entries = {row.past: _Entry(row.lemma, row.cue_class, "preposition") for row in _rows("preposition")}
    longest_first = sorted(entries, key=len, reverse=True)
    verbs = "(?:حسبما|وفقما|مثلما|كما) (?:ذكر|ذكرت|قال|قالت|قالوا|افاد|افادت|اعلن|اعلنت|اوضح|اوضحت|اكد|اكدت|اوردت|نقلت)"
    return re.compile(rf"\b(?:{'|'.join(longest_first)}|{verbs})(?:(?<= ل)|\b)"), entries


def cues(text: Folded) -> Iterator[Cue]:
    """The reporting words of a folded text, in order; whether one reports anything is for its context to say."""
    pattern, entries = _phrases()
    taken = 0
    phrases = {m.start(): m for m in pattern.finditer(text.text)}
    for word in _WORD.finditer(text.text):
        if word.start() < taken:
            continue
        phrase = phrases.get(word.start())
        if phrase:
            entry = entries.get(phrase.group()) or _Entry(phrase.group(), "neutral", "preposition")
            pronoun = text.text[phrase.end() : phrase.end() + 1] == "ه"
            yield Cue(phrase.start(), phrase.end(), entry.lemma, entry.cue_class, entry.kind, pronoun)
            taken = phrase.end()
            continue
        found = _look_up(word.group())
        if found:
            entry, before = found
            yield Cue(word.start() + before, word.end(), *entry)
            taken = word.end()


@functools.lru_cache(maxsize=100_000)
def _look_up(word: str) -> tuple[_Entry, int] | None:
    """What the word is and how many letters of proclitics stand before it."""
    forms = _forms()
    for before in ("", "و", "ف", "س", "وس", "فس", "ب", "ال"):
        if word.startswith(before) and word[len(before) :] in forms:
            entry = forms[word[len(before) :]]
            if before != "ب" or entry.kind == "noun":
                return (entry, len(before)) if before != "ال" else None
    return None


def lemma_of(form: str) -> str | None:
    """The lemma of a reporting form, None when it is none.

    >>> lemma_of("وأضافت")
    'أضاف'
    """
    found = _look_up(folded(form))
    return found[0].lemma if found else None
