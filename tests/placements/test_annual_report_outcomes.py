"""The rest of the chapter: how placements ended, their days and journeys, who has none and why, and drafts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kmtp.figures import in_words
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import District, Postcode
from placements.annual_report import section
from placements.annual_report.small import Pair
from placements.models import Day, Draft, Pairing, Placement
from tests import make

Y1819, Y1920 = AcademicYear(2018), AcademicYear(2019)
NOW = datetime(2020, 3, 2, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def started(of, number: int, *, year: AcademicYear = Y1920, **facts) -> list[Placement]:
    """Make so many placements of a year."""
    first = date(year.start + 1, 1, 6)
    plain = {"starts_on": first, "ends_on": first + timedelta(days=120), "state": "passed"}
    return [make.placement(of, **plain | facts) for _ in range(number)]


def shown(council, key: str) -> tuple[str, str]:
    """Return a figure and last year's as they are printed."""
    figure = section(year=Y1920, organisation=council).figure(key)
    return figure.display, figure.last_year_display


def table(council, caption: str) -> list[tuple[object, ...]]:
    """Return the rows of a table, none when it is not there."""
    tables = section(year=Y1920, organisation=council).tables
    return [row.cells for one in tables if one.caption == caption for row in one.rows]


STAND, WHY_ENDED = (
    "How first and final placements stand",
    "Why placements failed, ended early or were withdrawn",
)
NO_PLACE = "Why students have no placement, by the newest draft"


def test_outcomes_of_five_and_more_are_shown_with_their_shares(kent):
    started(kent, 15)
    started(kent, 5, state="failed", reason="practice")
    started(kent, 6, year=Y1819)
    assert table(kent, STAND) == [("Passed", 15, 6), ("Failed", 5, 0), ("All", 20, 6)]
    assert table(kent, WHY_ENDED) == [("The student’s practice", 5, 0), ("All", 5, 0)]
    assert (shown(kent, "ended"), shown(kent, "passed")) == (("20", "6"), ("75.0 %", "100.0 %"))


def test_an_outcome_of_fewer_than_five_cannot_be_found_out(kent):
    started(kent, 15)
    started(kent, 3, state="failed", reason="practice")
    started(kent, 4, state="ended-early", reason="student")
    assert table(kent, STAND) == [
        ("Passed", 15, None),
        ("Other outcomes, together", 7, None),
        ("All", 22, None),
    ]
    assert shown(kent, "passed") == ("68.2 %", "not known")


def test_who_is_under_way_is_no_secret(kent):
    started(kent, 2, state="active")
    started(kent, 3)
    started(kent, 4, state="failed", reason="practice")
    assert table(kent, STAND) == [
        ("Under way or to come", 2, None),
        ("Other outcomes, together", 7, None),
        ("All", 9, None),
    ]


def test_a_share_that_would_point_at_somebody_is_not_shown(kent):
    started(kent, 15)
    started(kent, 1, state="failed", reason="practice")
    assert (table(kent, STAND), table(kent, WHY_ENDED)) == ([], [])
    assert shown(kent, "passed") == ("not known", "not known")
    assert section(year=Y1920, organisation=kent).figure("passed").note.startswith("Not shown")


@pytest.mark.parametrize(
    "now", [{"a": 1}, {"a": 1, "b": 9}, {"a": 2, "b": 3, "c": 7}, {"a": 4, "b": 30}, {"a": 0, "b": 5}]
)
@pytest.mark.parametrize("before", [None, {}, {"b": 1, "c": 8}, {"a": 9, "b": 9, "c": 4}])
def test_no_cell_and_no_difference_to_all_is_from_one_to_four(now, before):
    rows = [row.cells for row in Pair(now, before).rows({"a": "A", "b": "B", "c": "C"}, "Others")]
    for column in (1, 2):
        numbers = [row[column] for row in rows if isinstance(row[column], int)]
        assert [number for number in numbers if 0 < number < 5] == []
        parts = [row[column] for row in rows if row[0] != "All" and isinstance(row[column], int)]
        totals = [row[column] for row in rows if row[0] == "All" and isinstance(row[column], int)]
        assert all(total - sum(parts) == 0 for total in totals)


def test_days_are_counted_as_planned_and_as_confirmed(kent):
    [final] = started(kent, 1)
    [first] = started(kent, 1, kind="first")
    assert "days-confirmed" not in {one.key for one in section(year=Y1920, organisation=kent).figures}
    days = [(final, "placement", "confirmed", 1), (first, "placement", "confirmed", "0.5")]
    days += [(final, "placement", "logged", 1), (final, "sick", "confirmed", 1)]
    for turn, (placement, what, state, amount) in enumerate(days):
        facts = {
            "on": date(2020, 2, 3) + timedelta(days=turn),
            "what": what,
            "amount": amount,
            "state": state,
        }
        settled = NOW if state == "confirmed" else None
        Day.objects.create(placement=placement, logged_at=NOW, settled_at=settled, **facts)
    assert (shown(kent, "days-planned"), shown(kent, "days-confirmed")) == (
        ("170", "not known"),
        ("1.5", "not known"),
    )
    assert [
        [in_words(cell) for cell in row[1:]] for row in table(kent, "Placements and their days, by length")
    ] == [
        ["1", "not known", "100", "not known", "1", "not known"],
        ["1", "not known", "70", "not known", "0.5", "not known"],
        ["2", "not known", "170", "not known", "1.5", "not known"],
    ]


