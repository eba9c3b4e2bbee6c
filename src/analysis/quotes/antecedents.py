"""Descriptions: whom الوزير, المصدر or الرجل mean, from the titles of the text and from who spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.edges import closes
from analysis.quotes.kin import met, possessed
from analysis.quotes.kinds import CROWD, THINGS, begins_with, is_body, is_plural, is_role, speaks
from analysis.quotes.names import name_words
from analysis.quotes.story import Speaker, Story, agrees, as_written, of
from analysis.quotes.titles import KIN_OF, bears, is_nation, stem, titled
from analysis.text import Span

_SAME = re.compile(r"\b(?:ذاته|ذاتها|نفسه|نفسها|عينه|المذكور|المتحدث|المصدر|المسؤول|المسئول)\b")
_PERSON = re.compile(r"ال(?:متحدث|مسؤول|مسئول|رجل|خبير|باحث|محامي|كاتب|ناشط|نقابي|فاعل)\w{0,2}$")
# The last, the father, the Frenchman: persons, if no roles.
_SOMEBODY = re.compile(r"ال(?:اخيره?|اب|ام|مكلفه?|معنيه?|فقيده?|نجمه?|مخضرم|سبعيني|\w{4,}ي)$")
# Nouns that are nobody's title: المصدر is the مصدر of before.
_NO_TITLE = re.compile(r"ال(?:مصدر|مصادر|متحدث|ناطق|شاهد|شهود|مواطن|والد|ضحي|ابن|عم|جار)\w{0,3}$")
_FOR_WHOM = re.compile(r"\b(?:باسم|بلسان)\s(?P<whom>(?:ال)?(?P<noun>\w{3,}).*)")
_NISBA = re.compile(r"ال\w{3,}(?:ي|يه|يين|يون)")
_DUAL = re.compile(r"ال\w{3,}ان")
# Offices of which one person has one.
_OFFICE = re.compile(
    r"ال(وزير|رئيس|نائب|مدير|مدرب|لاعب|قاضي|محامي|حاكم|عمده|محافظ|سفير|حارس|مهاجم|طبيب|محقق|مفتي|امير|ملك)ه?\b"
)
# Kin again without their pronoun, as they stood first, and their gender.
_KIN_AGAIN = {
    "الاب": (r"والد(?:ه|ها|هم)?$", "m"),
    "الام": (r"والد(?:ته|تها|تهم|ه)$", "f"),
    "الزوج": (r"زوج(?:ه|ها)?$", "m"),
    "الزوجه": (r"زوج(?:ته|ه)$", "f"),
}
_MARKS = "«»“”\"‹›'"
# Bynames of an office, and the office.
_BYNAMES = {"رئيس الدبلوماسيه": ["وزير", "الخارجيه"], "وزير الدبلوماسيه": ["وزير", "الخارجيه"]}
_HONOUR = re.compile(
    r"(?:صاحبه?\s(?:السمو(?:\sالملكي)?|المعالي|الفضيله|السعاده|الجلاله)|سمو|سماحه|معالي|فضيله|سعاده|جلاله|فخامه|دوله)\s(?=\w)"
)
_TWO_GROUPS = re.compile(r"(?P<one>(?!ال)\w+(?:\s\w+){0,2})\sو(?P<other>(?!ال)\w{3,}(?:\s\w+){0,3})")
_QUANTITIES = frozenset(["عدد", "بعض", "مجموعه", "عشرات", "مئات", "الاف", "احد", "احدي"])
_FEW_WORDS = 2  # of a description


def described(story: Story, phrase: Span, gender: str) -> Speaker:
    """A description without a name: the person who bears it as a title, the speaker before, else unnamed."""
    phrase, labelled = _unmarked(story.text, phrase)
    phrase, words = _title_words(story, phrase)
    near = story.names.near(phrase.start)
    definite = words[0].startswith("ال") or any(w.startswith("ال") for w in words[1:3])
    definite = definite or bool(story.names.between(phrase.start, phrase.end))  # وزير خارجية كوريا
    definite = definite or story.heads(phrase)
    if CROWD.match(words[0]):
        return as_written(phrase, "unnamed")
    again = same_head(story, words) if words[0].startswith("ال") and _NO_TITLE.match(words[0]) else None
    other = again is not None and _for_another(story, words, again)
    if again and not other:
        return again
    if not gender and words[0].endswith("ه") and is_role(words[0]):
        gender = "f"  # قالت الفنانة نفسها
    person = None
    many = is_plural(words[0]) or words[0].endswith("اء")  # وزراء
    if not many and not KIN_OF.match(words[0]):  # a plural is nobody's title, kin no title
        person = _by_part(words, near, labelled=labelled) or (
            titled(story, phrase, words, near, gender) if definite else None
        )
    if person:
        last = story.last(gender)
        goes_on = last and len(words) == 1 and last.source_type == "person" and bears(story, last, words[0])
        return last._replace(source=phrase, addressee=None) if last and goes_on else of([person], "person", phrase)
    known = possessed(story, phrase, gender)
    known = known or (_before(story, phrase, words, gender) if definite and not other else None)
    return known or _two_groups(story, phrase) or as_written(phrase, "unnamed")


def _two_groups(story: Story, phrase: Span) -> Speaker | None:
    """Two groups without names, each with words of its own or of another kind: شهود عيان ومصادر عسكرية."""
    both = _TWO_GROUPS.fullmatch(story.text, *phrase)
    if both is None or not (speaks(both["one"]) and speaks(both["other"])):
        return None
    heads = [both[name].split(" ", 1)[0] for name in ("one", "other")]
    alike = " " not in both["one"] and is_role(both["one"]) and is_role(both["other"])  # سياسيون ومسؤولون عراقيون
    if alike or not all(is_plural(head) or is_plural(f"ال{head}") for head in heads):
        return None
    return as_written(phrase, "unnamed", Span(*both.span("one")))._replace(second=Span(*both.span("other")))


def _for_another(story: Story, words: Sequence[str], before: Speaker) -> bool:
    """Whether a spokesman speaks for another than the one before: الناطق بلسان المستشفى, ناطق بلسان جهاز الأمن.

    المتحدث باسم الشركة may be متحدث باسم غوغل: a bare noun means who bears a name.
    """
    own = _FOR_WHOM.search(" ".join(words))
    theirs = _FOR_WHOM.search(" ".join(story.words(before.phrase))) if before.phrase else None
    if own is None or theirs is None or own["noun"] in theirs["whom"]:
        return False
    bare = own["whom"].startswith("ال") and " " not in own["whom"]
    return not bare or is_body(theirs["whom"])


def _title_words(story: Story, phrase: Span) -> tuple[Span, list[str]]:
    """The words of a description as its title has them, without نفس and honours before it, and where they begin."""
    words = _BYNAMES.get(" ".join(story.words(phrase)[:2]), []) or story.words(phrase)
    if (
        story.text[phrase.start - 1 : phrase.start] == "ل"
        and words[0].startswith("ل")
        and not begins_with("ل", words[0])
    ):
        words = [f"ا{words[0]}", *words[1:]]  # للمتحدث
    if words[0] in {"نفس", "ذات"} and len(words) > 1:  # نفس المصدر is المصدر نفسه
        phrase = Span(phrase.start + len(words[0]) + 1, phrase.end)
        words = [*words[1:], "نفسه"]
    honour = _HONOUR.match(" ".join(words))
    if honour:
        words = words[len(honour.group().split()) :]  # سماحة مفتي عام المملكة
    return phrase, words


def _before(story: Story, phrase: Span, words: Sequence[str], gender: str) -> Speaker | None:
    """Whom a definite description means that is no title: somebody just named, a speaker before, the only person."""
    two = same_head(story, [f"{words[0][2:-2]}ا"]) if _DUAL.fullmatch(words[0]) else None
    return (
        two  # وزيرا خارجية مصر واليونان, and again الوزيران
        or _parent(story, words)
        or met(story, phrase, gender)
        or _repeated(story, phrase, words)
        or _again(story, phrase, words, gender)
        or same_head(story, words)
        or _only(story, phrase, words, gender)
    )


def _parent(story: Story, words: Sequence[str]) -> Speaker | None:
    """The speaker before whom the text called somebody's father or mother: والدته, and الأم."""
    kin = _KIN_AGAIN.get(words[0])
    if kin is None:
        return None
    pattern, gender = kin
    return next((s for s in story.recent(gender) if s.phrase and re.match(pattern, story.words(s.phrase)[0])), None)


