"""Recognisers by name. A recogniser is a function; this module only finds it and holds it to its contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from typing import NamedTuple

from analysis.errors import BackendError

TYPES = ("PER", "LOC", "ORG", "MISC")  # those of schemas.ENTITY_TYPES, without the packages of tables
GROUP = "khabar.recognisers"


class Mention(NamedTuple):
    """A named mention: half-open span in code points, PER LOC ORG or MISC, probability."""

    start: int
    end: int
    type: str
    score: float


Recogniser = Callable[[Sequence[str]], list[list[Mention]]]


def recogniser(name: str) -> Recogniser:
    """The recogniser registered under this name in the entry-point group `khabar.recognisers`.

    Raises BackendError when there is none or when a package that it needs is missing.
    """
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        known = ", ".join(sorted(found)) or "none"
        raise BackendError(f"no recogniser is called {name!r}; there are: {known}")
    try:
        return found[name].load()  # type: ignore[no-any-return]
    except ModuleNotFoundError as error:
        raise BackendError(
            f"the recogniser {name!r} needs the package {error.name}: pip install {error.name}"
        ) from error


def recognise(texts: Sequence[str], backend: str | Recogniser = "embedded") -> list[list[Mention]]:
    """The named mentions of each text, in text order.

    `backend` is a registered name or any function of the same form. Raises BackendError when it breaks the contract:
    as many lists as texts; mentions inside the text, in order, not overlapping, of a known type.
    """
    run = recogniser(backend) if isinstance(backend, str) else backend
    result = run(texts)
    if len(result) != len(texts):
        raise BackendError(f"{backend}: {len(texts)} texts in, {len(result)} lists out")
    for number, (text, mentions) in enumerate(zip(texts, result, strict=True)):
        end = 0
        for mention in mentions:
            if not end <= mention.start < mention.end <= len(text):
                raise BackendError(
                    f"{backend}: text {number}: {mention} overlaps or leaves the text (0 to {len(text)})"
                )
            if mention.type not in TYPES:
                raise BackendError(f"{backend}: text {number}: {mention}: the types are {', '.join(TYPES)}")
            end = mention.end
    return result
