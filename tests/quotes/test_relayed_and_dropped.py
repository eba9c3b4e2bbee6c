"""Speakers that stand apart from their verb: relayed by an outlet, before a relative clause, or dropped."""

import pytest

from quoted import contents, read


@pytest.mark.parametrize(
    ("text", "institutions", "speakers"),
    [
        # A masculine verb has no feminine plural as its subject.
        (
            "أكد سامي حداد أنه لا يسعى إلى ذلك. كما نفى التسريبات التي راجت مؤخرا، قائلا إنها إشاعات لا حصة لها.",
            [],
            ["سامي حداد", "سامي حداد"],
        ),
        # A plural before a relative clause is no subject of a singular verb.
        (
            "هذا ثلث سكان العالم الذين قدرت الأمم المتحدة عددهم بنحو 7 مليارات نسمة.",
            [("ORG", "الأمم المتحدة")],
            ["الأمم المتحدة"],
        ),
        # Who published the paper with which the sentence opens.
        (
            "وفي تقرير نشرته صحيفة نيويورك تايمز أكدت أنه كان يمكن وقف الوباء في بداياته.",
            [("ORG", "نيويورك تايمز")],
            ["نيويورك تايمز"],
        ),
        # An outlet only relays its sources.
        ("وذكرت صحيفة الوطن عن المصدر الرسمي أن الوزارة تحملت التكاليف كلها.", [], ["المصدر الرسمي"]),
        # Several studies are not the one of before.
        (
            "قالت دراسة لمعهد أكسفورد إن الطاقة رخيصة. وأكدت الدراسات أن المملكة دولة مثالية.",
            [],
            ["دراسة لمعهد أكسفورد", "الدراسات"],
        ),
    ],
)
def test_who_speaks(text, institutions, speakers):
    assert [", ".join(quote.speakers) for quote in read(text, institutions)] == speakers


@pytest.mark.parametrize(
    "second",
    [
        "ونفت السلطات هذا الخبر، قائلة إنها إشاعات لا حصة لها.",
        "وستتابع السلطات هذا الملف، مؤكدة أنه مهم للجميع.",
        "ونفتها السلطات أمس، مؤكدة أنها إشاعات.",
    ],
)
def test_a_feminine_verb_keeps_its_feminine_subject(second):
    assert read(f"أكدت ليلى منصور أن الحل قريب. {second}")[-1].speakers == ["السلطات"]


@pytest.mark.parametrize(
    "text",
    [
        "وفي مقابلة أجرتها قناة الجزيرة مع ليلى منصور، قالت إن الوباء سينتهي قريبا.",
        "تحدثت ليلى منصور أمس عن الوباء. وفي حوار أجرته معها قناة الجزيرة أكدت أن اللقاح آمن.",
        "قالت ليلى منصور إن الوباء انتهى. وفي تصريح نشرته قناة الجزيرة أكدت أن اللقاح آمن.",
    ],
)
def test_who_asks_or_prints_an_interview_does_not_speak_in_it(text):
    assert read(text, [("ORG", "الجزيرة")])[-1].speakers == ["ليلى منصور"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("وكانت الولاية قد أعلنت في وقت سابق إغلاق المدارس لمدة ثلاثة أسابيع.", "إغلاق المدارس لمدة ثلاثة أسابيع"),
        ("أعلن سامي حداد وجوب ارتداء الكمامة بعد العيد.", "وجوب ارتداء الكمامة بعد العيد"),
    ],
)
def test_what_is_announced(text, content):
    assert contents(text) == [[content]]
