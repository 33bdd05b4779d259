# What one types at work on Twin Cities. `make run` is enough to see it.

PYTHON ?= python3
START  := $(PYTHON) forum_portal/start.py
BIN    := .venv/bin
MANAGE := $(BIN)/python manage.py

export PORT ?= 8000
# Words as they are written, whatever the machine's own language is.
export PYTHONUTF8 = 1

RUNTIME := requirements.txt $(if $(filter postgres%,$(DATABASE_URL)),requirements-prod.txt)
DEVELOP := requirements.txt requirements-dev.txt

# Long enough and random, as production's own would be; nothing is signed with it.
AS_IN_PRODUCTION = ALLOWED_HOSTS=twin-cities.example DEBUG=0 SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))")

.PHONY: help run editor test test-postgres bench check lint types layers templates translations migrations deploy \
	format messages lock clean port install develop
.NOTPARALLEL:

help:
	@echo "make run            the site on http://127.0.0.1:$(PORT)"
	@echo "make editor         an account for the admin"
	@echo "make test           all tests on SQLite"
	@echo "make test-postgres  the same tests on the PostgreSQL in DATABASE_URL"
	@echo "make check          lint, types, layers, templates, translations, migrations, deploy check"
	@echo "make bench          how fast the pages are"
	@echo "make format         formats the code"
	@echo "make messages       collects and compiles the translations"
	@echo "make lock           requirements*.txt from requirements*.in"
	@echo "make clean          removes what can be made again; the database stays"


# The site

run: port install .local/static/staticfiles.json
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) import_seeds
	@exec $(BIN)/gunicorn -c python:forum_portal.serve forum_portal.wsgi

editor: install
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createsuperuser

port:
	@$(START) port

install:
	@$(START) install $(RUNTIME)

# The folders too: they tell of files that are gone.
.local/static/staticfiles.json: $(shell find static 2>/dev/null) requirements.txt
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0


# The tests, on all cores. PYTEST_ARGS="-k timeline" chooses among them.

test: develop
	@env -u DATABASE_URL $(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

test-postgres: export DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
test-postgres: develop
	@$(START) install $(DEVELOP) requirements-prod.txt
	@$(START) postgres
	@$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

bench: develop
	@$(BIN)/python -m tests.benchmarks

develop:
	@$(START) install $(DEVELOP)
	@$(START) tools


# The rules. `make -k check` tells of every broken one.

check: lint types layers templates translations migrations deploy

lint: develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: develop
	@$(BIN)/mypy

layers: develop
	@$(BIN)/lint-imports --no-cache --no-logo

templates: develop
	@$(BIN)/djlint templates --lint --quiet

translations: develop
	@$(BIN)/python -m forum_portal.translations

migrations: develop
	@$(MANAGE) makemigrations --check --dry-run

deploy: develop
	@$(AS_IN_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING


# The workshop

format: develop
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: develop
	@$(MANAGE) makemessages --locale zh_Hant --locale zh_Hans --no-obsolete --add-location file \
		--ignore tests --ignore seeds --ignore docs
	@$(MANAGE) compilemessages --locale zh_Hant --locale zh_Hans --ignore .venv

lock: install
	@test -x .local/lock/bin/uv || { $(BIN)/python -m venv .local/lock && .local/lock/bin/pip install --quiet uv; }
	@for name in requirements requirements-prod requirements-dev; do \
		.local/lock/bin/uv pip compile --quiet --universal --generate-hashes \
			--python-version 3.11 --no-python-downloads --custom-compile-command "make lock" \
			$(LOCK_ARGS) $$name.in -o $$name.txt || exit 1; \
	done

clean:
	@rm -rf .venv .local/static .local/lock .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path "./.git/*" -prune -exec rm -rf {} +
