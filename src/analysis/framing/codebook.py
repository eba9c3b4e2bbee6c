"""Codebooks: the frames that are looked for, and the terms that speak for each.

A codebook is a CSV of indicator terms (schema FrameEntry). Ours: `policy_frames`, the dimensions of the Policy Frames
Codebook (Boydstun, Card, Gross, Resnik and Smith 2014); `news_frames`, the five of Semetko and Valkenburg 2000;
`entman_functions`, the four functions of a frame (Entman 1993); `gun_violence`, the nine frames of one issue (Liu, Guo,
Mays, Betke and Wijaya 2019).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from analysis import lexicons
from analysis.errors import InputError
from analysis.framing.learned import Learned
from analysis.framing.matching import Lookup, compiled

CODEBOOKS = ("policy_frames", "news_frames", "entman_functions", "gun_violence")
# The log-odds of a frame before anything is found, in texts of `policy_frames` and of a user's codebook: fitted on 189
# articles annotated apart from the gold (docs/benchmarks/framing.md).
INTERCEPT = -3.7
# Codebooks of few and general terms find less in an article that has the frame: theirs, from 24 whole articles.
_INTERCEPTS = {"news_frames": -2.6, "entman_functions": -2.1}


class Codebook(NamedTuple):
    """The frames, the weights of each form by frame, the lookup of the forms, what examples taught (if any).

    shifts: what is added to the intercept for a frame in whole articles, 0 for those that it lacks
    """

    frames: list[str]
    weights: dict[str, dict[str, float]]
    table: Lookup
    intercept: float = INTERCEPT
    shifts: Mapping[str, float] = MappingProxyType({})
    learned: Learned | None = None


@functools.cache
def read_codebook(name: str) -> Codebook:
    """The codebook of this name, or of the CSV at this path; raises InputError where there is neither."""
    if name not in CODEBOOKS and not Path(name).is_file():
        raise InputError(f"{name}: no such codebook; it is a CSV or one of {', '.join(CODEBOOKS)}")
    rows = lexicons.read(name) if name in CODEBOOKS else lexicons.read("policy_frames", name)
    weights: dict[str, dict[str, float]] = {}
    for frame, term, weight in zip(rows["frame"], rows["term"], rows["weight"], strict=True):
        for form in lexicons.forms(term):
            weights.setdefault(form, {})[frame] = float(weight)
    defined = lexicons.read("frame_definitions")
    own = defined[defined["codebook"] == name]
    shifts = dict(zip(own["frame"], own["shift"].astype(float), strict=True))
    return Codebook(sorted(set(rows["frame"])), weights, compiled(weights), _INTERCEPTS.get(name, INTERCEPT), shifts)
