"""What the states, steps, marks, findings and refusals of cohorts are called."""

from collections.abc import Hashable

from talent.cohorts.rules.attendance import AttendanceMark as M
from talent.cohorts.rules.attendance import CompletionFinding as F
from talent.cohorts.rules.attendance import Standing
from talent.cohorts.rules.lifecycle import (
    CohortFormat,
    CohortWaiting,
    SessionKind,
    SessionStatus,
)
from talent.cohorts.rules.lifecycle import CohortRefusal as R
from talent.cohorts.rules.lifecycle import CohortStatus as C
from talent.cohorts.rules.lifecycle import ParticipationStatus as P
from talent.plumbing.i18n import lazy
from talent.plumbing.words import merged

_COHORTS: dict[Hashable, object] = {
    CohortFormat.INVITED: lazy("Invited training in Korea"),
    CohortFormat.LOCAL: lazy("Local training in Mongolia"),
    CohortFormat.ONLINE: lazy("Online training"),
    CohortFormat.BLENDED: lazy("Blended training"),
    C.PLANNED: lazy("In planning"),
    C.ANNOUNCED: lazy("Announced"),
    C.CONFIRMED: lazy("Cohort confirmed"),
    C.RUNNING: lazy("Running"),
    C.FINISHED: lazy("Finished"),
    C.REPORTED: lazy("Report approved"),
    C.CLOSED: lazy("Cohort closed"),
    C.CANCELLED: lazy("Cancelled"),
}
_PEOPLE: dict[Hashable, object] = {
    P.NOMINATED: lazy("Invited"),
    P.ACCEPTED: lazy("Accepted"),
    P.CONFIRMED: lazy("Place confirmed"),
    P.ATTENDING: lazy("Attending"),
    P.COMPLETED: lazy("Completed"),
    P.PARTICIPATED: lazy("Participated"),
    P.NOT_COMPLETED: lazy("Not completed"),
    P.DECLINED: lazy("Declined"),
    P.WITHDREW: lazy("Withdrew"),
}
_SESSIONS: dict[Hashable, object] = {
    SessionStatus.PLANNED: lazy("Planned"),
    SessionStatus.HELD: lazy("Held"),
    SessionStatus.CANCELLED: lazy("Cancelled"),
    SessionKind.LECTURE: lazy("Lecture"),
    SessionKind.PRACTICE: lazy("Practice"),
    SessionKind.VISIT: lazy("Site visit"),
    SessionKind.CEREMONY: lazy("Ceremony"),
    M.PRESENT: lazy("Present"),
    M.LATE: lazy("Late"),
    M.EARLY_LEAVE: lazy("Left early"),
    M.EXCUSED: lazy("Excused"),
    M.ABSENT: lazy("Absent"),
    M.NOT_REQUIRED: lazy("Not required"),
    Standing.UNKNOWN: lazy("No session yet"),
    Standing.MET: lazy("Requirement met"),
    Standing.CLOSE: lazy("Close to the minimum"),
    Standing.BELOW: lazy("Below the minimum"),
}

_STEPS: dict[Hashable, object] = {
    ("cohort", "announce"): lazy("Announce and invite"),
    ("cohort", "confirm"): lazy("Confirm the cohort"),
    ("cohort", "start"): lazy("Start the cohort"),
    ("cohort", "finish"): lazy("Finish the cohort"),
    ("cohort", "report"): lazy("Approve the result report"),
    ("cohort", "close"): lazy("Close the cohort"),
    ("cohort", "cancel"): lazy("Cancel the cohort"),
    ("cohort", "plan"): lazy("Cohort planned"),
    ("cohort", "change"): lazy("Details changed"),
    ("participation", "accept"): lazy("Accept the invitation"),
    ("participation", "decline"): lazy("Decline the invitation"),
    ("participation", "record-acceptance"): lazy("Record the acceptance"),
    ("participation", "record-refusal"): lazy("Record the refusal"),
    ("participation", "confirm"): lazy("Confirm participation"),
    ("participation", "attend"): lazy("Let the course begin"),
    ("participation", "complete"): lazy("Record completion"),
    ("participation", "participate"): lazy("Record participation"),
    ("participation", "fall-short"): lazy("Record non-completion"),
    ("participation", "withdraw"): lazy("Record the withdrawal"),
    ("session", "hold"): lazy("Hold the session"),
    ("session", "cancel"): lazy("Cancel the session"),
    ("session", "reinstate"): lazy("Put the session back"),
    ("participation", "nominate"): lazy("Added to the cohort"),
    ("participation", "record-proofs"): lazy("Tests, action plan or survey recorded"),
    ("participation", "waive"): lazy("Sessions waived"),
    ("cohort_session", "plan"): lazy("Session planned"),
    ("cohort_session", "change"): lazy("Session changed"),
    ("cohort_session", "mark"): lazy("Attendance marked"),
    ("cohort_session", "hold"): lazy("Session held"),
    ("cohort_session", "cancel"): lazy("Session cancelled"),
    ("cohort_session", "reinstate"): lazy("Session put back"),
    ("attendance", "correct"): lazy("Attendance corrected"),
}

