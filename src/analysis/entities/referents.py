"""One name per referent: spelling variants and short forms of a name share one entity, within an article and across.

Mentions and keys of names are the nodes of a graph, its edges are the decisions of the rules, its components are the
entities. Every edge has its reason (`explain`); a user's file of names comes before every rule.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.entities.countries import country_name
from analysis.entities.forms import Form, Names, forms
from analysis.entities.heads import HEADS
from analysis.entities.spelling import all_alike, native, skeleton, words
from analysis.entities.within import BRACKETS, known_as, links
from analysis.errors import InputError
from analysis.tables import Articles, Entities, Mentions, Tables, frame, rows_by_article

__all__ = ["canonical", "explain", "read_names", "skeleton"]

# A person's one-word name without a full name in its article is taken for the only one of the corpus from so many on.
_ARTICLES = 3

Node = tuple[str, int]  # a mention: article_id and its number in the article
Edge = tuple[Node | str, Node | str, str]  # a key of a name is a str


class Referents(NamedTuple):
    """All mentions with their entity, and why each is there.

    forms: by mention;  ids: entity_id by mention;  why: (reason, the form it was joined to) by mention
    countries: ISO code by entity_id
    """

    forms: dict[Node, Form]
    ids: dict[Node, str]
    why: dict[Node, tuple[str, str]]
    countries: dict[str, str]


def canonical(mentions: Mentions, articles: Articles, *, names: str | Path | None = None) -> tuple[Mentions, Entities]:
    """Over the whole corpus: the mentions with their entity_id, and the entities table, by entity_id.

    Within an article a short form is its full name, the nearest before it; across articles names are one entity when
    their words are, in any spelling of a foreign name, when they name one country, or when the lexicon of aliases says
    so. `names` is a user's CSV, see `read_names`. `explain` says why a mention is where it is.
    """
    found = _referents(mentions, articles, read_names(names) if names is not None else {})
    ids = [found.ids[node] for node in _nodes(mentions)]
    named = Mentions(mentions.assign(entity_id=ids).astype({"entity_id": "str"}))
    return named, _entities(named, found)


def explain(mentions: Mentions, articles: Articles, *, names: str | Path | None = None) -> pd.DataFrame:
    """Why each mention belongs to its entity, by the same rules: one row a mention, in the table's order.

    Columns article_id, start, end, text, name (of the entity), why (the rule), through (the form it was joined to).
    """
    found = _referents(mentions, articles, read_names(names) if names is not None else {})
    shown = _shown(found)
    nodes = _nodes(mentions)
    table = mentions[["article_id", "start", "end", "text"]].copy()
    table["name"] = pd.Series([shown[found.ids[node]] for node in nodes], index=table.index, dtype="str")
    table["why"] = pd.Series([found.why[node][0] for node in nodes], index=table.index, dtype="str")
    table["through"] = pd.Series([found.why[node][1] for node in nodes], index=table.index, dtype="str")
    return table


def merges(tables: Tables, *, names: str | Path | None = None) -> pd.DataFrame:
    """Which writings were taken for which entity, and why: one row a writing and entity, most mentions first.

    Columns text, name, why, through (the form that it was joined to), mentions, article_id, start (of the first).
    Writings that are their entity's name are left out. See `explain`; `names` is the user's file of the annotation.
    """
    found = explain(tables.mentions, tables.articles, names=names)
    found = found[(found["text"] != found["name"]) & (~found["why"].str.startswith("same form"))]
    table = found.groupby(["text", "name", "why", "through"], as_index=False, sort=False).agg(
        mentions=("start", "size"), article_id=("article_id", "first"), start=("start", "first")
    )
    return table.sort_values(["mentions", "name", "text"], ascending=[False, True, True], ignore_index=True)


def read_names(path: str | Path) -> dict[tuple[str, tuple[str, ...]], str]:
    """A user's decisions: a CSV with the columns text (as in the articles), name (the entity), perhaps article_id.

    Mentions of this text, in this article or in all, are the entity of this name; two texts with one name are one
    entity, with two names they stay two. Raises InputError when the file or a column is missing.
    """
    if not Path(path).is_file():
        raise InputError(f"{path}: no such file of names")
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    if missing := {"text", "name"} - set(table.columns):
        raise InputError(
            f"{path}: column {', '.join(sorted(missing))} is missing; the columns are text,name[,article_id]"
        )
    where = table["article_id"] if "article_id" in table else [""] * len(table)
    return {
        (article_id, words(text)): name
        for article_id, text, name in zip(where, table["text"], table["name"], strict=True)
        if words(text) and words(name)
    }


def _nodes(mentions: Mentions) -> list[Node]:
    """The node of each mention, in the table's order."""
    count: Counter[str] = Counter()
    found = []
    for article_id in mentions["article_id"]:
        found.append((article_id, count[article_id]))
        count[article_id] += 1
    return found


