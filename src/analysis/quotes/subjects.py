"""Who is the subject where a report names none: of its sentence, of its clause, of the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.cues import is_reporting, lemma_of, word_before
from analysis.quotes.edges import clean
from analysis.quotes.kinds import CROWD, QUANTITY, THINGS, is_plural, is_role, kind_of, names_media, speaks
from analysis.quotes.phrases import is_speech, phrase_end
from analysis.quotes.story import Speaker, Story, agrees, of
from analysis.text import Span

# The verb that opens a sentence, links before it: في المقابل لا يدعم
_OPENING = re.compile(
    r"\W*(?:(?:و?في المقابل|و?من (?:جهت|جانب)ه\w?|كما|و?بدور\w{1,2})\s?،?\s)?"
    r"(?:و?(?:لا|لم|قد|لقد|كان|كانت)\s)?(?P<verb>\w+)\s(?:(?:علي|عن|ب|ل|الي)(?:ه|ها|هم)\s|في ذلك\s)?"
)
_HAD = re.compile(r"\W*و?كانت?\s(?P<subject>[^،.:؛\n]{3,80}?)\sقد\s")
_CLAUSE = re.compile(r"(?:\bالا ان|\bغير ان|\bو?لكن|\bفيما|\bبينما)\s")
# A noun with an adjective or a second definite noun: إحصائيات أخرى، وسائل الإعلام، البعض
_NOUN = re.compile(r"\W*(?P<head>\w{3,})(?:\s(?:اخر\w?|ال\w+|\w+(?:يه|يين|يون)))?(?=\s)")
_WHAT = re.compile(r"\b[بلع]?ما\s\w+\s$")  # بما قالته فلانة
_WITHIN = re.compile(r"\b(?:الذي|التي|الذين)\s\w+\s$")  # الاتهامات التي وجهها فلان
_FEMININE = re.compile(r"\b\w{2,}ت(?:ه|ها|هم)?\s$")
_PAPER = re.compile(r"ال(?:تقرير|بيان|دراسه|رساله|مقال|كتاب|وثيقه|بلاغ)(?=\s(?!ال)\w)")
# The place from which is reported, before the first sentence: القاهرة – طرحت الحكومة …
_PLACE = re.compile(r"\s*\w+(?:\s\w+)?\s?[-–—]\s")
_PUBLISHED = re.compile(
    r"\W*و?(?:في|خلال|عبر)\s(?:ال)?(?:تقرير|بيان|تغريد|منشور|دراس|تحقيق)\w*\s"
    r"(?:\w+\s){0,3}?(?:نشر|اصدر|اعد|بث|قدم)(?P<f>ت)?(?:ه|ها)\s"
)
_NOUN_BEFORE = 14  # letters between such a verb and the name: صحيفة "…"
_AMONG = frozenset(["ضمن", "خلال", "اثناء", "وسط"])  # وضمن فعاليات المهرجان: no persons
_GLAD = re.compile(r"سعادت(?:ه|ها|هم)\s(?:ب|ل)")
_GOVERNS = frozenset(["مع", "من", "عن", "الي", "علي", "في", "بين"])
_PREPOSITION = re.compile(
    r"و?(?:عن|من|مع|في|علي|الي|بين|خلال|بعد|قبل|امام|منذ|حول|عند|لدي|ضد|تجاه|ب?حسب|وفقا?|عبر|اثناء|عقب|اثر)"
)
_SENTENCE_END = re.compile(r"[.!؟]\s|\n")
_SENTENCE, _REGION = 2000, 1500  # letters: how far back a sentence or its neighbours are looked for
_NAME, _NEAR = 60, 4  # letters that a name with its title has; between a name and بالقول
_FIRST_WORDS = 7  # a person named later in a sentence is hardly its subject
# A noun and its adjectives: القيادات الأمنية
_GROUP = re.compile(r"\b(?:[وف](?=ال))?(?P<head>\w{4,})(?=(?P<more>(?:\sال(?!ذي|تي)\w{3,}){0,2})\W)")
_ANYWHERE = 40  # words: the subject of a participle may stand anywhere in its sentence


def _sentence_start(story: Story, at: int) -> int:
    """Where the sentence or line of this place begins, looked for over 2,000 letters, behind a dateline."""
    start = max(1 + max(story.text.rfind(c, max(at - _SENTENCE, 0), at) for c in (". ", "\n")), 0)
    return story.begins if start < story.begins <= at else start


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Where sentences and lines begin between two places, the first of which is one of them."""
    return [start, *(m.end() for m in _SENTENCE_END.finditer(text, start, end))]


