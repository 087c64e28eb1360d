"""The store on both engines: what goes in comes out, who may do what, and what is said when something is wrong."""

from __future__ import annotations

import datetime as dt

from graph.store import GraphStore

CREATE = "UNWIND $rows AS row CREATE (n:Entity:Place {id: row.id}) SET n += row.properties"


def test_values_come_back_as_plain_python(store: GraphStore) -> None:
    properties = {"name": "Đặk Lắk", "on": dt.date(2025, 7, 1), "years": [2024, 2025], "share": 0.5, "whole": True}
    store.write(CREATE, [{"id": "vn.dak-lak", "properties": properties}])
    assert store.read("MATCH (n:Place) RETURN properties(n) AS p").rows == [({**properties, "id": "vn.dak-lak"},)]
    store.set_fingerprint("x")
    assert store.fingerprint() == "x"
