"""The recogniser of camel-tools: a tiny BERT, trained here and saved in its format, is loaded and used for real."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analysis.entities import camel, recognise
from analysis.entities.recognise import recogniser
from analysis.errors import BackendError

NAMES = {"بوتين": "B-PERS", "فلاديمير": "B-PERS", "باريس": "B-LOC", "وباريس": "B-LOC", "رويترز": "B-ORG"}
OTHERS = ["زار", "قال", "في", "إن", "أمس", "الوفد", ".", "،"]
LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A BERT of one small layer that has learnt which of a dozen words are names."""
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    folder = tmp_path_factory.mktemp("camel")
    words = [*NAMES, *OTHERS]
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]), "utf-8")
    tokenizer = BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=5 + len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    config.id2label = dict(enumerate(LABELS))
    config.label2id = {label: n for n, label in enumerate(LABELS)}
    model = BertForTokenClassification(config)
    model.train()
    ids = torch.tensor([[2, 1, *torch.randperm(len(words)).add(5).tolist(), 1, 3] for _ in range(16)])
    of_piece = [LABELS.index("O")] * 5 + [LABELS.index(NAMES.get(word, "O")) for word in words]
    targets = torch.tensor([[of_piece[i] if i not in (2, 3) else -100 for i in row] for row in ids.tolist()])
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(60):
        optimizer.zero_grad()
        model(input_ids=ids, labels=targets).loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def found(folder, *texts):
    results = recognise(texts, backend=camel.from_folder(folder))
    return [[(text[m.start : m.end], m.type) for m in row] for text, row in zip(texts, results, strict=True)]


def test_what_it_learnt_comes_back_as_spans_without_proclitics(folder):
    first, second = found(folder, "زار بوتين باريس وباريس أمس. قال رويترز إن الوفد في باريس.", "زار الوفد.")
    assert first == [("بوتين", "PER"), ("باريس", "LOC"), ("باريس", "LOC"), ("رويترز", "ORG"), ("باريس", "LOC")]
    assert second == []


def test_words_without_pieces_put_no_label_out_of_step(folder):
    # a lone direction mark or vowel mark is a word that yields no piece
    (row,) = found(folder, "زار \u200f \u064b بوتين \u200e باريس أمس")
    assert row == [("بوتين", "PER"), ("باريس", "LOC")]


@pytest.mark.parametrize("text", ["", " \n", "\u200f", "😀" * 300, "ا" * 5000, "زار " * 2000 + "باريس"])
def test_hostile_texts(folder, text):
    assert all(name and name in text for name, _ in found(folder, text)[0])


def test_a_long_sentence_is_read_to_its_end(folder):
    assert found(folder, "زار " * 600 + "باريس")[0] == [("باريس", "LOC")]


def test_without_its_model_it_names_the_command(tmp_path, monkeypatch):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(BackendError, match="camel_data -i ner-arabert"):
        recognise(["نص"], backend="camel")
    with pytest.raises(BackendError, match="no model of camel-tools there"):
        camel.from_folder(tmp_path)


def test_the_installed_model_is_used(folder, tmp_path, monkeypatch):
    (tmp_path / "data" / "ner").mkdir(parents=True)
    (tmp_path / "data" / "ner" / "arabert").symlink_to(folder)
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert recogniser("camel") is camel.recognise
    text = "زار بوتين باريس"
    assert [text[m.start : m.end] for m in recognise([text], backend="camel")[0]] == ["بوتين", "باريس"]


SCRIPT = """
import socket, sys
def refuse(*_): raise AssertionError("the network was asked for")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from analysis.entities import camel
text = "زار بوتين باريس"
print(len(camel.from_folder(sys.argv[1])([text])[0]))
assert "camel_tools.data" not in sys.modules and "camel_tools.ner" not in sys.modules
"""


def test_it_fetches_nothing_and_writes_nothing_into_the_home(folder, tmp_path):
    import os

    environment = {k: v for k, v in os.environ.items() if k != "CAMELTOOLS_DATA"} | {"HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2"]
    assert not (tmp_path / ".camel_tools").exists()
