"""Quotations of real articles, annotated apart from the rules and kept without their text: `annotations.jsonl`.

    PYTHONPATH=tools/ner python tools/quotes/score.py --data DATA                      # the figures of each set
    PYTHONPATH=tools/ner python tools/quotes/score.py --data DATA --add FOLDER --set M # adds an annotated folder

A line is an article: set, article_id, sha256 (the first 12 digits of that of its text) and its quotations, whose parts
are (start, end) in code points of the text; a speaker is the place of its name, or the name itself where it is not in
the text. DATA holds text/news/articles.jsonl and text/ntrex/*.tsv. FOLDER holds NAME.txt beside NAME.json, as
`khabar evaluate quotes` reads them. Of which sets the articles were read while rules were written,
docs/benchmarks/quotes.md says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from articles import texts

from analysis import entities, quotes
from analysis.evaluate.gold import GoldArticle, GoldQuote, articles_of, read_gold
from analysis.evaluate.quotes import score
from analysis.text import Span

ANNOTATIONS = Path(__file__).with_name("annotations.jsonl")
_DIGITS = 12


def digest(text: str) -> str:
    """The first digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def stored(article: GoldArticle, name: str) -> dict[str, Any]:
    """An annotated article as a line of the file, without its text."""
    rows = []
    for quote in article.quotes:
        row: dict[str, Any] = {"kind": quote.kind, "source_type": quote.source_type}
        row |= {"segments": quote.segments, "quoted": quote.quoted}
        row |= {"cue": quote.cue, "source": quote.source, "addressee": quote.addressee}
        places = [(article.text.find(speaker), speaker) for speaker in quote.speakers]
        row["speakers"] = [[at, at + len(speaker)] if at >= 0 else speaker for at, speaker in places]
        rows.append(row)
    return {"set": name, "article_id": article.article_id, "sha256": digest(article.text), "quotes": rows}


def restored(row: dict[str, Any], text: str) -> GoldArticle:
    """The annotated article of a line; ValueError where the text is not the one that was annotated."""
    if digest(text) != row["sha256"]:
        raise ValueError(f"{row['article_id']}: its text is not the one that was annotated")
    found = []
    for quote in row["quotes"]:
        spans = {part: [Span(*place) for place in quote[part]] for part in ("segments", "quoted")}
        single = {part: Span(*quote[part]) if quote[part] else None for part in ("cue", "source", "addressee")}
        names = [name if isinstance(name, str) else text[slice(*name)] for name in quote["speakers"]]
        found.append(GoldQuote(kind=quote["kind"], source_type=quote["source_type"], speakers=names, **spans, **single))
    return GoldArticle(row["article_id"], text, found, [], None, None)


def read(data: Path) -> dict[str, list[GoldArticle]]:
    """Set -> its annotated articles, with their texts from `data`."""
    known = texts(data / "text")
    found: dict[str, list[GoldArticle]] = {}
    for line in ANNOTATIONS.read_text("utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["set"], []).append(restored(row, known[row["article_id"]]))
    return found


def figures(gold: Sequence[GoldArticle]) -> str:
    """The figures of the package's own quotations in these articles, a measure a line."""
    articles = articles_of(gold)
    mentions, names = entities.canonical(entities.find(articles), articles)
    table = score(gold, quotes.find(articles, mentions, names))
    shown = [f"  {row.measure:<22}{row.value:.3f} ({row.low:.2f} to {row.high:.2f})" for row in table.itertuples()]
    return "\n".join(shown)


def main() -> None:
    """Scores, or adds a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of text/news and text/ntrex")
    parser.add_argument("--add", type=Path, help="folder of NAME.txt and NAME.json to add")
    parser.add_argument("--set", help="the name of its set")
    options = parser.parse_args()
    if options.add:
        lines = [json.dumps(stored(article, options.set)) for article in read_gold(options.add)]
        with ANNOTATIONS.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    for name, gold in read(options.data).items():
        for part, kept in (
            ("all", gold),
            ("native", [a for a in gold if "." not in a.article_id]),
            ("translated", [a for a in gold if "." in a.article_id]),
        ):
            if not kept:
                continue
            print(f"{name}, {part}: {len(kept)} articles, {sum(len(a.quotes) for a in kept)} quotations")
            print(figures(kept))


if __name__ == "__main__":
    main()
