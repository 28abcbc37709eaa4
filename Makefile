# All that this portal does to itself. Needed on the machine: Python >= 3.11 and make; the rest is installed into .venv
# and node_modules. Stamps (there and in .build) say what is up to date, so that a second `make run` serves at once.

PORT    ?= 8000
PYTHON  ?= python3
BROWSER ?= yes
WORKERS ?= 2
TESTS   ?= tests
export PORT

BIN      := .venv/bin
PIP      := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
INSTANCE := $(or $(PORTAL_INSTANCE),instance)
CODE     := portal config.py wsgi.py tests
MESSAGES := .build/messages.pot
COMPILE  := $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url \
            --custom-compile-command "make lock" --group build
EXTRACT  := $(BIN)/pybabel --quiet extract --mapping=babel.cfg --output=$(MESSAGES) --add-location=file \
            --keywords=lazy_gettext --keywords=_l --project="Suara Sorong" .
UPDATE   := $(BIN)/pybabel --quiet update --input-file=$(MESSAGES) --output-dir=portal/translations --locale=en \
            --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=110

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check simulations integrity bench faults proof office lock format translations clean setup \
        setup-dev python-version port-free chromium

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- run ---------------------------------------------------------------------------------------------------------

run: export PATH := $(CURDIR)/$(BIN):$(PATH)
run: port-free setup ## serve the portal on http://127.0.0.1:8000 (PORT=… another port), with the sample city
	@$(BIN)/flask db upgrade
	@test -f "$(INSTANCE)/sample-accounts.txt" || $(BIN)/flask sample load \
		|| echo "make run: no sample city was loaded, for the reason above; serving the data that is there."
	@echo
	@echo "Suara Sorong: http://127.0.0.1:$(PORT)   (Ctrl-C stops it)"
	@if [ -f "$(INSTANCE)/sample-accounts.txt" ]; then \
		echo "Sample staff sign-ins, from $(INSTANCE)/sample-accounts.txt:"; cat "$(INSTANCE)/sample-accounts.txt"; fi
	@echo
	@$(BIN)/honcho start

port-free:
	@$(PYTHON) -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
	sys.exit(s.connect_ex(("127.0.0.1", int(sys.argv[1]))) == 0)' $(PORT) 2>/dev/null || { \
		echo "make run: port $(PORT) is in use; choose another one: make run PORT=8001" >&2; exit 1; }

# --- set up ------------------------------------------------------------------------------------------------------

setup: .venv/.runtime .build/static .build/catalogs
setup-dev: .venv/.dev .build/static .build/catalogs

python-version:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "make: Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "make: $(PYTHON) has no venv module; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(BIN)/python: | python-version
	@$(PYTHON) -m venv .venv

.venv/.runtime: requirements/runtime.txt | $(BIN)/python
	@echo "Installing Python packages…"
	@$(PIP) -r $<
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/.runtime
	@echo "Installing development packages…"
	@$(PIP) -r $<
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/.runtime
	@echo "Installing browser parts…"
	@$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.build/static: node_modules/.installed static/build.mjs $(shell find static/src 2>/dev/null)
	@mkdir -p .build
	@$(BIN)/node static/build.mjs
	@$(BIN)/python -m whitenoise.compress --quiet static/dist
	@touch $@

.build/catalogs: $(wildcard portal/translations/*/LC_MESSAGES/*.po) | .venv/.runtime
	@mkdir -p .build
	@$(if $^,$(BIN)/pybabel --quiet compile --directory=portal/translations)
	@touch $@

# --- test and check ----------------------------------------------------------------------------------------------

test: setup-dev chromium ## run all tests (BROWSER=no leaves browser tests out; TESTS=… only some)
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup $(if $(filter no,$(BROWSER)),-m "not browser") $(TESTS)

chromium:
	@case "$(BROWSER)" in no) exit 0 ;; esac; \
	test -x /usr/bin/chromium && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium…"; \
		apt-get update -qq >/dev/null 2>&1; \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null 2>&1; \
		test -x /usr/bin/chromium && exit 0; fi; \
	$(BIN)/playwright install chromium >/dev/null 2>&1 && exit 0; \
	echo "make test: no Chromium could be installed; leave the browser tests out: make test BROWSER=no" >&2; exit 1

check: setup-dev ## run all linters, the type checker, the import rules and the catalogue check
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/djlint templates --lint --quiet
	@mkdir -p .build
	@$(EXTRACT)
	$(UPDATE) --check

simulations: setup-dev ## try the method's limits and words on simulated respondents, and print what was found
	SIMULATED_PROMISES=1000 $(BIN)/pytest -p no:xdist -q -s tests/domain/test_simulations.py \
		tests/domain/test_effect_simulations.py

integrity: setup-dev ## try to stuff ratings in every way that the portal knows of, and print what came of it (five minutes)
	@mkdir -p .build
	SIMULATED_UNITS=150 $(BIN)/pytest -p no:xdist -q -s tests/responses/test_shared_address.py \
		tests/integrity/test_flood.py tests/integrity/test_undecided.py tests/integrity/test_deciding.py \
		tests/integrity/test_at_once.py tests/visits/test_redeeming.py tests/visits/test_at_once.py \
		tests/responses/test_signals.py tests/responses/test_proof.py tests/responses/test_counts_away.py \
		tests/sweep/test_managers_hands.py tests/domain/test_monitor_simulations.py \
		tests/benchmarks/test_proof_of_work.py 2>.build/integrity.log

bench: setup-dev ## measure the ratios of the targets (outside the normal run)
	$(BIN)/pytest -p no:xdist -s tests/benchmarks

faults: setup-dev ## let many write at once, for minutes, and see that nothing is lost or doubled
	$(BIN)/pytest -p no:xdist -s tests/faults

proof: setup-dev ## let every night of two years pass and compare all that is published with whole blocks (minutes)
	$(BIN)/pytest -p no:xdist tests/proof

office: setup-dev ## let LibreOffice reckon workbooks anew and compare with what is published
	$(BIN)/pytest -p no:xdist -q -s tests/office

# --- upkeep ------------------------------------------------------------------------------------------------------

format: setup-dev ## put the code in order (not the templates: djlint's formatter moves blanks that are shown)
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

translations: setup-dev ## extract the messages (Indonesian) and update the English catalogue
	@mkdir -p .build
	$(EXTRACT)
	$(UPDATE)

lock: $(BIN)/python ## lock the Python packages with their hashes (UPGRADE=--upgrade for newer ones)
	@test -x $(BIN)/uv || $(PIP) -r requirements/dev.txt
	$(COMPILE) $(UPGRADE) --output-file requirements/runtime.txt
	$(COMPILE) $(UPGRADE) --group dev --constraints requirements/runtime.txt --output-file requirements/dev.txt

clean: ## remove what was built (not the data in instance, not .venv)
	rm -rf .build static/dist static/fonts .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find portal -name '*.mo' -delete
