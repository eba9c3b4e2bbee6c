"""Tables to reports: every notebook on every group of articles is run by papermill, with an index over all."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

from analysis.errors import ReportError
from analysis.report import index, keys, parameters
from analysis.report.groups import By, Group, groups
from analysis.report.page import Report, Task, make_page, write_text
from analysis.store import load, load_run, save
from analysis.tables import Tables, Watch, select

NOTEBOOKS = ("entities", "quotes", "framing")


class Settings(NamedTuple):
    """How a batch is made: which notebooks, in which language, on which groups, with how many worker processes."""

    notebooks: Sequence[str] = NOTEBOOKS
    lang: str = "ar"
    by: By = "all"
    workers: int = 1
    force: bool = False
    keep_notebooks: bool = False


def notebooks_folder() -> Path:
    """Where the notebooks are: beside the sources in a checkout, under `share/khabar` in an installation.

    Raises ReportError when they are in neither.
    """
    places = [Path(__file__).parents[3] / "notebooks", Path(sys.prefix) / "share" / "khabar" / "notebooks"]
    for place in places:
        if (place / "entities.ipynb").is_file():
            return place
    raise ReportError(f"no notebooks in {' or '.join(map(str, places))}; install Khabar from its repository")


def render(
    out: str | Path,
    settings: Settings = Settings(),  # noqa: B008 -- immutable
    *,
    given: Mapping[str, Any] | None = None,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> list[Report]:
    """Run the notebooks on the tables in `out/tables`; write their pages and `index.html` into `out`.

    `given` are further notebook parameters. A report whose key (source, parameters, tables, code, versions) is
    already in its page is not run again. A failing notebook gives a page with its traceback, and the others are done.
    Raises ReportError before anything runs when a notebook or parameter is unknown or ill-typed.
    """
    out = Path(out)
    values = {"tables": "tables", "lang": settings.lang, **(given or {})}
    sources = {name: _source(name, values) for name in settings.notebooks}
    tables = load(out / "tables")
    tasks = [
        task for group in groups(tables, settings.by) for task in _tasks(out, group, tables, sources, values, settings)
    ]
    done = {task.path: Report(task.name, task.path, None, ran=False) for task in tasks if not _stale(task, settings)}
    stale = [task for task in tasks if task.path not in done]
    for report in watch.progress(_made(stale, settings.workers), "reports", len(stale)):
        done[report.path] = report
        if report.problem:
            watch.failed(str(report.path), report.problem)
    page = index.index_page([(task, done[task.path]) for task in tasks], tables, out, lang=settings.lang)
    write_text(out / "index.html", page)
    return [done[task.path] for task in tasks]


def _source(name: str, values: Mapping[str, Any]) -> str:
    """The source of a notebook that takes these parameters."""
    known = {path.stem: path for path in notebooks_folder().glob("*.ipynb")}
    if name not in known:
        raise ReportError(f"no notebook is called {name!r}; there are: {', '.join(sorted(known))}")
    text = known[name].read_text("utf-8")
    parameters.checked(values, parameters.defaults(nbformat.reads(text, as_version=4), name), name)
    return text


def _tasks(
    out: Path, group: Group, tables: Tables, sources: Mapping[str, str], values: dict[str, Any], settings: Settings
) -> Iterator[Task]:
    """The reports of one group; its tables are written where its notebooks look for them."""
    folder = out / group.name
    if group.name:
        save(select(tables, articles=group.articles), folder / "tables", run=load_run(out / "tables"))
    shown = provenance(folder / "tables", values)
    for name, source in sources.items():
        key = keys.report_key(source, values, folder / "tables")
        yield Task(name, group.title, source, values, folder, key, shown, settings.keep_notebooks)


def _stale(task: Task, settings: Settings) -> bool:
    kept = not task.keep_notebook or task.path.with_suffix(".ipynb").is_file()
    return settings.force or not kept or keys.stored_key(task.path) != task.key


def _made(tasks: Sequence[Task], workers: int) -> Iterable[Report]:
    """The reports as they are finished; one process a worker, since papermill changes the working folder."""
    if workers <= 1 or len(tasks) <= 1:
        yield from map(make_page, tasks)
        return
    with ProcessPoolExecutor(min(workers, len(tasks)), mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(make_page, task) for task in tasks]):
            yield future.result()


def provenance(tables: Path, values: Mapping[str, Any]) -> dict[str, str]:
    """What a reader needs to get the same report again: input hash, parameters, versions."""
    run = load_run(tables)
    inputs = [entry["sha256"] for entry in run.get("inputs", [])]
    return {
        "Input (SHA-256)": keys.digest(inputs),
        "Parameters": json.dumps(dict(values), sort_keys=True),
        "Annotation": json.dumps(run.get("parameters", {}), sort_keys=True, ensure_ascii=False),
        "Versions": ", ".join(f"{name} {version}" for name, version in keys.versions().items()),
    }
