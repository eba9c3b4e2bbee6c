"""Events: who does what to whom, from the verbs and verbal nouns of `lexicons/predicates.csv`.

Shallow reading of the clause: verb, agent, patient (هاجمت روسيا أوكرانيا); agent before the verb (روسيا تهاجم، روسيا
التي هاجمت); verbal noun (غزو روسيا لأوكرانيا); passive, bare (قتل جندي) and with تم (تم اعتقال المتهم), with the agent
where the text has it (على يد، من قبل). Agent and patient are noun phrases, named or not: غارة جوية أوكرانية.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis import lexicons
from analysis.framing.matching import readings
from analysis.framing.phrases import ADVERBS, Phrase, Word, phrase, words_of
from analysis.text import Folded, Span, fold

_DONE = frozenset(["تم", "يتم", "تمت", "تتم", "وتم", "فتم", "وتمت", "جري", "يجري", "وجري"])
_RELATIVE = frozenset(["التي", "الذي", "الذين"])
_BY = {("من", "قبل"), ("علي", "يد"), ("علي", "ايدي")}
_BY_WORD = frozenset(["برصاص", "بنيران"])
# How far from its verb an object word or a preposition may stand.
_REACH = 10


class Event(NamedTuple):
    """One event: spans in the article (None where the text has no such part), proclitics outside."""

    predicate: Span
    lemma: str
    polarity: str
    relation: str
    voice: str
    agent: Span | None
    patient: Span | None


class _Predicate(NamedTuple):
    lemma: str
    polarity: str
    relation: str
    passive: str
    objects: tuple[str, ...]
    prepositions: tuple[str, ...]


class _Clause(NamedTuple):
    words: Sequence[Word]
    mentions: Sequence[Any]
    end: int

    def phrase(self, n: int, prefix: str = "") -> Phrase | None:
        return phrase(self.words, n, self.mentions, prefix=prefix) if n < self.end else None


@functools.cache
def verb_forms() -> dict[str, list[_Predicate]]:
    """The forms of the third person of each verb, with the conjunctions and the future س, and what they mean."""
    found: dict[str, list[_Predicate]] = {}
    for row in lexicons.read("predicates").to_dict("records"):
        past, present = row["past"], row["present"]
        weak = past[:-1] if past[-1] in "اي" else past
        forms = [past, weak + "ت", weak + "وا", weak + "تا"]
        if present:
            forms += [present, "ت" + present[1:], present + "ون", present + "ان"]
        for form in forms:
            for before in ("", "و", "ف", "س", "وس"):
                found.setdefault(before + form, []).append(_predicate(row))
    return found


@functools.cache
def noun_forms() -> dict[str, list[_Predicate]]:
    """The verbal nouns, and what they mean."""
    found: dict[str, list[_Predicate]] = {}
    for row in lexicons.read("predicates").to_dict("records"):
        for noun in lexicons.forms(row["noun"]):
            if " " not in noun:
                found.setdefault(noun, []).append(_predicate(row))
    return found


def _predicate(row: dict[Any, Any]) -> _Predicate:
    return _Predicate(
        row["lemma"],
        row["polarity"],
        row["relation"],
        row["passive"],
        tuple(lexicons.forms(row["object"])),
        tuple(lexicons.forms(row["preposition"])),
    )


def article_events(text: str, mentions: Sequence[Any]) -> Iterator[Event]:
    """The events of one article, in text order; `mentions` are rows with start, end and type."""
    form = fold(text)
    words = words_of(form, mentions)
    for n, word in enumerate(words):
        verbs, nouns = verb_forms().get(word.text), _nouns(word)
        if not verbs and not nouns:
            continue
        end = next((k + 1 for k in range(n, len(words)) if words[k].breaks), len(words))
        clause = _Clause(words, mentions, min(end, n + 1 + 2 * _REACH))
        done = n > 0 and words[n - 1].text in _DONE and not words[n - 1].breaks
        if nouns and (done or not verbs):
            found = _nominal(clause, n, nouns[0], done=done)
        else:
            found = next((event for verb in verbs or () if (event := _verbal(clause, n, verb))), None)
        if found:
            yield _event(form, word, *found)


def _nouns(word: Word) -> list[_Predicate]:
    table = noun_forms()
    for offset, keys in readings(word.text):
        for key in keys[:1] if offset == 0 else keys:
            if key in table:
                return table[key]
    return []


_Found = tuple[_Predicate, str, Phrase | None, Phrase | None]


def _verbal(clause: _Clause, n: int, verb: _Predicate) -> _Found | None:
    """The event of a verb at word n; None where the words that it asks for are not there."""
    at = n + 1
    while at < clause.end and clause.words[at].text in ADVERBS:
        at += 1
    subject = clause.phrase(at) if not clause.words[n].breaks else None
    if verb.objects:
        return _with_object(clause, n, verb, subject)
    before = _before(clause, n)
    after = subject.last if subject else at
    if verb.passive == "only":
        return verb, "passive", _by(clause, after), subject or before
    patient = _under(clause, after, verb.prepositions) if verb.prepositions else clause.phrase(after)
    if subject and patient is None and not verb.prepositions:
        if before:
            return verb, "active", before, subject
        if verb.passive == "yes":
            return verb, "passive", _by(clause, after), subject
    agent = subject or before
    return (verb, "active", agent, patient) if agent else None


def _with_object(clause: _Clause, n: int, verb: _Predicate, subject: Phrase | None) -> _Found | None:
    """The event of a verb that says something only with its object word: شن هجوما، ألحق أضرارا."""
    limit = min(clause.end, n + 1 + _REACH)
    place = next((k for k in range(n + 1, limit) if _is_object(clause.words[k], verb)), None)
    if place is None:
        return None
    if subject and subject.first < place < subject.last:
        subject = subject._replace(last=place, end=clause.words[place - 1].end)
    elif subject and subject.first == place:
        subject = None
    agent = subject or _before(clause, n)
    patient = _under(clause, place + 1, verb.prepositions) if verb.prepositions else clause.phrase(place)
    if agent is None and verb.passive == "yes":
        return verb, "passive", _by(clause, place + 1), patient
    return (verb, "active", agent, patient) if agent or patient else None


def _is_object(word: Word, verb: _Predicate) -> bool:
    return any(key in verb.objects for _, keys in readings(word.text) for key in keys)


def _before(clause: _Clause, n: int) -> Phrase | None:
    """The agent before its verb: the antecedent of a relative clause, or a phrase that opens the clause."""
    words = clause.words
    if n and words[n - 1].text in _RELATIVE:
        last = n - 1
        first = last - 1
        while first > 0 and words[first].mention >= 0 and words[first - 1].mention == words[first].mention:
            first -= 1
        if first >= 0 and (words[first].mention >= 0 or not words[first].breaks):
            return Phrase(first, last, words[first].at, words[last - 1].end)
        return None
    first = n
    while first > 0 and n - first < _REACH and not words[first - 1].breaks:
        first -= 1
    if first == n or (first > 0 and not words[first - 1].breaks):
        return None
    found = phrase(words, first, clause.mentions)
    return found if found and found.last == n else None


def _under(clause: _Clause, n: int, prepositions: tuple[str, ...]) -> Phrase | None:
    """The first phrase under one of these prepositions from word n on."""
    for k in range(n, min(clause.end, n + _REACH)):
        word = clause.words[k]
        if word.prefix and word.prefix in prepositions:
            return clause.phrase(k, word.prefix)
        if word.text in prepositions and not word.breaks:
            return clause.phrase(k + 1)
    return None


def _by(clause: _Clause, n: int) -> Phrase | None:
    """The agent of a passive, where the text names it."""
    words = clause.words
    for k in range(n, min(clause.end, n + _REACH) - 1):
        if (words[k].text, words[k + 1].text) in _BY:
            return clause.phrase(k + 2)
        if words[k].text in _BY_WORD:
            return clause.phrase(k + 1)
    return None


def _nominal(clause: _Clause, n: int, noun: _Predicate, *, done: bool) -> _Found | None:
    """The event of a verbal noun: agent and patient under ل, or after تم and of what happens to one, a patient."""
    if clause.words[n].breaks:
        return None
    first = _under(clause, n + 1, noun.prepositions) if done and noun.prepositions else clause.phrase(n + 1)
    if first is None:
        return None
    if done:
        return noun, "passive", _by(clause, first.last), first
    patient = clause.phrase(first.last, "ل") if first.last < clause.end else None
    if patient:
        return noun, "nominal", first, patient
    if noun.passive != "yes" and noun.lemma not in {"احتل", "اغتال", "غزا"}:
        return None
    return noun, "nominal", _by(clause, first.last), first


def _event(
    form: Folded, word: Word, predicate: _Predicate, voice: str, agent: Phrase | None, patient: Phrase | None
) -> Event:
    start = word.start + (1 if word.text not in verb_forms() or word.text[1:] in verb_forms() else 0) * word.joined
    return Event(
        form.span(start, word.end),
        predicate.lemma,
        predicate.polarity,
        predicate.relation,
        voice,
        form.span(agent.start, agent.end) if agent else None,
        form.span(patient.start, patient.end) if patient else None,
    )
