"""Every macro is drawn once, in each language, and the page is held against the rules."""

import json
import re
from collections import Counter
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from flask import Flask, url_for
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
from werkzeug.datastructures import MultiDict

from talent.plumbing import forms as kit_fields
from talent.plumbing import i18n, pages

KIT = Path(__file__).parent / "kit"
SAMPLES = json.loads((KIT / "words.json").read_text(encoding="utf-8"))
LANGUAGES = ("ko", "mn", "en")
LAYOUTS = ("page.html", "portal.html", "public.html")
COMPONENTS = Path(i18n.__file__).parents[1] / "templates" / "components"


class State(StrEnum):
    DONE = "done"
    SOON = "soon"
    LATE = "failed"
    REVIEW = "review"
    IDLE = "idle"


class SampleForm(kit_fields.Form):
    family = kit_fields.text("family")
    born = kit_fields.date_field("born")
    reason = kit_fields.long_text("plan", required=False, rows=3)
    paper = kit_fields.upload("papers")
    secret = kit_fields.password("me")
    kind = kit_fields.choice_field("status", [("a", "done"), ("b", "review")])
    side = kit_fields.radio_field("progress", [("a", "done"), ("b", "review")])
    several = kit_fields.several_field("todo", [("a", "done"), ("b", "review")])
    consent = kit_fields.tick("consent", required=True)
    title_ko = kit_fields.text("round")
    title_mn = kit_fields.text("round")
    title_en = kit_fields.text("round")


def kit_app() -> Flask:
    """An application with the layouts and nothing else: no room, no database."""
    app = Flask("talent", static_folder="static", static_url_path="/static")
    app.config.update(SECRET_KEY="kit", SERVER_NAME=None)
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader([PackageLoader("talent"), FileSystemLoader(KIT)])
    i18n.init_app(app)
    app.before_request_funcs.clear()
    names = {"accept": "save", "return": "next", "reject": "withdraw"}

    def said(member: object, **_facts: object) -> str:
        sample = SAMPLES[i18n.language()]
        return sample[names[member[1]]] if isinstance(member, tuple) else sample[str(member)]

    env.filters["word"] = said
    env.globals.update(
        word=said,
        tone=dict(zip(State, ("ok", "warn", "bad", "info", "idle"), strict=True)).__getitem__,
        csrf_token=lambda: "token",
        navigation=lambda: _navigation(SAMPLES[i18n.language()]),
        portal_bar=lambda: _bar(SAMPLES[i18n.language()]),
        path_with_query=lambda: "/kit?a=1",
        static_url=lambda name: url_for("static", filename=name),
        home_url=lambda: "/",
        with_query=pages.with_query,
    )
    for endpoint in ("choose_language", "sign_out", "my_account", "sign_in"):
        app.add_url_rule(
            f"/{endpoint}", f"accounts.{endpoint}", lambda: "", methods=["GET", "POST"]
        )
    return app


