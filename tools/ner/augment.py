"""Changes to the training sentences that keep their tags true: other names, proclitics, unified letters."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from random import Random

from data import Sentence

from analysis.text import folded

Pools = dict[str, list[list[str]]]
_PERSONS = {
    "Politician", "Artist", "Athlete", "Scientist", "Businessperson", "Other_PER", "Police", "Lawyer", "Engineer",
    "Religious_PER", "PER",
}  # fmt: skip
_PLACES = {"Population-Center", "Nation", "State-or-Province", "County-or-District", "Continent", "LOC"}
_GROUPS = {"Commercial", "Non-Governmental", "Government", "Educational", "Sports", "Media", "ORG"}
_KIND = dict.fromkeys(_PERSONS, "PER") | dict.fromkeys(_PLACES, "LOC") | dict.fromkeys(_GROUPS, "ORG")


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of the names in a tag sequence."""
    found: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        if tag[0] == "I" and found and found[-1][1] == at and found[-1][2] == tag[2:]:
            found[-1] = (found[-1][0], at + 1, tag[2:])
        elif tag != "O":
            found.append((at, at + 1, tag[2:]))
    return found


def pools(corpora: list[list[Sentence]], names: Path) -> Pools:
    """Names to put in place of others, by type, as words: those of the corpora, places of the world, composed names."""
    found: Pools = {"PER": [], "LOC": [], "ORG": []}
    for sentence in (sentence for corpus in corpora for sentence in corpus):
        for start, end, kind in spans(next(iter(sentence.tags.values()))):
            if kind in _KIND and end - start <= 5:
                words = sentence.words[start:end]
                found[_KIND[kind]].append([words[0][sentence.clitics[start] or 0 :], *words[1:]])
    with (names / "umpirsky_country_ar.csv").open(encoding="utf-8") as rows:
        found["LOC"] += [row["value"].split() for row in csv.DictReader(rows)] * 3
    zones = json.loads((names / "cldr_timezone_cities_ar.json").read_text("utf-8"))
    found["LOC"] += [city.split() for city in _cities(zones)]
    simple = [line.split("\t")[0] for line in (names / "google_ar2en.tsv").read_text("utf-8").splitlines()]
    single = [name for name in simple if name.isalpha()]
    rng = Random(0)
    found["PER"] += [[rng.choice(single), rng.choice(single)] for _ in range(len(found["PER"]) // 2)]
    return {kind: [words for words in lists if words and words[0]] for kind, lists in found.items()}


def _cities(node: object) -> list[str]:
    if not isinstance(node, dict):
        return []
    here = [node["exemplarCity"]] if "exemplarCity" in node else []
    return here + [city for child in node.values() for city in _cities(child)]


def varied(sentence: Sentence, pools: Pools, rng: Random) -> Sentence:
    """The sentence with some names exchanged, some proclitics attached, and at times its letters unified."""
    sentence = _exchanged(sentence, pools, rng)
    words, clitics = list(sentence.words), list(sentence.clitics)
    for at, clitic in enumerate(clitics):
        if clitic == 0 and rng.random() < 0.07 and all(tags[at][0] == "B" for tags in sentence.tags.values()):
            letter = rng.choice("ووولبك")
            rest = words[at]
            words[at] = "لل" + rest[2:] if letter == "ل" and rest.startswith("ال") else letter + rest
            clitics[at] = 1
    if rng.random() < 0.12:
        words = [folded(word) or word for word in words]
    return Sentence(words, sentence.tags, clitics)


def _exchanged(sentence: Sentence, pools: Pools, rng: Random) -> Sentence:
    """Names on which all label sets agree, at times replaced by others of their type; a proclitic stays."""
    label_sets = list(sentence.tags.values())
    agreed = [span for span in spans(label_sets[0]) if all(span in spans(tags) for tags in label_sets[1:])]
    out = Sentence([], {name: [] for name in sentence.tags}, [])
    at = 0
    for start, end, kind in [*agreed, (len(sentence.words), len(sentence.words), "O")]:
        _extend(out, sentence, at, start)
        at = end
        clitic = sentence.clitics[start] if start < len(sentence.words) else None
        if kind not in ("PER", "LOC", "ORG") or clitic is None or rng.random() > (0.1 if kind == "ORG" else 0.25):
            _extend(out, sentence, start, end)
            continue
        new = list(rng.choice(pools[kind]))
        prefix = sentence.words[start][:clitic]
        new[0] = "لل" + new[0][2:] if prefix == "ل" and new[0].startswith("ال") else prefix + new[0]
        out.words.extend(new)
        out.clitics.extend([clitic] + [0] * (len(new) - 1))
        for tags in out.tags.values():
            tags.extend([f"B-{kind}"] + [f"I-{kind}"] * (len(new) - 1))
    return out


def _extend(out: Sentence, sentence: Sentence, start: int, end: int) -> None:
    out.words.extend(sentence.words[start:end])
    out.clitics.extend(sentence.clitics[start:end])
    for name, tags in out.tags.items():
        tags.extend(sentence.tags[name][start:end])
