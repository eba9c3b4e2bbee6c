"""What is said with a verb of two objects: اتهم فلان الحكومة بالتقصير، عزا فلان التراجع إلى الحرب."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.quotes.between import ASIDE, NO_OBJECT, can_speak
from analysis.quotes.cues import Cue, relative_before
from analysis.quotes.kinds import is_role, speaks
from analysis.quotes.verbal_nouns import is_masdar

_MARK = 3  # letters of a space and a mark behind a complementizer
_AS_BEING = re.compile(r"\sبان\w{0,3}\s?[«“\"]")  # اتهم فلانا بأنه «…»: what stands in marks is what he said
_CHARGED = re.compile(r"\sب(?!ان\w{0,3}\s?[«“\"])\w")
_WORD, _WORD_BEHIND = re.compile(r"\w+"), re.compile(r"\s(\w+)")
_THIS = re.compile(r"\s(?=(?:هذا|هذه|ذلك|تلك)\s)")
# Several, before a charge, who do not bring it: وقد اتهم شركات المقاولات الكبرى بالتقصير
_SEVERAL = re.compile(r"\s(?P<accused>\w{3,}ات(?:\sال\w+){1,3})\sب(?!ان\w{0,3}\s?[«“\"])\w{3,}")
# Definite nouns before a charge: اتهمت المعارضة الحكومة بالتقصير
_NOUNS = re.compile(r"\s(?P<nouns>ال\w+(?:\sال\w+){0,4})\sب(?!ان\w{0,3}\s?[«“\"])\w{3,}")
_BY_WHOM = re.compile(r"\s(?P<who>[^،.:؛\n«“\"]{3,50}?)\sب(?=(?!ان\w{0,3}\s)(?:ال)?\w{3,})")
_ADJECTIVE = re.compile(r"ال\w{2,}(?:ي|يه|يين|يون|يان)")
# Verbs of two objects, which together are what is said: عزا فلان التراجع إلى الحرب، حملوا الحكومة المسؤولية
_WHOLE = frozenset({"اتهم", "اعتبر", "حمل", "عزا", "فسر", "برر", "أرجع", "قدر"})
_MARKS = frozenset('«»“”"')
_FIGURE = re.compile(r"[^.:\n«“]{3,120}?\sب(?:نحو|حوالي|اكثر|اقل|ما|زهاء|قراب\w{0,2}|\d)")  # قدر فلان عددهم بنحو ألف
_ROLE = re.compile(r"\s(ال\w+)(?:\sال(?!مسؤولي|مسئولي)\w{2,}(?:ي|يه))?(?:\s(?:ذات|نفس)(?:ه|ها))?\s(?=\w)")
_TO_WHAT = re.compile(r"\s(?P<this>(?:ذلك|هذا|هذه|السبب|الامر)\s(?:\w+\s){0,4}?الي\s)")
_FIGURES = re.compile(r"\s(?=(?:عدد|قيمه|حجم|كلفه|تكلفه|نسبه|خسائر|الخسائر)\b)")
_NATION = re.compile(r"[^،]+،\sال\w+ي\s?[«“\"]?")
_CLOSING = frozenset('»”"')
_NEAR_THIS = 30  # letters of a subject without a name
_MANY = frozenset({"كثره", "قله", "سبب", "اسباب", "عدم"})
_ENOUGH = 24  # letters of a phrase that show its first words
_EXPLAINS = frozenset({"عزا", "فسر", "برر"})


def charged(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """(start, rule) of what follows the subject of اتهم: the accused and the charge."""
    if (
        cue.kind == "noun"
        or cue.lemma not in _WHOLE
        or (cue.lemma == "اعتبر" and cue.kind == "verb" and cue.form[:1] in "يتن")
    ):
        return
    subject = next((m for m in names if cue.end <= m.start < cue.end + 40), None)
    if subject and _MARKS & set(text[cue.end : subject.start].strip(' «“"')):
        subject = None  # يتهم النقاد "باللعب" في المملكة المتحدة: what is said has begun
    if cue.kind == "participle":  # معتبرا إياه نموذجا
        word = _WORD_BEHIND.match(text, cue.end, limit)
        if word and not NO_OBJECT.fullmatch(word[1]) and cue.form.endswith(("ا", "ين")):
            yield word.start(1), "verb+whole"
        return
    if cue.lemma == "قدر" and _FIGURE.match(text, cue.end) is None:
        return
    if cue.lemma == "اتهم":
        yield from _accusation(text, cue, limit, names, subject)
    else:
        yield from _two_objects(text, cue, limit, names)


def _accusation(text: str, cue: Cue, limit: int, names: Sequence[Any], subject: Any) -> Iterator[tuple[int, str]]:
    """What a verb of accusing reports: the accused and the charge, or the charge where the accused is a pronoun."""
    by = _BY_WHOM.match(text, cue.end, limit) if cue.object else None
    if by and can_speak(text, cue.end, by.end("who"), names):
        yield by.end(), "verb+ب"  # واتهمته وسائل الإعلام بالخيانة
    elif subject and _CHARGED.match(text, subject.end):  # ويتهم فلانا بالتقصير: who is accused, of a dropped subject
        yield subject.start, "verb+whole"
    elif subject is None:
        yield from ((at, "verb+whole") for at in _accused(text, cue, limit))
    elif subject.end < limit and _AS_BEING.search(text, subject.end, limit + _MARK) is None:
        yield subject.end + (text[subject.end : subject.end + 1] in _CLOSING), "verb+whole"


def _accused(text: str, cue: Cue, limit: int) -> Iterator[int]:
    """Where the accused begins, without a name: اتهمت المعارضة [الحكومة بالتقصير], التي تتهم [السلطات المحلية ب…].

    Behind a verb without a relative and without و before it a single noun is as well charged by nobody.
    """
    several = _SEVERAL.match(text, cue.end, limit) if cue.gender == "m" and not cue.object else None
    if several:
        yield several.start("accused")
        return
    nouns = None if cue.object else _NOUNS.match(text, cue.end, limit)
    words = list(_WORD.finditer(text, *nouns.span("nouns"))) if nouns else []
    heads = [word.start() for word in words if not _ADJECTIVE.fullmatch(word.group())]
    if len(heads) > 1:
        yield heads[1]
    elif heads:
        within = (
            cue.form[0] in "يت" and text[max(cue.start - 2, 0) : cue.start - 1][-1:].isalnum()
        )  # كان بعضهم يتهم النظام ب
        same = relative_before(text, cue) or (cue.before and cue.form[0] in "يت") or within
        if same or _oblique(cue, text[heads[0] :].split(maxsplit=1)[0]):
            yield heads[0]


def _oblique(cue: Cue, noun: str) -> bool:
    """Whether a noun cannot be the subject by its form: واتهم الحكومة, واتهمت المسؤولين."""
    return (cue.gender == "m" and noun.endswith("ه")) or noun.endswith("ين")


def _apart(words: str) -> bool:
    """Whether a comma stands before a name, but for a nationality behind it: مدرب تشلسي، البرتغالي "فلان"."""
    return "،" in words and _NATION.fullmatch(words) is None


def _explained(text: str, cue: Cue, limit: int) -> Iterator[int]:
    """Where what is put down to something begins, behind a body without a name: عزت الأمانة [كثرة الحوادث إلى]."""
    words = list(_WORD.finditer(text, cue.end, limit))
    for before, word in itertools.pairwise(words):
        noun = word.group()
        ended = before.group().startswith("ال") and (noun in _MANY or is_masdar(noun.removeprefix("ال")))
        if ended and "،" not in text[cue.end : word.start()]:
            yield word.start()
            return


def _two_objects(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """What follows the named subject of عزا, حمل, اعتبر, a circumstance between commas left out."""
    subject = next((m for m in names if cue.end <= m.start < cue.end + 40 and m.end < limit), None)
    this = _THIS.search(text, cue.end, limit) if cue.lemma in _EXPLAINS else None
    if (
        this
        and subject is None
        and cue.end < this.start() < cue.end + _NEAR_THIS
        and can_speak(text, cue.end, this.start(), names)
    ):
        yield this.end(), "verb+whole"
        return
    if subject is None and cue.lemma == "عزا" and speaks(text[cue.end : limit].lstrip()[:_ENOUGH]):
        yield from ((at, "verb+whole") for at in _explained(text, cue, limit))
        return
    role = _ROLE.match(text, cue.end, limit) if subject is None and cue.lemma == "حمل" else None
    if role and (is_role(role[1]) or text.startswith("ال", role.end())):
        yield role.end(), "verb+whole"  # حمل الوزير الحكومة مسؤولية
        return
    if cue.lemma in _EXPLAINS and (own := _TO_WHAT.match(text, cue.end, limit)):
        yield own.start("this"), "verb+whole"  # وعزت ذلك إلى الجائحة
        return
    figure = _FIGURES.search(text, cue.end, limit) if cue.lemma == "قدر" and subject is None else None
    if figure and can_speak(text, cue.end, figure.start(), names):
        yield figure.end(), "verb+whole"  # قدرت هذه الدراسة عدد المصابين بما بين …
        return
    if subject is None or _apart(text[cue.end : subject.start]) or not can_speak(text, cue.end, subject.end, names):
        return
    while cue.lemma != "حمل" and (following := next((m for m in names if 0 <= m.start - subject.end <= 1), None)):
        subject = following
    aside = ASIDE.match(text, subject.end, limit)
    at = aside.end() if aside else subject.end
    word = _WORD_BEHIND.match(text, at + (text[at : at + 1] in _CLOSING), limit)
    apposed = word and cue.lemma != "حمل" and is_role(word[1])
    if word and not apposed and not (NO_OBJECT.fullmatch(word[1]) and not word[1].startswith(("ال", "ذلك"))):
        yield word.start(1), "verb+whole"
