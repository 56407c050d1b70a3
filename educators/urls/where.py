"""Addresses of where."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("where/", Stub.as_view(permission="educators.view_educator"), name="where"),
]
