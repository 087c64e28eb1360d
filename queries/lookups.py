"""What is asked about ids again and again, remembered for one state of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.store import GraphStore

Found = tuple[object, ...]


class LookUp:
    """A statement that says something of each of `$ids`, its first column being the id.

    Args:
        by: column of a row that holds the id.
        cypher: the statement.
    """

    def __init__(self, by: str, cypher: str) -> None:
        self.by = by
        self._cypher = cypher
        self._kept: tuple[str | None, dict[str, Found]] = (None, {})

    def read(self, store: GraphStore, ids: Iterable[str]) -> Mapping[str, Found]:
        """What the graph says of ids; what it said before is not asked again while its fingerprint stays.

        Args:
            store: the graph.
            ids: ids; those that mean nothing have no entry.

        Returns:
            id -> the other columns; of further ids too.
        """
        fingerprint = store.fingerprint()
        known, kept = self._kept
        found = kept if fingerprint and fingerprint == known else {}
        missing = [name for name in ids if name not in found]
        if missing:
            rows = store.read(self._cypher, {"ids": missing}).rows
            found = found | {str(name): tuple(said) for name, *said in rows}
            if fingerprint == store.fingerprint():
                self._kept = (fingerprint, found)
        return found


NAMES = LookUp(
    "id",
    """
UNWIND $ids AS id
MATCH (n:Entity {id: id})
OPTIONAL MATCH (n)<-[:FROM]-(c:Change) WHERE c.name_before IS NOT NULL
RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Entity'][0] AS label, n.name AS name,
       collect({on: c.effective_on, name: c.name_before}) AS before
""",
)
TERMS = LookUp(
    "agreement",
    """
UNWIND $ids AS id
MATCH (g:Agreement {id: id})
RETURN g.id AS id, g {
  .status, .signed_on, .period_from, .period_to, .auto_renewal, .renewal_months, .notice_months,
  statements: [(g)-[s:STATED_IN]->(d:Document) | {status: s.status, on: s.status_on, document: d.id}]
} AS terms
""",
)
FOR_DERIVATIONS: Mapping[str, LookUp] = {"terms": TERMS}
