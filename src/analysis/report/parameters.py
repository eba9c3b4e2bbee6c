"""The parameters of a notebook, read from its `parameters` cell and checked before anything runs.

papermill only warns of an unknown name and looks at a parameters cell with a regular expression of one line; a
misspelt option must not silently give the report with the default.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from typing import Any

import pydantic

from analysis.errors import ReportError


def defaults(notebook: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The parameters of a notebook, as read from its JSON, with their default values.

    Raises ReportError when there is not exactly one cell tagged `parameters`, or it holds more than literals.
    """
    tagged = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ReportError(f"{name}: needs exactly one cell tagged parameters, has {len(tagged)}")
    found = {}
    for statement in ast.parse("".join(tagged[0]["source"])).body:
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            raise ReportError(f"{name}: the parameters cell holds more than assignments: {ast.unparse(statement)}")
        try:
            found[statement.targets[0].id] = ast.literal_eval(statement.value)
        except ValueError as error:
            raise ReportError(f"{name}: {ast.unparse(statement)} is not a literal") from error
    return found


def checked(given: Mapping[str, Any], known: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The given parameters, each known to the notebook and of the type of its default.

    Raises ReportError, naming the nearest known name or the expected type.
    """
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; it has {', '.join(known)}"
            raise ReportError(f"{name}: unknown parameter {key!r}{hint}")
    types: dict[str, Any] = {key: (type(value), value) for key, value in known.items()}
    model = pydantic.create_model("Parameters", __config__=pydantic.ConfigDict(strict=True), **types)
    try:
        model(**given)
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        raise ReportError(f"{name}: parameter {first['loc'][0]}={first['input']!r}: {first['msg']}") from error
    return dict(given)
