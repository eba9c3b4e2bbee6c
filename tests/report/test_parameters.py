"""Parameters are checked before anything runs."""

import datetime

import nbformat.v4 as v
import pytest

from analysis.errors import ReportError
from analysis.report.parameters import Parameter, Said, checked, defaults, read

KNOWN = {"tables": Parameter("t", str), "top": Parameter(15, int)}


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
        (notebook("x: open('f') = 1"), r"no type of parameters is called \"open\('f'\)\""),
        (notebook("x: Litera['a'] = 'a'"), r"'Litera'; did you mean Literal\?"),
        (notebook("x: 'int |' = 1"), "the annotation 'int |' is no type"),
        (notebook("x: list[open] = []"), "no type of parameters is called 'open'"),
        (notebook("x: int = 'a'"), "x: int = 'a': Input should be a valid integer"),
        (notebook("x: int"), "holds more than assignments: x: int"),
        (notebook("x, y = 1, 2"), "holds more than assignments"),
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
        checked(given, KNOWN, "entities")


def test_good_parameters_pass():
    assert checked({"top": 3}, KNOWN, "entities") == {"top": 3}


ANNOTATED = """
from typing import Literal
lang: Literal["ar", "en"] = "ar"
top: int | None = None
outlets: list[str] = []
since: "date | None" = None
until: datetime.date = "2024-12-31"
share: float = 0
anything: Any = ""
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"lang": "en"}, {"lang": "en"}),
        ({"top": 3}, {"top": 3}),
        ({"top": None}, {"top": None}),
        ({"top": "null"}, {"top": None}),  # as a command line says it
        ({"outlets": ["الدار", "النهار"]}, {"outlets": ["الدار", "النهار"]}),
        ({"outlets": "[a, b]"}, {"outlets": ["a", "b"]}),
        ({"since": "2024-01-31"}, {"since": "2024-01-31"}),
        ({"since": datetime.date(2024, 1, 31)}, {"since": "2024-01-31"}),  # as YAML reads it
        ({"share": 1}, {"share": 1}),
        ({"anything": {"a": 1}}, {"anything": {"a": 1}}),
    ],
)
def test_an_annotation_says_what_a_parameter_may_be(given, expected):
    assert checked(given, read(notebook(ANNOTATED), "n"), "n") == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"lang": "eng"}, r"parameter lang='eng': Input should be 'ar' or 'en'; did you mean en\?"),
        ({"top": "3"}, "parameter top='3': Input should be a valid integer"),
        ({"top": True}, "parameter top=True: Input should be a valid integer"),
        ({"outlets": "a"}, "parameter outlets='a': Input should be a valid list"),
        ({"outlets": ["a", 1]}, "parameter outlets=.*: Input should be a valid string"),
        ({"since": "31.1.2024"}, "parameter since='31.1.2024': Input should be a valid date"),
        ({"since": "2024-02-31"}, "parameter since='2024-02-31': Input should be a valid date"),
        ({"until": None}, "parameter until=None: Input should be a valid date"),
        ({"untli": "2024-01-01"}, r"unknown parameter 'untli'; did you mean until\?"),
    ],
)
def test_what_an_annotation_does_not_allow_is_an_error(given, message):
    with pytest.raises(ReportError, match=message):
        checked(given, read(notebook(ANNOTATED), "n"), "n")


@pytest.mark.parametrize(
    ("source", "said", "expected"),
    [
        ("x = 1", "2024", 2024),
        ("x = ''", "2024", "2024"),  # a word to look for, or the id of an article
        ("x = ''", "007", "007"),
        ("x = ''", "on", "on"),
        ("x = True", "off", False),
        ("x: Any = ''", "3", 3),
        ("x: int | None = 1", "null", None),
        ("x: float = 0.5", "1", 1),
    ],
)
def test_a_word_of_a_command_line_is_of_the_type_of_its_parameter(source, said, expected):
    found = checked({"x": Said(said)}, read(notebook(source), "n"), "n")["x"]
    assert found == expected
    assert type(found) is type(expected)


def test_a_word_of_a_command_line_that_does_not_fit_is_an_error():
    with pytest.raises(ReportError, match="parameter top='many': Input should be a valid integer"):
        checked({"top": Said("many")}, KNOWN, "entities")


def test_reading_an_annotation_runs_nothing(tmp_path):
    made = tmp_path / "made"
    with pytest.raises(ReportError):
        read(notebook(f"x: \"__import__('pathlib').Path({str(made)!r}).touch()\" = 1"), "n")
    assert not made.exists()
