"""A sign-in finds its record."""

import pytest

from educators.models import Educator
from educators.sign_ins import invite_educator
from kmtp.accounts import actions
from kmtp.accounts.models import Invitation
from kmtp.audit import Refused
from kmtp.partnership.access import Role
from tests import make

pytestmark = pytest.mark.django_db


def accept(invitation: Invitation):
    return actions.accept(invitation=invitation, password="three quiet herons", today=make.TODAY)


def test_a_coordinator_invites_an_educator_who_then_sees_her_own_record(kent, signed_in):
    stella = make.educator(kent, email="stella@kent.example")
    answer = signed_in(make.coordinator(kent)).post(f"/educators/{stella.pk}/invite/", follow=True)
    assert "We are sending an invitation to Stella Two" in answer.content.decode()
    person = accept(Invitation.objects.get())
    assert list(Educator.objects.visible_to(person)) == [stella]
    assert signed_in(person).get("/educators/mine/").status_code == 200


def test_the_same_address_at_another_council_is_not_linked(kent, medway):
    theirs = make.educator(medway, email="stella@kent.example")
    person = accept(
        invite_educator(educator=make.educator(kent, email="stella@kent.example"), by=make.lead())
    )
    theirs.refresh_from_db()
    assert (theirs.person, person.educator.council) == (None, kent)


def test_two_records_with_one_address_are_left_for_a_person_to_decide(kent):
    twins = [make.educator(kent, email="stella@kent.example") for _ in range(2)]
    accept(invite_educator(educator=twins[0], by=make.lead()))
    assert not Educator.objects.filter(person__isnull=False).exists()


def test_an_invitation_to_another_role_links_nothing(kent):
    make.educator(kent, email="kerry@kent.example")
    ada = make.administrator()
    accept(
        actions.invite(name="K", email="kerry@kent.example", role=Role.COORDINATOR, organisation=kent, by=ada)
    )
    assert not Educator.objects.filter(person__isnull=False).exists()


def test_somebody_without_an_address_cannot_be_invited(kent):
    with pytest.raises(Refused, match="Enter an e-mail address for Stella Two first"):
        invite_educator(educator=make.educator(kent), by=make.lead())


def test_somebody_with_a_sign_in_is_not_invited_again(kent):
    with pytest.raises(Refused, match="has a sign-in already"):
        invite_educator(educator=make.educator(kent, sign_in=True, email="s@kent.example"), by=make.lead())
