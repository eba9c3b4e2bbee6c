"""Tables to reports: every notebook is run by papermill and written as one HTML file, with an index beside them."""

from __future__ import annotations

import hashlib
import importlib.metadata
import logging
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

from analysis import annotated
from analysis.errors import ReportError
from analysis.language import translator
from analysis.notebook import summary_html
from analysis.report import export, parameters
from analysis.store import load, load_run
from analysis.tables import Tables, Watch

NOTEBOOKS = ("entities", "quotes", "framing")
_ABOUT = {
    "entities": ("Entities", "Who is named, how often and together with whom"),
    "quotes": ("Quotations", "Who is quoted, with which verb and how much room"),
    "framing": ("Framing", "What the story is made to be about, and in whose words"),
}
_VERSIONS = ("khabar", "papermill", "pandas", "matplotlib", "camel-tools", "onnxruntime")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")

log = logging.getLogger(__name__)


class Report(NamedTuple):
    """One rendered report: the notebook's name, its file, and what went wrong (None when nothing did)."""

    name: str
    path: Path
    problem: str | None


def notebooks_folder() -> Path:
    """Where the notebooks are: beside the sources in a checkout, under `share/khabar` in an installation.

    Raises ReportError when they are in neither.
    """
    places = [Path(__file__).parents[3] / "notebooks", Path(sys.prefix) / "share" / "khabar" / "notebooks"]
    for place in places:
        if (place / "entities.ipynb").is_file():
            return place
    raise ReportError(f"no notebooks in {' or '.join(map(str, places))}; install Khabar from its repository")


def _notebook(name: str) -> nbformat.NotebookNode:
    known = {path.stem: path for path in notebooks_folder().glob("*.ipynb")}
    if name not in known:
        raise ReportError(f"no notebook is called {name!r}; there are: {', '.join(sorted(known))}")
    return nbformat.read(known[name], as_version=4)


def render(
    out: str | Path,
    *,
    notebooks: Sequence[str] = NOTEBOOKS,
    lang: str = "ar",
    given: Mapping[str, Any] | None = None,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> list[Report]:
    """Run the notebooks on the tables in `out/tables` and write their pages and `index.html` into `out`.

    `given` are further notebook parameters. A failing notebook gives a page with its traceback, and the others are
    done. Raises ReportError before anything runs when a parameter is unknown or ill-typed.
    """
    out = Path(out)
    tables = load(out / "tables")
    values = {"tables": "tables", "lang": lang, **(given or {})}
    loaded = {name: _notebook(name) for name in notebooks}
    for name, notebook in loaded.items():
        parameters.checked(values, parameters.defaults(notebook, name), name)
    shown = provenance(out, tables, values)
    reports = []
    with tempfile.TemporaryDirectory(prefix="khabar-") as work:
        for name in watch.progress(list(loaded), "reports"):
            report, html = _render_one(name, loaded[name], values, Path(work), out, shown)
            write_text(out / f"{name}.html", html)
            if report.problem:
                watch.failed(name, report.problem)
            reports.append(report)
    write_text(out / "index.html", index_page(reports, tables, lang=lang, provenance=shown))
    return reports


def _render_one(
    name: str, notebook: nbformat.NotebookNode, values: Mapping[str, Any], work: Path, out: Path, shown: dict[str, str]
) -> tuple[Report, str]:
    lang = str(values["lang"])
    path = out / f"{name}.html"
    try:
        executed = execute(notebook, values, work / f"{name}.ipynb", cwd=out)
    except Exception as error:  # whatever a notebook raises must not cost the other reports
        log.debug("notebook %s failed", name, exc_info=True)
        problem = _ANSI.sub("", str(error)).strip()
        return Report(name, path, problem), export.error_page(name, problem, lang=lang, provenance=shown)
    return Report(name, path, None), export.page(executed, lang=lang, provenance=shown)


def execute(
    notebook: nbformat.NotebookNode, values: Mapping[str, Any], scratch: Path, *, cwd: Path
) -> nbformat.NotebookNode:
    """The notebook, executed by papermill with these parameters in this working folder.

    papermill formats paths with str.format, so it is given files in a scratch folder whose name holds no brace.
    """
    import papermill

    source = scratch.with_suffix(".in.ipynb")
    nbformat.write(notebook, source)
    logging.getLogger("papermill").setLevel(logging.ERROR)
    return papermill.execute_notebook(
        str(source), str(scratch), dict(values), cwd=str(cwd), kernel_name="python3", progress_bar=False
    )


def provenance(out: Path, tables: Tables, values: Mapping[str, Any]) -> dict[str, str]:
    """What a reader needs to get the same report again: input hash, parameters, versions."""
    run = load_run(out / "tables")
    hashes = "\n".join(tables.articles["sha256"])
    described = {"Input (SHA-256)": hashlib.sha256(hashes.encode()).hexdigest()}
    described["Parameters"] = ", ".join(f"{key}={value!r}" for key, value in sorted(values.items()))
    described["Annotation"] = ", ".join(f"{key}={value}" for key, value in sorted(run.get("parameters", {}).items()))
    described["Versions"] = ", ".join(f"{key} {value}" for key, value in versions().items())
    return described


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that a result depends on."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {"python": python, **{name: importlib.metadata.version(name) for name in _VERSIONS}}


def index_page(reports: Sequence[Report], tables: Tables, *, lang: str, provenance: Mapping[str, str]) -> str:
    """The page that lists the reports and the articles behind them."""
    _ = translator(lang)
    listed = []
    for report in reports:
        title, about = _ABOUT.get(report.name, (report.name, ""))
        entry = {"href": report.path.name, "title": _(title), "about": _(about), "problem": report.problem}
        listed.append(entry)
    columns = {"article_id": "Article", "outlet": "Outlet", "published": "Date", "title": "Title"}
    articles = annotated.table_html(tables.articles, columns, caption=_("Articles"), lang=lang)
    body = annotated.render(
        "index.html.j2", lang=lang, reports=listed, summary=summary_html(tables, lang=lang), articles=articles
    )
    return export.whole_page(body, title=_("Khabar: reports"), lang=lang, provenance=provenance)


def write_text(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    scratch = path.with_name(f".{path.name}.new")
    scratch.write_text(text, "utf-8")
    shutil.move(scratch, path)
