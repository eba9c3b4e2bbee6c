"""What a report depends on, as one hash that stands in the report itself: same hash, nothing to do."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import re
import sys
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

_KEY = re.compile(r'<meta name="khabar-key" content="([0-9a-f]{64})">')
# The key stands in the head of a page, before the style.
_HEAD_BYTES = 2_000
COMMIT = "Commit"
_PACKAGES = ("papermill", "pandas", "matplotlib", "camel-tools", "nbconvert", "onnxruntime")


@functools.cache
def versions() -> dict[str, str]:
    """The versions of Python, Khabar and the packages that a result depends on."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {"python": python, **{name: importlib.metadata.version(name) for name in ("khabar", *_PACKAGES)}}


@functools.cache
def code_hash() -> str:
    """A hash over every file of the package: code, lexicons, templates, model."""
    root = Path(str(files("analysis")))
    paths = sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return digest(f"{path.relative_to(root).as_posix()}:{file_hash(path)}" for path in paths)


def digest(parts: Iterable[str]) -> str:
    """SHA-256 over these strings, each on its line."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tables_hash(folder: Path) -> str:
    """A hash over the tables in this folder."""
    return digest(f"{path.name}:{file_hash(path)}" for path in sorted(folder.glob("*.parquet")))


def report_key(notebook: str, values: Mapping[str, Any], tables: str, shown: Mapping[str, str]) -> str:
    """The key of a report: notebook source, parameters, hash of its tables, what its footer says, code, versions.

    The commit that the footer names is not part of it: the code itself is.
    """
    said = {name: text for name, text in shown.items() if name != COMMIT}
    parameters = json.dumps([dict(values), said, versions()], sort_keys=True)
    return digest([notebook, parameters, tables, code_hash()])


def stored_key(page: Path) -> str | None:
    """The key that stands in an existing report, None where there is no whole one."""
    if not page.is_file():
        return None
    with page.open("rb") as lines:
        found = _KEY.search(lines.read(_HEAD_BYTES).decode("utf-8", "replace"))
    return found[1] if found else None
