"""Who says it: from the source phrase of a report, or from what was said before it, to persons and institutions.

A name is its entity; a description (الوزير، المبعوث الأممي) is the person whose title it repeats; a dropped subject or
a pronoun is the subject of the sentence before or the speaker before, whichever is nearer and agrees in gender.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from analysis.lexicons.genders import gender_of
from analysis.quotes.antecedents import described, dropped, pair, same_head
from analysis.quotes.cues import is_passive, word_before
from analysis.quotes.kinds import is_body, is_label, is_plural, is_role, kind_of, names_media
from analysis.quotes.names import names_of
from analysis.quotes.phrases import unlabelled
from analysis.quotes.report import Report
from analysis.quotes.sources import source
from analysis.quotes.story import Speaker, Story, as_written, of
from analysis.quotes.subjects import agent_before, clause_subject, sentence_subject
from analysis.text import Span, folded

# Kin of the one who is quoted, within what he says: أصرت والدتي أن …
_MINE = re.compile(r"(?:والد|زوج|شقيق|صديق)ت?ي\b|(?:ابن|اخ|اخت|ام|عم|خال|جد)ت?ي\b")
_RELATIVE = re.compile(r"\s(?:سالفه? الذكر|المذكوره?|المشار اليه|البالغ|البالغه|الذي|التي|الذين|اللذان|اللتان)(?:\s|$)")
_LABEL = re.compile(r"[«“\"‹]([^«»“”\"‹›]{2,40})(?:[»”\"›“]|$)")
# Who only belongs to a person: محامي فلان، أحد أصدقاء فلان.
_BELONGS = re.compile(
    r"(?:ال|لل)?(?:محامي|محامو|والده?|شقيقه?|زوجه?|ابنه?|احد|احدي|اصدقاء|صديق|مكتب|حمله|فريق|عائله|اسره|مقرب|انصار)$"
)
# Honours that stand for a pronoun: سموه، معاليه.
_PRONOUN = re.compile(
    r"(?:سمو|سماحت|معالي|فضيلت|سيادت|جلالت|فخامت|سعادت|دولت|حضرت)(?:ه|ها|هم)|(?:ذلك|هذا|هذه|تلك)(?!.)"
)
# Institutions that a bare noun means whatever their name; a ministry or a government would keep its own noun.
_PLAIN = re.compile(r"ال(?:شركه|ناقله|مجموعه|نادي|منظمه|مؤسسه|جماعه|تنظيم|حزب|حركه|شبكه|بنك|مصرف|جامعه|مصنع|متجر)")
# حساب على تويتر باسم "أنونيموس"; who speaks in the name of another keeps his own
_CALLED = re.compile(r"\b(?:باسم|المسمي|المسماه|المدعو|يدعي|تدعي|يسمي|تسمي)\s[«“\"]([^«»“”\"\n]{2,40})[»”\"]?")
_SPEAKS_FOR = re.compile(r"(?:ال)?(?:متحدث|ناطق)")
_AS = re.compile(r"\sبان\w{0,3}\s")
_ABOUT = re.compile(r"\bعن(ه|ها|هم)\s")
_CONCERNS = re.compile(r"\b(?:في (?:قضيه|ملف|حق|مقتل|اغتيال)|حول|بشان|ضد|عن)\s")
_CLOSE_TO = re.compile(r"(?:\bمصدر|\bمصادر|مقربون|شخصان|اشخاص)\s(?:\w+\s){0,2}(?:من|ل)\s")
# A paper of before: التقرير، للتقرير، التقرير الصادر عن …
_SAME_PAPER = re.compile(r"ا?ل\w+(?:\s(?:نفسه|نفسها|ذاته|ذاتها|المذكوره?|الصادره? عن\s.*))?")
_SHORT_LEAD = 3  # words between such a noun and the person


def speakers(text: str, reports: Sequence[Report], mentions: Sequence[Any]) -> list[Speaker]:
    """The speaker of each report, in order; `mentions` are rows with folded offsets, type, entity_id and name."""
    genders = {m.entity_id: shown for m in mentions if m.type == "PER" and (shown := _gender(m.name))}
    story = Story(text, names_of(text, mentions), [], [], genders, {})
    for report in reports:
        near = story.names.between(report.before.start, max(report.between.end, report.before.end) + 1)
        here = source(text, report, near)
        gender = _gender_shown(text, report)
        phrase = here.phrase or here.medium
        mine = phrase and _MINE.match(text, phrase.start)  # the gender is that of his kin
        named = phrase and _names(text, phrase)
        speaker = _named(story, phrase, gender) if phrase and named else _unsaid(story, report, "" if mine else gender)
        if here.phrase and gender in {"m", "f"}:
            story.genders.update(dict.fromkeys(speaker.ids, gender))
        head = speaker.phrase or (here.phrase if speaker.source_type != "person" else None)
        shown = _head_gender(story, head)
        gender = "p" if shown == "p" and gender != "f" else gender or speaker.gender or shown
        found = speaker._replace(source=here.phrase, addressee=here.addressee, gender=gender)
        story.before.append(found)
        story.ends.append(report.segments[-1].end)
    return story.before


def _gender_shown(text: str, report: Report) -> str:
    """The gender of the cue; of a relayed speaker that of his pronoun: نقلت الوكالة عنه القول إن …"""
    about = _ABOUT.search(text, *report.between) if report.cue and report.cue.lemma == "نقل" else None
    if about:
        return {"ه": "m", "ها": "f", "هم": "p"}[about[1]]
    return report.cue.gender if report.cue else ""


def _gender(name: str) -> str | None:
    """What the given name of a person shows; None where it is not known, or stands alone."""
    words = folded(name).split()
    return gender_of(words[0])[:1] or None if len(words) > 1 else None


def _names(text: str, phrase: Span) -> bool:
    """Whether a source phrase names anybody: سموه is a pronoun, والدتي the mother of the one who is quoted."""
    return _PRONOUN.fullmatch(text, *phrase) is None and _MINE.match(text, phrase.start) is None


def _of_itself(text: str, report: Report) -> bool:
    """Whether a verb is passive by what stands about it: في موقف وصف بأنه تأييد."""
    cue = report.cue
    if cue is None or cue.form not in {"وصف", "وصفت"} or cue.before or not _AS.match(text, cue.end):
        return False
    word = word_before(text, cue.start)
    return bool(word) and not word.startswith(("ال", "وال")) and word[-1:].isalpha()


def _unsaid(story: Story, report: Report, gender: str) -> Speaker:
    """Whom a report without a source phrase means: a participle the subject of its sentence, else see `dropped`."""
    cue = report.cue
    if cue and (is_passive(cue) or _of_itself(story.text, report)):
        return Speaker(None, [], [], "unknown")
    by_saying = cue is not None and cue.kind == "noun" and cue.before == "ب"
    phrase = sentence_subject(story, cue.start) if cue and (cue.kind == "participle" or by_saying) else None
    if cue and cue.kind == "verb" and cue.before.startswith("و"):
        phrase = clause_subject(story, cue.start - len(cue.before), gender)
        agent = agent_before(story, cue.start) if gender == "f" and not phrase else None
        if agent and agent.start >= (story.ends[-1] if story.ends else 0):
            return of([agent], "organization")  # كما عارضت الشركة ذلك، واقترحت أن …
    if phrase and not _PRONOUN.fullmatch(story.text, phrase.start, phrase.end):
        return _named(story, phrase, gender)._replace(source=None)
    return dropped(story, report, gender)


def _head_gender(story: Story, phrase: Span | None) -> str:
    """What the head of a phrase kept as written shows: الدراسة and المعطيات take feminine verbs."""
    head = story.words(phrase)[0] if phrase else ""
    if len(head) > 4 and head.endswith(("ه", "ات")):
        return "f"
    return "p" if is_plural(head) and is_role(head) else ""


def _named(story: Story, phrase: Span, gender: str) -> Speaker:
    """Whom a source phrase means, its relative clause left out."""
    relative = _RELATIVE.search(story.text, phrase.start, phrase.end)
    phrase = Span(phrase.start, relative.start()) if relative else phrase
    return (
        _persons(story, phrase)
        or _outlet(story, phrase)
        or _institution(story, phrase)
        or described(story, phrase, gender)
    )


def _persons(story: Story, phrase: Span) -> Speaker | None:
    text = story.text
    words = text[phrase.start : phrase.end]
    persons = [m for m in story.names.between(phrase.start, phrase.end) if m.type == "PER"]
    persons = unlabelled(text, phrase, persons) or persons
    if not persons:
        return pair(story, phrase)
    comma = text.find("،", phrase.start, persons[0].start)
    one = words.startswith(("احد ", "احدي "))  # أحد أحفاده، مايكل فان
    if comma >= 0 and not is_role(words) and not words.startswith("ال") and not one:
        return as_written(phrase, "person", Span(phrase.start, comma))  # a name that was not recognised, and its title
    lead = text[phrase.start : persons[0].start]
    if _for_whom(lead.split()):
        return as_written(phrase, "unnamed")
    if _CONCERNS.search(lead) and kind_of(words) == "organization":
        return None  # هيئة الدفاع في قضية فلان
    if _CLOSE_TO.search(lead) or (_belongs(lead.split()) and not (one and comma >= 0)):
        return None  # مصدر مقرب من فلان
    return of([persons[0], *(m for m in persons[1:] if _joined(text, persons, m))], "person", phrase)


def _belongs(lead: Sequence[str]) -> bool:
    """Whether somebody or something of the person is meant: محامي فلان، أحد أصدقاء فلان."""
    return bool(lead) and len(lead) <= _SHORT_LEAD and _BELONGS.match(lead[0]) is not None


def _for_whom(lead: Sequence[str]) -> bool:
    """Whether a spokesperson's own name does not follow, but that of whom they speak for: متحدث باسم الوزيرة فلانة."""
    if "باسم" not in lead or not _SPEAKS_FOR.match(lead[0]):
        return False
    title = lead[lead.index("باسم") + 1 :]
    person = len(title) == 1 and is_role(title[0]) and not is_body(title[0])
    return not title or person or _BELONGS.match(title[0]) is not None  # متحدث باسم حملة فلان


