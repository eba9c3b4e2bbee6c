"""What the command does first: it says what is wrong before an article is read, and starts what takes its time."""

from __future__ import annotations

import atexit
import gc
import importlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.report.server import server
from analysis.report.settings import Settings, notebook

# Objects made until garbage is looked for, of the command: imports make many and leave none.
_GARBAGE = 50_000


def prepare(out: str | Path, settings: Settings, given: Mapping[str, Any]) -> None:
    """Make a process ready for `render`: what a command does first, before it imports anything else.

    The libraries of the kernels are imported already, where all reports of a batch are still to be made. Raises
    ReportError as `render` does for a notebook or parameter, before any article is read.
    """
    gc.set_threshold(_GARBAGE)
    atexit.register(gc.freeze)  # an interpreter that ends looks for garbage in all that is there, for half a second
    for name in settings.notebooks:
        notebook(name, {"tables": "tables", "lang": settings.lang, **given}, settings)
    if settings.force or not (Path(out) / "index.html").is_file():
        server()
    _import_nbformat()


def _import_nbformat() -> None:
    """Import nbformat without the grammar that jsonschema, which it imports, would compile for a second.

    It is that of international addresses (IRIs), which no notebook's schema speaks of; jsonschema does without where it
    is not installed.
    """
    grammar = "rfc3987_syntax"
    if grammar not in sys.modules:
        sys.modules[grammar] = None  # type: ignore[assignment] # as if it were not installed
        importlib.import_module("nbformat")
        del sys.modules[grammar]
