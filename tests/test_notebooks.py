"""Notebooks are thin: parameters, a call, its display."""

import ast
import json

import nbformat
import nbformat.v4 as v
import pytest

from analysis.report.parameters import defaults
from samples import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOT_FOR_NOTEBOOKS = {"HTML", "Markdown", "Javascript", "exec", "eval", "open"}
LOGIC = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.With, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def faults(notebook):
    """What keeps a notebook from being thin, one line each."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        yield f"needs exactly one cell tagged parameters, has {len(tagged)}"
    for n, cell in enumerate(cells):
        if cell.outputs or cell.execution_count:
            yield f"cell {n}: stored output"
        tree = ast.parse(cell.source)
        if cell not in tagged and len(tree.body) > 5:
            yield f"cell {n}: {len(tree.body)} statements"
        for node in ast.walk(tree):
            if isinstance(node, LOGIC + COMPREHENSIONS):
                yield f"cell {n}: {type(node).__name__} belongs in src/analysis"
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", None))
                if called in NOT_FOR_NOTEBOOKS:
                    yield f"cell {n}: {called}() is not for notebooks"
            if isinstance(node, ast.Import) or (
                isinstance(node, ast.ImportFrom) and node.module.split(".")[0] != "analysis"
            ):
                yield f"cell {n}: imports only from analysis"


def notebook(*sources, parameters=True):
    first = [v.new_code_cell('lang = "ar"', metadata={"tags": ["parameters"]})] if parameters else []
    return v.new_notebook(cells=[*first, *(v.new_code_cell(source) for source in sources)])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_the_notebooks_are_thin(path):
    loaded = nbformat.read(path, as_version=4)
    nbformat.validate(loaded)
    assert list(faults(loaded)) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (notebook(parameters=False), "exactly one cell tagged parameters"),
        (notebook("for x in [1]: print(x)"), "For belongs in src"),
        (notebook("f = lambda x: x"), "Lambda belongs in src"),
        (notebook("[x for x in (1, 2)]"), "ListComp belongs in src"),
        (notebook("import pandas as pd"), "imports only from analysis"),
        (notebook("from pandas import read_csv"), "imports only from analysis"),
        (notebook("display(HTML(text))"), "HTML() is not for notebooks"),
        (notebook("open('x')"), "open() is not for notebooks"),
        (notebook("a=1;b=2;c=3;d=4;e=5;f=6"), "6 statements"),
    ],
)
def test_the_lint_sees_each_fault(broken, fault):
    assert any(fault in line for line in faults(broken))


def test_the_lint_sees_a_stored_output():
    broken = notebook("1")
    broken.cells[1].outputs = [v.new_output("stream", text="1")]
    assert any("stored output" in line for line in faults(broken))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_parameter_is_ascii_used_and_explained(path):
    loaded = nbformat.read(path, as_version=4)
    known = defaults(loaded, path.name)
    cell = next(cell for cell in loaded.cells if "parameters" in cell.metadata.get("tags", []))
    assert cell.source.isascii()
    comments = [line for line in cell.source.splitlines() if line.startswith("#")]
    assert len(comments) >= len(known) - 1  # first and last day share one
    code = "\n".join(c.source for c in loaded.cells if c.cell_type == "code" and c is not cell)
    names = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    assert set(known) <= names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_prose_is_there_in_both_languages(path):
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "markdown"]
    tags = [c["metadata"]["tags"] for c in cells]
    assert tags == [["lang-ar"], ["lang-en"]] * (len(cells) // 2)


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} >= {"entities", "quotes", "framing"}
