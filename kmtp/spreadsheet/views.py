"""The pages of every import: upload, say what the columns are, look, apply or put away, and undo.

A room gives a class of its own for each, with what it has in common in one that extends ``OfImports``.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.views.generic import View

from kmtp.spreadsheet import Layout
from kmtp.spreadsheet.forms import ColumnsForm
from kmtp.spreadsheet.models import AnyImport
from kmtp.spreadsheet.workbook import template
from kmtp.ui.exports import XLSX, csv_response, xlsx_response
from kmtp.ui.tables import Table
from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, UpdatePage

PER_PAGE = 100
EXPORTS = {"csv": csv_response, "xlsx": xlsx_response}
ROUTES = (
    *("import", "import_apply", "import_check", "import_columns", "import_problems"),
    *("import_put_away", "import_undo"),
)


class OfImports:
    """What every page about an import has in common.

    Give ``model``, ``permission``, the ``namespace`` of its pages, the ``actions`` module, the ``home`` that the
    imports lead into (its words and its address), and the tables.
    """

    model: Any
    permission: str
    namespace: str
    actions: Any
    home: tuple[str, str]
    problem_table: type[Table]
    outcome_table: type[Table]
    #: The pages about one import.
    routes: tuple[str, ...] = ROUTES
    #: The related rows that a page names.
    related: tuple[str, ...] = ("uploaded_by", "applied_by")
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet:
        """Add whose it is and who uploaded and applied it."""
        found: QuerySet = super().get_queryset()  # type: ignore[misc]
        return found.select_related(*self.related)

    def page(self, name: str, *args: Any) -> str:
        """Return the address of a page of this room."""
        return reverse(f"{self.namespace}:{name}", args=args)

    def to(self, found: AnyImport) -> HttpResponse:
        """Go to the page of an import that says what became of it."""
        return redirect(self.page("import", found.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back, and the addresses of the pages of the import."""
        words, home = self.home
        crumbs = [(words, reverse(home)), ("Imports", self.page("imports"))]
        hrefs = {name: self.page(name) for name in ("imports", "import_upload", "import_template")}
        if isinstance(getattr(self, "object", None), AnyImport):
            hrefs |= {name: self.page(name, self.object.pk) for name in self.routes}
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"breadcrumbs": crumbs, "hrefs": hrefs, "home": (words, reverse(home))} | context


def done_with(record: AnyImport) -> str:
    """Return what has become of a file, in a sentence."""
    if record.state == AnyImport.State.COLUMNS:
        return f"{record} is read. Now say what its columns are."
    what = capfirst(record.layout.what)
    if record.is_working:
        return f"{record} is being checked. You can leave this page. {what} has not changed yet."
    return f"{record} is checked. {what} has not changed yet."


class Imports(OfImports, ListPage):
    """Every import that the person looks after, the newest first."""

    noun = ("import", "imports")
    empty_text = "Nothing was imported yet."
    empty_action = ("Import a spreadsheet", "../import/")

    def get_actions(self) -> list[tuple[str, str]]:
        """Offer another."""
        return [("Import a spreadsheet", self.page("import_upload"))]


