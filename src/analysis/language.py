"""Interface text and numbers in Arabic and English: the message is its English form, `locale/ar.po` has the Arabic."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Literal

from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

Lang = Literal["ar", "en"]
LANGUAGES: tuple[Lang, ...] = ("ar", "en")

# Leading mark that keeps a label right-to-left that begins with a Latin word or a digit.
_RLM = "\u200f"


@functools.cache
def _catalogue(lang: str) -> dict[str, str]:
    if lang == "en":
        return {}
    with (files(__package__) / "locale" / f"{lang}.po").open("rb") as lines:
        return {str(message.id): str(message.string) for message in read_po(lines) if message.id and message.string}


def translate(message: str, lang: str) -> str:
    """The message in this language; itself where the catalogue lacks it.

    >>> translate("Entities", "ar")
    'الكيانات'
    """
    return _catalogue(lang).get(message, message)


def translate_parts(message: str, lang: str, separator: str = ": ") -> str:
    """The message in this language, or each of its parts around `: ` where the catalogue has these alone.

    >>> translate_parts("x.txt: the file is empty", "ar")
    'x.txt: الملف فارغ'
    """
    whole = translate(message, lang)
    return whole if whole != message else separator.join(translate(part, lang) for part in message.split(separator))


def naming(item: str, lang: str) -> str:
    """The naming choice "concept: term" in this language; a term that the catalogue lacks as the lexicon writes it.

    >>> naming("armed groups: gunmen", "ar"), naming("Sudan's paramilitaries: Rapid Support Forces", "ar")
    ('الجماعات المسلحة: مسلحون', 'القوات شبه العسكرية في السودان: قوات الدعم السريع')
    """
    concept, _, term = item.partition(": ")
    if lang == "en" or translate(term, lang) != term or (concept, term) not in _terms():
        return translate_parts(item, lang)
    return f"{translate(concept, lang)}: {_terms()[concept, term]}"


@functools.cache
def _terms() -> dict[tuple[str, str], str]:
    """The first form of each term of the naming lexicon, spelt as in its example, since forms are folded."""
    from analysis import lexicons
    from analysis.text import fold

    found: dict[tuple[str, str], str] = {}
    for row in lexicons.rows("naming"):
        forms, example = lexicons.forms(row["forms"]), fold(row["example"])
        places = [re.search(rf"{re.escape(form)}(?!\w)", example.text) for form in forms]
        spelt = [row["example"][slice(*example.span(*place.span()))] for place in places if place]
        found.setdefault((row["concept"], row["term"]), [*spelt, *forms][0])
    return found


def translator(lang: str) -> Callable[[str], str]:
    """`translate` with the language fixed."""
    return functools.partial(translate, lang=lang)


@functools.lru_cache(4096)
def number(value: float, lang: str, *, digits: int = 0) -> str:
    """The number with the separators of the language, in the digits that Arabic news sites print: 1,234."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=lang, numbering_system="latn")


@functools.lru_cache(4096)
def percent(share: float, lang: str) -> str:
    """A share between 0 and 1 as a whole percentage."""
    return format_percent(share, format="#,##0%", locale=lang, numbering_system="latn")


def direction(lang: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if lang == "ar" else "ltr"


def label(text: str, lang: str) -> str:
    """The text as a figure label: right-to-left as a whole where the language is, whatever it begins with."""
    return _RLM + text if lang == "ar" else text


def text_direction(text: str) -> str:
    """The direction of a name as a reader of it expects: `rtl` where it has an Arabic letter, whatever it begins with.

    >>> text_direction("BBC عربي"), text_direction("BBC News")
    ('rtl', 'ltr')
    """
    return "rtl" if re.search("[\u0620-\u064a\u0671-\u06d3]", text) else "ltr"
