"""What a reader needs to get the same report again: inputs, parameters, versions, commit, model, command."""

from __future__ import annotations

import functools
import json
import re
import shlex
import subprocess
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.report import keys
from analysis.report.copies import CALLED, shown


def provenance(
    inputs: Iterable[str], run: Mapping[str, Any], values: Mapping[str, Any], said: str, at: str
) -> dict[str, str]:
    """The rows of the footer of a report about articles with these hashes: English name -> what is to be said.

    `run` is what `annotate` wrote beside the tables, `values` are the parameters of the notebook, `said` the command,
    `at` the commit.
    """
    hashes = list(inputs)
    rows = {
        "Input (SHA-256)": hashes[0] if len(hashes) == 1 else f"{keys.digest(hashes)} ({len(hashes)})",
        "Parameters": _listed({name: value for name, value in shown(values).items() if name != "tables"}),
        "Annotation": _listed(run.get("parameters", {})),
        "Model (SHA-256)": model_hash(),
        "Versions": ", ".join(f"{name} {version}" for name, version in keys.versions().items()),
        keys.COMMIT: at,
        "Command": said,
    }
    return {name: text for name, text in rows.items() if text}


_HASH = re.compile("[0-9a-f]{64}")
_USUAL = {"backend": "embedded", "codebook": "policy_frames"}


def command(settings: Mapping[str, Any], given: Mapping[str, Any], annotation: Mapping[str, Any]) -> str:
    """The command that makes the batch again from the same inputs; what is at its default is left out.

    `annotation` are the parameters with which the tables were made, those that are files as their hashes.
    """
    words = ["khabar", "report", "INPUT...", "--out", "DIR", "--lang", settings["lang"], "--by", settings["by"]]
    words += ["--notebooks", ",".join(settings["notebooks"])]
    for name in ("outlet", "backend", *CALLED):
        value = annotation.get(name)
        if value and value != _USUAL.get(name):
            words += [f"--{name}", CALLED[name] if name in CALLED and _HASH.fullmatch(value) else str(value)]
    for name, value in sorted(shown(given).items()):
        words += ["--parameter", name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)]
    return " ".join(map(shlex.quote, words))


def _listed(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(values.items()) if value is not None)


@functools.cache
def model_hash() -> str:
    """The hash of the embedded entity model, empty where there is none."""
    path = Path(str(files("analysis"))) / "model" / "entities.onnx"
    return keys.file_hash(path) if path.is_file() else ""


@functools.cache
def commit() -> str:
    """The last commit that changed code or notebooks, with `+` where they were changed since; empty outside a checkout.

    A commit of documents or rendered reports is not one of them: it leaves every report as it was.
    """
    root = Path(__file__).parents[3]
    if not (root / "notebooks").is_dir():
        return ""
    found = _git(root, "log", "-1", "--format=%H", "--", "src/analysis", "notebooks")
    changed = _git(root, "status", "--porcelain", "--", "src/analysis", "notebooks") if found else ""
    return found + ("+" if changed else "")


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
