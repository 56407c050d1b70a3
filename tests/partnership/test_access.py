"""Who may do what, and how far a role reaches."""

import pytest

from educators.models import Educator
from kmtp.partnership import access
from kmtp.partnership.access import PERMISSIONS, Role
from kmtp.partnership.models import Membership, Person, Team
from placements.models import Placement, Student
from tests import make

pytestmark = pytest.mark.django_db


def test_a_coordinator_sees_the_own_council_s_register_only(kent, medway):
    ours, theirs = make.educator(kent), make.educator(medway)
    coordinator = make.coordinator(kent)
    assert list(Educator.objects.visible_to(coordinator)) == [ours]
    assert coordinator.has_perm("educators.change_educator", ours)
    assert not coordinator.has_perm("educators.change_educator", theirs)


def test_a_lead_sees_both_councils(kent, medway):
    both = {make.educator(kent), make.educator(medway)}
    assert set(Educator.objects.visible_to(make.lead())) == both


def test_an_educator_sees_her_own_record_only(kent):
    own, _other = make.educator(kent, sign_in=True), make.educator(kent, first_name="Olive")
    assert list(Educator.objects.visible_to(own.person)) == [own]
    assert own.person.has_perm("educators.view_own_record", own)
    assert not own.person.has_perm("educators.change_educator", own)


def test_a_role_at_one_council_gives_nothing_at_another(kent, medway):
    """Coordinator in Kent and educator in Medway: the first role does not reach Medway's register."""
    own = make.educator(medway, sign_in=True)
    Membership.objects.create(person=own.person, role=Role.COORDINATOR, organisation=kent)
    both = Person.objects.get(pk=own.person.pk)
    assert both.has_perm("educators.change_educator")
    assert not both.has_perm("educators.change_educator", own)


def test_a_role_taken_away_is_gone_on_the_next_request(kent):
    coordinator = make.coordinator(kent)
    assert coordinator.has_perm("educators.view_educator")
    coordinator.memberships.update(ended_on=make.TODAY)
    assert not Person.objects.get(pk=coordinator.pk).has_perm("educators.view_educator")


def test_a_closed_sign_in_may_do_nothing(kent):
    coordinator = make.coordinator(kent)
    coordinator.is_active = False
    assert not coordinator.has_perm("educators.view_educator")


def test_somebody_without_a_role_sees_nothing(kent):
    make.team(kent)
    nobody = make.person("No Body")
    assert list(Team.objects.visible_to(nobody)) == []


def test_an_administrator_sees_no_educator(kent):
    make.educator(kent)
    assert list(Educator.objects.visible_to(make.administrator())) == []


def test_a_path_is_asked_only_of_those_who_belong_at_its_end(kent, cccu):
    """So that no "or" of two paths keeps the database from an index."""
    paths = ("council", "student__programme__university")
    of = {
        who: str(Placement.objects.filter(access.within(person, "placements.view_placement", *paths)).query)
        for who, person in (("council", make.coordinator(kent)), ("university", make.partner(cccu)))
    }
    assert ("university_id" in of["council"], f'"council_id" IN ({kent.pk})' in of["council"]) == (
        False,
        True,
    )
    assert (f'"university_id" IN ({cccu.pk})' in of["university"], " OR " in of["university"]) == (
        True,
        False,
    )


def test_somebody_at_a_council_and_at_a_university_reaches_both(kent, medway, cccu):
    own, hers, other = (make.placement(one) for one in (kent, medway, medway))
    hers.student.programme = make.programme(cccu)
    other.student.programme = make.programme(make.university("Greenwich"))
    own.student.programme = other.student.programme
    for one in (own, hers, other):
        one.student.save()
    person = make.coordinator(kent)
    Membership.objects.create(person=person, role=Role.PARTNER, organisation=cccu)
    both = Person.objects.get(pk=person.pk)
    assert set(Placement.objects.visible_to(both)) == {own, hers}
    assert set(Student.objects.visible_to(both)) == {own.student, hers.student}


def test_every_role_stands_in_the_table():
    assert set(PERMISSIONS) == set(Role)


def test_whoever_may_change_may_look():
    """A role that changes a record can open it."""
    for role, permissions in PERMISSIONS.items():
        changed = {p.replace("change_", "view_") for p in permissions if ".change_" in p}
        changed -= {"partnership.view_membership"}
        assert changed <= permissions, role


def test_every_permission_names_an_app_and_what_is_done():
    named = {permission for permissions in PERMISSIONS.values() for permission in permissions}
    assert [p for p in named if p.count(".") != 1 or "_" not in p.split(".")[1]] == []


def test_an_anonymous_visitor_has_no_grants():
    from django.contrib.auth.models import AnonymousUser

    assert access.grants(AnonymousUser()) == ()
