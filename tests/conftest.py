"""The only fixtures: the seed, its tables, its reports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from samples import ROOT

os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
# Time limits of single examples say more about the machine than about the code; the same examples every time.
settings.register_profile("khabar", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("khabar")


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The article in seeds/."""
    return next((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def seed(seed_path):
    """The text of the seed."""
    return seed_path.read_bytes().decode()


@pytest.fixture(scope="session")
def seed_reports(tmp_path_factory, seed_path):
    """The reports of the seed in both languages, made by the command as a user makes them: folder by language."""
    from click.testing import CliRunner

    from analysis.cli import khabar

    folders = {}
    for lang in ("ar", "en"):
        folders[lang] = tmp_path_factory.mktemp(f"reports-{lang}")
        done = CliRunner().invoke(khabar, ["report", str(seed_path), "--out", str(folders[lang]), "--lang", lang])
        assert done.exit_code == 0, done.output
    return folders


@pytest.fixture(scope="session")
def seed_tables(seed_reports):
    """The tables of the seed."""
    from analysis import load

    return load(seed_reports["ar"] / "tables")
