"""Addresses of the import."""

from django.urls import path

from educators.views import imports

urlpatterns = [
    path("import/", imports.Upload.as_view(), name="upload"),
    path("import/template.xlsx", imports.Template.as_view(), name="template"),
    path("import/<int:pk>/", imports.Preview.as_view(), name="import"),
    path("import/<int:pk>/apply/", imports.Apply.as_view(), name="apply"),
    path("import/<int:pk>/put-away/", imports.PutAway.as_view(), name="put_away"),
]
