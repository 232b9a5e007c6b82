"""What the states, steps, findings and refusals of placements are called."""

from collections.abc import Hashable

from talent.placements.rules.alerts import PlacementFinding as F
from talent.placements.rules.chart import MarkKind, MarkStatus
from talent.placements.rules.checks import PlacementRefusal as R
from talent.placements.rules.expiries import PaperStatus, PaperType
from talent.placements.rules.lifecycle import (
    Level,
    PreferenceStatus,
    SemesterKind,
    VisaType,
)
from talent.placements.rules.lifecycle import PresenceStatus as P
from talent.placements.rules.lifecycle import SemesterStatus as T
from talent.placements.rules.lifecycle import StudyStatus as S
from talent.placements.rules.next_steps import NextKind as N
from talent.placements.rules.semesters import SemesterRefusal
from talent.placements.rules.terms import TermKind
from talent.placements.rules.waiting import PlacementWaiting as W
from talent.plumbing.i18n import lazy

_STATES: dict[Hashable, object] = {
    Level.MASTER: lazy("Master's programme"),
    Level.DOCTOR: lazy("Doctoral programme"),
    S.NOMINATING: lazy("Nomination in preparation"),
    S.UNIVERSITY_SCREENING: lazy("Under review by the university"),
    S.CONDITIONALLY_ADMITTED: lazy("Admitted with a condition"),
    S.ADMITTED: lazy("Admitted to the university"),
    S.REFUSED: lazy("Not admitted by the university"),
    S.UNPLACED: lazy("Without a place"),
    S.CONTRACTED: lazy("Award contract signed"),
    S.ENROLLED: lazy("Enrolled"),
    S.COURSEWORK_COMPLETED: lazy("Coursework completed"),
    S.DEGREE_CONFERRED: lazy("Degree conferred"),
    S.WITHDRAWN: lazy("Study ended early"),
    P.AT_HOME: lazy("Still at home"),
    P.VISA_FILED: lazy("Visa in process"),
    P.VISA_REFUSED: lazy("Visa refused"),
    P.VISA_ISSUED: lazy("Visa issued"),
    P.ARRIVED: lazy("In Korea"),
    P.DEPARTED: lazy("Left Korea"),
    P.RETURNED: lazy("Returned home"),
    T.PLANNED: lazy("Planned"),
    T.OPEN: lazy("Report to be sent"),
    T.TRAINEE_SUBMITTED: lazy("Report received"),
    T.ADVISER_SUBMITTED: lazy("Adviser's statement received"),
    T.ACCEPTED: lazy("Report approved"),
    T.SENT_BACK: lazy("Returned for correction"),
    T.LOCKED: lazy("Locked"),
    SemesterKind.REGULAR: lazy("Regular semester"),
    SemesterKind.RESEARCH: lazy("Research registration"),
    PreferenceStatus.NOT_ASKED: lazy("Not asked yet"),
    PreferenceStatus.ASKED: lazy("Nominated"),
    PreferenceStatus.OFFERED: lazy("Admitted to the university"),
    PreferenceStatus.TURNED_DOWN: lazy("Not admitted by the university"),
    PreferenceStatus.NOT_NEEDED: lazy("Not needed"),
    VisaType.MASTER: lazy("D-2-3 (master's programme)"),
    VisaType.DOCTOR: lazy("D-2-4 (doctoral programme)"),
    TermKind.SPRING: lazy("Spring semester %(year)s"),
    TermKind.AUTUMN: lazy("Autumn semester %(year)s"),
    PaperType.VISA: lazy("Permission to stay"),
    PaperType.CARD: lazy("Residence card"),
    PaperType.PASSPORT: lazy("Passport"),
    PaperType.FUNDING: lazy("Funding"),
    PaperStatus.VALID: lazy("Valid"),
    PaperStatus.SOON: lazy("Ends soon"),
    PaperStatus.RUN_OUT: lazy("Run out"),
    MarkStatus.PAST: lazy("Done"),
    MarkStatus.OVERDUE: lazy("Overdue"),
    MarkStatus.AHEAD: lazy("Still to come"),
}

