"""The process that forks kernels, seen from the one that wants them: it is started here, and asked for one kernel each.

Nothing heavy is imported, so that the server imports its libraries while its owner still imports his.
"""

from __future__ import annotations

import atexit
import functools
import json
import logging
import os
import signal
import socket
import subprocess
import sys

from analysis.report import scratch

# ipykernel's kernel spec has it, and it changes no result: tracebacks of frozen modules are whole.
FLAGS = ["-Xfrozen_modules=off"]
START_SECONDS = 60

# On macOS parts of the system forbid themselves to be used in a forked process: the runtime of Objective-C, which then
# ends it, and the threads of Accelerate, on which numpy may be built.
_MACOS = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES", "VECLIB_MAXIMUM_THREADS": "1"}

log = logging.getLogger(__name__)


class ForkedProcess:
    """A kernel forked by the server, with the part of Popen's interface that a provisioner uses.

    Raises OSError when the server does not give one.
    """

    stdin = stdout = stderr = None

    def __init__(self, address: str, argv: list[str], cwd: str, env: dict[str, str]) -> None:
        """Ask the server at this address for a kernel; its output goes where ours goes."""
        self._server = socket.socket(socket.AF_UNIX)
        self._server.settimeout(START_SECONDS)
        self._unread = b""
        self.returncode: int | None = None
        try:
            self._server.connect(address)
            line = json.dumps({"argv": argv, "cwd": cwd, "env": env}).encode() + b"\n"
            sent = socket.send_fds(self._server, [line], [1, 2])
            self._server.sendall(line[sent:])
            self.pid: int = self._read()["pid"]
        except (OSError, ValueError, KeyError) as error:
            self._server.close()
            raise OSError(f"no kernel from {address}: {error}") from error

    def _read(self) -> dict[str, int]:
        while b"\n" not in self._unread:
            more = self._server.recv(4096)
            if not more:
                raise OSError("the server has ended")
            self._unread += more
        line, self._unread = self._unread.split(b"\n", 1)
        found: dict[str, int] = json.loads(line)
        return found

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit code, once it has ended or after so many seconds."""
        return self._wait(timeout)

    def _wait(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            self._server.settimeout(timeout)
            try:
                self.returncode = self._read()["exit"]
            except (BlockingIOError, TimeoutError):
                return None
            except OSError:
                self.returncode = -signal.SIGKILL  # the server is gone, and its kernels with it
            self._server.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


@functools.cache
def server() -> str | None:
    """The address of the server of this process, started on first use; None where there can be none."""
    if not (hasattr(os, "fork") and hasattr(socket, "send_fds")):
        return None
    # As long a name as the sockets of kernels have in their folders there: where it fits, theirs do.
    address = str(scratch.folder() / "server-of-all-kernels")
    command = [sys.executable, *FLAGS, "-m", "analysis.report.forkserver"]
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            listener.bind(address)
        except OSError as error:
            # For one, a temporary folder of a longer name than a socket may have, on macOS 103 bytes.
            log.warning("kernels are started the slow way: %s", error)
            return None
        listener.listen(128)  # who connects before the server has imported its libraries waits
        number = listener.fileno()
        env = {**os.environ, **(_MACOS if sys.platform == "darwin" else {})}
        process = subprocess.Popen([*command, str(number)], stdin=subprocess.PIPE, pass_fds=[number], env=env)
    atexit.register(_stop, process)
    return address


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(timeout=0.5)
    except subprocess.TimeoutExpired:  # it is still importing
        process.kill()
        process.wait()
