"""What a team's page shows of its audit."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from kmtp.partnership.models import Team
from placements import auditing
from placements.models import TeamAudit
from placements.models.audit import PERMISSION

register = template.Library()


@register.inclusion_tag("placements/_team_audit.html", takes_context=True)
def team_audit(context: template.Context, team: Team) -> dict[str, Any]:
    """``{% team_audit team %}``: where the team stands by its newest audit, for who may audit it."""
    if not context["request"].user.has_perm(PERMISSION, team):
        return {"team": None}
    newest = TeamAudit.objects.filter(team=team).first()
    where = auditing.standing(newest.valid_until if newest else None, localdate())
    return {"team": team, "audit": newest, "words": auditing.WORDS[where], "colour": auditing.COLOURS[where]}
