"""Morphological analysis: camel-tools' analyser with a database of a few words, written here in its format."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys

import pandas as pd
import pytest
from click.testing import CliRunner

import morphology
from analysis import load
from analysis.cli import khabar
from analysis.entities import recognise, with_morphology
from analysis.entities.recognise import Mention
from analysis.errors import BackendError, InputError
from analysis.framing import keyness
from analysis.framing.compare import word_differences
from analysis.morphology import analyser, lemmatised
from analysis.notebook import open_tables
from analysis.report.verify import verify
from analysis.store import load_run


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return morphology.write(tmp_path_factory.mktemp("db") / "tiny.db")


@pytest.mark.parametrize(
    ("word", "lemma", "letters"),
    [
        ("وزير", "وزير", 0),
        ("ووزير", "وزير", 1),
        ("لوزيرها", "وزير", 1),
        ("الوزراء", "وزير", 0),
        ("للوزراء", "وزير", 1),
        ("وَبِبَكين", "بكين", 2),
        ("بكين", "بكين", 0),
        ("كوبا", "كوبا", 0),
        ("ولنـــدن", "لندن", 1),
        ("وللأمم", "أمة", 2),
    ],
)
def test_words_have_the_lemma_and_the_proclitics_of_their_likeliest_reading(database, word, lemma, letters):
    reading = analyser(database)(word)[0]
    assert (reading.lemma, reading.proclitics) == (lemma, letters)


def test_probabilities_of_the_database_come_first(tmp_path):
    scored = morphology.write(tmp_path / "scored.db", scores=True)
    assert [reading.score for reading in analyser(scored)("كوبا")] == [-7.0, -8.0]
    assert [reading.lemma for reading in analyser(scored)("وزير")] == ["وزير", "زير"]


@pytest.mark.parametrize("word", ["", "كالزاديلا", "123", "Paris", "😀", "و" * 100_000, "\ud800", "بكين.", "و ز"])
def test_what_the_database_does_not_know_has_no_reading(database, word):
    assert analyser(database)(word) == ()


def cut(database, text, *found):
    """What becomes of mentions (type, name) that a recogniser found, the n-th searched behind the one before."""
    spans, at = [], 0
    for type_, name in found:
        at = text.index(name, at)
        spans.append(Mention(at, at + len(name), type_, 1.0))
        at += len(name)
    refined = with_morphology(lambda texts: [list(spans) for _ in texts], database)
    return [text[m.start : m.end] for m in recognise([text], refined)[0]]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("عاد من كابل أمس", "ابل", "كابل"),
        ("زار فرنسا أمس", "رنسا", "فرنسا"),
        ("وصل إلى كوبا أمس", "وبا", "كوبا"),
        ("في لندن وبروكسل", "وبروكسل", "بروكسل"),
        ("في لندن وببروكسل", "ببروكسل", "بروكسل"),
        ("صوت عليه بالبرلمان", "بالبرلمان", "البرلمان"),
        ("قال للأمم", "للأمم", "لأمم"),
        # The recogniser is right, or the database does not know better.
        ("في باريس وبكين", "بكين", "بكين"),
        ("قال وزير", "وزير", "وزير"),
        ("قال كريتر أمس", "كريتر", "كريتر"),
        ("قال كالزاديلا", "الزاديلا", "الزاديلا"),
    ],
)
def test_proclitics_of_mentions_are_decided_by_analysis(database, text, found, name):
    assert cut(database, text, ("LOC", found)) == [name]


def test_a_mention_never_grows_into_the_one_before_it(database):
    assert cut(database, "زار فرنسا", ("ORG", "زار ف"), ("LOC", "رنسا")) == ["زار ف", "رنسا"]


def test_keyness_counts_lemmas(database):
    texts = ["الوزير ووزراء", "للوزراء", "وزيرها", "مدرسة", "مدرسة", "مدرسة"]
    in_a = [True] * 3 + [False] * 3
    forms = keyness(texts, in_a, least=1)
    lemmas = keyness(lemmatised(texts, database), in_a, least=1)
    assert list(lemmas["term"]) == ["وزير", "مدرسة"]
    assert list(lemmas["count_a"]) == [4, 0]
    assert len(forms) > len(lemmas)


def test_differences_of_groups_count_lemmas_when_a_database_is_given(database, tmp_path):
    for n, text in enumerate(["الوزير هنا", "للوزراء هنا", "مدرسة هنا", "مدرسة هنا"]):
        (tmp_path / f"a{n}.txt").write_text(text, "utf-8")
    done = CliRunner().invoke(khabar, ["annotate", str(tmp_path), "--out", str(tmp_path / "t")])
    assert done.exit_code == 0, done.output
    table = word_differences(load(tmp_path / "t"), (["a0", "a1"], ["a2", "a3"]), least=1, database=database)
    assert table.set_index("term").loc["وزير", "count_a"] == 2


def test_without_a_file_that_is_a_database_the_error_says_which(tmp_path, monkeypatch):
    with pytest.raises(BackendError, match=r"none\.db: no such morphological database"):
        analyser(tmp_path / "none.db")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(BackendError, match="camel_data -i morphology-db-msa-r13"):
        analyser("installed")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it has no stems"),
        (b"text,name\n", "invalid DEFINES line"),
        (b"\xff\xfe\x00", "UnicodeDecodeError"),
        (b"###DEFINES###\nDEFINE pos pos:*open*\n###DEFAULTS###\n###ORDER###\nORDER\n", "not a morphological database"),
    ],
)
def test_a_broken_database_is_told(tmp_path, content, problem):
    path = tmp_path / "broken.db"
    path.write_bytes(content)
    with pytest.raises(BackendError, match=rf"broken\.db.*{problem}"):
        analyser(path)


def test_a_database_without_clitics_or_tables_is_told(tmp_path):
    with pytest.raises(BackendError, match="no feature prc1"):
        analyser(morphology.write(tmp_path / "a.db", drop="prc1"))
    with pytest.raises(BackendError, match="fails at 'وزير'"):
        analyser(morphology.write(tmp_path / "b.db", drop="AB"))("وزير")


def test_the_installed_database_is_used(tmp_path, monkeypatch):
    folder = tmp_path / "data" / "morphology_db" / "calima-msa-r13"
    folder.mkdir(parents=True)
    morphology.write(folder / "morphology.db")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert analyser("installed")("وزير")[0].lemma == "وزير"


SCRIPT = """
import socket, sys
def refuse(*_): raise AssertionError("the network was asked for")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from analysis.morphology import analyser
print(len(analyser(sys.argv[1])("وزير")))
assert not [m for m in sys.modules if m.startswith(("camel_tools.data", "camel_tools.morphology"))]
assert "torch" not in sys.modules
"""


def test_it_fetches_nothing_and_writes_nothing_into_the_home(database, tmp_path):
    environment = {k: v for k, v in os.environ.items() if k != "CAMELTOOLS_DATA"} | {"HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(database)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2"]
    assert not list(tmp_path.iterdir())


def test_the_command_takes_a_database_and_remembers_it(database, tmp_path):
    (tmp_path / "article.txt").write_text("وصل فلاديمير بوتين إلى موسكو.", "utf-8")
    arguments = ["annotate", str(tmp_path / "article.txt"), "--out", str(tmp_path / "t")]
    done = CliRunner().invoke(khabar, [*arguments, "--morphology", str(database)])
    assert done.exit_code == 0, done.output
    assert "morphology" in load_run(tmp_path / "t")["parameters"]
    assert isinstance(load(tmp_path / "t").mentions, pd.DataFrame)
    missing = CliRunner().invoke(khabar, [*arguments, "--morphology", str(tmp_path / "none.db")])
    assert isinstance(missing.exception, BackendError)


def test_a_notebook_takes_a_database_for_what_it_annotates_and_for_tables_that_were_made_with_it(
    database, tmp_path, monkeypatch
):
    def errs(texts):  # the embedded recogniser may know better one day
        return [[Mention(text.index("ابل"), text.index("ابل") + 3, "LOC", 1.0)] for text in texts]

    monkeypatch.setattr("analysis.entities.clitics.recogniser", lambda _name: errs)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("زار الوفد كابل أمس.", "utf-8")
    found = open_tables(tmp_path / "in", morphology=str(database)).mentions
    assert list(found[["text", "score"]].itertuples(index=False, name=None)) == [("كابل", 1.0)]
    for option, folder in (([], "none"), (["--morphology", str(database)], "made")):
        done = CliRunner().invoke(khabar, ["annotate", str(tmp_path / "in"), "--out", str(tmp_path / folder), *option])
        assert done.exit_code == 0, done.output
    assert list(open_tables(tmp_path / "made", morphology=str(database)).mentions["text"]) == ["كابل"]
    with pytest.raises(InputError, match="made without a morphological database"):
        open_tables(tmp_path / "none", morphology=str(database))
    with pytest.raises(InputError, match="made with another morphological database"):
        open_tables(tmp_path / "made", morphology=str(morphology.write(tmp_path / "other.db", scores=True)))
    with pytest.raises(BackendError, match="no such morphological database"):
        open_tables(tmp_path / "made", morphology="none.db")


def test_reports_hand_the_database_to_the_notebooks_and_show_no_path(database, tmp_path, monkeypatch):
    for outlet, words in (("a", "وزراء وزراء"), ("b", "برلمان برلمان")):
        (tmp_path / f"{outlet}.jsonl").write_text(
            "\n".join(json.dumps({"text": f"{words} {n}.", "outlet": outlet}) for n in range(12)), "utf-8"
        )
    monkeypatch.chdir(tmp_path)
    (tmp_path / "private.db").write_bytes(database.read_bytes())
    arguments = ["report", "a.jsonl", "b.jsonl", "--out", "out", "--notebooks", "compare", "--morphology", "private.db"]
    done = CliRunner().invoke(khabar, arguments)
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out" / "compare.html").read_text("utf-8")
    rows = page[page.index("log_odds") :]
    assert ">وزير<" in rows
    assert ">وزراء<" not in rows
    assert "morphology=MORPHOLOGY.db" in page
    assert 'morphology = "MORPHOLOGY.db"' in html.unescape(re.sub("<[^>]+>", "", page))
    assert "private" not in page
    assert not verify(tmp_path / "out")
