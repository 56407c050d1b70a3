"""What evaluations ask of whoever is signed in, for the first page."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from evaluations.models import Evaluation, FollowUp, Response
from kmtp.partnership import access
from kmtp.partnership.front_page import Line, numbers

SEND, ANSWER = "evaluations.send_evaluation", "evaluations.answer_evaluation"
QUIET_FOR = timedelta(days=14)


def lines(user: Any, today: date) -> list[Line]:
    """Return what evaluations ask of this person today."""
    found = _coordinator(user, today) if access.grants(user, SEND) else []
    return found + (_educator(user, today) if access.grants(user, ANSWER) else [])


def _coordinator(user: Any, today: date) -> list[Line]:
    waiting = Evaluation.objects.visible_to(user).open_on(today).filter(opens_on__lte=today - QUIET_FOR)
    found = numbers(user, follow_ups=FollowUp.objects.visible_to(user).open(), chase=waiting)
    number, chase = found["follow_ups"], found["chase"]
    asked = [
        Line(_many(number, "answer needs", "answers need") + " a follow-up", _follow_ups(), urgent=True),
        Line(_many(chase, "evaluation", "evaluations") + " to chase: sent two weeks ago or more", _chase()),
    ]
    return [line for line, count in zip(asked, (number, chase), strict=True) if count]


def _follow_ups() -> str:
    return reverse("evaluations:follow_ups") + "?state=open"


def _chase() -> str:
    return reverse("evaluations:list") + "?state=sent&state=one-in&sort=opens_on"


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _educator(user: Any, today: date) -> list[Line]:
    asked = list(
        Response.objects.visible_to(user).missing_on(today).order_by("pk").values_list("pk", flat=True)
    )
    if len(asked) > 1:
        sentence = f"Tell us about {len(asked)} of your students' placements (10 minutes each)"
        return [Line(sentence, reverse("evaluations:mine"))]
    sentence = "Tell us about your student's placement (10 minutes)"
    return [Line(sentence, reverse("evaluations:own", args=[pk])) for pk in asked]
