# The commands of the project. `make` lists them; each does its own set-up first.

PYTHON := .venv/bin/python

.PHONY: help setup tools run demo test services services-stop test-services check fuzz bench chaos

help: ## say what each command does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name says; do \
		printf 'make %-14s %s\n' "$$name" "$$says"; done

setup: .venv/.runtime ## the virtual environment, system libraries, database, reference data
	@bin/libraries
	@$(PYTHON) manage.py prepare

tools: .venv/.tools # what tests and checks need besides
	@bin/libraries

run: setup ## the portal with a demonstration stock, staff and queue; ends with its address
	@bin/run

demo: .venv/.runtime ## one example down the whole road, each step with its reasons; leaves the lease
	@bin/libraries
	@bin/demo

test: tools ## the whole suite on SQLite, saying what it could not run
	@PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest -n 2 --dist worksteal -q

services: ## PostgreSQL and Redis of the project's own, in var/, on free ports
	@bin/services start

services-stop: ## stop them; their data stays in var/
	@bin/services stop

test-services: tools ## the same suite on PostgreSQL and Redis
	@bin/services test

check: tools ## lint, types, layers, templates, migrations, translations, deployment, coverage
	@bin/check

fuzz: tools ## nonsense at every form FUZZ times as much as in the suite (20), all hostile files and texts, 100 households, 60 programs of the office on PostgreSQL
	@bin/fuzz

bench: tools ## measure; one line per figure, and var/bench.json
	@$(PYTHON) -m bench

chaos: tools ## kill workers and empty Redis while letters go out and leases are printed; prints figures (minutes)
	@$(PYTHON) -m chaos

.venv/bin/python:
	@bin/virtualenv

.venv/.runtime: requirements.txt | .venv/bin/python
	@bin/requirements requirements.txt
	@touch $@

.venv/.tools: requirements-dev.txt .venv/.runtime
	@bin/requirements requirements-dev.txt
	@touch $@
