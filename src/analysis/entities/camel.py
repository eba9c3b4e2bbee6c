"""The recogniser of camel-tools beside ours: its NERecognizer (Obeid et al. 2020), a BERT that its command installs.

Importing `camel_tools.ner` makes a folder in the user's home and fetches a catalogue, or raises offline. So it is
imported by `morphology.camel_modules`, and loads a model from a folder; nothing is fetched or written.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.entities.countries import cities, country_code
from analysis.entities.recognise import Mention, Recogniser
from analysis.entities.spelling import given_name
from analysis.errors import BackendError
from analysis.morphology import camel_folder, camel_modules
from analysis.text import Span, folded, sentences, tokens

INSTALL = "camel_data -i ner-arabert"
_LETTERS = 64  # read of one word: its recogniser fails on words of more than a window of pieces
_PROCLITICS = "وفبلك"


def recognise(texts: Sequence[str]) -> list[list[Mention]]:
    """The named mentions of each text as camel-tools finds them with the model that its command installed.

    It gives no probabilities: `score` is 1. Its labels are of whole words; proclitics are cut where the rest of the
    word is known, see `past_proclitics`. Raises BackendError, with the command, where the model is not installed.
    """
    return from_folder(_installed())(texts)


def from_folder(model: str | Path) -> Recogniser:
    """The recogniser with the model in this folder: a BERT token classifier as transformers saves it, with vocab.txt.

    Raises BackendError when the folder holds no model.
    """
    folder = Path(model)
    if not (folder / "config.json").is_file() or not (folder / "vocab.txt").is_file():
        raise BackendError(f"{folder}: no model of camel-tools there (config.json, vocab.txt)")
    return functools.partial(_recognise, str(folder.resolve()))


def _installed() -> Path:
    """Where camel-tools keeps its model, found without importing what would fetch it."""
    folder = camel_folder() / "ner" / "arabert"
    if not (folder / "config.json").is_file():
        raise BackendError(f"camel-tools has no recogniser in {folder}; install it with: {INSTALL}")
    return folder


@functools.cache
def _load(folder: str) -> Any:
    """Its recogniser on the processor."""
    return camel_modules("camel_tools.ner")[0].NERecognizer(folder, use_gpu=False)


def _recognise(folder: str, texts: Sequence[str]) -> list[list[Mention]]:
    recognizer = _load(folder)
    parts = [[_inside(text, sentence) for sentence in sentences(text)] for text in texts]
    rows = [[_readable(recognizer, text, words) for words in part] for text, part in zip(texts, parts, strict=True)]
    flat = [[text[a:b][:_LETTERS] for a, b in words] for text, part in zip(texts, rows, strict=True) for words in part]
    labelled = iter(recognizer.predict(flat))
    found = []
    for text, part in zip(texts, rows, strict=True):
        known = {folded(text[a:b]) for words in part for a, b in words}
        mentions: list[Mention] = []
        for words in part:
            labels = next(labelled)
            if len(labels) != len(words):
                raise BackendError(f"camel-tools: {len(words)} words in, {len(labels)} labels out")
            mentions += _mentions(text, words, labels, known)
        found.append(mentions)
    return found


def _inside(text: str, sentence: Span) -> list[Span]:
    return [Span(sentence.start + a, sentence.start + b) for a, b in tokens(text[sentence.start : sentence.end])]


def _readable(recognizer: Any, text: str, words: Sequence[Span]) -> list[Span]:
    """The words that yield word pieces: it drops the labels of others, and all that follow would be out of step."""
    return [word for word in words if recognizer.tokenizer.tokenize(text[word.start : word.end][:_LETTERS])]


def _mentions(text: str, words: Sequence[Span], labels: Sequence[str], known: Collection[str]) -> Iterator[Mention]:
    """The mentions that labels of words spell: a name begins with B, or with I after another type or none."""
    open_: list[Span] = []
    kind = ""
    for word, label in [*zip(words, labels, strict=True), (None, "O")]:
        edge, _, type_ = label.replace("PERS", "PER").partition("-")
        if open_ and (edge != "I" or type_ != kind):
            start = open_[0].start
            start += past_proclitics(text[start : open_[0].end], known)
            yield Mention(start, open_[-1].end, kind, 1.0)
            open_ = []
        if word is not None and edge != "O":
            open_.append(word)
            kind = type_


def past_proclitics(word: str, known: Collection[str]) -> int:
    """How many letters of conjunction and preposition stand before the name in a word of the text.

    They are cut before the article, and where the rest is itself a word of the text (`known`, folded), a country, a
    city or a given name, unless the whole is one.

    >>> past_proclitics("والصين", ()), past_proclitics("وباريس", {"باريس"}), past_proclitics("واشنطن", ())
    (1, 1, 0)
    """
    search = folded(word)
    if len(search) != len(word) or _is_name(search):
        return 0
    for at in (1, 2):
        rest = search[at:]
        if search[at - 1 : at] not in tuple(_PROCLITICS) or len(rest) < 3:
            return 0
        if rest.startswith("ال") or _is_name(rest) or rest in known:
            return at
        if search[at - 1] == "ل" and rest.startswith("ل"):  # للأمم: the article has lost its alef
            return at
    return 0


@functools.lru_cache(maxsize=100_000)
def _is_name(word: str) -> bool:
    return country_code(word) is not None or (word,) in cities() or given_name(word)
