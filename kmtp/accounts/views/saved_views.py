"""A person's own views of lists: saved, renamed, deleted."""

from typing import Any

from django.urls import reverse

from kmtp.accounts import saved_views
from kmtp.accounts.forms import RenameViewForm, SaveViewForm
from kmtp.accounts.models import SavedView
from kmtp.ui.views import ActionPage, CreatePage, UpdatePage

PERMISSION = "accounts.save_view"


class SaveView(CreatePage):
    """Give the filters of a list a name; the address says which list and which filters."""

    model = SavedView
    permission = PERMISSION
    form_class = SaveViewForm
    heading = "Save this view"
    lede = (
        "The filters and the order of the list are kept for you alone, and stand above the list from now on."
    )
    done = "The view “{}” is saved."

    def get_initial(self) -> dict[str, Any]:
        """Read the list and its filters from the address."""
        return {name: self.request.GET.get(name, "") for name in ("route", "query")}

    def save(self, form: Any) -> SavedView:
        """Keep it."""
        return saved_views.save(person=self.request.user, **form.cleaned_data)

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        route = self.request.GET.get("route", "")
        query = saved_views.kept(self.request.GET.get("query", ""))
        return f"{reverse(route)}?{query}" if saved_views.is_a_list(route) else reverse("home")


class RenameView(UpdatePage):
    """Give a view another name, or go on to delete it."""

    model = SavedView
    permission = PERMISSION
    form_class = RenameViewForm
    template_name = "accounts/saved_view.html"
    heading = "Change the view “{}”"
    done = "The view is called “{}” now."

    def save(self, form: Any) -> SavedView:
        """Store the name."""
        return saved_views.rename(view=self.object, name=form.cleaned_data["name"])


class DeleteView(ActionPage):
    """Forget a view."""

    model = SavedView
    permission = PERMISSION
    heading = "Delete the view “{}”"
    what_happens = "The view “{}” goes; the list and everything on it stay as they are."
    submit_label = "Delete the view"
    is_destructive = True
    done = "The view “{}” is deleted."

    def act(self, record: SavedView, form: Any) -> None:
        """Forget it."""
        self.back = reverse(record.path) if saved_views.is_a_list(record.path) else reverse("home")
        saved_views.delete(view=record)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the list."""
        return self.back
