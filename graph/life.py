"""What the facts mean on a day: the life of an agreement, the days a task is due, when it is being done.

The one place for MODEL rules 5-10. Everything here is a pure function. A question file names the derivations at the end
of this module under `derive:`; each takes a row and the parameters of the question, and gives no, one or several rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import product
from typing import Any, ClassVar, Self

from dateutil.relativedelta import relativedelta

from graph.cells import Choice
from graph.model import AgreementStatus, Recurrence, ReportStatus, TaskStatus
from graph.texts import t

SOON = relativedelta(months=12)
EVER = dt.date.max
OPEN = (AgreementStatus.PLANNED, AgreementStatus.IN_PREPARATION)
STEPS = {Recurrence.YEARLY: 12, Recurrence.HALF_YEARLY: 6, Recurrence.QUARTERLY: 3, Recurrence.MONTHLY: 1}

Row = Mapping[str, Any]
Span = tuple[dt.date, dt.date]


class AgreementState(Choice):
    """What an agreement is on a day; in the order in which answers list them."""

    IN_FORCE = "in_force", "Đang hiệu lực", "In force"
    EXPIRING = "expiring", "Sắp hết hạn", "Expiring within 12 months"
    NO_TERM = "no_term", "Hiệu lực, không nêu thời hạn", "In force, no term stated"
    IN_PREPARATION = "in_preparation", "Đang chuẩn bị", "In preparation"
    PLANNED = "planned", "Dự kiến", "Planned"
    NOT_SIGNED = "not_signed", "Chưa thấy ký", "Not known to be signed"
    EXPIRED = "expired", "Đã hết hạn", "Expired"
    TERMINATED = "terminated", "Đã chấm dứt", "Terminated"


IN_FORCE = (AgreementState.IN_FORCE, AgreementState.EXPIRING, AgreementState.NO_TERM)
NOT_SIGNED = (AgreementState.PLANNED, AgreementState.IN_PREPARATION, AgreementState.NOT_SIGNED)


class EndReason(Choice):
    """Why an agreement ends on a day, or may be ended then."""

    PERIOD = "period", "Hết thời hạn", "Its period ends"
    RENEWAL = "renewal", "Đến kỳ tự gia hạn", "It renews itself"
    TERMINATION = "termination", "Được nêu là chấm dứt", "Stated as terminated"


class DueState(Choice):
    """How a day stands on which a task is due."""

    OVERDUE = "overdue", "Quá hạn, chưa thấy báo cáo", "Overdue, no report seen"
    DUE = "due", "Chưa đến hạn", "Still to come"
    PARTLY = "partly", "Xong một phần", "Done in part"
    DONE = "done", "Đã xong", "Done"
    CANCELLED = "cancelled", "Đã hủy", "Cancelled"


class TimeForm(Choice):
    """What a text says of the time of doing."""

    NAMED = "named", "Thời gian được nêu", "Time stated"
    RECURRING = "recurring", "Định kỳ, không nêu ngày", "Recurring, no day stated"
    OPEN = "open", "Không nêu ngày kết thúc", "No end stated"
    DAY = "day", "Hạn theo ngày", "Due on a day"


class Gap(Choice):
    """What the data do not say, or what a person should look at."""

    NO_TERM = "no_term", "Đã ký, không nêu thời hạn", "Signed, no term stated"
    PARTY_ENDED = "party_ended", "Còn hiệu lực, có bên không còn", "In force, a party has ended"
    NO_TASK = "no_task", "Còn hiệu lực, chưa có nhiệm vụ", "In force, no task yet"
    NOT_SIGNED = "not_signed", "Dự kiến hoặc đang chuẩn bị, chưa thấy ký", "Planned or in preparation, no signing seen"
    NOT_REVIEWED = "not_reviewed", "Văn bản chưa có người rà soát", "Document not reviewed"


# ------------------------------------------------------------------------------------------------ typed inputs


class _Facts:
    """Reads itself from the map a question returns; what the map lacks keeps its default."""

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """From a map of property values, absent or null where nothing is stated."""
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        return cls(**{name: value for name, value in values.items() if name in known and value is not None})


@dataclass(frozen=True, slots=True)
class Statement(_Facts):
    """What one document says of an agreement.

    Attributes:
        status: planned, in_preparation, signed or terminated.
        on: the day it speaks of: the row's own, else the document's; None where neither is known.
        document: its id.
    """

    status: str = ""
    on: dt.date | None = None
    document: str = ""

    @property
    def order(self) -> tuple[dt.date, str]:
        """By day, then document; the last one counts (MODEL rule 5)."""
        return (self.on or dt.date.min, self.document)


@dataclass(frozen=True, slots=True)
class Terms(_Facts):
    """What is stated of an agreement's time.

    Attributes:
        status: the status of the newest statement; used where `statements` is empty.
        signed_on: a cut day is its first day.
        period_from: first day.
        period_to: last day, inclusive.
        auto_renewal: it goes on by itself after its period.
        renewal_months: by how many months.
        notice_months: how many months before the end notice must be given.
        statements: what each document says.
    """

    status: str = ""
    signed_on: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    auto_renewal: bool = False
    renewal_months: int = 0
    notice_months: int = 0
    statements: Sequence[Mapping[str, Any] | Statement] = ()

    def said(self) -> list[Statement]:
        """The statements that give a status, oldest first."""
        read = [s if isinstance(s, Statement) else Statement.read(s) for s in self.statements]
        return sorted((s for s in read if s.status), key=lambda s: s.order) or [Statement(self.status)]


@dataclass(frozen=True, slots=True)
class Bounds(_Facts):
    """The document a task stands in, as far as it bounds the task's time (MODEL rule 10).

    Attributes:
        issued_on: day it was issued, else the day it speaks of.
        period_from: first day of its period, else of what the task is under.
        period_to: last day of that period.
        replaced_on: the day another document replaces it.
    """

    issued_on: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    replaced_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Timing(_Facts):
    """What is stated of a task's time; `end` and `deadline` are last days, inclusive.

    Attributes:
        start: first day of the doing.
        end: last day of the doing.
        years: the years listed.
        recurrence: how often it comes back.
        deadline: the day it is due.
        deadline_month_day: the day it is due each year, `--MM-DD`.
        deadline_exclusive: due before that day.
        status: done, in_progress, cancelled.
        bounds: its document.
        reports: what was reported, each with `occurrence` (year or day) and `status`.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    years: Sequence[int] = ()
    recurrence: str = ""
    deadline: dt.date | None = None
    deadline_month_day: str = ""
    deadline_exclusive: bool = False
    status: str = ""
    bounds: Mapping[str, Any] = field(default_factory=dict)
    reports: Sequence[Mapping[str, Any]] = ()

    def bounded(self) -> Span:
        """First and last day on which what recurs may recur; `date.min` and `date.max` where not known."""
        bounds = Bounds.read(self.bounds)
        starts = [d for d in (self.start, bounds.issued_on, bounds.period_from) if d]
        end = self.end or bounds.period_to or EVER
        return max(starts, default=dt.date.min), min(end, self.before_replaced())

    def before_replaced(self) -> dt.date:
        """The last day before another document replaces its own."""
        replaced_on = Bounds.read(self.bounds).replaced_on
        return replaced_on - dt.timedelta(days=1) if replaced_on else EVER


