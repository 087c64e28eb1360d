"""`python -m views.serve`: the web server, with all that pages need imported before the first one is opened."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

from streamlit.web import cli

from graph.settings import CHECKOUT
from views import __path__ as here


def main() -> None:
    """Serve the app; the options are those of `streamlit run`."""
    for module in iter_modules(here):
        import_module(f"views.{module.name}")
    sys.argv = ["streamlit", "run", str(CHECKOUT / "app.py"), *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
