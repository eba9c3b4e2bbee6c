"""Which articles a report is about: all, or those of one outlet, month or article."""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args

from analysis.errors import ReportError
from analysis.report import keys
from analysis.report.settings import By
from analysis.store import NAMES, RUN, load_run, save
from analysis.tables import Articles, Entities, Tables, select

_LONGEST = 100  # characters of a title


class Group(NamedTuple):
    """Some articles that share a report: a folder name (empty for all), a title, their ids in corpus order."""

    name: str
    title: str
    articles: tuple[str, ...]


def groups(tables: Tables, by: By = "all") -> list[Group]:
    """The articles of the corpus, grouped; those without an outlet or a date are a group of their own.

    A folder name is made of a hash, never of what an article says, so it is safe and does not change when other
    articles come or go. Raises ReportError when `by` is none of the known ones.
    """
    articles = tables.articles
    if by == "all":
        return [Group("", "", tuple(articles["article_id"]))]
    if by == "outlet":
        titles = articles["outlet"].fillna("")
    elif by == "month":
        titles = articles["published"].dt.strftime("%Y-%m").fillna("")
    elif by == "article":
        titles = articles["article_id"]
    else:
        raise ReportError(f"by={by!r}: reports are by {', '.join(get_args(By))}")
    found: dict[str, list[str]] = {}
    for title, article_id in zip(titles, articles["article_id"], strict=True):
        found.setdefault(title, []).append(article_id)
    called = _headlines(articles) if by == "article" else {}
    return [Group(_folder(by, title), called.get(title, title), tuple(ids)) for title, ids in sorted(found.items())]


def _headlines(articles: Articles) -> dict[str, str]:
    """What a report about one article is called: its title, not longer than a line or two, else its id."""
    titled = articles.dropna(subset=["title"])
    shortened = (textwrap.shorten(title, _LONGEST, placeholder=" …") for title in titled["title"])
    return {article_id: title for article_id, title in zip(titled["article_id"], shortened, strict=True) if title}


def compared_by(tables: Tables, by: By = "all") -> str:
    """What the groups of a comparison are, outlet or month: that of the batch first; "" where neither gives two."""
    articles = tables.articles
    counts = {"outlet": articles["outlet"].nunique(), "month": articles["published"].dt.to_period("M").nunique()}
    order = sorted(counts, key=lambda name: name != by)
    return next((name for name in order if counts[name] >= 2), "")


def _folder(by: By, title: str) -> str:
    return f"{by}-{hashlib.sha256(title.encode()).hexdigest()[:12]}"


def folder_pattern(by: By) -> re.Pattern[str]:
    """What the folders of groups look like."""
    return re.compile(rf"{by}-[0-9a-f]{{12}}")


def part_of(tables: Tables, group: Group) -> Tables:
    """The tables of a group. Counts of an entity are those of the group, so that they change with its articles only."""
    part = select(tables, articles=group.articles)
    by_entity = part.mentions.groupby("entity_id")["article_id"]
    entity_id = part.entities["entity_id"]
    counts = {"mention_count": by_entity.size(), "article_count": by_entity.nunique()}
    columns = {name: entity_id.map(count).astype("int64") for name, count in counts.items()}
    return part._replace(entities=Entities(part.entities.assign(**columns)))


def write_tables(group: Group, tables: Tables, run: Mapping[str, Any], folder: Path, of_corpus: str) -> None:
    """Write the tables of a group into `folder` (OUT/GROUP/tables), where its notebooks look for them.

    They are left alone when they were made from a corpus of this hash by the same code and parameters. In which line of
    its file an article stands is not said: it changes when others come or go, and the report would be made again.
    """
    made_by = {name: value for name, value in run.items() if name not in {"inputs", "articles"}}
    made_from = keys.digest([of_corpus, json.dumps(made_by, sort_keys=True), *group.articles])
    if (folder / RUN).is_file() and load_run(folder).get("made_from") == made_from:
        return
    part = part_of(tables, group)
    inside = set(zip(part.articles["source"], part.articles["sha256"], strict=True))
    inputs = [entry for entry in run.get("inputs", []) if (entry["source"], entry["sha256"]) in inside]
    names = folder.parents[1] / "tables" / NAMES
    files = part.articles["source"].str.replace(r":\d+$", "", regex=True)
    part = part._replace(articles=Articles(part.articles.assign(source=files)))
    run = {**run, "inputs": inputs, "made_from": made_from}
    save(part, folder, run=run, names=names if names.is_file() else None)
