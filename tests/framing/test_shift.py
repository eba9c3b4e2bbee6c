"""What a frame starts from in whole articles, and the tool that fits it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from analysis import framing
from analysis.framing.codebook import INTERCEPT, read_codebook
from analysis.framing.frames import article_frames, probability, sentence_frames
from analysis.pipeline import sentences
from analysis.tables import frame
from samples import article

TOOLS = Path(__file__).parents[2] / "tools"
POLICY = "Policy Prescription and Evaluation"


@pytest.fixture
def shift(monkeypatch):
    for folder in ("ner", "frames"):
        monkeypatch.syspath_prepend(str(TOOLS / folder))
    import shift

    return shift


def scores(text):
    return {found.frame: found for found in article_frames(text, read_codebook("policy_frames"))}


def test_whole_articles_start_from_the_shift_headlines_and_sentences_do_not():
    book = read_codebook("policy_frames")
    more = book.shifts[POLICY]
    start, headline = framing.intercepts(), framing.intercepts(headline=True)
    assert more > 0
    assert start[POLICY] == pytest.approx(INTERCEPT + more)
    assert start["Economic"] == pytest.approx(INTERCEPT)
    assert headline[POLICY] == headline["Economic"]
    text = "تتضمن الاستراتيجية توصيات. " + "كلمة " * 40
    (sentence,) = (s for s in sentence_frames(text, list(sentences(text)), book) if s.frame == POLICY)
    parts = framing.contributions(frame("articles", [article("a", text)]))
    evidence = parts[parts["frame"] == POLICY]["contribution"].sum()
    assert scores(text)[POLICY].score == pytest.approx(probability(evidence, INTERCEPT + more))
    alone = [s for s in sentences(text) if s.sentence_id == sentence.sentence_id]
    short = scores(text[alone[0].start : alone[0].end])[POLICY].score
    assert sentence.score != pytest.approx(short)  # a headline is less sure, an article starts higher


def test_the_primary_frame_is_that_of_most_evidence_whatever_the_shift():
    text = "ارتفعت أسعار النفط مع توصيات. " + "كلمة " * 400
    book = read_codebook("policy_frames")
    strong = book._replace(shifts={POLICY: 9.0})
    assert [f.frame for f in article_frames(text, strong) if f.primary] == ["Economic"]
    assert {f.frame for f in article_frames(text, strong) if f.present} == {POLICY}


def test_only_what_gains_surely_is_shifted(shift):
    rng = np.random.default_rng(1)
    evidence = rng.uniform(0.5, 6, (200, 2))
    chance = 1 / (1 + np.exp(-INTERCEPT - np.array([0.0, 1.5]) - evidence))
    truth = rng.uniform(size=chance.shape) < chance
    found = shift.fitted(evidence, truth)
    assert found[0] == 0
    assert found[1] == pytest.approx(1.5, abs=0.5)
    assert shift.fitted(np.zeros((5, 1)), np.ones((5, 1), dtype=bool)).tolist() == [0.0]


def test_labels_are_read_and_shifts_written(shift, tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "ntrex").mkdir()
    row = {"article_id": "one", "title": "عنوان", "text": "ارتفعت أسعار النفط"}
    (tmp_path / "news" / "articles.jsonl").write_text(json.dumps(row), "utf-8")
    (tmp_path / "ntrex" / "two.tsv").write_text("اعتقلت الشرطة اللصوص\tpolice\n", "utf-8")
    labels = tmp_path / "labels.csv"
    labels.write_text("article_id,reader,primary,frames\none,a,Economic,Economic\ntwo,a,Crime and Punishment,", "utf-8")
    book = read_codebook("policy_frames")
    found = shift.read(tmp_path, book, labels)
    assert found.evidence[0, book.frames.index("Economic")] > 0
    assert found.truth.sum() == 1
    definitions = tmp_path / "definitions.csv"
    definitions.write_text(shift.DEFINITIONS.read_text("utf-8"), "utf-8")
    shift.write(dict.fromkeys(book.frames, 0.25), definitions)
    with definitions.open(encoding="utf-8") as file:
        assert {r["shift"] for r in csv.DictReader(file) if r["codebook"] == "policy_frames"} == {"0.25"}


def test_the_shipped_labels_are_of_the_codebook(shift):
    with shift.LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    frames = set(read_codebook("policy_frames").frames)
    assert len({row["article_id"] for row in rows}) == 90
    assert all(row["primary"] in row["frames"].split("|") and set(row["frames"].split("|")) <= frames for row in rows)
