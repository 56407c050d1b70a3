"""Addresses of the letters."""

from django.urls import path

from kmtp.mail.views import letters

app_name = "mail"
urlpatterns = [
    path("", letters.LetterList.as_view(), name="list"),
    path("<int:pk>/", letters.LetterDetail.as_view(), name="letter"),
    path("<int:pk>/send-again/", letters.SendAgain.as_view(), name="send_again"),
]
