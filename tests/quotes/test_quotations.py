"""Quotations: what is said, with which cue, by whom."""

import time
from types import SimpleNamespace

import pytest
from hypothesis import given

from analysis.quotes import quotations
from analysis.quotes.marks import marked
from strategies import HOSTILE, arabic

NAMES = {"أحمد علي": "PER", "سامي حداد": "PER", "علي": "PER", "مصر": "LOC", "رويترز": "ORG"}


def mentions(text):
    found = []
    for name, type_ in NAMES.items():
        at = text.find(name)
        while at >= 0:
            if not any(m.start <= at < m.end for m in found):
                full = "أحمد علي" if name == "علي" else name
                found.append(SimpleNamespace(start=at, end=at + len(name), type=type_, entity_id=full, name=full))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda m: m.start)


def read(text):
    return [
        (q.kind, [text[s["start"] : s["end"]] for s in q.segments], text[q.cue_start : q.cue_end], q.speakers)
        for q in quotations(text, mentions(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال أحمد علي إن العمل مستمر.", [("indirect", ["العمل مستمر"], "قال", ["أحمد علي"])]),
        ("وقال أحمد علي: «العمل مستمر».", [("direct", ["العمل مستمر"], "قال", ["أحمد علي"])]),
        ('"العمل مستمر"، قال أحمد علي.', [("direct", ["العمل مستمر"], "قال", ["أحمد علي"])]),
        (
            "قال أحمد علي إن العمل «مستمر» في البلاد.",
            [("mixed", ["العمل «مستمر» في البلاد"], "قال", ["أحمد علي"])],
        ),
        (
            "قال أحمد علي إن العمل مستمر وإن الأمل باق.",
            [("indirect", ["العمل مستمر", "الأمل باق"], "قال", ["أحمد علي"])],
        ),
        (
            "قال أحمد علي إن العمل مستمر، مضيفا أن الأمل باق.",
            [
                ("indirect", ["العمل مستمر"], "قال", ["أحمد علي"]),
                ("indirect", ["الأمل باق"], "مضيفا", ["أحمد علي"]),
            ],
        ),
        (
            "قال أحمد علي إن العمل مستمر. وأضاف: «الأمل باق».",
            [("indirect", ["العمل مستمر"], "قال", ["أحمد علي"]), ("direct", ["الأمل باق"], "أضاف", ["أحمد علي"])],
        ),
        (
            "توقف العمل في البلاد، بحسب مسؤولين محليين.",
            [("indirect", ["توقف العمل في البلاد"], "بحسب", ["مسؤولين محليين"])],
        ),
        ("وفقا لأحمد علي، توقف العمل في البلاد.", [("indirect", ["توقف العمل في البلاد"], "وفقا ل", ["أحمد علي"])]),
        (
            "التقى أحمد علي سامي حداد. وقال الزعيمان إن العمل مستمر.",
            [("indirect", ["العمل مستمر"], "قال", ["أحمد علي", "سامي حداد"])],
        ),
        ("دعا أحمد علي إلى وقف العمل.", [("indirect", ["وقف العمل"], "دعا", ["أحمد علي"])]),
        ("أحمد علي قال إن العمل مستمر.", [("indirect", ["العمل مستمر"], "قال", ["أحمد علي"])]),
        ("زار أحمد علي مصر أمس.", []),
    ],
)
def test_quotations_are_found_with_their_speakers(text, expected):
    assert read(text) == expected


def test_the_addressee_is_apart_from_the_source():
    text = "قال أحمد علي لرويترز إن العمل مستمر."
    (quote,) = quotations(text, mentions(text))
    assert text[quote.source_start : quote.source_end] == "أحمد علي"
    assert text[quote.addressee_start : quote.addressee_end] == "رويترز"


@pytest.mark.parametrize("marks", ["«»", "“”", "”“", "””", "““", '""', "‹›"])
def test_marks_of_every_style_enclose(marks):
    text = f"قال: {marks[0]}نعم يا صديقي{marks[1]} ومضى."
    assert [text[m.inner_start : m.inner_end] for m in marked(text)] == ["نعم يا صديقي"]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = "قال: «نعم يا صديقي\nثم مضى."
    assert [text[m.inner_start : m.inner_end] for m in marked(text)] == ["نعم يا صديقي"]


@given(arabic())
def test_any_text_gives_spans_inside_it_and_in_order(text):
    check(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_spans_inside_it(text):
    check(text)


def check(text):
    found = list(quotations(text, mentions(text)))
    assert len({q.quote_id for q in found}) == len(found)
    for quote in found:
        edges = [edge for s in quote.segments for edge in (s["start"], s["end"])]
        assert edges == sorted(edges)
        assert quote.segments
        for start, end in [*((s["start"], s["end"]) for s in quote.segments + quote.quoted)]:
            assert 0 <= start < end <= len(text)
        assert quote.cue_start is None or 0 <= quote.cue_start < quote.cue_end <= len(text)
        assert bool(quote.quoted) == (quote.kind == "mixed")
    for one, other in zip(marked(text), marked(text)[1:], strict=False):
        assert one.end <= other.start


def test_a_long_article_takes_linear_time():
    text = "قال أحمد علي إن العمل مستمر، مضيفا: «الأمل باق في مصر». " * 18_000
    assert len(text) > 1_000_000
    started = time.process_time()
    assert len(list(quotations(text))) >= 18_000
    assert time.process_time() - started < 10
