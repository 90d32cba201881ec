# make run    start the product with demo data on port 8000 (PORT=…)
# make test   everything: what CI runs
# make coverage  the same, and which lines of ours it never came to
# make check  style, types, import contracts and the fast tests
# make bench  measured times, printed
# make docs   write the pages of docs/ that the code says itself
# make pictures  take the manual's pictures anew
# make house  the size of our files and functions beside other codebases
# make assets style sheet, fonts, icons and scripts from their packages
# make lock   write the pinned lists anew

.DEFAULT_GOAL := run
.SUFFIXES:
.DELETE_ON_ERROR:

PORT ?= 8000
PYTHON ?=
PY := .venv/bin/python
DONE := .venv/stamps
PIP := $(PY) -m pip install --disable-pip-version-check --no-input -qq

export PYTHON
export PIP_ROOT_USER_ACTION := ignore
export PYTHONUTF8 := 1

.PHONY: run
run: $(DONE)/package $(DONE)/assets
	@$(PY) -m kp7 migrate
	@$(PY) -m kp7 seed demo --if-empty
	@exec $(PY) -m kp7 serve --port $(PORT)

.PHONY: test
test: $(DONE)/package $(DONE)/assets $(DONE)/test
	@sh tools/debian.sh
	@$(PY) -m pytest -n 2

.PHONY: coverage
coverage: $(DONE)/package $(DONE)/assets $(DONE)/test
	@sh tools/debian.sh
	@$(PY) -m pytest -n 2 --cov --cov-report=term

.PHONY: check
check: $(DONE)/package $(DONE)/assets $(DONE)/test
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(PY) -m pytest -n 2 -q -m "not slow and not browser and not race"

.PHONY: bench
bench: $(DONE)/package $(DONE)/assets $(DONE)/test
	@$(PY) -m bench

.PHONY: docs
docs: $(DONE)/package
	@$(PY) -m tools.docs

.PHONY: pictures
pictures: $(DONE)/package $(DONE)/assets $(DONE)/test
	@sh tools/debian.sh
	@KP7_TAKE_PICTURES=1 $(PY) -m pytest -q -n 2 tests/browser/test_manual_pictures.py

.PHONY: house
house: $(DONE)/venv
	@$(PY) tools/house.py

.PHONY: assets
assets: $(DONE)/assets

.PHONY: lock
lock: $(DONE)/test
	@$(PY) tools/lock.py
	@$(PY) tools/assets.py --lock

# What is there already is not made again: each step leaves a stamp.

$(DONE)/venv:
	@sh tools/venv.sh
	@mkdir -p $(DONE)
	@touch $@

$(DONE)/run: requirements/run.txt requirements/build.txt | $(DONE)/venv
	@echo "Installing what the product runs on"
	@$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@touch $@

$(DONE)/package: pyproject.toml | $(DONE)/run
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE)/test: requirements/test.txt | $(DONE)/run
	@echo "Installing what the tests need"
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

$(DONE)/assets: package-lock.json .npmrc requirements/fonts.txt tools/assets.py kp7/web/icons.txt | $(DONE)/run
	@echo "Building style sheet, fonts, icons and scripts"
	@$(PY) tools/assets.py
	@touch $@
