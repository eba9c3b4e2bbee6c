"""A figure is laid out as constrained layout would, and nothing of it is cut off."""

import os
import re
import subprocess
import sys

import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.text import Text

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
    lambda lang: figures.stacked_bars(VOICES, by=("speaker", "cue_class"), value="share", lang=lang),
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


@pytest.mark.parametrize("draw", DRAWINGS)
def test_the_heights_of_lines_are_those_that_matplotlib_finds(draw, monkeypatch):
    ours = svg(draw("ar"))
    monkeypatch.delattr("analysis.figures.drawing._Vector._get_font_height_metrics")
    assert svg(draw("ar")) == ours


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
    assert "<a href=" not in one  # JupyterLab would set it, which an SVG link does not allow


def test_a_network_is_the_same_in_every_process():
    """The order of sets of words is not."""
    script = (
        "import hashlib, pandas as pd\nfrom analysis import figures\n"
        "names = [f'الاسم {n}' for n in range(40)]\n"
        "rows = [(names[a], names[b], 1 + a * b % 4) for a in range(40) for b in range(a) if (a + b) % 3]\n"
        "pairs = pd.DataFrame(rows, columns=['source', 'target', 'count'])\n"
        "drawing = figures.svg(figures.network(pairs, pd.DataFrame({'name': names, 'type': 'PER'}), top=9))\n"
        "print(hashlib.sha256(drawing.encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=-1, check=True
        )
        for seed in ("1", "2", "3")
    ]
    assert len({run.stdout for run in runs}) == 1


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


PAIRS = pd.DataFrame(
    {
        "agent": [f"الفاعل رقم {n} ذو الاسم الطويل" for n in range(18)] + ["المفعول رقم 3", "المفعول رقم 4"],
        "patient": [f"المفعول رقم {n}" for n in range(20)],
        "relation": ["conflict", "cooperation"] * 10,
        "count": [1] * 20,
    }
)
PERIODS = pd.DataFrame(
    {
        "period": pd.to_datetime(["2015-01-01", "2016-01-01", "2017-01-01"]),
        "name": "مصر",
        "articles": [1, 0, 3],
        "all": 3,
    }
)
TOGETHER = pd.DataFrame({"source": ["أ", "أ", "د"], "target": ["ب", "ج", "ه"], "count": [3, 2, 1]})
NAMES = pd.DataFrame({"name": list("أبجده"), "type": ["PER", "LOC", "ORG", "MISC", "PER"]})
EMPTY = {
    "bars": lambda lang: figures.bars(VOICES[:0], label="speaker", value="share", lang=lang),
    "stacked": lambda lang: figures.stacked_bars(VOICES[:0], by=("speaker", "cue_class"), value="share", lang=lang),
    "strip": lambda lang: figures.strip(STRIP[:0], lang=lang),
    "intervals": lambda lang: figures.intervals(DIFFERENCES[:0], a="أ", b="BBC", lang=lang),
    "keywords": lambda lang: figures.keywords(WORDS[:0], a="أ", b="BBC", lang=lang),
    "actions": lambda lang: figures.actions(PAIRS[:0], lang=lang),
    "network": lambda lang: figures.network(TOGETHER[:0], NAMES, lang=lang),
}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY)
def test_where_there_is_nothing_a_figure_says_so_and_draws_nothing(draw, lang):
    expected = {"ar": "لم يُعثر على شيء.", "en": "Nothing was found."}
    assert texts(draw(lang)) == [expected[lang]]


def boxes(figure):
    """Every text but the numbers of the axis, in points: (text, its box)."""
    canvas = _Canvas(figure)
    canvas.drawn()
    numbers = figure.axes[0].get_xticklabels()
    found = [text for text in figure.findobj(Text) if text.get_text() and text not in numbers]
    return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in found]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(
    "draw",
    [
        lambda lang: figures.actions(PAIRS, lang=lang),
        lambda lang: figures.actions(PAIRS[:1], lang=lang),
        lambda lang: figures.stacked_bars(CLASSES, by=("speaker", "cue_class"), value="count", lang=lang),
    ],
)
def test_no_label_lies_on_another_or_is_cut_off(draw, lang):
    with style():
        figure = draw(lang).get_figure()
        labels = boxes(figure)
    width, height = figure.bbox.size
    for n, (_, box) in enumerate(labels):
        assert box.x0 >= 0
        assert box.x1 <= width
        assert box.y0 >= 0
        assert box.y1 <= height
        for _, other in labels[n + 1 :]:
            across = min(box.x1, other.x1) - max(box.x0, other.x0)
            along = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert min(across, along / 2) <= 2


CLASSES = pd.DataFrame(
    {
        "speaker": [speaker for speaker in ("وزير الخارجية", "BBC", "المتحدث", "الأخير") for _ in range(11)],
        "cue_class": [
            "asserting",
            "criticising",
            "demanding",
            "neutral",
            "none",
            "revealing",
            "agreeing",
            "estimating",
            "asking",
            "claiming",
            "promising",
        ]
        * 4,
        "count": 1,
    }
)


def test_eleven_classes_have_eleven_colours():
    ax = figures.stacked_bars(CLASSES, by=("speaker", "cue_class"), value="count", top=2, lang="en")
    colours = {handle.patches[0].get_facecolor() for handle in ax.containers}
    assert len(colours) == len(ax.containers) == 11
    assert [label.get_text() for label in ax.get_yticklabels()] == ["وزير الخارجية", "BBC"]


def test_a_key_is_read_from_where_reading_starts():
    """Four columns of three rows at most: the first class on the right in Arabic, each column from above."""
    places = {}
    for lang in ("ar", "en"):
        ax = figures.stacked_bars(CLASSES, by=("speaker", "cue_class"), value="count", lang=lang)
        figure = ax.get_figure()
        with style():
            found = dict(boxes(figure))
            key = [text.get_text() for text in figure.legends[0].get_texts()]
        drawn = ax.get_legend_handles_labels()[1]
        side = 1 if lang == "ar" else -1
        places[lang] = sorted(key, key=lambda text: (-side * round(found[text].x0 / 20), -found[text].y0))
        assert places[lang][0] == drawn[0]
        assert found[drawn[0]].y0 > found[drawn[1]].y0


def test_time_goes_as_reading_does():
    for lang in ("ar", "en"):
        first, last = figures.timeline(PERIODS, lang=lang).get_xlim()
        assert (first > last) == (lang == "ar")
    alone = [text for text in texts(figures.timeline(PERIODS[:1], lang="en")) if text.startswith("20")]
    assert alone == ["2015"]


def test_a_network_draws_no_name_without_a_line():
    """Of the first three by number of lines, one has company that is not drawn."""
    lonely = pd.DataFrame({"source": ["أ", "أ", "ج"], "target": ["ب", "ب", "د"], "count": [3, 2, 2]})
    shown = texts(figures.network(lonely, NAMES, top=3, lang="en"))
    assert {"أ", "ب"} <= set(shown)
    assert "ج" not in shown
