"""Who says it: from the source phrase of a report, or from what was said before it, to persons and institutions.

A name is its entity; a description (الوزير، المبعوث الأممي) is the person whose title it repeats; a dropped subject or
a pronoun is the subject of the sentence before or the speaker before, whichever is nearer and agrees in gender.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.lexicons.genders import gender_of
from analysis.quotes.antecedents import described
from analysis.quotes.cues import Cue, is_passive, word_before
from analysis.quotes.dropped import dropped
from analysis.quotes.duals import pair
from analysis.quotes.institutions import SPEAKS_FOR, institution, outlet
from analysis.quotes.kinds import HIS_HONOUR, QUANTITY, is_body, is_plural, is_role, kind_of
from analysis.quotes.names import coordinated, dateline, name_words, names_of, unlabelled
from analysis.quotes.report import Report
from analysis.quotes.sources import source
from analysis.quotes.statements import WITHIN, issuer
from analysis.quotes.story import Speaker, Story, agrees, as_written, of
from analysis.quotes.subjects import (
    agent_before,
    clause_subject,
    had_subject,
    last_subject,
    opening_subject,
    publisher,
    quoted_here,
    said_with,
    sentence_subject,
)
from analysis.quotes.titles import honoured
from analysis.text import Span

# Kin of the one who is quoted, within what he says: أصرت والدتي أن …
_MINE = re.compile(r"(?:والد|زوج|شقيق|صديق|ابن|اخ|ام|عم|خال|جد)ت?ي\b")
_RELATIVE = re.compile(r"\s(?:سالفه? الذكر|المذكوره?|المشار اليه|البالغ|البالغه|الذي|التي|الذين|اللذان|اللتان)(?:\s|$)")
# Who only belongs to a person: محامي فلان، أحد أصدقاء فلان.
_BELONGS = re.compile(
    r"(?:فريق|(?:ال|لل)?(?:محامي|محامو|والده?|شقيقه?|زوجه?|ابنه?|احد|احدي|اصدقاء|صديق|مكتب|حمله|عائله|اسره|مقرب|انصار|مؤيدو|مؤيدي|"
    r"معارضو|معارضي|خصوم))$"  # الفريق is a rank
)
_SEVERAL = frozenset(["عدد", "بعض", "عشرات", "مئات", "الاف", "من"])  # عدد من مؤيدي فلان
# Phrases that stand for a pronoun: سموه، دولته، هذا.
_PRONOUN = re.compile(rf"{HIS_HONOUR}|(?:دولت|حضرت)(?:ه|ها|هم)|(?:ذلك|هذا|هذه|تلك)(?!.)")
_HONOUR = re.compile(rf"\s(?P<his>{HIS_HONOUR})\b")
_AS = re.compile(r"\sبان\w{0,3}\s")
_ABOUT = re.compile(r"\bعن(ه|ها|هم)\s")
_CONCERNS = re.compile(r"\b(?:في (?:قضيه|ملف|حق|مقتل|اغتيال)|حول|بشان|ضد|عن)\s")
_WHICH = frozenset({"ما", "بما", "مما", "لما", "عما"})
_SENT_TO = re.compile(r"(?:ال)?(?:موجه|مرسل|مقدم)ه?\s(?:الي\s|ل)")
_CLOSE_TO = re.compile(r"(?:\bمصدر|\bمصادر|مقربون|شخصان|اشخاص)\s(?:\w+\s){0,2}(?:من|ل)\s")
_PRONOUNS = {"ه": "m", "ها": "f", "هم": "p"}
_ANSWERS = frozenset({"أجاب", "رد"})
_ASKED_NEAR = 40  # letters behind سئل in which it names somebody
_SHE = re.compile(r"(?:[.\n،:؛]\s?و?|\sو)\w{2,}ت\s$")
_NAMED_SO = {"عبد": "m", "ابو": "m", "ام": "f"}  # عبد الفتاح، أبو محمد، أم سعود
_BODY_WORDS = 2  # of an institution before the name that it bears
_FUSED = re.compile(r"^(?:ل|ب)(?=\w{3,})")
_OF_A_THING = re.compile(r"(?:ال|لل)?(?:محامي|محاميه|صديقه?)$")
_NEAR_KIN = ("والد", "شقيق", "زوج", "ابن")
_HIS_KIN = re.compile(rf"(?:{'|'.join(_NEAR_KIN)})ه")  # of a feminine verb شقيقة, of a masculine one his brother
_SHORT_LEAD = 3  # words between such a noun and the person


def speakers(text: str, reports: Sequence[Report], mentions: Sequence[Any]) -> list[Speaker]:
    """The speaker of each report, in order; `mentions` are rows with folded offsets, type, entity_id and name."""
    genders = {m.entity_id: shown for m in mentions if m.type == "PER" and (shown := _gender(m.name))}
    women = {m.entity_id for m in mentions if m.type == "PER" and m.entity_id not in genders and _is_woman(text, m)}
    story = Story(text, names_of(text, mentions), [], [], genders | dict.fromkeys(women, "f"), {}, dateline(text).end)
    said: list[Speaker] = []
    asked: Speaker | None = None
    for report in reports:
        near = story.names.between(report.before.start, max(report.between.end, report.before.end) + 1)
        here = source(text, report, near)
        gender = _gender_shown(text, report)
        phrase = here.phrase or here.medium
        mine = phrase and _mine(text, phrase, near)  # the gender is that of his kin
        named = phrase and not mine and _PRONOUN.fullmatch(text, *phrase) is None
        honour = _HONOUR.match(text, report.cue.end) if report.cue else None
        bearer = honoured(story, honour["his"], report.cue.start) if honour and report.cue and not named else None
        if bearer:
            speaker = bearer
        elif phrase and named:
            speaker = _named(story, phrase, gender)
        elif asked and report.cue and report.cue.lemma in _ANSWERS and agrees(gender, asked.gender):
            speaker = asked
        else:
            speaker = _unsaid(story, report, "" if mine else gender)
        if here.phrase and gender in {"m", "f"}:
            story.genders.update(dict.fromkeys(speaker.ids, gender))
        head = speaker.phrase or (here.phrase if speaker.source_type != "person" else None)
        shown = _head_gender(story, head)
        gender = "p" if shown == "p" and gender != "f" else gender or speaker.gender or shown
        if here.phrase and speaker.source_type == "organization" and kind_of(text[slice(*here.phrase)]) == "document":
            gender = ""  # قال بيان الوزارة: she may go on
        found = speaker._replace(source=here.phrase, addressee=here.addressee, gender=gender)
        said.append(found)
        asked = _asked(story, report.cue, here.addressee)
        story.before.extend(_goes_on(story, report.cue, found))
        story.ends.append(report.segments[-1].end)
    return said


def _goes_on(story: Story, cue: Cue | None, speaker: Speaker) -> list[Speaker]:
    """Who is likely to go on: the speaker, of سأله صحافي عن ذلك whom he asked."""
    if cue is None or cue.lemma != "سأل" or not cue.object:
        return [speaker]
    subject = last_subject(story, cue.start, "verb", _PRONOUNS.get(cue.object, ""))
    return [of([subject], "person")] if subject else []


def _asked(story: Story, cue: Cue | None, addressee: Span | None) -> Speaker | None:
    """The person whom somebody asks by name, who may answer: سأل الصحافي فلانا، سئل فلان عن ذلك."""
    if cue is None or cue.lemma not in {"سأل", "سئل"}:
        return None
    zone = addressee if cue.lemma == "سأل" else Span(cue.end, cue.end + _ASKED_NEAR)
    person = next((m for m in story.names.between(*zone) if m.type == "PER"), None) if zone else None
    if person is None and addressee and cue.lemma == "سأل" and is_role(story.text[slice(*addressee)]):
        return as_written(addressee, "unnamed")  # سأل الصحافي الرئيس
    return of([person], "person")._replace(gender=story.genders.get(person.entity_id, "")) if person else None


def _is_woman(text: str, mention: Any) -> bool:
    """Whether a title or verb before a name, or a word behind it, is feminine: السيدة تايت، فازت مور، مور نفسها."""
    before = word_before(text, mention.start)
    titled = before.startswith("ال") and before.endswith("ه") and is_role(before)
    return (
        titled
        or _SHE.search(text, max(mention.start - 20, 0), mention.start) is not None
        or text.startswith((" نفسها", " وهي ", "، وهي "), mention.end)
    )


def _gender_shown(text: str, report: Report) -> str:
    """The gender of the cue; of a relayed speaker that of his pronoun: نقلت الوكالة عنه القول إن …"""
    about = _ABOUT.search(text, *report.between) if report.cue and report.cue.lemma == "نقل" else None
    if about:
        return _PRONOUNS[about[1]]
    cue = report.cue
    return cue.gender if cue and cue.lemma not in {"نقل", "نسب"} else ""  # نقلت الوكالة عن فلان: the gender is hers


def _gender(name: str) -> str | None:
    """What the given name of a person shows; None where it is not known, or stands alone."""
    words = name_words(name)
    shown = _NAMED_SO.get(words[0]) if len(words) > 1 else None
    return shown or (gender_of(words[0])[:1] or None if len(words) > 1 else None)


def _mine(text: str, phrase: Span, names: Sequence[Any]) -> bool:
    """Whether a source phrase is kin of the one who is quoted, whom it does not name: والدتي; but أمي بارتليت."""
    return _MINE.match(text, phrase.start) is not None and not any(m.start <= phrase.start < m.end for m in names)


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
    told = said_with(story, cue.start) if cue and (by_saying or cue.form == "بالقول") else None
    if told:
        return of([told], "person")
    of_main = cue is not None and (cue.kind == "participle" or by_saying or _within(story.text, report))
    phrase = sentence_subject(story, cue.start, gender) if cue and of_main else None
    if cue and cue.kind == "verb" and cue.before.startswith("و"):
        at = cue.start - len(cue.before)
        phrase = (
            clause_subject(story, at, gender) or opening_subject(story, at, gender) or had_subject(story, at, gender)
        )
        agent = agent_before(story, cue.start) if gender == "f" and not phrase else None
        if agent and agent.start >= story.since:
            return of([agent], "organization")  # كما عارضت الشركة ذلك، واقترحت أن …
    if phrase and not _PRONOUN.fullmatch(story.text, phrase.start, phrase.end):
        return _named(story, phrase, gender)._replace(source=None)
    spoke = quoted_here(story, cue.start, gender) if cue and cue.kind == "verb" else None
    if spoke:
        return of([spoke], "person")
    issued = publisher(story, cue.start, gender) if cue and cue.kind == "verb" and not cue.before else None
    return issued or dropped(story, report, gender)


def _within(text: str, report: Report) -> bool:
    """Whether a verb describes what the subject of its sentence issued or meant: أصدر بيانا قال فيه."""
    cue = report.cue
    if cue is None or cue.kind != "verb" or cue.before:
        return False
    issued = WITHIN.match(text, cue.end) is not None
    return issued or (bool(cue.object) and word_before(text, cue.start) in _WHICH)


def _head_gender(story: Story, phrase: Span | None) -> str:
    """What the head of a phrase kept as written shows: الدراسة and المعطيات take feminine verbs."""
    if phrase and QUANTITY.match(story.text, *phrase):
        return "p"
    head = story.words(phrase)[0] if phrase else ""
    if len(head) > 4 and head.endswith(("ه", "ات")):
        return "f"
    return "p" if is_plural(head) and is_role(head) else ""


def _named(story: Story, phrase: Span, gender: str) -> Speaker:
    """Whom a source phrase means, its relative clause left out."""
    relative = _RELATIVE.search(story.text, phrase.start, phrase.end)
    end = relative.start() if relative else phrase.end
    phrase = Span(phrase.start, end - story.text.endswith(" ،", phrase.start, end) * 2)
    whose = issuer(story.text, phrase, story.names.between(*phrase))
    found = (outlet(story, whose) or institution(story, whose)) if whose else None
    if found:  # بيان للوزارة، and البيان again
        return found if found.names is None else found._replace(phrase=phrase)
    return (
        _persons(story, phrase, gender)
        or outlet(story, phrase)
        or institution(story, phrase)
        or described(story, phrase, gender)
    )


def _persons(story: Story, phrase: Span, gender: str) -> Speaker | None:
    """The persons whom a phrase names, None where somebody or something of theirs is meant: محامي فلان، شقيقة فلان."""
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
    concerned = _CONCERNS.search(lead) and kind_of(words) == "organization"  # هيئة الدفاع في قضية فلان
    if concerned or (_belongs(lead.split(), gender) and not (one and comma >= 0)):  # محامي فلان
        return None
    if _for_whom(lead.split()) or _CLOSE_TO.search(lead):  # متحدث باسم فلان، مصدر مقرب من فلان
        return as_written(Span(phrase.start, persons[0].end) if _CLOSE_TO.search(lead) else phrase, "unnamed")
    if kind_of(words) == "document" and _SENT_TO.search(lead):  # الرسالة الموجهة لفلان
        return as_written(Span(phrase.start, phrase.start + len(words.split(" ", 1)[0])), "document")
    persons = list(_in_no_body(text, phrase, persons))
    return of([persons[0], *(m for m in persons[1:] if coordinated(text, persons, m))], "person", phrase)


def _in_no_body(text: str, phrase: Span, persons: Sequence[Any]) -> Sequence[Any]:
    """The persons but for the first where an institution bears its name: المسؤول بغرفة عمليات عمر المختار فلان."""
    if len(persons) == 1 or coordinated(text, persons[:1], persons[1]):
        return persons
    before = text[phrase.start : persons[0].start].split()[-_BODY_WORDS:]
    bears = any(is_body(_FUSED.sub("", word)) for word in before)
    return persons[1:] if bears and not (before and is_role(before[-1])) else persons


def _belongs(lead: Sequence[str], gender: str) -> bool:
    """Whether somebody or something of the person is meant: محامي فلان، أحد أصدقاء فلان; but قال شقيقه فلان."""
    if gender == "m" and len(lead) == 1 and _HIS_KIN.fullmatch(lead[0]):
        return False
    if len(lead) > 1 and _OF_A_THING.match(lead[0]) and lead[-1].startswith("ال") and not is_role(lead[-1]):
        return False  # محامي الدفاع فلان, صديق العائلة فلان: the name is his own
    if len(lead) > 2 and lead[0] in _NEAR_KIN and lead[1].startswith("ال") and is_role(lead[-1]):
        return False  # والد الشهيد الشيخ فلان
    while lead and lead[0] in _SEVERAL:
        lead = lead[1:]
    return bool(lead) and len(lead) <= _SHORT_LEAD and _BELONGS.match(lead[0]) is not None


def _for_whom(lead: Sequence[str]) -> bool:
    """Whether a spokesperson's own name does not follow, but that of whom they speak for: متحدث باسم الوزيرة فلانة."""
    if "باسم" not in lead or not SPEAKS_FOR.match(lead[0]):
        return False
    title = lead[lead.index("باسم") + 1 :]
    bare = len(title) == 1 or not lead[0].startswith("ال")  # متحدث باسم وزير الطاقة الأسترالي فلان
    person = bool(title) and bare and is_role(title[0]) and not is_body(title[0])
    return not title or person or _BELONGS.match(title[0]) is not None  # متحدث باسم حملة فلان
