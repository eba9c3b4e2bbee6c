"""Annotations kept apart from their text: how the training tool writes them and puts them on its sentences again."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "ner"
TEXT = "زار بوتين باريس، وقالالرئيس ذلك.\n\nرحبت به وزارة الخارجية ولباريس وللمغرب شكر."
ROWS = "0\tPER\tبوتين\t1\n0\tLOC\tباريس\t1\n2\tORG\tوزارة الخارجية\t1\n2\tLOC\tباريس\t1\n2\tLOC\tلمغرب\t1\n"


@pytest.fixture
def articles(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOL))
    import articles

    return articles


@pytest.fixture
def data(tmp_path):
    """A folder of one article with a title, and its annotation."""
    (tmp_path / "news").mkdir()
    title, text = TEXT.split("\n\n")
    row = {"article_id": "one", "title": title, "text": text}
    (tmp_path / "news" / "articles.jsonl").write_text(json.dumps(row), "utf-8")
    (tmp_path / "one.tsv").write_text(ROWS, "utf-8")
    return tmp_path


def test_annotations_come_back_on_the_words_with_their_proclitics(articles, data):
    articles.write([data], data, data / "articles.csv")
    (sentences,) = articles.annotated(data, data / "articles.csv")
    words = [word for sentence in sentences for word in sentence.words]
    tags = [tag for sentence in sentences for tag in sentence.tags["articles"]]
    clitics = [letters for sentence in sentences for letters in sentence.clitics]
    assert len(sentences) == 2
    assert [(word, tag, n) for word, tag, n in zip(words, tags, clitics, strict=True) if tag != "O"] == [
        ("بوتين", "B-PER", 0),
        ("باريس", "B-LOC", 0),
        ("وزارة", "B-ORG", 0),
        ("الخارجية", "I-ORG", None),
        ("ولباريس", "B-LOC", 2),
        ("وللمغرب", "B-LOC", 2),
    ]
    assert {"وقال", "الرئيس"} <= set(words)  # run together in the text, apart as the recogniser reads them


def test_another_text_or_a_name_that_is_not_there_is_refused(articles, data):
    articles.write([data], data, data / "articles.csv")
    other = json.dumps({"article_id": "one", "title": "", "text": TEXT + " "})
    (data / "news" / "articles.jsonl").write_text(other, "utf-8")
    with pytest.raises(ValueError, match="another text for one"):
        articles.annotated(data, data / "articles.csv")
    (data / "one.tsv").write_text("0\tLOC\tلندن\t1\n", "utf-8")
    with pytest.raises(ValueError, match="is not there"):
        articles.write([data], data, data / "articles.csv")


def test_the_annotations_in_this_repository_hold_no_text():
    with (TOOL / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["type"] for row in rows} == {"PER", "LOC", "ORG", "MISC"}
    for row in rows:
        assert re.fullmatch(r"[a-z0-9_.-]+ [0-9a-f]{12}", f"{row['article_id']} {row['sha256']}")
        assert 0 <= int(row["start"]) < int(row["end"])
