"""The yearly look at every registration."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators import renewal
from tests import make

BACKEND = "kmtp.partnership.backends.RoleBackend"


@pytest.mark.parametrize(
    ("day", "cycle", "until"),
    [
        (date(2020, 11, 30), date(2019, 12, 1), date(2020, 11, 30)),
        (date(2020, 12, 1), date(2020, 12, 1), date(2021, 11, 30)),
        (date(2021, 3, 2), date(2020, 12, 1), date(2021, 11, 30)),
    ],
)
def test_checks_start_on_1_december_and_registrations_end_on_30_november(day, cycle, until):
    assert (renewal.cycle_of(day), renewal.renewed_until(day)) == (cycle, until)


@pytest.mark.django_db
def test_the_chosen_rows_are_checked_and_leave_the_list_and_those_of_another_council_stay(client):
    ours, theirs = make.educator(make.council("Kent")), make.educator(make.council("Medway"))
    client.force_login(make.coordinator(make.council("Kent")), backend=BACKEND)
    assert "1 registration to check" in client.get(reverse("educators:registration")).content.decode()
    chosen, url = {"chosen": [ours.pk, theirs.pk]}, reverse("educators:registration_checked")
    asked = client.post(url, chosen).content.decode()
    assert "Registered until" in asked and str(renewal.renewed_until(localdate()).year) in asked
    ours.refresh_from_db()
    assert ours.registration_checked_on is None
    until = renewal.renewed_until(localdate())
    client.post(url, chosen | {"until_day": 30, "until_month": 11, "until_year": until.year})
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.registration_checked_on, ours.registered_until) == (localdate(), until)
    assert theirs.registration_checked_on is None
    assert "No registrations to check" in client.get(reverse("educators:registration")).content.decode()


@pytest.mark.django_db
def test_a_day_without_anybody_chosen_is_told_so(client):
    client.force_login(make.coordinator(make.council("Kent")), backend=BACKEND)
    answer = client.post(reverse("educators:registration_checked"), {"until_day": "1"}, follow=True)
    assert "Choose at least one row first." in answer.content.decode()
