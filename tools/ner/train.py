"""Training: one encoder under the label sets of its corpora, from corpora to a checkpoint.

    python train.py --data DATA --encoder DIR --out DIR
    python train.py --data DATA --encoder DIR --out DIR2 --start DIR/checkpoint.pt --articles articles.csv

Same seed and thread count, same weights. An interrupted run goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

import articles
import augment
import data
import encoder
import torch
from data import LABELS, Sentence
from tokenizers import Tokenizer
from torch.nn import functional as F

from analysis.encoder import packed, word_pieces

FIRST_SHARE, LATER_SHARE = 0.45, 0.05  # of the Wikipedia corpora, in the first epoch and in each later one
REPLAYED = 0.3  # of the other news, in an epoch of our articles (`Plan.rest` of it, as of Wikipedia)
BATCH = 1280  # pieces
PEAK, HEAD_PEAK = 2e-4, 1e-3  # learning rates of encoder and heads, from an encoder
AGAIN, HEAD_AGAIN = 1e-4, 3e-4  # and from a run of this script
HEADS_SEED = 1  # of the first weights of the heads: runs with the same can be averaged (mean.py)
WARM = 0.05
KEEP = 0.99  # of the moving average of the weights, a step
CLITICS = 3


class Example(NamedTuple):
    """A window with its targets: label set -> label number by word (-100: none), proclitic letters by word."""

    ids: list[int]
    firsts: list[int]
    targets: dict[str, list[int]]


class Corpora(NamedTuple):
    """What is learnt from: our articles, if any, news and Wikipedia in text order, names to exchange, label sets."""

    articles: list[list[Sentence]]
    news: list[Sentence]
    wiki: list[Sentence]
    test: list[Sentence]
    pools: augment.Pools
    labels: dict[str, list[str]]


def corpora(folder: Path, annotations: Path | None = None) -> Corpora:
    """All corpora, with proclitics decided, the test part set aside; our articles where there are annotations."""
    words = data.word_counts(folder / "text")
    news = data.anercorp(folder / "ner")
    aqmar = data.aqmar(folder / "ner")
    fane = data.wikifane(folder / "ner", data.spellings(words))
    names = data.openers([fane, news[: -data.HELD_OUT], aqmar])
    news, aqmar, fane = (data.with_proclitics(part, names, words) for part in (news, aqmar, fane))
    classes = Counter(tag for sentence in fane for tag in sentence.tags["wikifane"])
    labels = {"anercorp": LABELS, "clean": LABELS, "aqmar": LABELS, "wikifane": sorted(classes)}
    ours = articles.annotated(folder / "text", annotations) if annotations else []
    if ours:
        labels["articles"] = LABELS
    train, test = news[: -data.HELD_OUT], news[-data.HELD_OUT :]
    pools = augment.pools([train, aqmar, fane, *ours], folder / "names")
    return Corpora(ours, train, aqmar + fane, test, pools, labels)


class Pieces:
    """Piece ids of words, each word tokenized once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        if word not in self.known:
            self.known[word] = word_pieces(word, self.tokenizer)
        return self.known[word]


def examples(sentences: list[Sentence], pieces: Pieces, labels: dict[str, list[str]], limit: int) -> list[Example]:
    """Consecutive sentences as windows of at most `limit` pieces."""
    number = {name: {label: at for at, label in enumerate(set_)} for name, set_ in labels.items()}
    seen = packed([[pieces(word) for word in sentence.words] for sentence in sentences], limit)
    flat: dict[str, list[int]] = {name: [] for name in (*labels, "clitic")}
    for sentence in sentences:
        for name in labels:
            tags = sentence.tags.get(name)
            flat[name] += [number[name][tag] for tag in tags] if tags else [-100] * len(sentence.words)
        tag_sets = list(sentence.tags.values())
        for at, clitic in enumerate(sentence.clitics):
            opens = any(tags[at][0] == "B" for tags in tag_sets)
            flat["clitic"].append(clitic if opens and clitic is not None else -100)
    found, at = [], 0
    for window in seen:
        end = at + len(window.firsts)
        found.append(Example(window.ids, window.firsts, {name: row[at:end] for name, row in flat.items()}))
        at = end
    return found


