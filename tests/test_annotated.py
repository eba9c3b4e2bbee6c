"""Article text reaches HTML escaped, whole and in order."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotated import (
    Highlight,
    article_html,
    blocks,
    linked,
    quote_cards,
    sentence_anchors,
    table_html,
)
from analysis.tables import frame
from analysis.text import sentences
from samples import TEXT, tables
from strategies import HOSTILE, arabic

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "&lt;b&gt;",
    "javascript:alert(1)",
]
ALLOWED = {"article", "h3", "p", "bdi", "div", "span"}


class Page(HTMLParser):
    """The tags, attributes and visible text of a piece of HTML."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = [], {}, []
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value)

    def handle_data(self, data):
        self.text.append(data)


def text_of(html):
    inside = str(html).split('<div class="text">', 1)[1].rsplit("</div>", 1)[0]
    return "".join(Page(inside).text)


def hostile_tables(text, **fields):
    full = tables()
    articles = full.articles.assign(text=text, **fields)
    cut = [{"article_id": "x", "sentence_id": f"s{a}-{b}", "start": a, "end": b} for a, b in sentences(text)]
    nothing = {name: frame(name) for name in full._fields if name not in {"articles", "sentences"}}
    return full._replace(articles=articles, sentences=frame("sentences", cut), **nothing)


def test_highlights_carry_their_layers():
    html = str(article_html(tables(), "x"))
    assert '<span class="mention PER source" title="أحمد علي (شخص) · المصدر">أحمد علي</span>' in html
    assert 'class="quote direct term"' in html
    assert text_of(html) == TEXT


@given(arabic())
def test_the_text_of_the_page_is_the_article(text):
    html = article_html(hostile_tables(text), "x")

    # A parser turns CR into LF and drops NUL, which no article holds for a reader to see.
    def seen(raw):
        return raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")

    assert seen(text_of(html)) == seen(text)
    assert set(Page(html).tags) <= ALLOWED


@pytest.mark.parametrize(
    ("title", "shown"), [("قال أحمد علي", 0), (" قال أحمد ", 0), ("خبر آخر", 1), (None, 0), ("", 0)]
)
def test_a_title_with_which_the_text_begins_is_not_said_twice(title, shown):
    assert str(article_html(tables(title=title), "x")).count('<h3 class="title">') == shown


@pytest.mark.parametrize("payload", [*PAYLOADS, *HOSTILE])
def test_hostile_fields_stay_text(payload):
    html = article_html(hostile_tables(payload, title=payload, outlet=payload, article_id="x"), "x")
    page = Page(html)
    assert set(page.tags) <= ALLOWED
    assert set(page.attributes) <= {"class", "id", "lang", "dir", "title"}
    rows = frame("articles", [{"article_id": payload, "text": payload}])
    shown = Page(table_html(rows, {"article_id": "Article", "text": payload}, caption=payload, lang="en"))
    assert set(shown.tags) <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi"}


@given(arabic(12), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8))
def test_blocks_join_to_the_text_and_highlight_what_they_should(text, places):
    found = sorted(
        Highlight(a, min(a + length, len(text)), f"h{n}", "") for n, (a, length) in enumerate(places) if a < len(text)
    )
    cut = blocks(text, [(a, b, f"s{a}") for a, b in sentences(text)], found)
    assert "".join(piece.text for block in cut for piece in block.pieces) == text
    for h in found:
        marked = "".join(p.text for block in cut for p in block.pieces if h.classes in p.classes.split())
        assert marked == text[h.start : h.end]


def test_anchors_point_to_the_sentence_that_holds_the_offset():
    anchor = sentence_anchors(tables())
    assert anchor("x", 5) == "a0-s0"
    assert anchor("x", TEXT.index("وأضاف") + 3) == f"a0-s{TEXT.index('وأضاف')}"
    assert 'id="a0-s0"' in article_html(tables(), "x")
    assert list(linked(tables().mentions, tables())["href"]) == ["#a0-s0", f"#a0-s{TEXT.index('وأضاف')}"]


def test_cards_show_who_said_what_with_which_verb_and_why():
    words = "".join(Page(quote_cards(tables(), lang="en")).text)
    for part in ("سنعود غدا", "أحمد علي", "قال", "neutral", "direct", "Show in the text", "90%"):
        assert part in words
    assert "No quotation was found." in quote_cards(hostile_tables("نص"), lang="en")
    words = "".join(Page(quote_cards(tables(), lang="ar")).text)
    assert "فعل+أنّ أو إنّ" in words
    assert "verb" not in words


def test_cells_are_written_for_a_reader():
    rows = frame(
        "article_frames", [{"article_id": "x", "frame": "Other", "score": 0.125, "present": True, "primary": False}]
    )
    words = Page(
        table_html(rows, {"frame": "Frame", "score": "Score", "present": "Present"}, caption="c", lang="ar")
    ).text
    assert [w for w in words if w.strip()][-3:] == ["أخرى", "12%", "نعم"]


def test_a_long_article_takes_linear_time():
    text = "قال أحمد علي ذلك. " * 20_000
    found = [Highlight(n * 18, n * 18 + 3, "cue", "") for n in range(20_000)]
    cut = blocks(text, [(a, b, "s") for a, b in sentences(text)], found)
    assert sum(len(block.pieces) for block in cut) >= 20_000
