"""Tables on disk: one Parquet file a table and `run.json`, written so that a reader meets the old or the new, whole.

A new set is written into the folder's `.new`, which is then renamed to `.ready` in one step. From that step on the
new set counts: its files are moved into place one by one, and whoever opens the folder next finishes the move if
the process was killed in between. Before that step nothing of the old set has changed.

What is written was checked, and `checked.json` says so: the hash of each file, and of the code that checked it. Tables
that are still those bytes are not checked again by the same code; those that anything else wrote or changed are.

`names.csv` beside them is what the user decided about names, see `entities.read_names`; its head alone where nothing.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as arrow
from pyarrow import parquet

from analysis import schemas
from analysis import tables as checks
from analysis.errors import InputError, SchemaError
from analysis.schemas import arrow_schema, pandas_types
from analysis.tables import SCHEMAS, Tables, iter_tables, sorted_rows, validate

RUN, NAMES = "run.json", "names.csv"
CHECKED = "checked.json"


def save(
    tables: Tables, folder: str | Path, *, run: dict[str, Any] | None = None, names: str | Path | None = None
) -> Path:
    """Write all tables, `run` (the provenance) as run.json and the user's file of `names` into the folder; return it.

    Rows are put in the contract's order; the same tables give the same bytes. Other files there are left alone.
    Raises SchemaError before anything is written when a table breaks its schema, and OSError naming the folder, with
    the old tables left in it, when there is no room for the new.
    """
    validate(tables)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _finish_move(folder)
    new = folder / ".new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    try:
        _write(tables, new, run or {}, names)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        said = os.strerror(error.errno) if error.errno else str(error)  # Arrow has words of its own
        raise OSError(error.errno, said, str(folder)) from error
    new.rename(folder / ".ready")
    _finish_move(folder)
    return folder


def _write(tables: Tables, new: Path, run: dict[str, Any], names: str | Path | None) -> None:
    for name, table in iter_tables(tables):
        schema = arrow_schema(SCHEMAS[name])
        rows = arrow.Table.from_pandas(sorted_rows(table), schema=schema, preserve_index=False)
        parquet.write_table(rows.replace_schema_metadata(None), new / f"{name}.parquet", compression="zstd")
    text = json.dumps(run, ensure_ascii=False, indent=1, sort_keys=True)
    (new / RUN).write_text(text + "\n", "utf-8")
    decided = Path(names).read_bytes() if names is not None else b"text,name,article_id\n"
    (new / NAMES).write_bytes(decided)
    (new / CHECKED).write_text(json.dumps(_state(new), indent=1) + "\n", "utf-8")


def _finish_move(folder: Path) -> None:
    ready = folder / ".ready"
    if ready.is_dir():
        for path in sorted(ready.iterdir()):
            path.replace(folder / path.name)
        ready.rmdir()


def _state(folder: Path) -> dict[str, Any]:
    """What a check of the tables in this folder is about: their hashes and the code of the check."""
    hashes = {name: file_hash(folder / f"{name}.parquet") for name in SCHEMAS}
    return {"code": _code(), "tables": hashes}


@functools.cache
def _code() -> list[str]:
    return [file_hash(Path(str(module.__file__))) for module in (schemas, checks)]


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _was_checked(folder: Path) -> bool:
    """Whether the files are those that `save` wrote, checked by this code."""
    try:
        found = json.loads((folder / CHECKED).read_text("utf-8"))
        return bool(found == _state(folder))
    except (OSError, ValueError):
        return False


def load(folder: str | Path) -> Tables:
    """The tables that `save` wrote into the folder; validated, unless they still are what it wrote.

    Raises InputError when a table is missing and SchemaError when one breaks its schema.
    """
    folder = Path(folder)
    _finish_move(folder)
    tables = Tables(*(_read(folder / f"{name}.parquet", name) for name in SCHEMAS))  # type: ignore[arg-type]
    return tables if _was_checked(folder) else validate(tables)


def load_run(folder: str | Path) -> dict[str, Any]:
    """The provenance written beside the tables."""
    path = Path(folder) / RUN
    if not path.is_file():
        raise InputError(f"{path}: no such file; make the tables with: khabar annotate INPUT... --out {folder}")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _read(path: Path, name: str) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(f"{path}: no such table; make the tables with: khabar annotate INPUT... --out {path.parent}")
    with parquet.ParquetFile(path) as file:
        rows = file.read(use_threads=False)
    types = pandas_types(SCHEMAS[name])
    if list(rows.column_names) != list(types):
        raise SchemaError(f"{path}: its columns are {rows.column_names}, not {list(types)}")
    return pd.DataFrame({column: _column(rows[column], kind).array for column, kind in types.items()}, copy=False)


def _column(values: arrow.ChunkedArray, kind: Any) -> pd.Series:
    if kind == "object":  # lists through to_pylist, so that all code sees lists of dicts and never numpy arrays
        return pd.Series(values.to_pylist(), dtype="object")
    series: pd.Series = values.to_pandas()
    return series if str(series.dtype) == kind else series.astype(kind)
