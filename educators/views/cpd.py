"""CPD: recorded by a coordinator, or by the educator herself, who may correct it for 30 days."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import cpd as actions
from educators.forms.currency import CpdForm
from educators.models import Cpd
from educators.views.achievements import OnRecord
from educators.views.mine import OwnRecord
from kmtp.ui.views import UpdatePage


def record(form: Any, by: Any) -> Cpd:
    """Store what a form says of somebody's learning."""
    facts = {name: form.cleaned_data[name] for name in CpdForm.Meta.fields}
    return actions.record(educator=form.instance.educator, by=by, **facts)


class RecordCpd(OnRecord):
    """Record somebody's CPD."""

    row = Cpd
    form_class = CpdForm
    heading = "Record CPD of {}"

    def save(self, form: Any) -> Cpd:
        """Store it."""
        return record(form, self.request.user)


class ChangeCpd(UpdatePage):
    """Correct what is recorded."""

    model = Cpd
    permission = "educators.change_educator"
    form_class = CpdForm
    heading = "Change the CPD “{}”"
    submit_label = "Save"
    done = "“{}” is changed."

    def get_queryset(self) -> QuerySet[Cpd]:
        """Add whose it is."""
        found: QuerySet[Cpd] = super().get_queryset()
        return found.select_related("educator")

    def save(self, form: Any) -> Cpd:
        """Store it."""
        return actions.change(cpd=form.save(commit=False), by=self.request.user, today=localdate())


class RecordOwnCpd(OwnRecord, UpdatePage):
    """Record one's own CPD."""

    form_class = CpdForm
    heading = "Record your CPD"
    lede = "You may correct it for 30 days."
    object: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go to the page that says why nothing can be recorded, when no record is linked."""
        if request.user.has_perm(self.permission) and self.get_object() is None:
            return redirect("educators:mine")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start the new entry with her record."""
        return super().get_form_kwargs() | {"instance": Cpd(educator=self.object)}

    def save(self, form: Any) -> Cpd:
        """Store it."""
        return record(form, self.request.user)

    def get_done(self, record: Any) -> str:
        """Say what happened."""
        return f"“{record}” is on your record."

    def get_success_url(self, record: Any = None) -> str:
        """Go back to her record."""
        return reverse("educators:mine")

    def get_cancel_url(self) -> str:
        """Go back to her record."""
        return reverse("educators:mine")


class ChangeOwnCpd(ChangeCpd):
    """Correct one's own entry."""

    permission = "educators.view_own_record"

    def get_queryset(self) -> QuerySet[Cpd]:
        """Return her own alone."""
        return super().get_queryset().filter(educator__person=self.request.user.pk)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to her record."""
        return reverse("educators:mine")

    def get_cancel_url(self) -> str:
        """Go back to her record."""
        return reverse("educators:mine")
