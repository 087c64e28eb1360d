"""The pages with a label and a column more in the model, and no other line: run by test_entry_model.py."""

from __future__ import annotations

from tests.changed_model import COLUMN, LABEL, use

use([COLUMN, LABEL])

from graph.model import model_hash  # noqa: E402
from graph.settings import get_settings  # noqa: E402
from graph.store import GraphStore, embedded_engine  # noqa: E402
from loaders.load import load  # noqa: E402
from tests.views.pages import field, pressed, shown, text  # noqa: E402
from views.network_page import BUILT  # noqa: E402

DOCUMENT = "vn.son-binh.tb-5-2024"
PROJECT = "MATCH (n:Project)-[:AT]->(p:Place) RETURN n.id AS id, n.name AS name, p.id AS place"
NOTHING: dict[str, dict[str, int]] = {"added": {}, "changed": {}, "removed": {}}


def a_project_is_entered_and_seen(store: GraphStore) -> None:
    test = shown("entry", bang="document/projects", van_ban=DOCUMENT)
    test.text_input(key="entry-who").set_value("Người thử")
    field(test, "text_input", "Tiêu đề").set_value("Trồng rừng")
    field(test, "text_input", "Mục").set_value("7")
    field(test, "multiselect", "Địa điểm").set_value(["la.nam-xai"])
    pressed(test, "entry.check")
    pressed(test, "entry.save")
    ((project, name, place),) = store.read(PROJECT).rows
    assert (name, place) == ("Trồng rừng", "la.nam-xai")
    profile = shown("profile", id=project)
    assert profile.title[0].value == "Trồng rừng"
    assert "Dự án" in text(profile)
    network = shown("network_page", goc=project)
    assert "Project" in {kind.label for kind in network.session_state[BUILT][1].stages[-1].legend}


def a_column_of_tasks_is_entered(store: GraphStore) -> None:
    test = shown("entry", bang="document/tasks", van_ban=DOCUMENT)
    for label, typed in (("Số", "x.1"), ("Tiêu đề", "Mở lớp"), ("Số người", "ba mươi"), ("Mục", "7")):
        field(test, "text_input", label).set_value(typed)
    field(test, "selectbox", "Loại").set_value("activity")
    pressed(test, "entry.check")
    assert ":red[" in text(test)
    field(test, "text_input", "Số người").set_value("30")
    pressed(test, "entry.check")
    pressed(test, "entry.save")
    assert store.read("MATCH (n:Task {number: 'x.1'}) RETURN n.headcount").rows == [(30,)]
    assert "Số người" in text(shown("profile", id=f"{DOCUMENT}.x.1"))
    pressed(test, "entry.take_back")
    assert store.read("MATCH (n:Task {number: 'x.1'}) RETURN n.headcount").rows == []


def main() -> None:
    settings = get_settings()
    with GraphStore.open(settings, role="writer", model_hash=model_hash()) as store:
        load(settings, store)
        a_project_is_entered_and_seen(store)
        a_column_of_tasks_is_entered(store)
        assert load(settings, store, verify=True).counts == NOTHING
    embedded_engine(settings).stop()


if __name__ == "__main__":
    main()
