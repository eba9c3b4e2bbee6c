"""The event of a verb: agent and patient around it, by order, agreement and what the verb asks for.

A phrase after a verb is its agent where the verb opens a clause; after a comma or a conjunction where the phrase acts
and agrees; elsewhere the agent stood before, or is dropped, and the phrase is what is acted on (رسالة تنتقد العنصرية).
"""

from __future__ import annotations

from analysis.framing.actors import acts
from analysis.framing.clauses import (
    REACH,
    RESUMPTIVE,
    Clause,
    after_relative,
    antecedent,
    before,
    by_whom,
    follows_on,
    opens,
    under,
)
from analysis.framing.matching import readings
from analysis.framing.phrases import ADVERBS, DEMONSTRATIVES, PARTICLES, POSSESSIVES, Phrase, Word, definite, word_set
from analysis.framing.predicates import Found, Predicate, VerbForm

# Singulars that end like plurals.
_SINGULAR = word_set("امين الامين امينا يمين اليمين")
# Nouns of the same form as these verbs stand before adjectives and indefinite nouns.
_ASKS_DEFINITE = word_set("هاتف قاضي")
_TIME = word_set("في خلال منذ قبل بعد عقب اثناء مطلع نهايه بدايه")
_DIRECTIONS = word_set("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قرب قباله بالقرب")
# Nouns of places and people that look like adverbs in the accusative.
_NO_MANNER = word_set(
    "منزلا مسجدا مبني مركزا موقعا مواقعا مقرا متجرا مطعما مصنعا مطارا مخيما معسكرا معبرا مخزنا مستشفي "
    "مقاتلا مدنيا مواطنا مسؤولا مسلحا مصرفا مكتبا ملعبا مسرحا مشروعا مقترحا مبلغا مرسوما مستوطنا متظاهرا "
    "متهما مجلسا مؤتمرا مرفا منجما محلا صحفيا صحافيا فلسطينيا سوريا عراقيا لبنانيا مصريا روسيا جنديا"
)
# How far from a verb without an agent its preposition may stand.
_NEAR = 3


def verbal(clause: Clause, n: int, form: VerbForm, *, by_form: bool) -> Found | None:
    """The event of a verb at word n; None where the words that it asks for are not there.

    `by_form`: its vowels show the passive.
    """
    verb, at = form.predicate, _after_time(clause, _after_adverbs(clause, n + 1))
    back = at < clause.end and clause.words[at].text in RESUMPTIVE and after_relative(clause.words, n)
    first = clause.phrase(at + back) if not clause.words[n].breaks else None
    if form.first_person:
        return Found(verb, "active", None, first) if first and not (verb.objects or verb.prepositions) else None
    if form.pronoun:
        return _with_pronoun(clause, n, form, first)
    if verb.objects:
        return _with_object(clause, n, form, first)
    ahead = before(clause, n, form)
    if verb.prepositions:
        return _prepositional(clause, n, form, first, ahead)
    bare = first is None and ahead is not None and verb.passive == "yes" and form.past
    if by_form or bare or verb.passive == "only":
        patient = first or ahead
        found = Found(verb, "passive", by_whom(clause, first.last if first else at), patient)
        return found if patient or verb.passive == "only" else None
    return _transitive(clause, n, form, first, ahead)


def _after_adverbs(clause: Clause, at: int) -> int:
    """The first word from `at` on that is no adverb: أمس، أول من أمس، مؤقتا."""
    if at + 1 < clause.end and is_manner(clause.words[at]) and definite(clause.words[at + 1]):
        return at + 1
    while at < clause.end:
        if [word.text for word in clause.words[at : at + 3]] == ["اول", "من", "امس"]:
            at += 3
        elif clause.words[at].text in ADVERBS:
            at += 1
        else:
            break
    return at


def _after_time(clause: Clause, at: int) -> int:
    """The first word behind a phrase of time or place at word `at` where a noun follows it, else `at`."""
    words = clause.words
    aside = clause.phrase(at + 1) if at < clause.end and words[at].text in _TIME and not words[at].breaks else None
    if aside is None or words[aside.last - 1].breaks or clause.phrase(aside.last) is None:
        return at
    following = words[aside.last]
    adjective = words[aside.last - 1].mention >= 0 and following.mention < 0 and definite(following)
    number = words[at].text == "في" and following.text.isdigit()  # في المادة 36
    return at if adjective or number or following.text in _DIRECTIONS else aside.last


def _with_pronoun(clause: Clause, n: int, form: VerbForm, first: Phrase | None) -> Found | None:
    """The event of a verb with the pronoun of its patient, which after a relative pronoun is what that belongs to."""
    relative = after_relative(clause.words, n)
    patient = antecedent(clause, n) if relative else None
    own = (
        first
        if first and clause.agrees(form, first) and not _is_object_by_form(clause.words[first.first], form)
        else None
    )
    agent = own or (None if relative else before(clause, n, form))
    return Found(form.predicate, "active", agent, patient) if agent or patient else None


