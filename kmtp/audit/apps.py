"""The audit app: the trail under every record."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What happened, by whom, when and why."""

    name = "kmtp.audit"
    label = "audit"