def _navigation(w: dict[str, str]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    return [
        (w["work"], [(w["home"], "/", True), (w["todo"], "/a", False), (w["papers"], "/b", False)])
    ]


def _bar(w: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    icons = ("home", "cal", "file", "mail", "person")
    return [(w["home"] if n else w["me"], icon, "/", n == 0) for n, icon in enumerate(icons)]


def kit_page(language: str, layout: str, *, signed_in: bool = True, theme: str = "") -> str:
    """The kit page as it is sent."""
    app, w = kit_app(), SAMPLES[language]
    with app.test_request_context("/kit?sort=-seats&page=2"), i18n.in_language(language):
        form = SampleForm(MultiDict({"born": "1998-13-02", "family": "BATBOLD"}))
        for field in form:
            field.label.text = w.get(field.label.text, field.label.text)
        form.validate()
        page = pages.Page(rows=[1] * 12, number=2, total=64, size=12)
        viewer = SimpleNamespace() if signed_in else None
        return app.jinja_env.get_template("kit.html").render(
            **_context(w, viewer, theme), w=w, form=form, page=page, State=State, layout=layout
        )


def _context(w: dict[str, str], viewer: object, theme: str) -> dict[str, object]:
    app_context = {"viewer": viewer, "viewer_name": w["who"], "viewer_role_words": w["role"]}
    return {**app_context, "theme": theme, "get_flashed_messages": lambda: [w["sure"]]}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_of_every_component_is_html_without_errors(language: str, layout: str) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(kit_page(language, layout))
    assert [error[1] for error in parser.errors] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ids_are_unique_and_every_reference_leads_to_one(language: str, layout: str) -> None:
    elements = _elements(kit_page(language, layout))
    ids = Counter(e.attrib["id"] for e in elements if "id" in e.attrib)
    assert [name for name, count in ids.items() if count > 1] == []
    told = [
        name
        for e in elements
        for key in ("for", "aria-describedby", "aria-labelledby", "form")
        for name in e.attrib.get(key, "").split()
    ]
    assert [name for name in told if name not in ids] == []


def test_every_control_has_a_name(language: str) -> None:
    elements = _elements(kit_page(language, "page.html"))
    labelled = {e.attrib["for"] for e in elements if e.tag == "label" and "for" in e.attrib}
    inside = {id(c) for e in elements if e.tag == "label" for c in e.iter() if c.tag == "input"}
    nameless = [
        e.attrib
        for e in elements
        if e.tag in {"input", "select", "textarea"}
        and e.attrib.get("type") not in {"hidden", "submit"}
        and e.attrib.get("id") not in labelled
        and id(e) not in inside
        and "aria-label" not in e.attrib
    ]
    assert nameless == []


def test_only_what_is_wrong_is_called_wrong() -> None:
    elements = _elements(kit_page("en", "page.html"))
    marks = {
        e.attrib["name"]: e.attrib["aria-invalid"] for e in elements if "aria-invalid" in e.attrib
    }
    assert marks["born"] == "true"
    assert "family" not in marks
    assert "reason" not in marks


def test_a_cell_of_a_table_repeats_the_head_of_its_column(language: str) -> None:
    elements = _elements(kit_page(language, "page.html"))
    for table in (e for e in elements if e.tag == "table"):
        heads = {"".join(e.itertext()) for e in table.iter() if e.tag == "th"}
        assert {e.attrib["data-l"] for e in table.iter() if "data-l" in e.attrib} <= heads


def test_every_form_that_changes_something_carries_the_token(language: str) -> None:
    posts = [
        e for e in _elements(kit_page(language, "page.html")) if e.attrib.get("method") == "post"
    ]
    assert len(posts) > 5
    assert all(
        any(i.attrib.get("name") == "csrf_token" for i in form.iter("input")) for form in posts
    )


def test_no_component_styles_or_scripts_in_place(language: str) -> None:
    elements = _elements(kit_page(language, "page.html"))
    assert [e.tag for e in elements if "style" in e.attrib or e.tag == "style"] == []
    assert [e for e in elements if e.tag == "script" and (e.text or "").strip()] == []
    assert [k for e in elements for k in e.attrib if str(k).startswith("on")] == []


def test_the_first_heading_is_the_only_one_of_its_rank(language: str) -> None:
    assert [e.tag for e in _elements(kit_page(language, "page.html"))].count("h1") == 1


def test_every_family_of_components_is_on_the_kit_page_and_in_its_manual() -> None:
    kit, manual = (KIT / "kit.html").read_text(), (COMPONENTS / "README.md").read_text()
    layout = {"csrf", "icon", "langswitch", "toast", "drawing"}
    families = {path.stem for path in COMPONENTS.glob("*.html")}
    assert {f for f in families - layout if f"components/{f}.html" not in kit} == set()
    assert {f for f in families if f"{f}.html" not in manual} == set()


def test_the_two_dark_palettes_are_equal() -> None:
    sheet = (COMPONENTS.parents[1] / "static" / "style.css").read_text()
    first, second = sheet.split("/* dark */")[1:3]
    assert first.split("}")[0].split() == second.split("}")[0].split()


def _elements(page: str) -> list:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [e for e in tree.iter() if isinstance(e.tag, str)]


def test_blanks_of_sentences_are_written_as_templates_write_them() -> None:
    rooms = COMPONENTS.parents[1]
    spoken = re.compile(r"{%-?\s*trans\b.*?%}(.*?){%-?\s*endtrans", re.DOTALL)
    wrong = [
        f"{path.relative_to(rooms)}: {text}"
        for path in [*rooms.rglob("templates/**/*.html"), *rooms.rglob("templates/**/*.txt")]
        for text in spoken.findall(path.read_text(encoding="utf-8"))
        if re.search(r"%\(\w+\)", text)
    ]
    assert wrong == []
