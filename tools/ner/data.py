"""The corpora as one form: sentences of words with tags for one or more label sets, and proclitic counts.

Each corpus keeps its own guidelines as a label set of its own (`anercorp`, `clean`, `wikifane`, `aqmar`): the encoder
learns from all, no head from another's conventions. ANERcorp and CLEANANERCorp tag the same text, so each of its
sentences carries both.
"""

from __future__ import annotations

import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.entities.embedded import LABELS, PROCLITICS
from analysis.text import folded, tokens

HELD_OUT = 400  # last sentences of the ANERcorp training split: the test of this project, never trained on
_SUFFIXES = {"ه", "ها", "هم", "هما", "هن", "نا"}
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]{2,}")


class Sentence(NamedTuple):
    """words; tags by label set, as many as words; letters of proclitic by word, None where unknown."""

    words: list[str]
    tags: dict[str, list[str]]
    clitics: list[int | None]


def _blocks(lines: Iterable[str]) -> Iterator[list[tuple[str, str]]]:
    """Sentences of (word, tag) from lines `word TAG`, separated by lines without a tag."""
    block: list[tuple[str, str]] = []
    for line in lines:
        parts = line.replace("\u200e", "").replace("\ufeff", "").split()
        if len(parts) == 2:
            block.append((parts[0], parts[1].replace("PERS", "PER")))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _split(words: list[str], tags: dict[str, list[str]], clitics: list[int | None]) -> Sentence:
    """The sentence in the tokens of the runtime: punctuation apart, tagged O unless inside a name."""
    out = Sentence([], {name: [] for name in tags}, [])
    for number, word in enumerate(words):
        parts = [word[start:end] for start, end in tokens(word)] or [word]
        wordlike = [any(c.isalnum() for c in part) for part in parts]
        first = wordlike.index(True) if True in wordlike else 0
        last = len(parts) - 1 - (wordlike[::-1].index(True) if True in wordlike else 0)
        out.words.extend(parts)
        out.clitics.extend(clitics[number] if at == first else 0 for at in range(len(parts)))
        for name, sequence in tags.items():
            tag = sequence[number]
            goes_on = number + 1 < len(words) and sequence[number + 1] == "I" + tag[1:]
            for at in range(len(parts)):
                if tag == "O" or (at < first and tag[0] == "B") or (at > last and not goes_on):
                    out.tags[name].append("O")
                else:
                    out.tags[name].append(tag if at <= first else "I" + tag[1:])
    return out


def anercorp(folder: Path) -> list[Sentence]:
    """ANERcorp in text order, with the tags of CLEANANERCorp where the two have the same words."""
    plain = list(_blocks((folder / "anercorp_train.txt").read_text("utf-8").splitlines()))
    clean = {
        tuple(word for word, _ in block): [tag for _, tag in block]
        for block in _blocks((folder / "cleananercorp_train.txt").read_text("utf-8").splitlines())
    }
    found = []
    for block in plain:
        words = [word for word, _ in block]
        tags = {"anercorp": [tag for _, tag in block]}
        if tuple(words) in clean:
            tags["clean"] = clean[tuple(words)]
        found.append(_split(words, tags, [None] * len(words)))
    return found


def aqmar(folder: Path) -> list[Sentence]:
    """AQMAR in text order; a tag that is not one of the four types becomes O."""
    found = []
    for block in _blocks((folder / "aqmar.conll").read_text("utf-8").splitlines()):
        words = [word for word, _ in block]
        tags = [tag if tag in LABELS else "O" for _, tag in block]
        found.append(_split(words, {"aqmar": tags}, [None] * len(words)))
    return found


def wikifane(folder: Path, spellings: dict[str, str]) -> list[Sentence]:
    """WikiFANE with its fifty classes, clitics joined again and letters spelt as in `spellings`."""
    with lzma.open(folder / "wikifane_gold.txt.xz", "rt", encoding="utf-8") as lines:
        return [_joined(block, spellings) for block in _blocks(lines)]


