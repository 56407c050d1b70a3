"""Settings of the site whose constant view everything else is compared with: Django's default middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "bench-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bench.plain"


def constant(request: HttpRequest) -> HttpResponse:
    """Answer the same to everybody."""
    return HttpResponse("The same to everybody.")


urlpatterns = [path("constant/", constant)]
