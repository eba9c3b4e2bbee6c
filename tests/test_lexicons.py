"""Lexicons are well formed, and every row is found in its own example."""

import unicodedata
from collections import namedtuple

import pytest

from analysis import lexicons
from analysis.entities.countries import country_code, demonym_code
from analysis.entities.forms import Form
from analysis.entities.persons import article_roles, given_gender
from analysis.entities.spelling import words
from analysis.entities.within import known_as
from analysis.errors import InputError, SchemaError
from analysis.framing.actors import acts
from analysis.framing.codebook import CODEBOOKS, read_codebook
from analysis.framing.events import article_events
from analysis.framing.frames import article_frames
from analysis.framing.hedging import article_hedges
from analysis.framing.matching import compiled, hits
from analysis.framing.phrases import words_of
from analysis.framing.terms import article_terms
from analysis.lexicons import HERE
from analysis.lexicons.columns import COLUMNS
from analysis.quotes import quotations
from analysis.quotes.marks import marked
from analysis.quotes.places import is_name
from analysis.text import Span, fold, folded

Mention = namedtuple("Mention", "start end type mention_id")
NAMES = sorted(COLUMNS)
ROWS = [(name, n, row) for name in NAMES for n, row in enumerate(lexicons.read(name).to_dict("records"))]


def source_fires(row, example):
    form = fold(example).text
    named = row["kind"] == "label" and any(is_name(form, m) for m in marked(form))
    return named or any(quote.source_type == row["kind"] for quote in quotations(example))


def definition_leads(row, example):
    led = [found.frame for found in article_frames(example, read_codebook(row["codebook"])) if found.primary]
    return led == [row["frame"]]


def hedge_fires(row, example):
    known = any(True for _ in hits(fold(example), compiled([row["term"]])))
    return known and any(hedge.class_ == row["class"] for hedge in article_hedges(example))


def country_fires(row, example):
    parts = [" ".join(example.rstrip(".").split()[a:b]) for a in range(2, 6) for b in range(a + 1, 8)]
    return any(code(part) == row["code"] for part in parts for code in (country_code, demonym_code))


def title_fires(row, example):
    start = example.index("محمد السالم")
    person = Mention(start, start + len("محمد السالم"), "PER", "m")
    forms = {folded(form) for column in ("forms", "feminine") for form in lexicons.forms(row[column])}
    found = article_roles(example, [Span(0, len(example))], [person])
    return any(folded(role.role).split()[0].removeprefix("ال") in forms for role in found)


def term_fires(name):
    return lambda row, example: any(
        hit.key in lexicons.forms(row["term"]) for hit in hits(fold(example), read_codebook(name).table)
    )


# Whether a row is found in its example by the code that reads the lexicon.
FIRES = {
    "actors": lambda row, example: acts(words_of(fold(example), [])[1]),
    "aliases": lambda row, example: any(_known(f, row) for f in lexicons.forms(row["forms"]) if f in example),
    "controls": lambda row, example: any(
        event.voice == "nominal" and event.agent for event in article_events(example, [])
    ),
    "countries": country_fires,
    "frame_definitions": definition_leads,
    "given_names": lambda row, example: given_gender(example.split()[1]) == row["gender"],
    "hedges": hedge_fires,
    "naming": lambda row, example: any(
        (t.concept, t.term) == (row["concept"], row["term"]) for t in article_terms(example)
    ),
    "predicates": lambda row, example: any(event.lemma == row["lemma"] for event in article_events(example, [])),
    "reporting": lambda row, example: any(quote.cue_lemma == row["lemma"] for quote in quotations(example)),
    "sources": source_fires,
    "titles": title_fires,
    "verbal_nouns": lambda row, example: any(
        quote.rule == "verb+object" and folded(example[quote.segments[0]["start"] :]).startswith(row["noun"])
        for quote in quotations(example)
    ),
    **{name: term_fires(name) for name in CODEBOOKS},
}


def _known(form, row):
    named = Form(0, len(form), row["type"], form, words(form))
    return known_as(named) == f"alias:{row['type']}:{row['name']}"


@pytest.mark.parametrize(("name", "n", "row"), ROWS, ids=[f"{name}:{n + 2}" for name, n, _ in ROWS])
def test_every_row_is_found_in_its_example(name, n, row):
    assert FIRES[name](row, row["example"]), row


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


@pytest.mark.parametrize("name", NAMES)
def test_bare_rows_are_those_of_the_validated_table(name):
    table = lexicons.read(name)
    rows = [{column: row.get(column, "") for column in table} for row in lexicons.rows(name)]
    assert rows == table.to_dict("records")
