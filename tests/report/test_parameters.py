"""Parameters are checked before anything runs."""

import nbformat.v4 as v
import pytest

from analysis.errors import ReportError
from analysis.report.parameters import checked, defaults


def notebook(source, tags=("parameters",)):
    return v.new_notebook(cells=[v.new_code_cell(source, metadata={"tags": list(tags)})])


def test_defaults_are_read_whatever_their_form():
    source = '# comment\ntables = "a=b"\ntop = 15\nlow = -0.5\nlist_ = ["x", "y"]\nnone = None\n'
    assert defaults(notebook(source), "n") == {
        "tables": "a=b",
        "top": 15,
        "low": -0.5,
        "list_": ["x", "y"],
        "none": None,
    }


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (notebook("x = 1", tags=()), "n: needs exactly one cell tagged parameters, has 0"),
        (notebook("import os"), "n: the parameters cell holds more than assignments: import os"),
        (notebook("x = open('f')"), "is not a literal"),
    ],
)
def test_a_cell_that_is_no_parameters_cell_is_an_error(broken, message):
    with pytest.raises(ReportError, match=message):
        defaults(broken, "n")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"tabels": "x"}, r"unknown parameter 'tabels'; did you mean tables\?"),
        ({"zzz": 1}, "unknown parameter 'zzz'; it has tables, top"),
        ({"top": "15"}, "parameter top='15': Input should be a valid integer"),
        ({"tables": 3}, "parameter tables=3: Input should be a valid string"),
    ],
)
def test_unknown_and_ill_typed_parameters_are_errors(given, message):
    with pytest.raises(ReportError, match=message):
        checked(given, {"tables": "t", "top": 15}, "entities")


def test_good_parameters_pass():
    assert checked({"top": 3}, {"tables": "t", "top": 15}, "entities") == {"top": 3}
