"""The demonstration's currency."""

from kmtp.demo.data.world import World


def load(world: World) -> None:
    """Make them."""
