"""Addresses of recruitment."""

from django.urls import path

from educators.views import applying
from educators.views import recruitment as views

urlpatterns = [
    path("recruitment/", views.IntakeList.as_view(), name="recruitment"),
    path("recruitment/intakes/add/", views.PlanIntake.as_view(), name="intake_create"),
    path("recruitment/intakes/<int:pk>/", views.IntakeDetail.as_view(), name="intake"),
    path("recruitment/intakes/<int:pk>/change/", views.ChangeIntake.as_view(), name="intake_change"),
    path("recruitment/intakes/<int:pk>/close/", views.CloseIntake.as_view(), name="intake_close"),
    path("recruitment/intakes/<int:pk>/panel/", views.PlanPanel.as_view(), name="panel_create"),
    path("recruitment/applications/", views.ApplicationList.as_view(), name="applications"),
    path("recruitment/applications/shortlist/", views.Shortlist.as_view(), name="applications_shortlist"),
    path("recruitment/applications/<int:pk>/", views.ApplicationDetail.as_view(), name="application"),
    path(
        "recruitment/applications/<int:pk>/manager/", views.AskManager.as_view(), name="application_manager"
    ),
    path("recruitment/applications/<int:pk>/team/", views.LinkTeam.as_view(), name="application_team"),
    path("recruitment/applications/<int:pk>/<slug:change>/", views.Move.as_view(), name="application_move"),
    path("recruitment/panels/", views.PanelList.as_view(), name="panels"),
    path("recruitment/panels/<int:pk>/", views.PanelDetail.as_view(), name="panel"),
    path("recruitment/panels/<int:pk>/member/", views.AddMember.as_view(), name="panel_member"),
    path("recruitment/panels/<int:pk>/invite/", views.InvitePanel.as_view(), name="panel_invite"),
    path("recruitment/panels/<int:pk>/change/", views.ChangePanel.as_view(), name="panel_change"),
    path("recruitment/panels/<int:pk>/cancel/", views.CancelPanel.as_view(), name="panel_cancel"),
    path(
        "recruitment/panels/members/<int:pk>/remove/",
        views.RemoveMember.as_view(),
        name="panel_member_remove",
    ),
    path("apply/", applying.OpenIntakes.as_view(), name="apply_open"),
    path("apply/<int:pk>/", applying.Start.as_view(), name="apply_start"),
    path("apply/mine/<str:token>/", applying.MyApplication.as_view(), name="my_application"),
    path("apply/mine/<str:token>/withdraw/", applying.StepBack.as_view(), name="my_application_withdraw"),
    path("apply/mine/<str:token>/<slug:part>/", applying.MyPart.as_view(), name="my_application_part"),
    path("apply/manager/<str:token>/", applying.ManagerAnswer.as_view(), name="manager_answer"),
    path("apply/panel/<str:token>/", applying.MyPanel.as_view(), name="my_panel"),
    path("apply/panel/<str:token>/<int:pk>/", applying.ScoreSheet.as_view(), name="my_panel_score"),
]