def epoch_examples(corpora: Corpora, pieces: Pieces, epoch: int, seed: int, rest: float = 1.0) -> list[list[Example]]:
    """The batches of one epoch, all in windows of many lengths.

    The news whole and varied with a share of Wikipedia, or our articles whole and varied with shares of both, which
    are `rest` of what they are elsewhere.
    """
    rng = Random(f"{seed} {epoch}")
    news = [augment.varied(sentence, corpora.pools, rng) for sentence in corpora.news]
    ours = [[augment.varied(sentence, corpora.pools, rng) for sentence in article] for article in corpora.articles]
    share = rest * LATER_SHARE if ours else LATER_SHARE if epoch else FIRST_SHARE
    parts = [(news, rest * REPLAYED if ours else 1.0), (corpora.wiki, share), *((article, 1.0) for article in ours)]
    found: list[Example] = []
    for part, fraction in parts:
        at = 0
        while at < len(part):
            count = rng.randint(1, 60)  # sentences that follow each other; a limit of 0 leaves each alone
            if rng.random() < fraction:
                limit = rng.choice((0, 96, 160, 192, 192))
                run = part[at : at + count]
                groups = [[sentence] for sentence in run] if limit == 0 else [run]
                for group in groups:
                    found += examples(group, pieces, corpora.labels, limit or 192)
            at += count
    return batched(found, rng)


def batched(found: list[Example], rng: Random) -> list[list[Example]]:
    """The windows in batches of at most `BATCH` pieces, in another order."""
    rng.shuffle(found)
    batches: list[list[Example]] = []
    for begin in range(0, len(found), 400):  # sorted by length within a stretch, so that little is padded
        stretch = sorted(found[begin : begin + 400], key=lambda example: len(example.ids))
        batch: list[Example] = []
        for example in stretch:
            if batch and (len(batch) + 1) * len(example.ids) > BATCH:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def hidden(model: encoder.Tagger, batch: list[Example]) -> torch.Tensor:
    """(words, width): the encoder's output at the first piece of each word, windows one after the other."""
    ids, mask = encoder.padded([example.ids for example in batch])
    rows = torch.tensor([row for row, example in enumerate(batch) for _ in example.firsts])
    columns = torch.tensor([first for example in batch for first in example.firsts])
    with encoder.halves():
        return model.encode(ids, mask)[rows, columns].float()


def loss(model: encoder.Tagger, batch: list[Example]) -> torch.Tensor:
    """Sum over the heads of the mean cross-entropy; that of the proclitics counts a third."""
    vectors = hidden(model, batch)
    total = torch.zeros(())
    for name, head in model.heads.items():
        target = torch.tensor([label for example in batch for label in example.targets[name]])
        known = target != -100
        if known.any():
            smooth = 0.0 if name == "clitic" else 0.03
            weight = 0.3 if name == "clitic" else float(known.float().mean())
            total = total + weight * F.cross_entropy(head(vectors[known]), target[known], label_smoothing=smooth)
    return total


def rate(step: int, steps: int) -> float:
    """Learning rate as a share of the peak: linear warm-up, then cosine to nothing."""
    warm = WARM * steps
    return step / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))


