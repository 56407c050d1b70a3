"""Addresses of currency."""

from django.urls import path

from educators.views.stub import Stub

urlpatterns = [
    path("currency/", Stub.as_view(permission="educators.view_educator"), name="currency"),
    path("policy/", Stub.as_view(permission="educators.view_educator"), name="policy"),
]
