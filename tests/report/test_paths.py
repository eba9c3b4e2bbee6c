"""A page says nothing of where its maker keeps files."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import save
from analysis.report import batch, keys, record, status
from analysis.report.paths import public
from analysis.report.verify import verify
from samples import ROOT, tables, write_notebook

HOME = str(Path.home())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no such file: '/srv/team/names.csv'", "no such file: '…/names.csv'"),
        (f"{HOME}/x.csv: bad", "…/x.csv: bad"),
        (f"PosixPath('{HOME}/a/b.csv')", "PosixPath('…/b.csv')"),
        (r"C:\Users\Jane\x.csv: no", "…/x.csv: no"),
        ("file:///home/a/ب.csv", "…/ب.csv"),
        (f"File {ROOT}/src/analysis/notebook.py:46, in f", "File analysis/notebook.py:46, in f"),
        (f"{json.__file__}:3: Warning", "json/__init__.py:3: Warning"),
        ("see https://example.org/a/b or 3/4, and/or a/b", "see https://example.org/a/b or 3/4, and/or a/b"),
        ("</div><br/> /x", "</div><br/> /x"),
    ],
)
def test_a_path_is_cut_to_its_name_and_nothing_else_is(text, expected):
    assert public(text) == expected


@given(st.text() | st.text(alphabet="/\\…:a ."))
def test_any_text_is_cut_once(text):
    once = public(text)
    assert public(once) == once


def test_pages_and_times_name_no_folder(tmp_path, monkeypatch):
    notebooks, out, book = tmp_path / "notebooks", tmp_path / "private" / "out", tmp_path / "private" / "mine.csv"
    notebooks.mkdir()
    warn = "import warnings, analysis.tables as where\nwarnings.warn_explicit('so', UserWarning, where.__file__, 3)"
    write_notebook(notebooks, "warns", warn + "\nimport os\nprint(os.environ['WHERE'])")
    write_notebook(notebooks, "fails", "import os\nopen(os.environ['WHERE'] + 'x')")
    monkeypatch.setenv("WHERE", str(book))
    for path in notebooks.glob("*.ipynb"):
        path.write_text(path.read_text().replace('lang = \\"ar\\"', 'lang = \\"ar\\"\\ncodebook = \\"\\"'))
    save(tables(), out / "tables")
    book.write_text("x")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    settings = batch.Settings(["warns", "fails"], keep_notebooks=True)
    reports = batch.render(out, settings, given={"codebook": str(book)})
    pages = {path.name: path.read_text("utf-8") for path in out.glob("*.html")}
    kept = (out / "warns.ipynb").read_text("utf-8")
    assert 'codebook = \\"given/codebook.csv\\"' in kept
    assert "analysis/tables.py:3: UserWarning: so" in pages["warns.html"]
    assert "codebook=CODEBOOK.csv" in pages["warns.html"]
    assert "No such file or directory: &#39;…/mine.csvx&#39;" in pages["fails.html"]
    assert f"'{book}x'" in reports[1].problem  # whoever runs it reads the whole path
    for text in [*pages.values(), *((out / name).read_text("utf-8") for name in (status.FILE, record.FILE)), kept]:
        assert "private" not in text
        assert str(ROOT) not in text
        assert HOME + "/" not in text


def test_a_file_that_is_a_parameter_is_found_and_its_change_makes_the_report_again(tmp_path, monkeypatch):
    notebooks, out = tmp_path / "notebooks", tmp_path / "out"
    notebooks.mkdir()
    write_notebook(notebooks, "one", "from pathlib import Path\nPath(names).read_text()")
    source = (notebooks / "one.ipynb").read_text()
    (notebooks / "one.ipynb").write_text(source.replace('lang = \\"ar\\"', 'lang = \\"ar\\"\\nnames = \\"\\"'))
    save(tables(), out / "tables")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    monkeypatch.chdir(tmp_path)
    ran, stored = [], []
    for text in ("first", "first", "second"):
        Path("names.csv").write_text(text)
        (report,) = batch.render(out, batch.Settings(["one"]), given={"names": "names.csv"})
        assert report.problem is None
        assert text in report.path.read_text("utf-8")
        ran.append(report.ran)
        stored.append(keys.stored_key(report.path))
    assert ran == [True, False, True]
    Path("renamed.csv").write_text("second")  # the same file elsewhere is the same report
    (report,) = batch.render(out, batch.Settings(["one"]), given={"names": "renamed.csv"})
    assert not report.ran


def test_a_batch_with_files_stands_alone(tmp_path, monkeypatch):
    """It is the same where it is moved to, and when the files that were given are gone."""
    notebooks, out, moved = tmp_path / "notebooks", tmp_path / "out", tmp_path / "elsewhere" / "moved"
    notebooks.mkdir()
    write_notebook(notebooks, "one", "from pathlib import Path\nPath(names).read_text()")
    source = (notebooks / "one.ipynb").read_text()
    (notebooks / "one.ipynb").write_text(source.replace('lang = \\"ar\\"', 'lang = \\"ar\\"\\nnames = \\"\\"'))
    save(tables(), out / "tables")
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    book = tmp_path / "mine.csv"
    book.write_text("decided")
    settings = batch.Settings(["one"], by="article")
    batch.render(out, settings, given={"names": str(book)})
    (group,) = out.glob("article-*")
    assert (group / "given" / "names.csv").read_text() == "decided"
    book.unlink()
    moved.parent.mkdir()
    out.rename(moved)
    assert verify(moved) == []
    (report,) = batch.render(moved, settings, given={"names": str(moved / group.name / "given" / "names.csv")})
    assert not report.ran
    batch.render(moved, settings)
    assert not list(moved.rglob("given"))
