"""Who is named: recognition of named entities, one name per referent, and their statistics.

Recognising needs none of the packages of tables and graphs; so what does is imported when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from analysis.entities.recognise import recognise

if TYPE_CHECKING:
    from analysis.entities.clitics import with_morphology
    from analysis.entities.countries import country_name
    from analysis.entities.mentions import find
    from analysis.entities.persons import people, roles
    from analysis.entities.presence import cooccurrence, occurrences, prominence
    from analysis.entities.referents import canonical, explain, merges, read_names
    from analysis.entities.spread import by_outlet, timeline
    from analysis.entities.traits import attributes

__all__ = [
    "attributes",
    "by_outlet",
    "canonical",
    "cooccurrence",
    "country_name",
    "explain",
    "find",
    "merges",
    "occurrences",
    "people",
    "prominence",
    "read_names",
    "recognise",
    "roles",
    "timeline",
    "with_morphology",
]

_HOME = {
    "attributes": "traits",
    "by_outlet": "spread",
    "canonical": "referents",
    "cooccurrence": "presence",
    "country_name": "countries",
    "explain": "referents",
    "find": "mentions",
    "merges": "referents",
    "occurrences": "presence",
    "people": "persons",
    "prominence": "presence",
    "read_names": "referents",
    "roles": "persons",
    "timeline": "spread",
    "with_morphology": "clitics",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used. No module is called as one of them, which would hide it."""
    if name not in _HOME:
        raise AttributeError(f"module 'analysis.entities' has no attribute {name!r}")
    return getattr(importlib.import_module(f"analysis.entities.{_HOME[name]}"), name)
