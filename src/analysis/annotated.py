"""Tables to HTML: highlighted articles, quotation cards, tables whose rows link to their sentence.

The only place that writes article text into HTML. All of it goes through Jinja templates with autoescape; anchors
are made of row numbers and offsets, never of what an article contains.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import jinja2
import pandas as pd
from markupsafe import Markup

from analysis.language import direction, naming, number, percent, text_direction, translate_parts, translator
from analysis.tables import Tables, rows_by_article

# The layers that an article can show, each with the statement of what a highlight of it is called.
LAYERS = ("mentions", "quotes", "terms")


class Highlight(NamedTuple):
    """A span of an article to be marked: its CSS classes and the hint shown on hover."""

    start: int
    end: int
    classes: str
    hint: str


class Piece(NamedTuple):
    """A stretch of text between two borders of highlights."""

    text: str
    classes: str
    hint: str


class Block(NamedTuple):
    """A sentence, or what stands between two sentences (then without an anchor)."""

    anchor: str | None
    pieces: list[Piece]


@functools.cache
def templates() -> jinja2.Environment:
    """The Jinja environment of all our HTML: autoescape on, an undefined name is an error."""
    loader = jinja2.PackageLoader("analysis", "templates")
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def render(template: str, *, lang: str, **values: Any) -> Markup:
    """The named template filled with these values, in this language."""
    shared = {"_": translator(lang), "lang": lang, "dir": direction(lang), "number": number, "percent": percent}
    shared |= {"text_dir": text_direction, "parts": functools.partial(translate_parts, lang=lang)}
    return Markup(templates().get_template(template).render(**shared, **values))


def sentence_anchors(tables: Tables) -> Callable[[str, int], str]:
    """A function (article_id, offset) -> the anchor, without #, of the sentence that holds the offset."""
    article = {key: n for n, key in enumerate(tables.articles["article_id"])}
    starts: dict[str, list[int]] = {}
    for article_id, start in zip(tables.sentences["article_id"], tables.sentences["start"], strict=True):
        starts.setdefault(article_id, []).append(int(start))

    def anchor(article_id: str, offset: int) -> str:
        before = bisect.bisect_right(starts[article_id], offset) - 1
        return f"a{article[article_id]}-s{starts[article_id][max(before, 0)]}"

    return anchor


