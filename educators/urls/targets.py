"""Addresses of targets."""

from django.urls import path

from educators.views import targets

urlpatterns = [
    path("targets/", targets.Targets.as_view(), name="targets"),
    path("targets/add/", targets.AddTarget.as_view(), name="target_add"),
    path("targets/independents/", targets.SetIndependents.as_view(), name="independents_add"),
    path("targets/<int:pk>/", targets.TargetDetail.as_view(), name="target"),
    path("targets/<int:pk>/change/", targets.ChangeTarget.as_view(), name="target_change"),
    path("targets/<int:pk>/learners/", targets.ExpectLearners.as_view(), name="target_learners"),
]
