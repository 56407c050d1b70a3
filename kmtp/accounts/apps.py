"""The accounts app: invitations and the way in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Invitations and signing in."""

    name = "kmtp.accounts"
    label = "accounts"
