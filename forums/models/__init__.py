"""Forums, their sessions, who comes, and the letters that remind them."""

from forums.models.booking import Booking
from forums.models.forum import Forum
from forums.models.invitation import Invitation
from forums.models.reminder import Reminder
from forums.models.session import Session

__all__ = ["Booking", "Forum", "Invitation", "Reminder", "Session"]
