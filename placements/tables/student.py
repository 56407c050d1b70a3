"""The lists of students."""

from kmtp.ui.tables import Column, RecordColumn, Table, TagColumn
from placements.models import Student
from placements.models.student import WHEREABOUTS_COLOURS


class StudentTable(Table):
    """Students by their reference; names stand in the confidential profile."""

    reference = RecordColumn(verbose_name="Student", facts=[("programme__name", "Programme")])
    university = Column(accessor="programme__university__short_name", verbose_name="University")
    outward_postcode = Column(verbose_name="Travels from")
    is_driver = Column(verbose_name="Drives")
    first_setting = Column(verbose_name="First setting")
    is_ready_for_practice = Column(verbose_name="Ready for practice")
    whereabouts = TagColumn(colours=WHEREABOUTS_COLOURS, verbose_name="Placement")

    class Meta:
        """By reference, the newest first."""

        model = Student
        fields = (
            *("reference", "university", "outward_postcode", "is_driver"),
            *("first_setting", "is_ready_for_practice", "whereabouts"),
        )


class OwnStudentTable(StudentTable):
    """A university's own students, with their names."""

    name = Column(accessor="profile__name", verbose_name="Name")

    class Meta(StudentTable.Meta):
        """The name after the reference; the university is one's own."""

        fields = (
            *("reference", "name", "outward_postcode", "is_driver"),
            *("first_setting", "is_ready_for_practice", "whereabouts"),
        )
        sequence = fields
        exclude = ("university",)
