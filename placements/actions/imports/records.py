"""What is on record of the students that a file speaks of, and which words stand for programmes and councils."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.timezone import localdate

from kmtp.partnership.models import Organisation, Team
from kmtp.spreadsheet.cells import Reader, Wrong, text_of
from kmtp.spreadsheet.checking import folded, team_among
from kmtp.spreadsheet.columns import listed
from kmtp.spreadsheet.sheet import Raw
from placements.models import (
    ConfidentialProfile,
    Placement,
    Programme,
    Request,
    Route,
    Student,
    StudentImport,
)
from placements.spreadsheet import CONFIDENTIAL, Known, KnownRequest, Setting
from placements.spreadsheet.columns import ASKED, MATCHING


def programmes_of(found: StudentImport) -> dict[str, int]:
    """Return the university’s programmes by name."""
    return dict(Programme.objects.filter(university=found.university_id).values_list("name", "pk"))


def councils_of(found: StudentImport) -> dict[str, int]:
    """Return the councils that the sender may ask, by their short names: a council only itself."""
    councils = Organisation.objects.councils().order_by("short_name")
    mine = councils if found.is_of_university else councils.filter(pk=found.sender_id)
    return dict(mine.values_list("short_name", "pk"))


def teams_of(found: StudentImport) -> dict[str, int]:
    """Return the teams that may employ a student by name, the youngest of two that share one.

    A council names its own; a university knows none.
    """
    if found.is_of_university:
        return {}
    open_then = Team.objects.filter(organisation=found.sender_id).open_on(localdate(found.uploaded_at))
    return dict(open_then.order_by("valid_from", "pk").values_list("name", "pk"))


def setting_of(found: StudentImport) -> Setting:
    """Return who sends the file, and what it may speak of."""
    return Setting(list(programmes_of(found)), list(councils_of(found)), found.is_of_university)


def readers_of(found: StudentImport) -> dict[str, Reader]:
    """Return the readers of the cells that name a programme or a council."""
    programmes, councils = programmes_of(found), councils_of(found)
    long = Organisation.objects.filter(pk__in=councils.values()).values_list("name", "short_name")
    return {
        "programme": among({name: name for name in programmes} | _by_route(found), "a programme"),
        "council": among({name: name for name in councils} | dict(long), "a council that you can ask"),
        "own_team": team_among(teams_of(found)),
    }


def _by_route(found: StudentImport) -> dict[str, str]:
    """Return the programmes that are the only one of their route, by the route’s words."""
    rows = list(Programme.objects.filter(university=found.university_id).values_list("route", "name"))
    routes = [route for route, _ in rows]
    return {str(Route(route).label): name for route, name in rows if routes.count(route) == 1}


def among(names: Mapping[str, str], what: str) -> Reader:
    """Return a reader of one of a few names."""
    known = {folded(name): ours for name, ours in names.items()}
    write = listed(sorted(set(names.values()))).replace(" and ", " or ")

    def read(raw: Raw) -> str:
        found = known.get(folded(text_of(raw)))
        if found is None:
            raise Wrong(f"is not {what}: write {write}"[:300])
        return found

    return read


def known(found: StudentImport, references: Iterable[str]) -> list[Known]:
    """Return the students on record with these references, as far as the sender may know them. Three queries."""
    students = _students(found, references)
    requests: dict[int, list[KnownRequest]] = {}
    for one in _requests(found, students):
        requests.setdefault(one.student_id, []).append(_known_request(one))
    return [_known(one, found, tuple(requests.get(one.pk, ()))) for one in students]


def _students(found: StudentImport, references: Iterable[str]) -> list[Student]:
    """A council knows the students for whom it was asked or who are placed with it."""
    council = found.sender_id
    asked = Request.objects.filter(student=OuterRef("pk"), council=council)
    placed = Placement.objects.filter(student=OuterRef("pk"), council=council)
    related = ["programme", "profile" if found.is_of_university else "own_team"]
    named = Student.objects.annotate(folded=Lower("reference"), is_known=Exists(asked) | Exists(placed))
    named = named.filter(
        programme__university=found.university_id, folded__in={folded(one) for one in references}
    )
    return list(named.select_related(*related).order_by("pk"))


def _requests(found: StudentImport, students: Iterable[Student]) -> QuerySet[Request]:
    held = Placement.objects.filter(request=OuterRef("pk")).exclude(state="withdrawn")
    own = Q() if found.is_of_university else Q(council=found.sender_id)
    asked = Request.objects.filter(own, student__in=[one.pk for one in students])
    return asked.select_related("council").annotate(settled=Exists(held)).order_by("pk")


def _known(student: Any, found: StudentImport, requests: tuple[KnownRequest, ...]) -> Known:
    if not (found.is_of_university or student.is_known):
        names = {"programme": student.programme.name, "reference": student.reference}
        return Known(student.pk, names, is_seen=False)
    own = {key: getattr(student, key) for key in MATCHING if key not in ("programme", "own_team")}
    names = {"reference": student.reference, "programme": student.programme.name}
    if found.is_of_university:
        return Known(student.pk, own | names, confidential_of(getattr(student, "profile", None)), requests)
    team, is_elsewhere = employer_of(student, found)
    return Known(
        student.pk, own | names | {"own_team": team}, None, requests, is_employed_elsewhere=is_elsewhere
    )


def employer_of(student: Student, found: StudentImport) -> tuple[str, bool]:
    """Return the team of the council that employs a student, by name, and whether another council’s does."""
    team = student.own_team
    if team is None or team.organisation_id != found.sender_id:
        return "", team is not None
    return team.name, False


def confidential_of(profile: ConfidentialProfile | None) -> dict[str, Any] | None:
    """Return what a profile says, where there is one."""
    return {key: getattr(profile, key) for key in CONFIDENTIAL} if profile else None


def _known_request(request: Any) -> KnownRequest:
    values = {key: getattr(request, key) for key in ASKED} | {"council": request.council.short_name}
    return KnownRequest(request.pk, values, request.settled, request.withdrawn_on)
