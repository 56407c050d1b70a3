"""Addresses of the placements room."""

from django.urls import path

from placements.views import expected, pairing, placements, programmes, requests, students

app_name = "placements"
urlpatterns = [
    path("", placements.PlacementList.as_view(), name="list"),
    path("students/", students.StudentList.as_view(), name="student_list"),
    path("students/add/", students.AddStudent.as_view(), name="student_add"),
    path("students/<int:pk>/", students.StudentDetail.as_view(), name="student_detail"),
    path("students/<int:pk>/edit/", students.ChangeStudent.as_view(), name="student_edit"),
    path("requests/", requests.RequestList.as_view(), name="request_list"),
    path("requests/add/", requests.AddRequest.as_view(), name="request_add"),
    path("requests/<int:pk>/", requests.RequestDetail.as_view(), name="request_detail"),
    path("requests/<int:pk>/edit/", requests.ChangeRequest.as_view(), name="request_edit"),
    path("requests/<int:pk>/withdraw/", requests.WithdrawRequest.as_view(), name="request_withdraw"),
    path("requests/<int:pk>/find/", pairing.FindEducator.as_view(), name="find_educator"),
    path("requests/<int:pk>/host/", pairing.Pair.as_view(), name="pair_host"),
    path("requests/<int:pk>/pair/<int:educator>/", pairing.Pair.as_view(), name="pair"),
    path("targets/<int:pk>/expected/", expected.FillInExpected.as_view(), name="expected"),
    path("programmes/", programmes.ProgrammeList.as_view(), name="programme_list"),
    path("programmes/add/", programmes.AddProgramme.as_view(), name="programme_add"),
    path("<int:pk>/", placements.PlacementDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", placements.ChangePlacement.as_view(), name="edit"),
    path("<int:pk>/profile/", placements.OpenProfile.as_view(), name="open_profile"),
    path("<int:pk>/change/<slug:change>/", placements.ChangeState.as_view(), name="change"),
]
