"""Addresses of data quality, and of the practice educator's own record."""

from django.urls import path

from educators.views import confirmations, mine, quality

urlpatterns = [
    path("data-quality/", quality.Quality.as_view(), name="quality"),
    path("data-quality/records/", quality.Mend.as_view(), name="mend"),
    path("data-quality/corrections/", confirmations.Corrections.as_view(), name="corrections"),
    path("data-quality/corrections/ask/", confirmations.AskToConfirm.as_view(), name="ask_to_confirm"),
    path("data-quality/corrections/<int:pk>/", confirmations.Correction.as_view(), name="correction"),
    path("record/check/<str:token>/", confirmations.CheckByLink.as_view(), name="check_record"),
    path("mine/check/", confirmations.CheckMine.as_view(), name="mine_check"),
    path("mine/", mine.MyRecord.as_view(), name="mine"),
    path("mine/record/", mine.MyWholeRecord.as_view(), name="mine_record"),
    path("mine/change/", mine.CorrectOwnDetails.as_view(), name="mine_change"),
]
