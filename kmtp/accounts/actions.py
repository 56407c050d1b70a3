"""Invite people, let them in, change what they may do."""

from datetime import date

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from kmtp.accounts.models import Invitation
from kmtp.accounts.signals import invitation_accepted
from kmtp.audit import Refused, recorded
from kmtp.mail import links
from kmtp.mail.actions import nudge, post
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Organisation, Person

DAYS = 14
PURPOSE = "invitation"


@recorded("Invited")
def invite(*, name: str, email: str, role: Role, organisation: Organisation | None, by: Person) -> Invitation:
    """Store an invitation and send its letter; somebody who has a sign-in is given the role from the people page."""
    email = email.strip().lower()
    if Person.objects.filter(email=email).exists():
        raise Refused(
            "Somebody with this e-mail address has a sign-in already. Give them the role on their own page."
        )
    withdraw_earlier(email, organisation)
    invitation = Invitation.objects.create(
        name=name,
        email=email,
        role=role,
        organisation=organisation,
        link=links.issue(purpose=PURPOSE, days=DAYS),
        invited_by=by,
    )
    send_letter(invitation)
    return invitation


def withdraw_earlier(email: str, organisation: Organisation | None) -> None:
    """Withdraw the links of earlier invitations to this address, so that one works at a time.

    What another organisation sent is its own to withdraw: whoever takes that up is given this role afterwards.
    """
    open_ = Invitation.objects.open().filter(email=email).select_related("link")
    if open_.exclude(organisation=organisation).exists():
        raise Refused(
            "Another organisation has invited this e-mail address already. "
            "Once that invitation is taken up, give them the role on their own page."
        )
    for earlier in open_:
        links.revoke(earlier.link)


def send_letter(invitation: Invitation) -> None:
    """Write the letter of an invitation."""
    post(
        key=f"invitation-{invitation.pk}",
        kind="invitation",
        to=invitation.email,
        subject="Your invitation to KMTP",
        context={
            "name": invitation.name,
            "by": invitation.invited_by,
            "role": invitation.get_role_display().lower(),
            "organisation": invitation.organisation,
            "expires_on": invitation.link.expires_at,
        },
        organisation=invitation.organisation,
        link=invitation.link,
        path="/people/invitation/{token}/",
        button="Choose a password",
    )
    nudge()


@recorded("Invitation accepted")
def accept(*, invitation: Invitation, password: str, today: date, by: None = None) -> Person:
    """Make the person with the role that they were invited to; an invitation is taken up once."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("link").get(pk=invitation.pk)
    if locked.accepted_at is not None:
        raise Refused("This invitation was taken up already. Sign in with your e-mail address.")
    person = Person.objects.create_user(locked.email, locked.name, password)
    Membership.objects.create(
        person=person, role=locked.role, organisation=locked.organisation, started_on=today
    )
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    links.use(locked.link)
    invitation_accepted.send(Invitation, invitation=locked, person=person)
    return person


@recorded("Role given")
def give_role(
    *, person: Person, role: Role, organisation: Organisation | None, by: Person, today: date
) -> Membership:
    """Give a person one more role."""
    membership = Membership(person=person, role=role, organisation=organisation, started_on=today)
    membership.full_clean()
    membership.save()
    return membership


@recorded("Role taken away")
def end_role(*, membership: Membership, by: Person, today: date, why: str = "") -> None:
    """End a role from now on: it is gone on the person's next page."""
    membership.ended_on = today
    membership.save(update_fields=["ended_on"])


@recorded("Sign-in closed")
def close_sign_in(*, person: Person, by: Person, why: str = "") -> None:
    """Close an account and end its sessions."""
    if person == by:
        raise Refused("You cannot close your own sign-in. Ask another administrator.")
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)


@recorded("Sign-in opened again")
def open_sign_in(*, person: Person, by: Person) -> None:
    """Let somebody sign in again."""
    person.is_active = True
    person.save(update_fields=["is_active"])


def end_sessions(person: Person) -> None:
    """End every session of a person, wherever they are signed in."""
    sessions: models.QuerySet[Session] = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [s.pk for s in sessions.iterator() if s.get_decoded().get("_auth_user_id") == str(person.pk)]
    Session.objects.filter(pk__in=theirs).delete()
