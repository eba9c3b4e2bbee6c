"""Countries, their other names, their people."""

import pytest
from babel import Locale

from analysis.entities.countries import country_code, country_name, demonym_code, is_nationality


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("الولايات المتحدة", "US"),
        ("أميركا", "US"),
        ("الولايات المتحدة الأميركية", "US"),
        ("بريطانيا", "GB"),
        ("سورية", "SY"),
        ("فلسطين", "PS"),
        ("ميانمار", "MM"),
        ("بورما", "MM"),
        ("كوريا الشمالية", "KP"),
        ("جمهورية مصر العربية", "EG"),
        ("الاتحاد الأوروبي", None),
        ("باريس", None),
        ("", None),
    ],
)
def test_names_of_countries(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("الأتراك", "TR"), ("مصريون", "EG"), ("السعوديات", "SA"), ("الأميركان", "US"), ("الوطني", None), ("العربي", None)],
)
def test_demonyms(word, code):
    assert demonym_code(word) == code


def test_every_country_of_cldr_is_found_by_its_own_name():
    names = Locale("ar").territories
    for code in ("FR", "DE", "JP", "BR", "ZA", "SA", "AE", "CD", "KP"):
        assert country_code(names[code]) == code
        assert country_name(f"iso:{code}", "ar") == names[code]


def test_adjectives_of_nationality():
    assert is_nationality("السعودية")
    assert country_code("السعودية") == "SA"
    assert not is_nationality("الأمريكيون")
    assert not is_nationality("الشرطة الأمريكية")
