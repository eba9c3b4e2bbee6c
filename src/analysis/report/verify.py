"""Whether the reports of a folder come out the same again, byte for byte."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError
from analysis.report import copies, index, record, scratch
from analysis.report.batch import render
from analysis.report.settings import Settings
from analysis.store import load
from analysis.tables import Watch


class Difference(NamedTuple):
    """A page that is not the same when rendered again."""

    page: str
    problem: str


def verify(out: str | Path, *, watch: Watch = Watch()) -> list[Difference]:  # noqa: B008 -- immutable
    """Render the batch in `out` again from its tables, elsewhere, and list the pages that differ or are missing.

    The commit shown is the recorded one, so that commits which leave the code as it is make no difference. Pages made
    by other code than this, another version of Khabar, differ, and the list says so.

    Raises InputError when there is no batch in `out`.
    """
    out = Path(out)
    made = record.read(out)
    if made is None:
        raise InputError(f"{out}: no {record.FILE} there; make the reports with: khabar report INPUT... --out {out}")
    load(out / "tables")
    with tempfile.TemporaryDirectory(dir=scratch.folder()) as again:
        shutil.copytree(out / "tables", Path(again) / "tables")
        settings = Settings(**made["settings"])
        given = copies.originals(made["parameters"], out)
        render(again, settings, given=given, watch=watch, made_at=made.get("commit"))
        same_code = (record.read(Path(again)) or {}).get("code") == made.get("code")
        other = "" if same_code else "; it was made by another version of the code"
        names = {path.relative_to(again).as_posix() for path in Path(again).rglob("*.html")} - {index.TIMES}
        found = [(name, _compare(out, Path(again), name)) for name in sorted(names)]
        return [Difference(name, problem + other) for name, problem in found if problem]


def _compare(out: Path, again: Path, name: str) -> str | None:
    if not (out / name).is_file():
        return "missing"
    return None if (out / name).read_bytes() == (again / name).read_bytes() else "differs"
