"""Who says it: from the source phrase of a report, or from what was said before it, to persons and institutions.

A name is its entity; a description (الوزير، المبعوث الأممي) is the person whose title it repeats; a dropped subject or
a pronoun is the subject of the sentence before or the speaker before, whichever is nearer and agrees in gender.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.quotes.kinds import is_body, is_role, kind_of, names_media
from analysis.quotes.names import Names, names_of
from analysis.quotes.report import Report
from analysis.quotes.sources import source
from analysis.text import Span, folded

_DUAL = re.compile(r"^ال\w{3,}(?:ان|ين)$")
_DUAL_WORDS = re.compile(r"^(?:كلا|الجانبان|الطرفان|الزعيمان|الرئيسان|الوزيران|الرجلان|الرييسان|الاثنان)")
_SAME = re.compile(r"\b(?:ذاته|ذاتها|نفسه|نفسها|عينه|المذكور|المتحدث|المصدر|المسؤول|المسئول)\b")
_PROCLITICS = re.compile(r"^(?:[وف]?(?:ال|لل)|[وفبلك](?=ال))")
_TITLE_LETTERS = 60
_FIRST_WORDS = 7  # a person named later in a sentence is hardly its subject


class Speaker(NamedTuple):
    """Who says a report: the source phrase in the folded text, names, entity ids, type, and whom it is told.

    A name that is None stands for the source phrase as written.
    """

    source: Span | None
    names: list[str] | None
    ids: list[str]
    source_type: str
    addressee: Span | None
    phrase: Span | None = None
    gender: str = ""


def speakers(text: str, reports: Sequence[Report], mentions: Sequence[Any]) -> list[Speaker]:
    """The speaker of each report, in order; `mentions` are rows with folded offsets, type, entity_id and name."""
    found: list[Speaker] = []
    genders: dict[str, str] = {}
    ends: list[int] = []
    names = names_of(text, mentions)
    for report in reports:
        here = source(text, report, names.between(report.before.start, max(report.between.end, report.before.end) + 1))
        gender = report.cue.gender if report.cue else ""
        speaker = None
        if here.phrase:
            speaker = _named(text, here.phrase, names, found, gender)
        elif here.medium:
            speaker = _named(text, here.medium, names, found, gender)
        if speaker is None:
            speaker = _dropped(text, report, names, found, ends, gender, genders)
        speaker = speaker._replace(source=here.phrase, addressee=here.addressee, gender=gender or speaker.gender)
        if here.phrase and gender in {"m", "f"}:
            genders.update(dict.fromkeys(speaker.ids, gender))
        found.append(speaker)
        ends.append(report.segments[-1].end)
    return found


_RELATIVE = re.compile(r"\s(?:البالغ|البالغه|الذي|التي|الذين|اللذان|اللتان|الذينَ)\s")
_CROWD = re.compile(r"(?:البعض|الكثير|اخر|الجميع|المشارك|السكان|الناس|الاهالي|المتظاهر|المراقب|المحتج)\w*")


def _named(text: str, phrase: Span, names: Names, before: Sequence[Speaker], gender: str) -> Speaker | None:
    relative = _RELATIVE.search(text, phrase.start, phrase.end)
    phrase = Span(phrase.start, relative.start()) if relative else phrase
    words = text[phrase.start : phrase.end]
    inside = names.between(phrase.start, phrase.end)
    persons = [m for m in inside if m.type == "PER"]
    head = words.split()[0]
    if not persons and (_DUAL_WORDS.match(words) or (_DUAL.match(head) and len(words.split()) == 1)):
        pair = _last_pair(phrase.start, names)
        if len(pair) == 2:
            return Speaker(phrase, [m.name for m in pair], [m.entity_id for m in pair], "person", None)
    behind = text.find("،", phrase.start, persons[0].start) if persons else -1
    if behind >= 0 and not is_role(words) and not words.startswith("ال"):
        return Speaker(phrase, None, [], "person", None, Span(phrase.start, behind))  # a name that was not recognised
    if persons and not _about_person(text, phrase, persons[0]):
        chosen = [persons[0], *(m for m in persons[1:] if _joined(text, persons, m))]
        return Speaker(phrase, [m.name for m in chosen], [m.entity_id for m in chosen], "person", None)
    whole = next((m for m in inside if m.start - phrase.start <= 3 and m.type != "PER"), None)
    kind = kind_of(words)
    label = re.search(r"[«“\"‹]([^«»“”\"‹›]{2,40})[»”\"›“]", words)
    if kind == "media" and label:
        ids = [whole.entity_id] if whole else []
        return Speaker(
            phrase, None, ids, "media", None, Span(phrase.start + label.start(1), phrase.start + label.end(1))
        )
    if whole and (whole.end >= phrase.end - 2 or not is_role(words) or whole.type == "ORG"):
        type_ = "media" if names_media(text[whole.start : whole.end]) or kind == "media" else "organization"
        more = [m for m in inside if m is not whole and m.type == whole.type and _joined(text, [whole], m)]
        chosen = [whole, *more]
        return Speaker(phrase, [m.name for m in chosen], [m.entity_id for m in chosen], type_, None)
    if kind == "document":
        owner = next((m for m in inside if m.type == "ORG"), None)
        if label and names_media(text[max(phrase.start + label.start() - 14, phrase.start) : phrase.end]):
            return Speaker(
                phrase, None, [], "media", None, Span(phrase.start + label.start(1), phrase.start + label.end(1))
            )
        if owner and names_media(text[owner.start - 12 : owner.end]):
            return Speaker(phrase, [owner.name], [owner.entity_id], "media", None)
        return Speaker(phrase, None, [], "document", None, phrase)
    if kind is not None:
        return _institution(text, phrase, inside, names, kind)
    return _described(text, phrase, names, before, gender)


def _about_person(text: str, phrase: Span, person: Any) -> bool:
    """Whether the person only belongs to the one who speaks: محامي فلان، أحد أصدقاء فلان، متحدث باسم فلان."""
    lead = text[phrase.start : person.start].split()
    if not lead:
        return False
    head = _PROCLITICS.sub("", lead[0])
    return bool(
        re.match(
            r"(?:محامي|محامو|والد|والده|شقيق|شقيقه|زوج|زوجه|ابن|ابنه|احد|احدي|اصدقاء|صديق|مكتب|حمله|فريق|عائله|اسره|مقرب|انصار)$",
            head,
        )
    ) and (len(lead) <= 3)


def _institution(text: str, phrase: Span, inside: Sequence[Any], names: Names, kind: str) -> Speaker:
    """An institution that stands as a common noun: its name inside the phrase, or the last name of its kind."""
    words = text[phrase.start : phrase.end].split()
    named = next((m for m in inside if m.type == "ORG"), None)
    if named and len(text[phrase.start : named.start].split()) <= 1:
        return Speaker(phrase, [named.name], [named.entity_id], kind, None)
    if len(words) == 1 and words[0].startswith("ال"):
        noun = words[0][2:]
        for m in reversed([m for m in names.before(phrase.start) if m.type == "ORG"]):
            if noun in text[max(m.start - 12, 0) : m.end].split() or f"ال{noun}" in text[m.start : m.end].split():
                return Speaker(phrase, [m.name], [m.entity_id], kind, None)
    return Speaker(phrase, None, [], kind, None, phrase)


def _described(text: str, phrase: Span, names: Names, before: Sequence[Speaker], gender: str) -> Speaker:
    """A description without a name: the person who bears it as a title, the speaker before, else unnamed."""
    words = text[phrase.start : phrase.end].split()
    if _CROWD.match(words[0]):
        return Speaker(phrase, None, [], "unnamed", None, phrase)
    partly = _by_part(words, names.near(phrase.start))
    if partly:
        return Speaker(phrase, [partly.name], [partly.entity_id], "person", None)
    definite = words[0].startswith("ال") or (len(words) > 1 and any(w.startswith("ال") for w in words[1:3]))
    if definite:
        person = _titled(text, phrase, words, names.near(phrase.start))
        if person:
            return Speaker(phrase, [person.name], [person.entity_id], "person", None)
        last = _last(before, gender)
        plural = words[0].endswith(("ون", "ين", "ات")) or is_body(words[0])
        same = _SAME.search(" ".join(words))
        short = len(words) <= 3 and "باسم" not in words and (same or last is None or _is_person(last))
        if last is None and short and words[0].startswith("ال") and not plural:
            last = _named_before(phrase.start, names)
        if last and words[0].startswith("ال") and short and (not plural or _SAME.search(" ".join(words[1:]))):
            return last
    earlier = _same_head(text, words, before)
    if earlier and definite:
        return earlier
    return Speaker(phrase, None, [], "unnamed", None, phrase)


def _named_before(at: int, names: Names) -> Speaker | None:
    persons = [m for m in names.before(at) if m.type == "PER"]
    return Speaker(None, [persons[-1].name], [persons[-1].entity_id], "person", None) if persons else None


def _is_person(last: Speaker | None) -> bool:
    """Whether the speaker before is a person, named or not, whom a definite description may mean."""
    return last is not None and last.source_type in {"person", "unnamed"}


def _by_part(words: Sequence[str], mentions: Sequence[Any]) -> Any:
    """The person one of whose names ends the phrase, where no mention was recognised there (العميد الصبيحي)."""
    if not is_role(words[0]) and len(words) > 1:
        return None
    last = words[-1]
    if len(last) < 4 or (len(words) == 1 and last.startswith("ال")):
        return None
    return next((m for m in mentions if m.type == "PER" and last in folded(m.name).split()), None)


def _stem(word: str) -> str:
    bare = _PROCLITICS.sub("", word)
    return re.sub(r"(?:ه|ي|يه|ون|ين|و|ات)$", "", bare) if len(bare) > 4 else bare


def _titled(text: str, phrase: Span, words: Sequence[str], mentions: Sequence[Any]) -> Any:
    """The person with this title before or behind the name anywhere in the text, the nearest first."""
    wanted = [_stem(w) for w in words if len(w) > 2][:4]
    if not wanted or not is_role(words[0]):
        return None
    best: tuple[int, int, Any] | None = None
    for m in mentions:
        if m.type != "PER":
            continue
        front = re.split(r"[.،:؛\n«»\"]", text[max(m.start - _TITLE_LETTERS, 0) : m.start].rstrip(" ،"))[-1]
        back = re.match(r"\s*[،(]?\s*([^.:؛\n«»\"،)]{0,60})", text[m.end : m.end + 64])
        tail = back.group(1).split() if back else []
        titles = [_stem(w) for w in front.split()]
        if tail and is_role(tail[0]):
            titles += [_stem(w) for w in tail]
        if wanted[0] not in titles:
            continue
        hits = sum(w in titles for w in wanted)
        if len(words) > 1 and not words[0].startswith("ال") and hits < min(2, len(wanted)):
            continue
        rank = (hits, -abs(phrase.start - m.start))
        if best is None or rank > best[:2]:
            best = (*rank, m)
    return best[2] if best else None


def _same_head(text: str, words: Sequence[str], before: Sequence[Speaker]) -> Speaker | None:
    head = _stem(words[0])
    for speaker in reversed(before):
        if speaker.phrase and len(head) > 2:
            first = text[speaker.phrase.start : speaker.phrase.end].split()
            if first and head in {_stem(w) for w in first[:2]}:
                return speaker
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


def _last_pair(at: int, names: Names) -> list[Any]:
    """The last two different persons named before this place: whom a dual (الزعيمان) means."""
    pair: list[Any] = []
    for mention in reversed([m for m in names.before(at) if m.type == "PER"]):
        if mention.entity_id not in {m.entity_id for m in pair}:
            pair.insert(0, mention)
        if len(pair) == 2:
            break
    return pair


def _agrees(gender: str, other: str) -> bool:
    return not gender or not other or gender == other or "p" in (gender, other)


def _last(before: Sequence[Speaker], gender: str) -> Speaker | None:
    return next((s for s in reversed(before) if (s.names or s.phrase) and _agrees(gender, s.gender)), None)


def _dropped(
    text: str,
    report: Report,
    names: Names,
    before: Sequence[Speaker],
    ends: Sequence[int],
    gender: str,
    genders: dict[str, str],
) -> Speaker:
    """Whom a dropped subject, a participle, a pronoun or a quotation without a cue means."""
    at = report.cue.start if report.cue else report.segments[0].start
    last = _last(before, "" if report.cue is None or report.cue.kind == "participle" else gender)
    since = ends[-1] if ends else 0
    sentence = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at), 0)
    if report.cue is not None and not (before and since >= sentence):
        limit = 40 if report.cue.kind == "participle" else _FIRST_WORDS
        subject = _subject(text, since, at, names.between(since, at)[-60:], gender, genders, limit)
        known = subject is not None and genders.get(subject.entity_id, "")
        if subject and not (gender == "f" and not known and last and last.gender == "f"):
            return Speaker(
                None, [subject.name], [subject.entity_id], "person" if subject.type == "PER" else "organization", None
            )
    if last:
        return last._replace(source=None, addressee=None)
    persons = [m for m in names.before(at) if m.type == "PER" and _agrees(gender, genders.get(m.entity_id, ""))]
    if persons:
        return Speaker(None, [persons[-1].name], [persons[-1].entity_id], "person", None)
    return Speaker(None, [], [], "unknown", None)


def _subject(
    text: str, since: int, at: int, mentions: Sequence[Any], gender: str, genders: dict[str, str], limit: int
) -> Any:
    """The person who is the subject of the last sentence between the report before and this cue.

    The first person named in a sentence and not behind a preposition is taken for its subject.
    """
    since = max(since, at - 1500)
    region = text[since:at]
    starts = [since, *(since + m.end() for m in re.finditer(r"[.!؟]\s|\n", region))]
    for start in reversed(starts[-3:]):
        end = next((s for s in starts if s > start), at)
        for m in mentions:
            if m.type != "PER" or not start <= m.start < min(end, at):
                continue
            lead = text[start : m.start].split()
            if len(lead) > limit:
                break
            if lead and (lead[-1] in {"مع", "من", "عن", "الي", "علي", "في", "بين"} or re.match(r"[لبك]$", lead[-1])):
                continue
            if text[m.start - 1 : m.start] in {"ل", "ب", "ك"}:
                continue
            if _agrees(gender, genders.get(m.entity_id, "")):
                return m
            break
    return None


def head_phrase(words: str) -> str:
    """An unnamed source as it is kept: the phrase without a relative clause.

    >>> head_phrase("مسؤولون روس الذين حضروا")
    'مسؤولون روس'
    """
    cut = re.search(r"\s(?:الذي|التي|الذين|اللذان|اللتان|اللاتي)\b|،", words)
    return words[: cut.start()].strip() if cut else words.strip()


__all__ = ["Speaker", "head_phrase", "speakers"]
