"""What the process that forks kernels imports, and uses once, so that no kernel has to."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.language import LANGUAGES

if TYPE_CHECKING:
    import pandas as pd

    from analysis.entities.recognise import Mention
    from analysis.tables import Tables

# What every notebook of ours, and most others, would import first. Nothing here may start a Python thread: a forked
# child has only the thread that forked. (The helper threads of OpenBLAS and jemalloc are started again by these
# libraries.)
# Nothing may draw either, so that matplotlib chooses its backend in the kernel.
PRELOADED = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "ipykernel.zmqshell",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pandas",
    "pandas.io.formats.html",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "analysis.annotated",
    "analysis.entities",
    "analysis.figures",
    "analysis.framing",
    "analysis.notebook",
    "analysis.pipeline",
    "analysis.quotes",
)
INLINE = "module://matplotlib_inline.backend_inline"


def preload() -> None:
    """Import the libraries; those that are not installed are left to the notebook."""
    gc.disable()  # hardly anything of this is garbage, and to look for some takes a tenth of the time
    # matplotlib reads it when it is imported; ipykernel would set the same before the notebook imports it.
    os.environ.setdefault("MPLBACKEND", INLINE)
    for name in PRELOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    _fill_caches()
    gc.freeze()  # what is there already is never collected, so that its memory stays shared
    gc.enable()


# An article for the first use of everything: a title, a name, a place, a quotation, a frame, a hedge, a naming choice.
SPECIMEN = "قال وزير الخارجية سمير خالد في عمان إن الحكومة «سترد غدا». وربما هاجم الحوثيون المدينة."
NAMED = {"سمير خالد": "PER", "عمان": "LOC"}


def _recognised(texts: Sequence[str]) -> list[list[Mention]]:
    """The names of the specimen, for which no model is loaded."""
    from analysis.entities.recognise import Mention

    places = [[(text.index(name), name, kind) for name, kind in NAMED.items()] for text in texts]
    return [[Mention(start, start + len(name), kind, 1.0) for start, name, kind in found] for found in places]


def _fill_caches() -> None:
    """Annotate and show one short article, for what is imported, compiled or read on first use.

    That is pandas, pandera, lexicons, templates, catalogues, fonts. The figures are not pyplot's, so that no backend
    is chosen.
    """
    import pandas as pd

    from analysis import annotated, entities, framing, notebook, pipeline, quotes
    from analysis.tables import Articles, frame

    row = {"article_id": "x", "text": SPECIMEN, "sha256": "", "source": "x", "published": pd.Timestamp("2024-01-31")}
    tables = pipeline.annotate(Articles(frame("articles", [row])), backend=_recognised)
    for name in entities.__all__:  # some are imported on first use
        getattr(entities, name)
    for name in annotated.templates().list_templates(extensions=["j2"]):
        annotated.templates().get_template(name)
    for lang in LANGUAGES:
        notebook.setup(lang)
        notebook.summary(tables, lang=lang)
        notebook.text(tables, lang=lang)
        notebook.cards(tables, lang=lang)
        entities.attributes(tables, lang=lang)
    framing.hedging_counts(tables)
    _draw(quotes.share_of_voice(tables, by="speaker"), tables, LANGUAGES[0])


def _draw(voices: pd.DataFrame, tables: Tables, lang: str) -> None:
    from matplotlib.figure import Figure

    from analysis import annotated, entities, figures, framing, notebook

    def show(draw: Callable[..., Any], *what: Any, **options: Any) -> None:
        axes = Figure(layout="constrained").subplots()
        columns = {name: name for name in voices.columns}
        plot = draw(*what, lang=lang, ax=axes, **options)
        notebook.figure(plot, caption="Share", lang=lang, numbers=voices, columns=columns)

    show(figures.bars, annotated.linked(voices, tables), label="speaker", value="share")
    show(figures.network, entities.cooccurrence(tables), entities.prominence(tables))
    show(figures.strip, framing.frame_strip(tables))
