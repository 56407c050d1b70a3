"""The one place that knows WeasyPrint: a page of HTML becomes a tagged PDF (PDF/UA-1)."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register

PANGO = "Install Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class CannotWrite(RuntimeError):
    """The PDF cannot be written; the message says what to do."""


def write(html: str) -> bytes:
    """Return the tagged PDF of ``html``. Only our own style sheet and fonts are read, nothing from elsewhere."""
    try:
        # Without Pango the import itself fails, and pages that need no PDF must work without it.
        from weasyprint import CSS, HTML
    except OSError as error:
        raise CannotWrite(PANGO) from error
    sheets = [CSS(filename=_static(name)) for name in ("css/charts.css", "css/report.css")]
    document = HTML(string=html, base_url=str(Path(_static("css/report.css")).parent))
    pdf: bytes = document.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    return pdf


def _static(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise CannotWrite(f"The file static/{name} is missing from this installation.")
    return found


@register()
def pango_is_there(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Say at start what is missing for PDF reports."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return [Error("PDF reports cannot be built.", hint=PANGO, id="kmtp.E001")]
    return []
