"""What must never be false of the partners, whoever writes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Organisation, Person, Team
from tests import make

pytestmark = pytest.mark.django_db


def test_a_team_may_end_on_the_day_it_starts(kent):
    assert make.team(kent, "A", valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 1)).pk


def test_a_team_may_not_end_before_it_starts(kent):
    with pytest.raises(IntegrityError, match="team_ends_after_it_starts"):
        make.team(kent, "A", valid_from=date(2020, 1, 2), valid_to=date(2020, 1, 1))


def test_a_team_is_open_between_its_days(kent):
    make.team(kent, "A", valid_from=date(2020, 1, 1), valid_to=date(2020, 6, 30))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 6, 30), date(2020, 7, 1)]
    assert [Team.objects.open_on(day).exists() for day in days] == [False, True, True, False]


def test_two_organisations_do_not_share_a_name(kent):
    with pytest.raises(IntegrityError, match="organisation_name_is_unique"):
        Organisation.objects.create(kind="council", name="KENT county council", short_name="K", slug="k")


def test_an_address_is_one_person():
    make.person("Pat Green")
    with pytest.raises(IntegrityError, match="person_email_is_lower_case"):
        Person.objects.bulk_create([Person(name="Pat", email="PAT.green@kmtp.example")])


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_a_role_for_the_whole_partnership_has_no_organisation(kent, role):
    assert Membership.objects.create(person=make.person(), role=role).pk
    with pytest.raises(IntegrityError, match="membership_has_its_organisation"):
        Membership.objects.create(person=make.person(), role=role, organisation=kent)


def test_a_role_of_an_organisation_names_it(kent):
    with pytest.raises(IntegrityError, match="membership_has_its_organisation"):
        Membership.objects.create(person=make.person(), role=Role.COORDINATOR)


def test_a_coordinator_works_for_a_council(cccu):
    membership = Membership(person=make.person(), role=Role.COORDINATOR, organisation=cccu)
    with pytest.raises(ValidationError, match="Choose a council for this role"):
        membership.full_clean()


def test_a_role_is_held_once_at_a_time(kent):
    pat = make.person("Pat Green", role=Role.COORDINATOR, at=kent)
    with pytest.raises(IntegrityError, match="membership_is_held_once"):
        Membership.objects.create(person=pat, role=Role.COORDINATOR, organisation=kent)


def test_a_role_can_be_held_again_after_it_ended(kent):
    pat = make.person("Pat Green", role=Role.COORDINATOR, at=kent)
    pat.memberships.update(ended_on=date(2020, 1, 1))
    assert Membership.objects.create(person=pat, role=Role.COORDINATOR, organisation=kent).pk
