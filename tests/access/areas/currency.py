"""Who may open the pages of currency, and what there is to open."""

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from tests.access.line import EDUCATOR, EDUCATORS, FACULTY, LEAD, NOBODY, Line, form

LINES: tuple[Line, ...] = (
    Line("educators:currency", FACULTY),
    Line("educators:activities", FACULTY),
    Line("educators:return_plans", FACULTY),
    form("educators:return_plan_add", FACULTY, about="educator"),
    form("educators:return_plan_change", FACULTY, about="return plan"),
    form("educators:return_plan_complete", FACULTY, about="return plan"),
    form("educators:return_plan_end", FACULTY, about="return plan"),
    form("educators:cpd_add", FACULTY, about="educator"),
    form("educators:cpd_change", FACULTY, about="cpd"),
    form("educators:mine_cpd", EDUCATORS),
    form("educators:mine_cpd_change", EDUCATORS, about="cpd"),
    Line("educators:policy", FACULTY | {EDUCATOR}),
    form("educators:policy_add", {LEAD}),
    form("educators:policy_change", {LEAD}, about="currency policy"),
    Line("educators:registration", FACULTY),
    Line("educators:registration_checked", NOBODY, FACULTY),
)
OF_A_COUNCIL: frozenset[str] = frozenset({"return plan"})


def make_corner(world: Any, corner: str) -> None:
    """Make a plan and CPD of the corner's educator, and the one policy of the partnership."""
    from educators.models import Cpd, CurrencyPolicy, ReturnPlan  # noqa: PLC0415 -- models are not ready earlier
    from tests.access.world import COUNCIL, OWN, WORD  # noqa: PLC0415 -- the world imports this

    educator, today = world.rows["educator"][corner], localdate()
    days = {"agreed_on": today, "starts_on": today, "review_on": today, "ends_on": today + timedelta(days=90)}
    plan = ReturnPlan.objects.create(educator=educator, steps=f"{WORD[corner]}register steps", **days)
    if corner in (OWN, COUNCIL):
        world.add("return plan", corner, plan)
    cpd = Cpd(educator=educator, on=today, hours=2, title=f"{WORD[corner]}register course", kind="course")
    cpd.save()
    world.add("cpd", corner, cpd)
    policy = CurrencyPolicy.objects.get_or_create(in_force_from=date(2015, 10, 1))[0]
    world.add("currency policy", corner, policy)
