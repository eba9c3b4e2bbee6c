"""A file of runs is typed and strict."""

import pytest

from analysis.errors import InputError
from analysis.report.parameters import read_value
from analysis.report.spec import read_spec


def write(tmp_path, text):
    path = tmp_path / "runs.yml"
    path.write_text(text, "utf-8")
    return path


def test_runs_are_read_with_paths_relative_to_the_file(tmp_path):
    path = write(
        tmp_path,
        "runs:\n  - inputs: [a, b.jsonl]\n    out: o\n    by: outlet\n    names: n.csv\n    parameters: {top: 3}\n",
    )
    (run,) = read_spec(path)
    assert run.inputs == [str(tmp_path / "a"), str(tmp_path / "b.jsonl")]
    assert run.out == str(tmp_path / "o")
    assert run.settings().by == "outlet"
    assert run.settings().notebooks == ["entities", "quotes", "framing", "compare"]
    assert run.names == str(tmp_path / "n.csv")
    assert run.parameters == {"top": 3}


def test_a_codebook_and_its_examples_may_be_files(tmp_path):
    path = write(
        tmp_path, "runs:\n  - {inputs: [a], out: o, codebook: c.csv, examples: e.csv}\n  - {inputs: [a], out: p}\n"
    )
    first, second = read_spec(path)
    assert (first.codebook, first.examples) == (str(tmp_path / "c.csv"), str(tmp_path / "e.csv"))
    assert (second.codebook, second.examples) == ("policy_frames", None)


def test_a_file_among_the_parameters_is_found_beside_the_file_of_runs(tmp_path, monkeypatch):
    (tmp_path / "c.csv").write_text("")
    path = write(tmp_path, "runs:\n  - {inputs: [a], out: o, parameters: {codebook: c.csv, examples: '', top: 3}}\n")
    monkeypatch.chdir("/")
    (run,) = read_spec(path)
    assert run.parameters == {"codebook": str((tmp_path / "c.csv").resolve()), "examples": "", "top": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("runs: [", "not YAML"),
        ("runs: 2024-02-31", "not YAML: day is out of range"),
        ("runs: []", "runs: List should have at least 1 item"),
        ("runs:\n  - inputs: [a]\n", "runs.0.out: Field required"),
        ("runs:\n  - {inputs: [a], out: o, langs: ar}\n", "runs.0.langs: unknown option; did you mean lang"),
        ("runs:\n  - {inputs: [a], out: o, workers: '2'}\n", "runs.0.workers: Input should be a valid integer"),
        ("runs:\n  - {inputs: [a], out: o, lang: fr}\n", "runs.0.lang: Input should be 'ar' or 'en'"),
        ("- a\n- b\n", "Input should be a valid dictionary"),
    ],
)
def test_a_broken_file_says_where(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        read_spec(write(tmp_path, text))


def test_text_that_looks_like_a_date_stays_text():
    assert [read_value(text) for text in ("2024-01-31", "2024-02-31", "3", "true", "[a")] == [
        "2024-01-31",
        "2024-02-31",
        3,
        True,
        "[a",
    ]
