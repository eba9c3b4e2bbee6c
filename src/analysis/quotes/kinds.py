"""What kind of source a phrase names, by the nouns of `lexicons/sources.csv`: media, documents, institutions, roles."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from analysis import lexicons
from analysis.quotes.cues import Cue
from analysis.tables import records
from analysis.text import Span

_START = r"(?:^|(?<=\s))[وبل]?(?:ال|ل)?"
_QUANTIFIER = re.compile(r"^(?:اخر|احدث|بعض|عده|عدد من|العديد من|احد|احدي|كل|جميع|\d+)\s")
_NEWS = re.compile(r"اخباري|صحفي|اعلامي|صحافي")
_SAID = re.compile(r"(?:قول|تعبير|وصف|ما|من|زعم|راي)\b|(?:المشارك|الاطراف|الخبراء)\w*")
_OTHER_AGENCY = "(?!ه الفضاء|ه الطاقه|ه الاستخبارات|ه المخابرات|ه ناسا|ه حمايه|ه التنميه)"


@functools.cache
def nouns(kind: str) -> re.Pattern[str]:
    """Words that begin with a stem of this kind: media, document, organization, unnamed (a role) or label."""
    table = lexicons.read("sources")
    stems = sorted((row.stem for row in records(table[table["kind"] == kind])), key=lambda stem: (-len(stem), stem))
    tail = {"document": r"\w{0,3}\b", "label": r"\w{0,3}(?:\s\w+)?\s?$"}.get(kind, r"\w*")
    found = "|".join(stem + (_OTHER_AGENCY if stem == "وكال" else "") for stem in stems)
    return re.compile(rf"{_START if kind != 'label' else ''}(?:{found}){tail}")


def is_role(words: str) -> bool:
    """Whether the phrase begins with a role or a group of people (وزير، مسؤولون)."""
    return nouns("unnamed").match(words) is not None


def is_body(words: str) -> bool:
    """Whether the phrase begins with an institution (وزارة، شركة)."""
    return nouns("organization").match(words) is not None


def is_document(words: str) -> bool:
    """Whether the phrase begins with a document (تقرير، دراسة)."""
    return nouns("document").match(words) is not None


def names_media(words: str) -> bool:
    """Whether an outlet or agency is named anywhere in the words."""
    return nouns("media").search(words) is not None


def is_label(before: str) -> bool:
    """Whether what stands before a quoted stretch is what bears a name (صحيفة «…»), at its end."""
    return nouns("label").search(before) is not None or _bearer().search(before) is not None


@functools.cache
def _bearer() -> re.Pattern[str]:
    table = lexicons.read("sources")
    stems = [row.stem for row in records(table[table["kind"].isin(["media", "organization"])])]
    return re.compile(rf"(?:{'|'.join(stems)})\w{{0,3}}(?:\s\w+)?\s?$")


def is_source(text: str, zone: Span, names: Sequence[Any], cue: Cue) -> bool:
    """Whether the phrase behind an attribution names somebody or something that speaks."""
    if cue.takes or cue.form.endswith("ه") or "قول" in cue.lemma or "تعبير" in cue.lemma:
        return True
    head = " ".join(text[zone.start : zone.end].split()[:4])
    if any(zone.start <= m.start < zone.start + 30 for m in names):
        return True
    return (
        names_media(head)
        or any(nouns(kind).search(head) for kind in ("document", "unnamed"))
        or bool(is_body(head) or _SAID.search(head))
    )


def kind_of(words: str) -> str | None:
    """media, document or organization by the first words of a source phrase; None where they show a role or nothing."""
    words = _QUANTIFIER.sub("", words)
    head = " ".join(words.split()[:2])
    if is_document(head):
        return "media" if _NEWS.search(words) else "document"
    if is_role(head):
        return None
    if names_media(head) or (names_media(words) and len(words.split()) <= 4):
        return "media"
    return "organization" if is_body(head) else None
