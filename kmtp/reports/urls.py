"""Addresses of the annual reports."""

from django.urls import path

from kmtp.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.ReportList.as_view(), name="list"),
    path("build/", views.AskForReport.as_view(), name="ask"),
    path("<int:pk>/", views.ReportDetail.as_view(), name="detail"),
    path("<int:pk>/progress/", views.ReportProgress.as_view(), name="progress"),
    path("<int:pk>/pdf/", views.ReportPdf.as_view(), name="pdf"),
    path("<int:pk>/figures/", views.ReportWorkbook.as_view(), name="workbook"),
]
