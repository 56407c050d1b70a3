"""Addresses of targets."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("targets/", Stub.as_view(permission="educators.set_targets"), name="targets"),
]
