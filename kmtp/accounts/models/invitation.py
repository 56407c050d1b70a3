"""An invitation: the start of every sign-in."""

from typing import Self

import pghistory
from django.db import models

from kmtp.mail.models import PersonalLink
from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.partnership.models import Organisation, Person


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def visible_to(self, user: access.User) -> Self:
        """Return the invitations that ``user`` looks after."""
        return self.filter(access.within(user, "partnership.invite_person", "organisation"))

    def open(self) -> Self:
        """Return those that nobody has taken up."""
        return self.filter(accepted_at__isnull=True)


@pghistory.track()
class Invitation(models.Model):
    """An address invited to a role. Taking it up proves that the address is the person's own."""

    name = models.CharField(max_length=120)
    email = models.EmailField()
    role = models.CharField(max_length=14, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.OneToOneField(PersonalLink, models.PROTECT, related_name="invitation")
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ["-invited_at"]

    def __str__(self) -> str:
        """Return whom it invites."""
        return f"Invitation of {self.name}"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The organisation it invites to."""
        return frozenset({self.organisation_id} if self.organisation_id else ())
