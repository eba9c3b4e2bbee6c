"""Whether a reporting form can be a report where it stands: not denied, not of the future, not impersonal, no noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.quotes.cues import Cue, lemma_of
from analysis.quotes.kinds import HIS_HONOUR, is_role, kind_of
from analysis.quotes.verbal_nouns import is_masdar
from analysis.text import Span

HONOUR = re.compile(rf"\s{HIS_HONOUR}\b")
_DENIED = frozenset(["لم", "لن", "دون", "عدم", "لا", "الم", "ولم", "ولن", "فلم", "هل", "اذا", "واذا", "فاذا", "لو"])
_GOVERNS_NOUN = frozenset([
    "وراء", "استمرار", "بسبب", "نتيجه", "رغم", "ضد", "عقب", "حال", "بغير", "غير", "بدون", "دون",
    "دار", "في", "من", "الي", "علي", "عن", "مع", "بعد", "قبل", "خلال", "كل", "هذا", "اي", "او",
])  # fmt: skip
_IMPERSONAL = frozenset(["يفترض", "يذكر", "يشار", "يلاحظ", "يتوقع", "يرجح", "يقدر", "يعتبر"])
# A source that wants no name: طالبا عدم الكشف عن هويته.
_UNNAMED = re.compile(
    r"\s(?:عدم )?(?:الكشف|ذكر|نشر|الافصاح|كشف|الاعلان|ايراد|التصريح|البوح)\b[^.،]{0,20}\bب?(?:اسم|هوي)"
)
_ITS_NAME = re.compile(r"\s(?:عن\s)?(?:اسم|هويت)(?:ه|ها|هم)\b")  # رفض ذكر اسمه
_EXPRESSED = re.compile(r"[^«“\":،.\n]{0,60}\sعن\s")
_SHOWN = re.compile(r"\s(?:هذا|هذه|ذلك|تلك)\sب?ان")
_NAMED = re.compile(r"[^.،:\n]{0,40}?\sعلي(?:ه|ها)\s?(?:\w+\s?){0,4}:?\s?[«“”\"]")
_CLAIMED = re.compile(r"\s?،?\s?ب?ان")  # يدعي فلان أن
_CALLED = re.compile(r"(?<!\w)(?!و?ال|ان\w?\s)\w{3,}\s$")
_NOTICED = re.compile(
    r"\s(?:ال)?(?:نظر|انظار|انتباه)\w{0,3}(?!\w)(?!\s(?:\w+\s){0,4}الي\s(?:ان|ضروره|اهميه))"
)  # ما يلفت الانتباه
_FOR = re.compile(r"\s(?:باسم|بلسان)\s")
_RECORDED = re.compile(r"\s(?!\d)[^،.:\n\d]{0,60}?\b(?:ب|علي )?ان\w{0,2}\s")
_TESTIFIED = re.compile(r"[^،.:\n]{0,50}?\s(?:ب|علي )ان")
_WHICH = re.compile(r"(?:التي|الذي)\s$")
_AGAIN = re.compile(r"\s(?:\w+\s){0,3}(?:ال|ب)?(?:تاكيد|تذكير|ذاكره|قول)\w*\s")
_BLAMED = re.compile(r"\s(?!هذه|تلك|(?:ال)?مسؤولي)[^.:\n]{0,80}?\b(?:ال)?مسؤولي[هت]")  # حمل الحكومة مسؤولية ما حدث
_ASKED = re.compile(r"[^.\n]{0,60}?(?:\sع(?:ن|ما)\s|[:«“\"][^«»“”\"\n]{3,400}[؟?])")  # سئل: «…؟»
_RULED = re.compile(r"\s(?:ذات\s)?(?:ال)?(?:محكم|مجلس|قاضي|قضاء|هيئ)\w*[^،.:\n]{0,60}?\sب?ان")  # قضت المحكمة بأن
_PLAYED_DOWN = re.compile(r"[^.،:\n]{0,80}?\sمن\s(?:اهمي|شان|خطور|قيم|حجم|جدو|تاثير|فرص|احتمال)")
_SHOWS = frozenset({"أظهر", "أثبت", "توصل", "وجد"})  # what a document does
# What must stand behind a verb that else reports nothing: أعادت صياغته، سجلت البلاد 320 إصابة، شهدت المدينة موجة حارة
_WANTED = {
    "علم": re.compile(r"\s(?:من\s)?(?:[«“\"]|مصادر|مصدر)|[^،.:\n]{0,40}?\sمن مصادر"),
    "قلل": _PLAYED_DOWN,
    "ثمن": re.compile(""),  # what stands before it decides
    "حمل": _BLAMED,
    "قضى": _RULED,
    "سئل": _ASKED,
    "أعاد": _AGAIN,
    "شهد بأن": _TESTIFIED,
    "سجل": _RECORDED,
    "أطلق على": _NAMED,
}
_OPENS_CLAUSE = frozenset(["كما", "ان", "قد", "وقد", "فيما", "حيث", "بدوره", "بعدما", "الذي"])
_MOST = frozenset(["من", "هو", "هي", "احد", "احدي", "بين", "عن", "في", "علي", "الي"])
_OPENS_BETWEEN = frozenset(["كما", "فيما", "جهته", "جانبه", "بدوره"])  # before بين as a verb
_WHEN = frozenset(["عندما", "وعندما", "حين", "حينما", "لما", "بعدما"])
_WORD = re.compile(r"\s(\w+)")
_NEAR = 60  # letters behind a verb in which its subject or preposition shows
_SHORT = 3  # verbs of so few letters are also nouns (ذكر، نقل، رد)


def may_report(text: str, unit: Span, cue: Cue, names: Sequence[Any]) -> bool:
    """Whether a verb, participle or noun may report in this sentence; `names` are the mentions in it."""
    if _UNNAMED.match(text, cue.end) or _ITS_NAME.match(text, cue.end) or _prayed(text, cue):
        return False
    if cue.kind == "participle":
        return _opens_participle(text, unit, cue)
    if cue.kind == "noun":
        return True
    at = cue.start - len(cue.before)
    words = text[max(unit.start, at - 40) : at].split()
    charged = cue.passive and cue.lemma == "وجه"  # وُجهت إليه تهمة
    if charged or _unsaid(text, words, cue) or _is_noun(words, cue, names) or _idiom(text, cue, names):
        return False
    return _no_homograph(text, words, cue, names)


def _opens_participle(text: str, unit: Span, cue: Cue) -> bool:
    """A participle reports behind a comma or a quotation (…، مضيفا), or before what it takes (مشددا على، مبينا أن)."""
    after = text[cue.end : cue.end + 12].strip()
    comma = text[max(cue.start - 2, 0) : cue.start].strip() == "،"
    if "that" not in cue.takes and not comma and re.match(r"ان(?:ه|ها|هم)?\s", after):
        return False  # قال مازحا إن: the verb reports
    tail = text[max(cue.start - 4, unit.start) : cue.start].rstrip(" و")
    goes_on = HONOUR.match(text, cue.end) is not None or (
        after[:1] == "ب" and "ب" in cue.takes and cue.form.endswith(("ا", "ين")) and cue.lemma != "أفاد"
    )
    goes_on = goes_on or after.startswith(("ان", "بان", "الي ان")) or after.split(" ")[0] in cue.takes
    return not tail or tail[-1] in '،,.»”"؛)-' or cue.lemma == "قال" or goes_on


def _unsaid(text: str, words: Sequence[str], cue: Cue) -> bool:
    """Denied, of the future, a mere possibility (أن يقول) or a gesture (وهو يشير إلى بيته)."""
    last = words[-1].strip("-–(") if words else ""
    pointing = (
        cue.lemma in {"أشار", "لوح"}
        and last in {"وهو", "وهي", "وهم"}
        and not re.match(r"\sالي ان", text[cue.end : cue.end + 7])
    )
    if last in {"لم", "ولم", "لا", "ولا"} and cue.lemma == "استبعد":
        return False  # لم يستبعد أن: he says that it may be
    if cue.lemma == "أخفى":
        return last not in {"لم", "ولم", "لا", "ولا"}
    if words[-2:] == ["الامر", "الذي"]:
        return True  # ما ينذر بكارثة
    if pointing or last in _DENIED or "س" in cue.before or last == "كنت":
        return True
    if cue.form[:1] == "ن" and last and lemma_of(last):
        return True  # وأضاف نجيب أن: a name
    subjunctive = last == "ان" and cue.form[:1] in "يتن" and len(cue.form) > _SHORT
    return subjunctive and words[-2:-1] not in (["قبل"], ["بعد"])


def _is_noun(words: Sequence[str], cue: Cue, names: Sequence[Any]) -> bool:
    """A short form governed by a preposition; the name علي is none."""
    if cue.form == "ابرز" and words and words[-1].removeprefix("و") in _MOST:
        return True  # من أبرز القيادات
    named = any(m.end == cue.start - 1 for m in names)
    if (len(cue.form) > _SHORT and cue.form != "توقع") or named or cue.before or not words:
        return False
    return words[-1] in _GOVERNS_NOUN or words[-1].removeprefix("و") in _GOVERNS_NOUN


def _idiom(text: str, cue: Cue, names: Sequence[Any]) -> bool:
    """يذكر أن, ما يسمى, يبين هذا أن: nobody says it."""
    named = any(m.start - cue.end == 1 for m in names)
    before_that = text[max(cue.start - 4, 0) : cue.start] == " ان "  # قبل أن يلاحظ أن
    nobody = cue.form in _IMPERSONAL and not before_that and re.match(r"\s(?:الي )?ان", text[cue.end : cue.end + 8])
    if nobody and not any(0 < cue.start - m.end <= 1 and m.type in {"PER", "ORG"} for m in names):
        return True  # but فلان يتوقع أن
    if (cue.lemma == "لفت" and _NOTICED.match(text, cue.end)) or (cue.lemma == "تحدث" and _FOR.match(text, cue.end)):
        return True
    if cue.form in {"يعتبر", "تعتبر"} and _WHICH.search(text, max(cue.start - 6, 0), cue.start):
        return True  # التي تعتبر من أهم
    if cue.form in {"يدعي", "تدعي"} and named and _is_called(text, cue, names):
        return True
    word = _WORD.match(text, cue.end)
    decided = cue.form == "تقرر" and word is not None and is_masdar(word[1])  # تقرر تأجيل البطولة
    if cue.form == "نري" or decided or _SHOWN.match(text, cue.end):
        return True
    return cue.lemma == "سمى" and cue.form in {"يسمي", "تسمي"}  # ما يسمى


def _is_called(text: str, cue: Cue, names: Sequence[Any]) -> bool:
    """Whether the verb says what somebody is called and claims nothing: ناشطة تدعى سارة، أحد السكان ويدعى أبو محمد."""
    end = next(m.end for m in names if m.start - cue.end == 1)
    what = _CLAIMED.match(text, end)
    after = _CALLED.search(text, max(cue.start - 20, 0), cue.start)
    return after is not None or (cue.before == "و" and what is None)


def _prayed(text: str, cue: Cue) -> bool:
    """نسأل الله، سائلا المولى: no question; صلى الله عليه وسلم: no agreement."""
    if cue.lemma == "سلم":
        return text[max(cue.start - 6, 0) : cue.start].startswith("عليه")
    return cue.lemma == "سأل" and re.match(r"\s(?:الله|المولي)", text[cue.end : cue.end + 7]) is not None


def _wanted(text: str, words: Sequence[str], cue: Cue, names: Sequence[Any]) -> bool:
    """Whether what such a verb needs to report stands beside it: a document that shows, a witness, a pronoun."""
    if cue.lemma in _SHOWS and words[-1:] == ["ان"]:
        return False  # بعد أن وجدت تحقيقاتها أن
    if cue.lemma in _SHOWS:
        before = [" ".join(words[n:]) for n in range(len(words))] if cue.lemma == "أظهر" else []
        shows = {"document", "organization"} if cue.lemma == "وجد" else {"document"}
        return any(kind_of(phrase) in shows for phrase in (text[cue.end : cue.end + _NEAR].strip(), *before))
    if cue.lemma == "علم" and kind_of(text[cue.end : cue.end + _NEAR].strip()) == "media":
        return True
    last = words[-1] if words else ""
    if cue.lemma == "سئل" and last in _WHEN:
        return False  # عندما سئل عن ذلك قال …
    if cue.form == "ثمن" and not cue.before and last and last not in _OPENS_CLAUSE:
        return last[-1] in "،." or any(0 <= cue.start - m.end <= 1 for m in names)  # else a price
    witness = cue.lemma == "شهد بأن" and any(0 < m.start - cue.end <= 1 and m.type == "PER" for m in names)
    return witness or _WANTED[cue.lemma].match(text, cue.end) is not None


def _no_homograph(text: str, words: Sequence[str], cue: Cue, names: Sequence[Any]) -> bool:
    """Whether a form that is another word elsewhere reports here: جاء في بيان, بين at the head of its clause."""
    if cue.lemma in {"جاء", "ورد"}:
        if words[-1:] and words[-1] in {"ما", "لما", "بما"}:
            return False  # ردا على ما جاء على لسان فلان
        return re.match(r"\s(?:في|ضمن|علي لسان)\s", text[cue.end : cue.end + 12]) is not None
    if cue.lemma in _SHOWS or cue.lemma in _WANTED:
        return _wanted(text, words, cue, names)
    if (cue.form == "عقب" and not cue.before) or (
        cue.form in {"ترجع", "يرجع"} and text[cue.end : cue.end + 5] == " الي "
    ):
        return False  # the preposition; what goes back to something
    if cue.lemma == "بين" and not cue.before:
        after = text[cue.end : cue.end + _NEAR].strip()
        speaks = is_role(after) or kind_of(after) or any(0 < m.start - cue.end <= 1 for m in names)
        return (
            bool(words and words[-1].strip("،") in _OPENS_BETWEEN)
            or (words[-1:] == ["قد"] and text[cue.end : cue.end + 3] == " ان")
            or (bool(speaks) and (not words or words[-1][-1:] in "،.:"))
        )
    return cue.form != "عبر" or bool(cue.before) or _EXPRESSED.match(text, cue.end) is not None  # else the preposition
