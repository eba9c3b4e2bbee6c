"""An executed notebook to one self-contained HTML page: no request to any host, the same bytes every time."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import threading
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analysis import annotated
from analysis.language import translator
from analysis.notebook import stylesheet

if TYPE_CHECKING:
    from nbformat import NotebookNode

# What each of our notebooks is called and about, as English messages.
_ABOUT = {
    "entities": ("Entities", "Who is named, how often and together with whom"),
    "quotes": ("Quotations", "Who is quoted, with which verb and how much room"),
    "framing": ("Framing", "What the story is made to be about, and in whose words"),
    "compare": ("Comparison", "What sets outlets, periods or speakers apart"),
}
_HEADING = re.compile(r"^(#{1,2}) (.+)$", re.MULTILINE)


@functools.cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    class Cells(HTMLExporter):  # type: ignore[misc]
        """The cells by our template, as it writes them: HTMLExporter would parse them again and add what we have."""

        def from_notebook_node(self, nb: NotebookNode, **options: Any) -> Any:
            return TemplateExporter.from_notebook_node(self, nb, **options)

    return Cells(
        template_name="khabar",
        extra_template_basedirs=[str(files(__package__).joinpath("nbconvert"))],
        exclude_anchor_links=True,
        default_preprocessors=[],  # none of them changes anything of ours, and the notebook is validated after each
    )


_exporting = threading.Lock()


def page(notebook: NotebookNode, *, lang: str, provenance: Mapping[str, str], about: str = "", key: str = "") -> str:
    """The HTML page of an executed notebook: its prose in this language, its outputs, its code behind a toggle.

    `about` says which articles it is about, `key` what it depends on.
    """
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
    with _exporting:  # an exporter is one thread's at a time
        body, _ = _exporter().from_notebook_node(shown)
    # As SVG 2 writes it: a link for who reads to us, too. JupyterLab stumbles on it, so a notebook has the old way.
    body = body.replace("<a xlink:href=", "<a href=")
    whole_title = f"{title} · {about}" if about else title
    return whole_page(Markup(body), title=whole_title, lang=lang, nav=contents, provenance=provenance, key=key)


def whole_page(
    body: Markup,
    *,
    title: str,
    lang: str,
    nav: Sequence[tuple[str, str]] = (),
    provenance: Mapping[str, str],
    key: str = "",
) -> str:
    """A page around this body, with our style and fonts in it. `key` is what it depends on, `nav` its parts."""
    html = annotated.render(
        "page.html.j2",
        lang=lang,
        body=body,
        title=title,
        nav=nav,
        key=key,
        has_code='<pre class="code"' in body,
        provenance=list(provenance.items()),
        style=Markup(stylesheet()),
        page_style=annotated.render("page.css.j2", lang=lang),
        script=Markup(_script()),
        script_hash=_script_hash(),
    )
    return str(html) + "\n"


@functools.cache
def _script() -> str:
    return files("analysis").joinpath("templates", "page.js").read_text("utf-8")


def _script_hash() -> str:
    """The source expression that lets a Content-Security-Policy run our script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()


def about(name: str, lang: str) -> tuple[str, str]:
    """What a notebook is called and about."""
    title, what = _ABOUT.get(name, (name.replace("_", " ").capitalize(), ""))
    return translator(lang)(title), translator(lang)(what)


def error_page(title: str, traceback: str, *, lang: str, provenance: Mapping[str, str]) -> str:
    """The page that stands in for a report that failed: what is wrong in a line, then the traceback."""
    _ = translator(lang)
    why = Markup('<p>{}</p>\n<p class="why" dir="ltr" lang="en">{}</p>\n')
    body = why.format(_("This report failed."), traceback.splitlines()[-1])
    body += Markup('<pre class="error" dir="ltr" lang="en">{}</pre>').format(traceback)
    return whole_page(body, title=title, lang=lang, provenance=provenance)


def _is_shown(cell: Any, lang: str) -> bool:
    """Prose is tagged with its language; a cell tagged with another one is left out."""
    languages = {tag for tag in cell.metadata.get("tags", []) if tag.startswith("lang-")}
    return not languages or f"lang-{lang}" in languages
