"""Who does what to whom."""

import time
from types import SimpleNamespace

import pytest
from hypothesis import given

from analysis import framing
from analysis.framing.epithets import described
from analysis.framing.events import article_events
from analysis.framing.portrayal import article_portrayals
from analysis.tables import frame
from samples import article, tables
from strategies import HOSTILE, arabic

NAMES = {"روسيا": "LOC", "أوكرانيا": "LOC", "ترامب": "PER", "فلاديمير بوتين": "PER", "موسكو": "LOC", "إسرائيل": "LOC"}


def mentions(text, names=NAMES):
    rows = [
        SimpleNamespace(entity_id=name, start=at, end=at + len(name), type=kind)
        for name, kind in names.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return sorted(rows, key=lambda row: row.start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هاجمت روسيا أوكرانيا أمس.", ("هاجم", "active", "روسيا", "أوكرانيا")),
        ("روسيا تهاجم أوكرانيا", ("هاجم", "active", "روسيا", "أوكرانيا")),
        ("روسيا التي شنت غزواً واسعاً لأوكرانيا", ("شن", "active", "روسيا", "أوكرانيا")),
        ("غزو روسيا لأوكرانيا مستمر", ("غزا", "nominal", "روسيا", "أوكرانيا")),
        ("قتل جندي في الكمين", ("قتل", "passive", None, "جندي")),
        ("قتلت القوات الروسية طفلا في المدينة", ("قتل", "active", "القوات الروسية", "طفلا")),
        ("أصيب ثلاثة جنود في الانفجار", ("اصيب", "passive", None, "ثلاثة جنود")),
        ("تم اعتقال المتهم من قبل الشرطة", ("اعتقل", "passive", "الشرطة", "المتهم")),
        ("تم إجلاء جميع أفراد الطاقم بسلام", ("اجلي", "passive", None, "جميع أفراد الطاقم")),
        ("تم الإفراج عن الصحفي", ("افرج", "passive", None, "الصحفي")),
        ("اغتيل القيادي على يد مسلحين", ("اغتيل", "passive", "مسلحين", "القيادي")),
        ("ألقت الشرطة القبض على اللص", ("القي القبض", "active", "الشرطة", "اللص")),
        (
            "استقبل الرئيس الروسي فلاديمير بوتين ترامب في موسكو",
            ("استقبل", "active", "الرئيس الروسي فلاديمير بوتين", "ترامب"),
        ),
        ("ويضغط ترامب على أوكرانيا", ("ضغط", "active", "ترامب", "أوكرانيا")),
        ("مقتل ستة جنود في الجبل", ("قتل", "nominal", None, "ستة جنود")),
        # What stands after a verb that opens no clause is what is acted on.
        ("وصلت رسالة تنتقد العنصرية", ("انتقد", "active", "رسالة", "العنصرية")),
        ("فتح النار في القاعة فقتل شخصين", ("قتل", "active", None, "شخصين")),
        ("الأحزاب التي كانت تعارض الحكومة", ("عارض", "active", "الأحزاب", "الحكومة")),
        ("ليس البلد الوحيد الذي يواجه عقبات", ("واجه", "active", "البلد الوحيد", "عقبات")),
        ("المساهمون باعوا حصصا", ("باع", "active", "المساهمون", "حصصا")),
        ("في السوق تجار باعوا حصصا", ("باع", "active", None, "حصصا")),
        ("قال إن المدير أصدر أمس تعليمات", ("اصدر", "active", "المدير", "تعليمات")),
        ("أعلن أن 93 مدنيا قتلوا في القصف", ("قتل", "passive", None, "93 مدنيا")),
        ("في هذا اليوم بعدما حكمت محكمة", ("حكم", "active", "محكمة", None)),
        # An adjective is no genitive, and a genitive without a name is what happens to somebody.
        ("ذكرى الغزو الروسي لأوكرانيا", ("غزا", "nominal", "الروسي", "أوكرانيا")),
        ("واصل دعمه المتواصل لأوكرانيا", ("دعم", "nominal", None, "أوكرانيا")),
        ("أطلق تحذيرا جديدا لإسرائيل", ("حذر", "nominal", None, "إسرائيل")),
        ("سارعوا إلى حظر الأسلحة", ("حظر", "nominal", None, "الأسلحة")),
        ("بدأ برنامج لاستقبال المتقدمين للاستفادة", ("استقبل", "nominal", None, "المتقدمين")),
        ("أدى إلى مقتل 35 عسكريا", ("قتل", "nominal", None, "35 عسكريا")),
        # The agent after a verb in the middle of a sentence, where it acts and agrees.
        ("وفي بيان أمس رفضت الهيئة العرض الجديد", ("رفض", "active", "الهيئة", "العرض الجديد")),
        ("قال شاهد إنه نجا، واعتقلت الشرطة رجلا", ("اعتقل", "active", "الشرطة", "رجلا")),
        ("قال إن المدير، الذي وصل أمس، انتقد العرض", ("انتقد", "active", "المدير", "العرض")),
        ("المتهمان وافقا على العرض", ("وافق", "active", "المتهمان", "العرض")),
        ("كما يواجه اعتراضات من المحافظين", ("واجه", "active", None, "اعتراضات")),
        ("اشترى الصندوق أخيرا عقارات", ("اشتري", "active", "الصندوق", "عقارات")),
        ("المناطق التي يسيطر عليها تنظيم مسلح", ("سيطر", "active", "تنظيم مسلح", "المناطق")),
        ("المخيم الذي تستضيفه المحافظة البعيدة", ("استضاف", "active", "المحافظة البعيدة", "المخيم")),
        # Verbal nouns with two sides, with من, with a preposition, and what only looks like their genitive.
        ("اندلعت اشتباكات مسلحة بين المقاومة الشعبية والحوثيين", ("اشتبك", "nominal", "المقاومة الشعبية", "الحوثيين")),
        ("اندلعت مواجهات عنيفة مع الشرطة", ("واجه", "nominal", None, "الشرطة")),
        ("إجراءات لمواجهة التنظيم المتشدد", ("واجه", "nominal", None, "التنظيم المتشدد")),
        ("حضر بدعوة من رئيس المجلس", ("دعا", "nominal", "رئيس المجلس", None)),
        ("كانت روسيا قد أعلنت بعد غزوها لأوكرانيا", ("غزا", "nominal", "روسيا", "أوكرانيا")),
        ("قال الوزير للسفير إن اللقاء جيد بعد معارضته للعرض", ("عارض", "nominal", None, "لعرض")),
        ("بعد موافقة مجلس النواب", ("وافق", "nominal", "مجلس النواب", None)),
        ("بعد زيارة إلى الصين", ("زار", "nominal", None, "الصين")),
        ("في زيارة تستمر ثلاثة أيام", None),
        ("سجلت إصابة رسميا في البلاد", None),
        ("في السيطرة على بلدتي الشمال", ("سيطر", "nominal", None, "بلدتي الشمال")),
        ("أعلنت إصابة زوجته بالفيروس", ("اصاب", "nominal", None, "زوجته")),
        ("أكدت ذلك وزارتا الداخلية والعدل", None),
        # Behind a comma a relative clause is about a name.
        ("وقفوا إلى جانب روسيا، التي شنت غزواً واسعاً لأوكرانيا", ("شن", "active", "روسيا", "أوكرانيا")),
        ("قال إن الممثلين التقوا بنفسه ومع آخرين", ("التقي", "active", "الممثلين", None)),
        # The subject of the sentence goes on: where the verb is joined, or a pronoun stands for it.
        ("وصلت الشرطة إلى السوق مساء واعتقلت رجلا", ("اعتقل", "active", "الشرطة", "رجلا")),
        ("نزلت القوات بالقلعة، ثم عادت وهاجمت الأحياء", ("هاجم", "active", "القوات", "الأحياء")),
        ("وصلت الشرطة إلى السوق مساء وانتقد العرض", ("انتقد", "active", None, "العرض")),
        ("وصلت الشرطة التي رأيناها مساء واعتقلت رجلا", ("اعتقل", "active", None, "رجلا")),
        ("ذكرت الشرطة أمس أنها اعتقلت رجلا", ("اعتقل", "active", "الشرطة", "رجلا")),
        ("ذكر الوزير أنها اعتقلت رجلا", ("اعتقل", "active", None, "رجلا")),
        ("قال الوزير إن الوضع جيد، مشيرا إلى أنه ناقش مع ترامب", ("ناقش", "active", "الوزير", "ترامب")),
        ("قال الوزير إن الوضع الذي يراه أنه ناقش مع ترامب", ("ناقش", "active", None, "ترامب")),
        ("وكانت المحكمة الدولية اتهمت ترامب", ("اتهم", "active", "المحكمة الدولية", "ترامب")),
        ("قال إن قواتها قصفت مواقع", ("قصف", "active", "قواتها", "مواقع")),
        ("رأى أن العمل المتزايد في البلاد يعارض الهدف", ("عارض", "active", "العمل المتزايد", "الهدف")),
        ("هؤلاء المقاتلون، الذين واجهوا الجيش", ("واجه", "active", "المقاتلون", "الجيش")),
        # A clause describes the indefinite noun before it, not the place, and not behind و.
        ("أعلن عن تفجير انتحاري استهدف المدينة", ("استهدف", "active", "تفجير انتحاري", "المدينة")),
        ("ينتظرون قانونا يمنع التمييز", ("منع", "active", "قانونا", "التمييز")),
        ("عدد كبير في مدينة صغيرة هاجمت المخيم", ("هاجم", "active", None, "المخيم")),
        ("يضم 95 مليون نسمة ويحتل المرتبة", ("احتل", "active", None, "المرتبة")),
        # Behind a phrase of time.
        ("استقبلت المحطة خلال الساعات الماضية 100 راكب", ("استقبل", "active", "المحطة", "100 راكب")),
        ("قتل جندي في هجوم عنيف جنوب البلاد", ("قتل", "passive", None, "جندي")),
        ("زارت في روسيا الاتحادية", None),
        ("منع في المادة 36 القيام", None),
        ("يعد تجربة طلبت حكومات الاطلاع", ("طلب", "active", None, "حكومات الاطلاع")),
        ("لذلك هي تارة ترفض التصعيد", ("رفض", "active", None, "التصعيد")),
        ("لأن الخلاف حدث أمس، وقاتل بعضهم", None),
        ("أعلن أن وزارته رفضت العرض", ("رفض", "active", "وزارته", "العرض")),
        ("في مأساة نتيجة تدافع الجمهور", None),
        ("سقط ألف مدير وجرح 9 آلاف", ("جرح", "active", None, "9 آلاف")),
        ("وصل الوفد أمس، معلنة فشل روسيا", ("فشل", "nominal", "روسيا", None)),
        ("هذا دليل قاطع على الخطأ", None),
        ("بعد أن لجأ بعض قادتها إلى الخيار", None),
        ("لا يمكن أن تجد صحيفة تؤيد روسيا", ("ايد", "active", "صحيفة", "روسيا")),
        ("هذه طرق تدمر بها روسيا", None),
        ("عاصمة لها، وسرعان ما استدعت الطبيب", ("استدعي", "active", None, "الطبيب")),
        ("حذر من هجوم شرس يستهدف المدينة", ("استهدف", "active", None, "المدينة")),
        ("ذكر أن تلك العاصمة حكمت 4 قرون", ("حكم", "active", "تلك العاصمة", None)),
        # Behind a preposition, and in the name of a body, stands no verb.
        ("عبارة عن تطور تمثل في تعاقب أسر", None),
        ("وقد صدم ذلك روسيا", ("صدم", "active", "ذلك", "روسيا")),
        # Other words of the same form.
        ("وقع انفجار في السوق", None),
        ("من هنا تنتشر الشائعات", None),
        ("حدود المركز الانتخابي رقم", None),
        ("صلى الله عليه وسلم فكان", None),
        ("شاركت منظمة التحرير الفلسطينية", None),
    ],
)
def test_events(text, expected):
    found = [
        (e.lemma, e.voice, *(text[slice(*place)] if place else None for place in (e.agent, e.patient)))
        for e in article_events(text, mentions(text))
    ]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "lemma", "agent"),
    [
        # Verbs and nouns whose agent is that of the verbal noun under them.
        ("حاول المهاجم أمس قتل جندي.", "قتل", "المهاجم"),
        ("واصلت القوات عمليات قصف المدينة.", "قصف", "القوات"),
        ("الجيش يواصل قصف المدينة.", "قصف", "الجيش"),
        ("بدأت القوات قصف المدينة.", "قصف", "القوات"),
        ("قال إن الحزب عمد إلى مقاطعة القمة.", "قاطع", "الحزب"),
        ("نفذ الجيش أعنف اقتحام للمخيم.", "اقتحم", "الجيش"),
        ("تمكنت الشرطة من اعتقاله.", "اعتقل", "الشرطة"),
        ("رفضت السفارة محاولات الحزب إسقاط الحكومة.", "اسقط", "الحزب"),
        ("جرت محاولة من القوات للسيطرة على البلدة.", "سيطر", "القوات"),
        ("تراجعت الحكومة عن نيتها ترحيل لاجئ.", "رحل", "الحكومة"),
        ("اتهم الوزير الجنود بقتل رجل.", "قتل", "الجنود"),
        ("الوزير اتهم الجنود بقتل رجل.", "قتل", "الجنود"),
        ("دعا الوزير إلى دعم اللاجئين.", "دعم", None),
        ("حوكم رجل متهم بقتل جاره.", "قتل", "رجل متهم"),
        ("حوكم المشتبه به في قتل جاره.", "قتل", "المشتبه به"),
        ("بدأ الأسبوع المقبل تجنيد الشبان.", "جند", None),
        ("أقر المجلس خطة تبدأ باجتياح المدينة.", "غزا", None),
        # Adjectives of countries.
        ("وقع قصف روسي عنيف على المدينة.", "قصف", "روسي"),
        ("أسفرت الهجمات الروسية عن ضحايا.", "هاجم", "الروسية"),
        ("أعلنت الوزارة إصابة روسي.", "اصاب", None),
        ("شاركت منظمة الدفاع الروسية في المعرض.", "دافع", None),
        ("رحب الوزير لدى استقباله المستشارة الروسية.", "استقبل", None),
        # Who else acts.
        ("أطلق السجين بمساعدة قطر.", "ساعد", "قطر"),
        ("أغلق المسجد بعد اقتحام القوات له.", "اقتحم", "القوات"),
        ("أصيب طفل في استهداف الجيش منزلا.", "استهدف", "الجيش"),
        ("ندد باقتحام بوتين موسكو.", "اقتحم", "بوتين"),
        ("في ورشة ينظمها المعهد بالتعاون مع الجامعة.", "تعاون", "المعهد"),
        ("نظمت الوزارة أمس ورشة بالتنسيق مع الجامعة.", "نسق", "الوزارة"),
        ("عشرات الضحايا والجيش يقصف المدينة", "قصف", "الجيش"),
        ("تحدث عن الوزير والمدير قصف المدينة", "قصف", None),
        ("بعض الأحزاب التي تعارض الحكومة", "عارض", "بعض الأحزاب"),
        ("محامي المتهمين اللذين كانا يواجهان السجن", "واجه", "المتهمين"),
        ("سياسي / الحزب يرفض العرض", "رفض", "الحزب"),
    ],
)
def test_agents(text, lemma, agent):
    names = {"بوتين": "PER", "موسكو": "LOC", "قطر": "LOC"}
    found = [event for event in article_events(text, mentions(text, names)) if event.lemma == lemma]
    assert [text[slice(*event.agent)] if event.agent else None for event in found] in (
        [agent],
        [] if agent is None else 0,
    )


