"""Warm kernels: the papermill engine `khabar`, whose kernels are forked from a process with the libraries imported.

    papermill --engine khabar in.ipynb out.ipynb

Each notebook has a process of its own, forked from one in which no notebook ever ran, and speaks to papermill as
any ipykernel does. Saved are the start of a Python program and the imports, most of the time of a short notebook.
Where forking is not possible (no Unix, another Python or language than ours, a server that does not answer) the kernel
is started as papermill's own engine starts it.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import importlib.util
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from analysis.report import scratch
from analysis.report.server import FLAGS, START_SECONDS, ForkedProcess, server

ENGINE = "khabar"
KERNEL = "python3"  # that of our notebooks
_LAUNCHER = ["-m", "ipykernel_launcher"]

log = logging.getLogger(__name__)


class WarmProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Gives a kernel forked by the server, or, where there is none to be had, one started by its command."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork the kernel that this command would start."""
        address = server() if is_ours(cmd) else None
        if address is None:
            return await super().launch_kernel(cmd, **kwargs)
        cwd = str(Path(kwargs.get("cwd") or "").absolute())  # the server may have begun in another folder
        try:
            self.process = ForkedProcess(address, _argv(cmd), cwd, dict(kwargs.get("env") or os.environ))
        except OSError as error:
            log.warning("kernels are started the slow way: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid  # it leads a group of its own
        self.cwd = cwd
        await self._bound()
        return self.connection_info

    async def _bound(self) -> None:
        """Wait until the kernel has bound its sockets: a client that connects before would try again in 100 ms only."""
        if self.parent is None or self.parent.transport != "ipc":
            return
        ports = [self.connection_info[f"{name}_port"] for name in ("shell", "iopub", "stdin", "hb", "control")]
        sockets = [Path(f"{self.parent.ip}-{port}") for port in ports]
        while not all(path.exists() for path in sockets) and self.process.poll() is None:
            await asyncio.sleep(0.005)


def is_ours(command: list[str]) -> bool:
    """Whether this starts an ipykernel with our Python and no flags that a fork would lack."""
    flags = [part for part in command[1:] if part not in FLAGS]
    python, ours = Path(command[0]), Path(sys.executable)
    names = {"python", f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}"}
    # A bare name stands for our Python: jupyter_client puts it in. Of one environment, python and python3 are one.
    same = command[0] in names or (python.exists() and python.parent == ours.parent and python.samefile(ours))
    return same and flags[:2] == _LAUNCHER


def _argv(command: list[str]) -> list[str]:
    launcher = importlib.util.find_spec(_LAUNCHER[1])
    return [str(launcher and launcher.origin), *command[command.index(_LAUNCHER[1]) + 1 :]]


class KernelDied(RuntimeError):
    """A kernel ended before it answered, or never did."""


class WarmKernelClient(AsyncKernelClient):  # type: ignore[misc]
    """A client that does not wait for silence before its first request: nbclient knows its replies by their ids."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return as soon as the kernel has answered and its output arrives.

        Raises KernelDied when it dies before, or does not answer for so many seconds.
        """
        until = time.monotonic() + (timeout or START_SECONDS)
        while time.monotonic() < until:
            self.kernel_info()
            with contextlib.suppress(Empty):
                reply = await self.get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    await self.get_iopub_msg(timeout=0.2)  # that it was busy with the request
                    self._handle_kernel_info_reply(reply)
                    return
            if not await self.is_alive():
                raise KernelDied("the kernel died before it answered")
        raise KernelDied(f"the kernel did not answer in {timeout} seconds")


class KnownSpecs(KernelSpecManager):  # type: ignore[misc]
    """Looks for each kernel once: it would search all folders and entry points for every notebook."""

    @functools.cache  # noqa: B019 -- there is one of these
    def get_kernel_spec(self, kernel_name: str) -> Any:
        """The specification of a kernel. Raises NoSuchKernel where there is none."""
        return super().get_kernel_spec(kernel_name)


@functools.cache
def _specs() -> KnownSpecs:
    return KnownSpecs()


class WarmKernelManager(AsyncKernelManager):  # type: ignore[misc]
    """Gets its kernel from the warm provisioner and speaks to it through sockets in a folder of its owner's."""

    _folder: tempfile.TemporaryDirectory[str] | None = None

    def __init__(self, **kwargs: Any) -> None:
        """As of any kernel manager."""
        super().__init__(**{"kernel_spec_manager": _specs(), **kwargs})
        self.provisioner = WarmProvisioner(kernel_id="", kernel_spec=self.kernel_spec, parent=self)
        if is_ours(self.kernel_spec.argv) and server():
            self._folder = tempfile.TemporaryDirectory(prefix="", dir=scratch.folder())
            self.transport = "ipc"
            self.connection_file = str(Path(self._folder.name) / "kernel.json")
            self.client_factory = WarmKernelClient

    async def _async_interrupt_kernel(self) -> None:
        if not self.shutting_down:  # at the end nothing runs, and the kernel would log that it was interrupted
            await super()._async_interrupt_kernel()

    interrupt_kernel = _async_interrupt_kernel

    async def _async_finish_shutdown(
        self, waittime: float | None = None, pollinterval: float = 0.01, restart: bool = False
    ) -> None:
        await super()._async_finish_shutdown(waittime, pollinterval, restart)

    finish_shutdown = _async_finish_shutdown

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart)
        if self._folder and not restart:
            self._folder.cleanup()

    cleanup_resources = _async_cleanup_resources


class WarmEngine:
    """papermill's own engine with warm kernels.

    papermill loads the engines of entry points while it is imported itself, so this module can neither import it nor
    subclass its engine.
    """

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, *arguments: Any, **options: Any) -> Any:
        """Execute the notebook as papermill's engine does, in a warm kernel.

        Where that dies before it runs anything, and on macOS, where a fork may be what kills it, whenever it dies, the
        notebook is executed once more in a kernel that is started as papermill starts it.
        """
        from nbclient.exceptions import DeadKernelError
        from papermill.engines import NBClientEngine

        warm = {"kernel_manager_class": WarmKernelManager, **options}
        deaths = (KernelDied, DeadKernelError) if sys.platform == "darwin" else (KernelDied,)
        try:
            return NBClientEngine.execute_notebook(nb, kernel_name, *arguments, **warm)
        except deaths as error:
            log.warning("once more, with a kernel started the slow way: %s", error)
        return NBClientEngine.execute_notebook(nb, kernel_name, *arguments, **options)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """The kernel that the notebook asks for."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """The language that the notebook is in."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))


def register() -> Any:
    """papermill's engines, with ours among them also where the package was not installed with its entry points."""
    from papermill.engines import papermill_engines

    papermill_engines.register(ENGINE, WarmEngine)
    return papermill_engines
