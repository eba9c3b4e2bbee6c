"""What the commands take: articles, or tables that are there."""

import pytest
from click.testing import CliRunner

from analysis import load, save
from analysis.cli import khabar
from analysis.errors import InputError
from analysis.report.inputs import annotated
from samples import TEXT, tables, write_notebook


def test_a_folder_of_tables_is_taken_with_its_corrections(tmp_path, monkeypatch):
    notebooks, given, out = tmp_path / "notebooks", tmp_path / "tables", tmp_path / "out"
    notebooks.mkdir()
    write_notebook(notebooks, "one", "data.quotes.speakers.iloc[0][0]")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    for speaker in ("ليلى", "ليلى", "سلمى"):
        found = tables()
        found.quotes["speakers"] = [[speaker]] * len(found.quotes)
        save(found, given, run={"parameters": {"backend": "embedded"}})
        done = CliRunner().invoke(khabar, ["report", str(given), "--out", str(out), "--notebooks", "one"])
        assert done.exit_code == 0, done.output
        assert speaker in (out / "one.html").read_text("utf-8")
    assert load(out / "tables").quotes["speakers"].tolist() == found.quotes["speakers"].tolist()


def test_tables_beside_articles_are_one_message(tmp_path):
    save(tables(), tmp_path / "tables")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with pytest.raises(InputError, match="these are tables of khabar annotate; give them alone"):
        annotated([tmp_path / "tables", tmp_path / "a.txt"], tmp_path / "out", {})
