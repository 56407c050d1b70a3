"""The pages that every room is made of: a list, a record, a form, an action that asks first.

All are closed twice: the person needs the permission, and every record is looked for among those
``visible_to`` the person, so that another council's record does not exist (404).
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.generic import DetailView, FormView, View
from django.views.generic.detail import SingleObjectMixin
from django_filters.views import FilterView
from django_tables2.views import SingleTableMixin

from kmtp.audit import Refused
from kmtp.ui.exports import csv_response, xlsx_response
from kmtp.ui.filters import FilterSet
from kmtp.ui.forms import Form
from kmtp.ui.tables import CHOSEN, EVERYTHING, Table

KEY = re.compile(r"[0-9]{1,18}")
SAVED_ALREADY = "This was saved already, or clashes with something saved a moment ago. Look at the list."
log = logging.getLogger(__name__)
EXPORTS: Mapping[str, Callable[[Table, str], HttpResponseBase]] = {"csv": csv_response, "xlsx": xlsx_response}


class Closed:
    """Let in only people who hold ``permission``, and show them only what is theirs to see."""

    permission: str
    model: Any
    request: Any  # whose ``user`` is somebody who signed in: the middleware lets nobody else through

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse with 403 whoever lacks the permission."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_queryset(self) -> QuerySet:
        """Return the records this person may know of; rooms add what the page needs."""
        queryset: QuerySet = self.model.objects.visible_to(self.request.user)
        return queryset


class OneRecord(Closed, SingleObjectMixin):
    """A page about one record: 404 when it is not the person's to see, 403 when not hers to do this with.

    ``Closed`` stands first, so that its ``get_queryset`` and never Django's finds the record.
    """

    def get_object(self, queryset: QuerySet | None = None) -> Any:
        """Return the record if the person may do with it what this page does."""
        record = super().get_object(queryset)
        if not self.request.user.has_perm(self.permission, record):
            raise PermissionDenied
        return record


class BulkAction(NamedTuple):
    """A button over a list: its words, and where the chosen rows are posted to."""

    label: str
    href: str


class ListPage(Closed, SingleTableMixin, FilterView):
    """A list: filters, sort order and page in the address, 25 rows a page, CSV and XLSX of what it shows.

    Give ``model``, ``permission``, ``table_class``, ``filterset_class``, ``noun`` and what an empty list
    says; ``heading`` when the count and the noun do not make the right sentence.
    """

    template_name = "ui/list.html"
    table_class: type[Table]
    filterset_class: type[FilterSet] = FilterSet
    strict = False
    per_page = 25
    noun: tuple[str, str] = ("record", "records")
    lede = ""
    empty_text = ""
    empty_action: tuple[str, str] | None = None
    may_choose_everything = False
    #: Read the first page of the whole list in one query: where an index has its order, and every query counts.
    opens_at_once = False

    def get_heading(self, count: int) -> str:
        """Return the title: by default ``204 educators``, or ``No educators``."""
        return f"{count:,} {self.noun[0] if count == 1 else self.noun[1]}" if count else f"No {self.noun[1]}"

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Return what this person can do with several rows at once."""
        return ()

    def get_actions(self) -> Sequence[tuple[str, str]]:
        """Return the (label, href) of the buttons beside the title, such as adding a record."""
        return ()

    def may_export(self) -> bool:
        """Say whether this person may take the list away as a file."""
        return True

    def get_table(self, **kwargs: Any) -> Table:
        """Return the table, sorted and opened at the page that the address names."""
        table = self.table_class(data=self.object_list, choosable=bool(self.get_bulk_actions()), **kwargs)
        table.request = self.request
        table.sort(self.request.GET.getlist(table.order_by_field))
        table.turn_to(self.request.GET.get(table.page_field, "1"), self.per_page, self.filterset.found)
        at_once = self.opens_at_once and table.page.number == 1 and not self.filterset.narrows
        table.whole = None if at_once else self.filterset.queryset
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the template needs; the count is the facets' own, so that it costs no query."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        table = context["table"]
        table.caption = heading = self.get_heading(table.paginator.count)
        return context | {
            "heading": heading,
            "lede": self.lede,
            "actions": self.get_actions(),
            "bulk_actions": self.get_bulk_actions(),
            "may_choose_everything": self.may_choose_everything and table.paginator.num_pages > 1,
            "list_query": self._query("page").rstrip("?&"),
            "empty_text": self.empty_text,
            "empty_action": self.empty_action,
            "exports": self._exports() if self.may_export() else [],
            "pages": list(
                table.paginator.get_elided_page_range(table.page.number, on_each_side=1, on_ends=1)
            ),
            "page_query": self._query("page"),
        }

    def _exports(self) -> list[tuple[str, str]]:
        return [(kind.upper(), f"{self._query('format')}format={kind}") for kind in EXPORTS]

    def _query(self, without: str) -> str:
        query = self.request.GET.copy()
        for name in {without, "format"}:
            query.pop(name, None)
        return f"?{query.urlencode()}&" if query else "?"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        """Show the page, or send the file that ``?format=`` asks for."""
        export = EXPORTS.get(self.request.GET.get("format", ""))
        if export is None:
            response: HttpResponseBase = super().render_to_response(context, **kwargs)
            return response
        if not self.may_export():
            raise PermissionDenied
        return export(context["table"], self.noun[1])


