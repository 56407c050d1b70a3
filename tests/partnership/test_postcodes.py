"""Loading postcodes from the ONS Postcode Directory."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kmtp.partnership import hexagons, postcodes
from kmtp.partnership.land import forget, land
from kmtp.partnership.models import District, Hexagon, Postcode
from kmtp.partnership.postcodes import Place

pytestmark = pytest.mark.django_db
CHATHAM = Place("ME4 4TR", "E06000035", 575_800, 167_600)
THANET = Place("CT9 1HZ", "E07000114", 635_400, 170_900)


@pytest.fixture
def directory(monkeypatch):
    """A small directory: a file for each letter, as the package has them."""
    files = {
        "M": [("ME4 4TR", "E06000035", 575_800.0, 167_600.0), ("M1  1AA", "E08000003", 385_022.0, 398_985.0)],
        "C": [("CT9 1HZ", "E07000114", 635_400.0, 170_900.0)],
        "B": [
            ("B1  1AA", "E08000025", 406_649.0, 286_530.0),
            ("BR1 1AA", float("nan"), 540_000.0, 169_000.0),
            ("BR1 1AB", "E09000006", float("nan"), float("nan")),
        ],
        "T": [("TN1 1RS", "E07000116", 558_500.0, 139_500.0)],
    }
    monkeypatch.setattr(postcodes, "_columns", lambda letter: files.get(letter, []))
    return files


def load(*areas: str) -> str:
    said = StringIO()
    call_command("load_postcodes", *areas, stdout=said)
    return said.getvalue()


def test_it_says_how_many_and_how_many_are_new(directory):
    assert load("ME", "CT") == "2 postcodes read: 2 new, 0 changed. The land is 2 hexagons.\n"
    assert load("ct", "TN") == "2 postcodes read: 1 new, 0 changed. The land is 3 hexagons.\n"


def everything() -> list[object]:
    """Return all that a load stores."""
    cells = Hexagon.objects.order_by("column", "row").values_list("column", "row", "district", "postcodes")
    return [*Postcode.objects.order_by("code").values(), *District.objects.values(), *cells]


def test_twice_is_as_once(directory):
    load("ME", "CT", "TN")
    before = everything()
    load("ME", "CT", "TN")
    assert everything() == before


def test_a_later_edition_moves_a_postcode_and_names_its_new_district(directory):
    load("ME")
    directory["M"][0] = ("ME4 4TR", "E07000110", 575_900.0, 167_600.0)
    assert "0 new, 1 changed" in load("ME")
    moved = Postcode.objects.get(pk="ME4 4TR")
    assert (moved.district.name, moved.easting) == ("Maidstone", 575_900)


def test_a_short_outward_code_is_padded_in_the_directory_and_not_with_us(directory):
    load("M")
    assert list(Postcode.objects.values_list("code", flat=True)) == ["M1 1AA"]


def test_letters_must_match_exactly(directory):
    load("B")
    assert not Postcode.objects.filter(code__startswith="BR").exists()


def test_a_postcode_without_a_district_is_kept_and_one_without_a_place_is_not(directory):
    load("BR")
    assert list(Postcode.objects.values_list("code", "district")) == [("BR1 1AA", None)]


@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        ("MX", "The directory has no postcode area MX. It has M, ME."),
        ("../x", "The directory has no postcode area ../X. Give letters such as ME or CT."),
        ("M1", "The directory has no postcode area M1. Give letters such as ME or CT."),
    ],
)
def test_an_area_that_is_not_there(area, sentence, directory):
    with pytest.raises(CommandError, match=r"no postcode area") as refused:
        load("ME", area)
    assert str(refused.value) == sentence
    assert not Postcode.objects.exists()


def test_a_cell_belongs_to_the_district_of_most_of_its_postcodes():
    near = [Place(f"ME4 4T{letter}", "E07000110", 575_800, 167_600) for letter in "AB"]
    postcodes.store_districts({"E06000035", "E07000110"})
    postcodes.store([CHATHAM, *near])
    postcodes.draw_land()
    cell = Hexagon.objects.get()
    assert (cell.column, cell.row) == hexagons.cell_of(575_800, 167_600)
    assert (cell.district.name, cell.postcodes) == ("Maidstone", 3)


def test_the_land_names_districts_and_the_district_of_an_outward_code():
    postcodes.store_districts({"E06000035", "E07000114"})
    postcodes.store([CHATHAM, THANET])
    postcodes.draw_land()
    forget()
    found = land()
    assert {ground.name: ground.county for ground in found.grounds.values()} == {
        "Medway": "Medway",
        "Thanet": "Kent",
    }
    assert found.outwards == {"ME4": "E06000035", "CT9": "E07000114"}


def test_the_land_is_kept_until_postcodes_are_loaded(
    directory, django_assert_num_queries, django_capture_on_commit_callbacks
):
    forget()
    with django_capture_on_commit_callbacks(execute=True):
        load("ME")
    assert len(land().grounds) == 1
    with django_assert_num_queries(0):
        assert len(land().grounds) == 1
    with django_capture_on_commit_callbacks(execute=True):
        load("CT")
    assert len(land().grounds) == 2


def test_a_district_that_the_list_does_not_name_is_called_by_its_code():
    postcodes.store_districts({"E99999999"})
    assert District.objects.get().name == "E99999999"


def test_the_package_itself_holds_the_area_of_chatham():
    places = {place.code: place for place in postcodes.read(["ME"])}
    assert places["ME4 4TR"].district == "E06000035"
    assert len(places) > 10_000
