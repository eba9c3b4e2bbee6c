"""The agent of a verb that names none: the subject of its sentence, or the noun that its clause describes.

The subject goes on where the verb is joined to what was said of it (وصل الوزير وانتقد) or a pronoun stands for it (قال
الوزير إنه ينتقد). A clause without a relative pronoun describes the indefinite noun before it (قانون يمنع التمييز).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from analysis import lexicons
from analysis.framing.actors import acts, agrees_with, is_many
from analysis.framing.clauses import (
    AUXILIARIES,
    CONJUNCTIONS,
    QUANTITY,
    RELATIVE,
    RESUMPTIVE,
    TURNS,
    Clause,
    is_she_does,
    is_verb,
    start_of,
)
from analysis.framing.phrases import (
    DEMONSTRATIVES,
    PARTICLES,
    Phrase,
    Word,
    definite,
    is_adjective,
    is_present,
    phrase,
    word_set,
)
from analysis.framing.predicates import VerbForm, noun_readings, past_forms, verb_forms

# How many words before a verb its sentence may have begun.
_FAR = 40
# What may stand before the verb or the noun with which a sentence begins.
_BEFORE = word_set("قد وقد فقد لقد ولقد كان كانت وكان وكانت كما فيما بينما لكن ولكن ان وان")
_SHE, _THEY = word_set("انها وانها لكنها ولكنها"), word_set("انهم وانهم لكنهم ولكنهم")
_HE = word_set("انه وانه لكنه ولكنه")
# Such nouns tell when and where: في مدينة صغيرة اعتقلت.
_CIRCUMSTANCE = word_set("في وفي خلال بعد قبل منذ عند حتي علي الي من")
_COUNT = word_set("ذو ذات ذي كل بعض اي")
# What else stands before a verb and is no noun.
_NO_NOUN = (
    PARTICLES
    | DEMONSTRATIVES
    | AUXILIARIES
    | _BEFORE
    | word_set(
        "عاده سرعان غالبا كثيرا قليلا دائما نادرا "
        "تاره اخري مره كيف طالما كل بعض اي عدم غير انما ربما عندئذ لماذا اينما كلما مهما انذاك"
    )
)
_LONGEST_NOUN = 3
_PARTICIPLE = ("م", "ا")
_AND_WHICH = word_set("والتي والذي والذين")
# The most of its kind is not told by the noun alone: أخطر أزمة.
_MOST = re.compile(r"^(?:ا\w{3}|اول)$")


def subject(clause: Clause, n: int, form: VerbForm, patient: Phrase | None) -> Phrase | None:
    """The agent of the verb at word n, in front of which and behind which none stands; None where none can be told."""
    found = _carried(clause, n, form)
    if found or (patient and _may_act(clause, patient, form)):
        return found
    return _described(clause, n, form)


def _may_act(clause: Clause, patient: Phrase, form: VerbForm) -> bool:
    """Whether what stands behind a verb may be its agent all the same: طلبت عدة حكومات الاطلاع."""
    head = clause.words[patient.first]
    counted = head.text in QUANTITY and patient.last > patient.first + 1
    return (acts(clause.words[patient.first + 1]) if counted else acts(head)) and clause.agrees(form, patient)


def possessor(clause: Clause, n: int) -> Phrase | None:
    """Whom the pronoun of the verbal noun at word n stands for (بعد غزوها لأوكرانيا): the subject of its sentence.

    None where somebody else named since could be meant.
    """
    words = clause.words
    found = main_subject(clause, n)
    if found is None or found.last > n or not _stands_for(clause, words[n].text, found.first):
        return None
    others = range(found.last, n)
    return None if any(_is_head(clause, k) and _stands_for(clause, words[n].text, k) for k in others) else found


def _is_head(clause: Clause, k: int) -> bool:
    word = clause.words[k]
    return acts(word) if word.mention < 0 else word.mention != clause.words[k - 1].mention


def _stands_for(clause: Clause, pronoun: str, k: int) -> bool:
    """Whether a word that ends in this pronoun may mean the noun at word k."""
    head = clause.words[k]
    kind = str(getattr(clause.mentions[head.mention], "type", "")) if head.mention >= 0 else ""
    if pronoun.endswith("هم"):
        return is_many(head)
    feminine = pronoun.endswith("ها")
    return not is_many(head) and not (feminine and kind == "PER") and agrees_with(head, kind, feminine=feminine)


def _carried(clause: Clause, n: int, form: VerbForm) -> Phrase | None:
    """The subject with which the sentence began, where the verb goes on about it."""
    words, start = clause.words, start_of(clause.words, n)
    pronoun = "" if words[start].opens or start == 0 else words[start - 1].text
    if pronoun in _HE | _SHE | _THEY:
        if (pronoun in _SHE) != (form.feminine and not form.plural) or (pronoun in _THEY) != form.plural:
            return None
        until = start - 1
    elif not words[start].opens and _is_joined_verb(words[start]) and not _may_be_passive(form):
        until = start
    else:
        return None
    found = main_subject(clause, start)
    if found is None or found.last > until or not _fits(clause, found, form):
        return None
    aside = until > found.last and pronoun != "" and _is_participle_before(clause, until)
    stops = RELATIVE | _AND_WHICH if aside or pronoun.startswith(("لكن", "ولكن")) else _stops()
    if any(words[k].text in stops for k in range(found.last, until)):
        return None
    return None if any(_has_own_subject(clause, k, found) for k in range(found.last, until)) else found


@functools.cache
def _stops() -> frozenset[str]:
    """Words behind which another clause has a subject of its own."""
    return (CONJUNCTIONS | TURNS | _AND_WHICH | RELATIVE) - {"ثم"}


def _may_be_passive(form: VerbForm) -> bool:
    """Whether the verb may have lost its agent: سقط ألف قتيل وجرح آخرون."""
    return form.past and form.predicate.passive == "yes" and not (form.feminine or form.plural)


def _is_joined_verb(word: Word) -> bool:
    """Whether the word is a verb, or what stands before one, with و or ف: وانتقد، ولم."""
    bare = word.text[1:]
    return word.text[0] in "وف" and (bare in verb_forms() or bare in {"قد", "لم", "لن", "لا", "كان", "كانت"})


def _is_participle_before(clause: Clause, until: int) -> bool:
    """Whether what the subject does meanwhile stands right before: مشيرا إلى أنه."""
    for k in range(until - 1, max(until - 3, 0), -1):
        word = clause.words[k]
        if word.text.startswith(_PARTICIPLE[0]) and word.text.endswith(_PARTICIPLE[1]) and not definite(word):
            return True
        if word.text not in PARTICLES:
            return False
    return False


def main_subject(clause: Clause, n: int) -> Phrase | None:
    """The noun of people, bodies or weapons, or the name, with which the sentence of word n begins."""
    words, first = clause.words, n
    while first > 0 and not words[first].opens:
        first -= 1
        if n - first > _FAR:
            return None
    while first < n and words[first].text in _BEFORE:
        first += 1
    found = phrase(words, first, clause.mentions, joined=True)
    if found and clause.acts(found):
        return found
    if not _may_be_verb(words[first]):
        return None
    after = phrase(words, first + 1, clause.mentions)
    if after is None or not clause.acts(after) or words[first].breaks:
        return None
    feminine = words[first].text.endswith("ت") or words[first].text.removeprefix("و").startswith("ت")
    return after if agrees_with(words[after.first], clause.kind(after), feminine=feminine) else None


def _may_be_verb(word: Word) -> bool:
    """Whether the word with which a sentence begins is a verb, as far as its form tells."""
    if word.mention >= 0 or definite(word) or word.prefix or word.text in PARTICLES or acts(word):
        return False
    known = word.text in past_forms() or word.text in verb_forms() or is_present(word)
    bare = word.text.removeprefix("و")
    return known or (len(bare) > 2 and bare not in _nouns() and not bare.endswith(("ه", "ات", "ين", "ون", "ي")))


@functools.cache
def _nouns() -> frozenset[str]:
    """Verbal nouns, without article."""
    return frozenset(
        form for row in lexicons.read("verbal_nouns").to_dict("records") for form in row["noun"].split("|")
    )


def _fits(clause: Clause, found: Phrase, form: VerbForm) -> bool:
    """Whether a verb of this form after the phrase may be about it."""
    head, name = clause.words[found.first], clause.words[found.first].mention >= 0
    many = is_many(head)
    if form.plural:
        return many or not (name or head.text.endswith("ه"))
    return not many and clause.agrees(form, found)


def _has_own_subject(clause: Clause, k: int, found: Phrase) -> bool:
    """Whether a verb at word k has a noun that acts behind it, which may be its subject."""
    if not is_verb(clause.words, k):
        return False
    after = phrase(clause.words, k + 1, clause.mentions)
    return after is not None and clause.acts(after) and after.first != found.first


def _described(clause: Clause, n: int, form: VerbForm) -> Phrase | None:
    """The indefinite noun right before the verb, with its adjectives and its number."""
    words, start = clause.words, start_of(clause.words, n)
    resumed = n + 1 < len(words) and words[n + 1].text in RESUMPTIVE  # 4 طرق تدمر بها الحرب
    if words[start].opens or resumed or words[start].text.startswith(("و", "ف")):
        return None
    first = start - 1
    while (
        first > 0 and start - first < _LONGEST_NOUN and _is_indefinite(words[first]) and _is_adjective_to(words, first)
    ):
        first -= 1
    head = words[first]
    if form.plural or not _is_indefinite(head) or is_many(head):
        return None
    if first and (words[first - 1].text in _COUNT | _CIRCUMSTANCE or not _is_noun_of_its_own(words, first)):
        return None
    if first and not head.joined and _counts(words[first - 1]):
        first -= 1
    fits = agrees_with(head, "", feminine=form.feminine)
    return Phrase(first, start, words[first].at, words[start - 1].end) if fits else None


def _is_noun_of_its_own(words: Sequence[Word], k: int) -> bool:
    """Whether an indefinite word is no adjective of an indefinite word before it: تقديم شخصيات, not هجوم شرس."""
    before = words[k - 1]
    feminine = words[k].text.endswith(("ه", "ات")) and not before.text.endswith(("ه", "ات"))
    return not is_adjective(words[k]) and (feminine or not _is_indefinite(before) or acts(words[k]))


def _counts(word: Word) -> bool:
    """Whether the word says of the noun behind it how many or that it is the most: 4 صواريخ، عدة تحديات، أخطر أزمة."""
    most = (
        _MOST.match(word.text) is not None
        and _is_indefinite(word)
        and not (definite(word) or acts(word) or noun_readings(word))
    )
    return not word.breaks and (word.text.isdigit() or word.text == "عده" or most)


def _is_adjective_to(words: Sequence[Word], k: int) -> bool:
    """Whether an indefinite word may be the adjective of the indefinite noun before it."""
    before = words[k - 1]
    if (
        not (_is_indefinite(words[k]) and _is_indefinite(before))
        or words[k].prefix
        or words[k].joined
        or noun_readings(before)
    ):
        return False
    agrees = words[k].text.endswith("ه") and before.text.endswith(("ه", "ات"))
    return agrees or is_adjective(words[k])


def _is_indefinite(word: Word) -> bool:
    """Whether the word looks like a noun without article or pronoun, as far as its form tells."""
    bare = word.text[word.at - word.start :]
    name = word.mention >= 0 or definite(word) or word.breaks or word.text.isdigit()
    if name or len(bare) < 3 or not _NO_NOUN.isdisjoint((word.text, bare, word.text[1:])):
        return False
    if len(bare) > 3 and bare.endswith("ت") and not bare.endswith("ات"):  # عرفت
        return False
    adverb = bare.endswith("ا") and bare.startswith("م")
    verb = is_present(word) or word.text in past_forms() or (is_she_does(word))
    return not (adverb or verb or bare.endswith(("ها", "هم", "هما")))
