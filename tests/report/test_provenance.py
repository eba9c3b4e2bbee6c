"""What the footer of a report says."""

import html
import subprocess

from analysis import save
from analysis.report import batch, keys
from analysis.report.provenance import command, commit, model_hash, provenance
from analysis.report.spec import read_value
from samples import ROOT, tables, write_notebook


def test_a_page_says_how_it_was_made(tmp_path, monkeypatch):
    write_notebook(tmp_path, "one", "top")
    source = (tmp_path / "one.ipynb").read_text().replace('tables = \\"t\\"', 'tables = \\"t\\"\\ntop = 3')
    (tmp_path / "one.ipynb").write_text(source)
    monkeypatch.setattr(batch, "notebooks_folder", lambda: tmp_path)
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
    given = {"top": 3, "outlets": 'الدار, "النهار" $(x)', "exact": True}
    import shlex

    words = shlex.split(command({"lang": "ar", "by": "all", "notebooks": ["one"]}, given, {}))
    values = {words[n + 1]: read_value(words[n + 2]) for n, word in enumerate(words) if word == "--parameter"}
    assert values == given


def test_the_command_says_how_the_tables_were_made():
    settings = {"lang": "ar", "by": "all", "notebooks": ["one"]}
    said = command(settings, {}, {"backend": "camel", "outlet": "الدار البيضاء", "names": "f00", "codebook": "x"})
    assert said.endswith("--notebooks one --outlet 'الدار البيضاء' --backend camel --names NAMES.csv")
