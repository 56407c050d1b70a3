"""States of the pages of places."""

from kmtp.partnership.models import Organisation


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make what is missing; return an address for each state, by who opens it."""
    return {}
