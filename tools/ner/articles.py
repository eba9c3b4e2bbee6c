"""Articles of native and translated news annotated under the guidelines of this package, kept apart from their text.

    python articles.py --data DATA FOLDER ...     # writes articles.csv from annotated articles

`articles.csv` has one row for each mention: article_id, sha256 (the first 12 digits of that of the article's text),
start, end, type. Offsets are characters of an article of DATA/text/news/articles.jsonl (its title, a blank line, its
text) or of DATA/text/ntrex/NAME.tsv (the first field of each line). FOLDER holds NAME.tsv for article NAME, rows of
`line, type, surface, occurrence of it in that line, from 1`.
Spans begin behind proclitics, so how many letters of a word are proclitics is known here, not guessed.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from data import Sentence

from analysis.entities.letters import PROCLITICS
from analysis.seams import parted, seams
from analysis.text import Span, sentences, surface, tokens

ANNOTATIONS = Path(__file__).with_name("articles.csv")
# Never trained on: in each of two rounds of annotation one or two of each dozen, else by chance; of the third round
# every fifth translated article.
TRANSLATED = frozenset(
    [
        *("abcnews.306815", "bbc.381736", "cbsnews.248411", "cnn.304447", "dailymail.co.uk.298692", "foxnews.94512"),
        *("newsweek.51300", "newsweek.51338", "reuters.218914", "rt.com.91356", "scotsman.133773", "telegraph.405404"),
        "upi.176251",
    ]
)
NATIVE = frozenset(
    [
        *("3alyoum_014", "aawsat_030", "ahdath_info_002", "alarabiya_014", "aljazeera_blogs2020_001", "alriyadh_036"),
        *("alwatan_032", "alweeam_024", "alyaum_013", "hespress_020", "sabq_033", "spa_030"),
        *("aljazeera_040", "aljazirah_015", "aljazirah_021", "almadina_025", "alriyadh_003"),
        *("alriyadh_015", "alriyadh_024", "alriyadh_027", "alwatan_002", "alyaum_009"),
        *("hespress_008", "hespress_017"),
    ]
)
HELD_OUT = NATIVE | TRANSLATED
_DIGITS = 12
_MOST = 2  # letters of proclitic


class Mention(NamedTuple):
    """A named mention, in characters of its article."""

    start: int
    end: int
    type: str


def texts(folder: Path) -> dict[str, str]:
    """Article id -> its text as annotated: of `folder/news/articles.jsonl` with its title, of `folder/ntrex/*.tsv`."""
    with (folder / "news" / "articles.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    native = {
        row["article_id"]: f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"] for row in rows
    }
    tables = {path.stem: path.read_text("utf-8").splitlines() for path in (folder / "ntrex").glob("*.tsv")}
    return native | {name: "\n".join(line.split("\t")[0] for line in table) for name, table in tables.items()}


class Article(NamedTuple):
    """The text of an annotated article and its mentions, in text order."""

    text: str
    mentions: list[Mention]


def read(folder: Path, annotations: Path = ANNOTATIONS) -> dict[str, Article]:
    """The annotated articles by their id.

    Raises ValueError when an article is not in the data or its text is not the one that was annotated.
    """
    known = texts(folder)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    with annotations.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            name = row["article_id"]
            if _digest(known.get(name, "")) != row["sha256"]:
                raise ValueError(f"{annotations}: the data have another text for {name}, or none")
            mentions[name].append(Mention(int(row["start"]), int(row["end"]), row["type"]))
    return {name: Article(known[name], sorted(found)) for name, found in mentions.items()}


def annotated(folder: Path, annotations: Path = ANNOTATIONS) -> list[list[Sentence]]:
    """The sentences of each article to learn from, with tags of the label set `articles`, in text order."""
    found = read(folder, annotations)
    return [list(tagged(*_parted(*article))) for name, article in found.items() if name not in HELD_OUT]


def _parted(text: str, mentions: list[Mention]) -> tuple[str, list[Mention]]:
    """Words that were run together apart, as in use, and the mentions where they are then."""
    cuts = seams(text)
    moved = [Mention(m.start + bisect_right(cuts, m.start), m.end + bisect_left(cuts, m.end), m.type) for m in mentions]
    return parted(text, cuts), moved


def tagged(text: str, mentions: list[Mention]) -> Iterator[Sentence]:
    """The sentences of a text that have a letter in them, tagged by its mentions (in text order, disjoint)."""
    ends = [mention.end for mention in mentions]
    for sentence in sentences(text):
        part = text[sentence.start : sentence.end]
        if not any(c.isalpha() for c in part):
            continue
        words = [Span(sentence.start + start, sentence.start + end) for start, end in tokens(part)]
        tags, clitics = [], list[int | None]()
        for word in words:
            at = bisect_left(ends, word.start + 1)  # the first mention that ends behind the word's first letter
            mention = mentions[at] if at < len(mentions) and mentions[at].start < word.end else None
            opens = mention is not None and mention.start >= word.start
            tags.append("O" if mention is None else ("B-" if opens else "I-") + mention.type)
            clitics.append(_letters(text[word.start : mention.start]) if mention and opens else None)
        yield Sentence([text[start:end] for start, end in words], {"articles": tags}, clitics)


def _letters(before: str) -> int | None:
    """How many proclitics stand before a name in its word; None where something else stands there."""
    letters = surface(before)
    return len(letters) if len(letters) <= _MOST and set(letters) <= set(PROCLITICS) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def write(folders: list[Path], data: Path, out: Path) -> None:
    """Write the rows of all NAME.tsv in these folders. Raises ValueError where a surface is not in its line."""
    known = texts(data)
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["article_id", "sha256", *Mention._fields])
        found = [path for folder in folders for path in folder.glob("*.tsv") if path.stem in known]
        for path in sorted(found, key=lambda path: path.stem):
            text = known[path.stem]
            for mention in sorted(_placed(text, path)):
                rows.writerow([path.stem, _digest(text), *mention])


def _placed(text: str, path: Path) -> Iterator[Mention]:
    lines = text.split("\n")
    for row in filter(None, path.read_text("utf-8").splitlines()):
        line, kind, name, occurrence = row.split("\t")
        at = sum(len(before) + 1 for before in lines[: int(line)])
        places = [n for n in range(len(lines[int(line)])) if lines[int(line)].startswith(name, n)]
        if len(places) < int(occurrence):
            raise ValueError(f"{path}: {row!r} is not there")
        start = at + places[int(occurrence) - 1]
        yield Mention(start, start + len(name), kind)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ANNOTATIONS)
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    write(options.folders, options.data / "text", options.out)
