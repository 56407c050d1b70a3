"""States of the map: by team, narrowed to one council, and with nobody on it."""

from kmtp.partnership.models import Organisation


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return an address for each state, by who opens it."""
    where = "/educators/where/"
    return {
        "coordinator": {"the map by team": f"{where}?by=team", "nobody on the map": f"{where}?q=nobodyatall"},
        "lead": {"the map of one council": f"{where}?council=medway&by=team"},
    }
