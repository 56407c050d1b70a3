"""Who may open the pages of fees, and what there is to open."""

from typing import Any

from tests.access.line import LEAD, PARTNERS, Line, form

LINES: tuple[Line, ...] = (
    Line("placements:fees", PARTNERS),
    Line("placements:fee_year", PARTNERS, about="fee year"),
    Line("placements:fee_month", PARTNERS, about="fee month"),
    Line("placements:fee_rules", PARTNERS),
    form("placements:rate_add", {LEAD}),
    form("placements:rate_change", {LEAD}, about="fee rate"),
    form("placements:exemption_add", {LEAD}),
    form("placements:exemption_change", {LEAD}, about="fee exemption"),
)
OF_A_COUNCIL: frozenset[str] = frozenset()
#: A month's address names a university, and shows each what is theirs; the rules are nobody's own.
SHARED: frozenset[str] = frozenset({"fee year", "fee month", "fee rate", "fee exemption"})


def make_corner(world: Any, corner: str) -> None:
    """Confirm a day of the corner's placement, and give its university a rate of its own."""
    from datetime import timedelta

    from django.utils import timezone
    from django.utils.timezone import localdate

    from kmtp.partnership.academic_year import AcademicYear
    from placements.models import Day, FeeExemption, FeeRate
    from tests.access.world import OWN, university_of

    on, now = localdate() - timedelta(days=1), timezone.now()
    placement = world.rows["placement"][corner]
    times = {"logged_at": now, "settled_at": now}
    day = Day.objects.create(placement=placement, on=on, state="confirmed", **times)
    if corner == OWN:
        year, university = AcademicYear.of(on).slug, university_of(corner)
        rate = FeeRate.objects.create(in_force_from=on, university=university, pounds="21.50")
        exemption = FeeExemption.objects.create(route="step-up", starts_on=on, why="Paid by the scheme")
        world.add("fee year", corner, day, year=year)
        world.add("fee month", corner, day, year=year, university=university.slug, month=on.month)
        world.add("fee rate", corner, rate)
        world.add("fee exemption", corner, exemption)
