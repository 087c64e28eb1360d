"""The data model: every label, relationship type and table, declared once (docs/dictionary.md is made from it).

To add a column, add a field; to add a label, add a class; to add a document kind, add a line to its choices.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from graph import ids
from graph.cells import (
    Choice,
    Day,
    Deadline,
    FirstDay,
    Id,
    Integer,
    ItemNumber,
    LastDay,
    Latitude,
    Longitude,
    LongText,
    Many,
    Number,
    Occurrence,
    OptionalId,
    Str,
    Year,
    Years,
    YesNo,
)
from graph.declare import TABLES as TABLES
from graph.declare import (
    Cell,
    Colours,
    Edge,
    Look,
    Names,
    Node,
    OnEdge,
    OnStatement,
    Ref,
    Refs,
    Relationship,
    Row,
    Table,
    Text,
)

# ------------------------------------------------------------------------------------------------ relationship types

PART_OF = Relationship(
    "PART_OF",
    Text("Thuộc", "Part of"),
    "The higher unit or body it belongs to; for places with the time in which it did.",
    properties={"valid_from": "date", "valid_to": "date"},
    key="valid_from",
)
MEMBER_OF = Relationship(
    "MEMBER_OF", Text("Thành viên của", "Member of"), "A group of places, or a group of bodies or steering committee."
)
STANDING_BODY_OF = Relationship(
    "STANDING_BODY_OF", Text("Cơ quan thường trực của", "Standing body of"), "The committee whose standing body it is."
)
AGENCY_OF = Relationship("AGENCY_OF", Text("Cơ quan của", "Agency of"), "The place a body belongs to.")
PARTY_TO = Relationship("PARTY_TO", Text("Là một bên của", "Party to"), "A party of an agreement.")
SIGNS = Relationship("SIGNS", Text("Ký", "Signs"), "The body that signs for a place that is party.")
UNDER = Relationship("UNDER", Text("Thực hiện", "Under"), "The agreement or document it carries out.")
CONCERNS = Relationship(
    "CONCERNS", Text("Liên quan đến", "Concerns"), "What it drafts, negotiates, signs, reviews or reports on."
)
RENEWS = Relationship("RENEWS", Text("Gia hạn cho", "Renews"), "The earlier agreement that this one continues.")
ABOUT = Relationship("ABOUT", Text("Về lĩnh vực", "About"), "A field of cooperation it is about.")
BROADER = Relationship("BROADER", Text("Thuộc lĩnh vực", "Broader"), "The wider field.")
LEADS = Relationship("LEADS", Text("Chủ trì", "Leads"), "Leads a task, hosts or convenes an event.")
COORDINATES = Relationship("COORDINATES", Text("Phối hợp", "Coordinates"), "Takes part beside the lead.")
WITH_PARTNER = Relationship("WITH_PARTNER", Text("Với đối tác", "With partner"), "The counterpart of the other side.")
REPORTS_TO = Relationship(
    "REPORTS_TO",
    Text("Báo cáo", "Reports to"),
    "Who gets the result: to, via whom, who is consulted, who decides.",
    properties={"role": "text"},
    key="role",
)
AT = Relationship("AT", Text("Tại", "At"), "Where it takes place.")
OF = Relationship("OF", Text("Của", "Of"), "What a quantity or a report belongs to.")
STATED_IN = Relationship(
    "STATED_IN",
    Text("Nêu tại", "Stated in"),
    "The document that states it, with the sections, spellings and status as stated there.",
    properties={
        "sections": "text[]",
        "as_written": "text[]",
        "status": "text",
        "status_on": "date",
        "inferred_properties": "text[]",
    },
    derived_ends=(("Entity", "Document"),),
)
ISSUED_BY = Relationship("ISSUED_BY", Text("Do ban hành", "Issued by"), "The body that issues a document.")
CITES = Relationship("CITES", Text("Viện dẫn", "Cites"), "A document it names as its ground.")
REPLACES = Relationship("REPLACES", Text("Thay thế", "Replaces"), "The document it replaces.")
IMPLEMENTS = Relationship("IMPLEMENTS", Text("Triển khai", "Implements"), "The agreement or document it carries out.")
TEXT_OF = Relationship("TEXT_OF", Text("Là văn bản của", "Text of"), "The agreement whose text it is.")
FROM = Relationship(
    "FROM",
    Text("Từ đơn vị", "From"),
    "A unit or body as it was before a change.",
    properties={"ends": "yes/no", "share": "text"},
)
INTO = Relationship(
    "INTO", Text("Thành đơn vị", "Into"), "A unit or body after a change.", properties={"creates": "yes/no"}
)
SUCCEEDED_BY = Relationship(
    "SUCCEEDED_BY",
    Text("Được kế tục bởi", "Succeeded by"),
    "The from-to pairs of a change; none for a renaming or an upgrade.",
    properties={"effective_on": "date", "share": "text", "change": "text"},
    key="change",
    derived_ends=(("Place", "Place"), ("Agency", "Agency")),
)
COOPERATES_WITH = Relationship(
    "COOPERATES_WITH",
    Text("Hợp tác với", "Cooperates with"),
    "Places on different sides of agreements signed or terminated, smaller id to larger id.",
    properties={"agreements": "text[]", "count": "integer", "since": "date", "until": "date"},
    derived_ends=(("Place", "Place"),),
)
CHAINS = Relationship(
    "CHAINS",
    Text("Nối", "Chains"),
    "A copy of PARTY_TO except from countries and groups, for paths.",
    derived_ends=(("Place", "Agreement"), ("Agency", "Agreement")),
)

# ------------------------------------------------------------------------------------------------ allowed values


class PlaceKind(Choice):
    """Kinds of place."""

    COUNTRY = "country", "Quốc gia"
    PROVINCE = "province", "Tỉnh"
    MUNICIPALITY = "municipality", "Thành phố trực thuộc trung ương"
    AUTONOMOUS_REGION = "autonomous_region", "Khu tự trị"
    PREFECTURE = "prefecture", "Tỉnh (prefecture)", "Prefecture"
    STATE = "state", "Bang"
    CITY = "city", "Thành phố"
    TOWN = "town", "Thị xã"
    URBAN_DISTRICT = "urban_district", "Quận"
    DISTRICT = "district", "Huyện"
    TOWNSHIP = "township", "Thị trấn"
    COMMUNE = "commune", "Xã"
    WARD = "ward", "Phường"
    SPECIAL_ZONE = "special_zone", "Đặc khu"
    VILLAGE = "village", "Thôn, bản"
    BORDER_GATE = "border_gate", "Cửa khẩu"
    GROUP = "group", "Nhóm địa phương", "Group of places"
    OTHER = "other", "Khác"


class AgencyKind(Choice):
    """Kinds of body."""

    GOVERNMENT = "government", "UBND, chính quyền, Chính phủ"
    COUNCIL = "council", "HĐND"
    MINISTRY = "ministry", "Bộ"
    DEPARTMENT = "department", "Sở, cục, phòng"
    OFFICE = "office", "Văn phòng"
    PARTY = "party", "Cơ quan Đảng", "Party body"
    FRONT = "front", "Mặt trận"
    UNION = "union", "Đoàn thể"
    ASSOCIATION = "association", "Hội, liên hiệp"
    POLICE = "police", "Công an"
    MILITARY = "military", "Quân đội"
    COURT = "court", "Tòa án"
    PROCURACY = "procuracy", "Viện kiểm sát"
    SCHOOL = "school", "Trường"
    MEDIA = "media", "Báo, đài"
    COMPANY = "company", "Doanh nghiệp"
    MISSION = "mission", "Cơ quan đại diện"
    STEERING_COMMITTEE = "steering_committee", "Ban chỉ đạo"
    GROUP = "group", "Tập thể", "Group of bodies"
    OTHER = "other", "Khác"


class TopicKind(Choice):
    """Kinds of topic."""

    FIELD = "field", "Lĩnh vực"
    FORM = "form", "Hình thức"
    PROCEDURE = "procedure", "Công việc chung"


class DocumentKind(Choice):
    """Kinds of document."""

    PLAN = "plan", "Kế hoạch"
    NOTICE = "notice", "Thông báo"
    LETTER = "letter", "Công văn"
    DECISION = "decision", "Quyết định"
    RESOLUTION = "resolution", "Nghị quyết"
    DIRECTIVE = "directive", "Chỉ thị"
    PROGRAMME = "programme", "Chương trình"
    LAW = "law", "Luật"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    REPORT = "report", "Báo cáo"
    MINUTES = "minutes", "Biên bản"
    AGREEMENT_TEXT = "agreement_text", "Văn bản thỏa thuận"
    NEWS = "news", "Tin"
    WEB_PAGE = "web_page", "Trang web"
    DATASET = "dataset", "Bộ dữ liệu"
    OTHER = "other", "Khác"


class DocumentStatus(Choice):
    """Whether a document is issued."""

    ISSUED = "issued", "Đã ban hành"
    DRAFT = "draft", "Dự thảo"
    PLANNED = "planned", "Dự kiến"


class AgreementKind(Choice):
    """Kinds of agreement."""

    AGREEMENT = "agreement", "Thỏa thuận, hiệp định"
    MEMORANDUM = "memorandum", "Bản ghi nhớ"
    LETTER_OF_INTENT = "letter_of_intent", "Ý định thư"
    MINUTES = "minutes", "Biên bản"
    PROTOCOL = "protocol", "Nghị định thư"
    PROGRAMME = "programme", "Chương trình cùng ký", "Joint programme"
    TWINNING = "twinning", "Kết nghĩa"
    REGULATION = "regulation", "Quy chế phối hợp", "Regulation on cooperation"
    UNNAMED = "unnamed", "Chưa có tên", "Unnamed"
    OTHER = "other", "Khác"


class AgreementStatus(Choice):
    """What a statement says of an agreement; whether it is in force is derived (graph/life.py)."""

    PLANNED = "planned", "Dự kiến"
    IN_PREPARATION = "in_preparation", "Đang chuẩn bị"
    SIGNED = "signed", "Đã ký"
    TERMINATED = "terminated", "Đã chấm dứt"


class TaskKind(Choice):
    """Kinds of task."""

    ACTIVITY = "activity", "Hoạt động"
    DUTY = "duty", "Nhiệm vụ được giao", "Assigned duty"
    DIRECTIVE = "directive", "Yêu cầu chung", "General directive"
    REPORT_ITEM = "report_item", "Mục báo cáo", "Item to report on"


class TaskStatus(Choice):
    """How far a task is, where a source says so."""

    DONE = "done", "Đã xong"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    CANCELLED = "cancelled", "Đã hủy"


class Recurrence(Choice):
    """How often a task comes back."""

    YEARLY = "yearly", "Hằng năm"
    HALF_YEARLY = "half_yearly", "Sáu tháng một lần"
    QUARTERLY = "quarterly", "Hằng quý"
    MONTHLY = "monthly", "Hằng tháng"
    CONTINUOUS = "continuous", "Thường xuyên"
    PERIODIC = "periodic", "Định kỳ"
    ON_DEMAND = "on_demand", "Đột xuất"


class EventKind(Choice):
    """Kinds of event."""

    MEETING = "meeting", "Cuộc họp"
    TALKS = "talks", "Hội đàm"
    VISIT = "visit", "Chuyến thăm"
    CONFERENCE = "conference", "Hội nghị"
    SIGNING = "signing", "Lễ ký"
    SURVEY = "survey", "Khảo sát"
    FAIR = "fair", "Hội chợ, triển lãm"
    OTHER = "other", "Khác"


class EventStatus(Choice):
    """Whether an event took place."""

    PLANNED = "planned", "Dự kiến"
    HELD = "held", "Đã diễn ra"
    POSTPONED = "postponed", "Hoãn"
    CANCELLED = "cancelled", "Hủy"


class Qualifier(Choice):
    """How exact a number is."""

    EXACT = "exact", "Đúng bằng"
    ABOUT = "about", "Khoảng"
    AT_MOST = "at_most", "Tối đa"
    AT_LEAST = "at_least", "Tối thiểu"


class ReportStatus(Choice):
    """What a report says of the work."""

    DONE = "done", "Đã xong"
    PARTLY = "partly", "Xong một phần"
    NOT_DONE = "not_done", "Chưa làm"


class ChangeKind(Choice):
    """Kinds of reorganisation."""

    MERGE = "merge", "Hợp nhất"
    ABSORB = "absorb", "Nhập vào"
    SPLIT = "split", "Chia tách"
    RENAME = "rename", "Đổi tên"
    UPGRADE = "upgrade", "Nâng cấp"
    ABOLISH = "abolish", "Bãi bỏ"
    TRANSFER = "transfer", "Chuyển chức năng"


class Share(Choice):
    """How much of a unit or body goes over."""

    WHOLE = "whole", "Toàn bộ"
    PART = "part", "Một phần"
    FUNCTIONS = "functions", "Chức năng"


# ------------------------------------------------------------------------------------------------ columns used often

NAME = Text("Tên", "Name")
TITLE = Text("Tiêu đề", "Title")
KIND = Text("Loại", "Kind")
ID = Text("Mã", "Id")
STATUS = Text("Trạng thái", "Status")
BUDGET = Text("Kinh phí", "Budget", "đồng")
BUDGET_TEXT = Text("Kinh phí (nguyên văn)", "Budget as written")
TIME_TEXT = Text("Thời gian (nguyên văn)", "Time as written")

EntityId = Annotated[Id, ID]
NameEn = Annotated[Str, Text("Tên tiếng Anh", "English name")]
Aliases = Annotated[Many, Text("Tên khác", "Aliases")]
ValidFrom = Annotated[Day, Text("Có từ", "Valid from", "ngày đầu tiên")]
ValidTo = Annotated[Day, Text("Có đến trước", "Valid to", "ngày đầu tiên không còn")]
Topics = Annotated[Refs, Text("Lĩnh vực", "Topics"), Edge(ABOUT, "->", ("Topic",))]

NAVY, RUST = Colours("#123B63", "#5B9FE3"), Colours("#B0560A", "#E2903F")
GREEN, PURPLE, OLIVE = Colours("#0F8060", "#9CE6CB"), Colours("#9436A8", "#EDB0F0"), Colours("#4F3F10", "#F5E79C")
GREY, INK = Colours("#667080", "#8D949E"), Colours("#1A232D", "#E3E7EB")

ACTORS = ("Agency", "Place")
UNITS = ("Place", "Agency")

# ------------------------------------------------------------------------------------------------ labels


class Place(Node):
    """A country, province, city, district, commune, border gate or a named group of places."""

    title = Text("Địa phương", "Place")
    plural = Text("địa phương", "places")
    look = Look("round", NAVY, foreign=RUST, solid=True)
    table = "places"
    scopes = ("registry", "document")
    ordered = (("valid_from", "valid_to"),)

    id: EntityId
    name: Annotated[str, NAME]
    kind: Annotated[PlaceKind, KIND]
    part_of: Annotated[
        Ref,
        Text("Thuộc", "Part of"),
        Edge(PART_OF, "->", ("Place",)),
    ] = None
    member_of: Annotated[Refs, Text("Thành viên của", "Member of"), Edge(MEMBER_OF, "->", ("Place",))] = ()
    name_en: NameEn = None
    name_native: Annotated[Str, Text("Tên bản ngữ", "Native name")] = None
    aliases: Aliases = ()
    gso_code: Annotated[Str, Text("Mã GSO", "GSO code")] = None
    iso_code: Annotated[Str, Text("Mã ISO", "ISO code")] = None
    wikidata: Annotated[Str, Text("Wikidata", "Wikidata")] = None
    lat: Annotated[Latitude, Text("Vĩ độ", "Latitude", "độ")] = None
    lon: Annotated[Longitude, Text("Kinh độ", "Longitude", "độ")] = None
    valid_from: ValidFrom = None
    valid_to: ValidTo = None

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """Parent and own slug, Vietnamese here and English abroad; then with the kind, then with the year."""
        name, parent = cells.get("name", ""), ids.slug_path(cells.get("part_of", ""))
        if parent and not parent.startswith("vn"):
            name = cells.get("name_en") or name
        own = ids.unit_slug(name) if parent else ids.slug(cells.get("iso_code") or name)
        if own:
            stem = f"{parent}.{own}" if parent else own
            kind = f"{parent}.{ids.slug(name)}" if parent else f"{own}-{cells.get('kind', '')}".rstrip("-")
            yield from (stem, kind, f"{stem}-{ids.year_of(cells.get('valid_from'))}")
            yield from ids.numbered(stem)


class FurtherParent(Row):
    """A further row of a place whose parent changed: the parent it had at another time."""

    ordered = (("valid_from", "valid_to"),)
    told_by = ("id", "part_of", "valid_from")

    id: EntityId
    part_of: Annotated[
        Ref,
        Text("Thuộc", "Part of"),
        Edge(PART_OF, "->", ("Place",), properties={"valid_from": "valid_from", "valid_to": "valid_to"}),
    ]
    valid_from: ValidFrom = None
    valid_to: ValidTo = None


Place.further = FurtherParent


class Agency(Node):
    """A body that acts, or a nameable set of bodies."""

    title = Text("Cơ quan", "Agency")
    plural = Text("cơ quan", "agencies")
    look = Look("square", NAVY, foreign=RUST)
    table = "agencies"
    scopes = ("registry", "document")
    ordered = (("valid_from", "valid_to"),)

    id: EntityId
    name: Annotated[str, NAME]
    kind: Annotated[AgencyKind, KIND]
    place: Annotated[Ref, Text("Địa phương", "Place"), Edge(AGENCY_OF, "->", ("Place",))]
    part_of: Annotated[Ref, Text("Thuộc", "Part of"), Edge(PART_OF, "->", ("Agency",))] = None
    member_of: Annotated[Refs, Text("Thành viên của", "Member of"), Edge(MEMBER_OF, "->", ("Agency",))] = ()
    standing_body_of: Annotated[
        Refs, Text("Cơ quan thường trực của", "Standing body of"), Edge(STANDING_BODY_OF, "->", ("Agency",))
    ] = ()
    name_en: NameEn = None
    aliases: Aliases = ()
    valid_from: ValidFrom = None
    valid_to: ValidTo = None

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """Place and own slug, then with the year."""
        if (own := ids.body_slug(cells.get("name", ""))) and (place := ids.slug_path(cells.get("place", ""))):
            yield f"{place}.{own}"
            yield f"{place}.{own}-{ids.year_of(cells.get('valid_from'))}"
            yield from ids.numbered(f"{place}.{own}")


class Topic(Node):
    """A field of cooperation, a form of it, or common procedure; a small tree."""

    title = Text("Lĩnh vực", "Topic")
    plural = Text("lĩnh vực", "topics")
    look = Look("pill", GREY)
    table = "topics"
    scopes = ("registry",)

    id: EntityId
    name: Annotated[str, NAME]
    kind: Annotated[TopicKind, KIND]
    broader: Annotated[Ref, Text("Thuộc lĩnh vực", "Broader"), Edge(BROADER, "->", ("Topic",))] = None
    name_en: NameEn = None
    aliases: Aliases = ()


class Document(Node):
    """A plan, notice, letter, decision, agreement text, news item or web page."""

    title = Text("Văn bản", "Document")
    plural = Text("văn bản", "documents")
    look = Look("folded", GREY)
    table = "documents"
    scopes = ("registry", "document")
    ordered = (("period_from", "period_to"),)
    defaults = {"status": "issued"}

    id: EntityId
    kind: Annotated[DocumentKind, KIND]
    name: Annotated[str, Field(alias="title"), TITLE]
    number: Annotated[Str, Text("Số", "Number")] = None
    issuer: Annotated[Refs, Text("Cơ quan ban hành", "Issuer"), Edge(ISSUED_BY, "->", ("Agency",))] = ()
    issued_on: Annotated[FirstDay, Text("Ngày ban hành", "Issued on")] = None
    as_of: Annotated[FirstDay, Text("Tính đến ngày", "As of", "ngày mà văn bản nói đến; mặc định là ngày ban hành")] = (
        None
    )
    status: Annotated[DocumentStatus | None, STATUS] = None
    signer_name: Annotated[Str, Text("Người ký", "Signed by")] = None
    signer_title: Annotated[Str, Text("Chức vụ người ký", "Signer's office")] = None
    author: Annotated[Str, Text("Tác giả", "Author")] = None
    period_from: Annotated[FirstDay, Text("Từ ngày", "Period from")] = None
    period_to: Annotated[LastDay, Text("Đến ngày", "Period to", "ngày cuối cùng, tính cả ngày ấy")] = None
    implements: Annotated[
        Refs, Text("Thực hiện", "Implements"), Edge(IMPLEMENTS, "->", ("Agreement", "Document")), Cell("cited")
    ] = ()
    replaces: Annotated[Refs, Text("Thay thế", "Replaces"), Edge(REPLACES, "->", ("Document",)), Cell("cited")] = ()
    cites: Annotated[Refs, Text("Viện dẫn", "Cites"), Edge(CITES, "->", ("Document",)), Cell("cited")] = ()
    text_of: Annotated[
        Refs, Text("Văn bản của thỏa thuận", "Text of"), Edge(TEXT_OF, "->", ("Agreement",)), Cell("cited")
    ] = ()
    budget_total: Annotated[Integer, Text("Tổng kinh phí", "Total budget")] = None
    budget_currency: Annotated[Str, Text("Đơn vị tiền", "Currency", "VND, USD …")] = None
    budget_text: Annotated[Str, BUDGET_TEXT] = None
    url: Annotated[Str, Text("Liên kết", "Link")] = None
    file: Annotated[Str, Text("Tệp", "File")] = None
    sha256: Annotated[Str, Text("SHA-256", "SHA-256")] = None
    reviewed_by: Annotated[Str, Text("Người rà soát", "Reviewed by")] = None
    reviewed_on: Annotated[Day, Text("Ngày rà soát", "Reviewed on")] = None
    inferred: Annotated[Many, OnEdge(), Text("Suy ra", "Inferred", "tên các trường được suy ra")] = ()
    also_from: Annotated[
        Refs,
        Names("Document"),
        OnEdge(),
        Cell("cited"),
        Text("Theo văn bản khác", "Also from", "văn bản#trường,trường"),
    ] = ()

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """The issuer's place, then type, number, issuer and year; without an issuer the latter alone."""
        if cells.get("kind") and cells.get("title"):
            issuer = ids.slug_path(cells.get("issuer", "").partition(";")[0])
            own = ids.document_slug(cells, DocumentKind.read(cells["kind"]).vi)
            yield from ids.numbered(".".join(filter(None, (issuer.rpartition(".")[0], own))))

    @classmethod
    def tables(cls) -> tuple[Table, ...]:
        """Documents known only from others, and a document's own row."""
        cited = ("id", "kind", "title", "number", "issuer", "issued_on", "period_from", "period_to", "status")
        return (
            Table(
                "documents",
                cls,
                "registry",
                only=(*cited, "implements", "replaces", "url"),
                sheet="cited_documents",
                text=Text("Văn bản được viện dẫn", "Cited documents"),
            ),
            Table(
                "document", cls, "document", file="document.yml", sheet="documents", text=Text("Văn bản", "Documents")
            ),
        )


