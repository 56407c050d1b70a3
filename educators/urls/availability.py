"""Addresses of availability."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("availability/", Stub.as_view(permission="educators.call_availability"), name="calls"),
]
