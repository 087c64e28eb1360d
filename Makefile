# The two commands of the README are `make app` and `make test`; each works alone on a fresh machine.
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check -q

# An offline bundle has its packages beside it (`make bundle`): pip takes them from there and asks nobody.
ifneq ($(wildcard wheels/.),)
export PIP_NO_INDEX := 1
export PIP_FIND_LINKS := $(CURDIR)/wheels
endif

.PHONY: app venv test check format generate bench bundle

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

# One zip with program, data and packages (their licences are in them) for machines without a network. For another
# system: make bundle SYSTEM="--platform win_amd64 --python-version 3.12".
SYSTEM ?=
bundle: .venv/installed
	@rm -rf build/wheels dist && mkdir -p build/wheels dist
	$(PIP) download $(SYSTEM) --only-binary :all: -c constraints.txt -d build/wheels '.[embedded]' 'setuptools>=77' \
	  colorama  # wanted on Windows alone, and pip looks at the system it runs on
	@rm -f build/wheels/hoptac-*
	git archive --format=zip --prefix=hoptac/wheels/ $$(printf -- '--add-file=%s ' build/wheels/*) --prefix=hoptac/ \
	  -o dist/hoptac-offline.zip HEAD
	@ls -lh dist/hoptac-offline.zip
