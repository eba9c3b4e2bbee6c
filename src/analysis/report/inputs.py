"""Inputs to tables, saved with what they were made of: what `khabar annotate` and `khabar report` begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import framing, load, read_corpus, save
from analysis.entities import with_morphology
from analysis.errors import InputError
from analysis.morphology import database_file
from analysis.report import keys
from analysis.store import NAMES, RUN, load_run
from analysis.tables import Articles, Tables, Watch

if TYPE_CHECKING:
    import pandas as pd

    from analysis.entities.recognise import Recogniser

# Options of `annotate` of which the file, where it is one, goes into the tables.
_FILES = ("codebook", "examples", "names")


def annotated(
    inputs: Iterable[Path],
    folder: Path,
    options: Mapping[str, Any],
    *,
    force: bool = True,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> tuple[Tables, pd.DataFrame | None]:
    """The tables of these inputs, saved into the folder with their provenance; those there when nothing changed.

    `options` are those of the command: outlet, backend, names, morphology, codebook, examples. The second value says
    how well the labelled examples teach, see `framing.example_figures`; None where they were not used now. An input
    that is a folder of tables, perhaps corrected by hand, is taken as it is; InputError where it is not the only one.
    """
    inputs = list(inputs)
    if any(map(_holds_tables, inputs)):
        return _taken(inputs, folder), None
    articles = read_corpus(inputs, outlet=options["outlet"])
    codebook, examples, names = options["codebook"], options["examples"], options["names"]
    morphology = database_file(options["morphology"]) if options["morphology"] else None
    book = framing.read_taught(codebook, examples)
    figures = framing.example_figures(codebook=codebook, examples=examples) if examples else None
    run = _run(articles, options, morphology)
    if figures is not None:
        run |= {"examples": figures.to_dict("records")}
    if not force and (folder / RUN).is_file() and load_run(folder) == run:
        return load(folder), None
    from analysis import pipeline

    recogniser = recogniser_of(options["backend"], morphology)
    tables = pipeline.annotate(articles, backend=recogniser, codebook=book, names=names, watch=watch)
    save(tables, folder, run=run, names=names)
    return tables, figures


def _run(articles: Articles, options: Mapping[str, Any], morphology: Path | None) -> dict[str, Any]:
    """What the tables are made of: files by their hashes."""
    given = {name: options[name] for name in ("outlet", "backend", "codebook")}
    paths = {name: Path(options[name]) for name in _FILES if options[name] and Path(options[name]).is_file()}
    paths |= {"morphology": morphology} if morphology else {}
    sources = zip(articles["source"], articles["sha256"], strict=True)
    return {
        "versions": keys.versions(),
        "code": keys.code_hash(),
        "parameters": given | {name: keys.file_hash(path) for name, path in paths.items()},
        "articles": keys.digest([articles.to_json(orient="records", date_format="iso")]),
        "inputs": [{"source": source, "sha256": sha256} for source, sha256 in sources],
    }


def _holds_tables(path: Path) -> bool:
    return (path / "articles.parquet").is_file() and (path / "mentions.parquet").is_file()


def _taken(inputs: list[Path], folder: Path) -> Tables:
    """The tables of a folder, saved into this one where others are there."""
    if len(inputs) > 1:
        one = next(path for path in inputs if _holds_tables(path))
        raise InputError(f"{one}: these are tables of khabar annotate; give them alone, or give articles only")
    tables = load(inputs[0])
    if not _holds_tables(folder) or keys.tables_hash(inputs[0]) != keys.tables_hash(folder):
        run = load_run(inputs[0]) if (inputs[0] / RUN).is_file() else {}
        names = inputs[0] / NAMES
        save(tables, folder, run=run, names=names if names.is_file() else None)
    return tables


def recogniser_of(backend: str | Recogniser, morphology: str | Path | None) -> str | Recogniser:
    """The recogniser of this name, with a morphological database where one is given."""
    return with_morphology(backend, morphology) if morphology else backend
