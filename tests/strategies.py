"""Texts as they come from the web: Arabic-heavy, with every kind of mark, and hostile ones."""

from hypothesis import strategies as st

MARKS = [*"“”«»‹›\"'‘’()[]", "”…”", "<script>", "&amp;", "$x$", "{{", "}}"]
SPACES = ["\n", "\r\n", "\u2028", "\t", " ", " ", " "]
INVISIBLE = ["\u200f", "\u200e", "\u200d", "\u0640", "\ufeff", "\u202e"]
WORDS = ["قال", "وقال", "الرئيس", "بوتين", "إن", "أن", "في", "ويتكوف", "وَقَالَ", "أضاف", "لرويترز", "20", "٢٠", "."]

characters = st.one_of(
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.sampled_from(INVISIBLE),
    st.characters(exclude_categories=["Cs"]),
)
pieces = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(SPACES), st.text(characters, max_size=3)
)


def arabic(max_pieces: int = 30) -> st.SearchStrategy[str]:
    """Arabic-heavy text with marks, breaks, invisible characters and stray others."""
    return st.lists(pieces, max_size=max_pieces).map("".join)


HOSTILE = (
    "",
    " \n\r\n ",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "”…” “ »« “ «",
    "\u202eقال\u202c",
    "🇵🇸👩‍👩‍👧‍👦" * 50,
    "قال: «" * 200,
    "\x00\x01\x07",
    "ﷺ ﻻ لا",
    "$\\frac{1}{2}$ {{ 7 * 7 }} {% raw %}",
    "ُُُُ",
)
