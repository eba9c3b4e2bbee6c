"""A codebook learns from labelled examples, keeps what it knew, and says how well it does."""

import csv
import itertools
import json
import math
import re

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis import framing, notebook, pipeline
from analysis.cli import khabar
from analysis.errors import InputError, SchemaError
from analysis.framing import learned, vectors
from analysis.framing.codebook import INTERCEPT, Codebook, read_codebook
from analysis.framing.examples import read_examples
from analysis.framing.frames import (
    article_contributions,
    article_frames,
    intercepts,
    probability,
    sentence_frames,
)
from analysis.framing.learned import features, places
from analysis.framing.matching import compiled
from analysis.framing.taught import Examples, cross_validated, parts, read_texts, source, taught
from analysis.store import load, load_run
from analysis.tables import frame
from analysis.text import fold
from samples import article
from strategies import HOSTILE, arabic

# The codebook knows one word of each frame; the examples use others too.
CODEBOOK = "frame,term,weight,example,source,note\nSea,بحر,1,البحر هادئ,me,\nSky,سماء,1,السماء صافية,me,\n"
SEA = ["أبحرت السفينة", "غرق قارب", "عاد الصيادون", "رست سفن", "في قاع البحر"]
SKY = ["حلقت الطائرة", "هبت عاصفة", "لمعت النجوم", "حلق سرب", "في كبد السماء"]
ENDS = ["عند الفجر", "مساء أمس", "قرب المدينة", "كما قال الشهود"]
ROWS = [(f"{a} {b}", label) for label, side in (("Sea", SEA), ("Sky", SKY)) for a, b in itertools.product(side, ENDS)]


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(CODEBOOK, "utf-8")
    return path


def written(tmp_path, rows, header=("text", "labels")):
    path = tmp_path / "examples.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def present(text, book):
    return {found.frame for found in article_frames(text, book) if found.present}


def test_words_that_the_codebook_does_not_know_are_learned(codebook, tmp_path):
    path = written(tmp_path, ROWS)
    assert present("رست سفينة في الميناء", read_codebook(str(codebook))) == set()
    book = framing.read_taught(codebook, path)
    assert present("رست سفينة في الميناء", book) == {"Sea"}
    assert present("طائرة تحلق بين النجوم", book) == {"Sky"}


def test_the_codebook_carries_where_examples_say_nothing(codebook, tmp_path):
    """Ten examples that hold none of its words must not make the codebook forget them."""
    rows = [(f"{noun} {n}", "Sea" if n % 2 else "Sky") for n, noun in enumerate(["خبر", "نبأ"] * 5)]
    book = framing.read_taught(codebook, written(tmp_path, rows))
    for text, expected in (("هاج البحر وماج البحر", "Sea"), ("تلبدت السماء وصفت السماء", "Sky")):
        scores = {found.frame: found.score for found in article_frames(text, book)}
        assert max(scores, key=scores.get) == expected
        assert scores[expected] > 0.5


def test_a_penalty_that_nothing_outweighs_leaves_the_codebook_as_it_is(monkeypatch):
    monkeypatch.setattr(learned, "_PENALTY", 1e12)
    monkeypatch.setattr(learned, "_SCALE_PENALTY", 1e12)
    found = learned.fit([features(f"كلمة {n}") for n in range(12)], np.eye(12, 2, dtype=bool), np.eye(12, 2), -3.7)
    assert found.intercepts == pytest.approx([-3.7, -3.7])
    assert found.evidence == pytest.approx(np.eye(2), abs=1e-6)
    assert found.weights == pytest.approx(np.zeros_like(found.weights), abs=1e-6)


