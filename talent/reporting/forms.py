from talent.plumbing.forms import Form, choice_field, date_field
from talent.plumbing.i18n import lazy


class ReportForm(Form):
    """Which semester to report on; the choices are handed in."""

    period = choice_field(lazy("Semester"), [], blank=False)
    as_of = date_field(
        lazy("As of"),
        description=lazy("Who is a student of the university on this day is in the report."),
    )
