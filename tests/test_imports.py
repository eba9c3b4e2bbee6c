"""What an import costs, and what it must not do."""

import subprocess
import sys
import time

HEAVY = ["torch", "transformers", "onnxruntime", "matplotlib", "papermill", "camel_tools", "pandas"]


def python(code, **options):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, **options).stdout


def test_import_analysis_loads_nothing_heavy():
    assert python(f"import sys, analysis; print([m for m in {HEAVY} if m in sys.modules])").strip() == "[]"


def test_reading_text_and_tables_loads_no_model_and_no_figures():
    code = "import sys, analysis.corpus, analysis.text, analysis.quotes, analysis.framing, analysis.entities;"
    heavy = HEAVY[:5]
    assert python(f"{code} print([m for m in {heavy} if m in sys.modules])").strip() == "[]"


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
