"""Files of the user that notebooks take: a copy lies in every folder of a batch, which so stands alone.

A batch can be moved, verified and its notebooks run elsewhere, and nothing in it says where its maker keeps files. Only
a morphological database is left where it is, since it is large and its licence its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.report.paths import public

FOLDER = "given"
# What each is called where a reader sees it: how a user's file is called is nobody else's business.
CALLED = {
    "codebook": "CODEBOOK.csv",
    "examples": "EXAMPLES.csv",
    "names": "NAMES.csv",
    "morphology": "MORPHOLOGY.db",
}
COPIES = {name: f"{FOLDER}/{called.lower()}" for name, called in CALLED.items() if name != "morphology"}


def files_of(values: Mapping[str, Any]) -> dict[str, Path]:
    """Those of the parameters that are files of the user, with their whole path."""
    given = {name: Path(str(values[name])) for name in values.keys() & CALLED.keys() if values[name]}
    return {name: path.resolve() for name, path in given.items() if path.is_file()}


def placed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with files where their copies lie, seen from the folder of a report; a database as it is."""
    return {**values, **{name: COPIES.get(name, str(path)) for name, path in files_of(values).items()}}


def originals(values: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """The parameters that a batch in `out` recorded, with files as whole paths."""
    return {**values, **{name: str(out / values[name]) for name in _copied(values)}}


def write(folder: Path, files: Mapping[str, Path]) -> None:
    """Put copies of these files into the folder, each whole or not at all, and remove those of others."""
    wanted = {folder / COPIES[name]: path for name, path in files.items() if name in COPIES}
    there = folder / FOLDER
    for path in [path for path in there.glob("*") if path not in wanted]:
        path.unlink()
    for copy, path in wanted.items():
        if not copy.is_file() or copy.read_bytes() != path.read_bytes():
            there.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there / ".new")
            (there / ".new").replace(copy)
    if there.is_dir() and not wanted:
        there.rmdir()


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as a page shows them: files by what they are, no folder of the user's."""
    said = {name: public(value) if isinstance(value, str) else value for name, value in values.items()}
    return said | {name: CALLED[name] for name in _copied(values) | files_of(values).keys()}


def _copied(values: Mapping[str, Any]) -> set[str]:
    """Those of the parameters that are copies already."""
    return {name for name in values.keys() & COPIES.keys() if values[name] == COPIES[name]}
