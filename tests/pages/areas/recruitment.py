"""States of the pages of recruitment: what a personal link opens, and what is refused."""

from datetime import time, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from educators.models import Application, Intake, Panel, PanelMember
from kmtp.partnership.models import Organisation


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return an address for each state, by who opens it."""
    panels = reverse("educators:panels")
    listed = reverse("educators:applications")
    return {
        "nobody": {**of_applicants(kent), **of_managers(kent), **of_a_panel(kent)},
        "coordinator": {
            "no application found": f"{listed}?q=nobodyatall",
            "no panel to mend": f"{panels}?todo=provider",
            **of_planned_panels(kent),
        },
    }


def of_applicants(kent: Organisation) -> dict[str, str]:
    """Return the applicant's page in each state, a part of a draft, and a link that is not ours."""
    shown = {
        one.state: one for one in Application.objects.filter(intake__council=kent).select_related("link")
    }
    pages = {
        f"an application, {state}": reverse("educators:my_application", args=[one.link.token])
        for state, one in shown.items()
    }
    draft = shown["draft"].link.token
    pages["a part of a draft"] = reverse("educators:my_application_part", args=[draft, "manager"])
    pages["withdrawing"] = reverse("educators:my_application_withdraw", args=[draft])
    return pages


def of_managers(kent: Organisation) -> dict[str, str]:
    """Return the line manager's page before and after her answer."""
    sent = Application.objects.filter(intake__council=kent, manager_link__isnull=False)
    shown = {one.state: one for one in sent.select_related("manager_link")}
    return {
        f"the line manager's page, {state}": reverse(
            "educators:manager_answer", args=[shown[state].manager_link.token]
        )
        for state in ("submitted", "supported", "not-supported")
    }


def of_a_panel(kent: Organisation) -> dict[str, str]:
    """Return a member's page, and her score sheet."""
    rows = PanelMember.objects.filter(panel__intake__council=kent, link__isnull=False)
    member = rows.select_related("link", "panel").first()
    if member is None:
        return {}
    token = member.link.token
    sheets = {
        f"a score sheet, {one.state}": reverse("educators:my_panel_score", args=[token, one.pk])
        for one in member.panel.applications.all()
    }
    return {"a panel": reverse("educators:my_panel", args=[token]), **sheets}


def of_planned_panels(kent: Organisation) -> dict[str, str]:
    """Make a panel that can change and one that is cancelled; return their pages, and those of each change."""
    day, intake = localdate() + timedelta(days=40), Intake.objects.filter(council=kent)[0]
    facts = {"intake": intake, "held_on": day, "starts_at": time(9, 30), "place": "Room 3"}
    planned = Panel.objects.create(**facts)
    member = PanelMember.objects.create(
        panel=planned, name="Una Versity", email="una@uni.example", organisation=intake.provider
    )
    off = Panel.objects.create(**facts, cancelled_on=localdate(), cancelled_because="The chair is ill.")
    return {
        "a panel that can change": planned.get_absolute_url(),
        "a panel that is cancelled": off.get_absolute_url(),
        "changing a panel": reverse("educators:panel_change", args=[planned.pk]),
        "cancelling a panel": reverse("educators:panel_cancel", args=[planned.pk]),
        "naming a member": reverse("educators:panel_member", args=[planned.pk]),
        "removing a member": reverse("educators:panel_member_remove", args=[member.pk]),
    }
