"""Which letters at the head of a word are of the name in it, and which proclitics: a recogniser errs on both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from analysis.entities.countries import cities, country_code
from analysis.entities.heads import known_types, titles
from analysis.entities.recognise import Mention
from analysis.entities.spelling import all_given_names, given_name, words
from analysis.seams import times as seen
from analysis.text import folded, surface

PROCLITICS = "وفبلك"
_OFTEN = 2
_NOUN = 5  # letters of a noun that ب may stand before at the end of a name
_LEAST = 3  # letters that are left of a name where one is cut
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0640\u064b-\u065f\u0670])*")


def name_of(text: str, mention: Mention) -> str:
    """The text of a mention."""
    return text[mention.start : mention.end]


def whole_names(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, letters given back that were taken for proclitics; و given back joins two names (لوك والتون)."""
    before: Mention | None = None
    for m, mended in zip(mentions, _with_letters(text, mentions), strict=True):
        back = mended.start < m.start and m.type == "PER"
        if back and before and before.type == "PER" and text[before.end : mended.start] == " ":
            before = before._replace(end=m.end)
            continue
        if before:
            yield before
        before = mended
    if before:
        yield before


_HYPHENATED = re.compile(r"(?:-(?!ال)[\u0621-\u064a]{2,})+(?!\w)")


