"""What is asked about availability."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from educators.models import AvailabilityAnswer, AvailabilityCall
from educators.todo.asking import Ask

#: So many days before a call closes, those who have not answered are worth a telephone call.
NEAR = 7


def asks(user: Any, today: date) -> list[Ask]:
    """Return what is asked of ``user``, uncounted."""
    found = [unanswered(user, today)] if user.has_perm("educators.call_availability") else []
    return found + ([own(user, today)] if user.has_perm("educators.view_own_record") else [])


def unanswered(user: Any, today: date) -> Ask:
    """Return the calls that close within a week while somebody has not answered."""
    near = AvailabilityCall.objects.visible_to(user).running()
    near = near.filter(closes_on__range=(today, today + timedelta(days=NEAR)))
    waiting = near.filter(pk__in=AvailabilityAnswer.objects.waiting().order_by().values("call"))
    return Ask(
        "availability",
        waiting,
        "1 call for availability closes within a week, and some have not answered",
        "{} calls for availability close within a week, and some have not answered",
        f"{reverse('educators:calls')}?state=open",
    )


def own(user: Any, today: date) -> Ask:
    """Return the open question to a practice educator."""
    mine = AvailabilityAnswer.objects.waiting().filter(educator__person=user.pk, call__closes_on__gte=today)
    sentence = "Say whether you can take a student (1 minute)"
    return Ask("own_availability", mine, sentence, sentence, reverse("educators:mine_availability"))
