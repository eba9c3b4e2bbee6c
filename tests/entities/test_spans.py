"""Rules over the mentions of one text: their bounds, what is none, one type a name, names missed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.entities.agreement import agreed, repeated
from analysis.entities.recognise import Mention
from analysis.entities.spans import mended
from strategies import arabic


def found(text, *names, rule=mended):
    """What a rule makes of these mentions (type, name[, score]), each searched behind the one before."""
    mentions, at = [], 0
    for type_, name, *score in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(start, at, type_, *(score or [0.9])))
    return [(m.type, text[m.start : m.end]) for m in rule(text, mentions)]


@pytest.mark.parametrize(
    ("text", "type_", "name", "expected"),
    [
        # Adjectives of nationality and belonging are no names; peoples are.
        ("الأزمة الروسية الأوكرانية مستمرة", "MISC", "الروسية الأوكرانية", None),
        ("ليس أميركيا فقط", "LOC", "أميركيا", None),
        ("عاد إلى روسيا أمس", "LOC", "روسيا", "روسيا"),
        ("كبير المفاوضين الأوكرانيين هنا", "MISC", "الأوكرانيين", None),
        ("قال مسؤولون روس أمس", "MISC", "روس", None),
        ("لكل من الإسرائيليين حق", "MISC", "الإسرائيليين", "الإسرائيليين"),
        ("تدريس اللغة الأمازيغية هنا", "MISC", "الأمازيغية", None),
        ("قال المدرب المغربي ذلك", "PER", "المغربي", "المغربي"),
        # Marks and brackets.
        ("اجتماع المجلس الاستشاري لحركة «فتح» أمس", "ORG", "المجلس الاستشاري لحركة «فتح", "فتح"),
        ("لنظام (الرئيس بشار) الأسد", "PER", "بشار) الأسد", "بشار"),
        ("في (جبل علي) أمس", "LOC", "جبل علي", "جبل علي"),
        # Titles and addresses.
        ("زار الأمير محمد بن نايف لندن", "PER", "الأمير محمد بن نايف", "محمد بن نايف"),
        ("وقال سماحته ذلك", "PER", "سماحته", None),
        ("وقال الرئيس ذلك", "PER", "الرئيس", None),
        ("أكد أن غولد وصل", "PER", "أن غولد", "غولد"),
        ("قال بيورن متخيلًا ذلك", "PER", "بيورن متخيلًا", "بيورن"),
        # Organisations by their kind.
        ("جلسة في مجلس الشيوخ أمس", "ORG", "مجلس", "مجلس الشيوخ"),
        ("قرار مجلس الأمن الدولي أمس", "ORG", "مجلس", "مجلس الأمن الدولي"),
        ("نفوذ تنظيم «القاعدة» هناك", "ORG", "تنظيم", "القاعدة"),
        ("أمام حركة الركاب", "ORG", "حركة", None),
        ("تصلح قاعدة لإطلاق المفاوضات", "ORG", "قاعدة", None),
        # Places whose first letter is no proclitic.
        ("زار كمبوديا أمس", "LOC", "مبوديا", "كمبوديا"),
        ("في بروكسل أمس", "LOC", "روكسل", "بروكسل"),
        ("وصل لبنان أمس", "LOC", "لبنان", "لبنان"),
        ("عاد بباريس أمس", "LOC", "باريس", "باريس"),
        # Names of the lexicon of aliases.
        ("قرار حلف شمال الأطلسي أمس", "LOC", "شمال الأطلسي", "حلف شمال الأطلسي"),
        ("نقلا عن وكالة فرانس برس أمس", "ORG", "فرانس برس", "وكالة فرانس برس"),
        ("نظام الأسد ولحزب الله سلاح", "ORG", "لحزب الله", "حزب الله"),
        ("وصل إلى مكة المكرمة أمس", "LOC", "مكة", "مكة المكرمة"),
        ("وفي كل الاتحاد الأوروبي أيضا", "ORG", "الاتحاد الأوروبي", "الاتحاد الأوروبي"),
        ("كتبت صحيفة واشنطن بوست ذلك", "ORG", "واشنطن بوست", "واشنطن بوست"),
    ],
)
def test_bounds_of_a_mention(text, type_, name, expected):
    assert [name for _, name in found(text, (type_, name))] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("تجريها حركة حماس أمس", [("ORG", "حركة"), ("ORG", "حماس")], [("ORG", "حركة حماس")]),
        ("درس في جامعة جازان أمس", [("ORG", "جامعة"), ("LOC", "جازان")], [("ORG", "جامعة جازان")]),
        ("أمام حركة باريس أمس", [("ORG", "حركة"), ("LOC", "باريس")], [("LOC", "باريس")]),
        ("قال حسن الشيخ أمس. وأضاف الشيخ", [("PER", "حسن الشيخ"), ("PER", "الشيخ")], None),
    ],
)
def test_mentions_beside_each_other(text, names, expected):
    assert found(text, *names) == (expected or names)


def test_types_of_what_the_lexicon_knows_but_not_of_what_is_a_town_too():
    assert found("أعلن البيت الأبيض والكرملين", ("LOC", "البيت الأبيض"), ("LOC", "الكرملين")) == [
        ("ORG", "البيت الأبيض"),
        ("ORG", "الكرملين"),
    ]
    assert found("في محافظة الكاف أمس", ("LOC", "الكاف")) == [("LOC", "الكاف")]


@pytest.mark.parametrize(
    ("text", "names", "types"),
    [
        # One form, one type: that of most, and a full name tells its last word.
        ("أجوكو . أجوكو . أجوكو", [("ORG", "أجوكو"), ("ORG", "أجوكو"), ("LOC", "أجوكو")], "ORG ORG ORG"),
        ("رجب طيب إردوغان . إردوغان", [("PER", "رجب طيب إردوغان"), ("LOC", "إردوغان", 0.5)], "PER PER"),
        # Not where the votes are even.
        ("الأهلي . الأهلي", [("ORG", "الأهلي"), ("LOC", "الأهلي")], "ORG LOC"),
        # A country is a place, but not in marks, after a kind, or as a person's name.
        ("المغرب . المغرب", [("ORG", "المغرب"), ("LOC", "المغرب")], "LOC LOC"),
        ("منتخب المغرب . المغرب", [("ORG", "المغرب"), ("LOC", "المغرب")], "ORG LOC"),
        ("«السعودية» تطير", [("ORG", "السعودية")], "ORG"),
        ("دينزل واشنطن . واشنطن", [("PER", "دينزل واشنطن"), ("PER", "واشنطن")], "PER PER"),
        # Nor a newspaper the region, whatever most mentions are.
        (
            "صحيفة الشرق الأوسط . الشرق الأوسط . الشرق الأوسط",
            [("ORG", "الشرق الأوسط"), ("LOC", "الشرق الأوسط"), ("LOC", "الشرق الأوسط")],
            "ORG LOC LOC",
        ),
    ],
)
def test_one_type_for_one_name(text, names, types):
    assert " ".join(type_ for type_, _ in found(text, *names, rule=agreed)) == types


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("قال خالد العلي. ثم قال خالد العلي", [("PER", "خالد العلي")], 2),
        ("العلي . العلي . العلي", [("PER", "العلي"), ("PER", "العلي")], 3),
        # A word that was found once, or as often missed as found, may be a common noun.
        ("أمل . أمل", [("PER", "أمل")], 1),
        ("أمل . أمل . أمل . أمل", [("PER", "أمل"), ("PER", "أمل")], 2),
        # Nor a name of which the recogniser is not sure, or whose words something parts.
        ("خالد العلي . خالد العلي", [("PER", "خالد العلي", 0.6)], 1),
        ("خالد العلي . خالد، العلي", [("PER", "خالد العلي")], 1),
        # Nor within another mention.
        ("الأمن . مجلس الأمن . الأمن", [("ORG", "الأمن"), ("ORG", "مجلس الأمن"), ("ORG", "الأمن")], 3),
    ],
)
def test_names_missed_elsewhere(text, names, count):
    assert len(found(text, *names, rule=repeated)) == count


@given(arabic(), st.data())
def test_any_mentions_of_any_text_stay_in_order_inside_it(text, data):
    bounds = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    types = st.sampled_from(["PER", "LOC", "ORG", "MISC"])
    mentions = [Mention(a, b, data.draw(types), 0.9) for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    end = 0
    for m in repeated(text, agreed(text, mended(text, mentions))):
        assert end <= m.start < m.end <= len(text)
        end = m.end
