"""The forums app."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    """Forums for practice educators: sessions, bookings, attendance, reminders."""

    name = "forums"