def last_subject(story: Story, at: int, kind: str, gender: str) -> Any:
    """The person who is the subject of the last sentence between the report before and this cue.

    The first person named in a sentence and not behind a preposition is taken for its subject.
    """
    text = story.text
    since = story.since
    if story.before and since > _sentence_start(story, at):
        return _own_subject(story, at, gender) if kind == "verb" else None
    since = max(since, at - _REGION)
    starts = sentence_starts(text, since, at)
    limit = _ANYWHERE if kind == "participle" else _FIRST_WORDS
    for start, end in reversed(list(zip(starts, [*starts[1:], at], strict=True))[-3:]):
        for m in story.names.between(start, end):
            lead = text[start : m.start].split()
            if m.type != "PER" or _governed(lead) or text[m.start - 1 : m.start] in {"ل", "ب", "ك"}:
                continue
            if len(lead) <= limit and agrees(gender, story.genders.get(m.entity_id, "")):
                return m
            break
        institution = _institution_of(story, Span(start, end), gender) if kind == "verb" else None
        if institution:
            return institution
    return None


def _own_subject(story: Story, at: int, gender: str) -> Any:
    """The person behind the verb that opens the sentence of a verb: ورفض المدرب فلان الحديث، لكنه قال إن …"""
    start = _sentence_start(story, at)
    opening = _OPENING.match(story.text, start, at)
    if (
        opening is None
        or _PREPOSITION.fullmatch(opening["verb"])
        or story.since > start
        or opening["verb"].endswith("ت") != (gender == "f")
    ):
        return None
    begin = opening.end()
    first = next((m for m in story.names.between(begin, at) if m.type == "PER"), None)
    if first is None:
        return None
    title = story.text[begin : first.start]
    subject = not title or (is_role(title) and len(title.split()) <= _FIRST_WORDS and "،" not in title)
    return first if subject and agrees(gender, story.genders.get(first.entity_id, "")) else None


def _governed(lead: Sequence[str]) -> bool:
    """Whether a preposition governs the name behind these words, or the noun that it belongs to (في برنامج فلان)."""
    return lead[-1:] != [] and (
        lead[-1] in _GOVERNS or (len(lead) > 1 and lead[-2] in _GOVERNS and not is_role(lead[-1]))
    )


def _institution_of(story: Story, sentence: Span, gender: str) -> Any:
    """The institution right behind the verb that opens a sentence, where the verb agrees: رفض المركز ذلك. ورد بأن …"""
    opening = _OPENING.match(story.text, *sentence)
    if opening is None or gender not in {"m", "f"} or opening["verb"].endswith("ت") != (gender == "f"):
        return None
    return next((m for m in story.names.between(opening.end(), opening.end() + 1) if m.type == "ORG"), None)


def agent_before(story: Story, at: int) -> Any:
    """The state or institution behind a feminine verb of the same sentence: الأمر الذي رفضته ألمانيا، وأعلنت أن …"""
    here = story.names.between(_sentence_start(story, at), at)
    agents = (m for m in reversed(here) if m.type in {"LOC", "ORG"})
    return next((m for m in agents if _FEMININE.search(story.text, max(m.start - 20, 0), m.start)), None)


def group_before(story: Story, at: int) -> Span | None:
    """The first plural of persons in the sentence of a plural cue: القراصنة الذين استولوا على البيانات قالوا …"""
    start = max(_sentence_start(story, at), story.since)
    for group in _GROUP.finditer(story.text, start, at):
        head = group["head"]
        before = word_before(story.text, group.start("head"))
        if is_role(head) and is_plural(head) and not (is_role(before) or before.removeprefix("و") in _AMONG):
            return Span(group.start("head"), group.end("more"))
    return None


def sentence_subject(story: Story, at: int, gender: str = "") -> Span | None:
    """The noun phrase right behind the verb that opens the sentence of a participle: وتطرق البيان إلى ذلك، موردا أن …

    None where the sentence reports something before the participle: its speaker is meant; and where a masculine
    participle cannot mean the noun: نفى التسريبات، قائلا.
    """
    text = story.text
    start = _sentence_start(story, at)
    since = max(start, story.since)
    here = story.names.between(since, at)
    agents = [m for m in here if m.type in {"PER", "ORG"} and _said_by(text, m)]
    agents = [m for m in agents if not _WITHIN.search(text, max(m.start - 30, 0), m.start)]
    if agents:  # وهو ما أكده شكري، قائلا
        return Span(agents[-1].start, agents[-1].end)
    if since > start:
        return None
    had = _HAD.match(text, start, at)
    if had:
        return clean(text, Span(*had.span("subject")), here)
    place = _PLACE.match(text, start, at)
    opening = _OPENING.match(text, place.end() if place else start, at)
    if opening is None or is_role(opening["verb"]) or kind_of(opening["verb"]):
        return None
    begin = opening.end()
    if is_speech(text[begin:at]):  # وأكد كلامه مدير المدرسة قائلا
        begin = text.find(" ", begin, at) + 1 or at
    named = any(m.type == "PER" and m.start >= begin for m in here)
    end, _ = phrase_end(text, Span(begin, at), here, second="" if named else "thing")  # افتتح الوزير المعرض، مشيدا ب
    paper = _PAPER.match(text, begin, end)  # ينتقد التقرير وسائل الإعلام
    end = paper.end() if paper else end
    words = text[begin:end]
    things = _GLAD.match(words) or (gender == "m" and THINGS.match(words))  # أكد سعادته باختيار نصه
    if things or (words.startswith("ب") and speaks(words[1:])):
        return None  # وتستشهد بتجارب أخرى، مشيرة إلى
    known = (
        lemma_of(opening["verb"])
        or (gender == "p" and QUANTITY.match(words))
        or is_role(words)
        or kind_of(words)
        or any(m.start == begin and m.type in {"PER", "ORG"} for m in here)
    )
    return clean(text, Span(begin, end), here) if known else None