class Upload(OfImports, CreatePage):
    """Choose a file; it is checked, and nothing is stored yet."""

    template_name = "spreadsheet/upload.html"
    heading = "Import a spreadsheet"

    @property
    def layout(self) -> Layout:
        """The columns that this person’s files may have."""
        raise NotImplementedError

    def get_done(self, record: AnyImport) -> str:
        """Say what comes next."""
        return done_with(record)

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse(self.home[1])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns and the files that wait."""
        waiting = self.model.objects.visible_to(self.request.user).select_related(*self.related).unfinished()
        return {"layout": self.layout, "waiting": waiting} | super().get_context_data(**kwargs)


class ChooseColumns(OfImports, UpdatePage):
    """Say what each column of a file is."""

    form_class = ColumnsForm
    template_name = "spreadsheet/import_columns.html"
    heading = "What are the columns of {}?"
    submit_label = "Check the file"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask only about a file that still waits."""
        states = (AnyImport.State.COLUMNS, AnyImport.State.READY, AnyImport.State.REFUSED)
        return super().get(request, *args, **kwargs) if self.object.state in states else self.to(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its file."""
        return super().get_form_kwargs() | {"found": self.object}

    def save(self, form: ColumnsForm) -> Any:
        """Remember the columns and check the file."""
        return self.actions.choose_columns(
            found=self.object,
            columns=form.columns,
            name=form.cleaned_data["name"],
            by=self.request.user,
            today=localdate(),
        )

    def get_done(self, record: AnyImport) -> str:
        """Say what comes next."""
        return f"The columns are remembered. {done_with(record)}"

    def get_cancel_url(self) -> str:
        """Go back to the imports, where the file waits."""
        return self.page("imports")


class Preview(OfImports, DetailPage):
    """What a file will do, or what is wrong with it; afterwards, what it did."""

    template_name = "spreadsheet/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table that the state asks for."""
        context = super().get_context_data(**kwargs)
        if self.object.state in (AnyImport.State.READY, AnyImport.State.REFUSED):
            return context | self.waiting()
        if self.object.can_be_undone_on(localdate()):
            return context | {"why_not_undone": self.actions.why_not_undone(self.object, localdate())}
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
        table = self.problem_table(data=data) if wrong else self.outcome_table(data=data)
        table.request, table.caption = self.request, "What is wrong" if wrong else "What the file says"
        table.turn_to(self.request.GET.get("page", "1"), PER_PAGE, count)
        return table


class Problems(OfImports, DetailPage):
    """Everything that is wrong with a file, as a file."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Send it as CSV, or as a workbook when asked."""
        table = self.problem_table(data=self.object.problems.all())
        return EXPORTS.get(self.request.GET.get("format", ""), csv_response)(table, "problems")


class Progress(OfImports, DetailPage):
    """How far a worker is, for the progress bar."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Answer in JSON."""
        found = self.object
        return JsonResponse({"progress": found.progress, "step": found.step, "done": not found.is_working})


class Apply(OfImports, ActionPage):
    """Apply a file."""

    heading = "Apply {}"

    @property
    def submit_label(self) -> str:  # type: ignore[override]
        """Say where it goes."""
        return f"Apply to {self.object.layout.what}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask only about a file that can be applied; go to the page that says what became of any other."""
        if self.object.state == AnyImport.State.READY:
            return super().get(request, *args, **kwargs)
        if self.object.state == AnyImport.State.APPLIED:
            messages.info(request, f"{self.object} is applied already.")
        return self.to(self.object)

    def get_what_happens(self) -> str:
        """Say how many are added and changed."""
        found, many = self.object, self.object.layout.many
        if found.state != AnyImport.State.READY:
            return f"{found} cannot be applied: {found.get_state_display().lower()}."
        stay = "stays as it is" if found.unchanged == 1 else "stay as they are"
        return (
            f"{capfirst(found.place)} gets {found.added:,} new; {found.changed:,} changed; "
            f"{found.unchanged:,} {stay}. All of it is stored, or nothing. Nobody is removed. "
            f"You can undo it as a whole for 30 days, while nobody has changed the same {many}."
        )

    def act(self, record: AnyImport, form: Any) -> None:
        """Apply it."""
        self.applied = self.actions.ask_to_apply(found=record, by=self.request.user, today=localdate())

    def get_done(self, record: Any) -> str:
        """Say what was stored."""
        if self.applied is None:
            return f"{record} is being applied. You can leave this page."
        if self.applied.again:
            return f"{record} is applied already, so nothing is changed now."
        return f"{record} is applied: {self.applied.added:,} added, {self.applied.changed:,} changed."


class CheckAgain(OfImports, ActionPage):
    """Compare a waiting file with what is on record now."""

    heading = "Check {} again"
    submit_label = "Check again"

    def get_what_happens(self) -> str:
        """Say with what it is compared."""
        what = self.object.layout.what
        return f"{self.object} is compared with {what} as it is now. Nothing is stored in that."

    def get_done(self, record: AnyImport) -> str:
        """Say that it changed nothing."""
        return f"{record} is checked again. {capfirst(record.layout.what)} has not changed."

    def act(self, record: AnyImport, form: Any) -> None:
        """Check it."""
        self.actions.check_again(found=record, by=self.request.user, today=localdate())


class PutAway(OfImports, ActionPage):
    """Forget a file that nobody will apply."""

    heading = "Put {} away"
    what_happens = "The rows of {} are deleted here. What is on record stays as it is."
    submit_label = "Put away"
    done = "{} is put away."

    def act(self, record: AnyImport, form: Any) -> None:
        """Put it away."""
        self.actions.put_away(found=record, by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the upload."""
        return self.page("import_upload")


class Undo(OfImports, ActionPage):
    """Give back what an import changed, and take away whom it added."""

    heading = "Undo the import of {}"
    submit_label = "Undo this import"
    is_destructive = True
    done = "The import of {} is undone."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask only about an import that can be undone."""
        can = self.object.can_be_undone_on(localdate())
        return super().get(request, *args, **kwargs) if can else self.to(self.object)

    def get_what_happens(self) -> str:
        """Say how many are taken away and given back."""
        found, one, many = self.object, self.object.layout.each, self.object.layout.many
        return (
            f"{found.added:,} added {f'{one} is' if found.added == 1 else f'{many} are'} taken off "
            f"{found.place}, and {found.changed:,} changed "
            f"{'record gets' if found.changed == 1 else 'records get'} the values of before. "
            "All of it is undone, or nothing."
        )

    def act(self, record: AnyImport, form: Any) -> None:
        """Undo it."""
        self.actions.undo(found=record, by=self.request.user, today=localdate())


class Template(OfImports, View):
    """An empty list as a workbook."""

    #: Whether a made-up row stands in it.
    has_example = False

    @property
    def layout(self) -> Layout:
        """The columns that this person’s files may have."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the file."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        response = HttpResponse(template(self.layout, self.has_example), content_type=XLSX)
        name = self.layout.title.lower().replace(" ", "-")
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return response
