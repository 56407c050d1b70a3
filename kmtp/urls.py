"""The URL map."""

from django.urls import include, path
from django.views.generic import RedirectView

from kmtp import health, home

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("educators/", include("educators.urls")),
    path("placements/", include("placements.urls")),
    path("forums/", include("forums.urls")),
    path("evaluations/", include("evaluations.urls")),
    path("time-audit/", include("time_audit.urls")),
    path("reports/", include("kmtp.reports.urls")),
    path("people/", include("kmtp.accounts.urls")),
    path("letters/", include("kmtp.mail.urls")),
    path("demo/", include("kmtp.demo.urls")),
    # The address of a sign-in is the one that was invited; the administrator changes it, not this page of allauth's.
    path("accounts/email/", RedirectView.as_view(pattern_name="home"), name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("search/", home.Search.as_view(), name="search"),
    path("help/", home.Help.as_view(), name="help"),
    path("privacy/", home.Privacy.as_view(), name="privacy"),
    path("accessibility/", home.Accessibility.as_view(), name="accessibility"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
