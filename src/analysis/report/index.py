"""The page over a batch: the reports of each group, and the articles behind them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import annotated
from analysis.language import translator
from analysis.notebook import summary_html
from analysis.report import export

if TYPE_CHECKING:
    from analysis.report.page import Report, Task
    from analysis.tables import Tables

# What each of our notebooks is called and about, as English messages.
_ABOUT = {
    "entities": ("Entities", "Who is named, how often and together with whom"),
    "quotes": ("Quotations", "Who is quoted, with which verb and how much room"),
    "framing": ("Framing", "What the story is made to be about, and in whose words"),
}


def index_page(made: Sequence[tuple[Task, Report]], tables: Tables, out: Path, *, lang: str) -> str:
    """The page as HTML; `made` are the tasks of the batch with the report of each, group by group."""
    _ = translator(lang)
    sections: dict[str, list[dict[str, str | None]]] = {}
    for task, report in made:
        title, about = _ABOUT.get(task.name, (task.name, ""))
        href = report.path.relative_to(out).as_posix()
        entry = {"href": href, "title": _(title), "about": _(about), "problem": report.problem}
        sections.setdefault(task.title, []).append(entry)
    columns = {"article_id": "Article", "outlet": "Outlet", "published": "Date", "title": "Title"}
    body = annotated.render(
        "index.html.j2",
        lang=lang,
        sections=sections,
        summary=summary_html(tables, lang=lang),
        articles=annotated.table_html(tables.articles, columns, caption=_("Articles"), lang=lang),
    )
    provenance = made[0][0].provenance if made else {}
    return export.whole_page(body, title=_("Khabar: reports"), lang=lang, provenance=provenance)
