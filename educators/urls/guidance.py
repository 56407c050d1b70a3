"""Addresses of guidance."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("guidance/", Stub.as_view(permission="educators.view_guidance"), name="guidance"),
]
