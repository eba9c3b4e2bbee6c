"""Who speaks in a headline that only describes him, from the sentence of the text that says the same."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.kinds import is_plural, is_role
from analysis.quotes.report import Report
from analysis.quotes.story import Speaker
from analysis.text import folded

_FEWEST = 3  # words of a headline's content that are worth a comparison
_SAME = 0.6  # of them that the sentence says again
_STEM = 4  # letters of a word that stand for it: الأسعار and أسعار
_PREFIXES = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_LINES = 3  # lines that hold the headline, and its repetition as the first line of the text


def retold(text: str, reports: Sequence[Report], speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers, those of headlines without a name replaced by the named one who says the same farther down.

    `text` is folded; the source phrase and the addressee stay those of the headline. "ميكانيكي" يحذر من …, and then
    حذر الميكانيكي فلان من …
    """
    end = _title_end(text)
    below = [(report, speaker) for report, speaker in zip(reports, speakers, strict=True) if speaker.ids]
    below = [(report, speaker) for report, speaker in below if report.segments[0].start >= end]
    found = list(speakers)
    for n, (report, speaker) in enumerate(zip(reports, speakers, strict=True)):
        if report.segments[-1].end > end or speaker.ids or not below:
            continue
        said = _stems(text, report)
        shares = [len(said & _stems(text, other)) / max(len(said), 1) for other, _ in below]
        best = max(range(len(below)), key=lambda k: (shares[k], -k))
        same = below[best][1]
        if len(said) >= _FEWEST and shares[best] >= _SAME and _fits(text, speaker, same):
            found[n] = speaker._replace(names=same.names, ids=same.ids, source_type=same.source_type)
    return found


def _fits(text: str, described: Speaker, named: Speaker) -> bool:
    """Whether the one can be meant by the other: a person by a role, else who bears a word of it, none by a plural."""
    if described.gender == "p":
        return False
    if described.phrase is None:
        return named.source_type == "person"
    words = text[slice(*described.phrase)].strip(' «»“”"').split()
    if is_plural(words[0]) or is_plural(f"ال{words[0]}"):
        return False
    if described.source_type == "unnamed" and is_role(words[0]):
        return named.source_type == "person"
    borne = [text[slice(*named.source)] if named.source else "", *(folded(name) for name in named.names or [])]
    shared = {_stem(word) for word in words} & {_stem(word) for phrase in borne for word in phrase.split()}
    return bool(shared) and described.source_type in {"unnamed", named.source_type}


def _title_end(text: str) -> int:
    """Where the headline ends: its line, and the next one with anything in it where that repeats it."""
    lines = text.split("\n", _LINES)
    title = lines[0].strip()
    again = next((n for n, line in enumerate(lines[1:_LINES], 1) if line.strip()), 0)
    last = again if again and lines[again].strip() == title else 0
    return sum(len(line) + 1 for line in lines[: last + 1]) if len(lines) > 1 else 0


def _stems(text: str, report: Report) -> set[str]:
    words = (word for segment in report.segments for word in text[slice(*segment)].split())
    return {_stem(word) for word in words if len(word) >= _FEWEST}


def _stem(word: str) -> str:
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= _FEWEST), "")
    return word.removeprefix(prefix)[:_STEM]
