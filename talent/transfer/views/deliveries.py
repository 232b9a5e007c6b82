"""Deliveries and the people enrolled in them."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.languages import LANGUAGES, LocalizedText
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.forms import blame, words_of
from talent.plumbing.i18n import gettext, language, moment
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell
from talent.plumbing.words import deed
from talent.transfer import actions, forms, queries
from talent.transfer.rules.lifecycle import DELIVERY, TAKES_PEOPLE, DeliveryStatus
from talent.transfer.rules.prerequisites import parse
from talent.transfer.views.blueprint import asked_step, check_unchanged, pages
from talent.transfer.words import in_words


@pages.get("/deliveries", needs=Permission.TRANSFER_VIEW)
def deliveries() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("status", "module")}
    return render(
        "transfer/deliveries.html",
        page=queries.deliveries(current_user, **asked, page=asked_page()),
        asked=asked,
        statuses=words_of(DeliveryStatus),
        modules=[
            (line.module.code, f"{line.module.code} {line.module.title.in_(language())}")
            for line in queries.modules(current_user)
        ],
        may_plan=Permission.TRANSFER_MANAGE in current_user.permissions,
    )


@pages.form("/deliveries/new", needs=Permission.TRANSFER_MANAGE)
def new_delivery() -> ResponseReturnValue:
    form = _offer(forms.DeliveryForm(request.form, module=request.args.get("module", "")))
    if request.method == "POST" and form.validate():
        made = actions.plan_delivery(_teaching(form), by=current_user, at=now())
        tell(gettext("Saved."))
        return see_other("transfer.delivery", delivery_pid=made.pid)
    return render("transfer/edit_delivery.html", invalid(form), form=form, delivery=None)


@pages.form("/deliveries/<pid:delivery_pid>/edit", needs=Permission.TRANSFER_MANAGE)
def edit_delivery(delivery_pid: str) -> ResponseReturnValue:
    found = queries.delivery(current_user, delivery_pid)
    form = _offer(forms.DeliveryForm(request.form, **_values(found)), found.taught)
    if request.method == "POST" and form.validate():
        check_unchanged(found)
        try:
            actions.change_delivery(found, _teaching(form), by=current_user, at=now())
        except Refused as refused:
            blame(form.assessor, refused)
        else:
            tell(gettext("Saved."))
            return see_other("transfer.delivery", delivery_pid=delivery_pid)
    return render("transfer/edit_delivery.html", invalid(form), form=form, delivery=found)


def _offer(form: Any, only: Any = None) -> Any:
    """The choices: a delivery that exists keeps its module."""
    versions = [only] if only else queries.versions_to_teach(current_user)
    form.module.choices += [
        (v.pid, f"{v.module.code} {v.module.title.in_(language())}") for v in versions
    ]
    form.assessor.choices += [
        (p.pid, p.names.shown(language())) for p in queries.assessors(current_user)
    ]
    return form


def _values(found: Any) -> dict[str, Any]:
    return {
        "module": found.taught.pid,
        **{f"place_{lang}": getattr(found.place, lang) for lang in LANGUAGES},
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "instructors": found.instructors,
        "assessor": found.assessor.pid if found.assessor else "",
    }


def _teaching(form: Any) -> actions.Teaching:
    people = {p.pid: p for p in queries.assessors(current_user)}
    place = [form[f"place_{lang}"].data for lang in LANGUAGES]
    anywhere = next(text for text in reversed(place) if text)
    return actions.Teaching(
        version=queries.version_taught(current_user, form.module.data),
        place=LocalizedText(*(text or anywhere for text in place)),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        instructors=form.instructors.data or "",
        assessor=people.get(form.assessor.data or ""),
    )


@pages.get("/deliveries/<pid:delivery_pid>", needs=Permission.TRANSFER_VIEW)
def delivery(delivery_pid: str) -> ResponseReturnValue:
    found = queries.delivery(current_user, delivery_pid)
    manages = Permission.TRANSFER_MANAGE in current_user.permissions
    q = request.args.get("q", "")
    assesses = found.assessor_id == current_user.person_id
    return render(
        "transfer/delivery.html",
        delivery=found,
        results=sorted(found.results, key=lambda row: row.person.names.latin),
        offered=_offered(found, assesses),
        manages=manages,
        editable=manages and found.status in TAKES_PEOPLE,
        assesses=assesses and found.status is DeliveryStatus.RUNNING,
        q=q,
        candidates=queries.people_to_enrol(current_user, found, q),
        prerequisites=in_words(parse(found.taught.prerequisites)),
        in_words=in_words,
        trail=[
            (
                moment(entry.at),
                deed(entry.subject, entry.deed),
                account.person.names.shown(language()) if account else "",
            )
            for entry, account in queries.trail(current_user, found)
        ],
    )


def _offered(found: Any, assesses: bool) -> list[str]:
    offered = DELIVERY.offered(found.status, current_user, queries.deeds(current_user, found))
    return [name for name in offered if name != "assess" or assesses]


@pages.post("/deliveries/<pid:delivery_pid>/step", needs=Permission.TRANSFER_VIEW)
def step(delivery_pid: str) -> ResponseReturnValue:
    found = queries.delivery(current_user, delivery_pid)
    check_unchanged(found)
    name = asked_step(DELIVERY.transitions)
    actions.move_delivery(found, name, by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("transfer.delivery", delivery_pid=delivery_pid)


@pages.post("/deliveries/<pid:delivery_pid>/people", needs=Permission.TRANSFER_MANAGE)
def enrol(delivery_pid: str) -> ResponseReturnValue:
    found = queries.delivery(current_user, delivery_pid)
    person = queries.person_to_enrol(current_user, request.form.get("person", ""))
    actions.enrol(found, person, by=current_user, at=now())
    tell(gettext("Registered for the delivery."))
    return see_other("transfer.delivery", delivery_pid=delivery_pid)


@pages.post("/results/<pid:result_pid>/withdraw", needs=Permission.TRANSFER_MANAGE)
def withdraw(result_pid: str) -> ResponseReturnValue:
    found = queries.result(current_user, result_pid)
    actions.withdraw(found, by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("transfer.delivery", delivery_pid=found.delivery.pid)
