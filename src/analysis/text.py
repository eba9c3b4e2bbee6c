"""Sentences, tokens and search forms of a text, all with exact offsets into the untouched original.

Core: `str` in, spans out. Dediacritisation, normalisation and the word tokeniser are those of camel-tools, of which
only `utils` and `tokenizers.word` are imported (its other parts go to the network at import). Importing its character
sets asks for the class of every code point there is, for a third of a second: so what needs them is imported where it
is used, and words of the common characters, which are nearly all, are cut without them, in the same places.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from array import array
from typing import TYPE_CHECKING, NamedTuple

from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Tatweel, zero-width characters and direction marks: seen by no reader, met in every scraped text.
_INVISIBLE = "\u0640\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# The letters of camel_tools.utils.charsets.AR_LETTERS_CHARSET.
_LETTERS = "\u0621-\u063a\u0640-\u064a\u0671\u067e\u0686\u06a4\u06af"
_ARABIC = re.compile(f"[{_LETTERS}]")
# A sentence ends at a line break, or at its last mark with the closing quotation marks and brackets after it.
# A full stop between two Arabic words ends a sentence whose space was lost.
_SENTENCE_END = re.compile(
    r"[.!?؟…]+[\"'”“»›’)\]]*(?=\s)|(?<=[\u0621-\u064a]{3})\.(?=[\u0621-\u064a]{3})|[\r\n\x0b\x0c\x85\u2028\u2029]+"
)
_ABBREVIATION = re.compile(r"(?:^|[\s(«“\"])(?:\w|[A-Za-z]{1,3}|أ\.?د|د|م|ص|ج|ت|إلخ)\.$")
_CHUNK = re.compile(r"\S+")
_WORD_CHARACTERS = f"{_LETTERS}\u064b-\u0652\u0660-\u06690-9A-Za-z"
_COMMON_MARKS = r"!-/:-@\[-`{-~،؛؟«»“”‘’–—…"
_COMMON = re.compile(f"[{_WORD_CHARACTERS}{_COMMON_MARKS}]+")
_COMMON_TOKEN = re.compile(f"[{_WORD_CHARACTERS}]+|[{_COMMON_MARKS}]")


class Span(NamedTuple):
    """A half-open span of a text, in code points."""

    start: int
    end: int


class Folded(NamedTuple):
    """A search form of a text, aligned to it character by character.

    text:   the folded string, one code point for each kept one of the original
    starts: offset in the original at which folded character i begins
    ends:   offset at which it ends, its marks included
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Offsets in the original of `self.text[start:end]` (start < end)."""
        return Span(self.starts[start], self.ends[end - 1])


@functools.cache
def _letter_map() -> dict[str, str]:
    """One-to-one letter forms: alef with hamza or madda, alef maksura, teh marbuta, and the Persian look-alikes.

    The presentation forms of old typesetting (ﻭ) are the letters that they present, but for ligatures of two.
    """

    def form(letter: str) -> str:
        return str(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(letter))))

    letters = {c: form(c) for c in map(chr, range(0x600, 0x700)) if form(c) != c}
    presented = {c: unicodedata.normalize("NFKC", c) for c in map(chr, range(0xFE80, 0xFEFD))}
    shown = {c: form(letter) for c, letter in presented.items() if len(letter) == 1}
    return letters | shown | {"\u0671": "ا", "\u06cc": "ي", "\u06a9": "ك"}


@functools.cache
def _ignored(c: str) -> bool:
    return c in _INVISIBLE or unicodedata.combining(c) != 0


@functools.lru_cache(maxsize=16)
def _numbers(bits: int) -> array[int]:
    """The numbers of so many bits, to be copied from: an array is filled from a range a number at a time."""
    return array("I", range(1 << bits))


def fold(text: str) -> Folded:
    """The text as search sees it: no marks, tatweel or invisible characters; alef, yeh and teh marbuta unified.

    >>> fold("أُوكرانيــا").text
    'اوكرانيا'
    """
    mapped = text
    characters, letters = set(text), _letter_map()
    for found in characters & letters.keys():  # a search for each of the few that occur beats a look at each character
        mapped = mapped.replace(found, letters[found])
    present = {c for c in characters if _ignored(c)}
    if not present:
        return Folded(mapped, range(len(text)), range(1, len(text) + 1))
    left_out = [match.start() for match in re.finditer(f"[{re.escape(''.join(sorted(present)))}]", mapped)]
    kept, ends = array("I"), array("I")  # an eighth of lists of numbers
    numbers = _numbers(len(text).bit_length())
    seen = []
    for after, at in zip([-1, *left_out], [*left_out, len(text)], strict=True):
        seen.append(mapped[after + 1 : at])
        kept.extend(numbers[after + 1 : at])
        ends.extend(numbers[after + 2 : at + 1])
    # A letter ends after the combining marks that follow it, so that no span cuts a letter from its marks.
    for gone, at in enumerate(left_out):
        letter = at - gone - 1
        if letter >= 0 and ends[letter] == at and unicodedata.combining(text[at]):
            ends[letter] = at + 1
    return Folded("".join(seen), kept, ends)


def folded(text: str) -> str:
    """The search form alone, for comparing two strings."""
    return fold(text).text


def plain(text: str) -> str:
    """The text without vowel marks, for showing a lemma or a name.

    >>> plain("قُتِلَ")
    'قتل'
    """
    if text.isascii() or not any(map(unicodedata.combining, text)):
        return text
    from camel_tools.utils.dediac import dediac_ar

    return str(dediac_ar(text))


def surface(word: str) -> str:
    """The word without vowel marks and tatweel.

    >>> surface("قُـتِلَ")
    'قتل'
    """
    return plain(word).replace("\u0640", "")


def has_arabic(text: str) -> bool:
    """Whether there is an Arabic letter in the text."""
    return _ARABIC.search(text) is not None


def sentences(text: str) -> list[Span]:
    """The sentences in text order, without the white space around them: every other character is in exactly one."""
    found: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group()[0] == "." and _ABBREVIATION.search(text, max(start, match.start() - 6), match.start() + 1):
            continue
        found += _trimmed(text, start, match.end())
        start = match.end()
    return found + _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    """The span without outer white space, as a list of one; none where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []


def tokens(text: str) -> list[Span]:
    """The words, numbers, punctuation marks, symbols and emoji in text order: disjoint, covering every non-space."""
    return list(each_token(text))


def each_token(text: str) -> Iterator[Span]:
    """The same one by one, for a text that is a book in one line."""
    for chunk in _CHUNK.finditer(text):
        at = chunk.start()
        for start, end in _chunk_tokens(chunk.group()):
            yield Span(at + start, at + end)


@functools.lru_cache(maxsize=100_000)
def _chunk_tokens(chunk: str) -> tuple[Span, ...]:
    if _COMMON.fullmatch(chunk):
        return tuple(Span(*token.span()) for token in _COMMON_TOKEN.finditer(chunk))
    from camel_tools.tokenizers.word import simple_word_tokenize

    return tuple(align(chunk, simple_word_tokenize(chunk)))


def align(text: str, words: Sequence[str]) -> list[Span]:
    """The spans of these words in the text, searched forward from word to word.

    Raises ValueError when a word is not in the text after the one before it.
    """
    found: list[Span] = []
    at = 0
    for word in words:
        start = text.find(word, at)
        if start < 0:
            raise ValueError(f"token {word!r} is not in the text after offset {at}")
        at = start + len(word)
        found.append(Span(start, at))
    return found
