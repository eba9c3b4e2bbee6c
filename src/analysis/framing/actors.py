"""Nouns of people, bodies and weapons, which act, and whether a verb agrees with a noun."""

from __future__ import annotations

import functools

from analysis import lexicons
from analysis.framing.matching import readings
from analysis.framing.phrases import Word, word_set
from analysis.text import folded

_ENDINGS = ("", "ه", "ات", "ين", "ون", "ان", "ا", "تين", "تان")
# Numerals of masculine nouns, and words that take the gender of what follows.
_ANY_GENDER = word_set(
    "ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره مئه مائه عده كافه بقيه غالبيه اغلبيه جلاله فخامه سمو"
)
MASCULINE_PLACES = word_set("عراق لبنان مغرب سودان اردن يمن صومال كونغو بيت كرملين بنتاغون فاتيكان فلبين")
_SOURCES = ("unnamed", "organization", "media")


@functools.cache
def _genders() -> dict[str, str]:
    """The nouns that act and their grammatical gender, empty where it does not show."""
    found: dict[str, str] = {}
    for row in lexicons.read("sources").to_dict("records"):
        if row["kind"] in _SOURCES and " " not in row["stem"]:
            for ending in _ENDINGS:
                found[row["stem"] + ending] = "female" if ending in ("ه", "ات") else ""
    for row in lexicons.read("titles").to_dict("records"):
        for column, gender in (("forms", "male"), ("feminine", "female")):
            found |= {folded(form): gender for form in lexicons.forms(row[column])}
    return found | {row["word"]: row["gender"] for row in lexicons.read("actors").to_dict("records")}


def _known(word: str) -> str | None:
    """The key of a folded word among the nouns that act, None where it is none."""
    table = _genders()
    return next((key for _, keys in readings(word) for key in keys if key in table), None)


def acts(word: Word) -> bool:
    """Whether the word is a noun of people, of a body of people or of a weapon."""
    return _known(word.text) is not None


def is_many(word: Word) -> bool:
    """Whether the word is a noun of people in the dual or a sound plural, so that a verb behind it is no singular."""
    key = _known(word.text)
    return key is not None and word.mention < 0 and not _genders()[key] and word.text.endswith(("ون", "ان", "ين"))


def agrees_with(head: Word, kind: str, *, feminine: bool) -> bool:
    """Whether nothing in a noun, or a name of this type, forbids that it is the agent of a verb of this gender."""
    if head.mention >= 0:
        return kind != "LOC" or feminine or head.text.removeprefix("ال") in MASCULINE_PLACES
    if head.text in _ANY_GENDER:
        return True
    key = _known(head.text)
    gender = _genders()[key] if key is not None else ""
    if gender:
        return (gender == "female") == feminine
    return feminine or not head.text.endswith(("ه", "ات"))
