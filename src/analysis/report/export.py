"""An executed notebook to one self-contained HTML page: no request to any host, no script, the same bytes always."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analysis import annotated
from analysis.language import translator
from analysis.notebook import stylesheet

if TYPE_CHECKING:
    from nbformat import NotebookNode

_HEADING = re.compile(r"^(#{1,2}) (.+)$", re.MULTILINE)


@functools.cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="khabar",
        extra_template_basedirs=[str(files(__package__).joinpath("nbconvert"))],
        exclude_anchor_links=True,
    )


def page(notebook: NotebookNode, *, lang: str, provenance: Mapping[str, str]) -> str:
    """The HTML page of an executed notebook: its prose in this language, its outputs, its code behind a toggle."""
    cells = [cell for cell in notebook.cells if _is_shown(cell, lang)]
    contents = []
    title = ""
    for number, cell in enumerate(cells):
        heading = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if heading is None:
            continue
        if heading[1] == "#":
            title = heading[2]
            cell.source = cell.source.replace(heading[0], "", 1).strip()
        else:
            cell.metadata["anchor"] = f"c{number}"
            contents.append((f"#c{number}", heading[2]))
    for cell in cells:
        if "setup" in cell.metadata.get("tags", []):
            cell.outputs = []  # its style is in the head of the page
    shown = notebook.copy()
    shown.cells = cells
    body, _ = _exporter().from_notebook_node(shown)
    return whole_page(Markup(body), title=title, lang=lang, nav=contents, provenance=provenance, has_code=True)


def whole_page(
    body: Markup,
    *,
    title: str,
    lang: str,
    nav: Sequence[tuple[str, str]] = (),
    provenance: Mapping[str, str],
    has_code: bool = False,
) -> str:
    """A page around this body, with our style and fonts in it."""
    html = annotated.render(
        "page.html.j2",
        lang=lang,
        body=body,
        title=title,
        nav=nav,
        has_code=has_code,
        provenance=list(provenance.items()),
        style=Markup(stylesheet()),
        page_style=annotated.render("page.css.j2", lang=lang),
    )
    return str(html) + "\n"


def error_page(name: str, traceback: str, *, lang: str, provenance: Mapping[str, str]) -> str:
    """The page that stands in for a report that failed: the notebook's name and the traceback."""
    _ = translator(lang)
    body = Markup('<p>{}</p>\n<pre class="error" dir="ltr">{}</pre>').format(_("This report failed."), traceback)
    return whole_page(body, title=name, lang=lang, nav=[("index.html", _("All reports"))], provenance=provenance)


def _is_shown(cell: Any, lang: str) -> bool:
    """Prose is tagged with its language; a cell tagged with another one is left out."""
    languages = {tag for tag in cell.metadata.get("tags", []) if tag.startswith("lang-")}
    return not languages or f"lang-{lang}" in languages
