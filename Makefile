# make report   the environment, then the reports of the article in seeds/, in reports/
# make test     the environment, then the tests
# make bench-entities   our recogniser beside camel-tools and a CRF (TRAIN=<CoNLL file> trains the CRF on it)
# make bench-quotes DATA=<folder>   quotations against annotated articles whose texts are not in the repository
# make confidence DATA=<folder>     how sure a quotation is, fitted on those articles (ARGS=--write writes the weights)
# make bench-naming DATA=<folder>   the naming lexicon against places judged by hand, in texts that are not in the repository
# make frame-shift DATA=<folder>    what frames start from, fitted on labelled articles (ARGS=--write writes it)
# make frame-encoder DATA=<folder>  what the encoder adds to labelled examples
# make check    ruff, mypy, import-linter, tests
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# An index with CPU wheels of PyTorch, for Linux; empty takes what pip finds. See the README.
TORCH_INDEX ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: environment report test check bench-entities bench-quotes confidence bench-naming bench-reports frame-shift frame-encoder lab clean

environment: $(VENV)/installed

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	@echo "Installing packages into $(VENV), some minutes and about 2 GB with the CPU build of PyTorch"
	$(PIP) --constraint constraints.txt $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX),) torch
	$(PIP) --constraint constraints.txt --editable '.[dev]'
	touch $@

report: environment
	$(BIN)/khabar report seeds --out reports --lang ar
	$(BIN)/khabar report seeds --out reports/en --lang en

test: environment
	$(BIN)/python -m pytest

check: environment
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench-entities: environment
	$(BIN)/python tools/bench/entities.py $(if $(TRAIN),--train $(TRAIN),)

bench-quotes: environment
	PYTHONPATH=tools/ner $(BIN)/python tools/quotes/score.py --data $(DATA)

confidence: environment
	PYTHONPATH=tools/ner $(BIN)/python tools/quotes/confidence.py --data $(DATA) $(ARGS)

bench-naming: environment
	$(BIN)/python tools/naming/score.py --data $(DATA)

bench-reports: environment
	$(BIN)/python tools/bench_reports.py --articles 20 --workers 2

frame-shift: environment
	PYTHONPATH=tools/ner $(BIN)/python tools/frames/shift.py --data $(DATA) $(ARGS)

frame-encoder: environment
	PYTHONPATH=tools/ner $(BIN)/python tools/frames/encoder.py --data $(DATA)

lab: environment
	$(BIN)/khabar lab

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
