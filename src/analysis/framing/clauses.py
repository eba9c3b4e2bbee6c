"""Where a clause begins, and what stands before and after its verb, as far as shallow reading goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.framing.actors import acts, agrees_with
from analysis.framing.phrases import (
    DEMONSTRATIVES,
    PARTICLES,
    Phrase,
    Word,
    agrees,
    definite,
    is_present,
    phrase,
    word_set,
)
from analysis.framing.predicates import VerbForm, past_forms, verb_forms

RELATIVE = word_set("التي الذي الذين اللذان اللذين اللتان اللتين")
# Between a relative pronoun, a conjunction or the beginning of a sentence and its verb.
AUXILIARIES = word_set(
    "قد وقد فقد لقد ولقد لم ولم لن ولن لا ولا سوف وسوف ما وما كان كانت كانوا كانا كانتا وكان وكانت "
    "بات باتت ظل ظلت زال زالت مازال مازالت يزال تزال اصبح اصبحت"
)
CONJUNCTIONS = word_set(
    "ان بان وان فان حيث وحيث اذ حين عندما عندها بعدما حينما فيما بينما كما ثم اذا واذا لو لكن ولكن الا مما هل "
    "وبينما وحين وعندما وبعدما وحينما وفيما وكما"
)
_BY = {("من", by) for by in ("قبل", "طرف", "جانب", "لدن")} | {("علي", "يد"), ("علي", "ايدي")}
_BY_WORD = word_set("برصاص بنيران بيد بايدي")
# After these a clause begins with its agent, and its verb may be far: إن المدير، الذي …، رفض.
_THAT = word_set("ان بان وان فان لكن ولكن")
_OPEN = word_set("وقد ولقد لقد")
# Before a clause that opens with its agent: وكانت المحكمة اتهمت.
_WAS = word_set("كان كانت وكان وكانت فكان فكانت")
# Prepositions with the pronoun that points back to what a relative clause belongs to.
RESUMPTIVE = word_set("فيه فيها فيهم به بها بهم عليه عليها عليهم له لها لهم منه منها عنه عنها معه معها بشانه بشانها")
# A short word that is a verb of the feminine more often than a noun: تشمل، تجد.
_SHE_DOES = re.compile(r"^ت\w{1,2}[^\Wهي]$")
# Before a noun these say how many: بعض الآراء التي تدعو.
QUANTITY = word_set("عده بعض كل احد احدي عدد")
# How far from its verb an object word or a preposition may stand.
REACH = 10
# With these another clause begins, with an agent of its own.
TURNS = frozenset(
    before + pronoun
    for before in ("ان", "بان", "وان", "لكن", "ولكن", "لان", "فان", "كان")
    for pronoun in ("ه", "ها", "هم", "نا")
) | {"وهو", "وهي", "وهم"}
# How far before its verb a clause may have opened with its agent.
_FAR = 25


class Clause(NamedTuple):
    """The words of an article, its mentions, and where the clause at hand ends."""

    words: Sequence[Word]
    mentions: Sequence[Any]
    end: int

    def acts(self, found: Phrase) -> bool:
        """Whether the phrase is about somebody: its head is a noun of people, bodies or weapons, or a name."""
        return self.words[found.first].mention >= 0 or acts(self.words[found.first])

    def agrees(self, form: VerbForm, found: Phrase) -> bool:
        """Whether the head of the phrase may be the agent of a verb in this form, which stands before it."""
        return agrees_with(self.words[found.first], self.kind(found), feminine=form.feminine)

    def kind(self, found: Phrase) -> str:
        """The type of the name with which the phrase begins, empty where it begins with none."""
        mention = self.words[found.first].mention
        return str(getattr(self.mentions[mention], "type", "")) if mention >= 0 else ""

    def phrase(self, n: int, prefix: str = "", *, joined: bool = False) -> Phrase | None:
        """The noun phrase that starts with word n, inside the clause; `joined`: with و before it."""
        return phrase(self.words, n, self.mentions, prefix=prefix, joined=joined) if n < self.end else None


def start_of(words: Sequence[Word], n: int) -> int:
    """Where the verb at word n begins, with what stands before it: قد، لم، كان."""
    while n > 0 and not words[n].opens and words[n - 1].text in AUXILIARIES and not words[n - 1].breaks:
        n -= 1
    return n


def opens(words: Sequence[Word], n: int) -> bool:
    """Whether the verb at word n opens its clause, so that its agent comes after it."""
    start = start_of(words, n)
    if words[start].opens or words[start].text in _OPEN:
        return True
    return words[start - 1].text in CONJUNCTIONS and not words[start - 1].breaks


def after_relative(words: Sequence[Word], n: int) -> bool:
    """Whether the verb at word n follows a relative pronoun."""
    start = start_of(words, n)
    return start > 0 and words[start - 1].text in RELATIVE and not words[start].opens


def follows_on(words: Sequence[Word], n: int) -> bool:
    """Whether a clause may begin with the verb at word n: after a comma, a conjunction, or where and when (في بيان)."""
    start = start_of(words, n)
    if words[start].text[0] in "وف" or (start > 0 and words[start - 1].breaks):
        return True
    first = start
    while first > 0 and start - first < REACH and not words[first].opens:
        if words[first - 1].text in CONJUNCTIONS | RELATIVE or is_verb(words, first - 1):
            return False
        first -= 1
    return words[first].opens and words[first].text.removeprefix("و") in PARTICLES


def before(clause: Clause, n: int, form: VerbForm | None = None) -> Phrase | None:
    """The agent before its verb: the antecedent of a relative clause, or the phrase with which the clause opens.

    With its form, also where other words than those of the verb stand between.
    """
    words = clause.words
    start = start_of(words, n)
    if after_relative(words, n):
        return antecedent(clause, n)
    first = start
    while first > 0 and start - first < REACH and not _begins(words, first):
        first -= 1
    if _begins(words, first) and words[first].text in _WAS:
        first += 1
    elif not _begins(words, first):
        first = start
    found = phrase(words, first, clause.mentions) if first < start and not is_she_does(words[first]) else None
    if found and found.last > start and form:  # a verb that looks like an adjective
        found = found._replace(last=start, end=words[start - 1].end)
    joined = words[start].text[0] in "وف" and words[start].text[1:] in verb_forms()
    if found and found.last == start and (clause.acts(found) or not joined):
        return None if all(word.text.isdigit() for word in words[first:start]) else found
    return (_joined_before(clause, start, form) or _far_before(clause, start, form)) if form else None


def _joined_before(clause: Clause, start: int, form: VerbForm) -> Phrase | None:
    """The agent of a clause that is joined with و and begins with it: مقتل طفل والجيش يقصف المدينة."""
    words = clause.words
    if form.plural or form.past or words[start - 1].breaks:
        return None
    for first in range(start - 1, max(start - 5, 0), -1):
        if words[first].joined:
            found = phrase(words, first, clause.mentions, joined=True)
            named = found is not None and found.last == start and definite(words[first]) and clause.acts(found)
            return found if found and named and clause.agrees(form, found) else None
    return None


def _far_before(clause: Clause, start: int, form: VerbForm) -> Phrase | None:
    """The agent with which the clause of a verb opened, where other words than its own stand between."""
    words = clause.words
    first = start
    while first > 0 and start - first < _FAR and not words[first].opens and words[first - 1].text not in _THAT:
        first -= 1
    that = first > 0 and words[first - 1].text in _THAT
    if not (that or words[first].opens) or first == start:
        return None
    found = phrase(words, first, clause.mentions)
    if found is None or found.last > start:
        return None
    between = range(found.last, start)
    plain = that and definite(words[first]) and not any(words[k].text in RELATIVE for k in between)
    beside = bool(between) and (words[found.last].text in PARTICLES or words[found.last].prefix != "")
    coordinated = words[start].text[0] in "وف"
    if not clause.acts(found) and not (plain and beside and not coordinated):
        return None
    crossed = any(words[k].text in CONJUNCTIONS | TURNS or (words[k].breaks and not that) for k in between)
    fits = not words[first].text.endswith("ه") if form.plural else clause.agrees(form, found)
    if crossed or not fits or (words[found.last - 1].breaks and not that):
        return None
    return found if coordinated or not any(is_verb(words, k) for k in between) else None


def is_verb(words: Sequence[Word], k: int) -> bool:
    """Whether word k is a verb of the clause, not of a relative one in it."""
    if words[k].mention >= 0 or words[k - 1].text in RELATIVE:
        return False
    return is_present(words[k]) or words[k].text in past_forms()


def is_she_does(word: Word) -> bool:
    """Whether a short word is rather a verb of the feminine than a noun, as far as its form tells."""
    other = word.mention >= 0 or word.text in DEMONSTRATIVES or acts(word)
    return not other and _SHE_DOES.match(word.text) is not None


def _begins(words: Sequence[Word], n: int) -> bool:
    """Whether a clause begins with word n."""
    return n == 0 or words[n].opens or words[n - 1].breaks or words[n - 1].text in CONJUNCTIONS


def antecedent(clause: Clause, n: int) -> Phrase | None:
    """The noun to which the relative pronoun before the verb at word n belongs."""
    return _antecedent(clause, start_of(clause.words, n) - 1)


def _antecedent(clause: Clause, last: int) -> Phrase | None:
    """The noun before a relative pronoun, with its adjectives or the rest of its name."""
    words = clause.words
    first = last - 1
    if (
        first < 0
        or words[first].text in PARTICLES | {"الامر"}
        or words[first].text[-1].isdigit()
        or (words[first].breaks and not _takes_aside(clause, first, last))
    ):
        return None
    if words[last].text.endswith("الذين") and words[first].text.endswith("ه"):
        return None
    while first > 0 and not (words[first - 1].breaks or words[first].prefix or words[first - 1].text in PARTICLES):
        word, previous = words[first], words[first - 1]
        of_name = word.mention >= 0 and previous.mention == word.mention
        nisba = previous.mention < 0 or word.text.endswith(("ي", "يه"))
        adjective = word.mention < 0 and nisba and definite(word) and definite(previous) and agrees(word, previous)
        if not (of_name or adjective):
            break
        first -= 1
    if first > 0 and words[first - 1].text in QUANTITY - {"عدد"} and not words[first - 1].breaks:
        first -= 1
    return Phrase(first, last, words[first].at, words[last - 1].end)


def _takes_aside(clause: Clause, n: int, relative: int) -> bool:
    """Whether a relative clause behind a comma is about word n: a person's name, or a place's or body's before التي."""
    mention = clause.words[n].mention
    kind = getattr(clause.mentions[mention], "type", "") if mention >= 0 else ""
    if clause.words[relative].text == "الذين" and acts(clause.words[n]):
        return True
    return kind == "PER" or (kind in ("LOC", "ORG") and clause.words[relative].text == "التي")


def under(clause: Clause, n: int, prepositions: tuple[str, ...]) -> Phrase | None:
    """The first phrase under one of these prepositions from word n on, in the clause."""
    for k in range(n, min(clause.end, n + REACH)):
        word = clause.words[k]
        if word.text in CONJUNCTIONS | TURNS | RELATIVE:
            return None
        if word.prefix and word.prefix in prepositions:
            return clause.phrase(k, word.prefix)
        if word.text in prepositions and not word.breaks:
            return clause.phrase(k + 1)
    return None


def by_whom(clause: Clause, n: int) -> Phrase | None:
    """The agent of a passive, where the text names it."""
    words = clause.words
    for k in range(n, min(clause.end, n + REACH) - 1):
        if (words[k].text, words[k + 1].text) in _BY:
            return clause.phrase(k + 2)
        if words[k].text in _BY_WORD:
            return clause.phrase(k + 1)
    return None
