"""The form of a mention: what two mentions are compared by, without the accidents of its place in the text."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from analysis import lexicons
from analysis.entities.countries import cities, country_code
from analysis.entities.spelling import skeleton, words
from analysis.text import folded

_HEADLINE = 150  # characters of a headline at most
OMAN, AMMAN = "عمان", "عمانالاردن"
_TITLE_KINDS = {"office", "military", "profession", "honorific"}


class Form(NamedTuple):
    """A mention to be resolved: where it is, its type, its name as shown, that name's folded words.

    fixed: a user said what it is; no rule but equality applies to it
    """

    start: int
    end: int
    type: str
    name: str
    words: tuple[str, ...]
    fixed: bool = False

    @property
    def skeletons(self) -> tuple[str, ...]:
        """The skeleton of each word."""
        return tuple(map(skeleton, self.words))


Names = Mapping[tuple[str, tuple[str, ...]], str]  # (article_id or "", words) -> the name that a user gives them


def forms(
    text: str, rows: Sequence[Any], known: Collection[tuple[str, ...]], names: Names, article_id: str
) -> list[Form]:
    """The forms of the mentions of one article; one spelling has one type, that of most of its mentions there."""
    shown = [_restored(text, row, known) for row in rows]
    amman = _is_amman(text)
    types: dict[tuple[str, ...], Counter[str]] = {}
    for name, row in zip(shown, rows, strict=True):
        types.setdefault(words(name), Counter())[row.type] += 1
    found = []
    for name, row in zip(shown, rows, strict=True):
        written = words(name)
        type_ = types[written].most_common(1)[0][0]
        given = names.get((article_id, written)) or names.get(("", written))
        if given:
            found.append(Form(row.start, row.end, type_, given, words(given), fixed=True))
        elif written == (OMAN,) and ("\u0651" in name or amman):
            found.append(Form(row.start, row.end, type_, name, (AMMAN,)))
        else:
            found.append(Form(row.start, row.end, type_, name, untitled(written) if type_ == "PER" else written))
    return found


def _restored(text: str, row: Any, known: Collection[tuple[str, ...]]) -> str:
    """The name as it stands alone: after the preposition ل the article loses its alef (للأمم المتحدة).

    A name that begins with ل itself (ليبيا) is told by being known: elsewhere in the corpus, as a country or a city.
    """
    if not (row.text[0] == "ل" and row.start > 0 and text[row.start - 1] == "ل"):
        return str(row.text)
    with_article = "ا" + str(row.text)
    for name in (with_article, str(row.text)):
        if words(name) in known or country_code(name) or words(name) in cities():
            return name
    return with_article


def headline_end(text: str) -> int:
    """Where the first line ends, if more lines follow and it is as short as a headline; else 0.

    >>> headline_end("عنوان الخبر\\nنص الخبر"), headline_end("نص بلا عنوان")
    (11, 0)
    """
    begin = len(text) - len(text.lstrip())
    end = text.find("\n", begin)
    return end if 0 < end - begin <= _HEADLINE else 0


def _is_amman(text: str) -> bool:
    """Whether عمان, whose two readings only vowel marks tell apart, is the city: Jordan is named, Oman is not."""
    search = folded(text)
    return "اردن" in search and not any(word in search for word in ("سلطنه", "مسقط", "عماني"))


@functools.cache
def titles() -> dict[str, tuple[str, str]]:
    """Kind and gender by folded title, without article."""
    found: dict[str, tuple[str, str]] = {}
    for row in lexicons.read("titles").to_dict("records"):
        for column, gender in (("forms", "male"), ("feminine", "female")):
            found |= {folded(form): (row["kind"], gender) for form in lexicons.forms(row[column])}
    return found


def untitled(written: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a person's name without the titles that a recogniser left at its head.

    >>> untitled(("الرييس", "بوتين")), untitled(("الامير", "محمد", "بن", "سلمان")), untitled(("امير",))
    (('الرييس', 'بوتين'), ('محمد', 'بن', 'سلمان'), ('امير',))
    """
    at = 0
    while at < len(written) - 1 and written[at].startswith("ال"):
        if titles().get(written[at].removeprefix("ال"), ("",))[0] not in _TITLE_KINDS:
            break
        at += 1
    return written[at:]
