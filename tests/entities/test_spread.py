"""Entities over time and by outlet, and the figures of entities."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot

from analysis import figures
from analysis.entities import by_outlet, cooccurrence, merges, prominence, timeline
from analysis.figures.names import _fitted, apart
from analysis.tables import Tables, empty, frame
from samples import article


def corpus(*rows, **fields):
    """Articles of names: (outlet, date, names); every name is its entity's name."""
    articles, mentions, sentences, counts = [], [], [], {}
    for n, (outlet, date, names) in enumerate(rows):
        article_id, text = f"a{n}", ". ".join(names) + "."
        published = pd.Timestamp(date) if date else None
        articles.append(article(article_id, text, outlet=outlet, published=published, **fields))
        sentences.append({"article_id": article_id, "sentence_id": f"s0-{len(text)}", "start": 0, "end": len(text)})
        at = 0
        for name in names:
            at = text.index(name, at)
            row = {"article_id": article_id, "mention_id": f"m{at}-{at + len(name)}", "start": at}
            mentions.append(row | {"end": at + len(name), "text": name, "type": "PER", "score": 1, "entity_id": name})
            counts[name] = counts.get(name, 0) + 1
            at += len(name)
    entities = [
        {"entity_id": name, "name": name, "type": "PER", "aliases": [], "mention_count": n, "article_count": 1}
        for name, n in counts.items()
    ]
    tables = {"articles": articles, "mentions": mentions, "sentences": sentences, "entities": entities}
    return Tables(*(frame(name, tables.get(name, [])) for name in Tables._fields))


DATED = corpus(
    ("x", "2024-01-31", ["بوتين", "ترامب"]), ("x", "2024-03-01", ["بوتين"]), ("y", None, ["بوتين", "بوتين", "كيم"])
)


def test_a_timeline_counts_articles_and_has_no_gaps():
    table = timeline(DATED, by="month")
    putin = table[table["name"] == "بوتين"]
    assert list(putin["articles"]) == [1, 0, 1]
    assert list(putin["all"]) == [1, 0, 1]
    assert list(putin["period"].dt.month) == [1, 2, 3]
    assert set(timeline(DATED, by="year", top=1)["name"]) == {"بوتين"}
    assert len(set(timeline(DATED)["period"])) == 31  # days
    with pytest.raises(ValueError, match="day, month or year"):
        timeline(DATED, by="week")


def test_no_dates_no_timeline():
    assert timeline(corpus(("x", None, ["بوتين"]))).empty
    assert timeline(empty(DATED.articles)).empty or set(timeline(empty(DATED.articles))["articles"]) == {0}


def test_log_odds_by_outlet_are_those_of_the_formula():
    table = by_outlet(corpus(("x", None, ["بوتين"] * 6 + ["كيم"] * 4), ("y", None, ["بوتين"] * 2 + ["كيم"] * 8)))
    row = table[(table["outlet"] == "x") & (table["name"] == "بوتين")].iloc[0]
    # prior 8 of 20; (6 + 8) of (10 + 20) against (2 + 8) of (10 + 20)
    expected = math.log(14 / 16) - math.log(10 / 20)
    assert row["log_odds"] == pytest.approx(expected)
    assert row["z"] == pytest.approx(expected / math.sqrt(1 / 14 + 1 / 10))
    assert row["low"] < row["log_odds"] < row["high"]
    other = table[(table["outlet"] == "y") & (table["name"] == "بوتين")].iloc[0]
    assert other["log_odds"] == pytest.approx(-expected)
    assert by_outlet(corpus(("x", None, ["بوتين"] * 9))).empty


