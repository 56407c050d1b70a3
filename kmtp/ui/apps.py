"""The ui app: templates, tags, forms and lists that every room shares."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the template tags; it has no models."""

    name = "kmtp.ui"
    label = "ui"
    verbose_name = "Pages and forms"
