"""The agent of a verbal noun from the verb or noun above it: حاول المهاجم قتل جندي، محاولات الجيش السيطرة على المدينة.

What is begun, tried, planned, threatened or done (قام بضرب) is done by the agent of that verb; what somebody is called,
forced or accused to do, by its patient. The verbs are those of `lexicons/controls.csv`. The event may not be a fact.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis import lexicons
from analysis.framing.actors import acts
from analysis.framing.clauses import CONJUNCTIONS, RELATIVE, TURNS, Clause, before, is_verb
from analysis.framing.phrases import ADVERBS, Phrase, Word, definite, is_present, word_set
from analysis.framing.predicates import Predicate, VerbForm, third_person
from analysis.framing.subjects import main_subject, possessor, subject

_PREPOSITIONS = word_set("في من علي عن الي")
# Nouns between the verb and the verbal noun that add nothing: واصل عمليات قصف.
_ACTS = word_set("عمليه عمليات اعمال حمله حملات جريمه جرائم سياسه مشروع مشاريع")
# Those who are said to have done what stands under them.
_ACCUSED = word_set("متهم متهمه متهمين متهمون مدان مدانين متورط متورطه متورطين متورطون ضالع ضالعين ضالعون مشتبه")
_POINTING_BACK = word_set("به بها بهم فيه فيها فيهم")
_TIMES = word_set("اسبوع شهر عام يوم سنه ساعه ليله فتره وقت ايام اشهر سنوات")
_WHO = word_set("من ومن فمن ما وما مما")
# What begins with something does not do it: خطة تبدأ باجتياح المدينة.
_PLANS = word_set("خطه الخطه عمليه العمليه مرحله المرحله حمله الحمله")
_PRONOUN = re.compile(r"(?:ها|هم|ه)$")
_MOST = re.compile(r"^(?:ا\w{3}|اول|ثاني|ثالث)$")
_STOPS = CONJUNCTIONS | TURNS | RELATIVE
# Verbal nouns of what two sides do.
_TOGETHER = word_set("تعاون نسق اتفق")
# How many words of the clause before a verbal noun are looked at.
_REACH = 12


class Control(NamedTuple):
    """A verb in one form, or (form None) a noun, that controls a verbal noun under this preposition, "" for none."""

    form: VerbForm | None
    prepositions: tuple[str, ...]
    of_object: bool


@functools.cache
def _verbs() -> dict[str, list[Control]]:
    """The forms of the verbs, with conjunctions and the future س."""
    found: dict[str, list[Control]] = {}
    for row in lexicons.rows("controls"):
        predicate = Predicate(row["past"], "neutral", "", "", (), ())
        made = third_person(row["past"], row["present"], predicate) if row["past"] else ()
        for text, form in made:
            if form.pronoun or form.first_person:
                continue
            control = Control(form, _under(row), row["of"] == "object")
            for conjunction in ("", "و", "ف") if form.past else ("", "و", "ف", "س", "وس"):
                found.setdefault(conjunction + text, []).append(control)
    return found


@functools.cache
def _nouns() -> dict[str, list[Control]]:
    found: dict[str, list[Control]] = {}
    for row in lexicons.rows("controls"):
        for noun in lexicons.forms(row["noun"]):
            found.setdefault(noun, []).append(Control(None, _under(row), row["of"] == "object"))
    return found


def _under(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(form.replace("-", "") for form in lexicons.forms(row["preposition"]))


def controller(clause: Clause, n: int) -> Phrase | None:
    """The agent of the verbal noun at word n that its clause names above it, None where no such verb is above it."""
    words = clause.words
    if words[n].joined:
        return None
    last, preposition = _above(words, n)
    accused = _accused(clause, last, preposition)
    for v in range(last, max(last - _REACH, -1), -1) if accused is None else ():
        if (v < last and words[v].breaks) or words[v].text in _STOPS:
            return None
        found = _of_verb(clause, v, last, preposition) or _of_noun(clause, v, last, preposition)
        if found or words[v].text in _verbs():
            return found
    return accused


def partner(clause: Clause, n: int, noun: Predicate) -> Phrase | None:
    """Who does something together with the patient: the agent right before ورشة نظمها المعهد بالتعاون مع الجامعة."""
    words = clause.words
    if noun.lemma not in _TOGETHER or words[n].prefix != "ب" or words[n - 1].breaks:
        return None
    for first in range(n - 1, max(n - 6, 0), -1):
        found = _until(clause, first, n - 1)
        if (
            found
            and clause.acts(found)
            and words[first - 1].text.endswith(("ه", "ها"))
            and is_present(words[first - 1])
        ):
            return found
    found = main_subject(clause, n)
    between = range(found.last, n) if found else ()
    stops = any(is_verb(words, k) or words[k].text in _STOPS or words[k].breaks for k in between)
    return found if found and found.last <= n and not stops else None


def _above(words: Sequence[Word], n: int) -> tuple[int, str]:
    """The last word of what a verbal noun is under, without adverbs, and the preposition between ("" for none)."""
    if n and not words[n].prefix and words[n - 1].text[words[n - 1].at - words[n - 1].start :] in _ACTS:
        n -= 1
    last, preposition = n - 1, words[n].prefix or ("ل" if words[n].text.startswith("لا") else "")  # لاعتقال
    if not preposition and last >= 0 and words[last].text in _PREPOSITIONS and not words[last].breaks:
        last, preposition = last - 1, words[last].text
    while last > 0 and not words[last].breaks and (words[last].text in ADVERBS or _is_most(words[last])):
        last -= 1
    return last, preposition


def _is_most(word: Word) -> bool:
    """Whether the word may say that what follows is the most of its kind: نفذ أشرس اقتحام."""
    return _MOST.match(word.text) is not None and word.mention < 0 and not acts(word)


def _of_verb(clause: Clause, v: int, last: int, preposition: str) -> Phrase | None:
    """The agent where the verb at word v controls what stands after word `last`."""
    words = clause.words
    made = [control for control in _verbs().get(words[v].text, ()) if preposition in control.prepositions]
    first = v + 1
    while first <= last and words[first].text in ADVERBS:
        first += 1
    for control in made:
        assert control.form is not None
        if control.of_object:
            found = _object(clause, v, (first, last), control.form)
        elif first > last:
            found = None if words[v].breaks else _before(clause, v, control.form)
        else:
            found = _until(clause, first, last)
            found = found if found and not control.form.plural and clause.agrees(control.form, found) else None
        if found:
            return found
    return None


def _before(clause: Clause, v: int, form: VerbForm) -> Phrase | None:
    """The agent of a verb right behind which its verbal noun stands."""
    found = before(clause, v, form) or subject(clause, v, form, None)
    return found if found and clause.words[found.first].text not in _WHO | _PLANS else None


def _object(clause: Clause, v: int, between: tuple[int, int], form: VerbForm) -> Phrase | None:
    """The patient of the verb at word v: the second phrase behind it, or the only one where its agent stood before."""
    first, last = between
    if first > last:
        return None
    words, agent = clause.words, clause.phrase(first)
    for k in range(first + 1, last + 1):
        begins = (agent and agent.last == k) or (definite(words[k]) and acts(words[k]) and not words[k].joined)
        if begins and agent and clause.agrees(form, agent):
            return _until(clause, k, last)
    found = _until(clause, first, last)
    return found if found and _before(clause, v, form) else None


def _until(clause: Clause, first: int, last: int) -> Phrase | None:
    """The phrase from word `first` to word `last`, where a phrase begins at the one and no earlier ends."""
    found, head = clause.phrase(first), clause.words[first].text
    if found is None or found.last <= last or head.removeprefix("ال") in _TIMES or head in _WHO:
        return None
    return found._replace(last=last + 1, end=clause.words[last].end)


def _of_noun(clause: Clause, v: int, last: int, preposition: str) -> Phrase | None:
    """The agent where the noun at word v controls what stands after word `last`: جهود الحكومة، نيتها، محاولة منها."""
    words = clause.words
    bare = words[v].text[words[v].at - words[v].start :]
    stem = _PRONOUN.sub("", bare)
    stem = stem[:-1] + "ه" if stem.endswith("ت") and stem != bare else stem
    for key in (bare, stem):
        for control in _nouns().get(key, ()):
            if control.of_object or preposition not in control.prepositions:
                continue
            if key != bare:
                return possessor(clause, v) if v == last else None
            first = v + 2 if v + 1 <= last and words[v + 1].text == "من" else v + 1
            found = _until(clause, first, last) if first <= last else None
            return found if found and (clause.acts(found) or definite(words[first])) else None
    return None


def _accused(clause: Clause, last: int, preposition: str) -> Phrase | None:
    """Who is said to have done what stands after word `last`: المتهم بقتل، رجل متورط في خطف، المشتبه به في قتل."""
    words = clause.words
    if last < 1 or preposition not in {"ب", "في", "عن"}:
        return None
    end = last
    if words[last].text in _POINTING_BACK:
        last -= 1
    if words[last].text.removeprefix("ال") not in _ACCUSED:
        return None
    for first in range(max(last - 3, 0), last + 1):
        found = clause.phrase(first)
        if found and found.last > last and (clause.acts(found) or definite(words[first])):
            return found._replace(last=end + 1, end=words[end].end)
    return None