def test_headlines_and_first_positions():
    text = "بوتين في القمة\nقال كيم إن بوتين وصل إلى القمة."
    at = [text.index("بوتين"), text.index("كيم"), text.rindex("بوتين")]
    rows = {
        "articles": [article("x", text), article("y", "وصل كيم أمس.", title="كيم يصل")],
        "mentions": [
            {"article_id": a, "mention_id": f"m{s}-{s + len(n)}", "start": s, "end": s + len(n), "text": n}
            | {"type": "PER", "score": 1, "entity_id": n}
            for a, s, n in [("x", at[0], "بوتين"), ("x", at[1], "كيم"), ("x", at[2], "بوتين"), ("y", 4, "كيم")]
        ],
        "entities": [
            {"entity_id": n, "name": n, "type": "PER", "aliases": [], "mention_count": 2, "article_count": 1}
            for n in ("بوتين", "كيم")
        ],
    }
    tables = Tables(*(frame(name, rows.get(name, [])) for name in Tables._fields))
    tables = tables._replace(
        sentences=frame(
            "sentences",
            [{"article_id": a, "sentence_id": "s0-9", "start": 0, "end": 9} for a in ("x", "y")],
        )
    )
    table = prominence(tables).set_index("name")
    assert dict(table["headlines"]) == {"بوتين": 1, "كيم": 1}
    assert table.loc["بوتين", "first"] == 0
    assert 0 < table.loc["كيم", "first"] < 1


def test_merges_tell_each_form_that_is_not_its_name():
    tables = corpus(("x", None, ["دونالد ترامب", "ترامب", "ترامب"]))
    row = merges(tables).iloc[0]
    assert (row["text"], row["name"], row["mentions"]) == ("ترامب", "دونالد ترامب", 2)
    assert row["why"] == "short form of the full name in the article"


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 2, st.floats(0.02, 0.3), st.floats(0.02, 0.1)), min_size=1, max_size=20))
def test_boxes_are_moved_until_none_lies_on_another(boxes):
    places, sizes = np.array([box[:2] for box in boxes]), np.array([box[2:] for box in boxes])
    moved = apart(places, sizes)
    gaps = np.abs(moved[:, None] - moved[None])
    needs = (sizes[:, None] + sizes[None]) / 2
    crowded = ((needs - gaps) > 1e-6).all(axis=2)
    np.fill_diagonal(crowded, False)
    assert not crowded.any()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_label_of_the_network_lies_on_another_and_each_is_there(lang):
    names = [f"الاسم الطويل رقم {n}" for n in range(12)]
    pairs = pd.DataFrame(
        [(one, other, 1 + (n * m) % 5) for n, one in enumerate(names) for m, other in enumerate(names) if n < m],
        columns=["source", "target", "count"],
    )
    known = pd.DataFrame({"name": names, "type": ["PER", "ORG", "LOC"] * 4, "href": ["#s1"] * 12})
    ax = figures.network(pairs, known, lang=lang)
    figure = ax.get_figure(root=True)
    figure.draw_without_rendering()
    boxes = [text.get_bbox_patch().get_window_extent() for text in ax.texts]
    assert len(boxes) == 12
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[:n])
    drawn = figures.svg(ax)
    assert all(name.split()[-1] in drawn for name in names)
    assert "#s1" in drawn


def test_every_box_of_a_network_is_whole_where_its_parts_lie_far_from_one_another():
    start = np.array([[0.0, 1.0], [0.0, 0.98], [0.9, 0.1], [0.95, 0.12], [1.0, 0.1], [1.0, 0.0]])
    sizes = np.full((6, 2), (0.3, 0.06))
    places = _fitted(start, sizes)
    assert (places - sizes / 2 >= -1e-6).all()
    assert (places + sizes / 2 <= 1 + 1e-6).all()
    gaps = np.abs(places[:, None] - places[None])
    assert not ((sizes[0] - gaps > 1e-6).all(axis=2) & ~np.eye(6, dtype=bool)).any()


def test_figures_of_nothing_say_so():
    nothing = empty(DATED.articles)
    for ax in (
        figures.network(cooccurrence(nothing), prominence(nothing)),
        figures.timeline(timeline(nothing).head(0)),
    ):
        assert ax.texts
        pyplot.close(ax.get_figure(root=True))


def test_a_timeline_has_a_line_an_entity():
    ax = figures.timeline(timeline(DATED, by="month"))
    assert len(ax.lines) == 2  # the third is in no dated article
    pyplot.close(ax.get_figure(root=True))
