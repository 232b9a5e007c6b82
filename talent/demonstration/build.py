"""Building the demonstration, stage after stage, in one transaction."""

from datetime import datetime

from talent.demonstration import people, staff
from talent.demonstration.calendar import Calendar
from talent.demonstration.staff import Team

PEOPLE = 96


def build(at: datetime) -> Team:
    """Make the whole programme as it would stand at ``at``. The caller commits."""
    calendar = Calendar(at)
    team = staff.engage(calendar.days_ago(900))
    organisations = people.found_organisations(team, calendar)
    people.enrol_people(team, organisations, calendar, PEOPLE)
    return team
