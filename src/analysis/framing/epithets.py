"""Epithets: the titles before a name and the adjectives after it."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterator

import pandas as pd

from analysis.framing.actors import MASCULINE_PLACES, is_actor
from analysis.framing.phrases import PARTICLES, word_set
from analysis.framing.predicates import verb_forms
from analysis.tables import Tables, records
from analysis.text import folded

_WORD_BEFORE = re.compile(r"(\w+)[ \t]+$")
_WORD_AFTER = re.compile(r"[ \t]+(\w+)")
_DEFINITE = re.compile(r"^ال\w{3,}$")
_NO_EPITHET = PARTICLES | word_set("اليوم الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد الماضي المقبل الحالي")
_CONJUNCTION = re.compile(r"^[وفبلك](?=ال)")
_PROCLITICS = re.compile(r"^[وف]?[بلك]?(?=\w{3})")
# Nouns that say only with their genitive who it is: كبير المفاوضين.
_HEADS = word_set("كبير كبيره كبار نائب نائبه وكيل مساعد عضو")
# Adjectives: of relation (الروسي) and participles (المحتلة); plurals are about others.
_DESCRIBES = re.compile(r"^ال\w{2,}يه?$|^الم\w{3,}(?<!ين)(?<!ون)$")
_RELATION = re.compile(r"يه?$")
# What stands before the name of a place or a body and is not what somebody does to it: العاصمة الخرطوم.
_APPOSED = word_set(
    "العاصمه المدينه المحافظه البلده القريه الولايه الجاره الجار الشقيق الشقيقه الصديق الصديقه الحليف الحليفه "
    "النادي الحركه الجماعه الشركه المنظمه التنظيم الصحيفه القناه الوكاله الميليشيا المجموعه"
)
# How many words with the article a title has, and how far before the name it begins at most.
_LONGEST, _REACH = 4, 80


def epithets(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: the titles before and the adjectives after the names of each entity, most frequent first.

    Columns name, epithet (as written most often, proclitics off), place (before, after), count, article_id and start
    (of the first time).
    """
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    name = dict(zip(tables.entities["entity_id"], tables.entities["name"], strict=True))
    written: dict[tuple[str, str, str], collections.Counter[str]] = {}
    first: dict[tuple[str, str, str], tuple[str, int]] = {}
    for mention in records(tables.mentions):
        for epithet, place in described(text[mention.article_id], mention.start, mention.end, mention.type):
            key = (name.get(mention.entity_id, mention.text), folded(epithet), place)
            written.setdefault(key, collections.Counter())[epithet] += 1
            first.setdefault(key, (mention.article_id, mention.start))
    rows = [
        (key[0], min(forms, key=lambda form: (-forms[form], form)), key[2], forms.total(), *first[key])
        for key, forms in written.items()
    ]
    table = pd.DataFrame(rows, columns=["name", "epithet", "place", "count", "article_id", "start"])
    return table.sort_values(["count", "name", "epithet"], ascending=[False, True, True], ignore_index=True)


def described(text: str, start: int, end: int, kind: str) -> Iterator[tuple[str, str]]:
    """The adjective after and the title before a mention of this type, as written, with where it stands.

    >>> list(described("قال كبير المفاوضين الأوكرانيين أحمد علي الشهير", 31, 39, "PER"))
    [('كبير المفاوضين الأوكرانيين', 'before')]
    """
    after = _WORD_AFTER.match(text, end)
    if after and _is_adjective(folded(text[start:end]), folded(after[1]), kind):
        yield after[1], "after"
    title = _title(text, start)
    if title and (kind == "PER" or folded(title[0]) in _APPOSED):
        yield " ".join(title), "before"


def _is_adjective(name: str, word: str, kind: str) -> bool:
    """Whether a word after a name describes it, as far as form and gender tell: not إيران النووي."""
    if not _DESCRIBES.match(word) or word in _NO_EPITHET:
        return False
    head, _, more = name.partition(" ")
    relation = _RELATION.search(word) is not None
    feminine = word.endswith(("ه", "ات"))
    if kind == "PER":  # زيارة أوباما التاريخية
        return not word.endswith("يه")
    if kind == "LOC" and not more and not head.endswith("ه"):
        return feminine != (head.removeprefix("ال") in MASCULINE_PLACES)
    known = bool(more) or head.startswith("ال") or head.endswith("ه")
    return feminine == head.endswith(("ه", "ات")) if known else relation


def _title(text: str, start: int) -> list[str]:
    """The words before a name that are its title: words with the article, and the noun to which they belong."""
    found: list[str] = []
    floor = max(0, start - _REACH)
    while word := _WORD_BEFORE.search(text, floor, start):
        bare = _CONJUNCTION.sub("", word[1])
        form = folded(bare)
        if not _DEFINITE.match(form) or form in _NO_EPITHET or len(found) == _LONGEST:
            return [*_head(word[1]), *found] if found else found
        found.insert(0, bare)
        if bare != word[1]:
            break
        start = word.start(1)
    return found


def _head(word: str) -> list[str]:
    """The word without proclitics where it is the noun to which a title belongs, else nothing."""
    for bare in (word, _PROCLITICS.sub("", word)):
        form = folded(bare)
        if form in verb_forms():
            continue
        if form in _HEADS or (form not in _NO_EPITHET and is_actor(form) and (bare != word or not is_actor(form[1:]))):
            return [bare]
    return []
