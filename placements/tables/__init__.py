"""The lists of the placements room."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape

from kmtp.ui.tables import (
    MISSING,
    Column,
    DateColumn,
    NumberColumn,
    RecordColumn,
    Table,
    TagColumn,
    WordTag,
    follow,
)
from placements import lifecycle
from placements.models import Placement, Programme, Request, Standing, Student, Whereabouts
from placements.models.student import WHEREABOUTS_COLOURS

STATE_COLOURS = {state.key: state.colour for state in lifecycle.STATES.values()}
STANDING_COLOURS = {Standing.WAITING: "yellow", Standing.PLACED: "green", Standing.WITHDRAWN: "grey"}


class Named(Column):
    """A person or team by its name, which an export holds as words."""

    def plain(self, record: Any) -> str:
        """Return the name."""
        return self.text(record)


class Sentences(Column):
    """Several short sentences, one on each line."""

    def __init__(self, *args: Any, none: str = MISSING, **kwargs: Any) -> None:
        """Take what stands there when there is nothing to say."""
        super().__init__(*args, orderable=False, **kwargs)
        self.none = none

    def html(self, record: Any) -> str:
        """Return a line for each sentence."""
        sentences = follow(record, str(self.accessor))
        return "<br>".join(escape(sentence) for sentence in sentences) or escape(self.none)


class PlacementTable(Table):
    """Placements, the latest start first."""

    student = RecordColumn(
        accessor="student__reference",
        verbose_name="Student",
        facts=[("kind", "Kind"), ("student__programme__route", "Route")],
    )
    educator = Named(
        verbose_name="Practice educator", order_by=("educator__last_name", "educator__first_name")
    )
    team = Named(verbose_name="Team", order_by="team__name")
    university = Column(accessor="student__programme__university__short_name", verbose_name="University")
    starts_on = DateColumn(verbose_name="Starts")
    ends_on = DateColumn(verbose_name="Ends")
    state = TagColumn(colours=STATE_COLOURS, verbose_name="State")

    class Meta:
        """The latest start first."""

        model = Placement
        fields: tuple[str, ...] = (
            "student",
            "educator",
            "team",
            "university",
            "starts_on",
            "ends_on",
            "state",
        )
        order_by = "-starts_on"


class WithCouncil(PlacementTable):
    """Placements of several councils."""

    council = Column(accessor="council__short_name", verbose_name="Council")

    class Meta(PlacementTable.Meta):
        """With the council before the team."""

        fields: tuple[str, ...] = (
            "student",
            "educator",
            "council",
            "team",
            "university",
            "starts_on",
            "ends_on",
            "state",
        )
        sequence = fields


class StudentTable(Table):
    """Students by their reference; names stand in the confidential profile."""

    reference = RecordColumn(verbose_name="Student", facts=[("programme__name", "Programme")])
    university = Column(accessor="programme__university__short_name", verbose_name="University")
    outward_postcode = Column(verbose_name="Travels from")
    is_driver = Column(verbose_name="Drives")
    first_setting = Column(verbose_name="First setting")
    is_ready_for_practice = Column(verbose_name="Ready for practice")
    whereabouts = WordTag(
        words=dict(Whereabouts.choices), colours=WHEREABOUTS_COLOURS, verbose_name="Placement"
    )

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


class RequestTable(Table):
    """What was asked for: those that wait first, by their start."""

    student = RecordColumn(accessor="student__reference", verbose_name="Student", facts=[("kind", "Kind")])
    university = Column(accessor="student__programme__university__short_name", verbose_name="University")
    council = Column(accessor="council__short_name", verbose_name="Council")
    starts_on = DateColumn(verbose_name="Should start")
    ends_on = DateColumn(verbose_name="Should end by")
    wishes = Column(verbose_name="Wishes for")
    standing = WordTag(
        words=dict(Standing.choices), colours=STANDING_COLOURS, order_by="rank", verbose_name="State"
    )

    class Meta:
        """Sorted by the query: those that wait first."""

        model = Request
        fields: tuple[str, ...] = (
            "student",
            "university",
            "council",
            "starts_on",
            "ends_on",
            "wishes",
            "standing",
        )


class FindColumn(Column):
    """The next step of a request that waits."""

    def __init__(self, **kwargs: Any) -> None:
        """A step is neither sorted nor exported."""
        super().__init__(
            accessor="pk", verbose_name="Next", orderable=False, exclude_from_export=True, **kwargs
        )

    def html(self, record: Any) -> str:
        """Return the link; it names the student for those who hear the page."""
        if record.standing != Standing.WAITING:
            return MISSING
        url = reverse("placements:find_educator", args=[record.pk])
        words = f"Find a practice educator for {record.student}"
        return f'<a href="{escape(url)}" aria-label="{escape(words)}">Find a practice educator</a>'


class RequestsToAnswer(RequestTable):
    """Requests as a student faculty reads them, with the next step."""

    next_step = FindColumn()

    class Meta(RequestTable.Meta):
        """The next step last; the council is one's own."""

        exclude = ("council",)


class RequestsOfAll(RequestTable):
    """Requests to every council, with the next step."""

    next_step = FindColumn()


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


class OnOneLine(Column):
    """Two short words that stay on one line."""

    css = "day"


class OptionTable(Table):
    """Practice educators who can take a student."""

    caption = "Can take this student"

    name = RecordColumn(
        accessor="educator__name",
        verbose_name="Practice educator",
        orderable=False,
        facts=[("educator__post", "Post"), ("educator__employment", "Independent")],
        url=lambda option: option.url,
    )
    stage = OnOneLine(accessor="stage_words", verbose_name="Stage", orderable=False)
    team = Column(accessor="educator__team__name", verbose_name="Team", orderable=False)
    area = Column(accessor="educator__team__service_area__name", verbose_name="Service area", orderable=False)
    locality = Column(accessor="educator__team__locality__name", verbose_name="Locality", orderable=False)
    free = NumberColumn(verbose_name="Free places", orderable=False)
    warnings = Sentences(verbose_name="To weigh", none="Nothing")


class RefusedTable(Table):
    """Practice educators who cannot take a student, and why not."""

    caption = "Cannot take this student"

    name = RecordColumn(
        accessor="educator__name",
        verbose_name="Practice educator",
        orderable=False,
        url=lambda option: option.educator.get_absolute_url(),
    )
    stage = OnOneLine(accessor="stage_words", verbose_name="Stage", orderable=False)
    team = Column(accessor="educator__team__name", verbose_name="Team", orderable=False)
    reasons = Sentences(verbose_name="Why not")
