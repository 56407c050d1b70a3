"""Addresses of the evaluations room."""

from django.urls import path

from evaluations.views import answering, evaluation, follow_up, results

app_name = "evaluations"
urlpatterns = [
    path("", evaluation.front, name="list"),
    path("mine/", evaluation.MyEvaluations.as_view(), name="mine"),
    path("mine/<int:pk>/", answering.OwnStart.as_view(), name="own"),
    path("mine/<int:pk>/check/", answering.OwnCheck.as_view(), name="own_check"),
    path("mine/<int:pk>/thanks/", answering.OwnThanks.as_view(), name="own_thanks"),
    path("mine/<int:pk>/<slug:group>/", answering.OwnPage.as_view(), name="own_page"),
    path("answer/<str:token>/", answering.LinkStart.as_view(), name="answer"),
    path("answer/<str:token>/check/", answering.LinkCheck.as_view(), name="answer_check"),
    path("answer/<str:token>/thanks/", answering.LinkThanks.as_view(), name="answer_thanks"),
    path("answer/<str:token>/<slug:group>/", answering.LinkPage.as_view(), name="answer_page"),
    path("send/", evaluation.DuePlacements.as_view(), name="due"),
    path("send/chosen/", evaluation.SendChosen.as_view(), name="send_chosen"),
    path("send/<int:pk>/", evaluation.SendEvaluation.as_view(), name="send"),
    path("results/", results.Results.as_view(), name="results"),
    path("follow-ups/", follow_up.FollowUpList.as_view(), name="follow_ups"),
    path("follow-ups/<int:pk>/", follow_up.FollowUpDetail.as_view(), name="follow_up"),
    path("follow-ups/<int:pk>/close/", follow_up.CloseFollowUp.as_view(), name="follow_up_close"),
    path("follow-ups/<int:pk>/reopen/", follow_up.ReopenFollowUp.as_view(), name="follow_up_reopen"),
    path("<int:pk>/", evaluation.EvaluationDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", evaluation.ChangeWindow.as_view(), name="edit"),
    path("<int:pk>/send-again/<slug:audience>/", evaluation.SendAgain.as_view(), name="send_again"),
]
