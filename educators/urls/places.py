"""Addresses of teams, localities and service areas."""

from django.urls import path

from educators.views import places, teams

urlpatterns = [
    path("teams/", teams.TeamList.as_view(), name="teams"),
    path("teams/add/", teams.AddTeam.as_view(), name="team_add"),
    path("teams/<int:pk>/", teams.TeamDetail.as_view(), name="team"),
    path("teams/<int:pk>/change/", teams.ChangeTeam.as_view(), name="team_change"),
    path("teams/<int:pk>/close/", teams.CloseTeam.as_view(), name="team_close"),
    path("teams/<int:pk>/keep-open/", teams.KeepTeamOpen.as_view(), name="team_keep_open"),
    path("localities/", places.LocalityList.as_view(), name="localities"),
    path("localities/add/", places.AddLocality.as_view(), name="locality_add"),
    path("localities/<int:pk>/change/", places.ChangeLocality.as_view(), name="locality_change"),
    path("service-areas/", places.AreaList.as_view(), name="areas"),
    path("service-areas/add/", places.AddArea.as_view(), name="area_add"),
    path("service-areas/<int:pk>/change/", places.ChangeArea.as_view(), name="area_change"),
]
