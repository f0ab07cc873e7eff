# make record    builds a record from the sample pages and says where its report is
# make test      runs the whole test suite
# make check     lint, format and types
# make fuzz      feeds damaged bytes to all that takes outside input (SECONDS=60 each)
# make benchmarks, make train, make lock, make clean: see CONTRIBUTING.md
# Each makes the environment it needs in .venv; a Python of 3.11 or later is all that must be there.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: record test check fuzz benchmarks train lock clean

record: .venv/runtime
	@mkdir -p record
	@$(BIN)/reportedly build examples/pages --meta examples/meta.csv --record record/sample.db
	@$(BIN)/reportedly report record/sample.db --output record/sample.html
	@echo "Open record/sample.html in a browser: it is the report of the record record/sample.db."

test: .venv/develop
	$(BIN)/python -m pytest

check: .venv/develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

SECONDS ?= 60

fuzz: .venv/develop
	$(PIP) --constraint requirements.lock --editable ".[fuzz]"
	$(BIN)/python -m tests.fuzzing --seconds $(SECONDS)

benchmarks: .venv/develop
	$(BIN)/python -m benchmarks

# The weights that the package ships, from the shared data (../shared, or where REPORTEDLY_SHARED says).
train: .venv/bin/python
	$(PIP) --constraint requirements.lock --editable ".[train]"
	$(PIP) --requirement training/requirements.txt
	$(BIN)/python -m training

# The lock names no index, so that any mirror serves it.
lock: .venv/develop
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-emit-index-url \
		--no-header --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv record .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("reportedly needs Python 3.11 or later: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/runtime: pyproject.toml requirements.lock | .venv/bin/python
	$(PIP) --constraint requirements.lock --editable .
	@touch $@

.venv/develop: pyproject.toml requirements.lock | .venv/bin/python
	$(PIP) --constraint requirements.lock --editable ".[dev]"
	@touch $@ .venv/runtime
