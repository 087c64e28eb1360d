@echo off
rem Does on Windows what `make app` does: prepares .venv once, then runs `hoptac %*` (without arguments: hoptac up).
setlocal
chcp 65001 >nul
cd /d "%~dp0"
rem An offline bundle has its packages beside it: pip takes them from there and asks nobody.
if exist wheels (
  set PIP_NO_INDEX=1
  set PIP_FIND_LINKS=%~dp0wheels
)
if not exist .venv\installed (
  where py >nul 2>nul && (py -3 -m venv .venv) || (python -m venv .venv)
  if errorlevel 1 (
    echo Can Python 3.11-3.14. Cai tu python.org roi chay lai.
    exit /b 2
  )
  .venv\Scripts\python -m pip --disable-pip-version-check -q install -c constraints.txt -e ".[embedded]"
  if errorlevel 1 (
    .venv\Scripts\python -m pip --disable-pip-version-check -q install -c constraints.txt -e .
    if errorlevel 1 exit /b 2
    echo May nay khong co bo may do thi kem theo; dat NEO4J_URI de dung Neo4j: xem docs\neo4j.md.
  )
  type nul > .venv\installed
)
if "%~1"=="" (.venv\Scripts\python -m cli up) else (.venv\Scripts\python -m cli %*)
exit /b %errorlevel%
