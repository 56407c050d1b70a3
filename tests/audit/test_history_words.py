"""A history reads as a person would say it: teams by name, labels as they are written, nothing for machines."""

from datetime import time

import pytest
from django.utils.timezone import localdate

from educators.models import Application, Educator, Panel
from kmtp.audit import history
from kmtp.mail import links
from kmtp.partnership import access
from kmtp.partnership.models import Person
from placements.models import Student
from tests import make
from tests.educators import make_recruitment

pytestmark = pytest.mark.django_db


def changes(record, user=None):
    """Return the newest changes of a record as label, before and after."""
    return [(one.label, one.before, one.after) for one in history.of(record, user)[0].changes]


def test_a_move_names_both_teams_in_one_query_more(kent, django_assert_num_queries):
    ann = make.educator(kent, team=make.team(kent, "Swale Mental health"))
    Educator.objects.filter(pk=ann.pk).update(team=make.team(kent, "Ashford Mental health"))
    coordinator = Person.objects.get(pk=make.coordinator(kent).pk)
    access.roles(coordinator)  # known once for the whole page
    with django_assert_num_queries(2):
        assert changes(ann, coordinator) == [("Team", "Swale Mental health", "Ashford Mental health")]


def test_the_team_that_employs_a_student_is_named_to_its_own_council_alone(kent, medway, cccu, signed_in):
    asked = make.request(kent)
    student = asked.student
    make.request(medway, student=student)
    Student.objects.filter(pk=student.pk).update(own_team=make.team(kent, "Swale Mental health"))
    reads = {
        one: "Swale Mental health" in signed_in(person).get(student.get_absolute_url()).text
        for one, person in (
            ("kent", make.coordinator(kent)),
            ("medway", make.coordinator(medway)),
            ("university", make.partner(student.university)),
        )
    }
    assert reads == {"kent": True, "medway": False, "university": False}


def test_a_label_is_written_as_it_is_elsewhere(kent):
    ann = make.educator(kent, swe_number="SW1")
    Educator.objects.filter(pk=ann.pk).update(swe_number="SW2")
    assert changes(ann) == [("Social Work England number", "SW1", "SW2")]


def test_a_new_link_is_not_said():
    one = make_recruitment.application(make_recruitment.intake(), post="Social worker")
    fresh = links.issue(purpose="recruitment-manager", days=1)
    Application.objects.filter(pk=one.pk).update(manager_link=fresh, post="Practice lead")
    assert changes(one) == [("Post", "Social worker", "Practice lead")]


def test_what_may_have_no_name_here_is_said_by_kind():
    panel, other = (make_recruitment.panel(make_recruitment.intake()) for _ in "ab")
    one = make_recruitment.application(panel.intake)
    Application.objects.filter(pk=one.pk).update(panel=panel)
    assert changes(one) == [("Panel", "nothing", "a panel")]
    Application.objects.filter(pk=one.pk).update(panel=other)
    assert changes(one) == [("Panel", "a panel", "another panel")]


def test_a_time_is_said_without_seconds():
    panel = make_recruitment.panel(make_recruitment.intake())
    assert panel.held_on >= localdate()
    Panel.objects.filter(pk=panel.pk).update(starts_at=time(16, 5))
    assert changes(panel)[0][2] == "16:05"
