"""Speed, memory and load time of the embedded recogniser beside camel-tools' NERecognizer and a CRF, in one run.

    python entities.py [--texts FOLDER] [--train FILE] [--rounds 3] [--words 2000]

Every measurement is a process of its own; the systems take turns, so that what else the machine does meets all alike.
camel-tools reads the same sentences with a BERT-base of its real size and random weights (weights do not change the
time; each word is one piece, the least work that it can have). The CRF has the usual features of words, prefixes and
suffixes; it is trained on FILE (CoNLL) without its last 400 sentences, on which its F1 is printed; without FILE on the
embedded recogniser's own labels of the texts, for time only.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
SYSTEMS = ("embedded", "camel-tools, BERT-base", "CRF")
HELD_OUT = 400


def read(folder: Path, words: int) -> list[str]:
    """Texts of the folder, over and over until there are so many words."""
    texts = [path.read_text("utf-8-sig") for path in sorted(folder.glob("*.txt"))]
    chosen: list[str] = []
    while sum(len(text.split()) for text in chosen) < words:
        chosen.append(texts[len(chosen) % len(texts)])
    return chosen


def bert_base(folder: Path, texts: list[str]) -> None:
    """A BERT-base token classifier of AraBERT's size, random weights, saved as camel-tools loads it."""
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    words = sorted({word for text in texts for word in text.split()} | {c for text in texts for c in text if c.strip()})
    vocabulary = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *words,
        *(f"##{c}" for c in "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئ"),
    ]
    vocabulary += [f"[unused{n}]" for n in range(64_000 - len(vocabulary))]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    labels = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    config = BertConfig(vocab_size=64_000, id2label=dict(enumerate(labels)))
    config.label2id = {label: n for n, label in enumerate(labels)}
    BertForTokenClassification(config).save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)


def features(words: list[str]) -> list[dict[str, str | bool]]:
    """The features of each word of a sentence."""
    rows = []
    for at, word in enumerate(words):
        row: dict[str, str | bool] = {
            "word": word,
            "digit": word.isdigit(),
            "first": at == 0,
            "last": at == len(words) - 1,
        }
        row |= {f"-{n}": word[-n:] for n in (1, 2, 3)} | {f"+{n}": word[:n] for n in (1, 2, 3)}
        for step in (-2, -1, 1, 2):
            if 0 <= at + step < len(words):
                row[f"{step:+d}word"] = words[at + step]
        rows.append(row)
    return rows


def train_crf(path: Path, train: Path | None, texts: list[str]) -> str:
    """Train and save; the F1 on the last sentences of the file, where there is one."""
    from sklearn_crfsuite import CRF

    from analysis.evaluate.conll import names, read_conll
    from analysis.evaluate.entities import score_words

    if train:
        sentences = read_conll(train)[0].sentences
        gold = [(s.words, tags(len(s.words), s.names)) for s in sentences]
    else:
        gold = silver(texts)
    kept = gold[:-HELD_OUT] if train else gold
    crf = CRF(algorithm="lbfgs", c1=0.1, c2=0.1, max_iterations=60, all_possible_transitions=True)
    crf.fit([features(words) for words, _ in kept], [row for _, row in kept])
    path.write_bytes(pickle.dumps(crf))
    if not train:
        return ""
    test = gold[-HELD_OUT:]
    found = crf.predict([features(words) for words, _ in test])
    table = score_words([(set(names(a)), set(names(b))) for (_, a), b in zip(test, found, strict=True)])
    return f"CRF, F1 on the last {HELD_OUT} sentences of {train.name}: {table.set_index('type').loc['all', 'f1']:.3f}"


def tags(length: int, names: list[tuple[int, int, str]]) -> list[str]:
    row = ["O"] * length
    for begin, end, kind in names:
        row[begin:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - begin - 1)]
    return row


