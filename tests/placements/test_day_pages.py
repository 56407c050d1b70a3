"""The pages of days: by a link on a phone, and signed in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from placements.actions import day_links
from placements.models import Day
from tests import make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def placed(kent, cccu):
    """A placement that has run for a while, with both links."""
    today = localdate()
    span = {"starts_on": today - timedelta(days=60), "ends_on": today + timedelta(days=100)}
    mine = make.educator(kent, email="stella@kent.example")
    made = make.placement(kent, educator=mine, student=make.student(make.programme(cccu)), **span)
    day_links.send(made, today=today)
    return made


def token(placement, role):
    return placement.links.get(role=role).link.token


def address(placement, name, *more):
    role = "student" if name.startswith("log") else "supervisor"
    return reverse(f"placements:{name}", args=[token(placement, role), *more])


def weekday(back):
    day = localdate() - timedelta(days=back)
    return day - timedelta(days=max(0, day.weekday() - 4))


def a_day(placement, on, **facts):
    return Day.objects.create(placement=placement, on=on, **{"logged_at": timezone.now(), **facts})


def test_a_student_logs_a_day_with_one_tap(placed):
    on, client, url = weekday(7), Client(), address(placed, "log")
    page = client.post(url, {"on": str(on), "tap": "half"})
    assert page.status_code == 302
    day = Day.objects.get()
    assert (day.placement, day.on, day.what, day.amount, day.state) == (
        placed,
        on,
        "placement",
        0.5,
        "logged",
    )
    page = client.get(page.url)
    assert "To be confirmed" in page.text
    assert 'aria-pressed="true" aria-label="Half day' in page.text
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"on": "tomorrow", "tap": "whole"}, "Choose one of the buttons"),
        ({"on": "2020-02-31", "tap": "whole"}, "Choose one of the buttons"),
        ({"on": "2020-01-06", "tap": "whole"}, "outside the placement"),
        ({"on": "2020-01-06", "tap": "everything"}, "Choose one of the buttons"),
        ({}, "Choose one of the buttons"),
    ],
)
def test_a_tap_that_cannot_be_taken_says_why_on_the_page(placed, typed, why):
    page = Client().post(address(placed, "log"), typed)
    assert (page.status_code, why in page.text) == (409, True)
    assert not Day.objects.exists()


def test_a_week_outside_the_placement_is_the_nearest_one(placed):
    for week in ("1999-01-01", "2999-01-01", "nonsense"):
        page = Client().get(address(placed, "log"), {"week": week})
        assert page.status_code == 200
        assert any(cell.on >= placed.starts_on for cell in page.context["cells"])


def test_a_note_an_absence_and_taking_a_day_out(placed):
    on, client = weekday(7), Client()
    url = address(placed, "log_day", str(on))
    assert "What was the day?" in client.post(url, {}).text
    client.post(url, {"what": "absent", "amount": "1.0", "note": "At a funeral"})
    assert list(Day.objects.values_list("what", "note")) == [("absent", "At a funeral")]
    assert "At a funeral" in client.get(url).text
    assert client.post(url, {"take_out": "1"}).status_code == 302
    assert not Day.objects.exists()
    assert client.post(url, {"take_out": "1"}).status_code == 409
    assert client.get(address(placed, "log_day", "2020-02-31")).status_code == 404


def test_what_was_returned_stands_on_the_student_s_page_with_its_comment(placed):
    a_day(placed, weekday(7), state="returned", comment="You were ill", settled_at=timezone.now())
    assert "You were ill" in Client().get(address(placed, "log")).text


def test_whoever_confirms_does_so_for_all_days_on_the_page(placed):
    for back in (7, 8):
        a_day(placed, localdate() - timedelta(days=back))
    client, url = Client(), address(placed, "confirm_by_link")
    page = client.get(url)
    assert "Confirm all 2 days" in page.text
    a_day(placed, localdate() - timedelta(days=9))
    client.post(url, {"seen_at": page.context["seen_at"]})
    assert sorted(Day.objects.values_list("state", flat=True)) == ["confirmed", "confirmed", "logged"]
    for typed in (
        {},
        {"seen_at": "now"},
        {"seen_at": "2020-01-06T10:00:00"},
        {"seen_at": "2020-13-06T10:00:00Z"},
    ):
        page = client.post(url, typed)
        assert (page.status_code, "look at the days before you confirm" in page.text) == (409, True)


def test_whoever_confirms_returns_a_day_of_her_own_placement_alone(placed, kent):
    day, strange = a_day(placed, weekday(7)), a_day(make.placement(kent), weekday(7))
    client = Client()
    assert client.get(address(placed, "return_by_link", strange.pk)).status_code == 404
    assert client.post(address(placed, "return_by_link", strange.pk), {"comment": "x"}).status_code == 404
    url = address(placed, "return_by_link", day.pk)
    assert "Answer “What should the student put right?”" in client.post(url, {"comment": ""}).text
    assert client.post(url, {"comment": "You were ill"}).url == address(placed, "confirm_by_link")
    day.refresh_from_db()
    assert (day.state, day.comment) == ("returned", "You were ill")
    assert client.post(url, {"comment": "Again"}).status_code == 409


def test_each_link_opens_its_own_pages_alone(placed):
    student, supervisor = token(placed, "student"), token(placed, "supervisor")
    for name, wrong in (("log", supervisor), ("confirm_by_link", student), ("log", "not-a-link")):
        page = Client().get(reverse(f"placements:{name}", args=[wrong]))
        assert (page.status_code, page["Referrer-Policy"]) == (404, "no-referrer")
    day_links.withdraw(placed, "student")
    assert Client().get(reverse("placements:log", args=[student])).status_code == 410


def test_the_educator_confirms_and_returns_signed_in(kent, signed_in):
    mine = make.educator(kent, sign_in=True)
    placed = make.placement(kent, educator=mine)
    first, second = (a_day(placed, localdate() - timedelta(days=back)) for back in (1, 2))
    client = signed_in(mine.person)
    client.post(reverse("placements:day_return", args=[first.pk]), {"comment": "You were ill"})
    url = reverse("placements:days_confirm", args=[placed.pk])
    page = client.post(url, {"seen_at": client.get(url).context["seen_at"]})
    assert page.url == reverse("placements:days", args=[placed.pk])
    found = {one.pk: (one.state, one.settled_by) for one in Day.objects.all()}
    assert found == {first.pk: ("returned", mine.person), second.pk: ("confirmed", mine.person)}
    assert "1 of 100 days confirmed" in client.get(page.url).text
    assert client.post(url, {}).status_code == 409


def test_the_placement_and_the_list_show_progress_to_the_council_and_the_university(
    kent, cccu, placed, signed_in
):
    a_day(placed, weekday(7), state="confirmed", settled_at=timezone.now())
    for person in (make.coordinator(kent), make.partner(cccu)):
        client = signed_in(person)
        for url in (reverse("placements:list"), placed.get_absolute_url()):
            assert "1 of 100 days confirmed" in client.get(url).text, (person, url)


def test_the_links_are_sent_again_from_the_days(kent, placed, signed_in):
    client, before = signed_in(make.coordinator(kent)), token(placed, "student")
    url = reverse("placements:days_links", args=[placed.pk])
    assert url in client.get(reverse("placements:days", args=[placed.pk])).text
    client.post(url, {})
    assert token(placed, "student") != before


@pytest.mark.parametrize("name", ["log", "confirm_by_link"])
def test_a_page_by_link_takes_as_many_queries_for_three_days_as_for_one(placed, name):
    counts, monday = [], localdate() - timedelta(days=localdate().weekday() + 7)
    for backs in ((0,), (1, 2)):
        [a_day(placed, monday + timedelta(days=back)) for back in backs]
        with CaptureQueriesContext(connection) as queries:
            Client().get(address(placed, name), {"week": str(monday)})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_days_of_a_placement_take_as_many_queries_for_three_as_for_one(kent, placed, signed_in):
    client, counts = signed_in(make.coordinator(kent)), []
    for backs in ((1,), (2, 3)):
        for back in backs:
            facts = {"state": "confirmed", "settled_at": timezone.now(), "settled_by": make.lead()}
            a_day(placed, localdate() - timedelta(days=back), **facts)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("placements:days", args=[placed.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_first_page_of_the_educator_says_that_days_wait(kent, signed_in):
    mine = make.educator(kent, sign_in=True)
    placed = make.placement(kent, educator=mine)
    a_day(placed, localdate() - timedelta(days=1))
    lines = signed_in(mine.person).get("/").context["lines"]
    url = reverse("placements:days_confirm", args=[placed.pk])
    assert (f"1 day of student {placed.student} waits for you to confirm", url) in [
        (one.sentence, one.url) for one in lines
    ]
