"""The event of a verbal noun: what stands in its genitive, under ل and other prepositions, and after على يد."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.framing.actors import acts
from analysis.framing.clauses import QUANTITY, Clause, before, by_whom, under
from analysis.framing.demonyms import demonym
from analysis.framing.phrases import POSSESSIVES, Phrase, Word, after_adjectives, definite, is_adjective, word_set
from analysis.framing.predicates import Found, NounForm, Predicate, noun_readings, past_forms
from analysis.framing.verbal import is_manner, is_object

# How often and how long.
_COUNTED = word_set("مره مرات ايام اسابيع اشهر شهور سنوات اعوام ساعات دقائق يوما شهرا عاما مرتين يومين عامين شهرين")
# After its agent: اقتحام القوات له.
_OF_IT = word_set("له لها لهم")
# Behind ب these name who leads or helps, not who is led or helped: بمساعدة قطر.
_WITH_WHOM = word_set("قاد ساعد ساند")
_ENJOYS = word_set("حظي حظيت يحظي تحظي ويحظي وتحظي")
# What acts elsewhere is more often acted on here: قصف المدينة.
_PLACES = word_set("مدينه بلده قريه دوله")
# People whose singular looks like an adjective.
_SOMEBODY = word_set("فتي صبي محامي قاضي")
# Pasts up to this length may be nouns: سجن.
_SHORT = 4
# Only people are the patients of these.
_OF_SOMEBODY = word_set(
    "قتل اصاب اصيب استشهد اعتقل اغتال خطف اختطف احتجز اعدم طعن طرد رحل عزل كرم عين سجن جند عذب اوقف انقذ حاكم اجلي"
)
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
    following = words[n + 1] if n + 1 < len(words) else words[n]
    somebody = noun.lemma in _OF_SOMEBODY and demonym(following.text) is not None  # إصابة فلسطيني
    if closed or (_is_indefinite(following) and not somebody and _is_adjective_of(words[n], following)):
        return _without_genitive(clause, n, form)
    return _with_genitive(clause, n, noun)


def _is_indefinite(word: Word) -> bool:
    """Whether the word has no article; an adjective of a country is one also where it counts as a name."""
    return not (word.text.startswith("ال") if demonym(word.text) else definite(word))


def _is_adjective_of(noun: Word, word: Word) -> bool:
    """Whether an indefinite word after a verbal noun is its adjective: هجوم جوي، اشتباكات مسلحة."""
    of_plural = noun.text.endswith("ات") and word.text.endswith("ه") and word.mention < 0
    return of_plural or demonym(word.text) is not None or (is_adjective(word) and not acts(word))


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
    country = None if form.pronoun else _country(words, n, at)
    if noun.prepositions:
        patient, agent = _near(clause, at, noun.prepositions), _from(clause, at) or by_whom(clause, at) or country
        if noun.prepositions == ("مع",) and not patient:
            return _between(clause, at, noun)
        return Found(noun, "nominal", agent, patient) if patient or country or _from(clause, at) else None
    patient = clause.phrase(at, "ل")
    agent = _from(clause, at) or by_whom(clause, at) or country
    if patient and (form.pronoun or agent or _is_named(words, patient)):
        return Found(noun, "nominal", agent, patient)
    return Found(noun, "nominal", agent, None) if agent and agent.first <= at + _NEAR + 1 else None


def _country(words: Sequence[Word], n: int, at: int) -> Phrase | None:
    """The adjective of a country between a verbal noun and word `at`, which says who acts: القصف الإسرائيلي.

    Not where the noun itself stands for somebody: الاحتلال الإسرائيلي، المعارضة السورية.
    """
    found = next((k for k in range(n + 1, at) if demonym(words[k].text)), None)
    between = range(n + 1, found or n)
    if found is None or acts(words[n]) or any(words[k].text in _SOMEBODY for k in between):
        return None
    feminine = words[found].text.endswith("ه")
    if feminine != words[n].text.endswith(("ه", "ات")):  # منظمة التحرير الفلسطينية
        return None
    return Phrase(found, found + 1, words[found].at, words[found].end)


def _with_genitive(clause: Clause, n: int, noun: Predicate) -> Found | None:
    """The event of a verbal noun with a genitive, which is its agent where a patient follows, else its patient."""
    words = clause.words
    first = _genitive(clause, n)
    if noun.prepositions:
        return _under_preposition(clause, n, noun, first)
    if first is None:
        return _without_either(clause, n, noun)
    head = words[first.first]
    if head.text in past_forms() and head.mention < 0 and len(head.text) > _SHORT:  # قصف استهدف مدرسة
        return None
    goes_on = first.last < clause.end and not words[first.last - 1].breaks
    patient = clause.phrase(first.last, "ل") if goes_on else None
    person = _is_somebody(words, first)
    known = definite(words[first.last - 1]) or _is_named(words, first) or _is_possessed(head)
    second = clause.phrase(first.last) if goes_on and person and known and _leads(clause, first) else None
    if not (
        patient and person and known and (not noun.passive or _is_named(words, first) or acts(words[patient.first]))
    ):
        patient = second if second and _is_second(clause, first, second) else None
    if patient or (person and _is_agent_alone(words, n, noun, first if goes_on else None)):
        return Found(noun, "nominal", first, patient)
    like = (
        head.text.endswith("ه")
        and not head.text.endswith("ته")
        and (words[n].text.endswith("ه") or head.text.startswith("م"))
    )
    adjective = like and first.last == first.first + 1 and not person
    if (noun.passive or not person) and not (adjective and not definite(head)):
        return Found(noun, "nominal", by_whom(clause, first.last), first)
    return None


def _without_either(clause: Clause, n: int, noun: Predicate) -> Found | None:
    """The event of a bare verbal noun before من or ل: قصف من الجيش، اقتحام للمخيم."""
    agent = _from(clause, n + 1)
    to = noun.passive != "" and n + 1 < clause.end and definite(clause.words[n + 1])
    patient = clause.phrase(n + 1, "ل") if to else None
    return Found(noun, "nominal", agent, patient) if agent or patient else None


def _is_somebody(words: Sequence[Word], found: Phrase) -> bool:
    """Whether the phrase is about somebody: القوات، بعض الوزراء، or a name is in it."""
    return acts(words[found.first + _counted(words, found)]) or _is_named(words, found)


def _counted(words: Sequence[Word], found: Phrase) -> bool:
    return words[found.first].text in QUANTITY and found.last > found.first + 1


def _leads(clause: Clause, found: Phrase) -> bool:
    """Whether the first word of the phrase, or the one behind its number, is somebody: not in قميص البايرن."""
    return clause.acts(found) or (_counted(clause.words, found) and acts(clause.words[found.first + 1]))


def _is_possessed(word: Word) -> bool:
    """Whether a pronoun makes a noun of people definite: مقاتليها."""
    return acts(word) and not word.text.endswith("ه") and word.text.endswith(POSSESSIVES)


def _is_second(clause: Clause, first: Phrase, second: Phrase) -> bool:
    """Whether the phrase after a verbal noun and who acts is who or what is acted on: استهداف الجيش منزلا."""
    if _is_apposition(clause, first, second):
        return False
    place = clause.kind(second) == "LOC" and clause.words[first.last - 1].mention != clause.words[second.first].mention
    return (place and clause.kind(first) in ("PER", "ORG")) or _is_object(clause.words, second)


def _is_agent_alone(words: Sequence[Word], n: int, noun: Predicate, first: Phrase | None) -> bool:
    """Whether the genitive is the agent though no patient is named: بقيادة لواء، بمساعدة قطر، اقتحام القوات له."""
    if first and words[first.last].text in _OF_IT:
        return True
    above, helped = words[n - 1].text if n else "", words[n].prefix == "ب"
    enjoyed = helped and above in _ENJOYS and n + 1 < len(words) and definite(words[n + 1])
    return enjoyed or (noun.lemma == "قاد" and above == "تحت") or (noun.lemma in _WITH_WHOM and helped)


def _under_preposition(clause: Clause, n: int, noun: Predicate, first: Phrase | None) -> Found | None:
    """The event of a verbal noun whose genitive is its agent: هجوم الجيش على المدينة، موافقة المجلس."""
    after = first.last if first else n + 1
    patient, agent = _near(clause, after, noun.prepositions), first or _from(clause, after)
    if patient:
        return Found(noun, "nominal", agent, patient)
    if noun.prepositions == ("مع",) and first is None:
        return _between(clause, after, noun)
    place = agent is not None and clause.words[agent.first].text.removeprefix("ال") in _PLACES
    return Found(noun, "nominal", agent, None) if agent and clause.acts(agent) and not place else None


def _between(clause: Clause, at: int, noun: Predicate) -> Found | None:
    """The event of a verbal noun with two sides: اشتباكات بين الجيش والمسلحين."""
    agent = under(clause, at, ("بين",))
    if agent is None or not clause.acts(agent):
        return None
    other = agent.last
    joined = other < clause.end and clause.words[other].joined and not clause.words[other - 1].breaks
    return Found(noun, "nominal", agent, clause.phrase(other, joined=True) if joined else None)


def _from(clause: Clause, at: int) -> Phrase | None:
    """The agent after من right at word `at`: بدعوة من الرئيس."""
    words = clause.words
    if at >= clause.end or words[at].text != "من" or (words[at - 1].breaks):
        return None
    found = clause.phrase(at + 1)
    place = found is not None and words[found.first].mention >= 0 and clause.kind(found) == "LOC"
    return found if found and clause.acts(found) and not place else None


def _is_apposition(clause: Clause, first: Phrase, second: Phrase) -> bool:
    """Whether the second phrase says who the person named by the first is: ميشيل بارنييه كبير المفاوضين."""
    return clause.kind(first) == "PER" and clause.kind(second) != "LOC" and clause.acts(second)


def _is_object(words: Sequence[Word], found: Phrase) -> bool:
    """Whether an indefinite noun after verbal noun and agent is the patient, not how (مؤكدا), how often or a verb."""
    word, counted = words[found.first], words[found.last - 1].text in _COUNTED
    return not definite(word) and not is_manner(word) and not counted and word.text not in past_forms()


def _near(clause: Clause, at: int, prepositions: tuple[str, ...]) -> Phrase | None:
    """The phrase under one of these prepositions close to word `at`."""
    found = under(clause, at, prepositions)
    return found if found and found.first <= at + _NEAR else None


def _is_named(words: Sequence[Word], found: Phrase) -> bool:
    return any(word.mention >= 0 for word in words[found.first : found.last])
