"""One notebook on one folder of tables to one page: what a worker of a batch does."""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.report import export

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


def make_page(task: Task) -> Report:
    """Run the notebook of this task and write its page, or, where it fails, a page with the traceback."""
    import nbformat

    lang = str(task.values["lang"])
    begun = time.monotonic()
    try:
        executed = execute(nbformat.reads(task.notebook, as_version=4), task.values, cwd=task.folder)
        kept = nbformat.writes(reproducible(executed)) + "\n" if task.keep_notebook else None
        page = export.page(executed, lang=lang, provenance=task.provenance, about=task.title, key=task.key)
    except Exception as error:  # whatever a notebook raises must not cost the other reports
        log.debug("notebook %s failed", task.name, exc_info=True)
        problem = _ANSI.sub("", str(error)).strip() or type(error).__name__
        write_text(task.path, export.error_page(task.name, problem, lang=lang, provenance=task.provenance))
        return Report(task.name, task.path, problem, seconds=round(time.monotonic() - begun, 3))
    if kept is not None:
        write_text(task.path.with_suffix(".ipynb"), kept)
    write_text(task.path, page)
    return Report(task.name, task.path, None, seconds=round(time.monotonic() - begun, 3))


def execute(notebook: NotebookNode, values: Mapping[str, Any], *, cwd: Path) -> NotebookNode:
    """The notebook, executed by papermill with these parameters in this working folder, in a warm kernel.

    The folder is told to the kernel only: papermill's `cwd` would change that of all threads.
    """
    from papermill.execute import execute_notebook, raise_for_execution_errors

    from analysis.report import warm

    logging.getLogger("papermill").setLevel(logging.ERROR)
    engines = warm.register()
    names = {"engine_name": warm.ENGINE, "kernel_name": "python3"}
    ready = execute_notebook(notebook, None, dict(values), prepare_only=True, **names)
    # As execute_notebook goes on, which at the end writes the notebook as JSON even where it is to be kept nowhere.
    resources = {"metadata": {"path": str(cwd)}}
    executed = engines.execute_notebook_with_engine(nb=ready, progress_bar=False, resources=resources, **names)
    raise_for_execution_errors(executed, None)
    for output in (output for cell in executed.cells for output in cell.get("outputs", [])):
        if output.output_type == "stream":
            output.text = _CELL_FILE.sub("cell", output.text)
    return executed


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
