"""R17, R19, R21, R25: what every answer says to the browser, the refusals and failures too."""

import pytest

from kmtp import home
from tests.access.crawling import round_of
from tests.access.reading import Page, words
from tests.access.table import ROLES

#: Directive → what it must say.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
REFERRERS = frozenset({"same-origin", "no-referrer"})
LINKS = ("/people/invitation/", "/evaluations/answer/", "/forums/invitation/")


def weaknesses(headers: dict[str, str]) -> list[str]:
    """Return what is wrong with the head of an answer."""
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers.get("Content-Security-Policy", "").split(";")
    )
    found = [name for name, value in POLICY.items() if policy.get(name) != value]
    found += ["unsafe"] if "unsafe" in str(policy) else []
    found += [] if headers.get("X-Content-Type-Options") == "nosniff" else ["nosniff"]
    found += [] if headers.get("X-Frame-Options") == "DENY" else ["frames"]
    found += [] if headers.get("Referrer-Policy") in REFERRERS else ["referrer"]
    return found + ([] if "no-store" in headers.get("Cache-Control", "") else ["store"])


@pytest.mark.parametrize("who", [None, *ROLES])
def test_every_answer_has_the_headers(who, world):
    served = round_of(world, who).served
    weak = [f"{one.url} {weaknesses(one.headers)}" for one in served if weaknesses(one.headers)]
    assert not weak, "\n".join(weak)
    assert {200, 302} <= {one.status for one in served}


@pytest.mark.parametrize("who", [None, *ROLES])
def test_no_page_has_a_script_a_style_or_a_handler_in_it(who, world):
    assert [f"{one.url} {one.offences}" for one in round_of(world, who).served if one.offences] == []


def test_a_page_with_something_inline_is_noticed(world):
    """The negative control."""

    class Answer:
        streaming = False
        content = b"<p style='x' onclick=y><script>z()</script><style></style><a href='javascript:q'>r</a>"

    assert Page(Answer()).offences == [
        "<p style>",
        "<p onclick>",
        "inline script: z()",
        "<style>",
        "<a> javascript:q",
    ]


@pytest.mark.parametrize(
    ("url", "who", "status"),
    [
        ("/nothing/here/", "lead", 404),
        ("/educators/999999/", "coordinator", 404),
        ("/people/", "educator", 403),
        ("/people/invitation/no-such-link/", None, 404),
        ("/static/no-such-file.css", None, 404),
    ],
)
def test_a_refusal_has_the_headers_and_tells_nothing(url, who, status, world):
    response = world.client(who).get(url)
    assert (response.status_code, weaknesses(dict(response.items()))) == (status, [])
    assert_tells_nothing(response)


def test_a_failure_has_the_headers_and_tells_nothing(world, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret-detail")

    monkeypatch.setattr(home.Search, "get_context_data", fail)
    response = world.client("lead").get("/search/")
    assert (response.status_code, weaknesses(dict(response.items()))) == (500, [])
    assert_tells_nothing(response)


def test_a_forged_form_is_refused_with_the_headers(world):
    response = world.client("administrator", enforce_csrf_checks=True).post("/people/invite/", {})
    assert (response.status_code, weaknesses(dict(response.items()))) == (403, [])
    assert_tells_nothing(response)


def assert_tells_nothing(response) -> None:
    """Expect no trace of how the answer came about."""
    text = words(response)
    assert [
        word for word in ("traceback", "secret-detail", "kmtp/", "django", "psycopg") if word in text
    ] == []
    assert Page(response).offences == []


def test_a_page_behind_a_personal_link_keeps_its_address_to_itself(world):
    """R17: the address is a key. It goes to no other site, and no browser keeps the page."""
    for one in round_of(world, None).served:
        if one.url.startswith(LINKS):
            assert one.headers["Referrer-Policy"] == "no-referrer"
            assert "no-store" in one.headers["Cache-Control"]
            # A <meta> in the page has the last word; "same-origin" keeps the address within this site.
            assert one.meta.get("referrer", "no-referrer") in REFERRERS, one.url
