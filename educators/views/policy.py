"""The currency policy: its versions, and a change that shows whom it changes before it is saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import ListView

from educators.actions import policy as actions
from educators.forms.policy import PolicyForm
from educators.models import CurrencyPolicy
from educators.policy_preview import preview
from educators.subnavigation import Tabs
from kmtp.ui.views import Closed, CreatePage, UpdatePage

CRUMBS = [("Currency", "educators:currency"), ("Policy", "educators:policy")]


class Policies(Tabs, Closed, ListView):
    """Every version of the policy, the one in force marked."""

    model = CurrencyPolicy
    permission = "educators.view_policy"
    template_name: Any = "educators/policy.html"
    context_object_name = "policies"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which one is in force, and whether this person may change it."""
        context = super().get_context_data(**kwargs)
        today = localdate()
        past = [one for one in context["policies"] if one.in_force_from <= today]
        return context | {
            "heading": "The currency policy",
            "in_force": past[0] if past else None,
            "today": today,
            "may_change": self.request.user.has_perm("educators.change_policy"),
            "may_list": self.request.user.has_perm("educators.view_educator"),
        }


class PolicyPage(Tabs):
    """A form in two steps: the answers, then whose state they change, then the same answers again to save."""

    model = CurrencyPolicy
    permission = "educators.change_policy"
    form_class: Any = PolicyForm
    template_name: Any = "ui/form.html"
    done = "The policy is saved, and every record is brought up to date with it."
    request: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form again to whoever wants to change the answers."""
        if "again" in request.POST:
            return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined, no-any-return]
        return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def form_valid(self, form: PolicyForm) -> HttpResponse:
        """Save what was confirmed; show first whom anything else changes."""
        if "confirm" in self.request.POST:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        return self.show_preview(form)

    def show_preview(self, form: PolicyForm) -> HttpResponse:
        """Say whose state changes, and carry the answers along."""
        found = preview(self.request.user, form.instance.rule, max(localdate(), form.instance.in_force_from))
        sent = [(name, value) for name, values in self.request.POST.lists() for value in values]
        context = self.get_context_data(form=form) | {
            "heading": "Whose state the policy changes",
            "preview": found,
            "policy": form.instance,
            "sent": [pair for pair in sent if pair[0] not in ("csrfmiddlewaretoken", "again")],
        }
        self.template_name = "educators/policy_preview.html"
        return self.render_to_response(context)  # type: ignore[attr-defined, no-any-return]

    def save(self, form: PolicyForm) -> CurrencyPolicy:
        """Store the policy."""
        policy = form.save(commit=False)
        return actions.store(
            policy=policy, by=self.request.user, today=localdate(), why=form.cleaned_data["why"]
        )

    def get_cancel_url(self) -> str:
        """Go back to the policies."""
        return reverse("educators:policy")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        crumbs = [(label, reverse(name)) for label, name in CRUMBS]
        return super().get_context_data(**kwargs) | {"breadcrumbs": crumbs}


class AddPolicy(PolicyPage, CreatePage):
    """Add a version, starting from the one in force."""

    heading = "Add a version of the policy"

    def get_initial(self) -> dict[str, Any]:
        """Fill in the policy of today."""
        now = CurrencyPolicy.objects.in_force_on(localdate())
        fields = [name for name in PolicyForm.Meta.fields if name != "in_force_from"]
        return {name: getattr(now, name) for name in fields} if now else {}


class ChangePolicy(PolicyPage, UpdatePage):
    """Change a version."""

    heading = "Change the {}"

    def get_heading(self) -> str:
        """Return the title in mid-sentence."""
        return f"Change the policy from {self.object.in_force_from.day} {self.object.in_force_from:%b %Y}"
