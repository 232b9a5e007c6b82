"""Who could get a certificate, and preparing several at once."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.certificates import actions, forms, queries
from talent.certificates.rules.lifecycle import CertificateStatus
from talent.certificates.views.blueprint import pages
from talent.foundations.access import Permission
from talent.foundations.periods import ULAANBAATAR
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.i18n import gettext, language, ngettext
from talent.plumbing.pages import invalid, render, see_other, tell
from talent.plumbing.words import word


@pages.form("/candidates", needs=Permission.CERTIFICATES_PREPARE)
def candidates() -> ResponseReturnValue:
    in_office = _in_office()
    form = forms.prepare_form(in_office, language())(request.form)
    chosen = request.form.getlist("source")
    if request.method == "POST" and form.validate():
        sources = queries.chosen_sources(current_user, chosen)
        if not sources:
            form.form_errors.append(gettext("Choose at least one person."))
        else:
            try:
                made = actions.prepare(
                    sources,
                    signatory=_chosen(in_office, form.signatory.data),
                    languages=form.languages.data,
                    by=current_user,
                    at=now(),
                )
            except Refused as refused:
                form.form_errors.append(word(refused.reason, **refused.facts))
            else:
                tell(
                    ngettext(
                        "%(num)s certificate prepared.",
                        "%(num)s certificates prepared.",
                        len(made),
                    )
                )
                return see_other(
                    "certificates.certificates", status=CertificateStatus.PREPARED.value
                )
    return render(
        "certificates/candidates.html",
        invalid(form),
        form=form,
        candidates=queries.candidates(current_user),
        chosen=chosen,
        in_office=in_office,
    )


@pages.form("/<pid:certificate_pid>/replacement", needs=Permission.CERTIFICATES_PREPARE)
def replacement(certificate_pid: str) -> ResponseReturnValue:
    in_office = _in_office()
    old = queries.certificate_to_replace(current_user, certificate_pid)
    form = forms.prepare_form(in_office, language())(request.form, languages=old.languages)
    if request.method == "POST" and form.validate():
        try:
            made = actions.replace(
                old,
                signatory=_chosen(in_office, form.signatory.data),
                languages=form.languages.data,
                by=current_user,
                at=now(),
            )
        except Refused as refused:
            form.form_errors.append(word(refused.reason, **refused.facts))
        else:
            tell(gettext("The replacement is prepared. Another person has to approve it."))
            return see_other("certificates.certificate", certificate_pid=made.pid)
    return render(
        "certificates/replacement.html",
        invalid(form),
        form=form,
        old=old,
        in_office=in_office,
    )


def _in_office() -> list[Any]:
    today = now().astimezone(ULAANBAATAR).date()
    return queries.signatories_in_office(current_user, today)


def _chosen(in_office: list[Any], pid: str) -> Any:
    return next(s for s in in_office if s.pid == pid)
