"""Where the content of a reporting word begins, and by which rule; or that the word reports nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.quotes.context import may_report
from analysis.quotes.cues import Cue
from analysis.quotes.kinds import is_label, is_role, kind_of
from analysis.quotes.marks import Marked
from analysis.text import Span

# How far behind its cue content is looked for, in characters: a source with its apposition may stand between.
_REACH, _REACH_NOMINAL, _REACH_NEAR, _REACH_NOUN = 240, 130, 40, 12
_PRONOUN = "(?:ه|ها|هم|هما|هن|ني|نا|ك|كم|نه|ي)?"
THAT = re.compile(rf"(?P<before>\b\w+\s+)?\b(?P<that>[وبل]?ان{_PRONOUN}|ب?انما|ما اذا|عما اذا|اذا ما)(?=\W|$)")
# Words with which أن is no complementizer of the cue.
_NOT_THAT = frozenset(
    [
        "اذ",
        "ذلك",
        "علما",
        "خاصه",
        "خصوصا",
        "اي",
        "طالما",
        "بيد",
        "الواقع",
        "صحيح",
        "قبل",
        "بعد",
        "يمكن",
        "يجب",
        "دون",
        "غير",
        "الا",
        "حيث",
        "منذ",
        "رغم",
        "ينبغي",
        "بدون",
        "مجرد",
        "شانه",
        "شانها",
        "المتوقع",
        "المقرر",
        "المفترض",
        "المرجح",
        "يفترض",
        "لولا",
        "ما",
        "بما",
        "الممكن",
        "المحتمل",
        "الضروري",
        "الصعب",
        "الافضل",
        "يمكنه",
        "يمكنها",
        "يمكنهم",
        "سيما",
        "مع",
        "حتي",
        "بمجرد",
        "كما",
        "لو",
        "فور",
        "كان",
        "شان",
    ]
)
_PARTITIVE = frozenset(["كل", "كلا", "عدد", "العديد", "اكثر", "احد", "واحد", "الكثير", "بعض", "مزيد", "اي"])
# Verbal nouns without the article, as they begin what is announced, denied or demanded.
_MASDAR = re.compile(
    r"(?!ال)(?:ت\w{2,3}ي\w(?:ه|ها|هم|هما)?|[ا]\w{2,4}ا\w(?:ه|ها|هم|هما)?|م\w{1,2}ا\w\wه|است\w{2}ا\w(?:ه|ها|هم)?|"
    r"(?:ضرور|اهمي|مشارك|مواصل|متابع|وفا|اصاب|عود|زياد|اقام|ادان|اعاد|اقال|اصاله|احال|اتاح|اضاف|صح|جاهزي|مسؤولي|قدر|رغب"
    r"|حاج|نجا|ني)[هت]\w{0,2}|"
    r"توقف|تقدم|تحسن|تراجع|تواصل|تزايد|تفشي|تعاون|تحمل|تجاوز|تاخر|تضامن|عدم|وجود|رفض\w{0,2}|دعم\w{0,2}|مقتل|حرص\w{0,2}|قيام\w{0,2}|بدء|فتح|وقف|وصول\w{0,2}|سقوط|منع|حق|نجاح\w{0,2}|صدور|"
    r"فوز\w{0,2}|ترشح\w{0,2}|ثقت\w{1,2}|موقف\w{0,2}|عزم\w{0,2}|سعي\w{0,2}|نيت\w{1,2}|تضامن\w{0,2}|تمسك\w{0,2}|مسؤولي\w{2,4}|ان|"
    r"تعرض\w{0,2}|تورط\w{0,2}|تاييد\w{0,2}|حدوث|ظهور|ضلوع\w{0,2}|علاقت\w{1,2}|صلت\w{1,2}|اي)$"
)
_NOT_MASDAR = frozenset(
    [
        "امام",
        "اثناء",
        "ايام",
        "ازاء",
        "اعضاء",
        "ابناء",
        "انحاء",
        "اعوام",
        "ارقام",
        "افراد",
        "اسعار",
        "اخبار",
        "اثار",
        "اهداف",
        "احداث",
    ]
)
# Words that begin with the letter ب without the preposition.
_NO_PREPOSITION = re.compile(
    r"ب(?:عد|ين|عض|سبب|دون|اسم|يان|لاد|يت|نك|رلمان|ريطاني|اريس|يروت|غداد|وتين|ايدن|شار|ات\b|دا|ل\b|ل[اده]|حيث|خصوص|حسب|رنامج"
    r"|شان|حضور|مناسب|صفت|رئاس|قياد|دور|احث|طل|حر|قي|كل|ه\b|ها|هم|داي|واسط|موجب|عنوان|الاضاف|المئ|نسب|جانب|التالي|المقابل|الفعل"
    r"|امكان|الطبع|التاكيد|الذات|الاشتراك|التزامن|التعاون|التنسيق|قول|شكل|صور|يوم|ثلاث|اكثر|اول|لغ|رج|حث|ناء|راي)"
)


_PREPOSITIONS = frozenset({"الي", "علي", "من", "عن", "في", "ب", "ل"})
# A participle has no subject behind it: what follows it is what is said, unless it is a circumstance.
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:الي|علي|من|عن|في|بعد|قبل|ان|انه|انها|بان|له|لها|به|فيه|امام|خلال|اليوم|امس|ب\w+|ل\w+|و\w+)\s)(?=\w{3})"
)


class Place(NamedTuple):
    """Where content begins, and the rule that says so."""

    start: int
    rule: str


def place(
    text: str, unit: Span, cue: Cue, following: int, inside: Sequence[Marked], names: Sequence[Any]
) -> Place | None:
    """Where the content of a verb, participle or noun begins; None when it reports nothing.

    `following` is where the next reporting word that has content stands; `inside` are the quoted stretches of the
    unit, `names` the mentions in it.
    """
    if cue.kind == "attribution" or not may_report(text, unit, cue, names):
        return None
    postposed = _postposed(text, cue, inside)
    if postposed and cue.kind == "verb" and not cue.before and "." not in text[postposed.start : cue.start][-4:]:
        return postposed
    reach = _REACH_NOUN if cue.kind == "noun" else _REACH_NEAR if cue.lemma == "بين" else _REACH
    limit = min(unit.end, following, cue.end + reach)
    found = [
        *_that(text, cue, limit, inside, names),
        *_colon(text, cue, limit),
        *_mark(text, cue, limit, inside, names),
    ]
    best = min(found, default=None)
    near = min(unit.end, following, cue.end + _REACH_NOMINAL, best.start if best else unit.end)
    nominal = [
        *_whole(text, cue, near, names),
        *_prepositional(text, cue, near, names),
        *_object(text, cue, near, names),
    ]
    if nominal and (best is None or best.start - cue.end > 8) and (best is None or min(nominal).start < best.start - 4):
        return min(nominal)
    return best or postposed


def _postposed(text: str, cue: Cue, inside: Sequence[Marked]) -> Place | None:
    """The quotation right before the cue, when there is one: "…"، قال فلان."""
    previous = next((m for m in reversed(inside) if m.end <= cue.start), None)
    if previous and "mark" in cue.takes and _only_link(text[previous.end : cue.start]) and _speech(text, previous):
        return Place(previous.start, "postposed quotation")
    return None


def _only_link(text: str) -> bool:
    return text.strip(" ،,-–—\n") in {"", "و", "كما", "هكذا", "ثم"}


def _speech(text: str, m: Marked) -> bool:
    """Whether a quoted stretch may be an utterance and not a name or a single word."""
    return len(text[m.inner_start : m.inner_end].split()) > 1 or text[m.inner_end - 1 : m.inner_end] in "!؟?"


def is_name(text: str, m: Marked) -> bool:
    """Whether a quoted stretch is the name of something: short, and what bears the name stands before it.

    >>> text = "قالت صحيفة «النهار» ذلك"
    >>> is_name(text, Marked(11, 19, 12, 18))
    True
    """
    words = len(text[m.inner_start : m.inner_end].split())
    before = text[max(m.start - 30, 0) : m.start]
    return words <= 4 and bool(is_label(before) or re.search(r"\b[وف]?[لبك]ـ?$|\bلل\w+ $", before))


def _in_marks(at: int, inside: Sequence[Marked]) -> bool:
    return any(m.start < at < m.end for m in inside)


def _that(text: str, cue: Cue, limit: int, inside: Sequence[Marked], names: Sequence[Any]) -> Iterator[Place]:
    if "that" not in cue.takes:
        return
    for match in THAT.finditer(text, cue.end, min(limit + 8, len(text))):
        before, that = (match["before"] or "").strip(), match["that"]
        at = match.start("that")
        if at >= limit or (that.startswith("و") and len(that) > 1 and that not in {"وان", "وانه", "وانها"}):
            continue
        if before in _NOT_THAT or (before in {"الي", "حتي"} and "الي" not in cue.takes and cue.lemma not in _GOES_TO):
            continue
        if that.startswith("و") and not re.fullmatch(r"[\s،:]*", text[cue.end : at]):
            continue
        if that.startswith("لان") and cue.lemma not in {"شكر", "تأسف"}:
            continue
        agency = re.match(r"\s(?:بي|ان\w{0,2})\s", text[match.end() : match.end() + 6])  # إن بي سي، سي إن إن
        if agency or any(m.start <= at < m.end for m in names):
            continue
        if not _in_marks(at, inside):
            yield Place(match.end(), "verb+complementizer")
            return


_GOES_TO = frozenset(["خلص", "ذهب", "أرجع", "نسب", "انتهى", "أومأ"])


def _colon(text: str, cue: Cue, limit: int) -> Iterator[Place]:
    at = text.find(":", cue.end, limit)
    while at >= 0 and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        at = text.find(":", at + 1, limit)
    if at >= 0 and ("mark" in cue.takes or "that" in cue.takes):
        yield Place(at + 1, "verb+colon")


def _mark(text: str, cue: Cue, limit: int, inside: Sequence[Marked], names: Sequence[Any]) -> Iterator[Place]:
    if "mark" not in cue.takes and "that" not in cue.takes:
        return
    for m in inside:
        if not cue.end <= m.start < limit:
            continue
        words = len(text[m.inner_start : m.inner_end].split())
        named = sum(n.end - n.start for n in names if m.start <= n.start and n.end <= m.end)
        if (
            named * 2 > m.inner_end - m.inner_start
            or is_name(text, m)
            or (words < 4 and THAT.search(text, m.end, min(limit, m.end + 60)))
        ):
            continue
        if words > 2 or text[m.inner_end - 1] in "!؟?" or cue.kind != "verb" or m.start - cue.end < 3:
            yield Place(m.start, "direct after cue")
            return


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in re.compile(r"\w+|[،؛:(«\"“]").finditer(text, start, end):
        yield match.start(), match.group()


def _named_until(at: int, names: Sequence[Any], limit: int) -> int:
    """Where the names that begin within some words behind the cue end: its subject reaches at least to there."""
    first = next((m for m in names if at <= m.start < min(limit, at + 60) and m.type in ("PER", "ORG")), None)
    return first.end if first else at


def _prepositional(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[Place]:
    """What is said as a noun phrase under a preposition that the cue takes: دعا إلى، طالب ب، حذر من."""
    wanted = cue.takes & _PREPOSITIONS
    previous = last = ""
    for at, word in _words(text, cue.end, limit if wanted else cue.end):
        previous, last = last, word
        if word in "؛:":
            return
        if any(m.start < at < m.end for m in names):
            continue
        after = at + len(word)
        if word in wanted and text[after : after + 1].isspace():
            if _in_source(text, cue, at, word, names) or (word == "من" and previous in _PARTITIVE):
                continue
            if re.match(r"\s(?:طريق|كثب|قرب|بعد)\b", text[after : after + 6]):
                continue
            if word == "عن" and not _speaks(text, cue.end, at, names) and text[cue.end : at].strip():
                return
            yield Place(after + 1, f"verb+{word}")
            return
        letter = word[0] if len(word) > 3 and word[0] in wanted & {"ب", "ل"} else ""
        if letter and _takes_letter(text, cue, at, word, names):
            yield Place(at + 1, f"verb+{letter}")
            return


def _in_source(text: str, cue: Cue, at: int, word: str, names: Sequence[Any]) -> bool:
    """Whether the preposition belongs to the source (مبعوث الأمم المتحدة إلى الشرق الأوسط فلان) or its addressee."""
    if cue.lemma == "طلب":
        return word == "من"
    after = at + len(word)
    name_behind = any(m.type == "PER" and after < m.start < after + 40 for m in names)
    masdar = _MASDAR.match(text[after:].split(maxsplit=1)[0]) if name_behind else None
    return word in {"الي", "علي"} and name_behind and masdar is None and at - cue.end > 6


def _takes_letter(text: str, cue: Cue, at: int, word: str, names: Sequence[Any]) -> bool:
    if any(m.start == at + 1 and m.type == "LOC" for m in names):
        return False
    if word[0] == "ل":
        return bool(_MASDAR.match(word[1:])) or word[1:] in {"دعم", "وقف", "عدم"}
    if _NO_PREPOSITION.match(word):
        return False
    return word.startswith("بال") or bool(_MASDAR.match(word[1:])) or at - cue.end < 3 or "whole" in cue.takes


def _whole(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[Place]:
    """What follows the subject of اتهم: the accused and the charge."""
    if "whole" not in cue.takes or cue.lemma != "اتهم":
        return
    subject = next((m for m in names if cue.end <= m.start < cue.end + 40), None)
    if subject and subject.end < limit:
        yield Place(subject.end, "verb+whole")


def _object(text: str, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[Place]:
    """What is said as the object of the cue: a verbal noun behind its subject (أعلنت الوزارة تسجيل …)."""
    if "object" not in cue.takes:
        return
    if cue.kind == "participle":
        match = _NOUN_BEHIND.match(text, cue.end, limit)
        if match:
            yield Place(match.end(), "participle+object")
        return
    least = _named_until(cue.end, names, limit)
    previous = ""
    for at, word in _words(text, cue.end, limit):
        if word in "؛:(،":
            return
        definite = previous.startswith(("ال", "وال")) or any(m.end in (at - 1, at) for m in names)
        # Without a subject a present form is as well passive: يتوقع مشاركة وفود.
        subject = (
            not (cue.kind == "verb" and _present(cue))
            if not previous
            else definite and _speaks(text, cue.end, at, names)
        )
        named = at < least or any(m.start <= at < m.end for m in names)
        if subject and not named and _MASDAR.fullmatch(word) and word not in _NOT_MASDAR:
            yield Place(at, "verb+object")
            return
        previous = word


def _present(cue: Cue) -> bool:
    return cue.form.startswith("ي")


def _speaks(text: str, start: int, end: int, names: Sequence[Any]) -> bool:
    """Whether the words between a cue and its object can be its subject."""
    words = text[start:end].strip()
    return any(start <= m.start < start + 8 for m in names) or kind_of(words) is not None or is_role(words)
