"""What the README says can be typed can be typed."""

import re
import shlex

import click
import pytest

from analysis.cli import khabar
from samples import ROOT

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
LINES = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
COMMANDS = [shlex.split(line, comments=True)[1:] for line in LINES if line.startswith("khabar ")]
TARGETS = [shlex.split(line, comments=True)[1] for line in LINES if line.startswith("make ")]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_of_the_readme_has_these_options(words):
    command = khabar.commands[words[0]]
    options, _arguments, _order = command.make_parser(click.Context(command)).parse_args(words[1:])
    assert set(options) <= {parameter.name for parameter in command.params}


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_of_the_readme_is_in_the_makefile(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    (block,) = [block for kind, block in BLOCKS if kind == "python"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    scope = {}
    exec(block, scope)
    assert len(scope["tables"].quotes) == 11
    assert (tmp_path / "tables" / "quotes.parquet").is_file()


def test_links_of_the_documents_lead_somewhere():
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
