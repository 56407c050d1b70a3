"""States of the pages on which a rule is set aside."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.partnership.models import Organisation, Team
from placements.models import Student
from tests import make


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return a final placement with somebody at Stage 1, asked before and on the page of the reasons."""
    today, team = localdate(), Team.objects.open_on(localdate()).filter(organisation=kent).earliest("pk")
    dates = {"starts_on": today + timedelta(days=900), "ends_on": today + timedelta(days=1080)}
    until = {"registered_until": today + timedelta(days=1500)}
    educator = make.educator(kent, stage=1, team=team, first_name="Una", last_name="One", **until)
    student = Student.objects.earliest("pk")
    asked = make.request(kent, student=student, asked_on=today, **dates)
    args = [asked.pk, educator.pk]
    return {
        "coordinator": {
            "pairing against a rule": reverse("placements:pair", args=args),
            "setting a rule aside": reverse("placements:set_aside", args=[*args, team.pk]),
        }
    }
