"""A person with a browser: follows links, fills forms, and notices a badly built page.

Every page any test fetches is inspected, so a rule added to ``inspect`` audits the whole site.
"""

import re
import secrets
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask, has_app_context
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from talent.accounts.models import Account, LoginSession
from talent.accounts.sessions import hash_of
from talent.plumbing.clock import now
from talent.plumbing.database import db

LANGUAGES = ("ko", "mn", "en")
UNRENDERED = ("%(", "{{", "{%", "LazyProxy", " object at 0x")
LABELLED = "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea"
MOST_REDIRECTS = 5


def complaints(html: str) -> list[str]:
    """What is wrong with a page, in words; empty when it is well built."""
    try:
        html5lib.HTMLParser(strict=True).parse(html)
    except html5lib.html5parser.ParseError as error:
        return [f"not valid HTML: {error}"]
    page = BeautifulSoup(html, "html.parser")
    return [*_frame(page), *_content(page), *_controls(page), *_security(page)]


def _frame(page: BeautifulSoup) -> list[str]:
    found = []
    if page.html is None or page.html.get("lang") not in LANGUAGES:
        found.append("html has no lang of ours")
    if page.title is None or not page.title.get_text(strip=True):
        found.append("no title")
    if (headings := len(page.select("h1"))) != 1:
        found.append(f"{headings} h1")
    if not page.select("main"):
        found.append("no main")
    return found


def _content(page: BeautifulSoup) -> list[str]:
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    found = [f"two elements share the id {i}" for i in {i for i in ids if ids.count(i) > 1}]
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form"):
        for tag in page.select(f"[{attribute}]"):
            missing = set(str(tag[attribute]).split()) - set(ids)
            found += [f"{attribute} names {i}, which is not on the page" for i in sorted(missing)]
    found += [f"picture without alt: {i}" for i in page.select("img:not([alt])")]
    text = page.get_text(" ")
    found += [f"unrendered {mark!r}" for mark in UNRENDERED if mark in text]
    found += [
        f"a bare None in <{t.name}>"
        for t in page.find_all(string=re.compile(r"^\s*None\s*$"))
        for t in [t.parent]
        if t is not None
    ]
    levels = [int(h.name[1]) for h in page.select("h1, h2, h3, h4, h5, h6")]
    found += [f"h{low} after h{high}" for high, low in pairwise(levels) if low > high + 1]
    return found


def _controls(page: BeautifulSoup) -> list[str]:
    found = [f"no label for {box}" for box in page.select(LABELLED) if not _is_named(page, box)]
    for tag in page.select("button, a[href]"):
        picture = tag.select_one("img[alt]:not([alt='']), svg title")
        if not (tag.get_text(strip=True) or tag.get("aria-label") or picture):
            found.append(f"nothing to read in {tag}")
    for form in page.select("form"):
        posts = str(form.get("method", "get")).lower() == "post"
        if posts != (form.select_one("[name=csrf_token]") is not None):
            found.append(
                f"a form {'without its' if posts else 'with a'} token: {form.get('action')}"
            )
    return found


def _is_named(page: BeautifulSoup, box: Tag) -> bool:
    if box.get("aria-label") or box.get("aria-labelledby") or box.find_parent("label"):
        return True
    return any(
        label.get_text(strip=True)
        for label in page.select("label[for]")
        if label["for"] == box.get("id")
    )


def _security(page: BeautifulSoup) -> list[str]:
    found = [f"inline style: {t.name}" for t in page.select("[style], style")]
    found += ["inline script" for _ in page.select("script:not([src])")]
    found += [
        f"event handler {name} on {tag.name}"
        for tag in page.find_all(True)
        for name in tag.attrs
        if name.startswith("on")
    ]
    for attribute in ("src", "href", "action", "formaction", "srcset", "poster", "data"):
        for tag in page.select(f"[{attribute}]"):
            address = str(tag[attribute]).strip()
            if address.startswith(("//", "http:", "https:", "javascript:", "data:")):
                found.append(f"{attribute} leads away: {address}")
    return found


