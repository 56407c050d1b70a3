"""The forums' chapter: counted from rows."""

from datetime import date, time
from decimal import Decimal

import pytest

from forums.annual_report import section
from forums.models import Session
from kmtp.figures import Row
from kmtp.partnership.academic_year import AcademicYear
from tests.forums import make_forums as mk

pytestmark = pytest.mark.django_db
YEAR = AcademicYear(2019)


def values(chapter) -> dict:
    return {figure.key.removeprefix("forum_"): figure.value for figure in chapter.figures}


@pytest.fixture
def year(kent, medway):
    """Two joint forums and one of Kent's own in 2019/20; one in the year before."""
    nov = mk.forum(title="November", held_on=date(2019, 11, 20), state="held")
    feb = mk.forum(title="February", held_on=date(2020, 2, 12), state="held", ends_at=time(11, 0))
    own = mk.forum(kent, title="Kent", held_on=date(2020, 5, 6), state="held")
    mk.forum(held_on=date(2020, 6, 1), state="cancelled", cancelled_because="Lockdown")
    mk.forum(held_on=date(2020, 6, 2))
    before = mk.forum(held_on=date(2019, 8, 31), state="held")
    Session.objects.create(forum=nov, order=1, title="Reflective supervision")
    Session.objects.create(forum=nov, order=2, title="Focus groups")
    ann, ben, mary = mk.educator(kent, "Ann"), mk.educator(kent, "Ben"), mk.educator(medway, "Mary")
    for forum, person, came in (
        (nov, ann, True),
        (nov, ben, False),
        (nov, mary, True),
        (feb, ann, True),
        (own, ann, True),
        (before, mary, True),
    ):
        mk.booking(forum, person, attended=came, confirmed_at=mk.NOW)
    mk.booking(feb, mary, state="waiting")


def test_the_partnership_counts_every_forum_and_everybody(year):
    chapter = section(year=YEAR, organisation=None)
    assert values(chapter) == {
        "forums_held": 3,
        "sessions": 2,
        "places_booked": 5,
        "places_attended": 4,
        "attendance": Decimal(80),
        "people": 2,
        "hours": Decimal("10.5"),
    }
    assert chapter.figure("forums_held").last_year == 1
    assert chapter.finding == "3 forums were held in 2019/20, and 4 places were attended."
    assert chapter.tables[0].rows == (
        Row(("November", "20 Nov 2019", "Joint", 3, 2)),
        Row(("February", "12 Feb 2020", "Joint", 1, 1)),
        Row(("Kent", "6 May 2020", "Kent", 1, 1)),
    )
    assert chapter.tables[1].rows == (Row(("Kent", 4, 3)), Row(("Medway", 1, 1)))
    assert chapter.notes == ("1 forum was cancelled.",)


def test_a_council_counts_its_own_people_at_joint_and_own_forums(year, medway):
    chapter = section(year=YEAR, organisation=medway)
    assert values(chapter) == {
        "forums_held": 2,
        "sessions": 2,
        "places_booked": 1,
        "places_attended": 1,
        "attendance": Decimal(100),
        "people": 1,
        "hours": Decimal(3),
    }
    assert len(chapter.tables) == 1  # one council alone needs no table of councils


def test_a_university_sees_the_joint_forums(year, cccu):
    assert values(section(year=YEAR, organisation=cccu))["forums_held"] == 2


def test_a_year_without_forums_says_so(db):
    chapter = section(year=AcademicYear(2030), organisation=None)
    assert chapter.finding == "No forum was held in 2030/31."
    assert (chapter.charts, chapter.tables) == ((), ())
    assert chapter.figure("forum_attendance").display == "not known"


def test_it_costs_few_queries(year, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        section(year=YEAR, organisation=None)
