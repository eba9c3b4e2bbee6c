"""The forms of the predicates of `lexicons/predicates.csv`: verbs of the third person and verbal nouns."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

from analysis import lexicons
from analysis.framing.matching import readings
from analysis.framing.phrases import POSSESSIVES, Word

# Forms that are more often another word: here, peace be upon him, adoption, crossroads, succession, stop, departed,
# postponed, fever, sweet.
_OTHER_WORDS = frozenset(
    ["هنا", "وهنا", "فهنا", "وسلم", "تبني", "وتبني", "تقاطع", "رحل", "رحلت", "اجلت", "واجلت", "حمي"]
)


class Predicate(NamedTuple):
    """A row of the lexicon, its alternatives apart."""

    lemma: str
    polarity: str
    relation: str
    passive: str
    objects: tuple[str, ...]
    prepositions: tuple[str, ...]


@functools.cache
def verb_forms() -> dict[str, list[Predicate]]:
    """The forms of the third person of each verb, with the conjunctions and the future س, and what they mean."""
    found: dict[str, list[Predicate]] = {}
    for row in lexicons.read("predicates").to_dict("records"):
        past, present = row["past"], row["present"]
        weak = past[:-1] if past[-1] in "اي" else past
        pasts = [past, weak + "ت", weak + "وا", weak + "تا"]
        presents = [present, "ت" + present[1:], present + "ون", present + "ان"] if present else []
        for form in (*pasts, *presents):
            for before in ("", "و", "ف", "س", "وس") if form in presents else ("", "و", "ف"):
                if before + form not in _OTHER_WORDS:
                    found.setdefault(before + form, []).append(_predicate(row))
    return found


@functools.cache
def noun_forms() -> dict[str, list[Predicate]]:
    """The verbal nouns, and what they mean."""
    found: dict[str, list[Predicate]] = {}
    for row in lexicons.read("predicates").to_dict("records"):
        for noun in lexicons.forms(row["noun"]):
            if " " not in noun:
                found.setdefault(noun, []).append(_predicate(row))
    return found


def _predicate(row: dict[Any, Any]) -> Predicate:
    return Predicate(
        row["lemma"],
        row["polarity"],
        row["relation"],
        row["passive"],
        tuple(lexicons.forms(row["object"])),
        tuple(lexicons.forms(row["preposition"])),
    )


def nouns(word: Word) -> list[Predicate]:
    """What the word means as a verbal noun, with or without the pronoun of its agent or patient."""
    table = noun_forms()
    for offset, keys in readings(word.text):
        bare = word.text[offset:]
        for key in keys:
            suffix = bare[len(key) :] if not key.endswith("ه") else bare[len(key) - 1 :].removeprefix("ت")
            if key in table and (key == bare or suffix in POSSESSIVES):
                return table[key]
    return []
