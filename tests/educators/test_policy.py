"""The currency policy: its pages, the preview, and what saving it does."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import policy as actions
from educators.currency import Policy, State
from educators.models import Activity, CurrencyPolicy
from educators.policy_preview import preview
from kmtp.audit import Refused
from tests import make

pytestmark = pytest.mark.django_db


def answers(**changes):
    """Return what the form sends for a policy that is in force from today."""
    today = localdate()
    return {
        "in_force_from_day": today.day,
        "in_force_from_month": today.month,
        "in_force_from_year": today.year,
        "window_months": 18,
        "counts": ["student", "asye"],
        "warn_months": 6,
        "cpd_hours": 0,
        "retrain_months": 60,
        "a_lapse_means": "mentor",
        "consequence": "A refresher brings it back.",
        "why": "The partnership agreed so.",
        **changes,
    }


def practised(days_ago, **facts):
    """Return an educator whose student left so many days ago."""
    one = make.educator(**facts)
    last = localdate() - timedelta(days=days_ago)
    Activity.objects.create(educator=one, kind="student", started_on=last - timedelta(days=90), ended_on=last)
    return one


def test_a_shorter_window_is_shown_before_it_is_saved_and_then_saved(client):
    practised(600, first_name="Lena", last_name="Lapsing")
    client.force_login(make.lead(), backend="kmtp.partnership.backends.RoleBackend")
    shown = client.post(reverse("educators:policy_add"), answers())
    assert "Lena Lapsing" in shown.content.decode()
    assert not CurrencyPolicy.objects.exists()
    client.post(reverse("educators:policy_add"), answers(confirm="yes"))
    assert CurrencyPolicy.objects.get().window_months == 18


def test_the_preview_counts_only_those_whom_the_person_may_see():
    practised(600, of=make.council("Kent"))
    practised(600, of=make.council("Medway"))
    found = preview(make.coordinator(make.council("Kent")), Policy(window_months=18), localdate())
    assert [(move.after, move.educator.council.short_name) for move in found.moves] == [
        (State.LAPSED, "Kent")
    ]


def test_a_policy_that_is_in_force_at_once_needs_a_reason():
    with pytest.raises(Refused):
        actions.store(
            policy=CurrencyPolicy(in_force_from=date(2015, 10, 1)), by=make.lead(), today=localdate()
        )


def test_a_policy_that_counts_other_work_changes_what_stands_on_each_record():
    one = practised(100)
    policy = CurrencyPolicy(in_force_from=localdate(), counts=["mentor"])
    actions.store(policy=policy, by=make.lead(), today=localdate(), why="Agreed.")
    one.refresh_from_db()
    assert one.practised_until is None


def test_a_coordinator_reads_the_policy_and_may_not_change_it(client):
    client.force_login(make.coordinator(make.council()), backend="kmtp.partnership.backends.RoleBackend")
    assert client.get(reverse("educators:policy")).status_code == 200
    assert client.get(reverse("educators:policy_add")).status_code == 403
