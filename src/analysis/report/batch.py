"""Tables to reports: every notebook on every group of articles is run by papermill, with an index over all."""

from __future__ import annotations

import importlib
import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import ReportError
from analysis.report import copies, index, keys, record, status
from analysis.report.groups import Group, compared_by, folder_pattern, groups, write_tables
from analysis.report.page import Report, Task, make_page
from analysis.report.provenance import command, commit, provenance
from analysis.report.server import server
from analysis.report.settings import COMPARE, By, Notebook, Settings, notebook
from analysis.store import load, load_run
from analysis.tables import Tables, Watch


def render(
    out: str | Path,
    settings: Settings = Settings(),  # noqa: B008 -- immutable
    *,
    tables: Tables | None = None,
    given: Mapping[str, Any] | None = None,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
    made_at: str | None = None,
) -> list[Report]:
    """Run the notebooks on the tables in `out/tables`; write their pages and `index.html` into `out`.

    `tables` are those of that folder, where they are at hand; `given` are further notebook parameters. A report whose
    key (source, parameters, tables, code, versions) is already in its page is not run again; those of groups that are
    no more are removed. A failing notebook gives a page with its traceback, and the others are done. A batch that was
    killed goes on where it stopped.

    The commit that the pages show is `made_at`, else the one at which this code first made pages here: a commit that
    leaves the code as it is changes no page. `force` takes the present one.
    Raises ReportError before anything runs when a notebook or parameter is unknown or ill-typed, or when there is
    nothing to be done.
    """
    out, given = Path(out), given or {}
    files = copies.files_of(given)
    tables = load(out / "tables") if tables is None else tables
    parts = groups(tables, settings.by)
    notebooks = _notebooks(settings, given, tables)
    given = {name: next(iter(notebooks.values())).values[name] for name in given}  # of the type that they take
    code = record.code_state({name: notebook.source for name, notebook in notebooks.items()})
    made_at = _commit(out, code, settings) if made_at is None else made_at
    tasks = _tasks(Batch(out, settings, given, notebooks, made_at), parts, tables)
    for folder in {out, *(task.folder for task in tasks)}:
        copies.write(folder, files)
    record.write(out, settings._asdict(), given, code, made_at)
    _remove_others(out, settings.by, parts, tasks)
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


class Batch(NamedTuple):
    """What all reports of a batch share: folder, options, given parameters, notebooks, the commit that is shown."""

    out: Path
    settings: Settings
    given: Mapping[str, Any]
    notebooks: Mapping[str, Notebook]
    made_at: str


def _tasks(batch: Batch, parts: Sequence[Group], tables: Tables) -> list[Task]:
    """The reports to be, group by group, then that of all; the tables of each are written where it looks for them."""
    run, of_corpus = load_run(batch.out / "tables"), keys.tables_hash(batch.out / "tables")
    tasks = []
    for group in parts:
        if group.name:
            write_tables(group, tables, run, batch.out / group.name / "tables", of_corpus)
        tasks += _group_tasks(batch, group, tables, run, [name for name in batch.notebooks if name != COMPARE])
    if COMPARE in batch.notebooks:
        whole = Group("", "", tuple(tables.articles["article_id"]))
        tasks += _group_tasks(batch, whole, tables, run, [COMPARE])
    return tasks


def _group_tasks(
    batch: Batch, group: Group, tables: Tables, run: Mapping[str, Any], names: Sequence[str]
) -> list[Task]:
    folder = batch.out / group.name
    _remove_scratch(folder)
    hashes = tables.articles.set_index("article_id")["sha256"].loc[list(group.articles)]
    said = command(batch.settings._asdict(), batch.given, run.get("parameters", {}))
    of_group = keys.tables_hash(folder / "tables")
    tasks = []
    for name in names:
        source, values, identity = batch.notebooks[name]
        shown = provenance(hashes, run, values, said, batch.made_at)
        key = keys.report_key(source, identity, of_group, shown)
        tasks.append(Task(name, group.title, source, values, folder, key, shown, batch.settings.keep_notebooks))
    return tasks


def _notebooks(settings: Settings, given: Mapping[str, Any], tables: Tables) -> dict[str, Notebook]:
    """The notebooks of the batch, with a comparison where there is something to compare."""
    found = {}
    for name in settings.notebooks:
        chosen = {"by": compared_by(tables, settings.by)} if name == COMPARE else {}
        values = {"tables": "tables", "lang": settings.lang, **chosen, **given}
        read = notebook(name, {key: value for key, value in values.items() if key not in chosen or value}, settings)
        if name != COMPARE or values["by"]:
            found[name] = read
    if not found:
        raise ReportError("nothing to compare: all articles are of one outlet and one month, or name neither")
    return found


def _commit(out: Path, code: str, settings: Settings) -> str:
    """The commit to be shown: the one recorded where this code made pages there before."""
    made = None if settings.force else record.read(out)
    return str(made["commit"]) if made and made.get("code") == code and "commit" in made else commit()


def _remove_scratch(folder: Path) -> None:
    """Remove what a run left behind that was killed while it wrote a page."""
    for scratch in folder.glob(".*.new"):
        if scratch.is_file():
            scratch.unlink(missing_ok=True)


def _remove_others(out: Path, by: By, parts: Sequence[Group], tasks: Sequence[Task]) -> None:
    """Remove the folders of groups that are no more, so that a deleted article does not stay in what is shared.

    So is the comparison, where there is nothing to compare any more.
    """
    there = {group.name for group in parts}
    for folder in out.glob(f"{by}-*"):
        if folder.name not in there and folder_pattern(by).fullmatch(folder.name) and folder.is_dir():
            shutil.rmtree(folder)
    compared = out / f"{COMPARE}.html"
    if compared not in [task.path for task in tasks] and keys.stored_key(compared):
        compared.unlink()


def _stale(task: Task, settings: Settings) -> bool:
    kept = not task.keep_notebook or task.path.with_suffix(".ipynb").is_file()
    return settings.force or not kept or keys.stored_key(task.path) != task.key


def _known(task: Task, records: Mapping[str, float | None], out: Path) -> Report:
    seconds = records.get(task.path.relative_to(out).as_posix())
    return Report(task.name, task.path, None, ran=False, seconds=seconds)


def _made(tasks: Sequence[Task], workers: int) -> Iterable[Report]:
    """The reports as they are finished; so many notebooks run at a time, each with the kernel of another getting ready.

    A worker is a thread: the work is done in the kernels, which are processes.
    """
    if not tasks:
        return
    server()  # imports its libraries while we import ours
    turns = threading.Semaphore(workers)
    with ThreadPoolExecutor(2 * workers) as pool:
        try:
            futures = [pool.submit(_in_thread, task, turns) for task in tasks]
            importlib.import_module("nbconvert.exporters")  # while the first kernels start
            for future in as_completed(futures):
                yield future.result()
        except BaseException:  # also Ctrl-C: what runs is finished, what waits is left for the next time
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_thread(task: Task, turns: threading.Semaphore) -> Report:
    from jupyter_core.utils import ensure_event_loop

    with closing(ensure_event_loop()):  # this thread's, which nbclient would leave open
        return make_page(task, turns)