_FINDINGS: dict[Hashable, object] = {
    F.NOTHING_REQUIRED: lazy("No session counted for this person."),
    F.BELOW_COMPLETION: lazy("Attendance is below the completion threshold."),
    F.BELOW_PARTICIPATION: lazy("Attendance is below the participation threshold."),
    F.WAIVED_TOO_MUCH: lazy("Too many units were waived for a certificate of completion."),
    F.ACTION_PLAN_OPEN: lazy("The action plan has not been accepted."),
    F.POST_TEST_MISSING: lazy("There is no post-test result."),
    F.POST_TEST_TOO_LOW: lazy("The post-test was not passed."),
    F.SURVEY_MISSING: lazy("The satisfaction survey has not been submitted."),
    CohortWaiting.MARK_ATTENDANCE: lazy("Record attendance"),
    CohortWaiting.EVALUATE: lazy("Evaluate the cohort and finish it"),
    CohortWaiting.APPROVE_REPORT: lazy("Approve the result report"),
    CohortWaiting.REPLY: lazy("Answer the invitation"),
}

_REFUSALS: dict[Hashable, object] = {
    R.TEXT_INCOMPLETE: lazy(
        "Title and place must be given in all three languages before people are invited. "
        "Missing: %(languages)s"
    ),
    R.NOBODY_CONFIRMED: lazy("Nobody is confirmed yet. Confirm at least one participant first."),
    R.SESSIONS_OPEN: lazy(
        "Some sessions are neither held nor cancelled: %(count)s. Mark or cancel them first."
    ),
    R.MARKS_MISSING: lazy(
        "Some people lack marks in sessions that were held: %(count)s. Mark them or waive the "
        "sessions first."
    ),
    R.NO_SESSIONS: lazy("The timetable has no session that counts. Plan and hold one first."),
    R.NOT_EVALUATED: lazy("Record the outcome of everybody who attends before finishing."),
    R.TOO_LATE_TO_CHANGE: lazy(
        "This can no longer be changed in the present state of the cohort. Ask the approver."
    ),
    R.SEATS_TAKEN: lazy("All seats of this cohort are taken: %(seats)s"),
    R.ALREADY_IN_COHORT: lazy("This person is in the cohort already."),
    R.NOT_OPEN_FOR_PEOPLE: lazy("This cohort no longer takes participants."),
    R.NOT_STARTED_YET: lazy("The cohort has not started yet. Start the cohort first."),
    R.ANNOUNCED_TOO_LATE: lazy(
        "A session that has already begun cannot be added to a running cohort."
    ),
    R.SESSION_NOT_STARTED: lazy("Attendance can be marked once the session has begun."),
    R.MARKING_CLOSED: lazy(
        "Instructors mark until 48 hours after the session. Ask your coordinator to enter it."
    ),
    R.REASON_MISSING: lazy("Give a reason."),
    R.OUTSIDE_COHORT: lazy("The session must lie within the days of the cohort."),
    R.NOBODY_ON_THE_SHEET: lazy("Nobody attends this cohort yet, so there is nobody to mark."),
}

WORDS = merged(_COHORTS, _PEOPLE, _SESSIONS, _STEPS, _FINDINGS, _REFUSALS)

_COHORT_TONES: dict[Hashable, str] = {
    C.PLANNED: "idle",
    C.ANNOUNCED: "info",
    C.CONFIRMED: "info",
    C.RUNNING: "ok",
    C.FINISHED: "warn",
    C.REPORTED: "ok",
    C.CLOSED: "idle",
    C.CANCELLED: "bad",
}
_PEOPLE_TONES: dict[Hashable, str] = {
    P.NOMINATED: "info",
    P.ACCEPTED: "info",
    P.CONFIRMED: "ok",
    P.ATTENDING: "ok",
    P.COMPLETED: "ok",
    P.PARTICIPATED: "warn",
    P.NOT_COMPLETED: "bad",
    P.DECLINED: "idle",
    P.WITHDREW: "idle",
}
_SESSION_TONES: dict[Hashable, str] = {
    SessionStatus.PLANNED: "idle",
    SessionStatus.HELD: "ok",
    SessionStatus.CANCELLED: "bad",
    M.PRESENT: "ok",
    M.LATE: "warn",
    M.EARLY_LEAVE: "warn",
    M.EXCUSED: "info",
    M.ABSENT: "bad",
    M.NOT_REQUIRED: "idle",
    Standing.UNKNOWN: "idle",
    Standing.MET: "ok",
    Standing.CLOSE: "warn",
    Standing.BELOW: "bad",
}

TONES = merged(_COHORT_TONES, _PEOPLE_TONES, _SESSION_TONES)
