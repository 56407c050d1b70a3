"""Every page of the room: who may open it, what it does, and how many queries it takes."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.partnership.models import Team
from placements.models import Placement, ProfileOpening, Programme, Request, Student
from tests import make
from tests.access.areas import AREAS

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
NAME = "Sam Student"


@pytest.fixture
def world(kent, medway, cccu):
    """Kent with one of everything, its people, and strangers of another council and university."""
    today = localdate()
    soon = {"starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=220)}
    until = {"registered_until": today + timedelta(days=900)}
    programme = make.programme(cccu)
    mine = make.educator(kent, sign_in=True, **until)
    return SimpleNamespace(
        kent=kent,
        educator=make.educator(kent, first_name="Free", last_name="Bird", **until),
        asked=make.request(kent, student=make.student(programme), **soon),
        placed=make.placement(
            kent, educator=mine, student=make.student(programme), state="provisional", **soon
        ),
        programme=programme,
        team=Team.objects.get(organisation=kent),
        people={
            "coordinator": make.coordinator(kent),
            "lead": make.lead(),
            "educator": mine.person,
            "manager": make.manager(kent),
            "partner": make.partner(cccu),
            "administrator": make.administrator(),
            "other coordinator": make.coordinator(medway),
            "other partner": make.partner(make.university("Kent Uni")),
        },
    )


def addresses(world):
    placed, asked, learner = world.placed.pk, world.asked.pk, world.asked.student.pk
    return {
        "list": [],
        "detail": [placed],
        "edit": [placed],
        "change": [placed, "confirm"],
        "open_profile": [placed],
        "student_list": [],
        "student_add": [],
        "student_detail": [learner],
        "student_edit": [learner],
        "request_list": [],
        "request_add": [],
        "request_detail": [asked],
        "request_edit": [asked],
        "request_withdraw": [asked],
        "find_educator": [asked],
        "pair": [asked, world.educator.pk],
        "programme_list": [],
        "programme_add": [],
    }


FACULTY_ONLY = {"edit", "change", "find_educator", "pair", "programme_list", "programme_add"}
FOR_EDUCATORS = {"list", "detail", "open_profile"}
ABOUT_ONE = {"detail", "edit", "change", "open_profile", "student_detail", "student_edit"} | {
    *("request_detail", "request_edit", "request_withdraw", "find_educator", "pair")
}


def expected(name, who):
    if who in ("manager", "administrator"):
        return 403
    if who == "educator":
        return 200 if name in FOR_EDUCATORS else 403
    if "partner" in who and name in FACULTY_ONLY:
        return 403
    return 404 if who.startswith("other") and name in ABOUT_ONE else 200


def test_each_page_opens_to_its_roles_alone(world, signed_in):
    found, wanted = {}, {}
    for who, person in world.people.items():
        client = signed_in(person)
        for name, args in addresses(world).items():
            found[who, name] = client.get(reverse(f"placements:{name}", args=args)).status_code
            wanted[who, name] = expected(name, who)
    assert found == wanted


def test_nobody_gets_in_without_signing_in(world, client):
    for name, args in addresses(world).items():
        assert client.get(reverse(f"placements:{name}", args=args)).status_code == 302


def test_the_urls_are_all_in_this_test(world):
    from placements.urls import urlpatterns

    # What has access lines of its own (tests/access/areas) is tested with its own noun.
    elsewhere = {line.name.removeprefix("placements:") for area in AREAS for line in area.LINES}
    assert {one.name for one in urlpatterns} - elsewhere == {*addresses(world), "pair_host"}


@pytest.mark.parametrize("name", ["list", "student_list", "request_list", "programme_list"])
@pytest.mark.parametrize("who", ["coordinator", "lead", "partner"])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(world, signed_in, name, who):
    if who == "partner" and name in FACULTY_ONLY:
        pytest.skip("not hers")
    client, url = signed_in(world.people[who]), reverse(f"placements:{name}")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
        for number in range(2):
            other = make.programme(make.university(f"University {number}"), route="ma")
            make.placement(world.kent, student=make.student(world.programme))
            make.request(world.kent, student=make.student(other))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.parametrize("name", ["detail", "student_detail", "request_detail", "find_educator", "pair"])
def test_a_record_takes_few_queries_however_much_hangs_on_it(world, signed_in, name):
    client = signed_in(world.people["coordinator"])
    url = reverse(f"placements:{name}", args=addresses(world)[name])
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
        for number in range(3):
            made = make.educator(world.kent, first_name=f"Extra{number}")
            make.placement(world.kent, educator=made)
    assert counts[0] == counts[1] <= MOST_QUERIES + 4


def test_filters_search_and_export(world, signed_in):
    client = signed_in(world.people["lead"])
    year = "2019-20"
    past = make.placement(world.kent, starts_on=date(2020, 1, 6), ends_on=date(2020, 6, 26), state="passed")
    page = client.get(reverse("placements:list"), {"year": year, "state": "passed", "council": "kent"})
    assert f">{past.student}<" in page.text
    assert f">{world.placed.student}<" not in page.text
    page = client.get(reverse("placements:list"), {"q": world.placed.student.reference})
    assert f">{world.placed.student}<" in page.text
    page = client.get(reverse("placements:list"), {"format": "csv", "back": "all"})
    assert past.student.reference in page.getvalue().decode()


def test_no_list_names_a_student_but_to_her_own_university(world, signed_in):
    for who in ("coordinator", "lead", "educator"):
        client = signed_in(world.people[who])
        for name, args in addresses(world).items():
            page = client.get(reverse(f"placements:{name}", args=args))
            assert NAME not in page.text, (who, name)
    page = signed_in(world.people["partner"]).get(reverse("placements:student_list"))
    assert NAME in page.text


def test_opening_the_confidential_profile_is_recorded_and_a_look_at_the_page_is_not(world, signed_in):
    url = reverse("placements:open_profile", args=[world.placed.pk])
    client = signed_in(world.people["coordinator"])
    assert NAME not in client.get(url).text
    assert not ProfileOpening.objects.exists()
    assert NAME in client.post(url).text
    opening = ProfileOpening.objects.get()
    assert (opening.by, opening.profile) == (world.people["coordinator"], world.placed.student.profile)
    page = signed_in(world.people["partner"]).get(world.placed.student.get_absolute_url())
    assert str(opening.by) in page.text


def test_the_profile_of_a_withdrawn_placement_stays_closed(world, signed_in):
    Placement.objects.update(state="withdrawn")
    url = reverse("placements:open_profile", args=[world.placed.pk])
    page = signed_in(world.people["coordinator"]).post(url)
    assert (page.status_code, NAME in page.text) == (409, False)
    assert not ProfileOpening.objects.exists()


def test_the_university_sees_its_own_profile_without_opening_it(world, signed_in):
    page = signed_in(world.people["partner"]).get(world.placed.get_absolute_url())
    assert NAME in page.text
    assert not ProfileOpening.objects.exists()


def test_from_a_request_to_a_confirmed_placement(world, signed_in):
    client = signed_in(world.people["coordinator"])
    found = client.get(reverse("placements:find_educator", args=[world.asked.pk]))
    assert reverse("placements:pair", args=[world.asked.pk, world.educator.pk]) in found.text
    url = reverse("placements:pair", args=[world.asked.pk, world.educator.pk])
    page = client.post(url, {"team": world.team.pk, "supervisor": ""}, follow=True)
    made = Placement.objects.get(request=world.asked)
    assert page.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "Provisional placement made" in page.text
    again = client.post(url, {"team": world.team.pk, "supervisor": ""})
    assert again.status_code == 409
    page = client.post(reverse("placements:change", args=[made.pk, "confirm"]), follow=True)
    assert "Placement confirmed" in page.text
    made.refresh_from_db()
    assert made.state == "confirmed"
    twice = client.post(reverse("placements:change", args=[made.pk, "confirm"]))
    assert twice.status_code == 409
    assert "so “Confirm” is not its next step" in twice.text


def test_somebody_elses_educator_cannot_be_paired(world, signed_in, medway):
    other = make.educator(medway)
    url = reverse("placements:pair", args=[world.asked.pk, other.pk])
    assert signed_in(world.people["coordinator"]).get(url).status_code == 404
    assert signed_in(world.people["lead"]).get(url).status_code == 404


def test_those_who_cannot_take_the_student_are_listed_with_the_reason(world, signed_in):
    make.educator(world.kent, first_name="Nora", last_name="Lapsed", registered_until=date(2019, 11, 30))
    page = signed_in(world.people["coordinator"]).get(
        reverse("placements:find_educator", args=[world.asked.pk])
    )
    assert "Nora Lapsed" in page.text
    assert "Registration ended on 30 Nov 2019" in page.text


def test_shadowing_can_go_to_a_host_team_alone_and_nothing_else_can(world, signed_in):
    client = signed_in(world.people["coordinator"])
    assert client.get(reverse("placements:pair_host", args=[world.asked.pk])).status_code == 404
    day = localdate() + timedelta(days=30)
    shadowing = make.request(world.kent, kind="readiness", starts_on=day, ends_on=day + timedelta(days=4))
    url = reverse("placements:pair_host", args=[shadowing.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"team": world.team.pk}).status_code == 302
    assert Placement.objects.get(request=shadowing).educator is None


def test_an_unknown_change_is_not_found(world, signed_in):
    url = reverse("placements:change", args=[world.placed.pk, "explode"])
    assert signed_in(world.people["coordinator"]).get(url).status_code == 404


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_dates_of_a_placement_are_changed_and_wrong_ones_kept_on_the_page(world, signed_in):
    client, url = signed_in(world.people["coordinator"]), reverse("placements:edit", args=[world.placed.pk])
    later = world.placed.ends_on + timedelta(days=7)
    typed = {"days": 100, "days_per_week": 4, "team": world.team.pk, "supervisor": ""}
    good = {**typed, **dated("starts_on", world.placed.starts_on), **dated("ends_on", later)}
    assert client.post(url, good).status_code == 302
    world.placed.refresh_from_db()
    assert world.placed.ends_on == later
    bad = {**good, **dated("ends_on", world.placed.starts_on - timedelta(days=1))}
    page = client.post(url, bad)
    assert (page.status_code, "The end must be on or after the start." in page.text) == (200, True)


MATCHING = {
    "learning_needs": "Court work",
    "first_setting": "",
    "outward_postcode": "me4 6aa",
    "is_driver": "on",
}


def test_a_university_adds_a_student_with_both_layers(world, signed_in):
    client = signed_in(world.people["partner"])
    typed = {**MATCHING, "programme": world.programme.pk, "reference": "CCCU-1", "name": "Nia New"}
    page = client.post(reverse("placements:student_add"), {**typed, "email": "nia@students.example"})
    made = Student.objects.get(reference="CCCU-1")
    assert page.url == made.get_absolute_url()
    assert (made.outward_postcode, made.is_driver, made.profile.name) == ("ME4", True, "Nia New")
    page = client.post(reverse("placements:student_add"), typed)
    assert "This programme already has a student with this reference." in page.text
    assert (
        "Enter the student’s e-mail address" in page.text or "Enter the Student’s e-mail address" in page.text
    )


def test_a_university_cannot_add_to_anothers_programme(world, signed_in):
    typed = {
        **MATCHING,
        "programme": world.programme.pk,
        "reference": "X-1",
        "name": "N",
        "email": "n@s.example",
    }
    page = signed_in(world.people["other partner"]).post(reverse("placements:student_add"), typed)
    assert page.status_code == 200
    assert not Student.objects.filter(reference="X-1").exists()


def test_a_coordinator_adds_a_student_with_the_placement_asked_for(world, signed_in):
    start = localdate() + timedelta(days=20)
    typed = {
        **MATCHING,
        "programme": world.programme.pk,
        "reference": "CCCU-2",
        "kind": "final",
        "wishes": "",
        **dated("starts_on", start),
        **dated("ends_on", start + timedelta(days=200)),
        "days_per_week": 4,
    }
    client = signed_in(world.people["coordinator"])
    assert client.post(reverse("placements:student_add"), typed).status_code == 302
    asked = Request.objects.get(student__reference="CCCU-2")
    assert (asked.council, asked.asked_on, hasattr(asked.student, "profile")) == (
        world.kent,
        localdate(),
        False,
    )
    short = {**typed, "reference": "CCCU-3", **dated("ends_on", start + timedelta(days=30))}
    assert (
        "100 placement days fit between these dates"
        in client.post(reverse("placements:student_add"), short).text
    )


def test_a_coordinator_changes_the_matching_layer_alone(world, signed_in):
    student = world.asked.student
    typed = {**MATCHING, "reference": "STOLEN", "name": "Changed", "email": "x@x.example", "programme": 0}
    client = signed_in(world.people["coordinator"])
    assert client.post(reverse("placements:student_edit", args=[student.pk]), typed).status_code == 302
    now = Student.objects.get(pk=student.pk)
    assert (now.learning_needs, now.reference, now.profile.name) == ("Court work", student.reference, NAME)


def test_a_university_changes_both_layers(world, signed_in):
    student, client = world.asked.student, signed_in(world.people["partner"])
    url = reverse("placements:student_edit", args=[student.pk])
    assert f'value="{NAME}"' in client.get(url).text
    typed = {**MATCHING, "programme": world.programme.pk, "reference": student.reference}
    assert client.post(url, {**typed, "name": "Sam Other", "email": "sam@s.example"}).status_code == 302
    assert Student.objects.get(pk=student.pk).profile.name == "Sam Other"


def test_a_university_asks_changes_and_withdraws(world, signed_in):
    client, student = signed_in(world.people["partner"]), make.student(world.programme)
    url, start = reverse("placements:request_add"), localdate() + timedelta(days=40)
    assert f'<option value="{student.pk}" selected>' in client.get(url, {"student": student.pk}).text
    typed = {
        "student": student.pk,
        "council": world.kent.pk,
        "kind": "first",
        "days_per_week": 4,
        "wishes": "adults",
    }
    typed |= dated("starts_on", start) | dated("ends_on", start + timedelta(days=150))
    assert client.post(url, typed).status_code == 302
    made = Request.objects.get(student=student)
    assert (made.wishes, made.asked_on) == ("adults", localdate())
    assert "This council was already asked for this placement." in client.post(url, typed).text
    edit = reverse("placements:request_edit", args=[made.pk])
    assert client.post(edit, {**typed, "wishes": "children"}).status_code == 302
    withdraw = reverse("placements:request_withdraw", args=[made.pk])
    assert "Enter the reason" in client.post(withdraw, {"why": ""}).text
    assert client.post(withdraw, {"why": "She defers a year"}).status_code == 302
    made.refresh_from_db()
    assert (made.wishes, made.withdrawn_on, made.withdrawn_because) == (
        "children",
        localdate(),
        "She defers a year",
    )
    assert client.post(withdraw, {"why": "Again"}).status_code == 409


def test_another_universitys_student_cannot_be_asked_for(world, signed_in):
    client = signed_in(world.people["other partner"])
    start = localdate() + timedelta(days=40)
    typed = {"student": world.asked.student.pk, "council": world.kent.pk, "kind": "first", "days_per_week": 4}
    typed |= dated("starts_on", start) | dated("ends_on", start + timedelta(days=150))
    assert client.post(reverse("placements:request_add"), typed).status_code == 200
    assert Request.objects.count() == 1


def test_a_programme_is_added(world, signed_in, cccu):
    typed = {"university": cccu.pk, "name": "Degree apprenticeship", "route": "apprenticeship"}
    page = signed_in(world.people["lead"]).post(reverse("placements:programme_add"), typed)
    assert page.url == reverse("placements:programme_list")
    assert Programme.objects.filter(name="Degree apprenticeship").exists()


def test_empty_lists_say_why(kent, medway, signed_in):
    client = signed_in(make.coordinator(medway))
    for name in ("list", "student_list", "request_list", "programme_list"):
        page = client.get(reverse(f"placements:{name}"))
        assert " yet" in page.text, name


@pytest.mark.parametrize(
    ("ended", "kept", "status"), [(30, None, 200), (91, None, 409), (30, -1, 409), (30, 1, 200)]
)
def test_a_council_opens_a_profile_only_while_it_needs_it(world, signed_in, ended, kept, status):
    today = localdate()
    day = today - timedelta(days=ended)
    Placement.objects.update(state="passed", starts_on=day - timedelta(days=100), ends_on=day)
    Student.objects.update(retain_until=kept and today + timedelta(days=kept))
    url = reverse("placements:open_profile", args=[world.placed.pk])
    assert signed_in(world.people["coordinator"]).post(url).status_code == status


def test_a_coordinator_does_not_attest_readiness(world, signed_in):
    url = reverse("placements:student_edit", args=[world.placed.student_id])
    assert "is_ready_for_practice" not in signed_in(world.people["coordinator"]).get(url).text
    assert "is_ready_for_practice" in signed_in(world.people["partner"]).get(url).text


def test_an_educator_who_left_is_marked_on_the_placement_and_in_the_list(world, signed_in):
    type(world.educator).objects.update(left_on=localdate())
    client = signed_in(world.people["coordinator"])
    assert "Left the register" in client.get(world.placed.get_absolute_url()).text
    page = client.get(reverse("placements:list"), {"due": "educator"})
    assert f">{world.placed.student}<" in page.text


def test_an_empty_request_is_refused_once_for_each_field(world, signed_in):
    page = signed_in(world.people["lead"]).post(reverse("placements:request_add"), {})
    assert "cannot be null" not in page.text
    assert "start date" in page.text.lower()


def test_who_comes_second_to_a_student_is_led_to_the_request(kent, signed_in):
    asked, educator = make.request(kent), make.educator(kent)
    make.placement(kent, student=asked.student, request=asked)
    page = signed_in(make.coordinator(kent)).post(
        reverse("placements:pair", args=[asked.pk, educator.pk]), {"team": educator.team_id, "supervisor": ""}
    )
    assert page.status_code == 409
    assert f'href="{asked.get_absolute_url()}"' in page.text
    assert "Open the request" in page.text
