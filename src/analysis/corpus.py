"""Files to the articles table: knows formats and encodings, nothing of Arabic.

One row per input, always: an unreadable file or a broken line is a row with empty text and a `problem`, never a
missing row and never the end of the run. The text is the decoded input, byte-order mark removed, nothing else changed.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.tables import Articles, frame

log = logging.getLogger(__name__)

# The names under which a field is found in JSON, CSV and Parquet, the first one that is there counts.
FIELDS = {
    "article_id": ("article_id", "id"),
    "outlet": ("outlet", "source", "publisher"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at"),
    "url": ("url", "link"),
    "text": ("text", "content", "body"),
}
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ARABIC_CODE_PAGES = ["cp1256", "iso8859_6", "mac_arabic", "cp720", "cp864"]
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# What a text may hold of control characters; a file with more of them is no text.
_CONTROL_SHARE = 0.01
_DETECTION_BYTES = 100_000

Record = Mapping[str, Any]


def read_corpus(inputs: str | Path | Iterable[str | Path], *, outlet: str | None = None) -> Articles:
    """The articles table of files (.txt, .jsonl, .csv, .tsv, .parquet) and folders of them: one row per input.

    `outlet` fills the column where the input names none. Encodings are detected. Raises InputError when a path does
    not exist, its format is unknown or there is nothing to read; what cannot be read is a row with a `problem`.
    """
    paths = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    files = [(file, name) for path in paths for file, name in _named(Path(path), alone=len(paths) == 1)]
    rows = [row for file, name in files for row in _read(file, name)]
    if not rows:
        raise InputError(f"no article in {', '.join(map(str, paths))}; readable are {', '.join(_READERS)}")
    rows = [{**row, "outlet": row["outlet"] or outlet} for row in _with_unique_ids(rows)]
    return Articles(frame("articles", rows))


def _named(path: Path, *, alone: bool) -> Iterator[tuple[Path, str]]:
    """The files of an input, each with what it is called in tables and reports, which others read, too.

    That is its path in the folder that was given, behind the folder's own name where there are other inputs.
    """
    folder = path if path.is_dir() else path.parent
    for file in _files(path):
        name = file.relative_to(folder)
        yield file, (name if alone else Path(folder.resolve().name, name)).as_posix()


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        unknown = [p for p in inside if p.suffix.lower() not in _READERS]
        if unknown:
            log.warning("%s: %d files of other formats passed over, such as %s", path, len(unknown), unknown[0].name)
        return [p for p in inside if p.suffix.lower() in _READERS]
    if path.suffix.lower() not in _READERS:
        raise InputError(f"{path}: unknown format {path.suffix!r}; readable are {', '.join(_READERS)}")
    return [path]


def decode(data: bytes) -> str:
    """The text of these bytes, byte-order mark removed; UTF-8 first, else an Arabic code page.

    Raises ValueError, saying why, when they are no text.
    """
    if not data.strip():
        raise ValueError("the file is empty")
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _decode_code_page(data)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise ValueError("the file is binary, not text")
    if not text.strip():
        raise ValueError("the file is empty")
    return text


def _decode_code_page(data: bytes) -> str:
    import charset_normalizer

    if b"\x00" in data:
        raise ValueError("the file is binary, not text")
    best = charset_normalizer.from_bytes(data[:_DETECTION_BYTES], cp_isolation=_ARABIC_CODE_PAGES).best()
    if best is None:
        raise ValueError("the file is neither UTF-8 nor in an Arabic code page; save it as UTF-8")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"the file begins as {best.encoding} but is not so at byte {error.start}") from error


def _row(record: Record, source: str, fallback_id: str, problem: str | None = None) -> dict[str, Any]:
    """One articles row from the fields of a record."""
    fields = {name: _field(record, names) for name, names in FIELDS.items()}
    text = _SURROGATE.sub("\ufffd", fields["text"] or "")
    if problem is None and not text.strip():
        problem = f"{source}: the article has no text"
    return {
        **{name: value and _SURROGATE.sub("\ufffd", value) for name, value in fields.items()},
        "article_id": fields["article_id"] or fallback_id,
        "published": _date(fields["published"]),
        "text": "" if problem else text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "source": source,
        "problem": problem,
    }


def _field(record: Record, names: Iterable[str]) -> str | None:
    value = next((record[name] for name in names if record.get(name) is not None), None)
    return None if value is None or (isinstance(value, float) and pd.isna(value)) or value == "" else str(value)


def _date(value: str | None) -> pd.Timestamp | None:
    """The day, in UTC; of 07/08/2015 the eighth month's, as the Arabic press writes it."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # 08/31/2015, which can only be the other way
        date = pd.to_datetime(value, errors="coerce", utc=True, dayfirst=not value[:4].isdigit()) if value else None
    return None if date is None or pd.isna(date) else date.tz_localize(None).normalize()


def _read(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one file, which is called `name`; where it breaks off, a last row says why."""
    try:
        yield from _READERS[path.suffix.lower()](path, name)
    except OSError as error:
        yield _row({}, name, path.stem, f"{name}: {error.strerror or error}")
    except ValueError as error:
        yield _row({}, name, path.stem, f"{name}: {error}")


def _read_txt(path: Path, name: str) -> Iterator[dict[str, Any]]:
    yield _row({"text": decode(path.read_bytes())}, name, path.stem)


def _read_jsonl(path: Path, name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(decode(path.read_bytes()).split("\n"), start=1):
        if not line.strip():
            continue
        source, fallback = f"{name}:{number}", f"{path.stem}-{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            yield _row({}, source, fallback, f"{source}: not JSON: {error.msg} (column {error.colno})")
            continue
        if isinstance(record, dict):
            yield _row(record, source, fallback)
        else:
            yield _row({}, source, fallback, f"{source}: a JSON object is expected, not {type(record).__name__}")


def _read_csv(path: Path, name: str) -> Iterator[dict[str, Any]]:
    text = decode(path.read_bytes())
    csv.field_size_limit(max(len(text), 131_072))
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    _require_text_column(reader.fieldnames or [])
    for record in reader:
        source, fallback = f"{name}:{reader.line_num}", f"{path.stem}-{reader.line_num}"
        surplus = record.get(None)
        problem = f"{source}: {len(surplus)} cells more than the header has columns" if surplus else None
        yield _row(record, source, fallback, problem)


def _read_parquet(path: Path, name: str) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet  # its ArrowInvalid is a ValueError

    table = parquet.read_table(path)
    _require_text_column(table.column_names)
    for number, record in enumerate(table.to_pylist(), start=1):
        yield _row(record, f"{name}:{number}", f"{path.stem}-{number}")


def _require_text_column(columns: Iterable[str]) -> None:
    if not set(FIELDS["text"]) & set(columns):
        raise ValueError(f"no column {' or '.join(FIELDS['text'])}; its columns are {', '.join(columns)}")


_READERS = {
    ".txt": _read_txt,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".parquet": _read_parquet,
}


def _with_unique_ids(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with ids that occur once: a repeated id gets its number, as in report-2."""
    taken: set[str] = set()
    for row in rows:
        article_id, number = row["article_id"], 1
        while article_id in taken:
            number += 1
            article_id = f"{row['article_id']}-{number}"
        if number > 1:
            log.warning(
                "%s: the id %s is taken; the article is called %s", row["source"], row["article_id"], article_id
            )
        taken.add(article_id)
        yield {**row, "article_id": article_id}