class Page:
    """One answer, after redirects: ``statuses`` holds every status on the way."""

    def __init__(
        self, visitor: "Visitor", response: TestResponse, path: str, statuses: list[int]
    ) -> None:
        self.visitor, self.response, self.path = visitor, response, path
        self.status, self.statuses = response.status_code, statuses
        self.filled: dict[str, Any] = {}
        is_page = response.mimetype == "text/html" and response.data
        self.text = response.text if is_page or response.mimetype.startswith("text/") else ""
        self.soup = BeautifulSoup(self.text if is_page else "", "html.parser")
        if is_page:
            assert complaints(self.text) == [], path

    @property
    def body(self) -> bytes:
        return self.response.data

    @property
    def heading(self) -> str:
        return self.texts("h1")[0]

    def texts(self, selector: str) -> list[str]:
        """The text of every element the CSS selector finds, spaces tidied."""
        return [" ".join(t.get_text(" ").split()) for t in self.soup.select(selector)]

    def says(self, words: str) -> bool:
        """Whether the words stand somewhere on the page."""
        return " ".join(words.split()) in " ".join(self.soup.get_text(" ").split())

    @property
    def buttons(self) -> list[str]:
        return self.texts("button")

    @property
    def links(self) -> list[str]:
        return self.texts("main a[href]")

    def fill(self, values: dict[str, Any] | None = None, /, **more: Any) -> "Page":
        """What goes into the fields by name. ``True``/``False`` for a tick, ``(name, bytes)`` for a
        file, a list for several values; a radio or select takes the value sent."""
        self.filled.update(values or {}, **more)
        return self

    def press(self, words: str, nth: int = 0) -> "Page":
        """Send the form of the button that says ``words``, as a browser would."""
        found = [b for b in self.soup.select("form button, button[form]") if _says(b, words)]
        assert len(found) > nth, f"no button {words!r} among {self.buttons} on {self.path}"
        return self._send(found[nth])

    def press_for(self, action: str, **fields: Any) -> "Page":
        """Send the form whose address ends with ``action``: for buttons many rows share."""
        forms = [f for f in self.soup.select("form") if str(f.get("action", "")).endswith(action)]
        assert forms, f"no form for {action} on {self.path}"
        self.fill(fields)
        button = forms[0].select_one("button")
        assert button is not None
        return self._send(button)

    def _send(self, button: Tag) -> "Page":
        form = self._form_of(button)
        data = self._data_of(form)
        names = {str(c["name"]) for c in self._controls_of(form)}
        unknown = set(self.filled) - names
        assert not unknown, f"no field {sorted(unknown)} among {sorted(names)} on {self.path}"
        if button.get("name"):
            data.add(str(button["name"]), str(button.get("value", "")))
        address = str(button.get("formaction") or form.get("action") or self.path)
        if str(form.get("method", "get")).lower() == "post":
            return self.visitor.send(address, data)
        return self.visitor.open(f"{urlsplit(address).path}", query=data)

    def follow(self, words: str, nth: int = 0) -> "Page":
        """Open the link that says ``words``."""
        found = [a for a in self.soup.select("a[href]") if _says(a, words)]
        assert len(found) > nth, f"no link {words!r} among {self.texts('a')} on {self.path}"
        return self.visitor.open(str(found[nth]["href"]))

    def _form_of(self, button: Tag) -> Tag:
        if button.get("form"):
            form = self.soup.find(id=str(button["form"]))
        else:
            form = button.find_parent("form")
        assert isinstance(form, Tag), f"{button} belongs to no form"
        return form

    def _controls_of(self, form: Tag) -> list[Tag]:
        wanted = "input[name], select[name], textarea[name], button[name]"
        inside = [c for c in form.select(wanted) if not c.get("form")]
        apart = [c for c in self.soup.select(wanted) if c.get("form") == form.get("id", object())]
        return [*inside, *apart]

    def _data_of(self, form: Tag) -> MultiDict[str, Any]:
        data: MultiDict[str, Any] = MultiDict()
        for control in self._controls_of(form):
            name = str(control["name"])
            if (
                control.name != "button"
                and name not in self.filled
                and control.get("disabled") is None
            ):
                for value in _values_of(control):
                    data.add(name, value)
        for name, value in self.filled.items():
            for one in value if isinstance(value, list) else [value]:
                _put(data, name, one, form)
        return data


