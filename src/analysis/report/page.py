"""One notebook on one folder of tables to one page: what a worker of a batch does."""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.report import copies, export
from analysis.report.paths import public

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Where ipykernel pretends that a cell lies, as warnings print it: different in every process.
_CELL_FILE = re.compile(r"\S*/ipykernel_\d+/\d+\.py")

log = logging.getLogger(__name__)


class Task(NamedTuple):
    """A report to be made: everything a worker process needs."""

    name: str
    title: str
    notebook: str
    values: dict[str, Any]
    folder: Path
    key: str
    provenance: dict[str, str]
    keep_notebook: bool = False

    @property
    def path(self) -> Path:
        """Where the page goes."""
        return self.folder / f"{self.name}.html"


class Report(NamedTuple):
    """A report that is there: notebook, file, what went wrong (or None), whether it was run now, how long it took."""

    name: str
    path: Path
    problem: str | None
    ran: bool = True
    seconds: float | None = None


class Turn:
    """One of the turns of the notebooks that run at a time, and how many seconds it was waited for."""

    def __init__(self, turns: threading.Semaphore) -> None:
        """Take none yet."""
        self._turns, self._held, self._taken, self.waited = turns, contextlib.ExitStack(), False, 0.0

    def take(self, **_: Any) -> None:
        """Wait for it: what nbclient calls when the kernel is ready, and once more when a notebook is run again."""
        if self._taken:
            return
        asked = time.monotonic()
        self._held.enter_context(self._turns)
        self.waited, self._taken = time.monotonic() - asked, True

    def __enter__(self) -> Turn:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave it to the next, if it was taken."""
        self._held.close()


def make_page(task: Task, turns: threading.Semaphore) -> Report:
    """Run the notebook of this task and write its page, or, where it fails, a page with the traceback.

    Its kernel is started, and its page written, while others run; its cells wait for one of the `turns`.
    """
    lang = str(task.values["lang"])
    begun, turn = time.monotonic(), Turn(turns)
    try:
        with turn:
            executed = execute(task.notebook, task.values, cwd=task.folder, started=turn.take)
        kept = _kept(executed) if task.keep_notebook else None
        shown = _shown(executed, task.values)
        page = export.page(shown, lang=lang, provenance=task.provenance, about=task.title, key=task.key)
        problem = None
    except Exception as error:  # whatever a notebook raises must not cost the other reports
        log.debug("notebook %s failed", task.name, exc_info=True)
        kept, problem = None, _ANSI.sub("", str(error)).strip() or type(error).__name__
        title = " · ".join(part for part in (export.about(task.name, lang)[0], task.title) if part)
        page = export.error_page(title, public(problem), lang=lang, provenance=task.provenance)
    if kept is not None:
        write_text(task.path.with_suffix(".ipynb"), kept)
        _trust(kept)
    write_text(task.path, page)
    return Report(task.name, task.path, problem, seconds=round(time.monotonic() - begun - turn.waited, 3))


def _shown(executed: NotebookNode, values: Mapping[str, Any]) -> NotebookNode:
    """The notebook with its parameters as a page shows them, see `copies.shown`."""
    changed = {name: text for name, text in copies.shown(values).items() if text != values[name]}
    for cell in executed.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            for name, text in changed.items():
                said = f"{name} = {json.dumps(text, ensure_ascii=False)}"
                cell.source = re.sub(rf"(?m)^{name} = .*$", lambda _, said=said: said, cell.source)  # type: ignore[misc]
    return executed


def _kept(executed: NotebookNode) -> str:
    import nbformat

    return str(nbformat.writes(reproducible(executed))) + "\n"


def _trust(kept: str) -> None:
    """Sign the notebook, as `jupyter trust` does: its user has just run it, and JupyterLab hides figures of others."""
    import nbformat
    from nbformat.sign import NotebookNotary

    with contextlib.suppress(Exception):  # where nothing may be written, it is trusted by hand
        NotebookNotary().sign(nbformat.reads(kept, as_version=4))


def execute(notebook: str, values: Mapping[str, Any], *, cwd: Path, started: Callable[..., None]) -> NotebookNode:
    """The notebook (its JSON), executed by papermill with these parameters in this working folder, in a warm kernel.

    `started` is called when the kernel is, before the first cell. The folder is told to the kernel only: papermill's
    `cwd` would change that of all threads.
    """
    import nbformat
    from papermill.execute import raise_for_execution_errors

    from analysis.report import warm

    logging.getLogger("papermill").setLevel(logging.ERROR)
    engines = warm.register()
    # As papermill's execute_notebook goes on, which would write the notebook as JSON even where it is kept nowhere.
    executed = engines.execute_notebook_with_engine(
        nb=nbformat.from_dict(json.loads(_prepared(notebook, json.dumps(dict(values))))),
        engine_name=warm.ENGINE,
        kernel_name=warm.KERNEL,
        progress_bar=False,
        resources={"metadata": {"path": str(cwd)}},
        on_notebook_start=started,
    )
    raise_for_execution_errors(executed, None)
    for output in (output for cell in executed.cells for output in cell.get("outputs", [])):
        if output.output_type == "stream":
            output.text = public(_CELL_FILE.sub("cell", output.text))
        elif output.output_type == "error":  # of a cell that may raise
            output.traceback = [public(_ANSI.sub("", line)) for line in output.traceback]
    return executed


@functools.cache
def _prepared(notebook: str, values: str) -> str:
    """The notebook with these parameters (both JSON) in it: the same for every group of articles."""
    import nbformat
    from papermill.execute import execute_notebook

    from analysis.report import warm

    read = nbformat.reads(notebook, as_version=4)
    names = {"engine_name": warm.ENGINE, "kernel_name": warm.KERNEL}
    return json.dumps(execute_notebook(read, None, json.loads(values), prepare_only=True, **names))


def reproducible(notebook: NotebookNode) -> NotebookNode:
    """The executed notebook without what differs from run to run: times, paths, random cell ids."""
    import nbformat

    clean = nbformat.from_dict(json.loads(nbformat.writes(notebook)))
    clean.metadata.pop("papermill", None)
    for number, cell in enumerate(clean.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell["id"] = f"cell-{number}"
    return clean


def write_text(path: Path, text: str) -> None:
    """Write the file whole or not at all. Raises OSError naming it, for one when the disk is full."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        scratch.write_text(text, "utf-8")
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
