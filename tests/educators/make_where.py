"""A small Kent and Medway to put people on."""

from educators.models import Educator
from kmtp.partnership import postcodes
from kmtp.partnership.land import forget
from kmtp.partnership.models import Organisation
from kmtp.partnership.postcodes import Place
from tests import make

CHATHAM, MARGATE, CANTERBURY = "ME4 4TR", "CT9 1HZ", "CT1 2DA"
MEDWAY, THANET, CANTERBURY_DISTRICT = "E06000035", "E07000114", "E07000106"


def make_land() -> None:
    """Store three postcodes and the land around them."""
    places = [
        Place(CHATHAM, MEDWAY, 575_800, 167_600),
        Place(MARGATE, THANET, 635_400, 170_900),
        Place(CANTERBURY, CANTERBURY_DISTRICT, 614_900, 157_800),
    ]
    postcodes.store_districts({MEDWAY, THANET, CANTERBURY_DISTRICT})
    postcodes.store(places)
    postcodes.draw_land()
    forget()


def make_at(of: Organisation, postcode: str, *, last_name: str = "There", **facts: object) -> Educator:
    """Return a new educator with a postcode of her own."""
    return make.educator(of, last_name=last_name, postcode=postcode, **facts)  # type: ignore[arg-type]