def _said_by(text: str, mention: Any) -> bool:
    """Whether a form of a reporting verb stands right before a name: ما أكده فلان; على is none."""
    word = word_before(text, mention.start)
    return word not in _GOVERNS and is_reporting(word)


def said_with(story: Story, at: int) -> Any:
    """The person right before بالقول, who is the subject of a verb there: الأمر الذي تفسره البروفيسورة فلانة بالقول."""
    person = next(
        (m for m in story.names.between(max(at - _NAME, 0), at) if m.type == "PER" and at - m.end < _NEAR), None
    )
    if person is None:
        return None
    before = story.text[max(person.start - _NAME, 0) : person.start].split()
    while before and is_role(before[-1]):
        before.pop()
    return person if before and before[-1] not in _GOVERNS and is_reporting(before[-1]) else None


def publisher(story: Story, at: int, gender: str) -> Speaker | None:
    """Who published the paper with which the sentence opens: في تقرير نشرته "نيويورك تايمز" أكدت أن …"""
    text = story.text
    published = _PUBLISHED.match(text, _sentence_start(story, at), at)
    if published is None or (published["f"] is not None) != (gender == "f"):
        return None
    who = next((m for m in story.names.between(published.end(), at) if m.type in {"PER", "ORG"}), None)
    if who is None or who.start > published.end() + _NOUN_BEFORE:
        return None
    media = who.type == "ORG" and names_media(text[published.end() : who.end])
    return of([who], "media" if media else "person" if who.type == "PER" else "organization")


def had_subject(story: Story, at: int, gender: str) -> Any:
    """Who had done what the sentence of a verb behind و begins with: وكان ضابط في وقت سابق قد حذر القنصل، وقال إن …"""
    had = _HAD.match(story.text, _sentence_start(story, at), at)
    if had is None or gender not in {"m", "f"} or (" كانت " in f" {had.group()[:8]}") != (gender == "f"):
        return None
    here = story.names.between(*had.span("subject"))
    end, _ = phrase_end(story.text, Span(*had.span("subject")), here)
    subject = clean(story.text, Span(had.start("subject"), end), here)
    known = subject and (is_role(story.text[slice(*subject)]) or any(m.start == subject.start for m in here))
    return subject if known else None


def quoted_here(story: Story, at: int, gender: str) -> Any:
    """The person whose words the sentence has named before this verb: مستشهدة بما قالته فلانة عن ذلك، إذ رأت أن …"""
    since = max(_sentence_start(story, at), story.since)
    here = (m for m in reversed(story.names.between(since, at)) if m.type == "PER")
    fits = (m for m in here if agrees(gender, story.genders.get(m.entity_id, "")))
    return next(
        (m for m in fits if _WHAT.search(story.text, max(m.start - 20, 0), m.start) and _said_by(story.text, m)), None
    )


def opening_subject(story: Story, at: int, gender: str) -> Span | None:
    """The definite role behind the verb that opens the sentence of another verb: وشكر العمدة رجال الإطفاء، وقال إن …"""
    text = story.text
    opening = _OPENING.match(text, _sentence_start(story, at), at)
    crowd = CROWD.match(text, opening.end(), at) if opening and gender == "p" else None
    if crowd:
        return Span(*crowd.span())  # وينتقد البعض البرنامج ويقولون إن
    if opening is None or gender not in {"m", "f"} or opening["verb"].endswith("ت") != (gender == "f"):
        return None
    subject = sentence_subject(story, at, gender)
    if subject is None:
        return None
    role = subject.start == opening.end() and text.startswith("ال", subject.start)
    return subject if role and is_role(text[slice(*subject)]) and not is_plural(story.words(subject)[0]) else None


def clause_subject(story: Story, at: int, gender: str) -> Span | None:
    """The noun that opens the clause of a verb joined by و: لكن البعض ينتقد الإجراءات ويقول إن …"""
    text = story.text
    start = _sentence_start(story, at)
    if story.before and story.since >= start:
        return None
    clause = list(_CLAUSE.finditer(text, start, at))
    begin = clause[-1].end() if clause else start
    noun = _NOUN.match(text, begin, at)
    if noun is None or not (CROWD.match(noun["head"]) or is_role(noun["head"]) or kind_of(noun.group())):
        return None
    head = noun["head"]
    feminine = head.endswith(("ه", "ات"))
    if (gender == "f") != feminine and not (is_plural(head) and gender != "m") and not CROWD.match(head):
        return None
    return Span(noun.start(), noun.end())
