"""Where recognised mentions begin and end, and which are none: what is known of Arabic names, put on a tagger's output.

Every rule takes the mentions of one text in text order and gives them back so. Titles, proclitics and marks stand
outside a name, the kind of an organisation inside (حركة حماس, مجلس الأمن); adjectives of nationality are no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from analysis.entities.countries import country_code, demonym_code, is_nationality
from analysis.entities.heads import known_types, titles
from analysis.entities.institutions import completed, named_after, sites
from analysis.entities.letters import (
    PROCLITICS,
    WORD,
    cut_names,
    hyphenated,
    name_of,
    parted_pairs,
    whole_names,
    without_adverbials,
)
from analysis.entities.recognise import Mention
from analysis.entities.spelling import given_name, words
from analysis.text import Span, folded, surface

_REACH = 40  # characters beside a mention that are looked at
_PARTS = re.compile(r"[^\s\-–/]+")
_MARKS = {"«": "»", "“": "”", "(": ")", "[": "]"}
_PLURALS = ("ون", "ين", "ان", "اء", "ات")
# Words of address before a title: صاحب السمو الأمير, سماحة المفتي.
_ADDRESSES = frozenset(
    [
        *("سماحه", "سماحته", "فضيله", "فضيلته", "سمو", "سموه", "جلاله", "جلالته", "معالي", "معاليه"),
        *("فخامه", "فخامته", "سعاده", "سعادته"),
    ]
)
# Kinds of organisation that begin its name (مجلس الوزراء), and those that may also be common nouns (حركة الركاب).
_KINDS = frozenset(
    [
        *("مجلس", "وزاره", "لجنه", "هيئه", "مفوضيه", "جمعيه", "اتحاد", "رابطه", "نقابه", "بنك", "جامعه", "معهد"),
        *("مركز", "محكمه", "منظمه", "حزب", "نادي", "وكاله", "شركه", "مؤسسه", "صندوق", "جماعه", "حلف"),
    ]
)
_COMMON_KINDS = frozenset(("حركه", "تنظيم", "جبهه", "قاعده", "نظام", "جيش", "قوات", "حكومه", "كتائب", "فرقه", "تحالف"))
# Particles that are taken for the head of a name, and kinds of events and works that are none without more words.
_PARTICLES = frozenset(("ان", "فان", "بان", "وان", "لان", "في", "من", "عن"))
_LOOSE_ENDS = frozenset(("في", "الي", "عن", "الذي", "التي"))
# What is said of where in a place or what it is, and no name of one: جنوب أوروبا, محافظة الطائف.
_PARTS_OF_PLACES = frozenset(
    ("شمال", "جنوب", "شرق", "غرب", "وسط", "منطقه", "مناطق", "محافظه", "اقليم", "ولايه", "مدينه")
)
EVENTS = frozenset(
    [
        *("مؤتمر", "اتفاقيه", "اتفاق", "معاهده", "جائزه", "قمه", "مبادره", "بطوله", "دوري", "مهرجان", "معرض", "حفل"),
        *("منتدي", "ندوه", "برنامج", "فيلم", "مسلسل", "كتاب", "روايه"),
    ]
)
# Sums of money, which ANERcorp has as MISC, and God.
_NO_NAMES = frozenset(("دولار", "يورو", "اليورو", "ريال", "دينار", "درهم", "جنيه", "جنيه استرليني", "الله"))
DESCRIPTIONS = frozenset(("صحيفه", "قناه", "شبكه", "مجله", "موقع", "شركه"))  # outside the name: قناة الجزيرة


def mended(text: str, mentions: Sequence[Mention], *, ours: bool = True) -> list[Mention]:
    """The mentions of a text after all rules: fewer, or with other bounds, never overlapping.

    Without `ours`, adjectives of nationality and currencies stay, and the rules are left out that say what belongs to
    a name by the definitions of this package: the kind of an organisation or a site, the form in the lexicon of
    aliases.
    """
    found = [m for m in mentions if not (_is_nothing(text, m) or (ours and _is_nothing_to_us(text, m)))]
    by_definition = (_with_kinds, completed, named_after, sites, _known_names) if ours else ()
    for rule in (
        whole_names,
        hyphenated,
        cut_names,
        parted_pairs,
        without_adverbials,
        _in_marks,
        _without_loose_ends,
        _without_titles,
        *by_definition,
    ):
        found = list(_apart(text, rule(text, found)))
    return found


def _apart(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions that have a letter or digit, none reaching into the one before it, whatever a rule made of both."""
    end = 0
    for m in sorted(mentions):
        start = max(m.start, end)
        name = text[start : m.end]
        if any(c.isalnum() for c in name):
            end = m.end
            yield m._replace(start=start + len(name) - len(name.lstrip(" \n»”)]،.")))


