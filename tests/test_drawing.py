"""A figure is laid out as constrained layout would, and nothing of it is cut off."""

import pandas as pd
import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG

from analysis import figures
from analysis.figures.drawing import _Canvas, svg
from analysis.figures.style import style

VOICES = pd.DataFrame(
    {
        "speaker": ["وزير الخارجية الأمريكي السابق", "BBC", "م"],
        "share": [0.61, 0.3, 0.09],
        "low": [0.5, 0.2, 0.0],
        "high": [0.7, 0.4, 0.2],
        "cue_class": ["neutral", "doubt", "neutral"],
        "href": ["#a0-s0", "#a0-s10", "#a0-s20"],
    }
)
STRIP = pd.DataFrame(
    {"article_id": "x", "frame": ["Other", "Political", "Other"], "paragraph": [1, 2, 3], "score": [1.0, 0.5, 0.2]}
)
DIFFERENCES = pd.DataFrame(
    {
        "item": ["Other", "Political"],
        "difference": [0.2, -0.1],
        "low": [0.1, -0.3],
        "high": [0.3, 0.1],
        "few": [False, True],
    }
)
DRAWINGS = [
    lambda lang: figures.bars(VOICES, label="speaker", value="share", lang=lang),
    lambda lang: figures.stacked_bars(VOICES, label="speaker", part="cue_class", value="share", lang=lang),
    lambda lang: figures.strip(STRIP, lang=lang),
    lambda lang: figures.intervals(DIFFERENCES, lang=lang),
]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("draw", DRAWINGS)
def test_the_axes_stand_where_constrained_layout_puts_them_and_nothing_is_cut_off(draw, lang):
    with style():
        figure = draw(lang).get_figure()
        figure.set_canvas(FigureCanvasSVG(figure))
        figure.dpi = 72
        figure.draw_without_rendering()
        expected = figure.axes[0].get_window_extent().extents
        figure = draw(lang).get_figure()
        canvas = _Canvas(figure)
        canvas.drawn()
        found = figure.axes[0].get_window_extent().extents
        whole = figure.get_tightbbox(canvas.get_renderer())
    assert found == pytest.approx(expected, abs=2)
    width, height = figure.get_size_inches()
    assert whole.x0 >= 0
    assert whole.y0 >= 0
    assert whole.x1 <= width
    assert whole.y1 <= height


def test_the_same_figure_gives_the_same_bytes_and_its_links_have_escaped_names():
    hostile = VOICES.assign(speaker=['"><script>', "a&b", "<a xlink:href='#x'>"])
    one, other = (svg(figures.bars(hostile, label="speaker", value="share", lang="en")) for _ in range(2))
    assert one == other
    assert "<script" not in one
    assert one.count("<a ") == 3
    assert 'aria-label="a&amp;b: 30%"' in one
