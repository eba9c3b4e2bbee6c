"""Reporting words and phrases: the forms of every row of `lexicons/reporting.csv`, found in a text.

Whether a form reports anything is for its context to say: see `analysis.quotes.places`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.quotes.closings import PARTICIPLES, closing
from analysis.quotes.inflections import OBJECTS, PRESENT, Entry, forms, rows
from analysis.text import Folded, folded

_WORD = re.compile(r"\w+")
_KASRA = "\N{ARABIC KASRA}"
_DAMMA = "\N{ARABIC DAMMA}"
# Stems whose active present begins without a damma: يُزعم is passive, يُعلن is not.
_PLAIN_STEM = re.compile(
    r"(?:زعم|ذكر|نقل|وصف|كتب|طلب|سال|نشر|كشف|روي|حكي|رفض|شكا|ا\wت\w{2,}|ات\w{2}|ادعي|است\w{3,}|ت\w{3,4})$"
)
# What turns a verb into an attribution that stands beside a whole clause: حسبما ذكر، كما قال، وفق ما أعلنه.
_AS = re.compile(
    r"\b(?P<and>و(?=بحسب|وفق|حسب|طبقا))?(?:حسبما|وفقما|مثلما|كما|(?:بحسب|وفقا? ?ل?|حسب|طبقا ل|علي) ?ما)\s"
    r"(?:كان\w{0,2} |قد |سبق ان )?(?=\w)"
)
_OPENS = re.compile(r"(?:\s[\w()]+){0,9}?\s?(?:\b(?P<to>الي|علي|عن)\s|\b[وب]?ان(?:ه|ها|هم)?\b|:|[«“\"])")
_LAST = re.compile(r"(?:\s[\w()]+){1,4}\s?(?:\.\s|\.?$|\.?\n)")
_WENT_ON = frozenset(["أضاف", "تابع", "أردف"])
_PASSIVE = frozenset({"قيل", "سئل"})  # names nobody
_TOLD = {"ابلاغ": "أبلغ", "اخبار": "أخبر"}
_DONE = re.compile(r"\b(?P<and>[وف]?)(?P<done>(?:ي?تم|جري|يجري)\s(?:ال)?(?P<noun>ابلاغ|اخبار)(?:ه|ها|هم|نا|ي)?)\b")
_THIS = re.compile(r"\b(?:و?هذا|و?هو|ذلك) ما ")
# The words of somebody as a noun: رد على قول رئيس الحكومة: «…»، قول السفير بأن …
_SAYING = re.compile(r"\bقول\s(?=ال|\w+\s(?:ال|\w+))(?=[^.:؛\n«“\"]{3,90}?(?:\s?:\s?[«“\"]|\sبان\w{0,2}\s))")
_CLOSING = frozenset(
    ["قال", "ذكر", "أفاد", "أعلن", "أوضح", "وصف", "نقل", "أورد", "كتب", "أشار", "صرح", "أكد", "روى", "بين"]
)
# Forms that are other words nearly always: half, a club, His Highness, without, a city, my name.
_HOMOGRAPHS = frozenset(
    {"نصف", "نصفه", "نصفها", "نصفهم", "نادي", "سموه", "سموها", "سموهم", "دون", "مدينه", "اسمي", "هنا", "فدان"}
)
STATED = re.compile(r"\s(?:في|ضمن|علي لسان|من)\s")  # ورد في بيان
_PURPOSE = 4  # letters of a verb of purpose with its ل, at least one more: ليقول
_RADICAL = frozenset(["لفت", "اثبت"])  # their ت is no ending
_RELATIVE = re.compile(r"\b(?P<m>الذي)\s$|\b(?P<f>التي)\s$|\b(?P<p>الذين)\s$")


class Cue(NamedTuple):
    """A reporting word: its span in the folded text without fused و or ف, and what is known of it.

    kind: verb, participle, noun (with a pronoun: قوله) or attribution; before: the proclitics in front of it;
    form: its folded form; passive: by its vowels; takes: what may follow it (that, mark, object,
    addressee, whole, bare, a preposition).
    """

    start: int
    end: int
    lemma: str
    cue_class: str
    kind: str
    takes: frozenset[str]
    before: str
    form: str
    passive: bool = False

    @property
    def gender(self) -> str:
        """Gender and number of its subject as its form shows them: m, f, p (plural) or "" for unknown."""
        if self.kind not in {"verb", "participle"}:
            return {"ه": "m", "ها": "f", "هم": "p"}.get(self.form[-2:], "m" if self.form.endswith("ه") else "")
        form = self.form.removesuffix(self.object)
        dual = self.kind == "verb" and form.endswith("ا") and form[:-1] in forms()  # أكدا، أكدتا
        return "p" if dual else _agreement(form, self.kind, self.lemma)

    @property
    def object(self) -> str:
        """The object pronoun at the end of a verb (وصفته، أبلغهم), "" where it has none."""
        if self.kind != "verb":
            return ""
        return next((o for o in OBJECTS if self.form.endswith(o) and self.form.removesuffix(o) in forms()), "")


def _agreement(form: str, kind: str, lemma: str) -> str:
    if kind == "participle":
        return "f" if form.endswith("ه") else "p" if form.endswith("ين") else "m"
    if form.endswith(("وا", "ون", "تا")):
        return "p"
    if form.startswith("ت") and not form.endswith("ت"):
        return "m" if lemma.startswith("ت") and not form.startswith("تت") else "f"  # تابع, تقول
    return "f" if form.endswith("ت") and form[0] != "ي" and form not in _RADICAL else "m"


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, Entry]]:
    entries = {row.past: Entry(row.lemma, row.cue_class, "attribution", frozenset()) for row in rows("preposition")}
    longest_first = sorted(entries, key=len, reverse=True)
    return re.compile(rf"\b[وف]?(?P<phrase>{'|'.join(longest_first)})(?:(?<= ل)|(?:ا|ه|ها|هم|هما)?\b)"), entries


def cues(text: Folded, raw: str) -> Iterator[Cue]:
    """The reporting words of a folded text, in order.

    `raw` is the text as written, whose vowels and endings tell more.
    """
    pattern, entries = _phrases()
    form = text.text
    phrases = {m.start(): m for m in pattern.finditer(form)}
    combined = {m.start(): m for m in _AS.finditer(form)}
    # What is seldom there is looked for as it stands first.
    done = {m.start(): m for m in _DONE.finditer(form)} if any(noun in form for noun in _TOLD) else {}
    sayings = {m.start() for m in _SAYING.finditer(form)} if "قول " in form else set()
    those = {m.end() for m in _THIS.finditer(form)} if " ما " in form else set()
    marked = {*phrases, *combined, *done, *sayings, *those}
    taken = last = 0  # the end of the last cue, of the last verb
    for word in _WORD.finditer(form):
        at, letters = word.start(), word.group()
        found = _look_up(letters)
        if (found is None and at not in marked and letters not in PARTICIPLES) or at < taken:
            continue
        cue = _combined(form, combined[at]) if at in combined else None
        cue = cue or (_phrase(phrases[at], entries) if at in phrases else None)
        cue = cue or (_done(done[at]) if at in done else None)
        if cue is None and letters in PARTICIPLES and (said := closing(form, word, last)):
            participle, verb = said
            entry = forms()[participle]
            cue = Cue(at, word.end(), *(entry._replace(kind="verb") if verb else entry), "", verb or letters)
        if cue is None and at in sayings:
            cue = Cue(at, word.end(), *forms()["قال"], "", "قول")
        if cue is None and found is None and at in those and (meant := _as_verb(letters)):  # هذا ما قالته الوزيرة
            found = meant, ""
        if cue is None and found:
            cue = _as_spelled(_one_word(form, word, *found), text, raw)
        if cue:
            yield cue
            taken = cue.end
            last = cue.end if cue.kind == "verb" else last


def _one_word(text: str, word: re.Match[str], entry: Entry, before: str) -> Cue:
    if entry.lemma == "ورد" and word.group() in {"ورد", "وردت"} and not STATED.match(text, word.end()):
        entry, before = forms()[word.group()[1:]], "و"  # ورد المتحدث: he answered
    at = word.start() + len(before)
    return Cue(at, word.end(), *entry, before, text[at : word.end()])


def _as_spelled(cue: Cue, text: Folded, raw: str) -> Cue | None:
    """The cue in the light of what folding leaves out: حذرة is no حذره, and ذُكر is passive."""
    if cue.object and raw[text.starts[cue.end - 1]] == "ة":
        return None
    if cue.form == "توقع" and _KASRA in raw[text.starts[cue.start] : text.ends[cue.start + 2] + 2]:
        return None  # توقِّع: she signs
    if cue.kind != "verb" or _DAMMA not in raw[text.starts[cue.start] : text.ends[cue.start]]:
        return cue
    lemma = folded(cue.lemma)
    present = cue.form[0] in PRESENT and not cue.form.startswith(lemma)
    return cue._replace(passive=not present or _PLAIN_STEM.match(lemma) is not None)


def _combined(text: str, match: re.Match[str]) -> Cue | None:
    """حسبما ذكر as one attribution; its class is that of the verb."""
    word = _WORD.match(text, match.end())
    found = _as_verb(word.group()) if word else None
    if word is None or found is None:
        return None
    if found.lemma == "ذكّر":
        found = forms()["ذكر"]  # حسب ما ذكرته: what is told, nobody is reminded
    if match.group().startswith("علي") and text[max(match.start() - 2, 0) : match.start()].strip()[-1:].isalnum():
        return None  # يركز على ما يلفت الانتباه
    if match.group().startswith("كما") and not _closing(text, match.start(), word.end(), found):
        return None
    before = match["and"] or ""
    lemma = f"{match.group().strip().removeprefix(before)} {found.lemma}"
    start = match.start() + len(before)
    return Cue(start, word.end(), lemma, found.cue_class, "attribution", found.takes, before, word.group())


def _closing(text: str, start: int, end: int, verb: Entry) -> bool:
    """Whether كما قال closes what stands before it, and does not open a report of its own (كما قال إن)."""
    before = text[max(start - 3, 0) : start].rstrip()
    opens = _OPENS.match(text, end)
    closes = verb.lemma in _CLOSING or (verb.lemma in _WENT_ON and before[-1:] in '»”"')
    to = opens["to"] if opens and before[-1:] in "،," else None
    office = to is not None and to not in verb.takes  # …، كما تقول عضوة المجلس عن الولاية
    if closes and verb.lemma in _CLOSING and before[-1:].isalnum() and _LAST.match(text, end):
        return True  # رفضت حضور محاكمتها كما ذكرت السلطات.
    return closes and before[-1:] in "،,»”\"'-–" and bool(before) and (opens is None or office)


def _done(match: re.Match[str]) -> Cue | None:
    """تم الإبلاغ عن, يتم إخبارهم بأن: a passive by a verbal noun, which names nobody."""
    lemma = _TOLD[match["noun"]]
    verb = next(entry for entry in forms().values() if entry.lemma == lemma and entry.kind == "verb")
    takes = verb.takes | {"that", "عن"}
    return Cue(match.start("done"), match.end(), lemma, verb.cue_class, "verb", takes, match["and"], match["done"])


def is_passive(cue: Cue) -> bool:
    """Whether a cue names nobody who speaks: قيل, سئل, تم الإبلاغ."""
    return cue.passive or cue.lemma in _PASSIVE or (" " in cue.form and cue.kind == "verb")


def _as_verb(word: str) -> Entry | None:
    """The verb of this form, an object pronoun at its end allowed: ذكره، أعلنته."""
    for form in _with_pronoun(word) if word != "بين" else ():
        entry = forms().get(form)
        if entry and entry.kind == "verb" and entry.lemma not in {"جاء", "ورد", "رأى"}:
            return entry
    return None


def _phrase(match: re.Match[str], entries: dict[str, Entry]) -> Cue | None:
    phrase = match["phrase"]
    return Cue(match.start("phrase"), match.end(), *entries[phrase], "", match.group())


@functools.lru_cache(maxsize=100_000)
def _look_up(word: str) -> tuple[Entry, str] | None:
    """What the word is, and the proclitics before it."""
    known = forms()
    for before in ("", "و", "ف", "س", "وس", "فس", "ب", "ال", "ل"):
        if not word.startswith(before):
            continue
        if word[len(before) :] in _HOMOGRAPHS:
            return None
        if word[len(before) :] in known:
            entry = known[word[len(before) :]]
            if before == "ل" and (entry.kind != "verb" or word[1] not in PRESENT or len(word) <= _PURPOSE):
                return None  # لنقل, لذكر: nouns; ليؤكد is a verb
            if before != "ب" or entry.kind == "noun":
                return (entry, before) if before != "ال" else None
    return None


def word_before(text: str, at: int) -> str:
    """The word before a place, "" where none stands within 20 letters.

    >>> word_before("وزاد الوزير: ", 12)
    'الوزير:'
    """
    words = text[max(at - 20, 0) : at].split()
    return words[-1] if words else ""


def relative_before(text: str, cue: Cue) -> re.Match[str] | None:
    """The relative pronoun right before a verb; its group is the gender or number of what it describes."""
    return _RELATIVE.search(text[max(cue.start - 8, 0) : cue.start]) if cue.kind == "verb" else None


@functools.lru_cache(maxsize=100_000)
def lemma_of(form: str) -> str | None:
    """The lemma of a reporting form, None when it is none.

    >>> lemma_of("وأضافت")
    'أضاف'
    """
    found = _look_up(folded(form))
    return found[0].lemma if found else None


def is_reporting(word: str) -> bool:
    """Whether this is a reporting form, an object pronoun at its end allowed.

    >>> is_reporting("أكدته"), is_reporting("الوزير")
    (True, False)
    """
    return any(map(lemma_of, _with_pronoun(word)))


def _with_pronoun(word: str) -> tuple[str, str, str]:
    return word, word.removesuffix("ه"), word.removesuffix("ها")
