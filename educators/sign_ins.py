"""The link between a sign-in and a record of the register."""

from typing import Any

from django.dispatch import receiver

from educators.models import Educator
from kmtp.accounts.actions import invite
from kmtp.accounts.models import Invitation
from kmtp.accounts.signals import invitation_accepted
from kmtp.audit import Refused
from kmtp.partnership.access import Role
from kmtp.partnership.models import Person


def invite_educator(*, educator: Educator, by: Person) -> Invitation:
    """Invite somebody on the register to sign in and see her own record."""
    if educator.person_id:
        raise Refused(f"{educator} has a sign-in already.")
    if not educator.email:
        raise Refused(f"Enter an e-mail address for {educator} first, so that the invitation can be sent.")
    return invite(
        name=educator.name, email=educator.email, role=Role.EDUCATOR, organisation=educator.council, by=by
    )


@receiver(invitation_accepted)
def link_the_record(*, invitation: Invitation, person: Person, **kwargs: Any) -> None:
    """Give the new sign-in its record: the one of that council with the same address, if there is just one."""
    if invitation.role != Role.EDUCATOR:
        return
    same = Educator.objects.filter(council=invitation.organisation, person=None, email__iexact=person.email)
    records = list(same.select_for_update()[:2])
    if len(records) == 1:
        records[0].person = person
        records[0].save(update_fields=["person"])
