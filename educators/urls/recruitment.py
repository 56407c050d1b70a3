"""Addresses of recruitment."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("recruitment/", Stub.as_view(permission="educators.run_recruitment"), name="recruitment"),
]
