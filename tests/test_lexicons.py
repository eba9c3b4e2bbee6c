"""Lexicons are well formed, and every row is found in its own example."""

import unicodedata

import pytest

from analysis import lexicons
from analysis.errors import InputError, SchemaError
from analysis.framing.events import article_events
from analysis.framing.frames import CODEBOOKS, article_frames, read_codebook
from analysis.framing.hedging import article_hedges
from analysis.framing.matching import compiled, hits
from analysis.framing.terms import article_terms
from analysis.lexicons import HERE
from analysis.lexicons.columns import COLUMNS
from analysis.quotes import quotations
from analysis.text import fold

NAMES = sorted(COLUMNS)
ROWS = [(name, n, row) for name in NAMES for n, row in enumerate(lexicons.read(name).to_dict("records"))]


def fires(name, row):
    """Whether the row is found in its example by the code that reads the lexicon."""
    example = row["example"]
    if name == "reporting":
        return any(quote.cue_lemma == row["lemma"] for quote in quotations(example))
    if name == "naming":
        return any((t.concept, t.term) == (row["concept"], row["term"]) for t in article_terms(example))
    if name in CODEBOOKS:
        forms = lexicons.forms(row["term"])
        return any(hit.key in forms for hit in hits(fold(example), read_codebook(name).table))
    if name == "frame_definitions":
        led = [found.frame for found in article_frames(example, read_codebook(row["codebook"])) if found.primary]
        return led == [row["frame"]]
    if name == "hedges":
        known = hits(fold(example), compiled([row["term"]]))
        return any(True for _ in known) and any(h.class_ == row["class"] for h in article_hedges(example))
    if name == "predicates":
        return any(event.lemma == row["lemma"] for event in article_events(example, []))
    raise AssertionError(f"no check for {name}")


@pytest.mark.parametrize(("name", "n", "row"), ROWS, ids=[f"{name}:{n + 2}" for name, n, _ in ROWS])
def test_every_row_is_found_in_its_example(name, n, row):
    assert fires(name, row), row


@pytest.mark.parametrize("name", NAMES)
def test_files_are_clean(name):
    path = HERE / f"{name}.csv"
    raw = path.read_bytes().decode("utf-8")
    assert "\r" not in raw
    assert raw == unicodedata.normalize("NFC", raw)
    assert not set(raw) & set("\u0640\u200b\u200c\u200d\u200e\u200f\ufeff")
    lines = raw.splitlines()[1:]
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines))
    assert all(lexicons.read(name)["source"])


def test_every_file_has_a_schema():
    assert {path.stem for path in HERE.glob("*.csv")} == set(NAMES)


def test_a_broken_file_names_line_and_column(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("frame,term,weight,example,source,note\nA,x,1,x,me,\nA,y,heavy,y,me,\n")
    with pytest.raises(SchemaError, match=r"mine.csv, line 3, column weight: 'heavy'"):
        lexicons.read("policy_frames", path)
    with pytest.raises(InputError, match="no such lexicon file"):
        lexicons.read("policy_frames", tmp_path / "none.csv")
    with pytest.raises(InputError, match="no lexicon is called 'x'"):
        lexicons.read("x")


def test_read_gives_a_copy():
    first = lexicons.read("naming")
    first.loc[0, "term"] = "changed"
    assert first.loc[0, "term"] == "changed"
    assert lexicons.read("naming").loc[0, "term"] != "changed"
