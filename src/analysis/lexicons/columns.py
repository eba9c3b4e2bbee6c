"""The columns of every lexicon: one schema class a file, named as in `COLUMNS`.

The class docstring says what a row is; the README of this folder is written from it.
"""

from __future__ import annotations

import pandera.pandas as pa


class Entry(pa.DataFrameModel):
    """What every lexicon row has: an example in which it must be found, where it comes from, a remark."""

    example_: str = pa.Field(alias="example")  # DataFrameModel has a method of this name
    source: str
    note: str


COLUMNS: dict[str, type[pa.DataFrameModel]] = {}
