"""Which outlet or institution a source phrase means: by its name, or by a noun (الوزارة) that the text named before."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from analysis.quotes.antecedents import same_head
from analysis.quotes.kinds import is_body, is_label, is_role, kind_of, names_media
from analysis.quotes.names import coordinated
from analysis.quotes.story import Speaker, Story, as_written, of
from analysis.text import Span, folded

_GENERIC = frozenset(["شركه", "خفر", "عملاق"])  # وزارة الخارجية is not وزارة الدفاع
_NOUN_BEFORE = 12  # letters before a name in which its noun stands
_LABEL = re.compile(r"[«“\"‹]([^«»“”\"‹›]{2,40})(?:[»”\"›“]|$)")
# Institutions that a bare noun means whatever their name; a ministry or a government would keep its own noun.
_PLAIN = re.compile(r"ال(?:شركه|ناقله|مجموعه|نادي|منظمه|مؤسسه|جماعه|تنظيم|حزب|حركه|شبكه|بنك|مصرف|جامعه|مصنع|متجر)")
# حساب باسم "أنونيموس"; who speaks in the name of another keeps his own
_CALLED = re.compile(r"\b(?:باسم|المسمي|المسماه|المدعو|يدعي|تدعي|يسمي|تسمي)\s[«“\"]([^«»“”\"\n]{2,40})[»”\"]?")
# A paper of before: التقرير، للتقرير، التقرير الصادر عن …
_SAME_PAPER = re.compile(r"ا?ل\w+(?:\s(?:نفسه|نفسها|ذاته|ذاتها|المذكوره?|الصادره? عن\s.*))?")
# The outlet of a paper, by its noun: تقرير المجلة.
_SOME_OUTLET = re.compile(r"^(?:و?تقرير|افتتاحيه|مقال|تحقيق|تحليل)\w*\sال(صحيفه|مجله|جريده|وكاله|قناه|شبكه|موقع)$")
_TRADES = frozenset(["شركه", "منظمه", "مؤسسه", "مجموعه", "هيئه", "جمعيه", "شبكه", "مهرجان"])
_TRADE = 6  # letters of a trade with its article
_RIGHT_BEFORE = 250  # letters
_AND_LABEL = re.compile(r"[»”\"]\sو\s?[«“\"]([^«»“”\"]{2,40})(?:[»”\"]|$)")  # حزبا «العمل» و«النهضة»
_STATE_BODY = re.compile(r"ال(?:جيش|شرطه|حكومه|برلمان|رئاسه)")
SPEAKS_FOR = re.compile(r"(?:ال)?(?:متحدث|ناطق)")


def outlet(story: Story, phrase: Span) -> Speaker | None:
    """An outlet or institution by its name in marks (صحيفة «…»), and the outlet whose report or count it is."""
    words = story.text[phrase.start : phrase.end]
    called = _CALLED.search(words)
    if called and not SPEAKS_FOR.match(words):
        ids = [m.entity_id for m in story.names.between(phrase.start, phrase.end) if called[1].startswith(m.name[:4])]
        bears = Span(phrase.start + called.start(1), phrase.start + called.end(1))
        return as_written(phrase, "media" if names_media(words) else "unnamed", bears)._replace(ids=ids[:1])
    kind, label = kind_of(words), _LABEL.search(words)
    inside = story.names.between(phrase.start, phrase.end)
    name = Span(phrase.start + label.start(1), phrase.start + label.end(1)) if label else None
    media = kind == "media" or (kind == "document" and (names_media(words) or words.startswith("نشره ")))
    if name and label and (media or (kind == "organization" and is_label(words[: label.start()]))):
        ids = [m.entity_id for m in inside if m.start <= name.start and m.end >= name.end]
        more = _AND_LABEL.match(words, label.end(1))
        second = Span(phrase.start + more.start(1), phrase.start + more.end(1)) if more else None
        ids += [m.entity_id for m in inside if second and m.start >= second.start and m.end <= second.end]
        return as_written(phrase, "media" if media else "organization", name)._replace(ids=ids, second=second)
    if kind == "document":
        owner = next((m for m in inside if m.type == "ORG" and names_media(story.text[m.start - 12 : m.end])), None)
        if owner:
            return of([owner], "media", phrase)
        outlet_again = _SOME_OUTLET.search(words)
        owner = _last_outlet(story, phrase, outlet_again[1]) if outlet_again else None
        if owner:  # تقرير المجلة
            return of([owner], "media", phrase)
        again = same_head(story, _with_article(story.text, phrase).split()) if _SAME_PAPER.fullmatch(words) else None
        return again._replace(source=phrase) if again else as_written(phrase, "document")  # التقرير, of before
    return None


def _last_outlet(story: Story, phrase: Span, noun: str) -> Any:
    """The last outlet that the text named with this noun: مجلة نيوزويك."""
    outlets = (m for m in reversed(story.names.before(phrase.start)) if m.type == "ORG")
    return next((m for m in outlets if noun in story.text[max(m.start - 12, 0) : m.start + len(noun)]), None)


def _with_article(text: str, phrase: Span) -> str:
    """The words of a phrase, with the alef of the article where ل took it: للتقرير."""
    words = text[phrase.start : phrase.end]
    return f"ا{words}" if words.startswith("ل") and text[phrase.start - 1 : phrase.start] == "ل" else words


def institution(story: Story, phrase: Span) -> Speaker | None:
    """An institution or place that speaks: its mention at the head of the phrase, else a common noun (الوزارة)."""
    text = story.text
    words = text[phrase.start : phrase.end]
    inside = [m for m in story.names.between(phrase.start, phrase.end) if m.type != "PER"]
    kind = kind_of(words)
    later = _named_later(story, words) if kind and story.heads(phrase) else None
    if later:
        return of([later], kind or "organization", phrase)
    whole = next((m for m in inside if m.start - phrase.start <= 3), None)
    if whole and (whole.end >= phrase.end - 2 or not is_role(words) or whole.type == "ORG"):
        media = kind == "media" or names_media(text[whole.start : whole.end])
        more = [m for m in inside if m is not whole and m.type == whole.type and coordinated(text, [whole], m)]
        return of([whole, *more], "media" if media else "organization", phrase)
    if kind is None:
        known = None if is_role(words) else _by_first_word(story, phrase, words)
        return of([known], "organization", phrase) if known else None
    named = next((m for m in inside if m.type == "ORG" and len(text[phrase.start : m.start].split()) <= 1), None)
    named = (
        named
        or _whose_trade(story, phrase, words)
        or _last_of_kind(story, phrase, words)
        or (None if inside else _only_of_kind(story, phrase, words))
    )
    if named:
        return of([named], kind, phrase)
    short = words.startswith("ال") and len(words.split()) <= 2
    again = same_head(story, words.split()) if short else None
    meant = None if again or kind != "organization" else _meant(story, phrase, words)
    state = None if again or meant or kind != "organization" else _of_state(story, phrase, words)
    if state:
        return as_written(phrase, kind, state)
    return again or (of([meant], kind, phrase) if meant else as_written(phrase, kind))


def _by_first_word(story: Story, phrase: Span, words: str) -> Any:
    """The last institution whose name begins with this one definite noun: الحلف after حلف شمال الأطلسي."""
    if not words.startswith("ال") or " " in words:
        return None
    bodies = (m for m in reversed(story.names.before(phrase.start)) if m.type == "ORG")
    return next((m for m in bodies if story.text[m.start : m.end].startswith(f"{words[2:]} ")), None)


def _whose_trade(story: Story, phrase: Span, words: str) -> Any:
    """The one institution around whose name begins with what this one does: شركة الطيران of طيران نيوجيني."""
    head, *rest = words.split()[:2]
    if head not in _TRADES or not rest or not rest[0].startswith("ال") or len(rest[0]) < _TRADE:
        return None
    noun = rest[0][2:]
    bodies = (m for m in story.names.near(phrase.start) if m.type == "ORG")
    found = {m.entity_id: m for m in bodies if noun in folded(m.name).split()[:2]}
    return next(iter(found.values())) if len(found) == 1 else None


def _last_of_kind(story: Story, phrase: Span, words: str) -> Any:
    """The last institution named with this noun: الوزارة after وزارة الصحة."""
    if not words.startswith("ال") or len(words.split()) > 2:
        return None
    noun = words.split(maxsplit=1)[0][2:]
    many = noun.endswith("ات")  # الجمعيات are not كونفدرالية الجمعيات
    for m in reversed([m for m in story.names.before(phrase.start) if m.type == "ORG"]):
        here = re.findall(r"\w+", story.text[max(m.start - 12, 0) : m.end])
        if {noun, f"ال{noun}", f"ل{noun}", f"لل{noun}"} & set(
            story.text[m.start : m.end].split()[:1] if many else here
        ):
            return m
    return None


def _only_of_kind(story: Story, phrase: Span, words: str) -> Any:
    """The one institution that the text has named with this noun: شركة الطيران after شركة «النورس»."""
    head, _, rest = words.partition(" ")
    if head not in _GENERIC or not rest.startswith("ال"):
        return None
    before = [m for m in story.names.before(phrase.start) if m.type == "ORG"]
    bodies = [m for m in before if head in story.text[max(m.start - _NOUN_BEFORE, 0) : m.end].split()]
    return bodies[-1] if len({m.entity_id for m in bodies}) == 1 else None


def _of_state(story: Story, phrase: Span, words: str) -> Span | None:
    """The one army or government that the text names with its state: جيش تسامار, and الجيش."""
    if not _STATE_BODY.fullmatch(words):
        return None
    noun = words.removeprefix("ال")
    occupying = re.compile(rf"\b[لبو]?(?P<name>{noun} الاحتلال)\b").search(story.text, 0, phrase.start)
    if occupying:  # جيش الاحتلال, and الجيش
        return Span(*occupying.span("name"))
    found: dict[str, Span] = {}
    for m in story.names.before(phrase.start):
        at = m.start - len(noun) - 1
        if m.type == "LOC" and story.text[max(at, 0) : m.start] == f"{noun} ":
            found[m.entity_id] = Span(at, m.end)
    return next(iter(found.values())) if len(found) == 1 else None


def _meant(story: Story, phrase: Span, words: str) -> Any:
    """The institution that a bare noun means whose name has another noun: الشركة after لوسيد موتورز.

    The one that spoke last, else the one that was named most often, twice at least.
    """
    if not _PLAIN.fullmatch(words):
        return None
    before = [m for m in story.names.before(phrase.start) if m.type == "ORG"]
    before = [m for m in before if not names_media(story.text[m.start : m.end])]
    since = story.since
    noun = words.removeprefix("ال")
    fits = [m for m in before if _may_be(story.text, m, noun)]
    near = {m.entity_id: m for m in fits if m.start > max(since, phrase.start - _RIGHT_BEFORE)}
    marked = {key: m for key, m in near.items() if story.text[m.start - 1] in '«“"'}
    near = marked or near
    if len(near) == 1:  # وارتفع سهم «النور القابضة». وقالت الشركة
        return next(iter(near.values()))
    before = fits
    spoke = next((s.ids[0] for s in reversed(story.before) if s.source_type == "organization" and s.ids), None)
    often = Counter(m.entity_id for m in before).most_common(1)
    wanted = spoke or (often[0][0] if often and often[0][1] > 1 else None)
    return next((m for m in reversed(before) if m.entity_id == wanted), None)


def _may_be(text: str, mention: Any, noun: str) -> bool:
    """Whether a name does not begin with another noun of institutions: منظمة الصحة is no شركة."""
    head = text[mention.start : mention.end].split(" ", 1)[0].removeprefix("ال")
    return head.startswith(noun) or not is_body(head)


def _named_later(story: Story, words: str) -> Any:
    """The institution that a headline only describes: منظمة أمازيغية, then منظمة تاماينوت الأمازيغية."""
    wanted = {word.removeprefix("ال") for word in words.split()}
    for m in story.names.rows:
        if (
            m.type == "ORG"
            and m.end - m.start > len(words)
            and wanted <= {w.removeprefix("ال") for w in re.findall(r"\w+", story.text[m.start : m.end + 16])}
        ):
            return m
    return None
