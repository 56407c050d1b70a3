"""Signing in with an e-mail address and a password."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from kmtp.partnership import access


class RoleBackend(ModelBackend):
    """Django's own sign-in; what a person may do comes from the one table of roles."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Say whether a role of an active person allows ``perm``."""
        return bool(user_obj.is_active) and access.allows(user_obj, perm, obj)
