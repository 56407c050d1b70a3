"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo data and the demo's mailbox."""

    name = "kmtp.demo"
    label = "demo"