class DetailPage(OneRecord, DetailView):
    """A record. The template extends ``ui/detail.html``."""

    template_name = "ui/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page after the record."""
        return {"heading": str(self.object)} | super().get_context_data(**kwargs)


def form_kwargs(form_class: type[forms.BaseForm], user: Any) -> dict[str, Any]:
    """Return ``user`` for a form that declares it, so that its choices are the person's own."""
    return {"user": user} if "user" in signature(form_class.__init__).parameters else {}


def constraint_of(error: IntegrityError) -> str:
    """Return the name of the constraint; the rest of the message holds what somebody typed, and no log may."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")


def log_clash(request: HttpRequest, error: IntegrityError) -> None:
    """Note what the database refused that the form found good."""
    log.warning("clash path=%s constraint=%s", request.path, constraint_of(error))


class FormPage(Closed, FormView):
    """A form that saves by one action, says what happened and goes to the record.

    A refusal of the action stands above the form, and everything typed is kept.
    """

    template_name = "ui/form.html"
    heading = ""
    lede = ""
    done = "Saved."
    submit_label = ""  # empty for the form's own
    object: Any = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its record and its person where it takes them."""
        form_class: Any = self.get_form_class()
        kwargs = super().get_form_kwargs() | form_kwargs(form_class, self.request.user)
        return kwargs | ({"instance": self.object} if issubclass(form_class, forms.ModelForm) else {})

    def save(self, form: Any) -> Any:
        """Save and return the record; rooms call their one action here."""
        return form.save()

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, say so and go on; a refusal is shown with the form.

        The save is a savepoint, so that the page can still be rendered when the database refuses what the
        form found good: the second half of a double click, or a colleague who was quicker.
        """
        try:
            with transaction.atomic():
                record = self.save(form)
        except Refused as refused:
            return self.refuse(form, str(refused), refused.status)
        except IntegrityError as error:
            log_clash(self.request, error)
            return self.refuse(form, SAVED_ALREADY)
        messages.success(self.request, self.get_done(record))
        return HttpResponseRedirect(self.get_success_url(record))

    def refuse(self, form: Any, sentence: str, status: int = 409) -> HttpResponse:
        """Show the form again with everything that was typed, and why it was not saved."""
        form.add_error(None, sentence)
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_done(self, record: Any) -> str:
        """Return the sentence that says what happened; ``{}`` in ``done`` is the record."""
        return self.done.format(record)

    def get_success_url(self, record: Any = None) -> str:
        """Return where to go next: by default to the record."""
        url: str = record.get_absolute_url()
        return url

    def get_cancel_url(self) -> str:
        """Return where "Cancel" leads: to the record, or up to the list."""
        url: str = self.request.path + "../" if self.object is None else self.object.get_absolute_url()
        return url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page's words."""
        words = {"heading": self.get_heading(), "lede": self.lede, "cancel_url": self.get_cancel_url()}
        return (
            words
            | {"object": self.object, "submit_label": self.submit_label}
            | super().get_context_data(**kwargs)
        )

    def get_heading(self) -> str:
        """Return the title; ``{}`` in ``heading`` is the record."""
        return self.heading.format(self.object)


