"""R3, R4: no byte that is served to somebody carries the words of what is not theirs to know."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.mail.models import Letter
from kmtp.partnership.academic_year import AcademicYear
from kmtp.reports import building
from kmtp.reports.models import Report
from tests import make
from tests.access.crawling import Served, press, round_of, undone, visit
from tests.access.reading import words
from tests.access.table import (
    ADMINISTRATOR,
    COORDINATOR,
    EDUCATOR,
    LEAD,
    MANAGER,
    NO_ROLE,
    PARTNER,
    TABLE,
    Line,
)
from tests.access.world import COUNCIL, OWN, PERSON, SORTS, UNIVERSITY, WORD, World

#: Addresses that open to whoever holds them: the demo's mailbox, which is not there in live use, and links.
KEYS = (
    *("/demo/", "/people/invitation/", "/evaluations/answer/", "/forums/invitation/"),
    *("/educators/availability/answer/", "/educators/record/check/"),
    *("/educators/apply/mine/", "/educators/apply/manager/", "/educators/apply/panel/"),
    *("/placements/log/", "/placements/confirm/"),
)

EVERYTHING = frozenset((corner, sort) for corner in WORD for sort in SORTS)


def all_of(*corners: str) -> frozenset[tuple[str, str]]:
    """Return everything in these corners."""
    return frozenset(one for one in EVERYTHING if one[0] in corners)


def everywhere(*sorts: str) -> frozenset[tuple[str, str]]:
    """Return these sorts of facts in every corner."""
    return frozenset(one for one in EVERYTHING if one[1] in sorts)


#: The names and health of students open after an action that is recorded, never by looking.
CONFIDENTIAL = everywhere("student", "health")
#: What each may never be served. A partner reads her own students' profiles; a letter, a follow-up and the
#: telephone number of a practice educator are the council's alone.
SECRET = {
    None: EVERYTHING,
    NO_ROLE: EVERYTHING,
    COORDINATOR: all_of(COUNCIL) | CONFIDENTIAL | everywhere("account"),
    LEAD: CONFIDENTIAL | everywhere("account"),
    EDUCATOR: all_of(COUNCIL, UNIVERSITY, PERSON) | {(OWN, "harm"), (OWN, "letter")},
    MANAGER: EVERYTHING - everywhere("place"),
    PARTNER: all_of(UNIVERSITY) | everywhere("phone", "needs", "harm", "letter", "account"),
    ADMINISTRATOR: EVERYTHING - everywhere("letter", "account"),
    "coordinator of Medway": all_of(OWN, UNIVERSITY, PERSON) | CONFIDENTIAL,
    "partner of Greenwich": all_of(OWN, COUNCIL, PERSON) | everywhere("phone", "needs", "harm", "letter"),
}


WORDS = re.compile(rf"(?:{'|'.join(WORD.values()).lower()})(?:{'|'.join(SORTS)})")


def leaks(text: str, secret: frozenset[tuple[str, str]]) -> set[str]:
    """Return the secret words that stand in the text."""
    return set(WORDS.findall(text)) & {f"{WORD[corner]}{sort}".lower() for corner, sort in secret}


def found_in(served: Iterable[Served], secret: frozenset[tuple[str, str]]) -> list[str]:
    """Return each address with what leaks there."""
    leaked = [(one.url, leaks(one.text, secret)) for one in served]
    return [f"{url}: {' '.join(sorted(found))}" for url, found in leaked if found]


#: Where teams are kept, whoever may keep them reads their names and chooses a manager among those of the council.
TEAMS = ("/educators/teams/", "/educators/localities/", "/educators/service-areas/")
AT_THE_TEAMS = {
    COORDINATOR: everywhere("account") - all_of(COUNCIL),
    LEAD: everywhere("account"),
    ADMINISTRATOR: everywhere("place", "account"),
}

#: Whoever raises a concern chooses who reads it: the educator of a placement in her reach is named there.
CONCERNS = re.compile(r"^/placements/(?:concerns/|\d+/raise-concern/)")
AT_A_CONCERN = {
    who: everywhere("account") - all_of(COUNCIL, UNIVERSITY) for who in (COORDINATOR, LEAD, PARTNER)
}


def allowed_at(url: str, who: str | None) -> frozenset[tuple[str, str]]:
    """Return what somebody may read on the pages where teams are kept or people chosen, and nowhere else."""
    if url.startswith(TEAMS):
        return AT_THE_TEAMS.get(who, frozenset())
    return AT_A_CONCERN.get(who, frozenset()) if CONCERNS.match(url) else frozenset()


@pytest.mark.parametrize("who", [pytest.param(who, id=who or "anonymous") for who in SECRET])
def test_nothing_that_is_served_carries_what_is_not_theirs(who, world):
    served = [one for one in round_of(world, who).served if not one.url.startswith(KEYS)]
    found = [line for one in served for line in found_in([one], SECRET[who] - allowed_at(one.url, who))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("corner", list(WORD))
def test_a_personal_link_shows_its_own_corner_alone(corner, world):
    secret = EVERYTHING - all_of(corner) | everywhere("phone", "health", "harm")
    urls = [url for line in TABLE if line.is_public for url in by_token(line, corner, world)]
    assert urls
    assert found_in([visit(world.client(None), url) for url in urls], secret) == []


def by_token(line: Line, corner: str, world: World) -> list[str]:
    """Return the address that a corner's personal link opens."""
    arguments = world.things.get(line.about, {}).get(corner, {})
    return [reverse(line.name, kwargs=arguments)] if "token" in arguments else []