def _only(story: Story, phrase: Span, words: Sequence[str], gender: str) -> Speaker | None:
    """The one person whom the text names, where a definite description is one of a person: المتخصص في علم الاجتماع."""
    persons = {m.entity_id: m for m in story.names.rows if m.type == "PER"}
    if len(persons) != 1 and len(words) <= _FEW_WORDS:
        persons = {m.entity_id: m for m in story.names.before(phrase.start) if m.type == "PER"}
    if len(persons) != 1 or not words[0].startswith("ال") or is_plural(words[0].rstrip("،")) or not is_role(words[0]):
        return None
    person = next(iter(persons.values()))
    known = story.genders.get(person.entity_id, "")
    return of([person], "person") if agrees(gender, known) and (gender != "f" or known) else None


def _repeated(story: Story, phrase: Span, words: Sequence[str]) -> Speaker | None:
    """The last speaker whom the same words named: الكاتبة, and again الكاتبة; several words with a name behind them."""
    several = len(words) > 1 and not story.names.between(*phrase)
    if not (several or words[0].startswith("ال")) or _SAME.search(words[-1]):
        return None
    for speaker in story.lately():
        said = story.words(speaker.source) if speaker.source else []
        same = said[: len(words)] == list(words) and (several or len(said) == len(words))
        if same and speaker.source_type == "person" and speaker.ids:
            return speaker
    return None


