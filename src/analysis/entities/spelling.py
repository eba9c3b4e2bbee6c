"""Spelling of names: when two written words are one name.

Arabic writes a foreign name as it sounds to the writer: g is ج, غ, ك or ق, w and v are و or ف, long vowels come and
go. Arabic names proper do not vary so: حسن and حسين, محمد and محمود differ in a long vowel and are two names. So words
that look Arabic are one only when their folded letters are; the others may differ in what transliterators choose.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from analysis import lexicons
from analysis.text import folded

# Letters between which transliterators choose for one foreign sound; the first stands for all in a skeleton.
_SOUNDS = {ord(c): group[0] for group in ("فو", "كجغق", "تط", "سصثش", "زذظ", "دض", "هح") for c in group}
_VOWELS = "اويءئؤع"
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile("^ال(?=..)")
# Words that are written together or apart: عبد الله، أبو ظبي، بن سلمان. The folded first word.
_JOINED = {"عبد", "ابو", "ابا", "ابي"}
# Stems of foreign origin that Arabic endings and the article hide from `alike`.
_STEMS = (("اميرك", "امريك"), ("ديموقراط", "ديمقراط"), ("انكليز", "انجليز"))
# Two names differ in so many places at most. With fewer consonants two different names are too easily alike: three are
# enough where only the commonest choices differ, four are needed else.
_DIFFERENCES, _FOR_SOUNDS, _FOR_OTHERS = 2, 3, 4
_COMMON = ({"ج", "غ"}, {"و", "ف"})


@functools.lru_cache(maxsize=100_000)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, without punctuation, particles joined: what two writings are compared by.

    >>> words("عبد اللّٰه (أبو) مازن") == words("عبدالله أبومازن")
    True
    """
    found: list[str] = []
    for word in _WORD.findall(_one_spelling(folded(name).casefold())):
        if found and found[-1] in _JOINED:
            found[-1] += word
        else:
            found.append("بن" if word == "ابن" else word)
    return tuple(found) or (folded(name).strip(),)


def _one_spelling(text: str) -> str:
    for one, other in _STEMS:
        text = text.replace(one, other)
    return text


@functools.lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The consonants of a word, letters for one foreign sound made one: equal for all writings of a foreign name.

    A necessary condition, by which candidates are found; `alike` decides.

    >>> skeleton("ويتكوف") == skeleton("فيتكوف")
    True
    """
    return "".join(_parts(folded(word))[::2]).translate(_SOUNDS)


@functools.cache
def _given_names() -> frozenset[str]:
    """The folded Arabic given names of the lexicon."""
    rows = lexicons.rows("given_names")
    return frozenset(folded(form) for row in rows if row["origin"] == "arabic" for form in lexicons.forms(row["forms"]))


@functools.lru_cache(maxsize=100_000)
def native(word: str) -> bool:
    """Whether a folded word is an Arabic name proper, by the lexicon or its article: its spelling does not vary."""
    return given_name(word) or _ARTICLE.match(word) is not None or word.startswith("عبدال")


def given_name(word: str) -> bool:
    """Whether a folded word is an Arabic given name of the lexicon."""
    return word in _given_names()


@functools.cache
def all_given_names() -> frozenset[str]:
    """The folded given names of the lexicon, foreign ones too."""
    return frozenset(folded(form) for row in lexicons.rows("given_names") for form in lexicons.forms(row["forms"]))


def all_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of two names are writings of one name, one by one.

    Where another word of three consonants or more is the same, fewer are needed: كامالا هاريس, كاملا هاريس.
    """
    if len(one) != len(other):
        return False
    same = any(a == b and len(skeleton(a)) >= _FOR_SOUNDS for a, b in zip(one, other, strict=True))
    needed = _FOR_SOUNDS if same else _FOR_OTHERS
    return all(alike(a, b, needed) for a, b in zip(one, other, strict=True))


@functools.lru_cache(maxsize=200_000)
def alike(one: str, other: str, needed: int = _FOR_OTHERS) -> bool:
    """Whether two folded words are writings of one name; `needed` consonants where vowels or rarer sounds differ.

    Equal words are. Others only when neither is an Arabic name proper, and at most two places differ: a final ا or ه,
    a letter for one foreign sound, a long vowel that is written or not. Never another vowel, never another end.

    >>> alike("ترامب", "ترمب"), alike("محمود", "محمد"), alike("سوريا", "سوريه"), alike("ليونارد", "ليوناردو")
    (True, False, True, False)
    """
    if one == other:
        return True
    if skeleton(one) != skeleton(other) or native(one) or native(other):
        return False
    first, second = _parts(one), _parts(other)
    sounds = sum(a != b for a, b in zip(first[::2], second[::2], strict=True))
    vowels = [(a, b) for a, b in zip(first[1::2], second[1::2], strict=True) if a != b]
    if any(_sibilants(a, b) for a, b in zip(first[:-3:2], second[:-3:2], strict=True)):
        return False
    fuller = all(a in b for a, b in vowels) or all(b in a for a, b in vowels)  # one word writes more vowels
    if vowels and (first[-1] != second[-1] or not fuller):
        return False
    common = all({a, b} in _COMMON for a, b in zip(first[::2], second[::2], strict=True) if a != b)
    least = (_FOR_SOUNDS if common and not vowels else needed) if sounds or vowels else 0
    return sounds + len(vowels) <= _DIFFERENCES and len(skeleton(one)) >= least


def _sibilants(a: str, b: str) -> bool:
    """ش beside س is one sound only at the end of a name: غوتيريش، جوتيريس."""
    return a != b and "ش" in (a, b)


@functools.lru_cache(maxsize=100_000)
def _parts(word: str) -> tuple[str, ...]:
    """Consonants and the long vowels after each, in turn; a final ه, for ة, is the vowel ا.

    >>> _parts("بوتين")
    ('ب', 'و', 'ت', 'ي', 'ن', '')
    """
    bare = word[:-1] + "ا" if len(word) > 3 and word.endswith("ه") else word
    parts = [("ا" if bare[:1] in ("ا", "ع") else bare[:1]), ""]
    for c in bare[1:]:
        if c in _VOWELS:
            parts[-1] += c
        else:
            parts += [c, ""]
    return tuple(parts)
