"""The look and the script of the pages, in a real browser, on the page of all components."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from flask import Response, request
from werkzeug.serving import make_server

from talent.plumbing.security import POLICY
from tests.house.test_components import LANGUAGES, kit_app, kit_page

pytestmark = pytest.mark.browser

TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.right > innerWidth + 1 && !e.closest('.rail, .scroll, thead, .vh');
}).map(e => e.outerHTML.slice(0, 80))"""
PRESSED = ".btn, .lang button, .bar a, .rail a, .pick label"
SMALL_TARGETS = """pressed => [...document.querySelectorAll(pressed)].filter(
  e => e.offsetParent && e.getBoundingClientRect().height < 43.5
).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def drafts() -> list[dict[str, str]]:
    return []


@pytest.fixture(scope="module")
def address(drafts: list[dict[str, str]]) -> Iterator[str]:
    """The kit page, served with the policy of the house."""
    app = kit_app()

    def kit() -> str:
        asked = request.args
        page = kit_page(
            asked["language"], asked.get("layout", "page.html"), theme=asked.get("theme", "")
        )
        return page.replace('data-autosave="#"', 'data-autosave="/draft"')

    def draft() -> tuple[str, int]:
        drafts.append(request.form.to_dict())
        return "", 204

    def with_policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    app.add_url_rule("/kit", "kit", kit)
    app.add_url_rule("/kit", "sent", lambda: "sent", methods=["POST"])
    app.add_url_rule("/draft", "draft", draft, methods=["POST"])
    app.after_request(with_policy)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}/kit"
    server.shutdown()


def _phone(browser: Any) -> Any:
    page = browser.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", ["page.html", "portal.html", "public.html"])
def test_nothing_sticks_out_of_a_phone(
    browser: Any, address: str, language: str, layout: str
) -> None:
    page = _phone(browser)
    page.goto(f"{address}?language={language}&layout={layout}")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(TOO_WIDE) == []


def test_what_a_finger_presses_is_large_enough(browser: Any, address: str) -> None:
    page = _phone(browser)
    page.goto(f"{address}?language=mn&layout=portal.html")
    assert page.evaluate(SMALL_TARGETS, PRESSED) == []


def test_the_page_asks_no_other_site_and_breaks_no_policy(browser: Any, address: str) -> None:
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: said.append(m.text))
    page.goto(f"{address}?language=ko")
    page.wait_for_load_state("networkidle")
    home = address.removesuffix("/kit")
    assert [url for url in asked if not url.startswith(home)] == []
    assert [text for text in said if "Content Security Policy" in text] == []


def test_a_page_that_came_back_wrong_starts_at_the_list_of_errors(
    browser: Any, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}?language=en")
    assert page.evaluate("document.activeElement.className") == "errs"


def test_a_draft_keeps_itself_without_the_password(
    browser: Any, address: str, drafts: list[dict[str, str]]
) -> None:
    page = browser.new_page()
    page.goto(f"{address}?language=en")
    page.fill("#secret", "not for drafts")
    page.fill("#family", "GANBOLD")
    page.wait_for_selector("text=Saved at")
    assert drafts[-1]["family"] == "GANBOLD"
    assert drafts[-1]["autosave"] == "1"
    assert "secret" not in drafts[-1]


def test_a_grave_form_asks_first_and_no_means_no(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}?language=en")
    page.click("form[data-autosave] .buttons button")
    page.click("dialog button[value=no]")
    assert page.evaluate("document.activeElement.innerText") == "Save"
    page.click("form[data-autosave] .buttons button")
    page.click("dialog button[value=yes]")
    page.wait_for_selector("text=sent")


def test_attendance_takes_one_letter_for_each_person(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}?language=en")
    page.locator("[data-pick] input").first.focus()
    page.keyboard.press("a")
    page.keyboard.press("l")
    picked = "[...document.querySelectorAll('[data-pick] input:checked')].map(i => i.dataset.key)"
    assert page.evaluate(picked) == ["a", "l"]
    page.click("[data-all]")
    assert page.evaluate(picked) == ["p", "p"]


def test_the_other_language_finds_what_was_typed(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}?language=en")
    page.fill("#family", "GANBOLD")
    stay = "document.querySelector('form.lang').onsubmit = () => false"
    page.evaluate(stay)
    page.click(".lang [value=mn]")
    page.goto(f"{address}?language=mn")
    assert page.input_value("#family") == "GANBOLD"


def test_a_message_can_be_put_away_and_a_password_shown(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}?language=en")
    page.click("[data-dismiss]")
    assert page.locator(".toast").count() == 0
    page.click(".secret .btn")
    assert page.get_attribute("#secret", "type") == "text"
