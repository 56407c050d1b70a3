"""Addresses of the register itself."""

from django.urls import path

from educators.views import achievements, chosen, register, status

urlpatterns = [
    path("", register.EducatorList.as_view(), name="list"),
    path("add/", register.AddEducator.as_view(), name="add"),
    path("move/", chosen.MoveChosen.as_view(), name="move_chosen"),
    path("move/<uuid:key>/undo/", chosen.UndoMove.as_view(), name="undo_move"),
    path("download/csv/", chosen.DownloadChosen.as_view(), {"kind": "csv"}, name="download_csv"),
    path("download/xlsx/", chosen.DownloadChosen.as_view(), {"kind": "xlsx"}, name="download_xlsx"),
    path("<int:pk>/", register.EducatorDetail.as_view(), name="detail"),
    path("<int:pk>/change/", register.ChangeEducator.as_view(), name="change"),
    path("<int:pk>/award/", achievements.RecordAward.as_view(), name="record_award"),
    path("<int:pk>/activity/", achievements.RecordActivity.as_view(), name="record_activity"),
    path("<int:pk>/training/", achievements.AddTraining.as_view(), name="add_training"),
    path("<int:pk>/start-break/", status.StartBreak.as_view(), name="start_break"),
    path("<int:pk>/end-break/", status.EndBreak.as_view(), name="end_break"),
    path("<int:pk>/leave/", status.Leave.as_view(), name="leave"),
    path("<int:pk>/invite/", status.Invite.as_view(), name="invite"),
    path("<int:pk>/return/", status.ReturnToRegister.as_view(), name="return"),
    path("training/<int:pk>/mentor/", achievements.NameMentor.as_view(), name="training_mentor"),
    path("training/<int:pk>/complete/", achievements.CompleteTraining.as_view(), name="complete_training"),
    path(
        "training/<int:pk>/withdraw/", achievements.WithdrawFromTraining.as_view(), name="withdraw_training"
    ),
]
