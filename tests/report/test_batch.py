"""Notebooks to pages, through papermill."""

import itertools
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from analysis import save
from analysis.cli import khabar
from analysis.errors import ReportError
from analysis.report import batch
from analysis.report.page import Turn
from analysis.tables import Articles, empty, frame
from samples import article, tables, write_notebook


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """A batch of two notebooks, the first of which fails."""
    notebooks, out = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("out")
    write_notebook(notebooks, "bad", "1 / 0", "notebook.text(data, lang=lang)")
    write_notebook(notebooks, "good", "notebook.summary(data, lang=lang)", "notebook.text(data, lang=lang)", "'<b>'")
    save(tables(title="<script>alert(1)</script>"), out / "tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
        reports = batch.render(out, batch.Settings(["bad", "good"], lang="en"))
    return out, {report.name: report for report in reports}


def test_a_failing_notebook_leaves_an_error_page_and_the_others_done(rendered):
    out, reports = rendered
    assert "ZeroDivisionError" in reports["bad"].problem
    assert reports["good"].problem is None
    bad = (out / "bad.html").read_text()
    assert "ZeroDivisionError: division by zero" in bad
    assert "1 / 0" in bad
    assert "its page shows where" in (out / "index.html").read_text()


def test_a_page_is_in_one_language_with_its_code_and_its_provenance(rendered):
    page = (rendered[0] / "good.html").read_text()
    assert '<html lang="en" dir="ltr">' in page
    assert "<h1>The title</h1>" in page
    assert "العنوان" not in page
    assert '<a href="#c' in page
    assert "notebook.open_tables(tables)" in page
    assert "Input (SHA-256)" in page
    assert "papermill 2." in page


def test_a_page_asks_no_host_and_runs_our_script_only(rendered):
    for name in ("good.html", "bad.html", "index.html"):
        page = (rendered[0] / name).read_text()
        assert page.count("<script") == 1  # our own, which the policy lets run by its hash
        assert "default-src 'none'" in page
        assert "script-src 'sha256-" in page
        for asking in ('src="http', "src='http", "url(http", "@import", '<link rel="stylesheet"'):
            assert asking not in page
        assert page.count("@font-face") == 4  # once, not again in the output of the setup cell


def test_outputs_are_escaped(rendered):
    page = (rendered[0] / "good.html").read_text()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_nothing_half_written_is_left(rendered):
    assert sorted(p.name for p in rendered[0].iterdir()) == [
        "bad.html",
        "batch.json",
        "good.html",
        "index.html",
        "status.jsonl",
        "tables",
        "times.html",
    ]


def test_an_unknown_parameter_stops_before_anything_runs(tmp_path):
    save(tables(), tmp_path / "tables")
    with pytest.raises(ReportError, match="did you mean lang"):
        batch.render(tmp_path, batch.Settings(["entities"]), given={"lnag": "ar"})
    assert not list(tmp_path.glob("*.html"))


def test_a_command_stops_at_an_unknown_parameter_before_it_reads_articles(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.cli._annotated", lambda *_, **__: pytest.fail("articles were read"))
    (tmp_path / "a.txt").write_text("نص", "utf-8")
    given = ["report", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "-p", "tpo", "3"]
    with pytest.raises(ReportError, match="unknown parameter 'tpo'; did you mean top"):
        CliRunner().invoke(khabar, given, catch_exceptions=False)


def test_an_unknown_notebook_names_those_there_are(tmp_path):
    save(tables(), tmp_path / "tables")
    with pytest.raises(ReportError, match=r"no notebook is called 'entity'; there are: .*entities"):
        batch.render(tmp_path, batch.Settings(["entity"]))


@pytest.mark.parametrize("workers", [1, 2])
def test_so_many_notebooks_run_at_a_time(workers, tmp_path, monkeypatch):
    """The kernel of another may get ready meanwhile."""
    notebooks, out, log = tmp_path / "notebooks", tmp_path / "out", tmp_path / "log"
    notebooks.mkdir()
    step = f"open({str(log)!r}, 'a').write('{{}}')"
    names = ["a", "b", "c", "d"]
    for name in names:
        write_notebook(notebooks, name, step.format("+"), "__import__('time').sleep(.6)", step.format("-"))
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    save(tables(), out / "tables")
    batch.render(out, batch.Settings(names, workers=workers))
    running = list(itertools.accumulate(1 if sign == "+" else -1 for sign in log.read_text()))
    assert len(running) == 8
    assert max(running) == workers


def test_a_turn_is_waited_for_and_left():
    turns = threading.Semaphore(0)
    threading.Timer(0.2, turns.release).start()
    with Turn(turns) as turn:
        turn.take(notebook=None)
        assert turn.waited > 0.15
        assert not turns.acquire(blocking=False)
    assert turns.acquire(blocking=False)
    with Turn(turns) as turn:  # a kernel that does not start takes none
        pass
    assert turn.waited == 0
    assert not turns.acquire(blocking=False)


def test_a_command_compiles_no_grammar_of_addresses(tmp_path):
    """A second of every run, for nothing that a notebook's schema says."""
    (tmp_path / "index.html").touch()  # so that no server is started
    script = (
        "import sys\nfrom analysis.report import prepare\nprepare.prepare(sys.argv[1], prepare.Settings(), {})\n"
        "import papermill.execute, nbconvert.exporters\n"
        "assert 'jsonschema' in sys.modules and 'rfc3987_syntax' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)


def of_outlets(*outlets):
    rows = [article(str(n), outlet=outlet) for n, outlet in enumerate(outlets)]
    return empty(Articles(frame("articles", rows)))


@pytest.mark.parametrize("by", ["all", "outlet", "article"])
def test_a_batch_with_two_outlets_has_one_comparison(by, tmp_path, monkeypatch):
    notebooks, out = tmp_path / "notebooks", tmp_path / "out"
    notebooks.mkdir()
    for name in ("one", "compare"):
        write_notebook(notebooks, name, "len(data.articles)")
    source = (notebooks / "compare.ipynb").read_text()
    (notebooks / "compare.ipynb").write_text(source.replace('lang = \\"ar\\"', 'lang = \\"ar\\"\\nby = \\"\\"'))
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    settings = batch.Settings(["one", "compare"], lang="en", by=by)
    save(of_outlets("الدار", "النهار", "الدار"), out / "tables")
    made = batch.render(out, settings)
    assert [report.path for report in made if report.name == "compare"] == [out / "compare.html"]
    assert "by=outlet" in (out / "compare.html").read_text("utf-8")
    assert (out / "index.html").read_text("utf-8").count('href="compare.html"') == 1
    save(of_outlets("الدار", "الدار"), out / "tables")
    assert {report.name for report in batch.render(out, settings)} == {"one"}
    assert not (out / "compare.html").exists()
    with pytest.raises(ReportError, match="nothing to compare"):
        batch.render(out, settings._replace(notebooks=["compare"]))
