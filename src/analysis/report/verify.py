"""Whether the reports of a folder come out the same again, byte for byte."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import InputError
from analysis.report import index, keys
from analysis.report.batch import Settings, render
from analysis.report.page import write_text
from analysis.store import load
from analysis.tables import Watch

BATCH = "batch.json"


class Difference(NamedTuple):
    """A page that is not the same when rendered again."""

    page: str
    problem: str


def remember(out: Path, settings: Settings, given: dict[str, Any]) -> None:
    """Write how the batch was made beside it."""
    chosen = {name: value for name, value in settings._asdict().items() if name != "force"}
    made = {"settings": chosen, "parameters": given, "code": keys.code_hash()}
    write_text(out / BATCH, json.dumps(made, indent=1, sort_keys=True) + "\n")


def verify(out: str | Path, *, watch: Watch = Watch()) -> list[Difference]:  # noqa: B008 -- immutable
    """Render the batch in `out` again from its tables, elsewhere, and list the pages that differ or are missing.

    Pages made by other code than this, another version of Khabar, differ too, and the list says so.

    Raises InputError when there is no batch in `out`.
    """
    out = Path(out)
    if not (out / BATCH).is_file():
        raise InputError(f"{out}: no {BATCH} there; make the reports with: khabar report INPUT... --out {out}")
    made = json.loads((out / BATCH).read_text("utf-8"))
    load(out / "tables")
    with tempfile.TemporaryDirectory(prefix="khabar-verify-") as again:
        shutil.copytree(out / "tables", Path(again) / "tables")
        render(again, Settings(**made["settings"]), given=made["parameters"], watch=watch)
        other = "" if made.get("code") == keys.code_hash() else "; it was made by another version of the code"
        names = {path.relative_to(again).as_posix() for path in Path(again).rglob("*.html")} - {index.TIMES}
        found = [(name, _compare(out, Path(again), name)) for name in sorted(names)]
        return [Difference(name, problem + other) for name, problem in found if problem]


def _compare(out: Path, again: Path, name: str) -> str | None:
    if not (out / name).is_file():
        return "missing"
    return None if (out / name).read_bytes() == (again / name).read_bytes() else "differs"
