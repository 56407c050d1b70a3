"""Addresses of the import."""

from django.urls import path

from educators.views import imports

urlpatterns = [
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("import/", imports.Upload.as_view(), name="import_upload"),
    path("import/template.xlsx", imports.Template.as_view(), name="import_template"),
    path("import/<int:pk>/", imports.Preview.as_view(), name="import"),
    path("import/<int:pk>/columns/", imports.ChooseColumns.as_view(), name="import_columns"),
    path("import/<int:pk>/problems/", imports.Problems.as_view(), name="import_problems"),
    path("import/<int:pk>/progress/", imports.Progress.as_view(), name="import_progress"),
    path("import/<int:pk>/apply/", imports.Apply.as_view(), name="import_apply"),
    path("import/<int:pk>/check/", imports.CheckAgain.as_view(), name="import_check"),
    path("import/<int:pk>/put-away/", imports.PutAway.as_view(), name="import_put_away"),
    path("import/<int:pk>/undo/", imports.Undo.as_view(), name="import_undo"),
]
