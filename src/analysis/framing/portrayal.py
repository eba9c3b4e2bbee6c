"""Portrayal: the predicates of which a named entity is agent or patient.

A first version over verb-subject order: the entity that follows a verb of `lexicons/predicates.csv` is its agent, the
next one in the clause its patient. Passives and nominal sentences are not read yet.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis import lexicons
from analysis.tables import Articles, Mentions, Portrayals, Tables, Watch, per_article
from analysis.text import fold

if TYPE_CHECKING:
    import pandas as pd

_WORD = re.compile(r"\w+")
_CLAUSE_END = re.compile(r"[.،؛:!؟?\n«»“”\"]")
# Words that may stand between a verb and its agent: a title, an adjective or two.
_BEFORE_AGENT, _BEFORE_PATIENT = 4, 6


class Portrayal(NamedTuple):
    """An entity in a role of a predicate."""

    entity_id: str
    start: int
    end: int
    role: str
    predicate_start: int
    predicate_end: int
    predicate_lemma: str
    polarity: str


@functools.cache
def _forms() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in lexicons.read("predicates").to_dict("records"):
        past, present = row["past"], row["present"]
        weak = past[:-1] if past[-1] in "اي" else past
        for form in (past, weak + "ت", past + "وا", present, "ت" + present[1:], present + "ون"):
            for before in ("", "و", "ف", "س", "وس"):
                found.setdefault(before + form, (row["lemma"], row["polarity"]))
    return found


def portrayals(
    articles: Articles,
    mentions: Mentions,
    *,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> Portrayals:
    """The entities of each article in the roles in which its verbs put them."""
    return Portrayals(per_article(articles, article_portrayals, "portrayals", mentions, watch=watch))


def article_portrayals(text: str, mentions: Sequence[Any]) -> Iterator[Portrayal]:
    """The portrayals of one article, in text order."""
    form, at = fold(text), 0
    for word in _WORD.finditer(form.text):
        predicate = _forms().get(word.group())
        if predicate is None:
            continue
        start, end = form.span(*word.span())
        clause = _CLAUSE_END.search(text, end)
        limit = clause.start() if clause else len(text)
        while at < len(mentions) and mentions[at].start < end:
            at += 1
        inside = [m for m in mentions[at : at + 2] if m.end <= limit]
        if inside and len(text[end : inside[0].start].split()) <= _BEFORE_AGENT:
            yield Portrayal(inside[0].entity_id, inside[0].start, inside[0].end, "agent", start, end, *predicate)
            if len(inside) > 1 and len(text[inside[0].end : inside[1].start].split()) <= _BEFORE_PATIENT:
                yield Portrayal(inside[1].entity_id, inside[1].start, inside[1].end, "patient", start, end, *predicate)


def portrayal_counts(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: how often each entity is agent and patient, with which polarity.

    Columns name, role, polarity, count, predicates (list of lemmas), article_id and start (of the first time).
    """
    found = tables.portrayals.merge(tables.entities[["entity_id", "name"]], on="entity_id", how="left")
    table = (
        found.groupby(["name", "role", "polarity"], sort=True)
        .agg(
            count=("start", "size"),
            predicates=("predicate_lemma", lambda lemmas: sorted(set(lemmas))),
            article_id=("article_id", "first"),
            start=("predicate_start", "first"),
        )
        .reset_index()
    )
    return table.sort_values(["count", "name", "role"], ascending=[False, True, True], ignore_index=True)
