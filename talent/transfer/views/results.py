"""The assessor's sheet of a delivery."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import Form, blame
from talent.plumbing.i18n import language, ngettext
from talent.plumbing.pages import invalid, render, see_other, tell
from talent.transfer import actions, forms, queries
from talent.transfer.rules.competency import CompetencyLevel
from talent.transfer.rules.lifecycle import UNDECIDED, DeliveryStatus
from talent.transfer.views.blueprint import pages

PASSED = {"passed": True, "not-yet": False}


@pages.form("/deliveries/<pid:delivery_pid>/results", needs=Permission.TRANSFER_ASSESS)
def results(delivery_pid: str) -> ResponseReturnValue:
    found = queries.delivery_to_assess(current_user, delivery_pid)
    rows = sorted(found.results, key=lambda row: row.person.names.latin)
    open_rows = {row.pid: row for row in rows if row.status in UNDECIDED}
    people = [(pid, row.person.names.shown(language())) for pid, row in open_rows.items()]
    form = forms.results_form(people)(request.form, data=_shown(open_rows))
    if request.method == "POST" and form.validate():
        verdicts = {row: _verdict(form, pid) for pid, row in open_rows.items()}
        try:
            moved = actions.assess(found, verdicts, by=current_user, at=now())
        except Refused as refused:
            if not people:
                raise
            blame(next(iter(form)), refused)
        else:
            tell(ngettext("%(num)s result recorded.", "%(num)s results recorded.", moved))
            return see_other("transfer.results", delivery_pid=delivery_pid)
    return render(
        "transfer/results.html",
        invalid(form),
        delivery=found,
        rows=rows,
        form=form,
        open_rows=open_rows,
        running=found.status is DeliveryStatus.RUNNING,
    )


def _shown(rows: dict[str, Any]) -> dict[str, object]:
    shown: dict[str, object] = {}
    for pid, row in rows.items():
        shown |= {
            f"theory-{pid}": row.theory_percent,
            f"verdict-{pid}": "",
            f"level-{pid}": CompetencyLevel.L2.value,
            f"note-{pid}": row.practical_note,
        }
    return shown


def _verdict(form: Form, pid: str) -> actions.Verdict:
    return actions.Verdict(
        theory_percent=form[f"theory-{pid}"].data,
        passed=PASSED.get(form[f"verdict-{pid}"].data or ""),
        level=CompetencyLevel(form[f"level-{pid}"].data),
        note=form[f"note-{pid}"].data or "",
    )