def with_our_head(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights with a head for our articles to begin with: the mean of those of the other news."""
    for kind in ("weight", "bias"):
        others = (weights[f"heads.{name}.{kind}"] for name in ("anercorp", "clean"))
        weights.setdefault(f"heads.articles.{kind}", sum(others) / 2)
    return weights


class Plan(NamedTuple):
    """How long and how deep is trained, from which weights (a file of adapt.py or train.py, or none), by which seed.

    articles: our annotations, or None for the four corpora alone;  rest: see `epoch_examples`
    pace: times the learning rates of a run that goes on from another;  until: the step to stop at, or None
    """

    epochs: int
    layers: int
    start: Path | None
    seed: int
    articles: Path | None
    rest: float
    pace: float
    until: int | None


def train(data_folder: Path, encoder_folder: Path, out: Path, plan: Plan) -> None:
    """Train and write `out/checkpoint.pt` as it goes: averaged weights, state to go on from, label sets."""
    torch.manual_seed(HEADS_SEED)
    out.mkdir(parents=True, exist_ok=True)
    parts = corpora(data_folder, plan.articles)
    heads = {name: len(labels) for name, labels in parts.labels.items()} | {"clitic": CLITICS}
    model, small = encoder.load(encoder_folder / "e5-small-q4.bin", encoder_folder / "tokenizer.json", heads)
    start = torch.load(plan.start) if plan.start else {}
    again = "average" in start
    model.load_state_dict(with_our_head(start["average"]) if again else start, strict=False)  # an encoder has no heads
    torch.manual_seed(plan.seed)
    model.layers = model.layers[: plan.layers]
    (out / "tokenizer.json").write_text(json.dumps(small, ensure_ascii=False), "utf-8")
    (out / "labels.json").write_text(json.dumps(parts.labels, ensure_ascii=False), "utf-8")
    pieces = Pieces(Tokenizer.from_str(json.dumps(small)))
    body = [value for name, value in model.named_parameters() if not name.startswith("heads")]
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "peak": plan.pace * AGAIN if again else PEAK},
            {"params": model.heads.parameters(), "peak": plan.pace * HEAD_AGAIN if again else HEAD_PEAK},
        ],
        lr=PEAK, weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    epochs = (epoch_examples(parts, pieces, epoch, plan.seed, plan.rest) for epoch in range(plan.epochs))
    batches = [batch for epoch in epochs for batch in epoch]
    last = min(plan.until or len(batches), len(batches))
    print(f"{len(batches)} steps, {sum(len(e.ids) for b in batches for e in b)} pieces", flush=True)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    begin = 0
    if (out / "checkpoint.pt").exists():
        state = torch.load(out / "checkpoint.pt")
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, begin = state["average"], state["step"]
        torch.manual_seed(plan.seed + begin)
    model.train()
    started, seen, mean = time.time(), 0, 0.0
    for step in range(begin, last):
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(step + 1, len(batches))
        value = loss(model, batches[step])
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        keep = min(KEEP, (step + 1) / (step + 10))
        for name, weight in model.state_dict().items():
            average[name].lerp_(weight, 1 - keep)
        seen += sum(len(example.ids) for example in batches[step])
        mean = 0.98 * mean + 0.02 * value.item() if mean else value.item()
        if step % 25 == 0:
            print(f"step {step} loss {mean:.3f} {seen / (time.time() - started):.0f} pieces/s", flush=True)
        if step % 200 == 199 or step + 1 == last:
            state = {"model": model.state_dict(), "average": average, "optimizer": optimizer.state_dict()}
            torch.save(state | {"step": step + 1}, out / "checkpoint.new")
            (out / "checkpoint.new").replace(out / "checkpoint.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of e5-small-q4.bin and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--layers", type=int, default=10)
    parser.add_argument("--start", type=Path, help="encoder.pt of adapt.py, or checkpoint.pt of another run")
    parser.add_argument("--articles", type=Path, help="articles.csv: our articles are learnt, the rest is repeated")
    parser.add_argument("--rest", type=float, default=1.0, help="how much of the rest is repeated")
    parser.add_argument("--pace", type=float, default=1.0, help="times the learning rates of a run that goes on")
    parser.add_argument("--until", type=int, help="stop after this step of the schedule")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    plan = Plan(**{name: getattr(options, name) for name in Plan._fields})
    train(options.data, options.encoder, options.out, plan)
