"""The real postcodes of Kent and Medway, before anything that stands at one."""

from kmtp.demo.data.world import World
from kmtp.partnership import postcodes

AREAS = ("ME", "CT", "TN", "DA", "BR")


def load(world: World) -> None:
    """Load them, as ``manage.py load_postcodes`` does."""
    postcodes.load(AREAS)
