"""One row per input, whatever the input is."""

import json
import os

import pandas as pd
import pytest

from analysis import read_corpus
from analysis.corpus import decode
from analysis.errors import InputError

ARTICLE = "قالت وزارة الخارجية إن الاجتماع تأجل إلى يوم الاثنين. وأضافت أن الموعد الجديد سيعلن لاحقا."


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def only_row(articles):
    assert len(articles) == 1
    return articles.iloc[0]


def test_a_text_file_is_read_as_it_is(tmp_path):
    text = "السطر الأول\r\nالسطر الثاني\r\n"
    row = only_row(read_corpus(write(tmp_path / "a.txt", text)))
    assert row.article_id == "a"
    assert row.text == text
    assert pd.isna(row.problem)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_encodings_are_detected(tmp_path, encoding):
    row = only_row(read_corpus(write(tmp_path / "a.txt", ARTICLE.encode(encoding))))
    assert row.text == ARTICLE


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, "binary"),
        (b"\x01\x02\x03\x04" * 50, "binary"),
    ],
)
def test_a_bad_file_is_a_row_with_a_problem(tmp_path, data, problem):
    good = write(tmp_path / "good.txt", ARTICLE)
    bad = write(tmp_path / "bad.txt", data)
    articles = read_corpus([bad, good])
    assert list(articles["article_id"]) == ["bad", "good"]
    assert articles["text"][0] == ""
    assert problem in articles["problem"][0]
    assert articles["problem"][0].startswith(f"{tmp_path.name}/bad.txt: ")
    assert pd.isna(articles["problem"][1])


def test_a_source_is_named_from_the_input_on_so_that_no_page_shows_where_it_lies(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    write(tmp_path / "in" / "deep" / "a.txt", b"")
    write(tmp_path / "in" / "b.jsonl", b"no")
    alone = read_corpus(tmp_path / "in")
    assert sorted(alone["source"]) == ["b.jsonl:1", "deep/a.txt"]
    assert list(read_corpus([tmp_path / "in", tmp_path / "in" / "b.jsonl"])["source"])[-1] == "in/b.jsonl:1"
    assert list(read_corpus(tmp_path / "in" / "b.jsonl")["source"]) == ["b.jsonl:1"]
    assert not alone["problem"].str.contains(str(tmp_path)).any()


def test_random_bytes_never_raise(tmp_path):
    for seed in range(30):
        data = bytes((seed * 7 + i * i) % 256 for i in range(300))
        assert len(read_corpus(write(tmp_path / "r.txt", data))) == 1


def test_a_ten_megabyte_line_is_one_article(tmp_path):
    text = "وقال الوزير إن العمل مستمر، " * 360_000
    assert len(text.encode()) > 10_000_000
    assert only_row(read_corpus(write(tmp_path / "long.txt", text))).text == text


def test_jsonl_names_the_line_that_is_broken(tmp_path):
    lines = [
        json.dumps({"id": "x1", "text": ARTICLE, "outlet": "الجزيرة", "date": "2024-01-31T10:00:00Z", "title": "ع"}),
        "{broken",
        "",
        json.dumps(["no", "object"]),
        json.dumps({"text": ""}),
        json.dumps({"text": "نص \ud800 مكسور"}),
    ]
    articles = read_corpus(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert list(articles["article_id"]) == ["x1", "a-2", "a-4", "a-5", "a-6"]
    assert articles["published"][0] == pd.Timestamp("2024-01-31")
    assert articles["outlet"][0] == "الجزيرة"
    assert "a.jsonl:2: not JSON" in articles["problem"][1]
    assert "a.jsonl:4: a JSON object is expected, not list" in articles["problem"][2]
    assert "a.jsonl:5: the article has no text" in articles["problem"][3]
    assert articles["text"][4] == "نص \ufffd مكسور"


def test_csv_with_line_breaks_in_cells_and_arabic_code_page(tmp_path):
    data = 'id,title,text\n1,عنوان,"سطر\nثان"\n2,آخر,نص\n3,كثير,نص,زائد\n'
    articles = read_corpus(write(tmp_path / "a.csv", data.encode("cp1256")))
    assert list(articles["text"]) == ["سطر\nثان", "نص", ""]
    assert "a.csv:5: 1 cells more" in articles["problem"][2]


def test_parquet_and_tsv(tmp_path):
    pd.DataFrame({"id": [7], "content": [ARTICLE]}).to_parquet(tmp_path / "a.parquet")
    assert only_row(read_corpus(tmp_path / "a.parquet")).article_id == "7"
    assert only_row(read_corpus(write(tmp_path / "a.tsv", "id\ttext\n9\tنص"))).article_id == "9"


def test_a_table_without_text_says_which_columns_it_has(tmp_path):
    row = only_row(read_corpus(write(tmp_path / "a.csv", "id,words\n1,x\n")))
    assert "no column text or content or body; its columns are id, words" in row.problem


def test_a_folder_is_read_in_order_and_other_formats_passed_over(tmp_path, caplog):
    (tmp_path / "sub").mkdir()
    write(tmp_path / "b.txt", ARTICLE)
    write(tmp_path / "sub" / "a.txt", ARTICLE)
    write(tmp_path / "x.pdf", "%PDF")
    write(tmp_path / ".hidden.txt", ARTICLE)
    assert list(read_corpus(tmp_path)["article_id"]) == ["b", "a"]
    assert "1 files of other formats passed over, such as x.pdf" in caplog.text


def test_a_repeated_id_gets_a_number(tmp_path):
    for folder in ("2023", "2024"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "a.txt", ARTICLE)
    assert list(read_corpus(tmp_path)["article_id"]) == ["a", "a-2"]


def test_outlet_fills_only_what_is_missing(tmp_path):
    lines = [json.dumps({"text": "أ", "outlet": "س"}), json.dumps({"text": "ب"})]
    articles = read_corpus(write(tmp_path / "a.jsonl", "\n".join(lines)), outlet="ص")
    assert list(articles["outlet"]) == ["س", "ص"]


@pytest.mark.parametrize(("name", "message"), [("none.txt", "no such file"), ("x.pdf", "unknown format '.pdf'")])
def test_what_cannot_be_input_at_all_is_an_error(tmp_path, name, message):
    write(tmp_path / "x.pdf", "%PDF")
    with pytest.raises(InputError, match=message):
        read_corpus(tmp_path / name)


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no article in"):
        read_corpus(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_a_row_with_a_problem(tmp_path):
    path = write(tmp_path / "a.txt", ARTICLE)
    path.chmod(0)
    assert "Permission denied" in only_row(read_corpus(path)).problem


def test_decode_refuses_a_file_that_is_neither_utf8_nor_arabic():
    with pytest.raises(ValueError, match=r"binary|neither"):
        decode(bytes(range(1, 256)) * 8)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("07/08/2015", "2015-08-07"),
        ("8-7-2015 10:30", "2015-07-08"),
        ("31/07/2015", "2015-07-31"),
        ("07/31/2015", "2015-07-31"),
        ("2015/07/08", "2015-07-08"),
        ("20150708", "2015-07-08"),
        ("2015-07-08T23:00:00+03:00", "2015-07-08"),
        ("قبل يومين", None),
    ],
)
def test_a_date_is_read_day_first_as_the_arabic_press_writes_it(tmp_path, written, day):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": ARTICLE, "date": written}), "utf-8")
    (found,) = read_corpus(tmp_path)["published"]
    assert (None if pd.isna(found) else f"{found:%Y-%m-%d}") == day
