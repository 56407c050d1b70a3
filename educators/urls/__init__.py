"""Addresses of the educators area, a module for each noun."""

from educators.urls import (
    availability,
    currency,
    figures,
    guidance,
    imports,
    places,
    quality,
    recruitment,
    register,
    targets,
    where,
)

app_name = "educators"
urlpatterns = [
    *register.urlpatterns,
    *imports.urlpatterns,
    *where.urlpatterns,
    *places.urlpatterns,
    *currency.urlpatterns,
    *recruitment.urlpatterns,
    *targets.urlpatterns,
    *availability.urlpatterns,
    *quality.urlpatterns,
    *guidance.urlpatterns,
    *figures.urlpatterns,
]
