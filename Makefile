# Two commands do everything: `make run` reads news, `make test` checks the whole project.
# Both make their own virtual environment in .venv from any Python >= 3.11.

VENV ?= .venv
ARGS ?=

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# The first interpreter on the PATH that is new enough; PYTHON=… overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python py; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

.PHONY: help run test lint types contracts tests snapshots bench screenshots docs clean

help:
	@echo 'make run [ARGS="…"]  start the reader        make test       every check there is'
	@echo 'make bench           measure speed            make screenshots  draw the pictures of the README'

$(BIN)/.python:
	@test -n "$(PYTHON)" || { echo 'termnews needs Python 3.11 or newer; none was found on the PATH.'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(BIN)/.run: $(BIN)/.python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(BIN)/.dev: $(BIN)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(BIN)/.run
	@$(BIN)/python -m termnews $(ARGS)

test: lint types contracts tests

lint: $(BIN)/.dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(BIN)/.dev
	$(BIN)/python -m mypy

contracts: $(BIN)/.dev
	$(BIN)/lint-imports

tests: $(BIN)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered

snapshots: $(BIN)/.dev
	$(BIN)/python -m pytest tests/tui -k snapshot --snapshot-update

bench: $(BIN)/.dev
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(BIN)/.dev
	$(BIN)/python docs/make_screenshots.py

docs: $(BIN)/.dev
	$(BIN)/python docs/make_reference.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build .coverage*
