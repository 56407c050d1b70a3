"""Each page for the right role, another council, the wrong role; lists cost the same however long they are."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.time_audit import made
from time_audit.models import Audit, Participant, Week

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel("2020-03-06 10:00 +0000", tick=False):
        yield


@pytest.fixture
def one(kent):
    return made.participant(made.audit(kent))


@pytest.fixture
def staff(kent, signed_in):
    return signed_in(make.coordinator(kent))


@pytest.fixture
def educator(one, signed_in):
    return signed_in(one.educator.person)


def faculty_pages(one: Participant) -> list[str]:
    audit, monday = one.audit_id, made.weeks_back(6)
    own = [
        f"/time-audit/{audit}/{page}"
        for page in ("", "change/", "add/", "results/", "start/", "close/", "open/")
    ]
    about = [f"/time-audit/participants/{one.pk}/{page}" for page in ("hours/", "remove/", f"open/{monday}/")]
    return own + about


def week_page(one: Participant, monday: date = made.MONDAY) -> str:
    return f"/time-audit/week/{one.pk}/{monday}/"


def test_every_page_opens_for_its_role(one, staff, educator):
    pages = ["/time-audit/", "/time-audit/new/", *faculty_pages(one)]
    assert {page: staff.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    own = ["/time-audit/", "/time-audit/mine/", week_page(one), week_page(one, made.weeks_back(6))]
    assert {page: educator.get(page).status_code for page in own} == dict.fromkeys(own, 200)


def test_another_councils_records_do_not_exist(one, medway, signed_in):
    other = signed_in(make.coordinator(medway))
    stranger = signed_in(made.participant(made.audit(medway)).educator.person)
    pages = faculty_pages(one)
    assert {page: other.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)
    reads = {pages[0], pages[3]}  # the record and its results take no POST, from anybody
    posted = {page: other.post(page).status_code for page in pages}
    assert posted == {page: 405 if page in reads else 404 for page in pages}
    assert stranger.get(week_page(one)).status_code == stranger.post(week_page(one)).status_code == 404


def test_the_wrong_role_is_refused(one, kent, staff, educator, signed_in):
    pages = ["/time-audit/new/", *faculty_pages(one)]
    assert {page: educator.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)
    for person in (make.manager(kent), make.partner(make.university())):
        client = signed_in(person)
        pages = ["/time-audit/", "/time-audit/mine/", week_page(one), *faculty_pages(one)]
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)
    assert staff.get(week_page(one)).status_code == staff.get("/time-audit/mine/").status_code == 403


def test_a_visitor_is_sent_to_sign_in(one, client):
    for page in ("/time-audit/", "/time-audit/mine/", week_page(one), *faculty_pages(one)):
        assert client.get(page).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("day", ["2020-03-03", "2019-12-30", "2020-06-29", "2020-13-01"])
def test_a_week_that_is_not_asked_for_does_not_exist(one, educator, day):
    assert educator.get(f"/time-audit/week/{one.pk}/{day}/").status_code == 404


def grow(kent, rows: int) -> Audit:
    """Add audits, each with as many people as weeks, and return the last."""
    for i in range(rows):
        audit = made.audit(kent, title=f"Audit {Audit.objects.count()}")
        for back in range(i + 1):
            person = made.participant(audit)
            made.week(person, made.weeks_back(back + 1), day=60)
    return audit


@pytest.mark.parametrize("which", ["list", "detail", "results"])
def test_pages_of_the_faculty_cost_the_same_at_one_and_three_rows(kent, staff, which):
    costs = []
    for rows in (1, 3):
        audit = grow(kent, rows)
        url = {"list": "", "detail": f"{audit.pk}/", "results": f"{audit.pk}/results/"}[which]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert staff.get(f"/time-audit/{url}").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= MOST_QUERIES


def test_pages_of_an_educator_cost_the_same_however_many_weeks_are_returned(one, educator):
    costs = []
    for weeks in (2, 5):
        for back in range(weeks):
            Week.objects.filter(week_starts_on=made.weeks_back(back)).delete()
            made.week(one, made.weeks_back(back), day=60)
        for page in ("/time-audit/mine/", week_page(one)):
            with CaptureQueriesContext(connection) as queries:
                assert educator.get(page).status_code == 200
            costs.append(len(queries))
    assert costs[:2] == costs[2:]
    assert max(costs) <= MOST_QUERIES


def test_the_list_shows_coverage_and_is_a_file_too(one, staff):
    made.week(one, made.weeks_back(1))
    assert "1 of 8 weeks (12.5 %)" in staff.get("/time-audit/").content.decode()
    text = b"".join(staff.get("/time-audit/?format=csv").streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][-1] == "1 of 8 weeks (12.5 %)"


def test_an_educator_fills_in_a_week(one, educator):
    page = educator.post(week_page(one), {"supervision-day": "1.5", "supervision-late": "0:20"}, follow=True)
    assert "The week from 2 Mar 2020 is saved" in page.content.decode()
    assert list(one.weeks.get().entries.values_list("daytime", "out_of_hours")) == [(90, 20)]
    assert 'value="1.5"' in page.content.decode()
    assert "1 h 50 min" in page.content.decode()


def test_nothing_this_week_is_one_button_and_noughts_say_the_same(one, educator):
    assert (
        "nothing this week" in educator.post(week_page(one), {"nothing": "1"}, follow=True).content.decode()
    )
    educator.post(week_page(one, made.weeks_back(1)), {"travel-day": "0"})
    assert [week.is_nothing for week in one.weeks.all()] == [True, True]


def test_copying_last_week_fills_the_boxes_and_saves_nothing(one, educator):
    made.week(one, made.weeks_back(2), day=80, late=30)
    page = educator.get(week_page(one) + "?copy=last").content.decode()
    assert 'value="1:20"' in page
    assert "nothing is saved yet" in page
    assert one.weeks.count() == 1


def test_what_cannot_be_read_is_said_and_everything_typed_is_kept(one, educator):
    page = educator.post(week_page(one), {"travel-day": "soon", "visits-day": "2"})
    text = page.content.decode()
    assert "Travel for practice education, daytime: enter hours and minutes like 1:30" in text
    assert 'href="#id_travel-day"' in text
    assert 'value="soon"' in text
    assert 'value="2"' in text
    assert not one.weeks.exists()


def test_a_long_week_is_saved_with_a_warning_and_an_impossible_one_refused(one, educator):
    text = educator.post(
        week_page(one), {"assessment-day": "38", "visits-late": "21"}, follow=True
    ).content.decode()
    assert "more than a 37-hour week" in text
    assert "21 h out of hours in one week is unusual" in text
    page = educator.post(week_page(one), {"assessment-day": "60", "visits-late": "41"})
    assert page.status_code == 409
    assert "at most 100 hours" in page.content.decode()
    assert one.weeks.get().entries.count() == 2


def test_an_empty_week_is_not_saved_by_mistake(one, educator):
    page = educator.post(week_page(one), {})
    assert page.status_code == 409
    assert "choose “Nothing this week”" in page.content.decode()


def test_a_locked_week_says_so_and_what_to_do(one, educator, staff):
    old = made.weeks_back(6)
    page = educator.get(week_page(one, old)).content.decode()
    assert "ask your coordinator to open it again" in page
    assert "Save the week" not in page
    assert educator.post(week_page(one, old), {"travel-day": "1"}).status_code == 409
    staff.post(f"/time-audit/participants/{one.pk}/open/{old}/", {"why": "Ill"})
    assert "Save the week" in educator.get(week_page(one, old)).content.decode()


def test_a_coordinator_sets_an_audit_up_adds_people_and_starts_it(kent, medway, staff):
    placement = make.placement(kent)
    form = {"title": "Spring", "locks_after_weeks": "4", "council": medway.pk, "state": "closed"}
    days = {"starts_on_day": "6", "starts_on_month": "1", "starts_on_year": "2020"}
    days |= {"ends_on_day": "26", "ends_on_month": "6", "ends_on_year": "2020"}
    form |= {
        name.replace("_day", "_0").replace("_month", "_1").replace("_year", "_2"): v
        for name, v in days.items()
    }
    page = staff.post("/time-audit/new/", {**form, **days})
    audit = Audit.objects.get()
    assert (audit.council, audit.state) == (kent, "draft")  # what the form does not ask is ignored
    assert page.headers["Location"] == f"/time-audit/{audit.pk}/add/"
    again = staff.post("/time-audit/new/", {**form, **days})
    assert "There is a time audit with this title and first day already." in again.content.decode()
    staff.post(f"/time-audit/{audit.pk}/add/", {"placements": [placement.pk]})
    staff.post(f"/time-audit/{audit.pk}/start/")
    audit.refresh_from_db()
    assert (audit.state, audit.participants.count()) == ("running", 1)


def test_placements_of_another_council_are_not_offered(one, medway, staff):
    other = make.placement(medway)
    page = staff.post(f"/time-audit/{one.audit_id}/add/", {"placements": [other.pk]})
    assert page.status_code == 200
    assert one.audit.participants.count() == 1


def test_only_a_lead_sets_up_a_joint_audit(kent, staff, signed_in):
    assert "The whole partnership" in signed_in(make.lead()).get("/time-audit/new/").content.decode()
    assert "The whole partnership" not in staff.get("/time-audit/new/").content.decode()


def five(kent, day: int = 120, late: int = 60) -> Audit:
    audit = made.audit(kent, published_note="The published 0.7 does not follow from the totals.")
    for _ in range(5):
        made.week(made.participant(audit), made.weeks_back(1), day=day, late=late)
    return audit


def test_results_print_each_average_with_its_denominator_and_coverage(kent, staff):
    text = staff.get(f"/time-audit/{five(kent).pk}/results/").content.decode()
    assert "10 h ÷ 5 PE-weeks returned" in text
    assert "10 h ÷ 40 placement weeks elapsed" in text
    assert "5 of 40 weeks (12.5 %)" in text
    assert "The published 0.7 does not follow" in text


def test_results_of_fewer_than_five_are_the_own_coordinators_alone(one, staff, signed_in):
    made.week(one, made.weeks_back(1), day=97 * 60)
    page = f"/time-audit/{one.audit_id}/results/"
    lead = signed_in(make.lead())
    assert "97" in staff.get(page).content.decode()
    assert "Fewer than 5 practice educators" in lead.get(page).content.decode()
    for client, is_shown in ((staff, True), (lead, False)):
        for kind in ("csv", "xlsx"):
            answer = client.get(f"{page}?format={kind}")
            assert answer.status_code == 200
            assert (b"97" in b"".join(answer.streaming_content)) == is_shown or kind == "xlsx"


def test_a_joint_audit_names_only_ones_own_people(kent, medway, staff):
    joint = made.audit(council=None)
    made.participant(joint, at=kent, name="Kentish")
    made.participant(joint, at=medway, name="Medwayish")
    text = staff.get(f"/time-audit/{joint.pk}/").content.decode()
    assert "Kentish" in text
    assert "Medwayish" not in text


def test_a_get_changes_nothing(one, staff, educator):
    for page in faculty_pages(one):
        staff.get(page)
    educator.get(week_page(one) + "?copy=last")
    assert (Audit.objects.get().state, Week.objects.count()) == ("running", 0)


def test_the_grid_has_the_weeks_that_have_begun(kent, staff):
    audit = made.audit(kent, ends_on=made.FIRST + timedelta(days=364))
    made.participant(audit, ends_on=made.FIRST + timedelta(days=364))
    assert staff.get(f"/time-audit/{audit.pk}/").content.decode().count("time-coverage__week") == 9
