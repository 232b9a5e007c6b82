"""The register of organisations and whom to write to there."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.people import actions, forms, queries
from talent.people.rules.lifecycle import ORGANISATION, OrganisationStatus, OrganisationType
from talent.people.rules.organisations import OrganisationRefusal, is_confirmed
from talent.people.views.blueprint import check_unchanged, pages
from talent.people.words import country_name, region_name
from talent.plumbing import history
from talent.plumbing.clock import now
from talent.plumbing.forms import blame
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell

EDIT = Permission.ORGANISATIONS_EDIT
FIELD_OF = {
    OrganisationRefusal.CODE_TAKEN: "code",
    OrganisationRefusal.CODE_SHAPE: "code",
    OrganisationRefusal.NAME_TAKEN: "name_en",
    OrganisationRefusal.REGISTRATION_SHAPE: "registration_number",
    OrganisationRefusal.REGION_ABROAD: "region",
    OrganisationRefusal.SCALE_MISSING: "grade_scale",
}


@pages.get("/organisations", needs=Permission.PEOPLE_VIEW)
def organisations() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("q", "type", "status")}
    page = queries.organisations(
        current_user,
        text=asked["q"],
        kind=asked["type"],
        status=asked["status"],
        language=language(),
        page=asked_page(),
    )
    return render(
        "people/organisations.html",
        page=page,
        asked=asked,
        types=tuple(OrganisationType),
        statuses=tuple(OrganisationStatus),
        can_edit=EDIT in current_user.permissions,
        country=country_name,
    )


@pages.form("/organisations/new", needs=EDIT)
def new_organisation() -> ResponseReturnValue:
    form = forms.OrganisationForm(request.form, report_language="ko")
    if request.method == "POST" and form.validate():
        try:
            made = actions.propose_organisation(form.details(), by=current_user, at=now())
        except Refused as refused:
            _blame(form, refused)
        else:
            tell(gettext("The organisation is proposed. Another person verifies it."))
            return see_other("people.organisation", organisation_pid=made.pid)
    return render("people/organisation_form.html", invalid(form), form=form, organisation=None)


@pages.get("/organisations/<pid:organisation_pid>", needs=Permission.PEOPLE_VIEW)
def organisation(organisation_pid: str) -> ResponseReturnValue:
    found = queries.organisation(current_user, organisation_pid)
    return _record(found, forms.ContactForm(language=_usual_language(found)))


@pages.form("/organisations/<pid:organisation_pid>/edit", needs=EDIT)
def edit_organisation(organisation_pid: str) -> ResponseReturnValue:
    found = queries.organisation(current_user, organisation_pid)
    form = forms.OrganisationForm(request.form, data=forms.organisation_data(found))
    if request.method == "POST" and form.validate():
        check_unchanged(found)
        try:
            actions.change_organisation(found, form.details(), by=current_user, at=now())
        except Refused as refused:
            _blame(form, refused)
        else:
            tell(gettext("Saved."))
            return see_other("people.organisation", organisation_pid=found.pid)
    return render("people/organisation_form.html", invalid(form), form=form, organisation=found)


@pages.post("/organisations/<pid:organisation_pid>/step", needs=Permission.PEOPLE_VIEW)
def step_organisation(organisation_pid: str) -> ResponseReturnValue:
    """Who may take which step, the workflow says: proposing and verifying are two people's."""
    found = queries.organisation(current_user, organisation_pid)
    check_unchanged(found)
    step = request.form.get("step", "")
    if step not in ORGANISATION.transitions:
        abort(400)
    actions.step_organisation(found, step, by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("people.organisation", organisation_pid=found.pid)


@pages.post("/organisations/<pid:organisation_pid>/contacts", needs=EDIT)
def add_contact(organisation_pid: str) -> ResponseReturnValue:
    found = queries.organisation(current_user, organisation_pid)
    form = forms.ContactForm(request.form)
    form.country = found.country
    if form.validate():
        try:
            actions.add_contact(found, form.details(), by=current_user, at=now())
        except Refused as refused:
            blame(form.email, refused)
        else:
            tell(gettext("The contact is added. Confirm it with the organisation."))
            return see_other("people.organisation", organisation_pid=found.pid)
    return _record(found, form)


@pages.post("/contacts/<pid:contact_pid>/confirm", needs=EDIT)
def confirm_contact(contact_pid: str) -> ResponseReturnValue:
    found = queries.contact(current_user, contact_pid)
    actions.confirm_contact(found, by=current_user, at=now())
    tell(gettext("The contact is confirmed for a year."))
    return see_other("people.organisation", organisation_pid=found.organisation.pid)


@pages.post("/contacts/<pid:contact_pid>/retire", needs=EDIT)
def retire_contact(contact_pid: str) -> ResponseReturnValue:
    found = queries.contact(current_user, contact_pid)
    actions.retire_contact(found, by=current_user, at=now())
    tell(gettext("Nothing is sent to this contact any more."))
    return see_other("people.organisation", organisation_pid=found.organisation.pid)


def _record(found: Any, form: forms.ContactForm) -> ResponseReturnValue:
    at = now()
    return render(
        "people/organisation.html",
        invalid(form),
        organisation=found,
        contacts=[(c, is_confirmed(c.confirmed_at, at=at)) for c in found.contacts],
        people=queries.people_of(current_user, found, language=language()),
        form=form,
        can_edit=EDIT in current_user.permissions,
        offered=ORGANISATION.offered(found.status, current_user, history.earlier(found)),
        country=country_name,
        region=region_name,
        entries=(entries := history.entries_of(found)),
        names_of_actors=history.actor_names(entries),
    )


def _usual_language(found: Any) -> str:
    return {"KR": "ko", "MN": "mn"}.get(found.country, "en")


def _blame(form: forms.OrganisationForm, refused: Refused) -> None:
    blame(form[FIELD_OF[OrganisationRefusal(refused.reason)]], refused)