class Agreement(Node):
    """What both sides adopt: agreement, memorandum, letter of intent, minutes, joint programme; also while planned."""

    title = Text("Thỏa thuận", "Agreement")
    plural = Text("thỏa thuận", "agreements")
    look = Look("hexagon", GREEN)
    table = "agreements"
    scopes = ("document",)
    ordered = (("period_from", "period_to"),)

    id: EntityId
    name: Annotated[str, Field(alias="title"), TITLE]
    kind: Annotated[AgreementKind, KIND]
    parties: Annotated[Refs, Text("Các bên", "Parties"), Edge(PARTY_TO, "<-", UNITS)]
    signing_agencies: Annotated[Refs, Text("Cơ quan ký", "Signing agencies"), Edge(SIGNS, "<-", ("Agency",))] = ()
    status: Annotated[AgreementStatus, OnStatement(), STATUS]
    status_on: Annotated[FirstDay, OnStatement(), Text("Ngày của trạng thái", "Day of the status")] = None
    signed_on: Annotated[FirstDay, Text("Ngày ký", "Signed on")] = None
    period_from: Annotated[FirstDay, Text("Từ ngày", "Period from")] = None
    period_to: Annotated[LastDay, Text("Đến ngày", "Period to", "ngày cuối cùng, tính cả ngày ấy")] = None
    time_text: Annotated[Str, TIME_TEXT] = None
    auto_renewal: Annotated[YesNo, Text("Tự gia hạn", "Renews itself")] = None
    renewal_months: Annotated[Integer, Text("Số tháng gia hạn", "Renewal, months", "tháng")] = None
    notice_months: Annotated[Integer, Text("Số tháng báo trước", "Notice, months", "tháng")] = None
    under: Annotated[Refs, Text("Theo", "Under"), Edge(UNDER, "->", ("Agreement",))] = ()
    renews: Annotated[Refs, Text("Gia hạn cho", "Renews"), Edge(RENEWS, "->", ("Agreement",))] = ()
    topics: Topics = ()
    budget: Annotated[Integer, BUDGET] = None
    budget_text: Annotated[Str, BUDGET_TEXT] = None

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """Its sides and the first year known."""
        if parties := [part.strip() for part in cells.get("parties", "").split(";") if part.strip()]:
            year = ids.year_of(cells.get("signed_on"), cells.get("period_from"), cells.get("status_on"))
            yield from ids.numbered(f"agr.{ids.sides(parties)}.{year}")


