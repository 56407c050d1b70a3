"""The frame of every page: themes, messages, refusals, small parts, vendored files."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from kmtp.audit import Refused
from kmtp.ui.middleware import Refusals, page_before
from kmtp.ui.templatetags.ui import dates, in_words, or_missing

STATIC = Path(settings.BASE_DIR) / "static"
PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "500.html"]


def rendered(source: str, **context: object) -> str:
    """Render a line of template with our tags."""
    return Template("{% load ui %}" + source).render(Context(context)).strip()


def luminance(colour: str) -> float:
    """Return WCAG's relative luminance of "#rrggbb"."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_white_can_be_read_on_each_of_the_eight_colours() -> None:
    css = (STATIC / "css" / "kmtp.css").read_text()
    themes = dict(re.findall(r'data-theme="(\d)"\] \{ --govuk-brand-colour: (#[0-9a-f]{6})', css))
    assert list(themes) == list("12345678")
    assert [name for name, colour in themes.items() if 1.05 / (luminance(colour) + 0.05) < 4.5] == []


@pytest.mark.parametrize("page", PAGES)
def test_an_error_page_needs_nothing_from_the_request(page: str) -> None:
    html = render_to_string(page)
    assert html.count("<h1") == 1
    assert re.search(r"<title>\s*\S.* – KMTP</title>", html)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_obeys_the_content_security_policy(page: str) -> None:
    html = render_to_string(page)
    assert re.findall(r'<script(?![^>]*\bsrc=)| style=| on[a-z]+="|<style', html) == []


def test_the_frame_shows_where_one_is_and_who_one_is() -> None:
    here = {"label": "Placements", "url": "/placements/", "active": True}
    context = {"primary_navigation": [here], "account_name": "Amara <Okafor>", "theme": 3}
    html = render_to_string("base.html", context)
    assert 'data-theme="3"' in html
    assert 'href="/placements/" aria-current="true"' in html
    assert "Amara &lt;Okafor&gt;" in html


def test_the_demo_says_so() -> None:
    assert "Invented people and figures" in render_to_string("base.html", {"is_demo": True})
    assert "Invented people and figures" not in render_to_string("base.html")


def test_no_stylesheet_names_a_file_that_is_not_there() -> None:
    sheets = STATIC.rglob("*.css")
    named = [(sheet, url) for sheet in sheets for url in re.findall(r"url\(([^)]+)\)", sheet.read_text())]
    assert [(sheet, url) for sheet, url in named if not (sheet.parent / url.strip("\"'")).is_file()] == []


def test_no_crown_no_transport_font_and_no_source_map_are_served() -> None:
    files = [path for path in STATIC.rglob("*") if path.suffix in (".css", ".js")]
    assert [path for path in files if "GDS Transport" in path.read_text()] == []
    assert [path for path in files if "sourceMappingURL" in path.read_text()] == []
    assert [path for path in STATIC.rglob("*") if "crest" in path.name or "crown" in path.name] == []


def make_refusals() -> Refusals:
    """Return the middleware with nothing behind it."""
    return Refusals(lambda request: HttpResponse())


def test_a_refusal_becomes_a_page_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, dict[str, str], int]] = []

    def show(request: object, template: str, context: dict[str, str], status: int) -> HttpResponse:
        seen.append((template, context, status))
        return HttpResponse(status=status)

    monkeypatch.setattr("kmtp.ui.middleware.render", show)
    request = RequestFactory().post(
        "/placements/1/pair", headers={"referer": "http://testserver/placements/1/"}
    )
    make_refusals().process_exception(request, Refused("She has a student already."))
    way_on = ("Open the request", "/requests/1/")
    make_refusals().process_exception(request, Refused("She has a student already.", way_on=way_on))
    back = {"back_url": "/placements/1/", "back_words": "Go back"}
    on = {"back_url": "/requests/1/", "back_words": "Open the request"}
    sentence = {"sentence": "She has a student already."}
    assert seen == [("409.html", sentence | back, 409), ("409.html", sentence | on, 409)]


def test_the_refusals_page_says_the_sentence_and_leads_back() -> None:
    html = render_to_string("409.html", {"sentence": "She has <one>.", "back_url": "/placements/1/"})
    assert "She has &lt;one&gt;." in html
    assert 'href="/placements/1/"' in html


def test_another_exception_goes_its_way() -> None:
    assert make_refusals().process_exception(RequestFactory().post("/"), ValueError("x")) is None


@pytest.mark.parametrize(
    ("referer", "expected"),
    [
        ("http://testserver/educators/?page=2", "/educators/?page=2"),
        ("http://elsewhere.example/educators/", "/"),
        ("http://testserver//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_on_this_site(referer: str, expected: str) -> None:
    assert page_before(RequestFactory().post("/x", headers={"referer": referer})) == expected


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2020, 2, 3), date(2020, 2, 3), "3 Feb 2020"),
        (date(2020, 2, 3), date(2020, 2, 9), "3 to 9 Feb 2020"),
        (date(2020, 2, 3), date(2020, 3, 4), "3 Feb to 4 Mar 2020"),
        (date(2019, 12, 3), date(2020, 3, 4), "3 Dec 2019 to 4 Mar 2020"),
        (date(2020, 2, 3), None, "from 3 Feb 2020"),
        (None, date(2020, 3, 4), "until 4 Mar 2020"),
        (None, None, ""),
    ],
)
def test_a_range_of_dates_says_nothing_twice(start: date | None, end: date | None, words: str) -> None:
    assert dates(start, end) == words


def test_a_moment_is_told_in_local_time() -> None:
    assert in_words(datetime(2020, 7, 3, 13, 5, tzinfo=UTC)) == "3 Jul 2020 at 14:05"
    assert in_words(None) == ""


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), ("x", "x"), (False, "False")])
def test_zero_is_a_value(value: object, shown: str) -> None:
    assert str(or_missing(value)) == shown


@pytest.mark.parametrize("value", [None, "", []])
def test_what_is_not_there_is_said_to_be_missing(value: object) -> None:
    assert "Not recorded" in str(or_missing(value))


def test_small_parts_escape_what_people_wrote() -> None:
    assert rendered('{% tag name "green" %}', name="<b>") == (
        '<strong class="govuk-tag govuk-tag--green">&lt;b&gt;</strong>'
    )
    assert "&lt;b&gt;" in rendered('{% summary_row "Name" name "/x" %}', name="<b>")
    assert "&lt;b&gt;" in rendered("{% card name %}{{ name }}{% endcard %}", name="<b>")


def test_a_summary_row_says_what_one_would_change() -> None:
    html = rendered('{% summary_row "Start date" day "/x" %}', day=date(2020, 2, 3))
    assert "3 Feb 2020" in html
    assert 'Change<span class="govuk-visually-hidden"> start date</span>' in html