@pytest.mark.parametrize("text", ["رست السفن في البحر ثم رست", "بحر وسماء وسفينة", "لا شيء", ""])
def test_contributions_sum_to_the_score(codebook, tmp_path, text):
    book = framing.read_taught(codebook, written(tmp_path, ROWS))
    parts = list(article_contributions(text, book))
    start = intercepts(book)
    for found in article_frames(text, book):
        total = start[found.frame] + sum(p.contribution for p in parts if p.frame == found.frame)
        assert math.log(found.score / (1 - found.score)) == pytest.approx(total, abs=1e-9)
    assert all(text[p.start : p.end].strip() for p in parts)
    if text:
        table = framing.contributions(frame("articles", [article("x", text)]), codebook=book)
        assert len(table) == len(parts)
        assert bool(parts) == (text != "لا شيء")  # of which no sequence of letters is known


def test_the_words_add_what_the_fitted_model_gives():
    """Place by place as scikit-learn's own matrix does it, for a text with repeated and unknown words."""
    texts = [text for text, _ in ROWS]
    truth = np.array([[label == "Sea", label == "Sky"] for _, label in ROWS])
    found = learned.fit([*map(features, texts)], truth, np.zeros((len(ROWS), 2)), -3.7)
    vectoriser = TfidfVectorizer(analyzer=features, sublinear_tf=True).fit(texts)
    for text in ("رست السفن ثم رست السفن، هيهات", "حلقت الطائرة"):
        parts = [values for _, _, values in learned.word_contributions(fold(text), found)]
        assert sum(parts) == pytest.approx((vectoriser.transform([text]) @ found.weights)[0], abs=1e-9)


def encoder_book():
    """A codebook of one term a frame, and what 40 examples teach it by words and encoder."""
    weights = {"بحر": {"Sea": 1.0}, "سماء": {"Sky": 1.0}}
    book = Codebook(["Sea", "Sky"], weights, compiled(weights))
    seen = read_texts(book, [text for text, _ in ROWS])
    truth = np.array([[label == "Sea", label == "Sky"] for _, label in ROWS])
    made = learned.fit(seen.features, truth, seen.evidence, INTERCEPT, seen.totals)
    return book._replace(learned=made)


TEXT = "رست السفن قرب المدينة، ثم غرق قارب في البحر. حلقت الطائرة مساء أمس كما قال الشهود، وصفت السماء بعد ذلك كله."


@pytest.mark.parametrize("text", [TEXT, "تصريحاتالرئيس عن بَحْرٍ هادئ", "خبر", "123 !", "", *HOSTILE])
def test_with_the_encoder_contributions_sum_to_the_score_too(text):
    book = encoder_book()
    parts = list(article_contributions(text, book))
    start = intercepts(book)
    seen = read_texts(book, [text])
    whole = learned.log_odds(book.learned, seen.features, seen.evidence, seen.totals)[0]
    for found, other in zip(article_frames(text, book), whole, strict=True):
        total = sum(p.contribution for p in parts if p.frame == found.frame)
        assert total == pytest.approx(other, abs=1e-9)  # as all texts of a cross-validation are scored at once
        assert probability(total, start[found.frame]) == pytest.approx(found.score, abs=1e-9)
    assert all(0 <= p.start < p.end <= len(text) and text[p.start : p.end].strip() for p in parts)
    places = [(p.start, p.end) for p in parts if p.frame == "Sea" and p.term not in book.weights]
    assert places == sorted(set(places))  # a word's letters and its vector are one contribution


def test_the_encoder_reads_what_letters_do_not_say():
    """Texts that share no word with the examples lie nearer to those of their kind."""
    book = encoder_book()
    letters = book._replace(learned=book.learned._replace(directions=None))
    for text, frame_ in (("يبحر المركب الشراعي نحو الشاطئ", "Sea"), ("يقلع الطيار بطائرته نحو الغيوم", "Sky")):
        scores = {each.frame: each.score for each in article_frames(text, book)}
        assert max(scores, key=scores.get) == frame_
        assert scores != {each.frame: each.score for each in article_frames(text, letters)}


