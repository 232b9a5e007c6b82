"""Who signs."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.certificates import actions, forms, queries
from talent.certificates.views.blueprint import pages
from talent.foundations.access import Permission
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import invalid, render, see_other, tell


@pages.get("/signatories", needs=Permission.CERTIFICATES_VIEW)
def signatories() -> ResponseReturnValue:
    return render(
        "certificates/signatories.html",
        signatories=queries.signatories(current_user),
        may_change=Permission.CERTIFICATES_APPROVE in current_user.permissions,
    )


@pages.form("/signatories/new", needs=Permission.CERTIFICATES_APPROVE)
def new_signatory() -> ResponseReturnValue:
    form = forms.SignatoryForm(request.form)
    if request.method == "POST" and form.validate():
        actions.add_signatory(
            name=form.name, title=form.title, since=form.since.data, by=current_user, at=now()
        )
        tell(gettext("Saved."))
        return see_other("certificates.signatories")
    return render(
        "certificates/signatory.html", invalid(form), form=form, heading=gettext("New signatory")
    )


@pages.form("/signatories/<pid:signatory_pid>", needs=Permission.CERTIFICATES_APPROVE)
def signatory(signatory_pid: str) -> ResponseReturnValue:
    found = queries.signatory(current_user, signatory_pid)
    form = forms.SignatoryForm(request.form, **forms.values_of(found))
    if request.method == "POST" and form.validate():
        actions.change_signatory(
            found,
            name=form.name,
            title=form.title,
            since=form.since.data,
            retired_on=form.retired_on.data,
            by=current_user,
            at=now(),
        )
        tell(gettext("Saved."))
        return see_other("certificates.signatories")
    return render(
        "certificates/signatory.html",
        invalid(form),
        form=form,
        heading=gettext("Change the signatory"),
    )