def _joined(block: list[tuple[str, str]], spellings: dict[str, str]) -> Sentence:
    words: list[str] = []
    tags: list[str] = []
    clitics: list[int | None] = []
    prefix, prefix_tag = "", "O"
    for number, (word, tag) in enumerate(block):
        follows = number + 1 < len(block) and bool(_ARABIC_WORD.fullmatch(block[number + 1][0]))
        if word in tuple(PROCLITICS) and follows and len(prefix) < 2:
            prefix, prefix_tag = prefix + word, tag if tag[0] == "B" else "O"
        elif word in _SUFFIXES and words and not prefix and _ARABIC_WORD.fullmatch(words[-1]):
            stem = words[-1]
            words[-1] = (stem[:-1] + {"ة": "ت", "ى": "ا"}.get(stem[-1], stem[-1])) + word
        else:
            plain = spellings.get(word, word)
            if prefix.endswith("ل") and plain.startswith("ال"):
                plain = "ل" + plain[2:]
            words.append(prefix + plain)
            tags.append(prefix_tag if prefix_tag != "O" else tag)
            known = bool(prefix) or not word.startswith(("ب", "ل", "ك"))
            clitics.append(len(prefix) if known else None)
            prefix, prefix_tag = "", "O"
    return _split(words, {"wikifane": tags}, clitics)


def spellings(words: Counter[str]) -> dict[str, str]:
    """Search form -> its most frequent spelling, where the words are seen at least three times."""
    best: dict[str, str] = {}
    for word, count in words.most_common():
        if count >= 3 and _ARABIC_WORD.fullmatch(word):
            best.setdefault(folded(word), word)
    return best


def word_counts(folder: Path) -> Counter[str]:
    """Frequencies of the words of the unlabelled news."""
    counts: Counter[str] = Counter()
    with lzma.open(folder / "unlabelled.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(re.findall(r"[\u0621-\u0652]+", line))
    return counts


def openers(corpora: Iterable[list[Sentence]]) -> Counter[str]:
    """How often each word form opens a name, over all corpora, in the search form."""
    found: Counter[str] = Counter()
    for sentences in corpora:
        for sentence in sentences:
            for tags in list(sentence.tags.values())[:1]:
                for word, tag, clitic in zip(sentence.words, tags, sentence.clitics, strict=True):
                    if tag[0] == "B":
                        found[folded(word[clitic or 0 :])] += 1
    return found


def proclitics(word: str, names: Counter[str], words: Counter[str]) -> int | None:
    """Letters of proclitic (0 to 2) on a word that opens a name; None where the counts do not tell.

    A letter is a proclitic when what follows it opens names oftener than the whole does; where neither opens a name,
    when what follows it is a far commoner word.
    """
    form = folded(word)
    if form[0] not in PROCLITICS or len(form) < 3:
        return 0
    rest = form[1:]
    if form[0] == "ل" and rest[0] == "ل":
        seen, whole = names["ا" + rest] + names[rest], names[form]
    else:
        seen, whole = names[rest], names[form]
    if seen > whole:
        deeper = rest[0] in PROCLITICS and form[0] != rest[0] and names[rest] < 2
        return 1 + (proclitics(word[1:], names, words) or 0) if deeper else 1
    if whole > seen:
        deeper = rest[1:] if rest[0] in PROCLITICS else ""
        return 2 if names[deeper] > 5 * whole and form[0] in "وف" and whole < 3 else 0
    if words[rest] == words[form] == 0:
        return None
    return 1 if words[rest] > 5 * words[form] else 0 if words[form] > words[rest] else None


def with_proclitics(sentences: list[Sentence], names: Counter[str], words: Counter[str]) -> list[Sentence]:
    """The sentences with the proclitics of their name openers decided where they were unknown."""
    return [
        sentence._replace(
            clitics=[
                clitic
                if clitic is not None
                else proclitics(word, names, words)
                if any(tags[at][0] == "B" for tags in sentence.tags.values())
                else None
                for at, (word, clitic) in enumerate(zip(sentence.words, sentence.clitics, strict=True))
            ]
        )
        for sentence in sentences
    ]
