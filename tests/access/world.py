"""One small partnership in which every row says whose it is: the world that the access tests look at.

Four corners: what is *own* to Kent's coordinator, CCCU's partner and Kent's educator; what is the other
*council*'s; what is the other *university*'s (in Kent); what is another *person*'s (in Kent, of CCCU). Every
text of a corner carries the corner's word, so that a leak shows in the bytes that are served.
"""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from educators.actions import imports
from educators.models import Activity, Educator, Training
from evaluations import instruments
from evaluations.models import Answer, Evaluation, FollowUp, Response
from forums import letters
from forums.models import Booking, Forum
from forums.models import Invitation as ForumInvitation
from kmtp.accounts.models import Invitation
from kmtp.mail import links
from kmtp.mail.models import Letter
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Organisation, Person
from kmtp.reports.models import Report
from placements.models import Placement, Student
from tests import make
from tests.access.areas import AREAS
from time_audit.models import Audit, Entry, Participant, Week

OWN, COUNCIL, UNIVERSITY, PERSON = CORNERS = ("own", "council", "university", "person")
#: The word that every text of a corner carries.
WORD = {OWN: "Wallaroo", COUNCIL: "Numbat", UNIVERSITY: "Bandicoot", PERSON: "Quokka"}
#: What may be private in a corner, so that a test can say who must not read even that of her own corner.
SORTS = ("register", "phone", "student", "health", "needs", "harm", "letter", "account", "place")
#: A page of the questionnaire that both sides have.
GROUP = instruments.REGISTRY[instruments.LATEST].groups[0].key
BACKEND = "kmtp.partnership.backends.RoleBackend"


@dataclass
class World:
    """The people who look, with their session cookies, and what there is to look at."""

    people: dict[str, Person] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    #: kind → corner → the arguments of an address
    things: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: What each person was served, kept for all tests that look at it (see ``crawling.py``).
    rounds: dict[str | None, Any] = field(default_factory=dict)

    def add(self, kind: str, corner: str, row: Any, **arguments: Any) -> None:
        """Remember a row as an example of its kind; its key is the argument unless others are given."""
        self.rows.setdefault(kind, {})[corner] = row
        self.things.setdefault(kind, {})[corner] = arguments or {"pk": row.pk}

    def client(self, who: str | None, **options: Any) -> Client:
        """Return a browser, signed in as somebody of the cast or as nobody."""
        client = Client(raise_request_exception=False, **options)
        if who is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client


def build() -> World:
    """Make the whole world."""
    world = World()
    make_cast(world)
    for corner in CORNERS:
        make_corner(world, corner)
    make_joint(world)
    return world


def make_cast(world: World) -> None:
    """Make the people: one for each role, and the two who look from the other side."""
    kent, cccu = make.council("Kent", theme=1), make.university("CCCU")
    medway, greenwich = make.council("Medway", theme=2), make.university("Greenwich")
    world.people = {
        Role.COORDINATOR.value: make.coordinator(kent),
        Role.LEAD.value: make.lead(),
        Role.EDUCATOR.value: make.person("Wallarooaccount Educator", role=Role.EDUCATOR, at=kent),
        Role.MANAGER.value: make.manager(kent),
        Role.PARTNER.value: make.partner(cccu),
        Role.ADMINISTRATOR.value: make.administrator(),
        "coordinator of Medway": make.coordinator(medway),
        "partner of Greenwich": make.partner(greenwich),
        "nobody in particular": make.person("Nora Norole"),
    }
    for who, person in world.people.items():
        client = Client()
        client.force_login(person, backend=BACKEND)
        world.cookies[who] = client.cookies[settings.SESSION_COOKIE_NAME].value


def council_of(corner: str) -> Organisation:
    """Return the council of a corner."""
    return make.council("Medway" if corner == COUNCIL else "Kent")


def university_of(corner: str) -> Organisation:
    """Return the university of a corner."""
    return make.university("Greenwich" if corner == UNIVERSITY else "CCCU")


def make_corner(world: World, corner: str) -> None:
    """Make one of everything for a corner."""
    make_educator(world, corner)
    make_account(world, corner)
    make_students(world, corner)
    make_forum(world, corner)
    make_evaluations(world, corner)
    make_audit(world, corner)
    if corner in (OWN, COUNCIL):
        make_import(world, corner)
        make_report(world, corner)
    for area in AREAS:
        area.make_corner(world, corner)


