"""The case study's year once more: the students and educators of 2019/20, to be allocated from nothing.

    python -m bench.case_study      # in an empty database: loads the demo, works three drafts out, prints a line

The demo's placements of the year become requests, everybody who was on a register then offers what she could take,
and the placements are taken away. Then a draft of both councils is started by the same actions as on the page, and
worked out by the same task.
"""

import json
import time
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from unittest import mock

import django

from bench.pace import watched
from kmtp.partnership.academic_year import AcademicYear

YEAR = AcademicYear(2019)
#: The click: before the year begins, so that nobody has started yet.
CLICK = datetime(2019, 8, 19, 9, 0, tzinfo=UTC)
ASKED = date(2019, 6, 3)
OFFERED = date(2019, 7, 1)
RUNS = 3


class Run(NamedTuple):
    """What one draft came to, how many seconds each part took, and how slow the machine was meanwhile."""

    students: int
    placed: int
    first_come: int
    is_proved: bool
    clicked: float
    worked: float
    shown: float
    processor: float
    slow: float


def prepare() -> int:
    """Take the year's placements away and leave requests and offers instead; return how many students wait.

    Audits of teams are of the demo's own day and say nothing of that year, so they go too.
    """
    from placements.models import Placement, TeamAudit  # noqa: PLC0415 -- after django.setup()

    TeamAudit.objects.all().delete()
    made = list(Placement.objects.starting_in(YEAR).select_related("student").order_by("pk"))
    _offer(made)
    _ask(made)
    Placement.objects.filter(pk__in=[one.pk for one in made]).update(state="withdrawn", reason="by-provider")
    return len(made)


def _ask(made: list[Any]) -> None:
    from placements.models import Request  # noqa: PLC0415

    names = ("student_id", "council_id", "kind", "starts_on", "ends_on", "days_per_week")
    Request.objects.bulk_create(
        Request(asked_on=ASKED, **{name: getattr(one, name) for name in names}) for one in made
    )


def _offer(made: list[Any]) -> None:
    """Let everybody of the year's registers offer her team's places, and teams offer the shadowing they gave."""
    from placements.models import Offer  # noqa: PLC0415

    last = max(one.ends_on for one in made)
    plain = {"starts_on": YEAR.starts_on, "ends_on": last, "offered_on": OFFERED}
    teaching = [
        Offer(council_id=one.council_id, team_id=team, educator=one, kinds=["first", "final"], places=places, **plain)
        for one, team, places in _who_teaches(made)
    ]  # fmt: skip
    hosting = [
        Offer(council_id=one.council_id, team_id=one.team_id, kinds=["readiness"], **plain)
        for one in made
        if one.educator_id is None
    ]
    Offer.objects.bulk_create(teaching + hosting)


def _who_teaches(made: list[Any]) -> list[tuple[Any, int, int]]:
    """Return who had an award before the year, her team, and as many students as she had or has room for."""
    from educators.models import Educator  # noqa: PLC0415

    had: dict[int, list[int]] = {}
    for one in made:
        had.setdefault(one.educator_id, []).append(one.team_id)
    people = Educator.objects.on_the_register_on(CLICK.date()).qualified_on(CLICK.date()).order_by("pk")
    teams = {one.pk: one.team_id or next(iter(had.get(one.pk, ())), None) for one in people}
    return [
        (one, teams[one.pk], max(one.capacity, len(had.get(one.pk, ())))) for one in people if teams[one.pk]
    ]


def click() -> Any:
    """Draft the year for both councils as the partnership's lead does on the page; return the draft, worked out."""
    from placements.models import Draft  # noqa: PLC0415

    return Draft.objects.get(pk=_clicked(_lead(), 1)[0])


def _lead() -> Any:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from kmtp.partnership.models import Person  # noqa: PLC0415

    client = Client()
    client.force_login(Person.objects.get(email="lead@kmtp.example"), settings.AUTHENTICATION_BACKENDS[0])
    return client


def _clicked(client: Any, turn: int) -> tuple[int, float, float]:
    """Post the form on the day of the click, then work what it left to a worker; return the draft and the seconds."""
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from placements.matching.weights import WORDS, Weights  # noqa: PLC0415
    from placements.models import Draft  # noqa: PLC0415
    from placements.tasks import drafts as tasks  # noqa: PLC0415

    weights = {name: getattr(Weights(), name) for name in WORDS}
    days = {"starts_from": YEAR.starts_on.isoformat(), "starts_until": YEAR.ends_on.isoformat()}
    began = time.perf_counter()
    with mock.patch("placements.views.drafts.timezone", wraps=timezone, now=lambda: CLICK):
        client.post(reverse("placements:draft_add"), {"name": f"2019/20, {turn}", **days, **weights})
    posted = time.perf_counter()
    draft = Draft.objects.get(name=f"2019/20, {turn}")
    tasks.work(draft.pk)
    return draft.pk, posted - began, time.perf_counter() - posted


def measured() -> Run:
    """Return the run that was disturbed least: the click, the work, and the page that shows the proposal."""
    client = _lead()
    return min((_run(client, turn) for turn in range(RUNS)), key=lambda one: one.worked)


def _run(client: Any, turn: int) -> Run:
    from placements.models import Draft, Pairing  # noqa: PLC0415

    with watched() as pace:
        busy = time.process_time()
        key, clicked, worked = _clicked(client, turn)
        began = time.perf_counter()
        if client.get(Draft(pk=key).get_absolute_url()).status_code != 200:
            raise SystemExit("The page of the draft does not answer.")
        shown, busy = time.perf_counter() - began, time.process_time() - busy
    draft, rows = Draft.objects.get(pk=key), Pairing.objects.filter(draft=key)
    numbers = (rows.count(), rows.placed().count(), draft.figures["first_come"], draft.is_proved)
    return Run(*numbers, clicked, worked, shown, busy, pace.slow)


if __name__ == "__main__":
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS, settings.PASSWORD_HASHERS = (
        ["*"],
        ["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    prepare()
    print(json.dumps(measured()))
