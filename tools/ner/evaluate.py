"""Figures of the shipped model, measured through the runtime: on the test part of ANERcorp and on annotated articles.

    python evaluate.py --data DATA [--gold FOLDER]

ANERcorp: strict names of words, micro and by type, each sentence as a text of its own and all as one text, against both
label sets, each under its own guidelines and under those of articles. Our articles, the held-out part, and those
of FOLDER: exact spans of characters, of FOLDER those of PER, LOC, ORG.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import articles
from augment import spans
from data import HELD_OUT, anercorp

from analysis.entities.embedded import GUIDELINES, TYPES, recognise
from analysis.evaluate.gold import read_gold

Name = tuple[int, int, int, str]  # text, start, end, type


def report(title: str, gold: Iterable[Name], found: Iterable[Name]) -> None:
    """Print precision, recall and F1 of each type and of all."""
    wanted, given = set(gold), set(found)
    print(title)
    for kind in (*sorted({name[3] for name in wanted}, key=TYPES.index), "all"):
        a = {name for name in wanted if kind in ("all", name[3])}
        b = {name for name in given if kind in ("all", name[3])}
        hits = len(a & b)
        precision, recall = hits / max(1, len(b)), hits / max(1, len(a))
        f1 = 2 * hits / max(1, len(a) + len(b))
        print(f"  {kind:5s} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  ({len(a)})")


def by_word(texts: list[str], words: list[list[str]], guidelines: str) -> list[Name]:
    """What the runtime finds in the texts, each the words joined by one space, as names of whole words."""
    found = []
    for number, (mentions, row) in enumerate(zip(recognise(texts, guidelines=guidelines), words, strict=True)):
        at, starts = 0, []
        for word in row:
            starts.append(at)
            at += len(word) + 1
        for mention in mentions:
            inside = [n for n, s in enumerate(starts) if s < mention.end and s + len(row[n]) > mention.start]
            found.append((number, inside[0], inside[-1] + 1, mention.type))
    return found


def on_test(folder: Path) -> None:
    """The test part of ANERcorp, in the words of the runtime."""
    test = anercorp(folder / "ner")[-HELD_OUT:]
    texts, words = [" ".join(sentence.words) for sentence in test], [sentence.words for sentence in test]
    joined = ["\n".join(texts)], [[word for row in words for word in row]]
    found = {g: (by_word(texts, words, g), by_word(*joined, g)) for g in GUIDELINES}
    for label_set, own in (("anercorp", "anercorp"), ("clean", "cleananercorp")):
        gold = [(n, *span) for n, s in enumerate(test) if label_set in s.tags for span in spans(s.tags[label_set])]
        at, gold_joined = 0, []
        for s in test:
            gold_joined += [(0, at + a, at + b, kind) for a, b, kind in spans(s.tags.get(label_set, []))]
            at += len(s.words)
        for guidelines in (own, "articles"):
            alone, together = found[guidelines]
            title = f"{label_set}, test part, guidelines {guidelines}"
            report(f"{title}, sentence by sentence", gold, alone)
            report(f"{title}, as one text", gold_joined, together)


def on_ours(folder: Path) -> None:
    """The held-out parts of our annotated articles: exact spans."""
    known = articles.read(folder / "text")
    for kind, names in (("native", articles.NATIVE), ("translated", articles.TRANSLATED)):
        found = [article for name, article in known.items() if name in names]
        wanted = [(n, *mention) for n, article in enumerate(found) for mention in article.mentions]
        results = recognise([article.text for article in found])
        given = [(n, m.start, m.end, m.type) for n, row in enumerate(results) for m in row]
        report(f"{len(found)} held-out {kind} articles, exact spans", wanted, given)


def on_articles(folder: Path, *, show: bool) -> None:
    """Annotated articles: exact spans of PER, LOC, ORG."""
    articles = [article for article in read_gold(folder) if article.mentions is not None]
    kinds = set(TYPES[:3])
    wanted = [(n, m.start, m.end, m.type) for n, a in enumerate(articles) for m in a.mentions or [] if m.type in kinds]
    results = recognise([article.text for article in articles])
    given = [(n, m.start, m.end, m.type) for n, row in enumerate(results) for m in row if m.type in kinds]
    report(f"{len(articles)} articles, exact spans", wanted, given)
    if show:
        text = {n: article.text for n, article in enumerate(articles)}
        for title, names in (("missed", set(wanted) - set(given)), ("false", set(given) - set(wanted))):
            counted = Counter((text[n][a:b], kind) for n, a, b, kind in names)
            print(title, ", ".join(f"{name}/{kind} {count}" for (name, kind), count in counted.most_common()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, help="folder of NAME.txt and NAME.json")
    parser.add_argument("--show", action="store_true", help="list the errors in the articles")
    options = parser.parse_args()
    on_test(options.data)
    on_ours(options.data)
    if options.gold:
        on_articles(options.gold, show=options.show)
