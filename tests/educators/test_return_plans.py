"""The way back to practice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import return_plans
from educators.models import ReturnPlan
from kmtp.audit import Refused
from tests import make

pytestmark = pytest.mark.django_db


def plan(educator, **facts):
    """Return a plan that started a month ago, not stored."""
    today = localdate()
    days = {
        "agreed_on": today - timedelta(days=40),
        "starts_on": today - timedelta(days=30),
        "review_on": today,
        "ends_on": today + timedelta(days=60),
    }
    return ReturnPlan(educator=educator, steps="Read, and observe twice.", **days | facts)


def test_nobody_has_two_open_plans():
    one = make.educator()
    return_plans.agree(plan=plan(one), by=make.coordinator(make.council()))
    with pytest.raises(Refused):
        return_plans.agree(plan=plan(one), by=make.coordinator(make.council()))


def test_a_completed_plan_counts_as_practice_on_its_day_and_is_over():
    one, today = make.educator(), localdate()
    agreed = return_plans.agree(plan=plan(one), by=make.coordinator(make.council()))
    return_plans.complete(plan=agreed, on=today, by=make.coordinator(make.council()), today=today)
    one.refresh_from_db()
    assert one.practised_until == today
    with pytest.raises(Refused):
        return_plans.end(plan=agreed, on=today, by=make.coordinator(make.council()), why="Too late")


def test_a_plan_that_ended_early_counts_for_nothing():
    one, today = make.educator(), localdate()
    agreed = return_plans.agree(plan=plan(one), by=make.coordinator(make.council()))
    return_plans.end(plan=agreed, on=today, by=make.coordinator(make.council()), why="She left the team")
    one.refresh_from_db()
    assert one.practised_until is None


def test_the_review_is_within_the_plan():
    with pytest.raises(IntegrityError):
        plan(make.educator(), review_on=localdate() + timedelta(days=90)).save()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_lapses_says_who_returns_under_a_plan_in_as_many_queries(
    client, rows, django_assert_max_num_queries
):
    for number in range(rows):
        plan(make.educator(first_name=f"Rita{number}", joined_on=localdate() - timedelta(days=4000))).save()
    client.force_login(make.coordinator(make.council()), backend="kmtp.partnership.backends.RoleBackend")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("educators:currency")).content.decode()
    assert "Returning under a plan</strong>" in page


def test_a_plan_is_agreed_changed_and_completed_on_its_pages(client):
    one, today = make.educator(), localdate()
    client.force_login(make.coordinator(make.council()), backend="kmtp.partnership.backends.RoleBackend")
    days = {"agreed_on": today, "starts_on": today, "review_on": today, "ends_on": today + timedelta(days=90)}
    sent = {
        f"{name}_{part}": getattr(day, part)
        for name, day in days.items()
        for part in ("day", "month", "year")
    }
    client.post(reverse("educators:return_plan_add", args=[one.pk]), sent | {"steps": "Read."})
    made = one.return_plans.get()
    url = reverse("educators:return_plan_change", args=[made.pk])
    assert client.post(url, sent | {"steps": "Read twice."}).status_code == 302
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    client.post(reverse("educators:return_plan_complete", args=[made.pk]), day)
    made.refresh_from_db()
    assert (made.steps, made.state) == ("Read twice.", "completed")
    assert "Return plan" in client.get(one.get_absolute_url()).content.decode()


def test_the_plans_of_another_council_do_not_exist(client):
    made = return_plans.agree(plan=plan(make.educator(make.council("Medway"))), by=make.lead())
    client.force_login(
        make.coordinator(make.council("Kent")), backend="kmtp.partnership.backends.RoleBackend"
    )
    assert "No return plans" in client.get(reverse("educators:return_plans")).content.decode()
    for name in ("change", "complete", "end"):
        assert client.get(reverse(f"educators:return_plan_{name}", args=[made.pk])).status_code == 404


def test_a_plan_that_has_not_started_says_so_and_no_second_one_is_offered(client):
    one, today = make.educator(capacity=1), localdate()
    client.force_login(make.coordinator(one.council), backend="kmtp.partnership.backends.RoleBackend")
    before = client.get(one.get_absolute_url()).text
    assert ("Agree a return plan" in before, "To come" in before) == (True, False)
    days = {"starts_on": today + timedelta(days=9), "review_on": today + timedelta(days=20)}
    plan(one, **days).save()
    after = client.get(one.get_absolute_url()).text
    assert ("Agree a return plan" in after, "To come" in after) == (False, True)


@pytest.mark.parametrize(
    ("after", "state", "words"),
    [
        (-31, "open", "To come"),
        (0, "open", "Under way"),
        (60, "open", "Under way"),
        (61, "open", "Past its last day"),
        (61, "completed", "Completed"),
    ],
)
def test_a_plan_says_how_it_stands_on_a_day(after, state, words):
    one = plan(make.educator(), state=state)
    assert one.tag_on(localdate() + timedelta(days=after))[0] == words
