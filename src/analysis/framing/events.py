"""Events: who does what to whom, from the verbs and verbal nouns of `lexicons/predicates.csv`.

Shallow reading of the clause: verb, agent, patient (هاجمت روسيا أوكرانيا); agent before the verb (روسيا تهاجم، روسيا
التي هاجمت); verbal noun (غزو روسيا لأوكرانيا); passive, bare (قتل جندي) and with تم (تم اعتقال المتهم), with the agent
where the text has it (على يد، من قبل). Agent and patient are noun phrases, named or not: غارة جوية أوكرانية.

A phrase after a verb is its agent only where the verb opens a clause; elsewhere the agent stood before, or is dropped,
and the phrase is what is acted on (رسالة تنتقد العنصرية).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.framing.clauses import REACH, Clause, after_relative, before, by_whom, opens, under
from analysis.framing.matching import readings
from analysis.framing.phrases import (
    ADVERBS,
    POSSESSIVES,
    Phrase,
    Word,
    after_adjectives,
    definite,
    is_adjective,
    word_set,
    words_of,
)
from analysis.framing.predicates import Predicate, noun_forms, nouns, verb_forms
from analysis.text import Folded, Span, fold

_DONE = frozenset(["تم", "يتم", "تمت", "تتم", "وتم", "فتم", "وتمت", "جري", "يجري", "وجري"])
# Nouns too; they are verbs only where a clause begins.
_ALSO_NOUNS = word_set("حكم شن عين بني جرح كرم سلم ضغط هاتف قاضي")
_PLURAL = re.compile(r"(?:وا|ون|ان)$|^\w{3,}تا$")


class Event(NamedTuple):
    """One event: spans in the article (None where the text has no such part), proclitics outside."""

    predicate: Span
    lemma: str
    polarity: str
    relation: str
    voice: str
    agent: Span | None
    patient: Span | None


def article_events(text: str, mentions: Sequence[Any]) -> Iterator[Event]:
    """The events of one article, in text order; `mentions` are rows with start, end and type."""
    form = fold(text)
    words = words_of(form, mentions)
    for n, word in enumerate(words):
        verbs, nominal = verb_forms().get(word.text), nouns(word)
        if not verbs and not nominal:
            continue
        end = next((k + 1 for k in range(n, len(words)) if words[k].breaks), len(words))
        clause = Clause(words, mentions, min(end, n + 1 + 2 * REACH))
        done = n > 0 and words[n - 1].text in _DONE and not words[n - 1].breaks
        ambiguous = (bool(nominal) and word.text[0] != "ف") or word.text in _ALSO_NOUNS
        if verbs and not done and (not ambiguous or opens(words, n) or after_relative(words, n)):
            found = next((event for verb in verbs if (event := _verbal(clause, n, verb))), None)
        else:
            found = _nominal(clause, n, nominal[0], done=done) if nominal else None
        if found:
            yield _event(form, word, *found)


_Found = tuple[Predicate, str, Phrase | None, Phrase | None]


def _verbal(clause: Clause, n: int, verb: Predicate) -> _Found | None:
    """The event of a verb at word n; None where the words that it asks for are not there."""
    at = n + 1
    while at < clause.end and clause.words[at].text in ADVERBS:
        at += 1
    first = clause.phrase(at) if not clause.words[n].breaks else None
    ahead = before(clause, n)
    if verb.objects:
        return _with_object(clause, n, verb, first)
    if verb.passive == "only":
        return verb, "passive", by_whom(clause, first.last if first else at), first or ahead
    if verb.prepositions:
        subject = None if _PLURAL.search(clause.words[n].text) else first
        agent = ahead or subject
        return (verb, "active", agent, under(clause, first.last if first else at, verb.prepositions)) if agent else None
    if first is None and verb.passive == "yes" and ahead:
        return verb, "passive", by_whom(clause, at), ahead
    if first is None:
        return (verb, "active", ahead, None) if ahead else None
    return _transitive(clause, n, verb, first, ahead)


def _transitive(clause: Clause, n: int, verb: Predicate, first: Phrase, ahead: Phrase | None) -> _Found:
    """The event of a verb with a direct object and the phrase after it."""
    word, head = clause.words[n], clause.words[first.first]
    if ahead or _PLURAL.search(word.text):
        return verb, "active", ahead, first
    second = clause.phrase(first.last) if not clause.words[first.last - 1].breaks else None
    at_start = opens(clause.words, n)
    feminine = _feminine(word)
    agrees_only = feminine and head.text.endswith("ه")
    if head.text.endswith("ون") or (second and (at_start or agrees_only or head.mention >= 0)):
        return verb, "active", first, second
    if not at_start or _is_object_by_form(head, feminine=feminine):
        return verb, "active", None, first
    if verb.passive == "yes" and not (feminine and word.text.lstrip("وفس").startswith("ت")):
        return verb, "passive", by_whom(clause, first.last), first
    return verb, "active", first, None


def _feminine(verb: Word) -> bool:
    return verb.text.endswith("ت") or verb.text.lstrip("وفس").startswith("ت")


def _is_object_by_form(head: Word, *, feminine: bool) -> bool:
    """Whether the noun after a verb shows that it is no agent: by gender, accusative, a pronoun that points back."""
    if head.mention >= 0:
        return False
    possessed = len(head.text) > 4 and head.text.endswith((*POSSESSIVES[:4], "ته"))
    return (not feminine and head.text.endswith("ه")) or possessed or head.text.endswith("ين")


def _with_object(clause: Clause, n: int, verb: Predicate, subject: Phrase | None) -> _Found | None:
    """The event of a verb that says something only with its object word: شن هجوما، ألحق أضرارا."""
    limit = min(clause.end, n + 1 + REACH)
    place = next((k for k in range(n + 1, limit) if _is_object(clause.words[k], verb)), None)
    if place is None:
        return None
    if subject and subject.first < place < subject.last:
        subject = subject._replace(last=place, end=clause.words[place - 1].end)
    elif subject and subject.first == place:
        subject = None
    agent = before(clause, n) or (None if _PLURAL.search(clause.words[n].text) else subject)
    patient = under(clause, place + 1, verb.prepositions) if verb.prepositions else clause.phrase(place)
    if agent is None and verb.passive == "yes":
        return verb, "passive", by_whom(clause, place + 1), patient
    return (verb, "active", agent, patient) if agent or patient else None


def _is_object(word: Word, verb: Predicate) -> bool:
    return any(key in verb.objects for _, keys in readings(word.text) for key in keys)


def _nominal(clause: Clause, n: int, noun: Predicate, *, done: bool) -> _Found | None:
    """The event of a verbal noun: agent and patient under ل, or after تم and of what happens to one, a patient."""
    words = clause.words
    if words[n].breaks:
        return None
    if done:
        first = under(clause, n + 1, noun.prepositions) if noun.prepositions else clause.phrase(n + 1)
        return (noun, "passive", by_whom(clause, first.last), first) if first else None
    if _has_no_genitive(words, n):
        patient = clause.phrase(after_adjectives(words, n), "ل")
        return (noun, "nominal", None, patient) if patient and _is_named(words, patient) else None
    first = clause.phrase(n + 1)
    patient = clause.phrase(first.last, "ل") if first and first.last < clause.end else None
    if first and patient and _is_named(words, first) and not words[first.last - 1].breaks:
        return noun, "nominal", first, patient
    return (noun, "nominal", by_whom(clause, first.last), first) if first and noun.passive else None


def _has_no_genitive(words: Sequence[Word], n: int) -> bool:
    """Whether what follows the noun is at most an adjective: it has the article or a pronoun, or one does follow."""
    bare = words[n].text[words[n].at - words[n].start :]
    with_pronoun = bare not in noun_forms() and bare.endswith(POSSESSIVES)
    return definite(words[n]) or with_pronoun or (n + 1 < len(words) and is_adjective(words[n + 1]))


def _is_named(words: Sequence[Word], found: Phrase) -> bool:
    return any(word.mention >= 0 for word in words[found.first : found.last])


def _event(
    form: Folded, word: Word, predicate: Predicate, voice: str, agent: Phrase | None, patient: Phrase | None
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
