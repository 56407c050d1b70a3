"""The lists of requests."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape

from kmtp.ui.tables import (
    MISSING,
    Column,
    DateColumn,
    RecordColumn,
    Table,
    WordTag,
)
from placements.models import Request, Standing

STANDING_COLOURS = {Standing.WAITING: "yellow", Standing.PLACED: "green", Standing.WITHDRAWN: "grey"}


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
