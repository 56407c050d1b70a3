"""A spreadsheet into the register: upload, say what the columns are, look, apply or put away, and undo."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import View

from educators.actions import imports
from educators.forms.imports import ColumnsForm, UploadForm
from educators.models import Import
from educators.spreadsheet import COLUMNS
from educators.spreadsheet.workbook import template
from educators.subnavigation import Tabs
from educators.tables.imports import ImportTable, OutcomeTable, ProblemTable
from kmtp.ui.exports import XLSX, csv_response, xlsx_response
from kmtp.ui.tables import Table
from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, UpdatePage

PERMISSION = "educators.import_educators"
PER_PAGE = 100
EXPORTS = {"csv": csv_response, "xlsx": xlsx_response}


class OfImports:
    """What every page about an import has in common."""

    model = Import
    permission = PERMISSION
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet:
        """Add the council and who uploaded and applied it."""
        found: QuerySet = super().get_queryset()  # type: ignore[misc]
        return found.select_related("council", "uploaded_by", "applied_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        crumbs = [
            ("Practice educators", reverse("educators:list")),
            ("Imports", reverse("educators:imports")),
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"breadcrumbs": crumbs} | context


class Imports(Tabs, OfImports, ListPage):
    """Every import of the person's councils, the newest first."""

    table_class = ImportTable
    noun = ("import", "imports")
    empty_text = "Nothing was imported yet."
    empty_action = ("Import a spreadsheet", "../import/")

    def get_actions(self) -> list[tuple[str, str]]:
        """Offer another."""
        return [("Import a spreadsheet", reverse("educators:upload"))]


