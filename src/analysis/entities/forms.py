"""The form of a mention: what two mentions are compared by, without the accidents of its place in the text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from analysis.entities.agreement import agreed
from analysis.entities.countries import cities, country_code
from analysis.entities.heads import titles
from analysis.entities.recognise import Mention
from analysis.entities.spelling import all_given_names, skeleton, words
from analysis.seams import spaced
from analysis.text import folded

_HEADLINE = 150  # characters of a headline at most
OMAN, AMMAN = "عمان", "عمانالاردن"
_TITLE_KINDS = {"office", "military", "profession", "honorific"}


class Form(NamedTuple):
    """A mention to be resolved: where it is, its type, its name as shown, that name's folded words.

    fixed: a user said what it is; no rule but equality applies to it
    given: the type that the mention has, where its name has another in the article
    """

    start: int
    end: int
    type: str
    name: str
    words: tuple[str, ...]
    fixed: bool = False
    given: str = ""

    @property
    def skeletons(self) -> tuple[str, ...]:
        """The skeleton of each word."""
        return tuple(map(skeleton, self.words))


Names = Mapping[tuple[str, tuple[str, ...]], str]  # (article_id or "", words) -> the name that a user gives them


def forms(
    text: str, rows: Sequence[Any], known: Collection[tuple[str, ...]], names: Names, article_id: str
) -> list[Form]:
    """The forms of the mentions of one article, with the types that their names have in it."""
    types = [m.type for m in agreed(text, [Mention(r.start, r.end, r.type, r.score) for r in rows], clear=1)]
    amman = _is_amman(text)
    found = []
    for row, type_ in zip(rows, types, strict=True):
        name = _restored(text, row, known)
        written = words(name)
        given = names.get((article_id, written)) or names.get(("", written))
        if given:
            found.append(Form(row.start, row.end, type_, given, words(given), fixed=True))
        elif written == (OMAN,) and ("\u0651" in name or amman):
            found.append(Form(row.start, row.end, type_, name, (AMMAN,)))
        else:
            found.append(Form(row.start, row.end, type_, name, untitled(written) if type_ == "PER" else written))
        if type_ != row.type:
            found[-1] = found[-1]._replace(given=row.type)
    return found


def _restored(text: str, row: Any, known: Collection[tuple[str, ...]]) -> str:
    """The name as it stands alone: after the preposition ل the article loses its alef (للأمم المتحدة).

    A name that begins with ل itself (ليبيا) is told by being known: elsewhere in the corpus, as a country or a city.
    """
    if not (row.text[0] == "ل" and row.start > 0 and text[row.start - 1] == "ل"):
        return _spaced(str(row.text), row.type, known)
    with_article = ("ال" if row.text.startswith("لجن") else "ا") + str(row.text)  # للجنة is ل with اللجنة
    for name in (with_article, str(row.text)):
        if words(name) in known or country_code(name) or words(name) in cities():
            return name
    return with_article


def _spaced(name: str, type_: str, known: Collection[tuple[str, ...]]) -> str:
    """The name with the spaces that it lost; a person's only where each part of a word is itself a name.

    What looks like two words of the news may be one foreign name: مالكولم is not مالك ولم.
    """
    if type_ != "PER":
        return spaced(name)
    parts = [(word, spaced(word)) for word in name.split(" ")]
    return " ".join(apart if all(_is_name(part, known) for part in apart.split()) else word for word, apart in parts)


def _is_name(word: str, known: Collection[tuple[str, ...]]) -> bool:
    """Whether a word is a given name, or by itself a name in the corpus."""
    return folded(word) in all_given_names() or words(word) in known


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