def test_the_agent_of_an_active_verb_is_not_deleted_where_it_stood_before():
    found = framing.events(corpus("كما يواجه روسيا. قتل جندي.")).set_index("lemma")
    assert list(found.loc["واجه", ["agent", "agent_deleted"]]) == ["", False]
    assert list(found.loc["قتل", ["agent", "agent_deleted"]]) == ["", True]


def test_the_attack_of_the_seed(seed):
    line = next(line for line in seed.split("\n") if "غارة جوية" in line)
    found = [e for e in article_events(line, []) if e.lemma == "الحق اضرارا"]
    assert [(line[slice(*e.agent)], line[slice(*e.patient)], e.relation) for e in found] == [
        ("غارة جوية أوكرانية", "سفينتين", "conflict")
    ]


def test_a_verb_that_needs_an_object_word_is_no_event_without_it():
    assert list(article_events("ألحقت المدرسة الطلاب بالدورة", [])) == []


def test_portrayals_name_the_entity_a_phrase_is_about():
    text = "هاجمت قوات إسرائيل أوكرانيا"
    found = [(p.entity_id, p.role, p.predicate_lemma, p.polarity) for p in article_portrayals(text, mentions(text))]
    assert found == [("إسرائيل", "agent", "هاجم", "negative"), ("أوكرانيا", "patient", "هاجم", "negative")]
    text = "هاجمت غارة أوكرانية روسيا"
    adjective = {"أوكرانية": "LOC", "روسيا": "LOC"}
    assert [(p.entity_id, p.role) for p in article_portrayals(text, mentions(text, adjective))] == [
        ("روسيا", "patient")
    ]


