"""The letters about days: the links when a placement starts, and on Fridays that days wait to be confirmed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from educators.models import Educator
from kmtp.audit import recorded
from kmtp.mail import actions as mail
from kmtp.mail.models import PersonalLink
from placements import lifecycle
from placements.models import ConfidentialProfile, Day, Placement, PlacementLink

Role = PlacementLink.Role
TOKEN = "TOKEN"  # noqa: S105 -- a stand-in: the token is put into the letter when it is sent
FRIDAY = 4
SUBJECTS = {
    Role.STUDENT: "Log your placement days: a tap a day",
    Role.SUPERVISOR: "Confirm your student’s placement days: 2 minutes a week",
}
PAGES = {Role.STUDENT: "placements:log", Role.SUPERVISOR: "placements:confirm_by_link"}
WAITING = "Your student’s days wait to be confirmed: 2 minutes"


@dataclass(frozen=True, slots=True)
class DayReader:
    """Somebody who logs or confirms days; a practice educator with an account signs in for it."""

    name: str
    email: str
    signs_in: bool = False


def confirmer(placement: Placement) -> Educator | None:
    """Return who confirms the days: the on-site supervisor, or the practice educator where there is none."""
    return placement.supervisor or placement.educator


def reader_of(placement: Placement, role: str) -> DayReader | None:
    """Return whom to write to for a role; nobody when no address is known."""
    found = _student(placement) if role == Role.STUDENT else _confirmer(placement)
    return found if found and found.email else None


def _student(placement: Placement) -> DayReader | None:
    profile = ConfidentialProfile.objects.filter(student=placement.student_id).only("email").first()
    return DayReader("", profile.email) if profile else None


def _confirmer(placement: Placement) -> DayReader | None:
    one = confirmer(placement)
    if one is None:
        return None
    signs_in = one == placement.educator and one.person is not None and one.person.is_active
    return DayReader(one.first_name, one.email or (one.person.email if one.person else ""), signs_in)


def link_of(placement: Placement, role: str) -> PersonalLink | None:
    """Return the link that somebody holds now."""
    found = PlacementLink.objects.filter(placement=placement, role=role).select_related("link").first()
    return found.link if found else None


def path_of(placement: Placement, role: str, link: PersonalLink | None) -> str:
    """Return the address that a letter opens: by the personal link, or after signing in."""
    if link is None:
        return reverse("placements:days_confirm", args=[placement.pk])
    return reverse(PAGES[Role(role)], args=[TOKEN]).replace(TOKEN, "{token}")


def open_days(placement: Placement, role: str, reader: DayReader, today: date) -> None:
    """Write the letter with the link; the same link is written once."""
    link, is_student = link_of(placement, role), role == Role.STUDENT
    which = f"link-{link.pk}" if link else f"{today:%Y%m%d}"
    mail.post(
        key=f"placement-{placement.pk}-days-{role}-{which}",
        kind="days_student" if is_student else "days_confirmer",
        to=reader.email,
        subject=SUBJECTS[Role(role)],
        context={"placement": placement, "reader": reader},
        organisation=placement.council,
        link=link,
        path=path_of(placement, role, link),
        button="Log my days" if is_student else "See the days",
        is_to_student=is_student,
    )


def friday_of(today: date) -> date | None:
    """Return the Friday of which letters are due on ``today``: Friday's on Friday, and on the weekend if late."""
    late = today.weekday() - FRIDAY
    return today - timedelta(days=late) if late >= 0 else None


def waiting_days() -> QuerySet[Placement]:
    """Return the started placements with days to confirm, and ``number`` of them."""
    waits = Count("logged_days", filter=Q(logged_days__state=Day.State.LOGGED))
    found = Placement.objects.filter(state__in=lifecycle.STARTED).annotate(number=waits).filter(number__gt=0)
    return found.select_related(
        "council", "team", "student__programme", "educator__person", "supervisor__person"
    ).order_by("pk")


@recorded("Letters about days")
def remind_due(*, today: date) -> int:
    """On Fridays, tell those who confirm that days wait; once a week each. Return how many letters are new."""
    friday = friday_of(today)
    if friday is None:
        return 0
    written = sum(_remind(one, friday) for one in waiting_days())
    mail.nudge()
    return written


def _remind(placement: Placement, friday: date) -> bool:
    reader, link = reader_of(placement, Role.SUPERVISOR), link_of(placement, Role.SUPERVISOR)
    if reader is None or (link is None and not reader.signs_in):
        return False
    letter = mail.post(
        key=f"placement-{placement.pk}-days-waiting-{friday:%Y%m%d}",
        kind="days_waiting",
        to=reader.email,
        subject=WAITING,
        context={"placement": placement, "reader": reader, "number": placement.number},  # type: ignore[attr-defined]
        organisation=placement.council,
        link=link,
        path=path_of(placement, Role.SUPERVISOR, link),
        button="See the days",
    )
    return letter is not None
