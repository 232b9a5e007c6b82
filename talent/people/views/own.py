"""One's own record: what is kept, what one agreed to, where one can be reached."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.people import actions, forms, queries
from talent.people.rules.lifecycle import ConsentPurpose
from talent.people.views.blueprint import pages
from talent.people.words import CONSENT_TEXTS, region_name
from talent.plumbing.clock import now
from talent.plumbing.forms import blame
from talent.plumbing.i18n import gettext, language
from talent.plumbing.pages import invalid, render, see_other, tell

OWN = Permission.PEOPLE_OWN


@pages.get("/me/record", needs=OWN)
def my_record() -> ResponseReturnValue:
    found = queries.my_person(current_user, current_user.person_id)
    return _record(found)


@pages.form("/me/contact", needs=OWN)
def my_contact() -> ResponseReturnValue:
    found = queries.my_person(current_user, current_user.person_id)
    form = forms.OwnContactForm(request.form, data=forms.own_contact_data(found))
    form.nationality = found.nationality
    if request.method == "POST" and form.validate():
        actions.change_own_contact(found, **form.values(), by=current_user, at=now())
        tell(gettext("Saved."))
        return see_other("people.my_record")
    return render("people/my_contact.html", invalid(form), form=form)


@pages.post("/me/consents", needs=OWN)
def give_consents() -> ResponseReturnValue:
    found = queries.my_person(current_user, current_user.person_id)
    form = forms.ConsentForm(request.form)
    if form.validate():
        try:
            actions.give_consents(
                found, form.chosen(), language=language(), by=current_user, at=now()
            )
        except Refused as refused:
            blame(form.purposes, refused)
        else:
            tell(gettext("Your consents are kept. You can withdraw each of them here."))
            return see_other("people.my_record")
    return _record(found, form)


@pages.post("/me/consents/withdraw", needs=OWN)
def withdraw_consent() -> ResponseReturnValue:
    found = queries.my_person(current_user, current_user.person_id)
    purpose = request.form.get("purpose", "")
    if purpose not in set(ConsentPurpose):
        abort(400)
    actions.withdraw_consent(found, ConsentPurpose(purpose), by=current_user, at=now())
    tell(gettext("Your consent is withdrawn."))
    return see_other("people.my_record")


@pages.post("/me/names/confirm", needs=OWN)
def confirm_names() -> ResponseReturnValue:
    found = queries.my_person(current_user, current_user.person_id)
    actions.confirm_names(found, by=current_user, at=now())
    tell(gettext("Thank you. Certificates will show your name like this."))
    return see_other("people.my_record")


def _record(found: Any, form: forms.ConsentForm | None = None) -> ResponseReturnValue:
    given = {c.purpose: c for c in found.consents if c.withdrawn_at is None}
    form = form or forms.ConsentForm()
    return render(
        "people/my_record.html",
        invalid(form),
        person=found,
        numbers=queries.masked_numbers(current_user, found),
        given=given,
        missing=[p for p in ConsentPurpose if p not in given],
        texts={p: str(text) for p, text in CONSENT_TEXTS.items()},
        form=form,
        region=region_name,
    )
