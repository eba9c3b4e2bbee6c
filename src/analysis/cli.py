"""The command `khabar`: parses, calls, prints. Everything heavy is imported where it is used."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.errors import KhabarError

if TYPE_CHECKING:
    from analysis.tables import Tables, Watch

FAILED, USAGE = 1, 2

inputs_argument = click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
out_option = click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write into."
)
outlet_option = click.option("--outlet", help="Name of the outlet, for articles that name none.")
backend_option = click.option("--backend", default="embedded", show_default=True, help="Entity recogniser.")
lang_option = click.option(
    "--lang", default="ar", show_default=True, type=click.Choice(["ar", "en"]), help="Language of the reports."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-v", "--verbose", is_flag=True, help="Log what happens, with tracebacks.")
def khabar(verbose: bool) -> None:
    """Who is named, who is quoted and how a story is framed, in Arabic news.

    INPUT is a .txt, .jsonl, .csv, .tsv or .parquet file, or a folder of them.

    Exit code: 0 all done, 1 some articles or reports failed (each is listed, the others are done), 2 wrong usage.
    """
    logging.basicConfig(level=logging.DEBUG if verbose else logging.ERROR, format="%(levelname)s %(name)s: %(message)s")


@khabar.command()
@inputs_argument
@out_option
@outlet_option
@backend_option
def annotate(inputs: tuple[Path, ...], out: Path, outlet: str | None, backend: str) -> None:
    """Find entities, quotations and frames; write one Parquet table each, and run.json.

    Example: khabar annotate articles/ --out tables
    """
    tables = _annotated(inputs, out, outlet, backend)
    counts = {name: len(table) for name, table in zip(tables._fields, tables, strict=True)}
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items()))
    click.echo(f"written to {out}")
    _exit_with(_problems(tables))


@khabar.command()
@inputs_argument
@out_option
@outlet_option
@backend_option
@lang_option
@click.option("--notebooks", default="entities,quotes,framing", show_default=True, help="Which, comma-separated.")
def report(inputs: tuple[Path, ...], out: Path, outlet: str | None, backend: str, lang: str, notebooks: str) -> None:
    """Annotate, run the notebooks and write one self-contained HTML file each, and index.html.

    Example: khabar report seeds/ --out reports --lang ar
    """
    from analysis.report.batch import render

    tables = _annotated(inputs, out / "tables", outlet, backend)
    reports = render(out, notebooks=[name.strip() for name in notebooks.split(",")], lang=lang, watch=_watch())
    for one in reports:
        click.echo(f"{one.path}" + (" (failed)" if one.problem else ""))
    click.echo(f"open {out / 'index.html'}")
    failed = {f"{one.name}.ipynb": one.problem.splitlines()[-1] for one in reports if one.problem}
    _exit_with({**_problems(tables), **failed})


@khabar.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    from analysis.report.batch import notebooks_folder

    arguments = [sys.executable, "-m", "jupyter", "lab", "--notebook-dir", str(notebooks_folder())]
    os.execv(sys.executable, arguments)


@khabar.command()
def version() -> None:
    """Print the version."""
    click.echo(installed_version("khabar"))


def _annotated(inputs: Iterable[Path], folder: Path, outlet: str | None, backend: str) -> Tables:
    """The annotated tables of these inputs, saved into the folder with their provenance."""
    from analysis import pipeline, read_corpus, save
    from analysis.report.batch import versions

    articles = read_corpus(inputs, outlet=outlet)
    tables = pipeline.annotate(articles, backend=backend, watch=_watch())
    run = {
        "versions": versions(),
        "parameters": {"backend": backend, "codebook": "policy_frames", "outlet": outlet},
        "inputs": [
            {"source": source, "sha256": sha256}
            for source, sha256 in zip(articles["source"], articles["sha256"], strict=True)
        ],
    }
    save(tables, folder, run=run)
    return tables


def _watch() -> Watch:
    from analysis.tables import Watch

    return Watch(progress=_progress, failed=lambda _article, _problem: None)


def _progress(items: Iterable[Any], label: str) -> Iterator[Any]:
    """A bar on a terminal, one plain line in a log."""
    listed = list(items)
    if not sys.stderr.isatty():
        click.echo(f"{label}: {len(listed)}", err=True)
        yield from listed
        return
    with click.progressbar(listed, label=f"{label:16}", file=sys.stderr, show_pos=True) as bar:
        yield from bar


def _problems(tables: Tables) -> dict[str, str]:
    bad = tables.articles.dropna(subset=["problem"])
    return dict(zip(bad["article_id"], bad["problem"], strict=True))


def _exit_with(problems: dict[str, str]) -> None:
    if problems:
        click.echo(f"{len(problems)} failed:", err=True)
        for name, problem in problems.items():
            click.echo(f"  {name}: {problem}", err=True)
        sys.exit(FAILED)


def main() -> None:
    """Run the command; an error that a user can act on is a message, anything else a traceback, because it is ours."""
    try:
        khabar()
    except KhabarError as error:
        click.echo(f"khabar: {error}", err=True)
        sys.exit(USAGE)
