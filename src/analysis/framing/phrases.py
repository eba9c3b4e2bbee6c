"""Words and noun phrases of an article, as far as shallow reading goes: what may follow a verb as agent or patient."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.framing.demonyms import demonym
from analysis.text import Folded

_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"^-\s|\s/\s|[.،,؛:!؟?…\n\r«»“”\"()\[\]–—|]")
# After these a sentence, or the speech of somebody, begins.
_OPENING = re.compile(r"^-\s|\s/\s|[.:!؟?…\n\r«“\"|]")
# A name in marks («داعش») and an explanation in brackets interrupt no clause.
_NAME_IN_MARKS = re.compile(r"[«“\"]([\w-]{1,20}(?: [\w-]{1,20}){0,2})[»”\"]")
_POINT = re.compile(r"(?<=\d)[.,٫](?=\d)")
_ASIDE = re.compile(r"\([^()\n]{1,40}\)")


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


# Words that end a noun phrase and start none.
PARTICLES = word_set(
    "في من الي علي عن مع بين بعد قبل خلال منذ حتي ضد لدي عند ان انه انها انهم بان وان الذي التي الذين "
    "اللذين اللتين او ثم لكن بل كما قد لا لم لن ما اذ اذا لو حين عندما حيث بسبب جراء اثر امس اليوم غدا "
    "مساء صباح يوم ليله عام دون بدون غير رغم وفقا بحسب حسب حسبما عبر نحو ضمن هو هي هم ليس ليست كان كانت "
    "يكون تكون هناك كذلك ايضا فقط بينما لكنها لكنه وهو وهي مما منها منه عليه عليها فيها فيه به بها له لها "
    "لهم بعدما قبيل عقب وسط داخل خارج امام تجاه ازاء حول فوق تحت سوي الا كي لكي لان لانه الان السبت الاحد "
    "الاثنين الثلاثاء الاربعاء الخميس الجمعة الجمعه اثناء كثيرا قليلا رقم ولو ومن وفي ولا وان وقد نفسه نفسها "
    "اغلبهم معظمهم جميعهم كلهم بعضهم غالبيتهم اغلبها معظمها جميعها غالبيتها باسم كانوا كانا كونه كونها لاول "
    "و ف فاذا واذا لانها لانهم كلها فانه فانها فانهم بنفسه بنفسها بانفسهم "
    "انهما لانهما كلاهما لنفسه لنفسها لانفسهم مره حاليا لاحقا سابقا جدا معا هنا هنالك بما مثل مؤخرا"
) | {
    preposition + pronoun
    for preposition, pronoun in itertools.product(
        ("الي", "علي", "عن", "من", "في", "ب", "ل", "مع", "بين", "عند", "لدي", "عقب", "خلال", "اثناء", "ضد", "امام"),
        ("ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي"),
    )
}
ADVERBS = word_set(
    "اخيرا مؤخرا لاحقا حاليا سابقا رسميا نهائيا فورا تماما امس اليوم ايضا قد كذلك مساء فجر صباح "
    "فعلا مجددا بشده السبت الاحد الاثنين الثلاثاء الاربعاء"
)
# Words that only look as if they began with a conjunction or a preposition.
_OWN_FIRST_LETTER = word_set(
    "وزير وزيره وزراء وزاره وفد وفود وكاله وكالات وكيل وسائل وسط وسطاء وسيط ولايه ولايات والي وحده وحدات "
    "وثيقه وثائق وشيك وشيكه ورقه وضع وطن وطني وطنيه واشنطن وفاه والد والده والدته وجه وقود وباء ولد بيان بيانات "
    "برنامج برامج بلد بلدان بلده بلدات بلاد بلاده بلديه باحث باحثون باحثين بنك بنوك بيت بيوت برلمان "
    "بريطانيا باكستان بطل بطوله بعثه بقعه بحر بحريه بوابه بندقيه بارجه بضائع بيروت برلين باريس بغداد بكين "
    "لاجئ لاجئين لاجئون لاعب لاعبين لجنه لجان لواء لبنان ليبيا لغم لقاء لقاح لوحه لندن لص لصوص لصا بائع "
    "بنايه بناء برج بئر بروكسل بولندا بنغازي بدايه بعض بالغ بالغه بحث بحوث بديل بقاء بشر بشريه بضاعه "
    "بورصه بيئه بيع بطاله لحظه لغه لغات لعبه لون ليله لياقه بقيه برميل براميل بطاقه بطاقات بلاغ بند بنود باقي بابا "
    "بطاريه بطاريات بديله بروز بضعه بنيه لائحه لوائح لاعبي لاجئي لافته لافتات لوحات"
)
# What such a word may end in: the dual, the accusative, a pronoun.
_OWN_ENDING = re.compile(r"^(\w{3,}?)(?:ه|ته|تا|تي|تين|تان|ين|ان|ا)?(?:هما|هم|ها|نا)?$")
_PREFIXES = "بل"
# What may stand before a number: نحو 12 ناشطا، أكثر من عشرين جنديا.
_ABOUT, _MORE = word_set("نحو حوالي قرابه زهاء حتي"), word_set("اكثر اقل ازيد")
_NUMERALS = word_set(
    "اثنين ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع ثمانيه ثماني تسعه تسع عشره عشر عشرين ثلاثين اربعين "
    "خمسين ستين سبعين ثمانين تسعين مئه مائه مئات مئتي الف الاف مليون ملايين مليار نصف ثلث ربع عشرات"
)
DEMONSTRATIVES = word_set("هذا هذه ذلك تلك هؤلاء")
_ADJECTIVES = word_set(
    "الخاص الخاصه العام العامه الجديد الجديده السابق السابقه الكبير الكبيره الاول الثاني الثالث الاعلي "
    "الاكبر الراحل الوحيد الوحيده التابع التابعه البالغ البالغه "
    "الاسبق الادني الاقصي الاوسط الاقدم الاصغر الاهم الاخر الاخري الاخرين الاخرون الحاكم الاخير الاخيره العليا "
    "الكبري الابيض الاحمر الاسود السريع"
)
_ADJECTIVE = re.compile(r"(?:ي|يه|يون|يين|يات)$|^الم|^ال\w\wي\wه?$")
# Singulars to which a plural is no adjective: التقرير المسؤولين.
_SINGULAR = re.compile(r"ه$|^الت\w\wي\w$")
_LONGEST = 8
# A verb of the third person, present: few nouns begin with these letters.
_VERB = re.compile(
    r"^\w{3,}وا$|^[وف]?س?ي(?!وم|ورو|هود|سار|مين|من(?![عح])|ابان|ونان|قين|تيم|تام|خت|افع|اسر|حيي|وسف|عقوب|ونيو|وليو|ناير)\w{2,}|^تت(?!ويج|ابع|بع)\w{2,}|^تست\w{2,}"
)
POSSESSIVES = ("ها", "هم", "هما", "هن", "ه", "نا")
_INDEFINITE = word_set(
    "خاص خاصه مفاجئ مفاجئه عنيف عنيفه جديد جديده كبير كبيره اكبر اكثر واسع واسعه مباشر مباشره اضافي اضافيه "
    "مستمر مستمره متواصل متواصله شديد وشيك وشيكه"
)


class Word(NamedTuple):
    """A word in the folded text.

    at: where it starts without proclitics; mention: the index of its name or -1; breaks: whether a mark follows;
    opens: whether a sentence or speech begins with it
    """

    start: int
    end: int
    text: str
    at: int
    prefix: str
    joined: bool
    mention: int
    breaks: bool
    opens: bool


class Phrase(NamedTuple):
    """A noun phrase: its first and last word (exclusive) and its span in the folded text, proclitics outside."""

    first: int
    last: int
    start: int
    end: int


def words_of(form: Folded, mentions: Sequence[Any]) -> list[Word]:
    """The words of a folded text; `mentions` are rows with start and end in the original, in text order."""
    names = [(bisect.bisect_left(form.starts, m.start), bisect.bisect_left(form.starts, m.end)) for m in mentions]
    found: list[Word] = []
    plain = _without_asides(form.text)
    matches = list(_WORD.finditer(plain))
    at_name, gap = 0, "\n"
    for n, match in enumerate(matches):
        start, end = match.span()
        while at_name < len(names) and names[at_name][1] <= start:
            at_name += 1
        named = at_name < len(names) and names[at_name][0] < end
        text = match.group()
        cut = names[at_name][0] - start if named and names[at_name][0] > start else _proclitics(text, named=named)
        after = plain[end : matches[n + 1].start()] if n + 1 < len(matches) else "\n"
        before = text[:cut]
        found.append(
            Word(
                start,
                end,
                text,
                start + cut,
                before[-1:] if before[-1:] in _PREFIXES else "",
                before[:1] in {"و", "ف"},
                at_name if named else -1,
                _BREAK.search(after) is not None,
                _OPENING.search(gap) is not None,
            )
        )
        gap = after
    return found


def _without_asides(text: str) -> str:
    """The text, as long as before, with spaces for brackets with their words, marks around names, decimal points."""
    text = _ASIDE.sub(lambda match: " " * len(match.group()), _POINT.sub(" ", text))
    return _NAME_IN_MARKS.sub(lambda match: f" {match[1]} ", text)


def _proclitics(text: str, *, named: bool) -> int:
    """How many letters of a word that is no name are proclitics, as far as its form tells."""
    if named or _is_whole(text) or text in PARTICLES or len(text) < 4:
        return 0
    cut = 1 if text[0] == "و" and text[1:] not in {"قد"} else 0
    rest = text[cut:]
    if _is_whole(rest) or len(rest) < 4:
        return cut
    if rest.startswith("لل"):
        return cut + 1
    if rest[0] == "ب" or (rest[0] == "ل" and not rest.startswith("لا")):
        return cut + 1
    return cut


def _is_whole(text: str) -> bool:
    """Whether the first letter of the word is its own, as far as the words are known."""
    if text in _OWN_FIRST_LETTER:
        return True
    stem = _OWN_ENDING.match(text)
    if stem is None or not (text[0] in _PREFIXES or (text[0] == "و" and stem[1] != text)):
        return False
    return not _OWN_FIRST_LETTER.isdisjoint((stem[1], stem[1] + "ه"))


def is_present(word: Word) -> bool:
    """Whether the word looks like a verb: most forms of the third person present, and plurals of the past."""
    return _VERB.match(word.text) is not None


def closes(word: Word) -> bool:
    """Whether the word can be no part of a noun phrase: a particle or a verb."""
    return word.mention < 0 and (word.text in PARTICLES or _VERB.match(word.text) is not None)


def definite(word: Word) -> bool:
    """Whether the word has the article or is a name."""
    bare = word.text[word.at - word.start :]
    return word.mention >= 0 or bare.startswith("ال") or (word.prefix == "ل" and bare.startswith("ل"))


def phrase(
    words: Sequence[Word], n: int, mentions: Sequence[Any], *, prefix: str = "", joined: bool = False
) -> Phrase | None:
    """The noun phrase that starts with word n; None where none does.

    Without `prefix` the word must stand bare, with it under this preposition. A phrase goes on over what agrees with
    it: after a definite word nothing indefinite, after a name nothing but the rest of it.
    """
    if n >= len(words):
        return None
    first = words[n]
    core = n + _before_number(words, n)
    barred = core == n and (closes(first) or first.text in _ADJECTIVES)
    if barred or first.prefix != prefix or (first.joined and not (prefix or joined)):
        return None
    last = core + 1
    while last < min(len(words), core + _LONGEST) and not words[last - 1].breaks:
        if not _belongs(words, core, last, mentions):
            break
        last += 1
    return Phrase(n, last, first.at, words[last - 1].end)


def _before_number(words: Sequence[Word], n: int) -> int:
    """How many words before a number say that it is about it or more, from word n on."""
    following = words[n + 1 : n + 3]
    if words[n].text in _ABOUT and following and _is_number(following[0]):
        return 1
    more = words[n].text.removeprefix(words[n].prefix) in _MORE and len(following) == 2 and following[0].text == "من"
    return 2 if more and _is_number(following[1]) else 0


def _is_number(word: Word) -> bool:
    return word.text.isdigit() or word.text in _NUMERALS


def _belongs(words: Sequence[Word], first: int, k: int, mentions: Sequence[Any]) -> bool:
    """Whether word k goes on the phrase that began at `first`."""
    word, before = words[k], words[k - 1]
    if word.mention >= 0 and word.mention == before.mention:
        return True
    so_far = words[first:k]
    closed = closes(word) or word.joined or word.prefix or any(w.mention >= 0 for w in so_far)
    number = word.text.isdigit() and not so_far[0].text.isdigit()
    if closed or number or (before.text in DEMONSTRATIVES and (word.mention >= 0 or not definite(word))):
        return False
    is_definite = any(definite(w) for w in so_far)
    if word.mention >= 0:
        return not is_definite or getattr(mentions[word.mention], "type", "") == "PER"
    if not definite(word):
        accusative = word.text.endswith("ا") and not so_far[0].text.endswith("ا")
        return not is_definite and (not accusative or before.text.isdigit())
    return not is_definite or agrees(word, before)


def after_adjectives(words: Sequence[Word], n: int) -> int:
    """The index of the first word after the adjectives of noun n, which has no genitive."""
    k = n + 1
    while k < len(words) and not words[k - 1].breaks and not (words[k].prefix or words[k].joined or closes(words[k])):
        if not demonym(words[k].text) and (words[k].mention >= 0 or not (definite(words[k]) or is_adjective(words[k]))):
            break
        k += 1
    return k


def is_adjective(word: Word) -> bool:
    """Whether an indefinite word after an indefinite noun is its adjective rather than its genitive."""
    return word.mention < 0 and (
        word.text.removesuffix("ا") in _INDEFINITE or re.search(r"(?:ي|يه|يا)$", word.text) is not None
    )


def agrees(word: Word, before: Word) -> bool:
    """Whether a definite word can be an adjective to a definite noun."""
    if _SINGULAR.search(before.text) and word.text.endswith(("ين", "ون")):
        return False
    if before.text.endswith(("ين", "ون")) and word.text.endswith("ه") and word.text not in _ADJECTIVES:
        return False  # مهاجمة الحوثيين القرية
    adjective = word.text in _ADJECTIVES or _ADJECTIVE.search(word.text) is not None
    return adjective or word.text[-1] == before.text[-1] == "ه"
