"""Whether a reporting word reports for itself: its clause beside the one of the report before it, or within that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.cues import Cue, is_passive, lemma_of
from analysis.quotes.kinds import is_body, is_role
from analysis.quotes.marks import OPENING
from analysis.quotes.places import Place
from analysis.quotes.report import Unit

# Words between a reported clause and the next cue that belong to the cue's clause.
LINK = re.compile(
    r"(?:^|(?<=\s))(?:و?لكن\w{0,3}|كما|و?فيما|و?بينما|اذ|حيث|ثم|و?قد|و?في حين|و?كان\w{0,2}|"
    r"(?:و?من|و)?\s?(?:جهت|جانب)\w{1,3}|و|بل|علي ان|قبل ان|بعد ان|بدور\w{1,3}|"
    r"و?(?:الا|غير) ان\w{0,3}|و?في (?:هذا|ذات|نفس) (?:الاطار|السياق|الصدد)|و?في سياق متصل|و?علاقه بذلك|"
    r"و(?:مع|رغم|بدل) ذلك ?،?|ايضا|بالمقابل|في المقابل|الي ذلك|من ناحيت\w{1,2}|وهو|وهي)\s+$"
)
_ANEW = re.compile(r"(?:الي ذلك|من (?:جهه|ناحيه) اخري|من جانب اخر|في المقابل)\s?،$")
_RELATIVE = frozenset(["الذي", "التي", "الذين", "ما", "بما", "مما", "والذي", "والتي", "عندما", "بعدما"])
_RELAYED = 45  # letters at most between a verb that is only is_relayed and what it reports
_WE = re.compile(r"ن\w{3,}")
_HERS = re.compile(r"\w{3,}(?:ه|ها|هم)(?:\sقد)?")  # something of the one who tells
_SHORT = 3  # verbs of so few letters are also nouns
_NO_CLAUSE = 6  # words that hardly make a clause
_VERB = re.compile(r"(?:[يتن]\w{3,}|س[يتن]\w{2,}|\w{2,}[^ا\W]ت|ليس\w?|كان\w?|هناك|لا|لم|لن|قد|هو|هي)$")
FIRM = frozenset({"verb+complementizer", "verb+colon", "direct after cue"})
_WHILE = re.compile(r"\W*[وف]?(?:بينما|فيما|في حين)\s")
# What opens a clause of its own behind a comma, and how many words stand between the comma and its cue.
_GOVERN = frozenset(["مع", "من", "عن", "علي", "ضد", "رغم", "بعد"])
_CONTRASTS = frozenset(["لكن", "ولكن", "فيما", "بينما", "وفيما", "وبينما", "كما", "حيث", "اذ", "وقد", "وكان", "وكانت"])
_CLAUSE_WORDS = 9
_THERE = 5  # words of a clause that opens with where
_WAS = re.compile(r"\bكان(?:ت|وا)?\s$")
_TO_HIM = re.compile(r"\sل(?:ه|ها|هم|ي|نا)\b")


def _was(text: str, there: Place, cue: Cue) -> bool:
    """Whether كان before a verb tells of what had been, in the clause that another cue reports."""
    clause = text[there.start : cue.start]
    return there.rule in FIRM and "،" not in clause and _WAS.search(clause) is not None


def told_within(text: str, unit: Unit, cue: Cue, found: Place, there: Place) -> bool:
    """Whether a cue is a word of what is said: حيث تم الإبلاغ عن …، لكننا نؤكد أن …، إن المؤشرات، تؤكد أن …"""
    if cue.kind != "verb":
        return False
    if (is_passive(cue) and there.rule in FIRM) or (_WE.match(cue.form) and not cue.lemma.startswith("ن")):
        return True
    if found.rule not in FIRM and not cue.before and _was(text, there, cue):
        return True  # أكد أن السلطات كانت تعهدت بذلك
    before = text[max(cue.start - 20, unit.span.start) : cue.start].rstrip()
    comma = before.endswith("،") and not _ANEW.search(before) and not _WHILE.match(text, *unit.span)
    return comma and not cue.before and _subject_of(text, there, cue)


def is_relayed(text: str, teller: Cue, there: Place, cue: Cue, found: Place, names: Sequence[Any]) -> bool:
    """Whether the report before only relays this one: أشارت المجلة إلى أن البيت الأبيض أصر على أن …

    What a person says of others' words is his own report, but for the words in marks: قال فلان إن المنظمة أعلنت أن …
    """
    phrase = text[teller.end : there.start].strip()
    person = _told_by_person(phrase, teller, there, names)
    uttered = found.rule != "verb+complementizer" or text[found.start : found.start + 1] in OPENING
    if person and not uttered and "تعليق" not in phrase:  # رفض الممثل التعليق، إلا أن الصحيفة قالت إن
        return False
    subject = text[there.start : cue.start].strip()
    between = text[cue.end : found.start]
    if "،" in between or (len(between) > _RELAYED and found.rule == "verb+complementizer"):
        return False
    if len(subject.split()) > 8 or not subject or cue.before or cue.kind != "verb":
        return False
    if found.rule == "verb+complementizer" and _TO_HIM.match(text, cue.end):
        return False  # ذكر القيادي أن حفيده أكد له أن …: a part of what he tells
    return any(there.start <= m.start < cue.start for m in names) and "،" not in subject and cue.form[:1] not in "ن"


def of_the_teller(text: str, teller: Cue, there: Place, cue: Cue, names: Sequence[Any]) -> bool:
    """Whether a person tells what something of his own said: قالت الوزيرة إن مكتبها قد حذر من «…»."""
    person = _told_by_person(text[teller.end : there.start].strip(), teller, there, names)
    return person and cue.kind == "verb" and _HERS.fullmatch(text[there.start : cue.start].strip()) is not None


def _told_by_person(phrase: str, teller: Cue, there: Place, names: Sequence[Any]) -> bool:
    """Whether the phrase between a cue and what it reports names a person, or begins with a role: الوزيرة, no body."""
    named = any(m.type == "PER" and teller.end <= m.start < there.start for m in names)
    return named or (phrase.startswith("ال") and is_role(phrase) and not is_body(phrase))


def opens_clause(text: str, unit: Unit, cue: Cue, found: Place, there: Place) -> bool:
    """Whether a cue stands in a clause of its own behind what another one reports `there`.

    No verb goes on with what is reported as a noun: أعلن استقالته وتساءل عن السبب.
    """
    if found.rule == "postposed quotation" or cue.kind in {"participle", "noun"}:
        lead = text[max(cue.start - 12, 0) : cue.start].split()
        governed = (
            cue.kind == "noun" and found.rule not in FIRM and lead[-1:] != [] and lead[-1] in _GOVERN
        )  # ما يتناقض مع دعوتها إلى
        return not governed and (cue.kind != "noun" or cue.before != "و")  # ضرورة تثقيف الشباب وتحذيرهم من ذلك
    before = text[unit.span.start : cue.start - len(cue.before)].rstrip()
    firm = found.rule in FIRM
    if _ANEW.search(before[-20:]) or "؛" in text[there.start : cue.start]:
        return True
    if before.endswith(("،", ".", ":", "؛", "»", "”", '"')):
        return firm or bool(cue.before) or _WHILE.match(text, *unit.span) is not None
    if cue.before.startswith(("و", "ف")):
        called = cue.lemma == "وصف" and bool(cue.object) and text[found.start : found.start + 1] in OPENING
        return firm or called or (there.rule not in FIRM and len(cue.form) > _SHORT)
    if LINK.search(text, max(cue.start - 30, unit.span.start), cue.start - len(cue.before)):
        return True
    comma = before.rfind("،")
    return firm and comma >= 0 and _begun(cue, before[comma + 1 :].split())


def _begun(cue: Cue, lead: Sequence[str]) -> bool:
    """Whether these words behind a comma open a clause of the cue: …، لكن الوزير قال إن, …، وفي الصين قالت إن."""
    there = cue.kind == "verb" and lead[:1] == ["وفي"] and len(lead) <= _THERE
    goes_on = cue.lemma == "أضاف" and lead in (["التي"], ["الذي"])  # «لم تسجل خروقات»، التي أضاف أنها «…»
    but = list(lead[:2]) in (["الا", "ان"], ["غير", "ان"]) and len(lead) <= _CLAUSE_WORDS
    return there or goes_on or but or (lead[:1] != [] and lead[0] in _CONTRASTS and len(lead) <= _CLAUSE_WORDS)


def _subject_of(text: str, there: Place, cue: Cue) -> bool:
    """Whether all that is said so far is the subject of this verb: إن جميع المؤشرات والتقارير، تؤكد أن …"""
    subject = text[there.start : cue.start].split()
    return there.rule == "verb+complementizer" and 0 < len(subject) <= _NO_CLAUSE and not has_verb(subject)


def has_verb(words: Sequence[str]) -> bool:
    """Whether one of these words may be a verb or a particle that goes with one."""
    words = [word for word in words if word != "عبر"]  # the preposition
    return any(lemma_of(word) or _VERB.match(word.strip('،«»“”"')) for word in words)


def nested(text: str, unit: Unit, cue: Cue) -> bool:
    """Whether the cue stands in a relative clause of what is reported: تصريحاته التي أكد فيها أن …"""
    words = text[max(unit.span.start, cue.start - 14) : cue.start - len(cue.before)].split()
    words = words[:-1] if words[-1:] in (["كان"], ["كانت"]) else words  # الذي كان يتحدث
    own = cue.lemma == "أضاف" and words[-1:] in (["التي"], ["الذي"])  # goes on with the report, and is no relative's
    return bool(words) and words[-1] in _RELATIVE and cue.kind == "verb" and not cue.before and not own
