"""Addresses of guidance."""

from django.urls import path

from educators.views import guidance, guidance_readers, guidance_writing

urlpatterns = [
    path("guidance/", guidance.Library.as_view(), name="guidance"),
    path("guidance/add/", guidance_writing.AddGuide.as_view(), name="guide_add"),
    path("guidance/<int:pk>/new-version/", guidance_writing.NewVersion.as_view(), name="guide_copy"),
    path("guidance/<int:pk>/step/", guidance.RecordStep.as_view(), name="guide_step"),
    path("guidance/version/<int:pk>/", guidance.ReadVersion.as_view(), name="guide_version"),
    path("guidance/version/<int:pk>/read/", guidance.ConfirmRead.as_view(), name="guide_read"),
    path("guidance/version/<int:pk>/compare/", guidance.Compare.as_view(), name="guide_compare"),
    path("guidance/version/<int:pk>/readers/", guidance_readers.Readers.as_view(), name="guide_readers"),
    path("guidance/version/<int:pk>/remind/", guidance_readers.Remind.as_view(), name="guide_remind"),
    path("guidance/version/<int:pk>/changes/", guidance_writing.SumUp.as_view(), name="guide_changes"),
    path("guidance/version/<int:pk>/issue/", guidance_writing.Issue.as_view(), name="guide_issue"),
    path("guidance/version/<int:pk>/section/", guidance_writing.AddSection.as_view(), name="section_add"),
    path("guidance/section/<int:pk>/", guidance_writing.ChangeSection.as_view(), name="section_change"),
    path("guidance/section/<int:pk>/up/", guidance_writing.MoveUp.as_view(), name="section_up"),
    path("guidance/section/<int:pk>/take-out/", guidance_writing.TakeOut.as_view(), name="section_take_out"),
]
