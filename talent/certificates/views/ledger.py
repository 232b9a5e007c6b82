"""The ledger of certificates, one certificate, and the decisions about it."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.certificates import actions, queries
from talent.certificates.rules.lifecycle import CertificateStatus, CertificateType
from talent.certificates.views.blueprint import pages
from talent.foundations.access import Permission
from talent.plumbing import files
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, ngettext
from talent.plumbing.pages import asked_page, render, see_other, tell


@pages.get("/", needs=Permission.CERTIFICATES_VIEW)
def certificates() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "") for name in ("q", "status", "type")}
    filters = queries.Filters(
        text=asked["q"],
        status=next((s for s in CertificateStatus if s == asked["status"]), None),
        type=next((t for t in CertificateType if t == asked["type"]), None),
    )
    may_approve = Permission.CERTIFICATES_APPROVE in current_user.permissions
    return render(
        "certificates/certificates.html",
        page=queries.certificates(current_user, filters, asked_page()),
        printing=queries.printing(current_user),
        asked=asked,
        statuses=list(CertificateStatus),
        types=list(CertificateType),
        may_prepare=Permission.CERTIFICATES_PREPARE in current_user.permissions,
        may_approve=may_approve and filters.status is CertificateStatus.PREPARED,
    )


@pages.post("/approve", needs=Permission.CERTIFICATES_APPROVE)
def approve_several() -> ResponseReturnValue:
    chosen = queries.certificates_to_approve(current_user, request.form.getlist("certificate"))
    actions.approve(chosen, by=current_user, at=now())
    tell(
        ngettext(
            "%(num)s certificate approved. It is being printed.",
            "%(num)s certificates approved. They are being printed.",
            len(chosen),
        )
    )
    return see_other("certificates.certificates")


@pages.get("/<pid:certificate_pid>", needs=Permission.CERTIFICATES_VIEW)
def certificate(certificate_pid: str) -> ResponseReturnValue:
    found = queries.certificate(current_user, certificate_pid)
    prepares = Permission.CERTIFICATES_PREPARE in current_user.permissions
    return render(
        "certificates/certificate.html",
        certificate=found,
        offered=queries.steps_offered(current_user, found),
        trail=queries.trail(current_user, found),
        is_open=found.status is CertificateStatus.PREPARED,
        is_stuck=found in queries.printing(current_user).failed,
        may_replace=prepares and found.status is CertificateStatus.ISSUED,
        prepares=prepares,
    )


@pages.post("/<pid:certificate_pid>/step", needs=Permission.CERTIFICATES_VIEW)
def step(certificate_pid: str) -> ResponseReturnValue:
    found = queries.certificate_to_change(current_user, certificate_pid)
    name = request.form.get("step", "")
    seen = request.form.get("version", found.version, type=int)
    if seen != found.version or name not in queries.steps_offered(current_user, found):
        abort(409)
    actions.move(found, name, reason=request.form.get("reason", ""), by=current_user, at=now())
    tell(gettext("Saved."))
    return see_other("certificates.certificate", certificate_pid=certificate_pid)


@pages.post("/<pid:certificate_pid>/names", needs=Permission.CERTIFICATES_PREPARE)
def take_names_again(certificate_pid: str) -> ResponseReturnValue:
    found = queries.certificate_to_change(current_user, certificate_pid)
    actions.take_names_again(found, by=current_user, at=now())
    tell(gettext("The names are now as in the person's record."))
    return see_other("certificates.certificate", certificate_pid=certificate_pid)


@pages.post("/<pid:certificate_pid>/confirm-names", needs=Permission.CERTIFICATES_PREPARE)
def confirm_names_for(certificate_pid: str) -> ResponseReturnValue:
    found = queries.certificate_to_change(current_user, certificate_pid)
    actions.confirm_names(found, by=current_user, at=now())
    tell(gettext("The names are confirmed."))
    return see_other("certificates.certificate", certificate_pid=certificate_pid)


@pages.post("/<pid:certificate_pid>/print", needs=Permission.CERTIFICATES_PREPARE)
def print_again(certificate_pid: str) -> ResponseReturnValue:
    found = queries.certificate_to_change(current_user, certificate_pid)
    actions.print_again(found, by=current_user, at=now())
    tell(gettext("The certificate is being printed."))
    return see_other("certificates.certificate", certificate_pid=certificate_pid)


@pages.get("/<pid:certificate_pid>/paper", needs=Permission.CERTIFICATES_VIEW)
def paper(certificate_pid: str) -> ResponseReturnValue:
    found = queries.certificate(current_user, certificate_pid)
    if found.file is None:
        abort(404)
    return files.deliver(found.file)
