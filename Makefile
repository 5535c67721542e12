# Broadsheet. `make` alone lists what there is.
#
# Only the dependencies go into .venv/; the program runs from this folder, where its templates and styles lie.
# Needs Python 3.11 or newer, and make. uv is used where it is on the PATH, otherwise venv and pip.

PORT ?= 5000
BROADSHEET_BASE_URL ?= http://127.0.0.1:$(PORT)
SAVES ?= 200

BIN := .venv/bin
ACCEPTABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
LIST := import sys, tomllib; t = tomllib.load(open("pyproject.toml", "rb")); \
	print(*(t["project"]["dependencies"] if sys.argv[1] == "run" else t["dependency-groups"][sys.argv[1]]), sep="\n")

.PHONY: help install run serve test lint bench faults messages screenshots lighthouse clean
.DELETE_ON_ERROR:

help:
	@echo "make run      set up what is missing, then serve the paper on $(BROADSHEET_BASE_URL) (PORT=8080 for another port)"
	@echo "make serve    the same with gunicorn, as in production"
	@echo "make test     set up, then check style, types and imports, and run every test"
	@echo "make faults   the tests of saving, bad files, hostile addresses and schedules, with $(SAVES) saves of each way"
	@echo "make bench    measures it beside its yardsticks, with up to 100,000 stories; takes an hour or two"
	@echo "make screenshots  pictures of the running paper in screenshots/: three widths, light and dark, and on paper"
	@echo "make lighthouse   what Lighthouse says of the running paper, a page of each kind"
	@echo "make messages     gathers what the program says into the catalogues of its languages, and lists what is missing"
	@echo "make install  only the set-up: leaves .venv/"
	@echo "make clean    remove .venv/, instance/ and caches; your stories stay"

install: .venv/.run

run: .venv/.run
	@$(BIN)/python tools/free_port.py $(PORT)
	@echo "Broadsheet is at $(BROADSHEET_BASE_URL) - stop it with Ctrl-C."
	@BROADSHEET_BASE_URL=$(BROADSHEET_BASE_URL) $(BIN)/python -m flask --app app run --debug --port $(PORT)

serve: .venv/.run
	@case "$${WEB_CONCURRENCY:-1}" in *[!0-9]*|0*) \
	  echo "broadsheet: WEB_CONCURRENCY is '$$WEB_CONCURRENCY'; it must be a whole number from 1 on."; exit 2;; esac
	@$(BIN)/python tools/free_port.py $(PORT)
	@BROADSHEET_BASE_URL=$(BROADSHEET_BASE_URL) PORT=$(PORT) $(BIN)/gunicorn app:app

# The summary comes last, so that it is what one sees. It names the tests that were left out.
test: lint
	@$(BIN)/python -m tests.tools
	@rm -f .venv/tests-*.xml
	@echo "Running the tests, two at a time."
	@$(BIN)/pytest -n 2 --dist loadfile -m "not alone" --junitxml=.venv/tests-1.xml; first=$$?; \
	echo "Running those that need the machine to themselves."; \
	$(BIN)/pytest -m alone --junitxml=.venv/tests-2.xml; second=$$?; \
	$(BIN)/python -m tests.summary .venv/tests-1.xml .venv/tests-2.xml; \
	exit $$((first | second))

lint: .venv/.dev
	@echo "Checking style (ruff), types (mypy) and the direction of imports (import-linter)."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }

# make faults IDLE=60: nobody asks for a minute before stories come and go.
faults: .venv/.dev
	@echo "Saving, breaking and attacking a paper of its own in a temporary folder, $(SAVES) saves of each way."
	@SAVES=$(SAVES) $(BIN)/pytest tests/faults

# make bench MEASURES="article front" BENCH="--rounds 3 --sizes 1000"; without MEASURES, all of them.
bench: .venv/.bench
	@$(BIN)/python tests/bench/run.py $(MEASURES) $(BENCH)
	@$(BIN)/python tests/bench/render.py

# make messages ADD=nl begins a new language.
messages: .venv/.dev
	@$(BIN)/python tools/messages.py $(ADD)

screenshots: .venv/.dev
	@$(BIN)/python tools/screenshots.py $(BROADSHEET_BASE_URL) screenshots

lighthouse: .venv/.dev
	@$(BIN)/python tools/lighthouse.py $(BROADSHEET_BASE_URL)

clean:
	rm -rf .venv instance build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- set-up: each stamp is as new as the list of dependencies that it was made from ----

.venv/bin/python:
	@if command -v uv > /dev/null; then \
	  echo "Making .venv/ with uv."; \
	  uv venv --quiet --allow-existing --python '>=3.11' .venv; \
	else \
	  for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    if command -v $$python > /dev/null && $$python -c '$(ACCEPTABLE)' 2> /dev/null; then \
	      echo "Making .venv/ with $$(command -v $$python)."; \
	      exec $$python -m venv .venv; \
	    fi; \
	  done; \
	  echo "Broadsheet needs Python 3.11 or newer with its venv module, and found none."; \
	  echo "Debian, Ubuntu: sudo apt install python3 python3-venv    Fedora: sudo dnf install python3"; \
	  echo "macOS: brew install python    anywhere: install uv, which brings a Python with it"; \
	  exit 1; \
	fi

.venv/.run: pyproject.toml | .venv/bin/python
	@echo "Installing what Broadsheet needs into .venv/ (about a minute, once)."
	@$(BIN)/python -c '$(LIST)' run > .venv/run.txt
	@$(call fetch,.venv/run.txt)
	@$(call fast_parser)
	@touch $@

.venv/.dev: pyproject.toml .venv/.run
	@echo "Installing what the tests need into .venv/ (once)."
	@$(BIN)/python -c '$(LIST)' dev > .venv/dev.txt
	@$(call fetch,.venv/dev.txt)
	@touch $@

# Publ does not go together with Broadsheet's Pillow, so it has an environment of its own. It needs a C compiler.
.venv/.bench: pyproject.toml .venv/.dev
	@echo "Installing what Broadsheet is measured beside into .venv/ (once)."
	@$(BIN)/python -c '$(LIST)' bench > .venv/bench.txt
	@$(call fetch,.venv/bench.txt)
	@$(BIN)/python -c '$(LIST)' bench-publ > .venv/bench-publ.txt
	@$(BIN)/python -m venv .venv/publ > .venv/publ.log 2>&1 \
	  && .venv/publ/bin/python -m pip install -qq --disable-pip-version-check -r .venv/bench-publ.txt >> .venv/publ.log 2>&1 \
	  || { rm -rf .venv/publ; echo "Publ is left out: it could not be installed; .venv/publ.log says why."; }
	@touch $@

define fetch
if command -v uv > /dev/null; then uv pip install --quiet --python $(BIN)/python -r $(1); \
else $(BIN)/python -m pip install -qq --disable-pip-version-check -r $(1); fi
endef

# gunicorn's C parser is published as source alone, so it is built where there is a compiler, and done without elsewhere.
define fast_parser
$(BIN)/python -c '$(LIST)' fast > .venv/fast.txt; \
if command -v cc > /dev/null && { $(call fetch,.venv/fast.txt); } > .venv/fast.log 2>&1; then :; \
else echo "gunicorn reads requests in Python here: its faster C parser needs a C compiler. Everything works without."; fi
endef
