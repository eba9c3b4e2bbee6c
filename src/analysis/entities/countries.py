"""Countries by their Arabic names and demonyms, linked to ISO 3166 codes, with the names of the Unicode CLDR."""

from __future__ import annotations

import functools

from babel import Locale

from analysis import lexicons
from analysis.entities.spelling import words

# Codes of CLDR that are no countries: unions, islands of others, test locales, "unknown region".
_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "IC", "EA", "AC", "CP", "DG", "TA", "UM"}
_PREFIX = "iso:"


@functools.cache
def _territories(lang: str) -> dict[str, str]:
    territories = Locale(lang).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code not in _NO_COUNTRIES}


@functools.cache
def _codes() -> dict[tuple[str, ...], str]:
    """Codes by the words of every name: of CLDR, with and without what stands in brackets, and of the lexicon."""
    codes: dict[tuple[str, ...], str] = {}
    for code, name in _territories("ar").items():
        codes[words(name)] = codes[words(name.split(" (")[0])] = code
    for row in lexicons.rows("countries"):
        codes |= {words(name): row["code"] for name in lexicons.forms(row["names"])}
    return codes


@functools.cache
def _demonyms() -> dict[str, str]:
    """Codes by folded demonym without article: those of the lexicon, and one made of each name of one word."""
    found = {demonym(name[0]): code for name, code in _codes().items() if len(name) == 1}
    for row in lexicons.rows("countries"):
        found |= {" ".join(words(form)): row["code"] for form in lexicons.forms(row["demonyms"])}
    endings = ("", "ه", "ون", "ين", "ان", "ات")
    return {form + end: code for form, code in found.items() for end in (endings if form.endswith("ي") else ("",))}


def demonym(country: str) -> str:
    """The adjective of a country of one folded word, by rule.

    >>> demonym("روسيا"), demonym("الصين"), demonym("فرنسا"), demonym("السعوديه")
    ('روسي', 'صيني', 'فرنسي', 'سعودي')
    """
    bare = country.removeprefix("ال")
    if len(bare) > 4 and bare.endswith(("يا", "يه")):
        return bare[:-1]
    return bare.removesuffix("ا").removesuffix("ه") + "ي"


def country_code(name: str) -> str | None:
    """The ISO 3166 code of the country that a name names, in any spelling that we know.

    >>> country_code("أميركا"), country_code("روسيا الاتحادية"), country_code("باريس")
    ('US', 'RU', None)
    """
    return _codes().get(words(name))


def demonym_code(name: str) -> str | None:
    """The ISO 3166 code of the country whose people or things this one word names.

    >>> demonym_code("الأمريكيون"), demonym_code("الروس"), demonym_code("الوزير")
    ('US', 'RU', None)
    """
    return _demonyms().get(" ".join(words(name)).removeprefix("ال"))


def is_nationality(name: str) -> bool:
    """Whether this is one word and an adjective of nationality in the singular; it may name the country too.

    >>> is_nationality("الأمريكية"), is_nationality("السعودية"), is_nationality("الأمريكيون")
    (True, True, False)
    """
    written = words(name)
    return len(written) == 1 and written[0].endswith(("ي", "يه")) and demonym_code(name) is not None


def country_name(link: str, lang: str = "ar") -> str | None:
    """The CLDR name, in this language, of the country of an entity's `link`; None where it is no country.

    >>> country_name("iso:SA"), country_name("iso:SA", "en"), country_name("")
    ('المملكة العربية السعودية', 'Saudi Arabia', None)
    """
    return _territories(lang).get(link.removeprefix(_PREFIX)) if link.startswith(_PREFIX) else None


@functools.cache
def cities() -> frozenset[tuple[str, ...]]:
    """The words of the cities that CLDR names, those of the time zones, and of the places in the lexicon of aliases."""
    zones = Locale("ar").time_zones.values()
    places = [row for row in lexicons.rows("aliases") if row["type"] == "LOC" and not row["note"]]
    aliases = [form for row in places for form in (row["name"], *lexicons.forms(row["forms"]))]
    return frozenset(map(words, aliases)) | frozenset(words(zone["city"]) for zone in zones if "city" in zone)
