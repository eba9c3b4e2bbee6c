"""The page over a batch: each group of articles with its main numbers and its reports, and the articles behind them.

How long each report took stands on a page of its own (`times.html`), since the same batch must be the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis import annotated
from analysis.language import number, percent, translator
from analysis.notebook import summary_html
from analysis.report import export, keys
from analysis.report.groups import Group, folder_pattern, part_of
from analysis.report.page import write_text

if TYPE_CHECKING:
    import pandas as pd

    from analysis.report.page import Report, Task
    from analysis.tables import Tables

FILE, TIMES = "index.html", "times.html"
_ROWS = 4


class Bar(NamedTuple):
    """A row of a small multiple: its name, its value as text and, in per cent of the longest, its length."""

    name: str
    value: str
    length: int


class Card(NamedTuple):
    """A group of articles on the page: title, outlets, first and last day, small multiples (heading, bars), reports.

    `article_id` is that of a group that is one article, else empty.
    """

    title: str
    article_id: str
    articles: int
    outlets: list[str]
    days: tuple[str, str]
    multiples: list[tuple[str, list[Bar]]]
    reports: list[dict[str, Any]]


def write(
    made: Sequence[tuple[Task, Report]],
    parts: Sequence[Group],
    tables: Tables,
    out: Path,
    *,
    lang: str,
    force: bool = False,
) -> None:
    """Write the page, unless the one there is of the same reports; `made` are the tasks with the report of each."""
    state = [(task.key, report.problem) for task, report in made]
    key = keys.digest([lang, json.dumps(state), keys.tables_hash(out / "tables"), keys.code_hash()])
    if force or keys.stored_key(out / FILE) != key:
        write_text(out / FILE, index_page(made, parts, tables, out, lang=lang, key=key))
    if any(report.ran for _, report in made) or not (out / TIMES).is_file():
        write_text(out / TIMES, times_page(made, out, lang=lang))


def times_page(made: Sequence[tuple[Task, Report]], out: Path, *, lang: str) -> str:
    """The page that says of each report whether it was made and in how many seconds."""
    import pandas as pd

    _ = translator(lang)
    rows = [
        {
            "href": report.path.relative_to(out).as_posix(),
            "report": " · ".join(part for part in (task.title, export.about(task.name, lang)[0]) if part),
            "status": "failed" if report.problem else "done",
            "seconds": report.seconds,
        }
        for task, report in made
    ]
    columns = {"report": "Report", "status": "Status", "seconds": "Seconds"}
    table = pd.DataFrame(rows, columns=["href", *columns])
    body = annotated.table_html(table, columns, caption=_("How long each report took"), lang=lang)
    return export.whole_page(body, title=_("How long each report took"), lang=lang, provenance={})


def index_page(
    made: Sequence[tuple[Task, Report]],
    parts: Sequence[Group],
    tables: Tables,
    out: Path,
    *,
    lang: str,
    key: str = "",
) -> str:
    """The page as HTML."""
    reports: dict[Path, list[dict[str, Any]]] = {}
    for task, report in made:
        reports.setdefault(task.folder, []).append(_entry(task, report, out, lang))
    cards = [_card(group, tables, reports.pop(out / group.name, []), lang) for group in parts]
    # An article without a title is called by its id, so that no row seems empty on a narrow screen.
    listed = tables.articles.assign(title=tables.articles["title"].fillna(tables.articles["article_id"]))
    columns = {"title": "Title", "outlet": "Outlet", "published": "Date", "article_id": "Article"}
    body = annotated.render(
        "index.html.j2",
        lang=lang,
        cards=cards,
        of_all=reports.get(out, []),
        outlets=sorted(set(tables.articles["outlet"].dropna())),
        dated=bool(tables.articles["published"].notna().any()),
        times=TIMES,
        summary=summary_html(tables, lang=lang),
        articles=annotated.table_html(listed, columns, caption=translator(lang)("Articles"), lang=lang),
    )
    provenance = made[0][0].provenance if made else {}
    title = translator(lang)("Khabar: reports")
    return export.whole_page(body, title=title, lang=lang, provenance=provenance, key=key)


def _entry(task: Task, report: Report, out: Path, lang: str) -> dict[str, Any]:
    title, about = export.about(task.name, lang)
    href = report.path.relative_to(out).as_posix()
    return {"href": href, "title": title, "about": about, "failed": bool(report.problem)}


def _card(group: Group, tables: Tables, reports: list[dict[str, Any]], lang: str) -> Card:
    part = part_of(tables, group)
    days = part.articles["published"].dropna()
    return Card(
        group.title,
        group.articles[0] if folder_pattern("article").fullmatch(group.name) else "",
        len(part.articles),
        sorted(set(part.articles["outlet"].dropna())),
        (days.min().date().isoformat(), days.max().date().isoformat()) if len(days) else ("", ""),
        multiples(part, lang),
        reports,
    )


def multiples(part: Tables, lang: str) -> list[tuple[str, list[Bar]]]:
    """The small multiples of a group: most named entities, share of voice by speaker, frame profile."""
    from analysis import entities, framing, quotes

    voices = quotes.share_of_voice(part, by="speaker")
    voices = voices.assign(speaker=voices["speaker"].replace("", "unknown speaker"))
    return [
        ("Most named entities", _bars(entities.prominence(part), "name", "mentions", lang)),
        ("Share of voice", _bars(voices, "speaker", "share", lang)),
        ("Frame profile", _bars(framing.frame_profile(part), "frame", "score", lang)),
    ]


def _bars(statistic: pd.DataFrame, label: str, value: str, lang: str) -> list[Bar]:
    rows = statistic.head(_ROWS)
    longest = max(rows[value], default=0) or 1
    say = number if value == "mentions" else percent
    return [
        Bar(translator(lang)(str(name)), say(float(size), lang), round(100 * float(size) / longest))
        for name, size in zip(rows[label], rows[value], strict=True)
    ]
