"""A person in a real browser who knows pages by their fields and deeds, not by their words.

So one story can be walked in every language.
"""

import re
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Page, expect

# Marks and boxes lie under their own drawing, and scripts move on when one is chosen.
TICK = "e => { if (!e.checked) e.click() }"


class Walker:
    """One person, one window."""

    def __init__(self, context: Any, base: str, language: str) -> None:
        self.context, self.base, self.language = context, base, language
        self.page: Page = context.new_page()
        self.application = ""
        self.page.on("dialog", lambda dialog: dialog.accept())

    def go(self, path: str) -> "Walker":
        response = self.page.goto(path if path.startswith("http") else self.base + path)
        assert response is not None
        assert response.status < 400, f"{path}: {response.status}"
        self.look()
        return self

    def look(self) -> None:
        """Every page on the way is in the walker's language and does not overflow the window."""
        lang = self.page.evaluate("document.documentElement.lang")
        assert lang == self.language, f"{self.page.url} is in {lang}"
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"

    def fill(self, **fields: str) -> "Walker":
        for name, value in fields.items():
            self.set(name, value)
        return self

    def set(self, name: str, value: str | bool) -> None:
        """Type into a field, choose in a list, tick a box or a round button."""
        found = self.page.locator(f'main [name="{name}"]')
        kind = found.first.evaluate("e => e.tagName + ':' + (e.type || '')")
        if kind.startswith("SELECT"):
            found.first.select_option(value)
        elif kind.endswith(":radio"):
            self.page.locator(f'main [name="{name}"][value="{value}"]').first.evaluate(TICK)
        elif kind.endswith(":checkbox"):
            boxes = self.page.locator(f'main [name="{name}"][value="{value}"]')
            (boxes if boxes.count() else found).first.evaluate(TICK)
        elif kind.endswith(":file"):
            found.first.set_input_files(str(value))
        else:
            found.first.fill(str(value))

    def press(
        self, action: str = "", value: str | None = None, nth: int = 0, button: str = ""
    ) -> "Walker":
        """Send the form whose address ends with ``action``, by its button with ``value``."""
        forms = self.page.locator("main form[method=post]")
        wanted = []
        for index in range(forms.count()):
            form = forms.nth(index)
            address = form.evaluate("f => new URL(f.action, location).pathname")
            if not address.endswith(action):
                continue
            found = (
                form.locator(f'button[value="{value}"]' + (f'[name="{button}"]' if button else ""))
                if value is not None
                else form.locator("button:not([type=button])")
            )
            if value is not None and form.locator(f'input[type=hidden][value="{value}"]').count():
                found = form.locator("button:not([type=button])")
            if found.count():
                wanted.append(found.first)
        assert len(wanted) > nth, f"no form for {action!r} {value!r} on {self.page.url}"
        asks = wanted[nth].evaluate("b => !!(b.dataset.confirm || b.form.dataset.confirm)")
        with self.page.expect_navigation():
            wanted[nth].click()
            if asks:
                self.page.locator("dialog[open] .btn.pri, dialog[open] .btn.bad").first.click()
        assert self.page.locator(".errs").count() == 0, self.page.locator(".errs").inner_text()
        assert self.page.locator("main .error-page").count() == 0
        self.look()
        return self

    def choose_first(self, name: str) -> "Walker":
        """Choose the first option that means something."""
        self.page.locator(f'main select[name="{name}"]').select_option(index=1)
        return self

    def answer(self, start: str) -> "Walker":
        """Put something sensible into every field whose name begins with ``start``."""
        fields = self.page.locator(f'main [name^="{start}"]')
        for index in range(fields.count()):
            field = fields.nth(index)
            kind = field.evaluate("e => e.tagName + ':' + (e.type || '') + ':' + e.inputMode")
            if kind.startswith("SELECT"):
                field.select_option(index=1)
            elif ":date:" in kind:
                field.fill("2018-06-20")
            elif kind.endswith((":decimal", ":numeric")):
                field.fill("2")
            else:
                field.fill("Flotation of rare-earth ore")
        return self

    def tick_all(self, start: str) -> "Walker":
        boxes = self.page.locator(f'main input[type=checkbox][name^="{start}"]')
        for index in range(boxes.count()):
            boxes.nth(index).evaluate(TICK)
        return self

    def mark_all(self, mark: str) -> "Walker":
        """The same mark for every criterion of a score sheet."""
        fields = self.page.locator(f'main input[type=radio][name^="mark_"][value="{mark}"]')
        for index in range(fields.count()):
            fields.nth(index).evaluate(TICK)
        return self

    def untick(self, name: str) -> "Walker":
        self.page.locator(f'main input[name="{name}"]').evaluate("e => { e.checked = false }")
        return self

    def mark_present(self) -> "Walker":
        fields = self.page.locator('main input[type=radio][name^="mark-"][value="present"]')
        for index in range(fields.count()):
            fields.nth(index).evaluate(TICK)
        return self

    def assess(self, percent: str) -> "Walker":
        """Everybody on a result sheet passes, with this mark in theory."""
        for field in self.page.locator('main input[name^="theory-"]').all():
            field.fill(percent)
        for field in self.page.locator('main select[name^="verdict-"]').all():
            field.select_option("passed")
        for field in self.page.locator('main select[name^="level-"]').all():
            field.select_option("L3")
        return self

    def open_all(self) -> "Walker":
        """Unfold what is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        return self

    def follow(self, path: str) -> "Walker":
        """Go where a link on this page leads, told by a pattern of its address."""
        for href in self.links(path):
            return self.go(href)
        raise AssertionError(f"no link to {path} on {self.page.url}")

    def reads(self, text: str) -> None:
        """The page shows this text."""
        expect(self.page.locator("main")).to_contain_text(text)

    def offers(self, action: str) -> bool:
        """Whether this page has a form whose address ends with ``action``."""
        return self.page.locator(f'main form[action$="{action}"]').count() > 0

    def links(self, pattern: str) -> list[str]:
        """The addresses on this page that match."""
        found = [a.get_attribute("href") or "" for a in self.page.locator("main a[href]").all()]
        return [href for href in found if re.search(pattern, href)]

    @property
    def pid(self) -> str:
        """The last public identifier in the address."""
        return re.findall(r"[a-z2-9]{26}", self.page.url)[-1]

    def sign_in(self, email: str, password: str) -> "Walker":
        self.go("/sign-in").fill(email=email, password=password)
        return self.press("/sign-in")


def until(found: Callable[[], Any], seconds: float = 20) -> Any:
    """What ``found`` answers as soon as it answers something: the worker needs a moment."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if answer := found():
            return answer
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def mail_to(messages: list[EmailMessage], address: str, about: str = "") -> EmailMessage | None:
    """The latest mail to ``address`` whose text holds ``about``."""
    for message in reversed(messages):
        if message["To"] == address:
            body = message.get_body(("plain",))
            if body is not None and about in body.get_content():
                return message
    return None


def link_in(message: EmailMessage, pattern: str) -> str:
    """The first address in a mail that matches."""
    body = message.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S*{pattern}\S*", body.get_content())
    assert found is not None, body.get_content()
    return found[0]
