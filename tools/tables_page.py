"""Print docs/tables.md from the schemas: python tools/tables_page.py > docs/tables.md (a test keeps it fresh)."""

from analysis.schemas import arrow_schema
from analysis.tables import SCHEMAS

HEAD = """# The tables

Everything that Khabar finds is stand-off annotation over the untouched article text, one Parquet file a table beside
`run.json` (versions, parameters, input hashes). `start` and `end` are half-open offsets in Unicode code points of
`articles.text`; ids of rows are made of offsets and are unique within an article. Rows are ordered by `article_id`,
then `start`. The same input and parameters give the same bytes. Beside them lie `names.csv`, what the user decided of
names (`--names`), and `checked.json`, the hashes of the tables as they were checked. This page is written by
`tools/tables_page.py`.
"""


def page() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for name, schema in SCHEMAS.items():
        columns = schema.to_schema().columns
        rows = [
            f"| `{field.name}` | {field.type} | {'yes' if columns[field.name].nullable else ''} |"
            for field in arrow_schema(schema)
        ]
        parts += [f"## {name}\n\n{schema.__doc__}\n", "| column | type | may be null |\n|---|---|---|", *rows, ""]
    return "\n".join(parts)


if __name__ == "__main__":
    print(page(), end="")
