"""What placements ask of whoever is signed in, for the first page."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.partnership.front_page import Line, numbers
from kmtp.ui.tables import day_in_words
from placements import auditing, lifecycle
from placements.audits import lapsing
from placements.models import Concern, Day, Placement, Request, Step, StepKind, Student, Whereabouts

SOON = timedelta(days=28)
READS_CONCERNS = {Role.PARTNER, Role.EDUCATOR}
#: What a step says of one placement and of several, the list it opens, and whether it is urgent.
STEPS = {
    "start": ("placement should have started", "placements should have started", "due=start", True),
    "end": ("placement should have ended", "placements should have ended", "due=end", True),
    "educator": (
        "placement has a practice educator who left the register or is on a break",
        "placements have a practice educator who left the register or is on a break",
        "due=educator",
        True,
    ),
    "steps": (
        "step of a placement is overdue",
        "steps of placements are overdue",
        "falls=overdue",
        True,
    ),
    "provisional": (
        "provisional placement to confirm",
        "provisional placements to confirm",
        "state=provisional",
        False,
    ),
}
#: Whose steps a role reads as its own.
OWNERS = {Role.EDUCATOR: StepKind.Owner.EDUCATOR.value, Role.PARTNER: StepKind.Owner.UNIVERSITY.value}
#: What a university reads of its students, and whether it has to do something.
STUDENTS = {
    Whereabouts.TO_SEND: (
        "of your students is not sent to a council yet",
        "of your students are not sent yet",
        True,
    ),
    Whereabouts.WAITING: (
        "of your students waits for a placement",
        "of your students wait for a placement",
        False,
    ),
    Whereabouts.PLACED: ("of your students has a placement", "of your students have a placement", False),
}


def lines(user: Any, today: date) -> list[Line]:
    """Return what placements ask of this person today."""
    if user.has_perm("placements.pair_student"):
        return faculty_lines(user, today)
    roles = access.roles(user)
    found = field_lines(user, today) if roles & READS_CONCERNS else []
    found += partner_lines(user, today) if Role.PARTNER in roles else []
    return found + (day_lines(user) + educator_lines(user) if Role.EDUCATOR in roles else [])


def field_lines(user: Any, today: date) -> list[Line]:
    """Return what concerns and steps ask of a practice educator or a university. One query."""
    owners = [owner for role, owner in OWNERS.items() if role in access.roles(user)]
    own = Step.objects.visible_to(user).overdue(today).filter(kind__owner__in=owners)
    found = numbers(user, steps=own, **own_concerns(user, today))
    return step_lines(found["steps"], owners) + concern_lines(found)


def faculty_lines(user: Any, today: date) -> list[Line]:
    """Return what waits for a coordinator. One query."""
    waiting = Request.objects.visible_to(user).since_last_year(today).waiting()
    held = Placement.objects.visible_to(user)
    found = numbers(
        user,
        waiting=waiting,
        soon=waiting.starting_by(today + SOON),
        start=held.to_start(today),
        end=held.to_end(today),
        educator=held.educator_gone(today),
        provisional=held.filter(state="provisional", starts_on__gt=today),
        audits=lapsing(user, today),
        **own_concerns(user, today),
        steps=Step.objects.visible_to(user).overdue(today),
    )
    steps = [step_line(step, found[step]) for step in STEPS if found[step]]
    return (
        waiting_line(found["waiting"], found["soon"])
        + steps
        + concern_lines(found)
        + audit_line(found["audits"])
    )


def audit_line(number: int) -> list[Line]:
    """Return the line about teams that need a new audit soon."""
    words = (
        "team’s audit lapses within three months"
        if number == 1
        else "teams’ audits lapse within three months"
    )
    url = f"{reverse('placements:audit_list')}?standing={auditing.LAPSING}"
    return [Line(f"{number:,} {words}", url)] if number else []


def own_concerns(user: Any, today: date) -> dict[str, Any]:
    """Return the open concerns in which this person is involved, and those with something due."""
    own = Concern.objects.visible_to(user).open()
    return {"concerns": own, "concerns_due": own.due_by(today)}


def concern_lines(found: dict[str, int]) -> list[Line]:
    """Return the line about one's own concerns; nobody else gets one."""
    number, due = found["concerns"], found["concerns_due"]
    url = reverse("placements:concern_list")
    if due:
        words = "concern has a meeting or review due" if due == 1 else "concerns have a meeting or review due"
        return [Line(f"{due:,} {words}", f"{url}?state=open&due=now", urgent=True)]
    words = (
        "open concern in which you are involved" if number == 1 else "open concerns in which you are involved"
    )
    return [Line(f"{number:,} {words}", f"{url}?state=open", asks=False)] if number else []


