"""What people did, by academic year and kind."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from educators.models import Activity
from educators.views.activities import by_kind, counted, managers
from kmtp.partnership.academic_year import AcademicYear
from tests import make

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2019)


def assessor(kind, post, **facts):
    """Return an educator with such a post who did this in 2019/20."""
    one = make.educator(post=post, **facts)
    for month in (10, 11):
        Activity.objects.create(
            educator=one, kind=kind, started_on=date(2019, month, 1), ended_on=date(2019, month, 20)
        )
    return one


def cells(table):
    """Return the rows as they read."""
    return {row.cells[0]: row.cells[1] for row in table.rows}


def test_each_person_counts_once_in_a_year_and_managers_are_told_apart():
    assessor("asye", "Team Manager")
    assessor("asye", "Social worker")
    assessor("student", "Social worker")
    rows = counted(Activity.objects.all(), [YEAR, YEAR.previous])
    assert cells(by_kind(rows))["ASYE assessor"] == "2 (4)"
    assert list(cells(managers(rows)).values()) == ["1 of 2", "0 of 1"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_three(client, rows, django_assert_max_num_queries):
    for number in range(rows):
        one = make.educator(first_name=f"Ada{number}")
        Activity.objects.create(educator=one, kind="asye", started_on=localdate())
    assessor("asye", "Manager", of=make.council("Medway"), first_name="Hidden")
    client.force_login(make.coordinator(make.council()), backend="kmtp.partnership.backends.RoleBackend")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("educators:activities")).content.decode()
    assert "Ada0" in page and "Hidden" not in page
