"""Codes that questions use and the model does not store."""

from __future__ import annotations

from graph.cells import Choice


class TaskRole(Choice):
    """What a body does in a task."""

    LEAD = "lead", "Chủ trì", "Leads"
    COORDINATE = "coordinate", "Phối hợp", "Coordinates"
    ANY = "any", "Chủ trì hay phối hợp", "Leads or coordinates"


class ReportRole(Choice):
    """What a body has to do with the result of a task."""

    TO = "to", "Nhận báo cáo", "Gets the report"
    VIA = "via", "Báo cáo qua", "Gets it first"
    CONSULT = "consult", "Cho ý kiến", "Is consulted"
    DECIDE = "decide", "Quyết định", "Decides"
