"""What a killed process left behind goes, and nothing of a living one."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from analysis.report import scratch

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs locks of Unix")
OWNER = """
import sys
from analysis.report import warm
print(warm.server(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder of temporary files of its own, short enough for a socket, and no folder made in this process."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        scratch.folder.cache_clear()
        yield Path(folder)
        scratch.folder.cache_clear()


def owner(temporary):
    environment = {**os.environ, "TMPDIR": str(temporary)}
    pipe = subprocess.PIPE
    started = subprocess.Popen([sys.executable, "-c", OWNER], stdin=pipe, stdout=pipe, text=True, env=environment)
    return started, Path(started.stdout.readline().strip())


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_has_is_not(temporary):
    dead, gone = owner(temporary)
    living, kept = owner(temporary)
    other = temporary / "khabar-of-mine"
    other.mkdir()
    dead.send_signal(signal.SIGKILL)
    dead.communicate()
    assert gone.exists()
    mine = scratch.folder()
    assert not gone.parent.exists()
    assert kept.exists()
    assert other.is_dir()  # it has no lock: it may be anybody's
    scratch.remove_abandoned()
    assert mine.is_dir()
    living.communicate()  # its input ends, and so does it
    assert not kept.parent.exists()
    assert living.returncode == 0


def test_a_link_is_not_followed(temporary):
    precious = temporary / "precious"
    precious.mkdir()
    (precious / scratch.LOCK).touch()
    (temporary / "khabar-link").symlink_to(precious)
    scratch.remove_abandoned()
    assert (precious / scratch.LOCK).exists()
