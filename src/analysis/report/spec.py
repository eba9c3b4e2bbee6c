"""A YAML file of runs, for studies that are repeated: typed and strict, one entry a batch of reports.

runs:
  - inputs: [articles/]
    out: reports/by-outlet
    by: outlet
    lang: ar
    parameters: {top: 10}
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, Literal

import pydantic
import yaml

from analysis.errors import InputError
from analysis.morphology import INSTALLED
from analysis.report import copies
from analysis.report.settings import NOTEBOOKS, By, Settings


class Run(pydantic.BaseModel):
    """One batch: the options of `khabar report`, and further notebook parameters."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)

    inputs: list[str]
    out: str
    outlet: str | None = None
    backend: str = "embedded"
    names: str | None = None
    codebook: str = "policy_frames"
    examples: str | None = None
    morphology: str | None = None
    lang: Literal["ar", "en"] = "ar"
    by: By = "all"
    notebooks: list[str] = list(NOTEBOOKS)
    workers: int = pydantic.Field(1, ge=1)
    force: bool = False
    keep_notebooks: bool = False
    parameters: dict[str, Any] = {}  # checked against each notebook

    def settings(self) -> Settings:
        """The part of it that says how a batch is made; the file of a morphological database with its whole path."""
        settings = Settings(**{name: getattr(self, name) for name in Settings._fields})
        if self.morphology is None or self.morphology == INSTALLED:
            return settings
        return settings._replace(morphology=str(Path(self.morphology).resolve()))  # notebooks run in other folders


class Spec(pydantic.BaseModel):
    """The whole file."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True)

    runs: list[Run] = pydantic.Field(min_length=1)


def read_spec(path: str | Path) -> list[Run]:
    """The runs of a specification file; its paths are taken from the folder that the file is in.

    Raises InputError naming the file, the entry and, for an unknown name, the nearest known one.
    """
    path = Path(path)
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, ValueError) as error:  # the second for bytes that are no text, days that no month has
        raise InputError(f"{path}: not YAML: {error}") from error
    try:
        spec = Spec.model_validate(found)
    except pydantic.ValidationError as error:
        raise InputError(f"{path}: {_first(error)}") from error
    return [run.model_copy(update=_paths(run, path.parent)) for run in spec.runs]


def _paths(run: Run, folder: Path) -> dict[str, Any]:
    """The paths of a run, taken from this folder; a codebook is one where it is the name of a CSV."""
    found: dict[str, Any] = {"inputs": [str(folder / name) for name in run.inputs], "out": str(folder / run.out)}
    given = {"names": run.names, "examples": run.examples}
    given["codebook"] = run.codebook if run.codebook.endswith(".csv") else None
    given["morphology"] = run.morphology if run.morphology != "installed" else None
    files = copies.files_of({name: folder / str(value) for name, value in run.parameters.items() if value})
    found["parameters"] = run.parameters | {name: str(path) for name, path in files.items()}
    return found | {name: str(folder / path) for name, path in given.items() if path}


def _first(error: pydantic.ValidationError) -> str:
    first: Any = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(first["loc"][-1]), Run.model_fields, n=1)
        return f"{where}: unknown option" + (f"; did you mean {near[0]}?" if near else "")
    return f"{where}: {first['msg']}"
