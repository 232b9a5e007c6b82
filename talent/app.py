"""Where the parts meet: the application factory."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Flask, request, session, url_for
from flask_login import LoginManager, current_user
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from talent.foundations.access import Permission
from talent.plumbing import (
    catalogue,
    guard,
    history,
    i18n,
    jobs,
    migrations,
    pages,
    pdf,
    security,
    words,
)
from talent.plumbing.database import PID_ALPHABET, PID_LENGTH, db
from talent.plumbing.i18n import language, lazy

# A room may look only at rooms to its left.
ROOMS = (
    "people",
    "accounts",
    "outbox",
    "selection",
    "placements",
    "cohorts",
    "transfer",
    "certificates",
    "reporting",
)
DRAWERS = ("models", "views", "commands", "words", "work")

# Section, then (label, endpoint, who sees it). The rail of staff pages.
RAIL = (
    (lazy("Work"), ((lazy("Home"), "reporting.home", None),)),
    (
        lazy("Selection"),
        (
            (lazy("Calls"), "selection.rounds", Permission.SELECTION_VIEW),
            (lazy("My reviews"), "selection.my_reviews", Permission.SELECTION_REVIEW),
        ),
    ),
    (
        lazy("Degree programmes"),
        ((lazy("Placements"), "placements.placements", Permission.PLACEMENTS_VIEW),),
    ),
    (
        lazy("Training"),
        (
            (lazy("Cohorts"), "cohorts.cohorts", Permission.COHORTS_VIEW),
            (lazy("Technology-transfer modules"), "transfer.modules", Permission.TRANSFER_VIEW),
            (lazy("Authorisations"), "transfer.authorisations", Permission.TRANSFER_VIEW),
        ),
    ),
    (
        lazy("Papers and mail"),
        (
            (lazy("Certificates"), "certificates.certificates", Permission.CERTIFICATES_VIEW),
            (lazy("University reports"), "reporting.reports", Permission.REPORTING_VIEW),
            (lazy("Mail"), "outbox.mails", Permission.OUTBOX_VIEW),
        ),
    ),
    (
        lazy("Registers"),
        (
            (lazy("People"), "people.people", Permission.PEOPLE_VIEW),
            (lazy("Organisations"), "people.organisations", Permission.PEOPLE_VIEW),
            (lazy("Accounts"), "accounts.accounts", Permission.ACCOUNTS_MANAGE),
            (lazy("Audit trail"), "reporting.audit", Permission.AUDIT_VIEW),
        ),
    ),
)

# (label, icon, endpoint): the bottom bar of the trainee's pages, five at most.
BAR = (
    (lazy("Home"), "home", "reporting.home"),
    (lazy("Applications"), "file", "selection.my_applications"),
    (lazy("Study"), "cal", "placements.my_placement"),
    (lazy("Papers"), "seal", "certificates.my_certificates"),
    (lazy("Me"), "person", "people.my_record"),
)


class PidConverter(BaseConverter):
    """A public identifier in an address."""

    regex = f"[{PID_ALPHABET}]{{{PID_LENGTH}}}"


def create_app(settings: Mapping[str, Any]) -> Flask:
    """The application. Raises when a route says nothing about who may use it."""
    app = Flask("talent", static_folder="static", static_url_path="/static")
    app.config.from_mapping(settings)
    app.url_map.converters["pid"] = PidConverter
    if app.config.get("PROXIES"):
        count = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    _load_templates(app)
    db.init_app(app)
    i18n.init_app(app)
    drawers = [_drawers(room) for room in ROOMS]
    for found in drawers:
        if "words" in found:
            words.learn(found["words"].WORDS, found["words"].TONES)
        for name in ("views", "commands"):
            if name in found:
                app.register_blueprint(found[name].pages)
        if "work" in found:
            jobs.declare(getattr(found["work"], "SCHEDULES", ()))
    _remember_people(app)
    app.cli.add_command(catalogue.commands)
    migrations.init_app(app)
    _add_commands(app)
    _dress(app)
    pages.init_app(app)
    security.init_app(app)
    guard.install(app)
    return app


def _drawers(room: str) -> dict[str, Any]:
    """The drawers a room has; a room has only those it needs."""
    names = [f"talent.{room}.{name}" for name in DRAWERS]
    found = [name for name in names if (spec := find_spec(name)) is not None and spec.origin]
    return {name.rpartition(".")[2]: import_module(name) for name in found}


def _load_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [
            PackageLoader("talent"),
            PrefixLoader({room: PackageLoader(f"talent.{room}") for room in ROOMS}),
        ]
    )


def _remember_people(app: Flask) -> None:
    from talent.accounts.queries import all_names_of
    from talent.accounts.sessions import account_of_request

    history.name_actors_with(
        lambda ids: {i: p.names.shown(language()) for i, p in all_names_of(ids).items()}
    )
    login = LoginManager(app)
    login.session_protection = None
    login.request_loader(account_of_request)


def _add_commands(app: Flask) -> None:
    from talent.plumbing import worker

    worker.init_app(app)
    if find_spec("talent.demonstration.commands") is not None:
        app.cli.add_command(import_module("talent.demonstration.commands").demonstrate)


def _dress(app: Flask) -> None:
    """What every template may use."""
    env = app.jinja_env
    env.filters["word"] = words.word
    env.filters["nobreak"] = pdf.nobreak
    env.globals.update(
        word=words.word,
        tone=words.tone,
        deed=words.deed,
        navigation=navigation,
        portal_bar=portal_bar,
        home_url=home_url,
        path_with_query=lambda: request.full_path.rstrip("?"),
        with_query=pages.with_query,
        static_url=lambda name: static_url(app, name),
    )
    app.context_processor(_viewer)


def _viewer() -> dict[str, Any]:
    if not current_user.is_authenticated:
        return {
            "viewer": None,
            "viewer_name": "",
            "viewer_role_words": "",
            "theme": session.get("theme", ""),
        }
    account = current_user
    return {
        "viewer": account,
        "viewer_name": account.person.names.shown(language()),
        "viewer_role_words": ", ".join(words.word(role) for role in account.role_members),
        "theme": account.theme,
    }


def navigation() -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The rail for whoever is signed in: sections with (label, address, is it this page)."""
    held = current_user.permissions if current_user.is_authenticated else frozenset()
    here = request.endpoint or ""
    known = _endpoints()
    return [
        (
            str(section),
            shown,
        )
        for section, items in RAIL
        if (
            shown := [
                (str(label), url_for(endpoint), endpoint == here)
                for label, endpoint, needs in items
                if endpoint in known and (needs is None or needs in held)
            ]
        )
    ]


def home_url() -> str:
    """The address of the first page."""
    return url_for("reporting.home") if "reporting.home" in _endpoints() else "/"


def portal_bar() -> list[tuple[str, str, str, bool]]:
    """The trainee's bottom bar: (label, icon, address, is it this page)."""
    known, here = _endpoints(), request.endpoint or ""
    return [
        (str(label), icon, url_for(endpoint), endpoint == here)
        for label, icon, endpoint in BAR
        if endpoint in known
    ]


def _endpoints() -> Mapping[str, Any]:
    from flask import current_app

    return current_app.view_functions


def static_url(app: Flask, name: str) -> str:
    """The address of a static file, with its hash so that browsers may keep it for a year."""
    cache: dict[str, str] = app.extensions.setdefault("static-hashes", {})
    if name not in cache or app.debug:
        from hashlib import sha256

        content = (Path(app.static_folder or "") / name).read_bytes()
        cache[name] = sha256(content).hexdigest()[:12]
    return url_for("static", filename=name, v=cache[name])