def test_a_sentence_has_the_words_of_its_article():
    """In one sentence alone the article's score is that of the sentence; beside others each has its own words."""
    book = encoder_book()
    rows = list(pipeline.sentences(TEXT))
    assert len(rows) == 2
    found = {(each.sentence_id, each.frame): each.score for each in sentence_frames(TEXT, rows, book)}
    assert found[rows[0].sentence_id, "Sea"] > 0.5 > found.get((rows[1].sentence_id, "Sea"), 0)
    said = vectors.read(TEXT, book.learned.directions)
    parts = [vectors.within(said, row.start, row.end) for row in rows]
    assert [len(part.places) for part in parts] == [9, 12]
    assert np.vstack([part.values for part in parts]).tolist() == said.values.tolist()
    for row, part in zip(rows, parts, strict=True):
        words = [TEXT[row.start : row.end][place.start : place.end] for place in part.places]
        assert words == re.findall(r"\w+", TEXT[row.start : row.end])


def test_the_encoder_is_taken_where_it_gains_and_only_there(monkeypatch):
    weights = {"بحر": {"Sea": 1.0}, "سماء": {"Sky": 1.0}}
    book = Codebook(["Sea", "Sky"], weights, compiled(weights))
    generator = np.random.default_rng(3)
    texts = [" ".join(generator.choice(list("ابتثجحخد"), 8)) + f" {n}" for n in range(60)]
    side = generator.integers(0, 2, 60)
    truth = np.eye(2, dtype=bool)[side]
    told = {text: np.eye(2)[n] for text, n in zip(texts, side, strict=True)}

    def says(texts, tells):
        sums = np.zeros((len(texts), 384))
        if tells:
            sums[:, :2] = [20 * told[text] for text in texts]
        return vectors.Totals(sums, np.full(len(texts), 20))

    for tells, expected in ((True, "words and encoder"), (False, "words")):
        monkeypatch.setattr(vectors, "summed", lambda texts, tells=tells: says(texts, tells))
        assert source(taught(book, Examples(texts, truth))) == expected
        assert source(taught(book, Examples(texts, truth), encoder=False)) == "words"  # how often each label comes


def test_the_thin_problem_has_the_solution_of_the_whole():
    """A penalised regression on all letters, and on as many columns as there are texts, give the same weights."""
    texts, truth = [text for text, _ in ROWS], np.array([[label == "Sea", label == "Sky"] for _, label in ROWS])
    found = learned.fit([*map(features, texts)], truth, np.zeros((40, 2)), -3.7)
    words = TfidfVectorizer(analyzer=features, sublinear_tf=True).fit_transform(texts)
    # The common scale is fitted first: all evidence is 0 here, so it only shifts.
    shift = -3.7 + learned._fitted(np.zeros((80, 1)), truth.ravel(), np.full(80, -3.7), learned._SCALE_PENALTY)[1]
    for n in range(2):
        direct = learned._fitted(words, truth[:, n], np.full(40, shift), learned._PENALTY)
        assert found.weights[:, n] == pytest.approx(direct[:-1], abs=1e-5)
        assert found.intercepts[n] == pytest.approx(shift + direct[-1], abs=1e-5)


def test_sentences_are_scored_with_what_was_learned(codebook, tmp_path):
    book = framing.read_taught(codebook, written(tmp_path, ROWS))
    text = "رست السفن قرب المدينة. حلقت الطائرة مساء."
    articles = frame("articles", [article("x", text)])
    rows = [{"article_id": "x", **row._asdict()} for row in pipeline.sentences(text)]
    _, found = framing.frames(articles, frame("sentences", rows), codebook=book)
    best = found.sort_values("score").drop_duplicates("sentence_id", keep="last").sort_values("sentence_id")
    assert set(best["frame"]) == {"Sea", "Sky"}
    said = [[text[e["start"] : e["end"]] for e in evidence] for evidence in best["evidence"]]
    assert any("السفن" in words for words in said)
    assert any("الطائرة" in words for words in said)


