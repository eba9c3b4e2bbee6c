"""Events: who does what to whom, from the verbs and verbal nouns of `lexicons/predicates.csv`.

Shallow reading of the clause: verb, agent, patient (هاجمت روسيا أوكرانيا); agent before the verb (روسيا تهاجم، روسيا
التي هاجمت); verbal noun (غزو روسيا لأوكرانيا); passive, bare (قتل جندي) and with تم (تم اعتقال المتهم), with the agent
where the text has it (على يد، من قبل). Agent and patient are noun phrases, named or not: غارة جوية أوكرانية.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from analysis.framing.clauses import REACH, Clause, after_relative, opens
from analysis.framing.control import controller, partner
from analysis.framing.nominal import nominal
from analysis.framing.phrases import ADVERBS, Word, word_set, words_of
from analysis.framing.predicates import Found, NounForm, VerbForm, noun_readings, verb_forms
from analysis.framing.subjects import possessor, subject
from analysis.framing.verbal import verbal
from analysis.text import Folded, Span, fold

_DONE = frozenset(
    before + form
    for form in ("تم", "يتم", "تمت", "تتم", "سيتم", "ستتم", "جري", "يجري", "سيجري", "جرت", "تجري")
    for before in ("", "و", "ف")
)
# Nouns too; they are verbs only where a clause begins.
_ALSO_NOUNS = word_set("حكم شن عين بني جرح كرم سلم ضغط هاتف قاضي حاكم قاتل لاحق سجن جند درب صالح صوت بنت قاطع")
_PREPOSITIONS = word_set(
    "في وفي الي والي علي وعلي عن وعن بين بعد قبل خلال منذ ضد بسبب اثر عقب دون بدون نتيجه جراء رغم وسط بفعل"
)
_DAMMA, _SHADDA = "\u064f", "\u0651"
_TANWIN = "\u064b"


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
    taken: set[int] = set()
    for n, word in enumerate(words):
        if n in taken:
            continue
        written = text[slice(*form.span(word.start, word.end))]
        if (word.text not in verb_forms() and not noun_readings(word)) or _in_organization(word, mentions):
            continue
        verbs = [] if _after_preposition(words, n) else verb_forms().get(word.text, [])
        verbs = [verb for verb in verbs if _is_written_so(written, word, verb)]
        nouns = noun_readings(word)
        limit = min(len(words), n + 1 + 2 * REACH)
        clause = Clause(words, mentions, next((k + 1 for k in range(n, limit) if words[k].breaks), limit))
        done = _support(words, n)
        joined = word.text[0] == "ف" and word.text[1:] in verb_forms()
        ambiguous = (bool(nouns) and not joined) or _is_also_noun(word, verbs)
        found: Found | None = None
        if verbs and done is None and (not ambiguous or opens(words, n) or after_relative(words, n)):
            by_form = _marked_passive(written)
            made = ((verb, verbal(clause, n, verb, by_form=by_form)) for verb in verbs)
            verb, found = next(((verb, event) for verb, event in made if event), (verbs[0], None))
            if found and found.agent is None and found.voice == "active" and not verb.first_person:
                found = found._replace(agent=subject(clause, n, verb, found.patient))
        elif nouns:
            found = next((event for noun in nouns if (event := nominal(clause, n, noun, done=done))), None)
            found = found or _of_pronoun(clause, n, nouns[0])
            if found and found.agent is None and found.voice == "nominal":
                own = possessor(clause, n) if nouns[0].pronoun else None
                found = found._replace(agent=own or controller(clause, n) or partner(clause, n, found.predicate))
        if found:
            taken.add(found.object_at)
            yield _event(form, word, found)


def _of_pronoun(clause: Clause, n: int, form: NounForm) -> Found | None:
    """The event of a verbal noun whose patient is a pronoun: تمكنت القوات من تحريرها."""
    if not form.pronoun or form.predicate.objects or form.predicate.prepositions:
        return None
    agent = controller(clause, n)
    return Found(form.predicate, "nominal", agent, None) if agent else None


def _is_also_noun(word: Word, verbs: Sequence[VerbForm]) -> bool:
    return word.text in _ALSO_NOUNS or any(
        (verb.pronoun or verb.plural) and verb.past_form in _ALSO_NOUNS for verb in verbs
    )


def _in_organization(word: Word, mentions: Sequence[Any]) -> bool:
    """Whether the word is part of the name of an organization: مجلس التعاون."""
    return word.mention >= 0 and getattr(mentions[word.mention], "type", "") == "ORG"


def _after_preposition(words: Sequence[Word], n: int) -> bool:
    """Whether the word is a noun, since a preposition stands right before it: تمثل في تعاقب أسر."""
    return n > 0 and words[n - 1].text in _PREPOSITIONS and not words[n - 1].breaks


def _support(words: Sequence[Word], n: int) -> int | None:
    """The index of the verb of support (تم) before the verbal noun at word n, None where none stands there."""
    k = n - 1
    while k >= 0 and words[k].text in ADVERBS and not words[k].breaks:
        k -= 1
    return k if k >= 0 and words[k].text in _DONE and not words[k].breaks else None


def _is_written_so(written: str, word: Word, verb: VerbForm) -> bool:
    """Whether what folding takes away allows the verb: its pronoun is no ة; no tanwin; no word begins with a shadda."""
    if _TANWIN in written:
        return False
    if verb.pronoun and written.rstrip(_DAMMA + _TANWIN + "\u064c\u064d\u064e\u0650\u0652").endswith("ة"):
        return False
    joined = word.text[0] in "وف" and word.text[1:] in verb_forms()
    return not (joined and written[2:3] == _SHADDA)


def _marked_passive(written: str) -> bool:
    """Whether the vowel on the first letter of a past form shows the passive: قُتل."""
    letters = written.removeprefix("و").removeprefix("ف")
    return letters[1:2] == _DAMMA and letters[0] not in "يتن"


def _event(form: Folded, word: Word, found: Found) -> Event:
    start = word.start + (1 if word.text not in verb_forms() or word.text[1:] in verb_forms() else 0) * word.joined
    return Event(
        form.span(start, word.end),
        found.predicate.lemma,
        found.predicate.polarity,
        found.predicate.relation,
        found.voice,
        form.span(found.agent.start, found.agent.end) if found.agent else None,
        form.span(found.patient.start, found.patient.end) if found.patient else None,
    )
