"""Addresses of where they are."""

from django.urls import path

from educators.views.where import Where

urlpatterns = [
    path("where/", Where.as_view(), name="where"),
]
