"""The partnership app: who the partners are and who may do what."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Organisations, teams, people and roles."""

    name = "kmtp.partnership"
    label = "partnership"
