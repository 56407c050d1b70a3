"""Lists say what they show, link to records, sort by their headings, and never run what they print."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from kmtp.partnership.models import Team
from kmtp.ui.tables import (
    Column,
    DateColumn,
    NumberColumn,
    RecordColumn,
    Table,
    TagColumn,
    day_in_words,
    follow,
    steady,
)
from tests import make


@dataclass
class Place:
    name: str | None = "Thanet"


@dataclass
class Line:
    """A row that needs no database."""

    pk: int = 1
    name: str = "Stella Two"
    swe_number: str = "SW1234"
    team: Place | None = field(default_factory=Place)
    status: str = "active"
    renewed_on: date | None = date(2020, 2, 3)
    hours: Decimal | None = Decimal("1922.5")
    is_independent: bool = False

    def __str__(self) -> str:
        return self.name

    def get_status_display(self) -> str:
        return {"active": "Active", "left": "Left"}[self.status]

    def get_absolute_url(self) -> str:
        return f"/educators/{self.pk}/"


class Lines(Table):
    name = RecordColumn("Name", facts=[("swe_number", "SWE number"), ("team__name", "Team")])
    status = TagColumn("Status", colours={"active": "green"})
    renewed_on = DateColumn("Renewed")
    hours = NumberColumn("Hours", places=1)
    is_independent = Column("Independent")


def body(*rows: Line) -> str:
    return str(Lines(list(rows)).body)


def test_a_row_is_named_by_its_record_with_facts_in_grey():
    assert body(Line()) == (
        '<tr><th scope="row"><a href="/educators/1/">Stella Two</a>'
        '<span class="facts">SW1234 · Thanet</span></th>'
        '<td><strong class="govuk-tag govuk-tag--green">Active</strong></td>'
        '<td class="day">3 Feb 2020</td><td class="number">1,922.5</td><td>No</td></tr>'
    )


def test_what_is_missing_is_a_dash_and_no_empty_fact():
    html = body(Line(swe_number="", team=None, renewed_on=None, hours=None))
    assert (html.count("—"), html.count("facts")) == (2, 0)


def test_a_colour_that_is_not_named_is_grey():
    assert "govuk-tag--grey" in body(Line(status="left"))


def test_everything_from_a_record_is_escaped():
    evil = "<script>alert(1)</script>"
    html = body(Line(name=evil, swe_number=evil, team=Place(evil)))
    assert (html.count("<script"), html.count("&lt;script&gt;")) == (0, 3)


def test_a_table_may_still_draw_and_export_a_column_itself():
    class Own(Lines):
        def render_hours(self, value):
            return f"<{value}>"

        def value_hours(self, value):
            return value * 2

    table = Own([Line()])
    assert "&lt;1922.5&gt;" in table.body
    assert [row[-2] for row in table.export_rows()] == [Decimal("3845.0")]


def test_an_export_gives_each_fact_a_column_and_plain_values():
    table = Lines([Line()])
    assert table.export_headings() == [
        *("Name", "SWE number", "Team"),
        *("Status", "Renewed", "Hours", "Independent"),
    ]
    assert list(table.export_rows()) == [
        ["Stella Two", "SW1234", "Thanet", "Active", date(2020, 2, 3), Decimal("1922.5"), False]
    ]


def test_a_path_stops_where_a_step_is_empty_and_a_wrong_name_is_an_error():
    assert follow(Line(team=None), "team__name") is None
    with pytest.raises(AttributeError):
        follow(Line(), "team__nmae")


def test_a_day_is_local():
    assert day_in_words(datetime(2020, 6, 30, 23, 30, tzinfo=UTC)) == "1 Jul 2020"


def test_the_headings_sort_and_keep_the_filters():
    table = Lines([Line()])
    table.request = RequestFactory().get("/", {"team": ["1", "2"], "page": "3", "format": "csv"})
    table.sort(["-renewed_on", "name"])
    renewed = table.headings[2]
    assert (renewed.sorted, renewed.href) == ("descending", "?team=1&team=2&sort=renewed_on")
    assert table.headings[0].sorted == ""


def test_a_sort_that_no_column_has_is_ignored():
    table = Lines([Line(pk=1, name="B"), Line(pk=2, name="A")])
    table.sort(["password"])
    assert [line.pk for line in table.records] == [1, 2]


@pytest.mark.parametrize(("asked", "opened"), [("2", 2), ("99", 3), ("-1", 3), ("x", 1), ("", 1)])
def test_a_page_that_does_not_exist_is_the_nearest(asked, opened):
    table = Lines([Line(pk=pk) for pk in range(60)])
    table.turn_to(asked, 25)
    assert table.page.number == opened


def test_a_list_has_at_most_eight_columns():
    wide = type("Wide", (Table,), {f"c{i}": Column() for i in range(9)})
    with pytest.raises(ImproperlyConfigured):
        wide([])


def test_a_box_before_each_row_says_whom_it_chooses():
    html = Lines([Line()], choosable=True).body
    assert 'name="chosen" value="1"' in html
    assert "Choose Stella Two" in html
    assert html.startswith('<tr><td class="choose">')


@pytest.mark.django_db
def test_empty_values_come_last_and_no_row_is_on_two_pages(kent):
    teams = [make.team(kent, name, valid_to=end) for name, end in (("A", None), ("B", date(2020, 1, 1)))]
    found = steady(Team.objects.order_by("-valid_to"))
    assert list(found) == [teams[1], teams[0]]
    assert found.query.order_by[-1] == "pk"