class Task(Node):
    """An activity, duty, directive or item to report on."""

    title = Text("Nhiệm vụ", "Task")
    plural = Text("nhiệm vụ", "tasks")
    look = Look("slant", PURPLE)
    table = "tasks"
    scopes = ("document",)
    ordered = (("start", "end"), ("covers_from", "covers_to"))
    told_by = ("number",)

    number: Annotated[ItemNumber, Text("Số", "Number", "số mục viết bằng chữ ASCII: 2.4b; đ là dd")]
    name: Annotated[str, Field(alias="title"), TITLE]
    heading: Annotated[Str, Text("Đề mục", "Heading")] = None
    kind: Annotated[TaskKind, KIND]
    leads: Annotated[Refs, Text("Chủ trì", "Led by"), Edge(LEADS, "<-", ACTORS)] = ()
    leads_text: Annotated[Str, Text("Chủ trì (nguyên văn)", "Led by, as written")] = None
    coordinators: Annotated[Refs, Text("Phối hợp", "Coordinators"), Edge(COORDINATES, "<-", ACTORS)] = ()
    coordinators_text: Annotated[Str, Text("Phối hợp (nguyên văn)", "Coordinators, as written")] = None
    partners: Annotated[Refs, Text("Đối tác", "Partners"), Edge(WITH_PARTNER, "->", UNITS)] = ()
    partners_text: Annotated[Str, Text("Đối tác (nguyên văn)", "Partners, as written")] = None
    at: Annotated[Refs, Text("Địa điểm", "At"), Edge(AT, "->", ("Place",))] = ()
    under: Annotated[Refs, Text("Theo", "Under"), Edge(UNDER, "->", ("Agreement", "Document"))] = ()
    concerns: Annotated[
        Refs, Text("Liên quan đến", "Concerns"), Edge(CONCERNS, "->", ("Agreement", "Document", "Event"))
    ] = ()
    topics: Topics = ()
    reports_to: Annotated[
        Refs, Text("Báo cáo", "Reports to"), Edge(REPORTS_TO, "->", ("Agency",), fixed={"role": "to"})
    ] = ()
    via: Annotated[Refs, Text("Qua", "Via"), Edge(REPORTS_TO, "->", ("Agency",), fixed={"role": "via"})] = ()
    consults: Annotated[
        Refs, Text("Xin ý kiến", "Consults"), Edge(REPORTS_TO, "->", ("Agency",), fixed={"role": "consult"})
    ] = ()
    decides: Annotated[
        Refs, Text("Quyết định", "Decided by"), Edge(REPORTS_TO, "->", ("Agency",), fixed={"role": "decide"})
    ] = ()
    time_text: Annotated[Str, TIME_TEXT] = None
    start: Annotated[FirstDay, Text("Bắt đầu", "Start")] = None
    end: Annotated[LastDay, Text("Kết thúc", "End", "ngày cuối cùng, tính cả ngày ấy")] = None
    years: Annotated[Years, Text("Các năm", "Years")] = ()
    covers_from: Annotated[FirstDay, Text("Nội dung từ", "Covers from")] = None
    covers_to: Annotated[LastDay, Text("Nội dung đến", "Covers to")] = None
    recurrence: Annotated[Recurrence | None, Text("Định kỳ", "Recurrence")] = None
    deadline: Annotated[Deadline, Text("Thời hạn", "Deadline", "2024-07-31, hoặc --10-31 cho ngày mỗi năm")] = None
    deadline_exclusive: Annotated[YesNo, Text("Trước ngày", "Before that day")] = None
    result: Annotated[LongText, Text("Kết quả", "Result")] = None
    budget: Annotated[Integer, BUDGET] = None
    budget_text: Annotated[Str, BUDGET_TEXT] = None
    status: Annotated[TaskStatus | None, STATUS] = None

    def entity_id(self, owner: str, number: int) -> str:
        """Document and number: `vn.bac-giang.kh-481-2022.II.1.1`."""
        return f"{owner}.{self.number}"


