"""Building the demonstration, stage after stage."""

from datetime import datetime
from pathlib import Path

from flask import current_app

from talent.demonstration import (
    cohorts,
    papers_issued,
    people,
    placements,
    post,
    selection,
    staff,
    transfer,
)
from talent.demonstration.calendar import Calendar
from talent.plumbing.database import db

PEOPLE = 96
APPLICANTS, IN_KOREA, AT_HOME, EARLIER = slice(0, 60), slice(60, 72), slice(72, 82), slice(82, 89)


def build(at: datetime) -> None:
    """Make the whole programme as it would stand at ``at``, and commit it.

    Papers are made last, with commits of their own, as the worker makes them.
    """
    calendar = Calendar(at)
    team = staff.engage(calendar.days_ago(900))
    organisations = people.found_organisations(team, calendar)
    staff.take_posts(team, organisations)
    trainees = people.enrol_people(team, organisations, calendar, PEOPLE)
    world = placements.World(team, organisations, calendar)
    stage = selection.Stage(team, calendar)
    accepted = selection.run_finished_call(stage, trainees[APPLICANTS])
    placed = placements.study_after_call(world, accepted)
    selection.open_call(stage, trainees[60:82])
    placements.study_earlier(world, trainees[EARLIER])
    cohorts.run_invited(team, organisations, trainees[IN_KOREA], calendar)
    cohorts.run_local(team, organisations, trainees[AT_HOME], calendar)
    transfer.hand_over(team, trainees[IN_KOREA], calendar)
    portal = {
        "applicant": trainees[62].account,
        "scholar": next(t for t in trainees if t.person.id == placed[0].person_id).account,
        "participant": trainees[60].account,
    }
    staff.let_in(team, portal, at)
    db.session.flush()
    staff.write_down(team, Path(current_app.config["FILES_DIR"]).parent)
    post.deliver_past_mail(at)
    db.session.commit()
    papers_issued.certify(team, trainees, at)
    post.deliver_past_mail(at)
    db.session.commit()
    papers_issued.report(team, organisations, at)
    post.deliver_past_mail(at)
    db.session.commit()
