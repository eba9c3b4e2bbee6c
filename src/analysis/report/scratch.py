"""A folder of this process for sockets and what is thrown away; those of processes that were killed are removed.

Each folder holds a file that its owner keeps locked. A lock ends with its owner, however he ends, and can be seen from
a container that does not see his process number.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import tempfile
from pathlib import Path

try:
    import fcntl
except ImportError:  # no Unix: no forked kernels, and nothing is left but what a killed verification wrote
    fcntl = None  # type: ignore[assignment]

PREFIX, LOCK = "khabar-", "lock"


@functools.cache
def folder() -> Path:
    """The folder of this process, readable by its owner only, made on first use and removed when it ends."""
    remove_abandoned()
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    if fcntl is not None:
        new = os.open(made / f".{LOCK}", os.O_CREAT | os.O_RDWR, 0o600)  # stays open as long as this process lives
        fcntl.flock(new, fcntl.LOCK_EX)
        (made / f".{LOCK}").rename(made / LOCK)  # so that nobody meets it unlocked
    atexit.register(_remove, made, os.getpid())
    return made


def _remove(made: Path, owner: int) -> None:
    if os.getpid() == owner:  # and not a process that was forked from it
        shutil.rmtree(made, ignore_errors=True)


def remove_abandoned() -> None:
    """Remove the folders of ours whose owner is gone. Those of living processes, and of other users, are left alone."""
    if fcntl is None:
        return
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with contextlib.suppress(OSError):  # it is locked, another user's, or just removed by somebody else
            if lock.parent.is_symlink() or lock.parent.stat().st_uid != os.getuid():
                continue
            number = os.open(lock, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
            finally:
                os.close(number)
