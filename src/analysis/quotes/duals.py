"""Whom a dual without names means: the two persons, institutions or states named before it (الزعيمان، الشركتان)."""

from __future__ import annotations

import itertools
import re
from typing import Any

from analysis.quotes.kinds import is_body, is_role
from analysis.quotes.names import coordinated
from analysis.quotes.story import Speaker, Story, as_written, of
from analysis.text import Span

_DUAL = re.compile(r"ال\w{2,}(?:ان|ين)")
_PLAIN_DUAL = re.compile(r"ال(?:رئيس|وزير|زعيم|جانب|طرف|رجل|بلد|قائد|مراه?ت|اثن)(?:ان|ين)")
_BOTH = re.compile(r"(?:كلا\w{0,3}|الثنائي)$")
_STATES = re.compile(r"ال(?:بلد|دولت|حكومت|عاصمت|جانب|طرف)(?:ان|ين)")
_ONLY_STATES = re.compile(r"ال(?:بلد|دولت|عاصمت)")
_NAME = r"\s?[«“\"]([^«»“”\"\n]{2,40})[»”\"]"
_BESIDE = 12  # letters before an institution's name in which its noun may stand
_NEAR = 600  # letters


def pair(story: Story, phrase: Span) -> Speaker | None:
    """The two whom a dual means, the last named before it; None where there are none."""
    words = story.words(phrase)
    if _BOTH.match(words[0]):
        return _persons(story, phrase)
    if len(words) > 1 or not (_DUAL.fullmatch(words[0]) and words[0].endswith("ان")):
        return _persons(story, phrase) if _PLAIN_DUAL.match(words[0]) and len(words) == 1 else None
    if _STATES.fullmatch(words[0]):
        named = None if _ONLY_STATES.match(words[0]) else _persons(story, phrase)
        return named or _states(story, phrase)
    if is_body(_singular(words[0])):
        return _institutions(story, phrase, words[0].removeprefix("ال")[:-2], _singular(words[0]))
    return _persons(story, phrase) if is_role(words[0]) or _PLAIN_DUAL.match(words[0]) else None


def _persons(story: Story, phrase: Span) -> Speaker | None:
    two = _last_two([m for m in story.names.before(phrase.start) if m.type == "PER"])
    return of(two, "person", phrase) if two else None


def _last_two(mentions: list[Any]) -> list[Any] | None:
    """The last two different ones in text order."""
    two: list[Any] = []
    for mention in reversed(mentions):
        if mention.entity_id not in {m.entity_id for m in two}:
            two.insert(0, mention)
        if len(two) == 2:
            return two
    return None


def _states(story: Story, phrase: Span) -> Speaker | None:
    """The last two places joined by و: بين مصر والسودان."""
    places = [m for m in story.names.before(phrase.start) if m.type == "LOC" and m.start > phrase.start - _NEAR]
    for one, other in reversed(list(itertools.pairwise(places))):
        if one.entity_id != other.entity_id and coordinated(story.text, [one], other):
            return of([one, other], "organization", phrase)
    return None


def _singular(dual: str) -> str:
    """The noun of a dual with the article: الكتلتان is of كتله, البرلمان of no noun."""
    stem = dual.removeprefix("ال")[:-2]
    return f"{stem[:-1]}ه" if stem.endswith("ت") else stem


def _institutions(story: Story, phrase: Span, stem: str, noun: str) -> Speaker | None:
    """Two names in marks behind the noun's own dual (كتلتا «…» و«…»), else the last two institutions with this noun."""
    text = story.text
    marked = list(re.compile(rf"\b\w{{0,2}}{stem}[اي]{_NAME}\sو{_NAME}").finditer(text, 0, phrase.start))
    if marked:
        names = [Span(*marked[-1].span(n)) for n in (1, 2)]
        ids = [m.entity_id for name in names for m in story.names.between(*name)]
        return as_written(phrase, "organization", names[0])._replace(second=names[1], ids=ids)
    nouns = {form + noun for form in ("", "ال", "ل", "لل", "و", "وال", "ب", "بال", "مع")} | {f"{stem}ا", f"{stem}ي"}
    bodies = [m for m in story.names.before(phrase.start) if m.type == "ORG"]
    two = _last_two([m for m in bodies if nouns & set(text[max(m.start - _BESIDE, 0) : m.end].split())])
    near = {m.entity_id: m for m in bodies if m.start > phrase.start - _NEAR}
    two = two or (_last_two(list(near.values())) if len(near) == 2 else None)
    return of(two, "organization", phrase) if two else None
