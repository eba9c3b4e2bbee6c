"""Tables on disk: one Parquet file a table and `run.json`, written so that a reader meets the old or the new, whole.

A new set is written into the folder's `.new`, which is then renamed to `.ready` in one step. From that step on the
new set counts: its files are moved into place one by one, and whoever opens the folder next finishes the move if
the process was killed in between. Before that step nothing of the old set has changed.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as arrow
from pyarrow import parquet

from analysis.errors import InputError, SchemaError
from analysis.schemas import arrow_schema, pandas_types
from analysis.tables import SCHEMAS, Tables, iter_tables, sorted_rows, validate

RUN = "run.json"


def save(tables: Tables, folder: str | Path, *, run: dict[str, Any] | None = None) -> Path:
    """Write all tables, and `run` (the provenance) as run.json, into the folder; return the folder.

    Rows are put in the contract's order; the same tables give the same bytes. Other files there are left alone.
    Raises SchemaError before anything is written when a table breaks its schema.
    """
    validate(tables)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _finish_move(folder)
    new = folder / ".new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for name, table in iter_tables(tables):
        schema = arrow_schema(SCHEMAS[name])
        rows = arrow.Table.from_pandas(sorted_rows(table), schema=schema, preserve_index=False)
        parquet.write_table(rows.replace_schema_metadata(None), new / f"{name}.parquet", compression="zstd")
    text = json.dumps(run or {}, ensure_ascii=False, indent=1, sort_keys=True)
    (new / RUN).write_text(text + "\n", "utf-8")
    new.rename(folder / ".ready")
    _finish_move(folder)
    return folder


def _finish_move(folder: Path) -> None:
    ready = folder / ".ready"
    if ready.is_dir():
        for path in sorted(ready.iterdir()):
            path.replace(folder / path.name)
        ready.rmdir()


def load(folder: str | Path) -> Tables:
    """The tables that `save` wrote into the folder, validated.

    Raises InputError when a table is missing and SchemaError when one breaks its schema.
    """
    folder = Path(folder)
    _finish_move(folder)
    return validate(Tables(*(_read(folder / f"{name}.parquet", name) for name in SCHEMAS)))  # type: ignore[arg-type]


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
    rows = parquet.read_table(path)
    types = pandas_types(SCHEMAS[name])
    if list(rows.column_names) != list(types):
        raise SchemaError(f"{path}: its columns are {rows.column_names}, not {list(types)}")
    # Lists through to_pylist, so that all code sees lists of dicts and never numpy arrays.
    columns = {
        column: rows[column].to_pylist() if kind == "object" else rows[column].to_pandas()
        for column, kind in types.items()
    }
    return pd.DataFrame(columns).astype(types)
