"""The command `khabar`: parses, calls, prints. Everything heavy is imported where it is used."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from analysis.errors import KhabarError

if TYPE_CHECKING:
    from analysis.report.spec import Run
    from analysis.tables import Tables, Watch

FAILED, USAGE = 1, 2
# The disk is full, a quota is, a file is larger than allowed, nothing may be written there.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}

inputs_argument = click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
out_option = click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write into."
)
outlet_option = click.option("--outlet", help="Name of the outlet, for articles that name none.")
backend_option = click.option("--backend", default="embedded", show_default=True, help="Entity recogniser.")
names_option = click.option(
    "--names",
    type=click.Path(exists=True, dir_okay=False),
    help="CSV of names that you decide: text,name[,article_id].",
)
codebook_option = click.option(
    "--codebook", default="policy_frames", show_default=True, help="Codebook of the frames: a name of ours or a CSV."
)
examples_option = click.option(
    "--examples",
    type=click.Path(exists=True, dir_okay=False),
    help="CSV of labelled examples for the codebook: text,labels.",
)
morphology_option = click.option(
    "--morphology", help="Morphological database of camel-tools that decides proclitics: a file, or 'installed'."
)
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
@names_option
@codebook_option
@examples_option
@morphology_option
def annotate(inputs: tuple[Path, ...], out: Path, **options: Any) -> None:
    """Find entities, quotations and frames; write one Parquet table each, and run.json.

    Example: khabar annotate articles/ --out tables
    """
    tables = _annotated(inputs, out, options)
    counts = {name: len(table) for name, table in zip(tables._fields, tables, strict=True)}
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items()))
    click.echo(f"written to {out}")
    _exit_with(_problems(tables))


@khabar.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write into.")
@outlet_option
@backend_option
@names_option
@codebook_option
@examples_option
@morphology_option
@lang_option
@click.option(
    "--notebooks", default="entities,quotes,framing,compare", show_default=True, help="Which, comma-separated."
)
@click.option("--by", default="all", show_default=True, type=click.Choice(["all", "outlet", "month", "article"]))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Worker processes.")
@click.option("--force", is_flag=True, help="Run also what is up to date.")
@click.option("--keep-notebooks", is_flag=True, help="Keep the executed notebooks beside the pages.")
@click.option("--parameter", "-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="Of the notebooks.")
@click.option("--spec", type=click.Path(exists=True, dir_okay=False), help="YAML file of runs, instead of INPUT.")
def report(inputs: tuple[Path, ...], out: Path | None, spec: str | None, **options: Any) -> None:
    """Annotate, run the notebooks and write one self-contained HTML file each, and index.html.

    What is up to date is not made again. INPUT may also be a folder of tables, as `khabar annotate` writes them.
    Example: khabar report seeds/ --out reports --lang ar
    """
    from analysis.report.parameters import Said
    from analysis.report.spec import Run, read_spec

    if spec is None and not (inputs and out):
        raise click.UsageError("give INPUT... and --out, or --spec")
    if spec is not None and (said := [name for name in _said() if name not in {"--spec", "--force"}]):
        raise click.UsageError(f"the file of --spec says all but --force: leave {', '.join(said)} away")
    options["notebooks"] = [name.strip() for name in options["notebooks"].split(",")]
    options["parameters"] = {name: Said(value) for name, value in options["parameters"]}
    if spec is not None:
        runs = [run.model_copy(update={"force": run.force or options["force"]}) for run in read_spec(spec)]
    else:
        runs = [Run(inputs=list(map(str, inputs)), out=str(out), **options)]
    problems: dict[str, str] = {}
    for run in runs:
        problems |= _report(run)
    _exit_with(problems)


def _said() -> list[str]:
    """The arguments and options that the command line names, as it does."""
    context = click.get_current_context()
    sources = {parameter: context.get_parameter_source(str(parameter.name)) for parameter in context.command.params}
    said = [parameter for parameter, source in sources.items() if source == ParameterSource.COMMANDLINE]
    return [one.opts[0] if isinstance(one, click.Option) else one.human_readable_name for one in said]


def _report(run: Run) -> dict[str, str]:
    """Make one batch; its problems."""
    from analysis.report.prepare import prepare

    out = Path(run.out)
    prepare(out, run.settings(), run.parameters)
    from analysis.report.batch import render

    tables = _annotated(map(Path, run.inputs), out / "tables", run.model_dump(), force=run.force)
    reports = render(out, run.settings(), tables=tables, given=run.parameters, watch=_watch())
    made = sum(one.ran for one in reports)
    click.echo(f"{made} of {len(reports)} reports made" + (", the others were up to date" * (made < len(reports))))
    click.echo(f"open {out / 'index.html'}")
    failed = {str(one.path): one.problem.splitlines()[-1] for one in reports if one.problem}
    return {**_problems(tables), **failed}


@khabar.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify(folder: Path) -> None:
    """Render the reports of FOLDER again from its tables and compare them byte for byte.

    Example: khabar verify reports/
    """
    from analysis.report.verify import verify as verify_batch

    differences = verify_batch(folder, watch=_watch())
    if not differences:
        click.echo("every page is the same, byte for byte")
    _exit_with({difference.page: difference.problem for difference in differences})


@khabar.command()
@click.argument("layer", type=click.Choice(["entities", "quotes", "frames"]))
@click.option(
    "--gold",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="Folder of NAME.txt, NAME.json; for entities also CoNLL, for frames a CSV of text and labels.",
)
@backend_option
@click.option(
    "--guidelines",
    type=click.Choice(["articles", "anercorp", "cleananercorp"]),
    help="Whose notion of a name the embedded recogniser shall have. [default: articles; for CoNLL files anercorp]",
)
@codebook_option
@examples_option
@morphology_option
def evaluate(layer: str, gold: Path, *, guidelines: str | None, **options: Any) -> None:
    """Score LAYER (entities, quotes or frames) against gold annotations.

    Example: khabar evaluate quotes --gold gold/dev
    """
    from analysis import framing, pipeline
    from analysis.evaluate import entities, frames, quotes
    from analysis.evaluate.gold import articles_of, read_gold
    from analysis.report.inputs import recogniser_of

    backend, morphology = options["backend"], options["morphology"]
    if layer == "entities":
        if guidelines or backend == "embedded":
            guidelines = guidelines or entities.usual_guidelines(gold)
            click.echo(f"guidelines: {guidelines}", err=True)
            backend = entities.under(guidelines, backend)
        table = entities.evaluate(gold, backend=recogniser_of(backend, morphology), watch=_watch())
    elif layer == "frames":
        book = framing.read_taught(options["codebook"], options["examples"])
        table = frames.evaluate(gold, codebook=book, watch=_watch())
    else:
        annotated = read_gold(gold)
        recogniser = recogniser_of(backend, morphology)
        tables = pipeline.annotate(articles_of(annotated), backend=recogniser, watch=_watch())
        table = quotes.score(annotated, tables.quotes)
    click.echo(table.to_string(index=False, float_format="{:.3f}".format))


@khabar.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    from analysis.report.settings import notebooks_folder

    arguments = [sys.executable, "-m", "jupyter", "lab", "--notebook-dir", str(notebooks_folder())]
    os.execv(sys.executable, arguments)


@khabar.command()
def version() -> None:
    """Print the version."""
    click.echo(installed_version("khabar"))


def _annotated(inputs: Iterable[Path], folder: Path, options: Mapping[str, Any], *, force: bool = True) -> Tables:
    """The tables of these inputs; says how well labelled examples teach."""
    from analysis.report.inputs import annotated

    tables, figures = annotated(inputs, folder, options, force=force, watch=_watch())
    if figures is not None:
        click.echo(figures.to_string(index=False, float_format="{:.3f}".format))
    return tables


def _watch() -> Watch:
    from analysis.tables import Watch

    return Watch(progress=_progress, failed=lambda _article, _problem: None)


def _progress(items: Iterable[Any], label: str, count: int) -> Iterator[Any]:
    """A bar on a terminal, one plain line in a log."""
    if not sys.stderr.isatty():
        click.echo(f"{label}: {count}", err=True)
        yield from items
        return
    with click.progressbar(items, length=count, label=f"{label:16}", file=sys.stderr, show_pos=True) as bar:
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
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        click.echo(
            f"khabar: {error.strerror}: {error.filename}; what is done is kept: make room, run it again", err=True
        )
        sys.exit(FAILED)
