"""Frames, naming, portrayal."""

from types import SimpleNamespace

import pytest
from hypothesis import given

from analysis import framing
from analysis.framing.frames import _codebook, article_frames, probability
from analysis.framing.portrayal import article_portrayals
from analysis.framing.terms import article_terms
from analysis.tables import frame
from analysis.text import fold
from samples import TEXT, span, tables
from strategies import HOSTILE, arabic


@pytest.mark.parametrize(
    ("text", "primary"),
    [
        ("ارتفعت أسعار النفط وتراجعت الأسواق والاستثمارات مع نمو التضخم.", "Economic"),
        ("قصفت الطائرات مواقع الجيش وردت القوات بصواريخ.", "Security and Defense"),
        ("حكمت المحكمة ببطلان القانون وطعن المحامي في الدستور.", "Legality Constitutionality and Jurisprudence"),
        ("تزايدت إصابات فيروس كورونا ونقل المرضى إلى المستشفيات.", "Health and Safety"),
    ],
)
def test_the_primary_frame(text, primary):
    found = article_frames(text, _codebook("policy_frames"))
    assert [f.frame for f in found if f.primary] == [primary]
    assert len(found) == 14


def test_a_text_without_terms_has_no_primary_frame():
    assert not any(f.primary or f.present for f in article_frames("نعم لا", _codebook("policy_frames")))


def test_probability_grows_with_weight():
    scores = [probability(weight, 100) for weight in range(8)]
    assert scores == sorted(scores)
    assert scores[0] == 0
    assert probability(2, 100) == pytest.approx(0.5)


def test_a_researchers_codebook_is_read_from_a_file(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("frame,term,weight,example,source,note\nSea,بحر,1,البحر هادئ,me,\nSky,سماء,1,السماء صافية,me,\n")
    articles = frame("articles", [{"article_id": "x", "text": "البحر والبحر والسماء"}])
    found, _ = framing.frames(articles, frame("sentences"), codebook=path)
    assert dict(zip(found["frame"], found["primary"], strict=True)) == {"Sea": True, "Sky": False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شنت غزواً واسعا", [("غزواً", "invasion")]),
        ("وبالاحتلال انتهى", [("احتلال", "occupation")]),
        ("قال للمهاجرين: أنتم لاجئون", [("مهاجرين", "migrant"), ("لاجئون", "refugee")]),
        ("عملية عسكرية خاصة", [("عملية عسكرية خاصة", "special operation")]),
        ("ضمير الأمة", []),
    ],
)
def test_naming_choices_stand_without_proclitics(text, expected):
    assert [(t.text, t.term) for t in article_terms(text)] == expected


def test_the_entity_after_the_verb_is_agent_and_the_next_patient():
    text = "هاجمت روسيا أوكرانيا أمس."
    names = ["روسيا", "أوكرانيا"]
    rows = [SimpleNamespace(entity_id=n, start=text.index(n), end=text.index(n) + len(n)) for n in names]
    found = [(p.entity_id, p.role, p.predicate_lemma, p.polarity) for p in article_portrayals(text, rows)]
    assert found == [("روسيا", "agent", "هاجم", "negative"), ("أوكرانيا", "patient", "هاجم", "negative")]


@given(arabic())
def test_any_text_gives_spans_that_slice_back(text):
    check(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text):
    check(text)


def check(text):
    for term in article_terms(text):
        assert text[term.start : term.end] == term.text != ""
    assert all(0 <= f.score <= 1 for f in article_frames(text, _codebook("policy_frames")))
    assert list(article_portrayals(text, [])) == []


def test_statistics_tell_own_words_from_quoted_ones():
    table = framing.term_counts(tables())
    assert list(table[["own", "quoted", "count", "share"]].iloc[0]) == [0, 1, 1, 1.0]
    evidence = framing.frame_evidence(tables())
    assert list(evidence["terms"]) == [["سنعود غدا"]]
    assert evidence["start"][0] == 0
    profile = framing.frame_profile(tables())
    assert list(profile[["frame", "present", "primary"]].iloc[0]) == ["Other", 1, 1]
    portrayed = framing.portrayal_counts(tables())
    assert portrayed["predicates"][0] == ["قال"]
    assert fold(TEXT).text[span("قال")["start"]] == "ق"