def _outlet(story: Story, phrase: Span) -> Speaker | None:
    """An outlet or institution by its name in marks (صحيفة «…»), and the outlet whose report or count it is."""
    words = story.text[phrase.start : phrase.end]
    called = _CALLED.search(words)
    if called and not _SPEAKS_FOR.match(words):
        ids = [m.entity_id for m in story.names.between(phrase.start, phrase.end) if called[1].startswith(m.name[:4])]
        bears = Span(phrase.start + called.start(1), phrase.start + called.end(1))
        return as_written(phrase, "media" if names_media(words) else "unnamed", bears)._replace(ids=ids[:1])
    kind, label = kind_of(words), _LABEL.search(words)
    inside = story.names.between(phrase.start, phrase.end)
    name = Span(phrase.start + label.start(1), phrase.start + label.end(1)) if label else None
    outlet = kind == "media" or (kind == "document" and names_media(words))
    if name and label and (outlet or (kind == "organization" and is_label(words[: label.start()]))):
        ids = [m.entity_id for m in inside if m.start <= name.start and m.end >= name.end]
        return as_written(phrase, "media" if outlet else "organization", name)._replace(ids=ids)
    if kind == "document":
        owner = next((m for m in inside if m.type == "ORG" and names_media(story.text[m.start - 12 : m.end])), None)
        if owner:
            return of([owner], "media", phrase)
        again = same_head(story, _with_article(story.text, phrase).split()) if _SAME_PAPER.fullmatch(words) else None
        return again._replace(source=phrase) if again else as_written(phrase, "document")  # التقرير, of before
    return None