def waiting_line(number: int, soon: int) -> list[Line]:
    """Return the line about students without a placement: nothing that waits for a coordinator weighs more."""
    if not number:
        return []
    words = "student has no placement yet" if number == 1 else "students have no placement yet"
    within = f"; {soon} should start within four weeks" if soon else ""
    url = reverse("placements:request_list") + "?state=waiting"
    return [Line(f"{number:,} {words}{within}", url, urgent=True)]


def step_line(step: str, count: int) -> Line:
    """Return the line about ``count`` placements at which a step is due."""
    one, many, query, urgent = STEPS[step]
    where = reverse("placements:steps" if step == "steps" else "placements:list")
    return Line(f"{count:,} {one if count == 1 else many}", f"{where}?{query}", urgent)


def step_lines(count: int, owners: list[str]) -> list[Line]:
    """Return the line about the overdue steps that are this person's own to do."""
    words = "of your steps is overdue" if count == 1 else "of your steps are overdue"
    query = "&".join(["falls=overdue", *(f"owner={owner}" for owner in owners)])
    return (
        [Line(f"{count:,} {words}", f"{reverse('placements:steps')}?{query}", urgent=True)] if count else []
    )


def partner_lines(user: Any, today: date) -> list[Line]:
    """Return what a university has to do and where its students are. One query."""
    students = Student.objects.visible_to(user).since_last_year(today).order_by()
    found = dict(students.values_list("whereabouts").annotate(n=Count("pk")))
    return [student_line(where, found[where]) for where in STUDENTS if found.get(where)]


def student_line(where: Whereabouts, count: int) -> Line:
    """Return the line about ``count`` students of a university who are at the same point."""
    one, many, asks = STUDENTS[where]
    url = f"{reverse('placements:student_list')}?whereabouts={where.value}"
    return Line(f"{count:,} {one if count == 1 else many}", url, asks=asks)


def day_lines(user: Any) -> list[Line]:
    """Return the days that wait for a practice educator, where no on-site supervisor confirms them. One query."""
    own = Day.objects.visible_to(user).waiting().filter(placement__educator__person=user.pk)
    alone = own.filter(placement__supervisor=None).order_by("placement")
    rows = alone.values_list("placement", "placement__student__reference").annotate(number=Count("pk"))
    return [day_line(*row) for row in rows]


def day_line(placement: int, student: str, number: int) -> Line:
    """Return the line about the days of one student that wait."""
    words = "day of student {} waits" if number == 1 else "days of student {} wait"
    url = reverse("placements:days_confirm", args=[placement])
    return Line(f"{number:,} {words.format(student)} for you to confirm", url)


def educator_lines(user: Any) -> list[Line]:
    """Return a practice educator's students. One query."""
    held = Placement.objects.visible_to(user).filter(educator__person=user.pk).holding()
    return [own_line(one) for one in held.select_related("student", "team").order_by("starts_on")[:4]]


def own_line(placement: Placement) -> Line:
    """Return the line about one student of a practice educator."""
    state = lifecycle.STATES[placement.state].label.lower()
    days = f"{day_in_words(placement.starts_on)} to {day_in_words(placement.ends_on)}"
    words = f"Your student {placement.student}: {state}, {days}"
    return Line(words, placement.get_absolute_url(), asks=False)
