"""States of the pages of availability: a question by link, what was said, changing it, a call not yet open."""

from django.db.models import QuerySet

from educators.actions.availability import PURPOSE
from educators.models import AvailabilityAnswer, AvailabilityCall
from kmtp.mail import links
from kmtp.partnership.models import Organisation


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make what is missing; return an address for each state, by who opens it."""
    call = AvailabilityCall.objects.running().get(council=kent)
    waiting = linked(AvailabilityAnswer.objects.waiting().filter(call=call))
    answered = linked(call.answers.filter(says="yes"))
    answers = f"{call.get_absolute_url()}answers/"
    return {
        "nobody": {
            "a question about availability": waiting,
            "what was said about availability": answered,
            "changing what was said": f"{answered}?change=1",
        },
        "coordinator": {"nobody in a call": f"{answers}?q=nobodyatall", "no answer": f"{answers}?says=none"},
    }


def linked(rows: QuerySet[AvailabilityAnswer]) -> str:
    """Return the page behind the link of the first of these; make the link."""
    answer = rows.filter(link=None).order_by("pk")[0]
    answer.link = links.issue(purpose=PURPOSE, days=30)
    answer.save(update_fields=["link"])
    return f"/educators/availability/answer/{answer.link.token}/"
