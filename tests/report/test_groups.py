"""Which articles share a report, and under which folder."""

import pandas as pd
import pytest

from analysis.errors import ReportError
from analysis.report import keys
from analysis.report.groups import Group, compared_by, groups, write_tables
from analysis.store import RUN, load, load_run
from analysis.tables import Articles, empty, frame
from samples import article, tables

ROWS = [
    article("a", outlet="الدار", published=pd.Timestamp("2024-01-31")),
    article("b", outlet="../../etc", published=pd.Timestamp("2024-02-01")),
    article("c", outlet="الدار", published=pd.Timestamp("2024-01-01")),
    article("d"),
]


def corpus(rows=ROWS):
    return empty(Articles(frame("articles", rows)))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("all", {"": ("a", "b", "c", "d")}),
        ("outlet", {"الدار": ("a", "c"), "../../etc": ("b",), "": ("d",)}),
        ("month", {"2024-01": ("a", "c"), "2024-02": ("b",), "": ("d",)}),
        ("article", {"a": ("a",), "b": ("b",), "c": ("c",), "d": ("d",)}),
    ],
)
def test_articles_are_grouped(by, expected):
    assert {group.title: group.articles for group in groups(corpus(), by)} == expected


@pytest.mark.parametrize("by", ["outlet", "month", "article"])
def test_a_folder_name_is_safe_and_stays_when_others_come(by):
    names = {group.title: group.name for group in groups(corpus(), by)}
    assert all(name.replace("-", "").isalnum() and name.isascii() for name in names.values())
    fewer = {group.title: group.name for group in groups(corpus(ROWS[1:2]), by)}
    assert all(names[title] == name for title, name in fewer.items())


def test_an_article_is_called_by_its_title_not_longer_than_it_is_read():
    rows = [article("a", title="قمة\n في ميامي"), article("b", title="طويل " * 60), article("c", title=" ")]
    first, second, third = (group.title for group in groups(corpus(rows), "article"))
    assert (first, third) == ("قمة في ميامي", "c")
    assert second.endswith(" …")
    assert len(second) <= 100


def test_an_unknown_grouping_names_the_known_ones():
    with pytest.raises(ReportError, match="by='weather': reports are by all, outlet, month, article"):
        groups(corpus(), "weather")


@pytest.mark.parametrize(
    ("rows", "by", "expected"),
    [
        (ROWS, "all", "outlet"),
        (ROWS, "article", "outlet"),
        (ROWS, "month", "month"),
        ([ROWS[0], {**ROWS[1], "outlet": "الدار"}], "all", "month"),  # one outlet, two months
        (ROWS[:1], "outlet", ""),
        (ROWS[3:], "all", ""),
    ],
)
def test_a_comparison_needs_two_outlets_or_months(rows, by, expected):
    assert compared_by(corpus(rows), by) == expected


def test_the_tables_of_a_group_say_by_which_code_they_were_made_last(tmp_path):
    folder = tmp_path / "article-0" / "tables"
    group = Group("article-0", "x", ("x",))
    for code in ("one", "one", "other"):
        before = (folder / RUN).stat().st_mtime_ns if code == "one" and folder.exists() else None
        write_tables(group, tables(), {"code": code, "inputs": []}, folder, "hash of the corpus")
        assert load_run(folder)["code"] == code
        assert before in {None, (folder / RUN).stat().st_mtime_ns}


def test_the_tables_of_a_group_do_not_change_with_the_lines_before_them(tmp_path):
    group, found = Group("article-0", "x", ("x",)), tables()
    for line in (4, 3):
        moved = found._replace(articles=Articles(found.articles.assign(source=f"all.jsonl:{line}")))
        write_tables(group, moved, {"inputs": []}, tmp_path / str(line) / "tables", "hash of the corpus")
    assert keys.tables_hash(tmp_path / "4" / "tables") == keys.tables_hash(tmp_path / "3" / "tables")
    assert list(load(tmp_path / "3" / "tables").articles["source"]) == ["all.jsonl"] * len(found.articles)