def corpus(text):
    rows = [
        {"article_id": "x", "mention_id": str(n), "start": m.start, "end": m.end, "text": m.entity_id}
        | {"type": m.type, "score": 1.0, "entity_id": m.entity_id}
        for n, m in enumerate(mentions(text))
    ]
    entities = [
        {"entity_id": name, "name": name, "type": kind, "aliases": [], "mention_count": 1, "article_count": 1}
        for name, kind in NAMES.items()
    ]
    return tables()._replace(
        articles=frame("articles", [article("x", text)]),
        mentions=frame("mentions", rows),
        entities=frame("entities", entities),
        quotes=frame("quotes"),
    )


def test_pairs_agency_and_epithets():
    made = corpus("هاجمت روسيا أوكرانيا. قصفت روسيا أوكرانيا. قتل جندي في روسيا الاتحادية. زار الرئيس ترامب موسكو.")
    found = framing.events(made)
    pairs = framing.pairs(found)
    assert list(pairs.iloc[0][["agent", "patient", "relation", "count"]]) == ["روسيا", "أوكرانيا", "conflict", 2]
    assert pairs["predicates"][0] == ["قصف", "هاجم"]
    agency = framing.agency(found).set_index("lemma")
    assert list(agency.loc["قتل", ["passive", "deleted"]]) == [1, 1.0]
    assert agency["deleted"]["زار"] == 0.0
    epithets = framing.epithets(made)
    found = set(zip(epithets["name"], epithets["epithet"], epithets["place"], strict=True))
    assert found >= {("ترامب", "الرئيس", "before"), ("روسيا", "الاتحادية", "after")}