def make_educator(world: World, corner: str) -> None:
    """Make a practice educator with an award, an activity and a place on a programme."""
    council, word = council_of(corner), WORD[corner]
    person = world.people["educator"] if corner == OWN else None
    if corner == PERSON:
        person = make.person(f"{word}account Educator", role=Role.EDUCATOR, at=council)
    educator = make.educator(
        council,
        first_name=f"{word}register",
        last_name="Educator",
        email=f"{word.lower()}register@{council.slug}.example",
        phone=f"{word}phone",
        team=make.team(council, name=f"{word}place Team"),
        capacity=3,
        person=person,
    )
    Activity.objects.create(educator=educator, kind="asye", started_on=localdate() - timedelta(days=90))
    training = Training.objects.create(educator=educator, stage="stage-2", year=AcademicYear.of(localdate()))
    for kind, row in (("educator", educator), ("training", training)):
        if corner in (OWN, COUNCIL):
            world.add(kind, corner, row)
        else:
            world.rows.setdefault(kind, {})[corner] = row


def make_account(world: World, corner: str) -> None:
    """Make somebody with a sign-in, an invitation, and a letter; the administrator looks after all of them."""
    council, word = council_of(corner), WORD[corner]
    person = make.person(f"{word}account Manager", role=Role.MANAGER, at=council)
    invitation = Invitation.objects.create(
        name=f"{word}account Invited",
        email=f"{word.lower()}invited@{council.slug}.example",
        role=Role.MANAGER,
        organisation=council,
        link=links.issue(purpose="invitation", days=14),
        invited_by=world.people["administrator"],
    )
    letter = Letter.objects.create(
        key=f"world-{corner}",
        kind="invitation",
        organisation=council,
        to=f"{word.lower()}letter@{council.slug}.example",
        subject=f"{word}letter",
        body=f"Dear {word}letter, open {{link}}",
        link=invitation.link,
        path="/people/invitation/{token}/",
        state=Letter.State.FAILED,
        due_at=timezone.now(),
    )
    world.add("invitation link", corner, invitation, token=invitation.link.token)
    if corner in (OWN, COUNCIL):
        world.add("person", corner, person)
        world.add("membership", corner, Membership.objects.get(person=person))
        world.add("letter", corner, letter)


def make_students(world: World, corner: str) -> None:
    """Make a student on a placement, and one who was asked for and waits."""
    council, word, today = council_of(corner), WORD[corner], localdate()
    programme = make.programme(university_of(corner))
    placed, waiting = (
        make.student(programme, f"{word[:8]}-{number}", name=f"{word}student {number}") for number in (1, 2)
    )
    for student in (placed, waiting):
        student.profile.adjustments = f"{word}health"
        student.profile.save()
        Student.objects.filter(pk=student.pk).update(learning_needs=f"{word}place needs")
    educator = world.rows["educator"][corner]
    dates = {"starts_on": today - timedelta(days=60), "ends_on": today + timedelta(days=60)}
    placement = make.placement(council, student=placed, educator=educator, team=educator.team, **dates)
    ahead = {"starts_on": today + timedelta(days=90), "ends_on": today + timedelta(days=330)}
    request = make.request(council, student=waiting, asked_on=today, **ahead)
    shadowing = make.request(council, kind="readiness", student=waiting, asked_on=today, **ahead)
    world.add("placement", corner, placement)
    world.add("placement step", corner, placement, pk=placement.pk, change="pause")
    world.add("shadowing", corner, shadowing)
    world.add("student", corner, waiting)
    world.add("request", corner, request)
    world.add("pairing", corner, request, pk=request.pk, educator=educator.pk)


def make_forum(world: World, corner: str) -> None:
    """Make a forum that was announced, with one booking."""
    council, word, educator = council_of(corner), WORD[corner], world.rows["educator"][corner]
    forum = Forum.objects.create(
        # Kent's educator is invited to all of Kent's forums, so only Medway's title is a secret.
        title=f"{word}place Forum" if corner == COUNCIL else f"Forum of the {corner} corner",
        council=council,
        held_on=localdate() + timedelta(days=30),
        starts_at=time(9, 30),
        ends_at=time(12, 30),
        venue="Chatham",
        state="announced",
        notes=f"{word}needs notes",
    )
    booking = Booking.objects.create(forum=forum, educator=educator, access_needs=f"{word}needs")
    link = links.issue(purpose=letters.PURPOSE, days=60)
    invitation = ForumInvitation.objects.create(forum=forum, educator=educator, link=link)
    world.add("forum link", corner, invitation, token=link.token)
    if corner in (OWN, COUNCIL):
        world.add("forum", corner, forum)
        world.add("booking", corner, booking)


