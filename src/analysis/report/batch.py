"""Tables to reports: every notebook on every group of articles is run by papermill, with an index over all."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import ReportError
from analysis.report import index, keys, parameters, status, warm
from analysis.report.groups import By, Group, folder_pattern, groups, write_tables
from analysis.report.page import Report, Task, make_page
from analysis.report.provenance import command, provenance
from analysis.store import load, load_run
from analysis.tables import Tables, Watch

NOTEBOOKS = ("entities", "quotes", "framing")


class Settings(NamedTuple):
    """How a batch is made: which notebooks, in which language, on which groups, with how many at a time."""

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
    tables: Tables | None = None,
    given: Mapping[str, Any] | None = None,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> list[Report]:
    """Run the notebooks on the tables in `out/tables`; write their pages and `index.html` into `out`.

    `tables` are those of that folder, where they are at hand; `given` are further notebook parameters. A report whose
    key (source, parameters, tables, code, versions) is already in its page is not run again; those of groups that are
    no more are removed. A failing notebook gives a page with its traceback, and the others are done. A batch that was
    killed goes on where it stopped.
    Raises ReportError before anything runs when a notebook or parameter is unknown or ill-typed.
    """
    out = Path(out)
    tables = load(out / "tables") if tables is None else tables
    parts = groups(tables, settings.by)
    tasks = _tasks(out, parts, tables, settings, given or {})
    _remove_others(out, settings.by, parts)
    records = status.read(out)
    done = {task.path: _known(task, records, out) for task in tasks if not _stale(task, settings)}
    stale = [task for task in tasks if task.path not in done]
    for report in watch.progress(_made(stale, settings.workers), "reports", len(stale)):
        done[report.path] = report
        status.append(out, report)
        if report.problem:
            watch.failed(str(report.path), report.problem)
    made = [(task, done[task.path]) for task in tasks]
    status.write(out, [report for _, report in made])
    index.write(made, parts, tables, out, lang=settings.lang, force=settings.force)
    return [report for _, report in made]


def _tasks(
    out: Path, parts: Sequence[Group], tables: Tables, settings: Settings, given: Mapping[str, Any]
) -> list[Task]:
    """The reports to be, group by group; the tables of each group are written where its notebooks look for them."""
    values = {"tables": "tables", "lang": settings.lang, **given}
    sources = {name: _source(name, values) for name in settings.notebooks}
    said = command(settings._asdict(), given)
    run, of_corpus = load_run(out / "tables"), keys.tables_hash(out / "tables")
    hashes = tables.articles.set_index("article_id")["sha256"]
    tasks = []
    for group in parts:
        folder = out / group.name
        if group.name:
            write_tables(group, tables, run, folder / "tables", of_corpus)
        _remove_scratch(folder)
        of_group = keys.tables_hash(folder / "tables")
        shown = provenance(hashes.loc[list(group.articles)], run, values, said)
        for name, source in sources.items():
            key = keys.report_key(source, values, of_group, shown)
            tasks.append(Task(name, group.title, source, values, folder, key, shown, settings.keep_notebooks))
    return tasks


def _source(name: str, values: Mapping[str, Any]) -> str:
    """The source of a notebook that takes these parameters."""
    known = {path.stem: path for path in notebooks_folder().glob("*.ipynb")}
    if name not in known:
        raise ReportError(f"no notebook is called {name!r}; there are: {', '.join(sorted(known))}")
    text = known[name].read_text("utf-8")
    parameters.checked(values, parameters.defaults(json.loads(text), name), name)
    return text


def _remove_scratch(folder: Path) -> None:
    """Remove what a run left behind that was killed while it wrote a page."""
    for scratch in folder.glob(".*.new"):
        if scratch.is_file():
            scratch.unlink(missing_ok=True)


def _remove_others(out: Path, by: By, parts: Sequence[Group]) -> None:
    """Remove the folders of groups that are no more, so that a deleted article does not stay in what is shared."""
    there = {group.name for group in parts}
    for folder in out.glob(f"{by}-*"):
        if folder.name not in there and folder_pattern(by).fullmatch(folder.name) and folder.is_dir():
            shutil.rmtree(folder)


def _stale(task: Task, settings: Settings) -> bool:
    kept = not task.keep_notebook or task.path.with_suffix(".ipynb").is_file()
    return settings.force or not kept or keys.stored_key(task.path) != task.key


def _known(task: Task, records: Mapping[str, float | None], out: Path) -> Report:
    seconds = records.get(task.path.relative_to(out).as_posix())
    return Report(task.name, task.path, None, ran=False, seconds=seconds)


def _made(tasks: Sequence[Task], workers: int) -> Iterable[Report]:
    """The reports as they are finished, so many at a time.

    A worker is a thread: the work is done in the kernels, which are processes.
    """
    if not tasks:
        return
    warm.server()  # imports its libraries while we import ours
    with ThreadPoolExecutor(workers) as pool:
        try:
            for future in as_completed([pool.submit(_in_thread, task) for task in tasks]):
                yield future.result()
        except BaseException:  # also Ctrl-C: what runs is finished, what waits is left for the next time
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_thread(task: Task) -> Report:
    from jupyter_core.utils import ensure_event_loop

    with closing(ensure_event_loop()):  # this thread's, which nbclient would leave open
        return make_page(task)