# ------------------------------------------------------------------------------------------------ agreements


def agreement_state(terms: Terms, day: dt.date) -> AgreementState:
    """The state of an agreement on a day (MODEL rule 6).

    Args:
        terms: what is stated of it.
        day: the day.

    Returns:
        Its state: in force once signed, until it ends, unless the newest statement still calls it planned.
    """
    said = terms.said()
    start = _start(terms, said)
    if start is None or day < start:
        return _before_signing(said, day)
    ended = _terminated_on(said)
    if ended is not None and day >= ended:
        return AgreementState.TERMINATED
    if terms.period_to is None:
        return AgreementState.NO_TERM
    end = period_end(terms, day)
    if end is not None and end < day:
        return AgreementState.EXPIRED
    if end is not None and end <= day + SOON and not terms.auto_renewal:
        return AgreementState.EXPIRING
    return AgreementState.IN_FORCE


def _start(terms: Terms, said: Sequence[Statement]) -> dt.date | None:
    """The day from which it counts as signed; None while the newest statement calls it planned or in preparation."""
    if said[-1].status in OPEN:
        return None
    first_said = next((s.on or dt.date.min for s in said if s.status == AgreementStatus.SIGNED), None)
    return terms.signed_on or terms.period_from or first_said or _terminated_on(said)


