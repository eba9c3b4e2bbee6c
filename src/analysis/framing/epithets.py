"""Epithets: the titles before a name and the adjectives after it."""

from __future__ import annotations

import collections
import functools
import re
from collections.abc import Iterator

import pandas as pd

from analysis import lexicons
from analysis.framing.actors import MASCULINE_PLACES
from analysis.framing.phrases import PARTICLES, word_set
from analysis.framing.predicates import verb_forms
from analysis.tables import Tables, records
from analysis.text import folded

_WORD_BEFORE = re.compile(r"(\w+)[ \t]+$")
_WORD_AFTER = re.compile(r"[ \t]+(\w+)")
_DEFINITE = re.compile(r"^ال\w{3,}$")
_NO_EPITHET = PARTICLES | word_set("اليوم الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد الماضي المقبل الحالي")
_CONJUNCTION = re.compile(r"^[وفبلك](?=ال)")
_AND_FOR = re.compile(r"^[وف]?لل(?=\w{3})")
# Participles and words of origin say who somebody is, whatever they are: المؤرخ، الفرنسي.
_WHO = re.compile(r"^الم\w{3}$|^ال\w{3,}ي$")
_PROCLITICS = re.compile(r"^[وف]?[بلك]?(?=\w{3})")
# Nouns that say only with their genitive who it is: كبير المفاوضين.
_HEADS = word_set(
    "كبير كبيره نائب نائبه وكيل وكيله مساعد مساعده عضو زميل زميله "
    "لواء شهيد شهيده فنان فنانه سيد سيده شاب شابه لورد طفل طفله"
)
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
    """The words before a name that are its title: the noun with the article that tells who it is, and what follows it.

    Without one, as in وزير الخارجية and كبير المفاوضين, the noun before the words with the article too.
    """
    found: list[str] = []
    floor = max(0, start - _REACH)
    head: list[str] = []
    while word := _WORD_BEFORE.search(text, floor, start):
        bare = _AND_FOR.sub("ال", _CONJUNCTION.sub("", word[1]))
        form = folded(bare)
        if not _DEFINITE.match(form) or form in _NO_EPITHET or len(found) == _LONGEST:
            head = _head(word[1])
            break
        found.insert(0, bare)
        if bare != word[1]:
            break
        start = word.start(1)
    forms = [folded(bare) for bare in found]
    last = max((n for n, form in enumerate(forms) if _is_person(form)), default=-1)
    while last > 0 and _is_person(forms[last - 1]) and forms[last - 1].endswith("ه") == forms[last].endswith("ه"):
        last -= 1
    if last >= 0:
        return found[last:]
    if head and found:
        return [*head, *found]
    return found if found and (_WHO.match(forms[0]) or forms[0] in _APPOSED) else []


@functools.cache
def _persons() -> frozenset[str]:
    """Nouns that say who one person is, without article: those of titles and of unnamed sources."""
    titles, sources = lexicons.read("titles"), lexicons.read("sources")
    found = {folded(form) for column in ("forms", "feminine") for row in titles[column] for form in lexicons.forms(row)}
    stems = sources.loc[sources["kind"] == "unnamed", "stem"]
    return frozenset(found) | _HEADS | {stem + end for stem in stems if " " not in stem for end in ("", "ه")}


def _is_person(form: str) -> bool:
    return form.removeprefix("ال") in _persons()


def _head(word: str) -> list[str]:
    """The word without proclitics where it is the noun to which a title belongs, else nothing."""
    for bare in (word, _PROCLITICS.sub("", word)):
        form = folded(bare)
        if _is_person(form) and form not in verb_forms():
            return [bare]
    return []
