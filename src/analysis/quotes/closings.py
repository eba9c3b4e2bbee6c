"""A speech that ends or begins with a verbal noun under ب: ختم كلمته بالتأكيد على أن، واكتفى بالقول إن."""

from __future__ import annotations

import re

# The nouns, and the participle that says the same.
PARTICIPLES = {
    "بالقول": "قائلا",
    "بالتاكيد": "مؤكدا",
    "بالاشاره": "مشيرا",
    "بالتشديد": "مشددا",
    "بالدعوه": "داعيا",
    "بالتنويه": "منوها",
}
_SAYING = "بالقول"  # it needs no verb that ends a speech before it
_ENDS = re.compile(r"(?:ختم|اختتم|انهي|اكتفي|بدا|استهل|افتتح|ختام|خلص)\w{0,2}\s[^.:؛\n]{2,70}\s$")
_ENDS_WITH = re.compile(r"\b[وف]?(?P<verb>(?:ختم|اختتم|انهي|اكتفي|خلص)\w{0,2})\s$")
_INTRODUCES = re.compile(r"\s?[:«“”\"]|\s[^.،:\n]{0,40}?\bان(?:ه|ها|هم|نا|ني)?\s")


def closing(text: str, word: re.Match[str], verb: int) -> tuple[str, str] | None:
    """The participle that one of these nouns stands for, and the verb right before it, "" where there is none.

    None where it introduces nothing. `verb` is where the last reporting verb before it ends.
    """
    participle = PARTICIPLES[word.group()]
    at = word.start()
    ends = _ENDS_WITH.search(text, max(at - 12, 0), at)
    if ends:
        return participle, ends["verb"]
    if word.group() != _SAYING:
        return (participle, "") if _ENDS.search(text, max(at - 80, 0), at) else None
    if _INTRODUCES.match(text, word.end()) is None:
        return None
    free = not verb or re.search(r"[.:؛\n]", text[verb:at]) is not None  # else that verb reports what follows
    return (participle, "") if free else None