def _referents(mentions: Mentions, articles: Articles, names: Names) -> Referents:
    """The components of the graph of mentions and keys."""
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    known = {words(name) for name in mentions["text"] if name[:1] != "ل"}
    by_mention: dict[Node, Form] = {}
    edges: list[Edge] = []
    keys: dict[str, _Key] = {}
    for article_id, rows in rows_by_article(mentions).items():
        order = sorted(range(len(rows)), key=lambda n: rows[n].start)
        here = forms(text[article_id], [rows[n] for n in order], known, names, article_id)
        nodes = [(article_id, n) for n in order]
        by_mention |= dict(zip(nodes, here, strict=True))
        inside = [(nodes[link.at], nodes[link.to], link.why) for link in links(text[article_id], here)]
        edges += inside
        edges += _to_keys(nodes, by_mention, inside, keys)
    edges += _across(keys)
    ids: dict[Node, str] = {}
    countries: dict[str, str] = {}
    for component in _components(edges):
        names_of = sorted(node for node in component if isinstance(node, str))
        entity_id = "e" + hashlib.sha256(names_of[0].encode()).hexdigest()[:10]
        ids |= {node: entity_id for node in component if not isinstance(node, str)}
        codes = [key[-2:] for key in names_of if key.startswith(("iso:", "people:"))]
        if codes:
            countries[entity_id] = codes[0]
    return Referents(by_mention, ids, _reasons(edges, by_mention, keys), countries)


def _components(edges: Iterable[Edge], nodes: Iterable[Node] = ()) -> list[set[Any]]:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((one, other) for one, other, _ in edges)
    return list(nx.connected_components(graph))


class _Key(NamedTuple):
    """A name seen somewhere: the form that is it, and the articles in which it is."""

    form: Form
    articles: set[str]


def _to_keys(
    nodes: Sequence[Node], by_mention: Mapping[Node, Form], inside: Sequence[Edge], keys: dict[str, _Key]
) -> Iterator[Edge]:
    """The edges from the referents of one article to the keys of their fullest names, and of what they are known as."""
    # What an article itself explains in brackets, the lexicon of aliases does not: شركة الطيران الخاص (SPA).
    explained = {by_mention[one].words for one, _, why in inside if why == BRACKETS and not isinstance(one, str)}
    for component in _components(inside, nodes):
        members = sorted(component, key=lambda node: (by_mention[node].start, node))
        fullest = min(members, key=lambda node: (not by_mention[node].fixed, -len(by_mention[node].words)))
        form = by_mention[fullest]
        key = f"name:{form.type}:{' '.join(form.words)}"
        keys.setdefault(key, _Key(form, set())).articles.add(nodes[0][0])
        yield fullest, key, "its own name"
        for node in members:
            name = known_as(by_mention[node])
            if name and by_mention[node].words not in explained:
                yield node, name, "country" if name.startswith("iso:") else "known by these names"


