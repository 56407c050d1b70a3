"""The register at length: what it is found by, its facets, and what is done with several rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from educators.models import AvailabilityAnswer, AvailabilityCall, Educator, Posting
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.access import Role
from kmtp.partnership.models import District, Locality, Membership, Postcode
from tests import make

pytestmark = pytest.mark.django_db
LIST = "/educators/"
TODAY = localdate()


@pytest.fixture
def keeper(kent, signed_in):
    return signed_in(make.coordinator(kent))


def parts(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def numbers(facets, name: str) -> dict[str, int]:
    return next({choice.value: choice.count for choice in one.choices} for one in facets if one.name == name)


def found(client, query: str) -> list[str]:
    return [str(one) for one in client.get(f"{LIST}?{query}").context["table"].records]


def test_the_words_of_a_record_follow_its_own_columns_and_its_team(kent):
    zoe = make.educator(kent, first_name="Zoë", last_name="Ó Briain", email="zoe@kent.example")
    zoe.refresh_from_db()
    assert all(word in zoe.words for word in ("zoe", "o briain", "zoe@kent.example", "chatham team"))
    zoe.team.name = "Equipe de l'été"
    zoe.team.save()
    Educator.objects.filter(pk=zoe.pk).update(last_name="Åberg")
    zoe.refresh_from_db()
    assert "aberg" in zoe.words and "l'ete" in zoe.words
    assert "briain" not in zoe.words and "chatham" not in zoe.words


@pytest.mark.parametrize("name", ["".join(map(chr, range(32, 127))), "ZOË’S ½ ÆØ", "Straße İI"])
def test_words_are_folded_as_the_search_folds_them_in_plain_letters_and_in_others(kent, name):
    one = make.educator(kent, first_name=name[:40], last_name=name[40:80], email=name[80:])
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, folded(%s) FROM educators_educator WHERE id = %s", [name[:40], one.pk])
        words, sought = cursor.fetchone()
    assert words.startswith(sought)


def test_the_district_is_that_of_the_own_postcode_and_otherwise_of_the_team(kent):
    for code, name, postcode in (("E07000111", "Here", "ME4 4TR"), ("E07000112", "There", "CT1 1AA")):
        district = District.objects.get_or_create(code=code, defaults={"name": name})[0]
        Postcode.objects.get_or_create(code=postcode, defaults=place(district))
    one = make.educator(kent)
    assert district_of(one) == ""
    one.team.postcode = "ME4 4TR"
    one.team.save()
    assert district_of(one) == "E07000111"
    Educator.objects.filter(pk=one.pk).update(postcode="CT1 1AA")
    assert district_of(one) == "E07000112"
    Postcode.objects.filter(code="CT1 1AA").delete()
    assert district_of(one) == ""


def place(district: District) -> dict:
    return {"district": district, "easting": 575000, "northing": 168000}


def district_of(one: Educator) -> str:
    return Educator.objects.values_list("district", flat=True).get(pk=one.pk)


def test_every_word_must_be_found_whatever_accents_and_capitals(kent, keeper):
    make.educator(kent, first_name="Zoë", last_name="Lee", swe_number="SW77")
    make.educator(kent, first_name="Ann", last_name="Lee")
    assert found(keeper, "q=ZOE+lee") == found(keeper, "q=sw77") == found(keeper, "q=zoë") == ["Zoë Lee"]
    assert found(keeper, "q=zoe+ann") == []


def test_the_answer_to_the_latest_call_is_a_facet(kent, keeper):
    year = AcademicYear.of(TODAY)
    old, latest = (
        AvailabilityCall.objects.create(
            council=kent, year=one, opens_on=TODAY, closes_on=date.max, state=state
        )
        for one, state in ((year, "closed"), (year.next, "open"))
    )
    people = {name: make.educator(kent, first_name=name) for name in ("Yes", "Silent", "Never")}
    AvailabilityAnswer.objects.create(
        call=old, educator=people["Never"], asked_at=now(), says="no", answered_at=now()
    )
    AvailabilityAnswer.objects.create(
        call=latest, educator=people["Yes"], asked_at=now(), says="yes", answered_at=now()
    )
    AvailabilityAnswer.objects.create(call=latest, educator=people["Silent"], asked_at=now())
    said = {"yes": ["Yes Two"], "no-answer": ["Silent Two"], "not-asked": ["Never Two"], "no": []}
    assert {value: found(keeper, f"availability={value}") for value in said} == said
    facets = keeper.get(LIST).context["filter"].facets
    counts = numbers(facets, "availability")
    assert counts == {"yes": 1, "maybe": 0, "no": 0, "no-answer": 1, "not-asked": 1}


@pytest.fixture
def places(kent, medway):
    """Two localities with a team and one without; both councils have one of the same name."""
    ash, _ = (Locality.objects.create(organisation=kent, name=name) for name in ("Ash", "Deal"))
    strood = make.team(medway, "Strood")
    return {"Ash": make.team(kent, "Ash team", locality=ash), "Chatham": make.team(kent), "Strood": strood}


def test_a_number_beside_a_place_is_that_of_the_list_behind_it(kent, keeper, places):
    make.educator(kent, team=places["Ash"])
    make.educator(kent, team=places["Chatham"])
    make.educator(kent, team=None)
    facets = keeper.get(f"{LIST}?stage=stage-2").context["filter"].facets
    assert numbers(facets, "locality") == {"Ash": 1, "Chatham": 1, "Deal": 0}
    assert [len(found(keeper, f"locality={name}")) for name in ("Ash", "Chatham", "Deal")] == [1, 1, 0]
    assert numbers(facets, "area") == {"Children in Care": 2}
    assert len(found(keeper, "area=Children+in+Care")) == 2


def test_ones_own_record_at_another_council_is_counted_where_it_is_listed(kent, medway, signed_in, places):
    make.educator(kent, team=places["Chatham"])
    own = make.educator(medway, team=places["Strood"], sign_in=True)
    Membership.objects.create(person=own.person, role=Role.COORDINATOR, organisation=kent)
    client = signed_in(own.person)
    facets = client.get(LIST).context["filter"].facets
    assert numbers(facets, "locality") == {"Ash": 0, "Chatham": 2, "Deal": 0}
    assert len(found(client, "locality=Chatham")) == 2


def test_a_thousand_rows_take_as_many_queries_as_one_and_the_last_page_few_more(kent, keeper):
    make.educator(kent)
    taken = []
    for added in (0, 999):
        people = [
            Educator(council=kent, first_name="P", last_name=f"{n:04}", joined_on=TODAY) for n in range(added)
        ]
        Educator.objects.bulk_create(people)
        with CaptureQueriesContext(connection) as queries:
            assert keeper.get(LIST).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 12
    with CaptureQueriesContext(connection) as queries:
        page = keeper.get(f"{LIST}?page=40")
    assert len(queries) <= taken[1] + 1
    assert [str(one) for one in page.context["table"].records][-1] == "Stella Two"


def test_those_chosen_are_moved_after_the_team_and_the_day_were_given(kent, keeper):
    ann, bo, _ = (make.educator(kent, first_name=name) for name in ("Ann", "Bo", "Cy"))
    team = make.team(kent, "Thanet Team")
    move, chosen = reverse("educators:move_chosen"), {"chosen": [ann.pk, bo.pk]}
    asked = keeper.post(move, chosen)
    assert (asked.status_code, "Move 2 practice educators" in asked.content.decode()) == (200, True)
    assert not Educator.objects.filter(team=team).exists()
    facts = {"asked": "1", "team": team.pk, **parts("on", TODAY)}
    assert keeper.post(move, chosen | {"asked": "1"}).status_code == 200
    assert keeper.post(move, chosen | facts).status_code == 302
    assert set(Educator.objects.filter(team=team)) == {ann, bo}
    assert Posting.objects.filter(team=team, started_on=TODAY, ended_on=None).count() == 2


def test_nobody_of_another_council_is_moved_or_taken_away(kent, medway, keeper):
    theirs = make.educator(medway)
    for name in ("move_chosen", "download_csv", "download_xlsx", "call_chosen"):
        assert keeper.post(reverse(f"educators:{name}"), {"chosen": [theirs.pk]}).status_code == 302
    team = make.team(medway, "Rochester Team")
    facts = {"chosen": [make.educator(kent).pk], "asked": "1", "team": team.pk, **parts("on", TODAY)}
    assert keeper.post(reverse("educators:move_chosen"), facts).status_code == 200
    assert not Educator.objects.filter(team=team).exists()


def test_everything_in_a_list_is_what_its_filters_leave_and_the_number_is_confirmed(kent, keeper):
    ann, cy = make.educator(kent, first_name="Ann"), make.educator(kent, first_name="Cy", is_independent=True)
    team = make.team(kent, "Thanet Team")
    move = reverse("educators:move_chosen") + "?employment=False"
    facts = {"everything": "1", "asked": "1", "team": team.pk, **parts("on", TODAY)}
    assert keeper.post(move, facts | {"count": "7"}).status_code == 409
    assert keeper.post(move, facts | {"count": "1"}).status_code == 302
    assert (Educator.objects.get(pk=ann.pk).team, Educator.objects.get(pk=cy.pk).team) != (team, team)
    assert list(Educator.objects.filter(team=team)) == [ann]


def test_asking_everybody_in_a_list_says_how_many_first(kent, keeper):
    make.educator(kent)
    make.educator(kent, first_name="Ann")
    AvailabilityCall.objects.create(
        council=kent, year=AcademicYear.of(TODAY), opens_on=TODAY, closes_on=date.max, state="open"
    )
    call = reverse("educators:call_chosen")
    assert "all 2 of this list" in keeper.post(call, {"everything": "1"}).content.decode()
    assert not AvailabilityAnswer.objects.exists()
    assert keeper.post(call, {"everything": "1", "count": "2"}).status_code == 302
    assert AvailabilityAnswer.objects.count() == 2


def test_those_chosen_are_taken_away_as_a_file(kent, keeper):
    ann = make.educator(kent, first_name="Ann")
    make.educator(kent, first_name="Bo")
    response = keeper.post(reverse("educators:download_csv"), {"chosen": [ann.pk]})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Name", "Ann Two"]


def test_a_filtered_page_has_the_rows_of_the_whole_list_in_its_order_and_joins_no_others(kent, keeper):
    for number in range(60):
        make.educator(kent, first_name=f"Ann {number % 7}", last_name="Lee", email=f"a{number}@kent.example")
    make.educator(kent, first_name="Bea", last_name="Lee")
    with CaptureQueriesContext(connection) as queries:
        pages = [found(keeper, f"q=ann&status=active&sort=-name&page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert sum(pages, []) == [f"Ann {n} Lee" for n in sorted((n % 7 for n in range(60)), reverse=True)]
    asked = [one["sql"] for one in queries]
    keys = [sql for sql in asked if "LIMIT 25" in sql]
    assert len(keys) == 2  # full ones: the keys are cut to a page before a team is joined
    assert [sql.count('JOIN "partnership_team"') for sql in keys] == [0, 0]
    rows = [
        sql for sql in asked if 'JOIN "partnership_team"' in sql and '"educators_educator"."id" IN (' in sql
    ]
    assert len(rows) == 3
