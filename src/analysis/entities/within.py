"""Which mentions of one article are one referent: rules over forms, each with its reason.

Every rule looks for one fuller or earlier form; where two would fit and nothing decides, none is taken, since a false
merge misleads more than a missed one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis import lexicons
from analysis.entities.countries import country_code, demonym_code
from analysis.entities.forms import Form, headline_end
from analysis.entities.heads import HEADS
from analysis.entities.spelling import alike, given_name, skeleton, words

BRACKETS = "name in brackets after it"
_OPENING = re.compile(r"\s*[(\[«\"“]\s*")


class Link(NamedTuple):
    """That mention `at` is the same as mention `to` of the article, and why."""

    at: int
    to: int
    why: str


@functools.cache
def _aliases() -> dict[tuple[str, tuple[str, ...]], str]:
    """The name in the lexicon by type and words of each of its forms."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for row in lexicons.read("aliases").to_dict("records"):
        for form in (row["name"], *lexicons.forms(row["forms"])):
            found[row["type"], words(form)] = row["name"]
    return found


def known_as(form: Form) -> str | None:
    """The key of what a form is known to name: a country, its people, a referent of the lexicon of aliases."""
    if form.fixed:
        return None
    if form.type in ("LOC", "ORG") and (code := country_code(" ".join(form.words))):
        return f"iso:{code}"
    if form.type == "MISC" and (code := demonym_code(" ".join(form.words))):
        return f"people:{code}"
    name = _aliases().get((form.type, form.words))
    return f"alias:{form.type}:{name}" if name else None


def links(text: str, forms: Sequence[Form]) -> Iterator[Link]:
    """At most one link a mention, by the first rule that fits."""
    first: dict[tuple[str, str], int] = {}
    people = _people(forms)
    headline = headline_end(text)
    for at, form in enumerate(forms):
        full = _family_name(at, forms, people)
        if full is not None:
            yield Link(at, full, "short form of the full name in the article")
            continue
        to = first.setdefault((form.type, "".join(form.words)), at)
        if to != at:
            yield Link(at, to, "same form")
        elif not form.fixed:
            yield from _first(at, text, forms, headline)


def _first(at: int, text: str, forms: Sequence[Form], headline: int) -> Iterator[Link]:
    """The link of the first mention of a form, by the first rule that fits."""
    rules: list[tuple[str, Callable[[], int | None]]] = [
        (BRACKETS, lambda: _bracketed(at, text, forms)),
        ("spelling of one name", lambda: _spelling(at, forms)),
        ("shorter form of the full name in the article", lambda: _part(at, forms)),
        ("kind of thing left out", lambda: _headless(at, forms)),
        ("attribute left out", lambda: _unqualified(at, forms, headline)),
    ]
    for why, rule in rules:
        if (to := rule()) is not None:
            yield Link(at, to, why)
            return


def _people(forms: Sequence[Form]) -> dict[str, list[int]]:
    """The full names of persons by the skeletons of their first and last words, in text order."""
    found: dict[str, list[int]] = {}
    for at, form in enumerate(forms):
        if form.type == "PER" and len(form.words) > 1:
            for end in dict.fromkeys((form.skeletons[0], form.skeletons[-1])):
                found.setdefault(end, []).append(at)
    return found


def _family_name(at: int, forms: Sequence[Form], people: Mapping[str, Sequence[int]]) -> int | None:
    """The full name that a person's one-word name stands for: the nearest before it, else the first after it.

    It is the last word of the full name, not after بن or آل; or its first, where one full name only has it.
    """
    if forms[at].type != "PER" or len(forms[at].words) != 1 or forms[at].fixed:
        return None
    word = forms[at].words[0]
    full = [(n, forms[n]) for n in people.get(skeleton(word), [])]
    fits = [n for n, f in full if alike(f.words[-1], word) and not _of_a_house(f, word)]
    if not fits:
        fits = [n for n, f in full if alike(f.words[0], word)]
        if _only(fits, forms) is None:
            return None
    before = [n for n in fits if n < at]
    return before[-1] if before else fits[0] if fits else None


