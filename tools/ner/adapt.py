"""Adaptation of the encoder to Arabic news: masked words of unlabelled text are guessed from what stands around them.

    python adapt.py --data DATA --encoder DIR --out DIR

The encoder was distilled for sentence vectors in a hundred languages and then packed into four bits. One pass over 2.7
million words of news (Gururangan et al. 2020, "Don't stop pretraining") brings it to the language and mends the
packing. Whole words are masked. Same seed and thread count, same weights; an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import encoder
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from analysis.encoder import START, STOP, UNKNOWN, word_pieces
from analysis.text import tokens

BATCH = 2560  # pieces
LENGTH = 128  # pieces of a window
PEAK = 2.5e-4
WARM = 0.06
MASKED = 0.18  # of the words
MOST_PIECES = 6  # a longer word is a broken line, not worth guessing


class Passage(NamedTuple):
    """Piece ids with start and stop, and the stretch of pieces of each word."""

    ids: list[int]
    words: list[tuple[int, int]]


class Guesser(nn.Module):
    """From hidden states to pieces, through the embeddings that the encoder reads."""

    def __init__(self, width: int, pieces: int) -> None:
        super().__init__()
        self.turn = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, hidden: torch.Tensor, pieces: torch.Tensor) -> torch.Tensor:
        return self.norm(F.gelu(self.turn(hidden))) @ pieces.T + self.bias


def passages(path: Path, tokenizer: Tokenizer) -> Iterator[Passage]:
    """The text in windows of at most `LENGTH` pieces; a window begins with a paragraph or where the last one ended."""
    known: dict[str, tuple[int, ...]] = {}
    ids: list[int] = [START]
    words: list[tuple[int, int]] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for start, end in tokens(line.strip()):
                word = line.strip()[start:end]
                if word not in known:
                    known[word] = word_pieces(word, tokenizer)
                if len(ids) + len(known[word]) >= LENGTH:
                    yield Passage([*ids, STOP], words)
                    ids, words = [START], []
                words.append((len(ids), len(ids) + len(known[word])))
                ids.extend(known[word])
            ids.append(STOP)
    yield Passage(ids, words)


def masked(passage: Passage, rng: Random, pieces: int) -> tuple[list[int], list[int], list[int]]:
    """Ids with some words hidden, the places of their pieces, and what stood there.

    Of the hidden words eight in ten show as unknown, one as other pieces, one as it was (Devlin et al. 2019).
    """
    ids, places = list(passage.ids), []
    for start, end in passage.words:
        if end - start > MOST_PIECES or rng.random() >= MASKED:
            continue
        places += range(start, end)
        draw = rng.random()
        for at in range(start, end):
            if draw < 0.8:
                ids[at] = UNKNOWN
            elif draw < 0.9:
                ids[at] = rng.randrange(len(encoder.SPECIAL), pieces)
    return ids, places, [passage.ids[at] for at in places]


def loss(model: encoder.Tagger, guesser: Guesser, batch: list[tuple[list[int], list[int], list[int]]]) -> torch.Tensor:
    """Mean cross-entropy of the hidden pieces."""
    ids, mask = encoder.padded([row for row, _, _ in batch])
    rows = torch.tensor([number for number, (_, places, _) in enumerate(batch) for _ in places])
    columns = torch.tensor([place for _, places, _ in batch for place in places])
    wanted = torch.tensor([piece for _, _, truth in batch for piece in truth])
    with encoder.halves():
        scores = guesser(model.encode(ids, mask)[rows, columns], model.pieces.weight)
    return F.cross_entropy(scores.float(), wanted)


def rate(step: int, steps: int) -> float:
    """Learning rate as a share of the peak: linear warm-up, then linear to nothing."""
    warm = WARM * steps
    return step / warm if step < warm else (steps - step) / (steps - warm)


def adapt(data: Path, encoder_folder: Path, out: Path, *, steps: int, seed: int) -> None:
    """At most one pass, of `steps` batches; writes `out/checkpoint.pt` as it goes and at the end `out/encoder.pt`."""
    torch.manual_seed(seed)
    out.mkdir(parents=True, exist_ok=True)
    model, small = encoder.load(encoder_folder / "e5-small-q4.bin", encoder_folder / "tokenizer.json", {})
    size = len(model.pieces.weight)
    guesser = Guesser(model.pieces.weight.shape[1], size)
    found = list(passages(data / "text" / "unlabelled.txt.xz", Tokenizer.from_str(json.dumps(small))))
    Random(seed).shuffle(found)
    per_step = BATCH // LENGTH
    batches = [found[at : at + per_step] for at in range(0, len(found), per_step)][:steps]
    print(f"{len(batches)} steps, {sum(len(passage.ids) for passage in found)} pieces", flush=True)
    parts = nn.ModuleDict({"model": model, "guesser": guesser})
    optimizer = torch.optim.AdamW(parts.parameters(), lr=PEAK, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    begin = 0
    if (out / "checkpoint.pt").exists():
        state = torch.load(out / "checkpoint.pt")
        parts.load_state_dict(state["parts"])
        optimizer.load_state_dict(state["optimizer"])
        begin = state["step"]
        torch.manual_seed(seed + begin)
    parts.train()
    started, seen, mean = time.time(), 0, 0.0
    for step in range(begin, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = PEAK * rate(step + 1, len(batches))
        rng = Random(f"{seed} {step}")
        value = loss(model, guesser, [masked(passage, rng, size) for passage in batches[step]])
        value.backward()
        torch.nn.utils.clip_grad_norm_(parts.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        seen += sum(len(passage.ids) for passage in batches[step])
        mean = 0.98 * mean + 0.02 * value.item() if mean else value.item()
        if step % 25 == 0:
            print(f"step {step} loss {mean:.3f} {seen / (time.time() - started):.0f} pieces/s", flush=True)
        if step % 200 == 199:
            state = {"parts": parts.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, out / "checkpoint.new")
            (out / "checkpoint.new").replace(out / "checkpoint.pt")
    torch.save(model.state_dict(), out / "encoder.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of e5-small-q4.bin and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1200, help="a whole pass has 1,909")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    adapt(options.data, options.encoder, options.out, steps=options.steps, seed=options.seed)
