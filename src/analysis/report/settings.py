"""How a batch is made: its options and its notebooks, known and checked before anything heavy is imported."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from analysis.errors import ReportError
from analysis.report import copies, keys, parameters

By = Literal["all", "outlet", "month", "article"]
NOTEBOOKS = ("entities", "quotes", "framing", "compare")
# One report of a batch, about all its articles: left out where there are no two groups to compare.
COMPARE = "compare"


class Settings(NamedTuple):
    """How a batch is made: which notebooks, in which language, on which groups, with how many at a time."""

    notebooks: Sequence[str] = NOTEBOOKS
    lang: str = "ar"
    by: By = "all"
    workers: int = 1
    force: bool = False
    keep_notebooks: bool = False
    morphology: str | None = None  # for the notebooks that count lemmas; the tables were made with it


def notebooks_folder() -> Path:
    """Where the notebooks are: beside the sources in a checkout, under `share/khabar` in an installation.

    Raises ReportError when they are in neither.
    """
    places = [Path(__file__).parents[3] / "notebooks", Path(sys.prefix) / "share" / "khabar" / "notebooks"]
    for place in places:
        if (place / "entities.ipynb").is_file():
            return place
    raise ReportError(f"no notebooks in {' or '.join(map(str, places))}; install Khabar from its repository")


class Notebook(NamedTuple):
    """A notebook of a batch: its source, its parameters, checked, and the same with files as their hashes.

    The parameters name the copies of the files, see `copies`.
    """

    source: str
    values: dict[str, Any]
    identity: dict[str, Any]


def notebook(name: str, values: Mapping[str, Any], settings: Settings) -> Notebook:
    """A notebook that takes these parameters, and the morphological database where it has a parameter for one."""
    known = {path.stem: path for path in notebooks_folder().glob("*.ipynb")}
    if name not in known:
        raise ReportError(f"no notebook is called {name!r}; there are: {', '.join(sorted(known))}")
    source = known[name].read_text("utf-8")
    takes = parameters.read(json.loads(source), name)
    if settings.morphology and "morphology" in takes:
        values = {"morphology": settings.morphology, **values}
    values = parameters.checked(values, takes, name)
    hashes = {parameter: keys.file_hash(path) for parameter, path in copies.files_of(values).items()}
    return Notebook(source, copies.placed(values), values | hashes)