def at(code: str, easting: int, district: District | None) -> str:
    """Put a postcode on the map."""
    Postcode.objects.update_or_create(
        code=code, defaults={"easting": easting, "northing": 160_000, "district": district}
    )
    return code


def test_journeys_are_reckoned_as_the_allocation_does_and_few_are_not_shown(kent):
    swale = District.objects.create(code="E07000113", name="Swale")
    team = make.team(kent, postcode=at("ME10 3HH", 590_000, swale))
    at("ME14 1XQ", 580_000, None)
    at("TN1 1RS", 558_000, None)
    for number, code in ((5, "ME14"), (5, "TN1")):
        for _ in range(number):
            started(kent, 1, team=team, student=make.student(outward_postcode=code, is_driver=False))
    assert (shown(kent, "travel"), shown(kent, "travel-long")) == (
        ("83 minutes", "not known"),
        ("50.0 %", "not known"),
    )
    assert table(kent, "Practice placements by district of the team") == [
        ("Swale", 10, None),
        ("All", 10, None),
    ]
    Placement.objects.filter(student__outward_postcode="ME14").update(state="withdrawn", reason="by-student")
    one = Placement.objects.filter(state="passed").first()
    Placement.objects.filter(pk=one.pk).update(state="withdrawn", reason="by-student")
    assert shown(kent, "travel") == ("not known", "not known")


def asked(of, number: int, **facts) -> list:
    plain = {"starts_on": date(2020, 4, 6), "ends_on": date(2020, 9, 25)}
    return [make.request(of, **plain | facts) for _ in range(number)]


def drafted(
    of, requests, *, state: str = "ready", made_at: datetime = NOW, shortage: str = "", **facts
) -> Draft:
    """Make a draft that speaks of these requests: with a shortage it places none of them."""
    season = {"starts_from": date(2020, 3, 2), "starts_until": date(2020, 8, 31), "name": "Spring"}
    by = make.coordinator(of)
    published = {"published_at": made_at, "published_by": by} if state == "published" else {}
    draft = Draft.objects.create(
        council=of, made_by=by, made_at=made_at, state=state, **season, **published, **facts
    )
    for request in requests:
        place = {} if shortage else {"team": make.team(of), "offer": offered(of)}
        Pairing.objects.create(draft=draft, request=request, more={"shortage": shortage}, **place)
    return draft


def offered(of):
    from placements.models import Offer

    plain = {"kinds": ["final"], "starts_on": date(2020, 3, 2), "ends_on": date(2021, 8, 31)}
    return Offer.objects.create(council=of, team=make.team(of), offered_on=make.TODAY, **plain)


def test_who_has_no_placement_is_counted_with_the_reason_of_the_newest_draft(kent):
    waiting = asked(kent, 12)
    asked(kent, 1, withdrawn_on=date(2020, 3, 2), withdrawn_because="Left")
    drafted(kent, waiting, shortage="none", made_at=NOW - timedelta(days=1))
    drafted(kent, waiting[:6], shortage="educator")
    drafted(kent, waiting, shortage="team", state="failed", made_at=NOW + timedelta(days=1))
    assert (shown(kent, "asked"), shown(kent, "unplaced"), shown(kent, "asked-withdrawn")) == (
        ("12", "not known"),
        ("12", "not known"),
        ("1", "not known"),
    )
    assert table(kent, NO_PLACE) == [
        ("No offer suits them", 6, None),
        ("The practice educators who could teach them are full", 6, None),
        ("All", 12, None),
    ]


def test_nobody_without_a_placement_is_no_table(kent):
    [request] = asked(kent, 1)
    make.placement(kent, request=request, student=request.student, starts_on=request.starts_on)
    assert shown(kent, "unplaced") == ("0", "not known")
    assert table(kent, NO_PLACE) == []


def test_published_drafts_stand_beside_first_come_first_served(kent, medway):
    keys = {one.key for one in section(year=Y1920, organisation=kent).figures}
    assert not keys & {"drafted", "first-come"}
    drafted(kent, asked(kent, 3), state="published", figures={"first_come": 2})
    drafted(kent, asked(kent, 2), figures={"first_come": 1})
    drafted(medway, asked(medway, 4), state="published", figures={"first_come": 4})
    assert (shown(kent, "drafted")[0], shown(kent, "first-come")[0]) == ("3", "2")
    assert (shown(None, "drafted")[0], shown(None, "first-come")[0]) == ("7", "6")


def test_the_queries_are_as_many_for_a_council_as_for_all(kent, medway):
    numbers = set()
    for council in (kent, medway):
        started(council, 2)
        drafted(council, asked(council, 2), state="published", shortage="none", figures={"first_come": 1})
    for of in (kent, None):
        with CaptureQueriesContext(connection) as queries:
            section(year=Y1920, organisation=of)
        numbers.add(len(queries))
    assert numbers == {15}
