"""Building the demonstration, stage after stage, in one transaction."""

from datetime import datetime

from talent.demonstration import cohorts, people, placements, post, selection, staff
from talent.demonstration.calendar import Calendar
from talent.demonstration.staff import Team

PEOPLE = 96


def build(at: datetime) -> Team:
    """Make the whole programme as it would stand at ``at``. The caller commits."""
    calendar = Calendar(at)
    team = staff.engage(calendar.days_ago(900))
    organisations = people.found_organisations(team, calendar)
    staff.take_posts(team, organisations)
    trainees = people.enrol_people(team, organisations, calendar, PEOPLE)
    world = placements.World(team, organisations, calendar)
    stage = selection.Stage(team, calendar)
    accepted = selection.run_finished_call(stage, trainees[:60])
    placements.study_after_call(world, accepted)
    selection.open_call(stage, trainees[60:82])
    placements.study_earlier(world, trainees[82:89])
    cohorts.run_invited(team, organisations, trainees[60:72], calendar)
    cohorts.run_local(team, organisations, trainees[72:82], calendar)
    post.deliver_past_mail(at)
    return team
