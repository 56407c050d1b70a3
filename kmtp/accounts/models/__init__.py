"""Invitations and saved views."""

from kmtp.accounts.models.invitation import Invitation
from kmtp.accounts.models.saved_view import SavedView

__all__ = ["Invitation", "SavedView"]
