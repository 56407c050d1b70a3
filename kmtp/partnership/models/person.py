"""A person who signs in. Practice educators and students are rows of their own; an account is a link to one."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pghistory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.ui.remembered import StateOfTheData

if TYPE_CHECKING:
    from kmtp.partnership.models.membership import Membership


class PersonManager(BaseUserManager["Person"]):
    """Makes people, and finds them by e-mail address whatever its case."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "Person":
        """Store and return a person; without a password nobody can sign in by one."""
        person = self.model(email=email.strip().lower(), name=name)
        person.set_password(password)
        person.save(using=self._db)
        # The invitation went to this address, which proves it; without this row nobody may set up a second factor.
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this e-mail address."""
        return self.get(email=(username or "").lower())

    def visible_to(self, user: access.User) -> "models.QuerySet[Person]":
        """Return the people whose roles ``user`` looks after, and the user."""
        return self.filter(
            access.within(user, "partnership.view_person", "memberships__organisation") | models.Q(pk=user.pk)
        ).distinct()


@pghistory.track(exclude=["password", "last_login"])
class Person(AbstractBaseUser):
    """Somebody with a sign-in. What they may do comes from their memberships alone."""

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        """Addresses are kept in lower case, so that one address is one person."""

        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="person_email_is_lower_case",
                violation_error_message="Write the e-mail address in lower case.",
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the person's page."""
        return reverse("accounts:person", args=[self.pk])

    def get_full_name(self) -> str:
        """Return the name."""
        return self.name

    @cached_property
    def held(self) -> "list[Membership]":
        """The roles held now, read once a request, so that a role taken away is gone on the next one."""
        current = self.memberships.current().select_related("organisation").order_by("pk")
        return list(current.annotate(state_of_the_data=StateOfTheData(localdate())))

    @property
    def state_of_the_data(self) -> str | None:
        """The name of the data in which the roles were read; nothing for somebody without a role."""
        held: list[Any] = self.held  # whose ``state_of_the_data`` only this query gives
        return next((one.state_of_the_data for one in held), None)

    @property
    def grants(self) -> tuple[access.Grant, ...]:
        """The roles held now, as access control reads them."""
        return tuple(membership.grant for membership in self.held)

    @property
    def theme(self) -> int:
        """The colour of the first organisation that the person works for; the partnership's own is 1."""
        return next((membership.organisation.theme for membership in self.held if membership.organisation), 1)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Say whether a role allows ``perm`` (on ``obj``, when given): Django's permission API."""
        return self.is_active and access.allows(self, perm, obj)

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        """Say whether every permission is allowed."""
        return all(self.has_perm(perm, obj) for perm in perm_list)

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Where the person holds a role."""
        return frozenset(grant.organisation for grant in self.grants if grant.organisation is not None)

    @property
    def sign_in(self) -> str:
        """Whether the person can sign in, in words."""
        return "Open" if self.is_active else "Closed"

    @property
    def roles_in_words(self) -> str:
        """The roles of a person whose ``current_memberships`` were fetched for a list."""
        return "; ".join(str(membership) for membership in getattr(self, "current_memberships", ()))
