"""The filters of a list, kept by one person under a name."""

from typing import Self

from django.db import models
from django.urls import NoReverseMatch, reverse

from kmtp.partnership import access
from kmtp.partnership.models import Person

MOST = 20


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about saved views."""

    def visible_to(self, user: access.User) -> Self:
        """Return the user's own: nobody else's are anybody's business."""
        return self.filter(person=user.pk)


class SavedView(models.Model):
    """One saved view: the route of the list, and only the part of its address after the question mark."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    path = models.CharField("list", max_length=80)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        """Two views of one list have different names."""

        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "path", "name"],
                name="saved_view_name_is_unique",
                violation_error_message="You have a view of this name already. Choose another name.",
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the list with the filters; the list itself checks what they say."""
        try:
            return f"{reverse(self.path)}?{self.query}"
        except NoReverseMatch:  # a list that a later release took away
            return "/"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """No organisation's: ``visible_to`` lets in only the person who saved it."""
        return access.EVERYBODY

    @property
    def owner_id(self) -> int:
        """The person who saved it."""
        return self.person_id
