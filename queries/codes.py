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


class AgreementAspect(Choice):
    """What a row tells about an agreement; in the order in which answers list them."""

    PARTY = "party", "Bên", "Party"
    SIGNER = "signer", "Cơ quan ký", "Signing body"
    TOPIC = "topic", "Lĩnh vực", "Topic"
    PERIOD = "period", "Thời hạn", "Period"
    STATEMENT = "statement", "Văn bản nói", "What a document says"
    RENEWS = "renews", "Gia hạn cho", "Renews"
    RENEWED_BY = "renewed_by", "Được gia hạn bởi", "Renewed by"
    PART_OF = "part_of", "Thuộc", "Under"
    SUB_AGREEMENT = "sub_agreement", "Thỏa thuận con", "Sub-agreement"
    DOCUMENT = "document", "Văn bản triển khai, nguyên văn", "Document that implements it or is its text"
    TASK = "task", "Việc thực hiện", "Task that carries it out"
    CONCERNS = (
        "concerns",
        "Việc soạn thảo, rà soát, báo cáo",
        "Task that drafts, reviews or reports",
    )
    EVENT = "event", "Sự kiện", "Event"
    QUANTITY = "quantity", "Con số", "Number"


class TaskLack(Choice):
    """What a document does not say of a task."""

    LEAD = "lead", "Không nêu cơ quan chủ trì", "No lead stated"
    DEADLINE = "deadline", "Không nêu hạn", "No deadline stated"


class AgencyPart(Choice):
    """What a document gives a body to do."""

    LEAD = "lead", "Chủ trì", "Leads"
    COORDINATE = "coordinate", "Phối hợp", "Coordinates"
    REPORT = "report", "Nhận báo cáo, cho ý kiến hay quyết định", "Gets, comments on or decides a report"
    SIGN = "sign", "Ký", "Signs"
    PARTY = "party", "Là một bên", "Is party"
