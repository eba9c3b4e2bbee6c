"""Dropped subjects: whom وأضاف, مؤكدا or قوله mean, from who spoke before and who was named since."""

from __future__ import annotations

import itertools
from typing import Any

from analysis.quotes.report import Report
from analysis.quotes.story import Speaker, Story, agrees, as_written, of
from analysis.quotes.subjects import agent_before, group_before, last_subject

_FEW = 4  # speakers


def dropped(story: Story, report: Report, gender: str) -> Speaker:
    """Whom a dropped subject, a participle, a pronoun or a quotation without a cue means.

    The subject of a sentence between the last report and this cue, else the speaker before, else the last person named.
    """
    cue = report.cue
    at = cue.start if cue else report.segments[0].start
    last = _speaker_before(story, report, gender)
    subject = last_subject(story, at, cue.kind, gender) if cue else None
    alone = last is None or len(last.ids) == 1
    group = group_before(story, at) if cue and cue.kind in {"verb", "participle"} and gender == "p" and alone else None
    if group:
        return as_written(group, "unnamed")._replace(source=None, gender="p")
    if subject and not (gender == "p" and last and (last.gender == "p" or len(last.ids) > 1)):
        surely = gender != "f" or story.genders.get(subject.entity_id) or last is None or last.gender != "f"
        if surely:
            return of([subject], "organization" if subject.type == "ORG" else "person")
    if last:
        return last._replace(source=None, addressee=None)
    issuer = _issuer(story) if gender == "f" else None
    if issuer:
        return of([issuer], "organization")
    fits = [m for m in story.names.before(at) if m.type == "PER" and agrees(gender, story.genders.get(m.entity_id, ""))]
    if fits:
        return of(fits[-1:], "person")
    place = agent_before(story, at) if gender == "f" else None
    return of([place], "organization") if place else Speaker(None, [], [], "unknown")


def _issuer(story: Story) -> Any:
    """The institution of the last paper that spoke, which a feminine verb means: بيان وزارة الدفاع، وقالت إن …"""
    last = next((s for s in story.lately() if s.source_type == "document" and s.phrase), None)
    inside = story.names.between(*last.phrase) if last and last.phrase else []
    return next((m for m in inside if m.type == "ORG"), None)


def _speaker_before(story: Story, report: Report, gender: str) -> Speaker | None:
    """The speaker before who fits the cue: several of a plural, one of a singular, none whom the words name."""
    cue = report.cue
    last = story.last(gender) or (story.last() if cue and cue.kind == "participle" else None)
    if last is None or cue is None:
        return last
    if gender == "p":  # وقالوا، مطالبين is none person
        many = (s for s in itertools.islice(story.recent(gender), _FEW) if s.gender == "p" or len(s.ids) > 1)
        last = next(many, last)
    if cue.kind == "verb" and gender in {"m", "f"} and last.gender == "p":
        last = next((s for s in itertools.islice(story.recent(gender), _FEW) if s.gender != "p"), last)
    if cue.kind == "attribution" and last.source_type == "document":  # على حد قولها: no paper's
        last = next((s for s in story.recent(gender) if s.source_type == "person"), last)
    if cue.gender == "m" and _feminine_outlet(story, last):
        last = next((s for s in itertools.islice(story.recent(gender), 2) if s.source_type == "person"), last)
    if report.kind == "direct" and _named_within(story, report, last):
        last = _another(story, report, gender) or last
    return last


def _named_within(story: Story, report: Report, speaker: Speaker) -> bool:
    """Whether what is said names this speaker, who would say I: ننتظر برنامج بلاتيني is not what بلاتيني says."""
    inside = {m.entity_id for start, end in report.segments for m in story.names.between(start, end) if m.type == "PER"}
    return bool(speaker.ids) and speaker.source_type == "person" and inside.issuperset(speaker.ids)


def _another(story: Story, report: Report, gender: str) -> Speaker | None:
    """The last speaker of the few before whom what is said does not name."""
    near = itertools.islice((s for s in story.recent(gender) if s.source_type != "media"), _FEW)
    return next((s for s in near if not _named_within(story, report, s)), None)


def _feminine_outlet(story: Story, speaker: Speaker) -> bool:
    """Whether a feminine noun names an outlet, which takes no masculine verb: وفقا لمجلة …"""
    words = story.words(speaker.source)[:1] if speaker.source else []
    return speaker.source_type == "media" and words != [] and words[0].endswith("ه")
