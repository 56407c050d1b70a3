"""The mail app: letters and the personal links they carry."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox."""

    name = "kmtp.mail"
    label = "mail"
