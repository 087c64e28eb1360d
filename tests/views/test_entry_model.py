"""A label and a column added to the model appear in form, profile and network without another line of code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.browser import CHECKOUT
from tests.views.pages import DATA


def test_a_label_and_a_column_of_the_model_have_form_profile_and_legend(tmp_path: Path) -> None:
    own = {"HOPTAC_HOME": str(tmp_path), "HOPTAC_DATA": str(DATA)}
    command = [sys.executable, "-m", "tests.views.changed_form"]
    done = subprocess.run(command, cwd=CHECKOUT, env={**os.environ, **own}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
