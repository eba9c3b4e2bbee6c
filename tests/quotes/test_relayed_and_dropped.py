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


def test_a_feminine_verb_keeps_its_feminine_subject():
    text = "أكد سامي حداد أن الحل قريب. ونفت السلطات هذا الخبر، قائلة إنها إشاعات لا حصة لها."
    assert read(text)[-1].speakers == ["السلطات"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("وكانت الولاية قد أعلنت في وقت سابق إغلاق المدارس لمدة ثلاثة أسابيع.", "إغلاق المدارس لمدة ثلاثة أسابيع"),
        ("أعلن سامي حداد وجوب ارتداء الكمامة بعد العيد.", "وجوب ارتداء الكمامة بعد العيد"),
    ],
)
def test_what_is_announced(text, content):
    assert contents(text) == [[content]]
