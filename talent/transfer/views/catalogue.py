"""Modules, metals and equipment."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Permission
from talent.plumbing.clock import now
from talent.plumbing.forms import words_of
from talent.plumbing.pages import render
from talent.transfer import queries
from talent.transfer.rules.competency import Track
from talent.transfer.rules.prerequisites import parse
from talent.transfer.views.blueprint import pages
from talent.transfer.words import in_words


@pages.get("/", needs=Permission.TRANSFER_VIEW)
def modules() -> ResponseReturnValue:
    track = request.args.get("track", "")
    return render(
        "transfer/modules.html",
        lines=queries.modules(current_user, track=track),
        track=track,
        tracks=words_of(Track),
        prerequisites=lambda version: in_words(parse(version.prerequisites)),
    )


@pages.get("/modules/<pid:module_pid>", needs=Permission.TRANSFER_VIEW)
def module(module_pid: str) -> ResponseReturnValue:
    found = queries.module(current_user, module_pid)
    return render(
        "transfer/module.html",
        module=found,
        version=found.versions[-1],
        prerequisites=in_words(parse(found.versions[-1].prerequisites)),
        after=queries.modules_after(current_user, found.code),
        deliveries=queries.deliveries(current_user, module=found.code).rows,
        may_plan=Permission.TRANSFER_MANAGE in current_user.permissions,
    )


@pages.get("/materials", needs=Permission.TRANSFER_VIEW)
def materials() -> ResponseReturnValue:
    return render(
        "transfer/materials.html",
        metals=queries.metals(current_user),
        equipment=queries.equipment(current_user, now()),
    )
