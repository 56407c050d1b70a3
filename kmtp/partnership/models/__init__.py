"""The partners, where they work, who works there and what each may do."""

from kmtp.partnership.models.heartbeat import Heartbeat
from kmtp.partnership.models.membership import Membership
from kmtp.partnership.models.organisation import Organisation
from kmtp.partnership.models.person import Person
from kmtp.partnership.models.place import Locality, ServiceArea
from kmtp.partnership.models.postcode import District, Hexagon, Postcode
from kmtp.partnership.models.team import Team

__all__ = [
    "District",
    "Heartbeat",
    "Hexagon",
    "Locality",
    "Membership",
    "Organisation",
    "Person",
    "Postcode",
    "ServiceArea",
    "Team",
]
