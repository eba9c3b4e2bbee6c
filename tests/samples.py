"""What tests share: the root of the project, small tables made by hand, a small notebook."""

from __future__ import annotations

import hashlib
from pathlib import Path

import nbformat
import nbformat.v4 as v

from analysis.tables import Tables, frame

ROOT = Path(__file__).parents[1]
SETUP = "from analysis import notebook\ndata = notebook.open_tables(tables)\nnotebook.setup(lang)"

TEXT = "قال أحمد علي: «سنعود غدا».\nوأضاف أن العمل مستمر في عمّان."


def span(part: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(part)
    return {"start": start, "end": start + len(part)}


def article(article_id: str = "x", text: str = TEXT, **fields: object) -> dict[str, object]:
    empty = dict.fromkeys(("outlet", "title", "published", "url", "problem"))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return {**empty, "article_id": article_id, "text": text, "sha256": sha256, "source": f"{article_id}.txt", **fields}


def tables(**fields: object) -> Tables:
    first, second = span("قال أحمد علي: «سنعود غدا»."), span("وأضاف أن العمل مستمر في عمّان.")
    person, place = span("أحمد علي"), span("عمّان")
    said, went_on = span("سنعود غدا"), span("العمل مستمر في عمّان")
    cue, second_cue = span("قال"), span("أضاف")
    quote = {"article_id": "x", "source_type": "person", "speakers": ["أحمد علي"], "speaker_ids": ["e1"]}
    rows = {
        "articles": [article(**fields)],
        "sentences": [{"article_id": "x", "sentence_id": f"s{s['start']}-{s['end']}", **s} for s in (first, second)],
        "mentions": [
            {"article_id": "x", "mention_id": f"m{s['start']}-{s['end']}", **s, "text": TEXT[s["start"] : s["end"]]}
            | {"type": type_, "score": 0.9, "entity_id": entity_id}
            for s, type_, entity_id in ((person, "PER", "e1"), (place, "LOC", "e2"))
        ],
        "entities": [
            {"entity_id": "e1", "name": "أحمد علي", "type": "PER", "aliases": ["علي"], "mention_count": 1}
            | {"article_count": 1, "link": None},
            {"entity_id": "e2", "name": "عمّان", "type": "LOC", "aliases": [], "mention_count": 1, "article_count": 1},
        ],
        "quotes": [
            {**quote, "quote_id": "q15-24", "kind": "direct", "segments": [said], "quoted": []}
            | {"cue_start": cue["start"], "cue_end": cue["end"], "cue_lemma": "قال", "cue_class": "neutral"}
            | {"source_start": person["start"], "source_end": person["end"], "score": 0.9, "rule": "direct"},
            {**quote, "quote_id": "q37-57", "kind": "indirect", "segments": [went_on], "quoted": []}
            | {"cue_start": second_cue["start"], "cue_end": second_cue["end"], "cue_lemma": "أضاف"}
            | {"cue_class": "neutral", "score": 0.7, "rule": "verb+complementizer"},
        ],
        "article_frames": [{"article_id": "x", "frame": "Other", "score": 0.4, "present": True, "primary": True}],
        "sentence_frames": [
            {"article_id": "x", "sentence_id": f"s{first['start']}-{first['end']}", "frame": "Other", "score": 0.4}
            | {"evidence": [said]}
        ],
        "terms": [{"article_id": "x", **said, "text": "سنعود غدا", "concept": "return", "term": "عودة"}],
        "portrayals": [
            {"article_id": "x", "entity_id": "e1", **person, "role": "agent", "predicate_lemma": "قال"}
            | {"predicate_start": cue["start"], "predicate_end": cue["end"], "polarity": "neutral"}
        ],
    }
    return Tables(*(frame(name, rows[name]) for name in Tables._fields))


def write_notebook(folder: Path, name: str, *sources: str) -> None:
    """A notebook of parameters, setup, one part in both languages and these code cells."""
    cells = [
        v.new_markdown_cell("# العنوان", metadata={"tags": ["lang-ar"]}),
        v.new_markdown_cell("# The title", metadata={"tags": ["lang-en"]}),
        v.new_code_cell('tables = "t"\nlang = "ar"', metadata={"tags": ["parameters"]}),
        v.new_code_cell(SETUP, metadata={"tags": ["setup"]}),
        v.new_markdown_cell("## قسم", metadata={"tags": ["lang-ar"]}),
        v.new_markdown_cell("## Part", metadata={"tags": ["lang-en"]}),
        *(v.new_code_cell(source) for source in sources),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(v.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