def _again(story: Story, phrase: Span, words: Sequence[str], gender: str) -> Speaker | None:
    """The speaker before, whom a short definite description means: المسؤول ذاته، المصدر، الرجل."""
    same = _SAME.search(" ".join(words))
    head = words[0].rstrip("،")
    person = _PERSON.match(head) or (is_role(head) and not head.startswith("المصدر"))
    woman = head.endswith("يه") and is_nation(head)  # البريطانية
    if not (same or is_role(head) or person or woman or _SOMEBODY.match(head)):
        return None  # القصر الرئاسي
    last = _person_before(story, gender, head) if person else story.last(gender)
    many = (is_plural(head) or is_body(head)) and not _SAME.search(" ".join(words[1:]))
    spouse = head in {"الزوج", "الزوجه"}
    if not words[0].startswith("ال") or len(words) > 3 or "باسم" in words or many or spouse:
        return None
    if last is None:
        if story.before and _OFFICE.fullmatch(head):
            return None
        persons = [m for m in story.names.before(phrase.start) if m.type == "PER"]
        return of(persons[-1:], "person") if persons else None
    other = last.phrase and not _PERSON.match(head) and stem(head) != stem(story.words(last.phrase)[0])
    fits = last.source_type in {"person", "unnamed"} and not other  # المدير is not المتحدث
    return last if same or fits else None


def _person_before(story: Story, gender: str, head: str) -> Speaker | None:
    """The last speaker who is no thing that speaks (المعطيات) and of no other office: المتحدث ذاته is a person."""
    office = _OFFICE.fullmatch(head)
    for speaker in story.recent(gender):
        other = _OFFICE.match(story.text, speaker.source.start) if office and speaker.source else None
        if office and other and other[1] != office[1]:
            continue  # وقال النائب فلان … فرد الوزير
        if speaker.source_type == "person" or (speaker.phrase and is_role(story.text[slice(*speaker.phrase)])):
            return speaker
    return None if office else story.last(gender)


def _unmarked(text: str, phrase: Span) -> tuple[Span, bool]:
    """The phrase without marks around it: وأضاف "العمري" means the person of that name."""
    start, end = phrase
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS and not closes(text, start, end):
        end -= 1
    return (Span(start, end), start > phrase.start) if start < end else (phrase, False)


def _by_part(words: Sequence[str], mentions: Sequence[Any], *, labelled: bool) -> Any:
    """The person one of whose names ends the phrase, where no mention was recognised there (العميد الصبيحي)."""
    if labelled and len(words) == 1:
        return next((m for m in mentions if m.type == "PER" and words[0] in name_words(m.name)), None)
    if (not is_role(words[0]) and len(words) > 1) or KIN_OF.match(words[0]):
        return None
    last = words[-1]
    if len(last) < 4:
        return None
    if len(words) == 1 and last.startswith("ال"):  # اليماني is an adjective too: only a last name as it stands
        names = ((m, name_words(m.name)) for m in mentions if m.type == "PER" and not is_role(last))
        return next((m for m, name in names if len(name) > 1 and name[-1] == last), None)
    return next((m for m in mentions if m.type == "PER" and last in name_words(m.name)), None)


def _others(words: Sequence[str], first: Sequence[str]) -> bool:
    """Whether the words cannot mean whom these first words of a phrase named, though the noun is the same.

    والدة الشهيد is not his والد, المصادر are not أحد المصادر, الدراسات not دراسة لمعهد, المسؤولون not the one مسؤول,
    الصحف العمانية not الصحف البحرينية.
    """
    head = words[0]
    nations = [w[1] for w in (words, first) if len(w) > 1 and _NISBA.fullmatch(w[1])]
    return (
        (KIN_OF.match(head) is not None and list(first) != list(words[:2]))
        or (first[0] in {"احد", "احدي"} and is_plural(head))
        or (THINGS.fullmatch(head) is not None and not first[0].endswith("ات"))
        or (head.endswith(("ون", "ين")) and first[0] == stem(head))
        or (len(nations) == len((words, first)) and stem(nations[0]) != stem(nations[1]))
    )


def same_head(story: Story, words: Sequence[str]) -> Speaker | None:
    """The speaker before whose phrase, kept as written, begins with the same noun: المحامون, محامو هذه الولايات."""
    head = stem(words[0])
    if words[0] in _QUANTITIES:
        return None  # عدد من الناخبين are not عدد من المواطنين
    for speaker in story.lately():
        first = story.words(speaker.phrase)[:2] if speaker.phrase else []
        if first and _others(words, first):
            continue
        if len(first) > 1 and is_role(first[0]) and not is_role(words[0]):
            first = first[:1]  # المستشفى is not مدير المستشفى
        if not words[0].startswith("ال") and speaker.phrase and len(words) > len(story.words(speaker.phrase)):
            continue  # مسؤولو الصحة الصينيون are not all of مسؤولو الصحة
        if len(head) > 2 and head in {stem(w) for w in first}:
            return speaker
    return None
