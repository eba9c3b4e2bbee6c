"""Portrayal: the predicates of which an entity is agent or patient, and who does what to whom."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.framing.demonyms import demonym
from analysis.framing.events import article_events
from analysis.framing.inside import quoted_by
from analysis.tables import Articles, Mentions, Portrayals, Tables, Watch, per_article, rows_by_article
from analysis.text import Span, folded

_EVENT_COLUMNS = [
    "article_id", "start", "end", "predicate", "lemma", "polarity", "relation", "voice", "agent", "agent_id",
    "patient", "patient_id", "agent_deleted",
]  # fmt: skip
_NOBODY = {"", "هذا", "هذه", "ذلك", "تلك"}
_NISBA = re.compile(r"(?:ي|يه|يون|يين)$")


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


def portrayals(
    articles: Articles,
    mentions: Mentions,
    *,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> Portrayals:
    """The entities of each article in the roles in which its verbs and verbal nouns put them."""
    return Portrayals(per_article(articles, article_portrayals, "portrayals", mentions, watch=watch))


def article_portrayals(text: str, mentions: Sequence[Any]) -> Iterator[Portrayal]:
    """The portrayals of one article, in text order of the predicates, agent before patient."""
    for event in article_events(text, mentions):
        for role, place in (("agent", event.agent), ("patient", event.patient)):
            named = _named(text, place, mentions)
            if named is not None:
                yield Portrayal(
                    named.entity_id, named.start, named.end, role, *event.predicate, event.lemma, event.polarity
                )


def _named(text: str, place: Span | None, mentions: Sequence[Any]) -> Any:
    """The mention that a phrase is about, None where it has none: its head, its person, or what its head belongs to.

    روسيا; الرئيس فلاديمير بوتين; قوات إسرائيل: but not the adjective of غارة أوكرانية.
    """
    if place is None:
        return None
    at = bisect.bisect_left([m.start for m in mentions], place.start)
    if at == len(mentions) or mentions[at].start >= place.end:
        return None
    found = mentions[at]
    before = text[place.start : found.start].split()
    if not before or getattr(found, "type", "") == "PER":
        return found
    adjective = _NISBA.search(folded(text[found.start : found.end])) is not None
    return found if len(before) == 1 and not before[0].startswith("ال") and not adjective else None


def events(tables: Tables) -> pd.DataFrame:
    """One row an event, named agents and patients or not: who does what to whom, and in whose words.

    Columns article_id, start and end (of the predicate), predicate (as written), lemma, polarity, relation
    (conflict, cooperation or empty), voice (active, passive, nominal), agent and patient (as written, but المدينة of
    للمدينة; empty where the text has none), agent_id and patient_id (entities; empty where they have no name),
    agent_deleted (never of an active verb: its agent stood before), agent_name and patient_name (of the entity, else
    as written; the adjective of a country without article, so that القصف الروسي and قصف روسي have one agent), quoted
    and speaker (where the event stands in a quotation). Derived: found anew from articles and mentions; `pairs` and
    `agency` take it.
    """
    mentions = rows_by_article(tables.mentions)
    rows = [
        (article_id, *row)
        for article_id, text in zip(tables.articles["article_id"], tables.articles["text"], strict=True)
        for row in _event_rows(text, mentions.get(article_id, []))
    ]
    types = {"start": "int64", "end": "int64", "agent_deleted": "bool"}
    table = pd.DataFrame(rows, columns=_EVENT_COLUMNS).astype(types)
    name = dict(zip(tables.entities["entity_id"], tables.entities["name"], strict=True))
    for role in ("agent", "patient"):
        places = zip(table[f"{role}_id"], table[role], strict=True)
        called = [name.get(key) or demonym(folded(phrase)) or phrase for key, phrase in places]
        table[f"{role}_name"] = pd.Series(called, index=table.index, dtype="str")
    return table.join(quoted_by(table, tables.quotes))


def _event_rows(text: str, mentions: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    def written(place: Span | None) -> str:
        if place is None:
            return ""
        phrase = text[place.start : place.end]
        return "ا" + phrase if phrase[0] == "ل" and text[: place.start].endswith("ل") else phrase

    def entity(place: Span | None) -> str:
        named = _named(text, place, mentions)
        return named.entity_id if named is not None else ""

    for event in article_events(text, mentions):
        start, end = event.predicate
        yield (
            start, end, text[start:end], event.lemma, event.polarity, event.relation, event.voice,
            written(event.agent), entity(event.agent), written(event.patient), entity(event.patient),
            event.agent is None and event.voice != "active",
        )  # fmt: skip


def pairs(found: pd.DataFrame) -> pd.DataFrame:
    """Over the whole corpus: who acts on whom in these `events`, most frequent first, of equals those of two names.

    Columns agent and patient (name of the entity, or the phrase as written), relation, count, predicates (list of
    lemmas), articles, article_id and start (of the first time). Events without agent or patient, or with a mere
    "this" for one, are left out.
    """
    whole = found[~found["agent"].isin(_NOBODY) & ~found["patient"].isin(_NOBODY)]
    called = whole.assign(agent=whole["agent_name"], patient=whole["patient_name"])
    called["names"] = (whole["agent_id"] != "").astype("int64") + (whole["patient_id"] != "")
    keys = ["agent", "patient", "relation"]
    more: dict[str, tuple[str, Any]] = {"predicates": ("lemma", _distinct), "articles": ("article_id", "nunique")}
    counted = _counted(called, keys, more | {"names": ("names", "max")})
    ordered = counted.sort_values(["count", "names"], ascending=False, kind="stable", ignore_index=True)
    return ordered.drop(columns="names")


def agency(found: pd.DataFrame) -> pd.DataFrame:
    """Over the whole corpus: how often each predicate of these `events` has lost its agent, and in which voice it is.

    Columns lemma, polarity, count, active, passive, nominal, deleted (share with a deleted agent), article_id, start.
    """
    voices = {voice: (found["voice"] == voice).astype("int64") for voice in ("active", "passive", "nominal")}
    more: dict[str, tuple[str, Any]] = {voice: (voice, "sum") for voice in voices}
    return _counted(found.assign(**voices), ["lemma", "polarity"], more | {"deleted": ("agent_deleted", "mean")})


def _counted(
    table: pd.DataFrame, keys: list[str], more: dict[str, tuple[str, Any]], *, start: str = "start"
) -> pd.DataFrame:
    """One row a group, most frequent first: keys, count, what else is asked for, article_id and start of the first."""
    first = {"article_id": ("article_id", "first"), "start": (start, "first")}
    counted = table.groupby(keys, sort=True).agg(count=(start, "size"), **more, **first).reset_index()
    return counted.sort_values(["count", *keys], ascending=[False] + [True] * len(keys), ignore_index=True)


def _distinct(values: pd.Series[str]) -> list[str]:
    return sorted(set(values))


def portrayal_counts(tables: Tables) -> pd.DataFrame:
    """Over the whole corpus: how often each entity is agent and patient, with which polarity.

    Columns name, role, polarity, count, predicates (list of lemmas), article_id and start (of the first time).
    """
    found = tables.portrayals.merge(tables.entities[["entity_id", "name"]], on="entity_id", how="left")
    keys = ["name", "role", "polarity"]
    return _counted(found, keys, {"predicates": ("predicate_lemma", _distinct)}, start="predicate_start")