class Event(Node):
    """A meeting, talks, visit, conference, signing or survey."""

    title = Text("Sự kiện", "Event")
    plural = Text("sự kiện", "events")
    look = Look("oval", OLIVE)
    table = "events"
    scopes = ("document",)
    ordered = (("starts_on", "ends_on"),)

    id: EntityId
    name: Annotated[str, Field(alias="title"), TITLE]
    kind: Annotated[EventKind, KIND]
    starts_on: Annotated[FirstDay, Text("Ngày bắt đầu", "Starts on")] = None
    ends_on: Annotated[LastDay, Text("Ngày kết thúc", "Ends on")] = None
    time_text: Annotated[Str, TIME_TEXT] = None
    status: Annotated[EventStatus, STATUS]
    leads: Annotated[Refs, Text("Chủ trì", "Host or convener"), Edge(LEADS, "<-", ACTORS)] = ()
    coordinators: Annotated[Refs, Text("Phối hợp", "Coordinators"), Edge(COORDINATES, "<-", ACTORS)] = ()
    partners: Annotated[Refs, Text("Đối tác", "Partners"), Edge(WITH_PARTNER, "->", UNITS)] = ()
    at: Annotated[Refs, Text("Địa điểm", "At"), Edge(AT, "->", ("Place",))] = ()
    under: Annotated[Refs, Text("Theo", "Under"), Edge(UNDER, "->", ("Agreement", "Document"))] = ()
    concerns: Annotated[Refs, Text("Liên quan đến", "Concerns"), Edge(CONCERNS, "->", ("Agreement", "Document"))] = ()
    topics: Topics = ()
    chair: Annotated[Str, Text("Chủ tọa", "Chair")] = None

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """Document and number: `vn.bac-giang.tb-2024-06.e1`."""
        return ids.numbered(f"{document}.e", first=True)


