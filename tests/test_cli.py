"""The command: values arrive, exit codes are right, errors say what to do."""

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from analysis import load
from analysis.cli import khabar

ARTICLE = "قال الرئيس فلاديمير بوتين إن روسيا تريد السلام. وأضاف أن الحرب ستنتهي."


def run(*arguments):
    return CliRunner().invoke(khabar, [str(argument) for argument in arguments])


def process(*arguments):
    code = f"import sys; sys.argv = ['khabar', *{list(map(str, arguments))!r}]; from analysis.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_annotate_writes_the_tables_and_says_what_it_found(article, tmp_path):
    done = run("annotate", article, "--out", tmp_path / "t", "--outlet", "الدار")
    assert done.exit_code == 0
    tables = load(tmp_path / "t")
    assert list(tables.articles["outlet"]) == ["الدار"]
    assert re.search(rf"1 articles, 2 sentences, {len(tables.mentions)} mentions", done.output)
    recorded = json.loads((tmp_path / "t" / "run.json").read_text("utf-8"))
    assert recorded["inputs"][0]["sha256"] == tables.articles["sha256"][0]
    assert recorded["versions"]["pandas"]


def test_a_bad_article_is_listed_the_others_are_done_and_the_code_is_1(article, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("annotate", tmp_path / "empty.txt", article, "--out", tmp_path / "t")
    assert done.exit_code == 1
    assert "1 failed:" in done.output
    assert "the file is empty" in done.output
    assert len(load(tmp_path / "t").sentences) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["annotate", "nowhere.txt", "--out", "x"], "does not exist"),
        (["annotate", "--out", "x"], "Missing argument"),
        (["report", "seeds", "--out", "x", "--lang", "fr"], "'fr' is not one of"),
        (["nonsense"], "No such command"),
    ],
)
def test_wrong_usage_exits_with_2(arguments, message):
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.output


def test_an_error_that_a_user_can_act_on_is_a_message_not_a_traceback(article, tmp_path):
    done = process("annotate", article, "--out", tmp_path / "t", "--backend", "camle")
    assert done.returncode == 2
    assert "no recogniser is called 'camle'; there are: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "t").exists()


def test_a_log_gets_plain_lines(article, tmp_path):
    done = process("annotate", article, "--out", tmp_path / "t")
    assert done.returncode == 0, done.stderr
    assert "mentions: 1\n" in done.stderr
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr


def test_version_and_help():
    assert run("version").output.strip() == "0.1.0"
    for command in ("annotate", "report", "lab", "version"):
        assert run(command, "--help").exit_code == 0
    assert "Exit code" in run("--help").output


def test_the_names_that_a_user_decides_are_those_of_the_report_and_its_reasons(article, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("text,name\nروسيا,الاتحاد الروسي\n", "utf-8")
    out = tmp_path / "out"
    arguments = ("report", article, "--out", out, "--by", "article", "--notebooks", "entities", "--lang", "en")
    done = run(*arguments, "--names", names)
    assert done.exit_code == 0, done.output
    assert "الاتحاد الروسي" in list(load(out / "tables").entities["name"])
    (page,) = out.glob("article-*/entities.html")
    shown = page.read_text("utf-8")
    row = re.search(r"<tr>(?:(?!</tr>).)*الاتحاد الروسي(?:(?!</tr>).)*given by the user(?:(?!</tr>).)*</tr>", shown)
    assert row is not None
    assert "--names NAMES.csv" in shown
    assert run("verify", out).exit_code == 0
    assert "made" in run(*arguments).output  # without the file the names are the rules' again
    assert "الاتحاد الروسي" not in page.read_text("utf-8")


def test_no_room_is_a_message_leaves_nothing_half_and_is_made_up_for(article, tmp_path):
    resource = pytest.importorskip("resource")
    arguments = ["report", article, "--out", tmp_path / "out", "--notebooks", "entities,framing", "--by", "article"]
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); "
        "sys.argv = ['khabar', *sys.argv[2:]]; from analysis.cli import main; main()"
    )

    def limited(size):
        command = [sys.executable, "-c", code, str(size), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    for size, left, what in ((1_000, 0, "tables"), (100_000, 12, r"article-\w+/(entities|framing).html")):
        done = limited(size)
        assert done.returncode == 1, done.stderr
        assert re.search(rf"khabar: File too large: .*{what}; what is done is kept", done.stderr)
        assert "Traceback" not in done.stderr
        files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
        assert not [path for path in files if path.suffix == ".html" or path.name.endswith(".new")]
        assert len(list((tmp_path / "out" / "tables").glob("*"))) == left
    assert limited(resource.RLIM_INFINITY).returncode == 0
    assert len(list((tmp_path / "out").glob("article-*/*.html"))) == 2
    assert run("verify", tmp_path / "out").exit_code == 0


def test_what_a_file_of_runs_says_is_not_said_beside_it(article, tmp_path):
    spec = tmp_path / "runs.yml"
    spec.write_text("runs:\n  - {inputs: [a.txt], out: o, notebooks: [entity]}\n")
    done = run("report", "--spec", spec, article, "-p", "top", "3")
    assert done.exit_code == 2
    assert "leave INPUT..., --parameter away" in done.output
    done = run("report", "--spec", spec, "--force")
    assert "no notebook is called 'entity'" in str(done.exception or done.output)
