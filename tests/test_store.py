"""Tables on disk: what goes in comes out, whole or not at all."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis import load, save, store
from analysis.errors import InputError, SchemaError
from analysis.tables import Tables, empty, iter_tables
from samples import tables


def equal(one: Tables, other: Tables) -> None:
    for (name, left), (_, right) in zip(iter_tables(one), iter_tables(other), strict=True):
        pd.testing.assert_frame_equal(left, right, obj=name)


def test_load_gives_what_save_was_given(tmp_path):
    full = tables(published=pd.Timestamp("2024-01-31"))
    equal(load(save(full, tmp_path)), full)


def test_empty_tables_keep_their_types(tmp_path):
    nothing = empty(tables().articles)
    equal(load(save(nothing, tmp_path)), nothing)
    assert str(pq.read_schema(tmp_path / "quotes.parquet").field("segments").type).startswith("list<")


def test_the_same_tables_give_the_same_bytes(tmp_path):
    save(tables(), tmp_path / "a", run={"b": 1, "a": 2})
    save(tables(), tmp_path / "b", run={"a": 2, "b": 1})
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == sorted([*(f"{name}.parquet" for name in Tables._fields), "run.json", "checked.json", "names.csv"])
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_failure_while_writing_leaves_the_old_tables(tmp_path, monkeypatch):
    old = tables(title="قديم")
    save(old, tmp_path)
    written = []

    def fail_at_fifth(*args, **kwargs):
        written.append(args)
        if len(written) == 5:
            raise OSError("disk full")
        return real(*args, **kwargs)

    real = store.parquet.write_table
    monkeypatch.setattr(store.parquet, "write_table", fail_at_fifth)
    with pytest.raises(OSError, match="disk full"):
        save(tables(title="جديد"), tmp_path)
    equal(load(tmp_path), old)


def test_a_kill_between_the_moves_leaves_the_new_tables(tmp_path, monkeypatch):
    save(tables(title="قديم"), tmp_path)
    new = tables(title="جديد")
    monkeypatch.setattr(store, "_finish_move", lambda folder: None)
    save(new, tmp_path)
    monkeypatch.undo()
    (tmp_path / ".ready" / "articles.parquet").replace(tmp_path / "articles.parquet")
    equal(load(tmp_path), new)
    assert not (tmp_path / ".ready").exists()


def test_other_files_in_the_folder_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    save(tables(), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_broken_tables_are_not_written(tmp_path):
    full = tables()
    with pytest.raises(SchemaError):
        save(full._replace(mentions=full.mentions.assign(text="غير")), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_save_wrote_is_not_checked_again(tmp_path, monkeypatch):
    save(tables(), tmp_path)
    checked = []
    monkeypatch.setattr(store, "validate", lambda found: checked.append(found) or found)
    equal(load(tmp_path), tables())
    assert not checked
    monkeypatch.setattr(store, "_code", lambda: ["another version"])
    load(tmp_path)
    assert len(checked) == 1


@pytest.mark.parametrize("forget", [False, True])
def test_what_was_changed_since_is_checked(tmp_path, forget):
    save(tables(), tmp_path)
    changed = pd.read_parquet(tmp_path / "mentions.parquet").assign(text="غير")
    changed.to_parquet(tmp_path / "mentions.parquet", index=False)
    if forget:
        (tmp_path / store.CHECKED).unlink()
    with pytest.raises(SchemaError, match="table mentions"):
        load(tmp_path)


def test_errors_say_what_to_do(tmp_path):
    with pytest.raises(InputError, match=r"articles.parquet: no such table; make the tables with: khabar annotate"):
        load(tmp_path)
    save(tables(), tmp_path)
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "terms.parquet")
    with pytest.raises(SchemaError, match=r"terms.parquet: its columns are \['a'\]"):
        load(tmp_path)
