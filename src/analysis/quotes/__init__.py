"""Who said what: quotations with their cues, contents and resolved speakers.

What is said is found first, on the folded text: `cues` are looked up, `places` says where the content of each begins
(`context` whether there is any), `segments` cuts it, `reports` puts the article together with what no verb opens
(`attribution`, `uncued`, `headlines`). Who says it comes second and in text order: `sources` finds the phrase that
names the speaker of a report, `speakers` whom it means, by the `story` so far. Neither half imports the other; `kinds`,
`names`, `edges`, `cues`, `marks`, `between`, `verbal_nouns` and the records in `report` serve both. `confidence` says
last how likely it is that both are right.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.quotes.addressees import with_addressee
from analysis.quotes.confidence import features, probability, weighed
from analysis.quotes.edges import head_phrase
from analysis.quotes.kinds import begins_with
from analysis.quotes.report import Report
from analysis.quotes.reports import reports
from analysis.quotes.retold import retold
from analysis.quotes.speakers import speakers
from analysis.quotes.story import Speaker
from analysis.quotes.voice import (
    addressees,
    cue_classes,
    least_sure,
    lengths,
    share_by_outlet,
    share_of_voice,
    voices,
)
from analysis.seams import fold_parted
from analysis.tables import Articles, Entities, Mentions, Quotes, Watch, per_article
from analysis.text import Folded, Span, folded

__all__ = [
    "addressees",
    "cue_classes",
    "explained",
    "find",
    "least_sure",
    "lengths",
    "quotations",
    "share_by_outlet",
    "share_of_voice",
    "voices",
]


class Quote(NamedTuple):
    """One quotation: the columns of the quotes table without article_id."""

    quote_id: str
    kind: str
    segments: list[dict[str, int]]
    quoted: list[dict[str, int]]
    cue_start: int | None
    cue_end: int | None
    cue_lemma: str | None
    cue_class: str | None
    source_start: int | None
    source_end: int | None
    source_type: str
    speakers: list[str]
    speaker_ids: list[str]
    addressee_start: int | None
    addressee_end: int | None
    score: float
    rule: str


class _Name(NamedTuple):
    """A mention in the folded text."""

    start: int
    end: int
    type: str
    entity_id: str
    name: str


def find(
    articles: Articles,
    mentions: Mentions,
    entities: Entities,
    *,
    watch: Watch = Watch(),  # noqa: B008 -- immutable
) -> Quotes:
    """The quotations of each article, their speakers resolved to the entities of `mentions`."""
    named = mentions.merge(entities[["entity_id", "name"]], on="entity_id", how="left")
    return Quotes(per_article(articles, quotations, "quotes", named, watch=watch))


def quotations(text: str, mentions: Sequence[Any] = ()) -> Iterator[Quote]:
    """The quotations of one article; `mentions` are rows with start, end, type, entity_id and name."""
    return (quote for quote, _ in explained(text, mentions))


def explained(text: str, mentions: Sequence[Any] = ()) -> Iterator[tuple[Quote, dict[str, float]]]:
    """The quotations, each with what its features add to the log-odds of its score (`confidence`)."""
    form = fold_parted(text)
    form = form._replace(text=_COMMA.sub("،", form.text))
    names = [_in_folded(form, m) for m in mentions]
    found = reports(form, names, text)
    taken, said, reach = set[str](), set[str](), 0
    said_by = retold(form.text, found, speakers(form.text, found, names))
    for report, speaker in zip(found, said_by, strict=True):
        told = with_addressee(form.text, report, speaker.addressee)
        quote = _quote(text, form, told, speaker)
        if quote.quote_id in taken:
            continue
        added = weighed(features(form.text, told, speaker, quote.speakers, said, reach))
        taken.add(quote.quote_id)
        said.add(", ".join(quote.speakers))
        reach = max(reach, told.segments[-1].end)
        yield quote._replace(score=probability(added)), added


# A Latin comma between Arabic words: صرح الوزير, أمس, أن …
_COMMA = re.compile(
    r",(?:(?<=[\u0621-\u064a»”\")],)(?=\s)|(?<=[\u0621-\u064a],)(?=[\u0621-\u064a])|(?<=\s,)(?=[\s\u0621-\u064a]))"
)


def _in_folded(form: Folded, mention: Any) -> _Name:
    start = bisect.bisect_left(form.starts, mention.start)
    if form.text[start : start + 1] == " ":  # a space that was lost before the name
        start += 1
    end = bisect.bisect_left(form.starts, mention.end)
    return _Name(start, end, mention.type, mention.entity_id, mention.name)


def _quote(text: str, form: Folded, report: Report, speaker: Speaker) -> Quote:
    segments = [form.span(*segment) for segment in report.segments]
    cue = form.span(report.cue.start, report.cue.end) if report.cue else (None, None)
    source = form.span(*speaker.source) if speaker.source else None
    addressee = form.span(*speaker.addressee) if speaker.addressee else (None, None)
    names = speaker.names
    if names is None:  # as written: here, or where the description stood first
        phrase = form.span(*(speaker.phrase or speaker.source or report.segments[0]))
        names = [_as_written(text, phrase), *([text[slice(*form.span(*speaker.second))]] if speaker.second else [])]
    return Quote(
        quote_id=f"q{segments[0].start}-{segments[-1].end}",
        kind=report.kind,
        segments=_spans(segments),
        quoted=_spans([form.span(*quoted) for quoted in report.quoted]),
        cue_start=cue[0],
        cue_end=cue[1],
        cue_lemma=report.cue.lemma if report.cue else None,
        cue_class=report.cue.cue_class if report.cue else None,
        source_start=source.start if source else None,
        source_end=source.end if source else None,
        source_type=speaker.source_type,
        speakers=names,
        speaker_ids=speaker.ids,
        addressee_start=addressee[0],
        addressee_end=addressee[1],
        score=0.0,
        rule=report.rule,
    )


def _spans(found: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in found]


def _as_written(text: str, phrase: Span) -> str:
    """The head phrase of an unnamed source; an article that ل has swallowed is given back (للوزارة: الوزارة)."""
    words = head_phrase(text[phrase.start : phrase.end])
    swallowed = text[max(phrase.start - 1, 0) : phrase.start] == "ل" and words.startswith("ل")
    if not swallowed:
        return words
    return ("ال" if begins_with("ل", folded(words)) else "ا") + words  # للجنة: اللجنة