def linked(statistic: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The statistic with a column `href`, the link to the sentence that holds its `article_id` and `start`."""
    anchor = sentence_anchors(tables)
    places = zip(statistic["article_id"], statistic["start"], strict=True)
    return statistic.assign(href=[f"#{anchor(article_id, int(start))}" for article_id, start in places])


def article_html(tables: Tables, article_id: str, *, layers: Sequence[str] = LAYERS, lang: str = "ar") -> Markup:
    """One article as HTML, its text unchanged, with the named layers highlighted and an anchor a sentence.

    Raises KeyError when there is no such article.
    """
    numbers = {key: n for n, key in enumerate(tables.articles["article_id"])}
    row = tables.articles.iloc[numbers[article_id]]
    found = highlights(tables, layers, lang=lang).get(article_id, [])
    anchor = sentence_anchors(tables)
    of_article = tables.sentences["article_id"] == article_id
    sentences = [
        (int(start), int(end), anchor(article_id, int(start)))
        for start, end in zip(tables.sentences["start"][of_article], tables.sentences["end"][of_article], strict=True)
    ]
    return render(
        "article.html.j2",
        lang=lang,
        article=row,
        heading=_heading(row),
        anchor=f"a{numbers[article_id]}",
        blocks=blocks(row["text"], sentences, found),
    )


def _heading(article: pd.Series) -> str:
    """The title of an article whose text does not begin with it."""
    title = article["title"].strip() if isinstance(article["title"], str) else ""
    return "" if article["text"].lstrip().startswith(title) else str(title)


def blocks(text: str, sentences: Sequence[tuple[int, int, str]], found: Sequence[Highlight]) -> list[Block]:
    """The text cut at sentence borders, then at highlight borders: joined again, the pieces are the text.

    `sentences` are (start, end, anchor) in text order, disjoint; `found` is sorted by start.
    """
    edges = sorted({0, len(text), *(e for s in sentences for e in s[:2]), *(e for h in found for e in h[:2])})
    cut: list[Block] = []
    waiting, active = list(reversed(found)), list[Highlight]()
    coming, anchor, until = list(reversed(sentences)), None, 0
    for here, there in itertools.pairwise(edges):
        while waiting and waiting[-1].start <= here:
            active.append(waiting.pop())
        active = [h for h in active if h.end > here]
        if coming and coming[-1][0] == here:
            _, until, anchor = coming.pop()
            cut.append(Block(anchor, []))
        elif here >= until and (anchor is not None or not cut):
            anchor = None
            cut.append(Block(None, []))
        cut[-1].pieces.append(_piece(text[here:there], active))
    return cut


def _piece(text: str, over: Sequence[Highlight]) -> Piece:
    classes = " ".join(dict.fromkeys(h.classes for h in over))
    return Piece(text, classes, " · ".join(dict.fromkeys(h.hint for h in over if h.hint)))


def highlights(tables: Tables, layers: Sequence[str], *, lang: str) -> dict[str, list[Highlight]]:
    """The highlights of each article, in text order."""
    _ = translator(lang)
    found: dict[str, list[Highlight]] = {}
    names = dict(zip(tables.entities["entity_id"], tables.entities["name"], strict=True))
    if "mentions" in layers:
        for article_id, mentions in rows_by_article(tables.mentions).items():
            found.setdefault(article_id, []).extend(
                Highlight(m.start, m.end, f"mention {m.type}", f"{names.get(m.entity_id, m.text)} ({_(m.type)})")
                for m in mentions
            )
    if "quotes" in layers:
        for article_id, quotes in rows_by_article(tables.quotes).items():
            found.setdefault(article_id, []).extend(h for quote in quotes for h in _quote_highlights(quote, lang))
    if "terms" in layers:
        for article_id, terms in rows_by_article(tables.terms).items():
            found.setdefault(article_id, []).extend(
                Highlight(t.start, t.end, "term", naming(f"{t.concept}: {t.term}", lang)) for t in terms
            )
    return {article_id: sorted(rows) for article_id, rows in found.items()}


def _quote_highlights(quote: Any, lang: str) -> Iterable[Highlight]:
    _ = translator(lang)
    who = "، ".join(quote.speakers) if lang == "ar" else ", ".join(quote.speakers)
    for segment in quote.segments:
        rule = translate_parts(quote.rule, lang, "+")
        hint = f"{who or _('unknown speaker')} — {_(quote.kind)} ({rule})"
        yield Highlight(segment["start"], segment["end"], f"quote {quote.kind}", hint)
    for role in ("cue", "source", "addressee"):
        start, end = getattr(quote, f"{role}_start"), getattr(quote, f"{role}_end")
        if pd.notna(start):
            hint = _(quote.cue_class) if role == "cue" and quote.cue_class else _(role)
            yield Highlight(int(start), int(end), role, hint)


def quote_cards(tables: Tables, *, lang: str = "ar") -> Markup:
    """A card per quotation: what was said, by whom, with which verb, why we think so, and the link to its sentence."""
    anchor = sentence_anchors(tables)
    text = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    cards = [
        {
            "quote": quote,
            "content": [text[article_id][s["start"] : s["end"]] for s in quote.segments],
            "cue": text[article_id][quote.cue_start : quote.cue_end] if pd.notna(quote.cue_start) else "",
            "source": text[article_id][quote.source_start : quote.source_end] if pd.notna(quote.source_start) else "",
            "href": "#" + anchor(article_id, quote.segments[0]["start"]),
        }
        for article_id, quotes in rows_by_article(tables.quotes).items()
        for quote in quotes
    ]
    return render("cards.html.j2", lang=lang, cards=cards)


def table_html(statistic: pd.DataFrame, columns: Mapping[str, str], *, caption: str, lang: str = "ar") -> Markup:
    """A statistic as an escaped HTML table of these columns (name -> heading in English).

    A column `href`, where the statistic has one, makes each row's first cell a link. Floats are shown with two
    digits, shares (columns named share, low, high) as percentages, lists joined. Concordance lines (columns before,
    word, after) run as their words do, with what is before ending at the word.
    """
    rows = [
        {"cells": [_cell(row[name], name, lang) for name in columns], "href": row.get("href", "")}
        for row in statistic.to_dict("records")
    ]
    lines = list(columns) == ["before", "word", "after"]
    return render("table.html.j2", lang=lang, headings=list(columns.values()), rows=rows, caption=caption, lines=lines)


_SHARES = {"share", "low", "high", "score"}


class Cell(NamedTuple):
    """The text of a table cell, and whether it is a number."""

    text: str
    number: bool = False


def _cell(value: Any, name: str, lang: str) -> Cell:
    _ = translator(lang)
    match value:
        case list():
            return Cell(("، " if lang == "ar" else ", ").join(map(str, value)))
        case bool():
            return Cell(_("yes") if value else _("no"))
        case _ if pd.isna(value):
            return Cell("")
        case pd.Timestamp():
            return Cell(value.date().isoformat(), number=True)
        case int() | float():
            return Cell(_figure(value, name, lang), number=True)
    return Cell(_word(str(value), name, lang))


_WRITTEN = {"said", "before", "word", "after"}  # columns of article text, which is never translated


def _word(value: str, name: str, lang: str) -> str:
    if name in _WRITTEN:
        return value
    if name == "rule":
        return translate_parts(value, lang, "+")
    return naming(value, lang) if name == "item" else translator(lang)(value)


def _figure(value: float, name: str, lang: str) -> str:
    if name in _SHARES:
        return percent(value, lang)
    return number(value, lang, digits=0 if float(value).is_integer() else 2)