class Upload(Tabs, OfImports, CreatePage):
    """Choose a file; it is checked, and nothing is stored in the register yet."""

    form_class = UploadForm
    template_name = "educators/upload.html"
    heading = "Import a spreadsheet"

    def save(self, form: UploadForm) -> Import:
        """Check the file and keep its rows for the preview."""
        file = form.cleaned_data["file"]
        return imports.upload(council=form.chosen_council, file=file, by=self.request.user, today=localdate())

    def get_done(self, record: Import) -> str:
        """Say what comes next."""
        return done_with(record)

    def get_cancel_url(self) -> str:
        """Go back to the register."""
        return reverse("educators:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns and the files that wait."""
        return {
            "columns": COLUMNS,
            "waiting": Import.objects.visible_to(self.request.user).unfinished(),
        } | super().get_context_data(**kwargs)


def done_with(record: Import) -> str:
    """Return what has become of a file, in a sentence."""
    if record.state == Import.State.COLUMNS:
        return f"{record} is read. Now say what its columns are."
    if record.is_working:
        return f"{record} is being checked. You can leave this page. The register has not changed yet."
    return f"{record} is checked. The register has not changed yet."


class ChooseColumns(Tabs, OfImports, UpdatePage):
    """Say what each column of a file is."""

    form_class = ColumnsForm
    template_name = "educators/import_columns.html"
    heading = "What are the columns of {}?"
    submit_label = "Check the file"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask only about a file that still waits."""
        states = (Import.State.COLUMNS, Import.State.READY, Import.State.REFUSED)
        return super().get(request, *args, **kwargs) if self.object.state in states else to(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its file."""
        return super().get_form_kwargs() | {"found": self.object}

    def save(self, form: ColumnsForm) -> Import:
        """Remember the columns and check the file."""
        return imports.choose_columns(
            found=self.object,
            columns=form.columns,
            name=form.cleaned_data["name"],
            by=self.request.user,
            today=localdate(),
        )

    def get_done(self, record: Import) -> str:
        """Say what comes next."""
        return f"The columns are remembered. {done_with(record)}"

    def get_cancel_url(self) -> str:
        """Go back to the imports, where the file waits."""
        return reverse("educators:imports")


def to(found: Import) -> HttpResponse:
    """Go to the page of an import that says what became of it."""
    return redirect("educators:import", found.pk)


class Preview(Tabs, OfImports, DetailPage):
    """What a file will do, or what is wrong with it; afterwards, what it did."""

    template_name = "educators/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table that the state asks for."""
        context = super().get_context_data(**kwargs)
        if self.object.state in (Import.State.READY, Import.State.REFUSED):
            return context | self.waiting()
        if self.object.can_be_undone_on(localdate()):
            return context | {"why_not_undone": imports.why_not_undone(self.object, localdate())}
        return context

    def waiting(self) -> dict[str, Any]:
        """Return one kind of row with the numbers of all."""
        counts = self.counts()
        kinds = [key for key, _, count in counts if count] or ["new"]
        kind = self.request.GET.get("kind")
        kind = kind if kind in {key for key, _, _ in counts} else kinds[0]
        table = self.table(kind, {key: count for key, _, count in counts}[kind])
        pages = table.paginator.get_elided_page_range(table.page.number, on_each_side=1, on_ends=1)
        numbers = {"counts": counts, "kind": kind, "page_query": f"?kind={kind}&"}
        return numbers | {"table": table, "pages": list(pages)}

    def counts(self) -> list[tuple[str, str, int]]:
        """Return how many rows there are of each kind; what must be looked at stands first."""
        found = self.object
        return [
            ("refused", "Problems", found.problem_count),
            ("changed", "Changed", found.changed),
            ("new", "New", found.added),
            ("same", "Unchanged", found.unchanged),
        ]

    def table(self, kind: str, count: int) -> Table:
        """Return the page of the table that the address names."""
        wrong = kind == "refused"
        data = self.object.problems.all() if wrong else self.object.staged.filter(outcome=kind)
        table = ProblemTable(data=data) if wrong else OutcomeTable(data=data)
        table.request, table.caption = self.request, "What is wrong" if wrong else "What the file says"
        table.turn_to(self.request.GET.get("page", "1"), PER_PAGE, count)
        return table


class Problems(OfImports, DetailPage):
    """Everything that is wrong with a file, as a file."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Send it as CSV, or as a workbook when asked."""
        table = ProblemTable(data=self.object.problems.all())
        return EXPORTS.get(self.request.GET.get("format", ""), csv_response)(table, "problems")


class Progress(OfImports, DetailPage):
    """How far a worker is, for the progress bar."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Answer in JSON."""
        found = self.object
        return JsonResponse({"progress": found.progress, "step": found.step, "done": not found.is_working})


class Apply(Tabs, OfImports, ActionPage):
    """Apply a file to the register."""

    heading = "Apply {}"
    submit_label = "Apply to the register"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask only about a file that can be applied; go to the page that says what became of any other."""
        if self.object.state == Import.State.READY:
            return super().get(request, *args, **kwargs)
        if self.object.state == Import.State.APPLIED:
            messages.info(request, f"{self.object} is applied already.")
        return to(self.object)

    def get_what_happens(self) -> str:
        """Say how many people are added and changed."""
        found = self.object
        if found.state != Import.State.READY:
            return f"{found} cannot be applied: {found.get_state_display().lower()}."
        stay = "stays as it is" if found.unchanged == 1 else "stay as they are"
        return (
            f"The register of {found.council} gets {found.added:,} new; {found.changed:,} changed; "
            f"{found.unchanged:,} {stay}. All of it is stored, or nothing. Nobody is removed. "
            "You can undo it as a whole for 30 days, while nobody has changed the same people."
        )

    def act(self, record: Import, form: Any) -> None:
        """Apply it."""
        self.applied = imports.ask_to_apply(found=record, by=self.request.user, today=localdate())

    def get_done(self, record: Any) -> str:
        """Say what was stored."""
        if self.applied is None:
            return f"{record} is being applied. You can leave this page."
        if self.applied.again:
            return f"{record} is applied already, so nothing is changed now."
        return f"{record} is applied: {self.applied.added:,} added, {self.applied.changed:,} changed."


class CheckAgain(Tabs, OfImports, ActionPage):
    """Compare a waiting file with the register as it is now."""

    heading = "Check {} again"
    what_happens = "{} is compared with the register as it is now. Nothing is stored in the register."
    submit_label = "Check again"
    done = "{} is checked again. The register has not changed."

    def act(self, record: Import, form: Any) -> None:
        """Check it."""
        imports.check_again(found=record, by=self.request.user, today=localdate())


class PutAway(Tabs, OfImports, ActionPage):
    """Forget a file that nobody will apply."""

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


class Undo(Tabs, OfImports, ActionPage):
    """Give back what an import changed, and take away whom it added."""

    heading = "Undo the import of {}"
    submit_label = "Undo this import"
    is_destructive = True
    done = "The import of {} is undone."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask only about an import that can be undone."""
        can = self.object.can_be_undone_on(localdate())
        return super().get(request, *args, **kwargs) if can else to(self.object)

    def get_what_happens(self) -> str:
        """Say how many people are taken away and given back."""
        found = self.object
        return (
            f"{found.added:,} added {'person is' if found.added == 1 else 'people are'} taken off the "
            f"register of {found.council}, and {found.changed:,} changed "
            f"{'record gets' if found.changed == 1 else 'records get'} the values of before. "
            "All of it is undone, or nothing."
        )

    def act(self, record: Import, form: Any) -> None:
        """Undo it."""
        imports.undo(found=record, by=self.request.user, today=localdate())


class Template(View):
    """An empty register as a workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the file."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        response = HttpResponse(template(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="practice-educators.xlsx"'
        return response