class Quantity(Node):
    """One number of a task or agreement."""

    title = Text("Chỉ tiêu", "Quantity")
    plural = Text("chỉ tiêu", "quantities")
    look = Look("slant", PURPLE)
    table = "quantities"
    scopes = ("document",)

    id: Annotated[OptionalId, ID] = None
    of: Annotated[Ref, Text("Của", "Of"), Edge(OF, "->", ("Task", "Agreement"))]
    year: Annotated[Year, Text("Năm", "Year")] = None
    value: Annotated[Number, Text("Giá trị", "Value")]
    unit: Annotated[str, Text("Đơn vị", "Unit")]
    what: Annotated[Str, Text("Nội dung", "What")] = None
    qualifier: Annotated[Qualifier | None, Text("Mức", "Qualifier")] = None

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """None: its id follows from its place."""
        return iter(())

    def entity_id(self, owner: str, number: int) -> str:
        """Its own id, else owner and number: `vn.bac-giang.kh-481-2022.II.3.3.q1`."""
        return self.id or f"{owner}.q{number}"

    def caption(self) -> str:
        """Its name, composed: `khoảng 20 con (dê đực giống), 2022`."""
        value = f"{self.value or 0:,.9g}".replace(",", " ").replace(".", ",").replace(" ", ".")
        mark = "" if self.qualifier in (None, Qualifier.EXACT) else f"{self.qualifier.vi.lower()} "
        return (
            f"{mark}{value} {self.unit}"
            + (f" ({self.what})" if self.what else "")
            + (f", {self.year}" * bool(self.year))
        )


