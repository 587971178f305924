# make run    set up .venv and open the sample         make check  lint, types, imports, catalogues, docs
# make test   set up .venv with tools and run tests    make bench  measure; make lock: new lock files
#
# The first run sets up, the next ones start at once. A Python that is not the first on the path: make PYTHON=python3.12

VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough; where there is none, python3 itself, which then says what is needed.
PYTHON = $(shell for one in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$one; exit; }; \
	done; echo python3)

# What is installed, as files: newer than what they were made from means nothing is to be done.
READY := $(VENV)/.ready-to-run
TOOLS := $(VENV)/.ready-to-test

.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports catalogues docs bench lock clean pristine

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

run: $(READY)
	@$(BIN)/budgettui demo

test: $(TOOLS)
	$(BIN)/python -m pytest

check: lint types imports catalogues docs

lint: $(TOOLS)
	$(BIN)/ruff check .

types: $(TOOLS)
	$(BIN)/mypy
	$(BIN)/mypy tools

imports: $(TOOLS)
	$(BIN)/lint-imports

catalogues: $(TOOLS)
	$(BIN)/python tools/catalogue.py check

docs: $(TOOLS)
	$(BIN)/python -m budgettui.docs --check
	$(BIN)/python tools/pictures.py --check

bench: $(TOOLS)
	$(BIN)/python benchmarks/run.py

lock: $(TOOLS)
	$(BIN)/python tools/lock.py

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache snapshot_report.html
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

pristine: clean
	rm -rf $(VENV)

$(READY): requirements.lock pyproject.toml tools/environment.py
	@$(PYTHON) tools/environment.py requirements.lock
	@touch $@

# The tests' lock holds all that the program runs with, so that after this nothing is left to do for `make run`.
$(TOOLS): requirements-dev.lock requirements.lock pyproject.toml tools/environment.py
	@$(PYTHON) tools/environment.py requirements-dev.lock
	@touch $(READY) $@
