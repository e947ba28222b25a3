# Needs only Python 3.11 or later and a package index. Everything is set up in .venv beside this file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Some tests wait for servers: one more than there are processors.
WORKERS := $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
PEERS := benchmarks/peers/.venv

.PHONY: demo test test-long test-browser test-ray lint gate live record bench bench-unseen bench-peers clean

demo: $(STAMP)          ## structure an example letter with the embedded model
	$(BIN)/structurer extract examples/letter.txt

test: $(STAMP) lint     ## everything that must hold, offline
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not long"

test-long: $(STAMP)     ## what takes ten seconds or more: jobs that are killed, packages with tests of their own, watching
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m long

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/structurer schema check

test-browser: $(STAMP)  ## the pages in a real browser: needs Chromium (CHROMIUM=path where it is not on PATH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[browser]'
	STRUCTURER_BROWSER=1 $(BIN)/python -m pytest -m browser tests/browser

test-ray: $(STAMP)      ## jobs on a Ray cluster of this machine (Ray is 260 MB, so `make test` does without)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[ray]'
	$(BIN)/python -m pytest -m ray

live: $(STAMP)          ## the tests that need the embedded model itself
	STRUCTURER_LIVE=1 $(BIN)/python -m pytest -m live

SUITES := imr ur
PROSE := looked-at measured unseen unseen-notes

gate: $(STAMP)          ## are the suites fit to be measured with, and is nothing worse than the baselines? offline
	set -e; for part in $(PROSE); do $(BIN)/structurer eval lint benchmarks/prose/$$part; done
	set -e; for suite in $(SUITES); do $(BIN)/structurer eval lint $$suite; done
	@# A letter that failed is for the gate to judge, and the other suites are looked at all the same.
	set -e; worst=0; for suite in $(SUITES); do \
	  rm -f runs/gate-$$suite.jsonl; \
	  $(BIN)/structurer eval run $$suite -o runs/gate-$$suite.jsonl --quiet || test $$? -eq 1; \
	  $(BIN)/structurer eval report runs/gate-$$suite.jsonl --junit runs/gate-$$suite.xml --markdown runs/gate-$$suite.md \
	    --baseline evals/$$suite/baselines/local.json; \
	  $(BIN)/structurer eval gate runs/gate-$$suite.jsonl --baseline evals/$$suite/baselines/local.json || worst=$$?; \
	done; exit $$worst

record: $(STAMP)        ## ask the embedded model for the replies that the cassettes lack
	$(BIN)/python -m tests.record
	set -e; for suite in $(SUITES); do $(BIN)/structurer eval record $$suite --prune; done

bench: $(STAMP)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/overhead.py
	$(BIN)/python benchmarks/scoring.py
	$(BIN)/python benchmarks/reading.py ur

bench-unseen: $(STAMP)  ## prose that nobody looked at: seldom, since figures that are chosen by are no fair measure any more
	$(BIN)/python benchmarks/reading.py benchmarks/prose/unseen
	$(BIN)/python benchmarks/reading.py benchmarks/prose/unseen-notes

bench-peers: $(STAMP) $(PEERS)/.ready  ## structurer and its peers on the same model and letters: ARGS="SUITE --letters 3 --out FOLDER"
	$(BIN)/python benchmarks/peers run $(ARGS)

$(PEERS)/.ready: benchmarks/peers/requirements.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers/requirements.txt
	touch $(PEERS)/.ready

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("structurer needs Python 3.11 or later; try: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) $(PEERS) dist build .pytest_cache .mypy_cache .ruff_cache
