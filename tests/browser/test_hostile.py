"""What an article says, or is called, never runs, breaks out of its place or leaves the folder."""

import json

import pytest

from analysis import pipeline, read_corpus, save
from analysis.report import batch
from samples import write_notebook

pytestmark = pytest.mark.browser

SAID = "قال أحمد علي: «{}». وأضاف أن {} باق في مصر."
PAYLOADS = [
    "<script>window.owned = 1</script>",
    "<img src=x onerror='window.owned = 1'>",
    '"><svg onload=window.owned=1>',
    "' onmouseover='window.owned = 1",
    "</style><script>window.owned = 1</script>",
    "</title><script>window.owned = 1</script>",
    "<a href='javascript:window.owned=1'>x</a>",
    "<iframe srcdoc='<script>parent.owned=1</script>'></iframe>",
    "<!--<script>window.owned=1//-->",
    "&lt;script&gt;window.owned=1&lt;/script&gt;",
    "{{ 7 * 7 }}{% for x in y %}",
    "$\\frac{1}{2}$ `x` **y** [z](javascript:window.owned=1)",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "\u202e<b>\u202c",
    "../../../outside",
    '=HYPERLINK("https://example.org")',
]


@pytest.fixture(scope="module")
def hostile_reports(tmp_path_factory):
    """Reports of articles whose every field is a payload, by outlet."""
    work = tmp_path_factory.mktemp("hostile")
    lines = [{"id": p, "outlet": p, "title": p, "url": p, "date": p, "text": SAID.format(p, p)} for p in PAYLOADS]
    (work / "articles.jsonl").write_text("\n".join(map(json.dumps, lines)))
    notebooks = work / "notebooks"
    notebooks.mkdir()
    calls = ["notebook.summary(data, lang=lang)", "notebook.cards(data, lang=lang)", "notebook.text(data, lang=lang)"]
    calls.append("notebook.table(data.articles, {'article_id': 'Article', 'outlet': 'Outlet'}, caption='Articles')")
    write_notebook(notebooks, "one", *calls)
    out = work / "out"
    save(pipeline.annotate(read_corpus(work / "articles.jsonl")), out / "tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.report.settings.notebooks_folder", lambda: notebooks)
        reports = batch.render(out, batch.Settings(["one"]))
        reports += batch.render(out, batch.Settings(["one"], by="outlet"))[:4]
        reports += batch.render(out, batch.Settings(["one"], by="article"))[:4]
    assert all(report.problem is None for report in reports)
    return work, [report.path for report in reports] + [out / "index.html"]


def test_no_payload_runs_and_every_one_is_seen_as_text(visit, hostile_reports):
    _, pages = hostile_reports
    for path in pages:
        page = visit(path)
        page.mouse.move(300, 300)
        assert page.evaluate("window.owned") is None
        assert page.noise == []
        assert page.url == path.as_uri()
        assert page.evaluate("document.querySelectorAll('iframe, main img, main script, main meta').length") == 0
    text = visit(pages[0]).evaluate("document.body.textContent")
    for payload in PAYLOADS:
        assert payload in text


def test_nothing_is_written_outside_the_folder(hostile_reports):
    work, _ = hostile_reports
    assert sorted(path.name for path in work.iterdir()) == ["articles.jsonl", "notebooks", "out"]
    assert all(path.name.isascii() for path in (work / "out").rglob("*"))
