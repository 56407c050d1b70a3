"""Where things are: districts, and the postcodes that ``manage.py load_postcodes`` brought in.

Office for National Statistics, ONS Postcode Directory, Open Government Licence v3.0; contains Ordnance Survey and
Royal Mail data © Crown copyright and database right. Public reference data: everybody may read it.
"""

from django.db import models


class District(models.Model):
    """A local authority district, such as Thanet, by its ONS code."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=80)
    county = models.CharField(max_length=80, blank=True, help_text="The upper-tier authority, such as Kent.")

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Postcode(models.Model):
    """One postcode, written as people write it ("ME4 4TR"), with its place on the national grid in metres."""

    code = models.CharField(max_length=8, primary_key=True)
    district = models.ForeignKey(District, models.PROTECT, null=True, related_name="postcodes")
    easting = models.PositiveIntegerField()
    northing = models.PositiveIntegerField()

    def __str__(self) -> str:
        """Return the postcode."""
        return self.code


class Hexagon(models.Model):
    """One cell of the land on the map: the district that most of its postcodes lie in."""

    column = models.IntegerField()
    row = models.IntegerField()
    district = models.ForeignKey(District, models.PROTECT, null=True, related_name="hexagons")
    postcodes = models.PositiveIntegerField()

    class Meta:
        """Each cell once."""

        constraints = [models.UniqueConstraint(fields=["column", "row"], name="hexagon_is_unique")]

    def __str__(self) -> str:
        """Return its place in the grid."""
        return f"{self.column}, {self.row}"
