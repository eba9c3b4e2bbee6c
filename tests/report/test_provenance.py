"""What the footer of a report says."""

import html
import shlex
import subprocess

import pandas as pd

from analysis import save
from analysis.report import batch, keys
from analysis.report.parameters import Parameter, Said, checked
from analysis.report.provenance import command, commit, model_hash, provenance
from analysis.store import load_run
from samples import ROOT, tables, write_notebook


def test_a_page_says_how_it_was_made(tmp_path, monkeypatch):
    write_notebook(tmp_path, "one", "top")
    source = (tmp_path / "one.ipynb").read_text().replace('tables = \\"t\\"', 'tables = \\"t\\"\\ntop = 3')
    (tmp_path / "one.ipynb").write_text(source)
    monkeypatch.setattr("analysis.report.settings.notebooks_folder", lambda: tmp_path)
    out = tmp_path / "out"
    save(tables(), out / "tables", run={"parameters": {"backend": "embedded", "outlet": "الدار"}})
    batch.render(out, batch.Settings(["one"]), given={"top": 5})
    page = (out / "one.html").read_text("utf-8")
    assert tables().articles["sha256"].iloc[0] in page
    assert "lang=ar, top=5" in page
    assert "outlet=الدار" in page
    assert "papermill 2." in page
    assert (
        "khabar report INPUT... --out DIR --lang ar --by all --notebooks one --outlet 'الدار' --parameter top 5"
        in html.unescape(page)
    )
    assert str(tmp_path) not in page


def test_the_commit_is_that_of_code_and_notebooks():
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%H", "--", "src/analysis", "notebooks"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert commit().rstrip("+") == done.stdout.strip()


def test_many_inputs_are_one_hash_and_what_is_not_known_is_left_out(monkeypatch):
    rows = provenance(["a", "b"], {}, {"tables": "t", "lang": "ar"}, "khabar", "")
    assert rows["Input (SHA-256)"] == f"{keys.digest(['a', 'b'])} (2)"
    assert rows["Parameters"] == "lang=ar"
    assert "Annotation" not in rows
    model = ROOT / "src" / "analysis" / "model" / "entities.onnx"
    assert model_hash() == (keys.file_hash(model) if model.is_file() else "")


def test_a_parameter_of_the_command_comes_back_as_it_was():
    given = {
        "top": 3,
        "outlets": 'الدار, "النهار" $(x)',
        "exact": True,
        "word": "2024",
        "none": None,
        "list": ["a", "ب"],
    }
    kinds = {"top": int, "outlets": str, "exact": bool, "word": str, "none": int | None, "list": list[str]}
    words = shlex.split(command({"lang": "ar", "by": "all", "notebooks": ["one"]}, given, {}))
    said = {words[n + 1]: Said(words[n + 2]) for n, word in enumerate(words) if word == "--parameter"}
    assert checked(said, {name: Parameter(None, kind) for name, kind in kinds.items()}, "one") == given


def test_the_command_says_how_the_tables_were_made():
    settings = {"lang": "ar", "by": "all", "notebooks": ["one"]}
    usual = {"backend": "embedded", "codebook": "policy_frames", "outlet": None}
    assert command(settings, {}, usual).endswith("--notebooks one")
    said = command(settings, {}, {"backend": "camel", "outlet": "الدار البيضاء", "codebook": "gun_violence"})
    assert said.endswith("--notebooks one --outlet 'الدار البيضاء' --backend camel --codebook gun_violence")


def test_the_command_names_every_option_of_the_tables(tmp_path, monkeypatch):
    """Every option of `khabar report` that goes into the tables stands in the footer, with the hash of a file."""
    from analysis import framing, pipeline
    from analysis.report import inputs

    files = {name: tmp_path / f"private-{name}" for name in ("names", "codebook", "examples", "morphology")}
    for name, path in files.items():
        path.write_text(f"the {name}", "utf-8")
    (tmp_path / "a.txt").write_text("قال الوزير إن سعر النفط ارتفع.", "utf-8")
    monkeypatch.setattr(framing, "read_taught", lambda codebook, examples: None)
    monkeypatch.setattr(framing, "example_figures", lambda codebook, examples: pd.DataFrame({"f1": [0.5]}))
    monkeypatch.setattr(pipeline, "annotate", lambda articles, **options: tables())
    monkeypatch.setattr(inputs, "recogniser_of", lambda backend, morphology: None)
    options = {"outlet": "الدار", "backend": "camel", **{name: str(path) for name, path in files.items()}}
    inputs.annotated([tmp_path / "a.txt"], tmp_path / "tables", options)
    recorded = load_run(tmp_path / "tables")["parameters"]
    said = command({"lang": "ar", "by": "all", "notebooks": ["one"]}, {}, recorded)
    for option in tables_options():
        assert f"--{option} " in said
        assert option not in files or recorded[option] == keys.file_hash(files[option])
    assert "private" not in said


def tables_options():
    """The options that `khabar annotate` and `khabar report` share: those that decide what is in the tables."""
    from analysis import cli

    annotate, report = ({option.name for option in command.params} for command in (cli.annotate, cli.report))
    return (annotate & report) - {"inputs", "out"}
