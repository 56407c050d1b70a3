"""What a person does in the partnership: a role, at an organisation or for the whole."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.partnership.models.organisation import Organisation
from kmtp.partnership.models.person import Person

KIND_OF_ROLE = {
    Role.COORDINATOR: Organisation.Kind.COUNCIL,
    Role.EDUCATOR: Organisation.Kind.COUNCIL,
    Role.MANAGER: Organisation.Kind.COUNCIL,
    Role.PARTNER: Organisation.Kind.UNIVERSITY,
}


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def visible_to(self, user: access.User) -> Self:
        """Return the memberships that ``user`` looks after."""
        return self.filter(access.within(user, "partnership.view_person", "organisation"))

    def current(self) -> Self:
        """Return those that have not ended."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=localdate()))

    def holders_at(self, role: Role, organisations: Iterable[int]) -> dict[int, list[Person]]:
        """Return by organisation whom ``holders`` returns of one, in one query for all."""
        held = self.current().filter(role=role, organisation__in=organisations, person__is_active=True)
        found: dict[int, list[Person]] = defaultdict(list)
        for membership in held.select_related("person").order_by("pk"):
            found[membership.organisation_id or 0].append(membership.person)
        return found

    def holders(self, role: Role, organisation: int) -> list[Person]:
        """Return who can sign in and holds ``role`` at an organisation now: the people to write to."""
        held = self.current().filter(role=role, organisation=organisation, person__is_active=True)
        return [membership.person for membership in held.select_related("person").order_by("pk")]


@pghistory.track()
class Membership(models.Model):
    """One role of one person. Without an organisation it is for the whole partnership."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    started_on = models.DateField(default=localdate)
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        """Leads and administrators serve the whole partnership, everybody else one organisation."""

        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=access.WHOLE_PARTNERSHIP, organisation__isnull=True)
                | (~Q(role__in=access.WHOLE_PARTNERSHIP) & Q(organisation__isnull=False)),
                name="membership_has_its_organisation",
                violation_error_message="Choose the organisation that this role is for; leads and "
                "administrators serve the whole partnership and have none.",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="membership_is_held_once",
                violation_error_message="This person already has this role there.",
            ),
        ]

    def __str__(self) -> str:
        """Return the role and where."""
        return f"{self.get_role_display()}, {self.organisation or 'the partnership'}"

    def clean(self) -> None:
        """Refuse a role at the wrong kind of organisation."""
        # A form that lacks the role says so itself.
        kind = KIND_OF_ROLE.get(Role(self.role)) if self.role in Role.values else None
        if self.organisation and kind and self.organisation.kind != kind:
            raise ValidationError({"organisation": f"Choose a {kind.label.lower()} for this role."})

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The organisation."""
        return frozenset({self.organisation_id} if self.organisation_id else ())

    @property
    def grant(self) -> access.Grant:
        """The membership as access control reads it."""
        return access.Grant(Role(self.role), self.organisation_id)
