"""pyproject.toml, constraints.txt and environment.yml say the same."""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from samples import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DEPENDENCIES = [Requirement(line) for line in PROJECT["dependencies"]]
DEVELOPMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
# The conda package of a distribution that is called otherwise there.
CONDA_NAMES = {"matplotlib": "matplotlib-base", "torch": "pytorch-cpu"}


def pins():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and line[0] != "#"]
    return {canonicalize_name(name): Version(version) for name, version in (line.split("==") for line in lines)}


def conda():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    by_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    by_conda = [entry for entry in listed if isinstance(entry, str)]
    return [re.sub(r"\s+", "", entry) for entry in by_conda], [re.sub(r"\s+", "", entry) for entry in by_pip]


@pytest.mark.parametrize("requirement", [*DEPENDENCIES, *DEVELOPMENT], ids=str)
def test_every_dependency_is_pinned_within_its_range(requirement):
    assert pins()[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.parametrize("requirement", DEPENDENCIES, ids=str)
def test_every_dependency_is_in_the_conda_environment_with_the_same_range(requirement):
    by_conda, by_pip = conda()
    name = CONDA_NAMES.get(requirement.name, requirement.name)
    assert f"{name}{requirement.specifier}" in (by_pip if requirement.name == "camel-tools" else by_conda)


def test_the_conda_environment_has_nothing_else():
    by_conda, by_pip = conda()
    names = {re.split(r"[><=]", entry)[0] for entry in by_conda}
    ours = {CONDA_NAMES.get(r.name, r.name) for r in DEPENDENCIES} - {"camel-tools"}
    assert names - ours == {"python", "pip", "pytorch-cpu"}
    assert by_pip == ["camel-tools>=1.6", "--editable."]


def test_torch_is_pinned_since_camel_tools_brings_it():
    assert "torch" in pins()


def test_the_packages_that_the_project_is_made_of_are_dependencies():
    assert {"jupyterlab", "pandas", "matplotlib", "camel-tools", "papermill"} <= {r.name for r in DEPENDENCIES}


def test_import_directions_hold():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
