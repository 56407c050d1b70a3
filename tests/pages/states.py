"""Pages that the demo's links do not show by themselves: each state of a record, what a link opens, no result."""

from django.conf import settings
from django.utils.timezone import localdate

from educators.actions import imports
from evaluations.models import Evaluation
from forums.actions import forums
from forums.models import Forum
from kmtp.accounts import actions as accounts
from kmtp.mail import delivery
from kmtp.mail.models import Letter
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.access import Role
from kmtp.partnership.models import Organisation, Person
from kmtp.reports import actions as reports
from kmtp.reports import building
from kmtp.reports.models import Report
from placements import lifecycle
from placements.models import Placement
from tests.pages.areas import AREAS

GOOD = b"Forename,Surname,SWE no\nIda,Imported,SW990001\n"
BAD = b"Forename,Surname,SWE no,Stage 1\nIda,,twelve,32/07/2018\n"
#: What every list says when nothing matches.
LISTS = ("educators", "placements", "placements/requests", "placements/students", "forums", "evaluations")


def of_everything() -> dict[str, dict[str, str]]:
    """Make what is missing; return an address for each state, by who opens it."""
    kent = Organisation.objects.get(slug="kent")
    return merged(
        {
            "nobody": links(kent),
            "manager": reports_of(kent),
            "coordinator": {**imports_of(kent), **placements_of(kent), **others_of(kent), **nothing_found()},
        },
        *(area.states(kent) for area in AREAS),
    )


def merged(*parts: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the addresses of all parts, by who opens them."""
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        for who, addresses in part.items():
            found.setdefault(who, {}).update(addresses)
    return found


def links(kent: Organisation) -> dict[str, str]:
    """Return what the links in letters open."""
    lead = Person.objects.get(email="lead@kmtp.example")
    accounts.invite(name="Nora New", email="nora@kent.example", role=Role.MANAGER, organisation=kent, by=lead)
    forum = Forum.objects.get(state="draft")
    forums.announce(forum=forum, by=lead, today=localdate())
    kinds = {"an invitation": "invitation", "a forum’s invitation": "forum_invitation"}
    return {
        what: opened_by(Letter.objects.filter(kind=kind).latest("pk")) for what, kind in kinds.items()
    } | {
        "an evaluation that waits": opened_by(
            Letter.objects.filter(kind="evaluation_invitation").earliest("pk")
        )
    }


def opened_by(letter: Letter) -> str:
    """Return the address of a letter's link."""
    return delivery.address(letter).removeprefix(settings.SITE_URL)


def reports_of(kent: Organisation) -> dict[str, str]:
    """Return a report that is ready, one that is being built and one that failed."""
    manager = Person.objects.get(email="manager@kent.example")
    found = {}
    for state, year in (("ready", 2019), ("building", 2018), ("failed", 2020)):
        report = reports.ask(year=AcademicYear(year), organisation=kent, by=manager)
        found[f"a report: {state}"] = report.get_absolute_url()
        if state == "ready":
            building.build(report.pk)
        else:
            Report.objects.filter(pk=report.pk).update(state=state, progress=30, step="Counted placements")
    return found


def imports_of(kent: Organisation) -> dict[str, str]:
    """Return the preview of a file that can be applied and of one that cannot."""
    coordinator = Person.objects.get(email="coordinator@kent.example")
    files = {"good.csv": GOOD, "bad.csv": BAD}
    uploads = {name: imports.Upload.of(name, content) for name, content in files.items()}
    made = {
        name: imports.upload(council=kent, file=file, by=coordinator, today=localdate())
        for name, file in uploads.items()
    }
    return {f"an import: {name}": one.get_absolute_url() for name, one in made.items()}


def placements_of(kent: Organisation) -> dict[str, str]:
    """Return a placement in each state that there is."""
    by_state = {
        state: Placement.objects.filter(council=kent, state=state).first() for state in lifecycle.STATES
    }
    return {f"a placement: {state}": one.get_absolute_url() for state, one in by_state.items() if one}


def others_of(kent: Organisation) -> dict[str, str]:
    """Return both sides of an evaluation, and a forum in each state."""
    read = Evaluation.objects.filter(placement__council=kent, responses__answers__key="text.best")
    both = read.exclude(responses__submitted_at=None).earliest("pk")
    forum = {one.state: one.get_absolute_url() for one in Forum.objects.order_by("held_on")}
    return {"an evaluation: both": both.get_absolute_url()} | {f"a forum: {key}": forum[key] for key in forum}


def nothing_found() -> dict[str, str]:
    """Return each list when nothing matches what was searched for."""
    return {f"{name}: nothing found": f"/{name}/?q=zzzz" for name in LISTS} | {"search": "/search/?q=a"}