def word_before(text: str, mention: Mention) -> str:
    """The folded word right before a mention, only a space between; else empty."""
    before = text[max(0, mention.start - _REACH) : mention.start]
    if not before.endswith(" "):
        return ""
    last = before.split()[-1:] or [""]
    return folded(last[0]) if last[0][-1:].isalpha() or not surface(last[0][-1:]) else ""


def is_adjective(text: str, mention: Mention) -> bool:
    """Whether this is an adjective of nationality or belonging (الأمريكية, المسؤولين الروس), which is no name.

    The corpora disagree on them, ANERcorp with itself; a family name (المغربي) stays.
    """
    if mention.type == "PER":
        return False
    parts = _PARTS.findall(name_of(text, mention))
    if parts and all(map(_nationality, parts)):
        return len(parts) > 1 or mention.type == "MISC" or country_code(parts[0]) is None
    written = words(name_of(text, mention))
    return mention.type == "MISC" and len(written) == 1 and _agrees(word_before(text, mention), written[0])


def _is_nothing(text: str, mention: Mention) -> bool:
    """Whether this is a part of an address of the web, an adverb, a particle with a number, an event without name."""
    if " " not in name_of(text, mention) and name_of(text, mention).endswith(("ًا", "اً")):  # 12 ريالاً, سنداً
        return not given_name(folded(name_of(text, mention))[:-1])
    before = text[max(0, mention.start - _REACH) : mention.start].rsplit(" ", maxsplit=1)[-1]
    if "www." in before or "://" in before:
        return True
    if mention.type != "MISC":
        return False
    parts = [folded(word) for word in WORD.findall(name_of(text, mention))]
    if all(word.isdigit() or word in _PARTICLES for word in parts):
        return True
    return len(parts) == 1 and parts[0].removeprefix("ال") in EVENTS


def _is_nothing_to_us(text: str, mention: Mention) -> bool:
    """Whether only the corpora take it for a name: an adjective of nationality, a currency."""
    return is_adjective(text, mention) or (mention.type == "MISC" and folded(name_of(text, mention)) in _NO_NAMES)


def _nationality(word: str) -> bool:
    """Whether it is an adjective of nationality in the singular; أميركيا is one, روسيا is none."""
    written = words(word)[0]
    return is_nationality(word) or (written.endswith("يا") and not country_code(word) and is_nationality(written[:-1]))


def _agrees(before: str, word: str) -> bool:
    """Whether a word is an adjective to the noun before it: both with the article, or a people after a plural."""
    if len(before) < 4:
        return False
    definite = before.startswith(("ال", "لل")) or before[1:].startswith("ال")
    if word.startswith("ال"):
        return definite and (word.endswith(("ي", "يه")) or demonym_code(word) is not None)
    return not definite and before.endswith(_PLURALS) and demonym_code(word) is not None