def silver(texts: list[str]) -> list[tuple[list[str], list[str]]]:
    """The sentences of the texts with the labels of the embedded recogniser."""
    from analysis.entities.embedded import recognise

    rows = []
    for text, mentions in zip(texts, recognise(texts), strict=True):
        for words in split(text):
            named = [
                (touched[0], touched[-1] + 1, m.type)
                for m in mentions
                if (touched := [n for n, (a, b) in enumerate(words) if m.start < b and a < m.end])
            ]
            rows.append(([text[a:b] for a, b in words], tags(len(words), named)))
    return rows


def split(text: str) -> list[list[tuple[int, int]]]:
    from analysis.text import sentences, tokens

    return [[(s.start + a, s.start + b) for a, b in tokens(text[s.start : s.end])] for s in sentences(text)]


def read_by_crf(crf: Any, texts: list[str]) -> list[list[str]]:
    return crf.predict([features([text[a:b] for a, b in words]) for text in texts for words in split(text)])


def measure(system: str, threads: int, texts: list[str], folder: Path) -> dict[str, float]:
    """Seconds to load, seconds to read the texts, megabytes at most, of this process."""
    started = time.perf_counter()
    if system == "embedded":
        from analysis import encoder
        from analysis.entities import embedded

        encoder.model()
        run = functools.partial(embedded.recognise, threads=threads)
    elif system == "CRF":
        run = functools.partial(read_by_crf, pickle.loads((folder / "crf.pickle").read_bytes()))
    else:
        import torch

        from analysis.entities import camel

        torch.set_num_threads(threads)
        run = camel.from_folder(folder / "bert")
        camel._load(str((folder / "bert").resolve()))
    loaded = time.perf_counter() - started
    run(["زار الوفد باريس."])
    started = time.perf_counter()
    run(texts)
    seconds = time.perf_counter() - started
    return {"load": loaded, "seconds": seconds, "mb": peak()}


def peak() -> float:
    """Megabytes that this process held at most. Linux hands the maximum of getrusage on to children: not it."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def child(system: str, threads: int, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    command = [sys.executable, str(HERE), "--texts", str(options.texts), "--words", str(options.words)]
    command += ["--one", system, "--threads", str(threads), "--folder", str(folder)]
    limits = {f"{name}_NUM_THREADS": str(threads) for name in ("OMP", "MKL", "OPENBLAS")}
    done = subprocess.run(command, env=os.environ | limits, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def compare(options: argparse.Namespace) -> None:
    """Print one row a system and number of threads: medians over the rounds."""
    texts = read(options.texts, options.words)
    words = sum(len(sentence) for text in texts for sentence in split(text))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bert").mkdir()
        bert_base(folder / "bert", texts)
        print(train_crf(folder / "crf.pickle", options.train, texts))
        runs: dict[tuple[str, int], list[dict[str, float]]] = {}
        for _ in range(options.rounds):
            for threads in (1, 2):
                for system in SYSTEMS:
                    runs.setdefault((system, threads), []).append(child(system, threads, options, folder))
    print(f"{len(texts)} texts, {words} tokens, medians of {options.rounds} rounds\n")
    print("| system | threads | tokens/s | embedded is faster | load, s | peak memory, MB |\n|---|---|---|---|---|---|")
    for (system, threads), rows in runs.items():
        median = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        pairs = zip(runs["embedded", threads], rows, strict=True)
        ratio = statistics.median(other["seconds"] / ours["seconds"] for ours, other in pairs)
        print(
            f"| {system} | {threads} | {words / median['seconds']:.0f} | {ratio:.1f} x | {median['load']:.2f} "
            f"| {median['mb']:.0f} |"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=HERE.parents[2] / "seeds", help="folder of .txt files")
    parser.add_argument("--train", type=Path, help="CoNLL file to train the CRF on")
    parser.add_argument("--words", type=int, default=2000, help="read at least so many words")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=SYSTEMS, help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.threads, read(options.texts, options.words), options.folder)))
    else:
        compare(options)
