"""Fees: the sum of days and rates, what is exempt, who sees which, and the settings."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from kmtp.audit import Refused
from kmtp.partnership.academic_year import AcademicYear
from placements import fees
from placements.actions import fees as acts
from placements.fee_sheet import Sheet
from placements.models import Day, FeeExemption, FeeRate
from tests import make

MOST_QUERIES = 12
CCCU, KENT = 1, 2
RATES = [
    fees.Rate(date(2015, 9, 1), Decimal("20")),
    fees.Rate(date(2020, 1, 1), Decimal("22.50")),
    fees.Rate(date(2019, 9, 1), Decimal("18"), CCCU),
]
EXEMPT = [
    fees.Exemption("apprenticeship", date(2015, 9, 1), None, "The employer provides it"),
    fees.Exemption("step-up", date(2019, 10, 1), date(2019, 10, 31), "Paid by the scheme"),
]
#: university, day → pounds of the rate in force; nothing where there is none
IN_FORCE = (
    (KENT, date(2015, 8, 31), None),
    (KENT, date(2015, 9, 1), "20"),
    (KENT, date(2019, 12, 31), "20"),
    (KENT, date(2020, 1, 1), "22.50"),
    (CCCU, date(2019, 8, 31), "20"),
    (CCCU, date(2019, 9, 1), "18"),
    (CCCU, date(2020, 1, 1), "18"),  # its own goes before a newer one for all
)
#: university, route, day, amount → days paid, pounds, days not paid, why
CHARGES = (
    (KENT, "ba", date(2019, 10, 1), "1", ("1", "20", "0", ())),
    (KENT, "ba", date(2019, 10, 1), "0.5", ("0.5", "10", "0", ())),
    (CCCU, "ba", date(2020, 2, 3), "0.5", ("0.5", "9", "0", ())),
    (KENT, "apprenticeship", date(2019, 10, 1), "1", ("0", "0", "1", ("The employer provides it",))),
    (KENT, "step-up", date(2019, 9, 30), "1", ("1", "20", "0", ())),
    (KENT, "step-up", date(2019, 10, 1), "1", ("0", "0", "1", ("Paid by the scheme",))),
    (KENT, "step-up", date(2019, 10, 31), "1", ("0", "0", "1", ("Paid by the scheme",))),
    (KENT, "step-up", date(2019, 11, 1), "1", ("1", "20", "0", ())),
    (KENT, "ba", date(2015, 8, 31), "1", ("0", "0", "1", ("No rate was in force",))),
)


def expected(days, pounds, exempt, because):
    return fees.Sum(Decimal(days), Decimal(pounds), Decimal(exempt), because)


@pytest.mark.parametrize(("university", "day", "pounds"), IN_FORCE)
def test_which_rate_is_in_force(university, day, pounds):
    found = fees.rate_on(RATES, university, day)
    assert (found.pounds if found else None) == (Decimal(pounds) if pounds else None)


@pytest.mark.parametrize(("university", "route", "day", "amount", "sum_"), CHARGES)
def test_what_a_day_costs(university, route, day, amount, sum_):
    worked = fees.Worked(1, university, route, day, Decimal(amount))
    assert fees.charge(worked, RATES, EXEMPT) == expected(*sum_)


def test_sums_are_kept_by_university_month_and_placement():
    days = [
        fees.Worked(7, KENT, "ba", date(2019, 12, 31), Decimal("1")),
        fees.Worked(7, KENT, "ba", date(2020, 1, 2), Decimal("1")),
        fees.Worked(7, KENT, "ba", date(2020, 1, 3), Decimal("0.5")),
        fees.Worked(8, KENT, "apprenticeship", date(2020, 1, 3), Decimal("1")),
    ]
    found = fees.by_placement(days, RATES, EXEMPT)
    assert found == {
        (KENT, 12, 7): expected("1", "20", "0", ()),
        (KENT, 1, 7): expected("1.5", "33.75", "0", ()),
        (KENT, 1, 8): expected("0", "0", "1", ("The employer provides it",)),
    }
    assert fees.total(found.values()) == expected("2.5", "53.75", "1", ("The employer provides it",))


# the sheet


def confirmed(placement, *days, **facts):
    facts = {"state": "confirmed", "what": "placement", "settled_at": timezone.now(), **facts}
    for day in days:
        Day.objects.create(placement=placement, on=day, logged_at=timezone.now(), **facts)


def placed(council, university, route="ba", reference=""):
    return make.placement(
        council, student=make.student(make.programme(university, route), reference=reference)
    )


YEAR = AcademicYear(2019)
FEBRUARY = [date(2020, 2, 3), date(2020, 2, 4)]


def test_the_usual_fee_and_exemption_are_there_from_the_start(db):
    assert [(one.in_force_from, one.pounds, one.university) for one in FeeRate.objects.all()] == [
        (date(2015, 9, 1), Decimal("20.00"), None)
    ]
    assert [(one.route, one.starts_on, one.ends_on) for one in FeeExemption.objects.all()] == [
        ("apprenticeship", date(2015, 9, 1), None)
    ]


@pytest.mark.django_db
def test_only_confirmed_placement_days_of_the_year_count(kent, cccu):
    placement = placed(kent, cccu)
    confirmed(placement, *FEBRUARY)
    confirmed(placement, date(2020, 2, 5), what="skills")
    confirmed(placement, date(2020, 2, 6), state="logged", settled_at=None)
    confirmed(placement, date(2020, 2, 7), state="returned", comment="Which day?")
    confirmed(placement, date(2019, 8, 31), date(2020, 9, 1))
    sheet = Sheet(make.coordinator(kent), YEAR)
    assert sheet.total == expected("2", "40", "0", ())
    assert [(line.label, line.sum.days) for block in sheet.blocks for line in block.lines] == [
        ("Feb 2020", Decimal(2))
    ]


@pytest.mark.django_db
def test_months_stand_in_the_academic_year_s_order(kent, cccu):
    confirmed(placed(kent, cccu), date(2020, 8, 31), date(2019, 9, 2), date(2020, 1, 6), date(2019, 12, 2))
    labels = [line.label for line in Sheet(make.lead(), YEAR).blocks[0].lines]
    assert labels == ["Sep 2019", "Dec 2019", "Jan 2020", "Aug 2020"]


@pytest.mark.django_db
def test_each_sees_only_what_is_theirs(kent, medway, cccu):
    greenwich = make.university("Greenwich")
    for council, university in ((kent, cccu), (kent, greenwich), (medway, cccu)):
        confirmed(placed(council, university), FEBRUARY[0])
    readers = {
        make.coordinator(kent): "2",
        make.coordinator(medway): "1",
        make.partner(cccu): "2",
        make.partner(greenwich): "1",
        make.lead(): "3",
        make.manager(kent): "0",
    }
    assert [Sheet(who, YEAR).total.days for who in readers] == [Decimal(days) for days in readers.values()]
    assert [str(block.university.short_name) for block in Sheet(make.partner(greenwich), YEAR).blocks] == [
        "Greenwich"
    ]


@pytest.mark.django_db
def test_each_figure_leads_to_its_placements(kent, cccu, signed_in):
    confirmed(placed(kent, cccu, reference="CCCU-1"), *FEBRUARY)
    confirmed(placed(kent, cccu, "apprenticeship", reference="CCCU-2"), FEBRUARY[0])
    confirmed(placed(kent, cccu, reference="CCCU-3"), date(2020, 3, 3))
    client = signed_in(make.partner(cccu))
    page = client.get(reverse("placements:fee_year", args=["2019-20"]))
    text = page.content.decode()
    assert "£60.00 for 3 days; 1 day" in text
    february, march = (line.url for line in page.context["blocks"][0].lines)
    listed = client.get(february).content.decode()
    assert ["CCCU-1" in listed, "CCCU-2" in listed, "CCCU-3" in listed] == [True, True, False]
    assert "The employer of an apprentice provides the placement" in listed
    assert "CCCU-3" in client.get(march).content.decode()
    stranger = signed_in(make.partner(make.university("Greenwich")))
    assert stranger.get(february).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["nonsense", "2019-21", "2019-20/cccu/13", "2019-20/nowhere/2"])
def test_an_address_that_means_nothing_is_not_found(kent, signed_in, path):
    assert signed_in(make.coordinator(kent)).get(f"/placements/fees/{path}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("year", "others"), [("1990-91", ["1991/92"]), ("2100-01", ["2099/00"])])
def test_the_first_and_the_last_year_lead_nowhere_beyond(kent, signed_in, year, others):
    page = signed_in(make.coordinator(kent)).get(reverse("placements:fee_year", args=[year]))
    assert [label for label, _ in page.context["years"]] == others


@pytest.mark.django_db
def test_the_workbook_holds_numbers_and_no_formula(kent, cccu, signed_in):
    confirmed(placed(kent, cccu, reference="=1+1"), *FEBRUARY)
    answer = signed_in(make.coordinator(kent)).get(
        reverse("placements:fee_year", args=["2019-20"]) + "?format=xlsx"
    )
    rows = list(load_workbook(BytesIO(b"".join(answer))).active.values)
    assert rows[0][0] == "Student"
    found = dict(zip(rows[0], rows[1], strict=True))
    assert (found["Student"], found["Month"], found["Days paid"], found["Fee in pounds"]) == (
        "'=1+1",
        "Feb 2020",
        2,
        40,
    )
    assert len(rows) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["fee_year", "fee_month"])
def test_a_page_takes_as_many_queries_for_three_placements_as_for_one(kent, cccu, signed_in, name):
    client, counts = signed_in(make.coordinator(kent)), []
    args = ["2019-20"] if name == "fee_year" else ["2019-20", "cccu", 2]
    for number in (1, 2):
        for _ in range(number):
            confirmed(placed(kent, cccu), *FEBRUARY)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"placements:{name}", args=args)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


# the settings


@pytest.mark.django_db
def test_the_lead_sets_a_rate_for_a_university(kent, cccu, signed_in):
    facts = {"pounds": "25", "in_force_from": "2020-02-04", "university": cccu.pk}
    client = signed_in(make.lead())
    client.post(reverse("placements:rate_add"), facts)
    confirmed(placed(kent, cccu), *FEBRUARY)
    assert Sheet(make.coordinator(kent), YEAR).total.pounds == Decimal("45")
    again = client.post(reverse("placements:rate_add"), facts)
    assert "Change that one" in again.content.decode()
    rate = FeeRate.objects.get(university=cccu)
    client.post(reverse("placements:rate_change", args=[rate.pk]), facts | {"pounds": "30"})
    rate.refresh_from_db()
    assert rate.pounds == Decimal("30")


@pytest.mark.django_db
def test_a_university_reads_its_own_rate_and_no_other(cccu, signed_in):
    greenwich = make.university("Greenwich")
    FeeRate.objects.create(in_force_from=date(2020, 1, 1), university=cccu, pounds="31")
    FeeRate.objects.create(in_force_from=date(2020, 1, 1), university=greenwich, pounds="32")
    text = signed_in(make.partner(cccu)).get(reverse("placements:fee_rules")).content.decode()
    assert ["£20.00" in text, "£31.00" in text, "£32.00" in text] == [True, True, False]
    assert "Set a rate" not in text


@pytest.mark.django_db
def test_the_lead_ends_an_exemption(kent, cccu, signed_in):
    one = FeeExemption.objects.get()
    facts = {"route": one.route, "starts_on": "2015-09-01", "ends_on": "2020-02-03", "why": one.why}
    signed_in(make.lead()).post(reverse("placements:exemption_change", args=[one.pk]), facts)
    confirmed(placed(kent, cccu, "apprenticeship"), *FEBRUARY)
    found = Sheet(make.coordinator(kent), YEAR).total
    assert (found.days, found.exempt) == (Decimal(1), Decimal(1))


@pytest.mark.django_db
def test_the_lead_says_that_another_route_pays_nothing(signed_in):
    facts = {"route": "step-up", "starts_on": "2020-01-01", "why": "Paid by the scheme"}
    client = signed_in(make.lead())
    client.post(reverse("placements:exemption_add"), facts)
    made = FeeExemption.objects.get(route="step-up")
    assert made.ends_on is None
    with pytest.raises(Refused, match="exempt from that day already"), transaction.atomic():
        acts.keep_exemption(
            exemption=FeeExemption(route="step-up", starts_on=date(2020, 1, 1), why="x"), by=make.lead()
        )


# what the database holds


@pytest.mark.django_db
def test_a_rate_is_one_from_a_day_and_not_negative(cccu):
    rates, day = FeeRate.objects, date(2021, 9, 1)
    assert rates.create(in_force_from=day, pounds="0").pk
    assert rates.create(in_force_from=day, university=cccu, pounds="21").pk
    for university in (None, cccu):
        with pytest.raises(IntegrityError, match="fee_rate_is_one_from_a_day"), transaction.atomic():
            rates.create(in_force_from=day, university=university, pounds="22")
    with pytest.raises(IntegrityError, match="fee_rate_is_not_negative"), transaction.atomic():
        rates.create(in_force_from=day + timedelta(days=1), pounds="-1")


@pytest.mark.django_db
def test_an_exemption_is_one_from_a_day_and_ends_after_it_starts():
    rows, day = FeeExemption.objects, date(2021, 9, 1)
    assert rows.create(route="ma", starts_on=day, ends_on=day, why="x").pk
    with pytest.raises(IntegrityError, match="fee_exemption_is_one_from_a_day"), transaction.atomic():
        rows.create(route="ma", starts_on=day, why="x")
    with pytest.raises(IntegrityError, match="fee_exemption_ends_after_it_starts"), transaction.atomic():
        rows.create(route="ba", starts_on=day, ends_on=day - timedelta(days=1), why="x")
