"""Addresses of figures."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("figures/", Stub.as_view(permission="educators.view_figures"), name="figures"),
]
