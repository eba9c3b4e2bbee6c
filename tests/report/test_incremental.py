"""What is up to date is not made again; what is made again is the same."""

import pandas as pd
import pytest

from analysis import save
from analysis.report import batch, keys
from analysis.report.index import TIMES
from analysis.tables import Articles, empty, frame
from samples import article, tables, write_notebook


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    write_notebook(folder, "one", "notebook.text(data, lang=lang)")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: folder)
    return folder


def pages(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.html") if path.name != TIMES}


def test_the_second_run_makes_nothing_and_a_forced_one_makes_the_same_bytes(notebooks, tmp_path):
    out = tmp_path / "out"
    save(tables(), out / "tables")
    settings = batch.Settings(["one"], keep_notebooks=True)
    assert [report.ran for report in batch.render(out, settings)] == [True]
    first = pages(out) | {"one.ipynb": (out / "one.ipynb").read_bytes()}
    assert [report.ran for report in batch.render(out, settings)] == [False]
    assert [report.ran for report in batch.render(out, settings._replace(force=True))] == [True]
    assert pages(out) | {"one.ipynb": (out / "one.ipynb").read_bytes()} == first
    # The same in another folder: nothing of a path is in a page.
    save(tables(), tmp_path / "elsewhere" / "tables")
    batch.render(tmp_path / "elsewhere", settings)
    assert pages(tmp_path / "elsewhere") == pages(out)


def test_a_changed_article_makes_only_the_reports_that_show_it(notebooks, tmp_path):
    out = tmp_path / "out"
    rows = [article("a", outlet="س"), article("b", outlet="ص"), article("c", outlet="س", title="ج")]
    by_outlet = batch.Settings(["one"], by="outlet")
    save(empty(Articles(frame("articles", rows))), out / "tables")
    assert [report.ran for report in batch.render(out, by_outlet)] == [True, True]
    rows[2]["title"] = "جديد"
    save(empty(Articles(frame("articles", rows))), out / "tables")
    assert {report.path.parent.name: report.ran for report in batch.render(out, by_outlet)} == {
        group.name: group.title == "س" for group in batch.groups(empty(Articles(frame("articles", rows))), "outlet")
    }


def test_a_failed_or_truncated_page_is_made_again(notebooks, tmp_path):
    out = tmp_path / "out"
    save(tables(), out / "tables")
    write_notebook(notebooks, "one", "1 / 0")
    assert batch.render(out, batch.Settings(["one"]))[0].problem
    assert batch.render(out, batch.Settings(["one"]))[0].ran
    write_notebook(notebooks, "one", "1 + 1")
    assert batch.render(out, batch.Settings(["one"]))[0][:4] == ("one", out / "one.html", None, True)
    (out / "one.html").write_text("<!DOCTYPE html>")
    assert batch.render(out, batch.Settings(["one"]))[0].ran


def test_workers_make_the_same_pages(notebooks, tmp_path):
    write_notebook(notebooks, "two", "notebook.summary(data, lang=lang)")
    for name, workers in (("serial", 1), ("parallel", 2)):
        save(tables(), tmp_path / name / "tables")
        batch.render(tmp_path / name, batch.Settings(["one", "two"], workers=workers))
    assert pages(tmp_path / "serial") == pages(tmp_path / "parallel")


def test_every_input_changes_the_key(tmp_path, monkeypatch):
    save(tables(), tmp_path / "a")
    save(tables(title="ع", published=pd.Timestamp("2024-01-31")), tmp_path / "b")
    one, other = keys.tables_hash(tmp_path / "a"), keys.tables_hash(tmp_path / "b")
    found = [
        keys.report_key("source", {"lang": "ar"}, one, {}),
        keys.report_key("other", {"lang": "ar"}, one, {}),
        keys.report_key("source", {"lang": "en"}, one, {}),
        keys.report_key("source", {"lang": "ar"}, other, {}),
        keys.report_key("source", {"lang": "ar"}, one, {"Annotation": "x"}),
    ]
    assert keys.report_key("source", {"lang": "ar"}, one, {"Commit": "f00"}) == found[0]  # the code itself is in it
    monkeypatch.setattr(keys, "code_hash", lambda: "changed")
    found.append(keys.report_key("source", {"lang": "ar"}, one, {}))
    monkeypatch.undo()
    monkeypatch.setattr(keys, "versions", lambda: {"pandas": "99"})
    found.append(keys.report_key("source", {"lang": "ar"}, one, {}))
    assert len(set(found)) == len(found)
