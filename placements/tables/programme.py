"""The list of programmes."""

from kmtp.ui.tables import Column, NumberColumn, Table
from placements.models import Programme


class ProgrammeTable(Table):
    """The programmes, by university."""

    name = Column(verbose_name="Programme")
    university = Column(
        accessor="university__name", order_by="university__short_name", verbose_name="University"
    )
    route = Column(verbose_name="Route")
    number_of_students = NumberColumn(verbose_name="Students")

    class Meta:
        """By university, then name."""

        model = Programme
        fields = ("name", "university", "route", "number_of_students")
        order_by = "university"
