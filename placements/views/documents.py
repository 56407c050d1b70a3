"""Documents: add a version to a step, and fetch one."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.generic import View

from kmtp.ui.views import ActionPage, OneRecord
from placements.actions import documents
from placements.forms.document import DocumentForm
from placements.models import Document, Step
from placements.views.steps import OneStep


class AddDocument(OneStep, ActionPage):
    """Upload a document, or a new version of it."""

    permission = "placements.do_step"
    form_class = DocumentForm
    heading = "Add a document to “{}”"
    submit_label = "Add the document"
    done = "The document is added to “{}”."

    def get_what_happens(self) -> str:
        """Say who reads it, and that versions are kept."""
        return (
            "The council, the university and the practice educator of this placement can read it. "
            "Earlier versions are kept."
        )

    def act(self, record: Step, form: Any) -> Step:
        """Keep it by the one action; the page then goes back to the placement."""
        by: Any = self.request.user
        documents.add(step=record, file=form.cleaned_data["file"], by=by)
        return record


class FetchDocument(OneRecord, View):
    """Send one version as a file: never shown inside the site, whatever it holds. Every file that goes is logged."""

    model = Document
    permission = "placements.view_placement"
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Document]:
        """Add the placement, by which the person reaches it."""
        found: QuerySet[Document] = super().get_queryset()
        return found.select_related("step__placement__student__programme", "step__placement__educator")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the file."""
        document: Document = self.get_object()
        try:
            content = document.file.open("rb")
        except FileNotFoundError as error:
            raise Http404("The file is not in the store.") from error
        answer = FileResponse(
            content, as_attachment=True, filename=document.name, content_type=document.content_type
        )
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer
