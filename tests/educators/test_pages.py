"""Every page: the right role sees it, another council's does not exist, the wrong role is refused."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from educators.actions import imports, standing
from educators.models import Activity, Award, Educator, Import, Training
from kmtp.partnership.academic_year import AcademicYear
from tests import make

pytestmark = pytest.mark.django_db
GOOD = b"First name,Last name,SWE number\nAnn,Lee,SW1\n"
MOST_QUERIES = 12


@pytest.fixture
def stella(kent):
    return make.educator(kent, sign_in=True, email="stella@kent.example", swe_number="SW123456")


@pytest.fixture
def keeper(kent, signed_in):
    return signed_in(make.coordinator(kent))


def waiting(council, content: bytes = GOOD) -> Import:
    file = imports.Upload.of("register.csv", content)
    return imports.upload(council=council, file=file, by=make.coordinator(council), today=make.TODAY)


def training(educator) -> Training:
    return Training.objects.create(educator=educator, stage="stage-1", year=AcademicYear(2019))


GENERAL = ["list", "add", "import_upload", "import_template"]
OF_A_RECORD = [
    *("detail", "change", "record_award", "record_activity", "add_training"),
    *("start_break", "end_break", "leave", "return"),
]
OF_A_TRAINING = ["training_mentor", "complete_training", "withdraw_training"]
OF_AN_IMPORT = ["import", "import_apply", "import_put_away"]


def addresses(council) -> list[str]:
    educator = make.educator(council)
    place, file = training(educator), waiting(council)
    keys = {**dict.fromkeys(OF_A_RECORD, educator), **dict.fromkeys(OF_A_TRAINING, place)}
    keys |= dict.fromkeys(OF_AN_IMPORT, file)
    return [reverse(f"educators:{name}", args=[record.pk]) for name, record in keys.items()]


def test_the_coordinator_opens_every_page(kent, keeper):
    pages = [*(reverse(f"educators:{name}") for name in GENERAL), *addresses(kent)]
    assert {page: keeper.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_another_councils_records_do_not_exist(kent, medway, keeper):
    pages = addresses(medway)
    got = {page: (keeper.get(page).status_code, keeper.post(page).status_code) for page in pages}
    # A page that only shows answers a POST with 405 before it looks for anything.
    assert set(got.values()) <= {(404, 404), (404, 405)}


@pytest.mark.parametrize("who", ["manager", "partner", "educator", "administrator"])
def test_other_roles_are_refused(kent, cccu, signed_in, who):
    people = {
        "manager": lambda: make.manager(kent),
        "partner": lambda: make.partner(cccu),
        "educator": lambda: make.educator(kent, first_name="Own", sign_in=True).person,
        "administrator": make.administrator,
    }
    client = signed_in(people[who]())
    pages = [*(reverse(f"educators:{name}") for name in GENERAL), *addresses(kent)]
    assert {client.get(page).status_code for page in pages} == {403}


def test_visitors_are_asked_to_sign_in(client, kent):
    assert {client.get(page).status_code for page in addresses(kent)} == {302}


@pytest.mark.parametrize("who", ["coordinator", "lead"])
def test_the_list_takes_the_same_few_queries_at_one_row_and_at_three(kent, medway, signed_in, who):
    client = signed_in(make.lead() if who == "lead" else make.coordinator(kent))
    counts = []
    for added in (1, 2):
        for _ in range(added):
            make.educator(kent)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("educators:list")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_record_takes_the_same_few_queries_however_much_stands_on_it(kent, keeper, stella):
    counts = []
    for year in (2016, 2017):
        Training.objects.create(educator=stella, stage="stage-1", year=AcademicYear(year))
        Activity.objects.create(educator=stella, kind="asye", started_on=date(year, 9, 1))
        with CaptureQueriesContext(connection) as queries:
            assert keeper.get(stella.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ann Able", "Bo Baker", "Cy Cook"]),
        ("q=baker", ["Bo Baker"]),
        ("q=SW77", ["Ann Able"]),
        ("q=thanet", ["Bo Baker"]),
        ("status=left", ["Cy Cook"]),
        ("status=active&stage=stage-2", ["Ann Able"]),
        ("employment=True", ["Bo Baker"]),
        ("activity=asye", ["Ann Able"]),
        ("check=email&status=active", ["Bo Baker"]),
        ("area=Children+in+Care", ["Ann Able", "Bo Baker", "Cy Cook"]),
        ("locality=Nowhere", ["Ann Able", "Bo Baker", "Cy Cook"]),
        ("sort=-name", ["Cy Cook", "Bo Baker", "Ann Able"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(kent, keeper, query, names):
    today = date.today()
    ann = make.educator(kent, first_name="Ann", last_name="Able", swe_number="SW77", email="a@kent.example")
    Activity.objects.create(educator=ann, kind="asye", started_on=today)
    standing.refresh([ann.pk], today=today)
    thanet = make.team(kent, "Thanet Team")
    make.educator(kent, first_name="Bo", last_name="Baker", stage=1, is_independent=True, team=thanet)
    make.educator(kent, first_name="Cy", last_name="Cook", left_on=date(2020, 1, 1), stage=0)
    response = keeper.get(f"{reverse('educators:list')}?{query}")
    assert [record.name for record in response.context["table"].records] == names


def test_the_list_is_sent_as_a_file(kent, keeper, stella):
    response = keeper.get(reverse("educators:list") + "?format=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[:2] == [
        "Name,Post,Independent,Stage,Currency,Current until,Team,Locality,SWE number,Registered until,"
        "Students at a time,Status",
        "Stella Two,,,Stage 2,Lapsed,2021-07-01,Chatham Team,Chatham,SW123456,,1,Active",
    ]


def test_the_lead_sees_both_registers_with_their_council(kent, medway, signed_in):
    make.educator(kent, first_name="Ann", last_name="Able")
    make.educator(medway, first_name="Bo", last_name="Baker")
    response = signed_in(make.lead()).get(reverse("educators:list") + "?council=medway")
    assert [record.name for record in response.context["table"].records] == ["Bo Baker"]


def details(**facts):
    return {
        "first_name": "Ann",
        "last_name": "Lee",
        "is_independent": "False",
        "base": "on-site",
        "capacity": "1",
        "joined_on_0": "1",
        "joined_on_1": "9",
        "joined_on_2": "2019",
        "joined_on_day": "1",
        "joined_on_month": "9",
        "joined_on_year": "2019",
        **facts,
    }


def test_somebody_is_added_and_changed(kent, medway, keeper):
    facts = details(swe_number="sw 77", email="Ann@Kent.example", council=medway.pk, left_on="2019-01-01")
    response = keeper.post(reverse("educators:add"), facts)
    ann = Educator.objects.get()
    assert (response.status_code, response.url) == (302, ann.get_absolute_url())
    assert (ann.council, ann.swe_number, ann.email, ann.left_on) == (kent, "SW77", "ann@kent.example", None)
    keeper.post(reverse("educators:change", args=[ann.pk]), details(last_name="Lee-Kay", swe_number="SW77"))
    ann.refresh_from_db()
    assert ann.last_name == "Lee-Kay"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"swe_number": "SW123456"}, "This Social Work England number is already on your register."),
        ({"swe_number": "XYZ"}, "Enter the Social Work England number, like SW123456."),
        ({"last_name": ""}, "Enter the last name"),
        ({"capacity": "9"}, "Enter between 0 and 6 students at a time"),
        ({"joined_on_month": "13"}, "must be a real date"),
    ],
)
def test_a_form_that_cannot_be_stored_says_what_to_do(keeper, stella, facts, sentence):
    response = keeper.post(reverse("educators:add"), details(**facts))
    assert sentence in response.content.decode()
    assert Educator.objects.count() == 1


def test_the_second_half_of_a_double_click_is_told_so(keeper, monkeypatch):
    # Both halves find the form good, because neither sees the other's row yet.
    monkeypatch.setattr(Educator, "validate_constraints", lambda *args, **kwargs: None)
    first, second = (keeper.post(reverse("educators:add"), details(swe_number="SW1")) for _ in range(2))
    assert (first.status_code, second.status_code, Educator.objects.count()) == (302, 409, 1)
    assert "This was saved already, or clashes with something saved a moment ago." in second.content.decode()


def test_joining_cannot_be_moved_behind_leaving(keeper, stella):
    Educator.objects.filter(pk=stella.pk).update(left_on=date(2019, 1, 1))
    response = keeper.post(reverse("educators:change", args=[stella.pk]), details())
    assert "The day of leaving must be on or after the day of joining." in response.content.decode()


def test_a_team_of_another_council_cannot_be_chosen(kent, medway, keeper):
    response = keeper.post(reverse("educators:add"), details(team=make.team(medway).pk))
    assert (response.status_code, Educator.objects.count()) == (200, 0)


def day(on: date, name: str = "on") -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_awards_activities_and_training_are_recorded_from_the_record(kent, keeper):
    ann = make.educator(kent, stage=0)
    award = {"kind": "stage-1", **day(date(2019, 7, 1), "awarded_on")}
    posts = {
        "record_award": award,
        "record_activity": {"kind": "asye", "weight": "0.5", **day(date(2019, 9, 1), "started_on")},
        "add_training": {"stage": "stage-2", "year": "2019/20"},
    }
    for name, facts in posts.items():
        response = keeper.post(reverse(f"educators:{name}", args=[ann.pk]), facts)
        assert (name, response.status_code) == (name, 302)
    assert (ann.awards.count(), ann.activities.count(), ann.trainings.count()) == (1, 1, 1)
    again = keeper.post(reverse("educators:record_award", args=[ann.pk]), award)
    assert "This award is already on the record." in again.content.decode()
    place = ann.trainings.get()
    keeper.post(reverse("educators:complete_training", args=[place.pk]), day(date(2020, 2, 1)))
    assert Award.objects.filter(educator=ann, kind="stage-2", awarded_on=date(2020, 2, 1)).exists()


def test_an_award_to_come_is_refused(keeper, stella):
    award = {"kind": "practice-teaching", **day(date(2090, 7, 1), "awarded_on")}
    response = keeper.post(reverse("educators:record_award", args=[stella.pk]), award)
    assert "The award cannot be on a day to come" in response.content.decode()


def test_a_break_and_leaving_ask_for_a_reason_and_can_be_undone(keeper, stella):
    def post(name, **facts):
        return keeper.post(reverse(f"educators:{name}", args=[stella.pk]), facts)

    assert "Enter the reason" in post("start_break", **day(date(2020, 1, 1))).content.decode()
    seen = []
    for name, facts in {
        "start_break": {"why": "Leave", **day(date(2020, 1, 1))},
        "end_break": day(date(2020, 1, 20)),
        "leave": {"why": "Retired", **day(date(2020, 1, 1))},
        "return": day(date(2020, 2, 1)),
    }.items():
        assert post(name, **facts).status_code == 302
        stella.refresh_from_db()
        seen.append((stella.on_break_from, stella.left_on))
    first = date(2020, 1, 1)
    assert seen == [(first, None), (None, None), (None, first), (None, None)]
    assert post("return", **day(date(2020, 2, 1))).status_code == 409


def test_a_break_ends_neither_before_it_began_nor_on_a_day_to_come(keeper, stella):
    start, end = (reverse(f"educators:{name}", args=[stella.pk]) for name in ("start_break", "end_break"))
    keeper.post(start, {"why": "Leave", **day(date(2020, 1, 8))})
    early = keeper.post(end, day(date(2020, 1, 7))).content.decode()
    assert "The break began on 8 Jan 2020. Enter that day or a later one." in early
    assert "Enter today or an earlier day." in keeper.post(end, day(date(2090, 1, 1))).content.decode()


def test_a_break_to_come_is_said_and_shown_with_its_day(keeper, stella):
    start = reverse("educators:start_break", args=[stella.pk])
    response = keeper.post(start, {"why": "Leave", **day(date(2090, 3, 1))}, follow=True)
    html = response.content.decode()
    assert f"{stella} is on a break from 1 Mar 2090." in html
    assert "Active</strong> On a break from 1 Mar 2090" in html
    end = keeper.get(reverse("educators:end_break", args=[stella.pk])).content.decode()
    assert f"From this day {stella} can be asked to take a student again." in end


def send(client, content: bytes, **more):
    return client.post(
        reverse("educators:import_upload"), {"file": SimpleUploadedFile("r.csv", content), **more}
    )


def test_a_spreadsheet_is_uploaded_looked_at_and_applied(kent, keeper):
    found = keeper.get(send(keeper, GOOD).url)
    assert "1 new, 0 changed, 0 unchanged" in found.content.decode()
    apply = reverse("educators:import_apply", args=[Import.objects.get().pk])
    for _ in range(2):
        assert keeper.post(apply).status_code == 302
    assert [one.name for one in Educator.objects.all()] == ["Ann Lee"]
    again = keeper.get(send(keeper, GOOD).url).content.decode()
    assert "Everything in this file is on the register already" in again


def test_an_applied_file_is_not_offered_again(kent, keeper):
    send(keeper, GOOD)
    apply = reverse("educators:import_apply", args=[Import.objects.get().pk])
    keeper.post(apply)
    html = keeper.get(apply, follow=True).content.decode()
    assert ("r.csv is applied already." in html, "Apply to the register" in html) == (True, False)


def test_columns_that_nobody_knows_are_named_in_a_warning(kent, keeper):
    content = b"First name,Last name,Colour,Shoe size\nAnn,Lee,red,5\n"
    columns = send(keeper, content).url
    assert "“Colour” is" in keeper.get(columns).content.decode()
    chosen = {"name": "Ours", "column_0": "first_name", "column_1": "last_name"}
    html = keeper.post(columns, chosen, follow=True).content.decode()
    assert ("govuk-warning-text" in html, "“Colour”, “Shoe size”" in html) == (True, True)


def test_every_bad_cell_of_a_spreadsheet_is_listed(kent, keeper):
    content = b"First name,Last name,SWE number,Capacity\nAnn,Lee,SW1,1\nBo,,SW0,=1+1\n<b>,x,,\n"
    page = keeper.get(send(keeper, content).url).content.decode()
    assert "1 row must be mended before anything is stored" in page
    for sentence in ("Has no last name: enter it", "Holds a formula: paste it as a value", "like SW123456"):
        assert sentence in page
    assert keeper.post(reverse("educators:import_apply", args=[Import.objects.get().pk])).status_code == 409
    assert Educator.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Colour,Shape\nA,B\n", "None of these is a heading that we know"),
        (b"First name,Last name\n" + b"Ann,Lee\n" * 50_001, "more than 50,000 rows"),
        (b"PK\x03\x04 damaged", "not a spreadsheet"),
        (b"x" * (12 * 1024 * 1024 + 10), "larger than 12 MB"),
    ],
)
def test_a_file_that_is_no_register_is_refused_on_the_form(keeper, content, sentence):
    response = send(keeper, content)
    assert (response.status_code, sentence in response.content.decode()) == (200, True)
    assert Import.objects.count() == 0


def test_choosing_no_file_says_so(keeper):
    assert "Choose the spreadsheet" in keeper.post(reverse("educators:import_upload")).content.decode()


def test_the_lead_says_for_which_council(kent, medway, signed_in):
    client = signed_in(make.lead())
    assert "Choose the council" in send(client, GOOD).content.decode()
    send(client, GOOD, council=medway.pk)
    assert Import.objects.get().council == medway


def test_the_template_opens_in_a_spreadsheet(keeper):
    book = load_workbook(BytesIO(keeper.get(reverse("educators:import_template")).content))
    assert book.sheetnames == ["Practice educators", "How to fill it in"]


def test_a_practice_educator_sees_and_corrects_her_own_record(kent, signed_in, stella):
    make.coordinator(kent)
    client = signed_in(stella.person)
    page = client.get(reverse("educators:mine_record")).content.decode()
    assert "SW123456" in page and "Kent Coordinator" in page
    change = reverse("educators:mine_change")
    assert client.get(change).status_code == 200
    facts = {"email": "new@kent.example", "phone": "1", "capacity": "6", "person": ""}
    assert client.post(change, facts).url == reverse("educators:mine")
    stella.refresh_from_db()
    assert (stella.email, stella.capacity, stella.person_id) == ("new@kent.example", 1, stella.person.pk)


def test_a_practice_educator_without_a_record_is_told_whom_to_ask(kent, signed_in):
    client = signed_in(make.person("Una Linked", role=make.Role.EDUCATOR, at=kent))
    assert "is not linked to a record" in client.get(reverse("educators:mine")).content.decode()
    assert client.get(reverse("educators:mine_change")).status_code == 302


def test_the_coordinator_has_no_record_of_her_own(keeper):
    assert keeper.get(reverse("educators:mine")).status_code == 403
