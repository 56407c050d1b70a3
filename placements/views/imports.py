"""A list of students in: upload, say what the columns are, look, apply or put away, and undo."""

from django.utils.timezone import localdate

from kmtp.spreadsheet import views
from kmtp.spreadsheet.columns import Layout
from placements.actions import imports
from placements.forms.imports import UploadForm, layout_for
from placements.models import StudentImport
from placements.models.import_ import IMPORT
from placements.subnavigation import Tabs
from placements.tables.imports import ImportTable, OutcomeTable, ProblemTable


class OfImports(Tabs, views.OfImports):
    """What every page about an import of students has in common."""

    model = StudentImport
    permission = IMPORT
    namespace = "placements"
    actions = imports
    home = ("Students", "placements:student_list")
    related = ("sender", "university", "uploaded_by", "applied_by")
    problem_table = ProblemTable
    outcome_table = OutcomeTable

    @property
    def layout(self) -> Layout:
        """The columns that this person’s files may have."""
        return layout_for(self.request.user)


class Imports(OfImports, views.Imports):
    """Every import of students that the person’s organisation sent, the newest first."""

    table_class = ImportTable
    empty_text = (
        "No list of students was imported yet. Import the spreadsheet that you keep: you see what would change "
        "before anything is stored."
    )


class Upload(OfImports, views.Upload):
    """Choose a file; it is checked, and nothing is stored yet."""

    form_class = UploadForm
    heading = "Import students and requests from a spreadsheet"

    def save(self, form: UploadForm) -> StudentImport:
        """Check the file and keep its rows for the preview."""
        file = form.cleaned_data["file"]
        return imports.upload(**form.whose, file=file, by=self.request.user, today=localdate())


class ChooseColumns(OfImports, views.ChooseColumns):
    """Say what each column of a list is."""


class Preview(OfImports, views.Preview):
    """What a list will do, or what is wrong with it; afterwards, what it did."""


class Problems(OfImports, views.Problems):
    """Everything that is wrong with a list, as a file."""


class Apply(OfImports, views.Apply):
    """Apply a list of students."""


class CheckAgain(OfImports, views.CheckAgain):
    """Compare a waiting list with what is on record now."""


class PutAway(OfImports, views.PutAway):
    """Forget a list that nobody will apply."""


class Undo(OfImports, views.Undo):
    """Give back what an import changed, and take away what it added."""


class Template(OfImports, views.Template):
    """A list with one made-up student as a workbook."""

    has_example = True
