"""What an import costs, and what it must not do."""

import subprocess
import sys
import time

import pytest

HEAVY = ["torch", "transformers", "onnxruntime", "matplotlib", "papermill", "camel_tools", "pandas"]


def python(code, **options):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, **options).stdout


def test_import_analysis_loads_nothing_heavy():
    assert python(f"import sys, analysis; print([m for m in {HEAVY} if m in sys.modules])").strip() == "[]"


def test_reading_text_and_tables_loads_no_model_and_no_figures():
    code = "import sys, analysis.corpus, analysis.text, analysis.quotes, analysis.framing, analysis.entities;"
    heavy = HEAVY[:5]
    assert python(f"{code} print([m for m in {heavy} if m in sys.modules])").strip() == "[]"


TABLES = ["pandas", "pandera", "pyarrow", "networkx"]
RECOGNISING = [*HEAVY[:2], *HEAVY[3:5], *TABLES, "emoji", "camel_tools.utils.charsets"]


@pytest.mark.parametrize(
    ("code", "without"),
    [
        ("import analysis.entities", [*RECOGNISING, "onnxruntime", "numpy", "babel"]),
        ("import analysis.entities.embedded", RECOGNISING),
        ("from analysis.entities import recognise; assert recognise(['زار فلاديمير بوتين باريس.'])[0]", RECOGNISING),
        ("import analysis.text; analysis.text.tokens('قال: «نعم».')", [*RECOGNISING, "onnxruntime", "numpy"]),
        ("from click.testing import CliRunner; from analysis.cli import khabar;"
         "assert 'annotate' in CliRunner().invoke(khabar, ['--help']).output",
         [*RECOGNISING, "onnxruntime", "numpy", "babel", "camel_tools"]),
    ],
)  # fmt: skip
def test_what_recognising_and_help_do_not_import(code, without):
    assert python(f"import sys; {code}; print([m for m in {without} if m in sys.modules])").strip() == "[]"


def test_loading_and_reading_a_first_sentence_takes_less_than_a_second():
    def seconds():
        started = time.perf_counter()
        python("from analysis.entities import recognise; recognise(['زار فلاديمير بوتين باريس.'])")
        return time.perf_counter() - started

    assert min(seconds() for _ in range(5)) < 1


def test_no_module_of_entities_hides_a_public_name():
    code = """
import pkgutil, importlib, analysis.entities as e
for module in pkgutil.iter_modules(e.__path__): importlib.import_module(f"analysis.entities.{module.name}")
print([n for n in e.__all__ if not callable(getattr(e, n))])
"""
    assert python(code).strip() == "[]"


def test_the_parts_of_camel_tools_that_we_import_do_not_touch_the_network():
    code = """
import socket
def refuse(*args, **kwargs): raise AssertionError("network")
socket.socket.connect = socket.getaddrinfo = refuse
import analysis.text, sys
assert not any(m.startswith(("camel_tools.ner", "camel_tools.data", "camel_tools.morphology")) for m in sys.modules)
print(analysis.text.folded("أهلا"))
"""
    assert python(code).strip() == "اهلا"


def test_help_answers_in_half_a_second():
    def seconds():
        started = time.perf_counter()
        python("import sys; sys.argv = ['khabar', '--help']; from analysis.cli import main; main()")
        return time.perf_counter() - started

    # The fastest of some runs: the others measure what else the machine was doing.
    assert min(seconds() for _ in range(5)) < 0.5


def test_public_names_are_there():
    code = "import analysis; print(all(callable(getattr(analysis, n)) for n in analysis.__all__))"
    assert python(code).strip() == "True"


def test_an_unknown_name_is_an_attribute_error():
    code = "import analysis\ntry: analysis.nothing\nexcept AttributeError as e: print(e)"
    assert "no attribute 'nothing'" in python(code)