_STEPS: dict[Hashable, object] = {
    ("study", "nominate"): lazy("Record the nomination"),
    ("study", "admit"): lazy("Record the admission"),
    ("study", "admit-conditionally"): lazy("Record an admission with a condition"),
    ("study", "refuse"): lazy("Record that the university did not admit"),
    ("study", "next-preference"): lazy("Go on with the next university"),
    ("study", "leave-unplaced"): lazy("Close without a place"),
    ("study", "contract"): lazy("Countersign the contract"),
    ("study", "enrol"): lazy("Record the enrolment"),
    ("study", "complete-coursework"): lazy("Record completed coursework"),
    ("study", "confer"): lazy("Confirm the degree"),
    ("study", "withdraw"): lazy("End the placement"),
    ("presence", "file-visa"): lazy("Record the visa application"),
    ("presence", "file-visa-again"): lazy("Allow a second visa application"),
    ("presence", "issue-visa"): lazy("Record the visa"),
    ("presence", "refuse-visa"): lazy("Record that the visa was refused"),
    ("presence", "arrive"): lazy("Record the arrival"),
    ("presence", "depart"): lazy("Record the departure"),
    ("presence", "return"): lazy("Record the return home"),
    ("semester", "open"): lazy("Open the semester"),
    ("semester", "begin"): lazy("The semester has begun"),
    ("semester", "submit"): lazy("Send the report"),
    ("semester", "add-adviser"): lazy("Add the adviser's statement"),
    ("semester", "accept"): lazy("Approve the report"),
    ("semester", "return"): lazy("Return for correction"),
    ("semester", "lock"): lazy("Lock the record"),
    ("placement", "begin"): lazy("Placement begun"),
    ("placement", "correct"): lazy("Details changed"),
    ("placement", "prepare-contract"): lazy("Put the contract up for signature"),
    ("placement", "sign-contract"): lazy("Contract signed by the trainee"),
    ("placement", "record-degree"): lazy("Record the diploma"),
    ("placement", "ask-withdrawal"): lazy("Ask to end the placement"),
    ("placement", "transfer"): lazy("Change of university"),
    ("placement", "register-card"): lazy("Record the residence card"),
    ("placement", "extend-visa"): lazy("Record an extension of stay"),
}

_FINDINGS: dict[Hashable, object] = {
    F.VISA_EXPIRED: lazy("The permission to stay has run out."),
    F.PASSPORT_EXPIRED: lazy("The passport has expired."),
    F.RESIDENCE_CARD_OVERDUE: lazy("The residence card was not registered in time."),
    F.RESIDENCE_CARD_URGENT: lazy("The residence card must be registered now."),
    F.REPORT_OVERDUE: lazy("A semester report is overdue."),
    F.GPA_BELOW_FLOOR: lazy("The grade is below the required level."),
    F.PASSPORT_SHORT: lazy("The passport does not last long enough for the visa."),
    F.VISA_ENDING: lazy("The permission to stay ends soon."),
    F.RESIDENCE_CARD_ENDING: lazy("The residence card expires soon."),
    F.PASSPORT_ENDING: lazy("The passport expires soon."),
    F.RESIDENCE_CARD_DUE: lazy("The residence card is not registered yet."),
    F.REPORT_DUE: lazy("A semester report is due soon."),
    F.GPA_FALLING: lazy("The grade has gone down twice in a row."),
    ("why", F.VISA_EXPIRED): lazy("Days over: %(days)s. Ask the immigration office today."),
    ("why", F.PASSPORT_EXPIRED): lazy("Renew it at the embassy before anything else."),
    ("why", F.RESIDENCE_CARD_OVERDUE): lazy(
        "Day %(day)s since entry; the legal limit is %(limit)s days. A fine is likely."
    ),
    ("why", F.RESIDENCE_CARD_URGENT): lazy(
        "Day %(day)s since entry; the legal limit is %(limit)s days. Book the visit now."
    ),
    ("why", F.REPORT_OVERDUE): lazy("Days overdue: %(days)s."),
    ("why", F.GPA_BELOW_FLOOR): lazy("Last grade %(gpa)s; required: %(floor)s out of 100."),
    ("why", F.PASSPORT_SHORT): lazy(
        "Required after the planned arrival: %(months)s months. Renew it before the visa."
    ),
    ("why", F.VISA_ENDING): lazy("Days left: %(days)s. An extension has to be requested before."),
    ("why", F.RESIDENCE_CARD_ENDING): lazy("Days left: %(days)s."),
    ("why", F.PASSPORT_ENDING): lazy("Days left: %(days)s. Renewal at the embassy takes weeks."),
    ("why", F.RESIDENCE_CARD_DUE): lazy(
        "Day %(day)s since entry; the legal limit is %(limit)s days."
    ),
    ("why", F.REPORT_DUE): lazy("Days left: %(days)s."),
    ("why", F.GPA_FALLING): lazy("Last grade %(gpa)s. Ask the adviser for an opinion."),
}

