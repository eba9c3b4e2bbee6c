"""The forms of the predicates of `lexicons/predicates.csv`: verbs of the third person and verbal nouns."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis import lexicons
from analysis.framing.matching import readings
from analysis.framing.phrases import POSSESSIVES, Phrase, Word, word_set

# Forms that are more often another word: here, peace be upon him, adoption, crossroads, succession, departed,
# postponed, fever, share, stop, collapse; leaders, ministry, isolation with pronouns.
_OTHER_WORDS = word_set(
    "قادته قادتها قادتهم وقادته وقادتها وقادتهم "
    "وزارتا وزارته وزارتهم وزارتهما عزلته عزلتها عزلتهم "
    "هنا وهنا فهنا وسلم تبني وتبني تقاطع رحل رحلت اجلت واجلت حمي نصيب ونصيب نصاب توقف وتوقف فتوقف تفكك وتفكك تصالح"
)
# The pronouns of a patient at the end of a verb.
# Pasts up to this length have a masculine dual that looks like the accusative of a noun: قتلا.
_SHORT = 3
_OBJECTS = ("ه", "ها", "هم", "هما")


class Predicate(NamedTuple):
    """A row of the lexicon, its alternatives apart."""

    lemma: str
    polarity: str
    relation: str
    passive: str
    objects: tuple[str, ...]
    prepositions: tuple[str, ...]


class Found(NamedTuple):
    """What an event says, as phrases of its clause, and the index of its object word (شن هجوما)."""

    predicate: Predicate
    voice: str
    agent: Phrase | None
    patient: Phrase | None
    object_at: int = -1


class VerbForm(NamedTuple):
    """A predicate in a form of its verb; `pronoun`: whether the form ends in the pronoun of its patient."""

    predicate: Predicate
    past_form: str
    past: bool
    feminine: bool = False
    plural: bool = False
    pronoun: bool = False
    first_person: bool = False


@functools.cache
def verb_forms() -> dict[str, list[VerbForm]]:
    """The forms of each verb that news uses, with the conjunctions and the future س, and what they mean.

    Third person; with the pronoun of the patient (اتهمته، يقودها); first person plural, which speakers use.
    """
    found: dict[str, list[VerbForm]] = {}
    for row in lexicons.read("predicates").to_dict("records"):
        predicate = _predicate(row)
        for form, made in third_person(row["past"], row["present"], predicate):
            for before in ("", "و", "ف") if made.past else ("", "و", "ف", "س", "وس"):
                if before + form not in _OTHER_WORDS:
                    found.setdefault(before + form, []).append(made)
    return found


def third_person(past: str, present: str, predicate: Predicate) -> Iterator[tuple[str, VerbForm]]:
    """The forms of a verb, without conjunctions: third person, with pronouns of the patient, first person plural."""
    if not past:
        return
    weak = past[:-1] if past[-1] in "اي" else past
    feminine = "ت" + present[1:]
    takes_object = not predicate.prepositions and not predicate.objects and predicate.passive != "only"
    done, doing = VerbForm(predicate, past, past=True), VerbForm(predicate, past, past=False)
    yield past, done
    for stem in {weak, past} if past[-1] == "ا" else {weak}:  # غزت; with hamza بدأت
        yield stem + "ت", done._replace(feminine=True)
        yield stem + "وا", done._replace(plural=True)
    if len(past) > _SHORT:
        yield past + "ا", done._replace(plural=True)
    yield weak + "تا", done._replace(feminine=True, plural=True)
    if present:
        yield present, doing
        yield feminine, doing._replace(feminine=True)
        yield present + "ون", doing._replace(plural=True)
        yield present + "ان", doing._replace(plural=True)
        yield "ن" + present[1:], doing._replace(first_person=True)
    if not takes_object:
        return
    yield past + "نا", done._replace(first_person=True)
    stem = past[:-1] + "ا" if past[-1] == "ي" else past
    for pronoun in _OBJECTS:
        for form, of in ((stem, done), (weak + "ت", done._replace(feminine=True)), (weak + "و", done)):
            yield form + pronoun, of._replace(pronoun=True)
        for form, of in ((present, doing), (feminine, doing._replace(feminine=True))) if present else ():
            yield form + pronoun, of._replace(pronoun=True)


@functools.cache
def past_forms() -> frozenset[str]:
    """Forms of the third person past of verbs that are known: those of the predicates and of reporting."""
    found = {form for form, made in verb_forms().items() if any(m.past and not m.pronoun for m in made)}
    for row in lexicons.read("reporting").to_dict("records"):
        if row["kind"] == "verb" and " " not in row["past"]:
            stem = row["past"][:-1] if row["past"][-1] in "اي" else row["past"]
            found |= {before + form for before in ("", "و") for form in (row["past"], stem + "ت", stem + "وا")}
    return frozenset(found - noun_forms().keys())


@functools.cache
def noun_forms() -> dict[str, list[Predicate]]:
    """The verbal nouns, and what they mean."""
    found: dict[str, list[Predicate]] = {}
    for row in lexicons.read("predicates").to_dict("records"):
        for noun in lexicons.forms(row["noun"]):
            if " " not in noun:
                found.setdefault(noun, []).append(_predicate(row))
    return found


def _predicate(row: dict[Any, Any]) -> Predicate:
    return Predicate(
        row["lemma"],
        row["polarity"],
        row["relation"],
        row["passive"],
        tuple(lexicons.forms(row["object"])),
        tuple(lexicons.forms(row["preposition"])),
    )


class NounForm(NamedTuple):
    """A predicate in its verbal noun; whether a pronoun or the accusative (هجوما) leaves no room for a genitive."""

    predicate: Predicate
    pronoun: bool
    accusative: bool


def noun_readings(word: Word) -> list[NounForm]:
    """What the word means as a verbal noun, with or without a pronoun, what asks for most first."""
    table = noun_forms()
    for offset, keys in readings(word.text):
        bare = word.text[offset:]
        for key in keys:
            suffix = bare[len(key) :] if not key.endswith("ه") else bare[len(key) - 1 :].removeprefix("ت")
            if key in table and (key == bare or suffix == "ا" or suffix in POSSESSIVES):
                pronoun = suffix in POSSESSIVES and key != bare and not key.startswith("ال")
                asking = sorted(table[key], key=lambda predicate: not (predicate.objects or predicate.prepositions))
                return [NounForm(predicate, pronoun, suffix == "ا" and key != bare) for predicate in asking]
    return []