def test_examples_that_teach_nothing_leave_the_codebook_as_it_is(codebook):
    book = read_codebook(str(codebook))
    words = [f"{a} {b}" for a, b in itertools.product(["بحر هادئ", "سماء صافية"], "ابتثجحخدذرزسشصضطظعغف")]
    truth = np.array([["بحر" in text, "سماء" in text] for text in words])
    assert taught(book, Examples(words, truth)).learned is None
    rng = np.random.default_rng(1)
    assert taught(book, Examples(words, rng.random((len(words), 2)) < 0.5)).learned is None


def test_a_share_of_what_was_learned_lies_between_codebook_and_classifier(codebook):
    book = read_codebook(str(codebook))
    seen = read_texts(book, [text for text, _ in ROWS])
    truth = np.array([[label == "Sea", label == "Sky"] for _, label in ROWS])
    full = learned.fit(seen.features, truth, seen.evidence, INTERCEPT, seen.totals)
    text = "رست السفن في بحر هادئ" + " كلمة" * 16  # as a headline the codebook alone is less sure
    scores = [
        {found.frame: found.score for found in article_frames(text, book._replace(learned=made))}
        for made in (None, *(learned.shrunk(full, share, INTERCEPT) for share in (0, 0.5, 1)), full)
    ]
    assert scores[1]["Sea"] == pytest.approx(scores[0]["Sea"])
    assert scores[1]["Sea"] < scores[2]["Sea"] < scores[3]["Sea"]
    assert scores[3] == pytest.approx(scores[4])


def test_cross_validation_judges_each_example_by_the_others(codebook):
    """Labels that say nothing of the text cannot be foretold, as they could if an example judged itself."""
    book = read_codebook(str(codebook))
    generator = np.random.default_rng(4)
    texts = [" ".join(generator.choice(list("ابتثجحخد"), 8)) + f" {n}" for n in range(80)]
    truth = np.zeros((80, 2), dtype=bool)
    truth[np.arange(80), generator.integers(0, 2, 80)] = True
    assert (cross_validated(book, Examples(texts, truth)) == truth).mean() < 0.65
    seen = taught(book, Examples(texts, truth))
    assert np.mean([present(t, seen) == {book.frames[y.argmax()]} for t, y in zip(texts, truth, strict=True)]) > 0.9


def test_every_part_has_its_share_of_a_rare_frame():
    truth = np.zeros((40, 3), dtype=bool)
    truth[:, 0] = True
    truth[:5, 1] = True
    truth[5:15, 2] = True
    part = parts(truth)
    assert list(np.bincount(part)) == [8] * 5
    assert list(np.bincount(part[:5], minlength=5)) == [1] * 5
    assert list(np.bincount(part[5:15])) == [2] * 5


def test_the_figures_stand_beside_those_of_the_codebook_alone(codebook, tmp_path):
    path = written(tmp_path, ROWS)
    found = framing.example_figures(codebook=codebook, examples=path).set_index("measure")
    assert list(found.index) == ["micro F1", "macro F1", "Sea", "Sky"]
    assert list(found["examples"]) == [40, 40, 20, 20]
    made = framing.read_taught(codebook, path)
    assert set(found["source"]) == {source(made)} < {"words", "words and encoder"}
    # The codebook finds 4 of 20 of each frame and nothing wrong: F1 2*4/(4+20).
    assert found.loc["micro F1", "codebook"] == pytest.approx(1 / 3)
    assert found.loc["micro F1", "f1"] > 0.8
    assert (found["lower"] <= found["f1"]).all()
    assert (found["f1"] <= found["upper"]).all()
    again = framing.example_figures(codebook=codebook, examples=path).set_index("measure")
    assert again.equals(found)


