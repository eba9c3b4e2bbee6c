"""Warm kernels: the same outputs as papermill's own engine, nothing left from one notebook to the next."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat.v4 as v
import papermill
import pytest
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from analysis.report import preload, scratch, server, warm
from analysis.report.page import Turn, execute, reproducible

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def notebook(*sources):
    return v.new_notebook(cells=[v.new_code_cell(source) for source in sources], metadata=KERNEL)


def run(*sources, engine=warm.ENGINE, **options):
    warm.register()
    return papermill.execute_notebook(
        notebook(*sources), None, engine_name=engine, progress_bar=False, kernel_name="python3", **options
    )


def said(executed, cell=-1):
    return "".join(output.get("text", "") for output in executed.cells[cell].outputs)


EVERYTHING = (
    "import sys, os\nprint('out'); print('err', file=sys.stderr)\n6 * 7",
    "os.system('echo from a child')",
    "import pandas as pd\npd.DataFrame({'ا': [1, 2], 'b': ['<x>', 'y']})",
    "import matplotlib.pyplot as plt\n_ = plt.figure(figsize=(2, 1)); _ = plt.plot([1, 3, 2])",
    "plt.get_backend(), plt.rcParams['figure.dpi'], plt.isinteractive()",
    "from IPython.display import display, HTML\ndisplay(HTML('<b>x</b>'))\ndisplay({'text/plain': 'p'}, raw=True)",
    "import warnings\nwarnings.warn('careful')",
    "__name__, sys.argv[0].endswith('ipykernel_launcher.py'), sys.flags.dev_mode, sys.stdin.read()",
    "import threading\n[t.name for t in threading.enumerate() if t.name == 'MainThread']",
    "%precision 2\n3.14159",
    "!echo shell",
    "Out[1], In[1][:6], _",
    # What a process says arrives after it has ended, and after a cell has ended it is nobody's.
    "import multiprocessing as m, time\np = m.get_context('fork').Process(target=print, args=('forked',))\n"
    "p.start(); p.join(); time.sleep(0.5)",
    "os.getcwd() == os.environ.get('PWD', os.getcwd()), os.environ['MPLBACKEND']",
    "await __import__('asyncio').sleep(0) or 'awaited'",
)


def test_outputs_are_those_of_papermills_own_engine():
    cold, warmed = (reproducible(run(*EVERYTHING, engine=engine)) for engine in (None, warm.ENGINE))
    for one, other in zip(cold.cells, warmed.cells, strict=True):
        assert plain(one) == plain(other)
    assert any("image/png" in output.get("data", {}) for output in warmed.cells[3].outputs)


def plain(cell):
    """A cell with each stream in one piece, since where they are cut is chance, without process numbers, addresses."""
    outputs = [output for output in cell.outputs if output.output_type != "stream"]
    streams = {}
    for output in cell.outputs:
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + "".join(output.text)
    text = json.dumps([cell.source, cell.execution_count, outputs, streams], sort_keys=True)
    return re.sub(r"ipykernel_\d+|0x[0-9a-f]+", "N", text)


def test_an_error_is_that_of_papermills_own_engine():
    problems = []
    for engine in (None, warm.ENGINE):
        with pytest.raises(PapermillExecutionError) as error:
            run("def f():\n    return 1 / 0", "f()", engine=engine)
        problems.append((error.value.ename, error.value.evalue, error.value.exec_count))
    assert problems[0] == problems[1] == ("ZeroDivisionError", "division by zero", 2)


POISON = """
import builtins, os, random, sys, threading, warnings
import numpy as np, pandas as pd, matplotlib.pyplot as plt
import analysis, analysis.language
builtins.leak = sys.leak = analysis.leak = plt.leak = 1
os.environ["LEAK"] = "1"; os.chdir("/"); sys.path.append("/leak"); sys.modules["leak"] = sys
pd.set_option("display.max_rows", 3); plt.rcParams["figure.dpi"] = 7; plt.figure()
pd.DataFrame.to_html = None; analysis.language.percent = None; np.seterr(all="raise")
warnings.simplefilter("error"); os.umask(0o077); random.seed(1); np.random.seed(1)
threading.Thread(target=threading.Event().wait, daemon=True).start()
leak = 1
"""
LOOK = """
import builtins, os, random, sys, threading, warnings
import numpy as np, pandas as pd, matplotlib.pyplot as plt
import analysis, analysis.language
print([
    "leak" in globals(), hasattr(builtins, "leak"), hasattr(sys, "leak"), hasattr(analysis, "leak"),
    hasattr(plt, "leak"), "LEAK" in os.environ, "/leak" in sys.path, "leak" in sys.modules, os.getcwd() == "/",
    pd.get_option("display.max_rows"),
    plt.rcParams["figure.dpi"], plt.get_fignums(), pd.DataFrame.to_html is None, analysis.language.percent is None,
    np.geterr()["divide"], len(warnings.filters), oct(os.umask(0o022)), len(In), [n for n in dir() if n[0] != "_"],
])
"""


def test_every_notebook_starts_fresh():
    clean = said(run(LOOK))
    run(POISON)
    assert said(run(LOOK)) == clean


def test_random_numbers_differ_from_kernel_to_kernel():
    source = "import random, numpy as np, uuid\nprint(random.random(), np.random.rand(), uuid.uuid4())"
    one, other = (said(run(source)).split() for _ in range(2))
    assert all(a != b for a, b in zip(one, other, strict=True))


def test_a_file_left_open_and_an_exit_handler_are_finished(tmp_path):
    left = f"f = open({str(tmp_path / 'left')!r}, 'w'); f.write('all of it')"
    handler = f"import atexit, pathlib; atexit.register(pathlib.Path({str(tmp_path / 'handler')!r}).write_text, 'ran')"
    run(left, handler, "import threading; threading.Timer(0.3, f.write, [' and more']).start()")
    assert (tmp_path / "handler").read_text() == "ran"
    assert (tmp_path / "left").read_text() == "all of it and more"


def test_the_kernel_has_the_folder_and_environment_of_its_caller(tmp_path, monkeypatch):
    monkeypatch.setenv("FROM_THE_CALLER", "خبر")
    executed = run("import os\nprint(os.getcwd(), os.environ['FROM_THE_CALLER'])", cwd=str(tmp_path))
    assert said(executed).split() == [str(tmp_path), "خبر"]


def test_a_relative_folder_is_that_of_its_caller_wherever_the_server_began(tmp_path, monkeypatch):
    run("1")  # the server is there
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    asked = json.dumps(notebook("import os\nprint(*os.getcwd().split(os.sep)[-2:])"))  # a page shows no whole path
    executed = execute(asked, {}, cwd=Path("out"), started=lambda *_, **__: None)
    assert said(executed).split() == [tmp_path.name, "out"]


def test_kernels_are_forked_and_gone_afterwards():
    pids = [int(said(run("import os\nprint(os.getpid(), os.getppid())")).split()[1]) for _ in range(2)]
    assert pids[0] == pids[1] != os.getpid()
    pid = int(said(run("import os\nprint(os.getpid())")))
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_kernel_that_kills_itself_is_an_error_and_the_next_one_runs():
    with pytest.raises(Exception, match="Kernel died"):
        run("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert said(run("print('well')")) == "well\n"


def test_a_long_cell_is_interrupted():
    with pytest.raises(Exception, match="timed out"):
        run("import time\ntime.sleep(60)", execution_timeout=1)


def test_another_command_and_a_dead_server_are_started_the_slow_way(monkeypatch):
    ours = [sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    assert warm.is_ours(ours)
    assert warm.is_ours(["python", *ours[1:]])
    assert warm.is_ours([str(Path(sys.executable).parent / "python3"), *ours[1:]])
    assert not warm.is_ours(["/usr/bin/python9", *ours[1:]])
    assert not warm.is_ours([sys.executable, "-O", *ours[1:]])
    assert not warm.is_ours(["R", "--slave", "-e", "IRkernel::main()"])
    for address in (None, "/nowhere/socket"):
        monkeypatch.setattr(warm, "server", lambda address=address: address)
        assert int(said(run("import os\nprint(os.getppid())"))) == os.getpid()


@pytest.mark.parametrize("left", [0, len("/12345678/kernel-ipc-1") - 1])
def test_a_folder_of_too_long_a_name_for_the_sockets_is_the_slow_way(tmp_path, monkeypatch, left):
    """Those of a kernel, too, of which the command would hear only when they are bound."""
    longest = 107 if sys.platform == "linux" else 103
    long = tmp_path / ("x" * (longest - len(str(tmp_path)) - 1 - left))
    long.mkdir()
    monkeypatch.setattr(scratch, "folder", lambda: long)
    assert server.server.__wrapped__() is None


@pytest.mark.parametrize("lacking", [(os, "fork"), (socket, "send_fds")])
def test_a_system_that_cannot_fork_or_pass_files_is_the_slow_way(monkeypatch, lacking):
    monkeypatch.delattr(*lacking)
    assert server.server.__wrapped__() is None


@pytest.mark.parametrize("answer", [b'{"pid": 0}\n{"exit": -6}\n', b'{"pid": 0}\n', b""])
def test_a_kernel_that_dies_at_once_is_started_the_slow_way(tmp_path, monkeypatch, answer):
    """As on macOS where a library cannot bear a fork; with it the server may be gone, too."""
    address = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()

        def dies():
            asked, _ = listener.accept()
            asked.recv(1 << 20)
            asked.sendall(answer)
            asked.close()

        thread = threading.Thread(target=dies)
        thread.start()
        monkeypatch.setattr(warm, "server", lambda: address)
        assert int(said(run("import os\nprint(os.getppid())"))) == os.getpid()
        thread.join()


def test_on_macos_a_notebook_whose_kernel_dies_is_run_once_more(monkeypatch):
    cell = (
        "import os, signal, sys\nif 'analysis.report.forkserver' in sys.orig_argv: os.kill(os.getpid(), signal.SIGKILL)"
    )
    with pytest.raises(DeadKernelError):
        run(cell)
    monkeypatch.setattr(sys, "platform", "darwin")
    executed = run("print('first')", cell + "\nprint(os.getppid())")
    assert (said(executed, 0), int(said(executed))) == ("first\n", os.getpid())


def test_a_notebook_that_is_run_again_keeps_its_turn():
    turns = threading.Semaphore(1)
    with Turn(turns) as turn:
        turn.take()
        turn.take()
    assert turns.acquire(blocking=False)


def test_the_kernels_of_the_command_are_warm_too(tmp_path):
    """A console script runs under python3, while a kernel spec says python."""
    python3 = Path(sys.executable).parent / "python3"
    script = (
        "import nbformat.v4 as v, papermill\nfrom analysis.report import warm\nwarm.register()\n"
        "source = 'import sys; print(\"analysis.report.forkserver\" in sys.orig_argv)'\n"
        "nb = v.new_notebook(cells=[v.new_code_cell(source)])\n"
        "done = papermill.execute_notebook(nb, None, engine_name='khabar', progress_bar=False, kernel_name='python3')\n"
        "print(done.cells[0].outputs[0].text)"
    )
    done = subprocess.run([python3, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout.strip() == "True", done.stderr


def test_the_server_and_its_kernels_end_when_their_owner_is_killed(tmp_path):
    script = tmp_path / "owner.py"
    script.write_text(
        "import pathlib, sys\nfrom analysis.report.server import ForkedProcess, server\n"
        "kernel = ForkedProcess(server(), sys.argv[1:2] + ['-f', sys.argv[1] + '/c.json'], sys.argv[1],"
        " dict(__import__('os').environ))\n"
        "print(kernel.pid, flush=True)\nsys.stdin.read()\n"
    )
    owner = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    kernel = int(owner.stdout.readline())
    server = parent_of(kernel)
    assert parent_of(server) == owner.pid
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    wait_until(lambda: not alive(kernel) and not alive(server))


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def alive(pid):
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds, seconds=10):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_what_is_preloaded_starts_no_thread_and_draws_nothing():
    script = (
        "import threading, sys\nfrom analysis.report.preload import preload\npreload()\n"
        "import matplotlib\nprint(threading.active_count(), 'onnxruntime' in sys.modules, 'torch' in sys.modules,"
        " 'matplotlib_inline.backend_inline' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False", "False", "False"]
    assert threading.current_thread() is threading.main_thread()
    assert set(preload.PRELOADED) >= {"pandas", "matplotlib.pyplot", "analysis.notebook"}


def test_papermill_finds_the_engine_by_its_name(tmp_path):
    import nbformat

    nbformat.write(notebook("import os\nprint(os.getppid())"), tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "--engine", "khabar", "in.ipynb", "out.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "slow way" not in done.stderr
    assert (tmp_path / "out.ipynb").is_file()


def test_a_kernel_answers_the_shutdown_before_its_threads_are_stopped():
    # ipykernel's exit function stops the output thread, for which the control thread waits while it answers.
    script = """
import atexit, threading, time
from types import SimpleNamespace
from analysis.report import forkserver

def answer():
    time.sleep(0.3)
    print("answered", flush=True)

thread = threading.Thread(target=answer, daemon=True)
atexit.register(print, "closed", flush=True)
thread.start()
forkserver._leave(SimpleNamespace(control_thread=thread, shell=SimpleNamespace(user_ns={})))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["answered", "closed"]
