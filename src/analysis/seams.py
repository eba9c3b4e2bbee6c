"""Words that a translation or a page ran together (قالتإنه، كورياالشمالية): where between them a space was lost.

A word that neither stands in a list of the words of Arabic news nor is one of them with proclitics and endings is cut
into listed words by the likeliest way (a unigram model, as in Chinese segmentation: Sproat et al. 1996). What is found
stays text as it was: the spaces are put in for the search only, and every offset leads back to the original.
"""

from __future__ import annotations

import csv
import functools
import math
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

from analysis.text import Folded, fold

_WORD = re.compile(r"[\u0621-\u0652\u0670]{6,}|(?<![\u0621-\u0652])[\u0621-\u0652]{3}[أإ]ن(?![\u0621-\u0652])")
# A complementizer run into the word before it: وأضافأن، صرحتبأنه. With its hamza it is no ending.
_THAT = re.compile(r"(?P<word>\w{3,}?)(?P<that>ب?[أإ]ن(?:ه|ها|هم|هما|نا|ني)?)")
# Another script or a number run into a word: Donggalaإن, مقتل18; a class comes first, as it is looked for fast.
_BEFORE_WORD = re.compile(r"[A-Za-z\d](?:(?<=[A-Za-z])(?=[\u0621-\u064a]{2})|(?<=\d)(?=[\u0621-\u064a]{3}))")
_BEHIND_WORD = re.compile(r"[A-Za-z\d](?<=[\u0621-\u064a]{3}.)(?:(?<=\d)|(?=[A-Za-z]))")
_LETTER = re.compile(r"[\u0621-\u063f\u0641-\u064a]")
_MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670]")
# These two letters only end a word: what follows them begins another (شائعةبسبب), a hamza alone apart (مبادىء).
_AFTER_LAST = re.compile(r"(?<=[ةى])(?=[\u0621-\u064a]{2})")
_SHORT = frozenset(["في", "من", "عن", "ما", "لا", "أن", "إن", "لم", "لن", "هو", "هي"])
_PROCLITICS = (
    "وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "وب", "ول", "وس", "فس", "أ", "و", "ف", "ب", "ل", "ك", "س",
    "",
)  # fmt: skip
_ENDINGS = (
    "هما", "تهم", "تها", "تنا", "هم", "ها", "نا", "كم", "ون", "ين", "ان", "ات", "تين", "تان", "وا", "ية", "ه", "ي", "ك",
    "ا", "ت", "ة", "اتهم", "اتها", "اته", "اتنا", "",
)  # fmt: skip
_ONE_ALEF = str.maketrans("أإآى", "اااي")
_JOINED = ("عبدال", "ابو")  # names that many write in one
_SHORTEST = 6  # letters of a word that may be two
_OWN = 5  # letters of a name that another word may have been run into
_LONGEST = 18  # letters of one word
_LETTERS = 400  # of a line without spaces, no more is looked at
_CHAIN = 14  # letters: so long a word is surely several, and one of them may be unknown (a name)
# A part is believed when it was seen so often, by its letters; short ones are parts of too many words.
_OFTEN = {3: 300}
_SEEN, _COMMON = 20, 500
_UNKNOWN, _UNKNOWN_LETTER = 6.0, 2.8  # cost of a part that is not listed, and of each of its letters


@functools.cache
def _counts() -> dict[str, int]:
    """The words of Arabic news and how often each was seen."""
    lines = (files("analysis") / "model" / "words.csv").read_text("utf-8").splitlines()
    return {row["word"]: int(row["count"]) for row in csv.DictReader(lines)}


def times(word: str) -> int:
    """How often a word without marks was seen in Arabic news, 0 where fewer than five times.

    >>> times("لمياء") > times("مياء")
    True
    """
    return _counts().get(word, 0)


@functools.cache
def _forms() -> frozenset[str]:
    """The same words without hamza on alef."""
    return frozenset(word.translate(_ONE_ALEF) for word in _counts())


@functools.cache
def _all() -> int:
    return sum(_counts().values())


