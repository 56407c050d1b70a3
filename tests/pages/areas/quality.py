"""States of the pages of quality: a record by link, its form, what was said, and a decision with an error."""

from django.utils.timezone import localdate, now

from educators.actions.confirmations import PURPOSE
from educators.models import Confirmation, Educator
from kmtp.mail import links
from kmtp.partnership.models import Organisation


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make what is missing; return an address for each state, by who opens it."""
    asked = Confirmation.objects.filter(state__in=("asked", "waiting"))
    here = Educator.objects.of(kent).active_on(localdate())
    free = here.exclude(pk__in=asked.values("educator")).order_by("pk")
    first, second = (address(one, state) for one, state in zip(free[:2], ("asked", "confirmed"), strict=True))
    mend = "/educators/data-quality/records/"
    return {
        "nobody": {
            "a record to look at": first,
            "a record to correct": f"{first}?correct=1",
            "a record that was confirmed": second,
        },
        "coordinator": {"nobody to mend": f"{mend}?q=nobodyatall", "one check": f"{mend}?check=twice"},
    }


def address(educator: Educator, state: str) -> str:
    """Return the page behind the link of a question in this state."""
    link = links.issue(purpose=PURPOSE, days=30)
    answered = None if state == "asked" else now()
    Confirmation.objects.create(
        educator=educator, link=link, state=state, asked_at=now(), answered_at=answered
    )
    return f"/educators/record/check/{link.token}/"
