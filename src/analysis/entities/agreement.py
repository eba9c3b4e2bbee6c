"""What the mentions of one text say of each other: one type for one name, and names found here but missed there."""

from __future__ import annotations

import functools
import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from analysis import lexicons
from analysis.entities.countries import cities, country_code, is_nationality
from analysis.entities.heads import HEADS
from analysis.entities.letters import PROCLITICS, is_title, name_of
from analysis.entities.recognise import Mention
from analysis.entities.spans import DESCRIPTIONS, EVENTS, word_before
from analysis.entities.spelling import given_name, words
from analysis.seams import times as seen
from analysis.text import Span, fold, folded, surface

# A type is taken for another when the other has so many times its votes, for the type of a mention itself.
_CLEAR = 1.5
# A name is looked for when once found with such a probability, a single word when so many times as often found as not.
_HIGH, _CLEAR_COUNT = 0.8, 2
_WORD = re.compile(r"[^\W_]+")
_QUOTES = "«\"“'"
_WHERE = re.compile(r"(?<![^\W_])(?:في |[وف]?ب)$")
_REACH = 40  # characters before a name that are looked at
_TEAMS = {"منتخب", "فريق"}
_NO_FAMILIES = {"الله"}
_ORDINALS = {"الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس"}  # of rulers, and of the deputies behind them


def agreed(text: str, mentions: Sequence[Mention], *, clear: float = _CLEAR) -> list[Mention]:
    """The mentions, one type for one form where nothing beside a mention says why it has another.

    A mention votes for its type with its score; the last word of a person's full name is a person. A country is a
    place, except in quotation marks (the airline «السعودية») and after a kind of organisation (منتخب المغرب). Marks and
    kinds (صحيفة الشرق الأوسط, مدينة ليفربول) keep the type that a mention has, and its vote; but papers set a family
    name in marks too (وقال «الحازمي»). `clear`: a type is taken for another that has so many times its votes; at 1
    equal votes go to the type that comes first.
    """
    kept = [_kept(text, m) for m in mentions]
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    of_persons: set[str] = set()
    families: set[str] = set()
    for m, alone in zip(mentions, kept, strict=True):
        written = words(name_of(text, m))
        if not alone:
            votes[written][m.type] += m.score
        if m.type == "PER" and len(written) > 1:
            of_persons |= set(written)
            families.add(written[-1])
    families -= _NO_FAMILIES | _located(text, mentions)
    found = []
    for m, alone in zip(mentions, kept, strict=True):
        written = words(name_of(text, m))
        if alone and not (written[0] in families and len(written) == 1 and _is_said(text, m)):
            found.append(m)
        elif _is_place(written, m.type) and not (len(written) == 1 and written[0] in of_persons):
            found.append(m._replace(type="LOC"))
        elif len(written) == 1 and written[0] in families:
            found.append(m._replace(type="PER"))
        else:
            found.append(m._replace(type=_elected(votes[written], m.type, clear)))
    return found


def _located(text: str, mentions: Sequence[Mention]) -> set[str]:
    """The single words in which something is or happens somewhere in the text, behind في or ب: no family names."""
    return {
        words(name_of(text, m))[0]
        for m in mentions
        if m.type == "LOC" and _WHERE.search(text, max(0, m.start - _REACH), m.start)
    }


def _is_place(written: tuple[str, ...], type_: str) -> bool:
    """Whether a mention of this type is a country or, since clubs have the names of cities, no person but a city."""
    return country_code(" ".join(written)) is not None or (type_ == "PER" and written in cities())


def _elected(votes: Mapping[str, float], own: str, clear: float) -> str:
    winner = max(votes, key=lambda type_: votes[type_])
    return winner if votes[winner] >= clear * votes[own] else own


def _kept(text: str, mention: Mention) -> bool:
    """Whether what stands beside a mention says what it is."""
    before = word_before(text, mention).removeprefix("ال")
    for proclitic in ("", "ب", "ل", "و", "ك", "ف"):
        bare = before.removeprefix(proclitic)
        if bare in HEADS["ORG"] | HEADS["LOC"] | _TEAMS:
            return True
    return _in_quotes(text, mention) and mention.type in ("ORG", "MISC")


def _is_said(text: str, mention: Mention) -> bool:
    """Whether a mention stands in quotation marks, and before them no kind of thing called so: معرض «الفيصل»."""
    before = folded(text[max(0, mention.start - _REACH) : mention.start]).split(" ")[-2:]
    noun = before[0].removeprefix("ال") if len(before) == 2 else ""
    kinds = HEADS["ORG"] | HEADS["LOC"] | _TEAMS | EVENTS | DESCRIPTIONS
    return _in_quotes(text, mention) and not any(noun.removeprefix(letter) in kinds for letter in ("", *PROCLITICS))


