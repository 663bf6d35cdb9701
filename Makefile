# Every goal works from a fresh clone: what it needs, it installs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE ?= site
# Parallel test workers; the browser tests and the builds share the machine's cores.
JOBS ?= 2
# How many offers `make bench` measures with; 10000 takes about half an hour.
OFFERS ?= 1000

.PHONY: site serve check test test-deep screens lighthouse bench lock reference translations clean help

help:  ## list the goals
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

site: $(VENV)/.installed  ## check the records and build the catalogue into site/
	$(BIN)/catalogue build --output $(SITE)
	@echo "The catalogue is in $(SITE)/. Look at it with: make serve"

serve: $(VENV)/.installed  ## show the catalogue on this machine
	$(BIN)/catalogue serve

check: $(VENV)/.installed-test  ## lint, types and unit tests, under a minute
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -m "not browser and not slow and not deep" -n $(JOBS) --dist loadgroup

test: $(VENV)/.installed-test  ## lint, types and every test
	sh tests/browser.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not deep" -n $(JOBS) --dist loadgroup

test-deep: $(VENV)/.installed-test  ## the large counts, run before a release
	$(BIN)/pytest -m deep -v --durations=0

screens: $(VENV)/.installed-test  ## take the pictures in docs/screens anew
	sh tests/browser.sh
	$(BIN)/catalogue build --quiet --as-of 2026-11-20 --output .cache/screens/site
	$(BIN)/python -m tests.screens .cache/screens/site docs/screens
	@# The real list of courses is not part of the project; HACKING.md says where it comes from.
	@if [ -n "$(REAL_COURSES)" ]; then sh tests/real_screens.sh "$(REAL_COURSES)"; fi

lighthouse: $(VENV)/.installed-test .cache/lighthouse/.installed  ## let Lighthouse judge the main pages; writes docs/lighthouse.md
	sh tests/browser.sh
	sh tests/nginx.sh
	$(BIN)/python -m tests.lighthouse .cache/lighthouse .cache/lighthouse/work docs/lighthouse.md

.cache/lighthouse/.installed: tests/lighthouse/package.json tests/lighthouse/package-lock.json
	mkdir -p .cache/lighthouse
	cp tests/lighthouse/package.json tests/lighthouse/package-lock.json tests/lighthouse/.npmrc .cache/lighthouse
	cd .cache/lighthouse && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent --no-fund --no-audit
	@touch $@

bench: $(VENV)/.installed-test  ## measure against Hugo and Pagefind, under ten minutes; OFFERS=10000 is the full size
	sh tests/browser.sh
	$(BIN)/python -m benchmarks --offers $(OFFERS)

lock:  ## pin the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra install --generate-hashes --no-header --python-version 3.11 --upgrade -o requirements.lock
	uv pip compile pyproject.toml --extra install --extra test --generate-hashes --no-header --python-version 3.11 -c requirements.lock -o requirements-test.lock

reference: $(VENV)/.installed  ## make docs/records, docs/schema, docs/{commands,import-keys,profiles}.md anew
	$(BIN)/python -m generator.reference

translations: $(VENV)/.installed  ## collect the visible words for translators (theme/locale)
	$(BIN)/pybabel -q extract --omit-header --sort-output --no-location -k say -k plural_forms:1,2 -F theme/locale/babel.cfg -o theme/locale/catalogue.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -D catalogue -i theme/locale/catalogue.pot -d theme/locale
	@# Days and addresses would change the files although no word has changed; git knows them better.
	sed -i.before -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By): /d' theme/locale/*/LC_MESSAGES/catalogue.po
	@rm theme/locale/*/LC_MESSAGES/catalogue.po.before

clean:  ## remove everything that can be made again
	rm -rf $(VENV) .cache $(SITE) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
