"""Which mentions of one article are one referent: rules over forms, each with its reason.

Every rule looks for one fuller or earlier form; where two would fit and nothing decides, none is taken, since a false
merge misleads more than a missed one.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis import lexicons
from analysis.entities.countries import country_code, demonym_code
from analysis.entities.forms import Form, headline_end
from analysis.entities.heads import HEADS
from analysis.entities.spelling import alike, all_alike, given_name, native, skeleton, words

_SIBILANTS = str.maketrans("سز", "زس")
_LETTERS = 5  # of a name that may be misspelt
_CONSONANTS = 3  # of a short name that may be written with a long vowel more
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
    for row in lexicons.rows("aliases"):
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


class _Index(NamedTuple):
    """The first mention of each form, by what the rules look for: none looks at all mentions for each.

    words: persons by the skeleton of each word;  spellings: by type and skeletons, where spellings vary
    headed: by type and the words after the kind of thing;  qualified: by type and the words before their attributes
    nearly: full names of persons by what is left of their last word without one letter, and by the word
    """

    words: dict[str, list[int]]
    spellings: dict[tuple[str, tuple[str, ...]], list[int]]
    headed: dict[tuple[str, tuple[str, ...]], list[int]]
    qualified: dict[tuple[str, tuple[str, ...]], list[int]]
    nearly: dict[str, list[int]]


def _indexed(forms: Sequence[Form]) -> _Index:
    index = _Index({}, {}, {}, {}, {})
    for n in {(form.type, form.words, form.fixed): n for n, form in reversed(list(enumerate(forms)))}.values():
        form = forms[n]
        for word in dict.fromkeys(form.skeletons) if form.type == "PER" else ():
            index.words.setdefault(word, []).append(n)
        if form.type == "PER" and len(form.words) > 1 and not native(form.words[-1]):
            for word in _shortened(form.words[-1]):
                index.nearly.setdefault(word, []).append(n)
        if form.type != "MISC" and not form.fixed:  # where adjectives stand, of which ا and ه are two endings
            index.spellings.setdefault((form.type, form.skeletons), []).append(n)
        if form.words[0] in HEADS.get(form.type, ()):
            index.headed.setdefault((form.type, form.words[1:]), []).append(n)
        for length in range(max(len(form.words) - 2, 1), len(form.words)):
            if all(word.startswith("ال") for word in form.words[length:]):
                index.qualified.setdefault((form.type, form.words[:length]), []).append(n)
    for found in itertools.chain.from_iterable(part.values() for part in index):
        found.sort()
    return index


def _people(forms: Sequence[Form]) -> dict[str, list[int]]:
    """The full names of persons by the skeletons of their first and last words, in text order."""
    found: dict[str, list[int]] = {}
    for at, form in enumerate(forms):
        if form.type == "PER" and len(form.words) > 1:
            for end in dict.fromkeys((form.skeletons[0], form.skeletons[-1])):
                found.setdefault(end, []).append(at)
    return found


def links(text: str, forms: Sequence[Form]) -> Iterator[Link]:
    """At most one link a mention, by the first rule that fits."""
    first: dict[tuple[str, str], int] = {}
    index, people = _indexed(forms), _people(forms)
    full_names: dict[str, list[int]] = {}
    headline = headline_end(text)
    meant: dict[str, int] = {}
    for at, form in enumerate(forms):
        if form.type == "PER" and len(form.words) == 1 and not form.fixed:
            word = form.words[0]
            if word not in full_names:
                full_names[word] = _full_names(word, forms, people)
            if full_names[word]:
                meant[word] = _meant(at, full_names[word], forms, meant.get(word))
                yield Link(at, meant[word], "short form of the full name in the article")
                continue
        to = first.setdefault((form.type, "".join(form.words)), at)
        if to != at:
            yield Link(at, to, "same form")
        elif not form.fixed:
            yield from _first(at, text, forms, index, headline)


def _first(at: int, text: str, forms: Sequence[Form], index: _Index, headline: int) -> Iterator[Link]:
    """The link of the first mention of a form, by the first rule that fits."""
    rules: list[tuple[str, Callable[[], int | None]]] = [
        (BRACKETS, lambda: _bracketed(at, text, forms)),
        ("spelling of one name", lambda: _spelling(at, forms, index)),
        ("shorter form of the full name in the article", lambda: _part(at, forms, index)),
        ("kind of thing left out", lambda: _headless(at, forms, index)),
        ("misspelt short form", lambda: _misspelt(at, forms, index)),
        ("attribute left out", lambda: _unqualified(at, forms, index, headline)),
    ]
    for why, rule in rules:
        if (to := rule()) is not None:
            yield Link(at, to, why)
            return


def _full_names(word: str, forms: Sequence[Form], people: Mapping[str, Sequence[int]]) -> list[int]:
    """The mentions of the full names that a person's one-word name may stand for, in text order.

    It is the last word of the full name, not after بن or آل; or its first, where one full name only has it.
    """
    full = [(n, forms[n]) for n in people.get(skeleton(word), [])]
    fits = [n for n, f in full if alike(f.words[-1], word) and not _of_a_house(f, word)]
    if not fits:
        fits = [n for n, f in full if alike(f.words[0], word)]
        if _only(fits, forms) is None:
            return []
    return fits


def _nearest(at: int, found: Sequence[int]) -> int:
    """The last of these numbers before `at`, else the first."""
    return found[max(bisect.bisect_left(found, at) - 1, 0)]


def _meant(at: int, found: Sequence[int], forms: Sequence[Form], before: int | None) -> int:
    """Which of these full names a short one stands for: of two namesakes whom it meant before, else the first named.

    A name that begins with an adjective (اليساري كوربين) is hardly a second person.
    """
    nearest = _nearest(at, found)
    if forms[nearest].words == forms[found[0]].words:
        return nearest
    if before is not None:
        return before
    return next((n for n in found if not forms[n].words[0].startswith("ال")), nearest)


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


def _spelling(at: int, forms: Sequence[Form], index: _Index) -> int | None:
    """The earlier mention of the same words in another spelling."""
    here = forms[at]
    same = index.spellings.get((here.type, here.skeletons), [])
    return next((n for n in same if n < at and all_alike(forms[n].words, here.words)), None)


def _part(at: int, forms: Sequence[Form], index: _Index) -> int | None:
    """The one longer name of a person that has all words of this one in order, the first or the last too."""
    here = forms[at]
    if here.type != "PER" or len(here.words) < 2:
        return None
    fewest = min((index.words.get(word, []) for word in here.skeletons), key=len)
    fits = [n for n in fewest if len(forms[n].words) > len(here.words) and _in_order(here.words, forms[n].words)]
    return _only(fits, forms)


def _in_order(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Not so where the part would begin after بن: that is the father (سلمان بن عبد العزيز, of محمد بن سلمان)."""
    first = next((n for n, word in enumerate(whole) if alike(part[0], word)), 0)
    if first > 0 and whole[first - 1] == "بن":
        return False
    left = iter(whole)
    ends = alike(part[-1], whole[-1]) or first == 0
    return ends and all(any(alike(word, other) for other in left) for word in part)


