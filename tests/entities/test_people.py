"""Titles and roles beside names, and gender."""

from collections import namedtuple

import pandas as pd
import pytest

from analysis.entities import people, roles
from analysis.entities.persons import article_roles, given_gender
from analysis.tables import Tables, empty, frame
from analysis.text import Span, sentences
from samples import article

Mention = namedtuple("Mention", "start end type mention_id")


def found(text, *names):
    """The roles in a text of persons; a name after a colon has another type."""
    mentions = []
    for name in names:
        written, _, type_ = name.partition(":")
        start = text.index(written)
        mentions.append(Mention(start, start + len(written), type_ or "PER", written))
    return [(role.mention_id, role.role) for role in article_roles(text, sentences(text), mentions)]


@pytest.mark.parametrize(
    ("text", "names", "roles"),
    [
        ("وقال الرئيس الروسي فلاديمير بوتين ذلك.", ["فلاديمير بوتين"], ["الرئيس الروسي"]),
        ("أعلن رئيس الوزراء البريطاني بوريس جونسون ذلك.", ["بوريس جونسون"], ["رئيس الوزراء البريطاني"]),
        ("أعلن نائب وزير خارجية ألمانيا هانز شميت.", ["ألمانيا:LOC", "هانز شميت"], ["نائب وزير خارجية ألمانيا"]),
        (
            "وصل المبعوث الخاص لدونالد ترامب، ستيف ويتكوف، أمس.",
            ["دونالد ترامب", "ستيف ويتكوف"],
            ["المبعوث الخاص لدونالد ترامب"],
        ),
        (
            "وصل المبعوث الخاص للرئيس دونالد ترامب، ستيف ويتكوف، أمس.",
            ["دونالد ترامب", "ستيف ويتكوف"],
            ["الرئيس", "المبعوث الخاص للرئيس دونالد ترامب"],
        ),
        ("وصل المبعوث الخاص للرئيس الأميركي ستيف ويتكوف.", ["ستيف ويتكوف"], ["المبعوث الخاص للرئيس الأميركي"]),
        ("قال مارك ضو، المتحدث باسم الحزب، إن العمل مستمر.", ["مارك ضو"], ["المتحدث باسم الحزب"]),
        ("اجتمع الوزير والرئيس فلاديمير بوتين.", ["فلاديمير بوتين"], ["الرئيس"]),
        ("وعاد الحديث للدكتور سالم علي.", ["سالم علي"], ["الدكتور"]),
        ("قال والد الضحية محمد السالم إنه حزين.", ["محمد السالم"], []),
        ("قال محمد السالم، والد الضحية، إنه حزين.", ["محمد السالم"], ["والد الضحية"]),
        ("قال الرئيس إن بوتين وصل.", ["بوتين"], []),
        ("اجتمع الرئيس مع بوتين.", ["بوتين"], []),
        ("رئيس الوزراء التقى ترامب.", ["ترامب"], []),
        ("زوجة ترامب وصلت.", ["ترامب"], []),
        ("الرئيس الروسي في موسكو.", ["موسكو:LOC"], []),
    ],
)
def test_roles_before_and_after_a_name(text, names, roles):
    assert [role for _, role in found(text, *names)] == roles


def test_the_span_of_a_role_is_where_it_says():
    text = "قالت وزيرة الخارجية مريم الصادق ذلك."
    start = text.index("مريم")
    role = next(article_roles(text, [Span(0, len(text))], [Mention(start, start + 10, "PER", "m")]))
    assert text[role.start : role.end] == role.role == "وزيرة الخارجية"
    assert (role.kind, role.gender) == ("office", "female")


def test_given_names_tell_gender_where_one_bears_them():
    assert given_gender("فاطمة الفهري") == "female"
    assert given_gender("أبو مازن") == ""
    assert given_gender("") == ""


def corpus():
    text = "قالت الوزيرة نور السالم ذلك. ورد جون كيري ورافقه الزعيم كيم."
    names = [("نور السالم", "e1"), ("جون كيري", "e2"), ("كيم", "e3")]
    spans = [(text.index(name), text.index(name) + len(name), name, id_) for name, id_ in names]
    rows = {
        "articles": [article("x", text)],
        "sentences": [
            {"article_id": "x", "sentence_id": f"s{a}-{b}", "start": a, "end": b} for a, b in sentences(text)
        ],
        "mentions": [
            {"article_id": "x", "mention_id": f"m{a}-{b}", "start": a, "end": b, "text": name, "type": "PER"}
            | {"score": 1.0, "entity_id": id_}
            for a, b, name, id_ in spans
        ],
        "entities": [
            {"entity_id": id_, "name": name, "type": "PER", "aliases": [], "mention_count": 1, "article_count": 1}
            for name, id_ in names
        ],
    }
    return Tables(*(frame(name, rows.get(name, [])) for name in Tables._fields))


def test_people_have_roles_and_gender_with_its_reason():
    table = people(corpus()).set_index("name")
    assert list(table.loc["نور السالم", ["roles", "gender", "known_by"]]) == ["الوزيرة", "female", "title"]
    assert list(table.loc["جون كيري", ["roles", "gender", "known_by"]]) == ["", "male", "given name"]
    assert list(table.loc["كيم", ["roles", "gender", "known_by"]]) == ["الزعيم", "male", "title"]
    assert list(roles(corpus())["name"]) == ["نور السالم", "كيم"]


def test_nobody_no_roles():
    nothing = empty(corpus().articles)
    assert people(nothing).empty
    assert isinstance(roles(nothing), pd.DataFrame)
    assert roles(nothing).empty
