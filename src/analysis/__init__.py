"""Khabar: who is named, who is quoted and how a story is framed, in Arabic news.

The short public path is `read_corpus`, `annotate`, `save`, `load`, `spans` and `Tables`. Nothing heavy is imported
before one of them is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.corpus import read_corpus
    from analysis.pipeline import annotate
    from analysis.store import load, save
    from analysis.tables import Tables, spans

__all__ = ["Tables", "annotate", "load", "read_corpus", "save", "spans"]

_HOME = {
    "Tables": "analysis.tables",
    "annotate": "analysis.pipeline",
    "load": "analysis.store",
    "read_corpus": "analysis.corpus",
    "save": "analysis.store",
    "spans": "analysis.tables",
}


def __getattr__(name: str) -> Any:
    """Import a public name, or a layer such as `analysis.quotes`, when it is first used."""
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name in {"entities", "quotes", "framing", "figures", "annotated", "evaluate"}:
        return importlib.import_module(f"analysis.{name}")
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")
