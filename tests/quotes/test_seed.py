"""All quotations of the seed: what is said, with which cue, by whom, found by which rule."""

import pytest

from analysis.quotes.voice import voices

WITKOFF, UMEROV, PUTIN = "ستيف ويتكوف", "رستم أوميروف", "فلاديمير بوتين"
EXPECTED = [
    ("mixed", "محادثات “مثمرة", "في ميامي", "قال", ["سفيرا الولايات المتحدة وأوكرانيا"], "unnamed"),
    ("mixed", "الاجتماع ركز", "الاقتصاد والرخاء", "قال", [WITKOFF, UMEROV], "person"),
    ("direct", "أولوياتنا المشتركة", "على المدى الطويل", "قال", [WITKOFF, UMEROV], "person"),
    ("indirect", "الممثلين الروس", "جاريد كوشنر", "قال", [WITKOFF], "person"),
    ("mixed", "الاجتماعات مع السفير", "السلام في أوكرانيا", "قال", [WITKOFF], "person"),
    (
        "indirect",
        "تقارير المخابرات",
        "السوفيتية السابقة",
        "قالت",
        ["ستة مصادر مطلعة على المخابرات الأمريكية"],
        "unnamed",
    ),
    ("indirect", "لن تكون هناك حرب", "روسيا باحترام", "قال", [PUTIN], "person"),
    ("direct", "لن تكون هناك عملية", "احترام مصالحكم", "قال", [PUTIN], "person"),
    ("indirect", "ألحقت غارة جوية", "بجنوب روسيا", "حسبما ذكر", ["مسؤولون روس"], "unnamed"),
    ("indirect", "تم إجلاء", "الطاقم بسلام", "قالت", ["السلطات الروسية"], "organization"),
    ("indirect", "استهداف البنية", "التحتية النفطية", "تشير", ["بعض التقارير"], "document"),
]


@pytest.fixture(scope="module")
def found(seed_tables):
    return list(seed_tables.quotes.itertuples())


@pytest.mark.parametrize("n", range(len(EXPECTED)))
def test_a_quotation_of_the_seed(found, seed, n):
    quote = found[n]
    kind, begins, ends, cue, speakers, source_type = EXPECTED[n]
    assert (quote.kind, list(quote.speakers), quote.source_type) == (kind, speakers, source_type)
    first, last = quote.segments[0], quote.segments[-1]
    assert seed[first["start"] :].startswith(begins)
    assert seed[: last["end"]].endswith(ends)
    assert seed[quote.cue_start : quote.cue_end] == cue


def test_there_is_no_other(found):
    assert len(found) == len(EXPECTED)


def test_the_addressees(seed_tables):
    told = voices(seed_tables)
    assert sorted(told[told["addressee"] != ""]["addressee"]) == ["رويترز", "مراسل بي بي سي ستيف روزنبرغ"]


def test_the_parts_in_marks_of_a_mixed_quotation(found, seed):
    parts = [seed[s["start"] : s["end"]] for s in found[1].quoted]
    assert parts == [
        "إطار الضمان الأمني متعدد الأطراف",
        "إطار الضمان الأمني الأمريكي لأوكرانيا",
        "خطة الاقتصاد والرخاء",
    ]
