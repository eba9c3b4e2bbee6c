"""Where the content of a reporting word begins, and by which rule; or that the word reports nothing here."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.quotes.charges import charged
from analysis.quotes.context import HONOUR, may_report
from analysis.quotes.cues import Cue
from analysis.quotes.edges import title_before
from analysis.quotes.kinds import is_label, is_role
from analysis.quotes.marks import Marked, in_marks, is_name
from analysis.quotes.objects import explained_object, named_object, object_
from analysis.quotes.prepositional import prepositional, said_again
from analysis.quotes.preverbal import headline_object
from analysis.quotes.verbal_nouns import is_masdar
from analysis.text import Span

# How far behind its cue content is looked for, in characters: a source with its apposition may stand between.
_REACH, _REACH_NOMINAL, _REACH_NEAR, _REACH_NOUN, _REACH_QUOTED = 240, 130, 40, 12, 450
_BEHIND = 4  # letters between a verb, a name in marks and the quotation
_NAME_WORDS = 4
_THAT_LETTERS, _MARK_LETTERS = 6, 4  # of a complementizer with its pronoun (على أنهما), of what stands before a mark
_BESIDE_TOPIC = 40  # letters of what somebody speaks about, before the quotation
_ROLE = 24  # letters of a phrase that show a role
_QUOTED = re.compile(r":\s*[«“\"‹]")
_PRONOUN = "(?:ه|ها|هم|هما|هن|ني|نا|ك|كم|نه|ي)?"
THAT = re.compile(rf"(?P<before>\b\w+\s+)?\b(?P<that>[وبل]?ان{_PRONOUN}|ب?انما|ما اذا|عما اذا|اذا ما)(?=\W|$)")
_ITS_PREPOSITION = re.compile(rf"(?<!قائله\s)(?<!قائل\s)\b(?:(?P<word>الي|علي|من|عن)\s|(?P<letter>ب))ان{_PRONOUN}\s?$")
_FIRST_WORD = re.compile(r"\s?(\w+)")
_NEEDED = re.compile(r"ضروره|وجوب|اهميه|حتميه")
_NOT_TO = re.compile(r"\s(?:علي\s|ب)?(?P<that>الا)\s(?!ان)")  # أضاف ألا دليل
_THOUGH = re.compile(r"وان\sكان")  # يدعو، وإن كان لا يضغط، إلى
_AT_HEAD = re.compile(r"[\s،:]*")  # between a cue and وأن where nothing is said before that
_GOES_ON = re.compile(r"،\s*\w{0,2}ان\w{0,3}\W*$")  # فلان، الناطق باسم الوزارة، أن
_AGENCY = re.compile(r"\s(?:بي|ان\w{0,2})\s")  # إن بي سي، سي إن إن
_NEVER = re.compile(r"[^،.:\n]{0,50}?\s(?P<that>الا)\s[يت]\w{2,}\s")  # تعهدت الوزارة ألا يتجاوز
_AT_ONCE = re.compile(rf"\sب?ان{_PRONOUN}\s")
# A clause that no complementizer opens, a circumstance before it: قال فلان في حديثه نحن …
_CLAUSE = re.compile(
    r"[»”\"]?(?:\s(?:في|خلال)\s\w+(?:\s(?:صحف|صحاف|متلفز|تلفزيون|مشترك|مقتضب|ل[هن])\w{0,2})*(?:\s(?:ل(?!قد\b)|مع)ـ?\W?\w+\W?)?)?\s،?\s?"
    r"(?P<head>(?:كان|كانت|هناك|لا|لم|لن|نحن|لدينا|لدي|لقد|ليس|ليست|سوف|كنا|كنت|اذا|عندما|ربما|يجب|"
    r"[يت]مكن|ينبغي|علينا|س[نا]\w{3,}|ن[^ا\W]\w{2,}|\w{3,}نا)\s)"
)
_CLAUSE_WORDS = 5
_TAKES = re.compile(r"\s(عن|علي|الي|من)\s")
_TOPIC = re.compile(r"\b(?:حول|بشان|بعنوان|عنوان|شعار|بخصوص|موضوع)\s?$")  # what a meeting was about
_ACTS = frozenset({"وافق", "هاجم", "هنأ"})
_GOES_TO = frozenset(["خلص", "ذهب", "أرجع", "نسب", "انتهى", "أومأ"])  # that take إلى أن, no quotation
# Words with which أن is no complementizer of the cue.
NOT_THAT = frozenset([
    "اذ", "ذلك", "علما", "خاصه", "خصوصا", "اي", "طالما", "بيد", "الواقع", "صحيح", "قبل", "بعد", "يمكن",
    "يحتمل", "يجب", "دون", "غير", "الا", "حيث", "منذ", "رغم", "ينبغي", "بدون", "مجرد", "شانه", "شانها",
    "المتوقع", "المقرر", "المفترض", "المرجح", "يفترض", "لولا", "ما", "بما", "الممكن", "المحتمل", "الضروري",
    "الصعب", "الافضل", "يمكنه", "يمكنها", "يمكنهم", "سيما", "مع", "حتي", "بمجرد", "كما", "لو", "فور", "كان",
    "شان",
])  # fmt: skip


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
    postposed = _postposed(text, unit, cue, inside)
    if postposed and cue.kind == "verb" and not cue.before and "." not in text[postposed.start : cue.start][-4:]:
        return postposed
    # وبين البحيري في حوار مع …، وبين سماحته في خطبة …
    named = any(0 < m.start - cue.end <= 1 for m in names) or HONOUR.match(text, cue.end) is not None
    named = named or is_role(text[cue.end : cue.end + _ROLE].strip())
    reach = _REACH_NOUN if cue.kind == "noun" else _REACH_NEAR if cue.lemma == "بين" and not named else _REACH
    limit = min(unit.end, following, cue.end + reach)
    found = [
        *_that(text, cue, limit, inside, names),
        *_not_to(text, cue, limit),
        *_colon(text, cue, limit, min(unit.end, following, cue.end + _REACH_QUOTED)),
        *_mark(text, cue, limit, inside, names),
    ]
    best = min(found, default=None)
    near = min(unit.end, following, cue.end + _REACH_NOMINAL, best.start if best else unit.end)
    phrases = [
        Place(*found)
        for read in (charged, said_again, prepositional, object_)
        for found in read(text, cue, near, names)
    ]
    if best and cue.lemma == "تحدث" and phrases and best.start - min(phrases).start < _BESIDE_TOPIC:
        phrases = [] if _ends_in(text, best, inside) else phrases  # تحدث عن الأزمة «…».
    if best and best.rule != "direct after cue" and cue.lemma != "اتهم":
        phrases = [found for found in phrases if found.rule != "verb+whole"]
    if best and best.rule == "verb+complementizer":
        phrases = [found for found in phrases if not _of_its_source(text, cue, found, best)]
    if best and cue.lemma == "أظهر":
        phrases = []  # استطلاع نشر أمس أن …
    if best and _GOES_ON.search(text, max(best.start - 12, 0), best.start):
        phrases = [found for found in phrases if found.rule != "verb+object"]  # …، أن goes on behind an apposition
    least = _THAT_LETTERS if best and best.rule == "verb+complementizer" else _MARK_LETTERS
    if (
        phrases
        and (best is None or best.start - cue.end > 8)
        and (best is None or min(phrases).start < best.start - least)
    ):
        return min(phrases)
    objects = (headline_object, named_object, explained_object)
    loose = (Place(*found) for read in objects for found in read(text, cue, near, names))
    return best or postposed or next(itertools.chain(_bare(text, unit, cue, near, names), loose), None)


def _ends_in(text: str, found: Place, inside: Sequence[Marked]) -> bool:
    """Whether a quotation of five words or more begins here, with which the sentence or clause ends."""
    m = next((m for m in inside if 0 <= m.start - found.start <= 1), None)
    long = m is not None and len(text[m.inner_start : m.inner_end].split()) > _NAME_WORDS
    return m is not None and long and text[m.end : m.end + 2].strip()[:1] in {"", "،", ".", "؛"}


def _of_its_source(text: str, cue: Cue, found: Place, that: Place) -> bool:
    """Whether the preposition of a phrase is one of the source, as the verb has its own before أن.

    أقر رئيس اللجنة بالبرلمان بأن, حذر مسؤولون من المركز من أن; but دعا إلى مضاعفة الجهود التي تهدف إلى أن.
    """
    own = _ITS_PREPOSITION.search(text, cue.end, that.start)
    if own is None or found.rule != f"verb+{own['word'] or own['letter']}":
        return False
    noun = _FIRST_WORD.match(text, found.start)
    deed = noun is not None and is_masdar(noun[1].removeprefix("ال"))
    return not deed or (own["letter"] is not None and found.start - cue.end > _MARK_LETTERS)


def _postposed(text: str, unit: Span, cue: Cue, inside: Sequence[Marked]) -> Place | None:
    """The quotation right before the cue, when there is one: "…"، قال فلان.

    A few words in marks in the midst of a sentence are the name of its subject: مبدأ "الدفع إلى الأمام" يؤكد ذلك.
    """
    previous = next((m for m in reversed(inside) if m.end <= cue.start), None)
    if previous and not text[previous.end : cue.start].strip() and _within(text, unit, previous, cue):
        return None
    said = previous and (_speech(text, previous) or _alone(text, unit, previous, cue))
    if (
        previous
        and "mark" in cue.takes
        and cue.lemma not in _ACTS
        and _only_link(text[previous.end : cue.start])
        and said
    ):
        return Place(previous.start, "postposed quotation")
    return None


def _within(text: str, unit: Span, m: Marked, cue: Cue) -> bool:
    lead = text[unit.start : m.start].split()
    few = len(text[m.inner_start : m.inner_end].split()) <= _NAME_WORDS
    if not lead and few and cue.form[0] in "يت" and cue.lemma != "قال" and text[m.inner_end - 1] not in "!؟?.":
        return True  # «شركة النقل» تتوقع أرباحا
    return bool(lead) and lead[-1][-1].isalnum() and (few or _AT_ONCE.match(text, cue.end) is not None)


def _alone(text: str, unit: Span, m: Marked, cue: Cue) -> bool:
    """Whether one word in marks opens a sentence and who says it follows: «ممل»، قال صديقها."""
    opens = not text[unit.start : m.start].strip()
    return opens and cue.lemma == "قال" and text[m.end : cue.start] == "، "


def _only_link(text: str) -> bool:
    return text.strip(" ،,-–—\n") in {"", "و", "كما", "هكذا", "ثم", "هذا ما", "وهذا ما", "هو ما", "ذلك ما"}


def _speech(text: str, m: Marked) -> bool:
    """Whether a quoted stretch may be an utterance and not a name or a single word."""
    return len(text[m.inner_start : m.inner_end].split()) > 1 or text[m.inner_end - 1 : m.inner_end] in "!؟?"


def _few(text: str, m: Marked) -> bool:
    return len(text[m.inner_start : m.inner_end].split()) <= 2


def _that(text: str, cue: Cue, limit: int, inside: Sequence[Marked], names: Sequence[Any]) -> Iterator[Place]:
    if "that" not in cue.takes:
        return
    for match in THAT.finditer(text, cue.end, min(limit + 8, len(text))):
        before, that = (match["before"] or "").strip(), match["that"]
        at = match.start("that")
        if at >= limit or (that.startswith("و") and len(that) > 1 and that not in {"وان", "وانه", "وانها"}):
            continue
        late = text[max(at - 9, 0) : at] == "فيما بعد "  # أكدت الوكالة فيما بعد أن …
        because = before in NOT_THAT and not late and not (before == "ذلك" and that.startswith("ب"))  # رد على ذلك بأن
        if because or (before in {"الي", "حتي"} and "الي" not in cue.takes and cue.lemma not in _GOES_TO):
            continue
        if that.startswith("و") and (_THOUGH.match(text, at) or not _AT_HEAD.fullmatch(text, cue.end, at)):
            continue
        if that.startswith("لان") and cue.lemma not in {"شكر", "تأسف"}:
            continue
        if text[at - 1] in "-–":
            continue  # مون جاي-إن
        if (
            _AGENCY.match(text, match.end(), match.end() + 6)
            or text[max(at - 6, 0) : at] == "سي ان "
            or any(m.start <= at < m.end for m in names)
        ):
            continue
        if not in_marks(at, inside):
            needed = _NEEDED.fullmatch(before)  # رأى ضرورة أن يسري الحظر
            yield Place(match.start("before") if needed else match.end(), "verb+complementizer")
            return


def _not_to(text: str, cue: Cue, limit: int) -> Iterator[Place]:
    """ألا is أن with لا, which is part of what is said."""
    found = _NOT_TO.match(text, cue.end, limit) or (cue.lemma == "تعهد" and _NEVER.match(text, cue.end, limit))
    if found and "that" in cue.takes:
        yield Place(found.start("that"), "verb+complementizer")


def _names_subject(text: str, cue: Cue, m: Marked) -> bool:
    """Whether a stretch in marks behind a verb is its subject and what the verb takes follows: عبّرت «المبادرة» عن …"""
    takes = _TAKES.match(text, m.end)
    return cue.kind == "verb" and m.start - cue.end < _BEHIND and takes is not None and takes[1] in cue.takes


def _bare(text: str, unit: Span, cue: Cue, limit: int, names: Sequence[Any]) -> Iterator[Place]:
    """The clause with nothing before it, behind a verb at the head of its sentence: وقال كان هناك …، قال فلان نحن …"""
    opens = not text[unit.start : cue.start - len(cue.before)].strip(" \n")
    if "bare" not in cue.takes or cue.kind != "verb" or not opens:
        return
    subject = next((m for m in names if 0 < m.start - cue.end <= 2), None)
    zone = Span(subject.end if subject else cue.end, limit)
    clause = _CLAUSE.match(text, *zone)
    if clause and len(text[clause.start("head") : unit.end].split()) >= _CLAUSE_WORDS:
        yield Place(clause.start("head"), "verb+clause")


def _colon(text: str, cue: Cue, limit: int, far: int) -> Iterator[Place]:
    """A colon within reach, or one with a quotation behind it farther on."""
    quoted = _QUOTED.search(text, limit, far)
    at = text.find(":", cue.end, limit)
    if at < 0 and quoted:
        at = quoted.start()
    while at >= 0 and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        at = text.find(":", at + 1, limit)
    if text[at + 1 : at + 3] == "//":
        return  # https://
    if at < 0 and text.startswith("..", cue.end) and title_before(text, cue.start) is not None:
        at = cue.end + 1  # فلان يؤكد.. التحديثات إجبارية
    if at >= 0 and ("mark" in cue.takes or "that" in cue.takes):
        yield Place(at + 1, "verb+colon")


def _mark(text: str, cue: Cue, limit: int, inside: Sequence[Marked], names: Sequence[Any]) -> Iterator[Place]:
    if cue.lemma in _GOES_TO or not {"mark", "that"} & cue.takes:
        return
    for m, following in itertools.zip_longest(inside, inside[1:]):
        if not cue.end <= m.start < limit:
            continue
        if following and m.start - cue.end < _BEHIND and following.start - m.end < _BEHIND and _few(text, m):
            continue  # وأضاف "المزروع"؛ "…": who speaks, then what
        if cue.lemma in _ACTS and " علي " in text[cue.end : m.start]:
            continue  # وافقت على تسوية الأمر لأنها شعرت "بالرعب"
        words = len(text[m.inner_start : m.inner_end].split())
        # One name, or two joined: several in a longer stretch are words of dialect that a recogniser takes for names.
        inner = [n.end - n.start for n in names if m.start <= n.start and n.end <= m.end]
        named = sum(inner) if words <= _NAME_WORDS else max(inner, default=0)
        if (
            named * 2 > m.inner_end - m.inner_start
            or (is_name(text, m) and cue.lemma != "أطلق على")
            or text[m.end : m.end + 1] == ":"  # وقال "فلان": "…"
            or _names_subject(text, cue, m)
            or _TOPIC.search(text, max(m.start - 14, 0), m.start)
            or (
                (words < 4 or is_label(text[max(m.start - 30, 0) : m.start]))
                and THAT.search(text, m.end, min(limit, m.end + 60))
            )
        ):
            continue
        if words > 2 or text[m.inner_end - 1] in "!؟?" or cue.kind != "verb" or m.start - cue.end < 3:
            yield Place(m.start, "direct after cue")
            return
