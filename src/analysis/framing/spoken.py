"""What each speaker says, as tables of their own: so all that is counted by article is counted by speaker as well."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.framing.codebook import Codebook
from analysis.framing.frames import frames
from analysis.framing.portrayal import portrayals
from analysis.framing.terms import terms
from analysis.tables import Articles, Mentions, Sentences, Tables, empty, frame, records, rows_by_article
from analysis.text import Span, sentences

# Between the id of an article and the name of a speaker.
_BETWEEN = " · "


class _Speech(NamedTuple):
    """The words of one speaker in one article: the segments without overlap, in text order."""

    article_id: str
    speaker: str
    segments: list[Span]


def spoken(tables: Tables, *, codebook: str | Path | Codebook = "policy_frames") -> Tables:
    """The tables of what is said: one article a speaker and article, its text the segments of quotations, a line each.

    The words of a joint statement are those of each of its speakers; words without a known speaker are left out. Named
    mentions are those of `tables`; sentences, frames (of this codebook), terms and portrayals are found in the words
    said alone. There are no quotations in them.
    """
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    mentions = rows_by_article(tables.mentions)
    original = {row.article_id: row._asdict() for row in records(tables.articles)}
    rows: dict[str, list[dict[str, Any]]] = {"articles": [], "sentences": [], "mentions": []}
    for speech in _speeches(tables):
        article_id = f"{speech.article_id}{_BETWEEN}{speech.speaker}"
        said = "\n".join(text[speech.article_id][start:end] for start, end in speech.segments)
        sha256 = hashlib.sha256(said.encode()).hexdigest()
        changed = {"article_id": article_id, "text": said, "sha256": sha256}
        rows["articles"].append(original[speech.article_id] | changed)
        rows["sentences"] += [
            {"article_id": article_id, "sentence_id": f"s{start}-{end}", "start": start, "end": end}
            for start, end in sentences(said)
        ]
        moved = _moved(mentions.get(speech.article_id, []), speech.segments)
        rows["mentions"] += [{**mention, "article_id": article_id} for mention in moved]
    articles, found, named = (frame(name, rows[name]) for name in ("articles", "sentences", "mentions"))
    article_frames, sentence_frames = frames(Articles(articles), Sentences(found), codebook=codebook)
    return empty(Articles(articles))._replace(
        sentences=Sentences(found),
        mentions=Mentions(named),
        entities=tables.entities,
        article_frames=article_frames,
        sentence_frames=sentence_frames,
        terms=terms(Articles(articles)),
        portrayals=portrayals(Articles(articles), Mentions(named)),
    )


def speaker_of(article_id: str) -> str:
    """The speaker whose words an article of `spoken` holds, empty for another article."""
    return article_id.rpartition(_BETWEEN)[2] if _BETWEEN in article_id else ""


def _speeches(tables: Tables) -> Iterator[_Speech]:
    """The words of each speaker in each article."""
    places: dict[tuple[str, str], set[Span]] = {}
    columns = zip(tables.quotes["article_id"], tables.quotes["segments"], tables.quotes["speakers"], strict=True)
    for article_id, segments, speakers in columns:
        for speaker in speakers:
            places.setdefault((article_id, speaker), set()).update(Span(s["start"], s["end"]) for s in segments)
    for (article_id, speaker), spans in sorted(places.items()):
        disjoint: list[Span] = []
        for span in sorted(spans):
            if disjoint and span.start < disjoint[-1].end:
                disjoint[-1] = Span(disjoint[-1].start, max(disjoint[-1].end, span.end))
            else:
                disjoint.append(span)
        yield _Speech(article_id, speaker, disjoint)


def _moved(mentions: Sequence[Any], segments: Sequence[Span]) -> Iterator[dict[str, Any]]:
    """The mentions inside these segments, at their places in the segments joined."""
    at = 0
    for begin, stop in segments:
        for row in mentions:
            if begin <= row.start and row.end <= stop:
                start, end = row.start - begin + at, row.end - begin + at
                yield {**row._asdict(), "mention_id": f"m{start}-{end}", "start": start, "end": end}
        at += stop - begin + 1
