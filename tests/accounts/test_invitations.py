"""Every sign-in starts from an invitation."""

import pytest
from django.contrib.sessions.models import Session

from kmtp.accounts import actions
from kmtp.accounts.models import Invitation
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from kmtp.partnership.access import Role
from kmtp.partnership.models import Person
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet herons"


def invite(kent, email="new@kent.example") -> Invitation:
    return actions.invite(
        name="Nadia New", email=email, role=Role.COORDINATOR, organisation=kent, by=make.administrator()
    )


def path(invitation: Invitation) -> str:
    return f"/people/invitation/{invitation.link.token}/"


def test_an_administrator_invites_and_the_letter_has_the_link(kent, signed_in):
    client = signed_in(make.administrator())
    facts = {"name": "Nadia New", "email": "NEW@kent.example", "role": "coordinator", "organisation": kent.pk}
    answer = client.post("/people/invite/", facts, follow=True)
    assert "We are sending an invitation to Nadia New" in answer.content.decode()
    letter = Letter.objects.get()
    assert (letter.to, letter.kind, "{link}" in letter.body) == ("new@kent.example", "invitation", True)


def test_the_invited_person_chooses_a_password_and_is_signed_in(kent, client):
    invitation = invite(kent)
    answer = client.post(path(invitation), {"password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    made = Person.objects.get(email="new@kent.example")
    assert made.check_password(PASSWORD)
    assert made.has_perm("educators.view_educator")


def test_a_mail_scanner_s_visit_uses_nothing_up(kent, client):
    invitation = invite(kent)
    assert [client.get(path(invitation)).status_code for _ in range(3)] == [200] * 3
    assert client.head(path(invitation)).status_code == 200
    assert client.get(path(invitation))["Referrer-Policy"] == "no-referrer"
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_an_invitation_is_taken_up_once(kent, client):
    invitation = invite(kent)
    client.post(path(invitation), {"password": PASSWORD})
    client.logout()
    answer = client.get(path(invitation))
    assert (answer.status_code, "was taken up already" in answer.content.decode()) == (410, True)
    with pytest.raises(Refused, match="was taken up already"):
        actions.accept(invitation=invitation, password=PASSWORD, today=make.TODAY)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("short", "at least 12 characters"), ("password1234", "too common"), ("nadia new 12", "too similar")],
)
def test_a_weak_password_is_refused_with_a_reason(kent, client, password, sentence):
    answer = client.post(path(invite(kent)), {"password": password})
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)


def test_a_later_invitation_withdraws_the_earlier_one(kent, client):
    first, second = invite(kent), invite(kent)
    assert client.get(path(first)).status_code == 410
    assert client.get(path(second)).status_code == 200


def test_somebody_with_a_sign_in_is_not_invited_again(kent):
    make.person("Pat Green")
    with pytest.raises(Refused, match="has a sign-in already"):
        invite(kent, "Pat.Green@kmtp.example")


def test_a_role_at_the_wrong_kind_of_place_is_refused(cccu, signed_in):
    client = signed_in(make.administrator())
    facts = {"name": "Nadia New", "email": "n@kent.example", "role": "coordinator", "organisation": cccu.pk}
    answer = client.post("/people/invite/", facts)
    assert "Choose the council that this role is for" in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_closing_a_sign_in_ends_its_sessions(kent, signed_in):
    coordinator = make.coordinator(kent)
    client = signed_in(coordinator)
    assert client.get("/").status_code == 200
    actions.close_sign_in(person=coordinator, by=make.administrator(), why="Left the council")
    assert Session.objects.count() == 0
    assert client.get("/").status_code == 302


def test_nobody_closes_their_own_sign_in():
    ada = make.administrator()
    with pytest.raises(Refused, match="cannot close your own"):
        actions.close_sign_in(person=ada, by=ada)


def test_nobody_signs_up_unasked(client):
    answer = client.post(
        "/accounts/signup/", {"email": "x@kent.example", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code == 200
    assert Person.objects.count() == 0


def test_the_second_factor_is_asked_of_those_who_see_other_people_s_records(kent, signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert signed_in(make.coordinator(kent)).get("/")["Location"] == "/accounts/2fa/"
    assert signed_in(make.educator(kent, sign_in=True).person).get("/").status_code == 200


def test_another_councils_invitation_is_not_withdrawn_by_ours(kent, medway):
    theirs = invite(medway)
    with pytest.raises(Refused, match="Another organisation has invited"):
        invite(kent)
    theirs.link.refresh_from_db()
    assert theirs.link.revoked_at is None
