"""The encoder: multilingual-e5-small unpacked from its 4-bit file, its vocabulary pruned, as a word tagger."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BLOCK = 32  # weights that share one scale
SPECIAL = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
# Kept pieces: Arabic script of Modern Standard Arabic, digits and punctuation, and Latin of at most two letters.
KEPT = re.compile(r"▁?(?:[\u0621-\u0652\u0670]+|[\d\W_]{1,4}|[A-Za-z]{1,2})")
FOREIGN = re.compile(r"[^\u0000-\u00ff\u0600-\u06ff\u2000-\u206f\u2581\u20ac\u2190-\u2193\u25a0-\u25cf\ufeff]")


class Shape(NamedTuple):
    """The sizes in the file's header."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int


def unpack(path: Path) -> tuple[Shape, dict[str, np.ndarray]]:
    """Shape and tensors (float32, flat) of the packed file. Raises ValueError when it is not such a file."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path}: not a packed e5 model")
    shape = Shape(*struct.unpack_from("<6i", raw, 8))
    at = 8 + 7 * 4 + 4 + 4  # sizes, epsilon, block size
    (pieces,) = struct.unpack_from("<i", raw, at)
    (blob,) = struct.unpack_from("<Q", raw, at + 20)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
    (normalised,) = struct.unpack_from("<I", raw, at + 4)
    at += 8 + normalised
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _, number, offset, size = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        tensors[name] = _tensor(raw, offset, size, number)
    return shape, tensors


def _tensor(raw: bytes, offset: int, size: int, number: int) -> np.ndarray:
    """A tensor of 4-bit blocks, or of floats where the bytes say so."""
    if size == 4 * number:
        return np.frombuffer(raw, "<f4", number, offset).copy()
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("q", "u1", 16)]), size // 18, offset)
    nibbles = np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def prune(tokenizer: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """The tokenizer with the kept pieces only, and their old ids in the new order."""
    vocabulary = tokenizer["model"]["vocab"]
    kept = [
        old
        for old, (piece, _) in enumerate(vocabulary)
        if piece in SPECIAL or (KEPT.fullmatch(piece) and not FOREIGN.search(piece))
    ]
    small = json.loads(json.dumps({key: value for key, value in tokenizer.items() if key != "model"}))
    small["added_tokens"] = [token for token in small["added_tokens"] if token["content"] in SPECIAL]
    small["post_processor"] = None
    small["truncation"] = small["padding"] = None
    small["model"] = {**tokenizer["model"], "vocab": [vocabulary[old] for old in kept]}
    return small, kept


class Dropout(nn.Module):
    """Dropout whose share is a multiple of 1/256: random bytes are drawn four times faster than random floats."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.dropped = round(256 * share)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or not self.dropped:
            return x
        kept = torch.empty(x.shape, dtype=torch.uint8, device=x.device).random_(0, 256) >= self.dropped
        return x * kept * (256 / (256 - self.dropped))


class Layer(nn.Module):
    """One post-norm transformer layer. Attention is written out: in bfloat16 on a processor the fused one is slower."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, shape.inner)
        self.down = nn.Linear(shape.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, length, width = x.shape
        size = width // self.heads
        parts = self.qkv(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        q, k, v = parts.reshape(3, batch * self.heads, length, size).unbind(0)
        scores = (torch.bmm(q, k.transpose(1, 2)).float() * size**-0.5).view(batch, self.heads, length, length)
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        shares = scores.softmax(-1).to(v.dtype).view(batch * self.heads, length, length)
        context = torch.bmm(shares, v).view(batch, self.heads, length, size).transpose(1, 2)
        x = self.norm1(x + self.drop(self.out(context.reshape(batch, length, width))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """The encoder with one linear head per label set; all heads read the first piece of each word."""

    def __init__(self, shape: Shape, heads: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.pieces, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.drop = Dropout(dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(shape.width, size) for name, size in heads.items()})

    def encode(self, ids: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """(batch, length) piece ids -> (batch, length, width)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.pieces(ids) + self.positions(places)))
        for layer in self.layers:
            x = layer(x, mask)
        return self.drop(x)


def halves() -> torch.autocast:
    """Products in bfloat16, weights and sums in float32: nearly twice the speed on processors that have it."""
    return torch.autocast("cpu", dtype=torch.bfloat16)


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor | None]:
    """(rows, longest) piece ids, and (rows, 1, 1, longest) where they are real; None where none is padded."""
    length = max(len(row) for row in rows)
    ids = torch.full((len(rows), length), SPECIAL["<pad>"], dtype=torch.long)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
    real = torch.arange(length) < torch.tensor([len(row) for row in rows])[:, None]
    return ids, None if bool(real.all()) else real[:, None, None, :]


def load(path: Path, tokenizer: Path, heads: dict[str, int]) -> tuple[Tagger, dict[str, Any]]:
    """A tagger with the pretrained encoder and fresh heads, and its pruned tokenizer."""
    shape, tensors = unpack(path)
    small, kept = prune(json.loads(tokenizer.read_text("utf-8")))
    width = shape.width
    model = Tagger(shape._replace(pieces=len(kept)), heads)
    state: dict[str, np.ndarray] = {
        "pieces.weight": tensors["emb.word"].reshape(-1, width)[kept],
        "positions.weight": tensors["emb.pos"].reshape(-1, width) + tensors["emb.type"][:width],
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    names = {"ao": "out", "aln": "norm1", "fi": "up", "fo": "down", "oln": "norm2"}
    for number in range(shape.layers):
        for kind, long in (("w", "weight"), ("b", "bias")):
            qkv = [tensors[f"l{number}.{part}.{kind}"] for part in "qkv"]
            state[f"layers.{number}.qkv.{long}"] = np.concatenate(qkv)
            for short, name in names.items():
                state[f"layers.{number}.{name}.{long}"] = tensors[f"l{number}.{short}.{kind}"]
    fresh = model.state_dict()
    for name, array in state.items():
        fresh[name] = torch.from_numpy(array).reshape(fresh[name].shape)
    model.load_state_dict(fresh)
    return model, small
