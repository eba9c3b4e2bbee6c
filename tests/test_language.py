"""Interface text exists in both languages."""

import re

import pytest

from analysis import lexicons
from analysis.language import _catalogue, label, naming, number, percent, translate, translate_parts
from analysis.lexicons.columns import TAKES
from analysis.schemas import ENTITY_TYPES, QUOTE_KINDS, SOURCE_TYPES
from samples import ROOT

SOURCES = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.j2"), *(ROOT / "notebooks").glob("*.ipynb")]
# A message is what stands in _("…"), in translate("…"), or is given as a caption, title or column heading.
CALL = re.compile(r"""\b(?:_|translate|translator\(lang\))\(\s*["']([^"']+)["']""")


def messages():
    found = {m for path in SOURCES for m in CALL.findall(path.read_text("utf-8"))}
    return sorted(found | set(ENTITY_TYPES) | set(QUOTE_KINDS) | set(SOURCE_TYPES))


def test_there_are_messages():
    assert len(messages()) > 30


@pytest.mark.parametrize("message", messages())
def test_every_message_has_an_arabic_form(message):
    assert re.search("[\u0600-\u06ff]", translate(message, "ar")), message
    assert translate(message, "en") == message


def test_the_catalogue_is_sorted_so_that_diffs_are_small():
    assert list(_catalogue("ar")) == sorted(_catalogue("ar"))


def test_numbers_are_read_in_both_languages():
    assert number(1234567, "ar") == number(1234567, "en") == "1,234,567"
    assert number(0.5, "en", digits=2) == "0.50"
    assert percent(0.256, "en") == percent(0.256, "ar").replace("\u200e", "").replace("\u200f", "") == "26%"


def test_a_label_that_begins_with_latin_stays_right_to_left():
    assert label("BBC: خبر", "ar").startswith("\u200f")
    assert label("BBC", "en") == "BBC"


def test_every_naming_choice_has_an_arabic_form():
    for row in lexicons.rows("naming"):
        item = f"{row['concept']}: {row['term']}"
        shown = naming(item, "ar")
        assert not re.search("[A-Za-z]", shown), item
        assert naming(item, "en") == item
    assert naming("disability: handicapped", "ar").endswith(": معاق")
    assert naming("control of land: unheard of", "ar").endswith(": unheard of")


def test_what_is_made_of_parts_is_translated_by_part():
    assert translate_parts("a.txt: the file is empty", "ar") == "a.txt: الملف فارغ"
    assert translate_parts("verb+من", "ar", "+") == "فعل+من"
    assert translate_parts("verb+من", "en", "+") == "verb+من"
    assert translate_parts("direct after cue", "ar", "+") == "اقتباس بعد فعل القول"


def test_every_rule_of_quotations_has_an_arabic_name():
    named = r'"((?:verb|participle)\+\w+|(?:postposed|preposed|uncued|direct)\s[a-z ]+|headline)"'
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "src" / "analysis" / "quotes").glob("*.py")))
    rules = {*re.findall(named, code), *(f"verb+{word}" for word in TAKES if not word.isascii())}
    assert len(rules) >= 18
    for rule in rules:
        assert not re.search("[A-Za-z]", translate_parts(rule, "ar", "+")), rule
