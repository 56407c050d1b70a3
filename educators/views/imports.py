"""A spreadsheet into the register: upload, say what the columns are, look, apply or put away, and undo."""

from django.utils.timezone import localdate

from educators.actions import imports
from educators.forms.imports import UploadForm
from educators.models import Import
from educators.spreadsheet import REGISTER
from educators.subnavigation import Tabs
from educators.tables.imports import ImportTable, OutcomeTable, ProblemTable
from kmtp.spreadsheet import views


class OfImports(Tabs, views.OfImports):
    """What every page about an import into the register has in common."""

    model = Import
    permission = "educators.import_educators"
    namespace = "educators"
    actions = imports
    home = ("Practice educators", "educators:list")
    routes = (*views.ROUTES, "import_progress")
    related = ("council", "uploaded_by", "applied_by")
    layout = REGISTER
    problem_table = ProblemTable
    outcome_table = OutcomeTable


class Imports(OfImports, views.Imports):
    """Every import of the person's councils, the newest first."""

    table_class = ImportTable


class Upload(OfImports, views.Upload):
    """Choose a file; it is checked, and nothing is stored in the register yet."""

    form_class = UploadForm

    def save(self, form: UploadForm) -> Import:
        """Check the file and keep its rows for the preview."""
        file = form.cleaned_data["file"]
        return imports.upload(council=form.chosen_council, file=file, by=self.request.user, today=localdate())


class ChooseColumns(OfImports, views.ChooseColumns):
    """Say what each column of a register is."""


class Preview(OfImports, views.Preview):
    """What a file will do to the register, or what is wrong with it; afterwards, what it did."""


class Problems(OfImports, views.Problems):
    """Everything that is wrong with a register, as a file."""


class Progress(OfImports, views.Progress):
    """How far a worker is."""


class Apply(OfImports, views.Apply):
    """Apply a file to the register."""


class CheckAgain(OfImports, views.CheckAgain):
    """Compare a waiting file with the register as it is now."""


class PutAway(OfImports, views.PutAway):
    """Forget a file that nobody will apply."""


class Undo(OfImports, views.Undo):
    """Give back what an import changed, and take away whom it added."""


class Template(OfImports, views.Template):
    """An empty register as a workbook."""