def make_evaluations(world: World, corner: str) -> None:
    """Make an evaluation that is open, and one whose two sides may be read."""
    word, today, placement = WORD[corner], localdate(), world.rows["placement"][corner]
    window = {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=25)}
    asked = Evaluation.objects.create(placement=placement, moment="end", **window)
    read = Evaluation.objects.create(
        placement=placement, moment="midpoint", revealed_at=timezone.now(), **window
    )
    for audience in ("student", "educator"):
        link = links.issue(purpose="evaluation", days=60)
        response = Response.objects.create(evaluation=asked, audience=audience, link=link)
        if audience == "educator":
            world.add("response", corner, response)
            world.add("response page", corner, response, pk=response.pk, group=GROUP)
        world.add(f"{audience}'s link", corner, response, token=link.token)
        world.add(f"{audience}'s link page", corner, response, token=link.token, group=GROUP)
        make_answers(read, audience, word)
    follow_up = FollowUp.objects.create(evaluation=read, audience="student", rule="edi.harm")
    world.add("evaluation", corner, read)
    world.add("open evaluation", corner, asked)
    world.add("evaluation side", corner, asked, pk=asked.pk, audience="student")
    world.add("follow-up", corner, follow_up)


def make_answers(evaluation: Evaluation, audience: str, word: str) -> None:
    """Answer a few questions, one of them restricted."""
    now = timezone.now()
    link = links.issue(purpose="evaluation", days=60)
    response = Response.objects.create(
        evaluation=evaluation, audience=audience, link=link, started_at=now, submitted_at=now
    )
    Answer.objects.create(response=response, key="edi.harm", choice="yes")
    Answer.objects.create(response=response, key="edi.harm.text", text=f"{word}harm")


def make_audit(world: World, corner: str) -> None:
    """Make a running time audit of the corner's council with one participant and a week."""
    council, word, today = council_of(corner), WORD[corner], localdate()
    placement = world.rows["placement"][corner]
    audit = Audit.objects.create(
        title=f"{word}place Audit",
        council=council,
        starts_on=today - timedelta(days=50),
        ends_on=today + timedelta(days=20),
        state="running",
    )
    participant = Participant.objects.create(audit=audit, placement=placement, educator=placement.educator)
    monday = today - timedelta(days=today.weekday())
    week = Week.objects.create(participant=participant, week_starts_on=monday, submitted_at=timezone.now())
    Entry.objects.create(week=week, category="supervision", daytime=90, note=f"{word}needs note")
    if corner in (OWN, COUNCIL):
        world.add("audit", corner, audit)
        world.add("audit step", corner, audit, pk=audit.pk, to="close")
    world.add("participant", corner, participant)
    world.add("week", corner, week)
    world.add("week of a participant", corner, week, pk=participant.pk, monday=monday)
    world.add("monday", corner, week, participant=participant.pk, monday=monday)


def make_import(world: World, corner: str) -> None:
    """Upload a spreadsheet with one new educator."""
    council, word = council_of(corner), WORD[corner]
    lines = f"First name,Last name,Joined the register on\n{word}register,Newcomer,2020-02-03\n"
    file = imports.Upload.of(f"{word}register.csv", lines.encode())
    by = world.people["coordinator" if corner == OWN else "coordinator of Medway"]
    found = imports.upload(council=council, file=file, by=by, today=localdate())
    world.add("import", corner, found)


def make_report(world: World, corner: str) -> None:
    """Make a report that is ready, with its file."""
    report = Report.objects.create(
        organisation=council_of(corner),
        year=AcademicYear.of(localdate()),
        revision=1,
        state=Report.State.READY,
        progress=100,
        requested_by=world.people["lead"],
        built_at=timezone.now(),
        content_hash="0" * 64,
        body=f"<p>{WORD[corner]}place</p>",
    )
    report.file.parent.mkdir(parents=True, exist_ok=True)
    report.file.write_bytes(b"%PDF-1.7 " + WORD[corner].encode() + b"place")
    world.add("report", corner, report)


def make_joint(world: World) -> None:
    """Make what belongs to the whole partnership: a forum with a booking of each council, and an audit."""
    forum = Forum.objects.create(
        title="Joint Forum",
        held_on=localdate() + timedelta(days=40),
        starts_at=time(9, 30),
        ends_at=time(12, 30),
        venue="Chatham",
        state="announced",
    )
    for corner in CORNERS:
        educator: Educator = world.rows["educator"][corner]
        Booking.objects.create(forum=forum, educator=educator, access_needs=f"{WORD[corner]}needs")
    world.add("joint forum", OWN, forum)
    today = localdate()
    audit = Audit.objects.create(
        title="Joint Audit", starts_on=today - timedelta(days=49), ends_on=today, state="running"
    )
    for corner in CORNERS:
        placement: Placement = world.rows["placement"][corner]
        Participant.objects.create(audit=audit, placement=placement, educator=placement.educator)
    world.add("joint audit", OWN, audit)