def test_a_text_may_have_no_frame_and_several(codebook, tmp_path):
    rows = [*ROWS[:38], ("اجتمع المجلس", ""), ("بحر وسماء", "Sea| Sky")]
    read = read_examples(written(tmp_path, rows), ["Sea", "Sky"])
    assert list(read.truth[-2]) == [False, False]
    assert list(read.truth[-1]) == [True, True]
    assert not framing.read_taught(codebook, tmp_path / "examples.csv").learned.every


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        (ROWS[:9], ("text", "labels"), "9 examples are too few; at least 10 are needed"),
        ([], ("text", "labels"), "0 examples are too few"),
        ([*ROWS, ("نص", "Sun")], ("text", "labels"), "example 41: 'Sun' is no frame of the codebook; there are: Sea"),
        ([*ROWS, (" ", "Sea")], ("text", "labels"), "example 41: its text is empty"),
        ([*ROWS, ("غَرِقَ  قارب عند الفجر", "Sky")], ("text", "labels"), "example 41: the same text as example 5"),
        (ROWS, ("text", "frames"), "no column labels; it has: text, frames"),
        ([(text, "Sea") for text, _ in ROWS], ("text", "labels"), "every example has the same labels"),
    ],
)
def test_what_is_wrong_with_the_examples_is_said(tmp_path, rows, header, message):
    with pytest.raises(SchemaError, match=message):
        read_examples(written(tmp_path, rows, header), ["Sea", "Sky"])


def test_a_file_that_is_no_csv_or_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file of examples"):
        read_examples(tmp_path / "none.csv", ["Sea"])
    bad = tmp_path / "bad.csv"
    for content in (b"", b"\xff\xfe\x00", b'text,labels\n"a,b\n'):
        bad.write_bytes(content)
        with pytest.raises(InputError, match="not a CSV in UTF-8"):
            read_examples(bad, ["Sea"])
    with pytest.raises(InputError, match="no such codebook; it is a CSV or one of policy_frames"):
        framing.read_taught("police_frames", None)


def test_the_command_annotates_with_examples_and_shows_their_figures(codebook, tmp_path):
    path = written(tmp_path, ROWS)
    (tmp_path / "a.txt").write_text("رست السفن قرب المدينة.", "utf-8")
    arguments = ["annotate", tmp_path / "a.txt", "--out", tmp_path / "t", "--codebook", codebook, "--examples", path]
    done = CliRunner().invoke(khabar, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    assert "micro F1" in done.output
    made = load(tmp_path / "t").article_frames
    assert list(made.loc[made["primary"], "frame"]) == ["Sea"]
    run = load_run(tmp_path / "t")
    assert run["examples"][0]["measure"] == "micro F1"
    assert len(run["parameters"]["examples"]) == len(run["parameters"]["codebook"]) == 64
    assert json.dumps(run)


def test_the_notebook_shows_the_figures_and_the_frames(codebook, tmp_path):
    path = written(tmp_path, ROWS)
    tables = pipeline.annotate(frame("articles", [article("x", "رست السفن قرب المدينة.")]))
    assert framing.framed(tables) is tables
    taught_tables = framing.framed(tables, codebook=str(codebook), examples=str(path))
    assert set(taught_tables.article_frames["frame"]) == {"Sea", "Sky"}
    shown = notebook.example_figures(tmp_path, codebook=str(codebook), examples=str(path), lang="en").data
    assert "micro F1" in shown
    assert "Codebook alone" in shown
    assert "Learns from" in shown
    assert ">words</bdi>" in shown
    assert notebook.example_figures(tmp_path).data == ""


@given(arabic())
@settings(max_examples=50)
def test_any_text_has_places_that_slice_back(text):
    form = fold(text)
    assert all(form.text[p.start : p.end] and p.features for p in places(form))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text):
    book = taught(read_codebook("policy_frames"), Examples([text, "خبر", "نبأ"], np.eye(3, 15, dtype=bool)))
    assert all(0 <= found.score <= 1 for found in article_frames(text, book))
    assert probability(-math.inf) >= 0
