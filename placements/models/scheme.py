"""A special provision of a council, counted beside its practice placements."""

from django.db import models

from kmtp.partnership.models import Organisation


class Scheme(models.Model):
    """Such as Student Social Workers in School Settings (SSWISS)."""

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="schemes")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)

    class Meta:
        """A council's schemes have different names."""

        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="scheme_is_unique")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
