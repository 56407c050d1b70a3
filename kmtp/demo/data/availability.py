"""The demonstration's availability."""

from kmtp.demo.data.world import World


def load(world: World) -> None:
    """Make them."""
