"""Fill in the learners that a target expects from the placements of a past year."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from educators.models import Target
from kmtp.ui.views import ActionPage
from placements.actions import expected


class FillInExpected(ActionPage):
    """Say which year's placements, and put them in."""

    model = Target
    permission = "educators.set_targets"
    submit_label = "Fill in the learners"

    def get_queryset(self) -> QuerySet[Target]:
        """Return the target with its council."""
        return super().get_queryset().select_related("council")

    def get_heading(self) -> str:
        """Name the year that is read."""
        return f"Fill in from the placements of {expected.past_year(self.object, localdate())}"

    def get_what_happens(self) -> str:
        """Say what is replaced."""
        year = expected.past_year(self.object, localdate())
        return (
            f"The learners expected in {self.object.year} become the placements that started in {year}, by service "
            "and stage. Numbers that you typed are replaced; you can change each afterwards."
        )

    def get_done(self, record: Target) -> str:
        """Say which year was read."""
        return f"The placements of {expected.past_year(record, localdate())} are filled in. Change what will differ."

    def act(self, record: Target, form: Any) -> Target:
        """Do it."""
        by: Any = self.request.user
        expected.fill_in(target=record, by=by, today=localdate())
        return record
