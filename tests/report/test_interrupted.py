"""A batch that is killed in the middle goes on where it stopped, to the same files as one that was not."""

import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest

from analysis import save
from analysis.report import batch, status
from analysis.report.index import TIMES
from analysis.report.page import Report, write_text
from analysis.tables import Articles, empty, frame
from samples import article, write_notebook

ROWS = [article(name, outlet=name, published=pd.Timestamp("2024-01-31")) for name in "abcdef"]
SCRIPT = """
import sys
from pathlib import Path
from analysis.report import batch, settings
settings.notebooks_folder = lambda: Path(sys.argv[1])
batch.render(sys.argv[2], batch.Settings(["one", "two"], by="article", workers=2, keep_notebooks=True))
"""


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    write_notebook(folder, "one", "notebook.text(data, lang=lang)")
    write_notebook(folder, "two", "notebook.summary(data, lang=lang)", "import time; time.sleep(0.2)")
    return folder


def files(out):
    found = [path for path in out.rglob("*") if path.is_file() and path.name != status.FILE]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found if path.name != TIMES}


def start(notebooks, out):
    save(empty(Articles(frame("articles", ROWS))), out / "tables")
    command = [sys.executable, "-c", SCRIPT, str(notebooks), str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


@pytest.mark.slow
def test_a_killed_batch_goes_on_to_the_same_files(notebooks, tmp_path):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert start(notebooks, whole).wait() == 0
    victim = start(notebooks, killed)
    until = time.monotonic() + 60
    while len(list(killed.glob("*/*.html"))) < 3:  # not rglob: it fails where a folder goes while it is read
        assert time.monotonic() < until
        assert victim.poll() is None
        time.sleep(0.005)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    left = list(killed.rglob("*.html"))
    assert 3 <= len(left) < 12
    assert all(page.read_text("utf-8").endswith("</html>\n") for page in left)
    (killed / "article-x.html.1.new").write_text("")  # not ours, and so left alone
    (next(killed.glob("article-*")) / ".one.html.1.new").write_text("half of a pa")
    before = {page: page.stat().st_mtime_ns for page in left}
    assert start(notebooks, killed).wait() == 0
    (killed / "article-x.html.1.new").unlink()
    assert files(killed) == files(whole)
    assert sum(page.stat().st_mtime_ns == before[page] for page in left) >= len(left) - 2  # kept, not made again


def test_a_deleted_article_leaves_with_its_pages_and_nothing_else_does(notebooks, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
    out, settings = tmp_path / "out", batch.Settings(["one"], by="article", workers=2)
    save(empty(Articles(frame("articles", ROWS))), out / "tables")
    (out / "article-of-mine").mkdir()
    first = batch.render(out, settings)
    save(empty(Articles(frame("articles", ROWS[1:]))), out / "tables")
    assert [report.ran for report in batch.render(out, settings)] == [False] * 5
    assert not first[0].path.exists()
    assert (out / "article-of-mine").is_dir()
    assert "article-" + first[0].path.parent.name[8:] not in (out / "index.html").read_text()


def test_a_full_disk_leaves_the_old_page(tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text("old")

    def full(self, *_arguments, **_options):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(page), "write_text", full)
    with pytest.raises(OSError, match="No space"):
        write_text(page, "new")
    assert page.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_times_are_kept_and_a_line_that_was_cut_off_is_not(tmp_path):
    status.append(tmp_path, Report("one", tmp_path / "a" / "one.html", None, seconds=1.23456))
    with (tmp_path / status.FILE).open("a") as lines:
        lines.write('{"page": "b", "sec')
    assert status.read(tmp_path) == {"a/one.html": 1.235}
