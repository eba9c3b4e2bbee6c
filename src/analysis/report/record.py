"""How a batch was made, kept beside its pages: options, parameters, the code and the commit that it was taken from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.report import keys
from analysis.report.page import write_text

FILE = "batch.json"


def read(out: Path) -> dict[str, Any] | None:
    """What `write` wrote there; None where there is nothing, or nothing whole."""
    try:
        found = json.loads((out / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write(out: Path, settings: Mapping[str, Any], given: Mapping[str, Any], code: str, commit: str) -> None:
    """Write it; whether the batch was forced does not matter to who repeats it."""
    chosen = {name: value for name, value in settings.items() if name != "force"}
    made = {"settings": chosen, "parameters": dict(given), "code": code, "commit": commit}
    write_text(out / FILE, json.dumps(made, indent=1, sort_keys=True, default=str) + "\n")


def code_state(notebooks: Mapping[str, str]) -> str:
    """A hash of all code that a batch runs: the package with its templates, and the sources of these notebooks."""
    sources = (f"{name}:{keys.digest([source])}" for name, source in sorted(notebooks.items()))
    return keys.digest([keys.code_hash(), *sources])
