"""Verification finds a page that was changed by hand, and none in an untouched folder."""

import pytest

from analysis import save
from analysis.errors import InputError
from analysis.report import batch
from analysis.report.verify import Difference, verify
from samples import tables, write_notebook


def test_verify_compares_bytes(tmp_path, monkeypatch):
    write_notebook(tmp_path, "one", "notebook.text(data, lang=lang)")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: tmp_path)
    out = tmp_path / "out"
    save(tables(), out / "tables")
    settings = batch.Settings(["one"])
    batch.render(out, settings)
    assert verify(out) == []
    page = out / "one.html"
    page.write_text(page.read_text("utf-8").replace("أحمد", "سعيد", 1), "utf-8")
    (out / "index.html").unlink()
    assert verify(out) == [Difference("index.html", "missing"), Difference("one.html", "differs")]


def test_a_commit_that_leaves_the_code_as_it_is_makes_no_difference(tmp_path, monkeypatch):
    write_notebook(tmp_path, "one", "notebook.text(data, lang=lang)")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: tmp_path)
    monkeypatch.setattr(batch, "commit", lambda: "before")
    out, settings = tmp_path / "out", batch.Settings(["one"])
    save(tables(), out / "tables")
    batch.render(out, settings)
    first = (out / "one.html").read_bytes()
    assert b"before" in first
    monkeypatch.setattr(batch, "commit", lambda: "after")
    assert [report.ran for report in batch.render(out, settings)] == [False]
    assert verify(out) == []
    (out / "one.html").unlink()  # made again at the same code, it is the same page
    assert [report.ran for report in batch.render(out, settings)] == [True]
    assert (out / "one.html").read_bytes() == first
    batch.render(out, settings._replace(force=True))
    assert b"after" in (out / "one.html").read_bytes()
    assert verify(out) == []


def test_a_changed_notebook_takes_the_present_commit(tmp_path, monkeypatch):
    write_notebook(tmp_path, "one", "1")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: tmp_path)
    monkeypatch.setattr(batch, "commit", lambda: "before")
    out, settings = tmp_path / "out", batch.Settings(["one"])
    save(tables(), out / "tables")
    batch.render(out, settings)
    write_notebook(tmp_path, "one", "2")
    monkeypatch.setattr(batch, "commit", lambda: "after")
    assert verify(out)[0].problem == "differs; it was made by another version of the code"
    assert [report.ran for report in batch.render(out, settings)] == [True]
    assert b"after" in (out / "one.html").read_bytes()


def test_a_folder_without_reports_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="make the reports with: khabar report"):
        verify(tmp_path)
