"""The trainee's own certificates: names to confirm, papers to download."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.certificates import actions, forms, queries
from talent.certificates.views.blueprint import pages
from talent.foundations.access import Permission
from talent.plumbing import files
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext
from talent.plumbing.pages import invalid, render, see_other, tell


@pages.get("/mine", needs=Permission.CERTIFICATES_OWN)
def my_certificates() -> ResponseReturnValue:
    return render(
        "certificates/my_certificates.html", certificates=queries.my_certificates(current_user)
    )


@pages.post("/mine/<pid:certificate_pid>/confirm", needs=Permission.CERTIFICATES_OWN)
def confirm_names(certificate_pid: str) -> ResponseReturnValue:
    found = queries.my_certificate(current_user, certificate_pid)
    actions.confirm_names(found, by=current_user, at=now())
    tell(gettext("Thank you. The certificate will be printed with these names."))
    return see_other("certificates.my_certificates")


@pages.form("/mine/<pid:certificate_pid>/names", needs=Permission.CERTIFICATES_OWN)
def object_to_names(certificate_pid: str) -> ResponseReturnValue:
    found = queries.my_certificate(current_user, certificate_pid)
    form = forms.ObjectionForm(request.form)
    if request.method == "POST" and form.validate():
        actions.object_to_names(found, form.remark.data, by=current_user, at=now())
        tell(gettext("Your coordinator will correct the names. You will see them here again."))
        return see_other("certificates.my_certificates")
    return render("certificates/object_to_names.html", invalid(form), form=form, certificate=found)


@pages.get("/mine/<pid:certificate_pid>/paper", needs=Permission.CERTIFICATES_OWN)
def my_paper(certificate_pid: str) -> ResponseReturnValue:
    found = queries.my_certificate(current_user, certificate_pid)
    if found.file is None:
        abort(404)
    return files.deliver(found.file)
