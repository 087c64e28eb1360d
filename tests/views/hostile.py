"""A data folder of places whose names are hostile to whoever shows them, and of one row that cannot be taken."""

from __future__ import annotations

import csv
from pathlib import Path

HOSTILE = {
    "html": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "markdown": "**Đậm** [bấm](http://x.example) `mã` :red[đỏ] $x$ ~~gạch~~ | ô",
    "long": "Tên rất dài " + "dài " * 1245,
    "turned": "Phải \u202eiárt gnas\u202c sang trái \u200fעברית",
}


def write_hostile(folder: Path) -> None:
    """Write the folder."""
    places = [_place(key, name) for key, name in HOSTILE.items()]
    _write(folder / "registry" / "places.csv", [*places, {**_place("bad", "Sai"), "kind": "khong-co-loai-nay"}])
    document = {"id": "vn.an-hai.bb-1-2025", "kind": "minutes", "title": HOSTILE["markdown"], "issued_on": "2025-06-01"}
    _write(folder / "documents" / "bien-ban" / "documents.csv", [document])
    agreements = [
        {
            "document": document["id"],
            "id": f"agr.an-hai--{key}.2025",
            "title": f"Thỏa thuận {name}",
            "kind": "agreement",
            "parties": f"vn.an-hai;la.{key}",
            "status": "signed",
            "signed_on": "2025-06-01",
            "period_to": "2025-12-31",
            "section": "1",
        }
        for key, name in HOSTILE.items()
    ]
    _write(folder / "documents" / "bien-ban" / "agreements.csv", agreements)


def _place(key: str, name: str) -> dict[str, str]:
    return {"id": f"la.{key}", "name": name, "kind": "province", "part_of": "la", "source": "vn.an-hai.bb-1-2025"}


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