def _prepositional(clause: Clause, n: int, form: VerbForm, first: Phrase | None, ahead: Phrase | None) -> Found | None:
    """The event of a verb whose patient stands under a preposition."""
    words, verb = clause.words, form.predicate
    if after_relative(words, n) and n + 1 < clause.end and _refers_back(words[n + 1], verb):
        agent = clause.phrase(n + 2) if not words[n + 1].breaks else None
        return Found(verb, "active", agent, antecedent(clause, n))
    own = first if first and not form.plural and clause.agrees(form, first) else None
    adjacent = ahead is not None and ahead.last >= n - 1
    agent = ahead if ahead and (adjacent or own is None) else own
    patient = under(clause, first.last if first else n + 1, verb.prepositions)
    if agent:
        return Found(verb, "active", agent, patient)
    if patient is None or patient.first > n + _NEAR:
        return None
    return Found(verb, "passive" if verb.passive == "yes" and not form.plural else "active", None, patient)


def _refers_back(word: Word, verb: Predicate) -> bool:
    """Whether the word is a preposition of the verb with a pronoun: عليها، به."""
    return any(word.text == preposition + end for preposition in verb.prepositions for end in POSSESSIVES)


def _transitive(clause: Clause, n: int, form: VerbForm, first: Phrase | None, ahead: Phrase | None) -> Found | None:
    """The event of a verb with a direct object and the phrase after it."""
    verb, words = form.predicate, clause.words
    if first is None or (words[n].text in _ASKS_DEFINITE and not definite(words[first.first])):
        return Found(verb, "active", ahead, None) if ahead else None
    head, second = words[first.first], _second(clause, first, verb)
    by_object = _is_object_by_form(head, form)
    fits = not by_object and clause.agrees(form, first)
    resumed = words[first.first - 1].text in RESUMPTIVE and clause.acts(first)
    if fits and not form.plural and (resumed or _is_agent_after(clause, n, form, first, second)):
        return Found(verb, "active", first, second)
    if form.plural or ahead:
        return Found(verb, "active", ahead, first)
    at_start = opens(words, n)
    agrees_only = form.feminine and head.text.endswith("ه")
    before_patient = fits and second is not None and (at_start or agrees_only or clause.acts(first))
    if before_patient or head.text.endswith("ون"):
        return Found(verb, "active", first, second)
    if at_start and not by_object and verb.passive == "yes" and (form.past or not form.feminine):
        return Found(verb, "passive", by_whom(clause, first.last), first)
    return Found(verb, "active", first, None) if at_start and fits else Found(verb, "active", None, first)


def _is_agent_after(clause: Clause, n: int, form: VerbForm, first: Phrase, second: Phrase | None) -> bool:
    """Whether the phrase after a verb that opens no sentence is its agent, by what it means and what follows."""
    words, following = clause.words, clause.words[first.last : first.last + 1]
    if not follows_on(words, n) or after_relative(words, n) or not clause.acts(first):
        return False
    goes_on = first.last < clause.end and not words[first.last - 1].breaks
    complement = goes_on and (following[0].text in PARTICLES or following[0].prefix != "" or following[0].joined)
    return second is not None or (form.predicate.passive != "yes" and complement)


def _second(clause: Clause, first: Phrase, verb: Predicate) -> Phrase | None:
    """The phrase after another one, behind adverbs; a demonstrative alone belongs to the first.

    Behind time and place too, unless the verb may be passive, so that where it happened ends what is said.
    """
    at = _after_adverbs(clause, first.last)
    at = _after_time(clause, at) if verb.passive != "yes" else at
    found = clause.phrase(at) if not any(word.breaks for word in clause.words[first.last - 1 : at]) else None
    return (
        None if found and clause.words[found.first].text in DEMONSTRATIVES and found.last == found.first + 1 else found
    )


def _is_object_by_form(head: Word, form: VerbForm) -> bool:
    """Whether the noun after a verb shows that it is no agent: by gender, accusative, a pronoun that points back."""
    if head.mention >= 0 or head.text in _SINGULAR:
        return False
    if head.text.endswith("ين"):
        return True
    possessed = len(head.text) > 4 and head.text.endswith((*POSSESSIVES[:4], "ته"))
    return not acts(head) and (possessed or (not form.feminine and head.text.endswith("ه")))


def _with_object(clause: Clause, n: int, form: VerbForm, subject: Phrase | None) -> Found | None:
    """The event of a verb that says something only with its object word: شن هجوما، ألحق أضرارا."""
    verb = form.predicate
    limit = min(clause.end, n + 1 + REACH)
    place = next((k for k in range(n + 1, limit) if is_object(clause.words[k], verb)), None)
    if place is None:
        return None
    if subject and subject.first < place < subject.last:
        subject = subject._replace(last=place, end=clause.words[place - 1].end)
    elif subject and subject.first == place:
        subject = None
    own = None if form.plural or after_relative(clause.words, n) else subject
    agent = own or before(clause, n, form)
    patient = under(clause, place + 1, verb.prepositions) if verb.prepositions else clause.phrase(place)
    if agent is None and verb.passive == "yes":
        return Found(verb, "passive", by_whom(clause, place + 1), patient, place)
    return Found(verb, "active", agent, patient, place) if agent or patient else None


def is_manner(word: Word) -> bool:
    """Whether the word looks like an adverb in the accusative: مؤكدا، رسميا."""
    form = (word.text.startswith("م") and word.text.endswith("ا")) or word.text.endswith("يا")
    return form and word.text not in _NO_MANNER and word.mention < 0 and not definite(word)


def is_object(word: Word, verb: Predicate) -> bool:
    """Whether the word is one of those with which the verb says something."""
    return any(key in verb.objects for _, keys in readings(word.text) for key in keys)
