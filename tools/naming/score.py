"""Precision and recall of `framing.terms` against places that were judged by hand: tools/naming/mentions.csv.

    python tools/naming/score.py --data DATA

DATA is a folder with text/news/articles.jsonl, text/ntrex/*.tsv (`arabic TAB english` a line) and
text/unlabelled.txt.xz (a paragraph a line, from 0: article unlabelled:N), whose texts may not be published; the
judgements hold places only: article_id, start, end (code points of the text), concept, variant, verdict, drawn,
round. Of a place drawn from what the matcher found, the verdict says whether it is that concept and variant in this
sense. Of one drawn by a search for letters of the concept's stems, which knows nothing of the matcher, it says
whether the word names the concept at all, and the variant is the one it should be found as. Every round was judged
before its errors were mended, so what is printed here is of sets whose errors were read; docs/benchmarks/framing.md
has the figures before.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from analysis.framing.terms import Term, article_terms

JUDGED = Path(__file__).parent / "mentions.csv"


class Place(NamedTuple):
    """A judged place: whether it is (a mention of) this variant of the concept."""

    article_id: str
    start: int
    end: int
    concept: str
    variant: str
    right: bool
    drawn: str
    round: str


def judged(path: Path = JUDGED) -> list[Place]:
    """The judged places of the file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Place(
                row["article_id"],
                int(row["start"]),
                int(row["end"]),
                row["concept"],
                row["variant"],
                row["verdict"] == "right",
                row["drawn"],
                row["round"],
            )
            for row in csv.DictReader(file)
        ]


def texts(data: Path) -> dict[str, str]:
    """The text of every article of the data, by its id."""
    with (data / "text" / "news" / "articles.jsonl").open(encoding="utf-8") as lines:
        found = {article["article_id"]: article["text"] for article in map(json.loads, lines)}
    for path in sorted((data / "text" / "ntrex").glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found[path.stem] = "\n".join(line.split("\t")[0] for line in lines)
    with lzma.open(data / "text" / "unlabelled.txt.xz", "rt", encoding="utf-8") as paragraphs:
        found |= {f"unlabelled:{n}": line.rstrip("\n") for n, line in enumerate(paragraphs)}
    return found


def found_at(place: Place, terms: list[Term]) -> bool:
    """Whether one of the terms is this variant of the concept at this place."""
    return any(
        term.concept == place.concept
        and term.term == place.variant
        and term.start < place.end
        and place.start < term.end
        for term in terms
    )


def rates(places: list[Place], terms: dict[str, list[Term]]) -> dict[str, tuple[int, int]]:
    """Precision (of what was drawn from the matcher and is found still) and recall (of what the search drew)."""
    hit = {place: found_at(place, terms[place.article_id]) for place in places}
    kept = [place for place in places if place.drawn == "matcher" and hit[place]]
    named = [place for place in places if place.drawn == "search" and place.right]
    return {
        "precision": (sum(place.right for place in kept), len(kept)),
        "recall": (sum(hit[place] for place in named), len(named)),
    }


def interval(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share = hits / of
    middle, half = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def main() -> None:
    """Score every round and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--judged", type=Path, default=JUDGED)
    arguments = parser.parse_args()
    places, articles = judged(arguments.judged), texts(arguments.data)
    terms = {key: list(article_terms(articles[key])) for key in {place.article_id for place in places}}
    for name in dict.fromkeys(place.round for place in places):
        chosen = [place for place in places if place.round == name]
        drawn = sum(place.drawn == "matcher" for place in chosen)
        print(f"{name}: {drawn} drawn from the matcher, {len(chosen) - drawn} by the search")
        for measure, (hits, of) in rates(chosen, terms).items():
            if of:
                low, high = interval(hits, of)
                print(f"  {measure:9} {hits / of:.3f} ({low:.3f} to {high:.3f}), {hits} of {of}")


if __name__ == "__main__":
    main()
