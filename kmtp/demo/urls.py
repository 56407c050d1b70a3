"""Addresses of the demo."""

from django.urls import path

from kmtp.demo import views

app_name = "demo"
urlpatterns = [
    path("mailbox/", views.Mailbox.as_view(), name="mailbox"),
    path("mailbox/<int:pk>/", views.MailboxLetter.as_view(), name="letter"),
]
