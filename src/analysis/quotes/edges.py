"""What stands at the edges of a phrase and is no part of it: links before it, left-over words behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.kinds import is_body, is_role
from analysis.text import Span

_LEADING = re.compile(
    r"^(?:(?:و?اما|و?لكن\w{0,2}|[وف]ان|كما|و?قد|ف?قد|و?بينما|و?فيما|ثم|حيث|اذ|ان(?! بي)|و?في حين|و?كان\w{0,2}|و?هذا|"
    r"الي ذلك|و?من (?:جهت|جانب|ناحيت)\w{1,2}|بدور\w{1,2}|"
    r"(?:تصريحات?|اقوال|كلم[هت]|كلام|حديث|تعبير|قول|وصف|راي|زعم|"
    r"ما (?:قال|ذكر|اعلن|نقل|كشف|افاد|اورد|اكد|نشر)\w{0,3}(?: عن)?)(?: ل(?=\w))?|"
    r"(?:ادعاء(?:ات)?|اعلان|مزاعم|روايات|روايه|افاد[هت]|افادات|تاكيد(?:ات)?)(?=\s(?:ال|شهود|مسؤول|مصدر|مصادر|خبراء|سكان|(?!في\s)\w+\sال))|"
    r"(?:ال)?(?:انباء|معلومات) (?:ال)?صادره عن|من|عن|و?في المقابل|ايضا|كل من|كلا من|كلا)[،,]?(?:\s+|(?<=\sل)))+"
)
# A complementizer or preposition at the end of a phrase, which belongs to what follows.
_LEFT_OVER = re.compile(
    r"\s*\bع?ما اذا\s*$|\s*\b(?:(?:الي|من|علي|عن)\s)?(?<!\bسي\s)(?<!\bسي\sان\s)[وب]?ان(?:ه|ها|هم|هما|هن|ني|نا)?\s*$|"
    r"\s(?:الي|علي|من|عن|ب|في|فقد|قد|سوف)\s*$|[\s،–-]+(?:الذي|التي|الذين)\s*$|\s(?:امكانيه|احتمال|ضروره|اهميه|فرضيه|فكره|حقيقه|صحه|عزم\w*|اعتقاد\w*|امل\w*)\s*$"
)
# The desk before a headline of an agency: رياضي / مدرب الهلال
_DESK = re.compile(r"\s*\w+(?:\s\w+)?\s/\s")
_TITLE = 120  # letters of a headline before its verb
_DOTS = re.compile(r"\s?\.\.+\s?")
_JOINED = re.compile(r"(?<=\w)\s?[،,]?\sو(?=\w{3})")
_FIRST, _SECOND = 2, 4  # words: so few before و are one noun with what it joins; so many at most are a second speaker
# How somebody speaks: رد مبتسما، قالت باكية.
_MANNER = re.compile(
    r"و?(?:مبتسم|متبسم|ضاحك|ساخر|غاضب|باكي|مازح|ممازح|متاثر|متهكم|منفعل|متحمس|حازم|جازم|صارخ|هامس|متردد|متفائل|متشائم|محتج|متذمر|"
    r"مستهجن|متعجب|مندهش|متنهد|متلعثم|مفتخر|معتذر|مرتبك|حزين|واثق|هادئ|مطمئن|عاتب|معاتب|مداعب|متحسر|متالم|منزعج|مستاء|شامت|متحدي|متاسف|"
    r"اسف|متوعد|ملوح|متسائل|مستغرب|مستنكر)(?:ا|ه|ين|تين|ات)"
)
_RELATIVE_CLAUSE = re.compile(
    r"\s(?:الذي|التي|الذين|اللذان|اللتان|اللاتي)\b|،|\s\((?=\w{2,}\s)|\s[-–](?=\w)|"
    r"\s(?:استطلعت|استطلع|حاورته|حاورتها|التقته|التقتها|قابلته|قابلتها|تحدثت إليه|تحدثت إليها)\w*\s|"
    r"\s(?:طلب|رفض|فضّ?ل|اشترط|آثر)\w{0,2}\s(?:عدم\s)?(?:ال)?(?:كشف|ذكر|نشر|[إا]فصاح|[إا]علان|تصريح)\b"
)
_THIS = re.compile(r"(?:هذه|هذا|تلك|ذلك)\s(?=ال\w)")
_EDGE = ' \t\n\r،,.؛;:-–—“"”«»'


def title_before(text: str, at: int) -> int | None:
    """Where the headline begins in which this place stands, within 120 letters; None where it stands in none.

    A headline is the first line of a text, and its repetition as the next paragraph.

    >>> text = "الوزير يحذر\\n\\nالوزير يحذر\\n\\nقال يحذر"
    >>> title_before(text, 7), title_before(text, 20), title_before(text, 31)
    (0, 13, None)

    """
    line = text.rfind("\n", 0, at) + 1
    if at - line >= _TITLE or line > 4 * _TITLE:
        return None
    first = text[: max(text.find("\n"), 0)].strip()
    if text[:line].strip() not in {"", first}:
        return None
    end = text.find("\n", at)
    return line if line == 0 or text[line : end if end >= 0 else len(text)].strip() == first else None


def title_clause(text: str, at: int, start: int = 0) -> int:
    """Where the clause of a headline that begins at `start` begins in which this place stands.

    Behind the desk of an agency (رياضي / …), behind dots (السكان يحتجون.. ورئيس الجماعة ينفي ذلك), or
    behind و before who speaks and three words before that.

    >>> text = "الاعصار المداري يضعف وحاكم المدينه يحذر"
    >>> text[title_clause(text, text.index("يحذر")) :]
    'حاكم المدينه يحذر'

    """
    desk = _DESK.match(text, start, at)
    start = desk.end() if desk else start
    dots = list(_DOTS.finditer(text, start, at))
    if dots:
        return _past_and(text, dots[-1].end())
    joined = list(_JOINED.finditer(text, start, at))
    second = text[joined[-1].end() : at].strip() if joined else ""
    short = 0 < len(second.split()) <= _SECOND and len(text[start : joined[-1].start()].split()) > _FIRST
    return joined[-1].end() if short and (is_role(second) or is_body(second)) else start


def _past_and(text: str, at: int) -> int:
    """Behind the و before who speaks, where one stands at this place: ورئيس الجماعة, not وزير الصحة."""
    behind = text[at + 1 : at + 25]
    definite = behind.startswith("ال") and not behind.startswith("الي ")  # والي المدينة
    return at + 1 if text[at : at + 1] == "و" and (definite or is_role(behind) or is_body(behind)) else at


def is_manner(words: str) -> bool:
    """Whether the first of these folded words says how somebody speaks and names nobody.

    >>> is_manner("مبتسما وهو ينهض"), is_manner("مدير النادي")
    (True, False)
    """
    return _MANNER.fullmatch(words.split(" ", 1)[0]) is not None


def closes(text: str, start: int, end: int) -> bool:
    """Whether the last letter of a phrase is a mark that another one in it opened: ضيف “نقاش رمضاني”."""
    inside, last = text[start : end - 1], text[end - 1]
    return (last in '»”"' and "«" in inside) or (last == "”" and "“" in inside) or (last == '"' and '"' in inside)


def clean(text: str, span: Span, names: Sequence[Any] = ()) -> Span | None:
    """The span without edges that are no part of a noun phrase; None when nothing is left."""
    start, end = span
    while (cut := _LEFT_OVER.search(text[start:end])) and not any(
        m.end == start + len(text[start:end].rstrip())
        for m in names  # أحمد علي
    ):
        end = start + cut.start()
    while end > start and text[end - 1] in _EDGE and not closes(text, start, end):
        end -= 1
    while start < end and text[start] in _EDGE and text[start] not in '«“"':
        start += 1
    leading = _LEADING.match(text[start:end])
    if leading:
        start += leading.end()
    return Span(start, end) if end - start > 1 and any(c.isalpha() for c in text[start:end]) else None


def head_phrase(words: str) -> str:
    """An unnamed source as it is kept: the phrase without a relative clause.

    >>> head_phrase("مسؤولون روس الذين حضروا"), head_phrase("مصدر رفض الكشف عن اسمه")
    ('مسؤولون روس', 'مصدر')
    """
    words = _THIS.sub("", words, count=1) if _THIS.match(words) else words
    cut = _RELATIVE_CLAUSE.search(words)
    return words[: cut.start()].strip() if cut else words.strip()
