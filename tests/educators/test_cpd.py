"""Hours of learning: recorded by the coordinator or the educator herself, and corrected for 30 days."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import cpd
from educators.models import Cpd
from kmtp.audit import Refused
from kmtp.partnership.academic_year import AcademicYear
from tests import make

pytestmark = pytest.mark.django_db
BACKEND = "kmtp.partnership.backends.RoleBackend"


def answers(**changes):
    """Return what the form sends."""
    day = localdate()
    days = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    return {**days, "title": "Supervision", "kind": "course", "hours": "2.5", "provider": "", **changes}


def recorded(educator, **facts):
    """Return CPD of today on a record."""
    facts = {"on": localdate(), "hours": Decimal(2), "title": "A course", "kind": "course", **facts}
    return cpd.record(educator=educator, by=None, **facts)


def test_the_same_day_and_title_is_written_once_and_the_year_adds_up():
    one = make.educator()
    recorded(one)
    recorded(one, hours=Decimal(3))
    assert one.cpd.in_year(AcademicYear.of(localdate())).hours() == Decimal(3)


def test_a_coordinator_records_it_and_not_for_another_council(client):
    ours, theirs = make.educator(make.council("Kent")), make.educator(make.council("Medway"))
    client.force_login(make.coordinator(make.council("Kent")), backend=BACKEND)
    assert client.post(reverse("educators:cpd_add", args=[ours.pk]), answers()).status_code == 302
    assert client.post(reverse("educators:cpd_add", args=[theirs.pk]), answers()).status_code == 404
    assert [one.educator for one in Cpd.objects.all()] == [ours]


@pytest.mark.parametrize("bad", [{"hours": "0"}, {"hours": "200"}, {"title": ""}])
def test_hours_that_nobody_has_and_no_title_are_refused(client, bad):
    client.force_login(make.coordinator(make.council()), backend=BACKEND)
    url = reverse("educators:cpd_add", args=[make.educator().pk])
    assert client.post(url, answers(**bad)).status_code == 200
    assert not Cpd.objects.exists()


def test_she_records_her_own_and_corrects_it_for_thirty_days_and_nobody_elses(client):
    own, other = make.educator(sign_in=True), make.educator(first_name="Olga")
    client.force_login(own.person, backend=BACKEND)
    client.post(reverse("educators:mine_cpd"), answers())
    mine, hers = own.cpd.get(), recorded(other)
    url = reverse("educators:mine_cpd_change", args=[mine.pk])
    assert "Supervision" in client.get(reverse("educators:mine")).content.decode()
    assert client.post(url, answers(hours="4")).status_code == 302
    assert client.get(reverse("educators:mine_cpd_change", args=[hers.pk])).status_code == 404
    mine.refresh_from_db()
    assert mine.hours == Decimal(4)
    with pytest.raises(Refused):
        cpd.change(cpd=mine, by=own.person, today=localdate() + timedelta(days=31))
