"""`python -m benchmarks [--engine embedded|neo4j|both] [--pairs N]`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from benchmarks import loading


def main(
    engine: Annotated[Literal["embedded", "neo4j", "both"], typer.Option(help="Which engine.")] = "both",
    pairs: Annotated[int, typer.Option(help="Pairs of runs.")] = 5,
) -> None:
    """Run the benchmarks."""
    if engine != "neo4j":
        loading.run("embedded", pairs)
    if engine != "embedded":
        loading.run("neo4j", pairs)


typer.run(main)
