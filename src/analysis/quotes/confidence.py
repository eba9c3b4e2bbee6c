"""How far a row is to be trusted: the probability that its content and its speakers are both right.

A logistic regression over what the rules saw (`features`). Its weights, `confidence.csv`, are fitted on articles that
annotators have read by `tools/quotes/confidence.py`, which also says how well it is calibrated on articles left out.
The score says where to look first; no row is dropped for it.
"""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from analysis.quotes.cues import Cue, word_before
from analysis.quotes.report import Report, in_headline
from analysis.quotes.story import Speaker
from analysis.text import Span, folded

WEIGHTS = Path(__file__).with_name("confidence.csv")
INTERCEPT = "(intercept)"  # the feature that every row has
# Words before a cue that make its clause a part of another one, or no plain report.
_LINKS = frozenset(
    [
        *("الذي", "التي", "الذين", "اللذين", "من", "ما", "حيث", "حين", "عندما", "بعدما", "بعد", "قبل", "لان"),
        *("لو", "اذا", "ان", "كان", "كانت", "قد", "لم", "لا", "لن", "كيف", "كما", "بل"),
    ]
)
_LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (20, "9-20"), (60, "21-60"))
_SOURCES = ((1, "1"), (4, "2-4"), (9, "5-9"))
_BETWEEN = ((0, "0"), (2, "1-2"), (6, "3-6"), (15, "7-15"))
_MANY = "more"
_NEAR = 4  # letters before a cue, white space among them
_NAME = 6  # words of a speaker's name that are told apart
_STOPS = frozenset("\n\r.؟?!…")
_AFTER = dict.fromkeys([*_STOPS, ""], "stop") | dict.fromkeys("،؛,", "comma") | dict.fromkeys('"”»“', "mark")
_MARKS = frozenset("\n\r.،؛:«»“”\"'!?؟…-–—()")


def weighed(found: Iterable[str]) -> dict[str, float]:
    """What each feature adds to the log-odds of a row, 0 where it was seldom seen; the first is where all begin.

    >>> list(weighed(["rule=verb+colon"]))
    ['(intercept)', 'rule=verb+colon']
    """
    known = _weights()
    return {feature: known.get(feature, 0.0) for feature in (INTERCEPT, *found)}


def probability(added: Mapping[str, float]) -> float:
    """The probability of a row whose features add this.

    >>> 0 < probability(weighed(["rule=verb+colon"])) < 1
    True
    """
    return 1 / (1 + math.exp(-sum(added.values())))


def features(
    text: str, report: Report, speaker: Speaker, names: Sequence[str], said: Collection[str], reach: int
) -> Iterator[str]:
    """What is to be seen of a row: of the rule, the cue, the content, the source phrase and the speaker.

    `text` is folded, `names` the speakers as they are written, `said` the speakers before, `reach` where the contents
    before end.
    """
    span = Span(report.segments[0].start, report.segments[-1].end)
    words = sum(len(text[slice(*segment)].split()) for segment in report.segments)
    yield f"rule={report.rule}"
    yield f"rule={report.rule}, words={_size(words, _LENGTHS)}"
    yield f"kind={report.kind}"
    yield f"words={_size(words, _LENGTHS)}"
    yield "begins with ال" if text.startswith("ال", span.start) else "begins without ال"
    yield f"then={'stop' if text[span.end - 1] in _STOPS else _AFTER.get(text[span.end : span.end + 1], 'word')}"
    if span.start < reach:
        yield "within the one before"
    if in_headline(text, span.start):
        yield "headline"
    yield from _of_cue(text, report, span)
    yield from _of_speaker(text, report, speaker, names, said)


def _of_cue(text: str, report: Report, span: Span) -> Iterator[str]:
    cue = report.cue
    if cue is None:
        yield "no cue"
        return
    yield f"cue={cue.lemma}"
    yield f"cue={cue.lemma}, rule={report.rule}"
    yield f"class={cue.cue_class}"
    yield f"cue is {cue.kind}"
    if cue.kind == "verb" and _is_present(cue):
        yield "present"
    yield f"joined by {cue.before[:1]}" if cue.before else "not joined"
    at = cue.start - len(cue.before)
    before = word_before(text, at)
    if text[max(at - _NEAR, 0) : at].rstrip(" \t")[-1:] in _MARKS or not before:
        yield "behind a mark"
    else:
        yield f"behind {before}" if before in _LINKS else "behind a word"
    if cue.end <= span.start:
        yield f"words between={_size(len(text[cue.end : span.start].split()), _BETWEEN)}"
    else:
        yield "cue behind"


def _of_speaker(
    text: str, report: Report, speaker: Speaker, names: Sequence[str], said: Collection[str]
) -> Iterator[str]:
    yield f"type={speaker.source_type}"
    yield "linked" if speaker.ids else "not linked"
    yield f"speakers={min(len(names), 2)}"
    yield f"name of {min(max((len(name.split()) for name in names), default=0), _NAME)}"
    if names and ", ".join(names) in said:
        yield "spoke before"
    if speaker.source is None:
        yield "no source"
        yield f"no source, rule={report.rule}"
        return
    phrase = text[slice(*speaker.source)]
    yield f"source words={_size(len(phrase.split()), _SOURCES)}"
    yield "source with ال" if phrase.startswith("ال") else "source without ال"


def _size(words: int, steps: Sequence[tuple[int, str]]) -> str:
    return next((name for most, name in steps if words <= most), _MANY)


def _is_present(cue: Cue) -> bool:
    """Whether a verb stands in the present: ينفي, ننفي, but not نفت, whose ن is of its stem."""
    first, stem = cue.form[:1], folded(cue.lemma)[:1]
    return first == "ي" or (first in "تن" and (stem != first or cue.form[1:2] == stem))


@functools.cache
def _weights() -> dict[str, float]:
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(file)}
