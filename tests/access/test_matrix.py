"""R2: every address, for everybody, on what is theirs and what is not, read and posted to."""

from typing import NamedTuple

import pytest
from django.shortcuts import resolve_url
from django.urls import reverse

from tests.access.table import (
    ALLAUTH_PUBLIC,
    ALLAUTH_SIGNED_IN,
    NO_ROLE,
    REACH,
    TABLE,
    Line,
    corners,
    reaches,
)
from tests.access.world import OWN

SIGN_IN = "/accounts/login/"
#: A page with a form that lacks everything: shown again, done when nothing was asked, or refused in words.
POSTED = frozenset({200, 302, 409, 410})


class Case(NamedTuple):
    """One cell of the matrix."""

    line: Line
    who: str | None
    corner: str
    method: str

    @property
    def name(self) -> str:
        """What pytest calls it."""
        return f"{self.method} {self.line.name}, {self.who or 'anonymous'}, {self.corner}"


def cases() -> list[Case]:
    """Return every cell. An address that names nothing has one corner, as has whoever has no role at all."""
    return [
        Case(line, who, corner, method)
        for line in TABLE
        for who in REACH
        for corner in (corners(line) if REACH[who] or line.is_public else (OWN,))
        for method in ("GET", "POST")
    ]


def expected(case: Case) -> frozenset[int]:
    """Return the statuses that the table allows."""
    line, who = case.line, case.who
    if who is None and not line.is_public:
        return frozenset({302})
    if who not in line.get | line.post:
        # What nobody can post to may say so before it says that this person cannot open it.
        return frozenset({403} if line.allowed(case.method) else {403, 405})
    there = reaches(who, line, case.corner)
    if who not in line.allowed(case.method):
        return frozenset({405} if there else {404, 405})
    if not there:
        return frozenset({404})
    return POSTED if case.method == "POST" else frozenset({200, 302})


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_the_table_is_what_the_pages_do(case, world):
    arguments = world.things[case.line.about][case.corner] if case.line.about else {}
    url = reverse(case.line.name, kwargs=arguments)
    client = world.client(case.who)
    response = client.get(url) if case.method == "GET" else client.post(url, {})
    assert response.status_code in expected(case) | unavailable(case)
    if case.who is None and not case.line.is_public:
        assert response["Location"].startswith(SIGN_IN)


def unavailable(case: Case) -> frozenset[int]:
    """``readyz`` says 503 when a worker is missing, as it is in tests."""
    return frozenset({503}) if case.line.name == "readyz" and case.method == "GET" else frozenset()


@pytest.mark.parametrize("about", ["forum", "audit"])
@pytest.mark.parametrize("who", [who for who in REACH if who is not None])
def test_what_is_joint_opens_to_every_partner_whose_role_opens_it(about, who, world):
    for line in TABLE:
        if line.about == about:
            url = reverse(line.name, kwargs=world.things[f"joint {about}"][OWN])
            assert world.client(who).get(url).status_code in ({200, 302, 409} if who in line.get else {403})


def test_the_matrix_is_large_enough():
    assert len(cases()) >= 1500


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [None, "coordinator", "educator", NO_ROLE])
@pytest.mark.parametrize("name", [*ALLAUTH_PUBLIC, *ALLAUTH_SIGNED_IN])
def test_the_pages_for_signing_in_never_fail(name, who, method, world):
    url = reverse(name, kwargs=ALLAUTH_PUBLIC.get(name) or ALLAUTH_SIGNED_IN.get(name) or {})
    response = getattr(world.client(who), method)(url)
    assert response.status_code in {200, 302, 401, 403, 404, 405}
    if who is None and name in ALLAUTH_SIGNED_IN:
        assert response.status_code == 302
        assert response["Location"].startswith(resolve_url("account_login"))
