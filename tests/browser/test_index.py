"""The index of a batch: searched, filtered by outlet, date and status."""

import pandas as pd
import pytest

from analysis import save
from analysis.report import batch
from analysis.tables import Articles, empty, frame
from samples import article, write_notebook

pytestmark = pytest.mark.browser

ROWS = [
    article(
        "a",
        outlet="صحيفة الدار ذات الاسم الطويل جدا تصدر كل يوم في مدينة بعيدة عن كل مدينة",
        title="قمة في ميامي",
        published=pd.Timestamp("2024-01-10"),
    ),
    article("b", outlet='"النهار" & <b>', title="أسعار الخبز", published=pd.Timestamp("2024-02-10")),
    article("c", outlet="BBC عربي", title="رياضة", published=pd.Timestamp("2024-03-10")),
    article("d"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """The index of four articles, in one of which the notebook fails."""
    notebooks, out = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("out")
    write_notebook(notebooks, "one", "len(data.articles) / (data.articles.article_id.iloc[0] != 'd')")
    save(empty(Articles(frame("articles", ROWS))), out / "tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
        batch.render(out, batch.Settings(["one"], lang="en", by="article", workers=2))
    return out / "index.html"


def shown(page):
    """The ids of the articles whose groups are shown: that of the last, which has no title, is its title."""
    groups = "[...document.querySelectorAll('.group')].filter(g => !g.hidden)"
    lines = page.evaluate(f"{groups}.map(g => [g.querySelector('h2').innerText, g.querySelector('.about').innerText])")
    return [title if title == "d" else about.split()[0] for title, about in lines]


def test_it_shows_each_group_with_status_and_time(visit, index):
    page = visit(index)
    assert shown(page) == ["a", "b", "c", "d"]
    states = page.locator(".state").all_inner_texts()
    assert [text.split()[0].rstrip(":") for text in states] == ["done", "done", "done", "failed"]
    assert page.noise == []
    page.get_by_role("link", name="How long each report took").click()
    seconds = page.locator("tbody td:nth-child(3)").all_inner_texts()
    assert len(seconds) == len(states)
    assert all(float(text) > 0 for text in seconds)
    assert page.url.endswith("/times.html")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("words", "دار", ["a"]),
        ("words", "nothing", []),
        ("outlet", '"النهار" & <b>', ["b"]),
        ("from", "2024-02-01", ["b", "c"]),
        ("to", "2024-02-10", ["a", "b"]),
        ("status", "failed", ["d"]),
    ],
)
def test_a_field_chooses_groups(visit, index, field, value, expected):
    page = visit(index)
    control = page.locator(f".choose [name={field}]")
    if field in ("outlet", "status"):
        control.select_option(value)
    else:
        control.fill(value)
    assert shown(page) == expected
    assert page.locator(".shown").inner_text() == f"{len(expected)} / 4 shown"
    assert page.noise == []


@pytest.mark.parametrize("width", [360, 1280])
def test_it_does_not_scroll_sideways(visit, index, width):
    assert visit(index, width).evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_other_pages(browser, index, scheme):
    from axe_playwright_python.sync_playwright import Axe

    error = next(path for path in index.parent.glob("*/one.html") if "ZeroDivisionError" in path.read_text("utf-8"))
    for path in (index, index.with_name("times.html"), error):
        page = browser.new_context(bypass_csp=True, color_scheme=scheme).new_page()
        page.goto(path.as_uri())
        found = Axe().run(page).response["violations"]
        page.context.close()
        assert [(path.name, one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


def test_the_keyboard_leads_from_the_skip_link_to_a_chosen_report(visit, index):
    page = visit(index)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.type("ميامي")
    assert shown(page) == ["a"]
    while page.evaluate("document.activeElement.tagName") != "A":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/one.html")


def test_a_failed_report_is_one_click_away(visit, index):
    page = visit(index)
    page.locator("li.failed a").click()
    assert "ZeroDivisionError" in page.locator("pre.error").inner_text()
