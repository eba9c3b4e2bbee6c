"""The titles that stand beside the names of persons, and whose title a description repeats."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from analysis import lexicons
from analysis.quotes.kinds import KIN, is_body, is_role, kind_of
from analysis.quotes.story import Speaker, Story, agrees, of
from analysis.quotes.verbal_nouns import is_masdar
from analysis.text import Span, folded

_ENDING = re.compile(r"(?:ه|ي|يه|ون|ين|و|ات)$")
_DOCTOR = re.compile(r"(?<!\w)(?:ا\s?\.\s?)?[دما]\s?\.\s*$")  # رئيس اللجنة د. فلان
_CLAUSE_END, _LABEL_MARKS = re.compile(r"[.،:؛\n]"), re.compile(r"[«»\"]")
_BEHIND_NAME = re.compile(r"\s*[،(]?\s*([^.:؛\n«»\"،)]{0,60})")
_PROCLITICS = re.compile(r"^(?:[وف]?(?:ال|لل)|[وفبلك](?=ال))")
# What stands before these words is no title of a name behind them: يوضح الكاتب أن فلان …، نقل الكاتب عن فلان
_OTHER_CLAUSE = re.compile(r"\b(?:[وب]?ان\w{0,2}|عن|مع|بين|ضد|قد|الذي|التي|الذين)\s")
_BOSS = re.compile(r"\bباسم\s(?:(\w+)\s)?$")  # متحدث باسم الوزيرة فلانة: her title is الوزيرة
_GIVEN = re.compile(r"\b(?:ل|ب|لل|بال)(?P<role>(?!محافظه|مديريه|رئاسه|اماره)\w{3,})(?=\s)")  # to whom, or by whom
_PRAISED = re.compile(
    r"(?<!\w)[وف]?(?:ا?شاد|[يت]شيد|رحب|[يت]رحب|ندد|[يت]ندد|نوه|[يت]نوه)ت?\s(?:\w+\s){1,4}ب\w{3,}\s"
)  # whom another praises
_ATTESTED = 4  # letters of a title that no list has
_TITLE_LETTERS = 100
_LABEL_WORDS = 2  # of a rank that stands in marks with the name
# The stems of the titles that go with an honorific and its pronoun.
_HONOURS = {
    "سمو": frozenset({"سمو", "امير", "ولي"}),
    "جلالت": frozenset({"ملك", "جلال"}),
    "معالي": frozenset({"معالي", "وزير"}),
    "فضيلت": frozenset({"فضيل", "شيخ"}),
    "سماحت": frozenset({"سماح", "شيخ", "مفت"}),
    "فخامت": frozenset({"رئيس", "فخام"}),
}
# Names of one office: who bears the stems of the first is called by the others too (مدرب, المدير الفني).
_SAME_OFFICE = (
    (frozenset({"مدير", "فني"}), "مدرب"),
    (frozenset({"رئيس", "حكوم"}), "وزراء"),
    (frozenset({"رئيس", "وزراء"}), "حكوم"),
    (frozenset({"رئيس", "نواب"}), "برلمان"),
    (frozenset({"رئيس", "برلمان"}), "نواب"),
)
# Kin, whose name behind them is another's: والد مارين لوبان.
KIN_OF = re.compile(rf"ل?(?:{KIN}|نجل|ارمل|خطيب|محامي|محاميه)(?:ه|ت)?$")
_THE_KIN = re.compile(rf"ال(?:{KIN})ه?")  # العمة is a title of فلانة, عمة فلان


def stem(word: str) -> str:
    """A folded noun without article and ending.

    >>> stem("الوزيره"), stem("المتحدثون")
    ('وزير', 'متحدث')
    """
    bare = _PROCLITICS.sub("", word)
    return _ENDING.sub("", bare) if len(bare) > 4 else bare


@functools.cache
def _nations() -> frozenset[str]:
    """The stems of the adjectives of countries: استرال, of الأسترالي."""
    forms = (form for row in lexicons.rows("countries") for form in lexicons.forms(row["demonyms"]))
    return frozenset(stem(folded(form)) for form in forms)


def is_nation(word: str) -> bool:
    """Whether a folded word is the adjective of a country: البريطانية."""
    return stem(word) in _nations()


def bears(story: Story, speaker: Speaker, title: str) -> bool:
    """Whether the one person who speaks is named with this title anywhere before: الوزير, of الوزير فلان."""
    mentions = (m for m in reversed(story.names.before(story.since)) if m.entity_id in speaker.ids[:1])
    return len(speaker.ids) == 1 and any(stem(title) in _beside(story, m) for m in mentions)


def titled(story: Story, phrase: Span, words: Sequence[str], mentions: Sequence[Any], gender: str = "") -> Any:
    """The person with this title before or behind the name anywhere in the text, the nearest first.

    A person known to be of another gender than this one is not meant.
    """
    wanted = [stem(w) for w in words if len(w) > 2][:4]
    if not wanted:
        return None
    if not (is_role(words[0]) or _THE_KIN.fullmatch(words[0])):
        return _attested(story, words, mentions) if len(words) == 1 and kind_of(words[0]) is None else None
    nation = {stem(w) for w in words[1:]} & _nations()
    best: tuple[int, int, Any] | None = None
    bare: dict[str, Any] = {}  # who has nothing but the office: المدرب فلان, of مدرب الخليج
    former: frozenset[str] = frozenset()
    for m in mentions:
        if m.type != "PER" or not agrees(gender, story.genders.get(m.entity_id, "")):
            continue
        titles = _beside(story, m)
        if any(title.startswith("نظير") for title in titles):
            titles |= former & {wanted[0]}  # نظيره الروسي has the office of whom the text named before him
        former = titles
        titles -= _of_another(story, phrase, m)
        others = titles & _nations()
        if wanted[0] not in titles or (nation and others and not nation & others):
            continue  # الوزير الأسترالي is not الوزير الماليزي فلان
        hits = sum(w in titles for w in wanted)
        loose = len(words) == 1 or words[0].startswith("ال") or story.heads(phrase)
        if not loose and hits < min(2, len(wanted)):
            if titles - _nations() == {wanted[0]}:
                bare[m.entity_id] = m
            continue
        exact = len(words) == 1 and story.text.startswith(f"{words[0]} ", m.start - len(words[0]) - 1)
        rank = (hits + exact, -abs(phrase.start - m.start))  # الرئيس is rather الرئيس فلان than رئيس الوزراء
        if best is None or rank > best[:2]:
            best = (*rank, m)
    return best[2] if best else next(iter(bare.values())) if len(bare) == 1 else None


def _of_another(story: Story, phrase: Span, m: Any) -> frozenset[str]:
    """The stems of a description from which an object parts the name behind it: أعلن رئيس الاتحاد دعم فلان."""
    apart = phrase.end < m.start < phrase.end + _TITLE_LETTERS
    first = story.text[phrase.end : m.start].split()[:1] if apart else []
    return frozenset(map(stem, story.words(phrase))) if first and is_masdar(first[0]) else frozenset()


def _attested(story: Story, words: Sequence[str], mentions: Sequence[Any]) -> Any:
    """The one person whom a noun of no list stands right before as a title: معتمد المهدية فلان, and المعتمد."""
    head = words[0].removeprefix("ال")
    if head == words[0] or len(head) < _ATTESTED:
        return None
    title = re.compile(rf"(?<!\w)[وبل]?{re.escape(head)}\s(?:\w+\s)?$")
    found = {
        m.entity_id: m for m in mentions if m.type == "PER" and title.search(story.text, max(m.start - 40, 0), m.start)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def honoured(story: Story, honour: str, at: int) -> Speaker | None:
    """Whom an honorific with its pronoun means at this place: سموه the last prince who spoke, else who was named."""
    wanted = next((titles for stem_, titles in _HONOURS.items() if honour.startswith(stem_)), None)
    if wanted is None:
        return None
    bear: dict[str, Any] = {}
    for m in story.names.before(at):
        if m.type == "PER" and _beside(story, m) & wanted:
            bear[m.entity_id] = m
    spoke = (s for s in story.lately() if s.source_type == "person" and len(s.ids) == 1 and s.ids[0] in bear)
    last = next(spoke, None)
    return (
        last._replace(source=None, addressee=None) if last else of(list(bear.values())[-1:], "person") if bear else None
    )


def _beside(story: Story, m: Any) -> frozenset[str]:
    """The stems of the titles beside a name, read once."""
    titles = story.titles.get(m.start)
    if titles is None:
        before = (p for p in reversed(story.names.between(m.start - _TITLE_LETTERS, m.start)) if p.type == "PER")
        former = next(before, None)
        own = frozenset(_titles(story.text, m, former.end if former else 0))
        titles = story.titles[m.start] = own.union(name for office, name in _SAME_OFFICE if office <= own)
    return titles


def _titles(text: str, m: Any, since: int) -> list[str]:
    """The stems of the words right before a name, and of a title behind it (أخنوش، رئيس الحكومة).

    The person named before ends at `since`: his title is his own, but for that of both (الرئيسان فلان وفلان).
    """
    start = max(m.start - _TITLE_LETTERS, 0)
    if start < since <= m.start and text[since : m.start].strip("» ،") not in {"و", ""}:
        start = since
    front = _CLAUSE_END.split(_DOCTOR.sub("", text[start : m.start]).rstrip(" ،"))[-1]
    *outside, front = _LABEL_MARKS.split(front)
    if outside and len(front.split()) <= _LABEL_WORDS and (not front or is_role(front)):
        front = f"{outside[-1]}{front}"  # قائد القوة "اللواء الركن فلان"
    front = _OTHER_CLAUSE.split(f"{front} ")[-1]
    praised = list(_PRAISED.finditer(front))
    front = front[praised[-1].end() :] if praised else front
    given = [at for at in _GIVEN.finditer(front) if is_role(at["role"])]
    front = front[given[-1].start("role") :] if given else front  # رفع نائب أمير حائل التعازي لخادم الحرمين الملك فلان
    boss = _BOSS.search(front)
    if boss and (not boss[1] or (is_role(boss[1]) and not is_body(boss[1]))):
        front = boss[1] or ""
    back = _BEHIND_NAME.match(text, m.end, m.end + 64)
    tail = back.group(1).split() if back else []
    words = [*_own_titles(front.split()), *(tail if tail and (is_role(tail[0]) or KIN_OF.match(tail[0])) else [])]
    # للجنة is ل with اللجنة, للوزارة with الوزارة: one of the two is a word.
    return [stem(form) for word in words for form in _forms(word)]


def _forms(word: str) -> tuple[str, ...]:
    """A word of a title, and what it is without a proclitic or a pronoun: للجنة, أمينها العام."""
    if word.startswith("لل"):
        return (word, word[1:])
    return (word, word[:-2]) if word.endswith(("ها", "هم")) and is_role(word[:-2]) else (word,)


def _own_titles(front: Sequence[str]) -> Sequence[str]:
    """The words before a name but for those of another, whose kin or lawyer he is: عمة الصحفية, in front of فلانة."""
    at = max((n for n, word in enumerate(front) if KIN_OF.match(word)), default=-1)
    lawyer = at >= 0 and front[at].startswith("محامي")  # محامي الدفاع فلان is himself the lawyer
    others = at >= 0 and all(w.startswith("ال") and (is_role(w) or not lawyer) for w in front[at + 1 :])
    return front[at + 1 :] if others else front
