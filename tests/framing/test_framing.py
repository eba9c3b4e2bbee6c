"""Frames, naming, whose word it is."""

import math

import pandas as pd
import pytest
from hypothesis import given

from analysis import framing
from analysis.framing.codebook import CODEBOOKS, INTERCEPT, read_codebook
from analysis.framing.frames import article_contributions, article_frames, probability, sentence_frames
from analysis.framing.hedging import article_hedges
from analysis.framing.terms import article_terms
from analysis.pipeline import sentences
from analysis.tables import frame
from analysis.text import fold
from samples import TEXT, article, span, tables
from strategies import HOSTILE, arabic


@pytest.mark.parametrize(
    ("text", "primary"),
    [
        ("ارتفعت أسعار النفط وتراجعت الأسواق والاستثمارات مع نمو التضخم.", "Economic"),
        ("قصفت الطائرات مواقع الجيش وردت القوات بصواريخ.", "Security and Defense"),
        ("حكمت المحكمة ببطلان القانون وطعن المحامي في الدستور.", "Legality Constitutionality and Jurisprudence"),
        ("تزايدت إصابات فيروس كورونا ونقل المرضى إلى المستشفيات.", "Health and Safety"),
        ("سجل اللاعب هدفين وفاز المنتخب بالمباراة.", "Other"),
    ],
)
def test_the_primary_frame(text, primary):
    found = article_frames(text, read_codebook("policy_frames"))
    assert [f.frame for f in found if f.primary] == [primary]
    assert len(found) == 15


def test_the_frames_of_the_seed(seed):
    found = article_frames(seed, read_codebook("policy_frames"))
    ranked = sorted(found, key=lambda f: -f.score)
    assert {f.frame for f in ranked[:2]} == {"Security and Defense", "External Regulation and Reputation"}
    assert all(f.present for f in ranked[:2])


def test_a_text_without_terms_has_no_primary_frame():
    found = article_frames("نعم لا", read_codebook("policy_frames"))
    assert not any(f.primary or f.present or f.score for f in found)


@pytest.mark.parametrize("headline", [False, True])
@pytest.mark.parametrize("codebook", CODEBOOKS)
def test_contributions_sum_to_the_score(seed, codebook, headline):
    book, text = read_codebook(codebook), " ".join(seed.split()[:16]) if headline else seed
    parts = list(article_contributions(text, book))
    start = framing.intercepts(codebook, headline=headline)
    assert all(text[p.start : p.end].strip() for p in parts)
    for found in article_frames(text, book):
        total = sum(p.contribution for p in parts if p.frame == found.frame)
        if found.score > 0:
            assert math.log(found.score / (1 - found.score)) == pytest.approx(start[found.frame] + total, abs=1e-9)
        else:
            assert total <= 0
    table = framing.contributions(frame("articles", [article("s", text)]), codebook=codebook)
    assert len(table) == len(parts)