def _misspelt(at: int, forms: Sequence[Form], index: _Index) -> int | None:
    """The one full name of a person whose last word differs in one letter: نوجرو for سوتوبو بورو نوجروو."""
    here = forms[at]
    if here.type != "PER" or len(here.words) > 1 or native(here.words[0]):
        return None
    word = here.words[0]
    near = sorted({n for part in _shortened(word) for n in index.nearly.get(part, ())})
    if len(word) >= _LETTERS:
        return _only([n for n in near if _one_letter(word, forms[n].words[-1])], forms)
    # س and ز are one sound to translators (ريس, ريز); else a long vowel may be more or less (وارن, وارين).
    sibilant = _only([n for n in near if forms[n].words[-1] == word.translate(_SIBILANTS)], forms)
    vowel = _only([n for n in near if alike(word, forms[n].words[-1], _CONSONANTS)], forms)
    return vowel if sibilant is None else sibilant


def _shortened(word: str) -> set[str]:
    """The word, and it without each of its letters: words that differ in one letter have one of these in common."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _one_letter(one: str, other: str) -> bool:
    """Whether one letter is missing, wrong, or changed places with its neighbour."""
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _headless(at: int, forms: Sequence[Form], index: _Index) -> int | None:
    """The one name that is this one with its kind before it, or this one without: حركة حماس for حماس."""
    here = forms[at]
    return _only([n for n in index.headed.get((here.type, here.words), []) if n != at], forms)


def _unqualified(at: int, forms: Sequence[Form], index: _Index, headline: int) -> int | None:
    """The one name that is this one with attributes, before it but for headlines: مجلس الأمن الدولي for مجلس الأمن."""
    here = forms[at]
    if here.type not in ("ORG", "LOC") or len(here.words) < 2:
        return None
    longer = index.qualified.get((here.type, here.words), [])
    if any(known_as(forms[n]) != known_as(here) for n in longer if known_as(forms[n]) and known_as(here)):
        return None
    to = _only(longer, forms)
    return to if to is not None and (to < at or here.start < headline) else None
