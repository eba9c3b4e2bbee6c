"""How fast a batch is, against stock papermill and nbconvert on the same notebooks, tables and workers, in one run.

    python tools/bench_reports.py --articles 20 --workers 2

Both sides start with the tables of `khabar annotate`, one folder an article, and end with one HTML file a report.
Stock is `papermill` then `jupyter nbconvert --to html` for each report, so many at a time as there are workers; ours is
one `khabar report`. The articles are the one in seeds/, each with a line of its own, so that no two reports are equal.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ("entities", "quotes", "framing")
BIN = Path(sys.executable).parent
KHABAR = [sys.executable, "-c", "from analysis.cli import main; main()"]


def main() -> None:
    """Time both sides and print what came out."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=20)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--stock-articles", type=int, help="stock on so many articles only; default: all")
    given = asked.parse_args()
    work = Path(tempfile.mkdtemp(prefix="khabar-bench-"))
    try:
        out = prepare(work, given.articles)
        folders = sorted(out.glob("article-*"))
        print(f"{given.articles} articles x {len(NOTEBOOKS)} notebooks, {given.workers} workers, load {load()}")
        ours = timed("khabar report", lambda: khabar(work, out, given.workers), given.articles * len(NOTEBOOKS))
        timed("khabar report, again", lambda: khabar(work, out, given.workers), 0)
        some = folders[: given.stock_articles]
        stock = timed(
            "papermill + jupyter nbconvert",
            lambda: stock_commands(work, some, given.workers),
            len(some) * len(NOTEBOOKS),
        )
        print(f"ratio: {ours / stock:.1f} times the reports per second; load {load()}")
        check(out, folders)
    finally:
        shutil.rmtree(work)


def prepare(work: Path, articles: int) -> Path:
    """The tables of the corpus, and those of each article, ready; no report yet."""
    text = next((ROOT / "seeds").glob("*.txt")).read_text("utf-8")
    lines = [{"id": f"a{n:03}", "text": f"{text}\n\n{n}"} for n in range(articles)]
    (work / "articles.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    out = work / "out"
    script = (
        "import sys\nfrom pathlib import Path\nfrom analysis.cli import _annotated\n"
        "from analysis.report import groups, keys\nfrom analysis.store import load_run\n"
        "out = Path(sys.argv[2])\n"
        "options = {'outlet': None, 'backend': 'embedded', 'names': None, 'morphology': None}\n"
        "options |= {'codebook': 'policy_frames', 'examples': None}\n"
        "tables = _annotated([Path(sys.argv[1])], out / 'tables', options)\n"
        "for group in groups.groups(tables, 'article'):\n"
        "    groups.write_tables(group, tables, load_run(out / 'tables'), out / group.name / 'tables',"
        " keys.tables_hash(out / 'tables'))\n"
    )
    run([sys.executable, "-c", script, "articles.jsonl", str(out)], cwd=work)
    return out


def khabar(work: Path, out: Path, workers: int) -> None:
    """One command makes all reports."""
    run(
        [*KHABAR, "report", "articles.jsonl", "--out", str(out), "--by", "article", "--workers", str(workers)], cwd=work
    )


def stock_commands(work: Path, folders: list[Path], workers: int) -> None:
    """Two commands a report, so many reports at a time."""
    target = work / "stock"
    jobs = [(folder, name) for folder in folders for name in NOTEBOOKS]
    for folder in folders:
        (target / folder.name).mkdir(parents=True)

    def one(job: tuple[Path, str]) -> None:
        folder, name = job
        executed = target / folder.name / f"{name}.ipynb"
        source = str(ROOT / "notebooks" / f"{name}.ipynb")
        parameters = ["-p", "tables", str(folder / "tables"), "-p", "lang", "ar"]
        run(
            [str(BIN / "papermill"), source, str(executed), *parameters, "-k", "python3", "--no-progress-bar"], cwd=work
        )
        run([str(BIN / "jupyter"), "nbconvert", "--to", "html", str(executed)], cwd=work)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, jobs))


def timed(label: str, work, reports: int) -> float:
    """Run it and print how long it took and how much processor time, which a busy machine changes less; reports/s."""
    begun, used = time.perf_counter(), processor_seconds()
    work()
    seconds, used = time.perf_counter() - begun, processor_seconds() - used
    rate = reports / seconds
    made = f"  {reports:4} reports  {rate:6.3f} reports/s" if reports else ""
    print(f"{label:30} {seconds:7.2f} s  {used:7.2f} s of processor{made}", flush=True)
    return rate


def processor_seconds() -> float:
    """What all commands that have ended took, with the processes that they started."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def check(out: Path, folders: list[Path]) -> None:
    """Every report of ours is there and whole."""
    for folder in folders:
        for name in NOTEBOOKS:
            page = (folder / f"{name}.html").read_text("utf-8")
            assert page.rstrip().endswith("</html>"), folder
            assert "khabar-key" in page, folder
    print(f"all {len(folders) * len(NOTEBOOKS)} reports and {out.name}/index.html are whole")


def run(command: list[str], cwd: Path) -> None:
    """Run a command; what it printed is shown when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def load() -> str:
    """The load of the machine, which a reader of the figures should know."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


if __name__ == "__main__":
    main()
