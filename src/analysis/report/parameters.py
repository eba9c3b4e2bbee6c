"""The parameters of a notebook, read from its `parameters` cell and checked before anything runs.

papermill only warns of an unknown name and looks at a parameters cell with a regular expression of one line; a
misspelt option must not silently give the report with the default.

A parameter is of the type of its annotation, `lang: Literal["ar", "en"] = "ar"`, where it has one, else of the type of
its default. An annotation is built of the names in `TYPES`; nothing of the cell is run.
"""

from __future__ import annotations

import ast
import datetime
import difflib
import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, Optional, Union

import pydantic
import yaml

from analysis.errors import ReportError

# What an annotation may be made of. A date is given and passed on as text, since a notebook cell holds literals.
TYPES: dict[str, Any] = {
    **{kind.__name__: kind for kind in (str, int, float, bool, list, tuple, dict)},
    **{"None": type(None), "Any": Any, "Literal": Literal, "Optional": Optional, "Union": Union},
    "date": datetime.date,
}
_MODULES = {"typing", "datetime", "__future__"}  # what a parameters cell may import
_STRICT = pydantic.ConfigDict(strict=True)


class Said(str):
    """A value as a command line says it, of the type that its parameter takes: `2024` is a number or a word."""


class Parameter(NamedTuple):
    """A parameter of a notebook: its default value and its type."""

    default: Any
    kind: Any


def read(notebook: Mapping[str, Any], name: str) -> dict[str, Parameter]:
    """The parameters of a notebook, as read from its JSON.

    Raises ReportError when there is not exactly one cell tagged `parameters`, when it holds more than literals, or when
    an annotation is no type that we know or does not fit its default.
    """
    tagged = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ReportError(f"{name}: needs exactly one cell tagged parameters, has {len(tagged)}")
    found = {}
    for statement in ast.parse("".join(tagged[0]["source"])).body:
        if isinstance(statement, ast.ImportFrom) and statement.module in _MODULES:
            continue
        target, value, annotation = _assigned(statement)
        if target is None or value is None:
            raise ReportError(f"{name}: the parameters cell holds more than assignments: {ast.unparse(statement)}")
        try:
            default = ast.literal_eval(value)
        except ValueError as error:
            raise ReportError(f"{name}: {ast.unparse(statement)} is not a literal") from error
        kind = type(default) if annotation is None else _type(annotation, name)
        found[target] = Parameter(default, kind)
        if annotation is not None and (problem := _misfit(default, kind)):
            raise ReportError(f"{name}: {ast.unparse(statement)}: {problem}")
    return found


def defaults(notebook: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The default values of the parameters of a notebook, see `read`."""
    return {key: parameter.default for key, parameter in read(notebook, name).items()}


def _assigned(statement: ast.stmt) -> tuple[str | None, ast.expr | None, ast.expr | None]:
    """Name, value and annotation of an assignment to one name."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=target)], value=value):
            return target, value, None
        case ast.AnnAssign(target=ast.Name(id=target), value=value, annotation=annotation):
            return target, value, annotation
    return None, None, None


def _type(annotation: ast.expr, name: str) -> Any:
    """The type that an annotation says, made of what we know without running anything."""
    match annotation:
        case ast.Name(id=word) if word in TYPES:
            return TYPES[word]
        case ast.Attribute(value=ast.Name(id=module), attr=word) if module in _MODULES and word in TYPES:
            return TYPES[word]
        case ast.Constant(value=None):
            return type(None)
        case ast.Constant(value=str() as quoted):
            return _type(_parsed(quoted, name), name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return Union[_type(left, name), _type(right, name)]  # noqa: UP007 -- made here, not written
        case ast.Subscript(value=whole, slice=part):
            return _parametrised(whole, part, name)
    near = difflib.get_close_matches(ast.unparse(annotation), TYPES, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are: {', '.join(TYPES)}"
    raise ReportError(f"{name}: no type of parameters is called {ast.unparse(annotation)!r}{hint}")


def _parametrised(whole: ast.expr, part: ast.expr, name: str) -> Any:
    generic = _type(whole, name)
    parts = part.elts if isinstance(part, ast.Tuple) else [part]
    try:
        if generic is Literal:
            return Literal[tuple(ast.literal_eval(one) for one in parts)]
        kinds = tuple(... if ast.unparse(one) == "..." else _type(one, name) for one in parts)
        return generic[kinds if len(kinds) > 1 else kinds[0]]
    except (TypeError, ValueError) as error:
        raise ReportError(f"{name}: {ast.unparse(whole)}[{ast.unparse(part)}] is no type: {error}") from error


def _parsed(quoted: str, name: str) -> ast.expr:
    try:
        return ast.parse(quoted, mode="eval").body
    except SyntaxError as error:
        raise ReportError(f"{name}: the annotation {quoted!r} is no type") from error


def _misfit(value: Any, kind: Any) -> str | None:
    """What is wrong with a value of a parameter of this type."""
    try:
        adapter = pydantic.TypeAdapter(kind, config=_STRICT)
        adapter.validate_python(_with_dates(value) if _dated(kind) else value)
    except pydantic.ValidationError as error:
        return "; ".join(dict.fromkeys(found["msg"] for found in error.errors()))
    return None


def _dated(kind: Any) -> bool:
    return kind is datetime.date or any(map(_dated, getattr(kind, "__args__", ())))


def _with_dates(value: Any) -> Any:
    """The value with what is an ISO date as a date."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(_with_dates, value))
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def checked(given: Mapping[str, Any], known: Mapping[str, Parameter], name: str) -> dict[str, Any]:
    """The given parameters, each known to the notebook and of its type; dates as ISO text.

    Text that does not fit is read as YAML, as a command line gives it: `[a, b]`, `null`. Raises ReportError, naming the
    nearest known name or the expected type.
    """
    found = {}
    for key, value in given.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; it has {', '.join(known)}"
            raise ReportError(f"{name}: unknown parameter {key!r}{hint}")
        kind = known[key].kind
        found[key] = _meant(value, kind) if isinstance(value, Said) else _plain(value)
        if problem := _misfit(found[key], kind):
            found[key] = _plain(_read(value))
            if found[key] == value or _misfit(found[key], kind):
                raise ReportError(f"{name}: parameter {key}={value!r}: {problem}{_nearest(value, kind)}")
    return found


def _meant(said: Said, kind: Any) -> Any:
    """What a command line says: the number or truth value that it spells, where the parameter takes one, else text."""
    value = read_value(said)
    return value if not isinstance(value, str) and not _misfit(value, kind) else str(said)


def read_value(text: str) -> Any:
    """A word of a command line, typed as in a file of runs: `3` is a number, `true` a truth value.

    >>> read_value("3"), read_value("on the 3rd")
    (3, 'on the 3rd')
    """
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):  # the second for a day that no month has
        return text
    return value if isinstance(value, (int, float, bool)) else text


def _read(value: Any) -> Any:
    """Text that means a list or nothing as that; numbers and truth values were read, or meant as text, before."""
    try:
        found = yaml.safe_load(value) if isinstance(value, str) else value
    except (yaml.YAMLError, ValueError):  # the second for a day that no month has
        return value
    return found if found is None or isinstance(found, list) else value


def _plain(value: Any) -> Any:
    """The value as a notebook cell can hold it: a date, which YAML reads as such, is its ISO text."""
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _nearest(value: Any, kind: Any) -> str:
    """For a choice, the one that was probably meant."""
    choices = [one for one in getattr(kind, "__args__", ()) if isinstance(one, str)]
    near = difflib.get_close_matches(str(value), choices, n=1)
    return f"; did you mean {near[0]}?" if near else ""
