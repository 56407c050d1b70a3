"""Our addresses and the two lists that ours is compared with, of the same model."""

import django_tables2
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.timezone import localdate

from educators.models import Educator

COLUMNS = ("last_name", "first_name", "email", "swe_number", "registered_until", "team", "post", "base")


class Site(admin.AdminSite):
    """An admin that whoever is signed in may look at."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in whoever is signed in."""
        return request.user.is_authenticated


class EducatorAdmin(admin.ModelAdmin):
    """The change list with as many columns, filters and rows as our list."""

    list_display = (*COLUMNS, "capacity", "joined_on")
    list_filter = ("is_independent", "base", "team__locality")
    search_fields = ("first_name", "last_name", "swe_number", "email")
    list_select_related = ("team",)
    list_per_page = 25

    def has_view_permission(self, request: HttpRequest, obj: Educator | None = None) -> bool:
        """Let everybody look."""
        return True

    has_module_permission = has_view_permission
    has_change_permission = has_view_permission


class Faceted(EducatorAdmin):
    """The change list with a number beside each choice of every filter, as our list has."""

    list_filter = (
        *("council", "is_independent", "base", "capacity", "active_as", "registered_until"),
        *("team__service_area", "team__locality", "district"),
    )
    show_facets = admin.ShowFacets.ALWAYS


class Plain(django_tables2.Table):
    """django-tables2 as it comes."""

    class Meta:
        """With the columns of the admin."""

        model = Educator
        fields = (*COLUMNS, "capacity", "joined_on")


@login_required
def tables2(request: HttpRequest) -> HttpResponse:
    """List with the library's own template."""
    table = Plain(Educator.objects.select_related("team").for_the_register(localdate()))
    django_tables2.RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "bench/tables2.html", {"table": table, "heading": "django-tables2"})


site = Site()
site.register(Educator, EducatorAdmin)
faceted = Site(name="faceted")
faceted.register(Educator, Faceted)
urlpatterns = [
    path("bench/admin/", site.urls),
    path("bench/faceted/", faceted.urls),
    path("bench/tables2/", tables2),
    path("", include("kmtp.urls")),
]
