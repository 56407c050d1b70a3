"""Pages of the annual reports."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse

from kmtp.reports import actions, workbook
from kmtp.reports.filters import ReportFilter
from kmtp.reports.forms import AskForm
from kmtp.reports.models import Report
from kmtp.reports.tables import ReportTable
from kmtp.ui.exports import XLSX
from kmtp.ui.views import CreatePage, DetailPage, ListPage


class ReportList(ListPage):
    """Every report and revision that the person may open."""

    model = Report
    permission = "reports.view_report"
    table_class = ReportTable
    filterset_class = ReportFilter
    noun = ("annual report", "annual reports")
    empty_text = "No report has been built yet."

    def get_queryset(self) -> QuerySet:
        """Return the reports without their pages."""
        return super().get_queryset().select_related("organisation").defer("body", "figures")

    def get_actions(self) -> list[tuple[str, str]]:
        """Offer to build one."""
        return [("Build a report", reverse("reports:ask"))]


class AskForReport(CreatePage):
    """Ask for a report of a year."""

    model = Report
    permission = "reports.build_report"
    form_class = AskForm
    heading = "Build an annual report"
    lede = "It counts the year’s figures as they stand now. Earlier revisions stay as they are."
    submit_label = "Build the report"

    def save(self, form: AskForm) -> Report:
        """Ask for it."""
        year = form.cleaned_data["year"]
        return actions.ask(year=year, organisation=form.organisation, by=self.request.user)

    def get_done(self, report: Report) -> str:
        """Say what happens now."""
        return f"We are building revision {report.revision}. It takes less than a minute; you can leave this page."

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("reports:list")


class ReportDetail(DetailPage):
    """A report as a page; while it is being built, how far it is."""

    model = Report
    permission = "reports.view_report"
    template_name = "reports/report_detail.html"

    def get_queryset(self) -> QuerySet:
        """Return the reports with whose they are."""
        return super().get_queryset().select_related("organisation", "requested_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the other revisions."""
        others = Report.objects.filter(year=self.object.year, organisation=self.object.organisation)
        others = others.exclude(pk=self.object.pk).defer("body", "figures").order_by("-revision")
        return super().get_context_data(revisions=others, **kwargs)


class ReportProgress(ReportDetail):
    """How far the building is, for the progress bar."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Answer in JSON."""
        report = self.object
        return JsonResponse(
            {"progress": report.progress, "step": report.step, "done": not report.is_unfinished}
        )


class ReportPdf(ReportDetail):
    """The PDF."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Send the file of a report that is ready."""
        report = self.get_object()
        if not report.is_ready or not report.file.exists():
            raise Http404("This report has no file.")
        name = f"{report.filename}.pdf"
        return FileResponse(
            report.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf"
        )


class ReportWorkbook(ReportDetail):
    """The figures as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Send the workbook of a report that is ready."""
        report = self.get_object()
        if not report.is_ready:
            raise Http404("This report has no figures yet.")
        name = f"{report.filename}.xlsx"
        return FileResponse(workbook.of(report), as_attachment=True, filename=name, content_type=XLSX)