def test_of_pairs_as_frequent_those_of_two_names_stand_first():
    pairs = framing.pairs(framing.events(corpus("هاجمت القوات أوكرانيا. هاجمت روسيا أوكرانيا.")))
    assert list(pairs["agent"]) == ["روسيا", "القوات"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("قال الرئيس الروسي فلاديمير بوتين أمس", "فلاديمير بوتين", "PER", {"الرئيس الروسي"}),
        ("مع كبير المفاوضين الأوكرانيين رستم علي", "رستم علي", "PER", {"كبير المفاوضين الأوكرانيين"}),
        ("تحدث لوزير الخارجية محمد السالم", "محمد السالم", "PER", {"وزير الخارجية"}),
        ("قال وزير الخارجية محمد السالم", "محمد السالم", "PER", {"وزير الخارجية"}),
        ("مع والدة الشهيد محمد السالم", "محمد السالم", "PER", {"الشهيد"}),
        ("قائد القوات المسلحة اللواء محمد السالم", "محمد السالم", "PER", {"اللواء"}),
        ("أغنية للكاتب السعودي محمد السالم", "محمد السالم", "PER", {"الكاتب السعودي"}),
        ("في تلك السنوات محمد السالم", "محمد السالم", "PER", set()),
        ("والأمير محمد السالم", "محمد السالم", "PER", {"الأمير"}),
        ("سافر إلى محمد السالم الذي مرض", "محمد السالم", "PER", set()),
        ("سافر إلى روسيا التي هاجمت", "روسيا", "LOC", set()),
        ("سافر من روسيا إلى البحر", "روسيا", "LOC", set()),
        ("هاجمت القوات روسيا", "روسيا", "LOC", set()),
        ("في العاصمة البريطانية لندن", "لندن", "LOC", {"العاصمة البريطانية"}),
        ("زيارة محمد السالم التاريخية", "محمد السالم", "PER", set()),
        ("برنامج إيران النووي", "إيران", "LOC", set()),
        ("في الضفة الغربية المحتلة", "الضفة الغربية", "LOC", {"المحتلة"}),
        ("في لبنان الشقيقة", "لبنان", "LOC", set()),
        ("قال الحزب الجمهوري المعارضين", "الحزب الجمهوري", "ORG", set()),
        ("يوم الخميس محمد السالم", "محمد السالم", "PER", set()),
    ],
)
def test_epithets_are_titles_and_adjectives(text, name, kind, expected):
    start = text.index(name)
    assert {epithet for epithet, _ in described(text, start, start + len(name), kind)} == expected


def test_the_article_of_a_patient_is_given_back():
    found = framing.events(corpus("بعد غزو روسيا للمدينة القديمة."))
    assert "المدينة القديمة" in set(found["patient"])


def test_a_text_without_an_end_of_a_clause_takes_time_in_line_with_its_length():
    def seconds(count):
        start = time.process_time()
        assert len(list(article_events("التي رفضت " * count, []))) > count / 2
        return time.process_time() - start

    seconds(100)
    # The least of some: a collection of garbage in between takes longer than the text.
    assert min(seconds(8000) for _ in range(3)) < 20 * min(seconds(1000) for _ in range(3))


@given(arabic())
def test_any_text(text):
    check(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text):
    check(text)


def check(text):
    assert list(article_portrayals(text, [])) == []
    for event in article_events(text, []):
        for place in (event.predicate, event.agent, event.patient):
            assert place is None or 0 <= place.start < place.end <= len(text)
