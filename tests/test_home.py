"""The first page of each role, and the search at the top of every page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp import home
from kmtp.mail.models import Letter
from kmtp.partnership.front_page import Line, year_before
from tests import make

MOST_QUERIES = 12
pytestmark = pytest.mark.django_db


def read(client, url="/"):
    """Return the page, asserting that it opens and does not ask too often."""
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url)
    assert page.status_code == 200
    assert len(asked) <= MOST_QUERIES, [one["sql"][:120] for one in asked]
    return page


def figures(page):
    return {figure.label: (figure.value, figure.before) for figure in page.context["figures"]}


def this_year(day=None):
    """Return the dates of a placement that is under way, whatever the day."""
    day = day or localdate()
    return {"starts_on": day, "ends_on": day + timedelta(days=100)}


def test_each_line_is_asked_for_once_whatever_the_number_of_rows(kent, signed_in):
    client = signed_in(make.coordinator(kent))
    asked = []
    for _ in range(2):
        make.request(kent)
        make.placement(kent, state="confirmed", **this_year())
        with CaptureQueriesContext(connection) as found:
            read(client)
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_a_coordinator_reads_what_is_urgent_first(kent, signed_in):
    coordinator = make.coordinator(kent)
    make.request(kent, starts_on=localdate() + timedelta(90), ends_on=localdate() + timedelta(200))
    make.educator(kent)
    Letter.objects.create(
        key="one",
        kind="invitation",
        organisation=kent,
        to="a@kent.example",
        subject="S",
        body="B",
        state="failed",
        due_at="2020-01-01T00:00Z",
    )
    page = read(signed_in(coordinator))
    assert [line.sentence for line in page.context["lines"]] == [
        "1 student has no placement yet",
        "1 registration is to be looked up on the public register",
        "1 letter could not be sent",
        "1 practice educator has no e-mail address, so no letter can be sent",
    ]


def test_at_most_seven_lines_stand_open_and_the_others_behind_a_disclosure(kent, signed_in, monkeypatch):
    lines = [Line(f"Line {place}", "/", urgent=place == 9) for place in range(10)]
    monkeypatch.setattr(home, "TO_DO", (lambda user, today: lines,))
    page = read(signed_in(make.coordinator(kent)))
    assert [line.sentence for line in page.context["lines"]] == ["Line 9", *(f"Line {i}" for i in range(6))]
    assert "and 3 more" in page.text
    assert page.text.index("<details") < page.text.index("Line 6")


def test_every_role_that_has_nothing_to_do_is_told_so(kent, cccu, signed_in):
    for person in (make.coordinator(kent), make.lead(), make.manager(kent), make.partner(cccu)):
        assert "Nothing needs you today" in read(signed_in(person)).text


def test_somebody_without_a_role_is_told_whom_to_ask(signed_in):
    assert "You have no role at present" in read(signed_in(make.person())).text


def test_the_year_at_a_glance_counts_the_own_council_and_all_of_them_for_the_lead(kent, medway, signed_in):
    last_year = this_year(year_before(localdate()))
    make.placement(kent, **this_year())
    make.placement(kent, kind="first", student=make.student(make.programme(route="step-up")), **this_year())
    make.placement(kent, kind="readiness", **this_year())
    make.placement(kent, **last_year)
    make.placement(medway, **this_year())
    make.educator(kent, stage=1)
    make.request(kent, **this_year())
    own = list(figures(read(signed_in(make.coordinator(kent)))).values())
    assert [value for value, _ in own] == ["1", "1", "1", "4", "75.0 %", "0"]
    assert own[0][1].startswith("1 in ")
    everybody = list(figures(read(signed_in(make.lead()))).values())
    assert [value for value, _ in everybody] == ["2", "1", "1", "5", "80.0 %", "0"]


def test_each_figure_opens_a_list_of_as_many(kent, signed_in):
    make.placement(kent, **this_year())
    make.placement(kent, kind="readiness", **this_year())
    make.educator(kent, stage=1)
    make.educator(kent, stage=0)
    make.request(kent, **this_year())
    client = signed_in(make.coordinator(kent))
    shown = read(client).context["figures"]
    counts = [client.get(figure.url).context["table"].paginator.count for figure in shown]
    assert counts == [1, 0, 1, 2, 1, 0]


def test_a_manager_reads_figures_and_builds_a_report(kent, medway, signed_in):
    make.placement(kent, **this_year())
    make.placement(medway, **this_year())
    page = read(signed_in(make.manager(kent)))
    assert {figure.url for figure in page.context["figures"]} == {reverse("reports:list")}
    assert page.context["figures"][0].value == "1"
    assert "Build a report" in page.text and "No report of your council" in page.text


def test_a_university_reads_what_to_send_and_who_is_placed(kent, cccu, signed_in):
    make.student(make.programme(cccu))
    make.placement(kent, student=make.student(make.programme(cccu)), **this_year())
    page = read(signed_in(make.partner(cccu)))
    assert [line.sentence for line in page.context["lines"]] == [
        "1 of your students is not sent to a council yet"
    ]
    assert "1 of your students has a placement" in page.text
    assert page.context["figures"] == []


def test_an_educator_reads_her_students_and_her_record(kent, signed_in):
    stella = make.educator(kent, sign_in=True)
    placed = make.placement(kent, educator=stella, **this_year())
    other = make.placement(kent, **this_year())
    page = read(signed_in(stella.person))
    assert "Nothing needs you today" in page.text and "Check your record (2 minutes)" in page.text
    assert f"Your student {placed.student}" in page.text
    assert str(other.student) not in page.text
    assert "Your students, forum and record" in page.text


def test_an_administrator_reads_of_people_and_letters(signed_in):
    make.person("Nora None")
    page = read(signed_in(make.administrator()))
    assert "1 person who can sign in has no role, so sees nothing" in page.text
    assert "2 people can sign in" in page.text


def test_a_leap_day_has_a_day_a_year_before():
    assert year_before(date(2020, 2, 29)) == date(2019, 2, 28)


def test_a_search_finds_own_rows_and_never_another_councils(kent, medway, signed_in):
    for council, name in ((kent, "Kentish"), (medway, "Medwegian")):
        someone = make.educator(council, last_name=f"Canary{name}")
        make.placement(council, educator=someone, student=make.student(reference=f"CANARY-{name}"))
    page = read(signed_in(make.coordinator(kent)), reverse("search") + "?q=canary")
    assert "CanaryKentish" in page.text and "CANARY-Kentish" in page.text
    assert "Medwegian" not in page.text


def test_an_empty_search_says_what_to_type(kent, signed_in):
    client = signed_in(make.coordinator(kent))
    for url in ("/search/", "/search/?q=", "/search/?q=+++"):
        assert "Type part of a name" in read(client, url).text
    assert "Search by part of a name" in read(client, "/search/?q=nobodyatall").text
