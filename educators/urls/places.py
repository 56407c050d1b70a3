"""Addresses of places."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("teams/", Stub.as_view(permission="educators.view_educator"), name="teams"),
]
