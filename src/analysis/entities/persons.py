"""Persons: the titles and roles that stand beside their names, and what these and the given name say of gender."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis import lexicons
from analysis.entities.heads import titles
from analysis.entities.spelling import words
from analysis.lexicons.genders import gender_of
from analysis.tables import Tables, records, rows_by_article
from analysis.text import Span, folded, tokens

_LONGEST = 14  # words of a role
_PROCLITICS = "وفبلك"
# Words within a role that are neither definite nor part of a name: وزير الدولة لشؤون …، السفير لدى الأمم المتحدة.
_LINKS = frozenset(("في", "لدي", "الي", "من", "عن", "لشؤون", "لشوون", "بن", "ابن", "سابق", "سابقا", "عام", "بـ"))
# Verbs that begin with ال as the article does, and words that open a clause.
_STOPS = frozenset(
    [
        *("التقي", "التقت", "التزم", "التزمت", "التحق", "الغي", "الغت", "القي", "القت", "الذي", "التي", "الذين"),
        *("ان", "انه", "انها", "مع", "بعد", "قبل", "خلال", "ضد", "بين", "حول", "عند", "امام", "تحت", "منذ", "مثل"),
        *("لكن", "ثم", "او", "اما", "كما", "لم", "لا", "لن", "قد", "ما", "هو", "هي", "كان", "كانت", "ليس", "ليست"),
    ]
)
_COMMAS = "،,"
_CLOSINGS = "،,؛.)]:–-—!؟"
_OPENINGS = "،,(–-—"


class Role(NamedTuple):
    """A title or role beside a person's name: its span, the mention it belongs to, its kind and grammatical gender.

    `role` is the text of the span, with the alef of the article where the preposition ل took it.
    """

    start: int
    end: int
    mention_id: str
    role: str
    kind: str
    gender: str


class _Word(NamedTuple):
    start: int
    end: int
    folded: str
    inside: bool  # of a named mention

    @property
    def definite(self) -> bool:
        return self.folded.startswith("ال") or self.folded[1:].startswith("ال") or self.folded.startswith("لل")


def article_roles(text: str, sentences: Sequence[Any], mentions: Sequence[Any]) -> Iterator[Role]:
    """The roles in one article, in text order: before a name (الرئيس الروسي بوتين) or after it, between commas."""
    named = sorted(mentions, key=lambda row: row.start)
    for sentence in sentences:
        here = [row for row in named if sentence.start <= row.start < sentence.end]
        people = [row for row in here if row.type == "PER"]
        if not people:
            continue
        part = [Span(sentence.start + a, sentence.start + b) for a, b in tokens(text[sentence.start : sentence.end])]
        around = [_Word(a, b, folded(text[a:b]), any(m.start < b and a < m.end for m in here)) for a, b in part]
        for person in people:
            # A name with a proclitic begins inside its word, and what stands before is another's: المبعوث الخاص لترامب.
            whole = any(word.start == person.start for word in around)
            before = [word for word in around if word.end <= person.start] if whole else []
            after = [word for word in around if word.start >= person.end]
            for found, follows in ((_before(before), False), (_after(after), True)):
                kind, gender = titles()[_head(found[0])] if found else ("", "")
                # Before a name a relation may be another's to it: والد الشهيدة شيرين.
                if found and (follows or kind != "relation"):
                    start, end = found[0].start + _proclitic(found[0]), found[-1].end
                    shown = ("ا" if found[0].folded.startswith("لل") else "") + text[start:end]
                    yield Role(start, end, person.mention_id, shown, kind, gender)


def _bare(word: str) -> str:
    """A folded word without article, and without a proclitic before the article."""
    if word.startswith("لل"):
        return word[2:]
    return (word[1:] if word[:1] in _PROCLITICS and word[1:].startswith("ال") else word).removeprefix("ال")


def _head(word: _Word) -> str:
    """The title that this word is, "" if none; a conjunction or preposition before it does not count."""
    bare = _bare(word.folded)
    for form in (word.folded, bare, bare[1:] if bare[:1] in _PROCLITICS else ""):
        if form in titles() and not word.inside:
            return form
    return ""


def _proclitic(word: _Word) -> int:
    """How many letters of conjunction or preposition stand before a title."""
    if _head(word) == word.folded:
        return 0
    before_article = word.folded[1:].startswith("ال") or word.folded.startswith("لل")
    return int(word.folded[:1] in _PROCLITICS and (before_article or _bare(word.folded) not in titles()))


def _conjoined(word: _Word) -> bool:
    return word.folded[:1] in "وف" and _proclitic(word) == 1


def _before(words_: Sequence[_Word]) -> Sequence[_Word]:
    """The words of the role that ends where a name begins, a comma between them allowed; none if there is no role."""
    found = list(words_[:-1] if words_ and words_[-1].folded in _COMMAS else words_)
    comma = len(found) < len(words_)
    start = None
    for at in range(len(found) - 1, max(len(found) - 1 - _LONGEST, -1), -1):
        word = found[at]
        if _head(word):
            start = at
            others = at == len(words_) - 1 and word.folded.startswith("لل")  # المبعوث الخاص للرئيس دونالد ترامب
            if _conjoined(word) or others:
                break
        elif not _goes_on(found, at):
            break
    if start is None or found[-1].folded in _LINKS:
        return []
    role = found[start:]
    bare = not role[0].definite and len(role) == 1
    return [] if bare or (comma and len(role) == 1) else role


def _goes_on(found: Sequence[_Word], at: int) -> bool:
    """Whether a word may stand inside a role: part of a name, definite, a preposition, or a noun after a title."""
    word = found[at]
    if word.folded in _STOPS or not word.folded[:1].isalpha():
        return False
    if word.inside or word.definite or word.folded in _LINKS:
        return True
    return any(_head(other) for other in found[max(at - 2, 0) : at]) and word.folded not in _verbs()


@functools.cache
def _verbs() -> frozenset[str]:
    """Past forms of the verbs of our lexicons, masculine and feminine."""
    verbs = [row for name in ("reporting", "predicates") for row in lexicons.rows(name)]
    stems = {form for verb in verbs for form in lexicons.forms(verb["past"])}
    return frozenset(stems | {stem + "ت" for stem in stems})


def _after(words_: Sequence[_Word]) -> Sequence[_Word]:
    """The words of the role that follows a name after a comma or bracket and is closed by another."""
    if len(words_) < 3 or words_[0].folded not in _OPENINGS or not _head(words_[1]) or _conjoined(words_[1]):
        return []
    for at in range(1, min(len(words_), _LONGEST + 2)):
        if words_[at].folded in _CLOSINGS or words_[at].folded in _STOPS:
            role = words_[1:at]
            return role if len(role) > 1 or (role and role[0].definite) else []
        if at > 1 and not _goes_on(words_[1:], at - 1):
            return []
    return []


def roles(tables: Tables) -> pd.DataFrame:
    """The titles and roles beside persons' names: one row a role as written, in text order.

    Columns article_id, start, end, role, kind (office, military, profession, honorific, relation), gender (of the
    title: male or female), entity_id, name.
    """
    texts = zip(tables.articles["article_id"], tables.articles["text"], strict=True)
    sentences, mentions = rows_by_article(tables.sentences), rows_by_article(tables.mentions)
    rows = [
        (article_id, *role)
        for article_id, text in texts
        for role in article_roles(text, sentences.get(article_id, []), mentions.get(article_id, []))
    ]
    table = pd.DataFrame(rows, columns=["article_id", *Role._fields]).astype({"start": "int64", "end": "int64"})
    keys = ["article_id", "mention_id"]
    entity_of = tables.mentions[[*keys, "entity_id"]].merge(tables.entities[["entity_id", "name"]], on="entity_id")
    named = table.astype(dict.fromkeys(keys, "str")).merge(entity_of, on=keys, how="left")
    return named[["article_id", "start", "end", "role", "kind", "gender", "entity_id", "name"]]


def given_gender(name: str) -> str:
    """male or female as the first word of a name says; "" when the lexicon does not know, or both bear it.

    >>> given_gender("هيلاري كلينتون"), given_gender("عبد الله السالم"), given_gender("نور السالم")
    ('female', 'male', '')
    """
    written = words(name)
    return gender_of(written[0]) if written else ""


def people(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: one row a person, most mentions first.

    Columns entity_id, name, mentions, roles (as written, the commonest first, at most three, joined by "، "), gender
    (male, female or ""), known_by (title, given name or ""). Feminine titles, where most are, decide; then the given
    name, then a masculine title, since women hold titles in the masculine too.
    """
    said_of: dict[str, list[Any]] = {}
    for role in records(roles(tables)):
        said_of.setdefault(role.entity_id, []).append(role)
    persons = tables.entities[tables.entities["type"] == "PER"]
    rows = []
    for person in records(persons):
        theirs = said_of.get(person.entity_id, [])
        feminine, masculine = (sum(role.gender == gender for role in theirs) for gender in ("female", "male"))
        given = given_gender(person.name)
        if feminine > masculine:
            gender, known_by = "female", "title"
        elif given:
            gender, known_by = given, "given name"
        else:
            gender, known_by = ("male", "title") if masculine else ("", "")
        said = "، ".join(role for role, _ in Counter(role.role for role in theirs).most_common(3))
        rows.append((person.entity_id, person.name, person.mention_count, said, gender, known_by))
    table = pd.DataFrame(rows, columns=["entity_id", "name", "mentions", "roles", "gender", "known_by"])
    return table.sort_values(["mentions", "name"], ascending=[False, True], kind="stable", ignore_index=True)