def _before_signing(said: Sequence[Statement], day: dt.date) -> AgreementState:
    """What the last statement up to that day calls it that does not call it signed."""
    by_then = [s for s in said if s.status in OPEN and s.order[0] <= day]
    return AgreementState(by_then[-1].status) if by_then else AgreementState.NOT_SIGNED


def _terminated_on(said: Sequence[Statement]) -> dt.date | None:
    """The day from which every statement calls it terminated."""
    ended = None
    for statement in reversed(said):
        if statement.status != AgreementStatus.TERMINATED:
            break
        ended = statement.order[0]
    return ended


def period_end(terms: Terms, day: dt.date) -> dt.date | None:
    """The last day of the period that runs on a day, or of the last one before it.

    Args:
        terms: what is stated of an agreement.
        day: the day.

    Returns:
        The last day, inclusive; None where none is stated, or where it renewed itself for a time that is not stated.
    """
    end = terms.period_to
    if end is None or end >= day or not terms.auto_renewal:
        return end
    if not terms.renewal_months:
        return None
    after = end + dt.timedelta(days=1)
    passed = relativedelta(day, after)
    terms_begun = (passed.years * 12 + passed.months) // terms.renewal_months + 1
    return after + relativedelta(months=terms_begun * terms.renewal_months) - dt.timedelta(days=1)


def agreement_end(terms: Terms, day: dt.date) -> tuple[dt.date, EndReason] | None:
    """When and why an agreement in force on a day ends, or may be ended.

    Args:
        terms: what is stated of it.
        day: the day.

    Returns:
        The last day of its period or the day it is stated as terminated, with the reason; None where it is not in force
        or no end is known.
    """
    if agreement_state(terms, day) not in IN_FORCE:
        return None
    ended, end = _terminated_on(terms.said()), period_end(terms, day)
    if ended is not None and (end is None or ended <= end):
        return ended, EndReason.TERMINATION
    if end is None:
        return None
    return end, EndReason.RENEWAL if terms.auto_renewal else EndReason.PERIOD


def agreement_span(terms: Terms) -> Span | None:
    """From when to when an agreement holds, or is meant to hold.

    Args:
        terms: what is stated of it.

    Returns:
        First and last day, the last one `date.max` where no end is known; None where no day is known.
    """
    said = terms.said()
    starts = [d for d in (terms.period_from, terms.signed_on) if d]
    start = min(starts) if starts else _start(terms, said)
    if start is None and terms.period_to is None:
        return None
    end = terms.period_to if terms.period_to and not terms.auto_renewal else EVER
    return start or dt.date.min, min(end, _terminated_on(said) or EVER)


# ------------------------------------------------------------------------------------------------ tasks


