"""A trainee's own modules and authorisations."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.plumbing.pages import render
from talent.transfer import queries
from talent.transfer.views.blueprint import pages


@pages.get("/mine", needs=Permission.TRANSFER_OWN)
def my_modules() -> ResponseReturnValue:
    return render(
        "transfer/my_modules.html",
        results=queries.own_results(current_user),
        authorisations=queries.own_authorisations(current_user),
    )
