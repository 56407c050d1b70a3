"""Addresses of the educators area."""

from django.urls import path

from educators.views import achievements, educators, imports, status

app_name = "educators"
urlpatterns = [
    path("", educators.EducatorList.as_view(), name="list"),
    path("add/", educators.AddEducator.as_view(), name="add"),
    path("mine/", educators.MyRecord.as_view(), name="mine"),
    path("mine/change/", educators.CorrectOwnDetails.as_view(), name="mine_change"),
    path("import/", imports.Upload.as_view(), name="upload"),
    path("import/template.xlsx", imports.Template.as_view(), name="template"),
    path("import/<int:pk>/", imports.Preview.as_view(), name="import"),
    path("import/<int:pk>/apply/", imports.Apply.as_view(), name="apply"),
    path("import/<int:pk>/put-away/", imports.PutAway.as_view(), name="put_away"),
    path("<int:pk>/", educators.EducatorDetail.as_view(), name="detail"),
    path("<int:pk>/change/", educators.ChangeEducator.as_view(), name="change"),
    path("<int:pk>/award/", achievements.RecordAward.as_view(), name="record_award"),
    path("<int:pk>/activity/", achievements.RecordActivity.as_view(), name="record_activity"),
    path("<int:pk>/training/", achievements.AddTraining.as_view(), name="add_training"),
    path("<int:pk>/start-break/", status.StartBreak.as_view(), name="start_break"),
    path("<int:pk>/end-break/", status.EndBreak.as_view(), name="end_break"),
    path("<int:pk>/leave/", status.Leave.as_view(), name="leave"),
    path("<int:pk>/invite/", status.Invite.as_view(), name="invite"),
    path("<int:pk>/return/", status.ReturnToRegister.as_view(), name="return"),
    path("training/<int:pk>/complete/", achievements.CompleteTraining.as_view(), name="complete_training"),
    path(
        "training/<int:pk>/withdraw/", achievements.WithdrawFromTraining.as_view(), name="withdraw_training"
    ),
]
