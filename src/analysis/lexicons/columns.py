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


TAKES = ("that", "mark", "object", "addressee", "whole", "bare", "الي", "علي", "ب", "من", "عن", "ل", "في", "حول")


class ReportingEntry(Entry):
    """A reporting verb or phrase: its folded stems, from which all forms are made, its class and polarity.

    A phrase (kind preposition) stands whole in `past`. `takes` holds, separated by |, what may follow the verb: that
    (أن إن بأن), mark (a colon or a quotation), object (a verbal noun: أعلن إطلاق), addressee (a person as its object:
    أخبر الوزير), whole (the object belongs to the content: اتهم), bare (a clause with nothing before it), or the
    prepositions under which what is said stands as a noun phrase (دعا إلى، طالب ب). `polarity` is the verb's stand
    toward what is said. Stems are search forms: no hamza on alef, no marks.
    """

    lemma: str
    kind: str = pa.Field(isin=("verb", "preposition"))
    past: str = pa.Field(str_length={"min_value": 2})
    present: str
    participle: str
    noun: str
    takes: str = pa.Field(str_matches=rf"^$|^(?:{'|'.join(TAKES)})(?:\|(?:{'|'.join(TAKES)}))*$")
    class_: str = pa.Field(alias="class", isin=CUE_CLASSES)
    polarity: str = pa.Field(isin=("positive", "neutral", "negative"))


class SourceEntry(Entry):
    """A noun that shows what kind of source a phrase names: its folded stem and the kind.

    unnamed is a role or a group of people; label is what bears a name in quotation marks (فيلم «…») and speaks not.
    """

    stem: str = pa.Field(str_length={"min_value": 2})
    kind: str = pa.Field(isin=("media", "document", "organization", "unnamed", "label"))


class VerbalNounEntry(Entry):
    """A verbal noun in its search form, without article and pronoun: what is announced or demanded begins so."""

    noun: str = pa.Field(str_length={"min_value": 2})


class FrameEntry(Entry):
    """An indicator term of a codebook: its frame, its folded forms separated by |, its weight.

    A word ending in * is a stem. Weight 0 says where a shorter term does not count; one below 0 speaks against it.
    """

    frame: str
    term: str
    weight: str = pa.Field(str_matches=r"^-?[0-9]+(\.[0-9]+)?$")


class DefinitionEntry(Entry):
    """A frame of a codebook: its Arabic name and definition; its example is one that it leads.

    shift: log-odds, added to the intercept of the codebook for this frame in whole articles (tools/frames).
    """

    codebook: str
    frame: str
    name: str
    definition: str
    shift: str = pa.Field(str_matches=r"^-?[0-9]+(\.[0-9]+)?$")


HEDGE_CLASSES = (
    "possibility", "approximation", "distance", "evidential", "certainty", "necessity", "conditional",
)  # fmt: skip


class HedgeEntry(Entry):
    """Words that say how sure a statement is, and whose it is: class and folded forms separated by |."""

    class_: str = pa.Field(alias="class", isin=HEDGE_CLASSES)
    term: str = pa.Field(str_length={"min_value": 2})


class NamingEntry(Entry):
    """One of the competing words for a referent or act: concept, term, folded forms separated by |, stance.

    `except` holds the phrases in which a form means something else, `later` the single words that stand for the term
    only where a longer form of the concept with this word came before in the article (النظام after النظام السوري).
    `source` names the study or style guide that
    documents the stance; `own` is our reading.
    """

    concept: str
    term: str
    forms: str = pa.Field(str_length={"min_value": 2})
    except_: str = pa.Field(alias="except")
    later: str
    stance: str = pa.Field(isin=("positive", "neutral", "negative"))


class PredicateEntry(Entry):
    """A verb that says what an agent does to a patient: lemma, folded past and present of the third person.

    `noun`: its verbal nouns; a row without verb gives what its noun alone asks for (هجوم على). `object`: words of which
    one must follow (شن + هجوم). `preposition`: under which the patient stands; empty for a direct object. `relation`:
    conflict, cooperation or none. `passive`: `yes` where the bare verb is often passive in print (قتل جندي), `only`
    where what follows is always the patient (أصيب), `noun` where that holds of the verbal noun alone (احتلال المدينة).
    """

    lemma: str
    past: str = pa.Field(str_matches=r"^$|^\w{2,}$")
    present: str
    noun: str
    object_: str = pa.Field(alias="object")
    preposition: str
    polarity: str = pa.Field(isin=("positive", "neutral", "negative"))
    relation: str = pa.Field(isin=("conflict", "cooperation", ""))
    passive: str = pa.Field(isin=("yes", "only", "noun", ""))


class ActorEntry(Entry):
    """A noun of people, bodies or weapons, which act: its search form without article, and its grammatical gender.

    Empty for plurals of people, whose verb may stand in either.
    """

    word: str = pa.Field(str_length={"min_value": 2})
    gender: str = pa.Field(isin=("male", "female", ""))


class ControlEntry(Entry):
    """A verb, or a noun, whose own agent (`of` subject) or patient (object) is the agent of the verbal noun under it.

    Search forms of the past, the present and the verbal nouns, separated by |; any may be missing. The preposition of
    what is under it: alternatives separated by |, - where it takes none (حاول قتل; أقدم على قتل).
    """

    past: str
    present: str
    noun: str
    preposition: str = pa.Field(str_matches=r"^(?:-|[ء-ي]+)(?:\|(?:-|[ء-ي]+))*$")
    of: str = pa.Field(isin=("subject", "object"))


class GivenNameEntry(Entry):
    """A given name: its spellings separated by |, and who bears it, empty where both do.

    An Arabic one never varies as foreign names do: another long vowel makes another name (حسن، حسين).
    """

    forms: str = pa.Field(str_length={"min_value": 2})
    gender: str = pa.Field(isin=("male", "female", ""))
    origin: str = pa.Field(isin=("arabic", "foreign"))


class CountryEntry(Entry):
    """What CLDR does not say of a country: other names and irregular demonyms, each separated by |; its ISO code."""

    code: str = pa.Field(str_matches=r"^[A-Z]{2}$")
    names: str
    demonyms: str


class AliasEntry(Entry):
    """Names of one referent that no rule of form connects: acronyms, bynames, Latin forms, separated by |."""

    name: str = pa.Field(str_length={"min_value": 2})
    type: str = pa.Field(isin=("PER", "LOC", "ORG", "MISC"))
    forms: str = pa.Field(str_length={"min_value": 2})


class TitleEntry(Entry):
    """The head word of a title or role: its masculine and feminine forms separated by |, without article."""

    title: str
    kind: str = pa.Field(isin=("office", "military", "profession", "honorific", "relation"))
    forms: str
    feminine: str


COLUMNS: dict[str, type[pa.DataFrameModel]] = {
    "actors": ActorEntry,
    "aliases": AliasEntry,
    "controls": ControlEntry,
    "countries": CountryEntry,
    "entman_functions": FrameEntry,
    "frame_definitions": DefinitionEntry,
    "given_names": GivenNameEntry,
    "gun_violence": FrameEntry,
    "hedges": HedgeEntry,
    "naming": NamingEntry,
    "news_frames": FrameEntry,
    "policy_frames": FrameEntry,
    "predicates": PredicateEntry,
    "reporting": ReportingEntry,
    "sources": SourceEntry,
    "titles": TitleEntry,
    "verbal_nouns": VerbalNounEntry,
}
