"""Addresses of quality."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("data-quality/", Stub.as_view(permission="educators.change_educator"), name="quality"),
]
