"""Where a clause begins, and what stands before and after its verb, as far as shallow reading goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.framing.phrases import PARTICLES, Phrase, Word, agrees, definite, phrase, word_set

_RELATIVE = word_set("التي الذي الذين")
# Between a relative pronoun, a conjunction or the beginning of a sentence and its verb.
_AUXILIARIES = word_set("قد وقد فقد لقد ولقد لم ولم لن ولن لا ولا سوف وسوف ما وما كان كانت كانوا وكان وكانت")
_CONJUNCTIONS = word_set(
    "ان بان وان حيث وحيث اذ حين عندما عندها بعدما حينما فيما بينما كما ثم اذا واذا لو لكن ولكن الا مما هل"
)
_BY = {("من", "قبل"), ("علي", "يد"), ("علي", "ايدي")}
_BY_WORD = word_set("برصاص بنيران")
# How far from its verb an object word or a preposition may stand.
REACH = 10


class Clause(NamedTuple):
    """The words of an article, its mentions, and where the clause at hand ends."""

    words: Sequence[Word]
    mentions: Sequence[Any]
    end: int

    def phrase(self, n: int, prefix: str = "") -> Phrase | None:
        """The noun phrase that starts with word n, inside the clause."""
        return phrase(self.words, n, self.mentions, prefix=prefix) if n < self.end else None


def _start(words: Sequence[Word], n: int) -> int:
    """Where the verb at word n begins, with what stands before it: قد، لم، كان."""
    while n > 0 and not words[n].opens and words[n - 1].text in _AUXILIARIES and not words[n - 1].breaks:
        n -= 1
    return n


def opens(words: Sequence[Word], n: int) -> bool:
    """Whether the verb at word n opens its clause, so that its agent comes after it."""
    start = _start(words, n)
    return words[start].opens or (words[start - 1].text in _CONJUNCTIONS and not words[start - 1].breaks)


def after_relative(words: Sequence[Word], n: int) -> bool:
    """Whether the verb at word n follows a relative pronoun."""
    start = _start(words, n)
    return start > 0 and words[start - 1].text in _RELATIVE and not words[start].opens


def before(clause: Clause, n: int) -> Phrase | None:
    """The agent before its verb: the antecedent of a relative clause, or a phrase that opens the clause."""
    words = clause.words
    n = _start(words, n)
    if after_relative(words, n):
        return _antecedent(clause, n - 1)
    first = n
    while first > 0 and n - first < REACH and not _begins(words, first):
        first -= 1
    if first == n or not _begins(words, first):
        return None
    found = phrase(words, first, clause.mentions)
    numeric = all(word.text.isdigit() for word in words[first:n])
    return found if found and found.last == n and not numeric else None


def _begins(words: Sequence[Word], n: int) -> bool:
    """Whether a clause begins with word n."""
    return n == 0 or words[n].opens or words[n - 1].breaks or words[n - 1].text in _CONJUNCTIONS


def _antecedent(clause: Clause, last: int) -> Phrase | None:
    """The noun before a relative pronoun, with its adjectives or the rest of its name."""
    words = clause.words
    first = last - 1
    if first < 0 or words[first].text in PARTICLES or (words[first].breaks and not _is_person(clause, first)):
        return None
    while first > 0 and not words[first - 1].breaks and words[first - 1].text not in PARTICLES:
        word, previous = words[first], words[first - 1]
        of_name = word.mention >= 0 and previous.mention == word.mention
        adjective = word.mention < 0 and definite(word) and definite(previous) and agrees(word, previous)
        if not (of_name or adjective):
            break
        first -= 1
    return Phrase(first, last, words[first].at, words[last - 1].end)


def _is_person(clause: Clause, n: int) -> bool:
    mention = clause.words[n].mention
    return mention >= 0 and getattr(clause.mentions[mention], "type", "") == "PER"


def under(clause: Clause, n: int, prepositions: tuple[str, ...]) -> Phrase | None:
    """The first phrase under one of these prepositions from word n on."""
    for k in range(n, min(clause.end, n + REACH)):
        word = clause.words[k]
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
