"""The placements app."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Students, requests and placements."""

    name = "placements"