def _says(tag: Tag, words: str) -> bool:
    return words in (" ".join(tag.get_text(" ").split()), tag.get("aria-label"))


def _values_of(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [re.sub(r"^\r?\n", "", control.get_text())]
    if control.name == "select":
        options = control.select("option")
        chosen = [o for o in options if o.has_attr("selected")]
        if control.has_attr("multiple"):
            return [str(o.get("value", o.get_text())) for o in chosen]
        return [str(o.get("value", o.get_text())) for o in (chosen or options)[:1]]
    kind = control.get("type", "text")
    if kind in {"checkbox", "radio"} and not control.has_attr("checked"):
        return []
    if kind in {"submit", "button", "file"}:
        return []
    return [str(control.get("value", "on" if kind == "checkbox" else ""))]


def _put(data: MultiDict[str, Any], name: str, value: Any, form: Tag) -> None:
    if value is False:
        return
    if value is True:
        box = form.select_one(f'input[type=checkbox][name="{name}"]')
        value = str(box.get("value", "on")) if box is not None else "y"
    if isinstance(value, tuple):
        from io import BytesIO

        filename, content = value
        value = (BytesIO(content), filename)
    data.add(name, value if isinstance(value, tuple) else str(value))


class Visitor:
    """Somebody at a browser, signed in when an account is given."""

    def __init__(self, app: Flask, account: Account | None = None, language: str = "en") -> None:
        self.app = app
        self.client = app.test_client()
        self.headers = {"Accept-Language": language}
        if account is not None:
            self._sign_in(account)

    def open(self, path: str, query: Any = None) -> Page:
        """GET a page and follow redirects."""
        response = self.client.get(path, headers=self.headers, query_string=query)
        return self._follow(response, path)

    def send(self, path: str, data: Any = None) -> Page:
        """POST fields as they are: a form's, token and all. See :meth:`post`."""
        return self._follow(self.client.post(path, headers=self.headers, data=data), path)

    def post(self, path: str, /, **fields: Any) -> Page:
        """POST by hand, with a valid token, to a page one need not have opened."""
        return self.send(path, {"csrf_token": self.token(), **fields})

    def token(self) -> str:
        """A token against forged requests that the application accepts from this browser."""
        with self.client.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(self.app.secret_key or "", "wtf-csrf-token").dumps(raw))

    def _follow(self, response: TestResponse, path: str) -> Page:
        statuses = [response.status_code]
        while response.status_code in {301, 302, 303, 307, 308}:
            assert len(statuses) <= MOST_REDIRECTS, f"redirects in a circle: {path}"
            path = response.headers["Location"]
            response = self.client.get(path, headers=self.headers)
            statuses.append(response.status_code)
        return Page(self, response, path, statuses)

    def _sign_in(self, account: Account) -> None:
        """As if the password had been given: the row and the cookie of a login session."""
        assert has_app_context(), "sign in inside the fixture that made the account"
        secret, at = secrets.token_urlsafe(32), now()
        db.session.flush()
        db.session.add(
            LoginSession(
                id_hash=hash_of(secret),
                account_id=account.id,
                started_at=at,
                last_seen_at=at,
                expires_at=at + timedelta(hours=8),
            )
        )
        db.session.commit()
        self.client.set_cookie(self.app.config["LOGIN_COOKIE"], secret, domain="localhost")
