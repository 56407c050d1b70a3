"""Addresses of availability."""

from django.urls import path

from educators.views import availability

urlpatterns = [
    path("availability/", availability.CallList.as_view(), name="calls"),
    path("availability/new/", availability.NewCall.as_view(), name="new_call"),
    path("availability/ask/", availability.AskChosen.as_view(), name="call_chosen"),
    path("availability/answer/<str:token>/", availability.AnswerByLink.as_view(), name="answer_call"),
    path("availability/<int:pk>/", availability.CallDetail.as_view(), name="call"),
    path("availability/<int:pk>/answers/", availability.CallAnswers.as_view(), name="call_answers"),
    path("availability/<int:pk>/change/", availability.ChangeCall.as_view(), name="change_call"),
    path("availability/<int:pk>/open/", availability.OpenCall.as_view(), name="open_call"),
    path("availability/<int:pk>/close/", availability.CloseCall.as_view(), name="close_call"),
    path("mine/availability/", availability.MyAvailability.as_view(), name="mine_availability"),
]
