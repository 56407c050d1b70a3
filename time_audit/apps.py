"""The time_audit app."""

from django.apps import AppConfig


class TimeAuditConfig(AppConfig):
    """Time audits: what practice education takes, week by week."""

    name = "time_audit"
