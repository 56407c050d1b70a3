"""Addresses of the figures."""

from django.urls import path

from educators.views.figures import CouncilFigures

urlpatterns = [
    path("figures/", CouncilFigures.as_view(), name="figures"),
]