def _in_marks(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """No name reaches over one mark of a pair: what stands in the marks is the name, else what is before them."""
    for m in mentions:
        name = name_of(text, m)
        for opening, closing in _MARKS.items():
            at, end = name.rfind(opening), name.find(closing)
            if at > 0 and closing not in name[at:]:
                if text.startswith(closing, m.end):
                    m = m._replace(start=m.start + at + 1)  # noqa: PLW2901
                else:
                    m = m._replace(end=m.start + len(name[:at].rstrip()))  # noqa: PLW2901
            elif end > 0 and opening not in name[:end]:
                m = m._replace(end=m.start + len(name[:end].rstrip()))  # noqa: PLW2901
        yield m


def _without_loose_ends(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """No name is a mere direction (شرق أوروبا), but جنوب أفريقيا is a country; none ends with في or الذي."""
    part: Mention | None = None
    for m in mentions:
        if part and text[part.end : m.start] == " " and country_code(text[part.start : m.end]):
            m = m._replace(start=part.start)  # noqa: PLW2901
        part = m if folded(name_of(text, m)) in _PARTS_OF_PLACES else None
        if not part:
            *name, last = name_of(text, m).rsplit(" ", maxsplit=1)
            loose = name and folded(last) in _LOOSE_ENDS and text[m.end : m.end + 1] == " "  # not «حنبعل تي في»
            yield m._replace(end=m.start + len(name[0].rstrip())) if loose else m


def _without_titles(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Persons without title and address at their head; what is nothing else is no name, nor is أن part of one."""
    families = {words(name_of(text, m))[-1] for m in mentions if m.type == "PER" and " " in name_of(text, m)}
    before_names = {m.start - 1 for m in mentions if m.type == "PER" and text[m.start - 1 : m.start] == " "}
    for m in mentions:
        if m.type != "PER":
            yield m
            continue
        parts = [Span(m.start + word.start(), m.start + word.end()) for word in WORD.finditer(text[m.start : m.end])]
        at = 0
        while at < len(parts) and _leads(text[parts[at].start : parts[at].end]):
            at += 1
        if at < len(parts) and (len(parts) - at > 1 or m.end in before_names):  # المهاجم الغاني أندريه أيو
            word = text[parts[at].start : parts[at].end]
            at += word.startswith("ال") and is_nationality(word)
        if at == len(parts) and (len(parts) > 1 or m.end in before_names or words(name_of(text, m))[0] not in families):
            continue
        last = m.end
        if len(parts) - at > 1 and text[parts[-1].start : parts[-1].end].endswith(("ًا", "اً")):  # قال بيورن متخيلًا
            last = parts[-2].end
        start = parts[at].start if 0 < at < len(parts) else m.start
        yield m._replace(start=start + _glued(text[start:last].split(maxsplit=1)[0]), end=last)


def _glued(word: str) -> int:
    """The letters of a title that is written together with the given name after it: الدكتورعزام."""
    for title in ("الدكتور", "المهندس", "الاستاذ", "الاستاذه", "الدكتوره"):
        if folded(word).startswith(title) and given_name(folded(word)[len(title) :]) and len(folded(word)) == len(word):
            return len(title)
    return 0


def _leads(word: str) -> bool:
    """Whether a word may stand before a name that a recogniser took it into, and is no part of it."""
    form = folded(word)
    if form[:1] == "ب" and (form[1:] in _ADDRESSES or form.startswith("بال")):  # التقى بسمو رئيس المدينة
        form = form[1:]
    kind = titles().get(form.removeprefix("ال"), ("",))[0]
    return (form.startswith("ال") and kind not in {"", "relation"}) or form in _ADDRESSES or surface(word) == "أن"


def _with_kinds(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """No organisation is a mere kind of one (مجلس): the name that follows belongs to it, in marks it is the name."""
    held: Mention | None = None
    for m in mentions:
        if held is not None:
            named = m.type == "ORG" or folded(name_of(text, held)) in _KINDS  # جامعة جازان
            if named and text[held.end : m.start] == " ":
                m = Mention(held.start, m.end, "ORG", (held.score + m.score) / 2)  # noqa: PLW2901
            else:
                yield from _completed(text, held, m.start)
            held = None
        if m.type == "ORG" and folded(name_of(text, m)) in _KINDS | _COMMON_KINDS:
            held = m
        else:
            yield m
    if held is not None:
        yield from _completed(text, held, len(text))


def _completed(text: str, kind: Mention, limit: int) -> Iterator[Mention]:
    """The organisation that a mere kind opens: in marks after it, or with the definite words after it."""
    after = text[kind.end : min(limit, kind.end + _REACH)]
    marked = re.match(r" [«“\"](\w[^«»“”\"\n]*)[»”\"]", after)
    if marked:
        yield kind._replace(start=kind.end + marked.start(1), end=kind.end + marked.end(1))
    elif folded(name_of(text, kind)) in _KINDS:
        definite = re.match(r"(?: ال[^\W_]+)(?: ال[^\W_]*(?:ي|ية|يه))?(?![^\W_])", after)
        if definite:
            yield kind._replace(end=kind.end + definite.end())


def _known_names(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A mention that is, or is part of, a name in the lexicon of aliases: that name (حلف شمال الأطلسي), its type."""
    end = 0
    for n, m in enumerate(mentions):
        limit = mentions[n + 1].start if n + 1 < len(mentions) else len(text)
        before = _beside(text, max(end, m.start - _REACH), m.start, last=True)[-2:]
        after = _beside(text, m.end, min(limit, m.end + _REACH), last=False)[:4]
        known = [
            Span(start, stop)
            for first in [m.start, *(word.start for word in before)]
            for start in range(first, first + 3)
            for stop in [m.end, *(word.end for word in after)]
            if start < stop and not text[first:start].strip(PROCLITICS) and text[start].isalnum()
            if _known(text[start:stop], cut=start > first)
        ]
        if known:
            start, stop = max(known, key=lambda span: (span.end - span.start, -span.start))
            m = m._replace(start=start, end=stop, type=known_types()[words(text[start:stop])])  # noqa: PLW2901
        end = m.end
        yield m


def _known(name: str, *, cut: bool) -> bool:
    """Whether the lexicon has this name; of a single word letters are not cut, since it may be another: بواس, واس."""
    written = words(name)
    single = len(written) == 1
    return written in known_types() and not (cut if single else written[0] in DESCRIPTIONS)


def _beside(text: str, start: int, end: int, *, last: bool) -> list[Span]:
    """The words between two places that single spaces join to what stands after them (`last`) or before them."""
    found = [Span(start + word.start(), start + word.end()) for word in WORD.finditer(text[start:end])]
    edge = end if last else start
    kept: list[Span] = []
    for word in reversed(found) if last else found:
        if (text[word.end : edge] if last else text[edge : word.start]) != " ":
            break
        edge = word.start if last else word.end
        kept.append(word)
    return kept[::-1] if last else kept
