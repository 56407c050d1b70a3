"""Addresses of people and invitations."""

from django.urls import path

from kmtp.accounts.views import invitation, people

app_name = "accounts"
urlpatterns = [
    path("", people.PersonList.as_view(), name="people"),
    path("invite/", people.Invite.as_view(), name="invite"),
    path("<int:pk>/", people.PersonDetail.as_view(), name="person"),
    path("<int:pk>/role/", people.GiveRole.as_view(), name="give_role"),
    path("<int:pk>/close/", people.CloseSignIn.as_view(), name="close"),
    path("<int:pk>/open/", people.OpenSignIn.as_view(), name="open"),
    path("role/<int:pk>/end/", people.EndRole.as_view(), name="end_role"),
    path("invitation/<str:token>/", invitation.AcceptInvitation.as_view(), name="accept"),
]
