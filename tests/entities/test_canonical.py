"""One name per referent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.entities import canonical
from analysis.entities.canonical import skeleton
from analysis.tables import Articles, Mentions, frame
from samples import article
from strategies import arabic


def corpus(*articles):
    """Articles of names, one after the other: (type, name) pairs."""
    texts, rows = [], []
    for n, names in enumerate(articles):
        text, article_id = "", f"a{n}"
        for type_, name in names:
            start = len(text)
            row = {"article_id": article_id, "mention_id": f"m{start}-{start + len(name)}", "start": start}
            rows.append(row | {"end": start + len(name), "text": name, "type": type_, "score": 1.0, "entity_id": ""})
            text += name + " . "
        texts.append(article(article_id, text))
    return Mentions(frame("mentions", rows)), Articles(frame("articles", texts))


def names(*articles):
    mentions, table = canonical(*corpus(*articles))
    by_id = dict(zip(table["entity_id"], table["name"], strict=True))
    return [by_id[entity_id] for entity_id in mentions["entity_id"]]


@pytest.mark.parametrize(
    ("one", "other"), [("ويتكوف", "فيتكوف"), ("غوتيريش", "جوتيريس"), ("بيونغيانغ", "بيونجيانج"), ("ترمب", "ترامب")]
)
def test_variants_of_a_foreign_name_are_one(one, other):
    assert skeleton(one) == skeleton(other)
    assert len(set(names([("PER", one), ("PER", other)]))) == 1


def test_a_short_form_is_its_full_name_before_or_after():
    assert names([("PER", "ترامب"), ("PER", "دونالد ترامب"), ("PER", "ترامب")]) == ["دونالد ترامب"] * 3


def test_two_persons_of_one_family_stay_two():
    found = names([("PER", "جورج بوش"), ("PER", "بوش"), ("PER", "لورا بوش"), ("PER", "بوش")])
    assert found == ["جورج بوش", "جورج بوش", "لورا بوش", "لورا بوش"]


def test_the_same_full_name_is_one_across_articles_and_countries_have_codes():
    mentions, entities = canonical(*corpus([("PER", "ستيف ويتكوف"), ("LOC", "روسيا")], [("PER", "ستيف فيتكوف")]))
    table = entities.set_index("name")
    assert table.loc["روسيا", "link"] == "iso:RU"
    assert table.loc["ستيف فيتكوف", "article_count"] == 2
    assert table.loc["ستيف فيتكوف", "aliases"] == ["ستيف ويتكوف"]
    assert mentions["entity_id"].nunique() == 2


@given(st.lists(st.lists(st.tuples(st.sampled_from(["PER", "LOC", "ORG", "MISC"]), arabic(3)), max_size=5), max_size=3))
def test_no_mention_is_lost_and_inputs_are_untouched(articles):
    articles = [[(t, n) for t, n in names_ if n.strip()] for names_ in articles]
    mentions, table = corpus(*articles)
    before = mentions.copy()
    named, entities = canonical(mentions, table)
    assert len(named) == len(mentions)
    assert before.equals(mentions)
    assert set(named["entity_id"]) == set(entities["entity_id"])
    assert entities["mention_count"].sum() == len(named)
