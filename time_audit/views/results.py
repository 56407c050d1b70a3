"""What an audit came to, with the formula and the denominator beside each figure."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from kmtp.ui.views import EXPORTS
from time_audit import annual_report, returns
from time_audit.models import Participant
from time_audit.tables import ResultTable, result_rows
from time_audit.views.audits import AuditDetail

NAME = "time audit results"


class AuditResults(AuditDetail):
    """Totals, averages, spread; by third of the placement, kind of work and service area."""

    template_name = "time_audit/results.html"

    @cached_property
    def names_small(self) -> bool:
        """Whether this person may see figures of fewer than five people."""
        return returns.sees_small_numbers(self.request.user, self.object)

    @cached_property
    def results(self) -> returns.Results:
        """Everything, of every participant: a joint audit has one result for all."""
        people = Participant.objects.filter(audit=self.object)
        return returns.results(people, today=localdate(), names_small=self.names_small)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures that may be shown."""
        summary = self.results.summary
        is_hidden = summary.is_small and not self.names_small
        return {
            "object": self.object,
            "audit": self.object,
            "heading": f"Results of “{self.object}”",
            "summary": summary,
            "is_hidden": is_hidden,
            "is_empty": not summary.returned,
            "phases": self._groups(self.results.phases),
            "services": self._groups(self.results.services),
            "chart": annual_report.category_chart(self.results),
            "share": annual_report.share_chart(summary),
        } | kwargs

    def _groups(self, groups: Any) -> list[tuple[str, Any, bool]]:
        """Return each group with whether it is too small to show."""
        return [
            (str(name), summary, summary.is_small and not self.names_small)
            for name, summary in groups.items()
        ]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a file is no template response
        """Show the page, or send the file that ``?format=`` asks for."""
        export = EXPORTS.get(self.request.GET.get("format", ""))
        if export is None:
            return super().render_to_response(context, **kwargs)
        rows = result_rows(self.results, names_small=self.names_small)
        return export(ResultTable(data=rows), NAME)