def test_a_student_whom_two_councils_know_brings_nothing_of_one_to_the_other(world):
    """Kent was asked for a student whom Medway then placed: Kent may know that, and nothing of Medway's."""
    student, theirs = world.rows["student"][OWN], world.rows["educator"][COUNCIL]
    dates = {"starts_on": localdate(), "ends_on": localdate() + timedelta(days=60)}
    make.placement(theirs.council, student=student, educator=theirs, team=theirs.team, **dates)
    client, key = world.client(COORDINATOR), student.pk
    urls = [f"/placements/students/{key}/", "/placements/students/", "/placements/students/?format=csv"]
    urls += ["/placements/requests/", "/placements/requests/?format=csv", f"/search/?q={student.reference}"]
    assert found_in([visit(client, url) for url in urls], all_of(COUNCIL)) == []


@pytest.mark.parametrize("whose", ["Kent", None])
def test_an_annual_report_names_nobody(whose, world):
    report = Report.objects.create(
        organisation=make.council(whose) if whose else None,
        year=AcademicYear.of(localdate()),
        revision=7,
        requested_by=world.people[LEAD],
    )
    building.build(report.pk)
    report.refresh_from_db()
    assert report.state == Report.State.READY, report.problem
    served = [
        visit(world.client(MANAGER), f"/reports/{report.pk}/{page}") for page in ("", "figures/", "pdf/")
    ]
    assert [one.status for one in served] == [200, 200, 200]
    # The search does read what is printed in the PDF.
    assert "the year in figures" in words(world.client(MANAGER).get(f"/reports/{report.pk}/pdf/"))
    assert found_in(served, EVERYTHING - everywhere("place") | (all_of(COUNCIL) if whose else set())) == []


def test_a_canary_is_found_where_it_may_be_served(world):
    """The negative control: the same search finds the words on pages of those who may read them."""
    page = words(world.client(COORDINATOR).get("/educators/"))
    assert leaks(page, EVERYTHING) >= {"wallarooregister", "bandicootregister", "quokkaregister"}
    book = words(world.client(COORDINATOR).get("/educators/?format=xlsx"))
    assert "wallarooregister" in leaks(book, EVERYTHING)


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in TABLE if LEAD in line.post])
def test_letters_carry_no_other_corner_and_no_name_in_the_subject(line, world):
    for corner, arguments in world.things.get(line.about, {OWN: {}}).items():
        before = set(Letter.objects.values_list("pk", flat=True))
        with undone():
            press(world.client(LEAD), reverse(line.name, kwargs=arguments))
            for letter in Letter.objects.exclude(pk__in=before):
                others = EVERYTHING - all_of(corner) if line.about else EVERYTHING
                written = f"{letter.body} {letter.calendar}".lower()
                assert leaks(written, others | everywhere("phone", "health", "harm")) == set()
                assert leaks(letter.subject.lower(), EVERYTHING) == set()
