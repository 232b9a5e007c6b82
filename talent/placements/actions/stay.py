from datetime import date, datetime

from talent.foundations.access import Actor
from talent.placements.models import Placement
from talent.placements.rules import checks
from talent.placements.rules.lifecycle import PRESENCE, VisaType
from talent.placements.rules.terms import korean_day
from talent.plumbing import history


def file_visa(
    placement: Placement,
    *,
    on: date,
    visa_type: VisaType,
    planned_arrival: date,
    by: Actor,
    at: datetime,
) -> None:
    """The visa has been applied for at the Korean mission. Its number is not kept."""
    _file(placement, "file-visa", on, planned_arrival, by=by, at=at)
    placement.visa_type = visa_type


def file_visa_again(
    placement: Placement, *, on: date, planned_arrival: date, by: Actor, at: datetime
) -> None:
    """An approver lets a refused visa be applied for once more."""
    _file(placement, "file-visa-again", on, planned_arrival, by=by, at=at)


def issue_visa(
    placement: Placement, *, on: date, expires_on: date, by: Actor, at: datetime
) -> None:
    """The mission has issued the visa."""
    _happened(on, placement.visa_filed_on, at)
    checks.check_order(expires_on, not_before=on)
    placement.visa_issued_on, placement.visa_expires_on = on, expires_on
    history.advance(placement, PRESENCE, "issue-visa", by=by, at=at)


def refuse_visa(placement: Placement, *, on: date, reason: str, by: Actor, at: datetime) -> None:
    """The mission has refused the visa."""
    _happened(on, placement.visa_filed_on, at)
    placement.visa_refusals += 1
    history.advance(placement, PRESENCE, "refuse-visa", by=by, at=at, reason=reason)


def arrive(placement: Placement, *, on: date, by: Actor, at: datetime) -> None:
    """Entered Korea: the ninety days for the residence card begin."""
    _happened(on, placement.visa_issued_on, at)
    checks.check_arrival(on, visa_expires_on=placement.visa_expires_on)
    placement.arrived_on = on
    history.advance(placement, PRESENCE, "arrive", by=by, at=at)


def register_card(
    placement: Placement, *, on: date, expires_on: date, by: Actor, at: datetime
) -> None:
    """The residence card is registered. Its number is not kept, nor any Korean number."""
    _happened(on, placement.arrived_on, at)
    checks.check_order(expires_on, not_before=on)
    placement.card_registered_on, placement.card_expires_on = on, expires_on
    history.record(placement, "register-card", by=by, at=at)


def extend_visa(placement: Placement, *, expires_on: date, by: Actor, at: datetime) -> None:
    """The permission to stay was extended; the card carries the same date."""
    checks.check_order(expires_on, not_before=placement.visa_expires_on)
    placement.visa_expires_on = expires_on
    if placement.card_registered_on is not None:
        placement.card_expires_on = expires_on
    history.record(placement, "extend-visa", by=by, at=at)


def depart(placement: Placement, *, on: date, by: Actor, at: datetime) -> None:
    """Left Korea for good. The degree may follow later."""
    _happened(on, placement.arrived_on, at)
    placement.departed_on = on
    history.advance(placement, PRESENCE, "depart", by=by, at=at)


def return_home(placement: Placement, *, on: date, by: Actor, at: datetime) -> None:
    """Back in Mongolia."""
    _happened(on, placement.departed_on, at)
    placement.returned_on = on
    history.advance(placement, PRESENCE, "return", by=by, at=at)


def _file(
    placement: Placement, name: str, on: date, planned_arrival: date, *, by: Actor, at: datetime
) -> None:
    _happened(on, placement.contracted_on, at)
    checks.check_visa_filing(
        checks.VisaFacts(
            study=placement.study_status,
            passport_expires_on=placement.person.passport_expires_on,
            planned_arrival=planned_arrival,
            passport_months=placement.frozen_policy.passport_months,
            refusals=placement.visa_refusals,
        )
    )
    placement.visa_filed_on, placement.planned_arrival = on, planned_arrival
    history.advance(placement, PRESENCE, name, by=by, at=at)


def _happened(on: date, not_before: date | None, at: datetime) -> None:
    checks.check_not_future(on, today=korean_day(at))
    checks.check_order(on, not_before=not_before)
