"""States of the pages of team audits."""

from django.urls import reverse

from kmtp.partnership.models import Organisation, Team
from placements.models import AuditAction, TeamAudit


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return an audit with a plan, one without, a team to audit, and no result."""
    ours = TeamAudit.objects.filter(team__organisation=kent)
    planned = ours.exclude(actions=None).latest("pk")
    action = AuditAction.objects.filter(audit=planned, done_on=None).latest("pk")
    team = Team.objects.filter(organisation=kent, audits=None).earliest("pk")
    return {
        "coordinator": {
            "an audit with a plan": planned.get_absolute_url(),
            "an audit without one": ours.filter(actions=None).latest("pk").get_absolute_url(),
            "changing an audit": reverse("placements:audit_change", args=[planned.pk]),
            "adding to its plan": reverse("placements:audit_plan", args=[planned.pk]),
            "something put right": reverse("placements:audit_settle", args=[action.pk]),
            "the first audit of a team": reverse("placements:audit_add", args=[team.pk]),
            "no audit found": f"{reverse('placements:audit_list')}?q=nothing-like-it",
        }
    }