_NEXT: dict[Hashable, object] = {
    N.SIGN_CONTRACT: lazy("Read and sign your award contract"),
    N.SEND_REPORT: lazy("Send your semester report"),
    N.CORRECT_REPORT: lazy("Correct your semester report"),
    N.REGISTER_CARD: lazy("Register your residence card at the immigration office"),
    N.MEET_CONDITION: lazy("Meet the condition of the university"),
    N.APPLY_FOR_VISA: lazy("Apply for your visa at the Korean mission"),
    N.TRAVEL: lazy("Travel to Korea"),
    N.ENROL: lazy("Register for the semester at your university"),
    N.ASK_COORDINATOR: lazy("Speak to your coordinator about the visa"),
    N.WAIT_FOR_UNIVERSITY: lazy("The university decides. You need not do anything now."),
    N.WAIT_FOR_CONTRACT: lazy("Your contract is being prepared. You need not do anything now."),
    N.WAIT_FOR_COUNTERSIGNATURE: lazy("The centre signs your contract. You need not do anything."),
    N.WAIT_FOR_VISA: lazy("The mission decides on your visa. You need not do anything now."),
    N.STUDY: lazy("Nothing to hand in just now. Have a good semester."),
    N.GO_HOME: lazy("Tell your coordinator the date of your journey home"),
    N.NOTHING: lazy("Nothing waits for you here."),
    W.NOMINATE: lazy("Send the dossier to the university"),
    W.RECORD_ANSWER: lazy("Record the university's answer"),
    W.TRY_NEXT: lazy("Choose how to go on after a refusal"),
    W.PREPARE_CONTRACT: lazy("Put the award contract up for signature"),
    W.COUNTERSIGN: lazy("Countersign an award contract"),
    W.CONFIRM_DEGREE: lazy("Confirm a degree"),
    W.CONFIRM_WITHDRAWAL: lazy("Decide on ending a placement"),
    W.RECORD_VISA: lazy("Follow the visa and the journey"),
    W.RECORD_ENROLMENT: lazy("Record the enrolment at the university"),
    W.ADD_ADVISER: lazy("Get the adviser's statement on a semester"),
    W.ACCEPT_SEMESTER: lazy("Check and approve a semester"),
    W.CHECK_ALERT: lazy("Look at an alert of a placement"),
    W.OWN_CONTRACT: lazy("Read and sign your award contract"),
    W.OWN_REPORT: lazy("Send your semester report"),
}

_REFUSALS: dict[Hashable, object] = {
    R.NO_UNIVERSITY_LEFT: lazy("There is no further university in the order of preference."),
    R.TOO_MANY_PREFERENCES: lazy("Name at most %(most)s universities."),
    R.SAME_UNIVERSITY_TWICE: lazy("Each university may be named only once."),
    R.ALREADY_PLACED: lazy("This person already has a placement that goes on. Open that one."),
    R.NOT_ADMITTED_YET: lazy("The contract comes after the admission to the university."),
    R.CONTRACT_NOT_SIGNED: lazy("The trainee has to sign the contract in the portal first."),
    R.CONTRACT_NOT_READY: lazy("There is no contract to sign yet. Ask your coordinator."),
    R.ALREADY_SIGNED: lazy("This contract is signed already."),
    R.NO_CONTRACT: lazy("A visa is applied for only after the award contract is signed."),
    R.VISA_REFUSED_TWICE: lazy("The visa was refused twice. It cannot be applied for again."),
    R.PASSPORT_UNKNOWN: lazy("Enter the passport's last day in the person's record first."),
    R.PASSPORT_TOO_SHORT: lazy(
        "The passport must be valid for %(months)s months after the planned arrival. "
        "Have it renewed first."
    ),
    R.VISA_ENDS_BEFORE_ARRIVAL: lazy("The visa ended before this day of arrival."),
    R.NOT_ARRIVED: lazy("The arrival in Korea comes before the enrolment. Record it first."),
    R.IN_THE_FUTURE: lazy("This day has not come yet. Enter what has happened."),
    R.OUT_OF_ORDER: lazy("This day lies before the step it rests on."),
    R.NO_DEGREE_RECORDED: lazy("Somebody has to record the diploma first."),
    R.NO_WITHDRAWAL_ASKED: lazy("A coordinator has to ask for this first, with a reason."),
    R.NOT_STUDYING: lazy("Only an enrolled student can change university."),
    R.SAME_UNIVERSITY: lazy("This is the university where the student is now."),
    SemesterRefusal.TERM_TWICE: lazy("There is a record for this semester already."),
    SemesterRefusal.TERM_OUTSIDE: lazy("This semester lies before the beginning of the study."),
    SemesterRefusal.NOT_ENROLLED: lazy("Only an enrolled student has semesters."),
    SemesterRefusal.MORE_EARNED_THAN_TAKEN: lazy(
        "Credits earned cannot be more than credits taken: %(attempted)s."
    ),
    SemesterRefusal.TRANSCRIPT_MISSING: lazy("The transcript is missing. Upload it first."),
    SemesterRefusal.GRADE_MISSING: lazy("The grade is missing."),
    SemesterRefusal.GRADE_NOT_CONVERTED: lazy(
        "No table knows this grading scale. Enter the grade out of 100 with the reason first."
    ),
    SemesterRefusal.GRADE_CONVERTED_BY_TABLE: lazy(
        "A table has converted this grade. It cannot be replaced by hand."
    ),
    SemesterRefusal.REASON_MISSING: lazy("Say what has to be corrected."),
    SemesterRefusal.ALREADY_ACCEPTED: lazy("This semester is approved; its papers stay."),
}

