"""Scores of entities: strict spans, CoNLL files, B-cubed."""

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics.v1 import precision_recall_fscore_support
from seqeval.scheme import IOB2

from analysis.cli import khabar
from analysis.entities.recognise import Mention
from analysis.errors import InputError, SchemaError
from analysis.evaluate.conll import articles_of, by_sentence, names, read_conll
from analysis.evaluate.entities import b_cubed, evaluate, score, score_words, under, usual_guidelines
from analysis.evaluate.gold import GoldArticle, GoldMention
from analysis.tables import Mentions, frame

TAGS = ["O", *(f"{edge}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for edge in "BI")]
CONLL = "# a.txt\nزار O\nفلاديمير B-PERS\nبوتين I-PERS\nوباريس B-LOC\n\n-DOCSTART- O\nقالت O\nرويترز B-ORG\n. O\n"


@given(st.lists(st.tuples(*[st.lists(st.sampled_from(TAGS), min_size=4, max_size=4)] * 2), min_size=1, max_size=6))
def test_the_figures_are_those_of_seqeval_in_strict_mode(sentences):
    gold, found = [list(tags) for tags, _ in sentences], [list(tags) for _, tags in sentences]
    table = score_words([(set(names(a)), set(names(b))) for a, b in sentences], times=2).set_index("type")
    kinds = sorted({tag[2:] for tags in gold + found for tag in tags if tag[:1] == "B"})
    for kind in ("PER", "LOC", "ORG", "MISC"):
        ours = list(table.loc[kind, ["precision", "recall", "f1", "gold"]])
        if kind not in kinds:
            assert ours == [0, 0, 0, 0]
            continue
        p, r, f, n = precision_recall_fscore_support(gold, found, average=None, scheme=IOB2, zero_division=0)
        at = kinds.index(kind)
        assert ours == pytest.approx([p[at], r[at], f[at], n[at]])


def test_a_conll_file_becomes_a_text_in_which_names_are_words(tmp_path):
    path = tmp_path / "test.conll"
    path.write_text(CONLL, "utf-8")
    (gold,) = read_conll(path)
    assert gold.text == "زار فلاديمير بوتين وباريس\nقالت رويترز ."
    assert [sentence.names for sentence in gold.sentences] == [[(1, 3, "PER"), (3, 4, "LOC")], [(1, 2, "ORG")]]
    assert list(articles_of([gold])["article_id"]) == ["test"]
    spans = [("فلاديمير بوتين", "PER"), ("باريس", "LOC"), ("رويترز", "MISC")]
    rows = [
        {"article_id": "test", "mention_id": f"m{at}-{at + len(name)}", "start": at, "end": at + len(name)}
        | {"text": name, "type": kind, "score": 1.0, "entity_id": ""}
        for name, kind in spans
        for at in [gold.text.index(name)]
    ]
    pairs = by_sentence([gold], Mentions(frame("mentions", rows)))
    assert pairs[0] == ({(1, 3, "PER"), (3, 4, "LOC")},) * 2
    assert pairs[1] == ({(1, 2, "ORG")}, {(1, 2, "MISC")})


def test_a_wrong_tag_is_named_with_its_line(tmp_path):
    path = tmp_path / "test.conll"
    path.write_text("زار O\nباريس B-CITY\n", "utf-8")
    with pytest.raises(SchemaError, match=r"test.conll, line 2: the tag 'B-CITY'"):
        read_conll(path)
    with pytest.raises(InputError, match="no CoNLL file"):
        read_conll(tmp_path / "none")


def test_b_cubed_of_a_known_case():
    # Amigó et al. 2009: one cluster of three of two categories
    precisions, recalls = b_cubed({1: "a", 2: "a", 3: "b", 4: "b"}, {1: "x", 2: "x", 3: "x", 5: "y"})
    assert precisions == pytest.approx([2 / 3, 2 / 3, 1 / 3, 0])
    assert recalls == pytest.approx([1, 1, 1 / 2, 0])


def gold_article():
    text = "التقى دونالد ترامب نظيره فلاديمير بوتين. وقال ترامب ذلك."
    spans = [("دونالد ترامب", 0), ("فلاديمير بوتين", 0), ("ترامب", 20)]
    mentions = [
        GoldMention(
            text.index(name, at), text.index(name, at) + len(name), "PER", "ترامب" if "ترامب" in name else "بوتين"
        )
        for name, at in spans
    ]
    return GoldArticle("x", text, [], [], None, mentions)


def test_names_missed_or_split_cost():
    article = gold_article()
    ids = ["e1", "e2", "e3"]
    rows = [
        {"article_id": "x", "mention_id": f"m{m.start}-{m.end}", "start": m.start, "end": m.end, "type": "PER"}
        | {"text": article.text[m.start : m.end], "score": 1.0, "entity_id": id_}
        for m, id_ in zip(article.mentions, ids, strict=True)
    ]
    table = score([article], Mentions(frame("mentions", rows)), times=5).set_index("type")
    assert table.loc["PER", "f1"] == 1
    assert list(table.loc["names", ["precision", "recall"]]) == [1, pytest.approx(2 / 3)]
    assert table.loc["names, gold mentions", "f1"] == 1
    fewer = score([article], Mentions(frame("mentions", rows[:2])), times=5).set_index("type")
    assert fewer.loc["names", "f1"] == 1
    assert fewer.loc["names, all mentions", "recall"] == pytest.approx(1 / 2)


def test_the_command_scores_both_forms_of_gold_with_any_recogniser(tmp_path):
    def recognise(texts):
        found = []
        for text in texts:
            at = text.find("بوتين")
            found.append([Mention(at, at + 5, "PER", 1.0)] if at >= 0 else [])
        return found

    (tmp_path / "a.conll").write_text(CONLL, "utf-8")
    assert evaluate(tmp_path, backend=recognise).set_index("type").loc["all", "gold"] == 3
    done = CliRunner().invoke(khabar, ["evaluate", "entities", "--gold", str(tmp_path / "a.conll")])
    assert done.exit_code == 0, done.output
    assert "PER+LOC+ORG" in done.output
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "x.txt").write_text("وصل بوتين.", "utf-8")
    (folder / "x.json").write_text(
        '{"doc_id": "x", "quotes": [], "entities": [{"line": 0, "text": "بوتين", "type": "PER", "name": "بوتين"}]}',
        "utf-8",
    )
    table = evaluate(folder, backend=recognise)
    assert isinstance(table, pd.DataFrame)
    assert list(table.set_index("type").loc[["PER", "names, all mentions"], "f1"]) == [1, 1]


def test_gold_is_scored_under_its_own_guidelines(tmp_path):
    (tmp_path / "test.conll").write_text("باريس B-LOC\n", "utf-8")
    assert usual_guidelines(tmp_path / "test.conll") == "anercorp"
    (tmp_path / "a.json").write_text("{}", "utf-8")
    assert usual_guidelines(tmp_path) == "articles"
    with pytest.raises(InputError, match="no guidelines are called 'ontonotes'"):
        under("ontonotes", "embedded")
    with pytest.raises(InputError, match="'camel'"):
        under("anercorp", "camel")
