"""The register of people."""

from datetime import date
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.periods import ULAANBAATAR
from talent.foundations.refusals import Refused
from talent.people import actions, forms, queries
from talent.people.rules.details import PersonRefusal
from talent.people.rules.lifecycle import PERSON, PersonStatus
from talent.people.views.blueprint import check_unchanged, pages
from talent.people.words import country_name, region_name
from talent.plumbing import history
from talent.plumbing.clock import now
from talent.plumbing.forms import blame
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import asked_page, invalid, render, see_other, tell

FIELD_OF = {
    PersonRefusal.REGISTER_NUMBER_TAKEN: "register_number",
    PersonRefusal.PASSPORT_NUMBER_TAKEN: "passport_number",
    PersonRefusal.REASON_MISSING: "reason",
}
NUMBERS = ("register_number", "passport_number")
NOTHING = dict.fromkeys(NUMBERS, "")


@pages.get("/people", needs=Permission.PEOPLE_VIEW)
def people() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("q", "status")}
    page = queries.people(
        current_user,
        text=asked["q"],
        status=asked["status"],
        language=language(),
        page=asked_page(),
    )
    return render(
        "people/people.html",
        page=page,
        asked=asked,
        statuses=tuple(PersonStatus),
        can_edit=Permission.PEOPLE_EDIT in current_user.permissions,
    )


@pages.form("/people/new", needs=Permission.PEOPLE_EDIT)
def new_person() -> ResponseReturnValue:
    form = _form({"parent_name_kind": "father", "sex": "not-stated", "preferred_language": "mn"})
    if request.method == "POST" and form.validate():
        try:
            made = actions.register_person(_details(form), by=current_user, at=now())
        except Refused as refused:
            blame(form[FIELD_OF[PersonRefusal(refused.reason)]], refused)
        else:
            tell(gettext("The person is registered. Code: %(code)s", code=made.code))
            return see_other("people.person", person_pid=made.pid)
    return render("people/person_form.html", invalid(form), form=form, person=None, kept=NOTHING)


@pages.get("/people/<pid:person_pid>", needs=Permission.PEOPLE_VIEW)
def person(person_pid: str) -> ResponseReturnValue:
    return _record(queries.person(current_user, person_pid), forms.RevealForm())


@pages.form("/people/<pid:person_pid>/edit", needs=Permission.PEOPLE_EDIT)
def edit_person(person_pid: str) -> ResponseReturnValue:
    found = queries.person(current_user, person_pid)
    form = _form(forms.person_data(found))
    if request.method == "POST" and form.validate():
        check_unchanged(found)
        try:
            actions.change_person(found, _details(form), by=current_user, at=now())
        except Refused as refused:
            blame(form[FIELD_OF[PersonRefusal(refused.reason)]], refused)
        else:
            tell(gettext("Saved."))
            return see_other("people.person", person_pid=found.pid)
    kept = queries.masked_numbers(current_user, found)
    return render("people/person_form.html", invalid(form), form=form, person=found, kept=kept)


@pages.post("/people/<pid:person_pid>/step", needs=Permission.PEOPLE_EDIT)
def step_person(person_pid: str) -> ResponseReturnValue:
    found = queries.person(current_user, person_pid)
    check_unchanged(found)
    step = request.form.get("step", "")
    if step not in PERSON.transitions:
        abort(400)
    actions.step_person(found, step, by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("people.person", person_pid=found.pid)


@pages.post("/people/<pid:person_pid>/numbers", needs=Permission.PEOPLE_UNMASK)
def reveal(person_pid: str) -> ResponseReturnValue:
    """The one page that shows a number in full: the answer to a POST, seen once."""
    found = queries.person(current_user, person_pid)
    field = request.form.get("field", "")
    if field not in NUMBERS:
        abort(400)
    form = forms.RevealForm(request.form)
    if not form.validate():
        return _record(found, form, opened=field)
    number = actions.reveal_number(found, field, reason=form.reason.data, by=current_user, at=now())
    return _record(found, forms.RevealForm(), revealed={field: number})


def _record(
    found: Any,
    form: forms.RevealForm,
    *,
    revealed: dict[str, str] | None = None,
    opened: str = "",
) -> ResponseReturnValue:
    held = current_user.permissions
    return render(
        "people/person.html",
        invalid(form),
        person=found,
        numbers=queries.masked_numbers(current_user, found),
        revealed=revealed or {},
        opened=opened,
        reveal_form=form,
        consents=[c for c in found.consents if c.withdrawn_at is None],
        can_edit=Permission.PEOPLE_EDIT in held,
        can_unmask=Permission.PEOPLE_UNMASK in held,
        offered=PERSON.offered(found.status, current_user, {}),
        country=country_name,
        region=region_name,
        **_trail(found),
    )


def _trail(found: Any) -> dict[str, Any]:
    entries = history.entries_of(found)
    return {"entries": entries, "names_of_actors": history.actor_names(entries)}


def _form(data: dict[str, Any]) -> forms.PersonForm:
    form = forms.PersonForm(request.form, data={"nationality": "MN", **data})
    form.today = _today()
    form.organisation.choices = [
        ("", "\u2014"),
        *queries.organisation_choices(current_user, language=language()),
    ]
    return form


def _today() -> date:
    return now().astimezone(ULAANBAATAR).date()


def _details(form: forms.PersonForm) -> Any:
    pid = form.organisation.data
    return form.details(queries.organisation_id(current_user, pid) if pid else None)
