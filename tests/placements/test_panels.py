"""What placements show on other areas' pages."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils.timezone import localdate

from placements import todo
from tests import make

TODAY = make.TODAY
pytestmark = pytest.mark.django_db


def sentences(user, today=TODAY):
    return [(line.sentence, line.urgent) for line in todo.lines(user, today)]


def test_a_coordinator_sees_what_waits(kent, medway):
    make.request(kent, starts_on=TODAY + timedelta(days=10), ends_on=date(2020, 9, 1))
    make.request(kent, starts_on=TODAY + timedelta(days=100), ends_on=date(2020, 12, 1))
    make.request(medway)
    make.placement(kent, state="confirmed", starts_on=TODAY)
    make.placement(kent, ends_on=TODAY - timedelta(days=1))
    for _ in range(2):
        make.placement(kent, state="provisional", starts_on=TODAY + timedelta(days=5))
    assert sentences(make.coordinator(kent)) == [
        ("2 students have no placement yet; 1 should start within four weeks", True),
        ("1 placement should have started", True),
        ("1 placement should have ended", True),
        ("2 provisional placements to confirm", False),
    ]


def test_there_is_nothing_to_say_when_nothing_waits(kent, cccu):
    everybody = [
        make.coordinator(kent),
        make.lead(),
        make.partner(cccu),
        make.manager(kent),
        make.administrator(),
    ]
    assert [todo.lines(one, TODAY) for one in everybody] == [[]] * 5


def test_a_university_sees_where_its_students_are(kent, cccu):
    programme = make.programme(cccu)
    make.student(programme)
    make.request(kent, student=make.student(programme))
    make.placement(kent, student=make.student(programme))
    make.placement(kent, student=make.student(make.programme(make.university("Other"))))
    assert [one for one, _ in sentences(make.partner(cccu))] == [
        "1 of your students is not sent to a council yet",
        "1 of your students waits for a placement",
        "1 of your students has a placement",
    ]


def test_an_educator_sees_her_student(kent):
    educator = make.educator(kent, sign_in=True)
    placed = make.placement(kent, educator=educator)
    make.placement(kent)
    (line,) = todo.lines(educator.person, TODAY)
    assert line.sentence == f"Your student {placed.student}: under way, 6 Jan 2020 to 26 Jun 2020"
    assert line.url == placed.get_absolute_url()


def test_each_line_opens_a_list_that_has_as_many_rows(kent, signed_in):
    today = localdate()
    make.request(kent, starts_on=today, ends_on=today)
    make.placement(kent, state="confirmed", starts_on=today, ends_on=today)
    make.placement(kent, starts_on=date(2020, 1, 6), ends_on=date(2020, 6, 26))
    user = make.coordinator(kent)
    lines = todo.lines(user, today)
    pages = [signed_in(user).get(line.url).context["table"].paginator.count for line in lines]
    assert (len(lines), pages) == (3, [1, 1, 1])


def shown(user, template, **context):
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load placements_panels %}" + template).render(
        Context({"request": request, **context})
    )


def test_an_educators_placements_stand_on_her_record(kent):
    educator = make.educator(kent)
    placed = make.placement(kent, educator=educator)
    html = shown(make.coordinator(kent), "{% educator_placements educator %}", educator=educator)
    assert placed.get_absolute_url() in html
    none = shown(make.coordinator(kent), "{% educator_placements educator %}", educator=make.educator(kent))
    assert "No placement is recorded" in none


def test_a_search_finds_what_the_person_may_see(kent, medway, cccu):
    placed = make.placement(kent, student=make.student(make.programme(cccu), "CCCU-0421"))
    tag = "{% placements_found words %}"
    assert placed.get_absolute_url() in shown(make.coordinator(kent), tag, words="0421")
    assert "0421" not in shown(make.coordinator(medway), tag, words="0421")
    assert "CCCU-0421" in shown(make.partner(cccu), tag, words="Sam Stu")
    assert "CCCU-0421" not in shown(make.coordinator(kent), tag, words="Sam Stu")
    assert shown(make.manager(kent), tag, words="0421").strip() == ""
    assert shown(make.coordinator(kent), tag, words="\x00").strip() != "an error"


def test_home_shows_the_lines(kent, signed_in):
    make.request(kent, starts_on=localdate(), ends_on=localdate())
    page = signed_in(make.coordinator(kent)).get(reverse("home"))
    assert "1 student has no placement yet" in page.text
