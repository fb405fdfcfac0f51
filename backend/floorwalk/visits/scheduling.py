"""Whether an assignment can be made: the rules, one fault at its field. The same for a single one and for a whole file.

Pure. The facts are fetched by assignment_queries.calendar; texts for people stand in the front end.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from floorwalk.kernel.errors import Fault
from floorwalk.visits.assignment_model import Calendar, Taken, Wanted
from floorwalk.visits.rotation import Span, first_possible

LONGEST_WINDOW = timedelta(days=366)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)  # as in imported files


def today_at(time_zone: str, at: datetime) -> date:
    """The store's calendar day; the day in UTC for a zone that this machine does not know."""
    try:
        return at.astimezone(ZoneInfo(time_zone)).date()
    except (KeyError, ValueError, OSError):
        return at.astimezone(UTC).date()


def faults_of(wanted: Wanted, calendar: Calendar, at: datetime, instead_of: UUID | None = None) -> list[Fault]:
    """Everything that speaks against it; `instead_of` is the assignment that it changes: not in its own way."""
    faults: list[Fault] = []
    store = calendar.stores.get(wanted.store_id)
    programme = calendar.programmes.get(wanted.programme_id)
    evaluator = calendar.evaluators.get(wanted.evaluator_id)
    scenario = calendar.scenarios.get(wanted.scenario_id) if wanted.scenario_id is not None else None

    def fault(path: str, code: str, detail: str) -> None:
        faults.append(Fault(path, code, detail))

    if store is None:
        fault("store_id", "assignments.store_unknown", "There is no such store for you.")
    if programme is None:
        fault("programme_id", "assignments.programme_unknown", "There is no such programme.")
    elif wanted.rubric_key not in programme.rubric_keys:
        fault("rubric_key", "assignments.rubric_unknown", "The programme has no published rubric of this key.")
    if wanted.scenario_id is not None and (scenario is None or scenario.programme_id != wanted.programme_id):
        fault("scenario_id", "assignments.scenario_unknown", "The programme has no such scenario.")
    if evaluator is None:
        fault("evaluator_id", "assignments.evaluator_unknown", "There is no such evaluator with an account.")
    elif store is not None and not evaluator.may_visit(store.store_id):
        fault("evaluator_id", "assignments.evaluator_elsewhere", "The evaluator may not submit visits to this store.")
    if not EARLIEST <= wanted.from_on <= LATEST or not EARLIEST <= wanted.to_on <= LATEST:
        fault("from_on", "assignments.day_out_of_range", f"Days are from {EARLIEST} to {LATEST}.")
    elif wanted.to_on < wanted.from_on:
        fault("to_on", "assignments.days_reversed", "The last day is before the first one.")
    elif wanted.to_on - wanted.from_on > LONGEST_WINDOW:
        fault("to_on", "assignments.window_too_long", f"A window has at most {LONGEST_WINDOW.days} days.")
    if store is not None:
        if wanted.to_on < today_at(store.time_zone, at):
            fault("to_on", "assignments.window_over", "The window's last day is over.")
        if store.closed_on is not None and store.closed_on < wanted.to_on:
            fault("to_on", "assignments.store_closed", f"The store is closed from {store.closed_on} on.")
        if programme is not None and not programme.told_by(store.store_id, wanted.from_on):  # P1
            fault(
                "store_id", "assignments.no_staff_notice", f"The staff of this store are not told by {wanted.from_on}."
            )
    if faults or programme is None:
        return faults
    spans = [
        taken.span
        for taken in calendar.taken.get((wanted.store_id, wanted.evaluator_id), ())
        if instead_of is None or taken.assignment_id != instead_of
    ]
    possible_from = first_possible(Span(wanted.from_on, wanted.to_on), spans, programme.rotation_days)
    if possible_from != wanted.from_on:
        fault("from_on", "assignments.too_soon_again", f"possible from {possible_from} on")
    return faults


def note(wanted: Wanted, calendar: Calendar, assignment_id: UUID) -> None:
    """An assignment that was planned is in the way of those after it."""
    there = calendar.taken.setdefault((wanted.store_id, wanted.evaluator_id), [])
    there[:] = [one for one in there if one.assignment_id != assignment_id]
    there.append(Taken(Span(wanted.from_on, wanted.to_on), assignment_id))
