"""The columns of every lexicon: one schema class a file, named as in `COLUMNS`.

The class docstring says what a row is; the README of this folder is written from it.
"""

from __future__ import annotations

import pandera.pandas as pa


class Entry(pa.DataFrameModel):
    """What every lexicon row has: an example in which it must be found, where it comes from, a remark."""

    example_: str = pa.Field(alias="example")  # DataFrameModel has a method of this name
    source: str
    note: str


CUE_CLASSES = (
    "neutral", "asserting", "claiming", "denying", "warning", "demanding", "promising", "asking", "revealing",
    "agreeing", "criticising", "estimating",
)  # fmt: skip


class ReportingEntry(Entry):
    """A reporting verb or phrase: its folded stems, from which all forms are made, and its class.

    A phrase (kind preposition) stands whole in `past`. `nominal` holds the prepositions under which the verb
    takes what is said as a noun phrase (دعا إلى، طالب ب). Stems are search forms: no hamza on alef, no marks.
    """

    lemma: str
    kind: str = pa.Field(isin=("verb", "preposition"))
    past: str = pa.Field(str_length={"min_value": 2})
    present: str
    participle: str
    noun: str
    nominal: str
    class_: str = pa.Field(alias="class", isin=CUE_CLASSES)


class FrameEntry(Entry):
    """An indicator term of a codebook: its frame, its folded forms separated by |, its weight.

    A word ending in * is a stem. Weight 0 says where a shorter term does not count; one below 0 speaks against it.
    """

    frame: str
    term: str
    weight: str = pa.Field(str_matches=r"^-?[0-9]+(\.[0-9]+)?$")


class DefinitionEntry(Entry):
    """A frame of a codebook: its Arabic name and definition; its example is one that it leads."""

    codebook: str
    frame: str
    name: str
    definition: str


HEDGE_CLASSES = (
    "possibility", "approximation", "distance", "evidential", "certainty", "necessity", "conditional",
)  # fmt: skip


class HedgeEntry(Entry):
    """Words that say how sure a statement is, and whose it is: class and folded forms separated by |."""

    class_: str = pa.Field(alias="class", isin=HEDGE_CLASSES)
    term: str = pa.Field(str_length={"min_value": 2})


class NamingEntry(Entry):
    """One of the competing words for a referent or act: concept, term, folded forms separated by |, stance.

    `except` holds the phrases in which a form means something else. `source` names the study or style guide that
    documents the stance; `own` is our reading.
    """

    concept: str
    term: str
    forms: str = pa.Field(str_length={"min_value": 2})
    except_: str = pa.Field(alias="except")
    stance: str = pa.Field(isin=("positive", "neutral", "negative"))


class PredicateEntry(Entry):
    """A verb that says what an agent does to a patient: lemma, folded past and present of the third person.

    `noun`: its verbal nouns. `object`: words of which one must follow (شن + هجوم). `preposition`: under which the
    patient stands; empty for a direct object. `relation`: conflict, cooperation or none. `passive`: `yes` where the
    bare verb is often passive in print (قتل جندي), `only` where what follows is always the patient (أصيب).
    """

    lemma: str
    past: str = pa.Field(str_length={"min_value": 2})
    present: str
    noun: str
    object_: str = pa.Field(alias="object")
    preposition: str
    polarity: str = pa.Field(isin=("positive", "neutral", "negative"))
    relation: str = pa.Field(isin=("conflict", "cooperation", ""))
    passive: str = pa.Field(isin=("yes", "only", ""))


COLUMNS: dict[str, type[pa.DataFrameModel]] = {
    "entman_functions": FrameEntry,
    "frame_definitions": DefinitionEntry,
    "hedges": HedgeEntry,
    "naming": NamingEntry,
    "news_frames": FrameEntry,
    "policy_frames": FrameEntry,
    "predicates": PredicateEntry,
    "reporting": ReportingEntry,
}
