"""How long each report of a batch took and what went wrong, kept beside the pages as JSON lines.

A line is added as soon as a report is made, so that a batch that is killed loses none; the pages themselves say
nothing of time, since the same report must be the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from analysis.report.page import Report, write_text
from analysis.report.paths import public

FILE = "status.jsonl"


def read(out: Path) -> dict[str, float | None]:
    """Seconds by page; a line that was cut off is left out."""
    found: dict[str, float | None] = {}
    if (out / FILE).is_file():
        for line in (out / FILE).read_text("utf-8", "replace").splitlines():
            try:
                record = json.loads(line)
                found[record["page"]] = record["seconds"]
            except (ValueError, KeyError, TypeError):
                continue
    return found


def append(out: Path, report: Report) -> None:
    """Add the line of a report that was just made."""
    with (out / FILE).open("a", encoding="utf-8") as lines:
        lines.write(_line(out, report))


def write(out: Path, reports: Sequence[Report]) -> None:
    """Write the lines of a whole batch."""
    write_text(out / FILE, "".join(_line(out, report) for report in reports))


def _line(out: Path, report: Report) -> str:
    page = report.path.relative_to(out).as_posix()
    seconds = None if report.seconds is None else round(report.seconds, 3)
    problem = public(report.problem.splitlines()[-1]) if report.problem else None
    return json.dumps({"page": page, "seconds": seconds, "problem": problem}, ensure_ascii=False) + "\n"