_MARKS: dict[Hashable, object] = {
    MarkKind.STUDY_NOW: lazy("Enrolled"),
    MarkKind.STUDY_AHEAD: lazy("Study ahead"),
    MarkKind.THESIS: lazy("Thesis after coursework"),
    MarkKind.STAY: lazy("Stay in Korea"),
    MarkKind.STAY_UNCOVERED: lazy("Extension needed"),
    MarkKind.ADMISSION: lazy("Admission"),
    MarkKind.CONTRACT: lazy("Contract"),
    MarkKind.ENROLMENT: lazy("Enrolment"),
    MarkKind.COURSEWORK: lazy("Coursework completed"),
    MarkKind.DEGREE: lazy("Degree conferred"),
    MarkKind.DEGREE_EXPECTED: lazy("Degree expected"),
    MarkKind.FUNDING_ENDS: lazy("Funding ends"),
    MarkKind.VISA: lazy("Visa issued"),
    MarkKind.ARRIVAL: lazy("Arrival in Korea"),
    MarkKind.ARRIVAL_PLANNED: lazy("Arrival planned"),
    MarkKind.RESIDENCE_CARD: lazy("Residence card"),
    MarkKind.VISA_ENDS: lazy("Permission to stay ends"),
    MarkKind.PASSPORT_ENDS: lazy("Passport expires"),
    MarkKind.DEPARTURE: lazy("Departure"),
    MarkKind.RETURN: lazy("Return to Mongolia"),
}

WORDS: dict[Hashable, object] = {
    **_STATES,
    **_STEPS,
    **_FINDINGS,
    **_NEXT,
    **_REFUSALS,
    **_MARKS,
}

_BAD_FINDINGS = (
    F.VISA_EXPIRED,
    F.PASSPORT_EXPIRED,
    F.RESIDENCE_CARD_OVERDUE,
    F.RESIDENCE_CARD_URGENT,
    F.REPORT_OVERDUE,
    F.GPA_BELOW_FLOOR,
)
TONES: dict[Hashable, str] = {
    S.NOMINATING: "idle",
    S.UNIVERSITY_SCREENING: "info",
    S.CONDITIONALLY_ADMITTED: "warn",
    S.ADMITTED: "info",
    S.REFUSED: "bad",
    S.UNPLACED: "idle",
    S.CONTRACTED: "info",
    S.ENROLLED: "ok",
    S.COURSEWORK_COMPLETED: "ok",
    S.DEGREE_CONFERRED: "ok",
    S.WITHDRAWN: "idle",
    P.AT_HOME: "idle",
    P.VISA_FILED: "info",
    P.VISA_REFUSED: "bad",
    P.VISA_ISSUED: "info",
    P.ARRIVED: "ok",
    P.DEPARTED: "idle",
    P.RETURNED: "ok",
    T.PLANNED: "idle",
    T.OPEN: "warn",
    T.TRAINEE_SUBMITTED: "info",
    T.ADVISER_SUBMITTED: "info",
    T.ACCEPTED: "ok",
    T.SENT_BACK: "warn",
    T.LOCKED: "ok",
    PreferenceStatus.NOT_ASKED: "idle",
    PreferenceStatus.ASKED: "info",
    PreferenceStatus.OFFERED: "ok",
    PreferenceStatus.TURNED_DOWN: "bad",
    PreferenceStatus.NOT_NEEDED: "idle",
    PaperStatus.VALID: "ok",
    PaperStatus.SOON: "warn",
    PaperStatus.RUN_OUT: "bad",
    MarkStatus.PAST: "ok",
    MarkStatus.OVERDUE: "bad",
    MarkStatus.AHEAD: "idle",
    **{finding: "bad" if finding in _BAD_FINDINGS else "warn" for finding in F},
}
