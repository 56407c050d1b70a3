"""The demo's rows count up to what the councils published, and loading them again changes nothing."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

import educators.annual_report
import placements.annual_report
import time_audit.annual_report
from educators.models import Educator
from kmtp.mail.models import Letter
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, Person
from placements.models import ConfidentialProfile, Pairing, Placement

pytestmark = pytest.mark.django_db
DAY = "2026-11-23"
Y1819, Y1920 = AcademicYear(2018), AcademicYear(2019)

#: What was published, by council, year and the label of the figure in the report.
PUBLISHED = {
    ("medway", Y1819): {
        "Practice placements": 21,
        "Step Up students": 4,
        "SSWISS placements": 5,
        "Readiness for practice shadowing": 17,
        "Supported through PEPS training": 14,
    },
    ("medway", Y1920): {
        "Practice placements": 19,
        "of which final, 100 days": 18,
        "of which first, 70 days": 1,
        "Step Up students": 6,
        "Readiness for practice shadowing": 17,
        "Apprentices": 6,
        "Practice educators": 59,
        "Practice educators at PEPS Stage 2": 36,
        "Supported through PEPS training": 18,
        "Supported through PEPS Stage 1": 10,
        "Supported through PEPS Stage 2": 8,
        "Independent practice educators": 0,
    },
    ("kent", Y1819): {
        "Practice placements": 72,
        "Step Up students": 11,
        "Think Ahead placements": 4,
        "Enablement & Recovery placements": 2,
        "Open University placements": 21,
        "Readiness for practice shadowing": 58,
        "Supported through PEPS Stage 1": 47,
        "Supported through PEPS Stage 2": 22,
    },
    ("kent", Y1920): {
        "Practice placements": 79,
        "of which final, 100 days": 75,
        "of which first, 70 days": 4,
        "Step Up students": 14,
        "Open University placements": 18,
        "of which first": 8,
        "of which final": 10,
        "Apprentices": 25,
        "Practice educators": 204,
        "Practice educators at PEPS Stage 2": 152,
        "Supported through PEPS Stage 1": 33,
        "Supported through PEPS Stage 2": 28,
        "Total, daytime": 1922,
        "Total, out of hours": 236,
        "Highest week, daytime": 28,
        "Highest week, out of hours": 19,
        "Took part": 11,
    },
}
ROOMS = (placements.annual_report, educators.annual_report, time_audit.annual_report)


def counted(council: str, year: AcademicYear) -> dict[str, object]:
    organisation = Organisation.objects.get(slug=council)
    sections = [room.section(year=year, organisation=organisation) for room in ROOMS]
    return {figure.label: figure.value for section in sections for figure in section.figures}


def rows() -> list[object]:
    return [
        list(Educator.objects.order_by("pk").values_list("first_name", "last_name", "swe_number", "left_on")),
        list(
            Placement.objects.order_by("pk").values_list(
                "student__reference", "starts_on", "educator", "state"
            )
        ),
    ]


def test_the_demo_counts_up_to_the_published_figures_and_is_loaded_once():
    call_command("load_demo", today=date.fromisoformat(DAY), verbosity=0)
    for (council, year), published in PUBLISHED.items():
        found = counted(council, year)
        assert {label: found.get(label) for label in published} == published, (council, year)
    before = rows()
    call_command("load_demo", today=date.fromisoformat(DAY), verbosity=0)
    assert rows() == before
    everybody = [
        *Person.objects.values_list("email", flat=True),
        *Educator.objects.exclude(email="").values_list("email", flat=True),
        *ConfidentialProfile.objects.values_list("email", flat=True),
        *Letter.objects.values_list("to", flat=True),
    ]
    assert [email for email in everybody if not email.endswith(".example")] == []
    assert len(everybody) > 500


def test_the_demo_refuses_a_day_within_the_published_years():
    with pytest.raises(CommandError, match="give a day from 2021-09-01 on"):
        call_command("load_demo", today=date(2020, 3, 1))


def test_the_demo_lives_on_other_days_too():
    call_command("load_demo", today=date(2027, 2, 1), verbosity=0)
    assert Placement.objects.filter(state="active").exists()
    assert Pairing.objects.placed().exists()
