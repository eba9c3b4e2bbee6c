"""Which articles a report is about: all, or those of one outlet, month or article."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from analysis.errors import ReportError

if TYPE_CHECKING:
    from analysis.tables import Tables

By = Literal["all", "outlet", "month", "article"]


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
    return [Group(_folder(by, title), title, tuple(ids)) for title, ids in sorted(found.items())]


def _folder(by: By, title: str) -> str:
    return f"{by}-{hashlib.sha256(title.encode()).hexdigest()[:12]}"
