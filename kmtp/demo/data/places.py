"""The demonstration's teams that closed: two small ones of Medway became one when the council reorganised."""

from datetime import date, timedelta

from educators.models import Succession
from kmtp.demo.data.world import World
from kmtp.partnership.models import Team

OPENED, LAST_DAY = date(2015, 9, 1), date(2016, 8, 31)


def load(world: World) -> None:
    """Close them into the first of today's teams, before anybody was on the register."""
    team = world.teams["medway"][0]
    closed = [close(team, f"{team.locality} Pod {letter}") for letter in "AB"]
    Succession.objects.bulk_create(Succession(team=one, successor=team) for one in closed)
    team.predecessor = closed[0]
    team.valid_from = LAST_DAY + timedelta(days=1)
    team.save(update_fields=["predecessor", "valid_from"])


def close(team: Team, name: str) -> Team:
    """Return a closed team that worked where ``team`` works."""
    return Team.objects.create(
        organisation_id=team.organisation_id,
        name=name,
        service_area_id=team.service_area_id,
        locality_id=team.locality_id,
        postcode=team.postcode,
        valid_from=OPENED,
        valid_to=LAST_DAY,
    )