def _with_article(text: str, phrase: Span) -> str:
    """The words of a phrase, with the alef of the article where ل took it: للتقرير."""
    words = text[phrase.start : phrase.end]
    return f"ا{words}" if words.startswith("ل") and text[phrase.start - 1 : phrase.start] == "ل" else words


def _institution(story: Story, phrase: Span) -> Speaker | None:
    """An institution or place that speaks: its mention at the head of the phrase, else a common noun (الوزارة)."""
    text = story.text
    words = text[phrase.start : phrase.end]
    inside = [m for m in story.names.between(phrase.start, phrase.end) if m.type != "PER"]
    kind = kind_of(words)
    later = _named_later(story, words) if kind and story.heads(phrase) else None
    if later:
        return of([later], kind or "organization", phrase)
    whole = next((m for m in inside if m.start - phrase.start <= 3), None)
    if whole and (whole.end >= phrase.end - 2 or not is_role(words) or whole.type == "ORG"):
        media = kind == "media" or names_media(text[whole.start : whole.end])
        more = [m for m in inside if m is not whole and m.type == whole.type and _joined(text, [whole], m)]
        return of([whole, *more], "media" if media else "organization", phrase)
    if kind is None:
        return None
    named = next((m for m in inside if m.type == "ORG" and len(text[phrase.start : m.start].split()) <= 1), None)
    named = named or _last_of_kind(story, phrase, words)
    if named:
        return of([named], kind, phrase)
    short = words.startswith("ال") and len(words.split()) <= 2
    again = same_head(story, words.split()) if short else None
    meant = None if again or kind != "organization" else _meant(story, phrase, words)
    return again or (of([meant], kind, phrase) if meant else as_written(phrase, kind))