def _in_quotes(text: str, mention: Mention) -> bool:
    return mention.start > 0 and text[mention.start - 1] in _QUOTES


def repeated(text: str, mentions: Sequence[Mention], *, lexicon: bool = True) -> list[Mention]:
    """The mentions, and further places where a name stands that was surely found elsewhere in the text.

    A name of several words is one wherever its words stand, as is one of the lexicon of aliases (تنظيم داعش) that was
    not found at all; a single word, where it was found more than once and at most half as often missed, since it may
    be a common noun (أمل), and a family name also behind a title (د. الحازمي) or where it is no word of the news and
    the person has a full name. `score` of an addition is the least of the name, 1 where the lexicon alone says it.
    `lexicon`: whether the lexicon says so at all.
    """
    listed = _known_names() if lexicon else {}
    names = {written: found for written, found in _by_words(text, mentions).items() if _is_sure(written, found)}
    families = _families(text, mentions)
    places = _places(text, mentions, names.keys() | families.keys() | listed.keys())
    added = []
    for written, spans in places.items():
        found = names.get(written, [])
        everywhere = found and (len(written) > 1 or len(found) >= max(2, _CLEAR_COUNT * len(spans)))
        family = families.get(written, [])
        known = found or family or [Mention(0, 0, listed[written], 1.0)]
        full = any(" " in name_of(text, m) for m in family) and 2 * len(family) >= len(spans)
        for start, end in spans:
            of_family = family and (_is_titled(text, start) or (full and not seen(surface(text[start:end]))))
            if everywhere or of_family or written in listed:
                added.append(Mention(start, end, known[0].type, min(m.score for m in known)))
    return sorted([*mentions, *added])


@functools.cache
def _known_names() -> dict[tuple[str, ...], str]:
    """The types of the names of several words in the lexicon of aliases, by their folded words."""
    return {
        tuple(_WORD.findall(folded(form))): row["type"]
        for row in lexicons.rows("aliases")
        if not row["note"] and row["type"] != "PER"
        for form in (row["name"], *lexicons.forms(row["forms"]))
        if " " in form
    }


def _families(text: str, mentions: Sequence[Mention]) -> dict[tuple[str, ...], list[Mention]]:
    """The persons of each family name, and those called by it alone; no given names, adjectives (المصري), numbers."""
    found: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for m in mentions:
        last = folded(name_of(text, m)).split()[-1:]
        other = (
            not last or not last[0].isalpha() or is_nationality(last[0]) or given_name(last[0]) or last[0] in _ORDINALS
        )
        if m.type == "PER" and m.score >= _HIGH and not other:
            found[tuple(last)].append(m)
    return found


def _is_titled(text: str, start: int) -> bool:
    """Whether a title, or د. for doctor, stands right before this place."""
    before = text[max(0, start - _REACH) : start]
    word = before.split()[-1:]
    return bool(word) and before.endswith((" ", ".")) and (is_title(word[0]) or word[0] == "د.")


def _by_words(text: str, mentions: Sequence[Mention]) -> dict[tuple[str, ...], list[Mention]]:
    found: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for m in mentions:
        found[tuple(_WORD.findall(folded(name_of(text, m))))].append(m)
    return found


def _is_sure(written: tuple[str, ...], found: Sequence[Mention]) -> bool:
    """Whether a name was found well enough to be looked for: of one type, once with a high probability."""
    one_type = len({m.type for m in found}) == 1 and found[0].type != "MISC"
    adjective = len(written) == 1 and is_nationality(written[0])
    return bool(written) and one_type and not adjective and max(m.score for m in found) >= _HIGH


def _places(
    text: str, mentions: Sequence[Mention], names: Collection[tuple[str, ...]]
) -> dict[tuple[str, ...], list[Span]]:
    """Where these names stand, the longest at each place, outside the mentions."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for written in names:
        lengths[written[0]].add(len(written))
    joined = {" ".join(written): written for written in names}
    form = fold(text)
    starts, ends = array("I"), array("I")
    for word in _WORD.finditer(form.text):
        starts.append(word.start())
        ends.append(word.end())
    found: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    n = mention = 0
    while n < len(starts):
        size = 1
        for length in sorted(lengths.get(form.text[starts[n] : ends[n]], ()), reverse=True):
            last = min(n + length, len(starts)) - 1
            written = joined.get(form.text[starts[n] : ends[last]], ())
            if not written:
                continue
            span = form.span(starts[n], ends[last])
            while mention < len(mentions) and mentions[mention].end <= span.start:
                mention += 1
            if mention == len(mentions) or span.end <= mentions[mention].start:
                found[written].append(span)
                size = length
                break
        n += size
    return found
