from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from babel.support import LazyProxy
from wtforms import validators

from talent.cohorts.rules.attendance import AttendanceMark
from talent.cohorts.rules.lifecycle import CohortFormat, SessionKind
from talent.foundations.languages import LANGUAGES
from talent.plumbing import forms as kit
from talent.plumbing.forms import Form
from talent.plumbing.i18n import gettext, lazy, zone

MARKABLE = (
    AttendanceMark.PRESENT,
    AttendanceMark.LATE,
    AttendanceMark.EARLY_LEAVE,
    AttendanceMark.ABSENT,
    AttendanceMark.EXCUSED,
)
_ZONES = [
    (name, LazyProxy(zone, name, enable_cache=False)) for name in ("Asia/Seoul", "Asia/Ulaanbaatar")
]
_CAPS = [(text, text) for text in ("0", "1/4", "1/3", "1/2", "1")]


class _Worded(Form):
    """A form with texts that must be there in one language at least."""

    needed: tuple[str, ...] = ("title",)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for name in self.needed:
            if not any(self[f"{name}_{lang}"].data for lang in LANGUAGES):
                field = self[f"{name}_en"]
                field.errors = [*field.errors, gettext("Give this text in at least one language.")]
                valid = False
        return valid


class CohortForm(_Worded):
    needed = ("title", "place")
    form = kit.choice_field(lazy("Format"), kit.words_of(CohortFormat))
    title_ko = kit.text(lazy("Title"), required=False)
    title_mn = kit.text(lazy("Title"), required=False)
    title_en = kit.text(lazy("Title"), required=False)
    place_ko = kit.text(lazy("Venue"), required=False)
    place_mn = kit.text(lazy("Venue"), required=False)
    place_en = kit.text(lazy("Venue"), required=False)
    support_ko = kit.text(lazy("Support"), required=False)
    support_mn = kit.text(lazy("Support"), required=False)
    support_en = kit.text(lazy("Support"), required=False)
    organiser = kit.choice_field(lazy("Organiser"), [])
    starts_on = kit.date_field(lazy("Start date"))
    ends_on = kit.date_field(lazy("End date"))
    zone = kit.choice_field(lazy("Time zone"), _ZONES, blank=False)
    hours = kit.whole_number(lazy("Training hours"), at_least=1, at_most=2000)
    seats = kit.whole_number(lazy("Capacity"), at_least=1, at_most=500)
    completion_percent = kit.whole_number(
        lazy("Attendance for completion (%)"), at_least=1, at_most=100
    )
    participation_percent = kit.whole_number(
        lazy("Attendance for participation (%)"), at_least=0, at_most=100
    )
    lates_per_absence = kit.whole_number(
        lazy("Lates that make one absence"), at_least=1, at_most=100
    )
    excused_cap = kit.choice_field(
        lazy("Most excused, as a share of the units"), _CAPS, blank=False
    )
    most_waived_percent = kit.whole_number(lazy("Most waived (%)"), at_least=0, at_most=100)
    post_test_pass = kit.whole_number(
        lazy("Post-test pass mark (0 = no test)"), at_least=0, at_most=100
    )
    improvement_counts = kit.tick(lazy("A better result than in the pre-test is enough"))
    needs_action_plan = kit.tick(lazy("An accepted action plan is needed"))
    needs_survey = kit.tick(lazy("The satisfaction survey is needed"))
    reply_days = kit.whole_number(lazy("Days to answer the invitation"), at_least=1, at_most=60)

    def validate_ends_on(self, field: Any) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise validators.ValidationError(gettext("The end must not be before the beginning."))

    def validate_participation_percent(self, field: Any) -> None:
        if (field.data or 0) > (self.completion_percent.data or 0):
            raise validators.ValidationError(
                gettext("Participation cannot ask for more than completion.")
            )

    def rules(self) -> dict[str, Any]:
        """The rules as they are kept with the cohort."""
        return {
            "lates_per_absence": self.lates_per_absence.data,
            "excused_cap": self.excused_cap.data,
            "completion_ratio": str(Fraction(self.completion_percent.data, 100)),
            "participation_ratio": str(Fraction(self.participation_percent.data, 100)),
            "most_waived": str(Fraction(self.most_waived_percent.data, 100)),
            "post_test_pass": self.post_test_pass.data,
            "improvement_counts": self.improvement_counts.data,
            "needs_action_plan": self.needs_action_plan.data,
            "needs_survey": self.needs_survey.data,
            "reply_days": self.reply_days.data,
        }


class SessionForm(_Worded):
    title_ko = kit.text(lazy("Title"), required=False)
    title_mn = kit.text(lazy("Title"), required=False)
    title_en = kit.text(lazy("Title"), required=False)
    kind = kit.choice_field(lazy("Kind"), kit.words_of(SessionKind), blank=False)
    starts = kit.moment_field(lazy("Begins"))
    ends = kit.moment_field(lazy("Ends"))
    units = kit.whole_number(lazy("Units of 50 minutes"), at_least=1, at_most=24)
    instructor = kit.choice_field(lazy("Instructor"), [], required=False)
    instructor_name = kit.text(lazy("Instructor without an account"), required=False, at_most=120)
    room = kit.text(lazy("Room"), required=False, at_most=120)

    def validate_ends(self, field: Any) -> None:
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise validators.ValidationError(gettext("The end must be later than the beginning."))


class WaiveForm(Form):
    before = kit.date_field(lazy("Sessions before this day"))
    reason = kit.text(lazy("Reason"))


def mark_form(people: Iterable[tuple[str, str]]) -> type[Form]:
    """A sheet: one mark for each (pid, name), and why when it comes late."""
    words = kit.words_of(MARKABLE)
    fields = {f"mark-{pid}": kit.radio_field(name, words, required=False) for pid, name in people}
    return type("MarkForm", (_Reason,), fields)


class _Reason(Form):
    reason = kit.text(lazy("Reason for a late change"), required=False)


def proofs_form(people: Iterable[tuple[str, str]]) -> type[Form]:
    """Tests, action plan and survey for each (pid, name)."""
    fields: dict[str, Any] = {}
    for pid, name in people:
        fields[f"pre-{pid}"] = kit.whole_number(name, at_most=100, required=False)
        fields[f"post-{pid}"] = kit.whole_number(name, at_most=100, required=False)
        fields[f"plan-{pid}"] = kit.tick(name)
        fields[f"survey-{pid}"] = kit.tick(name)
    return type("ProofsForm", (Form,), fields)
