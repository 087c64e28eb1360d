# The two commands of the README are `make app` and `make test`; each works alone on a fresh machine.
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -q

.PHONY: app venv test check format generate bench

app: venv
	@$(PY) -m cli up

venv: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
	  || { echo "Cần Python 3.11-3.14: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@echo "Cài các gói vào .venv (một lần, vài phút) ..."
	@$(PIP) install -c constraints.txt -e '.[embedded]' || { \
	  $(PIP) install -c constraints.txt -e . && \
	  echo "Máy này không có bộ máy đồ thị kèm theo; đặt NEO4J_URI để dùng Neo4j (docs/neo4j.md)."; }
	@touch $@

.venv/tools: .venv/installed
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

test: .venv/tools
	$(PY) -m pytest

check: .venv/tools
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) -m graph.dictionary --check

format: .venv/tools
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

generate: .venv/installed
	$(PY) -m graph.dictionary

bench: .venv/tools
	$(PY) -m benchmarks
