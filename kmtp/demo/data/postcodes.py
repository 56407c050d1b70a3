"""The real postcodes of Kent and Medway, before anything that stands at one."""

from kmtp.demo.data.world import World


def load(world: World) -> None:
    """Load them."""
