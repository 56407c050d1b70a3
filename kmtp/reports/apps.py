"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The annual report."""

    name = "kmtp.reports"
    label = "reports"
