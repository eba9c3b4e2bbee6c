"""The event of a verbal noun: what stands in its genitive, under ل and other prepositions, and after على يد."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.framing.actors import acts
from analysis.framing.clauses import Clause, before, by_whom, under
from analysis.framing.phrases import Phrase, Word, after_adjectives, definite, is_adjective
from analysis.framing.predicates import Found, NounForm, Predicate, noun_readings, past_forms
from analysis.framing.verbal import is_object

# How many words may stand between a verbal noun, or its genitive, and the preposition of its patient.
_NEAR = 2


def nominal(clause: Clause, n: int, form: NounForm, *, done: int | None) -> Found | None:
    """The event of the verbal noun at word n; `done`: the index of its verb of support (تم), None where it has none."""
    noun, words = form.predicate, clause.words
    if done is not None:
        return _completed(clause, n, form, done)
    if words[n].breaks:
        return None
    if noun.objects:
        return _with_object(clause, n, noun)
    closed = form.pronoun or form.accusative or definite(words[n])
    if closed or (n + 1 < len(words) and is_adjective(words[n + 1]) and not acts(words[n + 1])):
        return _without_genitive(clause, n, form)
    return _with_genitive(clause, n, noun)


def _completed(clause: Clause, n: int, form: NounForm, done: int) -> Found | None:
    """The event of a verbal noun after its verb of support: تم اعتقال المتهم، شخص تم اعتقاله."""
    noun, words = form.predicate, clause.words
    if noun.objects and not (n + 1 < clause.end and is_object(words[n + 1], noun)):
        return None
    if form.pronoun:
        patient = None if words[done].text[0] in "وف" else before(clause, done)
        return Found(noun, "passive", by_whom(clause, n + 1), patient)
    if words[n].breaks:
        return None
    first = under(clause, n + 1, noun.prepositions) if noun.prepositions else _genitive(clause, n)
    return Found(noun, "passive", by_whom(clause, first.last), first) if first else None


def _genitive(clause: Clause, n: int) -> Phrase | None:
    """The phrase after a verbal noun, or after a second one joined to it (مقتل وإصابة ستة)."""
    at = n + 1
    if at < clause.end and clause.words[at].joined and noun_readings(clause.words[at]):
        at += 1
    return clause.phrase(at)


def _with_object(clause: Clause, n: int, noun: Predicate) -> Found | None:
    """The event of a verbal noun that says something only with its object word: فرض عقوبات على روسيا."""
    words = clause.words
    agent = None
    place = n + 1
    if place < clause.end and not is_object(words[place], noun):
        agent = clause.phrase(place)
        place = agent.last if agent else clause.end
    if place >= clause.end or not is_object(words[place], noun):
        return None
    patient = under(clause, place + 1, noun.prepositions) if noun.prepositions else clause.phrase(place)
    agent = agent or by_whom(clause, place + 1)
    return Found(noun, "nominal", agent, patient, place) if agent or patient else None


def _without_genitive(clause: Clause, n: int, form: NounForm) -> Found | None:
    """The event of a verbal noun with article, pronoun or adjective: الغزو الروسي لأوكرانيا، رفضه للعرض."""
    noun, words = form.predicate, clause.words
    at = after_adjectives(words, n)
    if noun.prepositions:
        patient = _near(clause, at, noun.prepositions)
        return Found(noun, "nominal", by_whom(clause, at), patient) if patient else None
    patient = clause.phrase(at, "ل")
    agent = by_whom(clause, at)
    if patient and (form.pronoun or agent or _is_named(words, patient)):
        return Found(noun, "nominal", agent, patient)
    return Found(noun, "nominal", agent, None) if agent and agent.first <= at + _NEAR + 1 else None


def _with_genitive(clause: Clause, n: int, noun: Predicate) -> Found | None:
    """The event of a verbal noun with a genitive, which is its agent where a patient follows, else its patient."""
    words = clause.words
    first = _genitive(clause, n)
    if noun.prepositions:
        patient = _near(clause, first.last if first else n + 1, noun.prepositions)
        return Found(noun, "nominal", first, patient) if patient else None
    if first is None:
        return None
    head = words[first.first]
    goes_on = first.last < clause.end and not words[first.last - 1].breaks
    patient = clause.phrase(first.last, "ل") if goes_on else None
    person = acts(head) or _is_named(words, first)
    known = definite(words[first.last - 1]) or _is_named(words, first)
    second = clause.phrase(first.last) if goes_on and clause.acts(first) and known else None
    if not (
        patient and person and known and (not noun.passive or _is_named(words, first) or acts(words[patient.first]))
    ):
        patient = second if second and _is_object(words[second.first]) else None
    if patient:
        return Found(noun, "nominal", first, patient)
    if noun.lemma == "قاد" and person and (words[n].prefix == "ب" or (n > 0 and words[n - 1].text == "تحت")):
        return Found(noun, "nominal", first, None)
    like = head.text.endswith("ه") and (words[n].text.endswith("ه") or head.text.startswith("م"))
    adjective = like and first.last == first.first + 1 and not person
    if (noun.passive or not person) and not (adjective and not definite(head)):
        return Found(noun, "nominal", by_whom(clause, first.last), first)
    return None


def _is_object(word: Word) -> bool:
    """Whether an indefinite noun after verbal noun and agent is the patient, not how they did it (مؤكدا) or a verb."""
    how = (word.text.startswith("م") and word.text.endswith("ا")) or word.text.endswith("يا")
    return not definite(word) and not how and word.text not in past_forms()


def _near(clause: Clause, at: int, prepositions: tuple[str, ...]) -> Phrase | None:
    """The phrase under one of these prepositions close to word `at`."""
    found = under(clause, at, prepositions)
    return found if found and found.first <= at + _NEAR else None


def _is_named(words: Sequence[Word], found: Phrase) -> bool:
    return any(word.mention >= 0 for word in words[found.first : found.last])
