"""Results: every question with how many answered, how they spread and the mean."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from evaluations import results
from evaluations.filters import ResultsFilter
from evaluations.instruments import EDUCATOR, STUDENT
from evaluations.models import Evaluation
from evaluations.subnavigation import Tabs
from evaluations.tables import ResultsTable
from kmtp.ui.tables import Table
from kmtp.ui.views import ListPage


class Results(Tabs, ListPage):
    """The answers of the evaluations that the filters leave, put together; small numbers are not shown."""

    model = Evaluation
    permission = "evaluations.view_evaluation"
    template_name = "evaluations/results.html"
    table_class = ResultsTable
    filterset_class = ResultsFilter
    noun = ("result", "results")
    lede = "Answers of evaluations that are complete or closed. Fewer than five answers are never shown."
    per_page = 200

    def get_queryset(self) -> QuerySet:
        """Return the evaluations in the person's reach; those of one's own placements alone give no results."""
        return Evaluation.objects.visible_to(self.request.user)

    def get_heading(self, count: int) -> str:
        """Name the page; the count is the evaluations'."""
        found = self.filterset.found
        return f"Results of {found:,} evaluation{'' if found == 1 else 's'}"

    def get_table(self, **kwargs: Any) -> Table:
        """Return a row for each question."""
        readable = self.filterset.qs.revealed_on(localdate())
        may_see = self.request.user.has_perm("evaluations.send_evaluation")
        every = self.get_queryset().revealed_on(localdate())  # type: ignore[attr-defined]
        rows = results.rows(readable, may_see_restricted=may_see, unfiltered=every)
        table = self.table_class(data=rows, **kwargs)
        table.request = self.request
        table.turn_to("1", self.per_page)
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the response rates, which stand above every mean."""
        rates = results.rates(self.filterset.qs)
        readable = self.filterset.qs.revealed_on(localdate()).count()
        return super().get_context_data(
            student_rate=rates[STUDENT], educator_rate=rates[EDUCATOR], readable=readable, **kwargs
        )
