"""The pages of steps: the list, what is done with one, and the rules."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from placements.models import Step, StepKind
from tests import make
from tests.placements.steps_made import step, step_kind

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.parametrize("who", ["coordinator", "lead", "partner"])
def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(kent, cccu, signed_in, who):
    people = {"coordinator": make.coordinator(kent), "lead": make.lead(), "partner": make.partner(cccu)}
    client, programme, counts = signed_in(people[who]), make.programme(cccu), []
    for number in (1, 2):
        for _ in range(number):
            step(make.placement(kent, student=make.student(programme)), due_on=localdate())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("placements:steps")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_rules_take_as_many_queries_for_three_rows_as_for_one(signed_in):
    client, counts = signed_in(make.lead()), []
    StepKind.objects.all().delete()
    for names in (("One",), ("Two", "Three")):
        [step_kind(name) for name in names]
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("placements:step_kinds")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_list_shows_what_is_open_and_filters_it(kent, signed_in):
    today, client = localdate(), signed_in(make.coordinator(kent))
    late = step(make.placement(kent), due_on=today - timedelta(days=2))
    later = step(make.placement(kent), due_on=today + timedelta(days=30))
    done = step(make.placement(kent), done_on=today)
    page = client.get(reverse("placements:steps"))
    assert page.context["heading"] == "2 steps to do"
    assert str(done.placement.student) not in page.text
    page = client.get(reverse("placements:steps"), {"falls": "overdue", "owner": "educator"})
    assert (str(late.placement.student) in page.text, str(later.placement.student) in page.text) == (
        True,
        False,
    )
    counted = {
        choice.label: choice.count for facet in page.context["filter"].facets for choice in facet.choices
    }
    assert (counted["Overdue"], counted["Due later"], counted["Practice educator"]) == (1, 1, 1)


def test_a_step_is_done_on_the_day_that_is_typed(kent, signed_in):
    one, client, today = step(make.placement(kent)), signed_in(make.coordinator(kent)), localdate()
    url = reverse("placements:step_done", args=[one.pk])
    page = client.post(url, dated("done_on", today + timedelta(days=1)))
    assert "Enter today or an earlier day" in page.text
    page = client.post(url, dated("done_on", today - timedelta(days=1)))
    assert page.url == f"{one.placement.get_absolute_url()}#steps"
    assert Step.objects.get(pk=one.pk).done_on == today - timedelta(days=1)
    assert client.post(url, dated("done_on", today)).status_code == 409


def test_a_step_is_waived_with_its_reason_on_the_placement(kent, signed_in):
    one, client = step(make.placement(kent)), signed_in(make.coordinator(kent))
    url = reverse("placements:step_waive", args=[one.pk])
    assert "Enter the reason" in client.post(url, {"why": ""}).text
    client.post(url, {"why": "Seen by video"})
    page = client.get(one.placement.get_absolute_url())
    assert "Seen by video" in page.text
    assert reverse("placements:step_reopen", args=[one.pk]) in page.text


def test_the_placement_offers_each_person_what_she_may_do(kent, cccu, signed_in):
    mine = make.educator(kent, sign_in=True)
    one = step(make.placement(kent, educator=mine, student=make.student(make.programme(cccu))))
    done, waive = (reverse(f"placements:step_{what}", args=[one.pk]) for what in ("done", "waive"))
    people = {
        make.coordinator(kent): (True, True),
        mine.person: (True, False),
        make.partner(cccu): (True, False),
    }
    for person, wanted in people.items():
        page = signed_in(person).get(one.placement.get_absolute_url())
        assert (done in page.text, waive in page.text) == wanted, person


def test_the_placement_takes_as_many_queries_for_three_steps_as_for_one(kent, signed_in):
    placed, client, counts = make.placement(kent), signed_in(make.coordinator(kent)), []
    for names in (("One",), ("Two", "Three")):
        [step(placed, name, done_on=localdate(), done_by=make.lead()) for name in names]
        with CaptureQueriesContext(connection) as queries:
            client.get(placed.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_first_page_says_which_steps_are_overdue(kent, cccu, signed_in):
    today, mine = localdate(), make.educator(kent, sign_in=True)
    placed = make.placement(kent, educator=mine, student=make.student(make.programme(cccu)))
    for owner in ("educator", "university", "student"):
        step(placed, kind=step_kind(owner, owner=owner), due_on=today - timedelta(days=1))
    url = reverse("placements:steps")
    wanted = {
        make.coordinator(kent): ("3 steps of placements are overdue", f"{url}?falls=overdue"),
        mine.person: ("1 of your steps is overdue", f"{url}?falls=overdue&owner=educator"),
        make.partner(cccu): ("1 of your steps is overdue", f"{url}?falls=overdue&owner=university"),
    }
    for person, line in wanted.items():
        lines = signed_in(person).get("/").context["lines"]
        assert line in [(one.sentence, one.url) for one in lines], person


def test_the_lead_adds_and_changes_a_rule(signed_in):
    client = signed_in(make.lead())
    typed = {
        "name": "Tutor’s visit",
        "placement_kind": "first",
        "university": "",
        "owner": "university",
        "anchor": "middle",
        "offset_days": "-7",
        **dated("in_force_from", localdate()),
    }
    assert client.post(reverse("placements:step_kind_add"), typed).url == reverse("placements:step_kinds")
    made = StepKind.objects.get(name="Tutor’s visit")
    assert made.counted_from == "7 days before the middle"
    page = client.post(reverse("placements:step_kind_add"), typed)
    assert "There is a step of this name for this kind of placement already." in page.text
    url = reverse("placements:step_kind", args=[made.pk])
    client.post(url, {**typed, "placement_kind": "final", "offset_days": "0"})
    made.refresh_from_db()
    assert (made.offset_days, made.placement_kind, made.counted_from) == (0, "first", "On the middle")


def test_empty_lists_say_why(kent, signed_in):
    assert "No step is open" in signed_in(make.coordinator(kent)).get(reverse("placements:steps")).text
    StepKind.objects.all().delete()
    assert "No step is set yet" in signed_in(make.lead()).get(reverse("placements:step_kinds")).text
