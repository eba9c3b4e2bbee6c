"""Verification finds a page that was changed by hand, and none in an untouched folder."""

import pytest

from analysis import save
from analysis.errors import InputError
from analysis.report import batch
from analysis.report.verify import Difference, remember, verify
from samples import tables, write_notebook


def test_verify_compares_bytes(tmp_path, monkeypatch):
    write_notebook(tmp_path, "one", "notebook.text(data, lang=lang)")
    monkeypatch.setattr(batch, "notebooks_folder", lambda: tmp_path)
    out = tmp_path / "out"
    save(tables(), out / "tables")
    settings = batch.Settings(["one"])
    batch.render(out, settings)
    remember(out, settings, {})
    assert verify(out) == []
    page = out / "one.html"
    page.write_text(page.read_text("utf-8").replace("أحمد", "سعيد", 1), "utf-8")
    (out / "index.html").unlink()
    assert verify(out) == [Difference("index.html", "missing"), Difference("one.html", "differs")]


def test_a_folder_without_reports_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="make the reports with: khabar report"):
        verify(tmp_path)