def test_in_a_headline_a_passing_word_is_no_frame(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("frame,term,weight,example,source,note\nSea,بحر,2,بحر,me,\nSky,سماء,0.7,سماء,me,\n")
    book = read_codebook(str(path))

    def present(text):
        return {found.frame for found in article_frames(text, book) if found.present}

    assert present("البحر والسماء") == {"Sea"}
    assert present("السماء") == {"Sky"}
    assert present("البحر والسماء " + "كلمة " * 20) == {"Sea", "Sky"}


def test_a_headline_is_less_sure_than_an_article_of_as_much_evidence():
    book = read_codebook("policy_frames")
    text = "تضخم " + "كلمة " * 15
    sure = {found.frame: found for found in article_frames(text + "كلمة", book)}["Economic"]
    less = {found.frame: found for found in article_frames(text, book)}["Economic"]
    assert sure.score > 0.97 > less.score > 0.5
    assert less.present


def test_a_repeated_term_counts_less_each_time():
    book = read_codebook("policy_frames")

    def total(text):
        return sum(p.contribution for p in article_contributions(text, book))

    once, four = total("تضخم"), total("تضخم ثم تضخم ثم تضخم ثم تضخم")
    assert once == pytest.approx(0.54 * 12.4 * 1.5 * 2 / math.sqrt(16))  # headline, slope, weight, lead, length
    assert four == pytest.approx(2 * once)


def test_probability_grows_with_evidence():
    scores = [probability(log_odds) for log_odds in range(1000)]
    assert scores == sorted(scores)
    assert 0 < probability(-1e9) < probability(0) < 0.1
    assert probability(-INTERCEPT) == pytest.approx(0.5)


def test_a_longer_phrase_takes_the_word_away():
    book = read_codebook("policy_frames")
    text = "دعا بنك الدم إلى التبرع"
    assert not any(p.frame == "Economic" for p in article_contributions(text, book))
    assert any(p.frame == "Economic" for p in article_contributions("دعا البنك إلى ذلك", book))


@pytest.mark.parametrize(
    ("codebook", "frame_", "text", "other"),
    [
        ("news_frames", "Responsibility", "وعدد من الشهود", "وعد الوزير بذلك"),
        ("news_frames", "Responsibility", "هاجمت طالبان القرية", "طالب النواب بذلك"),
        ("news_frames", "Morality", "قالت الهيئة في المسجد الحرام", "هذا حرام"),
        ("news_frames", "Economic Consequences", "أسهم في نجاح الحفل", "هبطت أسهم الشركة"),
        ("entman_functions", "Problem definition", "لم تعثر على ابنها", "تعثر المشروع"),
        ("policy_frames", "Cultural Identity", "نفى الكرملين ذلك", "فنان كبير"),
        ("policy_frames", "Economic", "وصل بنكيران مساء", "مدير البنك"),
    ],
)
def test_words_that_only_begin_like_a_term_are_none(codebook, frame_, text, other):
    book = read_codebook(codebook)
    assert not any(p.frame == frame_ for p in article_contributions(text, book))
    assert any(p.frame == frame_ for p in article_contributions(other, book))


def test_a_researchers_codebook_is_read_from_a_file(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("frame,term,weight,example,source,note\nSea,بحر,1,البحر هادئ,me,\nSky,سماء,1,السماء صافية,me,\n")
    articles = frame("articles", [{"article_id": "x", "text": "البحر والبحر والسماء"}])
    found, _ = framing.frames(articles, frame("sentences"), codebook=path)
    assert dict(zip(found["frame"], found["primary"], strict=True)) == {"Sea": True, "Sky": False}


def test_evidence_of_a_sentence_stands_in_it(seed):
    rows = list(sentences(seed))
    where = {row.sentence_id: row for row in rows}
    found = list(sentence_frames(seed, rows, read_codebook("policy_frames")))
    assert len(found) > 20
    for row in found:
        sentence = where[row.sentence_id]
        assert row.evidence
        assert all(sentence.start <= e["start"] < e["end"] <= sentence.end for e in row.evidence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شنت غزواً واسعا", [("غزواً", "invasion")]),
        ("وبالاحتلال انتهى", [("احتلال", "occupation")]),
        ("قال للمهاجرين: أنتم لاجئون", [("مهاجرين", "migrant"), ("لاجئون", "refugee")]),
        ("عملية عسكرية خاصة", [("عملية عسكرية خاصة", "special operation")]),
        ("العنف الأسري", []),
        ("تحييد الملاحة", []),
        ("سجل سامي الحربي هدفا", []),
        ("وإلقاء القبض على لص", [("إلقاء القبض", "remand")]),
        ("ضمير الأمة", []),
    ],
)
def test_naming_choices_stand_without_proclitics(text, expected):
    assert [(t.text, t.term) for t in article_terms(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قد يعود الوفد", [("قد يعود", "possibility")]),
        ("قد عاد الوفد", []),
        ("إذا احترمتمونا", [("إذا", "conditional")]),
        ("زعم الوزير أنه ربما", [("زعم", "distance"), ("ربما", "possibility")]),
    ],
)
def test_hedges(text, expected):
    assert [(h.text, h.class_) for h in article_hedges(text)] == expected


@given(arabic())
def test_any_text_gives_spans_that_slice_back(text):
    check(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text):
    check(text)


def check(text):
    for found in (*article_terms(text), *article_hedges(text)):
        assert text[found.start : found.end] == found.text != ""
    assert all(0 <= f.score <= 1 for f in article_frames(text, read_codebook("policy_frames")))


def test_statistics_tell_own_words_from_quoted_ones():
    table = framing.term_counts(tables())
    assert list(table[["own", "quoted", "count", "share"]].iloc[0]) == [0, 1, 1, 1.0]
    assert table["word"][0] == "سنعود غدا"
    evidence = framing.frame_evidence(tables())
    assert list(evidence["terms"]) == [["سنعود غدا"]]
    assert evidence["start"][0] == 0
    profile = framing.frame_profile(tables())
    assert list(profile[["frame", "present", "primary"]].iloc[0]) == ["Other", 1, 1]
    portrayed = framing.portrayal_counts(tables())
    assert portrayed["predicates"][0] == ["قال"]
    assert fold(TEXT).text[span("قال")["start"]] == "ق"


def test_the_telling_word_is_the_one_given_else_the_most_used_of_rivals():
    made = tables()
    assert framing.telling_word(made, "سلام") == "سلام"
    assert framing.telling_word(made) == ""  # one concept with one word: no rivals
    row = made.terms.iloc[0]
    rivals = [row.to_dict() | {"term": "x", "text": "حرب", "start": row["start"] + n} for n in (1, 2)]
    more = pd.concat([made.terms, pd.DataFrame(rivals)], ignore_index=True)
    assert framing.telling_word(made._replace(terms=more)) == "حرب"


def test_frames_by_voice_and_by_paragraph():
    voices = framing.frames_by_voice(tables())
    assert list(voices[["frame", "speaker", "evidence", "share"]].iloc[0]) == ["Other", "أحمد علي", 1, 1.0]
    strip = framing.frame_strip(tables())
    assert list(strip[["paragraph", "frame", "score"]].iloc[0]) == [1, "Other", 0.4]


def test_terms_by_speaker_and_outlet():
    by_speaker = framing.terms_by(tables(), by="speaker")
    assert list(by_speaker["speaker"]) == ["أحمد علي"]
    assert list(framing.terms_by(tables(outlet="o"), by="outlet")["outlet"]) == ["o"]
    with pytest.raises(KeyError, match="outlet, month or speaker"):
        framing.terms_by(tables(), by="mood")


def test_hedging_by_speaker():
    text = "قال علي: «ربما أعود». لا شك في ذلك."
    start = text.index("ربما")
    quote = {"article_id": "x", "quote_id": "q", "kind": "direct", "source_type": "person", "speaker_ids": []}
    quote |= {"segments": [{"start": start, "end": text.index("»")}], "quoted": [], "score": 1.0, "rule": "r"}
    rows = [{"article_id": "x", **row._asdict()} for row in sentences(text)]
    made = tables()._replace(
        articles=frame("articles", [article("x", text)]),
        sentences=frame("sentences", rows),
        quotes=frame("quotes", [quote | {"speakers": ["علي"]}]),
    )
    found = framing.hedges(made)
    assert list(found["speaker"]) == ["علي", ""]
    assert list(found["class"]) == ["possibility", "certainty"]
    assert list(found["sentence_id"]) == [row["sentence_id"] for row in rows]
    counts = framing.hedging_counts(made).set_index("speaker")
    assert counts["rate"]["علي"] == pytest.approx(1000 / 2)
