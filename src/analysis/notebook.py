"""What a notebook calls: tables by parameters, and their display as figures, tables, cards and annotated text."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import annotated
from analysis.errors import InputError
from analysis.language import LANGUAGES, translator
from analysis.store import NAMES, RUN, file_hash, load, load_run
from analysis.tables import Tables, select

if TYPE_CHECKING:
    import pandas as pd
    from IPython.display import HTML
    from markupsafe import Markup
    from matplotlib.axes import Axes


_CODEBOOK = "policy_frames"


def open_tables(
    tables: str | Path,
    *,
    articles: str = "",
    outlets: str = "",
    since: str = "",
    until: str = "",
    morphology: str = "",
) -> Tables:
    """The tables in this folder, or those of the articles in it where it holds no tables yet, filtered.

    `articles` and `outlets` are comma-separated ids and names; `since` and `until` are ISO dates, both included;
    empty means all. `morphology` is a morphological database, see `entities.with_morphology`. Raises InputError when
    nothing is left, or when the tables were made without that database; BackendError when there is none.
    """
    chosen = select(
        _tables(Path(tables), morphology), articles=_names(articles), outlets=_names(outlets), since=since, until=until
    )
    if not len(chosen.articles):
        raise InputError(f"no article of {tables} fits: articles={articles!r} outlets={outlets!r} {since}..{until}")
    return chosen


def _tables(folder: Path, morphology: str) -> Tables:
    if (folder / "articles.parquet").is_file() or (folder / ".ready").is_dir():
        found = load(folder)
        if morphology:
            _check_made_with(folder, morphology)
        return found
    from analysis.corpus import read_corpus
    from analysis.entities import with_morphology
    from analysis.pipeline import annotate

    return annotate(read_corpus(folder), backend=with_morphology("embedded", morphology) if morphology else "embedded")


def _check_made_with(folder: Path, morphology: str) -> None:
    """Offsets of all layers hang on those of the mentions, so tables that are there are not changed by a database."""
    from analysis.morphology import database_file

    made = load_run(folder).get("parameters", {}).get("morphology") if (folder / RUN).is_file() else None
    if made != file_hash(database_file(morphology)):
        how = "with another" if made else "without a"
        again = f"khabar annotate INPUT... --out {folder} --morphology {morphology}"
        raise InputError(f"{folder}: these tables were made {how} morphological database; make them with: {again}")


def names(tables: str | Path) -> Path | None:
    """The file of the names that the user decided when the tables in this folder were made; None where there is none.

    For `entities.merges`, which then gives the user's decision as the reason.
    """
    path = Path(tables) / NAMES
    return path if path.is_file() else None


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def example_figures(tables: str | Path, *, codebook: str = "", examples: str = "", lang: str = "ar") -> HTML:
    """How well the labelled examples of the frames teach them: `framing.example_figures` as a table.

    Of these examples or, where none are given, of those with which the tables in this folder were made; nothing is
    shown where there are none either.
    """
    import pandas as pd

    from analysis import framing

    made = load_run(tables).get("examples", []) if not codebook and (Path(tables) / RUN).is_file() else []
    figures = framing.example_figures(codebook=codebook or _CODEBOOK, examples=examples) if examples else None
    if figures is None and not made:
        return _html("")
    columns = {"measure": "Measure", "f1": "F1", "lower": "From", "upper": "To", "codebook": "Codebook alone"}
    columns |= {"examples": "Examples with it", "source": "Learns from"}
    shown = pd.DataFrame(made) if figures is None else figures
    if "source" not in shown:  # tables that an earlier version made
        del columns["source"]
    return table(shown, columns, caption="What the labelled examples teach, cross-validated", lang=lang)


def setup(lang: str = "ar") -> HTML:
    """Style for what follows, shown once at the top. Raises InputError for a language that we do not speak."""
    if lang not in LANGUAGES:
        raise InputError(f"lang={lang!r}: the languages are {', '.join(LANGUAGES)}")
    return _html(f"<style>{stylesheet()}</style>")


@functools.cache
def stylesheet() -> str:
    """The style of everything that `annotated` writes, with the Arabic font in it."""
    return annotated.render("style.css.j2", lang="ar", fonts=_fonts())


def _fonts() -> list[dict[str, str]]:
    import base64

    folder = files("analysis").joinpath("fonts")
    faces = [("arabic", "U+0600-06FF, U+0750-077F, U+200C-200F, U+FD3E-FD3F, U+FDF2, U+FDFA-FDFC"), ("latin", "")]
    return [
        {
            "weight": weight,
            "range": unicodes,
            "data": base64.b64encode(folder.joinpath(f"noto-naskh-{script}-{weight}.woff2").read_bytes()).decode(),
        }
        for script, unicodes in faces
        for weight in ("400", "700")
    ]


def figure(
    ax: Axes,
    *,
    caption: str,
    lang: str = "ar",
    numbers: pd.DataFrame | None = None,
    columns: Mapping[str, str] | None = None,
) -> HTML:
    """The figure as SVG with its caption (an English message), and its numbers as a table to unfold."""
    from markupsafe import Markup

    from analysis.figures.drawing import svg

    text = translator(lang)(caption)
    table = None
    if numbers is not None and len(numbers):
        heads = columns or {name: name for name in numbers.columns}
        table = annotated.table_html(numbers, heads, caption=text, lang=lang)
    drawing = Markup(svg(ax))
    return _html(annotated.render("figure.html.j2", lang=lang, svg=drawing, alt=text, caption=text, numbers=table))


def table(
    statistic: pd.DataFrame, columns: Mapping[str, str], *, caption: str, lang: str = "ar", top: int | None = None
) -> HTML:
    """The first `top` rows of a statistic as a table of these columns (name -> English heading)."""
    rows = statistic if top is None else statistic.head(top)
    return _html(annotated.table_html(rows, columns, caption=translator(lang)(caption), lang=lang))


def cards(tables: Tables, *, lang: str = "ar") -> HTML:
    """All quotations as cards."""
    return _html(annotated.quote_cards(tables, lang=lang))


def text(tables: Tables, *, layers: Sequence[str] = annotated.LAYERS, lang: str = "ar") -> HTML:
    """All articles with these layers highlighted, and the key to the colours."""
    articles = [
        annotated.article_html(tables, article_id, layers=layers, lang=lang)
        for article_id in tables.articles["article_id"]
    ]
    return _html(annotated.render("texts.html.j2", lang=lang, articles=articles, layers=layers))


def summary_html(tables: Tables, *, lang: str = "ar") -> Markup:
    """The summary as markup."""
    return annotated.render("summary.html.j2", lang=lang, tables=tables)


def summary(tables: Tables, *, lang: str = "ar") -> HTML:
    """How much there is: articles, sentences, entities, quotations; and every article that has a problem."""
    return _html(summary_html(tables, lang=lang))


def _html(markup: str) -> HTML:
    from IPython.display import HTML

    return HTML(str(markup))  # type: ignore[no-untyped-call]
