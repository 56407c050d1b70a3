"""Invitations."""

from kmtp.accounts.models.invitation import Invitation

__all__ = ["Invitation"]