class Report(Node):
    """One report on a task's occurrence."""

    title = Text("Báo cáo kết quả", "Report")
    plural = Text("báo cáo kết quả", "reports")
    look = Look("slant", PURPLE)
    table = "reports"
    scopes = ("document",)
    told_by = ("task", "occurrence")

    task: Annotated[Ref, Text("Nhiệm vụ", "Task"), Edge(OF, "->", ("Task",))]
    occurrence: Annotated[Occurrence, Text("Kỳ", "Occurrence", "năm hoặc ngày")]
    done_on: Annotated[FirstDay, Text("Ngày xong", "Done on")] = None
    status: Annotated[ReportStatus | None, STATUS] = None
    result: Annotated[LongText, Text("Kết quả", "Result")] = None

    def entity_id(self, owner: str, number: int) -> str:
        """Task and occurrence: `vn.bac-giang.kh-481-2022.IV.2a.r2024`."""
        return f"{owner}.r{self.occurrence}"

    def caption(self) -> str:
        """Its name, composed: `Báo cáo 2024: Đã xong`."""
        return f"Báo cáo {self.occurrence}" + (f": {self.status.vi}" if self.status else "")


class Change(Node):
    """One merge, split, renaming, abolition of units or bodies; its table has a row for each pair."""

    title = Text("Thay đổi đơn vị", "Change")
    plural = Text("thay đổi đơn vị", "changes")
    look = Look("bars", INK)
    table = "changes"
    scopes = ("registry",)
    told_by = ("id", "from", "to")

    id: EntityId
    kind: Annotated[ChangeKind, KIND]
    effective_on: Annotated[Day, Text("Ngày hiệu lực", "Effective on")]
    legal_basis: Annotated[Ref, Names("Document"), Text("Căn cứ", "Legal basis")] = None
    from_: Annotated[
        Ref,
        Field(alias="from"),
        Text("Từ đơn vị", "From"),
        Edge(FROM, "->", UNITS, properties={"ends": "from_ends", "share": "share"}),
    ]
    from_ends: Annotated[YesNo, OnEdge(), Text("Đơn vị cũ chấm dứt", "Former unit ends")]
    to: Annotated[Ref, Text("Thành đơn vị", "Into"), Edge(INTO, "->", UNITS, properties={"creates": "to_new"})] = None
    to_new: Annotated[YesNo, OnEdge(), Text("Đơn vị mới lập", "New unit")] = None
    share: Annotated[Share | None, OnEdge(), Text("Phần chuyển", "Share")] = None
    name_before: Annotated[Str, Text("Tên cũ", "Name before")] = None
    kind_before: Annotated[Str, Text("Loại cũ", "Kind before")] = None

    @classmethod
    def suggested_ids(cls, cells: Mapping[str, str], document: str) -> Iterator[str]:
        """Its day and the unit that comes of it: `chg.2025-07-01.bac-ninh-2025`."""
        unit = (cells.get("to") or cells.get("from", "")).rpartition(".")[2]
        if unit and cells.get("effective_on"):
            yield from ids.numbered(f"chg.{cells['effective_on']}.{ids.slug(unit)}")


# ------------------------------------------------------------------------------------------------ rows without a node


class Spelling(Row):
    """A spelling a document uses."""

    told_by = ("entity", "as_written")

    entity: Annotated[Ref, Names(), Text("Đối tượng", "Entity")]
    as_written: Annotated[Many, Text("Cách viết", "As written")]


class SameAs(Row):
    """Two entries that are one thing: the first means the second."""

    id: EntityId
    same_as: Annotated[Id, Text("Cũng là", "Same as")]


TABLES += [
    Table("names", Spelling, "document", text=Text("Cách viết", "Spellings")),
    Table("same_as", SameAs, "registry", text=Text("Trùng nhau", "Same as")),
]


def model_hash() -> str:
    """Eight hex digits that change when the shape of the graph does (labels, properties, relationship types)."""
    from graph.declare import columns_of

    shape = [(label, [c.name + c.cell.type for c in columns_of(node)]) for label, node in sorted(Node.labels.items())]
    types = [(r.type, sorted(r.properties.items()), r.ends) for r in Relationship.types.values()]
    return hashlib.sha256(repr((shape, sorted(types))).encode()).hexdigest()[:8]
