"""Executed notebooks that are kept open in JupyterLab with their figures."""

import nbformat
from nbformat.sign import NotebookNotary

from analysis import save
from analysis.report import batch
from samples import tables, write_notebook


def test_a_kept_notebook_is_trusted_and_runs_where_it_lies(tmp_path, monkeypatch):
    notebooks, out = tmp_path / "notebooks", tmp_path / "out"
    notebooks.mkdir()
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    write_notebook(notebooks, "one", "notebook.summary(data, lang=lang)")
    save(tables(), out / "tables")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    batch.render(out, batch.Settings(["one"], keep_notebooks=True))
    kept = nbformat.read(out / "one.ipynb", as_version=4)
    assert NotebookNotary().check_signature(kept)
    kept.cells[-1].source += " "
    assert not NotebookNotary().check_signature(kept)
    assert 'tables = "tables"' in kept.cells[3].source
