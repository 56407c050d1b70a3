"""Addresses of people and invitations."""

from django.urls import path

from kmtp.accounts.views import invitation, organisations, people, saved_views

app_name = "accounts"
urlpatterns = [
    path("", people.PersonList.as_view(), name="people"),
    path("invite/", people.Invite.as_view(), name="invite"),
    path("<int:pk>/", people.PersonDetail.as_view(), name="person"),
    path("<int:pk>/role/", people.GiveRole.as_view(), name="give_role"),
    path("<int:pk>/close/", people.CloseSignIn.as_view(), name="close"),
    path("<int:pk>/open/", people.OpenSignIn.as_view(), name="open"),
    path("role/<int:pk>/end/", people.EndRole.as_view(), name="end_role"),
    path("organisations/", organisations.OrganisationList.as_view(), name="organisations"),
    path("organisations/add/", organisations.AddOrganisation.as_view(), name="organisation_add"),
    path("organisations/<int:pk>/", organisations.ChangeOrganisation.as_view(), name="organisation"),
    path("views/save/", saved_views.SaveView.as_view(), name="save_view"),
    path("views/<int:pk>/", saved_views.RenameView.as_view(), name="saved_view"),
    path("views/<int:pk>/delete/", saved_views.DeleteView.as_view(), name="delete_view"),
    path("invitation/<str:token>/", invitation.AcceptInvitation.as_view(), name="accept"),
]
