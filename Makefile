# The one interface to this repository: `make` lists the commands.
# Needs Python 3.11 or newer with pip, and make. Everything else is installed into $(VENV).

PYTHON  ?= python3
VENV    ?= .venv
# Workers for the tests that need no coverage.
WORKERS ?= 2
# The exact versions of the tools; `make lock` renews them, an empty file tries the newest.
CONSTRAINTS ?= constraints.txt

BIN     := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint $(CONSTRAINTS)

# The fast tests, in two halves that take about as long.
FAST_1  := tests/unit
FAST_2  := tests/truth tests/conformance docs src README.md
CODE    := $(wildcard src tests examples benchmarks docs/generate.py conftest.py)

.DEFAULT_GOAL := help
.PHONY: help demo test fast-1 fast-2 deep check fix fmt docs bench peers lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.demo ## tell the story: posts, feeds, who sees what and why, completeness, points
	$(BIN)/collabcore demo

# The fast tests and the examples in prose must reach every branch by themselves;
# the laws and machines then look for what nobody thought of, and lend no coverage.
test: $(VENV)/.tests ## every test and every example; 100 % branches from the fast ones
	$(BIN)/coverage erase
	$(MAKE) --no-print-directory --jobs $(WORKERS) --output-sync fast-1 fast-2
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/python -m pytest -n $(WORKERS) tests --ignore=tests/unit --ignore=tests/truth --ignore=tests/conformance

fast-1:
	$(BIN)/coverage run -m pytest $(FAST_1)

fast-2:
	$(BIN)/coverage run -m pytest $(FAST_2)

deep: $(VENV)/.tests ## the laws and machines again, fifty times deeper and with fresh luck
	HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -n $(WORKERS) tests/laws tests/machines

# The page of smallest worlds takes minutes to find again: `make fix` writes it, and law 14 looks for the worlds anyway.
check: $(VENV)/.lint ## style, types, layers, spelling, and generated pages that are up to date
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m slotscheck --module collabcore
	$(BIN)/codespell
	$(BIN)/python docs/generate.py --check --quick

fix: $(VENV)/.lint ## mend what a machine can mend: style, format, generated pages
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/python docs/generate.py

fmt: $(VENV)/.lint ## format only
	$(BIN)/ruff format

docs: $(VENV)/.docs ## the site, into docs/_build; any warning is an error
	$(BIN)/sphinx-build -n -W -T --keep-going -q docs docs/_build/html
	@echo docs/_build/html/index.html

bench: $(VENV)/.tests ## how fast, how big, how it grows
	$(BIN)/python -m benchmarks

peers: $(VENV)/.tests ## install what bench can measure beside us; what is not there is skipped
	$(BIN)/python -m pip install -qq --disable-pip-version-check $(addprefix -r ,$(wildcard benchmarks/requirements/*.txt))

lock: ## renew constraints.txt from the newest tools, if everything is green with them
	rm -rf .venv-lock
	$(MAKE) VENV=.venv-lock CONSTRAINTS=/dev/null check docs demo test
	{ echo '# Written by `make lock`: what check, docs, demo and test were green with.'; \
	  .venv-lock/bin/python -m pip freeze --exclude-editable; } > constraints.new
	mv constraints.new constraints.txt
	rm -rf .venv-lock

clean: ## remove everything that can be made again
	rm -rf $(VENV) .venv-lock build dist docs/_build htmlcov
	rm -rf .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests docs examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# Some distributions ship Python without ensurepip: then virtualenv, kept beside the environment, makes it.
# pip is renewed inside it, for `--group` needs 25.1.
$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "collabcore needs Python 3.11 or newer: make PYTHON=…")'
	@echo 'making an environment in $(VENV)'
	@$(PYTHON) -m venv $(VENV) || { \
	  $(PYTHON) -m pip install -qq --target $(VENV)-tool virtualenv && \
	  PYTHONPATH=$(VENV)-tool $(PYTHON) -m virtualenv --quiet --clear $(VENV) && rm -rf $(VENV)-tool; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.demo: $(VENV)/.pip pyproject.toml $(CONSTRAINTS)
	@echo 'installing what the demo needs'
	@$(INSTALL) --editable '.[cli]'
	@touch $@

$(VENV)/.tests $(VENV)/.lint $(VENV)/.docs: $(VENV)/.pip pyproject.toml $(CONSTRAINTS)
	@echo 'installing the tools for $(patsubst .%,%,$(notdir $@))'
	@$(INSTALL) --editable . --group $(patsubst .%,%,$(notdir $@))
	@touch $@
