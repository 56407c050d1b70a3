"""A spreadsheet into the register: upload, preview, apply or put away; and the template."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import View

from educators.actions import imports
from educators.forms.register import UploadForm
from educators.models import Import
from educators.spreadsheet import COLUMNS, Comparison, Outcome, Problem, Row, in_words
from educators.spreadsheet.columns import NEEDED
from educators.spreadsheet.workbook import template
from educators.tables.register import OutcomeTable, ProblemTable
from kmtp.ui.exports import XLSX
from kmtp.ui.tables import Table
from kmtp.ui.views import ActionPage, CreatePage, DetailPage

PERMISSION = "educators.import_educators"
PER_PAGE = 100


class Upload(CreatePage):
    """Choose a file; it is checked, and nothing is stored in the register yet."""

    model = Import
    permission = PERMISSION
    form_class = UploadForm
    template_name = "educators/upload.html"
    heading = "Import a spreadsheet"

    def save(self, form: UploadForm) -> Import:
        """Check the file and keep its rows for the preview."""
        file = form.cleaned_data["file"]
        return imports.upload(council=form.chosen_council, file=file, by=self.request.user, today=localdate())

    def get_done(self, record: Import) -> str:
        """Say what comes next."""
        return f"{record} is checked. The register has not changed yet."

    def get_cancel_url(self) -> str:
        """Go back to the register."""
        return reverse("educators:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns, the files that wait, and the way back."""
        waiting = self.get_queryset().filter(state__in=("ready", "refused")).select_related("uploaded_by")
        more = {
            "columns": COLUMNS,
            "waiting": waiting.defer("rows", "problems"),
            "breadcrumbs": [("Practice educators", reverse("educators:list"))],
        }
        return more | super().get_context_data(**kwargs)


class Preview(DetailPage):
    """What a file will do, or what is wrong with it."""

    model = Import
    permission = PERMISSION
    template_name = "educators/import_detail.html"

    def get_queryset(self) -> Any:
        """Add the council and who uploaded it."""
        return super().get_queryset().select_related("council", "uploaded_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table that the state asks for."""
        crumbs = [
            ("Practice educators", reverse("educators:list")),
            ("Import a spreadsheet", reverse("educators:upload")),
        ]
        context = super().get_context_data(**kwargs) | {"breadcrumbs": crumbs, "page_query": "?"}
        if self.object.state == Import.State.READY:
            return context | self.ready(imports.preview(self.object))
        if self.object.state == Import.State.REFUSED:
            return context | self.refused()
        return context

    def ready(self, comparison: Comparison) -> dict[str, Any]:
        """Return what will happen."""
        rows = [outcome_row(outcome) for outcome in (*comparison.changed, *comparison.new)]
        table = paged(OutcomeTable(data=rows), self.request, "What the file will change")
        return {"comparison": comparison, "table": table, "pages": page_numbers(table)}

    def refused(self) -> dict[str, Any]:
        """Return what is wrong."""
        problems = self.object.found_problems
        rows = [problem_row(problem) for problem in problems]
        table = paged(ProblemTable(data=rows), self.request, "What is wrong with the file")
        bad_rows = len({problem.row for problem in problems})
        return {
            "table": table,
            "pages": page_numbers(table),
            "bad_rows": bad_rows,
            "problem_count": len(problems),
            "good_rows": len(self.object.rows),
        }


def problem_row(problem: Problem) -> dict[str, Any]:
    """Return one line of what is wrong."""
    return {
        "row": f"Row {problem.row}",
        "cell": f"{problem.column}: {problem.value}" if problem.value else problem.column,
        "reason": problem.reason[:1].upper() + problem.reason[1:],
    }


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """Return one row of the preview in words."""
    details = facts_of(outcome.row) if outcome.is_new else (change.sentence for change in outcome.changes)
    return {
        "row": f"Row {outcome.row.number}",
        "name": outcome.row.name,
        "what": "New" if outcome.is_new else "Changed",
        "details": "; ".join(details),
    }


def facts_of(row: Row) -> list[str]:
    """Return what a row says beside the name, in the order of the columns."""
    known = [column for column in COLUMNS if column.key in row.values and column.key not in NEEDED]
    return [f"{column.heading}: {in_words(row.values[column.key])}" for column in known]


def paged(table: Table, request: HttpRequest, caption: str) -> Table:
    """Open the table at the page that the address names."""
    table.request, table.caption = request, caption
    table.turn_to(request.GET.get("page", "1"), PER_PAGE)
    return table


def page_numbers(table: Table) -> list[Any]:
    """Return the numbers for the page links."""
    return list(table.paginator.get_elided_page_range(table.page.number, on_each_side=1, on_ends=1))


class Apply(ActionPage):
    """Apply a file to the register."""

    model = Import
    permission = PERMISSION
    heading = "Apply {}"
    submit_label = "Apply to the register"

    def get_queryset(self) -> Any:
        """Add the council."""
        return super().get_queryset().select_related("council")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask only about a file that can be applied; go to the page that says what became of any other."""
        if self.object.state == Import.State.READY:
            return super().get(request, *args, **kwargs)
        if self.object.state == Import.State.APPLIED:
            messages.info(request, f"{self.object} is applied already.")
        return redirect(self.object)

    def get_what_happens(self) -> str:
        """Say how many people are added and changed."""
        if self.object.state != Import.State.READY:
            return f"{self.object} cannot be applied: {self.object.get_state_display().lower()}."
        comparison = imports.preview(self.object)
        return (
            f"The register of {self.object.council} gets {len(comparison.new):,} new; "
            f"{len(comparison.changed):,} changed; {len(comparison.unchanged):,} stay as they are. "
            "All of it is stored, or nothing. Nobody is removed."
        )

    def act(self, record: Import, form: Any) -> None:
        """Apply it."""
        self.applied = imports.apply(found=record, by=self.request.user, today=localdate())

    def get_done(self, record: Any) -> str:
        """Say what was stored."""
        if self.applied.again:
            return f"{record} is applied already, so nothing is changed now."
        return f"{record} is applied: {self.applied.added:,} added, {self.applied.changed:,} changed."


class PutAway(ActionPage):
    """Forget a file that nobody will apply."""

    model = Import
    permission = PERMISSION
    heading = "Put {} away"
    what_happens = "The rows of {} are deleted here. The register stays as it is."
    submit_label = "Put away"
    done = "{} is put away."

    def act(self, record: Import, form: Any) -> None:
        """Put it away."""
        imports.put_away(found=record, by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the upload."""
        return reverse("educators:upload")


class Template(View):
    """An empty register as a workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the file."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        response = HttpResponse(template(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="practice-educators.xlsx"'
        return response
