"""Rules over the mentions of one text: their bounds, what is none, one type a name, names missed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.entities.agreement import agreed, repeated
from analysis.entities.recognise import TYPES, Mention
from analysis.entities.spans import mended
from analysis.text import tokens
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
        # Adverbs and sums of money, mere directions, and a preposition that the next name hangs on, are none.
        ("بلغ سعرها 12 ريالاً أمس", "MISC", "ريالاً", None),
        ("أكرم الناس محمداً أمس", "PER", "محمداً", "محمداً"),
        ("هطلت أمطار على شرق أوروبا", "LOC", "شرق", None),
        ("زار اللجنة العليا للإغاثة في عدن", "ORG", "اللجنة العليا للإغاثة في", "اللجنة العليا للإغاثة"),
        ("بثت «نجمة تي في» اللقاء", "ORG", "نجمة تي في", "نجمة تي في"),
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
        ("عقد في كابل أمس", "LOC", "ابل", "كابل"),
        # Proclitics that were taken into a name.
        ("ثم فزهير بن عمر", "PER", "فزهير بن عمر", "زهير بن عمر"),
        ("زار فهد بن عمر", "PER", "فهد بن عمر", "فهد بن عمر"),
        ("التقى بسمو رئيس المدينة", "PER", "بسمو", None),
        ("التقى بالرئيس سمير الحازمي", "PER", "بالرئيس سمير الحازمي", "سمير الحازمي"),
        ("قال الدكتورسمير الحازمي", "PER", "الدكتورسمير الحازمي", "سمير الحازمي"),
        ("قالت الدكتورة سلمى", "PER", "الدكتورة سلمى", "سلمى"),
        ("خالد ولحسن بن عمر", "PER", "لحسن بن عمر", "لحسن بن عمر"),
        ("وببروكسل أقيم الحفل", "LOC", "ببروكسل", "بروكسل"),
        ("كما فكوبا كبيرة", "LOC", "فكوبا", "كوبا"),
        ("التقى كمالي أمس", "PER", "كمالي", "كمالي"),
        ("وصل إلى بريتر أمس", "LOC", "بريتر", "بريتر"),
        ("قال بنيامين شتاين أمس", "PER", "نيامين شتاين", "بنيامين شتاين"),
        ("قال بحسن الحازمي أمس", "PER", "حسن الحازمي", "حسن الحازمي"),
        ("أوضح لـ«واس» أن", "ORG", "اس", "واس"),
        ("أعمال شركات كآبل الكبرى", "ORG", "آبل", "آبل"),
        # An adjective of nationality before a person's name; alone it may be a family name.
        ("سجل الغاني كوفي أسامواه هدفا", "PER", "الغاني كوفي أسامواه", "كوفي أسامواه"),
        ("قال المصري أمس", "PER", "المصري", "المصري"),
        # What names nothing.
        ("تسجل فان 6 في المئة", "MISC", "فان 6", None),
        ("لعب فان دايك أمس", "PER", "فان دايك", "فان دايك"),
        ("في موقع www.alkhabar.com اليوم", "ORG", "alkhabar", None),
        ("خلال المؤتمر الثالث عشر", "MISC", "المؤتمر", None),
        ("خلال مؤتمر باريس أمس", "MISC", "مؤتمر باريس", "مؤتمر باريس"),
        ("بلغ الثمن مئة دولار أمس", "MISC", "دولار", None),
        ("قال والله أعلم", "MISC", "الله", None),
        # A place behind the kind of a site is the site; what is governed stays without its kind.
        ("هبط في مطار بكين الدولي أمس", "LOC", "بكين", "مطار بكين الدولي"),
        ("قصف بقطاع غزة أمس", "LOC", "غزة", "قطاع غزة"),
        ("عبر قناة السويس أمس", "LOC", "السويس", "قناة السويس"),
        ("بثت قناة دبي أمس", "LOC", "دبي", "دبي"),
        ("أمير محافظة الطائف أمس", "LOC", "الطائف", "الطائف"),
        ("من قاعدة لنجة الجوية أمس", "LOC", "لنجة", "قاعدة لنجة الجوية"),
        ("على ملعب برشلونة أمس", "ORG", "برشلونة", "برشلونة"),
        # Organisations that run on, and papers without their country.
        ("انتقل إلى فريق بنادي لنجة أمس", "LOC", "لنجة", "نادي لنجة"),
        ("يدرس بجامعة لنجة أمس", "LOC", "لنجة", "جامعة لنجة"),
        ("قرب النادي لنجة أمس", "LOC", "لنجة", "لنجة"),
        ("عضو اللجنة العليا لحقوق الإنسان أمس", "ORG", "اللجنة العليا لحقوق", "اللجنة العليا لحقوق الإنسان"),
        ("قالت هيئة مكافحة المخدرات أمس", "ORG", "هيئة مكافحة", "هيئة مكافحة المخدرات"),
        ("المفوضية السامية لشؤون اللاجئين", "ORG", "المفوضية السامية لشؤون", "المفوضية السامية لشؤون اللاجئين"),
        ("حسب صحيفة الصباح التونسية أمس", "ORG", "الصباح التونسية", "الصباح"),
        ("طائرة الخطوط التونسية أمس", "ORG", "الخطوط التونسية", "الخطوط التونسية"),
        ("زار مستشفى الملك فيصل أمس", "PER", "فيصل", "مستشفى الملك فيصل"),
        ("زار مدينة الملك فهد الساحلية", "LOC", "الملك فهد", "مدينة الملك فهد الساحلية"),
        ("زار الملك فيصل باريس", "PER", "فيصل", "فيصل"),
        ("هبط في مطار الملك خالد الدولي أمس", "PER", "خالد", "مطار الملك خالد الدولي"),
        ("يدرس في معهد الأمير خالد السعودي أمس", "PER", "خالد", "معهد الأمير خالد"),
        ("شكر مركز الملك خالد للمساعدة في العلاج", "PER", "خالد", "مركز الملك خالد"),
        ("في مسجد الإمام خالد الذي يرتاده", "PER", "خالد", "مسجد الإمام خالد"),
        ("أعضاء هيئة الرقابة المالية", "ORG", "هيئة", "هيئة الرقابة المالية"),
        # How somebody speaks is no part of the name.
        ("قال حداد بنبرة غاضبة", "PER", "حداد بنبرة", "حداد"),
        ("سأل سميرة باستنكار شديد", "PER", "سميرة باستنكار", "سميرة"),
        ("قالت سارة بالين أمس", "PER", "سارة بالين", "سارة بالين"),
        ("قال أحمد بدير أمس", "PER", "أحمد بدير", "أحمد بدير"),
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


def test_joined_persons_are_two_and_a_chalk_is_no_name():
    text = "قال سامي حداد ويزن حمود ذلك، وكتبت مورين تايت ثم كتبت تايت بالطباشير"
    names = [("PER", name) for name in ("سامي حداد", "ويزن حمود", "مورين تايت", "تايت بالطباشير")]
    assert [name for _, name in found(text, *names)] == ["سامي حداد", "يزن حمود", "مورين تايت", "تايت"]
    (*_, other) = found("لوك والتون وليد جنبلاط", ("PER", "لوك والتون"), ("PER", "وليد جنبلاط"))
    assert other == ("PER", "وليد جنبلاط")


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("تجريها حركة حماس أمس", [("ORG", "حركة"), ("ORG", "حماس")], [("ORG", "حركة حماس")]),
        ("درس في جامعة جازان أمس", [("ORG", "جامعة"), ("LOC", "جازان")], [("ORG", "جامعة جازان")]),
        ("سافر إلى جنوب أفريقيا أمس", [("LOC", "جنوب"), ("LOC", "أفريقيا")], [("LOC", "جنوب أفريقيا")]),
        ("تقع جنوب أوروبا أمس", [("LOC", "جنوب"), ("LOC", "أوروبا")], [("LOC", "أوروبا")]),
        ("هبط في مطار بكين أمس", [("LOC", "مطار"), ("LOC", "بكين")], [("LOC", "مطار بكين")]),
        ("رئيس هيئة ميناء لنجة", [("ORG", "هيئة ميناء"), ("LOC", "لنجة")], None),
        ("أمام حركة باريس أمس", [("ORG", "حركة"), ("LOC", "باريس")], [("LOC", "باريس")]),
        ("قال حسن الشيخ أمس. وأضاف الشيخ", [("PER", "حسن الشيخ"), ("PER", "الشيخ")], None),
        # A word without its first letter is another name of the text; a word that is a name itself keeps it.
        (
            "جاك بورمان . رحب ببورمان",
            [("PER", "جاك بورمان"), ("PER", "ببورمان")],
            [("PER", "جاك بورمان"), ("PER", "بورمان")],
        ),
        ("لبيد بن عمر . شعر لبيد", [("PER", "لبيد بن عمر"), ("PER", "بيد")], [("PER", "لبيد بن عمر"), ("PER", "لبيد")]),
        ("لبيد . لبيد . لبيد", [("PER", "بيد"), ("PER", "بيد"), ("PER", "بيد")], [("PER", "لبيد")] * 3),
        ("لهولاند . لهولاند . لهولاند . وهولاند", [("PER", "هولاند")] * 4, None),
        # Institutions named after princes, found by their words; an adjective belongs to one, not to a person.
        (
            "افتتح مركز الملك فيصل للبحوث والدراسات الإسلامية",
            [],
            [("ORG", "مركز الملك فيصل للبحوث والدراسات الإسلامية")],
        ),
        ("حي قرب مطار الملك خالد أمس", [("PER", "خالد")], [("LOC", "مطار الملك خالد")]),
        ("على جائزة الأمير سلطان بن سلمان", [("PER", "سلطان بن سلمان")], [("MISC", "جائزة الأمير سلطان بن سلمان")]),
        ("قال مركز الملك كرسيا", [], []),
        ("التقى مون جاي-إن كوفي", [("PER", "مون جاي"), ("PER", "كوفي")], [("PER", "مون جاي-إن"), ("PER", "كوفي")]),
        ("سجل كوفي-المهاجم هدفا", [("PER", "كوفي")], None),
        ("لقاء كوفي-حسن أمس", [("PER", "كوفي"), ("PER", "حسن")], None),
        ("سجل الغاني كوفي هدفا", [("PER", "الغاني"), ("PER", "كوفي")], [("PER", "كوفي")]),
        ("حركة «حماس» لنجة", [("ORG", "حماس"), ("ORG", "» لنجة")], [("ORG", "حماس"), ("ORG", "لنجة")]),
        ("سجل المصري\nكوفي مدربا", [("PER", "المصري"), ("PER", "كوفي")], None),
        ("نالت جائزة الأمير خالد بن عبد العزيز للقصة", [], [("MISC", "جائزة الأمير خالد بن عبد العزيز للقصة")]),
        ("اللجنة العليا لحقوق الإنسان", [("ORG", "اللجنة العليا لحقوق"), ("MISC", "الإنسان")], None),
    ],
)
def test_mentions_beside_each_other(text, names, expected):
    assert found(text, *names) == (names if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("قالت وزيرة المالية، لمياء الزريبي، ذلك", [("PER", "مياء الزريبي")], ["لمياء الزريبي"]),
        (
            "أعلن لوك والتون ذلك. قال والتون أمس",
            [("PER", "لوك"), ("PER", "التون"), ("PER", "التون")],
            ["لوك والتون", "والتون"],
        ),
        (
            "التقى سامي وهيثم والتقى هيثم غيره",
            [("PER", "سامي"), ("PER", "هيثم"), ("PER", "هيثم")],
            ["سامي", "هيثم", "هيثم"],
        ),
    ],
)
def test_a_letter_is_of_the_name_where_nothing_else_is_a_word(text, names, expected):
    assert [name for _, name in found(text, *names)] == expected


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
        # A family name is a person's, however often it is taken for something else; not behind a kind of thing.
        ("حسن الراوي . الراوي . الراوي . الراوي", [("PER", "حسن الراوي"), *[("ORG", "الراوي")] * 3], "PER PER PER PER"),
        ("حسن الراوي . شركة الراوي", [("PER", "حسن الراوي"), ("ORG", "الراوي")], "PER ORG"),
        ("حسن بن لنجة . في لنجة . لنجة", [("PER", "حسن بن لنجة"), ("LOC", "لنجة"), ("LOC", "لنجة")], "PER LOC LOC"),
        ("حسن بن لنجة . يعرف لنجة", [("PER", "حسن بن لنجة"), ("LOC", "لنجة")], "PER PER"),
        ("حسن فضل الله . حمدا الله", [("PER", "حسن فضل الله"), ("MISC", "الله")], "PER MISC"),
        # A family name in quotation marks is a person's, but for what is called so.
        ("حسن الشيخ . وقال «الشيخ»", [("PER", "حسن الشيخ"), ("ORG", "الشيخ")], "PER PER"),
        ("حسن الشيخ . موقع «الشيخ»", [("PER", "حسن الشيخ"), ("ORG", "الشيخ")], "PER ORG"),
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
        # A family name behind a title is one; not a given name, nor what is an adjective too.
        ("حسن بن علي الحازمي . ودعا د. الحازمي إليه", [("PER", "حسن بن علي الحازمي")], 2),
        ("حسن بن علي الحازمي . قال الوزير الحازمي", [("PER", "حسن بن علي الحازمي")], 2),
        ("حسن بن علي الشاعر . قال الشاعر", [("PER", "حسن بن علي الشاعر")], 1),
        ("عمرو المصري . قال الوزير المصري", [("PER", "عمرو المصري")], 1),
        ("الملك عبدالله الثاني . النائب الثاني لرئيس المجلس", [("PER", "عبدالله الثاني")], 1),
        ("حسن فيصل . الملك فيصل", [("PER", "حسن فيصل")], 1),
        # A family name that is no word of the news needs no title, where the person has a full name.
        ("وقال سليم الشنقرير . حسب الشنقرير", [("PER", "سليم الشنقرير")], 2),
        ("وقال الشنقرير . حسب الشنقرير", [("PER", "الشنقرير")], 1),
        ("سليم الشنقرير . الشنقرير . الشنقرير . الشنقرير", [("PER", "سليم الشنقرير")], 1),
        # A name of several words in the lexicon is one, found or not; of one word it may be another thing.
        ("انضم إلى تنظيم داعش ثم تركه", [], 1),
        ("تابعه بحماس وفتح الباب", [], 0),
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


_MIXED = [
    *("مركز", "الملك", "فهد", "بن", "عبد", "العزيز", "للعلوم", "الدولي", "الغاني", "المصري", "كوفي", "حسن", "وحسن"),
    *("بنادي", "جامعة", "لنجة", "لحقوق", "الإنسان", "صحيفة", "الصباح", "التونسية", "د.", "الوزير", "ببروكسل", "كابل"),
    *(
        "واس",
        "حركة",
        "«حماس»",
        "(أ)",
        "www.x.com",
        "6",
        "فان",
        "المؤتمر",
        "في",
        "،",
        "الدكتورسمير",
        "كوفي-حسن",
        "ولبـيد",
    ),
]


@given(st.data())
def test_whatever_is_found_the_rules_leave_mentions_of_the_text_in_order_and_apart(data):
    text = " ".join(data.draw(st.lists(st.sampled_from(_MIXED), min_size=1, max_size=12)))
    parts, at, mentions = tokens(text), 0, []
    while at < len(parts):
        begin = at + data.draw(st.integers(0, 2))
        last = min(begin + data.draw(st.integers(0, 3)), len(parts) - 1)
        if begin <= last and any(c.isalnum() for c in text[parts[begin].start : parts[last].end]):
            start, stop = parts[begin]
            cut = int(text[start] in "وفبلك" and stop - start > 2 and data.draw(st.booleans()))
            mentions.append(Mention(start + cut, parts[last].end, data.draw(st.sampled_from(TYPES)), 0.9))
        at = max(begin, last) + 1
    end = 0
    for m in repeated(text, agreed(text, mended(text, mentions))):
        assert end <= m.start < m.end <= len(text)
        end = m.end
