"""A process that has the libraries imported and forks kernels: what `server` starts and talks to.

    python -m analysis.report.forkserver DESCRIPTOR_OF_A_LISTENING_UNIX_SOCKET

Each connection to the socket asks for one kernel: a line of JSON with `argv`, `cwd` and `env`, and two file
descriptors for its output. The answer is a line with the pid and, when the kernel has ended, a line with its exit
code. A kernel whose connection closes is killed, and all are when standard input closes, so whoever asked may be
killed himself and nothing stays behind. POSIX only.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import threading
from collections.abc import Iterable
from typing import Any, NamedTuple, NoReturn

from analysis.report.preload import preload

REQUEST_BYTES = 1 << 20
REQUEST_SECONDS = 10
_ANSWER_SECONDS = 5
# What a notebook runs is nobody's history: kernels side by side would wait for one another to write it down.
_NO_HISTORY = ["--HistoryManager.enabled=False"]


class Request(NamedTuple):
    """A kernel to be forked: its command line, working folder and environment."""

    argv: list[str]
    cwd: str
    env: dict[str, str]


def serve(listener: socket.socket) -> Request | None:
    """Fork kernels for whoever connects, until standard input closes.

    Returns, as fork does, more than once: None in the server, at its end, and in each child what it is to be.
    """
    wake = _woken_by_children()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the kernels' owner, who then closes our input
    kernels: dict[int, socket.socket] = {}
    with selectors.DefaultSelector() as ready:
        for source in (listener, wake, sys.stdin):
            ready.register(source, selectors.EVENT_READ)
        while True:
            for key, _events in ready.select():
                if key.fileobj is sys.stdin:
                    _kill(kernels)
                    return None
                if key.fileobj is listener:
                    asked, _address = listener.accept()
                    pid, request = _fork(asked)
                    if request is not None:
                        _close([listener, wake, asked, *kernels.values()])
                        return request
                    if pid is not None:
                        kernels[pid] = asked
                        ready.register(asked, selectors.EVENT_READ)
                elif key.fileobj is wake:
                    wake.recv(4096)
                    _tell_ends(ready, kernels)
                else:  # whoever asked is gone, or was told just now
                    _leave_alone(ready, kernels, key.fileobj)


def _woken_by_children() -> socket.socket:
    """A socket that becomes readable when a child ends."""
    wake, waker = socket.socketpair()
    for end in (wake, waker):
        end.setblocking(False)
    signal.set_wakeup_fd(waker.detach())
    signal.signal(signal.SIGCHLD, lambda _signal, _frame: None)
    return wake


def _close(ends: Iterable[socket.socket]) -> None:
    for end in ends:
        end.close()


def _leave_alone(ready: selectors.BaseSelector, kernels: dict[int, socket.socket], gone: Any) -> None:
    """Kill the kernel whose connection was closed at the other end."""
    for pid, asked in kernels.items():
        if asked is gone:
            _kill([pid])
            ready.unregister(asked)


def _fork(asked: socket.socket) -> tuple[int | None, Request | None]:
    """Fork for this connection: (pid, None) in the server, (None, what to be) in the child, else a broken request."""
    outputs: list[int] = []
    asked.settimeout(REQUEST_SECONDS)  # who connects and says nothing must not keep the others waiting
    try:
        line, outputs, _flags, _from = socket.recv_fds(asked, REQUEST_BYTES, 2)
        while line and not line.endswith(b"\n"):
            line += asked.recv(REQUEST_BYTES)
        request = Request(**json.loads(line))
        pid = os.fork()
        if pid == 0:
            for number, descriptor in enumerate(outputs, start=1):
                os.dup2(descriptor, number)
            return None, request
        asked.sendall(json.dumps({"pid": pid}).encode() + b"\n")
    except (OSError, ValueError, TypeError):
        asked.close()
        return None, None
    finally:
        for output in outputs:
            os.close(output)
    return pid, None


def _ended() -> list[tuple[int, int]]:
    """The children that have ended: pid and exit code, negative for a signal."""
    found = []
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            found.append((ended[0], os.waitstatus_to_exitcode(ended[1])))
    return found


def _tell_ends(ready: selectors.BaseSelector, kernels: dict[int, socket.socket]) -> None:
    """Tell whoever asked for them that kernels have ended."""
    for pid, code in _ended():
        asked = kernels.pop(pid)
        with contextlib.suppress(KeyError):
            ready.unregister(asked)
        with contextlib.suppress(OSError):
            asked.sendall(json.dumps({"exit": code}).encode() + b"\n")
        asked.close()


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(pid, signal.SIGKILL)


def be_kernel(request: Request) -> None:
    """In a forked child: be the process that `python -m ipykernel_launcher` would be, to its end."""
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.close(signal.set_wakeup_fd(-1))
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin = open(os.dup2(os.open(os.devnull, os.O_RDONLY), 0), closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(request.env)
    os.chdir(request.cwd)
    np.random.seed()  # noqa: NPY002 -- the standard library reseeds itself in a forked child, numpy does not
    sys.argv = request.argv
    # The kernel ends when its parent does; ipykernel would look for the number that it read when it was imported.
    app: Any = IPKernelApp.instance(parent_handle=os.getppid())
    app.initialize([*request.argv[1:], *_NO_HISTORY])
    app.start()
    _leave(app)


def _leave(app: Any) -> NoReturn:
    """End as an interpreter ends, as far as a notebook can tell, without taking all that was imported apart.

    Threads are waited for, exit handlers run, and what the notebook's variables hold is given up, so that a file that
    it left open is written.
    """
    with contextlib.suppress(BaseException):
        # It still answers the request to shut down, through the thread that ipykernel stops first: that would be a
        # wait of seconds for each other.
        app.control_thread.join(_ANSWER_SECONDS)
    with contextlib.suppress(BaseException):
        threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    with contextlib.suppress(BaseException):
        app.shell.user_ns.clear()
        gc.collect()
        sys.__stdout__.flush()  # type: ignore[union-attr]
    os._exit(0)


if __name__ == "__main__":
    preload()
    if (asked_for := serve(socket.socket(fileno=int(sys.argv[1])))) is not None:
        be_kernel(asked_for)
    os._exit(0)  # to take all that was imported apart would keep its owner waiting