def _last_of_kind(story: Story, phrase: Span, words: str) -> Any:
    """The last institution named with this noun: الوزارة after وزارة الصحة."""
    if not words.startswith("ال") or len(words.split()) > 2:
        return None
    noun = words.split(maxsplit=1)[0][2:]
    many = noun.endswith("ات")  # الجمعيات are not كونفدرالية الجمعيات
    for m in reversed([m for m in story.names.before(phrase.start) if m.type == "ORG"]):
        here = story.text[max(m.start - 12, 0) : m.end].split()
        if {noun, f"ال{noun}", f"ل{noun}"} & set(story.text[m.start : m.end].split()[:1] if many else here):
            return m
    return None


def _meant(story: Story, phrase: Span, words: str) -> Any:
    """The institution that a bare noun means whose name has another noun: الشركة after لوسيد موتورز.

    The one that spoke last, else the one that was named most often, twice at least.
    """
    if not _PLAIN.fullmatch(words):
        return None
    before = [m for m in story.names.before(phrase.start) if m.type == "ORG"]
    before = [m for m in before if not names_media(story.text[m.start : m.end])]
    spoke = next((s.ids[0] for s in reversed(story.before) if s.source_type == "organization" and s.ids), None)
    often = Counter(m.entity_id for m in before).most_common(1)
    wanted = spoke or (often[0][0] if often and often[0][1] > 1 else None)
    return next((m for m in reversed(before) if m.entity_id == wanted), None)


def _named_later(story: Story, words: str) -> Any:
    """The institution that a headline only describes: منظمة أمازيغية, then منظمة تاماينوت الأمازيغية."""
    wanted = {word.removeprefix("ال") for word in words.split()}
    for m in story.names.rows:
        if (
            m.type == "ORG"
            and m.end - m.start > len(words)
            and wanted <= {w.removeprefix("ال") for w in re.findall(r"\w+", story.text[m.start : m.end + 16])}
        ):
            return m
    return None


def _joined(text: str, persons: Sequence[Any], other: Any) -> bool:
    """Whether another name stands in coordination: و between it and a name before it, a title allowed."""
    for first in persons:
        if first.end > other.start:
            continue
        link = text[first.end : other.start].strip(" ،")
        if link == "و" or (link.startswith("و") and 1 <= len(link.split()) <= 4 and bool(is_role(link[1:]))):
            return True
    return False


_RELATIVE_CLAUSE = re.compile(
    r"\s(?:الذي|التي|الذين|اللذان|اللتان|اللاتي)\b|،|\s\((?=\w{2,}\s)|\s[-–](?=\w)|"
    r"\s(?:طلب|رفض|فضّ?ل|اشترط|آثر)\w{0,2}\s(?:عدم\s)?(?:ال)?(?:كشف|ذكر|نشر|[إا]فصاح|[إا]علان|تصريح)\b"
)


def head_phrase(words: str) -> str:
    """An unnamed source as it is kept: the phrase without a relative clause.

    >>> head_phrase("مسؤولون روس الذين حضروا"), head_phrase("مصدر رفض الكشف عن اسمه")
    ('مسؤولون روس', 'مصدر')
    """
    cut = _RELATIVE_CLAUSE.search(words)
    return words[: cut.start()].strip() if cut else words.strip()