def _across(keys: Mapping[str, _Key]) -> Iterator[Edge]:
    """The edges between names of several articles: spellings, family names, kinds left out.

    A spelling joins the most frequent one that it is like, never another that was joined itself: no chains.
    """
    centres: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for key in sorted(keys, key=lambda key: (-len(keys[key].articles), key)):
        form = keys[key].form
        block = centres[form.type, form.skeletons]
        varies = not form.fixed and form.type != "MISC"
        like = [c for c in block if varies and all_alike(form.words, keys[c].form.words)]
        if like:
            yield key, like[0], "spelling of one name"
        else:
            block.append(key)
    kept = [key for block in centres.values() for key in block]
    full: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in kept:
        form = keys[key].form
        if form.type == "PER" and len(form.words) > 1:
            full["PER", form.words[-1]].append(key)
        elif form.type != "PER" and len(form.words) > 1 and form.words[0] in HEADS.get(form.type, ()):
            full[form.type, " ".join(form.words[1:])].append(key)
    for key in kept:
        form = keys[key].form
        fits = full.get((form.type, " ".join(form.words)), [])
        if form.fixed or len(fits) != 1 or len(keys[fits[0]].articles) < _ARTICLES:
            continue
        if form.type != "PER":
            yield key, fits[0], "kind of thing left out"
        elif not native(form.words[0]):
            yield key, fits[0], "the only person of this family name in the corpus"


def _reasons(
    edges: Sequence[Edge], by_mention: Mapping[Node, Form], keys: Mapping[str, _Key]
) -> dict[Node, tuple[str, str]]:
    """For each mention the first decision that joined it to another name."""
    across = {one: (keys[str(other)].form.name, why) for one, other, why in edges if isinstance(one, str)}
    reasons: dict[Node, tuple[str, str]] = {}
    joined: dict[Node, tuple[str, str]] = {}
    for one, other, why in edges:
        if isinstance(one, str):
            continue
        if isinstance(other, str):
            through = across.get(other)
            if through and why == "its own name":
                reasons[one] = (through[1], through[0])
            elif one not in reasons or reasons[one][0] == "its own name":
                reasons[one] = (why, by_mention[one].name if why == "its own name" else other.split(":")[-1])
        else:
            reasons[one] = (why, by_mention[other].name)
            joined.setdefault(other, (why, by_mention[one].name))
    reasons = joined | reasons  # the other side of a decision, where that is all that joins it: ناسا (National …)
    return {node: _told(form, *reasons[node]) for node, form in by_mention.items()}


def _told(form: Form, why: str, through: str) -> tuple[str, str]:
    """The reason of a mention as it is shown, with the type that it was given, where that is not its own."""
    if form.fixed:
        return "given by the user", form.name
    return why + (f"; {form.type} as its name is in the article, not {form.given}" if form.given else ""), through


def _shown(found: Referents) -> dict[str, str]:
    """The name of each entity: a user's, else the one of most words, the most frequent, the first in the alphabet.

    A country has its CLDR name where that stands in the corpus, else the most frequent; so has its people.
    """
    counts: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    for node, form in found.forms.items():
        counts[found.ids[node]][form.fixed, form.name] += 1

    def fullness(entity_id: str, name: str, fixed: bool, count: int) -> tuple[bool, bool, bool, int, int, str]:
        code = found.countries.get(entity_id)
        own = code is not None and words(name) == words(country_name(f"iso:{code}") or "")
        length = 0 if code else len(words(name))
        return (not fixed, not own, name.isascii(), -length, -count, name)

    return {
        entity_id: min(fullness(entity_id, name, fixed, count) for (fixed, name), count in named.items())[-1]
        for entity_id, named in counts.items()
    }


def _entities(mentions: Mentions, found: Referents) -> Entities:
    names = _shown(found)
    rows = mentions.assign(name=[found.forms[node].name for node in _nodes(mentions)])
    made = []
    for entity_id, group in rows.groupby("entity_id", sort=True):
        code = found.countries.get(str(entity_id))
        made.append(
            {
                "entity_id": entity_id,
                "name": names[str(entity_id)],
                "type": Counter(group["type"]).most_common(1)[0][0],
                "aliases": sorted(set(group["name"]) - {names[str(entity_id)]}),
                "mention_count": len(group),
                "article_count": group["article_id"].nunique(),
                "link": f"iso:{code}" if code else None,
            }
        )
    return Entities(frame("entities", made))
