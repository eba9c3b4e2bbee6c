"""Whom a noun with a pronoun means (محاميها، زوجته، مدربهم), and الرجل or المرأة of somebody only just named."""

from __future__ import annotations

import re
from typing import Any

from analysis.quotes.edges import clean
from analysis.quotes.kinds import KIN, is_plural, is_role, speaks
from analysis.quotes.phrases import phrase_end
from analysis.quotes.story import Speaker, Story, agrees, as_written, of
from analysis.quotes.subjects import last_subject, sentence_starts
from analysis.text import Span

# Kin, and who serves one person: of these an article has one.
_OWN = re.compile(
    rf"(?P<noun>(?:{KIN}|اب|نجل|ارمل|خطيب|محامي|صديق|شريك|مدرب|وكيل|طبيب|موكل|جار|زميل)ت?)(?:ه|ها|هما|هم)"
)
# Who is nothing but a person: the words say nothing of what he does.
_ANYBODY = re.compile(r"ال(?:رجل|مراه|شاب|شابه|سيده?|فتاه|فتي|عجوز|مسنه?|ام|اب|مواطنه?|شيخ|صبي|ارمله|زوجه?|والده?)$")
_MET = re.compile(
    r"\W*(?:(?:و?(?:في|علي|الي|امام|قرب|داخل|عند|من|بين)\s[^،.:؛\n]{3,60}،\s)?(?:و?(?:قد|كانت?)\s)?)?(?!وه[وي]\s)(?:و?\w{3,})\s"
)
# A name that was not recognised: كان خميس العلوي، وهو صياد في السبعين، يشد حبلا.
_UNKNOWN = re.compile(
    r"(?:[.،\n]\s?|\sو)\w{3,}\s(?P<name>(?!ال|ان\s)\w{3,}(?:\s\w{3,}){1,2})،\s(?:وهو|وهي|\d+ عاما|\d+ سنه)\s"
)
_BEFORE = 60  # letters before a name in which its title stands
_AFTER = 40


def possessed(story: Story, phrase: Span, gender: str) -> Speaker | None:
    """The one person of the text of whom this noun is the title: محاميها, and المحامي سامي حداد elsewhere.

    None where there are two such persons, or none, or the phrase has more words.
    """
    words = story.words(phrase)
    own = _OWN.fullmatch(words[0])
    if own is None or len(words) > 1:
        return None
    noun = own["noun"]
    noun = f"{noun[:-1]}ه" if noun.endswith("ت") else noun
    found = {m.entity_id: m for m in reversed(story.names.near(phrase.start)) if _bears(story, m, noun, own["noun"])}
    fits = [m for m in found.values() if agrees(gender, story.genders.get(m.entity_id, ""))]
    return of(fits, "person", phrase) if len(fits) == 1 else None


def _bears(story: Story, mention: Any, noun: str, stem: str) -> bool:
    """Whether a person has the title before the name (المحامي فلان، محاميها فلان) or behind it (فلان، محامي فلانة)."""
    if mention.type != "PER":
        return False
    text = story.text
    front = re.split(r"[،.:؛\n«»\"]", text[max(mention.start - _BEFORE, 0) : mention.start])[-1].split()[-3:]
    titles = {f"ال{noun}", f"وال{noun}", *(stem + pronoun for pronoun in ("ه", "ها", "هم", "هما"))}
    behind = re.compile(rf"\s?[،(]\s?(?:وهو\s|وهي\s)?{stem}(?:ها?|هم)?\b")
    return not titles.isdisjoint(front) or behind.match(text, mention.end, mention.end + _AFTER) is not None


def met(story: Story, phrase: Span, gender: str) -> Speaker | None:
    """Whom الرجل or المرأة means where the sentences since the last report named somebody: the subject there."""
    words = story.words(phrase)
    if not _ANYBODY.match(words[0]) or is_plural(words[0]) or len(words) > 2:
        return None
    gender = "f" if words[0].endswith("ه") else gender
    subject = last_subject(story, phrase.start, "noun", gender)
    if subject:
        return of([subject], "person", phrase)
    start = story.since
    unknown = list(_UNKNOWN.finditer(story.text, start, phrase.start))
    if unknown and not speaks(unknown[-1]["name"]):
        return as_written(phrase, "person", Span(*unknown[-1].span("name")))
    starts = sentence_starts(story.text, start, phrase.start)
    for begin in reversed(starts[-3:] if len(starts) > 1 else []):
        opened = _MET.match(story.text, begin, phrase.start)
        at = opened.end() if opened else begin
        if opened and is_role(story.text[at : phrase.start]) and not story.text.startswith("ال", at):
            end, _ = phrase_end(story.text, Span(at, phrase.start), story.names.between(at, phrase.start))
            whole = clean(story.text, Span(at, end))
            return as_written(phrase, "unnamed", whole) if whole else None
    return None