def due_days(timing: Timing, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days within a time on which a task is due, as written (MODEL rules 8-10).

    A yearly day falls in the years listed, else in those of the plan. Without a word of completion there is no
    deadline, so a bare period gives none.

    Args:
        timing: what is stated of its time.
        first: first day asked about.
        last: last day asked about.

    Returns:
        The days, in order; the day named also where it is "before" that day.
    """
    low, high = first, min(last, timing.before_replaced())
    if timing.deadline_month_day and not timing.years:
        bounds = timing.bounded()
        low, high = max(low, bounds[0]), min(high, bounds[1])
    if timing.deadline:
        days = [timing.deadline]
    elif timing.deadline_month_day:
        years = sorted(timing.years) or range(low.year, high.year + 1)
        days = [_yearly_day(timing.deadline_month_day, year) for year in years]
    else:
        days = []
    return [day for day in days if low <= day <= high]


def _yearly_day(month_day: str, year: int) -> dt.date:
    """`--MM-DD` in one year; the 29th of February is the 28th where there is none."""
    month, day = map(int, month_day.removeprefix("--").split("-"))
    return dt.date(year, 1, 1) + relativedelta(month=month, day=day)


def due_state(timing: Timing, due_on: dt.date, day: dt.date) -> DueState:
    """How one due day of a task stands on a day.

    Args:
        timing: what is stated of the task.
        due_on: a day it is due.
        day: the day of the view.

    Returns:
        What a report of that occurrence or the task's own status says, else whether the day has passed: "before
        10/02" is overdue from that day on (MODEL rule 8).
    """
    if reported := _reported(timing, due_on):
        return reported
    if timing.status == TaskStatus.CANCELLED:
        return DueState.CANCELLED
    if timing.status == TaskStatus.DONE:
        return DueState.DONE
    last = due_on - dt.timedelta(days=1) if timing.deadline_exclusive else due_on
    return DueState.OVERDUE if day > last else DueState.DUE


def _reported(timing: Timing, due_on: dt.date) -> DueState | None:
    """What the reports of that year or day say; a day's own report before the year's."""
    said = {str(r["occurrence"]): r["status"] for r in timing.reports}
    status = said.get(due_on.isoformat()) or said.get(str(due_on.year))
    return DueState(status) if status in (ReportStatus.DONE, ReportStatus.PARTLY) else None


def doing(timing: Timing, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date, TimeForm]]:
    """When a task is being done within a time; nothing that no text states.

    Args:
        timing: what is stated of its time.
        first: first day asked about.
        last: last day asked about.

    Returns:
        First day, last day and form of each stretch that touches the time asked about, in order.
    """
    low, high = timing.bounded()
    step = STEPS.get(Recurrence(timing.recurrence), 0) if timing.recurrence else 0
    if timing.years:
        form, spans = TimeForm.NAMED, [_year_span(timing, year) for year in sorted(timing.years)]
    elif timing.end and (timing.start or not step):
        form, spans = TimeForm.NAMED, [(timing.start or max(low, first), timing.end)]
    elif step:
        form, spans = TimeForm.RECURRING, _periods(step, max(low, first), min(high, last), (low, high))
    elif timing.start or timing.recurrence == Recurrence.CONTINUOUS:
        form, spans = TimeForm.OPEN, [(timing.start or max(low, first), min(high, last))]
    else:
        return []
    until = min(last, timing.before_replaced())
    return [(a, b, form) for a, b in spans if first <= b and a <= until and a <= b]


def _year_span(timing: Timing, year: int) -> Span:
    """A listed year, cut to the start and end stated within it."""
    return max(dt.date(year, 1, 1), timing.start or dt.date.min), min(dt.date(year, 12, 31), timing.end or EVER)


def _periods(step: int, first: dt.date, last: dt.date, bounds: Span) -> list[Span]:
    """The calendar periods of so many months that touch a time, cut to the bounds."""
    if first > last:
        return []
    start = dt.date(first.year, (first.month - 1) // step * step + 1, 1)
    spans = []
    while start <= last:
        after = start + relativedelta(months=step)
        spans.append((max(start, bounds[0]), min(after - dt.timedelta(days=1), bounds[1])))
        start = after
    return spans


def countdown(end: dt.date, day: dt.date) -> str:
    """How far a day is, in words: `còn 77 ngày`, `quá hạn 12 ngày`, `hôm nay`.

    Args:
        end: the day that is coming or has passed.
        day: the day of the view.

    Returns:
        The words, in the current language.
    """
    days = (end - day).days
    if not days:
        return t("life.today")
    return t("life.days_left", days=days) if days > 0 else t("life.days_over", days=-days)


# ------------------------------------------------------------------------------------------------ derivations


@dataclass(frozen=True)
class Derivation:
    """A function a question file may name under `derive:`.

    Attributes:
        name: as written there.
        function: row and parameters -> rows with further columns.
        needs: columns the Cypher has to return for it.
        params: parameters the question has to have for it.
        gives: column -> its type.
    """

    name: str
    function: Callable[[Row, Mapping[str, Any]], Iterator[dict[str, Any]]]
    needs: tuple[str, ...]
    params: tuple[str, ...]
    gives: Mapping[str, str]

    known: ClassVar[dict[str, Derivation]] = {}

    def __call__(self, row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The rows that follow from a row."""
        return self.function(row, params)


def derivation(*needs: str, params: tuple[str, ...], **gives: str) -> Callable[[Any], Any]:
    """Make a function known to question files under its own name.

    Args:
        *needs: columns it reads.
        params: parameters it reads.
        **gives: column -> type.

    Returns:
        The decorator.
    """

    def register(function: Callable[[Row, Mapping[str, Any]], Iterator[dict[str, Any]]]) -> Derivation:
        made = Derivation(function.__name__, function, needs, params, gives)
        Derivation.known[made.name] = made
        return made

    return register


@derivation("terms", params=("as_of",), state="AgreementState")
def agreement_life(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The state of the row's agreement on the day asked about; a row without an agreement has none."""
    terms = Terms.read(row["terms"]) if row["terms"] else None
    yield {**row, "state": agreement_state(terms, params["as_of"]) if terms else None}


@derivation(
    "parties", params=("home",), place="Place", partner="Place", country="Place", lat="number", sources="source[]"
)
def cooperating_units(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each unit of our side and each unit of another among the row's parties; units named twice are one."""
    ours = [party for party in row["parties"] if party["side"] == params["home"]]
    abroad = [party for party in row["parties"] if party["side"] != params["home"]]
    pairs: dict[tuple[str, str, str], dict[str, Any]] = {}
    for our, their in product(ours, abroad):
        units = {"place": our["unit"], "partner": their["unit"], "country": their["country"], "lat": our["lat"]}
        pair = pairs.setdefault((our["unit"], their["unit"], their["side"]), {**row, **units, "sources": []})
        pair["sources"] += [*our["sources"], *their["sources"]]
    yield from pairs.values()


@derivation("parties", params=("home",), place="Place|Agency", partner="Place|Agency")
def party_pairs(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each two of the row's parties that stand on different sides, ours first; of one side, each two once."""
    parties, home = row["parties"], params["home"]
    one_side = len({party["side"] for party in parties}) == 1
    for place, partner in product(parties, parties):
        if one_side:
            wanted = place["id"] < partner["id"]
        elif place["side"] == home:
            wanted = partner["side"] != home
        else:
            wanted = partner["side"] != home and place["side"] < partner["side"]
        if wanted:
            yield {**row, "place": place["id"], "partner": partner["id"]}


@derivation("parties", params=(), start_node="Place|Agency", country="Place", inferred="yes/no", sources="source[]")
def agreement_parties(row: Row, _params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each of the row's parties."""
    for party in row["parties"]:
        yield {**row, **party}


@derivation("terms", params=("as_of",), state="AgreementState")
def agreement_in_force(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Only agreements in force on the day asked about."""
    state = agreement_state(Terms.read(row["terms"]), params["as_of"])
    if state in IN_FORCE:
        yield {**row, "state": state}


@derivation("terms", params=("state", "as_of"), state="AgreementState")
def agreement_in_state(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Only agreements that have the state asked about."""
    state = agreement_state(Terms.read(row["terms"]), params["as_of"])
    if state is params["state"]:
        yield {**row, "state": state}


@derivation("terms", params=("as_of",), state="AgreementState")
def agreement_not_signed(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Only agreements planned, in preparation or not known to be signed on the day asked about."""
    state = agreement_state(Terms.read(row["terms"]), params["as_of"])
    if state in NOT_SIGNED:
        yield {**row, "state": state}


@derivation("terms", params=("from", "to", "as_of"), state="AgreementState")
def agreement_in_period(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Only agreements that hold, or are meant to hold, on a day between two days; all where neither is given."""
    terms = Terms.read(row["terms"])
    span = agreement_span(terms)
    first, last = params["from"], params["to"]
    anytime = first is None and last is None
    if anytime or (span and span[0] <= (last or EVER) and span[1] >= (first or dt.date.min)):
        yield {**row, "state": agreement_state(terms, params["as_of"])}


@derivation(
    "terms",
    params=("within_months", "as_of"),
    state="AgreementState",
    ends_on="date",
    reason="EndReason",
    notice_by="date",
)
def agreement_ending(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Only agreements in force that end, or may be ended, within so many months; with the last day to give notice."""
    terms, day = Terms.read(row["terms"]), params["as_of"]
    end = agreement_end(terms, day)
    if end and end[0] <= day + relativedelta(months=params["within_months"]):
        notice_by = end[0] - relativedelta(months=terms.notice_months) if terms.notice_months else None
        state = agreement_state(terms, day)
        yield {**row, "state": state, "ends_on": end[0], "reason": end[1], "notice_by": notice_by}


@derivation("terms", "tasks", "ended_parties", "reviewed", params=("gap", "as_of"), gap="Gap", state="AgreementState")
def data_gap(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each thing missing about an agreement or a document; only the kind asked about, if any."""
    state = agreement_state(Terms.read(row["terms"]), params["as_of"]) if row["terms"] else None
    in_force = state in IN_FORCE
    found = {
        Gap.NO_TERM: state is AgreementState.NO_TERM,
        Gap.PARTY_ENDED: in_force and row["ended_parties"] > 0,
        Gap.NO_TASK: in_force and row["tasks"] == 0,
        Gap.NOT_SIGNED: state in (AgreementState.PLANNED, AgreementState.IN_PREPARATION),
        Gap.NOT_REVIEWED: not row["reviewed"],
    }
    for gap, holds in found.items():
        if holds and params["gap"] in (None, gap):
            yield {**row, "gap": gap, "state": state}


@derivation("timing", params=("from", "to", "as_of"), due_on="date", due="DueState")
def task_due(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each day between two days on which the row's task is due."""
    timing = Timing.read(row["timing"])
    for day in due_days(timing, params["from"], params["to"]):
        yield {**row, "due_on": day, "due": due_state(timing, day, params["as_of"])}


@derivation("timing", params=("from", "as_of"), due_on="date", due="DueState")
def task_overdue(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each due day since a day that has passed without a report of the row's task."""
    timing = Timing.read(row["timing"])
    for day in due_days(timing, params["from"], params["as_of"]):
        state = due_state(timing, day, params["as_of"])
        if state is DueState.OVERDUE:
            yield {**row, "due_on": day, "due": state}


@derivation(
    "timing", params=("from", "to", "as_of"), first_day="date", last_day="date", form="TimeForm", due="DueState"
)
def task_schedule(row: Row, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each stretch of doing and each due day of the row's task between two days."""
    timing = Timing.read(row["timing"])
    for first, last, form in doing(timing, params["from"], params["to"]):
        yield {**row, "first_day": first, "last_day": last, "form": form, "due": None}
    for day in due_days(timing, params["from"], params["to"]):
        state = due_state(timing, day, params["as_of"])
        yield {**row, "first_day": day, "last_day": day, "form": TimeForm.DAY, "due": state}


__all__ = [
    "IN_FORCE",
    "AgreementState",
    "Bounds",
    "Derivation",
    "DueState",
    "EndReason",
    "Gap",
    "Statement",
    "Terms",
    "TimeForm",
    "Timing",
    "agreement_end",
    "agreement_span",
    "agreement_state",
    "countdown",
    "doing",
    "due_days",
    "due_state",
    "period_end",
]