def hyphenated(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, persons with what a hyphen joins to the name: مون جاي-إن, for مون جاي."""
    starts = {m.start for m in mentions}
    for m in mentions:
        more = _HYPHENATED.match(text, m.end) if m.type == "PER" else None
        joined = more and starts.isdisjoint(range(m.end, more.end()))
        yield m._replace(end=more.end()) if more and joined else m


def _with_letters(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, a letter given back that was taken for a proclitic and is none.

    It is a part of the name where the same word stands within another name of the text (كالزاديلا, روبرتو كالزاديلا)
    or behind a title (العقيد بلحسن), and before a person's name that stands nowhere without it ك nearly always (كاثرين)
    and ل when it comes again (لحسن; thrice, and never وبيد, where it was cut more than once: لبيد); and ف, which links
    clauses, is none in the midst of one (رئيسة المجلس فالنتينا). So it is where the whole word alone is a country or a
    city (كمبوديا, بروكسل), a given name (بنيامين) or in the lexicon of aliases (واس) and what is left of it is not, and
    where it opens a name elsewhere in the text, and what is left of it none.
    """
    split = [name_of(text, m).split() for m in mentions]
    within = {word for parts in split for word in parts[1:]}
    counts = Counter(word for parts in split for word in set(parts))
    opening = _first_words(text, mentions)
    written: Counter[str] | None = None
    for m, parts in zip(mentions, split, strict=True):
        start = _word_start(text, m.start)
        letters = surface(text[start : m.start])
        if not letters:
            yield m
            continue
        word = text[start : m.end].split(maxsplit=1)[0]
        before = text[max(start - 30, 0) : start].split()
        link = letters == "ف" and bool(before) and before[-1][-1].isalnum()
        titled = letters in {"ب", "ك", "ف"} and m.type == "PER" and bool(before) and is_title(before[-1])
        like = letters in {"ك", "ل"} and m.type == "PER" and counts[parts[0]] < 2
        if letters == "ل" and m.type == "PER":
            written = written or _written(text)
            times, bare = written[surface(word)], surface(parts[0])
            never_bare = not any(written[c + bare] for c in ("", *"وفب"))
            like = times > 1 if like else times > _OFTEN and never_bare
            like = like or (never_bare and folded(word) in all_given_names())  # لسعد: its first letter is of the name
        if m.type == "PER" and len(letters) == 1 and not like:
            written = written or _written(text)
            like = _one_word(surface(word), surface(parts[0]), written)
        known = _is_known(word, m.type) and not _is_known(parts[0], m.type) and parts[0][:1] != "آ"  # شركات كآبل
        opens = m.type == "PER" and surface(word) in opening and surface(parts[0]) not in opening
        yield m._replace(start=start) if word in within or link or titled or like or known or opens else m


def _written(text: str) -> Counter[str]:
    """How often each word stands in the text."""
    return Counter(surface(word.group()) for word in WORD.finditer(text))


def _is_known(word: str, type_: str) -> bool:
    """Whether a word alone is a place, in the lexicon of aliases, or a given name, for a person."""
    return _is_place(word) or words(word) in known_types() or (type_ == "PER" and folded(word) in all_given_names())


def _one_word(whole: str, rest: str, written: Counter[str]) -> bool:
    """Whether a word is a name with its first letter: it is a word of the news and what is left is none (لمياء).

    So is a name of which nothing is known, where the text has it again and never without that letter (والتون).
    """
    if seen(rest) or given_name(folded(rest)):
        return False
    return seen(whole) > 0 or (written[whole] > 1 and not any(written[c + rest] for c in ("", *"فبلك")))


def _first_words(text: str, mentions: Sequence[Mention]) -> set[str]:
    """The words that names of the text begin with, no proclitic before them."""
    return {surface(_first(text, m)) for m in mentions if _word_start(text, m.start) == m.start}


def _first(text: str, mention: Mention) -> str:
    return (name_of(text, mention).split() or [""])[0]


def cut_names(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, a proclitic cut that was taken into a name.

    It is one where the word without it is part of another name of the text, which the whole is not (بساركوزي, ساركوزي),
    before a person's given name that the whole is not (فزهير بن أبي سلمى), and before a country or city (وببروكسل).
    """
    opening = _first_words(text, mentions)
    known = opening | {surface(word) for m in mentions for word in name_of(text, m).split()[1:]}
    counts = Counter(surface(_first(text, m)) for m in mentions)
    for m in mentions:
        word = _first(text, m)
        bare = surface(word)
        rest = bare[1:]
        cut = word[:1] in tuple(PROCLITICS) and len(rest) >= _LEAST
        opens = surface(text[_word_start(text, m.start) : m.start]) in {"", "و", "ف"}  # no more stand before ب ل ك
        if cut and opens and (_is_cut_place(m, bare, rest) or (counts[bare] == 1 and _is_cut(m, bare, rest, known))):
            m = m._replace(start=m.start + len(word) - len(_behind(word)))  # noqa: PLW2901
        yield m


def without_adverbials(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Persons without a last word that begins with the preposition ب and says how: بوعزة بنبرة غاضبة.

    The word stands in no other name of the text. It is ب before a noun of the news, or before an article where the
    words before it are another name or the last of one (السيدة تايت بالطباشير); بالين and بدير are names.
    """
    split = [name_of(text, m).split() for m in mentions]
    known = {" ".join(parts[-n:]) for parts in split if len(parts) > 1 for n in range(1, len(parts) + 1)}
    last = Counter(parts[-1] for parts in split if parts)
    for m, parts in zip(mentions, split, strict=True):
        adverbial = m.type == "PER" and len(parts) > 1 and parts[-1].startswith("ب") and last[parts[-1]] == 1
        if adverbial and (
            (" ".join(parts[:-1]) in known and surface(parts[-1]).startswith("بال")) or _with_bi(surface(parts[-1]))
        ):
            m = m._replace(end=m.start + name_of(text, m).rindex(parts[-1]))  # noqa: PLW2901
            m = m._replace(end=m.start + len(name_of(text, m).rstrip()))  # noqa: PLW2901
        yield m


def _with_bi(word: str) -> bool:
    """Whether a word is ب and a noun of the news: بنبرة, باستنكار; but بدير and بالين are names."""
    rest = word[1:]
    long = len(rest) >= _NOUN or (len(rest) == _NOUN - 1 and rest.endswith("ة"))
    return long and seen(rest) > seen(word) and not (rest.startswith(("ال", "و")) or given_name(folded(rest)))


def parted_pairs(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, و cut before a full name right behind another person: كرم الأتاسي ويزن حمود are two."""
    before: Mention | None = None
    for m in mentions:
        word = _first(text, m)
        beside = before and before.type == m.type == "PER" and text[before.end : m.start] == " "
        full = " " in name_of(text, m) and before is not None and " " in name_of(text, before)
        known = given_name(folded(word)) or folded(word) in all_given_names()
        if beside and full and word.startswith("و") and len(surface(word)) > _LEAST and not known:
            m = m._replace(start=m.start + len(word) - len(_behind(word)))  # noqa: PLW2901
        yield m
        before = m


def _is_cut(m: Mention, bare: str, rest: str, known: Collection[str]) -> bool:
    """Whether the first letter of a word is a proclitic before the rest of it."""
    if _is_place(bare) or given_name(folded(bare)) or is_title(bare):
        return False
    return rest in known or (m.type == "PER" and given_name(folded(rest)) and m.end - m.start > len(bare) + 1)


def _is_cut_place(m: Mention, bare: str, rest: str) -> bool:
    return m.type == "LOC" and _is_place(rest) and not _is_place(bare)


def _behind(word: str) -> str:
    """The word behind its first letter and the marks of it."""
    at = 1
    while at < len(word) and not surface(word[at]):
        at += 1
    return word[at:]


def _is_place(word: str) -> bool:
    return country_code(word) is not None or words(word) in cities()


def _word_start(text: str, at: int) -> int:
    while at and not text[at - 1].isspace() and (text[at - 1].isalpha() or not surface(text[at - 1])):
        at -= 1
    return at


def is_title(word: str) -> bool:
    """Whether this word, with or without article, is a title of the lexicon."""
    return folded(word).removeprefix("ال") in titles()