def _of_a_house(full: Form, word: str) -> bool:
    """Whether the last word is a father's or a dynasty's name, by which nobody is called: بن سعود، آل سعود."""
    return full.words[-2] == "ال" or (full.words[-2] == "بن" and given_name(word))


def _only(found: Sequence[int], forms: Sequence[Form]) -> int | None:
    """The first of these mentions when all have the same form."""
    return found[0] if len({forms[n].words for n in found}) == 1 else None


def _bracketed(at: int, text: str, forms: Sequence[Form]) -> int | None:
    """The mention just before one in brackets: its Latin form, its acronym, the byname of a person."""
    if at == 0:
        return None
    before, here = forms[at - 1], forms[at]
    if not _OPENING.fullmatch(text[before.end : here.start]):
        return None
    if known_as(before) and known_as(before) != known_as(here):
        return None  # a part or mission of it: قوة الاتحاد الأفريقي (أميصوم)
    latin = here.name.isascii() and not before.name.isascii()
    if latin and before.type == here.type:
        return at - 1
    if before.type != here.type or len(here.words) > 1 or len(before.words) == 1:
        return None
    byname = here.type == "PER" and here.words[0].startswith(("ابو", "ام"))
    return at - 1 if here.type == "ORG" or byname else None


def _spelling(at: int, forms: Sequence[Form]) -> int | None:
    """The earlier mention of the same words in another spelling."""
    here = forms[at]
    fits = [
        n
        for n, f in enumerate(forms[:at])
        if f.type == here.type != "MISC"  # where adjectives stand, of which ا and ه are two endings
        and len(f.words) == len(here.words)
        and not f.fixed
        and all(map(alike, f.words, here.words))
    ]
    return fits[0] if fits else None


def _part(at: int, forms: Sequence[Form]) -> int | None:
    """The one longer name of a person that has all words of this one in order, the first or the last too."""
    here = forms[at]
    if here.type != "PER" or len(here.words) < 2:
        return None
    fits = [
        n
        for n, f in enumerate(forms)
        if f.type == "PER" and len(f.words) > len(here.words) and _in_order(here.words, f.words)
    ]
    return _only(fits, forms)


def _in_order(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Not so where the part would begin after بن: that is the father (سلمان بن عبد العزيز, of محمد بن سلمان)."""
    first = next((n for n, word in enumerate(whole) if alike(part[0], word)), 0)
    if first > 0 and whole[first - 1] == "بن":
        return False
    left = iter(whole)
    ends = alike(part[-1], whole[-1]) or first == 0
    return ends and all(any(alike(word, other) for other in left) for word in part)


def _headless(at: int, forms: Sequence[Form]) -> int | None:
    """The one name that is this one with its kind before it, or this one without: حركة حماس for حماس."""
    here = forms[at]
    fits = [
        n
        for n, f in enumerate(forms)
        if n != at and f.type == here.type and f.words[0] in HEADS.get(f.type, ()) and f.words[1:] == here.words
    ]
    return _only(fits, forms)


def _unqualified(at: int, forms: Sequence[Form], headline: int) -> int | None:
    """The one name that is this one with attributes, before it but for headlines: مجلس الأمن الدولي for مجلس الأمن."""
    here = forms[at]
    if here.type not in ("ORG", "LOC") or len(here.words) < 2:
        return None
    longer = [n for n, f in enumerate(forms) if f.type == here.type and _with_attributes(here.words, f.words)]
    if any(known_as(forms[n]) != known_as(here) for n in longer if known_as(forms[n]) and known_as(here)):
        return None
    to = _only(longer, forms)
    return to if to is not None and (to < at or here.start < headline) else None


def _with_attributes(short: Sequence[str], long: Sequence[str]) -> bool:
    more = long[len(short) :]
    return 0 < len(more) <= 2 and tuple(long[: len(short)]) == tuple(short) and all(w.startswith("ال") for w in more)