def seams(text: str) -> list[int]:
    """The offsets in the text at which a word begins without a space before it, in order.

    >>> text = "تدابيرمماثلة"
    >>> [text[: at] + " " + text[at:] for at in seams(text)]
    ['تدابير مماثلة']
    """
    found = []
    own: frozenset[str] | None = None
    for match in _WORD.finditer(text):
        if _is_whole(match.group()):
            continue
        word = match.group()[:_LETTERS]
        lengths = _lengths(word)
        if len(lengths) == 1:
            own = _unlisted(text) if own is None else own
            lengths = _beside_own(word, own)
        if len(lengths) > 1:
            at = match.start()
            for length in lengths[:-1]:
                at += length
                found.append(at)
    more = [match.end() for match in _BEFORE_WORD.finditer(text)]
    more += [match.start() for match in _BEHIND_WORD.finditer(text)]
    return sorted({*found, *more}) if more else found


def parted(text: str, cuts: Sequence[int]) -> str:
    """The text with a space at each of these offsets."""
    return " ".join(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def original(offset: int, cuts: Sequence[int]) -> int:
    """The offset in the original of an offset in the parted text."""
    return offset - bisect_left(range(len(cuts)), offset, key=lambda number: cuts[number] + number)


def fold_parted(text: str) -> Folded:
    """The search form of the text with the lost spaces in it, aligned to the text as it is."""
    cuts = seams(text)
    if not cuts:
        return fold(text)
    form = fold(parted(text, cuts))
    return Folded(form.text, _originals(form.starts, cuts), _originals(form.ends, cuts))


def _originals(offsets: Sequence[int], cuts: Sequence[int]) -> array[int]:
    """The offsets in the original of these offsets in the parted text, which are in order."""
    found, begin = array("I"), 0
    for number, cut in enumerate(cuts):
        end = bisect_right(offsets, cut + number, begin)
        found.extend(_shifted(offsets[begin:end], number))
        begin = end
    found.extend(_shifted(offsets[begin:], len(cuts)))
    return found


def _shifted(offsets: Sequence[int], by: int) -> Sequence[int]:
    """The offsets less a number, which are a range where none was left out."""
    if isinstance(offsets, range):
        return range(offsets.start - by, offsets.stop - by)
    return [at - by for at in offsets]


@functools.lru_cache(maxsize=100_000)
def _is_whole(word: str) -> bool:
    """Whether nothing can have been run into a word: it is not cut, and is short or a listed one."""
    word = word[:_LETTERS]
    return len(_lengths(word)) == 1 and (len(word) < _OWN + 3 or _is_word(_MARKS.sub("", word)))


@functools.lru_cache(maxsize=100_000)
def _lengths(word: str) -> tuple[int, ...]:
    """The characters of each of the words that a word consists of, its marks included."""
    letters = _MARKS.sub("", word)
    that = _THAT.fullmatch(letters)
    if that and _is_word(that["word"]):
        return _measured(word, [*_parts(that["word"]), that["that"]])
    if len(letters) < _SHORTEST:
        return (len(word),)
    return _measured(word, [part for stretch in _AFTER_LAST.split(letters) for part in _parts(stretch)])


@functools.lru_cache(maxsize=100_000)
def _stranger(word: str) -> str:
    """The word without marks where it is long and in no list, "" else."""
    bare = _MARKS.sub("", word)
    return "" if len(bare) < _OWN or _is_word(bare) else bare


@functools.lru_cache(maxsize=20_000)
def _heads(word: str) -> tuple[str, ...]:
    """What this word begins with where a listed word follows in it."""
    return tuple(word[:at] for at in range(_OWN, len(word) - 2) if _believed(word[at:]))


def _unlisted(text: str) -> frozenset[str]:
    """What is in no list of the words of a text: its words, and what begins two of them with more behind."""
    words = {word[:_LETTERS] for word in _WORD.findall(text)}
    found = {bare for bare in map(_stranger, words) if bare}
    heads = Counter(head for word in found for head in _heads(word))
    return frozenset(found | {head for head, times_ in heads.items() if times_ > 1 and not _is_word(head)})


def _beside_own(word: str, own: frozenset[str]) -> tuple[int, ...]:
    """The lengths of a name that stands alone elsewhere in the text and a listed word run into it (هارينغتونيهاجم)."""
    letters = _MARKS.sub("", word)
    for at in range(len(letters) - 3, 2, -1):
        head, tail = letters[:at], letters[at:]
        if (head in own and _believed(tail)) or (tail in own and _believed(head)):
            return _measured(word, [head, tail])
    return (len(word),)


def _believed(part: str) -> bool:
    return times(part) >= {3: _COMMON, 4: _SEEN}.get(len(part), 1)


def _measured(word: str, words: Sequence[str]) -> tuple[int, ...]:
    """The characters of each of these words in the word that they make, its marks included."""
    if len(words) == 1:
        return (len(word),)
    starts = [match.start() for match in _LETTER.finditer(word)]
    ends, at = [], 0
    for part in words[:-1]:
        at += len(part)
        ends.append(starts[at])
    return tuple(b - a for a, b in zip([0, *ends], [*ends, len(word)], strict=True))


def _parts(word: str) -> list[str]:
    """The words that a word without marks consists of; itself, where that is unsure."""
    if len(word) < _SHORTEST or _is_word(word):
        return [word]
    parts = _likeliest(word)
    unknown = sum(len(part) for part in parts if _cost(part) is None)
    if len(word) < _CHAIN:
        rare = any(len(part) < 4 and _counts()[part] < _COMMON for part in parts if not unknown)
        if unknown or rare or max(map(len, parts)) < 4:
            return [word]
    return [word] if 2 * unknown > len(word) else parts


@functools.lru_cache(maxsize=100_000)
def _is_word(word: str) -> bool:
    """Whether this is a listed word, with or without proclitics and an ending."""
    forms, word = _forms(), word.translate(_ONE_ALEF)
    if word in forms or word.startswith(_JOINED):
        return True
    for proclitic in _PROCLITICS:
        rest = word.removeprefix(proclitic)
        if len(rest) < 3 or (proclitic and rest == word):
            continue
        for stem in (rest, "ال" + rest) if proclitic in {"لل", "ولل"} else (rest,):
            for ending in _ENDINGS:
                bare = stem.removesuffix(ending)
                if len(bare) >= 3 and (bare != stem or not ending) and _stems(bare) & forms:
                    return True
    return False


def _stems(bare: str) -> set[str]:
    """How a word may end before its ending was put on: دولته is دولة, مستواه is مستوى."""
    more = {"ت": bare[:-1] + "ة", "ا": bare[:-1] + "ي"}.get(bare[-1], bare)
    return {bare, bare + "ة", more}


def _cost(part: str) -> float | None:
    """How unlikely a word is, in nats; none where it was not seen enough."""
    count = _counts().get(part, 0)
    if len(part) == 2:
        return math.log(_all() / count) + 1 if part in _SHORT else None
    return math.log(_all() / count) if count >= _OFTEN.get(len(part), _SEEN) else None


def _likeliest(word: str) -> list[str]:
    """The cut into words of the least cost."""
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * len(word)
    for end in range(2, len(word) + 1):
        for begin in range(max(0, end - _LONGEST), end - 1):
            part = word[begin:end]
            cost = _cost(part)
            if cost is None and len(part) > 2:
                cost = _UNKNOWN + _UNKNOWN_LETTER * len(part)
            if cost is not None:
                best[end] = min(best[end], (best[begin][0] + cost, begin))
    if math.isinf(best[-1][0]):
        return [word]
    parts, end = list[str](), len(word)
    while end:
        begin = best[end][1]
        parts.insert(0, word[begin:end])
        end = begin
    return parts


def spaced(word: str) -> str:
    """A name with the spaces that it lost.

    >>> spaced("كورياالشمالية")
    'كوريا الشمالية'
    """
    return parted(word, seams(word))
