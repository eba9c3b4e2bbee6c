"""One name per referent: spelling variants and short forms of a name share one entity, within an article and across.

Every merge has a reason: the same folded form, the same consonants of a foreign name, a short form of a full name in
the same article, or the same country code.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from babel import Locale

from analysis.tables import Articles, Entities, Mentions, frame, rows_by_article
from analysis.text import folded

# Letters that transliterators choose between for one foreign sound, and long vowels, which come and go with them.
_SOUNDS = {ord(c): group[0] for group in ("فو", "كجغق", "تط", "سصث", "زذظ", "دض", "هح") for c in group}
_VOWELS = re.compile("[اويءئؤعآ]")
_ARTICLE = re.compile("^ال(?=...)")
# Below so many consonants two different names are too easily alike.
_SHORTEST_SKELETON = 3


class Form(NamedTuple):
    """A name as it stands in a text: its type, its folded words and the skeleton of each."""

    type: str
    words: tuple[str, ...]
    skeletons: tuple[str, ...]


@functools.lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The consonants of a folded word, letters for one foreign sound made one; the word itself where few are left.

    >>> skeleton("ويتكوف") == skeleton("فيتكوف")
    True
    """
    bare = _ARTICLE.sub("", word)
    first = "ف" if bare[:1] in "وف" else bare[:1]
    rest = _VOWELS.sub("", bare[1:].removesuffix("ه")).translate(_SOUNDS)
    found = first.translate(_SOUNDS) + rest
    return found if len(found) >= _SHORTEST_SKELETON else bare


@functools.lru_cache(maxsize=100_000)
def form(text: str, type_: str) -> Form:
    """The form of a name."""
    words = tuple(folded(text).split())
    return Form(type_, words, tuple(skeleton(word) for word in words))


@functools.cache
def country_codes() -> dict[str, str]:
    """ISO 3166 codes by folded Arabic name, from the Unicode CLDR that Babel brings."""
    territories = Locale("ar").territories
    return {folded(name): code for code, name in territories.items() if len(code) == 2}


def canonical(mentions: Mentions, articles: Articles) -> tuple[Mentions, Entities]:
    """Over the whole corpus: the mentions with their entity_id, and the entities table, by entity_id.

    A person's one-word name belongs to the nearest full name before it in the article (else the first after it) that
    has this word; other names are one entity when their forms have the same skeleton.
    """
    keys: dict[tuple[str, str], str] = {}
    for article_id, rows in rows_by_article(mentions).items():
        for row, key in zip(rows, _keys(rows), strict=True):
            keys[article_id, row.mention_id] = key
    pairs = zip(mentions["article_id"], mentions["mention_id"], strict=True)
    entity_ids = ["e" + hashlib.sha256(keys[pair].encode()).hexdigest()[:10] for pair in pairs]
    named = Mentions(mentions.assign(entity_id=entity_ids).astype({"entity_id": "str"}))
    return named, _entities(named)


def _keys(rows: Sequence[Any]) -> list[str]:
    """A key for each mention of one article; equal keys are one referent."""
    forms = [form(row.text, row.type) for row in rows]
    full = [(n, f) for n, f in enumerate(forms) if f.type == "PER" and len(f.words) > 1]
    return [_key(_full_name(n, f, full) or f) for n, f in enumerate(forms)]


def _full_name(at: int, short: Form, full: Sequence[tuple[int, Form]]) -> Form | None:
    """The full name that a one-word name stands for: the nearest before it, else the first after it."""
    if short.type != "PER" or len(short.words) != 1:
        return None
    word = short.skeletons[0]
    fits = [(n, f) for n, f in full if f.skeletons[-1] == word] or [(n, f) for n, f in full if word in f.skeletons]
    before = [f for n, f in fits if n < at]
    return before[-1] if before else fits[0][1] if fits else None


def _key(name: Form) -> str:
    code = country_codes().get(" ".join(name.words)) if name.type == "LOC" else None
    return f"iso:{code}" if code else f"{name.type}:{' '.join(name.skeletons)}"


def _entities(mentions: Mentions) -> Entities:
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, set[str]] = defaultdict(set)
    columns = ("entity_id", "text", "type", "article_id")
    for entity_id, text, type_, article_id in zip(*(mentions[column] for column in columns), strict=True):
        texts[entity_id][text] += 1
        types[entity_id][type_] += 1
        where[entity_id].add(article_id)
    rows = []
    for entity_id in sorted(texts):
        name = _fullest(texts[entity_id])
        codes = (country_codes().get(folded(text)) for text in texts[entity_id])
        rows.append(
            {
                "entity_id": entity_id,
                "name": name,
                "type": types[entity_id].most_common(1)[0][0],
                "aliases": sorted(set(texts[entity_id]) - {name}),
                "mention_count": sum(texts[entity_id].values()),
                "article_count": len(where[entity_id]),
                "link": next((f"iso:{code}" for code in codes if code), None),
            }
        )
    return Entities(frame("entities", rows))


def _fullest(counts: Counter[str]) -> str:
    """The form with most words, then the most frequent, then the first in the alphabet."""
    return min(counts, key=lambda text: (-len(text.split()), -counts[text], text))
