"""Letters and the personal links in them."""

from kmtp.mail.models.letter import Letter
from kmtp.mail.models.link import PersonalLink

__all__ = ["Letter", "PersonalLink"]
