"""How a figure becomes SVG: measured once, drawn once, the same bytes every time."""

from __future__ import annotations

import functools
import hashlib
import io
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import numpy as np
from matplotlib import pyplot
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.font_manager import fontManager, get_font
from matplotlib.layout_engine import LayoutEngine
from matplotlib.textpath import text_to_path

from analysis.figures.style import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_PAD = 0.04167  # inches around everything, as in constrained layout


class Margins(LayoutEngine):
    """Gives the one pair of axes of a figure the room that its labels and the legends below it leave.

    The same as constrained layout, which measures everything twice: here it is done again only where the ticks changed
    with the size of the axes.
    """

    _adjust_compatible = True
    _colorbar_gridspec = False

    def execute(self, fig: Figure) -> None:
        """Place the axes."""
        (ax,) = fig.axes
        for _ in range(2):
            ticks = _ticks(ax)
            _fit(ax, fig)
            if all(map(np.array_equal, ticks, _ticks(ax))):
                break


def _ticks(ax: Axes) -> list[np.ndarray]:
    return [axis.get_majorticklocs() for axis in (ax.xaxis, ax.yaxis)]


def _fit(ax: Axes, figure: Figure) -> None:
    renderer, pad = figure.canvas.get_renderer(), _PAD * figure.dpi  # type: ignore[attr-defined]
    with_labels = ax.get_tightbbox(renderer, for_layout_only=True)
    assert with_labels is not None
    alone, width, height = ax.get_window_extent(), *figure.bbox.size
    below = sum(legend.get_window_extent(renderer).height + 2 * pad for legend in figure.legends)
    left, right = alone.x0 - with_labels.x0 + pad, width - (with_labels.x1 - alone.x1) - pad
    bottom, top = alone.y0 - with_labels.y0 + pad + below, height - (with_labels.y1 - alone.y1) - pad
    if left < right and bottom < top:
        ax.set_position((left / width, bottom / height, (right - left) / width, (top - bottom) / height))


@functools.lru_cache(4096)
def _size(text: str, font: FontProperties, ismath: Any) -> tuple[float, float, float]:
    return text_to_path.get_text_width_height_descent(text, font, ismath)


@functools.lru_cache(256)
def _heights(font: FontProperties) -> tuple[float, float, float]:
    """Ascent, descent and gap of a line in this font, in points, as `Text` reads them from the font."""
    found = get_font(fontManager._find_fonts_by_props(font))
    said = found.get_sfnt_table("OS/2")
    assert said is not None
    point = 1 / found.units_per_EM * font.get_size_in_points()
    return said["sTypoAscender"] * point, -said["sTypoDescender"] * point, said["sTypoLineGap"] * point


class _Vector(RendererSVG):
    """Knows how large a label is that stood in a figure before, and how high the lines of a font are."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """In points."""
        return _size(s, prop, ismath)

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """What matplotlib asks a renderer for, else it looks into the font for every label, several times each."""
        return _heights(prop)


class _Canvas(FigureCanvasSVG):
    """Measures, lays out and draws with one renderer: savefig takes three, each measures all labels, two draw."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self._out = io.StringIO()
        dpi, figure.dpi = figure.dpi, self.fixed_dpi
        width, height = figure.get_size_inches()
        size = (width * self.fixed_dpi, height * self.fixed_dpi)
        vector = _Vector(*size, self._out, image_dpi=dpi, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
        self._renderer: Any = MixedModeRenderer(figure, width, height, dpi, vector)  # type: ignore[no-untyped-call]

    def get_renderer(self) -> Any:
        """What the figure's layout engine measures with."""
        return self._renderer

    def drawn(self) -> str:
        """The figure as an SVG document."""
        if len(self.figure.axes) == 1 and self.figure.get_layout_engine() is not None:
            self.figure.set_layout_engine(Margins())
        self.figure.draw(self._renderer)
        self._renderer.finalize()
        return self._out.getvalue()


def svg(ax: Axes) -> str:
    """The figure of these axes as an SVG element; its pyplot figure is closed.

    Its ids start with a hash of the drawing, so that several figures live on one page; the same figure gives the
    same bytes. A patch with a link is called by its label, without the `_` that keeps it out of legends.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    with style():
        drawing = _Canvas(figure).drawn()
    pyplot.close(figure)
    drawing = drawing.replace(' target="_blank"', "")  # a link of ours stays on its page
    drawing = _with_names(drawing, [str(patch.get_label()) for patch in ax.patches if patch.get_url()])
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing[drawing.index("<svg") :], flags=re.DOTALL)
    return _with_prefix(drawing, "f" + hashlib.sha256(drawing.encode()).hexdigest()[:8])


def _with_names(drawing: str, labels: list[str]) -> str:
    """The drawing whose links around a path, drawn in this order, have these names for who cannot see them."""
    left = iter(labels)

    def named(match: re.Match[str]) -> str:
        return f"{match[1]} aria-label={quoteattr(next(left, '').removeprefix('_'))}{match[2]}"

    return re.sub(r'(<a xlink:href="[^"]*")(>\s*<path)', named, drawing)


def _with_prefix(drawing: str, prefix: str) -> str:
    ids = set(re.findall(r'\bid="([^"]+)"', drawing))

    def renamed(match: re.Match[str]) -> str:
        return f"{match[1]}{prefix}-{match[2]}{match[3]}" if match[2] in ids else match[0]

    return re.sub(r'(\bid="|url\(#|xlink:href="#)([^")]+)([")])', renamed, drawing)
