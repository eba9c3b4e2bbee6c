"""Lexicons are data: CSV files, one entry a row, each row with an `example` in which it must be found.

`read(name)` gives the validated table of one of ours, or of a user's own file with the same columns; `rows(name)` the
bare rows of one of ours, which the tests have validated, for what must load without pandas.
"""

from __future__ import annotations

import csv
import functools
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError, SchemaError

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(str(files(__package__)))


def read(name: str, path: str | Path | None = None) -> pd.DataFrame:
    """The lexicon called `name` (its schema), from our own file or from `path`; all columns are strings.

    Columns that a file leaves out are empty. Raises InputError when there is no such file and SchemaError, naming
    file, line and column, when a row breaks the schema.
    """
    return _read(name, str(path) if path is not None else None).copy()


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of our lexicon called `name`, each a dictionary of all its columns, which nobody may change.

    >>> rows("countries")[0]["code"]
    'AE'
    """
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@functools.cache
def _read(name: str, path: str | None) -> pd.DataFrame:
    import pandas as pd
    import pandera.errors

    from analysis.lexicons.columns import COLUMNS

    if name not in COLUMNS:
        raise InputError(f"no lexicon is called {name!r}; there are: {', '.join(sorted(COLUMNS))}")
    where = Path(path) if path is not None else HERE / f"{name}.csv"
    if not where.is_file():
        raise InputError(f"{where}: no such lexicon file")
    table = pd.read_csv(where, dtype="str", keep_default_na=False, encoding="utf-8")
    schema = COLUMNS[name]
    missing = [column for column in schema.to_schema().columns if column not in table]
    table = table.assign(**dict.fromkeys(missing, ""))
    try:
        schema.validate(table, lazy=True)
    except pandera.errors.SchemaErrors as error:
        case = error.failure_cases.iloc[0]
        line = int(case["index"]) + 2 if pd.notna(case["index"]) else 1
        raise SchemaError(
            f"{where}, line {line}, column {case['column']}: {case['failure_case']!r} breaks {case['check']}"
        ) from error
    return table


def forms(entry: str) -> list[str]:
    """The alternatives of a cell: separated by `|`."""
    return [form for form in entry.split("|") if form]
