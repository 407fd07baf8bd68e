# pledgebook: `make help` lists what can be made. Every target does its own set-up.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first of these that runs and is 3.11 or newer; `make PYTHON=/path/to/python3.12 …` overrides.
# With none, FOUND is empty and the set-up says so.
PYTHON ?=
CANDIDATES = $(if $(PYTHON),$(PYTHON),python3.11 python3.12 python3.13 python3 python)
SUITS = import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
REPORT ?=
DEMO_BOOK := build/demo.db
DEMO_REPORTS = $(sort $(wildcard demo/reports/*))

.PHONY: help demo desk test lint types house tests ray bench bench-stream bench-book bench-archive bench-reckoning bench-scenarios bench-desk bench-desk-load train lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/ready-run ## read the demo reports (and REPORT=path) to tables, keep them in a book, say what stands
	@mkdir -p $(dir $(DEMO_BOOK)) && rm -f $(DEMO_BOOK)*
	@echo "== What $(words $(DEMO_REPORTS)) demo reports$(if $(REPORT), and $(REPORT)) say =="
	@$(BIN)/pledgebook read $(DEMO_REPORTS) $(if $(REPORT),"$(REPORT)")
	@echo; echo "== Kept in $(DEMO_BOOK) =="
	@$(BIN)/pledgebook add --book $(DEMO_BOOK) $(DEMO_REPORTS) $(if $(REPORT),"$(REPORT)")
	@echo; echo "== What stands =="
	@$(BIN)/pledgebook standing --book $(DEMO_BOOK)

DESK_PORT ?= 8371
$(DEMO_BOOK): $(VENV)/ready-run $(DEMO_REPORTS)
	@mkdir -p $(dir $(DEMO_BOOK)) && rm -f $(DEMO_BOOK)*
	@echo "Reading the demo reports into $(DEMO_BOOK)"
	@$(BIN)/pledgebook add --book $(DEMO_BOOK) $(DEMO_REPORTS)

desk: $(DEMO_BOOK) ## the book of the demo reports in a browser (DESK_PORT=8371)
	@$(BIN)/pledgebook serve --book $(DEMO_BOOK) --port $(DESK_PORT)

test: lint types house tests ## all checks: ruff, mypy --strict, the import rules, pytest (the built wheel too)
	@echo "make test: all checks passed"

lint: $(VENV)/ready-dev ## ruff: style, then formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready-dev ## mypy --strict on the package and the benches
	$(BIN)/mypy --strict src bench

house: $(VENV)/ready-dev ## the rules on which room may import which
	$(BIN)/lint-imports

tests: $(VENV)/ready-dev ## pytest
	$(BIN)/python -m pytest

ray: $(VENV)/ready-ray ## install Ray and run its tests, which `make test` leaves out where it is not installed
	$(BIN)/python -m pytest tests/workers tests/test_pipeline_ray.py

bench-stream: $(VENV)/ready-run ## speed over mixed news, most of it irrelevant, and what the gate loses
	@$(BIN)/pledgebook bench --stream

bench-book: $(VENV)/ready-dev ## speed of the book: adding, what stands among 100,000 and 1,000,000 rows, verifying
	@$(BIN)/python bench/book.py

bench-archive: $(VENV)/ready-dev ## speed over archives: the gate, pages, two processes; memory and resuming over 200,000 articles
	@$(BIN)/python bench/archive.py

bench-scenarios: $(VENV)/ready-dev ## speed of scenarios over 100,000 and 1,000,000 pledges, and of conflicts
	@$(BIN)/python bench/scenarios.py

bench-desk: $(VENV)/ready-dev ## the desk on 100,000 rows: time and size of every page, many readers and reviewers at once
	@$(BIN)/python bench/desk.py

bench-desk-load: $(VENV)/ready-dev ## 50 readers and 5 reviewers at one desk for 60 s: no error, no lost decision
	@$(BIN)/python bench/desk_load.py

bench-reckoning: $(VENV)/ready-dev ## speed of the reckoning: check over 2,000 claims about 200 members, and 10 times the claims
	@$(BIN)/python bench/reckoning.py

bench: $(VENV)/ready-run ## reading quality on the gold reports, and speed against plain spaCy
	@$(BIN)/pledgebook bench

train: $(VENV)/ready-train ## learn the network and the reviewer anew from training/ (an hour on two cores)
	PYTHONPATH=$(VENV)/train $(BIN)/python training/network.py
	PYTHONPATH=$(VENV)/train $(BIN)/python training/train.py

# The lock files name every package with the hashes of its files, and no index or machine.
COMPILE = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	--strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
lock: $(VENV)/ready-dev ## renew the lock files after a change of pyproject.toml or requirements/*.in (UPGRADE=1: to the newest)
	$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements/pip.txt requirements/pip.in
	$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements/lock.txt pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements/dev.txt requirements/dev.in
	$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements/ray.txt requirements/ray.in

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name '*.egg-info' -prune -exec rm -rf {} +

# The set-up, step by step; each step leaves a stamp and runs again when what it read has changed.

$(VENV)/ready-pip: requirements/pip.txt
	@python=""; for candidate in $(CANDIDATES); do \
	    if "$$candidate" -c '$(SUITS)' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "make: pledgebook needs Python 3.11 or newer with venv; tried: $(CANDIDATES)." >&2; \
	    echo "make: install one (Debian: apt install python3 python3-venv) or name it: make PYTHON=/path/to/python" >&2; \
	    exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$python" --version), once"; \
	"$$python" -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/pip.txt
	@touch $@

$(VENV)/ready-run: $(VENV)/ready-pip requirements/lock.txt pyproject.toml
	@echo "Installing the packages of requirements/lock.txt"
	@$(PIP) install --require-hashes -r requirements/lock.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-train: $(VENV)/ready-run requirements/train.in
	@echo "Installing the packages of requirements/train.in"
	@# In a folder of their own: spaCy loads torch wherever it finds it, and reading would start slowly
	@sed -e '/--hash=/d' -e 's/ *\\$$//' requirements/lock.txt >$(VENV)/pins.txt
	@$(PIP) install --upgrade --target $(VENV)/train -c $(VENV)/pins.txt -r requirements/train.in
	@touch $@

$(VENV)/ready-ray: $(VENV)/ready-dev requirements/ray.txt
	@echo "Installing the packages of requirements/ray.txt"
	@$(PIP) install --require-hashes -r requirements/ray.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready-run requirements/dev.txt
	@echo "Installing the packages of requirements/dev.txt"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@# followthemoney brings types of an older SQLAlchemy, which would hide from mypy those of our own
	@$(PIP) uninstall --yes sqlalchemy2-stubs
	@touch $@
