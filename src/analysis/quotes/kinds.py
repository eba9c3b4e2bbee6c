"""What kind of source a phrase names, by the nouns of `lexicons/sources.csv`: media, documents, institutions, roles."""

from __future__ import annotations

import functools
import re

from analysis import lexicons
from analysis.tables import records

_START = r"(?:^|(?<=\s))[وبل]?(?:ال|ل)?"
QUANTIFIER = re.compile(
    r"^(?:(?:اكثر|اقل|ازيد) من(?: \d+)?|(?:نحو|حوالي|قرابه) \d+|هذه|هذا|تلك|ذلك|"
    r"اخر|احدث|بعض|عده|عدد من|العديد من|احد|احدي|كل|جميع|"
    r"اثنان من|اثنين من|ثلاثه|اربعه|خمسه|سته|سبعه|ثمانيه|تسعه|عشره|\d+)\s"
)
_NEWS = re.compile(r"اخباري|صحفي|اعلامي|صحافي")
# The words of the one of whom the text speaks: وفق تصريحه، حسب رأيه.
HIS_WORDS = re.compile(
    r"(?:تصريح(?:ات)?|اقوال|قول|حديث|تعبير|كلام|راي|وصف|زعم|تاكيد|روايت|شهادت|افادت|ادعاء?|ادعاي|تقدير(?:ات)?|ادعائ|ادعاؤ)(?:ه|ها|هم)"
)
CROWD = re.compile(r"(?:البعض|الكثير|اخر|الجميع|المشارك|السكان|الناس|الاهالي|المتظاهر|المراقب|المحتج)\w*")
THINGS = re.compile(r"ال\w{3,}ات\b")  # feminine plurals: التسريبات, الدراسات
# Several, named by how many they are: مجموعة من المختصين، مئات المتظاهرين
QUANTITY = re.compile(
    r"(?:(?:اكثر|اقل|ازيد) من \d+|(?:نحو|حوالي) \d+|مئات|عشرات|الاف|ملايين|"
    r"عدد من|مجموعه من|العديد من|معظم|غالبيه|حشد|حشود|جموع)\s"
)
# Stems of kin, a feminine ت or a pronoun behind them: والده، شقيقتها.
KIN = "والد|زوج|شقيق|ابن|اخ|عم|خال|جد|حفيد"
HIS_HONOUR = "(?:سمو|سماحت|معالي|فضيلت|سيادت|جلالت|فخامت|سعادت)(?:ه|ها|هم)"  # سموه: stands for a pronoun
# Plurals by their measure: خبراء، مصادر، ضباط، جنود، قادة.
_BROKEN_PLURAL = re.compile(
    r"ال(?!لواء|مراه|فتاه|سيده)(?:\w{2,4}اء|\w{1,2}ا\wر|مصادر|[^ا\W]{2}ا[^ا\W]|\w{2}ود|قاده|قضاه|رواه|دعاه|طلبه|ساده|قراصنه)$"
)
_SINGULAR = frozenset(["امين", "الامين", "السجين", "القرين", "القانون"])  # whose ending is of the stem
_SPEAKS = ("media", "document", "organization", "unnamed")  # the kinds that are sources; a label only bears a name
_ENOUGH = 24  # letters of a phrase that show its first words
# Stems that are other words elsewhere: agencies that are no news agencies; دول الخليج العربية is not قناة العربية.
_BOUND = {
    "وكال": "وكال(?!ه الفضاء|ه الطاقه|ه الاستخبارات|ه المخابرات|ه ناسا|ه حمايه|ه التنميه)",
    "العربيه": r"(?<!\S\s)العربيه",
    "امير": "امير(?!ك)",
}


@functools.cache
def _stems(*kinds: str) -> dict[str, str]:
    """Kind by stem, the longest stems first: مديرية is an institution, مدير a role."""
    table = lexicons.read("sources")
    rows = [row for row in records(table) if row.kind in kinds]
    return {row.stem: row.kind for row in sorted(rows, key=lambda row: (-len(row.stem), row.stem, row.kind))}


@functools.cache
def _pattern(*kinds: str) -> str:
    return "|".join(_BOUND.get(stem, stem) for stem in _stems(*kinds))


@functools.cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"{_START}(?P<stem>{_pattern(*_SPEAKS)})\w*")


@functools.cache
def _media() -> re.Pattern[str]:
    return re.compile(rf"{_START}(?:{_pattern('media')})\w*")


@functools.cache
def _bearers() -> re.Pattern[str]:
    return re.compile(rf"\b\w{{0,3}}(?:{_pattern('label', 'media', 'organization')})\w{{0,3}}(?:\s\w+)?\s?$")


@functools.lru_cache(maxsize=10_000)
def _head(words: str) -> str | None:
    """The kind that the first word of a phrase shows."""
    match = _heads().match(words)
    return _stems(*_SPEAKS)[match["stem"]] if match else None


def is_plural(word: str) -> bool:
    """Whether the form of a folded noun shows a plural of persons or things; a broken one only with the article.

    >>> is_plural("مسؤولون"), is_plural("الخبراء"), is_plural("خبراء")
    (True, True, False)
    """
    if word in _SINGULAR:
        return False
    return word.endswith(("ون", "ين", "ات")) or _BROKEN_PLURAL.match(word) is not None


def is_role(words: str) -> bool:
    """Whether the phrase begins with a role or a group of people (وزير، مسؤولون)."""
    return _head(words[:_ENOUGH]) == "unnamed"


def is_body(words: str) -> bool:
    """Whether the phrase begins with an institution (وزارة، شركة)."""
    return _head(words[:_ENOUGH]) == "organization"


@functools.lru_cache(maxsize=20_000)
def begins_with(letter: str, words: str) -> bool:
    """Whether the first letter of a source's noun is this one (لجنة, بعثة), and no preposition (لوزارة, بوزارة).

    >>> begins_with("ل", "لجنه التحقيق"), begins_with("ب", "بوزاره الصحه")
    (True, False)
    """
    return any(words.startswith(stem) for stem in _stems(*_SPEAKS) if stem[0] == letter)


def names_media(words: str) -> bool:
    """Whether an outlet or agency is named anywhere in the words."""
    return _media().search(words) is not None


def is_label(before: str) -> bool:
    """Whether what stands before a quoted stretch is what bears a name (صحيفة «…»), at its end."""
    return _bearers().search(before) is not None


def kind_of(words: str) -> str | None:
    """media, document or organization by the first words of a source phrase; None where they show a role or nothing."""
    words = QUANTIFIER.sub("", words)
    kind = _head(words[:_ENOUGH])
    if kind == "document" and _NEWS.search(words):
        return "media"
    if kind == "unnamed":
        return None
    if kind == "document":
        return kind
    head = " ".join(words.split()[:2])
    if names_media(head) or (names_media(words) and len(words.split()) <= 4):
        return "media"
    return kind


def speaks(words: str) -> bool:
    """Whether the words begin with a role or with what may speak."""
    return is_role(words) or kind_of(words) is not None
