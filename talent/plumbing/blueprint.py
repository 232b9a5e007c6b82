"""Blueprints whose every route says who may use it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn, TypeVar

from flask import Blueprint, current_app, request

from talent.foundations.access import Needs
from talent.plumbing.database import db, reading

View = TypeVar("View", bound=Callable[..., Any])


class GuardedBlueprint(Blueprint):
    """A room's pages. ``needs`` is required; GET reads, POST writes, one commit per request."""

    def get(self, rule: str, *, needs: Needs) -> Callable[[View], View]:  # type: ignore[override]
        return self._add(rule, ("GET",), needs, None)

    def post(  # type: ignore[override]
        self, rule: str, *, needs: Needs, upload_limit: int | None = None
    ) -> Callable[[View], View]:
        return self._add(rule, ("POST",), needs, upload_limit)

    def form(
        self, rule: str, *, needs: Needs, upload_limit: int | None = None
    ) -> Callable[[View], View]:
        """GET shows the form, POST submits it. ``upload_limit`` is in bytes per request."""
        return self._add(rule, ("GET", "POST"), needs, upload_limit)

    def route(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("use get(), post() or form(): they ask who may come in")

    def _add(
        self, rule: str, methods: tuple[str, ...], needs: Needs, upload_limit: int | None
    ) -> Callable[[View], View]:
        def register(view: View) -> View:
            guarded = _in_one_transaction(view)
            guarded.needs = needs  # type: ignore[attr-defined]
            guarded.upload_limit = upload_limit  # type: ignore[attr-defined]
            self.add_url_rule(
                rule, view.__name__, guarded, methods=methods, provide_automatic_options=False
            )
            return view

        return register


def _in_one_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    """Commit once, after a successful POST; roll back everything else."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            with reading():
                try:
                    return current_app.make_response(view(*args, **kwargs))
                finally:
                    db.session.rollback()
        try:
            response = current_app.make_response(view(*args, **kwargs))
        except BaseException:
            db.session.rollback()
            raise
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
        return response

    return guarded
