"""A figure is laid out as constrained layout would, and nothing of it is cut off."""

import re

import pandas as pd
import pytest
from matplotlib import pyplot
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
WORDS = pd.DataFrame({"term": ["قطاع", "وقال"], "z": [0.8, -0.4], "significant": [True, False]})
LONG = DIFFERENCES.assign(item=["Sudan's paramilitaries: Rapid Support Forces", "Political"])
DRAWINGS = [
    lambda lang: figures.bars(VOICES, label="speaker", value="share", lang=lang),
    lambda lang: figures.stacked_bars(VOICES, label="speaker", part="cue_class", value="share", lang=lang),
    lambda lang: figures.strip(STRIP, lang=lang),
    lambda lang: figures.intervals(DIFFERENCES, a="أ", b="BBC", lang=lang),
    lambda lang: figures.intervals(LONG, a="صحيفة ذات اسم طويل جدا جدا", b="A newspaper with a long name", lang=lang),
    lambda lang: figures.keywords(WORDS, a="أ", b="BBC", lang=lang),
]


@pytest.fixture(autouse=True)
def closed():
    """Figures of pyplot stay open until they are closed."""
    yield
    pyplot.close("all")


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


def texts(ax):
    return [text.replace("\u200f", "").replace("\u200e", "") for text in re.findall(r">([^<>]*)</text>", svg(ax))]


@pytest.mark.parametrize(("lang", "left"), [("ar", "أ ⟵"), ("en", "⟵ BBC")])
def test_a_comparison_says_which_group_is_on_which_side(lang, left):
    """A difference is a - b: where it is positive, it stands on the side of a."""
    ax = figures.intervals(DIFFERENCES, a="أ", b="BBC", lang=lang)
    left_end, right_end = ax.get_xlim()
    assert (left_end > 0 > right_end) == (lang == "ar")
    assert left in texts(ax)


def test_naming_is_in_arabic_and_in_lines_that_leave_room():
    found = texts(figures.intervals(LONG, a="أ", b="BBC", lang="ar"))
    expected = ["القوات شبه العسكرية في", "السودان: قوات الدعم السريع"]
    assert [text for text in found if "القوات" in text or "السودان" in text] == expected


@pytest.mark.parametrize("z", [0.3, 0.9, 2.0, 40.0])
def test_no_number_stands_twice_on_a_side_of_the_axis_of_words(z):
    ax = figures.keywords(WORDS.assign(z=[z, -z / 2]), a="أ", b="BBC", lang="en")
    high = max(ax.get_xlim())
    shown = [ax.xaxis.get_major_formatter()(x, 0) for x in ax.get_xticks() if 0 <= x <= high]
    assert len(shown) > 1
    assert len(shown) == len(set(shown))