class CreatePage(FormPage):
    """Add a record."""


class UpdatePage(OneRecord, FormPage):
    """Change a record."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look for the record before anything is shown or saved, but after the person is let in."""
        if request.user.has_perm(self.permission):
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)


class ActionPage(UpdatePage):
    """Something to do with a record: GET says what will happen and changes nothing, POST does it.

    Give ``permission``, ``heading``, ``what_happens``, ``done`` and ``act``; ``form_class`` when something
    must be said, such as a reason.
    """

    template_name = "ui/confirm.html"
    form_class = Form
    what_happens = ""
    submit_label = "Confirm"
    is_destructive = False

    def act(self, record: Any, form: Any) -> Any:
        """Do it, by one action; return the record to go to, or nothing for the same."""
        raise NotImplementedError

    def save(self, form: Any) -> Any:
        """Act; the page then goes to what the action returned, if that is a record."""
        result = self.act(self.object, form)
        return result if isinstance(result, Model) else self.object

    def get_what_happens(self) -> str:
        """Return the sentence that says what will happen; ``{}`` is the record."""
        return self.what_happens.format(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what will happen."""
        words = {"consequence": self.get_what_happens(), "is_destructive": self.is_destructive}
        return words | super().get_context_data(**kwargs)


class Chosen(Closed):
    """What was chosen in a list: the ticked rows, or everything that the filters of its address leave.

    Rows that are not the person's are left out. Give ``filterset_class`` where everything may be chosen.
    """

    filterset_class: type[FilterSet] | None = None
    nothing_chosen = "Choose at least one row first."

    @property
    def is_everything(self) -> bool:
        """Say whether the whole list is meant, on all its pages."""
        return self.filterset_class is not None and EVERYTHING in self.request.POST

    def get_records(self) -> list[Any]:
        """Return the chosen records that this person may act on."""
        user = self.request.user
        return [record for record in self._found() if user.has_perm(self.permission, record)]

    def _found(self) -> QuerySet:
        if self.filterset_class is not None and self.is_everything:
            filters = self.filterset_class(self.request.GET, self.get_queryset(), request=self.request)
            return filters.qs.order_by("pk")
        keys = [key for key in self.request.POST.getlist(CHOSEN) if KEY.fullmatch(key)]
        return self.get_queryset().filter(pk__in=keys)

    def refuse_changed(self, records: Sequence[Any]) -> None:
        """Refuse when the list is no longer as long as what the person confirmed."""
        if self.is_everything and self.request.POST.get("count") != str(len(records)):
            raise Refused(f"The list has changed: it now has {len(records):,} rows. Look at it again.")


class BulkPage(Chosen, View):
    """Something to do with the rows chosen in a list: POST only; everything in a list is confirmed first."""

    http_method_names = ["post"]

    def act(self, records: list[Any]) -> str:
        """Do it, by one action; return the sentence that says what happened."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return the list to go back to."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Act on the chosen records that this person may act on, and go back to the list."""
        records = self.get_records()
        if not records:
            messages.error(request, self.nothing_chosen)
            return redirect(self.get_success_url())
        if self.is_everything and "count" not in request.POST:
            words = {"count": len(records), "cancel_url": self.get_success_url()}
            return render(request, "ui/everything.html", words)
        self.refuse_changed(records)
        return self.answer(records)

    def answer(self, records: list[Any]) -> HttpResponseBase:
        """Act, say what happened and go back; the second half of a double click says that it was done already."""
        try:
            with transaction.atomic():
                messages.success(self.request, self.act(records))
        except IntegrityError as error:
            log_clash(self.request, error)
            messages.error(self.request, SAVED_ALREADY)
        return redirect(self.get_success_url())
